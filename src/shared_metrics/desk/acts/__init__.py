"""Acts: everything a person does, each one reading allow, read, decide, write."""

from shared_metrics.desk.acts.deciding import accept, return_, withdraw
from shared_metrics.desk.acts.drafts import Reading
from shared_metrics.desk.acts.submitting import submit

__all__ = ["Reading", "accept", "return_", "submit", "withdraw"]

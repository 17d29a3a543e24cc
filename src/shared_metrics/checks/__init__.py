"""What a file says, judged by its contract: typing, rules, totals; findings, never exceptions.

The only home of Great Expectations. Importing this package imports it, which takes seconds:
import it where a file is judged, or in the background.
"""

from shared_metrics.checks.judge import Judgement, judge, warm
from shared_metrics.checks.rules import RULES
from shared_metrics.checks.totals import headline_totals

__all__ = ["RULES", "Judgement", "headline_totals", "judge", "warm"]

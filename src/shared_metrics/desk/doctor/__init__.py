"""The doctor: looks at everything an installation needs and says what to do; changes nothing."""

from shared_metrics.desk.doctor.examine import CHECKS, examine
from shared_metrics.desk.doctor.examined import Examined, Level, is_broken

__all__ = ["CHECKS", "Examined", "Level", "examine", "is_broken"]

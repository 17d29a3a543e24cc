"""Every read, permission-checked; measured answers are kept until the ledger changes.

Sent files (`sent`), what is expected (`due`), a file before it is sent (`checking`), figures
(`figures`), progress toward goals (`progress`), what may be shown outside (`public`).
"""

from shared_metrics.desk.questions.checking import Checked, TotalRow, check_file
from shared_metrics.desk.questions.due import (
    Today,
    contracts_of,
    expected,
    period_to_send,
    to_do,
    today,
)
from shared_metrics.desk.questions.expected import Cell, Expected, Standing, shares
from shared_metrics.desk.questions.figures import measured, measured_of_partner
from shared_metrics.desk.questions.guides import template
from shared_metrics.desk.questions.sent import (
    Change,
    changes,
    inbox,
    original,
    replaced_by,
    submission,
    submissions,
    trail,
    without_checks,
)

__all__ = [
    "Cell",
    "Change",
    "Checked",
    "Expected",
    "Standing",
    "Today",
    "TotalRow",
    "changes",
    "check_file",
    "contracts_of",
    "expected",
    "inbox",
    "measured",
    "measured_of_partner",
    "original",
    "period_to_send",
    "replaced_by",
    "shares",
    "submission",
    "submissions",
    "template",
    "to_do",
    "today",
    "trail",
    "without_checks",
]

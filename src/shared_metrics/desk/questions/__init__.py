"""Every read, permission-checked; measured answers are kept until the ledger changes.

Sent files (`sent`), what is expected (`due`), a file before it is sent (`checking`), figures
(`figures`), progress toward goals (`progress`), who may come in (`people`); what was released is
asked of `releases`.
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
from shared_metrics.desk.questions.matching import Lacking, Matching, header_matches
from shared_metrics.desk.questions.people import (
    accounts,
    contracts_to_send,
    invitations,
    periods_to_send,
    sent_through,
    upload_links,
)
from shared_metrics.desk.questions.progress import (
    Coverage,
    coverage,
    goal_contributions,
    goal_standing,
    partner_metrics,
    partner_own_standings,
    partner_series,
    reporting_partners,
    setbacks_of,
)
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
    "Coverage",
    "Expected",
    "Lacking",
    "Matching",
    "Standing",
    "Today",
    "TotalRow",
    "accounts",
    "changes",
    "check_file",
    "contracts_of",
    "contracts_to_send",
    "coverage",
    "expected",
    "goal_contributions",
    "goal_standing",
    "header_matches",
    "inbox",
    "invitations",
    "measured",
    "measured_of_partner",
    "original",
    "partner_metrics",
    "partner_own_standings",
    "partner_series",
    "period_to_send",
    "periods_to_send",
    "replaced_by",
    "reporting_partners",
    "sent_through",
    "setbacks_of",
    "shares",
    "submission",
    "submissions",
    "template",
    "to_do",
    "today",
    "trail",
    "upload_links",
    "without_checks",
]

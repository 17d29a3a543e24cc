"""Every read, permission-checked; measured answers are kept until the ledger changes.

Sent files (`sent`), what is expected (`due`), a file before it is sent (`checking`), figures
(`figures`), progress toward goals (`progress`), who may come in (`people`); what was released is
asked of `releases`.
"""

from shared_metrics.desk.questions.broken import Broken, what_happened
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
from shared_metrics.desk.questions.goals import GoalPreview, goal_decisions, goal_preview
from shared_metrics.desk.questions.guides import template
from shared_metrics.desk.questions.learning import (
    CheckBack,
    Learning,
    Naming,
    commitments,
    due_check_backs,
    learning,
    to_approve,
    words_naming,
)
from shared_metrics.desk.questions.matching import Lacking, Matching, header_matches
from shared_metrics.desk.questions.others import partner_others
from shared_metrics.desk.questions.people import (
    accounts,
    contracts_to_send,
    invitations,
    periods_to_send,
    sent_through,
    upload_links,
)
from shared_metrics.desk.questions.progress import (
    GoalView,
    field_notes_of,
    goal_contributions,
    goal_explained,
    goal_forecast,
    goal_standing,
    goal_view,
    group_name,
    partner_metrics,
    partner_own_standings,
    partner_series,
    reporting_partners,
    setbacks_of,
)
from shared_metrics.desk.questions.restated import (
    Arrival,
    RestatedMetric,
    Restatements,
    restatements,
)
from shared_metrics.desk.questions.sectors import SectorPart, sector_parts, sectors
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
from shared_metrics.desk.questions.year_before import YearBefore, goal_year_before

__all__ = [
    "Arrival",
    "Broken",
    "Cell",
    "Change",
    "CheckBack",
    "Checked",
    "Expected",
    "GoalPreview",
    "GoalView",
    "Lacking",
    "Learning",
    "Matching",
    "Naming",
    "RestatedMetric",
    "Restatements",
    "SectorPart",
    "Standing",
    "Today",
    "TotalRow",
    "YearBefore",
    "accounts",
    "changes",
    "check_file",
    "commitments",
    "contracts_of",
    "contracts_to_send",
    "due_check_backs",
    "expected",
    "field_notes_of",
    "goal_contributions",
    "goal_decisions",
    "goal_explained",
    "goal_forecast",
    "goal_preview",
    "goal_standing",
    "goal_view",
    "goal_year_before",
    "group_name",
    "header_matches",
    "inbox",
    "invitations",
    "learning",
    "measured",
    "measured_of_partner",
    "original",
    "partner_metrics",
    "partner_others",
    "partner_own_standings",
    "partner_series",
    "period_to_send",
    "periods_to_send",
    "replaced_by",
    "reporting_partners",
    "restatements",
    "sector_parts",
    "sectors",
    "sent_through",
    "setbacks_of",
    "shares",
    "submission",
    "submissions",
    "template",
    "to_approve",
    "to_do",
    "today",
    "trail",
    "upload_links",
    "what_happened",
    "without_checks",
    "words_naming",
]

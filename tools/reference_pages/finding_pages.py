"""Every finding a file can have and every problem a definitions file can have."""

from collections.abc import Mapping

from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page
from shared_metrics.agenda import AGENDA_RULES
from shared_metrics.checks import RULES as CHECK_RULES
from shared_metrics.contracts import LINT_RULES
from shared_metrics.findings import Level
from shared_metrics.reading import RULES as READING_RULES

INTRODUCTION = """\
A finding names one broken rule at one place: line, column, cell, value, what is wrong and what to
do. Its level says what follows."""
LEVELS = {
    Level.FIX: "Must be fixed before the file counts.",
    Level.CHECK: "May be right: whoever sends the file says why, and the reason is kept.",
    Level.NOTE: "To know; nothing to do.",
}
OWN_RULES = """\
A contract adds rules of its own, such as `placed_within_follow_up`; they are listed with
[each contract](contracts.md)."""
LINT_INTRODUCTION = """\
What `shared-metrics contracts lint` can say about a definitions folder, each with file and line."""


def page() -> str:
    """The reference page of findings."""
    return whole_page(
        "Findings",
        INTRODUCTION,
        table(("level", "what follows"), [(code(k), v) for k, v in LEVELS.items()]),
        OWN_RULES,
        "## While a file is read",
        _rule_table(READING_RULES),
        "## When its figures are judged",
        _rule_table(CHECK_RULES),
        "## In a contract",
        LINT_INTRODUCTION,
        _rule_table(LINT_RULES),
        "## In the agenda",
        _rule_table(AGENDA_RULES),
    )


def _rule_table(rules: Mapping[str, str]) -> str:
    return table(("rule", "what it says"), [(code(rule), words) for rule, words in rules.items()])

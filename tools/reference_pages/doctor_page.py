"""What the doctor looks at."""

from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page
from shared_metrics.desk.doctor import CHECKS, Level

INTRODUCTION = """\
`shared-metrics doctor` looks at an installation and changes nothing; see
[keep it safe](../how-to/keep-it-safe.md). First of all it looks for the `home` and whether its
`ledger` can be opened."""
LEVELS = {
    Level.FINE: "Nothing to do.",
    Level.LOOK: "It works, but see to it. The exit code stays 0.",
    Level.BROKEN: "Something does not work, or soon will not. The exit code is 14.",
}


def page() -> str:
    """The reference page of the doctor's checks."""
    return whole_page(
        "The doctor",
        INTRODUCTION,
        table(("level", "what follows"), [(code(k), v) for k, v in LEVELS.items()]),
        "## What it looks at",
        table(("check", "fine when"), [(code(k), what) for k, (what, _) in CHECKS.items()]),
        "Of an older ledger, only its version is told: the next start brings it up to date.",
    )

"""The life of a submission, from its one transition table."""

from reference_pages.markdown import page as whole_page
from reference_pages.markdown import table
from shared_metrics.submissions import TRANSITIONS, State, diagram

INTRODUCTION = """\
A submission is one partner's figures for one contract and one period. It is never edited: a
correction is a new submission that takes the place of the old one. Only accepted submissions are
measured."""
MEANINGS = {
    State.FAILED: "Something must be fixed. Nothing of the file is kept but its findings.",
    State.PASSED: "Nothing to fix. It waits for the backbone.",
    State.WITHDRAWN: "The partner took it back before a decision.",
    State.ACCEPTED: "Its figures count.",
    State.RETURNED: "The backbone sent it back, with a reason.",
    State.SUPERSEDED: "A newer submission stands in its place.",
}


def page() -> str:
    """The reference page of states and acts."""
    moves = [(t.source or "(new)", t.act.replace("_", " "), t.target, t.who) for t in TRANSITIONS]
    return whole_page(
        "The life of a submission",
        INTRODUCTION,
        f"```mermaid\n{diagram()}\n```",
        "## States",
        table(("state", "what it means"), [(f"`{s}`", MEANINGS[s]) for s in State]),
        "## Acts",
        table(("from", "act", "to", "who"), moves),
    )

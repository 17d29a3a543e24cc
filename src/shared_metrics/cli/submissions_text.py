"""Submissions as people and programs read them."""

from collections.abc import Sequence

from shared_metrics.cli import output
from shared_metrics.cli.call import Call
from shared_metrics.cli.findings_text import check_text
from shared_metrics.submissions import State, Submission

_HEADER = ("submission", "state", "partner", "contract", "period", "sent", "by", "reason")


def put_submissions(call: Call, submissions: Sequence[Submission]) -> None:
    """Print what an act made or changed: one object for one, a list for several."""
    if call.as_json:
        shapes = [submission.as_dict() for submission in submissions]
        output.put_json(shapes[0] if len(shapes) == 1 else shapes)
        return
    for submission in submissions:
        output.put(told(submission))


def told(submission: Submission) -> str:
    """One submission in a sentence, with what checking found where something is to do."""
    period = submission.period.label if submission.period else "no period"
    what = f"{submission.contract} of {submission.partner}, {period}"
    if submission.same_as:
        return f"{submission.same_as}: the same file was sent before ({what}); nothing was stored."
    words = [f"{submission.id}: {what}: {submission.state}."]
    if submission.supersedes:
        tense = "takes" if submission.state is State.ACCEPTED else "would take"
        words.append(f"It {tense} the place of {submission.supersedes}.")
    if submission.state is State.FAILED:
        facts = output.counted(submission.rows, "row")
        words += ["", check_text(submission.file_name or "", facts, submission.findings, ())]
    return "\n".join(words)


def table_of(submissions: Sequence[Submission]) -> str:
    """A table of submissions for people."""
    rows = [
        (
            submission.id,
            submission.state.value,
            submission.partner,
            submission.contract,
            submission.period_text or "",
            f"{submission.submitted_at:%Y-%m-%d %H:%M}",
            submission.submitted_by,
            submission.decision_reason or "",
        )
        for submission in submissions
    ]
    return output.aligned(_HEADER, rows, frozenset())

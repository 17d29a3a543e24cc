"""`release`: prepare, check, publish, amend, verify what the public reads."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import FOLDER, Call, shared_options
from shared_metrics.errors import CallersMistake, Conflict

if TYPE_CHECKING:
    from shared_metrics.desk.questions.releases import Draft
    from shared_metrics.releases.checklist import ChecklistItem
    from shared_metrics.releases.states import ReleaseRow

_BY = click.option("--as", "email", required=True, metavar="EMAIL", help="Who does it.")
_HEADER = ("release", "state", "figures to", "published on", "why it was amended")
_HIDDEN_HEADER = ("audience", "table", "figures", "hidden", "older kept")
_CHANGED_HEADER = ("table", "new figures", "corrected", "no longer shown")


@click.group()
def release() -> None:
    """Publish numbered, frozen releases in which no small group can be found out."""


@release.command()
@click.option(
    "--data-to",
    metavar="DATE",
    help="Last day of the figures. [default: of the newest month that is closed for everybody]",
)
@click.option("--note", metavar="TEXT", help="Public: why published figures read otherwise.")
@_BY
@shared_options
def prepare(call: Call, *, data_to: str | None, note: str | None, email: str) -> None:
    """Freeze what would be public now, for a look. Takes the place of an earlier draft.

    Nothing becomes public. Look at it with `release check`, then `release publish` it.
    """
    from shared_metrics.desk.acts.releasing import prepare_release

    desk = call.open_desk()
    row = prepare_release(
        desk, data_to=_day(data_to), actor=desk.person(email), now=desk.now(), note=note
    )
    _put_row(call, row, f"{row.id} is prepared, with figures to {row.data_to}.")


@release.command()
@click.argument("release_id", metavar="ID")
@shared_options
def check(call: Call, *, release_id: str) -> None:
    """Look at a draft: what stops it, what to know, what is hidden, what changes for readers.

    Exits with 13 when something stops it. With --json: {"id", "may_be_published", "checklist":
    [{"level", "code", "message", "hint"}], "hidden", "changes"}.
    """
    from shared_metrics.desk.questions import releases as questions

    draft = questions.draft(call.open_desk(), None, release_id)
    if call.as_json:
        output.put_json(_draft_data(draft))
    else:
        _put_draft(draft)
    if not draft.may_be_published:
        raise click.exceptions.Exit(Conflict.exit_code)


@release.command()
@click.argument("release_id", metavar="ID")
@click.option("--reason", metavar="TEXT", help="Needed where one person prepared and publishes.")
@_BY
@shared_options
def publish(call: Call, *, release_id: str, reason: str | None, email: str) -> None:
    """Make a draft public; from then on it stays as it is.

    Where a second person is required, not whoever prepared it. An error in the checklist stops
    it, and the release before stays public.
    """
    from shared_metrics.desk.acts.releasing import publish_release

    desk = call.open_desk()
    actor, now = desk.person(email), desk.now()
    row = publish_release(desk, release_id, actor=actor, now=now, reason=reason)
    _put_row(call, row, f"{row.id} is public since {row.published_on}.")


@release.command()
@click.argument("release_id", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Public: why it is amended.")
@_BY
@shared_options
def amend(call: Call, *, release_id: str, reason: str, email: str) -> None:
    """Prepare an amendment (R14.1) of the newest release, from what is accepted now.

    Figures go to the same day. It is checked and published as any other; the release it amends
    stays at its address and says so.
    """
    from shared_metrics.desk.acts.releasing import amend_release

    desk = call.open_desk()
    actor, now = desk.person(email), desk.now()
    row = amend_release(desk, release_id, reason=reason, actor=actor, now=now)
    _put_row(call, row, f"{row.id} is prepared, with figures to {row.data_to}.")


@release.command()
@click.argument("release_id", metavar="ID")
@_BY
@shared_options
def discard(call: Call, *, release_id: str, email: str) -> None:
    """Throw a draft away. What was published cannot be taken back."""
    from shared_metrics.desk.acts.releasing import discard_release

    desk = call.open_desk()
    row = discard_release(desk, release_id, actor=desk.person(email), now=desk.now())
    _put_row(call, row, f"The draft of {row.id} is gone.")


@release.command(name="list")
@shared_options
def list_(call: Call) -> None:
    """List every release, oldest first, and the draft if there is one.

    With --json: [{"id", "state", "data_to", "published_on", "reason"}]; the state is "published",
    "amended" or "prepared".
    """
    from shared_metrics.desk.questions import releases as questions

    rows = questions.every_release(call.open_desk(), None)
    if call.as_json:
        output.put_json([row.listed() for row in rows])
        return
    if rows:
        told = [tuple(str(cell or "") for cell in row.listed().values()) for row in rows]
        output.put(output.aligned(_HEADER, told, frozenset()))
    output.say(f"{output.counted(len(rows), 'release')}.")


@release.command()
@click.argument("release_id", metavar="ID")
@click.option(
    "--public",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="Look at a copy of its public files (also of a whole site) instead of the home.",
)
@shared_options
def verify(call: Call, *, release_id: str, folder: Path | None) -> None:
    """Look whether a release still is what was published.

    In the home: the SHA-256 of every file, the chain of manifests back to the first release, the
    proof that nothing small can be found out, and every sum readers can make. With --public: what
    anybody can look at without the home. Exits with 13 when something is wrong. With --json:
    {"id", "verified", "problems"}.
    """
    from shared_metrics.desk.releasing.verifying import verify_copy, verify_release

    if folder is None:
        problems = verify_release(call.open_desk(), release_id)
    else:
        problems = verify_copy(folder, release_id)
    if call.as_json:
        told = {"id": release_id, "verified": not problems, "problems": problems}
        output.put_json(told)
    else:
        for problem in problems:
            output.put(problem)
        what = "is not what was published" if problems else "is what was published"
        output.say(f"{release_id} {what}.")
    if problems:
        raise click.exceptions.Exit(Conflict.exit_code)


@release.command()
@click.argument("release_id", metavar="ID")
@click.option(
    "--knowing",
    metavar="PARTNER",
    help="Only with this partner's own rows. [default: an outsider, then every partner]",
)
@shared_options
def attack(call: Call, *, release_id: str, knowing: str | None) -> None:
    """Try to find something out of a release and all before it, as an adversary would.

    Written apart from the protection, as a second opinion. It needs the home: what was to be found
    out has to be known to say that it was. Exits with 13 when anything can be worked out more
    narrowly than was promised. With --json: [{"knowing", "secrets", "narrowed", "intervals"}], with
    the range in which each number that is to be protected must lie.
    """
    from shared_metrics.desk.releasing.attacking import attack_release

    desk = call.open_desk()
    who = None if knowing is None else [desk.definitions.partner(knowing).id]
    found = attack_release(desk, release_id, knowing=who)
    if call.as_json:
        output.put_json([one.as_dict() for one in found])
    else:
        for one in found:
            whose = "Somebody outside" if one.knowing is None else one.knowing
            numbers = output.counted(one.secrets, "number")
            output.put(f"{whose}: {numbers} to protect, {one.narrowed.height:,} narrowed.")
    if any(one.narrowed.height for one in found):
        raise click.exceptions.Exit(Conflict.exit_code)


def _day(text: str | None) -> dt.date | None:
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise CallersMistake(
            "bad_day", f"“{text}” is no day.", "Write it as year-month-day, such as 2026-03-31."
        ) from None


def _put_row(call: Call, row: "ReleaseRow", words: str) -> None:
    if call.as_json:
        output.put_json(row.listed())
    else:
        output.put(words)


def _draft_data(draft: "Draft") -> dict[str, object]:
    return {
        "id": draft.row.id,
        "may_be_published": draft.may_be_published,
        "checklist": [item.as_dict() for item in draft.checklist],
        "hidden": draft.hidden,
        "changes": [
            {"table": c.table, "new": c.new, "corrected": c.corrected, "gone": c.gone}
            for c in draft.changes
        ],
    }


def _put_draft(draft: "Draft") -> None:
    for item in draft.checklist:
        output.put(_line(item))
    hidden = [
        (audience, one["table"], *(f"{one[n]:,}" for n in ("figures", "hidden", "pending")))
        for audience, report in draft.hidden.items()
        for one in report["tables"]
    ]
    output.put(output.aligned(_HIDDEN_HEADER, hidden, frozenset({2, 3, 4})))
    changed = [(c.table, f"{c.new:,}", f"{c.corrected:,}", f"{c.gone:,}") for c in draft.changes]
    output.put(output.aligned(_CHANGED_HEADER, changed, frozenset({1, 2, 3})))
    what = "may be published" if draft.may_be_published else "cannot be published as it is"
    output.say(f"{draft.row.id} {what}.")


def _line(item: "ChecklistItem") -> str:
    word = "STOP" if item.level == "error" else "know"
    return f"{word:<5} {item.message}\n      {item.hint}"

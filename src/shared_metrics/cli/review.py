"""`review`: the reviews there are, and their files: the briefing pack and the minutes."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import Conflict

if TYPE_CHECKING:
    from shared_metrics.desk.kept_records import KeptRecord
    from shared_metrics.reviews import Review
    from shared_metrics.site.review_files import Format, ReviewFile

_FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(("html", "pdf")),
    default="html",
    show_default=True,
    help="One page for a browser, or a tagged PDF.",
)
_OUT = click.option(
    "--out",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write. [default: HTML to stdout; review-DAY-….pdf, here]",
)
_FORCE = click.option("--force", is_flag=True, help="Replace FILE if it is there.")
_HEADER = ("review", "day", "state", "figures to", "title")


@click.group()
def review() -> None:
    """See the reviews of the shared goals, and make their files from what each one froze."""


@review.command(name="list")
@shared_options
def list_(call: Call) -> None:
    """List every review, the newest day first.

    With --json: [{"id", "on", "state", "data_to", "title"}]; the state is "planned", "open",
    "closed" or "called_off".
    """
    from shared_metrics.desk.questions.reviewing import reviews

    rows = [_listed(one) for one in reviews(call.open_desk(), None)]
    if call.as_json:
        output.put_json(rows)
        return
    if rows:
        told = [tuple(cell or "" for cell in row.values()) for row in rows]
        output.put(output.aligned(_HEADER, told, frozenset()))
    output.say(f"{output.counted(len(rows), 'review')}.")


@review.command()
@click.argument("review_id", metavar="ID")
@_FORMAT
@_OUT
@_FORCE
@shared_options
def pack(call: Call, *, review_id: str, format_: "Format", file: Path | None, force: bool) -> None:
    """Make the briefing pack of review ID: its agenda, a card for each goal, all its figures.

    For all partners; from what was frozen when it was opened, so it is the same file every time.
    With --json: {"review", "file", "sha256"}.
    """
    from shared_metrics.desk.questions.reviewing import review_shown
    from shared_metrics.site.review_files import pack_file

    shown = review_shown(call.open_desk(), None, review_id)
    _put(call, review_id, pack_file(shown, format_), file, force=force)


@review.command()
@click.argument("review_id", metavar="ID")
@_FORMAT
@_OUT
@_FORCE
@shared_options
def minutes(
    call: Call, *, review_id: str, format_: "Format", file: Path | None, force: bool
) -> None:
    """Make the minutes of review ID: decisions, commitments, what was learned.

    For all partners; from what was frozen when it was closed. With --json: {"review", "file",
    "sha256"}.
    """
    from shared_metrics.desk.questions.reviewing import review_minutes, review_shown
    from shared_metrics.site.review_files import minutes_file

    desk = call.open_desk()
    shown, told = review_shown(desk, None, review_id), review_minutes(desk, None, review_id)
    if told is None:
        raise Conflict(
            "not_closed_yet",
            f"“{shown.review.title}” is not closed yet, so it has no minutes.",
            "They are frozen when it is closed.",
        )
    _put(call, review_id, minutes_file(shown, told, format_), file, force=force)


def _listed(kept: "KeptRecord[Review]") -> dict[str, str | None]:
    one = kept.thing
    data_to = one.data_to.isoformat() if one.data_to else None
    return {
        "id": kept.id,
        "on": one.on.isoformat(),
        "state": one.state.value,
        "data_to": data_to,
        "title": one.title,
    }


def _put(
    call: Call, review_id: str, wanted: "ReviewFile", file: Path | None, *, force: bool
) -> None:
    """The file on the disk; HTML without a place goes to stdout."""
    from shared_metrics.desk.keeping.backup import check_target
    from shared_metrics.releases.manifest import sha256_of
    from shared_metrics.vault.files import plain_words, write_whole

    if file is None and wanted.format == "html" and not call.as_json:
        output.put(wanted.made().decode().removesuffix("\n"))
        return
    target = (file or Path(wanted.name)).absolute()
    check_target(target, force=force)
    content = wanted.made()
    with plain_words(target.parent):
        write_whole(target, content)
    if call.as_json:
        told = {"review": review_id, "file": str(target), "sha256": sha256_of(content)}
        output.put_json(told)
        return
    output.say(f"{target}: written.")

"""goals.yaml on the disk: written beside, told in the ledger, then put in its place.

The ledger's row is what counts. Who is stopped between it and the file leaves the new text beside
the old one; the next start, or the next change, puts it in its place.
"""

import contextlib
import hashlib
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from shared_metrics.agenda.goal_in_file import with_goal, with_goal_anew, with_new_goal
from shared_metrics.agenda.model import Goal
from shared_metrics.definitions import Definitions, load_definitions
from shared_metrics.errors import Conflict
from shared_metrics.ledger import Ledger, tables
from shared_metrics.vault.files import UNFINISHED, plain_words, sync_folder, write_whole

FILE: Final = "goals_file"  # in the details of an audit row: the SHA-256 before and after
ACTS: Final = ("change_goal", "begin_goal")
OLD_SECONDS: Final = 3_600  # what lies beside for longer belongs to nobody at work
BOM: Final = b"\xef\xbb\xbf"
_BESIDE: Final = re.compile(rf"\.goals\.yaml\.([0-9a-f]{{64}}){re.escape(UNFINISHED)}")
_a = tables.audit


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of goals as it is and as it will be."""

    path: Path
    before: bytes
    after: bytes

    @property
    def told(self) -> dict[str, str]:
        """For the trail."""
        return {"before": sha256(self.before), "after": sha256(self.after)}

    @property
    def beside(self) -> Path:
        """Where the new text lies until it counts."""
        return self.path.with_name(f".{self.path.name}.{sha256(self.after)}{UNFINISHED}")


def sha256(content: bytes) -> str:
    """The fingerprint of a file of goals."""
    return hashlib.sha256(content).hexdigest()


def unplaced(goal: Goal) -> Goal:
    """A goal without where it stands."""
    return replace(goal, file="", line=0)


# --- what will stand there ----------------------------------------------------------------


def rewritten(definitions: Definitions, before: Goal | None, after: Goal) -> Rewritten:
    """The file with a goal changed; `before` None: with one more.

    Raises as `text_with`, and Conflict `definitions_changed`.
    """
    content = _as_loaded(definitions)
    mark = BOM if content.startswith(BOM) else b""
    text = text_with(definitions, before, after)
    return Rewritten(definitions.goals_file, content, mark + text.encode())


def text_with(definitions: Definitions, before: Goal | None, after: Goal) -> str:
    """The text of goals.yaml with the goal, read back and found sound.

    Raises DefinitionsBroken with what does not fit, and Conflict `goal_not_written`.
    """
    wanted = {goal.id: unplaced(goal) for goal in (*definitions.agenda.goals, after)}
    for write in _ways(before, after):
        text = write(definitions.goals_text)
        found = load_definitions(definitions.folder, goals_text=text).agenda.goals
        if {goal.id: unplaced(goal) for goal in found} == wanted:
            return text
    raise Conflict(
        "goal_not_written",
        "goals.yaml is written in a way in which this cannot be changed from here.",
        "Change it in the file by hand.",
    )


def _ways(before: Goal | None, after: Goal) -> Sequence[Callable[[str], str]]:
    """From the one that touches least."""
    if before is None:
        return [lambda text: with_new_goal(text, after)]
    return [
        lambda text: with_goal(text, before, after),
        lambda text: with_goal_anew(text, after),
    ]


def _as_loaded(definitions: Definitions) -> bytes:
    """The file's bytes. Raises Conflict when they are not those that were loaded."""
    content = content_of(definitions.goals_file)
    if content.decode("utf-8-sig", "replace") != definitions.goals_text:
        raise _changed_by_hand()
    return content


def _changed_by_hand() -> Conflict:
    return Conflict(
        "definitions_changed",
        "goals.yaml was changed in the meantime, so nothing was written over it.",
        "Look at how the goal reads now, then make your change again.",
    )


def content_of(path: Path) -> bytes:
    """The file's bytes, none when there is no file. Raises InstallationProblem."""
    with plain_words(path.parent):
        return path.read_bytes() if path.exists() else b""


# --- putting it there ---------------------------------------------------------------------


def lay_beside(change: Rewritten) -> None:
    """Writes the new text beside the file. Raises InstallationProblem."""
    with plain_words(change.path.parent):
        write_whole(change.beside, change.after)


def check_unchanged(change: Rewritten) -> None:
    """Raises Conflict `definitions_changed` when the file is no longer as it was read."""
    if content_of(change.path) != change.before:
        raise _changed_by_hand()


def take_back(ledger: Ledger, change: Rewritten) -> None:
    """The text beside goes, unless it counts after all: a commit whose answer was lost."""
    with contextlib.suppress(Exception):
        if newest_change(ledger) != change.told:
            change.beside.unlink(missing_ok=True)


def put_in_place(beside: Path, path: Path) -> None:
    """The new text takes the old one's place. Raises InstallationProblem."""
    with plain_words(path.parent), contextlib.suppress(FileNotFoundError):  # another was faster
        beside.rename(path)
        sync_folder(path.parent)


def settle(ledger: Ledger, path: Path) -> bool:
    """Finishes a change that the ledger tells of and the file lacks; whether there was one.

    What a change that never came to count left beside the file is removed after an hour.
    """
    beside = laid_beside(path)
    told = newest_change(ledger) if beside else None
    for one in beside:
        content = content_of(one)
        if told == {"before": sha256(content_of(path)), "after": sha256(content)}:
            put_in_place(one, path)
            return True
        with contextlib.suppress(OSError):
            if time.time() - one.stat().st_mtime > OLD_SECONDS:
                one.unlink()
    return False


def laid_beside(path: Path) -> list[Path]:
    """Texts that wait beside the file for their row in the ledger, or for their place."""
    names = path.parent.glob(f".*{UNFINISHED}")
    return [one for one in sorted(names) if _BESIDE.fullmatch(one.name)]


def newest_change(ledger: Ledger) -> dict[str, str] | None:
    """The fingerprints before and after the newest change that the ledger tells of."""
    query = sa.select(_a.c.details).where(_a.c.act.in_(ACTS)).order_by(_a.c.seq.desc()).limit(1)
    with ledger.reading() as connection:
        details = connection.scalar(query)
    return None if details is None else json.loads(details)[FILE]

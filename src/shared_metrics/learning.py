"""What pushed a metric off its path, what we heard, and what we changed. Nobody is to blame.

No field says whose doing it was. Words that name a partner leave the backbone only when that
partner agreed to exactly these words (`Approval`); whoever changes the words asks again.
"""

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Visibility = Literal["private", "partners", "public"]
Outcome = Literal["helped", "no_difference", "too_early"]
FacilitatingAction = Literal[
    "prior_relationships", "trusted_participants", "community", "data", "joint_problem_solving"
]

# What carried partnerships through setbacks: Pulido-Gomez, de Jong, Rivkin and Nesrala, in the
# Stanford Social Innovation Review.
FACILITATING_ACTIONS: Final[Mapping[FacilitatingAction, str]] = {
    "prior_relationships": "Building on relationships from before",
    "trusted_participants": "Relying on people whom all trust",
    "community": "Working with the community",
    "data": "Using data to advantage",
    "joint_problem_solving": "Solving the problem together",
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    "helped": "It helped",
    "no_difference": "It made no difference",
    "too_early": "Too early to tell",
}


@dataclass(frozen=True, slots=True)
class Setback:
    """What was expected, what happened, what was learned; never a partner to blame.

    `period`: canonical text of the month it shows in. `partners`: ids of partners its words name
    beside those found by name. `review`, `item`: the review it was written down in, and the place
    on its agenda; None: outside of one.
    """

    id: str
    title: str
    metrics: tuple[str, ...]
    period: str
    expected: str
    happened: str
    learned: str
    visibility: Visibility = "private"
    partners: tuple[str, ...] = ()
    review: str | None = None
    item: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything of it that people read."""
        return (self.title, self.expected, self.happened, self.learned)


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What the partnership changed in answer to a setback, and when to look again.

    `who_does_what`: what changed in the division of work. `seen`: what was found when it was
    looked at again; it stands with the `outcome`. It is shown to whom its setback is shown.
    """

    id: str
    setback: str
    period: str
    changed: str
    check_back: dt.date
    outcome: Outcome | None = None
    action: FacilitatingAction | None = None
    who_does_what: str = ""
    seen: str = ""
    partners: tuple[str, ...] = ()
    review: str | None = None
    item: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything of it that people read."""
        return (self.changed, self.who_does_what, self.seen)

    @property
    def is_closed(self) -> bool:
        """Whether it was looked at again and an outcome was found."""
        return self.outcome in ("helped", "no_difference")


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What a partner or the community heard; no number needed.

    `heard_by`: id of the partner who heard it, or of the backbone. `metrics` may be empty.
    `wish`: how far its partner would share it; how far it is shared is the backbone's to say.
    `submission`: the file it came with. `review`, `item`: as for a setback.
    """

    id: str
    heard: str
    heard_by: str
    period: str
    metrics: tuple[str, ...] = ()
    visibility: Visibility = "private"
    wish: Visibility = "private"
    partners: tuple[str, ...] = ()
    submission: str | None = None
    review: str | None = None
    item: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything of it that people read."""
        return (self.heard,)


@dataclass(frozen=True, slots=True)
class Approval:
    """A partner agrees that these very words, which name it, may leave the backbone.

    `up_to`: who may read them at most.
    """

    about: str  # id of the setback, adaptation or field note
    partner: str
    words_sha256: str
    up_to: Visibility = "public"


Learned = Setback | Adaptation | FieldNote


def words_sha256(one: Learned) -> str:
    """What an approval is about: the words as they stand."""
    return hashlib.sha256(json.dumps(one.words).encode()).hexdigest()


def named_partners(one: Learned, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The partners its words name: those said to be, those called by name, and who heard it.

    `names`: partner id -> everything it is called, in the agenda's order. How a name is set, with
    capitals, line breaks, accents or apostrophes of one kind or another, makes no difference.
    """
    said = _as_read(" ".join(one.words))
    heard_by = one.heard_by if isinstance(one, FieldNote) else None
    return tuple(
        partner
        for partner, called in names.items()
        if partner in (*one.partners, heard_by) or any(_is_said(name, said) for name in called)
    )


def not_approved(
    one: Learned,
    names: Mapping[str, Sequence[str]],
    approvals: Iterable[Approval],
    readers: Visibility,
) -> tuple[str, ...]:
    """The partners named that have not agreed that `readers` read the words as they stand."""
    digest = words_sha256(one)
    agreed = {
        a.partner
        for a in approvals
        if (a.about, a.words_sha256) == (one.id, digest) and readers in _UP_TO[a.up_to]
    }
    return tuple(partner for partner in named_partners(one, names) if partner not in agreed)


_UP_TO: Final[Mapping[Visibility, tuple[Visibility, ...]]] = {
    "private": ("private",),
    "partners": ("private", "partners"),
    "public": ("private", "partners", "public"),
}
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))


def _as_read(text: str) -> str:
    """Text as two that read alike are the same."""
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()
    return " ".join(plain.split())


def _is_said(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_as_read(name))}(?!\w)", said) is not None

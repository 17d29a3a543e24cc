"""Reading one mapping of a definitions file strictly."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeVar, cast

from shared_metrics.documents.notes import Notebook, did_you_mean
from shared_metrics.documents.tree import Items, Leaf, Node, Table, parse_day

Value = TypeVar("Value")
_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class Fields:
    """Reads one mapping strictly: each method asks for a key, `done` refuses all others.

    A needed key that is missing, or a value of the wrong kind, is noted and answered with a
    harmless value, so that reading goes on and tells everything in one pass.
    """

    def __init__(self, node: Node | None, notebook: Notebook, what: str) -> None:
        self.notebook = notebook
        self.what = what
        self._asked: set[str] = set()
        self._problems_before: int | None = None
        self.table = node if isinstance(node, Table) else Table(node.line if node else 1, {}, {})
        self.readable = isinstance(node, Table)
        if node is not None and not self.readable:
            self.note(None, "wrong_kind", f"{what} is written as keys and values.")

    @property
    def line(self) -> int:
        """Where the mapping begins."""
        return self.table.line

    @property
    def sound(self) -> bool:
        """Whether nothing was noted since this mapping was first asked for a key."""
        return self._problems_before in (None, len(self.notebook.problems))

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping."""
        return self.table.key_lines.get(key, self.line)

    def note(self, key: str | None, rule: str, message: str) -> None:
        """Note a problem at a key (None: at the mapping)."""
        self.notebook.add(self.line_of(key) if key else self.line, rule, message)

    def has(self, key: str) -> bool:
        """Whether the key is there with a value."""
        if self._problems_before is None:
            self._problems_before = len(self.notebook.problems)
        self._asked.add(key)
        node = self.table.nodes.get(key)
        return node is not None and not (isinstance(node, Leaf) and node.value is None)

    def done(self) -> None:
        """Refuse every key nobody asked for."""
        for key in self.table.nodes:
            if key not in self._asked:
                guess = did_you_mean(key, self._asked)
                self.note(key, "unknown_key", f"{self.what} has no key “{key}”.{guess}")

    def text(self, key: str, default: str | None = None) -> str:
        """Text; needed when there is no default. A number or date answers as it is written."""
        text = self._leaf(key, default, _TEXT, _read_text)
        if default is None and not text and isinstance(self.node(key), Leaf):
            self.note(key, "missing_key", f"“{key}” is empty.")
        return text

    def text_or_none(self, key: str) -> str | None:
        """Text, or None when it is not there."""
        return self.text(key) if self.has(key) else None

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed words."""
        word = self.text(key, default)
        if word and self.has(key) and word not in allowed:
            choices = ", ".join(allowed)
            guess = did_you_mean(word, allowed)
            self.note(key, "unknown_value", f"“{key}” is one of: {choices}.{guess}")
            return allowed[0]
        return word or allowed[0]

    def id(self, key: str = "id") -> str:
        """An id in snake_case."""
        word = self.text(key)
        if self.has(key) and not _ID.fullmatch(word):
            message = f"“{word}” is not an id: small letters, digits and single “_” between words."
            self.note(key, "id", message)
        return word

    def reference(self, key: str, known: Collection[str], what: str) -> str:
        """An id of something that exists; `what` names it in the message."""
        word = self.text(key)
        if self.has(key):
            self.check_known(self.line_of(key), word, known, what)
        return word

    def references(
        self, key: str, known: Collection[str], what: str, *, needed: bool = False
    ) -> tuple[str, ...]:
        """A list of ids of things that exist, each once."""
        leaves = self.leaves(key, needed=needed)
        words = [leaf.text.strip() for leaf in leaves]
        for leaf, word in zip(leaves, words, strict=True):
            self.check_known(leaf.line, word, known, what)
            if words.count(word) > 1 and words.index(word) != leaves.index(leaf):
                self.notebook.add(leaf.line, "repeated", f"“{word}” stands here twice.")
        return tuple(words)

    def check_known(self, line: int, word: str, known: Collection[str], what: str) -> bool:
        """Whether the word is known; if not, note it."""
        if word in known:
            return True
        guess = did_you_mean(word, known)
        self.notebook.add(line, "unknown_reference", f"There is no {what} “{word}”.{guess}")
        return False

    def time_zone(self, key: str) -> str:
        """A time zone by its IANA name."""
        name = self.text(key)
        if self.has(key) and not _is_time_zone(name):
            guess = did_you_mean(name, zoneinfo.available_timezones())
            self.note(key, "time_zone", f"“{name}” is not a time zone.{guess}")
        return name

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        return self._leaf(key, default, _WHOLE, _read_whole)

    def decimal(self, key: str) -> Decimal:
        """A number, with exactly the digits written."""
        return self._leaf(key, None, _NUMERIC, _read_decimal)

    def decimal_or_none(self, key: str) -> Decimal | None:
        """A number, or None when it is not there."""
        return self.decimal(key) if self.has(key) else None

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        return self._leaf(key, default, _FLAG, _read_flag)

    def day(self, key: str) -> dt.date:
        """A day such as 2026-03-31."""
        return self._leaf(key, None, _DAY_KIND, _read_day)

    def day_or_none(self, key: str) -> dt.date | None:
        """A day, or None when it is not there."""
        return self.day(key) if self.has(key) else None

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts (one text alone is a list of one)."""
        return tuple(leaf.text.strip() for leaf in self.leaves(key, needed=needed))

    def leaves(self, key: str, *, needed: bool = False) -> tuple[Leaf, ...]:
        """A list of values, each with its line."""
        found = tuple(self._several(key, needed=needed))
        leaves = tuple(node for node in found if isinstance(node, Leaf))
        if len(leaves) < len(found):
            self.note(key, "wrong_kind", f"“{key}” is a list of plain values.")
        return leaves

    def mappings(self, key: str, what: str, *, needed: bool = False) -> Iterator["Fields"]:
        """A list of mappings."""
        for node in self._several(key, needed=needed):
            yield Fields(node, self.notebook, what)

    def mapping(self, key: str, what: str, *, needed: bool = True) -> "Fields | None":
        """One mapping; None when it is not there."""
        if self.has(key):
            return Fields(self.table.nodes[key], self.notebook, what)
        if needed:
            self._note_missing(key)
        return None

    def node(self, key: str) -> Node | None:
        """The raw node, None when it is not there."""
        return self.table.nodes[key] if self.has(key) else None

    def entries(self) -> Iterator[tuple[str, Node, int]]:
        """Every key with its value and line; all count as asked for."""
        for key, node in self.table.nodes.items():
            self._asked.add(key)
            yield key, node, self.table.key_lines[key]

    def _several(self, key: str, *, needed: bool) -> Sequence[Node]:
        if not self.has(key):
            if needed:
                self._note_missing(key)
            return ()
        node = self.table.nodes[key]
        if needed and isinstance(node, Items) and not node.nodes:
            self.note(key, "missing_key", f"“{key}” is empty.")
        return node.nodes if isinstance(node, Items) else (node,)

    def _leaf(
        self, key: str, default: Value | None, kind: str, read: Callable[[Leaf], Value | None]
    ) -> Value:
        harmless = default if default is not None else read(_HARMLESS[kind])
        if not self.has(key):
            if default is None:
                self._note_missing(key)
            return cast("Value", harmless)
        node = self.table.nodes[key]
        value = read(node) if isinstance(node, Leaf) else None
        if value is None:
            self.note(key, "wrong_kind", f"“{key}” is {kind}.")
        return cast("Value", harmless if value is None else value)

    def _note_missing(self, key: str) -> None:
        if self.readable:
            self.note(None, "missing_key", f"{self.what} needs “{key}”.")


_TEXT, _WHOLE, _NUMERIC = "text", "a whole number", "a number"
_FLAG, _DAY_KIND = "true or false", "a day such as 2026-03-31"
_HARMLESS: Final[Mapping[str, Leaf]] = {
    _TEXT: Leaf(0, "", ""),
    _WHOLE: Leaf(0, "0", 0),
    _NUMERIC: Leaf(0, "0", 0),
    _FLAG: Leaf(0, "false", value=False),
    _DAY_KIND: Leaf(0, "2000-01-01", dt.date(2000, 1, 1)),
}


def _read_text(leaf: Leaf) -> str | None:
    return leaf.text.strip()


def _read_whole(leaf: Leaf) -> int | None:
    return leaf.value if type(leaf.value) is int else None


def _read_decimal(leaf: Leaf) -> Decimal | None:
    number = isinstance(leaf.value, Decimal) or type(leaf.value) is int
    return Decimal(leaf.text) if number else None


def _read_flag(leaf: Leaf) -> bool | None:
    return leaf.value if isinstance(leaf.value, bool) else None


def _read_day(leaf: Leaf) -> dt.date | None:
    return parse_day(leaf.text)


def _is_time_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True

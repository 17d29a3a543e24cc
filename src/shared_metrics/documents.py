"""YAML text -> a tree that knows the line of every key and value.

Stricter than YAML: duplicate keys, anchors, tags and several documents in one file are refused,
`yes` and `no` are words and not truth values, numbers keep the digits that were written
(`Decimal`, never a float), and a number is decimal: `010` and `1_000` are text.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, NoReturn, TypeVar, cast

import yaml

from shared_metrics.errors import DefinitionProblem, DefinitionsBroken

DOCUMENT_RULES: Final[Mapping[str, str]] = {
    "yaml_syntax": "The file is YAML: indented with spaces, quotes closed.",
    "yaml_empty": "The file holds a mapping of keys to values.",
    "yaml_duplicate_key": "A key stands once in its mapping.",
    "yaml_alias": "Values are written out; anchors and aliases (& and *) are not used.",
    "yaml_tag": "Values are text, numbers, dates, true, false, lists and mappings; no tags.",
    "yaml_depth": "Nesting stays within 40 levels.",
    "unknown_key": "Every key is one that is read.",
    "missing_key": "Every needed key is there.",
    "wrong_kind": "A value is of the kind its key wants.",
    "unknown_value": "A value is one of those allowed.",
}
MAX_DEPTH: Final = 40

Value = TypeVar("Value")
Scalar = str | int | Decimal | bool | dt.date | None


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One value; `text` is what stands in the file, without its quotes."""

    line: int
    text: str
    value: Scalar


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """A list."""

    line: int
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A mapping; `key_lines` holds the line of each key."""

    line: int
    nodes: Mapping[str, "Node"]
    key_lines: Mapping[str, int]


Node = Leaf | Items | Table


class Notebook:
    """Collects the problems of one file, so that all are told in one pass."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[DefinitionProblem] = []

    def add(self, line: int, rule: str, message: str) -> None:
        """Note one problem."""
        self.problems.append(DefinitionProblem(self.file, line, rule, message))

    def require_clean(self) -> None:
        """Raise DefinitionsBroken when anything was noted."""
        if self.problems:
            raise DefinitionsBroken(self.problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, if any is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean “x”?`, or nothing: the end of a message about an unknown word."""
    guess = nearest(word, known)
    return f" Did you mean “{guess}”?" if guess else ""


# --- text -> tree -------------------------------------------------------------------------

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: Final[Mapping[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_TWO_DOCUMENTS: Final = "A second document begins here (---); one file holds one."


def parse_document(text: str, file: str) -> Table:
    """The tree of one YAML file whose top is a mapping.

    Raises DefinitionsBroken with every problem found, each with file and line.
    """
    notebook = Notebook(file)
    try:
        tree = _Reader(text, notebook).document()
    except yaml.reader.ReaderError as broken:
        line = text.count("\n", 0, broken.position) + 1
        _refuse(notebook, line, "There is a character here that no text file should hold.")
    except yaml.MarkedYAMLError as broken:
        _refuse(notebook, _line_of(broken), _plain_words(broken, text))
    notebook.require_clean()
    if not isinstance(tree, Table):
        notebook.add(1, "yaml_empty", "The file is empty or not a mapping of keys to values.")
        raise DefinitionsBroken(notebook.problems)
    return tree


def _refuse(notebook: Notebook, line: int, message: str) -> NoReturn:
    notebook.add(line, "yaml_syntax", message)
    raise DefinitionsBroken(notebook.problems)


def _line_of(broken: yaml.MarkedYAMLError) -> int:
    unclosed = "quoted scalar" in (broken.context or "") or "flow" in (broken.context or "")
    marks = (broken.context_mark, broken.problem_mark)
    mark = next((m for m in (marks if unclosed else marks[::-1]) if m is not None), None)
    return mark.line + 1 if mark is not None else 1


def _plain_words(broken: yaml.MarkedYAMLError, text: str) -> str:
    problem, context = broken.problem or "", broken.context or ""
    line = text.splitlines()[_line_of(broken) - 1 : _line_of(broken)] or [""]
    for matches, words in (
        ("\t" in line[0][: len(line[0]) - len(line[0].lstrip())], "The line begins with a tab."),
        ("quoted scalar" in context, "A quote is opened here and not closed."),
        ("flow" in context, "A bracket or brace is opened here and not closed properly."),
        ("document start" in problem, "A second document or a stray line begins here."),
        ("alias" in problem, "A * begins an alias: write the value out, or quote the text."),
        ("mapping values" in problem, "There is a colon here that does not fit: quote the text."),
        ("block" in context, "The indentation does not fit the lines above."),
    ):
        if matches:
            return f"{words} Indent with spaces." if "tab" in words else words
    return f"This is not YAML: {problem or context}."


class _Reader:
    """Builds the tree from YAML events.

    Events and not PyYAML's composed nodes: its composer recurses in C and ends the process on
    a deeply nested file.
    """

    def __init__(self, text: str, notebook: Notebook) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
        self.notebook = notebook

    def document(self) -> Node | None:
        tree = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                if tree is not None:
                    _refuse(self.notebook, _line(event), _TWO_DOCUMENTS)
                tree = self._node(event, 0)
        return tree

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self.notebook.add(_line(event), "yaml_depth", DOCUMENT_RULES["yaml_depth"])
            raise DefinitionsBroken(self.notebook.problems)
        self._note_refused(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            nodes = (self._node(child, depth + 1) for child in self._until(yaml.SequenceEndEvent))
            return Items(_line(event), tuple(nodes))
        return _leaf(event)

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _note_refused(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.notebook.add(_line(event), "yaml_alias", DOCUMENT_RULES["yaml_alias"])
        elif getattr(event, "tag", None):
            self.notebook.add(_line(event), "yaml_tag", DOCUMENT_RULES["yaml_tag"])

    def _table(self, start: yaml.Event, depth: int) -> Table:
        nodes: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if isinstance(key, Leaf) and key.text not in nodes:
                nodes[key.text], lines[key.text] = value, key.line
            else:
                self._note_key(key, lines)
        return Table(_line(start), nodes, lines)

    def _note_key(self, key: Node, lines: Mapping[str, int]) -> None:
        if isinstance(key, Leaf):
            message = f"“{key.text}” stands here again; it is already on line {lines[key.text]}."
            self.notebook.add(key.line, "yaml_duplicate_key", message)
        else:
            self.notebook.add(key.line, "wrong_kind", "A key is one word or text.")


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _leaf(event: yaml.Event) -> Leaf:
    text = getattr(event, "value", "")
    quoted = getattr(event, "style", None) in ("'", '"', "|", ">")
    return Leaf(_line(event), text, text if quoted else _scalar(text))


def _scalar(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return parse_day(text) or text


# --- tree -> values -----------------------------------------------------------------------


def plain(node: Node) -> object:
    """Dicts, lists and values, as a JSON Schema sees them (dates as text)."""
    match node:
        case Table():
            return {key: plain(child) for key, child in node.nodes.items()}
        case Items():
            return [plain(child) for child in node.nodes]
        case Leaf():
            return node.text if isinstance(node.value, dt.date) else node.value


def line_at(node: Node, path: Iterable[str | int]) -> int:
    """The line of the value at a path of keys and positions, or of the nearest thing there is."""
    line = node.line
    for step in path:
        if isinstance(node, Table) and str(step) in node.nodes:
            line, node = node.key_lines[str(step)], node.nodes[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
            node = node.nodes[step]
            line = node.line
        else:
            break
    return line


class Fields:
    """Reads one mapping strictly: each method asks for a key, `done` refuses all others.

    A needed key that is missing, or a value of the wrong kind, is noted and answered with a
    harmless value, so that reading goes on and tells everything in one pass.
    """

    def __init__(self, node: Node | None, notebook: Notebook, what: str) -> None:
        self.notebook = notebook
        self.what = what
        self._asked: set[str] = set()
        self.table = node if isinstance(node, Table) else Table(node.line if node else 1, {}, {})
        self.readable = isinstance(node, Table)
        if node is not None and not self.readable:
            self.note(None, "wrong_kind", f"{what} is written as keys and values.")

    @property
    def line(self) -> int:
        """Where the mapping begins."""
        return self.table.line

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping."""
        return self.table.key_lines.get(key, self.line)

    def note(self, key: str | None, rule: str, message: str) -> None:
        """Note a problem at a key (None: at the mapping)."""
        self.notebook.add(self.line_of(key) if key else self.line, rule, message)

    def has(self, key: str) -> bool:
        """Whether the key is there with a value."""
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
        return self._leaf(key, default, _TEXT, _read_text)

    def text_or_none(self, key: str) -> str | None:
        """Text, or None when it is not there."""
        return self.text(key) if self.has(key) else None

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed words."""
        word = self.text(key, default)
        if self.has(key) and word not in allowed:
            choices = ", ".join(allowed)
            guess = did_you_mean(word, allowed)
            self.note(key, "unknown_value", f"“{key}” is one of: {choices}.{guess}")
            return allowed[0]
        return word or allowed[0]

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


def parse_day(text: str) -> dt.date | None:
    """A day written 2026-03-31, else None."""
    try:
        return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None

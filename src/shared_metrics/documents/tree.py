"""YAML text -> a tree that knows the line of every key and value.

Stricter than YAML: duplicate keys, anchors, tags and several documents in one file are refused,
`yes` and `no` are words and not truth values, numbers keep the digits that were written
(`Decimal`, never a float), and a number is decimal: `010` and `1_000` are text.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NoReturn

import yaml

from shared_metrics.documents.notes import DOCUMENT_RULES, Notebook
from shared_metrics.errors import DefinitionsBroken

MAX_DEPTH: Final = 40
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

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


def parse_day(text: str) -> dt.date | None:
    """A day written 2026-03-31, else None."""
    try:
        return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
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


_WORDS_FOR: Final = (  # where to look, what stands there, what we say
    ("problem", "escape", "A backslash here means nothing: use single quotes around the text."),
    ("problem", "start any token", "Put quotes around the text that begins here."),
    ("context", "quoted scalar", "A quote is opened here and not closed."),
    ("context", "flow", "A bracket or brace is opened here and not closed properly."),
    ("problem", "document start", "A second document or a stray line begins here."),
    ("problem", "alias", "A * begins an alias: write the value out, or quote the text."),
    ("problem", "mapping values", "There is a colon here that does not fit: quote the text."),
    ("context", "block", "The indentation does not fit the lines above."),
)


def _plain_words(broken: yaml.MarkedYAMLError, text: str) -> str:
    line = text.split("\n")[_line_of(broken) - 1 : _line_of(broken)]
    if line and "\t" in line[0][: len(line[0]) - len(line[0].lstrip())]:
        return "The line begins with a tab. Indent with spaces."
    said = {"problem": broken.problem or "", "context": broken.context or ""}
    for where, part, words in _WORDS_FOR:
        if part in said[where]:
            return words
    return f"This is not YAML: {said['problem'] or said['context']}."


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

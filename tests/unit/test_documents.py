import datetime as dt
from decimal import Decimal

import pytest

from shared_metrics.documents import (
    Fields,
    Leaf,
    Notebook,
    did_you_mean,
    line_at,
    parse_document,
    plain,
)
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken

DEEP = "a: " + "[" * 100_000 + "]" * 100_000


def problems(text: str) -> list[DefinitionProblem]:
    with pytest.raises(DefinitionsBroken) as broken:
        parse_document(text, "x.yaml")
    return list(broken.value.problems)


@pytest.mark.parametrize(
    ("text", "line", "rule", "words"),
    [
        ("a: 1\n\tb: 2\n", 2, "yaml_syntax", "begins with a tab"),
        ('a: 1\nb: "open\nc: 2\n', 2, "yaml_syntax", "quote is opened here and not closed"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "yaml_syntax", "bracket or brace"),
        ("a: b: c\n", 1, "yaml_syntax", "colon"),
        ("a:\n  b: 1\n c: 2\n", 3, "yaml_syntax", "indentation"),
        ("a: 1\nb: @x\n", 2, "yaml_syntax", "quotes around"),
        ('a: "\\q"\n', 1, "yaml_syntax", "backslash"),
        ("a: 1\nb: \x01\n", 2, "yaml_syntax", "character"),
        ("a: 1\n---\nb: 2\n", 3, "yaml_syntax", "second document"),
        ("", 1, "yaml_empty", "empty"),
        ("# only a comment\n", 1, "yaml_empty", "empty"),
        ("- a\n", 1, "yaml_empty", "mapping"),
        ("a: 1\nb: 2\na: 3\n", 3, "yaml_duplicate_key", "already on line 1"),
        ("x: {a: 1, a: 2}\n", 1, "yaml_duplicate_key", "“a”"),
        ("a: &x 1\n", 1, "yaml_alias", "written out"),
        ("a: 1\nb: *x\n", 2, "yaml_alias", "written out"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "yaml_tag", "no tags"),
        ("a: !!set {b}\n", 1, "yaml_tag", "no tags"),
        ("? [a]\n: b\n", 1, "wrong_kind", "one word"),
        pytest.param(DEEP, 1, "yaml_depth", "40 levels", id="deep"),
    ],
)
def test_what_is_refused(text: str, line: int, rule: str, words: str) -> None:
    """A file that is not plain YAML is refused with its line, in words a person understands."""
    (problem,) = problems(text)
    assert (problem.file, problem.line, problem.rule) == ("x.yaml", line, rule)
    assert words in problem.message


def test_all_problems_in_one_pass() -> None:
    """Every duplicate, alias and tag of a file is told at once."""
    found = problems("a: 1\na: 2\nb: &x 1\nc: !!int 3\n")
    assert [(p.line, p.rule) for p in found] == [
        (2, "yaml_duplicate_key"),
        (3, "yaml_alias"),
        (4, "yaml_tag"),
    ]


def test_an_alias_bomb_ends_quickly() -> None:
    """Nested aliases are refused and never unfolded."""
    lines = ["a0: &a0 [x, x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    ]
    assert {p.rule for p in problems("\n".join(lines))} == {"yaml_alias"}


def test_very_many_problems_are_told_in_time() -> None:
    """A file in which everything is wrong is read in a time that grows with its length."""
    assert len(problems("a: 1\n" * 50_000)) == 49_999


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ("12", 12),
        ("-3", -3),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("16_24", "16_24"),
        ("1:30", "1:30"),
        ('"12"', "12"),
        ("0.10", Decimal("0.10")),
        ("1e3", Decimal("1e3")),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("2026-03-31", dt.date(2026, 3, 31)),
        ("2026-02-30", "2026-02-30"),
        ("2026-03", "2026-03"),
        ("2026-03-31 10:00", "2026-03-31 10:00"),
    ],
)
def test_values_are_what_they_look_like(written: str, value: object) -> None:
    """Only true, false, null, decimal numbers and days are more than text; none is a float."""
    leaf = parse_document(f"a: {written}\n", "x.yaml").nodes["a"]
    assert isinstance(leaf, Leaf)
    assert (leaf.value, type(leaf.value)) == (value, type(value))


def test_numbers_keep_their_digits() -> None:
    """A number for a Decimal is made from its text, with every digit that was written."""
    tree = parse_document("a: 0.1000000000000000055511151231257827\n", "x.yaml")
    notebook = Notebook("x.yaml")
    number = Fields(tree, notebook, "It").decimal("a")
    assert number == Decimal("0.1000000000000000055511151231257827")


def test_lines_of_keys_and_values() -> None:
    """A path of keys and positions finds its line, or that of the nearest thing there is."""
    tree = parse_document("a:\n  - b: 1\n\n  - b: 2\n    c: [3]\n", "x.yaml")
    assert line_at(tree, ("a",)) == 1
    assert line_at(tree, ("a", 0, "b")) == 2
    assert line_at(tree, ("a", 1)) == 4
    assert line_at(tree, ("a", 1, "c")) == 5
    assert line_at(tree, ("a", 1, "missing")) == 4
    assert line_at(tree, ("missing",)) == 1


def test_plain_gives_what_a_schema_sees() -> None:
    """Days are text to a JSON Schema; all else is itself."""
    tree = parse_document("a: [1, 2026-03-31, {b: 0.5}]\n", "x.yaml")
    assert plain(tree) == {"a": [1, "2026-03-31", {"b": Decimal("0.5")}]}


@pytest.mark.parametrize(
    ("word", "said"),
    [("colour", " Did you mean “color”?"), ("xyz", "")],
)
def test_did_you_mean(word: str, said: str) -> None:
    """A near word is offered; a far one is not."""
    assert did_you_mean(word, ["color", "shape"]) == said


FIELDS = """\
word: text
empty: ""
number: 3
share: 0.5
flag: true
said: yes
day: 2026-03-31
list: [a, b, a]
nested: {deep: 1}
zone: Europe/Berlim
id: Not-An-Id
who: ann
"""


def fields() -> Fields:
    return Fields(parse_document(FIELDS, "x.yaml"), Notebook("x.yaml"), "It")


def test_fields_answer_with_values() -> None:
    """A key of the right kind answers with its value and notes nothing."""
    it = fields()
    assert it.text("word") == "text"
    assert it.text("missing", "default") == "default"
    assert it.text_or_none("missing") is None
    assert it.whole("number") == 3
    assert it.decimal("number") == 3
    assert it.decimal_or_none("missing") is None
    assert it.flag("flag") is True
    assert it.day("day") == dt.date(2026, 3, 31)
    assert it.day_or_none("missing") is None
    assert it.texts("word") == ("text",)
    assert it.choice("word", ("text", "other")) == "text"
    assert it.choice("missing", ("text", "other"), "other") == "other"
    assert it.mapping("missing", "It", needed=False) is None
    assert it.sound


@pytest.mark.parametrize(
    ("ask", "line", "rule", "words"),
    [
        (lambda it: it.text("absent"), 1, "missing_key", "It needs “absent”."),
        (lambda it: it.text("empty"), 2, "missing_key", "“empty” is empty."),
        (lambda it: it.text("nested"), 9, "wrong_kind", "“nested” is text."),
        (lambda it: it.whole("share"), 4, "wrong_kind", "a whole number"),
        (lambda it: it.whole("flag"), 5, "wrong_kind", "a whole number"),
        (lambda it: it.decimal("word"), 1, "wrong_kind", "a number"),
        (lambda it: it.flag("said"), 6, "wrong_kind", "true or false"),
        (lambda it: it.day("word"), 1, "wrong_kind", "a day"),
        (lambda it: it.choice("word", ("texts", "x")), 1, "unknown_value", "Did you mean “texts”?"),
        (lambda it: it.texts("nested"), 9, "wrong_kind", "list of plain values"),
        (lambda it: it.mapping("word", "The word"), 1, "wrong_kind", "keys and values"),
        (lambda it: it.mapping("absent", "X"), 1, "missing_key", "“absent”"),
        (lambda it: it.time_zone("zone"), 10, "time_zone", "Did you mean “Europe/Berlin”?"),
        (lambda it: it.id(), 11, "id", "not an id"),
        (lambda it: it.reference("who", ["anna"], "person"), 12, "unknown_reference", "“anna”"),
        (lambda it: it.references("list", ["a", "b"], "x"), 8, "repeated", "twice"),
        (lambda it: it.texts("absent", needed=True), 1, "missing_key", "“absent”"),
    ],
)
def test_fields_note_what_does_not_fit(ask: object, line: int, rule: str, words: str) -> None:
    """A missing key or a value of the wrong kind is noted at its line, and reading goes on."""
    it = fields()
    assert callable(ask)
    ask(it)
    (problem,) = it.notebook.problems
    assert (problem.line, problem.rule) == (line, rule)
    assert words in problem.message
    assert not it.sound


def test_done_refuses_other_keys() -> None:
    """A key nobody asked for is refused, with the key that was probably meant."""
    it = Fields(parse_document("name: a\nnmae: b\n", "x.yaml"), Notebook("x.yaml"), "A partner")
    it.text("name")
    it.done()
    (problem,) = it.notebook.problems
    assert (problem.line, problem.rule) == (2, "unknown_key")
    assert problem.message == "A partner has no key “nmae”. Did you mean “name”?"

"""Whatever stands in a definitions file: a tree, or problems with file and line."""

import datetime as dt
import string
from decimal import Decimal

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from definition_factories import AGENDA, CONTRACT, CONTRACT_FILE, small_contract
from shared_metrics.agenda import parse_agenda
from shared_metrics.contracts import lint_contract
from shared_metrics.documents import parse_document, plain
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken

WORDS = st.text(string.ascii_letters + " _-:#'\"äé€😀", max_size=12)
SCALARS = st.one_of(
    WORDS,
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(min_value=dt.date(1000, 1, 1)),
)
TREES = st.dictionaries(
    WORDS,
    st.recursive(
        SCALARS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8
    ),
    min_size=1,
    max_size=4,
)


def as_text(value: object) -> object:
    """What `plain` makes of a day."""
    match value:
        case dict():
            return {key: as_text(child) for key, child in value.items()}
        case list():
            return [as_text(child) for child in value]
        case dt.date():
            return value.isoformat()
    return value


@given(TREES)
def test_what_is_dumped_is_read_again(tree: dict[str, object]) -> None:
    """Any tree of plain values that PyYAML writes is read back as it was."""
    text = yaml.safe_dump(tree, allow_unicode=True)
    assert plain(parse_document(text, "x.yaml")) == as_text(tree)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimals_are_exact(number: Decimal) -> None:
    """A decimal number is the number written, to the last digit."""
    tree = parse_document(f"a: {number:f}\n", "x.yaml")
    assert plain(tree) == {"a": number}


def problems_of(text: str) -> tuple[DefinitionProblem, ...]:
    try:
        parse_document(text, "x.yaml")
    except DefinitionsBroken as broken:
        return broken.problems
    return ()


@given(st.text(max_size=200))
def test_any_text_is_a_tree_or_has_problems(text: str) -> None:
    """No text ends in anything but a tree or problems whose lines are in the text."""
    last = len(text.splitlines()) + 2
    assert all(1 <= problem.line <= last for problem in problems_of(text))


LINES = CONTRACT.splitlines()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.sampled_from(["", "- {}", "x: [", "a: {b: c}", "null"]))
def test_a_contract_with_any_line_changed_has_no_surprise(number: int, instead: str) -> None:
    """With any line replaced, lint names problems with file and line, or finds none."""
    indent = LINES[number][: len(LINES[number]) - len(LINES[number].lstrip())]
    text = "\n".join([*LINES[:number], indent + instead, *LINES[number + 1 :]])
    for problem in lint_contract(text, CONTRACT_FILE):
        assert problem.file == CONTRACT_FILE
        assert 1 <= problem.line <= len(LINES) + 1


PLACES = [(file, n) for file, text in AGENDA.items() for n in range(len(text.splitlines()))]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(["", "- {}", "x: [", "a: {b: c}", "null", "id: 7"]))
def test_an_agenda_with_any_line_changed_has_no_surprise(
    place: tuple[str, int], instead: str
) -> None:
    """With any line of any file replaced, the agenda is read or every problem has a place."""
    file, number = place
    lines = AGENDA[file].splitlines()
    indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
    text = "\n".join([*lines[:number], indent + instead, *lines[number + 1 :]])
    for problem in agenda_problems({**AGENDA, file: text}):
        assert problem.file in AGENDA
        assert problem.line >= 1


def agenda_problems(files: dict[str, str]) -> tuple[DefinitionProblem, ...]:
    try:
        parse_agenda(files, {"visits": small_contract()})
    except DefinitionsBroken as broken:
        return broken.problems
    return ()

"""Headers, values and templates, for anything people may write."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from definition_factories import CONTRACT, CONTRACT_FILE, changed
from shared_metrics.contracts import (
    header_key,
    lint_contract,
    parse_condition,
    parse_contract,
    template_rows,
    value_key,
)
from shared_metrics.periods import PeriodKind, parse_period

MARCH = parse_period("2026-03", PeriodKind.MONTH)
GROUPS = st.lists(
    st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=5, unique=True
).filter(lambda groups: "all" not in groups and "total" not in groups)


@given(st.text())
def test_keys_are_their_own_keys(text: str) -> None:
    """What is left of a header or a value is left alone the second time."""
    assert header_key(header_key(text)) == header_key(text)
    assert value_key(value_key(text)) == value_key(text)


@given(st.text(alphabet="abcXYZ09"), st.lists(st.sampled_from([" ", "_", "-", "  "])))
def test_joints_do_not_count(word: str, joints: list[str]) -> None:
    """However a header's letters are joined, it is the same header."""
    joined = "".join(itertools.chain(*itertools.zip_longest(word, joints, fillvalue="")))
    assert header_key(joined) == header_key(word) == header_key(word.upper())


@given(st.text(max_size=60))
def test_any_condition_is_read_or_refused(text: str) -> None:
    """A condition names columns, or is refused in a sentence; nothing else happens."""
    try:
        comparisons = parse_condition(text)
    except ValueError as refused:
        comparisons = ()
        message = str(refused)
    else:
        message = ""
    assert bool(comparisons) != bool(message)


@settings(deadline=None, max_examples=30)
@given(GROUPS, GROUPS)
def test_templates_hold_each_row_once(ages: list[str], places: list[str]) -> None:
    """For any lists of groups: every total and every part of every place, each row once."""
    listed = "".join(f"          - {{value: '{age}'}}\n" for age in ages)
    text = changed(
        CONTRACT,
        "          - {value: young, label: Under 25}\n",
        listed,
    )
    text = changed(text, "          - {value: old, label: 25 and older}\n", "")
    text = changed(text, "examples: [young]", "examples: [all]")
    text = changed(text, "value: {all: [total], old: [grown-ups]}", "value: {all: [total]}")
    values = ", ".join(f"{{value: '{place}'}}" for place in places)
    text = changed(text, "        examples: [town hall]\n", f"        enum: [{values}]\n")
    assert lint_contract(text, CONTRACT_FILE) == []
    rows = template_rows(parse_contract(text, CONTRACT_FILE), None, MARCH)
    expected = {(place, age) for place in places for age in ["all", *ages]}
    assert len(rows) == len(expected)
    assert {(row["place"], row["age"]) for row in rows} == expected

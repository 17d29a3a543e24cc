"""No hidden number stands in any byte of what leaves, however it is written."""

import pytest

from disclosure_tables import cells_of, drawn, proven, rules_of
from shared_metrics.disclosure import hidden_numbers, leaks

CELLS = cells_of(
    drawn("| | a | b | c |\n| q1 | 1234 | 40561 | 50777 |\n| q2 | 44012 | 3 | 60231 |")
)
RULES = rules_of(CELLS, threshold=2_000)
SAFE = proven(CELLS, RULES)
HIDDEN = hidden_numbers(SAFE.frame, CELLS, RULES)


def test_hidden_numbers_are_those_of_hidden_figures_and_of_partners():
    """What is hidden and distinct is looked for; what is shown, small or like a year is not."""
    shown = {int(v) for v in SAFE.frame["value"].drop_nulls().to_list()}
    assert 1234 in HIDDEN
    assert 3 not in HIDDEN
    assert not HIDDEN & shown
    assert 14671 in HIDDEN  # a partner's part of 44,012


@pytest.mark.parametrize(
    "text",
    [
        "1234", "1,234", "1.234", "1 234", "1\u202f234", "1\u00a0234", '{"value": 1234}',
        "a,1234\n", "[0, 1234]", "[0,1234,5]", "(1,234 people)", "only 1234.",
    ],
)  # fmt: skip
def test_a_hidden_number_is_found_however_it_is_written(text):
    """With and without separators, in JSON, CSV and prose."""
    assert leaks({"a.txt": text.encode()}, HIDDEN) != []


@pytest.mark.parametrize(
    "text", ["12345", "11234", "0.1234", "1234.5", "a1234", "1234b", "2026", "40561x"]
)
def test_other_numbers_are_left_alone(text):
    """Part of another number, of a word or of a hash is no find."""
    assert leaks({"a.txt": text.encode()}, HIDDEN) == []


def test_the_name_of_a_file_is_read_too():
    """A chart called after its highest bar would tell it."""
    assert leaks({"highest 1234.svg": b""}, HIDDEN) == ["highest 1234.svg: 1234"]

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_metrics.agenda.model import Role
from shared_metrics.submissions import State
from shared_metrics.web.panels.totals import change_words, number_words
from shared_metrics.web.wording import (
    STATE_WORDS,
    count_words,
    day_words,
    list_words,
    moment_words,
    plain,
    role_words,
)


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://evil.example/p.png)",
        "<script>alert(1)</script>",
        "**bold** `code` _em_ ~~no~~ # title",
        ":red[shout] :material/home: $x^2$",
        "| a | b |",
    ],
)
def test_plain_text_is_shown_as_it_was_written(hostile: str) -> None:
    """Every mark of Markdown is escaped; taking the escapes out gives the text back."""
    shown = plain(hostile)
    for position, letter in enumerate(shown):
        if letter in "*_`[]<>#$|~!:":
            assert shown[position - 1] == "\\"
    assert shown.replace("\\", "").replace("\u2060", "") == hostile


@given(st.text())
def test_plain_text_keeps_every_letter(text: str) -> None:
    """Nothing but runs of white space changes for the reader."""
    shown = plain(text.replace("\\", "/").replace("\u2060", ""))
    read = shown.replace("\\", "").replace("\u2060", "")
    assert read == " ".join(text.replace("\\", "/").replace("\u2060", "").split())


def test_addresses_in_text_are_no_links() -> None:
    """What Markdown would turn into a link by itself is broken invisibly."""
    assert "://" not in plain("see https://evil.example").replace("\\", "")
    assert "www." not in plain("www.evil.example").replace("\\", "")


def test_days_and_moments_are_written_out() -> None:
    """No leading zeros, the partnership's clock."""
    assert day_words(dt.date(2026, 7, 5)) == "5 July 2026"
    assert day_words(dt.date(2026, 7, 5), year=False) == "5 July"
    moment = dt.datetime(2026, 7, 5, 2, 5, tzinfo=dt.UTC)
    assert moment_words(moment, ZoneInfo("America/Los_Angeles")) == "4 July 2026, 19:05"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no files"), (1, "1 file"), (2, "2 files"), (1234, "1,234 files")]
)
def test_counts_agree_with_their_noun(number: int, words: str) -> None:
    """One file, two files, no files."""
    assert count_words(number, "file") == words


def test_lists_and_roles_read_as_sentences() -> None:
    """Commas, then “and”."""
    assert [list_words(w) for w in ([], ["a"], ["a", "b"], "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert role_words([Role.CHAIR, Role.ADMIN]) == "operator and chair"


def test_every_state_has_kind_words() -> None:
    """No state is shown by its code, none is called a rejection."""
    assert set(STATE_WORDS) == set(State)
    assert not any(
        "reject" in words.lower() or "fail" in words.lower() for words in STATE_WORDS.values()
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [(None, "–"), ("0", "no change"), ("0.00", "no change"), ("12", "+12"), ("-3.5", "−3.5")],
)
def test_changes_say_their_direction(change: str | None, words: str) -> None:
    """A sign for each direction, words for none."""
    assert change_words(None if change is None else Decimal(change)) == words


def test_numbers_keep_their_decimals() -> None:
    """Thousands are set apart, decimals stay as they are."""
    assert [number_words(n) for n in (None, Decimal("1234.50"))] == ["–", "1,234.50"]

"""Two languages: every message is translated, numbers and days are written as people do."""

import datetime as dt
import io
import re
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import shared_metrics.site
from progress_factories import DELAY, PLACEMENTS, RATE
from shared_metrics.agenda.model import Sector
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.site.statuses import STATUSES
from shared_metrics.site.words import FIRST, LOCALES, SECTOR_NAMES, words_of

KEYWORDS = {"say": None, "say_n": (1, 2), "message": None, "_": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("templates/**.jinja", "jinja2")]
PLACES = re.compile(r"%\((\w+)\)s")
OTHERS = [code for code in LOCALES if code != FIRST]
NBSP = "\u00a0"


def said() -> set[str | tuple[str, ...]]:
    """Every message in the code and the templates."""
    found = extract_from_dir(
        str(Path(str(shared_metrics.site.__file__)).parent),
        method_map=METHODS,
        keywords=KEYWORDS,
        options_map={"templates/**.jinja": {"newstyle_gettext": "true"}},
    )
    return {message for _, _, message, _, _ in found}


def catalog(code: str) -> Catalog:
    source = files("shared_metrics.site") / "translations" / f"{code}.po"
    return read_po(io.BytesIO(source.read_bytes()), locale=code)


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated_and_none_is_left_over(code):
    """What is said in English is said in each language, and nothing else is kept."""
    there = {message.id for message in catalog(code) if message.id}
    assert there == said()


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_empty_or_a_guess(code):
    """Every form of every message has words, with the same places for values."""
    for message in catalog(code):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy, message.id
        assert all(forms), message.id
        places = {place for text in ids for place in PLACES.findall(text)}
        for form in forms:
            assert set(PLACES.findall(form)) == places, message.id
            assert form.count("%") == len(PLACES.findall(form)) + form.count("%%") * 2


@pytest.mark.parametrize("code", OTHERS)
def test_one_and_many_are_told_apart(code):
    """A language's rule for plurals is followed."""
    words = words_of(code)
    one, two = (
        words.say_n("%(number)s setback is marked.", "%(number)s setbacks are marked.", number)
        for number in (1, 2)
    )
    assert (one, two) == ("Se señala 1 contratiempo.", "Se señalan 2 contratiempos.")


def test_every_sector_and_status_has_a_name():
    """No sector or status reaches a page as an id."""
    assert set(SECTOR_NAMES) == set(Sector)
    for code in OTHERS:
        for status in STATUSES.values():
            assert words_of(code).say(status.word) != status.word


@pytest.mark.parametrize(
    ("metric", "value", "en", "es"),
    [
        (PLACEMENTS, 1234.0, "1,234 people", "1.234 personas"),
        (PLACEMENTS, 12345.0, "12,345 people", "12.345 personas"),
        (PLACEMENTS, 0.0, "0 people", "0 personas"),
        (RATE, 0.694, f"69.4{NBSP}%", f"69,4{NBSP}%"),
        (RATE, 0.0025, f"0.2{NBSP}%", f"0,2{NBSP}%"),
        (RATE, 0.0035, f"0.4{NBSP}%", f"0,4{NBSP}%"),
        (RATE, 1.0, f"100.0{NBSP}%", f"100,0{NBSP}%"),
        (DELAY, 5.2, "5.20 minutes", "5,20 minutos"),
        (DELAY, Fraction(1, 3), "0.33 minutes", "0,33 minutos"),
    ],
)
def test_numbers_are_written_as_people_write_them(metric, value, en, es):
    """Decimals, thousands, per cent and units; halves go to the even digit."""
    assert words_of("en").value(value, metric) == en
    assert words_of("es").value(value, metric) == es


@pytest.mark.parametrize(
    ("metric", "change", "en"),
    [(PLACEMENTS, -12.0, "12 people"), (RATE, 0.015, "1.5 points"), (DELAY, 0.4, "0.40 minutes")],
)
def test_a_difference_of_shares_is_in_points(metric, change, en):
    """3 per cent more than 40 % could mean two things."""
    assert words_of("en").difference(change, metric) == en


@pytest.mark.parametrize(
    ("text", "kind", "en", "es"),
    [
        ("2026-03", "month", "March 2026|Mar 2026|in March 2026|by March 2026",
         "marzo de 2026|mar 2026|en marzo de 2026|para marzo de 2026"),
        ("2026-Q1", "quarter", "Q1 2026|Q1 2026|in Q1 2026|by Q1 2026",
         "T1 2026|T1 2026|en el T1 2026|para el T1 2026"),
        ("2026", "year", "2026|2026|in 2026|by 2026", "2026|2026|en 2026|para 2026"),
        ("2025-26", "school_year",
         "2025-26|2025-26|in the school year 2025-26|by the school year 2025-26",
         "2025-26|2025-26|en el curso 2025-26|para el curso 2025-26"),
    ],
)  # fmt: skip
def test_periods_have_names(text, kind, en, es):
    """A period is named as each language names it, short too, and inside a sentence."""
    period = parse_period(text, PeriodKind(kind))
    for code, named in (("en", en), ("es", es)):
        words = words_of(code)
        ways = (words.period, words.tick, words.during, words.by)
        assert "|".join(way(period) for way in ways) == named


def test_days_have_names():
    """`22 Apr 2026` where room is scarce, in full elsewhere."""
    day = dt.date(2026, 4, 22)
    assert [words_of(c).day(day) for c in ("en", "es")] == ["22 April 2026", "22 de abril de 2026"]
    assert [words_of(c).short_day(day) for c in ("en", "es")] == ["22 Apr 2026", "22 abr 2026"]


@pytest.mark.parametrize(
    ("code", "en", "es"),
    [
        ("<5 %", f"<5{NBSP}%", f"<5{NBSP}%"),
        (">97.5 %", f">97.5{NBSP}%", f">97,5{NBSP}%"),
        ("few", "few", "few"),
    ],
)
def test_a_code_is_written_like_a_number(code, en, es):
    """“<5 %” is a word for a share; what is no share stays as it is."""
    assert (words_of("en").coded(code), words_of("es").coded(code)) == (en, es)

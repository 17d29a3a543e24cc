"""Whether what somebody wrote down can stand so: words, months, metrics, partners, days."""

import datetime as dt
from collections.abc import Iterable
from typing import Final, get_args

from shared_metrics.desk.learned import setbacks_known
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.learning import Adaptation, FacilitatingAction, FieldNote, Setback, Visibility
from shared_metrics.periods import PeriodKind, parse_period

MOST_LETTERS: Final = 2_000
MOST_IN_A_TITLE: Final = 120


def check_setback(desk: Desk, setback: Setback, today: dt.date) -> None:
    """Raises CallersMistake; what was learned may be said later, before others read it."""
    check_words("the title", setback.title, most=MOST_IN_A_TITLE)
    check_words("what was expected", setback.expected)
    check_words("what happened", setback.happened)
    private = setback.visibility == "private"
    check_words("what was learned", setback.learned, needed=not private)
    check_known("visibility", setback.visibility, get_args(Visibility))
    if not setback.metrics:
        raise CallersMistake("metric_needed", "Say which metrics it is about.", None)
    _check_names(desk, setback.metrics, setback.partners)
    check_month(setback.period, today)


def check_adaptation(desk: Desk, adaptation: Adaptation) -> None:
    """Raises CallersMistake; the day to look again is checked where it is set."""
    check_words("what was changed", adaptation.changed)
    check_words("who does what now", adaptation.who_does_what, needed=False)
    check_words("what was seen", adaptation.seen, needed=adaptation.is_closed)
    if adaptation.setback not in {one.id for one in setbacks_known(desk)}:
        known = "Look at `shared-metrics setback list`."
        raise CallersMistake(
            "unknown_setback", f"There is no setback “{adaptation.setback}”.", known
        )
    if adaptation.action is not None:
        check_known("action", adaptation.action, get_args(FacilitatingAction))
    _check_names(desk, (), adaptation.partners)
    check_month(adaptation.period)


def check_field_note(desk: Desk, note: FieldNote, today: dt.date) -> None:
    """Raises CallersMistake."""
    check_words("what was heard", note.heard)
    check_known("visibility", note.visibility, get_args(Visibility))
    if note.heard_by != desk.partnership.backbone:
        desk.definitions.partner(note.heard_by)
    _check_names(desk, note.metrics, note.partners)
    check_month(note.period, today)


def check_words(what: str, words: str, *, needed: bool = True, most: int = MOST_LETTERS) -> None:
    """Raises CallersMistake `words_needed` or `too_long`. `what`: `the title`."""
    if needed and not words.strip():
        raise CallersMistake("words_needed", f"Say {what}.", None)
    if len(words) > most:
        raise CallersMistake(
            "too_long",
            f"{what[0].upper()}{what[1:]} has {len(words):,} letters; at most {most:,} fit.",
            "Say it more briefly.",
        )


def check_day_to_come(day: dt.date, today: dt.date) -> None:
    """Raises CallersMistake `day_gone_by` for a day before today."""
    if day < today:
        raise CallersMistake(
            "day_gone_by",
            f"{day.isoformat()} has gone by.",
            f"Name a day from {today.isoformat()} on.",
        )


def check_month(text: str, today: dt.date | None = None) -> None:
    """Raises CallersMistake `unknown_period` or `period_to_come`."""
    try:
        month = parse_period(text, PeriodKind.MONTH)
    except ValueError:
        raise CallersMistake(
            "unknown_period", f"“{text}” is not a month.", "Write it like 2026-03."
        ) from None
    if today is not None and month.first_day > today:
        raise CallersMistake(
            "period_to_come", f"{month.label} has not begun.", "Name the month it showed in."
        )


def check_known(what: str, word: str, known: Iterable[str]) -> None:
    """Raises CallersMistake `unknown_...` for a word that is none of those known."""
    known = tuple(known)
    if word not in known:
        listed = ", ".join(known)
        raise CallersMistake(f"unknown_{what}", f"“{word}” is not known.", f"There are: {listed}.")


def _check_names(desk: Desk, metrics: Iterable[str], partners: Iterable[str]) -> None:
    for metric in metrics:
        desk.definitions.metric(metric)
    for partner in partners:
        desk.definitions.partner(partner)

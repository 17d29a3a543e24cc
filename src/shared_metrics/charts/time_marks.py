"""What happened on the way, marked on a chart's days: setbacks, field notes, other meanings."""

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any

import altair as alt

from shared_metrics.agenda.model import Break, Goal
from shared_metrics.charts.axes import day_of, tooltip
from shared_metrics.charts.look import Look
from shared_metrics.charts.theme import AT_Y, DAY, PAPER, PATH, SETBACK, as_data, edged_text
from shared_metrics.learning import FieldNote, Setback
from shared_metrics.periods import Period, PeriodKind, parse_period

BELOW_SETBACKS = 19  # pixels below a setback's number: a field note's letter
BREAKS_AT, CHANGES_AT = 10, 27  # pixels above the axis: their words, one above the other


def marks_of_setbacks(
    setbacks: Sequence[Setback], first: Period, last: Period, look: Look
) -> list[alt.Chart]:
    """Numbered at the top, in the order given."""
    rows = [
        {"day": day_of(month), "number": str(number), "what": setback.title, "when": month.label}
        for number, setback in enumerate(setbacks, start=1)
        for month in [parse_period(setback.period, PeriodKind.MONTH)]
        if first.first_day <= month.first_day <= last.last_day
    ]
    if not rows:
        return []
    marks = alt.Chart(as_data(rows)).encode(
        x=DAY, tooltip=tooltip(("when", "Setback"), ("what", "What happened"))
    )
    at_top = marks.encode(y=AT_Y(look.setbacks_at))
    numbers = at_top.encode(text=alt.Text("number:N"))
    return [
        marks.mark_rule(color=SETBACK, strokeDash=[2, 3], strokeWidth=1.5),
        at_top.mark_circle(color=SETBACK, size=320, opacity=1),
        numbers.mark_text(color=PAPER, fontSize=12, fontWeight=600),
    ]


def marks_of_notes(
    notes: Sequence[FieldNote], first: Period, last: Period, look: Look
) -> list[alt.Chart]:
    """What was heard: small letters below the setbacks' numbers, those of one month together."""
    heard: dict[Period, list[str]] = {}
    for letter, note in zip(ascii_lowercase, notes, strict=False):
        month = parse_period(note.period, PeriodKind.MONTH)
        if first.first_day <= month.first_day <= last.last_day:
            heard.setdefault(month, []).append(letter)
    rows = [
        {"day": day_of(month), "letters": " ".join(letters), "when": month.label}
        for month, letters in heard.items()
    ]
    if not rows:
        return []
    marks = alt.Chart(as_data(rows)).encode(
        x=DAY,
        y=AT_Y(look.setbacks_at + BELOW_SETBACKS),
        text=alt.Text("letters:N"),
        tooltip=tooltip(("when", "Heard in the field"), ("letters", "See below")),
    )
    return edged_text(marks, {"color": SETBACK, "fontSize": 13, "fontWeight": 600})


def marks_of_breaks(
    breaks: Sequence[Break], first: Period, last: Period, look: Look
) -> list[alt.Chart]:
    """A thin line where figures begin to mean something else."""
    rows = [
        {
            "day": f"{start.isoformat()}T12:00:00",
            "words": look.words.definition_changed,
            "what": b.note,
        }
        for b in breaks
        for start in [_break_period(b).first_day]
        if first.first_day <= start <= last.last_day
    ]
    return _lines(rows, "What changed", BREAKS_AT)


def marks_of_changes(goal: Goal, first: Period, last: Period) -> list[alt.Chart]:
    """A thin line and words at each day the goal was changed."""
    days = [version.agreed_on for version in goal.versions[1:]]
    reasons = [earlier.why_changed for earlier in goal.earlier]
    rows = [
        {"day": f"{day.isoformat()}T12:00:00", "words": "goal changed", "what": why}
        for day, why in zip(days, reasons, strict=True)
        if first.first_day <= day <= last.last_day
    ]
    return _lines(rows, "Why", CHANGES_AT)


def _lines(rows: Sequence[Mapping[str, Any]], what: str, above: float) -> list[alt.Chart]:
    """A thin line each, with its words above the axis."""
    if not rows:
        return []
    marks = alt.Chart(as_data(rows)).encode(
        x=DAY, tooltip=tooltip(("words", "From here on"), ("what", what))
    )
    words = marks.encode(y=AT_Y("height"), text=alt.Text("words:N"))  # a page may squeeze it
    style = {"color": PATH, "fontSize": 12, "align": "left", "dx": 5, "dy": -above}
    return [marks.mark_rule(color=PATH, strokeWidth=1), *edged_text(words, style)]


def _break_period(described: Break) -> Period:
    """The period a break is written with, of whichever kind it is."""
    for kind in PeriodKind:
        try:
            return parse_period(described.period, kind)
        except ValueError:
            continue
    raise ValueError(f"“{described.period}” is not a period")

"""How answers from 1 to 5 spread, a row for each round: never over fewer than five people."""

import json
from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from shared_metrics.charts.axes import tooltip
from shared_metrics.charts.theme import ACCENT, INK, PAPER, PATH, as_data, themed
from shared_metrics.reflection import FEWEST_ANSWERS, SCALE, Question, Result

ROW_HEIGHT: Final = 32
STEPS_HEIGHT: Final = 44  # the steps' names below
LINE: Final = 18  # characters of an end's words that fit over a column
DARK: Final = 0.75  # from this share on a count is written in white
NOT_SHOWN: Final = f"fewer than {FEWEST_ANSWERS} answered: not shown"
Row = dict[str, Any]


def reflection_chart(question: Question, results: Sequence[Result]) -> alt.LayerChart:
    """A field for each step in each round, the newest on top: its count, darker for more of all."""
    drawn = list(reversed(results))
    rows = [row for at, one in enumerate(drawn) for row in _rows(at, one)]
    silent = [{"at": at} for at, one in enumerate(drawn) if one.steps is None]
    layers = [*_fields(rows, question, drawn), *_silence(silent, question, drawn)]
    height = len(drawn) * ROW_HEIGHT + STEPS_HEIGHT
    return themed(alt.LayerChart(layer=layers, width="container", height=height))


def _rows(at: int, one: Result) -> list[Row]:
    if one.steps is None:
        return []
    whole = sum(one.steps.values())
    return [
        {
            "at": at,
            "step": step,
            "part": count / whole,
            "count": str(count) if count else "–",
            "when": one.round_title,
            "words": f"{count} of {whole}",
        }
        for step, count in one.steps.items()
    ]


def _fields(rows: Sequence[Row], question: Question, drawn: Sequence[Result]) -> list[alt.Chart]:
    if not rows:
        return []
    base = alt.Chart(as_data(rows)).encode(
        x=_steps(question),
        y=_rounds(drawn),
        tooltip=tooltip(("when", "Round"), ("step", "Step"), ("words", "Chose it")),
    )
    shade = alt.Opacity("part:Q", scale=alt.Scale(domain=[0, 1], range=[0.05, 1]), legend=None)
    ink = alt.condition(f"datum.part >= {DARK}", alt.value(PAPER), alt.value(INK))
    return [
        base.encode(opacity=shade).mark_rect(color=ACCENT, stroke=PAPER, strokeWidth=3),
        base.encode(text="count:N", color=ink).mark_text(fontSize=14),
    ]


def _silence(rows: Sequence[Row], question: Question, drawn: Sequence[Result]) -> list[alt.Chart]:
    """Left out where there is none: a layer of nothing has no words for who cannot see it."""
    if not rows:
        return []
    told = [{**row, "step": SCALE[len(SCALE) // 2], "words": NOT_SHOWN} for row in rows]
    base = alt.Chart(as_data(told)).encode(x=_steps(question), y=_rounds(drawn), text="words:N")
    return [base.mark_text(color=PATH, fontSize=13)]


def _steps(question: Question) -> alt.X:
    ends = {SCALE[0]: question.low, SCALE[-1]: question.high}
    names = {str(step): [str(step), *_lines(ends.get(step, ""))] for step in SCALE}
    return alt.X(
        "step:O",
        scale=alt.Scale(domain=list(SCALE)),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelAngle=0,
            labelExpr=f"({json.dumps(names)})[datum.label]",
        ),
    )


def _lines(words: str) -> list[str]:
    """Words over several lines, broken between them."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _rounds(drawn: Sequence[Result]) -> alt.Y:
    names = {str(at): one.round_title for at, one in enumerate(drawn)}
    return alt.Y(
        "at:O",
        scale=alt.Scale(domain=list(range(len(drawn)))),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelLimit=180,
            labelExpr=f"({json.dumps(names)})[datum.label]",
        ),
    )

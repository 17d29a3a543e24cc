"""What a release says of a goal: direction, change and words, from published figures alone.

A newest figure that is hidden, coded, held back or provisional gets no verdict: a word would say
what the table does not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import polars as pl

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.disclosure import PublicTable
from shared_metrics.disclosure.public_table import CODED, REVISION_PENDING, STATUS, table_id
from shared_metrics.observations import (
    DENOMINATOR,
    MISSING,
    NUMERATOR,
    PARTNER,
    PARTNERS,
    PERIOD,
    VALUE,
)
from shared_metrics.periods import Period, parse_period
from shared_metrics.progress import Standing, needed_by, standing, value_text
from shared_metrics.progress.standing import wants_more
from shared_metrics.progress.wording import is_share, rounded
from shared_metrics.releases.document import without_hidden_baseline
from shared_metrics.releases.model import CoverageCount, Direction, ReleasedGoal, ReleasedSetback

SHORT: Final = "short of the path"
NO_FIGURES: Final = "no figures yet"
NOT_JUDGED: Final = "not judged"
PROVISIONAL: Final = "provisional"
MONTHS_A_YEAR: Final = 12
SCALE_OF_PER_CENT: Final = 2
CoverageIn = Callable[[Period], CoverageCount | None]


def released_goal(
    goal: Goal,
    metric: Metric,
    tables: Mapping[str, PublicTable],
    *,
    coverage_in: CoverageIn,
    setbacks: tuple[ReleasedSetback, ...] = (),
    source_note: str = "",
) -> ReleasedGoal:
    """A goal as these tables show it. `coverage_in`: how many files are in for a period."""
    table = tables.get(table_id(metric.id, goal.every, ()))
    seen = _seen(goal, table)
    coverage = coverage_in(seen.newest) if seen.newest else None
    at = standing(goal, metric, _as_measured(table))
    if coverage is not None and coverage.reported < coverage.expected:
        at = at.while_files_are_missing()
    word, sentence = _words(seen, at)
    change = _change(seen, at)
    return without_hidden_baseline(
        ReleasedGoal(
            goal,
            table.id if table else None,
            _groups(metric, tables),
            seen.newest.text if seen.newest else None,
            _number(at.value if seen.is_exact else None),
            seen.coded,
            _number(needed_by(goal, seen.newest) if seen.newest and seen.path_is_public else None),
            _number(at.share_of_the_way if seen.is_exact and seen.path_is_public else None),
            _number(change),
            _a_year_before(seen.newest).text if seen.newest and change is not None else None,
            _direction(seen, at, change),
            word,
            sentence,
            coverage,
            setbacks,
            seen.baseline_is_public,
            source_note,
        )
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a reader sees of a goal's figures.

    `newest`: the newest published one, perhaps `coded` or `pending`; `hidden_after`: a later one
    that is hidden. `gap`: a sum since the baseline lacks a hidden figure.
    """

    newest: Period | None = None
    coded: str | None = None
    pending: bool = False
    hidden_after: Period | None = None
    gap: bool = False
    baseline_is_public: bool = True
    path_is_public: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether the newest figure is a number that may be used."""
        return self.newest is not None and self.coded is None and not self.gap


def _seen(goal: Goal, table: PublicTable | None) -> _Seen:
    rows = _rows(table)
    shown = [period for period, row in rows.items() if row[STATUS] == "published"]
    hidden = [period for period, row in rows.items() if row[STATUS] == "suppressed"]
    not_exact = {*hidden, *(period for period in shown if rows[period][CODED])}
    newest = max(shown, default=None, key=_ordinal)
    later = [period for period in hidden if newest is None or period > newest]
    baseline_is_public = goal.baseline.period not in not_exact
    of_path = not goal.kind.startswith("keep_") or goal.kind == "keep_within"
    since = [period for period in not_exact if period > goal.baseline.period]
    return _Seen(
        newest,
        rows[newest][CODED] if newest else None,
        bool(newest and rows[newest][REVISION_PENDING]),
        max(later, default=None, key=_ordinal),
        goal.kind == "cumulative" and (bool(since) or not baseline_is_public),
        baseline_is_public,
        baseline_is_public or not of_path,
    )


def _rows(table: PublicTable | None) -> dict[Period, dict[str, Any]]:
    if table is None:
        return {}
    rows = table.cells.iter_rows(named=True)
    return {parse_period(row[PERIOD], table.every): row for row in rows}


def _ordinal(period: Period) -> int:
    return period.ordinal


def _as_measured(table: PublicTable | None) -> pl.DataFrame:
    """The published figures in the shape `progress.standing` reads."""
    cells = {} if table is None else {n: table.cells[n] for n in (PERIOD, VALUE)}
    return pl.DataFrame(
        {
            PERIOD: pl.Series(cells.get(PERIOD, []), dtype=pl.String),
            NUMERATOR: pl.Series(cells.get(VALUE, []), dtype=pl.Float64),
        }
    ).with_columns(
        pl.lit(None).alias(DENOMINATOR), pl.lit(0).alias(PARTNERS), pl.lit(0).alias(MISSING)
    )


def _words(seen: _Seen, at: Standing) -> tuple[str, str]:
    """The status word and the sentence."""
    goal, metric = at.goal, at.metric
    target = f"The target is {value_text(Fraction(goal.target.value), metric)}"
    target = f"{target} by {goal.target.period.label}."
    if seen.newest is None:
        if seen.hidden_after is None:
            return NO_FIGURES, f"No figures yet. {target}"
        return NOT_JUDGED, f"The figures are hidden to protect people. {target}"
    silence = _silence(seen, seen.newest, at)
    return (at.word, at.sentence) if silence is None else (NOT_JUDGED, f"{silence} {target}")


def _silence(seen: _Seen, newest: Period, at: Standing) -> str | None:
    """The newest figure with why it is not judged, None when it is."""
    if seen.gap:
        return "Some figures since the baseline are hidden to protect people, so no sum is shown."
    now = f"{newest.label}: {seen.coded or value_text(at.value, at.metric)}"
    if seen.hidden_after is not None:
        return f"{now}. The figure for {seen.hidden_after.label} is hidden to protect people."
    if seen.pending:
        return f"{now}, an older figure: what changed is hidden to protect people."
    return f"{now}." if seen.coded or not seen.path_is_public else None


def _groups(metric: Metric, tables: Mapping[str, PublicTable]) -> tuple[str, ...]:
    """The metric's tables by sector or a breakdown."""
    return tuple(
        table.id
        for table in tables.values()
        if table.metric.id == metric.id and table.by and PARTNER not in table.by
    )


def _a_year_before(period: Period) -> Period:
    return period + -(MONTHS_A_YEAR // period.kind.months)


def _change(seen: _Seen, at: Standing) -> Fraction | None:
    """Since a year earlier, where both figures are shown and no file of the newest is missing."""
    if seen.newest is None or not seen.is_exact or at.value is None or at.word == PROVISIONAL:
        return None
    values = {observed.period: observed.value for observed in at.series}
    before = values.get(_a_year_before(seen.newest))
    return None if before is None else at.value - before


def _direction(seen: _Seen, at: Standing, change: Fraction | None) -> Direction | None:
    """Whether a change is for the better, as far as people can see.

    Not said of a range whose other end is hidden: it would tell whether a figure lies in it.
    """
    value, is_range = at.value, at.goal.kind == "keep_within"
    if change is None or value is None or (is_range and not seen.path_is_public):
        return None
    decimals = at.metric.decimals + (SCALE_OF_PER_CENT if is_share(at.metric) else 0)
    if is_range:
        change = _outside(at.goal, value - change) - _outside(at.goal, value)
    elif not wants_more(at.goal, at.metric):
        change = -change
    if rounded(change, decimals) == 0:
        return "same"
    return "better" if change > 0 else "worse"


def _outside(goal: Goal, value: Fraction) -> Fraction:
    """How far a value is from where it is to be kept."""
    low, high = sorted((Fraction(goal.baseline.value), Fraction(goal.target.value)))
    return max(low - value, value - high, Fraction(0))


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)

"""What a release says of a goal: direction, change and words, from published figures alone.

A newest figure that is hidden, coded or held back gets no verdict: a word would say what the table
does not. Nor is a change called better or worse when other partners reported than a year before.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

import polars as pl

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.disclosure import PublicTable
from shared_metrics.disclosure.public_table import CODED, REVISION_PENDING, STATUS, table_id
from shared_metrics.disclosure.tables import decimals_of
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
from shared_metrics.progress import (
    Standing,
    needed_by,
    outside,
    standing,
    status_sentence,
    value_text,
    wants_more,
)
from shared_metrics.progress.wording import rounded
from shared_metrics.releases.document import without_hidden_baseline
from shared_metrics.releases.model import (
    CoverageCount,
    Direction,
    GoalChange,
    ReleasedGoal,
    ReleasedSetback,
)

NO_FIGURES: Final = "no_data"
NOT_JUDGED: Final = "not_judged"
SOME_GROUPS: Final = "some groups"  # which ones may be a hidden figure
CoverageIn = Callable[[Period], CoverageCount | None]


def released_goal(
    goal: Goal,
    metric: Metric,
    tables: Mapping[str, PublicTable],
    *,
    coverage_in: CoverageIn,
    known: pl.DataFrame | None = None,
    provisional: Collection[Period] = frozenset(),
    partners_changed: Callable[[Period], int] = lambda _: 0,
    closed: Period | None = None,
    moving_away: Callable[[], bool] = lambda: False,
    setbacks: tuple[ReleasedSetback, ...] = (),
    source_note: str = "",
) -> ReleasedGoal:
    """A goal as these tables show it. `coverage_in`: how many files are in for a period.

    `known`: the metric by period as it was measured for these tables; of how many a share that is
    shown is, is taken from it (protection holds that for known). `provisional`:
    the periods of which too much is missing to say a word. `partners_changed`: how many report in
    a period and not a year before, or the other way round. `closed`: see `progress.standing`.
    `moving_away`: whether some group is worse off than a year before, asked when the target is met.
    """
    table = tables.get(table_id(metric.id, goal.every, ()))
    seen = _seen(goal, table)
    coverage = coverage_in(seen.newest) if seen.newest else None
    at = standing(goal, metric, _as_measured(table, known), provisional=provisional, closed=closed)
    if at.status == "reached" and moving_away():
        at = at.with_groups([SOME_GROUPS])
    seen = replace(seen, values=_values(goal, table, at))
    word, sentence = _words(seen, at)
    is_whole = coverage is None or coverage.reported == coverage.expected
    change = _change(seen, at) if is_whole else None
    others = partners_changed(seen.newest) if seen.newest and change is not None else 0
    return without_hidden_baseline(
        ReleasedGoal(
            replace(goal, earlier=()),
            table.id if table else None,
            _groups(metric, tables),
            seen.newest.text if seen.newest else None,
            _number(_newest(seen)),
            seen.coded,
            _number(_needed(seen, at)),
            _number(at.share_of_the_way if seen.is_exact and seen.path_is_public else None),
            _number(change),
            _a_year_before(seen.newest).text if seen.newest and change is not None else None,
            None if others else _direction(seen, at, change),
            word,
            sentence,
            coverage,
            setbacks,
            seen.baseline_is_public,
            source_note,
            seen.is_exact and at.provisional,
            others,
            _changes_of(goal),
            bool(at.moving_away),
            _together(at),
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
    values: Mapping[Period, Fraction] = field(default_factory=dict)

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


def _values(goal: Goal, table: PublicTable | None, at: Standing) -> dict[Period, Fraction]:
    """The figures as they are published, or added up from them."""
    if goal.kind == "cumulative":
        return {one.period: one.value for one in at.series if one.value is not None}
    told = {period: row[VALUE] for period, row in _rows(table).items()}
    return {period: Fraction(str(value)) for period, value in told.items() if value is not None}


def _newest(seen: _Seen) -> Fraction | None:
    """The newest published figure, where it may be used."""
    return seen.values.get(seen.newest) if seen.newest and seen.is_exact else None


def _needed(seen: _Seen, at: Standing) -> Fraction | None:
    if seen.newest is None or not seen.path_is_public:
        return None
    return needed_by(at.goal, seen.newest, at.season)


def _together(at: Standing) -> int:
    """How many periods the word looks at together."""
    if at.evidence is None or at.goal.kind == "cumulative":
        return 1
    return at.evidence.period - at.evidence.first + 1


def _changes_of(goal: Goal) -> tuple[GoalChange, ...]:
    """When the goal was changed, and why; what it was before may be a hidden figure."""
    return tuple(
        GoalChange(later.agreed_on, one.why_changed)
        for one, later in zip(goal.earlier, goal.versions[1:], strict=True)
    )


def _rows(table: PublicTable | None) -> dict[Period, dict[str, Any]]:
    if table is None:
        return {}
    rows = table.cells.iter_rows(named=True)
    return {parse_period(row[PERIOD], table.every): row for row in rows}


def _ordinal(period: Period) -> int:
    return period.ordinal


def _as_measured(table: PublicTable | None, known: pl.DataFrame | None) -> pl.DataFrame:
    """The published figures in the shape `progress.standing` reads.

    Where one is what was measured, it is of so many: the value stays the one that is published.
    """
    cells = {} if table is None else {n: table.cells[n] for n in (PERIOD, VALUE)}
    bare = _bare_figures(cells)
    if known is None or table is None:
        return bare
    half = 0.501 * 10 ** -decimals_of(table.metric)
    parts = known.select(
        PERIOD,
        (pl.col(NUMERATOR).cast(pl.Float64) / pl.col(DENOMINATOR).cast(pl.Float64)).alias("is"),
        pl.col(DENOMINATOR).cast(pl.Float64).alias("bottom"),
    )
    shown = (pl.col(NUMERATOR) - pl.col("is")).abs() <= half
    both = bare.join(parts, on=PERIOD, how="left").with_columns(
        shown.fill_null(value=False).alias("so")
    )
    return both.with_columns(
        pl.when("so").then(pl.col(NUMERATOR) * pl.col("bottom")).otherwise(NUMERATOR),
        pl.when("so").then("bottom").alias(DENOMINATOR),
    ).select(bare.columns)


def _bare_figures(cells: Mapping[str, pl.Series]) -> pl.DataFrame:
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
    if silence is not None:
        return NOT_JUDGED, f"{silence} {target}"
    return at.status, status_sentence(at, told=False)


def _silence(seen: _Seen, newest: Period, at: Standing) -> str | None:
    """The newest figure with why it is not judged, None when it is."""
    if seen.gap:
        return "Some figures since the baseline are hidden to protect people, so no sum is shown."
    now = f"{newest.label}: {seen.coded or value_text(_newest(seen), at.metric)}"
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
    return period + -period.kind.a_year


def _change(seen: _Seen, at: Standing) -> Fraction | None:
    """Since a year earlier, where both figures are shown and no file of the newest is missing."""
    now = _newest(seen)
    if seen.newest is None or now is None or at.provisional:
        return None
    before = seen.values.get(_a_year_before(seen.newest))
    return None if before is None else now - before


def _direction(seen: _Seen, at: Standing, change: Fraction | None) -> Direction | None:
    """Whether a change is for the better, as far as people can see.

    Not said of a range whose other end is hidden: it would tell whether a figure lies in it.
    """
    value, is_range = _newest(seen), at.goal.kind == "keep_within"
    if change is None or value is None or (is_range and not seen.path_is_public):
        return None
    if is_range:
        change = outside(at.goal, value - change) - outside(at.goal, value)
    elif not wants_more(at.goal, at.metric):
        change = -change
    if rounded(change, decimals_of(at.metric)) == 0:
        return "same"
    return "better" if change > 0 else "worse"


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)

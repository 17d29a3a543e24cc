"""All of the attack, put together."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from scipy import sparse

from shared_metrics.disclosure.attack.evidence import NO_LIMIT, Evidence, evidence_of, known_to
from shared_metrics.disclosure.attack.layers import Terms
from shared_metrics.disclosure.attack.needs import HIGH, LOW, SINCE, WIDTH
from shared_metrics.disclosure.attack.presolve import NEARLY, Real, Region, tightened, without_fixed
from shared_metrics.disclosure.attack.solving import ranges
from shared_metrics.disclosure.attack.sums import CELL
from shared_metrics.disclosure.attack.system import System, system_of
from shared_metrics.disclosure.attack.told import VERSION, rules_of_time, told_of, with_dimensions
from shared_metrics.disclosure.attack.vintages import VAR, Vintages, vintages
from shared_metrics.disclosure.rules import Rules
from shared_metrics.errors import CallersMistake

_OLD: Final = "__old"


def attack(
    public_frame: pl.DataFrame,
    rules: Rules,
    history: Sequence[pl.DataFrame] = (),
    known: Sequence[pl.DataFrame] | None = None,
    *,
    clues: pl.DataFrame | None = None,
    asked: pl.DataFrame | None = None,
    past_rules: Sequence[Rules] | None = None,
    integer: bool = False,
) -> pl.DataFrame:
    """What an attacker can work out: the range of each unknown number and of each change of it.

    `public_frame`: the newest release's frame as `protect` returns it. `history`: the frames of all
    older releases, oldest first. `known`: None for an outsider; for a partner its own rows of each
    release, [*history, newest] (measure, dimensions, value; `alone`, where given, tells the cells
    that nobody else is in: `own_parts` makes them).

    `clues` (see `clues_from`) says which cells were there in which release and in which version,
    and the counts behind each rate shown. With them the attacker is as strong as can be: it knows
    what was not restated, also of cells that no table shows. Without them every cell of the lattice
    may be there, a cell that no table shows counts as restated in each release unless all parts of
    one of its sums were not, and no rate may be shown.

    `asked`: which ranges are wanted (measure, dimensions, version, since, low, high and width, as
    `needs` gives them): what reaches from low - width to high + width is wide enough, null asks for
    the ends exactly. None: all ranges, exactly. `past_rules`: of each older release, where they
    differ. `integer`: ranges of whole numbers; else those of the linear relaxation, rounded
    inwards, which can only be wider.

    Returns measure, dimensions, version, since, low, high. `since` is null for a number itself; for
    a change it is the older version, and the range is that of the newer less the older. `low` and
    `high` are null where there is no end. With `asked`, ranges may stop at what is wide enough.

    A rounded count is next to the multiple shown for it, unless the clues say that rounding went
    further. A figure that is held back tells nothing about its change: figures are also held back
    to protect others. Raises CallersMistake `attack_contradicted` when no figures agree with all
    that is known.
    """
    frames = [*history, public_frame]
    return Attacker(frames, rules, past_rules, clues).attack(known, asked, integer=integer)


class Attacker:
    """Everything public, understood once, for attacks by outsiders and by every insider."""

    def __init__(
        self,
        frames: Sequence[pl.DataFrame],
        rules: Rules,
        past_rules: Sequence[Rules] | None = None,
        clues: pl.DataFrame | None = None,
    ) -> None:
        of_time = rules_of_time(rules, past_rules, len(frames))
        told = told_of(frames, of_time)
        self._line = vintages(told, of_time, clues)
        self._shared = evidence_of(told, self._line, of_time, clues)
        self._system = system_of(self._line, self._shared)

    def attack(
        self,
        known: Sequence[pl.DataFrame] | None = None,
        asked: pl.DataFrame | None = None,
        *,
        integer: bool = False,
    ) -> pl.DataFrame:
        """As the function `attack`, of the frames, rules and clues given before."""
        evidence = self._shared if known is None else known_to(known, self._shared, self._line)
        wanted = self._everything() if asked is None else _placed(asked, self._line)
        terms = self._terms(wanted)
        low, high = _ranges(self._region(evidence), terms, wanted, integer=integer)
        return _told(wanted, low, high, self._line, _endless(self._system, evidence))

    def _everything(self) -> pl.DataFrame:
        """All unknown numbers, and all changes but those between two known ones."""
        known = self._line.variables.with_columns(pl.Series("known", self._shared.known))
        single = known.filter(~pl.col("known")).select(
            VAR,
            CELL,
            VERSION,
            pl.lit(None, pl.Int64).alias(SINCE),
            pl.lit(None, pl.Int64).alias(_OLD),
        )
        pairs = known.join(known, on=CELL, suffix="_old").filter(
            pl.col(VERSION) > pl.col(f"{VERSION}_old"), ~(pl.col("known") & pl.col("known_old"))
        )
        changes = pairs.select(
            VAR,
            CELL,
            VERSION,
            pl.col(f"{VERSION}_old").alias(SINCE),
            pl.col(f"{VAR}_old").alias(_OLD),
        )
        exactly = [pl.lit(None, pl.Int64).alias(name) for name in (LOW, HIGH, WIDTH)]
        return pl.concat([single, changes]).with_columns(exactly)

    def _terms(self, wanted: pl.DataFrame) -> Terms:
        """What is wanted as sums of small unknown cells: the newer less the older for a change."""
        terms = self._system.terms(wanted[VAR].to_numpy())
        rows = np.flatnonzero(wanted[_OLD].is_not_null().to_numpy())
        older = self._system.terms(wanted[_OLD].drop_nulls().to_numpy())
        place = (np.ones(len(rows), dtype=np.int64), (rows, np.arange(len(rows))))
        spread = sparse.csr_array(place, shape=(wanted.height, len(rows)))
        return terms - Terms(spread @ older.of, spread @ older.plus)

    def _region(self, evidence: Evidence) -> Region:
        """Everything that is known of small unknown cells."""
        equations = self._system.equations
        limited = np.flatnonzero(
            ~self._shared.known & ((evidence.low > 0) | (evidence.high < NO_LIMIT))
        )
        limits = self._system.terms(limited)
        least = (evidence.low[limited] - limits.plus).astype(float)
        most = (evidence.high[limited] - limits.plus).astype(float)
        most[evidence.high[limited] == NO_LIMIT] = np.inf
        new = (limits.of @ evidence.low < least) | np.isfinite(most)
        rows = sparse.csr_array(sparse.vstack([equations.of, limits.of[new]]))
        endless = _endless(self._system, evidence)
        high = np.where(evidence.high == NO_LIMIT, endless, evidence.high).astype(float)
        return Region(
            rows,
            np.concatenate([-equations.plus.astype(float), least[new]]),
            np.concatenate([-equations.plus.astype(float), most[new]]),
            evidence.low.astype(float),
            high,
        )


def _endless(system: System, evidence: Evidence) -> int:
    """More than twice of anything that has an end."""
    limits = evidence.high[evidence.high < NO_LIMIT].sum() + evidence.low.sum()
    return int(2 * (np.abs(system.equations.plus).sum() + limits) + 1000)


def _ranges(
    region: Region, terms: Terms, wanted: pl.DataFrame, *, integer: bool
) -> tuple[Real, Real]:
    region = tightened(region)
    inner, is_open = without_fixed(region)
    plus = terms.plus + terms.of @ np.where(is_open, 0.0, region.low)
    of = sparse.csr_array(terms.of[:, is_open])
    above, below = of.maximum(0), of.minimum(0)
    outer_low = above @ inner.low + below @ inner.high
    outer_high = above @ inner.high + below @ inner.low
    least, most = pl.col(LOW) - pl.col(WIDTH), pl.col(HIGH) + pl.col(WIDTH)
    ends = wanted.select(
        least.cast(pl.Float64).fill_null(-np.inf), most.cast(pl.Float64).fill_null(np.inf)
    ).to_numpy()
    wide_low, wide_high = ends[:, 0] - plus, ends[:, 1] - plus
    wide = np.maximum(outer_low, wide_low), np.minimum(outer_high, wide_high)
    varies = np.diff(of.indptr) > 0
    low, high = np.zeros(len(plus)), np.zeros(len(plus))
    if varies.any():
        sides = wide[0][varies], wide[1][varies]
        low[varies], high[varies] = ranges(inner, of[varies], sides, integer=integer)
    return low + plus, high + plus


def _told(wanted: pl.DataFrame, low: Real, high: Real, line: Vintages, end: int) -> pl.DataFrame:
    """Ranges in the words of the plan; of whole numbers."""
    names = [name for name in line.cells.columns if name != CELL]
    ranged = wanted.select(CELL, VERSION, SINCE).with_columns(
        pl.Series(LOW, np.ceil(low - NEARLY * np.maximum(1, np.abs(low)))).cast(pl.Int64),
        pl.Series(HIGH, np.floor(high + NEARLY * np.maximum(1, np.abs(high)))).cast(pl.Int64),
    )
    ends = [pl.when(pl.col(name).abs() < end // 2).then(name).alias(name) for name in (LOW, HIGH)]
    told = ranged.join(line.cells, on=CELL).select(*names, VERSION, SINCE, *ends)
    return told.sort(*names, VERSION, SINCE, nulls_last=False)


def _placed(asked: pl.DataFrame, line: Vintages) -> pl.DataFrame:
    """What is asked for, with its variables."""
    names = [name for name in line.cells.columns if name != CELL]
    asked = with_dimensions(asked, names[1:]).select(*names, VERSION, SINCE, LOW, HIGH, WIDTH)
    older = line.variables.rename({VAR: _OLD, VERSION: SINCE})
    placed = (
        asked.join(line.cells, on=names)
        .join(line.variables, on=[CELL, VERSION])
        .join(older, on=[CELL, SINCE], how="left")
    )
    lost = placed.filter(pl.col(SINCE).is_not_null(), pl.col(_OLD).is_null()).height
    if placed.height < asked.height or lost:
        raise CallersMistake(
            "attack_asked_unknown", "Asked for cells or versions that are not there."
        )
    return placed

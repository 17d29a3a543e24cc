"""The other way to protect: every count is shown as a multiple of the threshold, nothing hidden.

Shown numbers still add up. Which of the two multiples next to a count is shown is decided by a
secret, so that it says nothing about the count; once shown, it stays for as long as the count does.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from shared_metrics.disclosure.adding_up import EDITION
from shared_metrics.disclosure.cells import PastEdition
from shared_metrics.disclosure.certificate import Certificate, certificate_of
from shared_metrics.disclosure.equations import system
from shared_metrics.disclosure.figures import (
    AS_OF,
    CODED,
    PENDING,
    PUBLISHED,
    STATUS,
    TABLE,
    VERSION,
    cells_of_figures,
    valued,
)
from shared_metrics.disclosure.known import Whole
from shared_metrics.disclosure.rules import VALUE
from shared_metrics.disclosure.timeline import CONTRIBUTORS, KEY, VAR, Timeline
from shared_metrics.disclosure.witnesses import Weights, Witness
from shared_metrics.errors import Conflict

AS_WAS: Final = 100.0
UNPLANNED: Final = 0.01
SECONDS: Final = 120.0
FURTHER: Final = (0, 1)  # how many multiples further away than the two next to a count
SHOWN: Final = "rounded"
KEPT: Final = "kept"
LEAST, MOST = "least", "most"


def rounded(
    line: Timeline, history: Sequence[PastEdition]
) -> tuple[pl.DataFrame, Certificate, pl.DataFrame]:
    """The frame, the certificate (how far each cell was moved) and an empty report.

    Raises Conflict `cannot_protect` when no rounding adds up.
    """
    values = rounded_values(line, history)
    frame = rounded_frame(line, values)
    here = line.in_edition(line.newest)[VAR].sort().to_numpy()
    moves = values[here] - line.values[here]
    moved = Witness(here[moves != 0], moves[moves != 0])
    certificate = certificate_of(line, frame, history, [moved] if len(moved.moved) else [])
    nothing = frame.head(0).select(TABLE, *line.rules[-1].names, pl.lit("").alias("reason"))
    return frame, certificate, nothing


def rounded_values(line: Timeline, history: Sequence[PastEdition]) -> Whole:
    """By variable: the multiple shown for it; the true value for variables of other editions."""
    cells = _cells(line, history)
    for further in FURTHER:
        found = _solved(line, cells, further)
        if found is not None:
            return found
    raise Conflict(
        "cannot_protect",
        "No way was found to round these tables so that they add up.",
        "Nothing was published. Plan fewer tables in publication.yaml.",
    )


def _cells(line: Timeline, history: Sequence[PastEdition]) -> pl.DataFrame:
    """var, value, kept (what was shown for it, if it was), least and most for insiders, planned."""
    here = line.in_edition(line.newest).select(VAR, KEY)
    cells = here.join(line.variables.select(VAR, VALUE, VERSION), on=VAR)
    planned = cells_of_figures(line, line.newest).select(VAR).drop_nulls().unique()
    return (
        cells.join(shown_before(line, history), on=KEY, how="left")
        .join(_limits(line, history), on=VAR, how="left")
        .join(planned.with_columns(pl.lit(value=True).alias("planned")), on=VAR, how="left")
        .sort(VAR)
    )


def shown_before(line: Timeline, history: Sequence[PastEdition]) -> pl.DataFrame:
    """key, kept, kept_var: the number last shown for a cell, and which variable it was for."""
    every = _shown_in_each(line, history)
    return every.group_by(KEY, maintain_order=True).agg(pl.col(KEPT, f"{KEPT}_var").last())


def limits_of_changes(line: Timeline, history: Sequence[PastEdition]) -> pl.DataFrame:
    """var, least, most: what may be shown so that a small change cannot be told.

    A count that went up by few never reads less than what was shown for it before, one that went
    down by few never more: else the smallest or largest of these changes could be ruled out.
    """
    values = line.variables.select(pl.col(VAR).alias(f"{KEPT}_var"), pl.col(VALUE).alias("was"))
    now = line.in_edition(line.newest).select(VAR, KEY).join(line.variables, on=[VAR, KEY])
    pairs = now.join(_shown_in_each(line, history), on=KEY).join(values, on=f"{KEPT}_var")
    change = pl.col(VALUE) - pl.col("was")
    small = pairs.filter(change != 0, change.abs() < line.rules[-1].threshold)
    limits = small.select(
        VAR,
        pl.when(change > 0).then(KEPT).alias(LEAST),
        pl.when(change < 0).then(KEPT).alias(MOST),
    )
    return limits.group_by(VAR).agg(pl.col(LEAST).max(), pl.col(MOST).min())


def _shown_in_each(line: Timeline, history: Sequence[PastEdition]) -> pl.DataFrame:
    """The same for every earlier edition, oldest first."""
    found = [_shown_in(line, edition, past.frame) for edition, past in enumerate(history)]
    schema = {KEY: pl.Int64, KEPT: pl.Int64, f"{KEPT}_var": pl.Int64, EDITION: pl.Int64}
    every = pl.concat([pl.DataFrame(schema=schema), *found])
    return every.sort(EDITION)


def _shown_in(line: Timeline, edition: int, frame: pl.DataFrame) -> pl.DataFrame:
    rules = line.rules[edition]
    on = [TABLE, *rules.names]
    told = frame.filter(pl.col(STATUS) == PUBLISHED).select(*on, VALUE)
    cells = cells_of_figures(line, edition).join(told, on=on).drop_nulls(VAR)
    return cells.join(line.variables.select(VAR, KEY), on=VAR).select(
        KEY,
        pl.col(VALUE).cast(pl.Int64).alias(KEPT),
        pl.col(VAR).alias(f"{KEPT}_var"),
        pl.lit(edition, pl.Int64).alias(EDITION),
    )


def limits_of_insiders(line: Timeline) -> pl.DataFrame:
    """var, least, most: what may be shown so that no partner learns the others' small number."""
    rules = line.rules[-1]
    counts = line.variables.select(VAR, CONTRIBUTORS, pl.col(VALUE).alias("whole"))
    own = line.parts.join(counts, on=VAR).filter(pl.col(CONTRIBUTORS) > 1)
    rest = pl.col("whole") - pl.col(VALUE)
    small = own.filter((rest >= 1) & (rest < rules.threshold))
    limits = small.group_by(VAR).agg(
        pl.col(VALUE).max().alias(LEAST), (pl.col(VALUE).min() + rules.threshold).alias(MOST)
    )
    return limits if rules.protect_insiders else limits.head(0)


def _limits(line: Timeline, history: Sequence[PastEdition]) -> pl.DataFrame:
    both = pl.concat([limits_of_insiders(line), limits_of_changes(line, history)])
    return both.group_by(VAR).agg(pl.col(LEAST).max(), pl.col(MOST).min())


def _solved(line: Timeline, cells: pl.DataFrame, further: int) -> Whole | None:
    from scipy.optimize import Bounds, LinearConstraint, milp

    base = line.rules[-1].threshold
    var, value = cells[VAR].to_numpy(), cells[VALUE].to_numpy()
    below = value // base
    above = below + (value % base > 0)
    low, high = np.maximum(below - further, 0), above + further
    low, high = _within_limits(cells, low, high, base)
    if (low > high).any():
        return None
    sums = system(line).sums
    matrix = sums[:, var]
    others = np.setdiff1d(np.arange(line.variables.height), var)
    inside = np.flatnonzero(np.diff(sums[:, others].indptr) == 0)
    answer = milp(
        _costs(line, cells),
        constraints=LinearConstraint(matrix[inside].astype(float), 0, 0),
        bounds=Bounds(low.astype(float), high.astype(float)),
        integrality=np.ones(len(var)),
        options={"time_limit": SECONDS},
    )
    if answer.x is None:
        return None
    found = line.values.copy()
    found[var] = np.rint(answer.x).astype(np.int64) * base
    return found


def _within_limits(cells: pl.DataFrame, low: Whole, high: Whole, base: int) -> tuple[Whole, Whole]:
    """What may be shown; what was shown for the very same cell is shown again."""
    least, most = cells[LEAST].to_numpy(), cells[MOST].to_numpy()
    low, high = low.copy(), high.copy()
    has = ~np.isnan(least.astype(float))
    low[has] = np.maximum(low[has], -(-least[has].astype(np.int64) // base))
    has = ~np.isnan(most.astype(float))
    high[has] = np.minimum(high[has], most[has].astype(np.int64) // base)
    same = (cells[f"{KEPT}_var"] == cells[VAR]).fill_null(value=False).to_numpy()
    kept = cells[KEPT].fill_null(0).to_numpy() // base
    low[same] = high[same] = kept[same]
    return low, high


def _costs(line: Timeline, cells: pl.DataFrame) -> Weights:
    """What one multiple more costs: free are the secret's choice and what was shown before."""
    base = line.rules[-1].threshold
    secret = np.array([_draw(line.rules[-1].salt, key) for key in _names(line, cells)])
    goes_up = secret < (cells[VALUE].to_numpy() % base) / base
    cost = np.where(goes_up, -1.0, 1.0)
    kept = cells[KEPT].to_numpy().astype(float)
    had = ~np.isnan(kept)
    cost[had] = np.where(kept[had] > cells[VALUE].to_numpy()[had], -AS_WAS, AS_WAS)
    planned = cells["planned"].fill_null(value=False).to_numpy()
    costs: Weights = np.where(planned, cost, cost * UNPLANNED)
    return costs


def _names(line: Timeline, cells: pl.DataFrame) -> list[str]:
    keyed = cells.select(KEY).join(line.keys, on=KEY, how="left", maintain_order="left")
    return keyed.select(pl.concat_str(pl.exclude(KEY), separator="\t")).to_series().to_list()


def _draw(salt: str, name: str) -> float:
    """A number from 0 to 1 that only who knows the salt can foresee."""
    digest = hashlib.sha256(f"{salt}\n{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def rounded_frame(line: Timeline, values: Whole) -> pl.DataFrame:
    """Every planned figure, rounded."""
    rules = line.rules[-1]
    names = [TABLE, *rules.names]
    facts = valued(cells_of_figures(line, line.newest), line, rules)
    number = pl.DataFrame({"var_0": np.arange(len(values)), SHOWN: values})
    versions = line.variables.select(pl.col(VAR).alias("var_0"), VERSION)
    told = facts.join(number, on="var_0", how="left").join(versions, on="var_0", how="left")
    is_shown = pl.col(STATUS) == PUBLISHED
    return told.select(
        *names,
        pl.when(is_shown).then(pl.col(SHOWN).cast(pl.Float64)).alias(VALUE),
        STATUS,
        pl.lit(None, pl.String).alias(CODED),
        pl.lit(value=False).alias(PENDING),
        pl.lit(line.newest, pl.Int64).alias(AS_OF),
        VERSION,
    ).sort(names)


def rounding_violations(
    line: Timeline, frame: pl.DataFrame, moves: pl.DataFrame, history: Sequence[PastEdition]
) -> list[str]:
    """What is wrong with a rounding; `moves`: var and by, how far each cell was moved.

    That the moves add up is looked at by the gate itself.
    """
    base = line.rules[-1].threshold
    here = line.in_edition(line.newest).select(VAR, KEY)
    by = moves.select(VAR, "by")
    cells = here.join(line.variables.select(VAR, VALUE), on=VAR).join(by, on=VAR, how="left")
    shown = pl.col(VALUE) + pl.col("by").fill_null(0)
    cells = cells.select(VAR, KEY, VALUE, shown.alias(SHOWN))
    told = []
    if cells.filter((pl.col(SHOWN) % base != 0) | (pl.col(SHOWN) < 0)).height:
        told.append("Numbers are shown that are no multiples of the threshold.")
    if cells.filter((pl.col(SHOWN) - pl.col(VALUE)).abs() >= 2 * base).height:
        told.append("Numbers were moved further than rounding does.")
    limited = cells.join(limits_of_insiders(line), on=VAR)
    if limited.filter((pl.col(SHOWN) < pl.col(LEAST)) | (pl.col(SHOWN) > pl.col(MOST))).height:
        told.append("A partner could work out a small number of the others.")
    changed = cells.join(limits_of_changes(line, history), on=VAR)
    if changed.filter((pl.col(SHOWN) < pl.col(LEAST)) | (pl.col(SHOWN) > pl.col(MOST))).height:
        told.append("A small change since an earlier edition could be told.")
    before = cells.join(shown_before(line, history), on=KEY)
    same = pl.col(f"{KEPT}_var") == pl.col(VAR)
    if before.filter(same & (pl.col(KEPT) != pl.col(SHOWN))).height:
        told.append("A number reads otherwise though nothing behind it changed.")
    values = line.values.copy()
    values[cells[VAR].to_numpy()] = cells[SHOWN].to_numpy()
    if not frame.equals(rounded_frame(line, values).select(frame.columns)):
        told.append("The figures are not those that were rounded.")
    return told

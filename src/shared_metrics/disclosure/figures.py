"""The figures an edition's tables have, the cells each gives away, and how it is shown."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Final

import polars as pl

from shared_metrics.disclosure.rules import ALL, MEASURE, VALUE, FigureKind, Rules
from shared_metrics.disclosure.timeline import CONTRIBUTORS, KEY, VAR, Timeline

TABLE: Final = "table"
STATUS: Final = "status"
CODED: Final = "coded"
PENDING: Final = "revision_pending"
AS_OF: Final = "as_of"
VERSION: Final = "version"
POSITION: Final = "position"
SHAPE: Final = "shape"
PUBLISHED: Final = "published"
SUPPRESSED: Final = "suppressed"
NOT_REPORTED: Final = "not_reported"
NOT_APPLICABLE: Final = "not_applicable"
NUMERATOR, DENOMINATOR, DIFFERENCE = 0, 1, 2
PEOPLE_OF_A_MEAN: Final = 1


def cells_of_figures(line: Timeline, edition: int, rules: Rules | None = None) -> pl.DataFrame:
    """table, dimensions, shape, position, var (null where nobody reported), one row per cell.

    `rules`: whose tables, those of the edition itself unless another's are asked for.
    """
    of = edition if rules is None else _number_of(line, rules)
    if (edition, of) not in line.figure_cells:
        here = line.in_edition(edition).drop(KEY)
        line.figure_cells[edition, of] = _found(_asked(line, of), here, line.rules[of])
    return line.figure_cells[edition, of]


def _number_of(line: Timeline, rules: Rules) -> int:
    return next(i for i, one in reversed(list(enumerate(line.rules))) if one is rules)


def _asked(line: Timeline, edition: int) -> pl.DataFrame:
    """Every cell of every figure of an edition's plan: its place in table and lattice."""
    if edition not in line.asked_cells:
        rules = line.rules[edition]
        rows = [row for kind in rules.figures for row in _rows_of(kind, rules)]
        texts = [TABLE, *rules.names, SHAPE, MEASURE, *map(_at_lattice, rules.names)]
        schema = {**dict.fromkeys(texts, pl.String), POSITION: pl.Int64}
        line.asked_cells[edition] = pl.DataFrame(rows, schema=schema, orient="row")
    return line.asked_cells[edition]


def _rows_of(kind: FigureKind, rules: Rules) -> Iterator[tuple[object, ...]]:
    codes = [sorted(kind.places.get(name, {ALL})) for name in rules.names]
    for place in product(*codes):
        for position, ref in enumerate(kind.cells):
            at = [ref.fixed.get(n, code) for n, code in zip(rules.names, place, strict=True)]
            yield (kind.table, *place, kind.shape, ref.measure, *at, position)


def _found(asked: pl.DataFrame, here: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    lattice = [MEASURE, *map(_at_lattice, rules.names)]
    found = asked.join(
        here, left_on=lattice, right_on=[MEASURE, *rules.names], how="left", maintain_order="left"
    )
    return found.select(TABLE, *rules.names, SHAPE, POSITION, VAR)


def _at_lattice(name: str) -> str:
    return f"__{name}"


def valued(figure_cells: pl.DataFrame, line: Timeline, rules: Rules) -> pl.DataFrame:
    """One row a figure: table, dimensions, shape, var_0.., value, coded, status before hiding.

    The status is `published` where there is something to show.
    """
    names = list(rules.names)
    told = figure_cells.join(line.variables.select(VAR, VALUE, CONTRIBUTORS), on=VAR, how="left")
    wide = told.group_by(TABLE, *names, SHAPE).agg(
        *(_at(i, VAR) for i in range(3)),
        *(_at(i, VALUE) for i in range(3)),
        pl.col(CONTRIBUTORS).filter(pl.col(POSITION) == 0).first().alias(CONTRIBUTORS),
    )
    return _shown(wide, rules).sort(TABLE, *names)


def _at(position: int, column: str) -> pl.Expr:
    return pl.col(column).filter(pl.col(POSITION) == position).first().alias(f"{column}_{position}")


def _shown(wide: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    top, bottom = pl.col(f"{VALUE}_0"), pl.col(f"{VALUE}_1")
    is_count = pl.col(SHAPE) == "count"
    status = (
        pl.when(pl.col(CONTRIBUTORS).fill_null(0) == 0).then(pl.lit(NOT_REPORTED))
        .when(~is_count & (bottom.fill_null(0) == 0)).then(pl.lit(NOT_APPLICABLE))
        .otherwise(pl.lit(PUBLISHED))
    )  # fmt: skip
    wide = wide.with_columns(status.alias(STATUS))
    wide = wide.with_columns(_code(rules).alias(CODED))
    value = pl.when(is_count).then(top.cast(pl.Float64)).otherwise(top / bottom)
    bare = (pl.col(STATUS) == PUBLISHED) & pl.col(CODED).is_null()
    return wide.with_columns(pl.when(bare).then(value).alias(VALUE))


def _code(rules: Rules) -> pl.Expr:
    """`<5 %` or `>95 %`, compared exactly."""
    if rules.coding is None:
        return pl.lit(None, pl.String)
    low, high = exact(rules.coding[0]), exact(rules.coding[1])
    top, bottom = pl.col(f"{VALUE}_0"), pl.col(f"{VALUE}_1")
    is_share = (pl.col(SHAPE) == "ratio") & (pl.col(STATUS) == PUBLISHED)
    below = top * low.denominator < bottom * low.numerator
    above = top * high.denominator > bottom * high.numerator
    return (
        pl.when(is_share & below).then(pl.lit(f"<{share_words(low)}"))
        .when(is_share & above).then(pl.lit(f">{share_words(high)}"))
    )  # fmt: skip


def exact(share: float) -> Fraction:
    """A share as it is written in the plan: 0.05 is one twentieth."""
    return Fraction(str(share))


def share_words(share: Fraction) -> str:
    """`5 %`."""
    return f"{float(share * 100):g} %"

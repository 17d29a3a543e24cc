"""The figures an edition's tables have, the cells each gives away, and how it is shown."""

from fractions import Fraction
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
    if rules is not None and rules is not line.rules[edition]:
        return _worked_out(line, edition, rules)
    if edition not in line.figure_cells:
        line.figure_cells[edition] = _worked_out(line, edition, line.rules[edition])
    return line.figure_cells[edition]


def _worked_out(line: Timeline, edition: int, rules: Rules) -> pl.DataFrame:
    here = line.in_edition(edition).drop(KEY)
    frames = [_cells_of(kind, here, rules) for kind in rules.figures]
    return pl.concat(frames) if frames else pl.DataFrame(schema=_schema(rules))


def _schema(rules: Rules) -> dict[str, type[pl.DataType]]:
    dimensions = dict.fromkeys(rules.names, pl.String)
    return {TABLE: pl.String, **dimensions, SHAPE: pl.String, POSITION: pl.Int64, VAR: pl.Int64}


def _cells_of(kind: FigureKind, here: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    places = places_of(kind, rules)
    frames = []
    for position, ref in enumerate(kind.cells):
        of_measure = here.filter(pl.col(MEASURE) == ref.measure).drop(MEASURE)
        at = [pl.lit(ref.fixed[n]) if n in ref.fixed else pl.col(n) for n in rules.names]
        aliased = [e.alias(f"__{n}") for e, n in zip(at, rules.names, strict=True)]
        found = places.with_columns(aliased).join(
            of_measure,
            left_on=[f"__{n}" for n in rules.names],
            right_on=list(rules.names),
            how="left",
        )
        frames.append(found.with_columns(pl.lit(position, pl.Int64).alias(POSITION)))
    every = pl.concat(frames).with_columns(
        pl.lit(kind.table).alias(TABLE), pl.lit(kind.shape).alias(SHAPE)
    )
    return every.select(TABLE, *rules.names, SHAPE, POSITION, VAR)


def places_of(kind: FigureKind, rules: Rules) -> pl.DataFrame:
    """Every place a planned table has a row for."""
    places = pl.DataFrame({"__": [0]})
    for name in rules.names:
        codes = sorted(kind.places.get(name, frozenset({ALL})))
        places = places.join(pl.DataFrame({name: codes}, schema={name: pl.String}), how="cross")
    return places.drop("__")


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

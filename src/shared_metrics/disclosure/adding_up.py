"""Every way the cells of several editions add up, as rows: which cell is in which sum."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import polars as pl

from shared_metrics.disclosure.rules import ALL, MEASURE, PARTNER, VALUE, Rules

EDITION: Final = "edition"
EQUATION: Final = "equation"
SIGN: Final = "sign"
PART, WHOLE = 1, -1
_NUMBER: Final = "__number"
_OFF: Final = "__off"
_LINE: Final = "\n"


def cell_columns(rules: Rules) -> list[str]:
    """What tells one cell from another."""
    return [MEASURE, *rules.names]


def fitting(cells: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Cells of an older edition, with dimensions it did not have yet at `all`."""
    missing = [name for name in rules.names if name not in cells.columns]
    cells = cells.with_columns(pl.lit(ALL).alias(name) for name in missing)
    return cells.select(*cell_columns(rules), PARTNER, VALUE)


def of_editions(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """One frame of all, oldest first, with the number of each one's edition."""
    return pl.concat(
        frame.with_columns(pl.lit(number, pl.Int64).alias(EDITION))
        for number, frame in enumerate(frames)
    )


def members(cells: pl.DataFrame, rules: Sequence[Rules]) -> pl.DataFrame:
    """equation, sign (1: a part, -1: the whole), and all columns of the cells.

    `cells`: edition (its place in `rules`), measure, the newest rules' dimensions, anything else.
    An equation is there where there is its whole and at least one of its parts.
    """
    names = rules[-1].names
    found = [_in_sums(cells, name, names, rules) for name in names]
    found += [_in_relations(cells, *one, names) for one in _relations(rules).items()]
    return pl.concat(found) if found else _no_members(cells)


def disagreements(cells: pl.DataFrame, rules: Sequence[Rules]) -> pl.DataFrame:
    """Wholes that are not the sum of their parts: edition, measure, dimensions, partner.

    `cells` as `members` takes them, by partner and with values.
    """
    told = members(cells, rules)
    sums = told.group_by(EQUATION, PARTNER).agg(
        (pl.col(SIGN) * pl.col(VALUE)).sum().alias(_OFF), pl.col(SIGN).min()
    )
    wrong = sums.filter((pl.col(_OFF) != 0) | (pl.col(SIGN) != WHOLE)).select(EQUATION, PARTNER)
    columns = [EDITION, *cell_columns(rules[-1])]
    wholes = told.filter(pl.col(SIGN) == WHOLE).select(EQUATION, *columns).unique()
    return wholes.join(wrong, on=EQUATION).select(*columns, PARTNER).sort(*columns, PARTNER)


def _in_sums(
    cells: pl.DataFrame, name: str, names: Sequence[str], rules: Sequence[Rules]
) -> pl.DataFrame:
    others = [MEASURE, *(other for other in names if other != name)]
    rows = [
        (edition, number, sign, code)
        for edition, then in enumerate(rules)
        for dimension in then.dimensions
        if dimension.name == name
        for number, one in enumerate(dimension.sums)
        for sign, code in ((WHOLE, one.parent), *((PART, child) for child in one.children))
    ]
    return _joined(cells, _table(rows, [name]), f"sum {name}", others)


def _relations(rules: Sequence[Rules]) -> dict[tuple[str, ...], list[tuple[object, ...]]]:
    """Dimensions that are fixed -> edition, number, sign, measure and codes of each cell."""
    found: dict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    for edition, then in enumerate(rules):
        for number, relation in enumerate(then.relations):
            refs = (relation.whole, *relation.parts)
            fixed = tuple(name for name in then.names if any(name in ref.fixed for ref in refs))
            for ref, sign in zip(refs, (WHOLE, *[PART] * len(relation.parts)), strict=True):
                codes = (ref.fixed.get(name, ALL) for name in fixed)
                found[fixed].append((edition, number, sign, ref.measure, *codes))
    return found


def _in_relations(
    cells: pl.DataFrame,
    fixed: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    names: Sequence[str],
) -> pl.DataFrame:
    running = [name for name in names if name not in fixed]
    return _joined(cells, _table(rows, [MEASURE, *fixed]), " ".join(("is", *fixed)), running)


def _table(rows: Sequence[tuple[object, ...]], texts: Sequence[str]) -> pl.DataFrame:
    schema = dict.fromkeys((EDITION, _NUMBER, SIGN), pl.Int64) | dict.fromkeys(texts, pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _joined(
    cells: pl.DataFrame, table: pl.DataFrame, kind: str, running: Sequence[str]
) -> pl.DataFrame:
    on = [name for name in table.columns if name not in (_NUMBER, SIGN)]
    equation = pl.concat_str(pl.lit(kind), EDITION, _NUMBER, *running, separator=_LINE)
    found = cells.join(table, on=on).select(
        equation.alias(EQUATION), SIGN, *cells.columns
    )  # fmt: skip
    sign = pl.col(SIGN)
    return found.filter(sign.min().over(EQUATION) == WHOLE, sign.max().over(EQUATION) == PART)


def _no_members(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.head(0).select(
        pl.lit("").alias(EQUATION), pl.lit(0, pl.Int64).alias(SIGN), *cells.columns
    )

"""What has to stay uncertain, and for whom: outsiders, and each partner who knows its own rows.

A *need* says: what this viewer can work out about a variable must reach from `low` to `high`, and
be at least `width` wide (for cells of few contributors, wherever that lies).
"""

from typing import Final

import polars as pl

from shared_metrics.disclosure.equations import NEW, OLD
from shared_metrics.disclosure.figures import (
    DENOMINATOR,
    DIFFERENCE,
    NUMERATOR,
    POSITION,
    SHAPE,
    TABLE,
    cells_of_figures,
)
from shared_metrics.disclosure.rules import MEASURE, PARTNER, VALUE, Rules
from shared_metrics.disclosure.timeline import (
    CONTRIBUTORS,
    FIRST,
    KEY,
    VAR,
    Timeline,
)

VIEWER: Final = "viewer"
OUTSIDER: Final = ""
LOW, HIGH, WIDTH = "low", "high", "width"
REASON: Final = "reason"
SMALL, FEW, DOMINATED = "small", "few_contributors", "dominated"
_OWN: Final = "own"
_SCHEMA: Final = {
    VIEWER: pl.String,
    VAR: pl.Int64,
    LOW: pl.Int64,
    HIGH: pl.Int64,
    WIDTH: pl.Int64,
    REASON: pl.String,
}


def needs(line: Timeline, changes: pl.DataFrame) -> pl.DataFrame:
    """Viewer (`""` = outsiders), var, low, high, reason: everything that is to stay uncertain.

    Each variable is judged by the rules of the edition it first stood in: what was promised then.
    """
    facts = _facts(line)
    of_change = _facts_of_changes(changes, facts)
    outside = pl.concat([_for_outsiders(facts), _changes_for_outsiders(of_change)])
    insiders = _insiders(line)
    if not insiders:
        return outside.sort(VIEWER, VAR)
    inside = [
        _for_insiders(facts, line),
        _changes_for_insiders(of_change, line),
        _elsewhere(outside, line, changes, insiders),
    ]
    return pl.concat([outside, *inside]).sort(VIEWER, VAR)


def _facts(line: Timeline) -> pl.DataFrame:
    """Every variable of people or amounts with what decides about it."""
    of_rules = pl.DataFrame(
        [
            (i, r.threshold, r.min_contributors, r.dominance, r.interval, r.protect_insiders)
            for i, r in enumerate(line.rules)
        ],
        schema=[FIRST, "threshold", "least", "dominance", "interval", "insiders"],
        orient="row",
    )
    kinds = pl.DataFrame(
        [
            (i, name, measure.kind == "people", measure.zeros)
            for i, rules in enumerate(line.rules)
            for name, measure in rules.measures.items()
            if measure.kind != "slack"
        ],
        schema={FIRST: pl.Int64, MEASURE: pl.String, "people": pl.Boolean, "zeros": pl.Boolean},
        orient="row",
    )
    return (
        line.variables.join(line.keys.select(KEY, MEASURE), on=KEY)
        .join(of_rules.cast({FIRST: pl.Int64}), on=FIRST)
        .join(kinds, on=[FIRST, MEASURE])
        .join(_zero_matters(line), on=VAR, how="left")
        .with_columns(
            (pl.col("zeros") | pl.col("behind_rate").fill_null(value=False)).alias("zeros")
        )
        .join(_largest(line), on=VAR, how="left")
        .select(
            *(VAR, KEY, VALUE, CONTRIBUTORS, FIRST, "threshold", "least", "dominance", "interval"),
            *("insiders", "people", "zeros", "largest", "all_agreed"),
        )
    )


def _zero_matters(line: Timeline) -> pl.DataFrame:
    """The numerators and differences of planned rates that have a denominator above 0."""
    frames = []
    for edition, rules in enumerate(line.rules):
        cells = cells_of_figures(line, edition, rules).filter(pl.col(SHAPE) == "ratio")
        cells = cells.join(line.variables.select(VAR, VALUE), on=VAR, how="left")
        place = [TABLE, *(n for n in rules.names)]
        has_people = cells.filter(pl.col(POSITION) == DENOMINATOR, pl.col(VALUE) > 0).select(place)
        sides = cells.filter(pl.col(POSITION).is_in([NUMERATOR, DIFFERENCE]))
        frames.append(sides.join(has_people, on=place, how="semi").select(VAR))
    found = pl.concat(frames).drop_nulls().unique()
    return found.with_columns(pl.lit(value=True).alias("behind_rate"))


def _largest(line: Timeline) -> pl.DataFrame:
    agreed = _agreed(line.rules)
    parts = line.parts.join(line.variables.select(VAR, FIRST), on=VAR)
    parts = parts.join(agreed, on=[FIRST, PARTNER], how="left")
    return parts.group_by(VAR).agg(
        pl.col(VALUE).max().alias("largest"),
        pl.col("agreed").fill_null(value=False).all().alias("all_agreed"),
    )


def _agreed(rules: tuple[Rules, ...]) -> pl.DataFrame:
    rows = [(i, partner, True) for i, one in enumerate(rules) for partner in sorted(one.agreed)]
    schema = {FIRST: pl.Int64, PARTNER: pl.String, "agreed": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _width(size: pl.Expr) -> pl.Expr:
    """How wide what can be worked out about a cell of few contributors must be left."""
    return (size * pl.col("interval") * 2).ceil().cast(pl.Int64).clip(lower_bound=1)


def _for_outsiders(facts: pl.DataFrame) -> pl.DataFrame:
    value, most = pl.col(VALUE), pl.col("threshold") - 1
    small = (
        pl.col("people")
        & (pl.col(CONTRIBUTORS) > 0)
        & (((value >= 1) & (value <= most)) | ((value == 0) & pl.col("zeros")))
    )
    few = (pl.col(CONTRIBUTORS) > 0) & (pl.col(CONTRIBUTORS) < pl.col("least"))
    few = few & ~pl.col("all_agreed").fill_null(value=False) & (value > 0)
    dominated = (pl.col(CONTRIBUTORS) > 1) & (pl.col("largest") > value * pl.col("dominance"))
    dominated = dominated & ~pl.col("all_agreed").fill_null(value=False)
    wide = few | dominated
    found = facts.filter(small | wide).with_columns(
        pl.when(small).then(pl.min_horizontal(value, pl.lit(1))).otherwise(value).alias(LOW),
        pl.when(small).then(most).otherwise(value).alias(HIGH),
        pl.when(small).then(0).otherwise(_width(value)).alias(WIDTH),
        pl.when(small)
        .then(pl.lit(SMALL))
        .when(few)
        .then(pl.lit(FEW))
        .otherwise(pl.lit(DOMINATED))
        .alias(REASON),
    )
    return _as_needs(found, pl.lit(OUTSIDER))


def _as_needs(rows: pl.DataFrame, viewer: pl.Expr) -> pl.DataFrame:
    chosen = rows.select(viewer.alias(VIEWER), VAR, LOW, HIGH, WIDTH, REASON)
    return chosen.cast(_SCHEMA)  # type: ignore[arg-type]  # a mapping of columns to types


def _insiders(line: Timeline) -> list[str]:
    if not any(rules.protect_insiders for rules in line.rules):
        return []
    return line.parts[PARTNER].unique().sort().to_list()


def _for_insiders(facts: pl.DataFrame, line: Timeline) -> pl.DataFrame:
    """For each partner and each cell it is in, with somebody else."""
    own = line.parts.rename({VALUE: _OWN}).join(facts, on=VAR).filter("insiders")
    own = own.filter(pl.col(CONTRIBUTORS) > 1).join(
        _others_agreed(line), on=[VAR, PARTNER], how="left"
    )
    mine, rest, most = pl.col(_OWN), pl.col(VALUE) - pl.col(_OWN), pl.col("threshold") - 1
    small = pl.col("people") & (((rest >= 1) & (rest <= most)) | ((rest == 0) & pl.col("zeros")))
    others = pl.col(CONTRIBUTORS) - 1
    few = (
        (others < pl.col("least") - 1)
        & ~pl.col("others_agreed").fill_null(value=False)
        & (rest > 0)
    )
    found = own.filter(small | few).with_columns(
        (mine + pl.when(small).then(pl.min_horizontal(rest, pl.lit(1))).otherwise(rest)).alias(LOW),
        (mine + pl.when(small).then(most).otherwise(rest)).alias(HIGH),
        pl.when(small).then(0).otherwise(_width(rest)).alias(WIDTH),
        pl.when(small).then(pl.lit(SMALL)).otherwise(pl.lit(FEW)).alias(REASON),
    )
    return _as_needs(found, pl.col(PARTNER))


def _others_agreed(line: Timeline) -> pl.DataFrame:
    parts = line.parts.join(line.variables.select(VAR, FIRST), on=VAR)
    parts = parts.join(_agreed(line.rules), on=[FIRST, PARTNER], how="left")
    not_agreed = (~pl.col("agreed").fill_null(value=False)).cast(pl.Int64)
    others = not_agreed.sum().over(VAR) - not_agreed
    return parts.select(VAR, PARTNER, (others == 0).alias("others_agreed"))


def _facts_of_changes(changes: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    judged = facts.select(pl.col(VAR).alias(NEW), "threshold", "people", "insiders")
    return changes.join(judged, on=NEW).filter("people")


def _changes_for_outsiders(changes: pl.DataFrame) -> pl.DataFrame:
    return _changes(changes, pl.lit(OUTSIDER), pl.lit(0))


def _changes_for_insiders(changes: pl.DataFrame, line: Timeline) -> pl.DataFrame:
    """For each partner with a part in either version: the others' change."""
    changes = changes.filter("insiders")
    parts = line.parts.rename({VALUE: _OWN})
    both = changes.join(parts.rename({VAR: OLD}), on=OLD).join(
        changes.join(parts.rename({VAR: NEW}), on=NEW).select(VAR, PARTNER, _OWN),
        on=[VAR, PARTNER], how="full", coalesce=True, suffix="_new",
    )  # fmt: skip
    own = pl.col(f"{_OWN}_new").fill_null(0) - pl.col(_OWN).fill_null(0)
    moves = both.select(VAR, PARTNER, own.alias(_OWN)).join(changes, on=VAR)
    return _changes(moves, pl.col(PARTNER), pl.col(_OWN))


def _changes(rows: pl.DataFrame, viewer: pl.Expr, own: pl.Expr) -> pl.DataFrame:
    rest, most = pl.col(VALUE) - own, pl.col("threshold") - 1
    small = (rest.abs() >= 1) & (rest.abs() <= most)
    found = rows.filter(small).with_columns(
        pl.when(rest > 0).then(own + 1).otherwise(own - most).alias(LOW),
        pl.when(rest > 0).then(own + most).otherwise(own - 1).alias(HIGH),
        pl.lit(0).alias(WIDTH),
        pl.lit(SMALL).alias(REASON),
    )
    return _as_needs(found, viewer)


def _elsewhere(
    outside: pl.DataFrame, line: Timeline, changes: pl.DataFrame, insiders: list[str]
) -> pl.DataFrame:
    """What outsiders must not find out must no partner either, where it has no part of its own."""
    guarding = [i for i, rules in enumerate(line.rules) if rules.protect_insiders]
    guarded = pl.concat([line.variables.select(VAR, FIRST), changes.select(VAR, FIRST)])
    guarded = guarded.filter(pl.col(FIRST).is_in(guarding))
    everybody = pl.DataFrame({PARTNER: insiders})
    involved = pl.concat([
        line.parts.select(VAR, PARTNER),
        *(
            changes.join(line.parts.rename({VAR: side}), on=side).select(VAR, PARTNER)
            for side in (OLD, NEW)
        ),
    ]).unique()  # fmt: skip
    every = outside.join(guarded.select(VAR), on=VAR, how="semi").join(everybody, how="cross")
    rest = every.join(involved, on=[VAR, PARTNER], how="anti")
    return rest.select(pl.col(PARTNER).alias(VIEWER), VAR, LOW, HIGH, WIDTH, REASON)


def own_parts(line: Timeline) -> pl.DataFrame:
    """partner, var, own, alone: what each partner knows of cells by itself.

    `alone`: nobody else is in it, so the partner knows the cell whole.
    """
    counts = line.variables.select(VAR, CONTRIBUTORS)
    known = line.parts.join(counts, on=VAR)
    return known.select(
        PARTNER, VAR, pl.col(VALUE).alias(_OWN), (pl.col(CONTRIBUTORS) == 1).alias("alone")
    )

"""What was promised to stay uncertain, from the true cells, and which ranges break the promise."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from shared_metrics.disclosure.attack.clues import CONTRIBUTORS, EXACT, versions_of
from shared_metrics.disclosure.attack.told import (
    DENOMINATOR,
    POSITION,
    RELEASE,
    VERSION,
    cells_of,
    rules_of_time,
    with_dimensions,
)
from shared_metrics.disclosure.rules import MEASURE, PARTNER, VALUE, Rules

SINCE: Final = "since"
LOW, HIGH, WIDTH = "low", "high", "width"
REASON: Final = "reason"
SMALL, FEW, DOMINATED, CHANGE = "small", "few_contributors", "dominated", "small_change"
_OWN: Final = "__own"


def narrowed(
    intervals: pl.DataFrame,
    cells: Sequence[pl.DataFrame],
    rules: Rules,
    insider: str | None = None,
    *,
    clues: pl.DataFrame | None = None,
    past_rules: Sequence[Rules] | None = None,
) -> pl.DataFrame:
    """What can be worked out more narrowly than was promised: empty = safe.

    `intervals`: what `attack` found. `cells`: the true cells of each release, oldest first, the
    newest last. `insider`: the partner whose rows the attack knew. Returns `needs` with the range
    found (`found_low`, `found_high`); a need without a range counts as known exactly.
    """
    wanted = needs(cells, rules, insider, clues=clues, past_rules=past_rules)
    columns = [MEASURE, *rules.names, VERSION, SINCE]
    found = intervals.with_columns(pl.lit(value=True).alias("__found")).rename(
        {LOW: "found_low", HIGH: "found_high"}
    )
    both = wanted.join(found, on=columns, how="left", nulls_equal=True)
    wide = (
        pl.col("__found")
        & (pl.col("found_low") <= pl.col(LOW)).fill_null(value=True)
        & (pl.col("found_high") >= pl.col(HIGH)).fill_null(value=True)
        & (pl.col("found_high") - pl.col("found_low") >= pl.col(WIDTH)).fill_null(value=True)
    )
    return both.filter(~wide.fill_null(value=False)).drop("__found")


def needs(
    cells: Sequence[pl.DataFrame],
    rules: Rules,
    insider: str | None = None,
    *,
    clues: pl.DataFrame | None = None,
    past_rules: Sequence[Rules] | None = None,
) -> pl.DataFrame:
    """measure, dimensions, version, since, low, high, width, reason: ranges nobody may narrow.

    What an outsider, or the `insider` with its own rows, can work out of these numbers (and of
    changes, where `since` is the older version) must reach from low to high and be at least `width`
    wide. A number of 1 to threshold - 1 people must be able to be any such number; what can be said
    of one of few contributors, or dominated by one, must be as wide as the rules' interval to each
    side. For an insider it is the others' part that must. In `round` mode contributors do not
    matter. Each number is judged by the rules of the release in which it first stood. With `clues`,
    what an older release showed outright is no secret any more, and what the newest is the first to
    show is judged by its own rules too.
    """
    of_time = rules_of_time(rules, past_rules, len(cells))
    columns = [MEASURE, *rules.names]
    stood = versions_of(cells, columns)
    first = stood.sort(RELEASE).unique([*columns, VERSION], keep="first", maintain_order=True)
    facts = _facts(first, stood, cells, of_time, insider)
    single, changes = _singles(facts), _changes(facts, columns)
    if clues is not None:
        newly = _newly_shown(stood, clues, columns)
        again = _singles(_facts(newly, stood, cells, of_time, insider))
        single = _strictest(pl.concat([single, again]), columns)
    told = pl.concat(
        frame.select(*columns, VERSION, pl.col(SINCE).cast(pl.Int64), LOW, HIGH, WIDTH, REASON)
        for frame in (single, changes)
    )
    if clues is not None:
        told = _still_secret(told, clues, columns)
    return told.sort(*columns, VERSION, SINCE, nulls_last=False)


def _still_secret(wanted: pl.DataFrame, clues: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Without numbers, and changes between two numbers, that an older release showed."""
    older = clues.filter(pl.col(EXACT).is_not_null(), pl.col(RELEASE) < clues[RELEASE].max())
    shown = older.select(*columns, VERSION, pl.lit(value=True).alias("__shown")).unique()
    before = shown.rename({VERSION: SINCE, "__shown": "__shown_before"})
    wanted = wanted.join(shown, on=[*columns, VERSION], how="left")
    wanted = wanted.join(before, on=[*columns, SINCE], how="left")
    is_told = pl.col("__shown") & (pl.col(SINCE).is_null() | pl.col("__shown_before"))
    return wanted.filter(~is_told.fill_null(value=False)).drop("__shown", "__shown_before")


def _newly_shown(stood: pl.DataFrame, clues: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """What the newest release shows outright, in the newest release."""
    newest = pl.col(RELEASE) == clues[RELEASE].max()
    shown = clues.filter(pl.col(EXACT).is_not_null(), newest)
    return stood.join(shown, on=[*columns, RELEASE], how="semi")


def _strictest(needs: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """One need for each number, where it is judged by the rules of two releases."""
    return needs.group_by(*columns, VERSION, SINCE, maintain_order=True).agg(
        pl.col(LOW).min(), pl.col(HIGH, WIDTH).max(), pl.col(REASON).first()
    )


def _facts(
    judged: pl.DataFrame,
    stood: pl.DataFrame,
    cells: Sequence[pl.DataFrame],
    rules: Sequence[Rules],
    insider: str | None,
) -> pl.DataFrame:
    """Cells in a version and a release, with all that decides about them there for this viewer."""
    columns = [MEASURE, *rules[-1].names]
    parts = _parts(cells, rules, columns, insider).join(judged, on=[*columns, RELEASE], how="semi")
    parts = parts.group_by(*columns, RELEASE).agg(
        pl.col(VALUE).filter("__mine").sum().alias(_OWN),
        pl.col("__mine").any().alias("mine"),
        pl.col(VALUE).max().alias("largest"),
        pl.col("__agreed").filter(~pl.col("__mine")).all().alias("agreed"),
    )
    zeros = _behind_rates(stood, rules, columns)
    facts = judged.join(parts, on=[*columns, RELEASE], how="left")
    facts = facts.join(_of_rules(rules), on=[RELEASE, MEASURE])
    facts = facts.join(zeros, on=[*columns, VERSION], how="left")
    return facts.with_columns(
        (pl.col("zeros") | pl.col("behind_rate").fill_null(value=False)).alias("zeros"),
        pl.col(_OWN).fill_null(0),
        *(pl.col(name).fill_null(value=False) for name in ("mine", "agreed")),
    ).filter(pl.lit(insider is None) | pl.col("insiders"))


def _parts(
    cells: Sequence[pl.DataFrame], rules: Sequence[Rules], columns: list[str], insider: str | None
) -> pl.DataFrame:
    return pl.concat(
        with_dimensions(frame, columns[1:]).select(
            *columns,
            pl.col(VALUE).cast(pl.Int64),
            pl.col(PARTNER).eq_missing(pl.lit(insider)).alias("__mine"),
            pl.col(PARTNER).is_in(sorted(rules[release].agreed)).alias("__agreed"),
            pl.lit(release, pl.Int64).alias(RELEASE),
        )
        for release, frame in enumerate(cells)
    )


def _of_rules(rules: Sequence[Rules]) -> pl.DataFrame:
    rows = [
        (
            *(release, name, measure.kind == "people", measure.zeros),
            *(one.threshold, one.min_contributors, one.dominance, one.interval),
            *(one.protect_insiders, one.mode == "round"),
        )
        for release, one in enumerate(rules)
        for name, measure in one.measures.items()
        if measure.kind != "slack"
    ]
    schema = {
        RELEASE: pl.Int64,
        MEASURE: pl.String,
        **dict.fromkeys(("people", "zeros"), pl.Boolean),
        **dict.fromkeys(("threshold", "least"), pl.Int64),
        **dict.fromkeys(("dominance", "interval"), pl.Float64),
        **dict.fromkeys(("insiders", "rounds"), pl.Boolean),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _behind_rates(stood: pl.DataFrame, rules: Sequence[Rules], columns: list[str]) -> pl.DataFrame:
    """The numerators and differences of planned rates of somebody: there 0 tells of everybody."""
    found = []
    for release, one in enumerate(rules):
        here = stood.filter(pl.col(RELEASE) == release)
        for kind in one.figures:
            if kind.shape == "ratio":
                cells = cells_of(kind, list(rules[-1].names)).join(here, on=columns)
                people = cells.filter(pl.col(POSITION) == DENOMINATOR, pl.col(VALUE) > 0)
                sides = cells.filter(pl.col(POSITION) != DENOMINATOR)
                found.append(sides.join(people, on="figure", how="semi").select(*columns, VERSION))
    schema = {**dict.fromkeys(columns, pl.String), VERSION: pl.Int64}
    every = pl.concat([pl.DataFrame(schema=schema), *found]).unique()
    return every.with_columns(pl.lit(value=True).alias("behind_rate"))


def _singles(facts: pl.DataFrame) -> pl.DataFrame:
    rest = pl.col(VALUE) - pl.col(_OWN)
    mine = pl.col("mine").cast(pl.Int64)
    others = pl.col(CONTRIBUTORS) - mine
    small = pl.col("people") & (
        ((rest >= 1) & (rest < pl.col("threshold"))) | ((rest == 0) & pl.col("zeros"))
    )
    few = (others < pl.col("least") - mine) & (rest > 0)
    dominated = (
        ~pl.col("mine") & (others > 1) & (pl.col("largest") > pl.col("dominance") * pl.col(VALUE))
    )
    wide = ~pl.col("agreed") & ~pl.col("rounds") & (few | dominated)
    width = (2 * rest * pl.col("interval")).ceil().cast(pl.Int64).clip(lower_bound=1)
    low = pl.when(small).then(pl.min_horizontal(rest, pl.lit(1))).otherwise(rest)
    high = pl.when(small).then(pl.col("threshold") - 1).otherwise(rest)
    reason = (
        pl.when(small).then(pl.lit(SMALL)).when(few).then(pl.lit(FEW)).otherwise(pl.lit(DOMINATED))
    )
    return facts.filter((others > 0) & (small | wide)).with_columns(
        (pl.col(_OWN) + low).alias(LOW),
        (pl.col(_OWN) + high).alias(HIGH),
        pl.when(small).then(0).otherwise(width).alias(WIDTH),
        reason.alias(REASON),
        pl.lit(None, pl.Int64).alias(SINCE),
    )


def _changes(facts: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Changes of the others' part by 1 to threshold - 1 people, between any two versions."""
    older = facts.select(
        *columns, pl.col(VERSION).alias(SINCE), pl.col(VALUE).alias("before"),
        pl.col(_OWN).alias("own_before"),
    )  # fmt: skip
    pairs = facts.filter("people").join(older, on=columns).filter(pl.col(VERSION) > pl.col(SINCE))
    own = pl.col(_OWN) - pl.col("own_before")
    rest = pl.col(VALUE) - pl.col("before") - own
    most = pl.col("threshold") - 1
    return pairs.filter(rest.abs().is_between(1, most)).with_columns(
        (own + pl.when(rest > 0).then(1).otherwise(-most)).alias(LOW),
        (own + pl.when(rest > 0).then(most).otherwise(-1)).alias(HIGH),
        pl.lit(0, pl.Int64).alias(WIDTH),
        pl.lit(CHANGE).alias(REASON),
    )

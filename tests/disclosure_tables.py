"""Small tables for tests of disclosure control, written as people draw them.

| | all | a | b |      rows are periods, columns are sectors; `all` is added up.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from shared_metrics.disclosure import (
    Dimension,
    FigureKind,
    Measure,
    PastEdition,
    Protected,
    Ref,
    Relation,
    Rules,
    Sum,
    protect,
    verify,
)

HIDDEN = {"suppressed": "x", "not_reported": "-", "not_applicable": "n/a"}


def cells_of(
    values: Mapping[tuple[str, str, str], int],
    *,
    measure: str = "n",
    longer: Mapping[str, str] | None = None,
) -> pl.DataFrame:
    """(period, sector, partner) -> number: the cells, with `all` and longer periods added up."""
    rows = [
        (measure, when_code, who, partner, value)
        for (when, sector, partner), value in values.items()
        for when_code in [when, *([longer[when]] if longer else [])]
        for who in (sector, "all")
    ]
    columns = ["measure", "when", "who", "partner"]
    frame = pl.DataFrame(rows, schema=[*columns, "value"], orient="row")
    return frame.group_by(columns, maintain_order=True).agg(pl.col("value").sum())


def drawn(text: str, partners: int = 3) -> dict[tuple[str, str, str], int]:
    """A drawn table of sectors -> values, each divided among several partners of its sector."""
    head, *lines = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.strip().splitlines()
    ]
    found = {}
    for when, *numbers in lines:
        for sector, number in zip(head[1:], numbers, strict=True):
            if number == "":
                continue
            for i in range(partners):
                share = int(number) // partners + (1 if i < int(number) % partners else 0)
                found[when, sector, f"{sector}{i + 1}"] = share
    return found


def rules_of(cells: pl.DataFrame, longer: Mapping[str, str] | None = None, **more: object) -> Rules:
    """Every period and sector is planned as a count, by itself and in all; insiders left out."""
    whens = sorted(cells["when"].unique())
    sectors = sorted(set(cells["who"].unique()) - {"all"})
    sums = tuple(
        Sum(long, tuple(w for w in whens if (longer or {}).get(w) == long))
        for long in sorted(set((longer or {}).values()))
    )
    told: dict[str, object] = {
        "dimensions": (Dimension("when", sums), Dimension("who", (Sum("all", tuple(sectors)),))),
        "measures": {"n": Measure()},
        "figures": (
            FigureKind(
                "table", "count", (Ref("n"),),
                {"when": frozenset(whens), "who": frozenset(["all", *sectors])},
            ),
        ),
        "min_contributors": 1,
        "protect_insiders": False,
    }  # fmt: skip
    return Rules(**{**told, **more})  # type: ignore[arg-type]


def share_rules(cells: pl.DataFrame, **more: object) -> Rules:
    """The same for a share: measures `top`, `bottom` and `rest`; counts are not shown."""
    whens = frozenset(cells["when"].unique())
    whos = frozenset(cells["who"].unique())
    shares = FigureKind(
        "share", "ratio", (Ref("top"), Ref("bottom"), Ref("rest")), {"when": whens, "who": whos}
    )
    told: dict[str, object] = {
        "measures": {"top": Measure(), "bottom": Measure(), "rest": Measure()},
        "figures": (shares,),
        "relations": (Relation(Ref("bottom"), (Ref("top"), Ref("rest"))),),
    }
    return rules_of(cells, **{**told, **more})


def share_cells(
    top: Mapping[tuple[str, str, str], int], bottom: Mapping[tuple[str, str, str], int]
) -> pl.DataFrame:
    """Numerators and denominators -> the cells of both and of their difference."""
    rest = {place: bottom[place] - top[place] for place in bottom}
    sides = {"top": top, "bottom": bottom, "rest": rest}
    return pl.concat(cells_of(values, measure=name) for name, values in sides.items())


def shown(frame: pl.DataFrame, table: str = "table") -> dict[str, dict[str, str]]:
    """What a reader sees by period and sector: `7`, `x` (hidden), `<5 %`, `7*` (held back)."""
    seen: dict[str, dict[str, str]] = {}
    for row in frame.filter(pl.col("table") == table).to_dicts():
        words = HIDDEN.get(row["status"]) or row["coded"] or f"{row['value']:g}"
        seen.setdefault(row["when"], {})[row["who"]] = words + "*" * row["revision_pending"]
    return seen


def proven(cells: pl.DataFrame, rules: Rules, history: Sequence[PastEdition] = ()) -> Protected:
    """Protected, and let through by the gate."""
    found = protect(cells, rules, history)
    assert verify(found.frame, cells, found.certificate, rules, history) == []
    return found

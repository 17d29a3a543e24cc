"""Observations of the sample's workforce contract, of any number, the same on every run."""

import random
from collections.abc import Sequence

import polars as pl

from shared_metrics.agenda.model import Partner, Sector, SectorFrom
from shared_metrics.contracts import Contract, part_schema
from shared_metrics.observations import LINE, PARTNER, PERIOD, SUBMISSION

PATHWAYS = (
    "healthcare",
    "advanced_manufacturing",
    "information_technology",
    "construction",
    "clean_energy",
)
GROUPS = (
    *(("all", age) for age in ("all", "16_24", "25_54", "55_plus")),
    *((gender, "all") for gender in ("women", "men", "nonbinary", "not_stated")),
)


def placements_of_25_months() -> bytes:
    """A sound file of 1,000 rows: 25 months of 40 rows each, totals and parts agreeing."""
    header = "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,"
    lines = [f"{header}average_hourly_wage"]
    for month in range(25):
        period = f"{2024 + month // 12}-{month % 12 + 1:02}"
        for pathway in PATHWAYS:
            lines += [f"{period},{pathway},{g},{a},{_figures(g, a)}" for g, a in GROUPS]
    return ("\n".join(lines) + "\n").encode()


def _figures(gender: str, age: str) -> str:
    """Everybody is 4 genders of 30, or 3 ages of 40: 120."""
    size = 120 if gender == age == "all" else 30 if age == "all" else 40
    return f"{size},{size // 2},{size // 2},{size // 5},24.50"


def many_partners(count: int) -> list[Partner]:
    """Partners of every sector in turn."""
    sectors = list(Sector)
    return [
        Partner(f"partner_{n}", f"Partner {n}", (SectorFrom(sectors[n % len(sectors)]),))
        for n in range(count)
    ]


def observations(contract: Contract, partners: Sequence[Partner], months: int) -> pl.DataFrame:
    """Accepted rows of the contract: partners x months x 5 pathways x 8 groups."""
    chance = random.Random(7)
    keys = [
        (f"{2024 + month // 12}-{month % 12 + 1:02}", partner.id, pathway, gender, age)
        for month in range(months)
        for partner in partners
        for pathway in PATHWAYS
        for gender, age in GROUPS
    ]
    due = [chance.randrange(1, 200) for _ in keys]
    table = pl.DataFrame(
        keys, schema=[PERIOD, PARTNER, "pathway", "gender", "age_group"], orient="row"
    )
    table = table.with_columns(
        pl.Series(LINE, range(len(keys))),
        pl.Series("follow_up_due", due),
        pl.Series("placed", [chance.randrange(number) for number in due]),
        pl.Series("enrolled", [number * 2 for number in due]),
        pl.Series("completed", due),
        pl.Series("average_hourly_wage", [chance.randrange(1600, 6000) for _ in due]),
        pl.lit("sub_aaaaaaaaaaaaaaaa").alias(SUBMISSION),
    )
    columns = {**part_schema(contract), PARTNER: pl.String(), SUBMISSION: pl.String()}
    return table.select(pl.col(name).cast(kind) for name, kind in columns.items())

"""The page that compares rules: its figures are read from it, and every word is worked out."""

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from disclosure_tables import cells_of, proven, rules_of
from docs.reading_docs import DOCS
from measuring_factories import cells_of as rows_of
from progress_factories import PLACEMENTS, RATE, goal, measured
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress import group_standings, needed_by, standing
from shared_metrics.progress.peers import open_sdg, plain_rule

PAGE = (DOCS / "explanation" / "compared.md").read_text(encoding="utf-8")


def tables_of(heading: str) -> list[list[dict[str, str]]]:
    """The tables under a heading, row by row."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    blocks = [b for b in part.split("\n\n") if b.lstrip().startswith("|")]
    return [
        rows_of("\n".join(line.strip("| ") for line in block.splitlines() if line.strip("|-: ")))
        for block in blocks
    ]


def said(table: list[dict[str, str]]) -> dict[str, str]:
    """Rule -> what the page says it says."""
    return {row["rule"]: next(v for k, v in row.items() if k != "rule") for row in table}


def quarter(text: str):
    return parse_period(text, PeriodKind.QUARTER)


def test_a_partner_is_late() -> None:
    figures, words = tables_of("A partner is late")
    agreed = goal("2024-Q1 400", "2026-Q1 480")
    for row in figures:
        assert needed_by(agreed, quarter(row["quarter"])) == int(row["needed"])
    table = measured(
        "\n".join(
            ["period | numerator", *(f"{r['quarter']} | {r['people placed']}" for r in figures)]
        )
    )
    newest = figures[-1]
    value = Fraction(newest["people placed"])
    found = standing(agreed, PLACEMENTS, table, provisional={quarter(newest["quarter"])})
    assert said(words) == {
        "plain": plain_rule(value, Fraction(newest["needed"]), wants_more=True),
        "open_sdg": open_sdg(
            base_year=2024, base_value=400, target_year=2026, target_value=480,
            current_year=2025, current_value=value, better="higher",
        ).word,
        "ours": f"{found.status}, provisional",
    }  # fmt: skip
    assert found.provisional
    assert "335 people a year before: on the same partners it is 11 more" in PAGE
    assert value - 335 == 11


def test_a_group_falls_behind() -> None:
    figures, words = tables_of("A group falls behind")
    agreed = goal("2023-Q4 0.6", "2025-Q4 0.7", measures=RATE)
    by_group = {}
    for row in figures:
        lines = ["period | numerator | denominator | gender"]
        for period in ("2024-Q4", "2025-Q4"):
            top, _, bottom = row[period].partition(" of ")
            lines.append(f"{period} | {top} | {bottom} | {row['group']}")
        by_group[row["group"]] = measured("\n".join(lines))
    found = standing(agreed, RATE, by_group["all"].drop("gender"))
    groups = pl.concat([by_group["men"], by_group["women"]])
    worse = [g.group for g in group_standings(found, {"gender": groups}) if g.moving_away]
    value = found.value
    assert said(words) == {
        "plain": plain_rule(value, Fraction(7, 10), wants_more=True),
        "open_sdg": open_sdg(
            base_year=2023, base_value=0.6, target_year=2025, target_value=0.7,
            current_year=2025, current_value=value, better="higher",
        ).word,
        "ours": f"{found.with_groups(worse).status}, worse than before for {', '.join(worse)}",
    }  # fmt: skip


def test_a_series_that_stopped() -> None:
    (words,) = tables_of("A series that stopped")
    year = PeriodKind.YEAR
    agreed = goal("2018 50", "2030 100", every=year)
    table = measured("period | numerator\n2018 | 50\n2020 | 59\n2022 | 68")
    found = standing(agreed, PLACEMENTS, table, closed=parse_period("2025", year))
    needed = needed_by(agreed, parse_period("2022", year))
    assert said(words) == {
        "plain": plain_rule(Fraction(68), needed, wants_more=True),
        "open_sdg": open_sdg(
            base_year=2018, base_value=Decimal(50), target_year=2030, target_value=Decimal(100),
            current_year=2022, current_value=Decimal(68), better="higher",
        ).word,
        "ours": found.status,
    }  # fmt: skip


@pytest.mark.parametrize("insiders", [False])
def test_a_number_that_can_be_subtracted(*, insiders: bool) -> None:
    (words,) = tables_of("A number that can be subtracted")
    assert said(words) == {"hide small cells only": "exactly 7", "ours": "1 to 10, or more"}
    assert 120 - 113 == 7
    cells = cells_of({("q1", "men", "p1"): 113, ("q1", "women", "p1"): 7})
    rules = rules_of(cells, min_contributors=1, protect_insiders=insiders)
    frame = proven(cells, rules).frame  # proven: attacked, and nothing from 1 to 10 ruled out
    hidden = frame.filter(pl.col("status") == "suppressed")["who"].to_list()
    assert "women" in hidden
    assert len(hidden) > 1

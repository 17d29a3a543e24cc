"""The truth about the whole region, as a statistical office would publish it."""

import datetime as dt
from collections.abc import Mapping

from sample_data.cast import COMMUNITY_CONGESTION, COMMUNITY_STEM, COMMUNITY_WORKFORCE
from sample_data.chance import around, bell, chance
from sample_data.congestion import DELAY_SEASON, FLOODS
from sample_data.months import (
    FIRST,
    LAST,
    day_of,
    month,
    month_text,
    quarter_text,
    school_year_text,
)
from sample_data.workforce import FREEZE, Row

AREAS: Mapping[str, float] = {"North Valley": 0.62, "South Valley": 0.38}
LICENCE = "CC BY 4.0"
SOURCES = {
    COMMUNITY_WORKFORCE: "Arroyo Labor Market Survey, quarterly tables",
    COMMUNITY_STEM: "Arroyo Degrees Awarded, yearly tables",
    COMMUNITY_CONGESTION: "Arroyo Road Sensors, monthly tables",
}
EARLIEST_SCHOOL_YEAR = month("2021-07")
EARLIEST_LOAD = dt.date(2023, 8, 10)
LANE_MILES = {"North Valley": 438, "South Valley": 301}


def published_rows(contract: str, first: int) -> list[Row]:
    """The rows the backbone loads for the period that begins in month `first`."""
    figures = {
        COMMUNITY_WORKFORCE: _workforce,
        COMMUNITY_STEM: _stem,
        COMMUNITY_CONGESTION: _congestion,
    }[contract]
    return [{**figures(area, first), **_origin(contract, first)} for area in AREAS]


def _origin(contract: str, first: int) -> Row:
    after = {COMMUNITY_WORKFORCE: 4, COMMUNITY_STEM: 16, COMMUNITY_CONGESTION: 1}[contract]
    retrieved = max(day_of(first + after, 12), EARLIEST_LOAD)
    return {"source": SOURCES[contract], "licence": LICENCE, "retrieved_on": retrieved.isoformat()}


def _way(month_number: int) -> float:
    return (month_number - FIRST) / (LAST - FIRST)


def _workforce(area: str, first: int) -> Row:
    stream = chance(COMMUNITY_WORKFORCE, area, first)
    force = around(stream, 512_000 * AREAS[area] * (1 + 0.012 * _way(first)), 0.001)
    share = 0.9475 + 0.0075 * _way(first) + 0.0006 * bell(stream)
    share -= 0.006 if first in FREEZE or first + 1 in FREEZE else 0.0
    share -= 0.004 if area == "South Valley" else 0.0
    return {
        "period": quarter_text(first),
        "area": area,
        "labour_force": force,
        "employed": round(force * share),
    }


def _stem(area: str, first: int) -> Row:
    stream = chance(COMMUNITY_STEM, area, first)
    years = (first - EARLIEST_SCHOOL_YEAR) // 12
    degrees = around(stream, 15_800 * AREAS[area] * (1 + 0.01 * years), 0.01)
    share = 0.277 + 0.0065 * years + 0.002 * bell(stream)
    return {
        "period": school_year_text(first),
        "area": area,
        "degrees_awarded": degrees,
        "stem_degrees_awarded": round(degrees * share),
    }


def _congestion(area: str, first: int) -> Row:
    stream = chance(COMMUNITY_CONGESTION, area, first)
    share = (0.283 - 0.06 * _way(first)) * DELAY_SEASON[first % 12] * (1 + 0.02 * bell(stream))
    share *= 1.3 if first in FLOODS else 1.0
    return {
        "period": month_text(first),
        "area": area,
        "lane_miles_monitored": LANE_MILES[area],
        "lane_miles_congested": round(LANE_MILES[area] * share * 10),
    }

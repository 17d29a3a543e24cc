"""The truth about science and technology programs: places taken, kept and finished."""

from functools import cache

from sample_data.cast import STEM
from sample_data.chance import around, binomial, chance, deal
from sample_data.months import FIRST, LAST, month, quarter_text
from sample_data.workforce import Row

ONLINE = month("2025-01")  # the break: live online courses count from here on
LATE_CAMPS = month("2025-04")  # the shock: the summer camps of 2025 fill late
SEASON = (0.95, 1.1, 1.05, 0.9)  # by quarter of the year
GROWTH = 0.35
JULY = 6
SIZES = {
    "arroyo_unified_schools": 1900,
    "larkfield_software": 170,
    "arroyo_state_university": 420,
    "loma_clara_college": 620,
    "saturday_circuits": 240,
    "arroyo_families_for_science": 130,
    "eastside_neighbors": 48,
}
GIRLS = {
    "arroyo_unified_schools": 0.38,
    "larkfield_software": 0.34,
    "arroyo_state_university": 0.37,
    "loma_clara_college": 0.36,
    "saturday_circuits": 0.27,
    "arroyo_families_for_science": 0.49,
    "eastside_neighbors": 0.46,
}
OFFERS = {
    "arroyo_unified_schools": {
        ("after_school", "elementary"): 0.3,
        ("after_school", "middle"): 0.28,
        ("after_school", "high"): 0.18,
        ("summer_camp", "middle"): 0.14,
        ("course", "high"): 0.1,
    },
    "larkfield_software": {
        ("mentoring", "high"): 0.5,
        ("mentoring", "college"): 0.3,
        ("internship", "college"): 0.2,
    },
    "arroyo_state_university": {
        ("summer_camp", "high"): 0.3,
        ("mentoring", "high"): 0.25,
        ("internship", "college"): 0.15,
        ("course", "college"): 0.3,
    },
    "loma_clara_college": {
        ("course", "college"): 0.75,
        ("course", "high"): 0.15,
        ("internship", "college"): 0.1,
    },
    "saturday_circuits": {
        ("after_school", "elementary"): 0.35,
        ("after_school", "middle"): 0.45,
        ("summer_camp", "middle"): 0.2,
    },
    "arroyo_families_for_science": {
        ("after_school", "elementary"): 0.4,
        ("course", "middle"): 0.35,
        ("summer_camp", "elementary"): 0.25,
    },
    "eastside_neighbors": {("after_school", "elementary"): 0.6, ("mentoring", "middle"): 0.4},
}
IN_A_GROUP = 24
HOURS_TENTHS = {  # hours a group meets in a quarter, in tenths
    "after_school": 185,
    "summer_camp": 420,
    "mentoring": 95,
    "internship": 1200,
    "course": 360,
}
GENDERS = ("girls_women", "boys_men", "nonbinary", "not_stated")
COUNTED = ("enrolled", "attended_regularly", "completed")


def _way(quarter_start: int) -> float:
    """How much of the three years has passed, 0 to 1."""
    return (quarter_start - FIRST) / (LAST - FIRST)


def _level(partner: str, programme: str, quarter_start: int) -> float:
    size = SIZES[partner] * (1 + GROWTH * _way(quarter_start)) * SEASON[quarter_start % 12 // 3]
    if programme == "summer_camp":
        size *= 1.9 if quarter_start % 12 == JULY else 0.5
        size *= 0.65 if quarter_start == LATE_CAMPS else 1.0
    if programme == "course" and quarter_start >= ONLINE:
        size *= 1.45
    return size


def _girls(partner: str, programme: str, quarter_start: int) -> float:
    share = GIRLS[partner] + 0.085 * _way(quarter_start)
    late = programme == "summer_camp" and quarter_start == LATE_CAMPS
    return share - (0.06 if late else 0.0)


def _kept(programme: str, quarter_start: int) -> tuple[float, float]:
    """The share that comes regularly, and the share of those that finishes."""
    finishes = 0.86 + 0.05 * _way(quarter_start)
    if programme == "course" and quarter_start >= ONLINE:
        finishes -= 0.08
    return 0.89, finishes


@cache
def _parts(
    partner: str, programme: str, level: str, quarter_start: int
) -> dict[str, dict[str, int]]:
    stream = chance(STEM, partner, programme, level, quarter_start)
    size = _level(partner, programme, quarter_start) * OFFERS[partner][programme, level]
    girls = _girls(partner, programme, quarter_start)
    weights = dict(zip(GENDERS, (girls, 0.955 - girls, 0.015, 0.03), strict=True))
    comes, finishes = _kept(programme, quarter_start)
    parts = {}
    for gender, enrolled in deal(stream, around(stream, size, 0.06), weights).items():
        attended = binomial(stream, enrolled, comes)
        completed = binomial(stream, attended, finishes)
        parts[gender] = dict(zip(COUNTED, (enrolled, attended, completed), strict=True))
    return parts


def rows(partner: str, quarter_start: int) -> list[Row]:
    """A partner's true rows for a quarter; hours in tenths, on the total rows only."""
    found: list[Row] = []
    for programme, level in OFFERS[partner]:
        parts = _parts(partner, programme, level, quarter_start)
        whole = {name: sum(part[name] for part in parts.values()) for name in COUNTED}
        hours = -(-whole["enrolled"] // IN_A_GROUP) * HOURS_TENTHS[programme]
        head: Row = {
            "period": quarter_text(quarter_start),
            "programme_type": programme,
            "school_level": level,
        }
        found.append({**head, "gender": "all", **whole, "hours_delivered": hours})
        found += [
            {**head, "gender": gender, **part, "hours_delivered": None}
            for gender, part in parts.items()
        ]
    return found

"""The truth about training and jobs: every learner, from the region down to one person's pay."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from sample_data.cast import MERGER, SUCCESSOR, WORKFORCE, senders
from sample_data.chance import around, bell, chance, pick
from sample_data.months import FIRST, LAST, month, month_text

Row = dict[str, str | int | None]

EARLIER = 12  # months before the first report in which people already begin training
ASKED_AFTER = 3  # months from completion to the question whether the person is in a job
FREEZE = range(month("2025-03"), month("2025-09"))  # the shock: large employers stop hiring

GENDERS = ("women", "men", "nonbinary", "not_stated")
AGES = ("16_24", "25_54", "55_plus")
SEASON = (1.2, 1.05, 1.0, 0.95, 0.9, 0.85, 0.7, 0.9, 1.35, 1.15, 0.95, 0.6)  # January first
SHARES = {
    "arroyo_workforce_board": 0.27,
    "loma_clara_college": 0.2,
    "steppingway_training": 0.14,
    "sandpiper_health": 0.12,
    "copperline_manufacturing": 0.1,
    "eastside_skills": 0.07,
    "open_latch_careers": 0.05,
    "sunrow_energy": 0.05,
}
PATHWAYS = {
    "arroyo_workforce_board": {
        "healthcare": 0.3,
        "advanced_manufacturing": 0.2,
        "information_technology": 0.25,
        "construction": 0.15,
        "clean_energy": 0.1,
    },
    "loma_clara_college": {
        "healthcare": 0.35,
        "advanced_manufacturing": 0.2,
        "information_technology": 0.35,
        "clean_energy": 0.1,
    },
    "steppingway_training": {
        "healthcare": 0.45,
        "information_technology": 0.35,
        "construction": 0.2,
    },
    "sandpiper_health": {"healthcare": 1.0},
    "copperline_manufacturing": {"advanced_manufacturing": 0.8, "clean_energy": 0.2},
    "eastside_skills": {"information_technology": 0.4, "construction": 0.6},
    "open_latch_careers": {"advanced_manufacturing": 0.4, "construction": 0.6},
    "sunrow_energy": {"construction": 0.2, "clean_energy": 0.8},
}
WOMEN = {
    "healthcare": 0.72,
    "advanced_manufacturing": 0.24,
    "information_technology": 0.35,
    "construction": 0.12,
    "clean_energy": 0.22,
}
IN_A_JOB = {
    "healthcare": 0.68,
    "advanced_manufacturing": 0.64,
    "information_technology": 0.62,
    "construction": 0.6,
    "clean_energy": 0.66,
}
PAY_CENTS = {
    "healthcare": 2450,
    "advanced_manufacturing": 2600,
    "information_technology": 3300,
    "construction": 2850,
    "clean_energy": 2750,
}
SUPPORT = {"steppingway_training": 0.04, "open_latch_careers": -0.08, "sandpiper_health": 0.06}
STAYS_TO_THE_END = 0.84
LENGTHS = {"2": 0.15, "3": 0.3, "4": 0.25, "5": 0.2, "6": 0.1}


@dataclass(frozen=True)
class Learner:
    """One person in training. `left`: the last month in training; pay is 0 without a job."""

    partner: str
    pathway: str
    gender: str
    age: str
    started: int
    left: int
    completed: bool
    placed: bool
    pay_cents: int

    @property
    def asked(self) -> int:
        """The month in which the person's job is asked about."""
        return self.left + ASKED_AFTER


def regional_starts(month_number: int) -> float:
    """How many people begin training in the region: it grows by half over three years."""
    growth = 1 + 0.5 * (month_number - FIRST) / (LAST - FIRST)
    return 96 * growth * SEASON[month_number % 12]


def share_of(partner: str, month_number: int) -> float:
    """A partner's part of those who begin; what Eastside had goes to its successor."""
    if partner == "eastside_skills" and month_number >= MERGER:
        return 0.0
    if partner == "sunrow_energy" and month_number < month("2023-11"):
        return 0.0
    taken_on = SHARES["eastside_skills"] if month_number >= MERGER else 0.0
    return SHARES[partner] + (taken_on if partner == SUCCESSOR["eastside_skills"] else 0.0)


def chance_of_a_job(partner: str, pathway: str, asked: int) -> float:
    """It rises slowly; the freeze halves it where it hits, and the answer to it helps after."""
    slope = 0.12 * (asked - FIRST) / (LAST - FIRST)
    level = IN_A_JOB[pathway] + SUPPORT.get(partner, 0.0) + slope
    if asked in FREEZE:
        level *= 0.62 if pathway == "information_technology" else 0.9
    return level


def _learner(partner: str, started: int, number: int) -> Learner:
    stream = chance(WORKFORCE, partner, started, number)
    pathway = pick(stream, PATHWAYS[partner])
    women = WOMEN[pathway]
    gender = pick(
        stream, {"women": women, "men": 0.95 - women, "nonbinary": 0.02, "not_stated": 0.03}
    )
    age = pick(stream, {"16_24": 0.38, "25_54": 0.54, "55_plus": 0.08})
    length = int(pick(stream, LENGTHS))
    completed = stream.random() < STAYS_TO_THE_END
    left = started + length - 1 if completed else started + int(stream.random() * length)
    asked = left + ASKED_AFTER
    placed = completed and stream.random() < chance_of_a_job(partner, pathway, asked)
    pay = PAY_CENTS[pathway] * (1 + 0.0028 * (asked - FIRST)) * (1 + 0.14 * bell(stream))
    return Learner(
        partner,
        pathway,
        gender,
        age,
        started,
        left,
        completed,
        placed,
        max(1800, min(7900, round(pay))) if placed else 0,
    )


@cache
def learners() -> tuple[Learner, ...]:
    """Everybody who was in training in the three years, or was asked about a job."""
    return tuple(
        _learner(partner, started, number)
        for started in range(FIRST - EARLIER, LAST + 1)
        for partner in senders(WORKFORCE)
        for number in range(_starts(partner, started))
    )


def _starts(partner: str, started: int) -> int:
    level = regional_starts(started) * share_of(partner, started)
    return around(chance(WORKFORCE, "starts", partner, started), level, 0.12) if level else 0


def reporting_partner(learner: Learner, month_number: int) -> str:
    """Who reports a person in a month: after the merger, the successor."""
    if month_number < MERGER:
        return learner.partner
    return SUCCESSOR.get(learner.partner, learner.partner)


@cache
def _by_reporter(month_number: int) -> dict[str, list[Learner]]:
    known: dict[str, list[Learner]] = defaultdict(list)
    for learner in learners():
        if learner.started <= month_number <= learner.asked:
            known[reporting_partner(learner, month_number)].append(learner)
    return known


def rows(partner: str, month_number: int) -> list[Row]:
    """A partner's true rows for a month; average pay in cents, rounded half to even."""
    known = _by_reporter(month_number)[partner]
    groups = [("all", "all"), *((g, "all") for g in GENDERS), *(("all", a) for a in AGES)]
    return [
        _row(month_number, pathway, gender, age, known)
        for pathway in PATHWAYS[partner]
        for gender, age in groups
    ]


def _row(month_number: int, pathway: str, gender: str, age: str, known: list[Learner]) -> Row:
    here = [
        learner
        for learner in known
        if learner.pathway == pathway
        and gender in ("all", learner.gender)
        and age in ("all", learner.age)
    ]
    finished = [learner for learner in here if learner.completed]
    due = [learner for learner in finished if learner.asked == month_number]
    pay = [learner.pay_cents for learner in due if learner.placed]
    return {
        "period": month_text(month_number),
        "pathway": pathway,
        "gender": gender,
        "age_group": age,
        "enrolled": sum(learner.left >= month_number for learner in here),
        "completed": sum(learner.left == month_number for learner in finished),
        "follow_up_due": len(due),
        "placed": len(pay),
        "average_hourly_wage": mean_half_even(sum(pay), len(pay)),
    }


def mean_half_even(total: int, count: int) -> int | None:
    """A whole mean, halves to the even neighbour; None of nothing."""
    if not count:
        return None
    whole, rest = divmod(total, count)
    above = 2 * rest > count or (2 * rest == count and whole % 2 == 1)
    return whole + above

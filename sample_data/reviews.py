"""What the sample partnership learned and agreed: its setbacks, field notes and reviews.

Two stories run through it. A lane charge is turned down by voters, drafted again with the
neighborhoods it is for, and carried two years later. Programs for girls split over which schools to
serve, find that they had agreed on a number before they had agreed for whom, and change the goal.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from sample_data.cast import ANALYSTS, BACKBONE
from sample_data.deeds import (
    Agree,
    Answer,
    Ask,
    Close,
    Done,
    Keep,
    LookBack,
    Open,
    Plan,
    Share,
    What,
    Write,
)
from sample_data.sendings import at
from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.reviews import Commitment, Decision

ANALYST: Final = ANALYSTS[0]
CHAIR: Final = "adaeze.brooks@example.org"
SCHOOLS, TRANSIT = "arroyo_unified_schools", "arroyo_transit"
STEWARDS: Final = {
    "eastside_neighbors": "ruth.adeyemi@example.org",
    SCHOOLS: "linh.tran@example.org",
    TRANSIT: "ines.carvalho@example.org",
    "arroyo_families_for_science": "lucia.mendez@example.org",
}
ANSWER: Final = (
    CHAIR,
    ANALYST,
    *STEWARDS.values(),
    "victor.amado@example.org",
    "pablo.rios@example.org",
)
CHARGE: Final = "The lane charge did not pass"
SPLIT: Final = "Programs split over which schools to serve"
EVENINGS: Final = (
    "Twelve evenings in the neighborhoods before anything is drafted again; what is heard there "
    "is written down and comes to every review."
)
DRAFTED_AGAIN: Final = (
    "A second proposal, written with the neighborhoods: night buses first, then the charge, with "
    "credits for people who work shifts."
)
ONE_LIST: Final = (
    "One list of schools, ordered by the share of girls who take part. Half of all places go to "
    "the eight at its top; programs choose schools for the other half."
)
SPRING_2024: Final = "Spring review 2024"
SPRING_2025: Final = "Spring review 2025"
WINTER_2025: Final = "Winter review 2025"
SUMMER_2026: Final = "Summer review 2026"
NIGHT_BUSES: Final = "Tell the partners what the night buses changed, six months after they began."
LIST_OF_SCHOOLS: Final = (
    "Bring one list of schools to the table that every program can stand behind."
)
HEARD_WRITTEN: Final = (
    "Write down what was heard on the twelve evenings, in the words of who said it."
)


def done() -> Iterator[Done]:
    """Everything, oldest first."""
    yield from sorted(
        (*_lane_charge(), *_schools(), *_others(), *_reviews(), *_rounds()),
        key=lambda one: one.when,
    )


def _by(actor: str, day: str, hour: float, what: What) -> Done:
    return Done(at(dt.date.fromisoformat(day), hour), actor, what)


def _lane_charge() -> Iterator[Done]:
    metrics = ("congested_share", "average_delay")
    neighbors = "eastside_neighbors"
    yield _by(
        CHAIR,
        "2023-12-06",
        0.4,
        Write(
            Setback(
                id="",
                title=CHARGE,
                metrics=metrics,
                period="2023-11",
                expected=(
                    "A charge on the busiest lanes, put to the voters in November 2023, would pay "
                    "for more buses and shorten everybody's way to work."
                ),
                happened=(
                    "Fewer than half of those who voted said yes. Neighborhoods with few other "
                    "ways to get to work said no most clearly."
                ),
                learned=(
                    "We had asked drivers what they would pay. We had not asked people on night "
                    "shifts what they could ride."
                ),
                visibility="public",
            )
        ),
    )
    night = (
        "People who work nights say they would pay for a road if they had a bus to leave it for."
    )
    note = FieldNote("", night, neighbors, "2024-01", ("congested_share",), "partners")
    yield _by(STEWARDS[neighbors], "2024-01-25", 0.3, Write(note))
    yield _by(ANALYST, "2024-01-26", 0.3, Share(night, "public"))
    yield _by(
        CHAIR,
        "2024-02-15",
        0.4,
        Write(
            Adaptation(
                id="",
                setback=CHARGE,
                period="2024-02",
                changed=EVENINGS,
                check_back=dt.date(2024, 5, 15),
                action="community",
                who_does_what=(
                    "Eastside Neighbors leads the evenings; timetables and maps come from the "
                    "transit agency; the progress office writes down what is heard."
                ),
            )
        ),
    )
    yield _by(STEWARDS[neighbors], "2024-02-20", 0.3, Agree(EVENINGS, neighbors))
    yield _by(STEWARDS[TRANSIT], "2024-04-18", 0.3, Agree("drivers_call_in", TRANSIT))


def _schools() -> Iterator[Done]:
    yield _by(
        CHAIR,
        "2024-04-25",
        0.4,
        Write(
            Setback(
                id="",
                title=SPLIT,
                metrics=("stem_girls_share", "stem_participants"),
                period="2024-04",
                expected=(
                    "One calendar of camps and clubs for all schools would fill the places fairly "
                    "by itself."
                ),
                happened=(
                    "Half of the programs wanted to go to the eight schools where the fewest girls "
                    "take part, the others wanted the same for every school. Two of them left the "
                    "shared calendar for the spring."
                ),
                learned=(
                    "We had agreed on a number before we had agreed for whom. Each side answered "
                    "another question."
                ),
                visibility="public",
            )
        ),
    )


def _others() -> Iterator[Done]:
    families = "arroyo_families_for_science"
    heard = (
        "Parents at two camps say that their daughters came because a friend was on the same bus."
    )
    note = FieldNote("", heard, families, "2025-08", ("stem_girls_share",), "partners")
    yield _by(STEWARDS[families], "2025-09-03", 0.3, Write(note))
    yield _by(ANALYST, "2025-09-04", 0.3, Share(heard, "partners"))
    riders = "Riders say the last night bus leaves ten minutes before the late shift ends."
    note = FieldNote("", riders, TRANSIT, "2026-06", ("average_delay",), "partners")
    yield _by(STEWARDS[TRANSIT], "2026-07-02", 0.3, Write(note))
    yield _by(ANALYST, "2026-07-03", 0.3, Share(riders, "partners"))


def _reviews() -> Iterator[Done]:
    yield from _spring_2024()
    yield from _spring_2025()
    yield from _winter_2025()
    yield _by(CHAIR, "2026-07-08", 0.2, Plan(SUMMER_2026, dt.date(2026, 7, 22)))


def _spring_2024() -> Iterator[Done]:
    day, title = "2024-05-22", SPRING_2024
    girls, road = "status:girls_take_part", "status:less_congested_road"
    yield _by(CHAIR, "2024-05-02", 0.2, Plan(title, dt.date.fromisoformat(day)))
    yield _by(CHAIR, day, 0.1, Open(title))
    later = (
        "Nine of the twelve evenings were held. People come when there is food and somebody to "
        "look after children."
    )
    yield _by(CHAIR, day, 0.3, LookBack(EVENINGS, "too_early", later, dt.date(2024, 11, 15)))
    yield _by(
        CHAIR,
        day,
        0.4,
        Write(
            Decision(
                "",
                title,
                "From autumn on the goal says for whom it is: half of all places are for girls at "
                "the eight schools where the fewest take part.",
                girls,
                "girls_take_part",
            )
        ),
    )
    yield _by(
        CHAIR,
        day,
        0.5,
        Write(
            Adaptation(
                id="",
                setback=SPLIT,
                period="2024-06",
                changed=ONE_LIST,
                check_back=dt.date(2025, 3, 14),
                action="joint_problem_solving",
                who_does_what=(
                    "The schools keep the list; each program keeps its own schools for the other "
                    "half; those with buses take children of the others along."
                ),
                review=title,
                item=girls,
            )
        ),
    )
    due = dt.date(2024, 9, 13)
    goal = "girls_take_part"
    yield _by(
        CHAIR, day, 0.55, Write(Commitment("", LIST_OF_SCHOOLS, SCHOOLS, due, title, girls, goal))
    )
    due = dt.date(2024, 6, 28)
    yield _by(CHAIR, day, 0.6, Write(Commitment("", HEARD_WRITTEN, BACKBONE, due, title, road)))
    yield _by(CHAIR, day, 0.9, Close(title))
    neighbors = "eastside_neighbors"
    yield _by(STEWARDS[neighbors], "2024-05-28", 0.3, Agree(EVENINGS, neighbors))
    written = "It is written down, by evening and by neighborhood."
    yield _by(ANALYST, "2024-06-27", 0.5, Keep(HEARD_WRITTEN, written))
    agreed = "All programs agreed to the list on 9 September."
    yield _by(STEWARDS[SCHOOLS], "2024-09-12", 0.5, Keep(LIST_OF_SCHOOLS, agreed))


def _spring_2025() -> Iterator[Done]:
    day, title = "2025-03-19", SPRING_2025
    charge = CHARGE
    yield _by(CHAIR, "2025-02-20", 0.2, Plan(title, dt.date.fromisoformat(day)))
    yield _by(CHAIR, day, 0.1, Open(title))
    heard = "What was heard on the evenings became the second proposal, almost word for word."
    yield _by(CHAIR, day, 0.2, LookBack(EVENINGS, "helped", heard))
    neighbors = "eastside_neighbors"
    yield _by(STEWARDS[neighbors], day, 0.25, Agree(EVENINGS, neighbors))
    back = (
        "Every program is on the shared calendar again, and the share of girls is higher than a "
        "year before."
    )
    yield _by(CHAIR, day, 0.3, LookBack(ONE_LIST, "helped", back))
    yield _by(
        CHAIR,
        day,
        0.4,
        Write(
            Adaptation(
                id="",
                setback=charge,
                period="2025-03",
                changed=DRAFTED_AGAIN,
                check_back=dt.date(2025, 12, 5),
                action="community",
                who_does_what=(
                    "Neighborhood groups speak for the proposal; the transit agency runs night "
                    "buses from the first day; employers' vans carry shift workers until then."
                ),
                review=title,
                item=f"@{EVENINGS}",
            )
        ),
    )
    decided = "We stand behind a second vote in November 2025, with night buses before any charge."
    item, goal = f"@{EVENINGS}", "less_congested_road"
    yield _by(CHAIR, day, 0.5, Write(Decision("", title, decided, item, goal)))
    yield _by(CHAIR, day, 0.9, Close(title))


def _winter_2025() -> Iterator[Done]:
    day, title = "2025-12-10", WINTER_2025
    yield _by(CHAIR, "2025-11-12", 0.2, Plan(title, dt.date.fromisoformat(day)))
    yield _by(CHAIR, day, 0.1, Open(title))
    passed = (
        "The measure passed in November 2025, two years after the first vote. It carried in the "
        "neighborhoods that had said no."
    )
    yield _by(CHAIR, day, 0.2, LookBack(DRAFTED_AGAIN, "helped", passed))
    due, item = dt.date(2026, 7, 10), f"@{DRAFTED_AGAIN}"
    goal = "less_congested_road"
    yield _by(CHAIR, day, 0.4, Write(Commitment("", NIGHT_BUSES, TRANSIT, due, title, item, goal)))
    decided = "Girls' share is looked at by school from spring on, wherever no small number shows."
    item, goal = "goal:girls_take_part", "girls_take_part"
    yield _by(CHAIR, day, 0.5, Write(Decision("", title, decided, item, goal)))
    yield _by(CHAIR, day, 0.9, Close(title))


def _rounds() -> Iterator[Done]:
    """The questions about working together, asked twice: a year on more of them are at ease."""
    for title, day, around in (
        ("Spring 2025", dt.date(2025, 4, 2), 2.8),
        ("Spring 2026", dt.date(2026, 4, 8), 3.6),
    ):
        yield Done(at(day, 0.1), ANALYST, Ask(title, day + dt.timedelta(weeks=3)))
        for place, email in enumerate(ANSWER):
            yield Done(at(day, 0.2 + place / 20), email, Answer(title, email, around))

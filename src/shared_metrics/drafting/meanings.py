"""What the words of a header let one guess: a unit, what is counted, whether sums mean anything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared_metrics.contracts.model import Counts, MissingReason

PERIOD_WORDS = re.compile(
    r"\b(period|month|quarter|year|date|day|week|reporting|time|when|fy|monat|quartal|jahr|datum)\b"
)
YEAR_WORDS = re.compile(r"\b(year|period|fy|cy|jahr)\b")
MONTH_WORDS = re.compile(r"\b(month|monat|mes|mois)\b")
QUARTER_WORDS = re.compile(r"\b(quarter|quartal|trimester)\b")
SCHOOL_WORDS = re.compile(r"\b(school|academic|sy|ay)\b")
PARTNER_WORDS = re.compile(r"\b(partner|organi[sz]ation|agency|provider|grantee|member org)\b")
NOTE_WORDS = re.compile(r"\b(notes?|comments?|remarks?|source|description|explanation)\b")
CODE_WORDS = re.compile(r"\b(id|ids|code|zip|zipcode|postcode|plz|fips|number|no|nr|cohort)\b")
TOTAL_WORDS = frozenset(
    ("all", "total", "totals", "overall", "everyone", "everybody", "any", "both", "alltotal")
)

_NOT_ADDED = re.compile(
    r"%|\b(average|avg|mean|median|rate|ratio|share|percent|percentage|per cent|score|index|"
    r"price|wage|per)\b"
)
_FLOW = re.compile(
    r"\b(finish\w*|complet\w*|place[d]?|placements?|graduat\w*|hired|exit\w*|new|started|joined|"
    r"left|visits?|trips?|events?|sessions?|calls?|meals|cases|incidents|workshops?)\b"
)
_STOCK = re.compile(
    r"\b(members?|membership|active|waiting|waitlist\w*|open|balance|headcount|capacity|vehicles|"
    r"beds|seats|end of|at end|staff)\b"
)
_PEOPLE = re.compile(
    r"\b(people|persons?|participants?|clients?|students?|members?|served|enrolled|women|men|youth|"
    r"residents?|trainees?|learners?|children|patients?|volunteers?|families|households?|finish\w*|"
    r"complet\w*|placed|graduat\w*|hired|staff|headcount|reached|attend\w*)\b"
)
_EVENTS = re.compile(
    r"\b(visits?|trips?|events?|sessions?|placements|completions|calls?|contacts?|cases?|"
    r"incidents?|meals|workshops?|rides|vehicles|bikes|cyclists)\b"
)
_ENROLMENTS = re.compile(r"\benroll?ments?\b")
_UNITS: Mapping[str, re.Pattern[str]] = {
    "%": re.compile(r"%|\b(percent|percentage|per cent|rate|share)\b"),
    "USD": re.compile(r"\$|\b(usd|dollars?|wage|salary|income|cost|funding|budget)\b"),
    "EUR": re.compile(r"€|\b(eur|euros?)\b"),
    "GBP": re.compile(r"£|\b(gbp|pounds)\b"),
    "hours": re.compile(r"\b(hours?|hrs?)\b"),
    "minutes": re.compile(r"\b(minutes?|mins?|delay)\b"),
    "days": re.compile(r"\bdays\b"),
    "miles": re.compile(r"\bmiles\b"),
    "km": re.compile(r"\b(km|kilomet\w+)\b"),
    "kg": re.compile(r"\b(kg|kilograms?)\b"),
    "tonnes": re.compile(r"\b(tons?|tonnes?)\b"),
}
CURRENCIES = frozenset(("USD", "EUR", "GBP"))
_SIGNS = {"%": "%", "$": "USD", "€": "EUR", "£": "GBP"}
_MARKS: Mapping[str, MissingReason] = {
    **dict.fromkeys(("-", "--", "–", "—", "not applicable", "na", "n/a", "n.a.", "n.a"), "unknown"),
    **dict.fromkeys(("s", "c", "*", "**", "suppressed"), "suppressed"),
    **dict.fromkeys(("not collected", "nc", "n/r", "nr"), "not_collected"),
    "not applicable": "not_applicable",
    "n/a": "not_collected",
    "-": "not_applicable",
}


def words_of(header: str) -> str:
    """`PeopleServed` and `people_served` as words in small letters."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\-/()\[\].,:]", " ", header)
    return " ".join(spaced.lower().split())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number column seems to be about."""

    unit: str
    counts: Counts
    over_time: bool
    stock: bool = False
    over_partners: bool = True


def meaning_of(header: str, *, signs: str, decimals: bool) -> Meaning:
    """From the words of the header, the currency or per cent signs in cells, and decimals."""
    words = words_of(header)
    unit = next((_SIGNS[sign] for sign in signs), None) or _unit_said(words)
    if unit == "%" or _NOT_ADDED.search(words):
        return Meaning(unit or "number", "amount", over_time=False, over_partners=False)
    if unit or decimals:
        return Meaning(unit or "number", "amount", over_time=True)
    flow = bool(_FLOW.search(words))
    stock = bool(_STOCK.search(words)) and not flow
    over_time = flow
    if _ENROLMENTS.search(words):
        return Meaning("enrolments", "enrolments", over_time, stock)
    if _EVENTS.search(words):
        return Meaning(_EVENTS.findall(words)[-1], "events", not stock, stock)
    if _PEOPLE.search(words):
        return Meaning("people", "people", over_time, stock)
    return Meaning("number", "events", not stock, stock)


def _unit_said(words: str) -> str | None:
    return next((unit for unit, said in _UNITS.items() if said.search(words)), None)


def mark_reason(mark: str) -> MissingReason:
    """Why there may be no number where a mark such as `n/a` stands."""
    return _MARKS.get(mark.casefold(), "unknown")

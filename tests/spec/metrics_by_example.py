"""What a measured metric means, one small table per rule.

`test_metrics_by_example` runs every example on every engine; `python -m spec.metrics_by_example`
(from `tests/`) writes docs/reference/metrics-by-example.md from the same tables.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring_factories import (
    AGE,
    GENDER,
    PARTNERS,
    PATHWAY,
    breakdown,
    contract,
    key,
    metric,
    number,
    partner,
    term,
)
from shared_metrics.agenda.model import Metric, Partner, Sector, SectorFrom, Term
from shared_metrics.contracts.model import Contract
from shared_metrics.metrics import Question
from shared_metrics.periods import Period, PeriodKind, parse_period

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "metrics-by-example.md"


@dataclass(frozen=True)
class Example:
    """Rows, a metric, a question, and the answer there must be (or the code of the refusal)."""

    chapter: str
    title: str
    rule: str
    contract: Contract
    metric: Metric
    question: Question
    rows: str
    answer: str = ""
    refused: str | None = None
    partners: Sequence[Partner] = PARTNERS


def month(text: str) -> Period:
    """A month from its text."""
    return parse_period(text, PeriodKind.MONTH)


PLACED = number("placed", counts="people", overlap="possible")
DUE = number("due", counts="people", overlap="possible")
WAGE = number("wage", scale=2, counts="amount", over_partners=False, over_time=False)
MEMBERS = number("members", counts="people", over_time=False)

PLAIN = contract(PLACED, DUE, WAGE)
GENDERED = contract(PLACED, DUE, breakdowns=(GENDER,))
CROSSABLE = contract(PLACED, breakdowns=(GENDER, AGE))
PATHWAYS = contract(PLACED, DUE, WAGE, breakdowns=(PATHWAY, GENDER))
ROADS = contract(MEMBERS, key("road"))
PEAK = breakdown("peak", ("am", "pm"), total=None)

COUNT = metric(term("placed"))
RATE = metric(term("placed"), term("due"))
AVERAGE_WAGE = metric(term("wage", "placed"), term("placed"), kind="weighted_mean")
SHARE_OF_WOMEN = metric(term("placed", gender=["women"]), term("placed"))
LAST_MEMBERS = metric(term("members"), kind="last_value")

KINDS = "Kinds of metric"
HEADLINE = "Totals and parts"
EMPTY = "Numbers that are not there"
TIME = "Periods"
WHO = "Partners and sectors"
STOCKS = "Stocks: the last value"
REFUSED = "Questions that are refused"

EXAMPLES = (
    Example(
        KINDS,
        "A count adds up",
        "A count is the sum over partners and periods; it has no denominator.",
        PLAIN,
        COUNT,
        Question(),
        """
        partner | period  | placed
        east    | 2026-01 | 3
        east    | 2026-02 | 4
        north   | 2026-01 | 5
        """,
        """
        numerator | denominator | value | partners | missing
        12        |             | 12    | 2        | 0
        """,
    ),
    Example(
        KINDS,
        "A ratio is the ratio of sums",
        "A large partner weighs more than a small one: 5 of 14, not the mean of 1/2 and 1/3.",
        PLAIN,
        RATE,
        Question(by=("period",)),
        """
        partner | period  | placed | due
        east    | 2026-01 | 1      | 2
        north   | 2026-01 | 4      | 12
        """,
        """
        period  | numerator | denominator | value              | partners | missing
        2026-01 | 5         | 14          | 0.35714285714285715 | 2        | 0
        """,
    ),
    Example(
        KINDS,
        "A weighted mean weighs with people",
        "Average wage x people placed is added up exactly to the cent, then divided by all placed.",
        PLAIN,
        AVERAGE_WAGE,
        Question(),
        """
        partner | period  | placed | wage
        east    | 2026-01 | 3      | 20.10
        north   | 2026-01 | 1      | 30.00
        """,
        """
        numerator | denominator | value  | partners | missing
        90.3      | 4           | 22.575 | 2        | 0
        """,
    ),
    Example(
        KINDS,
        "Nothing to divide by",
        "Where the denominator is 0 there is no value; the sums are still shown.",
        PLAIN,
        RATE,
        Question(by=("partner",)),
        """
        partner | period  | placed | due
        east    | 2026-01 | 0      | 0
        north   | 2026-01 | 1      | 2
        """,
        """
        partner | numerator | denominator | value | partners | missing
        east    | 0         | 0           |       | 1        | 0
        north   | 1         | 2           | 0.5   | 1        | 0
        """,
    ),
    Example(
        HEADLINE,
        "The total row counts, its parts do not count again",
        "For a breakdown nobody asks about, the total row is used.",
        GENDERED,
        COUNT,
        Question(),
        """
        partner | period  | gender | placed
        east    | 2026-01 | all    | 10
        east    | 2026-01 | women  | 6
        east    | 2026-01 | men    | 4
        """,
        """
        numerator | denominator | value | partners | missing
        10        |             | 10    | 1        | 0
        """,
    ),
    Example(
        HEADLINE,
        "No total row: the parts are added up",
        "East sends parts only. A part it does not send (non-binary) counts as nobody.",
        GENDERED,
        COUNT,
        Question(by=("partner",)),
        """
        partner | period  | gender | placed
        east    | 2026-01 | women  | 6
        east    | 2026-01 | men    | 5
        north   | 2026-01 | all    | 7
        """,
        """
        partner | numerator | denominator | value | partners | missing
        east    | 11        |             | 11    | 1        | 0
        north   | 7         |             | 7     | 1        | 0
        """,
    ),
    Example(
        HEADLINE,
        "Parts that overlap are never added up",
        "Where somebody can be in two parts, or in none, only a total row says how many there are.",
        contract(PLACED, breakdowns=(breakdown("need", ("housing", "language"), exclusive=False),)),
        COUNT,
        Question(),
        """
        partner | period  | need     | placed
        east    | 2026-01 | housing  | 6
        east    | 2026-01 | language | 5
        north   | 2026-01 | all      | 7
        north   | 2026-01 | housing  | 7
        """,
        """
        numerator | denominator | value | partners | missing
        7         |             | 7     | 1        | 1
        """,
    ),
    Example(
        HEADLINE,
        "Asked by a breakdown: its parts only",
        "The total is no group, so it is not a row of the answer.",
        GENDERED,
        COUNT,
        Question(by=("gender",)),
        """
        partner | period  | gender | placed
        east    | 2026-01 | all    | 10
        east    | 2026-01 | women  | 6
        east    | 2026-01 | men    | 4
        north   | 2026-01 | women  | 1
        """,
        """
        gender | numerator | denominator | value | partners | missing
        men    | 4         |             | 4     | 1        | 0
        women  | 7         |             | 7     | 2        | 0
        """,
    ),
    Example(
        HEADLINE,
        "Two breakdowns, each reported beside the total of the other",
        "The row with both totals counts; the rows by gender and the rows by age do not.",
        CROSSABLE,
        COUNT,
        Question(),
        """
        partner | period  | gender | age   | placed
        east    | 2026-01 | all    | all   | 10
        east    | 2026-01 | women  | all   | 6
        east    | 2026-01 | men    | all   | 4
        east    | 2026-01 | all    | young | 9
        east    | 2026-01 | all    | old   | 1
        """,
        """
        numerator | denominator | value | partners | missing
        10        |             | 10    | 1        | 0
        """,
    ),
    Example(
        HEADLINE,
        "A breakdown without a total",
        "Pathways have no total row: they are added up, each from its own total of gender.",
        PATHWAYS,
        COUNT,
        Question(),
        """
        partner | period  | pathway | gender | placed
        east    | 2026-01 | care    | all    | 10
        east    | 2026-01 | care    | women  | 6
        east    | 2026-01 | build   | women  | 1
        east    | 2026-01 | build   | men    | 2
        """,
        """
        numerator | denominator | value | partners | missing
        13        |             | 13    | 1        | 0
        """,
    ),
    Example(
        HEADLINE,
        "A metric about one group",
        "Women placed / everybody placed. East sends its parts but no women: that is 0 of 4.",
        GENDERED,
        SHARE_OF_WOMEN,
        Question(by=("partner",)),
        """
        partner | period  | gender | placed
        east    | 2026-01 | all    | 4
        east    | 2026-01 | men    | 4
        north   | 2026-01 | all    | 10
        north   | 2026-01 | women  | 7
        north   | 2026-01 | men    | 3
        """,
        """
        partner | numerator | denominator | value | partners | missing
        east    | 0         | 4           | 0.0   | 1        | 0
        north   | 7         | 10          | 0.7   | 1        | 0
        """,
    ),
    Example(
        HEADLINE,
        "A metric about one group that is not reported",
        "East sends no genders at all: how many women there are is not known, and its 4 people are "
        "in neither sum. West has nobody, so it has no women either.",
        GENDERED,
        SHARE_OF_WOMEN,
        Question(),
        """
        partner | period  | gender | placed
        east    | 2026-01 | all    | 4
        north   | 2026-01 | all    | 10
        north   | 2026-01 | women  | 7
        west    | 2026-01 | all    | 0
        """,
        """
        numerator | denominator | value | partners | missing
        7         | 10          | 0.7   | 2        | 1
        """,
    ),
    Example(
        HEADLINE,
        "A metric about one thing among several",
        "A key column in `where` lets rows in or keeps them out: nothing is missing without them.",
        contract(PLACED, key("road")),
        metric(term("placed", road=["main"]), term("placed")),
        Question(),
        """
        partner | period  | road | placed
        east    | 2026-01 | main | 4
        east    | 2026-01 | side | 12
        """,
        """
        numerator | denominator | value | partners | missing
        4         | 16          | 0.25  | 1        | 0
        """,
    ),
    Example(
        HEADLINE,
        "Two terms in one sum",
        "Terms of one sum are added up, also when they have different decimals.",
        contract(number("paid", scale=2), number("given"), number("hours", scale=1)),
        metric([term("paid"), term("given")], term("hours")),
        Question(),
        """
        partner | period  | paid | given | hours
        east    | 2026-01 | 1.25 | 2     | 0.5
        """,
        """
        numerator | denominator | value | partners | missing
        3.25      | 0.5         | 6.5   | 1        | 0
        """,
    ),
    Example(
        EMPTY,
        "An empty number leaves its cell out of both sums",
        "North's 9 due are not counted either, or its rate would look worse than anybody knows.",
        PLAIN,
        RATE,
        Question(),
        """
        partner | period  | placed | due
        east    | 2026-01 | 5      | 10
        north   | 2026-01 |        | 9
        """,
        """
        numerator | denominator | value | partners | missing
        5         | 10          | 0.5   | 1        | 1
        """,
    ),
    Example(
        EMPTY,
        "An empty part leaves the whole cell out",
        "East's care is not known, so East's total is not; by pathway its other one still counts.",
        PATHWAYS,
        COUNT,
        Question(),
        """
        partner | period  | pathway | gender | placed
        east    | 2026-01 | care    | all    |
        east    | 2026-01 | build   | all    | 3
        north   | 2026-01 | care    | all    | 5
        """,
        """
        numerator | denominator | value | partners | missing
        5         |             | 5     | 1        | 1
        """,
    ),
    Example(
        EMPTY,
        "An empty part, asked by that breakdown",
        "The same rows by pathway: only the part that is empty is left out.",
        PATHWAYS,
        COUNT,
        Question(by=("pathway",)),
        """
        partner | period  | pathway | gender | placed
        east    | 2026-01 | care    | all    |
        east    | 2026-01 | build   | all    | 3
        north   | 2026-01 | care    | all    | 5
        """,
        """
        pathway | numerator | denominator | value | partners | missing
        build   | 3         |             | 3     | 1        | 0
        care    | 5         |             | 5     | 1        | 1
        """,
    ),
    Example(
        EMPTY,
        "No wage where nobody was placed",
        "Nothing times anything is nothing: East's build has no wage and needs none.",
        PATHWAYS,
        AVERAGE_WAGE,
        Question(),
        """
        partner | period  | pathway | gender | placed | wage
        east    | 2026-01 | care    | all    | 2      | 21.50
        east    | 2026-01 | build   | all    | 0      |
        """,
        """
        numerator | denominator | value | partners | missing
        43        | 2           | 21.5  | 1        | 0
        """,
    ),
    Example(
        EMPTY,
        "Nothing is known",
        "Where every cell is left out there is no number: not 0, but none.",
        PLAIN,
        RATE,
        Question(by=("period",)),
        """
        partner | period  | placed | due
        east    | 2026-01 |        | 8
        north   | 2026-01 |        |
        """,
        """
        period  | numerator | denominator | value | partners | missing
        2026-01 |           |             |       | 0        | 2
        """,
    ),
    Example(
        TIME,
        "Months roll up into quarters",
        "A rate of a quarter is the ratio of the quarter's sums.",
        PLAIN,
        RATE,
        Question(by=("period",), every=PeriodKind.QUARTER),
        """
        partner | period  | placed | due
        east    | 2025-12 | 1      | 1
        east    | 2026-01 | 1      | 2
        east    | 2026-03 | 3      | 6
        """,
        """
        period  | numerator | denominator | value | partners | missing
        2025-Q4 | 1         | 1           | 1.0   | 1        | 0
        2026-Q1 | 4         | 8           | 0.5   | 1        | 0
        """,
    ),
    Example(
        TIME,
        "A school year begins in July",
        "June belongs to the school year that ends, July to the one that begins.",
        PLAIN,
        COUNT,
        Question(by=("period",), every=PeriodKind.SCHOOL_YEAR),
        """
        partner | period  | placed
        east    | 2025-06 | 1
        east    | 2025-07 | 2
        east    | 2026-06 | 4
        """,
        """
        period  | numerator | denominator | value | partners | missing
        2024-25 | 1         |             | 1     | 1        | 0
        2025-26 | 6         |             | 6     | 1        | 0
        """,
    ),
    Example(
        TIME,
        "From and to are included",
        "Whole periods from the first day of one to the last day of the other.",
        PLAIN,
        COUNT,
        Question(by=("period",), first=month("2026-02"), last=month("2026-03")),
        """
        partner | period  | placed
        east    | 2026-01 | 1
        east    | 2026-02 | 2
        east    | 2026-03 | 4
        east    | 2026-04 | 8
        """,
        """
        period  | numerator | denominator | value | partners | missing
        2026-02 | 2         |             | 2     | 1        | 0
        2026-03 | 4         |             | 4     | 1        | 0
        """,
    ),
    Example(
        WHO,
        "By sector",
        "A sector is the sum of its partners, in the sector they belonged to on the period's first "
        "day: West became a nonprofit in February.",
        PLAIN,
        COUNT,
        Question(by=("period", "sector")),
        """
        partner | period  | placed
        east    | 2026-01 | 1
        west    | 2026-01 | 2
        east    | 2026-02 | 4
        west    | 2026-02 | 8
        """,
        """
        period  | sector    | numerator | denominator | value | partners | missing
        2026-01 | public    | 3         |             | 3     | 2        | 0
        2026-02 | nonprofit | 8         |             | 8     | 1        | 0
        2026-02 | public    | 4         |             | 4     | 1        | 0
        """,
        partners=(
            partner("east"),
            Partner(
                "west",
                "West",
                (
                    SectorFrom(Sector.PUBLIC),
                    SectorFrom(Sector.NONPROFIT, month("2026-02").first_day),
                ),
            ),
        ),
    ),
    Example(
        WHO,
        "Partners as they reported",
        "West merged into East in February; what it sent before stays under its name.",
        PLAIN,
        COUNT,
        Question(by=("partner",)),
        """
        partner | period  | placed
        east    | 2026-01 | 1
        west    | 2026-01 | 2
        east    | 2026-02 | 4
        """,
        """
        partner | numerator | denominator | value | partners | missing
        east    | 5         |             | 5     | 1        | 0
        west    | 2         |             | 2     | 1        | 0
        """,
        partners=(partner("east"), partner("west", successor="east")),
    ),
    Example(
        WHO,
        "Partners as they are now",
        "The same figures under whoever carries the work on: one partner, not two.",
        PLAIN,
        COUNT,
        Question(by=("partner",), partners="current"),
        """
        partner | period  | placed
        east    | 2026-01 | 1
        west    | 2026-01 | 2
        east    | 2026-02 | 4
        """,
        """
        partner | numerator | denominator | value | partners | missing
        east    | 7         |             | 7     | 1        | 0
        """,
        partners=(partner("east"), partner("west", successor="east")),
    ),
    Example(
        STOCKS,
        "Members are never added up over time",
        "Of each partner and road the last month of the quarter counts, whichever it sent.",
        ROADS,
        LAST_MEMBERS,
        Question(by=("period",), every=PeriodKind.QUARTER),
        """
        partner | period  | road | members
        east    | 2026-01 | main | 50
        east    | 2026-02 | main | 60
        east    | 2026-02 | side | 5
        north   | 2026-01 | main | 7
        """,
        """
        period  | numerator | denominator | value | partners | missing
        2026-Q1 | 72        |             | 72    | 2        | 0
        """,
    ),
    Example(
        STOCKS,
        "Who has left holds no stock any more",
        "West ended in February; its members of January are not counted again in March.",
        ROADS,
        LAST_MEMBERS,
        Question(),
        """
        partner | period  | road | members
        west    | 2026-01 | main | 40
        north   | 2026-02 | main | 7
        east    | 2026-03 | main | 90
        """,
        """
        numerator | denominator | value | partners | missing
        97        |             | 97    | 2        | 0
        """,
        partners=(
            partner("east"),
            partner("north"),
            partner("west", successor="east", until=dt.date(2026, 2, 28)),
        ),
    ),
    Example(
        STOCKS,
        "A last value that is empty is missing",
        "An older number is not put in its place.",
        ROADS,
        LAST_MEMBERS,
        Question(),
        """
        partner | period  | road | members
        east    | 2026-01 | main | 50
        east    | 2026-02 | main |
        north   | 2026-01 | main | 7
        """,
        """
        numerator | denominator | value | partners | missing
        7         |             | 7     | 1        | 1
        """,
    ),
    Example(
        STOCKS,
        "A stock that does not add up over partners",
        "Two partners report January: there is no total. Only East reports February: that is it.",
        contract(number("price", scale=2, over_partners=False, over_time=False)),
        metric(term("price"), kind="last_value"),
        Question(by=("period",)),
        """
        partner | period  | price
        east    | 2026-01 | 2.50
        north   | 2026-01 | 3.00
        east    | 2026-02 | 2.75
        """,
        """
        period  | numerator | denominator | value | partners | missing
        2026-01 |           |             |       | 2        | 2
        2026-02 | 2.75      |             | 2.75  | 1        | 0
        """,
    ),
    Example(
        STOCKS,
        "Written on one row only",
        "Members stand on the morning row; the metric says so, and the empty cells mean nothing.",
        contract(MEMBERS, key("road"), breakdowns=(PEAK,)),
        metric(term("members", peak=["am"]), kind="last_value"),
        Question(),
        """
        partner | period  | road | peak | members
        east    | 2026-01 | main | am   | 50
        east    | 2026-01 | main | pm   |
        """,
        """
        numerator | denominator | value | partners | missing
        50        |             | 50    | 1        | 0
        """,
    ),
    Example(
        REFUSED,
        "Two breakdowns that nobody reports together",
        "Rows by gender and rows by age cannot answer a question about young women.",
        CROSSABLE,
        COUNT,
        Question(by=("gender", "age")),
        """
        partner | period  | gender | age   | placed
        east    | 2026-01 | women  | all   | 6
        east    | 2026-01 | all    | young | 9
        """,
        refused="not_crossed",
    ),
    Example(
        REFUSED,
        "A sum over time that means nothing",
        "Members of each month are largely the same people: three months of them are no number.",
        ROADS,
        metric(term("members")),
        Question(by=("period",), every=PeriodKind.QUARTER),
        """
        partner | period  | road | members
        east    | 2026-01 | main | 50
        """,
        refused="not_additive_over_time",
    ),
    Example(
        REFUSED,
        "A sum over partners that means nothing",
        "Average wages cannot be added up; a weighted mean needs people to weigh with.",
        PLAIN,
        metric(term("wage")),
        Question(by=("period",)),
        """
        partner | period  | wage
        east    | 2026-01 | 20.00
        """,
        refused="not_additive",
    ),
    Example(
        REFUSED,
        "Periods that do not nest",
        "A quarter cannot be cut into months.",
        contract(PLACED, period_kind=PeriodKind.QUARTER),
        COUNT,
        Question(by=("period",), every=PeriodKind.MONTH),
        """
        partner | period  | placed
        east    | 2026-Q1 | 20
        """,
        refused="not_longer",
    ),
)


def page() -> str:
    """All examples as one Markdown page."""
    lines = [
        "# Metrics by example",
        "",
        "Written from the tests in `tests/spec/metrics_by_example.py`; every table is checked on",
        "Polars and on DuckDB. `missing` counts the cells (one partner, period and thing counted)",
        "that were left out because a number they need is not there.",
    ]
    for chapter in dict.fromkeys(example.chapter for example in EXAMPLES):
        lines += ["", f"## {chapter}"]
        for example in (e for e in EXAMPLES if e.chapter == chapter):
            lines += _section(example)
    return "\n".join(lines) + "\n"


def _section(example: Example) -> list[str]:
    answer = [f"Refused: `{example.refused}`."] if example.refused else _table(example.answer)
    return [
        "",
        f"### {example.title}",
        "",
        example.rule,
        "",
        f"Metric ({_kind(example.metric)}): `{_formula(example.metric)}`",
        "",
        *_table(example.rows),
        "",
        f"Asked {_asked(example.question)}:",
        "",
        *answer,
    ]


def _kind(described: Metric) -> str:
    return described.kind.replace("_", " ")


def _formula(described: Metric) -> str:
    sides = (described.numerator, described.denominator)
    return " / ".join(" + ".join(_term(term) for term in side) for side in sides if side)


def _term(described: Term) -> str:
    where = " and ".join(f"{c} is {' or '.join(g)}" for c, g in described.where.items())
    return " x ".join(described.columns) + (f" where {where}" if where else "")


def _asked(question: Question) -> str:
    words = [f"by {', '.join(question.by)}" if question.by else "for everything together"]
    if question.every:
        words.append(f"every {question.every.replace('_', ' ')}")
    if question.first and question.last:
        words.append(f"from {question.first} to {question.last}")
    if question.partners == "current":
        words.append("with partners as they are now")
    return ", ".join(words)


def _table(table: str) -> list[str]:
    rows = [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]]


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")

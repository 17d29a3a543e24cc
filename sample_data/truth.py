"""`truth.json`: what is true of the sample partnership, for tests to compare with.

- tables: every metric by period, sector, partner and group, exact
- submissions: where every file stands on the last day
- expected: what was due, and where it stands on the last day
- to_fix: files with something to fix, and the rule that says so
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from sample_data.adding_up import FORMULAS, answer, questions
from sample_data.cast import MEMBERS, STEM
from sample_data.chance import SEED
from sample_data.months import FIRST, LAST, TODAY, day_of, month_text, quarter_text
from sample_data.sendings import Sending
from sample_data.story import story

TRUTH_FILE = Path(__file__).with_name("truth.json")
RULE_OF = {
    "column_left_out": "missing_column",
    "unknown_group": "not_in_list",
    "more_on_time_than_trips": "on_time_within_trips",
}
STANDING = {"accepted": "accepted", "passed": "waiting", "returned": "returned"}
LAST_DAY = {STEM: 20 + 10}  # of the month after the period, grace included
USUAL_LAST_DAY = 10 + 5


def truth() -> dict[str, object]:
    """Everything that `truth.json` holds."""
    return {
        "seed": SEED,
        "today": TODAY.isoformat(),
        "first_month": month_text(FIRST),
        "last_month": month_text(LAST),
        "tables": list(_tables()),
        "submissions": _submissions(),
        "expected": _expected(),
        "to_fix": _to_fix(),
    }


def _tables() -> Iterator[dict[str, object]]:
    for formula in FORMULAS:
        for asked in questions(formula):
            yield {
                "metric": formula.metric,
                "by": list(asked.by),
                "every": asked.every,
                "partners": asked.partners,
                "columns": [*asked.by, "numerator", "denominator", "partners"],
                "rows": answer(formula, asked),
            }


def _submissions() -> list[list[str | int]]:
    """[contract, partner, period, attempt, state], one for each file and period."""
    return sorted(
        [sending.contract, sending.partner, period, sending.attempt, sending.state]
        for sending in story()
        for period in sending.periods
    )


def _expected() -> list[list[str]]:
    """[contract, partner, period, where it stands today]."""
    came = {
        (sending.contract, sending.partner, period): _standing(sending)
        for sending in story()
        if sending.state in STANDING
        for period in sending.periods
    }
    return sorted(
        [contract, partner, text, came.get((contract, partner, text)) or _lacking(contract, after)]
        for contract, partner, text, after in _due()
    )


def _standing(sending: Sending) -> str:
    nothing = sending.rows is None and sending.state == "accepted"
    return "nothing_to_report" if nothing else STANDING[sending.state]


def _lacking(contract: str, after: int) -> str:
    """Due until the last day of grace, late from the day after it."""
    last_day = day_of(after, LAST_DAY.get(contract, USUAL_LAST_DAY))
    return "late" if last_day < TODAY else "due"


def _due() -> Iterator[tuple[str, str, str, int]]:
    """Contract, partner, period and the month after it, for everything expected."""
    for member in MEMBERS:
        for contract in member.contracts:
            step, text = (3, quarter_text) if contract == STEM else (1, month_text)
            for first in range(member.first, member.last + 1, step):
                yield contract, member.id, text(first), first + step


def _to_fix() -> list[list[str | int]]:
    """[contract, partner, period, attempt, rule]."""
    return sorted(
        [s.contract, s.partner, s.periods[0], s.attempt, RULE_OF[s.fault]]
        for s in story()
        if s.fault is not None
    )


def truth_text() -> str:
    """The file's text: one table row a line, so that a change can be read."""
    parts = [f"  {json.dumps(name)}: {_block(value)}" for name, value in truth().items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _block(value: object) -> str:
    if not isinstance(value, list):
        return json.dumps(value)
    return "[\n" + ",\n".join(_table_text(item) for item in value) + "\n  ]"


def _table_text(item: object) -> str:
    if not isinstance(item, dict):
        return f"    {_line(item)}"
    head = ", ".join(f"{json.dumps(k)}: {_line(v)}" for k, v in item.items() if k != "rows")
    rows: Iterable[object] = item["rows"]
    lines = ",\n".join(f"      {_line(row)}" for row in rows)
    return f'    {{{head}, "rows": [\n{lines}\n    ]}}'


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))

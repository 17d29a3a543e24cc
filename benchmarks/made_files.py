"""Files of any size with a known share of faulty rows, the same on every run."""

import random
from pathlib import Path

from shared_metrics.contracts import Contract, parse_contract

CONTRACT = Path(__file__).with_name("visits.odcs.yaml")
HEADER = "period,site,kind,opened_on,visits,finished,staff_hours,average_wait"
KINDS = ("clinic", "school", "office", "street")
FAULTS = (
    lambda row: row | {"visits": "x"},
    lambda row: row | {"visits": "-4"},
    lambda row: row | {"visits": "200000"},
    lambda row: row | {"finished": ""},
    lambda row: row | {"finished": "90000"},
    lambda row: row | {"kind": "clinik"},
    lambda row: row | {"opened_on": "2020-13-01"},
    lambda row: row | {"staff_hours": "20000"},
    lambda row: row | {"site": "000017"},
)


def contract() -> Contract:
    """The contract the files are made for."""
    return parse_contract(CONTRACT.read_text(encoding="utf-8"), str(CONTRACT))


def visits_csv(rows: int, faulty: float = 0.0) -> bytes:
    """A CSV of so many rows, of which a share (0-1) has one fault each."""
    chance = random.Random(7)
    lines = [HEADER]
    for number in range(rows):
        row = _sound_row(chance, number)
        if chance.random() < faulty:
            row = FAULTS[chance.randrange(len(FAULTS))](row)
        lines.append(",".join(row.values()))
    return ("\n".join(lines) + "\n").encode()


def _sound_row(chance: random.Random, number: int) -> dict[str, str]:
    visits = chance.randrange(20, 5000)
    return {
        "period": "2026-03",
        "site": f"S{number:06}",
        "kind": KINDS[number % len(KINDS)],
        "opened_on": f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-15",
        "visits": str(visits),
        "finished": str(chance.randrange(visits)),
        "staff_hours": f"{chance.randrange(1_000_000) / 100:.2f}",
        "average_wait": f"{chance.randrange(600) / 10:.1f}",
    }

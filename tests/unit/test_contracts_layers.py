"""What the layers of reading a contract do where the standard's own files leave gaps."""

import re
from pathlib import Path

import pytest

from definition_factories import CONTRACT, CONTRACT_FILE, changed, small_contract
from shared_metrics.contracts import ExpectedGrid, Role, lint_contract, parse_contract
from shared_metrics.contracts.standard import _note_model_departures
from shared_metrics.contracts.vendor import (
    COLUMN_PROPERTIES,
    CONTRACT_PROPERTIES,
    RULE_PROPERTIES,
)
from shared_metrics.documents import Notebook, parse_document
from shared_metrics.findings import Level

GRID = "property: grid"
SPLIT = "property: partnerColumn"
PROPERTY = "  - {vendor: shared-metrics, property: "
TIMES = changed(
    changed(
        changed(CONTRACT, "how: period, columns: [period]", "how: date, columns: [counted_at]"),
        "      - name: period\n        description: The month.\n        logicalType: string\n",
        "      - name: counted_at\n        description: When.\n        logicalType: timestamp\n",
    ),
    'examples: ["2026-03"]',
    'examples: ["2026-03-01 00:15"]',
)


@pytest.mark.parametrize(
    ("end", "missing"),
    [("schema:", "schema"), ("    properties:", "properties"), ("customProperties:", "period")],
)
def test_a_contract_that_stops_halfway(end: str, missing: str) -> None:
    """A file that was cut off is told what it needs, and nothing else goes wrong."""
    found = lint_contract(CONTRACT[: CONTRACT.index(end)], CONTRACT_FILE)
    assert any(f"needs “{missing}”" in problem.message for problem in found)


@pytest.mark.parametrize("name", ["period", "grain", "due"])
def test_what_every_contract_says(name: str) -> None:
    """Period, grain and due day are said in every contract."""
    lines = CONTRACT.splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(f"{PROPERTY}{name},"))
    assert any(f"needs “{name}”" in p.message for p in lint_contract(text, CONTRACT_FILE))


def test_what_a_contract_need_not_say() -> None:
    """Who loads, the threshold and the days of grace have harmless defaults."""
    text = changed(CONTRACT, PROPERTY + "loadedBy, value: partner}\n", "")
    contract = parse_contract(changed(text, ", graceDays: 5", ""), CONTRACT_FILE)
    assert (contract.loaded_by, contract.small_cell_threshold) == ("partner", 11)
    assert (contract.due.grace_days, contract.grid) == (0, None)


def test_an_expected_grid() -> None:
    """A grid names the time column, its minutes, what each has it whole, and how loud a gap is."""
    grid = "grid, value: {column: counted_at, minutes: 15, per: [place], level: note}}\n"
    text = changed(TIMES, "schema:\n", f"{PROPERTY}{grid}schema:\n")
    contract = parse_contract(text, CONTRACT_FILE)
    assert contract.grid == ExpectedGrid("counted_at", 15, ("place",), Level.NOTE)
    assert contract.key == ("counted_at", "place", "age")
    assert contract.by_name["counted_at"].role is Role.PERIOD


@pytest.mark.parametrize("minutes", [0, 7, 1441, -15])
def test_minutes_divide_a_day(minutes: int) -> None:
    """A grid's minutes divide a day, or the day would end in the middle of one."""
    grid = f"grid, value: {{column: counted_at, minutes: {minutes}}}}}\n"
    text = changed(TIMES, "schema:\n", f"{PROPERTY}{grid}schema:\n")
    assert [p.rule for p in lint_contract(text, CONTRACT_FILE)] == ["grid"]


def test_one_file_for_several_partners() -> None:
    """With a partner column, a contract may let one file be split."""
    text = changed(CONTRACT, "schema:\n", f"{PROPERTY}partnerColumn, value: split}}\nschema:\n")
    text = changed(text, "role, value: key}", "role, value: partner}")
    contract = parse_contract(text, CONTRACT_FILE)
    assert contract.partner_column == "split"
    assert [column.name for column in contract.columns_in(Role.PARTNER)] == ["place"]


def test_two_partner_columns_are_refused() -> None:
    """Two columns cannot both say whose the row is."""
    text = changed(CONTRACT, "role, value: key}", "role, value: partner}")
    text = changed(text, "property: optional, value: true", "property: role, value: partner")
    assert "partner_column" in {p.rule for p in lint_contract(text, CONTRACT_FILE)}


def test_a_detail_is_not_in_the_key() -> None:
    """A row is named by keys and breakdowns; a detail in the primary key is told."""
    text = changed(CONTRACT, "role, value: key}", "role, value: detail}")
    assert [p.rule for p in lint_contract(text, CONTRACT_FILE)] == ["key"]


def test_the_models_own_departures_are_told() -> None:
    """Should the schema let something by that the standard's model does not, it is still told."""
    text = "id: visits\nprice: {priceAmount: [1]}\n"
    tree, notebook = parse_document(text, "x.yaml"), Notebook("x.yaml")
    _note_model_departures({"id": "visits", "price": {"priceAmount": [1]}}, tree, notebook)
    assert {(p.line, p.rule) for p in notebook.problems} == {(2, "odcs_model")}


def test_numbers_of_the_standards_own_keys_may_be_decimals() -> None:
    """A price or a service level with decimals is read by schema and model alike."""
    text = changed(
        CONTRACT,
        "schema:\n",
        "price: {priceAmount: 9.95}\nslaProperties: [{property: latency, value: 1.5}]\nschema:\n",
    )
    assert lint_contract(text, CONTRACT_FILE) == []


def test_a_contract_says_who_it_is_when_it_is_used_as_a_key() -> None:
    """Columns and breakdowns are found by name, indicators in file order."""
    contract = small_contract()
    assert list(contract.by_name) == [column.name for column in contract.columns]
    assert list(contract.breakdown_of) == ["age"]
    assert [column.name for column in contract.indicators] == ["visits", "members", "mean_stay"]


def test_every_property_of_ours_is_explained_and_used() -> None:
    """Each of our own properties has a sentence and stands in a contract."""
    shipped = "".join(path.read_text("utf-8") for path in Path("data_contracts").glob("*.yaml"))
    used = set(re.findall(r"property: (\w+)", f"{shipped} {CONTRACT} {GRID} {SPLIT}"))
    explained = {**CONTRACT_PROPERTIES, **COLUMN_PROPERTIES, **RULE_PROPERTIES}
    assert used == explained.keys()
    assert all(sentence.endswith(".") for sentence in explained.values())

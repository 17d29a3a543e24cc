"""The contracts we ship: their templates read back, and each header is recognised as its own."""

import datetime as dt
from pathlib import Path

import pytest

from shared_metrics.agenda.model import Partner, Sector, SectorFrom
from shared_metrics.contracts import Contract, parse_contract
from shared_metrics.contracts.template import template_csv, template_xlsx
from shared_metrics.periods import Period
from shared_metrics.reading import Upload, read, recognise

FOLDER = Path(__file__).parents[2] / "data_contracts"
FILES = sorted(FOLDER.glob("*.odcs.yaml"))
PARTNER = Partner("hope_works", "Hope Works", (SectorFrom(Sector.NONPROFIT),))


def load(file: Path) -> Contract:
    return parse_contract(file.read_text(encoding="utf-8"), file.name)


def templates(contract: Contract) -> list[bytes]:
    period = Period.of(dt.date(2026, 3, 1), contract.period_kind)
    return [make(contract, PARTNER, period) for make in (template_csv, template_xlsx)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_templates_read_back_without_a_finding(file: Path) -> None:
    """Every template is read completely, the .csv and the .xlsx to the same rows."""
    contract = load(file)
    tables = [read(Upload("template", content), contract) for content in templates(contract)]
    for table in tables:
        assert table.findings == ()
        assert table.facts.columns_found == table.facts.columns_expected == len(contract.columns)
    assert tables[0].cells.drop("line").equals(tables[1].cells.drop("line"))
    assert tables[0].cells.height > 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_templates_are_recognised(file: Path) -> None:
    """Among all shipped contracts a template is recognised as its own."""
    contracts = [load(other) for other in FILES]
    for content in templates(load(file)):
        assert recognise(Upload("template", content), contracts) == load(file).id

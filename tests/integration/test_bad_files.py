import pytest
from sample_data.make_bad import FOLDER, GOOD, as_csv, as_workbook, bad_files, good_rows

from checking_factories import TODAY, shipped
from shared_metrics.checks import judge
from shared_metrics.findings import Level
from shared_metrics.reading import Upload, read

BAD = bad_files()


def findings_of(content: bytes, name: str, contract_id: str):
    contract = shipped(contract_id)
    table = read(Upload(name, content), contract)
    return judge(table, contract, partner=None, today=TODAY).findings


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.contract}/{bad.name}")
def test_a_bad_file_raises_its_finding_and_no_other(bad):
    """Each file holds one fault: its own finding, at its place, and nothing else to fix."""
    findings = findings_of(bad.path.read_bytes(), bad.name, bad.contract)
    own = [f for f in findings if f.rule == bad.rule]
    assert own
    assert [f.rule for f in findings if f.level is not Level.NOTE and f.rule != bad.rule] == []
    if bad.cell is not None:
        assert bad.cell in [f.cell for f in own]
    if bad.line is not None:
        assert bad.line in [f.line for f in own]
    assert all(f.fix for f in own if f.level is Level.FIX)


@pytest.mark.parametrize("contract_id", GOOD)
@pytest.mark.parametrize("write", [as_csv, as_workbook], ids=["csv", "xlsx"])
def test_the_good_files_they_begin_as_are_good(contract_id, write):
    """Without its fault every file passes with nothing to say, as CSV and as a workbook."""
    name = f"good.{'csv' if write is as_csv else 'xlsx'}"
    assert findings_of(write(good_rows(contract_id)), name, contract_id) == ()


def test_the_files_in_the_repository_are_the_ones_the_script_makes():
    """The script writes the committed bytes, all of them and no others."""
    made = {bad.path: bad.content for bad in BAD}
    there = {path: path.read_bytes() for path in FOLDER.rglob("*.*")}
    assert set(there) == set(made)
    assert [path.name for path, content in made.items() if there[path] != content] == []


def test_there_are_enough_of_them_for_every_contract():
    """At least forty over the three partner contracts, and some for each community contract."""
    count = {contract: sum(b.contract == contract for b in BAD) for contract in GOOD}
    partner_files = ("workforce_placements", "stem_participation", "congestion")
    assert sum(count[contract] for contract in partner_files) >= 40
    assert all(count.values())

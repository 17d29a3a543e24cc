"""Each contract, each of its columns: without it a file is judged, told so and asked about."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from desk_factories import definitions
from shared_metrics.checks import Judgement, judge
from shared_metrics.contracts import Contract
from shared_metrics.desk.questions.matching import Matching, matching_of
from shared_metrics.reading import Upload, read

BAD = Path(__file__).parents[2] / "sample_data" / "bad"
TODAY = dt.date(2026, 7, 15)
Cells = list[list[str]]


def whole_file(contract: Contract) -> Cells:
    """A file of the samples that has every column the contract asks for."""
    for path in sorted((BAD / contract.id).glob("*.csv")):
        facts = read(Upload(path.name, path.read_bytes()), contract).facts
        if facts.delimiter == "," and facts.columns_found == facts.columns_expected:
            return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    raise AssertionError(contract.id)


def judged(rows: Cells, contract: Contract) -> tuple[Judgement, Matching | None]:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    upload = Upload("file.csv", text.getvalue().encode())
    table = read(upload, contract)
    judgement = judge(table, contract, partner=None, today=TODAY)
    return judgement, matching_of(table, contract, upload, judgement.findings)


@pytest.mark.parametrize("contract_id", sorted(definitions().contracts))
def test_a_file_lacking_any_column_is_told_so(contract_id: str) -> None:
    """Left out or under another name, it is said to be missing; never an error of ours."""
    contract = definitions().contract(contract_id)
    rows = whole_file(contract)
    for place, header in enumerate(rows[0]):
        left_out, _ = judged([row[:place] + row[place + 1 :] for row in rows], contract)
        renamed = [*rows[0][:place], "Zzz word", *rows[0][place + 1 :]]
        renamed_so, matching = judged([renamed, *rows[1:]], contract)
        lacks = not contract.by_name[header].optional
        for judgement in (left_out, renamed_so):
            told = {f.column for f in judgement.findings if f.rule == "missing_column"}
            told |= {"period" for f in judgement.findings if f.rule == "no_period"}
            assert told == ({header} if lacks else set())
            assert judgement.verdict == "fail" or not lacks
        assert lacks is (header in {one.column.name for one in matching.lacking if one.needed})
        assert list(matching.headers) == ["Zzz word"]

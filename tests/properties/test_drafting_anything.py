"""Whatever a first file holds: it is accepted by its own draft, or told what to mend."""

import csv
import datetime as dt
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from shared_metrics.agenda import parse_agenda
from shared_metrics.checks import judge
from shared_metrics.contracts import parse_contract
from shared_metrics.drafting import Answers
from shared_metrics.drafting.draft import draft_partnership
from shared_metrics.errors import CallersMistake
from shared_metrics.reading import Upload, read

TODAY = dt.date(2026, 7, 15)
NAMES = (
    "Month,Quarter,Year,Date,Gender,Site,Served,Finished,Average hours,%,Name,ID,Cost,Notes,Total",
    "Line,Ä ö,active members,value",
)
HEADERS = st.sampled_from(",".join(NAMES).split(",")) | st.text(min_size=1, max_size=8)
MONTHS = st.sampled_from(["2026-01", "2026-02", "Mar 2026", "2026-04-01"])
CELLS = (
    st.sampled_from(["", "all", "Total", "women", "men", "n/a", "-", "<5", "$4.50", "12%", "1,5"])
    | st.integers(-5, 2000).map(str)
    | st.decimals(0, 99, places=2).map(str)
    | st.text(max_size=6)
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    headers = draw(st.lists(HEADERS, min_size=1, max_size=5))
    pools = [draw(st.lists(CELLS, min_size=1, max_size=4)) for _ in headers]
    rows = draw(st.integers(1, 6))
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["Reporting month", *headers])
    for _ in range(rows):
        writer.writerow([draw(MONTHS), *(draw(st.sampled_from(pool)) for pool in pools)])
    return written.getvalue()


@settings(max_examples=40)
@given(tables())
def test_a_draft_accepts_its_own_file_or_says_what_to_mend(text: str) -> None:
    """There is no third case: no other error, and no contract that refuses its file."""
    upload = Upload("first.csv", text.encode("utf-8", "replace"))
    try:
        draft = draft_partnership(Answers(), upload, partnership="ours", today=TODAY)
    except CallersMistake:
        return
    contract = parse_contract(draft.contract.text, f"{draft.contract.contract.id}.odcs.yaml")
    judged = judge(read(upload, contract), contract, partner=None, today=TODAY)
    assert judged.verdict == "pass"
    files = {path: text for path, text in draft.files.items() if path.startswith("agenda/")}
    assert parse_agenda(files, {contract.id: contract}).agenda.goals

"""Names that people and files bring never become places on the disk."""

from pathlib import Path

import pytest

from desk_factories import BOARD, DEFINITIONS, NOOR, ROSA, WORKFORCE, make_desk
from shared_metrics.desk import acts, questions
from shared_metrics.desk.acts.drafts import Reading
from shared_metrics.errors import SharedMetricsError
from shared_metrics.reading import Upload

CONTENT = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage\n"
    "2026-03,clean_energy,all,all,42,12,10,7,27.50\n"
)
NAMES = [
    "../../../escaped.csv",
    "/tmp/escaped.csv",  # noqa: S108 - what must not be written
    "..\\..\\escaped.csv",
    "escaped.csv\x00.csv",
    "~/escaped.csv",
    "con.csv/../../escaped.csv",
]
IDS = ["../ledger.db", "/etc/passwd", "..", "sub_../../x", "a" * 5_000, "'; DROP TABLE submissions"]


def everything(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    """It is kept and shown; the file lies in the vault under its fingerprint, nowhere else."""
    desk = make_desk(tmp_path / "deep" / "er" / "home")
    before = everything(tmp_path)
    (sent,) = acts.submit(
        desk,
        Upload(name, CONTENT.encode()),
        WORKFORCE,
        partner_id=BOARD,
        actor=desk.person(ROSA),
        now=desk.now(),
        reading=Reading(),
    )
    new = {path for path in everything(tmp_path) - before if (tmp_path / path).is_file()}
    home = Path("deep/er/home")
    assert all(home in path.parents for path in new)
    assert not [path for path in new if "escaped" in path.name]
    assert questions.original(desk, desk.person(NOOR), sent, sent.originals[0]) == CONTENT.encode()


@pytest.mark.parametrize("asked", IDS)
def test_an_id_is_only_an_id(tmp_path: Path, asked: str) -> None:
    """An id or name that leads elsewhere is one that is not there, in one plain sentence."""
    desk = make_desk(tmp_path / "home")
    noor = desk.person(NOOR)
    with pytest.raises(SharedMetricsError):
        questions.submission(desk, noor, asked)
    for ask in (desk.definitions.contract, desk.definitions.metric, desk.definitions.partner):
        with pytest.raises(SharedMetricsError):
            ask(asked)
    assert DEFINITIONS.is_dir()

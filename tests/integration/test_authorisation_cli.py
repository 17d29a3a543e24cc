"""Every command that asks who does it, tried by everybody who has an address."""

import json
import shutil
from pathlib import Path

import pytest

from authorisation_cases import COMMAND_CASES, Visitor
from desk_factories import BOARD, DEFINITIONS, SAMIR, WORKFORCE
from shared_metrics.authorisation import COMMANDS, MACHINE
from shared_metrics.cli import main
from visitors import EMAILS, FILE, NO_SUCH, Treasure, copy_of, fill, make_desk

NOT_ALLOWED, UNKNOWN = 11, 10

# What follows the command; words in capitals stand for things of the home.
WORDS = {
    "submit": f"FILE --contract {WORKFORCE} --partner {BOARD} ON_BEHALF",
    "accept": "WAITING",
    "return": "WAITING --reason look",
    "withdraw": "WAITING",
    "withdraw-published": f"--partner {BOARD} --contract {WORKFORCE} --from 2026-02 --note counted",
    "people invite": f"ann@example.org --role steward --partner {BOARD}",
    "people roles": f"{SAMIR} --role steward --partner {BOARD}",
    "people remove": SAMIR,
    "link make": f"{BOARD} --label Ann",
    "link revoke": "LINK",
    "partner export": f"{BOARD} --out OUT",
    "funder export": "north_valley_fund --period 2025-Q4 --out OUT",
    "goal change": "more_people_placed --file GOALS --why so --decision DECISION "
    "--definitions MINE",
    "goal begin": "quite_new --file GOALS --decision DECISION --definitions MINE",
    "sweep": "",
    "release prepare": "",
    "release amend": "R1 --reason late",
    "release publish": "R2",
    "release discard": "R2",
}


@pytest.fixture(scope="module")
def treasure(tmp_path_factory: pytest.TempPathFactory) -> Treasure:
    return fill(make_desk(tmp_path_factory.mktemp("treasure") / "home"))


@pytest.fixture
def own(treasure: Treasure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Treasure:
    monkeypatch.setenv("SHARED_METRICS_TODAY", "2026-04-09")
    (tmp_path / FILE.name).write_bytes(FILE.content)
    mine = copy_of(treasure, tmp_path)
    (mine.desk.home.folder / "settings.toml").write_text(
        f'partnership = "{mine.desk.partnership.id}"\n'
        f'definitions = "{DEFINITIONS}"\nsample = true\n'
    )
    text = (DEFINITIONS / "agenda" / "goals.yaml").read_text(encoding="utf-8")
    shutil.copytree(DEFINITIONS, tmp_path / "definitions")
    other = text.replace("owner: Workforce table", "owner: The table")
    new = text.replace("id: more_people_placed", "id: quite_new")
    new = new[new.index("  - id: quite_new") : new.index("  - id: residents_in_work")]
    (tmp_path / "goals.yaml").write_text(f"{other}{new}", encoding="utf-8")
    return mine


def words(own: Treasure, command: str, visitor: Visitor, waiting: str | None = None) -> list[str]:
    folder = own.desk.home.folder.parent
    backbone = visitor.kinds[0] in ("analyst", "chair", "admin")
    things = {
        "FILE": str(folder / FILE.name),
        "OUT": str(folder / "out.zip"),
        "WAITING": waiting or own.waiting,
        "LINK": waiting or own.link,
        "ON_BEHALF": "--on-behalf" if backbone else "",
        "GOALS": str(folder / "goals.yaml"),
        "MINE": str(folder / "definitions"),
        "DECISION": own.reviews["decision"],
    }
    told = (things.get(word, word) for word in WORDS[command].split())
    how = ["--as", EMAILS[visitor.name], "--home", str(own.desk.home.folder), "--json"]
    return [*command.split(), *filter(None, told), *how]


def test_every_command_is_tried() -> None:
    """Each command that asks who does it has its words here."""
    assert set(WORDS) == {name for name, act in COMMANDS.items() if act != MACHINE}


@pytest.mark.parametrize(
    ("command", "visitor"), COMMAND_CASES, ids=lambda one: getattr(one, "name", str(one))
)
def test_every_command_by_everybody(
    own: Treasure, command: str, visitor: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0 for whom the table names; 11 (or 10: nobody here) for everybody else."""
    before = own.desk.ledger.revision()
    code = main(words(own, command, visitor))
    said = capsys.readouterr().out
    if visitor.may(COMMANDS[command]):
        assert code == 0, said
        return
    error = json.loads(said)["error"]["code"]
    assert (code, error) in {
        (NOT_ALLOWED, "not_allowed"),
        (NOT_ALLOWED, "removed"),
        (UNKNOWN, "unknown_person"),
        (UNKNOWN, "unknown_submission"),
    }
    assert own.desk.ledger.revision() == before
    assert not (own.desk.home.folder.parent / "out.zip").exists()


@pytest.mark.parametrize("command", ["accept", "return", "withdraw"])
@pytest.mark.parametrize("name", ["other member", "other steward", "removed steward", "stranger"])
def test_a_guessed_id_says_as_much_as_a_made_up_one(
    own: Treasure, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the command line too, nobody learns whether another partner's submission exists."""

    def told(one: str) -> tuple[int, str]:
        code = main(words(own, command, Visitor(name, ("nobody",)), one))
        return code, capsys.readouterr().out.replace(one, "…")

    assert told(own.waiting) == told(NO_SUCH)

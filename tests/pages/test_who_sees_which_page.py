"""Role by page: who sees what, as one table."""

from pathlib import Path

import pytest

from app_pages import small_home, title, use_home, visit, words
from desk_factories import ADMIN, CHAIR, NOOR, ROSA, SAMIR, send_rows
from shared_metrics.web.navigation import BY_NAME

SIGN_IN = "Sign in to see this page"
NOT_YOURS = "This page is not yours"
WHO = {"nobody": None, "member": SAMIR, "steward": ROSA, "analyst": NOOR, "chair": CHAIR}
WHO["operator"] = ADMIN

# yes: the page; sign: asked to sign in; no: told whose page it is
TABLE = """
page          nobody  member  steward  analyst  chair  operator
to_do         sign    yes     yes      no       no     no
send          sign    yes     yes      no       no     no
sent          sign    yes     yes      no       no     no
learned       sign    yes     yes      no       no     no
learning      sign    no      no       yes      yes    yes
our_part      sign    yes     yes      no       no     no
guides        sign    yes     yes      no       no     no
today         sign    no      no       yes      yes    yes
inbox         sign    no      no       yes      yes    yes
reported      sign    no      no       yes      yes    yes
progress      sign    no      no       yes      yes    yes
sector        sign    no      no       yes      yes    yes
goal_editor   sign    no      no       yes      yes    yes
release       sign    no      no       yes      yes    yes
partners      sign    no      no       yes      yes    yes
send_for      sign    no      no       yes      yes    yes
submission    sign    no      no       yes      yes    yes
funders       sign    no      no       yes      yes    yes
lineage       sign    no      no       yes      yes    yes
restatements  sign    no      no       yes      yes    yes
our_lineage   sign    yes     yes      no       no     no
reviews       sign    no      no       yes      yes    yes
review        sign    no      no       yes      yes    yes
meeting       sign    no      no       yes      yes    yes
our_reviews   sign    yes     yes      no       no     no
people        sign    no      no       yes      yes    yes
reflection    sign    no      no       yes      yes    yes
working_together sign yes     yes      no       no     no
upload_link   yes     yes     yes      yes      yes    yes
shared_goals  yes     yes     yes      yes      yes    yes
start_your_own yes    yes     yes      yes      yes    yes
"""
HEADER, *ROWS = (line.split() for line in TABLE.strip().splitlines())
CELLS = [
    (row[0], who, answer) for row in ROWS for who, answer in zip(HEADER[1:], row[1:], strict=True)
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    desk = small_home(tmp_path)
    send_rows(desk)
    use_home(desk.home.folder, monkeypatch)
    return desk.home.folder


@pytest.mark.parametrize(("page", "who", "answer"), CELLS)
def test_who_sees_which_page(home: Path, page: str, who: str, answer: str) -> None:
    """Each page is shown to its own side, in whatever role, and to nobody else."""
    app = visit(page, WHO[who])
    expected = {"yes": BY_NAME[page].title, "sign": SIGN_IN, "no": NOT_YOURS}[answer]
    assert title(app) == expected
    assert not app.exception
    if answer != "yes":
        assert len(app.header) == 0
        assert "sub_" not in words(app)


def test_the_table_has_every_page() -> None:
    """A new page needs a row in the table."""
    assert {row[0] for row in ROWS} | {"welcome"} == set(BY_NAME)


@pytest.mark.parametrize("email", ["nobody@example.org", ""])
def test_an_unknown_address_is_nobody(home: Path, email: str) -> None:
    """Saying an address that is not in the list of people opens nothing."""
    assert title(visit("today", email)) == SIGN_IN


def test_demo_identity_is_refused_away_from_the_machine(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where demo identity may not be used, even a chosen person is nobody and sees no list."""
    monkeypatch.undo()
    monkeypatch.setenv("SHARED_METRICS_HOME", str(home))
    app = visit("today", NOOR)
    assert title(app) == SIGN_IN
    assert "only answers" in words(app)
    assert len(app.button) == 0
    assert "Nothing has been published yet." in words(visit("shared_goals"))


def test_single_sign_on_asks_to_sign_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without demo identity nobody is listed and nothing can be chosen."""
    monkeypatch.setenv("SHARED_METRICS_IDENTITY", "oidc")
    app = visit("today", NOOR)
    assert title(app) == SIGN_IN
    assert [button.label for button in app.button] == ["Sign in"]
    assert "Nothing has been published yet." in words(visit("shared_goals"))

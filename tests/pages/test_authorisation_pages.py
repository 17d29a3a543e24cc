"""Every page, visited by everybody; a guessed id on a page; a page open while somebody goes."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import PATIENCE_SECONDS, title, use_home, visit, words
from authorisation_cases import LINK_PAGE_CASES, NOBODY, PAGE_CASES, Visitor
from desk_factories import ADMIN, BOARD, CARMEN, NOOR, ROSA, person
from shared_metrics.authorisation import MACHINE, PAGES
from shared_metrics.desk import acts
from shared_metrics.errors import NotAllowed
from shared_metrics.web import identity
from shared_metrics.web.launcher import ENTRY
from shared_metrics.web.navigation import BY_NAME
from shared_metrics.web.panels import trail
from visitors import EMAILS, NO_SUCH, NOW, SECRET, Treasure, copy_of, fill, make_desk

SIGN_IN = "Sign in to see this page"
NOT_YOURS = "This page is not yours"
PARTNERSHIP = "Arroyo Valley Shared Progress"
TODAY = "2026-04-09"
VISITORS = tuple(dict.fromkeys(visitor for _, visitor in PAGE_CASES))


@pytest.fixture(scope="module")
def treasure(tmp_path_factory: pytest.TempPathFactory) -> Treasure:
    return fill(make_desk(tmp_path_factory.mktemp("treasure") / "home"))


@pytest.fixture
def home(treasure: Treasure, monkeypatch: pytest.MonkeyPatch) -> Treasure:
    use_home(treasure.desk.home.folder, monkeypatch, TODAY)
    return treasure


@pytest.fixture
def own(treasure: Treasure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Treasure:
    mine = copy_of(treasure, tmp_path)
    use_home(mine.desk.home.folder, monkeypatch, TODAY)
    return mine


def session(visitor: Visitor) -> AppTest:
    app = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE_SECONDS)
    if visitor != NOBODY:
        app.session_state[identity.CHOSEN] = EMAILS[visitor.name]
    return app.run()


def answer_expected(page: str, visitor: Visitor) -> str:
    if page == "welcome":  # leads whoever has signed in to their first page
        backbone = visitor.kinds[0] in ("analyst", "chair", "admin")
        first = BY_NAME["today" if backbone else "to_do"].title
        return PARTNERSHIP if visitor.kinds == ("nobody",) else first
    needed = PAGES[page]
    side = Visitor("", visitor.kinds, own=True)  # a partner's page shows everybody their own
    if needed in (MACHINE, "see_public", "send_by_link") or side.may(needed):
        return BY_NAME[page].title
    return SIGN_IN if visitor.kinds == ("nobody",) else NOT_YOURS


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda visitor: visitor.name)
def test_every_page_by_everybody(home: Treasure, visitor: Visitor) -> None:
    """One session walks every page: it sees those of the table, and of the others nothing.

    Whoever is not of the board or the backbone sees no id of what the board sent, anywhere.
    """
    app = session(visitor)
    ours = (home.waiting, home.accepted, home.link)
    for page in PAGES:
        app.switch_page(os.path.relpath(BY_NAME[page].file, ENTRY.parent)).run()
        expected = answer_expected(page, visitor)
        assert title(app) == expected, page
        assert not app.exception, page
        if expected in (SIGN_IN, NOT_YOURS) or PAGES[page] == "send_by_link":
            assert len(app.header) == 0, page
            assert len(app.get("download_button")) == 0, page
        if not visitor.own and visitor.kinds[0] not in ("analyst", "chair", "admin"):
            assert not [one for one in ours if one in str(list(app.main))], page


@pytest.mark.parametrize("visitor", LINK_PAGE_CASES, ids=lambda visitor: visitor.name)
def test_the_page_of_a_link_opens_with_a_good_link_only(home: Treasure, visitor: Visitor) -> None:
    """An expired, revoked or guessed link opens nothing; a good one only its own partner."""
    app = visit("upload_link", link=home.tokens[visitor.name])
    said = words(app)
    opened = visitor.kinds == ("link",)
    assert ("You send for" in said) is opened
    assert ("Arroyo Workforce Board" in said) is visitor.own
    assert ("Steppingway" in said) is (visitor.name == "other link")
    assert (len(app.get("file_uploader")) > 0) is opened
    assert "sub_" not in said


@pytest.mark.parametrize("visitor", LINK_PAGE_CASES, ids=lambda visitor: visitor.name)
@pytest.mark.parametrize("page", ["to_do", "sent", "today", "submission"])
def test_a_link_opens_no_other_page(home: Treasure, visitor: Visitor, page: str) -> None:
    """The token in the address of any other page is nothing."""
    app = visit(page, link=home.tokens[visitor.name], id=home.waiting)
    assert title(app) == SIGN_IN
    assert home.waiting not in words(app)


@pytest.mark.parametrize(
    ("page", "email"), [("sent", CARMEN), ("submission", CARMEN), ("submission", None)]
)
def test_a_guessed_id_in_an_address_shows_what_a_made_up_one_shows(
    home: Treasure, page: str, email: str | None
) -> None:
    """Another's id in the address changes not one word of the page."""
    assert words(visit(page, email, id=home.waiting)) == words(visit(page, email, id=NO_SUCH))


def test_another_partner_in_an_address_is_not_shown(home: Treasure) -> None:
    """A partner's pages show their own whatever partner, guide or period the address names."""
    for page in ("to_do", "send", "sent", "our_part", "guides", "our_lineage"):
        app = visit(page, CARMEN, partner=BOARD, contract="congestion", period="2026-02")
        assert title(app) == BY_NAME[page].title
        assert "Arroyo Workforce Board" not in words(app)


@pytest.mark.parametrize(
    ("page", "email"),
    [(page, ROSA) for page, act in PAGES.items() if act == "see_partner_pages"]
    + [(page, NOOR) for page, act in PAGES.items() if act == "see_backbone_pages"],
)
def test_a_page_closes_when_somebody_is_removed(own: Treasure, page: str, email: str) -> None:
    """With the page open: the next thing the removed person does meets the sign-in."""
    app = visit(page, email)
    assert title(app) == BY_NAME[page].title
    acts.remove_person(own.desk, email, actor=person(ADMIN), now=NOW)
    assert title(app.run()) == SIGN_IN
    assert "sub_" not in words(app)


def test_a_link_closes_when_it_is_revoked(own: Treasure) -> None:
    """With its page open: the next thing done there meets that it has ended."""
    app = visit("upload_link", link=own.tokens["link"])
    assert "You send for" in words(app)
    acts.revoke_upload_link(own.desk, own.link, actor=person(NOOR), now=NOW)
    app.run()
    assert "You send for" not in words(app)
    assert len(app.get("file_uploader")) == 0


def test_a_download_begun_before_the_removal_gives_nothing(own: Treasure) -> None:
    """The button of a page still open asks anew who presses it."""
    desk = own.desk
    accepted, noor = desk.ledger.submission(own.accepted), desk.person(NOOR)
    (sha256,) = accepted.originals
    assert trail._original(desk, noor, accepted, sha256) == SECRET
    acts.remove_person(desk, NOOR, actor=person(ADMIN), now=NOW)
    with pytest.raises(NotAllowed, match="no longer part"):
        trail._original(desk, noor, accepted, sha256)

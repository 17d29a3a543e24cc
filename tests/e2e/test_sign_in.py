"""Sign-in with a real service, at a real browser: invited, in, out, removed with the page open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from browsing import Visitor
from desk_factories import ADMIN, BOARD, NOOR, ROSA, make_desk
from served_app import free_port, served
from shared_metrics.agenda.model import Role
from shared_metrics.desk import Desk, acts
from sign_in_service import (
    certified_command,
    certified_folder,
    mock_command,
    sign_in_service,
    write_secrets,
)

pytestmark = pytest.mark.browser

ANN, EVE, MAX = "ann@example.org", "eve@example.org", "max@example.org"
HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
GOOD = f"{HEADER}\n2026-06,clean_energy,all,all,42,12,10,7,27.50\n"
MAY = GOOD.replace("2026-06", "2026-05")
USERS = [
    {"sub": "ann", "email": "Ann@Example.org", "email_verified": True, "name": "Ann Lee"},
    {"sub": "rosa", "email": ROSA, "email_verified": True, "name": "R"},
    {"sub": "noor", "email": NOOR, "email_verified": True, "name": "N"},
    {"sub": "eve", "email": EVE, "email_verified": True, "name": "Eve"},
    {"sub": "liar", "email": NOOR, "email_verified": False, "name": "Liar"},
    {"sub": "silent", "email": NOOR, "name": "Silent"},
    {"sub": "max", "email": MAX, "email_verified": True, "name": "Max"},
]


@dataclass(frozen=True)
class Place:
    """The app's address and the desk behind it."""

    app: str
    desk: Desk


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with signing_in_at(tmp_path_factory, mock_command) as place:
        yield place


@pytest.fixture(scope="module")
def certified_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    if certified_folder() is None:
        pytest.skip("npm's oidc-provider: name its folder in SHARED_METRICS_TEST_OIDC_PROVIDER")
    with signing_in_at(tmp_path_factory, certified_command) as place:
        yield place


@contextmanager
def signing_in_at(
    tmp_path_factory: pytest.TempPathFactory, command: Callable[..., list[str]]
) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("signing_in")
    desk = make_desk(folder / "home")
    port = free_port()
    with sign_in_service(folder, command(port, USERS), port) as issuer:
        redirect = "http://127.0.0.1:{port}/oauth2callback"
        secrets = write_secrets(folder / "secrets.toml", issuer, redirect)
        with served(
            desk.home.folder,
            SHARED_METRICS_IDENTITY="oidc",
            STREAMLIT_SECRETS_FILES=str(secrets),
        ) as app:
            yield Place(app, desk)


@pytest.fixture
def arriving(browser: Browser, place: Place) -> Iterator[object]:
    """Opens a new tab that has nobody signed in; closes all of them afterwards."""
    opened: list[Visitor] = []

    def arrive(path: str = "/") -> Visitor:
        visitor = Visitor(browser, place.app)
        visitor.page.route("**/cdn.jsdelivr.net/**", lambda route: route.abort())
        opened.append(visitor)
        return visitor.open(path)

    yield arrive
    for visitor in opened:
        visitor.leave()


def sign_in(visitor: Visitor, sub: str) -> Visitor:
    visitor.settle().press("Sign in")
    visitor.page.get_by_placeholder("sub").fill(sub)
    visitor.page.get_by_role("button", name="Authorize").click()
    visitor.page.wait_for_url(f"{visitor.address}/**")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    return visitor


def invite(desk: Desk, email: str, role: Role = Role.STEWARD) -> acts.Invited:
    noor = desk.person(NOOR)
    return acts.invite(desk, email, roles=[role], partner=BOARD, actor=noor, now=desk.now())


def remove(desk: Desk, email: str) -> None:
    acts.remove_person(desk, email, actor=desk.person(ADMIN), now=desk.now())


def test_invited_she_signs_in_sends_and_signs_out(place: Place, arriving) -> None:
    """The whole first visit of an invited steward, and nothing left behind after it."""
    invite(place.desk, ANN)
    ann = sign_in(arriving("/to_do"), "ann")
    ann.sees("You are Ann Lee")
    assert place.desk.person(ANN).partner == BOARD
    ann.open("/send?contract=workforce_placements&period=2026-06").settle()
    ann.drop("june.csv", GOOD)
    ann.sees("Nothing to fix").settle().press("Send").sees("Sent. The backbone looks at it next")
    (sent,) = place.desk.ledger.submissions(submitted_by=ANN)
    assert sent.partner == BOARD
    ann.settle().press("Sign out")
    ann.page.wait_for_url(lambda url: "to_do" not in url and "send" not in url)
    again = ann.open("/sent")
    again.sees("Sign in to see this page")
    assert sent.id not in again.text()


def test_removed_with_the_page_open(place: Place, arriving) -> None:
    """She reads her pages; she is removed; the next thing she does shows her nothing more."""
    invite(place.desk, MAX)
    max_ = sign_in(arriving("/to_do"), "max")
    max_.sees("You are Max").settle()
    remove(place.desk, MAX)
    max_.page.get_by_role("link", name="What we sent", exact=True).first.click()
    max_.sees("Sign in to see this page").sees("You are not part of this partnership.")
    max_.open("/send").sees("You are not part of this partnership.")
    assert "Arroyo Workforce Board" not in max_.text()


def test_a_stranger_is_told_so_plainly(place: Place, arriving) -> None:
    """Signed in, but nobody here: the address is named, and whom to ask."""
    eve = sign_in(arriving("/"), "eve")
    eve.sees(f"You are signed in as {EVE}").sees("If you should be, ask")
    eve.open("/today").sees("You are not part of this partnership.")
    eve.settle().press("Sign out")


@pytest.mark.parametrize("sub", ["liar", "silent"])
def test_an_unverified_address_opens_nothing(place: Place, arriving, sub: str) -> None:
    """Somebody who only says to be the analyst is not: refused, in words."""
    visitor = sign_in(arriving("/today"), sub)
    visitor.open("/today").sees("does not vouch that this email address is yours")
    assert "Waiting for you" not in visitor.text()


def test_what_somebody_may_do_changes_in_the_open_page(place: Place, arriving) -> None:
    """A steward made a member meanwhile finds no way to send on the very next page."""
    rosa = sign_in(arriving("/to_do"), "rosa").sees("You are Rosa Delgado").settle()
    desk = place.desk
    acts.change_roles(
        desk, ROSA, roles=[Role.MEMBER], partner=BOARD, actor=desk.person(NOOR), now=desk.now()
    )
    rosa.page.get_by_role("link", name="Send figures", exact=True).first.click()
    rosa.sees("Files are sent by your organization's steward.")


def test_one_person_two_partners(place: Place, arriving) -> None:
    """One click changes the side of the table; only that partner's pages are seen then."""
    desk = place.desk
    who = {"actor": desk.person(ADMIN), "now": desk.now()}
    acts.change_roles(desk, NOOR, roles=[Role.MEMBER], partner="sunrow_energy", **who)
    noor = sign_in(arriving("/"), "noor").sees("You are Noor Haddad, analyst").settle()
    noor.press("Act for another")
    noor.press("Sunrow Energy").sees("You are Noor Haddad, Sunrow Energy")
    noor.settle()
    expect(noor.page.get_by_role("link", name="Inbox")).to_have_count(0)


def test_one_click_makes_a_link_that_sends(place: Place, arriving) -> None:
    """A link sends without an account, keeps a receipt, and ends with the page open."""
    noor = sign_in(arriving("/"), "noor").sees("You are Noor Haddad").open("/people").settle()
    noor.press("Make a link").sees("is not shown again")
    address = noor.page.get_by_test_id("stCode").inner_text().strip()
    assert address.startswith(f"{place.app}/upload_link?link=")
    path = address.removeprefix(place.app)

    guest = arriving(path).sees("You send for").settle()
    guest.drop("may.csv", MAY).sees("Nothing to fix")
    guest.settle().press("Send").sees("Sent. The backbone looks at it next.")
    guest.sees("Upload link “Data steward”").settle()
    (link,) = place.desk.ledger.register().links
    (sent,) = place.desk.ledger.submissions(submitted_by=link.actor)
    assert sent.partner == link.partner
    guest.open(path).sees("Sent through this link").settle()
    expect(guest.page.get_by_role("link", name="What we sent")).to_have_count(0)

    noor.settle().press("End it")
    expect(noor.page.get_by_role("button", name="End it")).to_have_count(0)
    guest.drop("may.csv", MAY).sees("This link was ended.")
    expect(guest.page.get_by_test_id("stFileUploaderDropzone")).to_have_count(0)
    assert guest.asked_elsewhere == []


def test_the_certified_service_too(browser: Browser, certified_place: Place) -> None:
    """The same way in, out and away with the certified implementation, PKCE demanded."""
    visitor = Visitor(browser, certified_place.app).open("/to_do").settle()
    visitor.press("Sign in")
    visitor.page.locator("input[name=login]").fill("rosa")
    visitor.page.locator("input[name=password]").fill("any")
    visitor.press("Sign-in").press("Continue")
    visitor.page.wait_for_url(f"{visitor.address}/**")
    visitor.sees("You are Rosa Delgado").settle()
    remove(certified_place.desk, ROSA)
    visitor.page.get_by_role("link", name="What we sent", exact=True).first.click()
    visitor.sees("You are not part of this partnership.").settle().press("Sign out")
    visitor.press("Yes, sign me out")
    visitor.page.wait_for_url(f"{visitor.address}/**")
    expect(visitor.page.get_by_role("button", name="Sign in")).to_be_visible()
    visitor.leave()

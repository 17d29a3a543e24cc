"""As deployed: nginx with TLS in front, people sign in with a service, one is removed meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from behind_nginx import HOST, Front, behind_nginx
from browsing import Visitor
from desk_factories import ADMIN, BOARD, NOOR, make_desk
from served_app import free_port, served
from shared_metrics.agenda.model import Role
from shared_metrics.desk import Desk, acts
from sign_in_service import mock_command, sign_in_service, write_secrets

pytestmark = pytest.mark.browser

ANN = "ann@example.org"
USERS = [{"sub": "ann", "email": ANN, "email_verified": True, "name": "Ann Lee"}]
JUNE = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage\n"
    "2026-06,clean_energy,all,all,42,12,10,7,27.50\n"
)


@dataclass(frozen=True)
class Place:
    """What people see, the desk behind it, and everything that was logged."""

    front: Front
    desk: Desk
    folder: Path

    def logged(self) -> str:
        """The proxy's and the app's logs."""
        (server,) = self.folder.glob("server-*.log")
        return self.front.log + server.read_text()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("as_deployed")
    (folder / "nginx").mkdir()
    desk = make_desk(folder / "home")
    service, tls = free_port(), free_port()
    address = f"https://{HOST}:{tls}"
    with sign_in_service(folder, mock_command(service, USERS), service) as issuer:
        secrets = write_secrets(folder / "secrets.toml", issuer, f"{address}/oauth2callback")
        with (
            served(
                desk.home.folder,
                SHARED_METRICS_IDENTITY="oidc",
                SHARED_METRICS_ADDRESS=address,
                STREAMLIT_SECRETS_FILES=str(secrets),
            ) as app,
            behind_nginx(app, folder / "nginx", front_port=tls) as front,
        ):
            yield Place(front, desk, folder)


@pytest.fixture
def ann(browser: Browser, place: Place) -> Iterator[Visitor]:
    """Somebody at a browser, elsewhere; invited, not yet signed in."""
    visitor = Visitor(browser, place.front.address)
    visitor.page.route("**/cdn.jsdelivr.net/**", lambda route: route.abort())
    yield visitor
    visitor.leave()


def test_the_whole_way_over_tls(ann: Visitor, place: Place) -> None:
    """Invited, she signs in, sends, signs out, comes back and is removed with the page open."""
    desk = place.desk
    invited = acts.invite(
        desk,
        ANN,
        roles=[Role.STEWARD],
        partner=BOARD,
        actor=desk.person(NOOR),
        now=desk.now(),
    )
    ann.open(f"/?invitation={invited.token}")
    sign_in(ann)
    ann.sees("You are Ann Lee")
    ann.open("/send?contract=workforce_placements&period=2026-06").settle()
    ann.drop("june.csv", JUNE).sees("Nothing to fix")
    ann.settle().press("Send").sees("Sent. The backbone looks at it next")
    (sent,) = desk.ledger.submissions(submitted_by=ANN)
    assert sent.partner == BOARD

    ann.settle().press("Sign out")
    ann.page.wait_for_url(lambda url: "send" not in url)
    ann.open("/sent").sees("Sign in to see this page")
    assert sent.id not in ann.text()

    sign_in(ann)
    ann.open("/to_do").sees("You are Ann Lee").settle()  # their own first page by its address
    acts.remove_person(desk, ANN, actor=desk.person(ADMIN), now=desk.now())
    ann.page.get_by_role("link", name="What we sent", exact=True).first.click()
    ann.sees("You are not part of this partnership.").settle()
    assert "Arroyo Workforce Board" not in ann.text()

    assert ann.refused == []
    cookies = [c for c in ann.context.cookies() if HOST in c["domain"]]
    assert cookies
    assert all(cookie["secure"] for cookie in cookies)
    logged = place.logged()
    assert "/oauth2callback" in logged
    for secret in (invited.token, "code=", ANN, "secret of the client", "for tests"):
        assert secret not in logged


def sign_in(visitor: Visitor) -> None:
    visitor.settle().press("Sign in")
    visitor.page.get_by_placeholder("sub").fill("ann")
    visitor.page.get_by_role("button", name="Authorize").click()
    visitor.page.wait_for_url(f"{visitor.address}/**")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()

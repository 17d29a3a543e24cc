"""The page for people, and what an upload link opens, without a browser."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import press, small_home, title, use_home, visit, words
from desk_factories import ADMIN, BOARD, CHAIR, NOOR, ROSA, SAMIR, STEPPINGWAY, send_rows
from shared_metrics.agenda.model import Role
from shared_metrics.desk import Desk, acts
from shared_metrics.web.navigation import SCREENS

NOW = dt.datetime(2026, 4, 18, 12, 0, tzinfo=dt.UTC)
HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
GOOD = f"{HEADER}\n2026-03,clean_energy,all,all,42,12,10,7,27.50\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = small_home(tmp_path)
    use_home(desk.home.folder, monkeypatch)
    return desk


def make_link(desk: Desk, **how: object) -> acts.MadeLink:
    how = {"label": "Ann at the desk", "now": NOW, **how}
    return acts.make_upload_link(desk, BOARD, actor=desk.person(NOOR), **how)


def by_link(token: str) -> AppTest:
    return visit("upload_link", link=token)


def dropped(app: AppTest) -> AppTest:
    (uploader,) = app.get("file_uploader")
    return uploader.set_value(("march.csv", GOOD.encode(), "text/csv")).run()


# --- the link -------------------------------------------------------------------------------


def test_a_link_sends_and_shows_its_receipt(desk: Desk) -> None:
    """Opened, dropped, sent: for its partner, under its own name, with a receipt."""
    made = make_link(desk)
    app = dropped(by_link(made.token))
    assert "You send for **Arroyo Workforce Board**" in words(app)
    sent = press(app, "send")
    assert "Sent. The backbone looks at it next." in words(sent)
    (kept,) = desk.ledger.submissions()
    assert (kept.partner, kept.submitted_by) == (BOARD, f"{made.link.id} (Ann at the desk)")
    assert made.token not in str(desk.ledger.audit_rows())
    again = by_link(made.token)
    assert [one.label for one in again.expander] != []
    assert "Upload link “Ann at the desk”" in str([table.value for table in again.table])


def test_a_link_shows_nothing_of_what_others_sent(desk: Desk) -> None:
    """No receipt, no total and no name of what the partner's steward sent."""
    (other,) = send_rows(desk)
    app = dropped(by_link(make_link(desk).token))
    assert other.id not in words(app)
    totals = str([table.value for table in app.table])
    assert "Sent before" not in totals
    assert "Rosa" not in words(app) + totals


@pytest.mark.parametrize("screen", [s for s in SCREENS if s.side != "public"], ids=lambda s: s.name)
def test_a_link_opens_no_other_page(desk: Desk, screen) -> None:
    """The token on any private page is worth nothing."""
    app = visit(screen.name, link=make_link(desk).token)
    assert title(app) == "Sign in to see this page"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("expired", "This link has expired."),
        ("ended", "This link was ended."),
        ("wrong", "This link is not valid."),
        ("none", "This link is not valid."),
        ("hash", "This link is not valid."),
        ("id", "This link is not valid."),
    ],
)
def test_a_link_that_does_not_hold_is_told_plainly(desk: Desk, how: str, told: str) -> None:
    """One sentence and whom to ask; no uploader, no partner's name."""
    long_ago = NOW - dt.timedelta(days=40)
    made = make_link(desk, now=long_ago) if how == "expired" else make_link(desk)
    if how == "ended":
        acts.revoke_upload_link(desk, made.link.id, actor=desk.person(NOOR), now=NOW)
    token = {"wrong": "x" * 43, "none": "", "hash": made.link.token_sha256, "id": made.link.id}
    app = by_link(token.get(how, made.token))
    assert told in words(app)
    assert "for a new one" in words(app)
    assert not app.get("file_uploader")
    assert "Arroyo Workforce Board" not in words(app)


def test_a_link_ended_with_the_page_open(desk: Desk) -> None:
    """The file is dropped and checked; the link ends; pressing Send keeps nothing."""
    made = make_link(desk)
    app = dropped(by_link(made.token))
    acts.revoke_upload_link(desk, made.link.id, actor=desk.person(NOOR), now=NOW)
    refused = press(app, "send")
    assert "This link was ended." in words(refused)
    assert desk.ledger.submissions() == []


# --- the page -------------------------------------------------------------------------------


def test_one_click_makes_a_link(desk: Desk) -> None:
    """The address is shown once; the link works, is listed without its token, and can be ended."""
    made = press(visit("people", NOOR), "make_link")
    (code,) = made.code
    token = code.value.partition("?link=")[2]
    (link,) = desk.ledger.register().links
    assert desk.link_of(token, NOW) == link
    later = visit("people", NOOR)
    assert not later.code
    assert token not in words(later)
    press(later, f"end_{link.id}")
    assert desk.ledger.register().links[0].revoked_at is not None


def test_somebody_is_removed_on_the_page(desk: Desk) -> None:
    """Chosen, said why, removed: it is in the trail, and their next page is the sign-in."""
    rosas = visit("to_do", ROSA)
    assert title(rosas) == "To do"
    page = visit("people", NOOR)
    page = next(box for box in page.selectbox if box.label == "Who?").select(ROSA).run()
    page = page.text_input(key="why_removed").input("left in April").run()
    press(page, "remove")
    assert desk.account(ROSA).state == "removed"
    assert desk.ledger.audit_rows()[0].told["reason"] == "left in April"
    assert title(rosas.run()) == "Sign in to see this page"
    assert ROSA not in [button.key for button in visit("welcome").button]


def test_roles_are_changed_on_the_page(desk: Desk) -> None:
    """What is marked there is what they may do from then on."""
    page = visit("people", NOOR)
    page = next(box for box in page.selectbox if box.label == "Who?").select(SAMIR).run()
    (roles,) = page.multiselect
    page = roles.set_value([Role.STEWARD]).run()
    press(page, "change_roles")
    assert desk.person(SAMIR).roles == {Role.STEWARD}


def test_an_analyst_cannot_appoint_on_the_page(desk: Desk) -> None:
    """The backbone is not among the places an analyst may choose; for the operator it is."""
    for who, may in ((NOOR, False), (ADMIN, True)):
        page = visit("people", who)
        page = next(box for box in page.selectbox if box.label == "Who?").select(SAMIR).run()
        (place,) = [box for box in page.selectbox if box.label == "Of which organization?"]
        assert (desk.partnership.backbone_name in place.options) == may


def test_the_chair_is_told_who_looks_after_people(desk: Desk) -> None:
    """The chair sees the page's purpose, no list and no button."""
    page = visit("people", CHAIR)
    assert "Analysts and operators look after people" in words(page)
    assert not page.dataframe


def test_removal_of_the_last_operator_is_refused_plainly(desk: Desk) -> None:
    """One sentence; they stay."""
    page = visit("people", ADMIN)
    page = next(box for box in page.selectbox if box.label == "Who?").select(ADMIN).run()
    assert "Nobody would be left" in words(press(page, "remove"))
    assert desk.account(ADMIN).state == "active"


def test_in_two_places_the_strip_offers_the_other(desk: Desk) -> None:
    """One click acts for the other partner; its pages, its name, nothing of the first."""
    who = {"actor": desk.person(ADMIN), "now": NOW}
    acts.change_roles(desk, ROSA, roles=[Role.MEMBER], partner=STEPPINGWAY, **who)
    app = press(visit("to_do", ROSA), f"act_for_{STEPPINGWAY}")
    assert "Steppingway Training has" in words(app)
    send_rows(desk)
    assert "Nothing has been sent yet." in words(visit_again(app, "sent"))


def visit_again(app: AppTest, page: str) -> AppTest:
    state = {key: app.session_state[key] for key in ("chosen_person", "acting_for")}
    moved = visit(page, state["chosen_person"])
    moved.session_state["acting_for"] = state["acting_for"]
    return moved.run()


# --- sign-in --------------------------------------------------------------------------------


@pytest.fixture
def signing_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SHARED_METRICS_IDENTITY", "oidc")
    return desk


def invite(desk: Desk) -> acts.Invited:
    how = {"actor": desk.person(NOOR), "now": NOW}
    return acts.invite(desk, "ann@example.org", roles=[Role.STEWARD], partner=BOARD, **how)


def test_an_invitation_says_which_account_to_use(signing_in: Desk) -> None:
    """Its address tells what one is invited to, and opens nothing by itself."""
    token = invite(signing_in).token
    app = visit("welcome", invitation=token)
    told = words(app)
    assert "You are invited: steward of Arroyo Workforce Board." in told
    assert "Sign in with the account of **ann@example.org**" in told
    assert [button.key for button in app.button] == ["sign_in"]
    assert title(visit("to_do", invitation=token)) == "Sign in to see this page"


def test_an_invitation_taken_back_says_so(signing_in: Desk) -> None:
    """One sentence and whom to ask, the same for one that was made up."""
    token = invite(signing_in).token
    how = {"actor": signing_in.person(NOOR), "now": NOW}
    acts.remove_person(signing_in, "ann@example.org", **how)
    for tried in (token, "made-up"):
        assert "This invitation no longer holds." in words(visit("welcome", invitation=tried))


def test_a_chosen_person_counts_for_nothing_where_people_sign_in(signing_in: Desk) -> None:
    """What the demo remembers in a session opens no page once sign-in is asked for."""
    app = visit("today", NOOR)
    assert title(app) == "Sign in to see this page"
    assert [button.key for button in app.button] == ["sign_in"]


def test_sign_in_that_is_not_set_up_is_told_plainly(signing_in: Desk) -> None:
    """The button without a sign-in service behind it gives one sentence, no trace."""
    told = words(press(visit("welcome"), "sign_in"))
    assert "Sign-in is not set up here." in told

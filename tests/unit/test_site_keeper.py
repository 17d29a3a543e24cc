"""Keeping the public site in step: when it is built anew, and what is said when it cannot be."""

import dataclasses
import threading
from pathlib import Path

import pytest

from releasing_factories import IN_JUNE, TO_MARCH, amend, prepare, publish, releasing_desk
from shared_metrics.desk import Desk
from shared_metrics.desk.questions.releases import releases
from shared_metrics.site import SiteReport
from shared_metrics.web import at_work, site_keeper
from shared_metrics.web.built_site import built_site, embedded, fingerprint_of
from shared_metrics.web.site_keeper import Child, SiteKeeper


class Pretending(Child):
    """Builds nothing but a note of what it would have built; or says what stands in the way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.built, self.trouble = desk, 0, ""

    def build(self, home: Path) -> str | None:
        if self.trouble:
            return self.trouble
        kept = built_site(home)
        kept.pages.mkdir(parents=True, exist_ok=True)
        newest = releases(self.desk)[-1].id
        report = SiteReport(kept.pages, newest, (newest,), 1, 1, 1, 0.1)
        kept.record(report, fingerprint_of(self.desk) or "")
        self.built += 1
        return None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return releasing_desk(tmp_path / "home")


@pytest.fixture
def child(desk: Desk) -> Pretending:
    return Pretending(desk)


@pytest.fixture
def keeper(desk: Desk, child: Pretending) -> SiteKeeper:
    return SiteKeeper(lambda: desk, child)


def released(desk: Desk) -> None:
    prepare(desk, data_to=TO_MARCH)
    publish(desk)


def test_nothing_is_built_before_a_release(
    desk: Desk, keeper: SiteKeeper, child: Pretending
) -> None:
    """A draft is nobody's business outside."""
    prepare(desk, data_to=TO_MARCH)
    keeper.look()
    assert (child.built, keeper.state().newest) == (0, None)


def test_each_release_is_built_once(desk: Desk, keeper: SiteKeeper, child: Pretending) -> None:
    """Looking again builds nothing; an amendment is built; so is a site that was removed."""
    released(desk)
    keeper.look()
    keeper.look()
    assert (child.built, keeper.state().newest) == (1, "R1")
    amend(desk, "R1")
    publish(desk, now=IN_JUNE)
    keeper.look()
    assert (child.built, keeper.state().newest) == (2, "R1.1")
    built_site(desk.home.folder).pages.rmdir()
    keeper.look()
    assert child.built == 3


def test_what_it_is_made_from_is_all_that_counts(desk: Desk) -> None:
    """Another address or another card to show is another site; the same again is not."""
    assert fingerprint_of(desk) is None
    released(desk)
    settings = desk.settings
    changed = [
        dataclasses.replace(desk, settings=settings.model_copy(update=one))
        for one in ({}, {"address": "https://figures.example.org"}, {"embeds": "all"})
    ]
    prints = [fingerprint_of(one) for one in changed]
    assert prints[0] == fingerprint_of(desk)
    assert len(set(prints)) == 3


def test_trouble_is_told_and_the_old_site_stays(
    desk: Desk, keeper: SiteKeeper, child: Pretending
) -> None:
    """It is not tried again and again, but at once for the next release, or when somebody asks."""
    released(desk)
    keeper.look()
    amend(desk, "R1")
    publish(desk, now=IN_JUNE)
    child.trouble = "The disk is full."
    keeper.look()
    state = keeper.state()
    assert (state.newest, state.trouble) == ("R1", "The disk is full.")
    child.trouble = ""
    keeper.look()
    assert child.built == 1
    keeper.look_now()
    keeper.look()
    assert (child.built, keeper.state().trouble) == (2, None)


def test_it_is_tried_again_after_a_while(
    desk: Desk, keeper: SiteKeeper, child: Pretending, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Room on a disk comes back without anybody pressing a button."""
    released(desk)
    child.trouble = "The disk is full."
    keeper.look()
    child.trouble = ""
    monkeypatch.setattr(site_keeper, "AFTER_TROUBLE_SECONDS", 0.0)
    keeper.look()
    assert (child.built, keeper.state().trouble) == (1, None)


def test_in_the_background_it_looks_by_itself(
    desk: Desk, child: Pretending, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun and ended with the server; what is published meanwhile is built."""
    monkeypatch.setattr(site_keeper, "FIRST_LOOK_SECONDS", 0.0)
    monkeypatch.setattr(site_keeper, "LOOK_EVERY_SECONDS", 0.01)
    built = threading.Event()
    monkeypatch.setattr(site_keeper, "Child", lambda: _and_tell(child, built))
    assert site_keeper.running_keeper() is None
    with site_keeper.keeping(lambda: desk) as keeper:
        assert site_keeper.running_keeper() is keeper
        released(desk)
        assert built.wait(30)
    assert site_keeper.running_keeper() is None


def _and_tell(child: Pretending, built: threading.Event) -> Pretending:
    plainly = child.build

    def build(home: Path) -> str | None:
        told = plainly(home)
        built.set()
        return told

    child.build = build  # type: ignore[method-assign]  # this one tells when it is done
    return child


def test_a_desk_that_cannot_be_opened_ends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken definitions are somebody else's to tell; the keeper looks again later."""
    monkeypatch.setattr(site_keeper, "FIRST_LOOK_SECONDS", 0.0)
    monkeypatch.setattr(site_keeper, "LOOK_EVERY_SECONDS", 0.01)
    asked = threading.Event()
    tries: list[int] = []

    def open_desk() -> Desk:
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError("not yet")
        asked.set()
        return desk

    with site_keeper.keeping(open_desk):
        assert asked.wait(30)


@pytest.mark.parametrize(
    ("setting", "cards"),
    [
        ("", set()),
        ("more_people_placed", {"more_people_placed"}),
        ("more_people_placed gone", {"more_people_placed"}),
        ("gone", set()),
    ],
)
def test_cards_are_for_goals_that_are_named(desk: Desk, setting: str, cards: set[str]) -> None:
    """None unless named; a goal that is no longer there stops nothing."""
    from shared_metrics.desk.questions.releases import latest_edition

    released(desk)
    edition = latest_edition(desk)
    assert edition is not None
    assert embedded(setting, edition) == cards
    assert embedded("all", edition) == {one.goal.id for one in edition.release.goals}


# --- work in the background -------------------------------------------------------------------


def test_one_thing_at_a_time(tmp_path: Path) -> None:
    """While something is done for a home, nothing else begins; another home is free."""
    mine, other = at_work.work_for(tmp_path / "one"), at_work.work_for(tmp_path / "other")
    go_on = threading.Event()
    assert mine.begin("first", lambda: go_on.wait(30))
    assert not mine.begin("second", lambda: None)
    assert (mine.running, mine.words) == (True, "first")
    assert other.begin("elsewhere", lambda: None)
    go_on.set()
    assert mine.wait(30)
    assert at_work.work_for(tmp_path / "one") is mine
    assert mine.begin("third", lambda: None)


def test_an_error_is_kept_until_somebody_looks(tmp_path: Path) -> None:
    """It is told once, and forgotten when something new begins."""
    work = at_work.work_for(tmp_path / "home")
    work.begin("first", lambda: 1 // 0)
    assert work.wait(30)
    assert isinstance(work.take_error(), ZeroDivisionError)
    assert work.take_error() is None

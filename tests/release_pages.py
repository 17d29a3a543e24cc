"""Homes whose pages release: the sample's definitions with a small plan, real protection."""

import shutil
from pathlib import Path

import pytest

from app_pages import use_home
from desk_factories import DEFINITIONS, NOOR, TOMAS, person
from releasing_factories import PARTNERS_OF, accept_placed
from shared_metrics.desk import Desk, acts, open_desk
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.settings import Settings
from shared_metrics.web import at_work

TODAY = "2026-05-02"
PLAN = """
audiences:
  public:
    threshold: 11
    min_contributors: 2
    protect_insiders: false
    metrics:
      - metric: placements
        tables:
          - {every: quarter}
          - {every: quarter, by: sector}
          - {every: month}
"""
WITHOUT_A_PLAN = ""
MONTHS = {"2026-01": 40, "2026-02": 50, "2026-03": 60}


def releasing_home(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    plan: str = PLAN,
    second_person: str = "required",
) -> Desk:
    """A home that pages open, with accepted placements of two partners, January to March 2026."""
    definitions = folder / "data_contracts"
    shutil.copytree(DEFINITIONS, definitions)
    agenda = definitions / "agenda"
    shutil.rmtree(agenda / "funders")  # their reports rest on the sample's own plan
    (agenda / "publication.yaml").write_text(plan)
    partnership = agenda / "partnership.yaml"
    told = partnership.read_text()
    assert "second_person: required\n" in told
    partnership.write_text(
        told.replace("second_person: required\n", f"second_person: {second_person}\n")
    )
    use_home(folder / "home", monkeypatch, today=TODAY)
    monkeypatch.setattr(at_work, "SOON_SECONDS", 60.0)  # a page then shows how it ended
    monkeypatch.setenv("SHARED_METRICS_DEFINITIONS", str(definitions))
    desk = open_desk(Settings(_env_file=None))
    for month, placed in MONTHS.items():
        for partner in PARTNERS_OF:
            accept_placed(desk, month, placed, partner)
    return desk


def prepare(desk: Desk, by: str = NOOR, note: str | None = None) -> ReleaseRow:
    """A draft, by the act itself."""
    return acts.prepare_release(desk, actor=person(by), now=desk.now(), note=note)


def publish(desk: Desk, by: str = TOMAS) -> ReleaseRow:
    """The draft there is, made public by the act itself."""
    draft = next(row for row in desk.ledger.releases() if row.state == "prepared")
    return acts.publish_release(desk, draft.id, actor=person(by), now=desk.now())

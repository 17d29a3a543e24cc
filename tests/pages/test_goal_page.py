"""A goal's page at the backbone: how it stands, why, for whom, and what was known on a day."""

import datetime as dt
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from app_pages import use_home, visit, words
from desk_factories import DEFINITIONS, NOOR, ROSA
from shared_metrics.desk import questions
from shared_metrics.progress.forecast import Expected, Forecast

TODAY = "2026-07-15"
GIRLS, PLACED = "girls_take_part", "more_people_placed"
CHARTS = "vega_lite_chart"


@pytest.fixture
def home(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_home(sample_home, monkeypatch, TODAY)
    return sample_home


def numbers(app):
    return {metric.label.replace("\\", ""): metric.value for metric in app.metric}


def table(app, column):
    """The rows of the first table that has this column."""
    tables = (one.value.to_dict("records") for one in app.table)
    return next(rows for rows in tables if column in rows[0])


def test_a_change_is_told_of_the_same_partners_first(home: Path) -> None:
    """The total stands beside it, and plain facts say why the two differ."""
    app = visit("progress", NOOR, goal=GIRLS)
    assert list(numbers(app))[4:6] == [
        "The same 6 partners, both times",
        "The total, whoever is in it",
    ]
    # it has not left: it is expected and has not sent yet
    assert "Eastside Neighbors: not all files are in for one of the two" in words(app)
    assert "no longer reporting" not in words(app)


def test_why_a_figure_changed_is_added_up_by_sector_and_by_partner(home: Path) -> None:
    """Both stand there, one under the other; a rate says for which of two reasons."""
    app = visit("progress", NOOR, goal=GIRLS)
    told = [line for line in words(app).splitlines() if line.startswith("All together")]
    assert len(told) == 2
    assert all("because their own values changed" in line for line in told)
    added = table(app, "Of which: its own value")
    assert added[-1]["Sector"] == "All together"
    assert "Added" in added[0]


def test_groups_stand_beside_the_whole_and_the_year_before(home: Path) -> None:
    """Better or worse by how much, then and now, and whether it moves away."""
    rows = {
        row["Kind of program"]: row
        for row in table(visit("progress", NOOR, goal=GIRLS), "Kind of program")
    }
    camps = rows["Summer camp"]
    assert camps["Beside the whole"].replace("\\", "") == "worse by 1.1 points"
    assert camps["A year before, beside the whole"].replace("\\", "") == "worse by 2.1 points"
    assert camps["Moves away?"] == "no"


def test_a_page_shows_what_was_known_on_a_day(home: Path) -> None:
    """A banner says so and leads back; figures, charts and setbacks are of that day."""
    now = visit("progress", NOOR, goal=PLACED)
    then = visit("progress", NOOR, goal=PLACED, on="2025-03-31")
    assert "As known on 31 March 2025" in words(then)
    assert "As known on" not in words(now)
    assert numbers(now)["Q2 2026"] == "200 people"
    assert "Q2 2026" not in numbers(then)
    assert "Q4 2024" in numbers(then)
    specs = [[chart.proto.SerializeToString() for chart in app.get(CHARTS)] for app in (now, then)]
    assert len(specs[1]) > 3
    assert not set(specs[0]) & set(specs[1])
    assert "it helped" in words(now)
    assert "it helped" not in words(then)


@pytest.mark.parametrize("page", ["progress", "sector"])
@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2027-03-31", "31 March 2027 is still to come"),
        ("yesterday", "“yesterday” is not a day. Write it as 2026-07-15."),
    ],
)
def test_a_day_that_cannot_be_known_is_refused_plainly(
    home: Path, page: str, on: str, said: str
) -> None:
    """No figure is shown under a wrong date."""
    app = visit(page, NOOR, goal=PLACED, on=on)
    assert said in words(app)
    assert not app.exception
    assert not app.metric


def test_a_forecast_says_how_far_off_it_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The range, and its error beside that of simply keeping the last value."""
    range_ = Expected(Fraction("0.43"), Fraction("0.45"), Fraction("0.47"))
    told = Forecast((range_, range_), Fraction("0.008"), Fraction("0.015"), 12, "damped trend", 11)
    monkeypatch.setattr(questions, "goal_forecast", lambda *_: told)
    shown = words(visit("progress", NOOR, goal=GIRLS))
    assert "If nothing changes, Q3 2026 is likely to bring 43.0 to 47.0 %" in shown
    assert (
        "In the past this range was off by 0.8 points on average; the last value alone by "
        "1.5 points."
    ) in shown


def test_a_stale_goal_is_dated_and_its_changes_are_told(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures say of when they are; a goal that was changed says when, from what and why."""
    folder = Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))
    file = folder / "agenda" / "goals.yaml"
    described = yaml.safe_load(file.read_text(encoding="utf-8"))
    (goal,) = (one for one in described["goals"] if one["id"] == PLACED)
    goal |= {"agreed_on": dt.date(2025, 3, 12), "path": "straight"}
    goal["earlier"] = [
        {
            "kind": "reach",
            "baseline": dict(goal["baseline"]),
            "target": {"period": "2026-Q4", "value": 210},
            "agreed_by": "All partners",
            "agreed_on": dt.date(2024, 1, 24),
            "why_changed": "Two large employers joined.",
        }
    ]
    goal.pop("milestones", None)
    file.write_text(yaml.safe_dump(described), encoding="utf-8")
    use_home(home, monkeypatch, "2027-03-01")
    monkeypatch.setenv("SHARED_METRICS_DEFINITIONS", str(folder))
    shown = words(visit("progress", NOOR, goal=PLACED))
    assert shown.count("As of Q2 2026:") > 3
    assert "The goal was changed on 12 March 2025" in shown
    assert "Before: 210 people by Q4 2026. Since: 240 people by Q4 2026." in shown
    assert "Why: Two large employers joined." in shown


def test_a_sector_has_its_own_figures_and_no_status(home: Path) -> None:
    """Its line, its part of the whole, its change; a word would judge somebody."""
    app = visit("sector", NOOR, sector="nonprofit")
    assert (app.title[0].value, app.header[0].value) == ("One sector", "Nonprofits")
    assert {"Since Q3 2023", "Part of the whole"} <= set(numbers(app))
    for word in ("track", "behind", "ahead", "reached"):
        assert word not in words(app)
    assert len(app.get(CHARTS)) == len([h for h in app.header[1:] if h.value])


def test_others_are_drawn_for_the_backbone_only(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A partner sees its own line and why nobody else's is there; nothing of them is asked for."""
    assert "middle half of the other partners" in words(
        visit("partners", NOOR, partner="loma_clara_college")
    )
    monkeypatch.delattr(questions, "partner_others")
    own = visit("our_part", ROSA)
    assert not own.exception
    assert "Other partners' figures are not drawn here" in words(own)
    assert own.get(CHARTS)

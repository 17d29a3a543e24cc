import dataclasses
import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from edition_factories import table_of
from progress_factories import DELAY, PLACEMENTS, RATE, goal, measured
from shared_metrics.agenda.model import Break, EarlierGoal, Point
from shared_metrics.charts import (
    ChartWords,
    Look,
    contributions_sentence,
    drawn_for,
    own_chart,
    own_sentence,
    partner_chart,
    progress_chart,
    public_group_chart,
    public_line,
    public_panels,
    public_progress_chart,
    public_summary_sentence,
    sector_panels,
    summary_sentence,
)
from shared_metrics.charts.axes import domain_of, number_format, ticks_between
from shared_metrics.charts.goal_history import paths_that_held
from shared_metrics.charts.theme import ACCENT, INK, PAPER, PATH, SETBACK
from shared_metrics.learning import FieldNote, Setback
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress import contributions, standing
from shared_metrics.progress.forecast import Expected, Forecast

SERIES = """
period  | numerator | partners
2024-Q1 | 100       | 6
2024-Q2 | 120       | 6
2024-Q3 | 5         | 6
2024-Q4 | 163       | 6
"""
BY_SECTOR = """
period  | sector    | numerator | partners
2024-Q1 | nonprofit | 40        | 3
2024-Q1 | public    | 60        | 3
2024-Q4 | nonprofit | 7         | 3
2024-Q4 | public    | 56        | 3
2024-Q4 | university| 100       | 3
"""
SECTORS = {"nonprofit": "Nonprofits", "public": "Public agencies", "university": "Universities"}


def setback(title, period, visibility="public"):
    return Setback(title, title, ("placements",), period, "", "", "", visibility)


FLOODS = setback("Floods", "2024-05")
PRIVATE = setback("A quiet thing", "2024-08", "private")


def marks_of(chart, kind):
    return [layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == kind]


def words_in(spec):
    """Every piece of text in a spec's data sets."""
    rows = [row for rows in spec["datasets"].values() for row in rows]
    return {str(value) for row in rows for value in row.values()}


def chart_of(table=SERIES, setbacks=(), **changes):
    return progress_chart(
        standing(goal(), dataclasses.replace(PLACEMENTS, **changes), measured(table)), setbacks
    )


def test_the_chart_names_what_it_draws():
    """Baseline, target, path, newest value and setbacks are words in the chart; no legend."""
    spec = chart_of(setbacks=(FLOODS,)).to_dict()
    assert {
        "Baseline 100, Q1 2024",
        "Target 200, Q1 2025",
        "agreed path",
        "163 people",
        "1",
        "Floods",
    } <= words_in(spec)
    assert "legend" not in json.dumps(spec)


def test_setbacks_are_numbered_in_the_order_given():
    """A number leads to the list below the chart, also when one lies outside the picture."""
    outside = setback("Long ago", "2001-01")
    spec = chart_of(setbacks=(outside, FLOODS)).to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows]
    assert [(row["number"], row["what"]) for row in rows if "number" in row] == [("2", "Floods")]


def test_a_break_is_marked_where_the_meaning_changes():
    """From a break on the figures mean something else: a line says so."""
    broken = chart_of(breaks=(Break("2024-Q3", "Counted anew"), Break("1999-Q1", "Old")))
    assert "Counted anew" in words_in(broken.to_dict())
    assert "Old" not in words_in(broken.to_dict())


def test_a_chart_is_built_the_same_way_every_time():
    """Equal tables give equal specs, byte for byte."""
    once, again = (chart_of(setbacks=(FLOODS,)).to_dict() for _ in range(2))
    assert json.dumps(once) == json.dumps(again)


@pytest.mark.parametrize("table", [SERIES, "period | numerator\n2024-Q3 |"])
def test_a_goal_is_drawn_with_and_without_figures(table):
    """Before the first figures there is a path to look at."""
    assert "agreed path" in words_in(chart_of(table).to_dict())


@pytest.mark.parametrize(
    "changes",
    [
        {"baseline": "2024-Q1 0", "target": "2025-Q1 0"},
        {"baseline": "2025-Q1 5", "target": "2024-Q1 5"},
        {"baseline": "2024-Q1 -5", "target": "2025-Q1 -2"},
    ],
)
def test_odd_goals_are_drawn_too(changes):
    """Nothing to climb, dates the wrong way round, below zero: still a chart."""
    spec = progress_chart(standing(goal(**changes), PLACEMENTS, measured(SERIES))).to_dict()
    assert spec["layer"]


def test_days_are_the_same_in_every_time_zone():
    """A period is drawn at noon of its middle day, without an offset."""
    days = [row["day"] for rows in chart_of().to_dict()["datasets"].values() for row in rows]
    assert "2024-02-15T12:00:00" in days
    assert all(day.endswith("T12:00:00") for day in days)


def cell(period, *groups, value=None, status="published", coded=None):
    return (period, *groups, value, status, coded, False)


def public_table():
    """The partnership's quarters; the third (5) and the baseline's are hidden in the csv."""
    rows = [
        cell("2024-Q1", value=100),
        cell("2024-Q2", value=120),
        cell("2024-Q3", status="suppressed"),
        cell("2024-Q4", value=163),
    ]
    return table_of(PLACEMENTS, PeriodKind.QUARTER, (), rows)


def public_sectors():
    rows = [
        cell("2024-Q1", "nonprofit", value=40),
        cell("2024-Q1", "public", value=60),
        cell("2024-Q1", "university", status="not_reported"),
        cell("2024-Q4", "nonprofit", status="suppressed"),
        cell("2024-Q4", "public", value=56),
        cell("2024-Q4", "university", coded="<5 %"),
    ]
    return table_of(PLACEMENTS, PeriodKind.QUARTER, ("sector",), rows)


def rows_in(spec):
    return [row for rows in spec["datasets"].values() for row in rows]


def test_a_hidden_number_is_a_gap_and_a_word_in_a_public_chart():
    """Where a cell is hidden the chart has no value, and says why."""
    spec = public_progress_chart(public_table(), goal()).to_dict()
    assert {row["value"] for row in rows_in(spec) if "hidden" in str(row.get("words"))} == {None}
    spec = public_group_chart(public_sectors(), SECTORS).to_dict()
    told = {(row["panel"], row["when"]): (row["value"], row["words"]) for row in rows_in(spec)}
    assert told["Nonprofits", "Q4 2024"] == (None, "hidden to protect people")
    assert told["Universities", "Q1 2024"] == (None, "not reported")
    assert told["Universities", "Q4 2024"] == (None, "<5 %")


HIDDEN_BASELINE = 61_973


@pytest.mark.parametrize("kind", ["reach", "cumulative", "milestone", "keep_within"])
@pytest.mark.parametrize("target", [61_000, 63_000])
def test_a_baseline_that_may_not_be_told_moves_nothing(kind, target):
    """Whatever a hidden baseline is, the charts are the same byte for byte."""
    rows = [cell("2024-Q1", status="suppressed"), cell("2024-Q2", value=62_400)]
    table = table_of(PLACEMENTS, PeriodKind.QUARTER, (), rows)
    look = Look(baseline=False, pointed=True)
    drawn = set()
    for baseline in (HIDDEN_BASELINE, 62_011, 3):
        agreed = goal(f"2024-Q1 {baseline}", f"2025-Q1 {target}", kind=kind)
        charts = (
            public_progress_chart(table, agreed, (FLOODS,), look),
            public_line(table, goal=agreed, look=look),
        )
        drawn.add(json.dumps([chart.to_dict() for chart in charts]))
    assert len(drawn) == 1
    assert str(HIDDEN_BASELINE) not in drawn.pop()


def test_a_public_chart_says_what_is_agreed_in_the_words_it_is_given():
    """Another language is other words, for numbers and periods too."""
    words = ChartWords(
        baseline="Punto de partida",
        path="camino acordado",
        number=lambda value, _: f"«{value}»",
        period=lambda period: period.label.replace("Q", "T"),
    )
    spec = public_progress_chart(public_table(), goal(), look=Look(words=words)).to_dict()
    assert {"Punto de partida «100», T1 2024", "camino acordado"} <= words_in(spec)


def test_a_brief_chart_has_fewer_words():
    """On a phone the numbers of baseline and target are enough."""
    spec = public_progress_chart(public_table(), goal(), look=Look(brief=True)).to_dict()
    assert {"Baseline 100", "Target 200"} <= words_in(spec)
    assert "agreed path" not in words_in(spec)


def test_points_say_what_they_are_only_where_asked_to():
    """A page that shows it when somebody points there gets one text for each value."""
    for pointed in (True, False):
        spec = public_progress_chart(public_table(), goal(), look=Look(pointed=pointed)).to_dict()
        told = [layer for layer in spec["layer"] if "description" in layer["encoding"]]
        assert len(told) == pointed


def test_a_cumulative_goal_is_drawn_added_up_until_a_figure_is_missing():
    """The sum is known only as far as every period is shown."""
    drawn = drawn_for(public_table(), goal(kind="cumulative"))
    assert [(d.period.text, d.value, d.words) for d in drawn] == [("2024-Q2", 220.0, "220 people")]


def test_a_line_without_words_has_none():
    """It stands beside its figures: no text, no axis, no tooltip."""
    spec = public_line(public_table(), goal=goal(), look=Look(width=100, height=40)).to_dict()
    assert {layer["mark"]["type"] for layer in spec["layer"]} == {"line", "point", "circle"}
    assert words_in(spec) <= {str(v) for row in rows_in(spec) for v in (row["day"], row["value"])}


def test_panels_stand_alone_on_the_same_axes():
    """A page places each group's panel itself; they can still be compared."""
    panels = public_panels(public_sectors(), SECTORS)
    assert list(panels) == list(SECTORS.values())
    specs = [panel.to_dict() for panel in panels.values()]
    domains = {
        json.dumps([s["layer"][0]["encoding"][axis]["scale"] for axis in "xy"]) for s in specs
    }
    assert len(domains) == 1
    assert all(
        {row["panel"] for row in rows_in(s)} == {n} for n, s in zip(panels, specs, strict=True)
    )


def test_only_public_setbacks_are_in_a_public_chart():
    """What was kept among partners stays there."""
    spec = public_progress_chart(public_table(), goal(), (PRIVATE, FLOODS)).to_dict()
    assert "Floods" in words_in(spec)
    assert "A quiet thing" not in words_in(spec)


@pytest.mark.parametrize(
    "chart",
    [
        lambda t: public_group_chart(t, SECTORS),
        lambda t: public_panels(t, SECTORS),
        lambda t: public_progress_chart(t, goal()),
        lambda t: public_line(t, look=Look()),
        lambda t: drawn_for(t, goal()),
    ],
)
def test_a_public_chart_takes_nothing_but_a_public_table(chart):
    """A frame, however public its numbers, is refused."""
    with pytest.raises(TypeError, match="PublicTable"):
        chart(measured(SERIES))


def rows_of(group="sector"):
    table = measured(BY_SECTOR).rename({"sector": group})
    return contributions(
        goal(), PLACEMENTS, table, period=parse_period("2024-Q4", PeriodKind.QUARTER)
    )


def test_sectors_have_a_panel_each_with_the_name_people_use():
    """A panel for each sector, in the order given, as wide as where it is placed."""
    panels = sector_panels(rows_of(), PLACEMENTS)
    assert list(panels) == ["Nonprofits", "Public agencies", "Universities"]
    assert {panel.to_dict()["width"] for panel in panels.values()} == {"container"}


def test_a_panel_without_any_value_says_why():
    """An empty panel is not left to be guessed at."""
    nothing = measured("period | sector | numerator\n2024-Q4 | public |")
    rows = contributions(goal(), PLACEMENTS, nothing, period=None)
    spec = sector_panels(rows, PLACEMENTS)["Public agencies"].to_dict()
    assert [(row["write"], row["words"]) for row in rows_in(spec)] == [("instead", "no figure")]


def test_the_newest_value_of_a_panel_is_written_clear_of_its_line():
    """Below after a fall, above after a rise."""
    specs = [panel.to_dict() for panel in sector_panels(rows_of(), PLACEMENTS).values()]
    rows = [row for spec in specs for row in rows_in(spec)]
    written = {row["panel"]: row["write"] for row in rows if "write" in row}
    assert written == {
        "Nonprofits": "below right",
        "Public agencies": "below right",
        "Universities": "above right",
    }


def test_the_part_of_a_rate_is_its_weight():
    """“Of the total” would mislead where the value is a rate."""
    share = goal("2024-Q1 0.4", "2025-Q1 0.6", measures=RATE)
    table = measured("period | partner | numerator | denominator\n2024-Q3 | east | 5 | 10")
    rows = contributions(share, RATE, table, period=parse_period("2024-Q3", PeriodKind.QUARTER))
    assert "50.0 %, counts for 100 %" in words_in(
        partner_chart(rows, RATE, share, names={}).to_dict()
    )


def test_partners_keep_their_order_and_say_their_part():
    """Nobody is ranked; value, part and change are written."""
    names = {"nonprofit": "North", "public": "East", "university": "South"}
    spec = partner_chart(rows_of("partner"), PLACEMENTS, goal(), names=names).to_dict()
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["North", "East", "South"]
    words = words_in(spec)
    assert {"7 people, 4 % of the total", "-33 people", "no comparison"} <= words


def test_charts_without_any_rows_are_drawn():
    """Nobody has reported yet: an empty picture, no error."""
    assert partner_chart((), PLACEMENTS, goal(), names={}).to_dict()["layer"]
    assert sector_panels((), PLACEMENTS) == {}


def test_sentences_say_what_the_charts_show():
    """The same facts for people who do not see the picture."""
    where = standing(goal(), PLACEMENTS, measured(SERIES))
    assert summary_sentence(where, 2) == (
        "People placed, Q1 2024 to Q4 2024: from 100 people to 163 people; "
        "target 200 people by Q1 2025, 2 setbacks marked."
    )
    assert public_summary_sentence(public_table(), goal(), 1).endswith("1 setback marked.")
    assert contributions_sentence(rows_of(), PLACEMENTS) == (
        "People placed, Q4 2024: 3 of 3 with figures, 0 higher and 2 lower than at the baseline."
    )


def test_sentences_without_figures():
    """No figures is said, not shown as 0."""
    nothing = standing(goal(), PLACEMENTS, measured("period | numerator\n2024-Q1 |"))
    assert summary_sentence(nothing) == (
        "People placed: no figures yet; target 200 people by Q1 2025."
    )
    assert contributions_sentence((), PLACEMENTS) == "People placed: no figures yet."


@pytest.mark.parametrize(
    ("first", "last", "kind", "ticks"),
    [
        ("2026-01", "2026-04", "month", ["2026-01", "2026-02", "2026-03", "2026-04"]),
        ("2023-07", "2026-12", "month", ["2023-07", "2024-01", "2024-07", "2025-01", "2025-07"]),
        ("2023-Q3", "2026-Q4", "quarter", ["2023-Q3", "2024-Q1", "2024-Q3", "2025-Q1", "2025-Q3"]),
        ("2022-23", "2024-25", "school_year", ["2022-23", "2023-24", "2024-25"]),
        ("2026-05", "2026-05", "month", ["2026-05"]),
    ],
)
def test_ticks_are_whole_periods(first, last, kind, ticks):
    """At most eight, evenly apart, beginning with a January or first quarter where they can."""
    first, last = (parse_period(text, PeriodKind(kind)) for text in (first, last))
    found = [period.text for period in ticks_between(first, last)]
    assert found[: len(ticks)] == ticks
    assert len(found) <= 8


@pytest.mark.parametrize(
    ("described", "numbers", "text", "begins"),
    [
        (PLACEMENTS, [150, 260], ",.0f", 0),
        (RATE, [0.2, 0.8], ",.0%", None),
        (RATE, [0.944, 0.958], ",.1%", None),
        (DELAY, [5.2, 7.1], ",.1f", None),
        (DELAY, [5.2, 5.3], ",.2f", None),
    ],
)
def test_axes_have_the_decimals_they_need(described, numbers, text, begins):
    """Counts begin at 0; ticks differ as they are written."""
    assert number_format(described, numbers) == text
    low, high = domain_of(described, numbers)
    assert low < min(numbers)
    assert high > max(numbers)
    assert begins is None or low == begins


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", [INK, ACCENT, PATH, SETBACK])
def test_words_stand_out_from_the_paper(color):
    """Every colour that words are written in has a contrast of 4.5 : 1 on white or more."""
    assert 1.05 / (luminance(color) + 0.05) >= 4.5


def test_a_share_is_written_with_per_cent():
    """Baseline and target of a rate carry the sign."""
    share = goal("2024-Q1 0.4", "2025-Q1 0.6", measures=RATE)
    table = measured("period | numerator | denominator\n2024-Q3 | 5 | 10")
    spec = progress_chart(standing(share, RATE, table)).to_dict()
    assert {"Baseline 40.0 %, Q1 2024", "50.0 %"} <= words_in(spec)
    assert Decimal("0.4") == share.baseline.value


P = PeriodKind.QUARTER
EARLIER = EarlierGoal(
    "reach",
    Point(parse_period("2024-Q1", P), Decimal(100)),
    Point(parse_period("2025-Q1", P), Decimal(140)),
    "Everybody",
    dt.date(2024, 1, 5),
    "Two employers joined.",
)
CHANGED = goal(agreed_on=dt.date(2024, 8, 20), earlier=(EARLIER,))
RANGE = Forecast(
    (Expected(Fraction(150), Fraction(170), Fraction(190)),), *([Fraction(9)] * 2), 8, "", 3
)


def pieces(standing_):
    return [[(p.text, float(v)) for p, v in piece] for piece in paths_that_held(standing_)]


def test_the_path_is_the_one_that_held_at_each_time():
    """A goal made harder later does not make earlier periods look worse."""
    where = standing(CHANGED, PLACEMENTS, measured(SERIES))
    assert pieces(where) == [
        [("2024-Q1", 100), ("2024-Q2", 110)],
        [("2024-Q3", 150), ("2024-Q4", 175), ("2025-Q1", 200)],
    ]
    spec = progress_chart(where).to_dict()
    assert {"goal changed", "Two employers joined."} <= words_in(spec)
    assert summary_sentence(where).endswith("The goal was changed on 20 August 2024.")


def test_the_path_follows_seasons_and_milestones():
    """What is drawn is what the status asks for."""
    steps = goal(path="milestones", milestones=(Point(parse_period("2024-Q3", P), Decimal(190)),))
    where = standing(steps, PLACEMENTS, measured(SERIES))
    assert pieces(where)[0][1:4] == [("2024-Q2", 145), ("2024-Q3", 190), ("2024-Q4", 195)]
    year = "\n".join(f"2023-Q{q} | {n} | 6" for q, n in enumerate((50, 150, 100, 100), start=1))
    table = measured("period | numerator | partners\n" + year)
    seasonal = goal("2023-Q4 100", "2024-Q4 100", path="seasonal")
    (path,) = pieces(standing(seasonal, PLACEMENTS, table))
    assert [value for _, value in path] == [100, 50, 150, 100, 100]


def test_what_may_come_is_a_range_with_its_words():
    """It begins where the line ends, is named in the chart, and the axis reaches for it."""
    where = standing(goal(), PLACEMENTS, measured(SERIES))
    spec = progress_chart(where, (), RANGE).to_dict()
    rows = [row for row in rows_in(spec) if "high" in row]
    assert [(row["value"], row["high"]) for row in rows] == [(163, 163), (150, 190)]
    assert {"if nothing changes", "150 to 190 people"} <= words_in(spec)
    assert summary_sentence(where, forecast=RANGE).endswith(
        "If nothing changes, Q1 2025: 150 to 190 people."
    )
    assert "if nothing changes" not in words_in(progress_chart(where).to_dict())


def test_a_stale_figure_is_grey_and_dated_in_the_chart():
    """Nobody takes an old number for today's."""
    where = dataclasses.replace(standing(goal(), PLACEMENTS, measured(SERIES)), stale=True)
    spec = progress_chart(where).to_dict()
    assert "163 people, as of Q4 2024" in words_in(spec)
    assert ACCENT not in json.dumps(spec)


def test_a_figure_with_files_missing_is_hollow():
    """It differs by its shape, and says why when pointed at."""
    newest = parse_period("2024-Q4", P)
    where = standing(goal(), PLACEMENTS, measured(SERIES), provisional={newest})
    chart = progress_chart(where)
    assert "163 people, files missing" in words_in(chart.to_dict())
    hollow, whole = (len(marks_of(one, "point")) for one in (chart, chart_of()))
    assert hollow == whole + 2
    assert {mark["mark"]["fill"] for mark in marks_of(chart, "point")} == {PAPER}


def test_ones_own_line_stands_without_a_path():
    """No goal, no status, no other line: periods, values and the newest in words."""
    where = standing(goal(), PLACEMENTS, measured(SERIES))
    spec = own_chart(where.series, PLACEMENTS).to_dict()
    assert "163 people" in words_in(spec)
    assert "title" not in spec
    assert own_sentence(where.series, PLACEMENTS) == (
        "People placed, Q1 2024 to Q4 2024: from 100 people to 163 people."
    )
    assert own_chart((), PLACEMENTS).to_dict()["layer"]
    assert own_sentence((), PLACEMENTS) == "People placed: no figures yet."


def test_field_notes_are_letters_and_those_of_a_month_stand_together():
    """What was heard is marked inside only, in the order given; nothing outside of the chart."""
    heard = [FieldNote("a", "x", "board", month) for month in ("2024-02", "2024-02", "2019-01")]
    later = FieldNote("d", "x", "board", "2024-05")
    shown = standing(goal(), PLACEMENTS, measured(SERIES))
    spec = progress_chart(shown, notes=[*heard, later]).to_dict()
    letters = {
        row["letters"] for rows in spec["datasets"].values() for row in rows if "letters" in row
    }
    assert letters == {"a b", "d"}
    assert summary_sentence(shown, notes=4).endswith("4 field notes marked.")

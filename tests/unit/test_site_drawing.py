"""Drawings: text as text, no styles, nothing to load, kept by what they are made from."""

import re
from xml.etree import ElementTree as ET

import pytest

from edition_factories import edition
from shared_metrics.charts import Look, public_line, public_progress_chart
from shared_metrics.site.drawing import draw
from shared_metrics.site.kept import Kept
from shared_metrics.site.words import words_of

MADE = edition()
GOAL = MADE.release.goals[0]
TABLE = MADE.tables["placements-quarter"]


def svg(code: str = "en", kept: Kept | None = None, goal=GOAL, **look) -> str:
    words = words_of(code)
    chart = public_progress_chart(
        MADE.tables[goal.table],
        goal.goal,
        [one.setback for one in goal.setbacks],
        Look(words=words.in_charts, width=600, height=300, pointed=True, **look),
    )
    return draw(chart, words, kept or Kept(None), alternative='A "chart" & more <b>')


def texts(drawn: str) -> set[str]:
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    return {element.text for element in root.iter() if element.tag.endswith("text")}


def test_a_drawing_needs_nothing_but_itself():
    """No style, class of Vega's, script, link or name space of others; words can be selected."""
    drawn = svg()
    assert not re.search(r" style=|<script|href|xlink|aria-(?!label=)|role=\"g|ns\d:", drawn)
    assert {"Baseline 146, Q3 2023", "Target 240, Q4 2026", "210 people", "Q1 2026"} <= texts(drawn)


def test_a_drawing_has_its_words_for_those_who_do_not_see_it():
    """As a label, safe inside the page; without any it is hidden from screen readers."""
    assert 'role="img" aria-label="A &quot;chart&quot; &amp; more &lt;b&gt;"' in svg()
    line = public_line(TABLE, look=Look(width=100, height=40))
    assert draw(line, words_of("en"), Kept(None)).startswith('<svg aria-hidden="true"')


def test_points_carry_what_they_say_and_nothing_else_does():
    """One title for each value that is shown: its period and value."""
    titles = re.findall("<title>(.*?)</title>", svg())
    assert len(titles) == TABLE.cells.height
    assert titles[-1] == "Q1 2026: 210 people"


def test_numbers_and_periods_are_those_of_the_language():
    """On the axes too."""
    share = next(g for g in MADE.release.goals if g.goal.id == "residents_in_work")
    drawn = texts(svg("es", goal=share))
    assert {"T1 2026", "camino acordado"} <= drawn
    assert any(re.fullmatch("9[0-9],[0-9]\u00a0%", text) for text in drawn)
    assert not any(re.fullmatch(r"9[0-9]\.[0-9]\u00a0?%", text) for text in drawn)


def test_a_drawing_is_made_once_and_the_same_every_time(tmp_path):
    """From the same parts the same bytes; what was kept is used."""
    first = svg(kept=Kept(tmp_path))
    assert first == svg() == svg(kept=Kept(tmp_path))
    (kept,) = tmp_path.iterdir()
    text = kept.read_bytes().replace(b"210 people", b"777 people")
    kept.write_bytes(text)
    assert svg(kept=Kept(tmp_path)) == first


@pytest.mark.parametrize("content", [b"", b"\n", b"no hash\nx", b"\xff\xfe\n\x00"])
def test_a_spoilt_entry_is_made_again(tmp_path, content):
    """Half a file, another file, no file: never shown."""
    kept = Kept(tmp_path)
    assert kept.get([b"a"], lambda: b"made") == b"made"
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert Kept(tmp_path).get([b"a"], lambda: b"again") == b"again"
    assert Kept(tmp_path).get([b"a"], lambda: b"third") == b"again"


def test_other_parts_are_another_entry(tmp_path):
    """Parts are kept apart: `ab` + `c` is not `a` + `bc`."""
    kept = Kept(tmp_path)
    assert kept.get([b"ab", b"c"], lambda: b"1") == b"1"
    assert kept.get([b"a", b"bc"], lambda: b"2") == b"2"
    assert len(list(tmp_path.iterdir())) == 2

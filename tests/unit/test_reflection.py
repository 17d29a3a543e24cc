"""Questions about working together: the file, what a spread may tell, the chart of it."""

import datetime as dt
from pathlib import Path

import pytest

import shared_metrics.desk
from definition_factories import AGENDA, small_contract
from desk_factories import DEFINITIONS
from shared_metrics.agenda import parse_agenda
from shared_metrics.charts import reflection_chart
from shared_metrics.definitions import load_definitions
from shared_metrics.errors import DefinitionsBroken
from shared_metrics.reflection import Question, Result, Round, spread, trend

FILE = "agenda/reflection.yaml"
TEXT = """\
themes:
  - id: work
    title: The work
    source: Ourselves, 2026
    questions:
      - {id: done, asks: Does it get done?, low: Rarely, high: Always}
      - {id: told, asks: Is it told?, low: Never, high: Often}
"""
SHIPPED = Path(shared_metrics.desk.__file__).parent / "starting_templates/data_contracts" / FILE
Q = Question("done", "Does it get done?", "Rarely", "Always")
DAY = dt.date(2026, 4, 8)


def read(text: str) -> tuple[Question, ...]:
    return parse_agenda(AGENDA | {FILE: text}, {"visits": small_contract()}).agenda.reflection


def test_questions_are_read_with_their_theme_and_source() -> None:
    """Each question carries the title and source of its theme, in the order of the file."""
    done, told = read(TEXT)
    assert (done.id, done.low, done.high) == ("done", "Rarely", "Always")
    assert told.theme == "The work"
    assert told.source == "Ourselves, 2026"
    assert not told.adapt
    assert read(TEXT.replace("    source", "    adapt: true\n    source"))[0].adapt


@pytest.mark.parametrize("text", ["", "# themes:\n", "\n  # all of it\n"])
def test_a_file_of_comments_switches_nothing_on(text: str) -> None:
    """Without the file, and with one that says nothing, nobody is asked anything."""
    assert read(text) == ()
    assert parse_agenda(AGENDA, {"visits": small_contract()}).agenda.reflection == ()


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("id: told", "id: done", "duplicate_id", 7),
        ("id: told", "id: To tell", "id", 7),
        (", high: Often", "", "missing_key", 7),
        ("    source: Ourselves, 2026\n", "", "missing_key", 2),
        ("asks: Is", "ask: Is", "unknown_key", 7),
        ("themes:", "theme:", "unknown_key", 1),
        ("    title: The work\n", "    title: The work\n    adapt: perhaps\n", "wrong_kind", 4),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(old: str, new: str, rule: str, line: int) -> None:
    """A problem of the file names the line it stands in."""
    with pytest.raises(DefinitionsBroken) as broken:
        read(TEXT.replace(old, new))
    assert (rule, line) in {(one.rule, one.line) for one in broken.value.problems}


def test_what_new_partnerships_get_is_the_samples_switched_off() -> None:
    """The template is all comments; without the marks it is what the sample asks."""
    lines = SHIPPED.read_text().splitlines()
    assert all(line.startswith("#") for line in lines)
    at = lines.index("# themes:")
    switched_on = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[at:])
    asked = read(switched_on)
    assert asked == load_definitions(DEFINITIONS).agenda.reflection
    assert 10 <= len(asked) <= 12
    assert all(question.source and question.adapt for question in asked)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], None),
        ([1, 2, 3, 4], None),
        ([4, 4, 4, 4, None], None),
        ([1, 2, 3, 4, 5], {1: 1, 2: 1, 3: 1, 4: 1, 5: 1}),
        ([5, 5, 5, 5, 5, None], {1: 0, 2: 0, 3: 0, 4: 0, 5: 5}),
        ([2, None, 2, 3, 5, 3, 3], {1: 0, 2: 2, 3: 3, 4: 0, 5: 1}),
    ],
)
def test_a_question_that_fewer_than_five_answered_shows_nothing(
    given: list[int | None], expected: dict[int, int] | None
) -> None:
    """Who left the question out does not count towards the five."""
    answers = [{"told": 3} | ({} if step is None else {"done": step}) for step in given]
    assert spread("done", answers) == expected


@pytest.mark.parametrize(
    ("day", "closed", "takes", "over"),
    [
        (-1, False, False, False),
        (0, False, True, False),
        (7, False, True, False),
        (8, False, False, True),
        (0, True, False, True),
    ],
)
def test_when_a_round_takes_answers(day: int, closed: bool, takes: bool, over: bool) -> None:
    """From its first to its last day, both included, unless it was closed."""
    one = Round("rnd_a", "Spring", (Q,), DAY, DAY + dt.timedelta(7), closed)
    on = DAY + dt.timedelta(day)
    assert (one.takes_answers_on(on), one.is_over_on(on)) == (takes, over)


def test_rounds_stand_side_by_side_while_the_words_stay_the_same() -> None:
    """A question whose words changed begins anew; a round that did not ask it has no row."""
    reworded = Question("done", "Does it get done in time?", "Rarely", "Always")
    asked = [("A", (Q,)), ("B", (reworded,)), ("C", ()), ("D", (Q,))]
    rounds = [(Round(n, n, qs, DAY, DAY), [{"done": 4}] * 5) for n, qs in asked]
    assert [one.round_title for one in trend(Q, rounds)] == ["A", "D"]
    assert [one.sentence for one in trend(reworded, rounds)] == ["B: 5 of 5 chose 4 or 5"]


SHOWN = Result("Spring", {1: 0, 2: 1, 3: 1, 4: 2, 5: 1})
SILENT = Result("Autumn", None)


@pytest.mark.parametrize(
    ("results", "layers"), [((SHOWN,), 2), ((SILENT,), 1), ((SHOWN, SILENT), 3)]
)
def test_the_chart_has_no_layer_of_nothing(results: tuple[Result, ...], layers: int) -> None:
    """Fields and counts for what is shown, words for what is not; each layer has rows."""
    spec = reflection_chart(Q, results).to_dict()
    assert len(spec["layer"]) == layers
    assert all(spec["datasets"].values())


def test_a_round_that_is_not_shown_puts_no_count_into_the_chart() -> None:
    """Not even the data behind the chart holds a number of a round of fewer than five."""
    spec = reflection_chart(Q, (SILENT,)).to_dict()
    (rows,) = spec["datasets"].values()
    assert rows == [{"at": 0, "step": 3, "words": "fewer than 5 answered: not shown"}]
    assert SILENT.count is SILENT.upper is None
    assert SILENT.steps_words == ""

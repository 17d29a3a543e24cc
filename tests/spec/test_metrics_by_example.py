from decimal import Decimal

import pytest

from measuring_factories import ENGINES, cells_of, observations, on_engine
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics import measure
from spec.metrics_by_example import EXAMPLES, PAGE, Example, page

ANSWERS = [example for example in EXAMPLES if not example.refused]
REFUSALS = [example for example in EXAMPLES if example.refused]
READ_AS = {
    "numerator": Decimal,
    "denominator": Decimal,
    "value": float,
    "partners": int,
    "missing": int,
}


@pytest.fixture(params=ENGINES)
def constructor(request):
    """Rows -> the same rows on an engine."""
    return lambda rows: on_engine(request.param, rows)


def measured(example: Example, constructor):
    rows = constructor(observations(example.rows, example.contract))
    return measure(rows, example.metric, example.contract, example.question, example.partners)


def expected(example: Example):
    return [
        {name: cell if cell is None else READ_AS.get(name, str)(cell) for name, cell in row.items()}
        for row in cells_of(example.answer)
    ]


@pytest.mark.parametrize("example", ANSWERS, ids=lambda example: example.title)
def test_the_answer_is_the_one_in_the_table(example, constructor):
    """Every engine gives the documented answer: same rows, same order, exact numbers."""
    assert measured(example, constructor).to_dicts() == expected(example)


@pytest.mark.parametrize("example", REFUSALS, ids=lambda example: example.title)
def test_the_question_is_refused_with_its_code_and_what_to_do(example, constructor):
    """A question that has no honest answer is refused, with a hint."""
    with pytest.raises(CallersMistake) as caught:
        measured(example, constructor)
    assert caught.value.code == example.refused
    assert caught.value.hint


def test_the_page_is_written_from_the_examples():
    """docs/reference/metrics-by-example.md is what the examples say today."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_example_has_its_own_title():
    """A title names one rule."""
    titles = [example.title for example in EXAMPLES]
    assert len(titles) == len(set(titles))

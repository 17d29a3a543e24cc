"""Whatever was answered, by however many: a spread tells of five people or of nobody."""

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from shared_metrics.reflection import FEWEST_ANSWERS, SCALE, Question, Round, spread, trend

QUESTIONS = ("first", "second")
ANSWERS = st.lists(st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(SCALE)), max_size=12)


@given(ANSWERS)
def test_a_spread_counts_everybody_who_answered_or_says_nothing(
    given: list[dict[str, int]],
) -> None:
    """It adds up to all who answered that question, and those are five or more."""
    for question in QUESTIONS:
        count = sum(question in one for one in given)
        shown = spread(question, given)
        assert (shown is None) is (count < FEWEST_ANSWERS)
        assert shown is None or (sum(shown.values()) == count and set(shown) == set(SCALE))


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_says_nothing(given: list[dict[str, int]], by: random.Random) -> None:
    """The same answers in any order are the same spread."""
    mixed = by.sample(given, len(given))
    assert [spread(q, given) for q in QUESTIONS] == [spread(q, mixed) for q in QUESTIONS]


@given(ANSWERS, st.randoms(use_true_random=False))
def test_what_is_shown_does_not_tie_one_question_to_another(
    given: list[dict[str, int]], by: random.Random
) -> None:
    """Exchanging who said what to the other question changes nothing of what is shown."""
    day = dt.date(2026, 4, 8)
    asked = tuple(Question(name, name, "low", "high") for name in QUESTIONS)
    one = Round("rnd_a", "Spring", asked, day, day, closed=True)
    second = by.sample([a.get("second") for a in given], len(given))
    exchanged = [
        {name: step for name, step in (("first", a.get("first")), ("second", b)) if step}
        for a, b in zip(given, second, strict=True)
    ]
    for question in asked:
        assert trend(question, [(one, given)]) == trend(question, [(one, exchanged)])

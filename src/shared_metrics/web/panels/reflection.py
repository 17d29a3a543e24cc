"""Questions about working together on pages: answering them, and how the answers spread."""

from functools import partial
from itertools import groupby

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.charts import reflection_chart
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.questions.reflecting import (
    Spread,
    reflection_rounds,
    reflection_spreads,
    round_to_answer,
)
from shared_metrics.reflection import FEWEST_ANSWERS, SCALE, Question, Result, Round
from shared_metrics.web.data_io import chart_spec, the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.goals import draw
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import day_words, plain

OFF = "This partnership has not switched on the questions about working together."
ROUNDS_DRAWN = 6


def show_open(desk: Desk, person: Person) -> None:
    """A line and a door for whoever has not answered a round that is open."""
    waiting = round_to_answer(desk, person)
    if waiting is not None:
        with st.container(border=True):
            st.markdown(
                "**Questions about how we work together**, open until "
                f"{day_words(waiting.closes)}. They take about five minutes, and nobody is shown "
                "who answered what."
            )
            page = "reflection" if person.of_backbone else "working_together"
            link(page, "Answer the questions")


def stop_where_off() -> None:
    """Where the questions are switched off, says so and shows nothing else."""
    if not the_desk().agenda.reflection:
        st.info(OFF)
        st.stop()


def offer_to_answer(person: Person) -> None:
    """The open round's questions, until this person has answered them."""
    open_rounds = [one for one in reflection_rounds(the_desk(), person) if one.is_open]
    if not open_rounds:
        st.write("No questions are open now.")
    for one in open_rounds:
        st.header(plain(one.round.title))
        st.write(
            f"Open until {day_words(one.round.closes)}. So far {one.count_words}; "
            "nothing else is shown before it is over."
        )
        if one.answered:
            st.success("You have answered. Thank you.")
        else:
            _ask(one.round, person)


def _ask(one: Round, person: Person) -> None:
    st.markdown(
        "- **Nobody is shown your answers.** They lie among everybody's without a name or a time; "
        "what is kept of you is only that you have answered.\n"
        "- **They cannot be changed once sent**, because nobody knows which are yours.\n"
        f"- When the round is over, everybody sees how many chose each step, where at least "
        f"{FEWEST_ANSWERS} people answered. If all choose the same step, that can be seen too. "
        "Leave out what you would rather not answer."
    )
    with st.form(f"answers_{one.id}"):
        chosen = {question.id: _choose(one, question) for question in one.questions}
        if st.form_submit_button("Send my answers for good", type="primary"):
            with shown_plainly():
                given = {name: step for name, step in chosen.items() if step is not None}
                desk = the_desk()
                acts.answer_round(desk, one.id, given, actor=person, now=desk.now())
                st.rerun()


def _choose(one: Round, question: Question) -> int | None:
    ends = {SCALE[0]: question.low, SCALE[-1]: question.high}
    return st.radio(
        plain(question.asks),
        SCALE,
        index=None,
        horizontal=True,
        format_func=lambda step: plain(f"{step} {ends.get(step, '')}"),
        key=f"{one.id}_{question.id}",
    )


def show_spreads(person: Person) -> None:
    """What each question came to in the rounds that are over, theme by theme."""
    spreads = reflection_spreads(the_desk(), person)
    if not spreads:
        st.write("No round is over yet.")
        return
    st.write(
        "How many chose each step, the newest round on top; darker is more of them. A row is shown "
        f"where {FEWEST_ANSWERS} people or more answered."
    )
    for theme, asked in groupby(spreads, key=lambda spread: spread.question.theme):
        st.subheader(plain(theme))
        for spread in asked:
            _show(spread)
    _show_numbers(spreads)
    _show_sources(spreads)


def _show(spread: Spread) -> None:
    question, drawn = spread.question, spread.results[-ROUNDS_DRAWN:]
    make = partial(reflection_chart, question, drawn)
    spec = chart_spec("reflection", make, question.id, question.asks, question.low, question.high)
    st.markdown(f"**{plain(question.asks)}**")
    told = "; ".join(one.sentence for one in reversed(drawn))
    draw(spec, f"{question.asks} {told}.")
    st.caption(f"{plain(told)}.")


def _show_numbers(spreads: list[Spread]) -> None:
    with st.expander("The numbers as a table"):
        st.table(
            [_row(spread.question, one) for spread in spreads for one in reversed(spread.results)],
            border="horizontal",
            hide_index=True,
            alt="How many chose each step, for each question and round",
        )


def _row(question: Question, one: Result) -> dict[str, str]:
    steps = {str(step): "" if one.steps is None else str(one.steps[step]) for step in SCALE}
    few = f"fewer than {FEWEST_ANSWERS}"
    return {
        "Question": plain(question.asks),
        "Round": plain(one.round_title),
        "Answered": few if one.count is None else str(one.count),
        **steps,
    }


def _show_sources(spreads: list[Spread]) -> None:
    sources = {spread.question.theme: spread.question.source for spread in spreads}
    with st.expander("Where these questions come from"):
        for theme, source in sources.items():
            st.markdown(f"- **{plain(theme)}**: {plain(source)}")

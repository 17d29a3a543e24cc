"""Figures beside what they were: then and now, who changed them, and which words turned."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, questions
from shared_metrics.desk.questions import Arrival, RestatedMetric, Restatements
from shared_metrics.desk.questions.releases import edition, releases
from shared_metrics.desk.questions.restated import REASON_WORDS
from shared_metrics.errors import CallersMistake
from shared_metrics.progress import STATUS_WORDS, Observed, change_text, value_text
from shared_metrics.progress.restated import Effect, Figure, values_after
from shared_metrics.releases import Edition
from shared_metrics.releases.restated import said_of
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.sent import name_of, title_of
from shared_metrics.web.plain_errors import show
from shared_metrics.web.wording import count_words, day_words, list_words, plain

EARLIEST = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Days:
    """Two days that are compared; `until` None: now. `edition`: the release published on one."""

    since: dt.date
    until: dt.date | None
    edition: Edition | None


def choose_days() -> Days:
    """The page's head: the two days stand in the address, so they can be sent on.

    With a release in the address, the day it was published, and what it told the public.
    """
    desk = the_desk()
    title, left, right = st.columns([4, 1.5, 1.5], vertical_alignment="bottom")
    title.title("What was known")
    shown = _edition(desk)
    with left:
        since = _choose(
            "since", "As known on", shown.release.published_on if shown else _usual(desk)
        )
    with right:
        until = _choose("until", "Beside", None, "Empty: what is known now.")
    if shown is not None and since != shown.release.published_on:
        shown = None
        st.query_params.pop("release", None)
    return Days(since or _usual(desk), until, shown)


def _choose(
    name: str, label: str, usual: dt.date | None, words: str | None = None
) -> dt.date | None:
    """A day that stands in the address once it was chosen."""
    today, asked = the_desk().today(), _day(st.query_params.get(name, ""))
    value = asked if asked and EARLIEST <= asked <= today else usual
    chosen = st.date_input(
        label,
        value=value,
        min_value=EARLIEST,
        max_value=today,
        format="YYYY-MM-DD",
        help=words,
    )
    if not isinstance(chosen, dt.date):
        st.query_params.pop(name, None)
        return None
    if chosen != usual:
        st.query_params[name] = chosen.isoformat()
    return chosen


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _edition(desk: Desk) -> Edition | None:
    asked = st.query_params.get("release")
    if not asked:
        return None
    try:
        return edition(desk, asked)
    except CallersMistake as mistake:
        show(mistake)
        st.stop()


def _usual(desk: Desk) -> dt.date:
    """What was told last: the newest release, else the beginning of this month."""
    published = [row.published_on for row in releases(desk) if row.published_on]
    return published[-1] if published else desk.today().replace(day=1)


def compare(person: Person, days: Days) -> Restatements:
    """The answer, with one sentence that says how much there is."""
    found = questions.restatements(the_desk(), person, days.since, days.until)
    end = f"at the end of {day_words(days.until)}" if days.until else "now"
    st.markdown(f"As known at the end of **{day_words(days.since)}**, and as known **{end}**.")
    if days.edition is not None:
        st.markdown(f"On that day {days.edition.id} was published; what it said stands beside.")
    figures = sum(len(one.figures) for one in found.restated)
    if not figures and not found.flipped:
        st.success("Every figure that was shown then still reads the same.")
    else:
        turned = count_words(len(found.flipped), "goal's word", "goals' words")
        verb = "is" if figures == 1 else "are"
        read = count_words(figures, "figure").capitalize()
        st.markdown(f"{read} {verb} known otherwise; {turned} turned.")
    return found


def show_turned(found: Restatements) -> None:
    """Goals of which another word is said of the same period: both sentences, side by side."""
    if not found.flipped:
        return
    st.header("Words that turned")
    for flip in found.flipped:
        st.subheader(f"{plain(flip.title)}, {flip.period_then}", anchor=False)
        left, right = st.columns(2)
        _side(left, "Then", flip.word_then, flip.sentence_then)
        _side(right, "Now", flip.word_now, flip.sentence_now)


def _side(column: st.delta_generator.DeltaGenerator, when: str, word: str, sentence: str) -> None:
    with column.container(border=True, height="stretch"):
        st.markdown(f"{when}: **{_status(word)}**")
        st.markdown(plain(sentence))


def _status(word: str) -> str:
    return next((words for status, words in STATUS_WORDS.items() if status == word), word)


def show_figures(found: Restatements, shown: Edition | None) -> None:
    """Each metric's figures then and now, and below each figure what every file did to it."""
    if not found.restated:
        return
    st.header("Figures that are known otherwise")
    for one in found.restated:
        st.subheader(plain(one.metric.title), anchor=False)
        said = said_of(shown, one.metric.id, one.every) if shown else None
        st.table(
            [_row(one, figure, said) for figure in one.figures],
            border="horizontal",
            hide_index=True,
            alt=f"{one.metric.title}: figures then and now",
        )
        with st.expander("What each file did to them"):
            st.table(
                [row for figure in one.figures for row in _effects(found, one, figure)],
                border="horizontal",
                hide_index=True,
                alt=f"{one.metric.title}: what each file did",
            )


def _row(one: RestatedMetric, figure: Figure, said: dict[str, str] | None) -> dict[str, str]:
    told = (
        {} if said is None else {"The public was told": said.get(figure.period.text, "not in it")}
    )
    return (
        {"Period": figure.period.label, "Then": _value(one, figure.then)}
        | {name: plain(words) for name, words in told.items()}
        | {
            "Now": _value(one, figure.now),
            "Difference": _difference(one, figure),
        }
    )


def _difference(one: RestatedMetric, figure: Figure) -> str:
    if figure.difference == 0:
        return "the same, of other numbers"
    return plain(change_text(figure.difference, one.metric))


def _value(one: RestatedMetric, observed: Observed | None) -> str:
    return plain(value_text(observed.value if observed else None, one.metric))


def _effects(found: Restatements, one: RestatedMetric, figure: Figure) -> Iterator[dict[str, str]]:
    made = one.effects[figure.period]
    for effect, value in zip(made, values_after(figure, made), strict=True):
        bottom = effect.change.bottom
        yield (
            {"Figure": figure.period.label, "File": plain(_file(found, effect))}
            | {"Numerator": _signed(effect.change.top)}
            | ({} if bottom is None else {"Denominator": _signed(bottom)})
            | {"So it read": plain(value_text(value, one.metric))}
        )


def _file(found: Restatements, effect: Effect) -> str:
    if effect.submission is None:
        return "None: because of what others report too"
    sent = found.arrivals[effect.submission].submission
    return f"{name_of(sent.partner)}, {sent.period.label if sent.period else ''}"


def _signed(change: Fraction) -> str:
    """Sums of what files hold are finite decimals."""
    return plain(f"{Decimal(change.numerator) / Decimal(change.denominator):+,}")


def show_files(found: Restatements) -> None:
    """The files that made the difference: whose, which, and what was said about them."""
    if not found.arrivals:
        return
    st.header("The files behind it")
    for one in found.arrivals.values():
        link("submission", _door(one), id=one.submission.id)
        said = "".join(f" “{plain(words)}”" for words in one.why)
        st.markdown(f"{_what(one)}{said}")


def _door(one: Arrival) -> str:
    return f"{plain(name_of(one.submission.partner))}: {plain(title_of(one.submission))}"


def _what(one: Arrival) -> str:
    desk, sent = the_desk(), one.submission
    when = f"accepted on {day_words(desk.day_of(sent.decided_at))}" if sent.decided_at else ""
    by = f"by {plain(desk.called(sent.decided_by))}" if sent.decided_by else ""
    much = (
        f"{count_words(one.changed, 'figure')} changed"
        if one.reason == "correction"
        else count_words(one.changed, "row")
    )
    return f"{REASON_WORDS[one.reason].capitalize()}, {much}, {when} {by}."


def show_new(found: Restatements) -> None:
    """Figures nobody had been shown: there is nothing to compare them with."""
    if not found.new:
        return
    st.header("New since then")
    st.markdown("Nobody had been shown these, so there is nothing to compare.")
    st.markdown("\n".join(f"- {plain(one.metric.title)}: {_periods(one.new)}" for one in found.new))


def _periods(new: Sequence[Figure]) -> str:
    if len(new) <= 3:  # noqa: PLR2004 - a line's worth
        return list_words(one.period.label for one in new)
    return f"{new[0].period.label} to {new[-1].period.label}"

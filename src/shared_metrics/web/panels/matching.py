"""Which column is which, and which sheet: what a person says about a file nobody told us of."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from shared_metrics.desk import acts, questions
from shared_metrics.desk.questions import Checked, Lacking, Matching
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.wording import plain

if TYPE_CHECKING:  # `sending` asks this module, so it comes first
    from shared_metrics.web.panels.sending import Errand

NOT_THERE = "Not in the file"


def chosen_sheet(sha256: str) -> str | None:
    """The sheet chosen for a file, None while nobody has."""
    chosen: str | None = st.session_state.get(f"sheet_{sha256}")
    return chosen


def confirmed(errand: "Errand") -> dict[str, str]:
    """Header -> column, as matched in this session for this partner and reporting guide."""
    kept: dict[str, str] = st.session_state.get(_kept_as(errand), {})
    return kept


def _kept_as(errand: "Errand") -> str:
    return f"matched_{errand.whose}_{errand.contract.id}"


def ask_which_sheet(checked: Checked) -> None:
    """A choice among the sheets that hold such a table, when there are several."""
    if checked.table.sheets:
        st.radio(
            "Which sheet do you send?",
            checked.table.sheets,
            index=None,
            horizontal=True,
            key=f"sheet_{checked.upload.sha256}",
        )


def ask_which_column(errand: "Errand", checked: Checked) -> None:
    """The step that matches the file's own column names; nothing when none is left over."""
    matching = checked.matching
    if matching is None:
        return
    if matching.pressing:
        st.header("Which column is which?")
        _ask(errand, checked, matching)
        return
    with st.expander("Columns of yours that we do not read"):
        _ask(errand, checked, matching)


def _ask(errand: "Errand", checked: Checked, matching: Matching) -> None:
    st.markdown(_question(matching))
    _show_examples(matching.headers)
    with st.form(f"matching_{errand.key}_{checked.upload.sha256}", border=False):
        left, right = st.columns(2)
        answers = {
            one.column.name: _choose(one, matching, (left, right)[number % 2])
            for number, one in enumerate(matching.lacking)
        }
        said = st.form_submit_button("Use these columns", key="match_columns", type="primary")
    if said:
        _keep(errand, {header: name for name, header in answers.items() if header}, answers)


def _question(matching: Matching) -> str:
    asked = "Some columns of the reporting guide are not in your file under a name we know. "
    guessed = any(one.guess for one in matching.lacking)
    guess = "What is filled in is our guess: look whether it is right. " if guessed else ""
    return asked + guess + "Once the file is sent, we remember your answer for the next one."


def _show_examples(headers: Mapping[str, tuple[str, ...]]) -> None:
    listed = [
        f"- **{plain(header)}**: {', '.join(map(plain, examples))}"
        for header, examples in headers.items()
        if examples
    ]
    if listed:
        with st.expander("The first cells of your other columns"):
            st.markdown("\n".join(listed))


def _choose(one: Lacking, matching: Matching, place: "st.delta_generator.DeltaGenerator") -> str:
    """The header chosen for one column, empty when it is not in the file."""
    options = ["", *matching.headers]
    may_lack = "" if one.needed else " (may be left out)"
    guessed = f". Our guess: {one.guess}" if one.guess else ""
    chosen: str = place.selectbox(
        plain(f"{one.column.title}{may_lack}{guessed}"),
        options,
        index=options.index(one.guess) if one.guess else 0,
        format_func=lambda header: header or NOT_THERE,
        help=plain(one.column.description) or None,
        key=f"column_{one.column.name}",
    )
    return chosen


def _keep(errand: "Errand", told: dict[str, str], answers: Mapping[str, str]) -> None:
    chosen = [header for header in answers.values() if header]
    twice = sorted({header for header in chosen if chosen.count(header) > 1})
    if twice:
        st.error(f"“{plain(twice[0])}” is chosen for two columns. One column is one thing.")
    elif told:
        st.session_state[_kept_as(errand)] = confirmed(errand) | told
        st.rerun()


def show_matched(errand: "Errand", checked: Checked) -> None:
    """A button for each match in use, which takes it back; that it is in use was said above."""
    in_use = {header: name for name, header in checked.table.matched.items()}
    if not in_use:
        return
    titles = {column.name: column.title for column in errand.contract.columns}
    known = _remembered(errand)
    with st.container(horizontal=True):
        for number, (header, name) in enumerate(in_use.items()):
            label = f"No, “{plain(header)}” is not {plain(titles[name])}"
            if st.button(label, key=f"forget_{number}"):
                _forget(errand, header, remembered=header in known)


def _remembered(errand: "Errand") -> frozenset[str]:
    matches = questions.header_matches(the_desk(), errand.person, errand.whose, errand.contract)
    return frozenset(match.header for match in matches)


def _forget(errand: "Errand", header: str, *, remembered: bool) -> None:
    desk = the_desk()
    kept = {text: name for text, name in confirmed(errand).items() if text != header}
    st.session_state[_kept_as(errand)] = kept
    if remembered:
        acts.forget_header_match(
            desk, errand.whose, errand.contract.id, header, actor=errand.person, now=desk.now()
        )
    st.rerun()

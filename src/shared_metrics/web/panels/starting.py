"""The steps of starting a partnership of one's own, each shown when the one before is done."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import streamlit as st

from shared_metrics.agenda.model import Sector
from shared_metrics.desk import questions, starting
from shared_metrics.desk.starting import Begun, Question
from shared_metrics.drafting import Answers, PartnerAnswer
from shared_metrics.drafting.naming import an_id
from shared_metrics.errors import SharedMetricsError
from shared_metrics.metrics import Question as MetricQuestion
from shared_metrics.reading import Upload
from shared_metrics.settings import Settings
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import in_demo, refusal
from shared_metrics.web.plain_errors import show
from shared_metrics.web.wording import count_words, plain

if TYPE_CHECKING:
    from shared_metrics.drafting.draft import Asked

BEGUN = "begun_partnership"
ACCEPTED = "begun_accepted"
_PARTNERS_AT_FIRST = 2
_SECTOR_WORDS = {sector: sector.value.replace("_", " ") for sector in Sector}


@dataclass(frozen=True)
class FirstFile:
    """The dropped file, and what was said about it."""

    upload: Upload
    title: str
    period: str | None


def stop_unless_at_this_machine() -> None:
    """The page makes folders on this machine: for somebody who sits at it, in the demo only."""
    why = refusal() if in_demo() else "Ask whoever runs this installation."
    if why is not None:
        st.info(
            f"A new partnership is begun at the machine it will run on. {why} "
            "On the command line it is `shared-metrics init`."
        )
        st.stop()


def own_settings() -> Settings:
    """The settings of this server without its places: nothing of the sample is ever shared."""
    apart = {"database_url": None, "vault": None, "definitions": None}
    return the_desk().settings.model_copy(update=apart)


# --- what is asked ------------------------------------------------------------------------


def ask() -> Answers:
    """Who, where, with whom. Every field may stay as it is."""
    left, right = st.columns(2)
    name = left.text_input("What is the partnership called?", "Our partnership", key="own_name")
    place = right.text_input("Where does it work?", "Our region", key="own_place")
    backbone = left.text_input("Who coordinates it?", "Coordinating office", key="own_backbone")
    zones = sorted(available_timezones())
    here = st.context.timezone or "UTC"
    zone = right.selectbox(
        "Its time zone", zones, zones.index(here if here in zones else "UTC"), key="own_zone"
    )
    person = left.text_input("Your name", "You", key="own_person")
    email = right.text_input("Your email address", "you@example.org", key="own_email")
    return Answers(
        name=_said(name),
        place=_said(place),
        time_zone=zone,
        backbone=_said(backbone),
        person=_said(person),
        email=_said(email),
        partners=tuple(_ask_partners()),
    )


def _said(text: str | None) -> str:
    return " ".join((text or "").split())


def _ask_partners() -> list[PartnerAnswer]:
    """A row for each partner: its name and its sector; a row without a name is left out."""
    st.header("Who takes part?")
    rows = st.session_state.setdefault("own_partners", _PARTNERS_AT_FIRST)
    partners = []
    for row in range(rows):
        left, right = st.columns([2, 1])
        name = left.text_input(f"Partner {row + 1}", key=f"own_partner_{row}")
        sector = right.selectbox(
            f"Sector of partner {row + 1} (type of organization)",
            list(_SECTOR_WORDS),
            index=list(_SECTOR_WORDS).index(Sector.NONPROFIT),
            format_func=_SECTOR_WORDS.__getitem__,
            key=f"own_sector_{row}",
        )
        if _said(name):
            partners.append(PartnerAnswer(_said(name), sector))
    st.button("Another partner", on_click=_one_more_partner, key="own_more")
    return partners


def _one_more_partner() -> None:
    st.session_state["own_partners"] += 1


def drop_first_file() -> FirstFile | None:
    """A file as a partner has it now; without one, an example is laid out."""
    st.header("A first file")
    st.write(
        "Drop a file as one of the partners has it now. What each column means is guessed from it, "
        "and you see every guess before anything is made. Without a file you get an example."
    )
    dropped = st.file_uploader("CSV or Excel (.xlsx)", key="own_file")
    left, right = st.columns(2)
    title = left.text_input("What are such files called?", key="own_title", placeholder="Visits")
    period = right.text_input(
        "Its period, if the file does not say it", key="own_period", placeholder="2026-03"
    )
    if dropped is None:
        return None
    upload = Upload(dropped.name, dropped.getvalue())
    return FirstFile(upload, _said(title), _said(period) or None)


def ask_folder(answers: Answers) -> Path:
    """Where everything goes: a folder of its own, beside nothing else."""
    st.header("Where")
    suggested = Path.home() / an_id(answers.name, (), "partnership")
    told = st.text_input("A new folder on this machine", str(suggested), key="own_folder")
    return Path(_said(told) or suggested).expanduser()


# --- guesses and making it ----------------------------------------------------------------


def show_guesses(answers: Answers, first: FirstFile | None) -> bool:
    """What was guessed about the file, before anything is made; whether it can be made."""
    if first is None:
        return True
    try:
        with st.spinner("Reading the file …"):
            questions_to_check = _guesses(answers, first)
    except SharedMetricsError as problem:
        show(problem)
        return False
    st.subheader("What we guess; check this", anchor=False)
    st.write("Each line also stands as a comment in the files that are made, for you to change.")
    st.table(
        [{"Column": plain(q.about), "We guess": plain(q.guess)} for q in questions_to_check],
        border="horizontal",
        hide_index=True,
        alt="What is guessed about the first file",
    )
    return True


def _guesses(answers: Answers, first: FirstFile) -> tuple[Question, ...]:
    """Drafted anew only when something that matters was changed."""
    key = (first.upload.sha256, first.title, first.period, answers)
    kept = st.session_state.get("own_guesses")
    if kept is None or kept[0] != key:
        guessed = starting.preview(answers, own_settings(), first.upload, _asked(first))
        kept = st.session_state["own_guesses"] = (key, guessed)
    answer: tuple[Question, ...] = kept[1]
    return answer


def _asked(first: FirstFile) -> "Asked":
    from shared_metrics.drafting.draft import Asked

    return Asked(title=first.title, period=first.period)


def offer_to_begin(answers: Answers, first: FirstFile | None, folder: Path, *, ready: bool) -> None:
    """The button that makes the folder."""
    if not answers.partners:
        st.markdown("Still needed: the name of one partner.")
    waiting = not (ready and answers.partners)
    if not st.button("Make it", type="primary", disabled=waiting, key="own_make"):
        return
    try:
        starting.check_apart(folder, the_desk().home.folder)
        begun = starting.begin(
            folder,
            answers,
            own_settings(),
            first=first.upload if first else None,
            asked=_asked(first) if first else None,
        )
    except SharedMetricsError as problem:
        show(problem)
        return
    st.session_state[BEGUN] = begun
    st.rerun()


# --- after it was made --------------------------------------------------------------------


def begun_here() -> Begun | None:
    """What this session made a moment ago."""
    begun: Begun | None = st.session_state.get(BEGUN)
    return begun


def show_begun(begun: Begun) -> None:
    """Where everything is."""
    st.success(f"Made **{plain(str(begun.directory))}**. Nothing of it is in the home served here.")
    st.markdown(
        f"- Contract, metrics and partners, for you to change: {plain(str(begun.definitions))}\n"
        f"- Its home, with every file ever sent: {plain(str(begun.home))}\n"
        f"- The first file: {plain(str(begun.first_file))}"
    )


def offer_first_upload(begun: Begun) -> None:
    """Send and accept the first file as one person, with a reason that stays on record."""
    accepted: list[str] | None = st.session_state.get(ACCEPTED)
    if accepted is not None:
        _show_accepted(begun, accepted)
        return
    st.header("Send the first file")
    st.write(
        "You send it on the partner's behalf and accept it yourself. That one person did both is "
        "kept on record with your reason."
    )
    if begun.to_explain:
        st.write("Something in it is unusual; your reason also says why it is right.")
    reason = st.text_input("Your reason", "The first file, to begin with", key="own_reason")
    if st.button("Send and accept", type="primary", disabled=not _said(reason), key="own_send"):
        desk = starting.open_begun(begun, own_settings())
        try:
            sent = starting.send_first(begun, desk, reason=_said(reason))
        except SharedMetricsError as problem:
            show(problem)
            return
        finally:
            desk.ledger.engine.dispose()
        st.session_state[ACCEPTED] = [one.id for one in sent]
        st.rerun()


def _show_accepted(begun: Begun, accepted: list[str]) -> None:
    st.header("Accepted")
    st.success(f"{count_words(len(accepted), 'submission').capitalize()} accepted.")
    desk = starting.open_begun(begun, own_settings())
    try:
        for metric_id in begun.metrics:
            metric = desk.definitions.metric(metric_id)
            measured = questions.measured(desk, metric_id, MetricQuestion(by=("period",)))
            st.markdown(f"**{plain(metric.title)}** ({plain(metric.unit)})")
            st.dataframe(measured, hide_index=True)
    finally:
        desk.ledger.engine.dispose()


def show_how_to_go_on(begun: Begun) -> None:
    """The commands that open its own pages."""
    st.header("Open its own pages")
    st.write(
        "This server goes on showing the home it was started with. Stop it with Ctrl-C and type:"
    )
    st.code(
        f"shared-metrics serve --home {shlex.quote(str(begun.home.absolute()))}", language="bash"
    )
    with st.expander("The same from the command line"):
        st.code("\n".join(begun.next_steps), language="bash")

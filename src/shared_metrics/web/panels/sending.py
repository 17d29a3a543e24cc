"""The steps of sending a file, each shown when the one before is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.contracts.model import Contract
from shared_metrics.desk import acts, questions
from shared_metrics.desk.acts.drafts import Reading
from shared_metrics.desk.questions import Checked
from shared_metrics.findings import Finding, Level, rules_to_explain
from shared_metrics.periods import Period
from shared_metrics.reading import Upload
from shared_metrics.submissions import Mode
from shared_metrics.web.annotated import annotate, annotated_name
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels import matching
from shared_metrics.web.panels.findings import (
    findings_csv,
    show_findings,
    summary,
    waiting_words,
)
from shared_metrics.web.panels.totals import show_total_rows
from shared_metrics.web.wording import day_words, moment_words, plain

FEW = 3
AS_THE_FILE_SAYS = "As the file says"
PERSONAL_DATA = "personal_data"  # the rule; `checks` is not imported for its name


@dataclass(frozen=True)
class Errand:
    """Who sends whose figures, under which contract, for when (None: as the file says)."""

    person: Person
    whose: str
    contract: Contract
    period: Period | None

    @property
    def on_behalf(self) -> bool:
        """Whether it is somebody else's file."""
        return self.whose not in (self.person.partner, the_desk().partnership.backbone)

    @property
    def may_send(self) -> bool:
        """Whether this person may send it."""
        return people.can_submit(
            self.person,
            self.contract,
            self.whose,
            the_desk().partnership,
            on_behalf=self.on_behalf,
        )

    @property
    def key(self) -> str:
        """Tells its widgets from another errand's."""
        period = self.period.text if self.period else "any"
        return f"{self.whose}_{self.contract.id}_{period}"


@dataclass(frozen=True)
class Answers:
    """What the sender said before sending. `missing`: what still has to be said."""

    mode: Mode | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    missing: tuple[str, ...] = ()


def choose_whose() -> str:
    """For the backbone: its own published figures, or a partner's file on its behalf."""
    partnership = the_desk().partnership
    names = {partnership.backbone: f"{partnership.backbone_name} (published figures)"}
    names |= {partner.id: f"On behalf of {partner.name}" for partner in partnership.partners}
    return st.selectbox("For whom?", list(names), format_func=names.__getitem__, key="whose")


def choose(person: Person, whose: str, contracts: Mapping[str, Contract]) -> Errand:
    """Which file and for which period; a link from the to-do list has chosen already."""
    asked = st.query_params.get("contract", "")
    ids = list(contracts)
    left, right = st.columns(2)
    contract_id = left.selectbox(
        "What do you send?",
        ids,
        index=ids.index(asked) if asked in ids else 0,
        format_func=lambda contract_id: contracts[contract_id].title,
    )
    contract = contracts[contract_id]
    periods = _periods(person, whose, contract)
    wanted = st.query_params.get("period", "") if contract_id == asked else ""
    labels = [AS_THE_FILE_SAYS, *(period.label for period in periods)]
    texts = [period.text for period in periods]
    label = right.selectbox(
        "For which period?",
        labels,
        index=texts.index(wanted) + 1 if wanted in texts else 0,
        key=f"period_{contract_id}",
    )
    period = None if label == AS_THE_FILE_SAYS else periods[labels.index(label) - 1]
    if period is not None:
        st.markdown(f"Due on **{day_words(contract.due.date_for(period))}**.")
    return Errand(person, whose, contract, period)


def _periods(person: Person, whose: str, contract: Contract) -> list[Period]:
    """Every period asked for so far, newest first, and the one that runs now."""
    return questions.periods_to_send(the_desk(), person, contract, whose)


def receipts_of(errand: Errand) -> list[str]:
    """Submissions sent a moment ago from this page."""
    kept: list[str] = st.session_state.get(f"receipts_{errand.key}", [])
    return kept


def offer_another(errand: Errand) -> None:
    """A way back to an empty page."""
    if st.button("Send another file"):
        del st.session_state[f"receipts_{errand.key}"]
        st.rerun()


def drop(errand: Errand) -> Upload | None:
    """The file as dropped; its size is refused in the browser before it is sent."""
    desk = the_desk()
    dropped = st.file_uploader(
        "Drop the file here: CSV or Excel (.xlsx)",
        key=f"file_{errand.key}_{st.session_state.get('files_sent', 0)}",
        max_upload_size=max(1, round(desk.settings.max_upload_mb)),
    )
    if dropped is None:
        return None
    return Upload(dropped.name, dropped.getvalue())


def offer_nothing_to_report(errand: Errand) -> None:
    """One click says there is nothing to report; this is not a zero."""
    if errand.person.roles and errand.person.partner is not None:
        link("guides", "Reporting guide and template", contract=errand.contract.id)
    if errand.period is None:
        return
    with st.container(border=True):
        st.markdown(f"**Nothing to report for {errand.period.label}?** Say so: it is not a zero.")
        if st.button("Nothing to report", key="nothing_to_report"):
            _submit(errand, None, Answers())


def check(errand: Errand, upload: Upload) -> Checked:
    """The file as checked; kept in the session, so that typing a reason does not check again."""
    desk = the_desk()
    told = _reading(errand, upload)
    revision = desk.ledger.revision()
    key = (upload.sha256, errand.key, told, desk.today(), revision)
    kept = st.session_state.get("checked")
    if kept is None or kept[0] != key:
        with st.spinner("Reading and checking …"):
            checked = questions.check_file(
                desk,
                errand.person,
                upload,
                errand.contract.id,
                partner_id=errand.whose,
                period=errand.period,
                false_alarms=told.false_alarms,
                sheet=told.sheet,
                header_matches=told.header_matches,
            )
        kept = st.session_state["checked"] = (key, checked)
    answer: Checked = kept[1]
    return answer


def _reading(errand: Errand, upload: Upload) -> Reading:
    """What the sender has said about the file so far."""
    return Reading(
        matching.chosen_sheet(upload.sha256), matching.confirmed(errand), false_alarms(upload)
    )


def show_what_we_read(checked: Checked) -> None:
    """One line about the file, then what we took to be so without being told."""
    st.header("What we read")
    periods = [period.label for period in checked.judgement.periods]
    shown = periods if len(periods) <= FEW else [periods[0], "…", periods[-1]]
    st.markdown(plain(", ".join([checked.table.facts.sentence, *shown])))
    _show_assumptions([assumption.message for assumption in checked.judgement.assumptions])
    if checked.looks_like is not None:
        st.warning(
            f"This looks like a file for “{plain(checked.looks_like.title)}”. "
            "Choose it above if that is what you send."
        )
    if checked.same_as is not None:
        when = moment_words(checked.same_as.submitted_at, the_desk().time_zone)
        st.info(f"This is the same file that was sent on {when}. It need not be sent again.")


def _show_assumptions(messages: Sequence[str]) -> None:
    listed = "\n".join(f"- {plain(message)}" for message in messages)
    if len(messages) <= FEW:
        st.markdown(listed)
        return
    with st.expander(f"{len(messages)} things we took to be so; please look whether they are"):
        st.markdown(listed)


def false_alarms(upload: Upload) -> frozenset[str]:
    """Columns the sender has said are not about one person; the backbone reads why."""
    return frozenset(st.session_state.get(f"not_personal_{upload.sha256}", ()))


def ask_about_personal_data(checked: Checked) -> None:
    """A column taken for personal data may be marked as a false alarm; it then needs a reason."""
    columns = sorted(
        {f.column for f in checked.judgement.findings if f.rule == PERSONAL_DATA and f.column}
    )
    if columns:
        titles = _titles(checked.contract)
        st.multiselect(
            "Is one of these columns not about single people? Mark it, and say why below.",
            columns,
            format_func=lambda column: titles.get(column, column),
            key=f"not_personal_{checked.upload.sha256}",
        )


def show_what_to_mend(checked: Checked) -> None:
    """Everything to fix at once, with the sender's own file back."""
    findings = checked.judgement.findings
    waiting = waiting_words(checked.judgement.waiting_rules)
    st.error(f"**{summary(findings)}.** {waiting or ''} Nothing has been sent or kept.")
    _downloads(checked, findings)
    show_findings(findings, _titles(checked.contract))


def _downloads(checked: Checked, findings: Sequence[Finding]) -> None:
    with st.container(horizontal=True):
        if checked.table.readable:
            st.download_button(
                "Your file with the problems marked",
                lambda: annotate(checked.upload, checked.table.facts, findings),
                file_name=annotated_name(checked.upload),
                key="annotated",
                on_click="ignore",
                type="primary",
            )
        st.download_button(
            "All findings (.csv)",
            lambda: findings_csv(findings),
            file_name="findings.csv",
            mime="text/csv",
            key="findings_csv",
            on_click="ignore",
        )


def _titles(contract: Contract) -> dict[str, str]:
    return {column.name: column.title for column in contract.columns}


def show_totals(checked: Checked) -> None:
    """What the file adds up to, beside what was sent before."""
    st.success(f"**{summary(checked.judgement.findings)}.**")
    if checked.judgement.findings:
        show_findings(checked.judgement.findings, _titles(checked.contract))
    show_total_rows(checked)


def ask(checked: Checked) -> Answers:
    """Reasons for what is unusual, what to do with an earlier file, anything else to know."""
    rules = rules_to_explain(checked.judgement.findings)
    reasons = {rule: _ask_reason(rule, checked) for rule in rules}
    mode, undecided = _ask_mode(checked)
    note = st.text_area(
        "Anything we should know?",
        placeholder="For example: a program ended in May, so fewer people were enrolled.",
        key=f"note_{checked.upload.sha256}",
        max_chars=2_000,
    )
    missing = ["what to do with the earlier file"] if undecided else []
    missing += ["a reason for each figure to check"] if not all(reasons.values()) else []
    return Answers(mode, reasons, (note or "").strip(), tuple(missing))


def _ask_reason(rule: str, checked: Checked) -> str:
    finding = next(
        f for f in checked.judgement.findings if f.rule == rule and f.level is Level.CHECK
    )
    answer = st.text_input(
        f"Why is this right? {plain(finding.message)}",
        key=f"reason_{rule}_{checked.upload.sha256}",
        max_chars=500,
    )
    return (answer or "").strip()


def _ask_mode(checked: Checked) -> tuple[Mode | None, bool]:
    """Replace or add, when a file for the period is there already; and whether to wait for it."""
    if not checked.standing or checked.same_as is not None:
        return None, False
    earlier = next(iter(checked.standing.values()))
    when = moment_words(earlier.submitted_at, the_desk().time_zone)
    words: dict[Mode, str] = {
        "replace": f"It replaces what was sent on {when}",
        "add": "Its rows are added to that",
    }
    chosen = st.radio(
        "There already is a file for this period. What is this one?",
        list(words),
        format_func=lambda mode: words[mode],
        index=None,
        key=f"mode_{checked.upload.sha256}",
    )
    return chosen, chosen is None


def offer_to_send(errand: Errand, checked: Checked, answers: Answers) -> None:
    """The button, and what is still missing before it can be pressed."""
    if answers.missing:
        st.markdown(f"Still needed: {' and '.join(answers.missing)}.")
    if st.button("Send", type="primary", disabled=bool(answers.missing), key="send"):
        _submit(errand, checked.upload, answers)


def _submit(errand: Errand, upload: Upload | None, answers: Answers) -> None:
    """Sends, keeps the receipts at hand and begins the page anew."""
    desk = the_desk()
    sent = acts.submit(
        desk,
        upload,
        errand.contract.id,
        partner_id=errand.whose,
        actor=errand.person,
        now=desk.now(),
        period=errand.period,
        on_behalf=errand.on_behalf,
        reasons=answers.reasons,
        nothing_to_report=upload is None,
        mode=answers.mode,
        note=answers.note,
        reading=_reading(errand, upload) if upload else None,
    )
    st.session_state[f"receipts_{errand.key}"] = [one.same_as or one.id for one in sent]
    st.session_state["files_sent"] = st.session_state.get("files_sent", 0) + 1
    st.rerun()

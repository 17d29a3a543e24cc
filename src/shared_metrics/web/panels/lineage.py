"""Where a number comes from: choose it, see what it is made of, down to the rows of the files."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

import streamlit as st

from shared_metrics.agenda.model import Metric, Person, Term
from shared_metrics.contracts import Contract
from shared_metrics.desk import Desk
from shared_metrics.desk.questions import GoalView
from shared_metrics.desk.questions.lineage import (
    Brought,
    FileRow,
    Group,
    Lineage,
    groups_to_trace,
    lineage,
    periods_to_trace,
)
from shared_metrics.metrics import plain_text
from shared_metrics.periods import Period
from shared_metrics.progress import value_text
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.goals import asked_for
from shared_metrics.web.wording import count_words, day_words, list_words, plain

EVERYBODY: Final = "Everybody"
MOST_ROWS: Final = 200
LABEL: Final = "Where does this number come from?"


def link_to_origin(desk: Desk, view: GoalView) -> None:
    """A door from a goal's newest figure to what it is made of."""
    period = view.standing.period
    if period is not None:
        metric = view.standing.metric.id
        link("lineage", LABEL, metric=metric, period=period.text, **asked_for(desk))


def choose_and_show(
    desk: Desk, person: Person, metrics: Sequence[Metric], partner: str | None = None
) -> None:
    """The whole of the page: what to trace (it stands in the address), and its trace.

    `partner`: whose figures alone can be traced; None: anybody's.
    """
    metric = _choose_metric(metrics)
    contract = desk.definitions.contract(metric.contract)
    when, which, whose = st.columns(3)
    with whose:
        wanted = partner or _choose_partner(desk, contract)
    with when:
        period = _choose_period(desk, metric, wanted)
    with which:
        group = _choose_group(desk, metric, contract)
    if period is None:
        st.markdown("No figures have been accepted yet.")
        return
    found = lineage(desk, person, metric.id, period, partner_id=wanted, group=group)
    _show_number(found, contract)
    if found.brought:
        st.header("Who brings what")
        _show_brought(desk, found)
        st.header("The rows of the file")
        _show_rows(desk, contract, found, of_backbone=person.of_backbone)


def here() -> dict[str, str]:
    """What is traced, as it stands in the address."""
    asked = ("metric", "period", "partner", "group")
    return {name: st.query_params[name] for name in asked if name in st.query_params}


# --- what to trace ------------------------------------------------------------------------


def _choose_metric(metrics: Sequence[Metric]) -> Metric:
    by_id = {metric.id: metric for metric in metrics}
    chosen = _choose("Figure", list(by_id), "metric", lambda one: by_id[one].title)
    return by_id[chosen or metrics[0].id]


def _choose_partner(desk: Desk, contract: Contract) -> str | None:
    if contract.loaded_by == "backbone":
        return None
    known = desk.partnership.partner_by_id
    reporting = [p.id for p in known.values() if contract.id in {r.contract for r in p.reports}]
    chosen = _choose("Partner", [EVERYBODY, *reporting], "partner", lambda one: _name(desk, one))
    return None if chosen in (None, EVERYBODY) else chosen


def _choose_period(desk: Desk, metric: Metric, partner: str | None) -> Period | None:
    periods = {p.text: p for p in reversed(periods_to_trace(desk, metric, partner))}
    texts = list(reversed(periods))
    chosen = _choose("Period", texts, "period", lambda one: periods[one].label)
    return periods[chosen] if chosen else None


def _choose_group(desk: Desk, metric: Metric, contract: Contract) -> Group | None:
    groups = {f"{name}={code}": (name, code) for name, code in groups_to_trace(desk, metric)}
    labels = {key: _group_words(contract, *group) for key, group in groups.items()}
    if not groups:
        return None
    chosen = _choose("Group", [EVERYBODY, *groups], "group", lambda one: labels.get(one, one))
    return groups.get(chosen or EVERYBODY)


def _choose(label: str, options: list[str], key: str, words: Callable[[str], str]) -> str | None:
    """A choice that stands in the address, so that it can be sent on."""
    asked = st.query_params.get(key, "")
    at = options.index(asked) if asked in options else 0
    chosen = st.selectbox(label, options, index=at, format_func=words)
    if chosen and chosen != EVERYBODY:
        st.query_params[key] = chosen
    elif asked:
        del st.query_params[key]
    return chosen


# --- the number ---------------------------------------------------------------------------


def _show_number(found: Lineage, contract: Contract) -> None:
    metric = found.metric
    with st.container(border=True, key="number"):
        st.metric(plain(f"{metric.title}, {found.period.label}"), plain(_value(found)))
        st.markdown(_sums_words(found, contract))
        if not found.adds_up:
            st.markdown("Several partners report it, and their figures have no total.")
        left_out = sum(one.left_out for one in found.brought)
        if left_out:
            st.markdown(
                f"{count_words(left_out, 'row')} below could not be used: a number that is needed "
                "is missing there, so the figure they belong to is left out."
            )


def _value(found: Lineage) -> str:
    return value_text(found.value, found.metric)


def _sums_words(found: Lineage, contract: Contract) -> str:
    """`49 (Placed) divided by 60 (Due for follow-up)`."""
    sides = [(found.numerator, found.metric.numerator)]
    if found.metric.denominator:
        sides.append((found.denominator, found.metric.denominator))
    told = [
        f"**{plain(_number(total))}** ({plain(_terms_words(terms, contract))})"
        for total, terms in sides
        if total is not None
    ]
    return " divided by ".join(told)


def _terms_words(terms: Iterable[Term], contract: Contract) -> str:
    return " plus ".join(_term_words(term, contract) for term in terms)


def _term_words(term: Term, contract: Contract) -> str:
    made = " × ".join(contract.by_name[column].title for column in term.columns)
    only = [
        _group_words(contract, name, code) for name, codes in term.where.items() for code in codes
    ]
    return f"{made}, only {list_words(only)}" if only else made


# --- who brings what ----------------------------------------------------------------------


def _show_brought(desk: Desk, found: Lineage) -> None:
    columns = ("Brings", "Of")[: 1 + bool(found.metric.denominator)]
    st.table(
        [
            {"Partner": plain(_name(desk, one.partner)), "Period": plain(one.period.label)}
            | dict(zip(columns, map(_number, (one.numerator, one.denominator)), strict=False))
            | {"Rows": f"{len(one.rows):,}", "File": plain(_sent_words(desk, one))}
            for one in found.brought
        ],
        border="horizontal",
        hide_index=True,
        alt="What each partner brings to the number, by period",
    )


def _sent_words(desk: Desk, one: Brought) -> str:
    sent = one.submission
    words = f"sent {day_words(desk.day_of(sent.submitted_at))}"
    if sent.decided_at is not None:
        words += f", accepted {day_words(desk.day_of(sent.decided_at))}"
    return f"{words}; a correction" if sent.supersedes else words


def _show_rows(desk: Desk, contract: Contract, found: Lineage, *, of_backbone: bool) -> None:
    at = st.selectbox(
        "Whose, and for which period",
        range(len(found.brought)),
        format_func=lambda at: _title(desk, found.brought[at]),
    )
    one = found.brought[at]
    sent = one.submission
    st.markdown(
        f"{plain(sent.file_name or sent.id)}, reporting guide version "
        f"{plain(sent.contract_version)}. {plain(_several_files(sent.originals))}".strip()
    )
    link("submission" if of_backbone else "sent", "See what was sent", id=sent.id)
    divided = bool(found.metric.denominator)
    st.table(
        [_row_words(contract, row, divided=divided) for row in one.rows[:MOST_ROWS]],
        border="horizontal",
        hide_index=True,
        alt="The rows that count, with the line of the file each stands in",
    )
    if len(one.rows) > MOST_ROWS:
        st.markdown(
            f"And {count_words(len(one.rows) - MOST_ROWS, 'more row')}; the command line lists all."
        )


def _several_files(originals: Sequence[str]) -> str:
    if len(originals) < 2:  # noqa: PLR2004 - one file is the usual
        return ""
    return "It came in several files; a line is that of the file the row came in."


def _row_words(contract: Contract, row: FileRow, *, divided: bool) -> dict[str, str]:
    groups = {
        plain(contract.by_name[name].title): plain(_code_words(contract, name, code or "–"))
        for name, code in row.groups.items()
    }
    figures = {
        plain(contract.by_name[name].title): "–" if number is None else _number(number)
        for name, number in row.figures.items()
    }
    brings = {"Brings": _number(row.numerator) if row.counts else "left out"}
    of = {"Of": _number(row.denominator) if row.counts else "left out"} if divided else {}
    return {"Line": f"{row.line:,}"} | groups | figures | brings | of


# --- words --------------------------------------------------------------------------------


def _title(desk: Desk, one: Brought) -> str:
    return f"{_name(desk, one.partner)}, {one.period.label}"


def _name(desk: Desk, partner: str) -> str:
    known = desk.partnership.partner_by_id
    if partner == desk.partnership.backbone:
        return desk.partnership.backbone_name
    return known[partner].name if partner in known else partner


def _group_words(contract: Contract, name: str, code: str) -> str:
    return f"{contract.by_name[name].title}: {_code_words(contract, name, code)}"


def _code_words(contract: Contract, name: str, code: str) -> str:
    labels = {value.value: value.label for value in contract.by_name[name].enum}
    return labels.get(code, code)


def _number(number: Decimal | None) -> str:
    """All its digits, with thousands set apart."""
    if number is None:
        return "–"
    whole, point, rest = plain_text(number).partition(".")
    return f"{int(whole):,}{point}{rest}"

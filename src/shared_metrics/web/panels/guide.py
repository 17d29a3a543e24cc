"""A contract as its reader sees it: a reporting guide."""

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.contracts import Column, ColumnType, Contract
from shared_metrics.contracts.model import Role
from shared_metrics.desk import questions
from shared_metrics.periods import Period
from shared_metrics.web.annotated import XLSX_TYPE
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.wording import as_code, count_words, list_words, plain

_TYPE_WORDS = {
    ColumnType.STRING: "text",
    ColumnType.INTEGER: "whole number",
    ColumnType.NUMBER: "number",
    ColumnType.DATE: "date, such as 2026-03-31",
    ColumnType.TIMESTAMP: "date and time",
    ColumnType.BOOLEAN: "yes or no",
}


def template_buttons(person: Person, contract: Contract, period: Period) -> None:
    """Downloads of an empty file for one period, as a workbook and as CSV."""
    with st.container(horizontal=True, vertical_alignment="center"):
        name = f"{contract.id} {period.text}"
        st.download_button(
            f"Template for {period.label} (.xlsx)",
            lambda: questions.template(the_desk(), person, contract.id, period, "xlsx"),
            file_name=f"{name}.xlsx",
            mime=XLSX_TYPE,
            type="primary",
            key=f"xlsx_{contract.id}",
            on_click="ignore",
        )
        st.download_button(
            "Template (.csv)",
            lambda: questions.template(the_desk(), person, contract.id, period, "csv"),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"csv_{contract.id}",
            on_click="ignore",
        )


def show_guide(contract: Contract) -> None:
    """Purpose, what a row is, when it is due, every column, and what is checked."""
    st.markdown(plain(contract.description))
    st.markdown(f"**What a row is:** {plain(contract.grain)}.")
    st.markdown(f"**When:** {_due_words(contract)}")
    st.subheader("Columns")
    st.table(
        [_column_row(column) for column in contract.columns],
        border="horizontal",
        hide_index=True,
        alt=f"The columns of {contract.title}",
    )
    rules = [*(plain(rule.message) for rule in contract.rules), *map(plain, contract.notes)]
    if rules:
        st.subheader("What is checked across columns")
        st.markdown("\n".join(f"- {rule}" for rule in rules))
    st.subheader("Personal data")
    st.markdown(
        "Never send names, addresses, birth dates or numbers that belong to one person. "
        "A file with such a column is not kept. Send the real counts, small ones too: they are "
        "hidden before anything is published."
    )


def _due_words(contract: Contract) -> str:
    due = contract.due
    unit = contract.period_kind.replace("_", " ")
    after = count_words(due.months_after, "month")
    words = f"for each {unit}, due on day {due.day} of the month {after} after it ends"
    if due.months_after == 1:
        words = f"for each {unit}, due on day {due.day} of the next month"
    if due.grace_days:
        words += f"; open for {count_words(due.grace_days, 'day')} more"
    return f"{words}."


def _column_row(column: Column) -> dict[str, str]:
    other = [synonym.text for synonym in column.synonyms if synonym.partner is None]
    return {
        "Column": f"**{plain(column.title)}**  \n`{column.name}`",
        "What it holds": plain(column.description),
        "How to write it": _how_words(column),
        "Other headings we know": plain(list_words(other)) if other else "",
    }


def _how_words(column: Column) -> str:
    if column.enum:
        labels = [value.value or "(an empty cell)" for value in column.enum]
        words = "one of: " + ", ".join(as_code(label) for label in labels)
    elif column.role is Role.PERIOD:
        words = f"such as {plain(', '.join(column.examples))}" if column.examples else "a period"
    else:
        words = _TYPE_WORDS[column.type] + (f", {plain(column.unit)}" if column.unit else "")
    if column.missing_marks:
        words += "; if missing: " + ", ".join(as_code(mark) for mark in column.missing_marks)
    if column.optional:
        return f"{words}; the column may be left out"
    return words if column.required else f"{words}; may be empty"

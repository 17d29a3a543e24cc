"""What a file adds up to, beside what was sent before."""

from decimal import Decimal

import streamlit as st

from shared_metrics.desk.questions import Checked, TotalRow
from shared_metrics.web.wording import plain


def show_total_rows(checked: Checked) -> None:
    """One row an indicator: this file, what it would replace, the period before, the change."""
    if not checked.totals:
        return
    (period,) = checked.judgement.periods
    before = (period + -1).label
    replacing = any(row.replaced is not None for row in checked.totals)
    st.subheader(f"{period.label} in total", anchor=False)
    st.table(
        [_row(row, period.label, before, replacing=replacing) for row in checked.totals],
        border="horizontal",
        hide_index=True,
        alt=f"Totals of {period.label} beside {before}",
    )


def _row(row: TotalRow, period: str, before: str, *, replacing: bool) -> dict[str, str]:
    title = plain(row.title) + (f" ({plain(row.unit)})" if row.unit else "")
    told = {"Figure": title, period: number_words(row.now)}
    if replacing:
        told["Sent before"] = number_words(row.replaced)
    return told | {before: number_words(row.before), "Change": change_words(row.change)}


def number_words(number: Decimal | None) -> str:
    """`1,234.50`, or a dash when there is none."""
    return "–" if number is None else f"{number:,}"


def change_words(change: Decimal | None) -> str:
    """`+12`, `−3`, `no change`, or a dash when it cannot be told."""
    if change is None:
        return "–"
    if not change:
        return "no change"
    return f"{'+' if change > 0 else '−'}{abs(change):,}"

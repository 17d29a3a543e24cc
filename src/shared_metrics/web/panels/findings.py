"""What is wrong with a file, grouped by rule, with its cells and what to do."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import and_

import streamlit as st

from shared_metrics.findings import Finding, Level
from shared_metrics.web.wording import count_words, plain

SHOWN = 10
LEVEL_WORDS = {
    Level.FIX: "To fix",
    Level.CHECK: "To check",
    Level.NOTE: "Good to know",
}
_CSV_COLUMNS = ("level", "rule", "line", "cell", "column", "value", "message", "fix")
_SENTENCE = re.compile(r"(?<=[.!?]) +")
_RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule in one column, told once."""

    level: Level
    rule: str
    column: str | None
    findings: tuple[Finding, ...]

    @property
    def shared(self) -> str:
        """The sentences that all their messages begin with; may be empty."""
        first, *others = (_SENTENCE.split(finding.message) for finding in self.findings)
        if not others:
            return first[0]
        alike = (len(set(sentences)) == 1 for sentences in zip(first, *others, strict=False))
        return " ".join(s for s, same in zip(first, accumulate(alike, and_), strict=False) if same)

    def own_words(self, finding: Finding) -> str:
        """What a finding's message adds to the shared sentences."""
        return finding.message.removeprefix(self.shared).strip()


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Groups in the order a person works through them: what to fix first."""
    order = list(Level)
    ranked = sorted(findings, key=lambda f: (order.index(f.level), f.rule, f.column or ""))
    return [
        Group(level, rule, column or None, tuple(members))
        for (level, rule, column), members in groupby(
            ranked, key=lambda f: (f.level, f.rule, f.column or "")
        )
    ]


def summary(findings: Iterable[Finding]) -> str:
    """`3 things to fix, 2 to check`, or `Nothing to fix`."""
    levels = [finding.level for finding in findings]
    fixes, checks = levels.count(Level.FIX), levels.count(Level.CHECK)
    said = [count_words(fixes, "thing") + " to fix"] if fixes else []
    said += [f"{checks:,} to check"] if checks else []
    return ", ".join(said) if said else "Nothing to fix"


def show_findings(findings: Sequence[Finding], titles: dict[str, str]) -> None:
    """Every group: a sentence, how to fix it, the first ten cells and how many there are.

    `titles`: contract column -> what people call it.
    """
    for level, groups in groupby(grouped(findings), key=lambda group: group.level):
        st.subheader(LEVEL_WORDS[level])
        for group in groups:
            with st.container(border=True):
                _show_group(group, titles)


def _show_group(group: Group, titles: dict[str, str]) -> None:
    """What is wrong and what to do in two lines; then the cells, when there are several."""
    first, *others = group.findings
    place = _place(first) if not others else None
    heading = first.message if not others else group.shared or _counted(group)
    said = f"`{place}` **{plain(heading)}**" if place else f"**{plain(heading)}**"
    fix = f"  \n{plain(first.fix)}" if first.fix else ""
    st.markdown(f"{said}{_where(group, titles)}{_value(first, heading, alone=not others)}{fix}")
    if not others:
        return
    st.markdown("\n".join(f"- {_cell_words(finding, group)}" for finding in group.findings[:SHOWN]))
    if len(group.findings) > SHOWN:
        total = len(group.findings)
        st.markdown(f"The first {SHOWN} of {total:,}. All of them are in the download.")


def _counted(group: Group) -> str:
    return f"{len(group.findings):,} cells to look at"


def _place(finding: Finding) -> str | None:
    if finding.cell:
        return finding.cell
    return f"line {finding.line:,}" if finding.line else None


def _where(group: Group, titles: dict[str, str]) -> str:
    if group.column is None:
        return ""
    return f" · column {plain(titles.get(group.column, group.column))}"


def _value(finding: Finding, told: str, *, alone: bool) -> str:
    """What stands in the only cell, unless the sentence has said it."""
    if not alone or not finding.value or finding.value in told:
        return ""
    return f" · it says “{plain(finding.value)}”"


def _cell_words(finding: Finding, group: Group) -> str:
    place = _place(finding) or "the file"
    own = group.own_words(finding) if group.shared else finding.message
    told = own or finding.value
    return f"`{place}` {plain(told)}" if told else f"`{place}`"


def waiting_words(waiting_rules: Sequence[str]) -> str | None:
    """`5 rules wait for these`, when some could not be tried yet."""
    if not waiting_rules:
        return None
    rules = count_words(len(waiting_rules), "rule")
    return f"{rules} {'waits' if len(waiting_rules) == 1 else 'wait'} for these to be fixed."


def findings_csv(findings: Iterable[Finding]) -> bytes:
    """All findings as a CSV that a spreadsheet opens safely (UTF-8 with a byte-order mark)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_CSV_COLUMNS)
    for finding in findings:
        told = finding.as_dict()
        writer.writerow([_harmless(told[column]) for column in _CSV_COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_RISKY_STARTS) else text

"""What a check found, as text for people: grouped by rule, with cells and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from shared_metrics.cli.output import counted
from shared_metrics.findings import Assumption, Finding, Level, verdict_of

CELLS_SHOWN = 10
_HEADINGS = {
    Level.FIX: "To fix",
    Level.CHECK: "To check: right as it is? Then say why when you send it",
    Level.NOTE: "To know",
}


def headline(findings: Iterable[Finding]) -> str:
    """`3 things to fix, 2 to check`, or that nothing is to fix."""
    levels = [finding.level for finding in findings]
    fixes, checks = levels.count(Level.FIX), levels.count(Level.CHECK)
    first = counted(fixes, "thing to fix", "things to fix") if fixes else "nothing to fix"
    return f"{first}, {checks:,} to check" if checks else first


def check_text(
    name: str, facts: str, findings: Sequence[Finding], assumptions: Sequence[Assumption]
) -> str:
    """The whole report on one file."""
    lines = [f"{name}: {headline(findings)}", f"  {facts}"]
    lines += [f"  Taken to be so: {assumption.message}" for assumption in assumptions]
    for level in Level:
        of_level = [finding for finding in findings if finding.level is level]
        if of_level:
            lines += ["", f"  {_HEADINGS[level]}", *_grouped(of_level)]
    return "\n".join(lines)


def _grouped(findings: Sequence[Finding]) -> Iterable[str]:
    by_rule = sorted(findings, key=lambda finding: finding.rule)
    groups = [list(group) for _, group in groupby(by_rule, key=lambda finding: finding.rule)]
    groups.sort(key=lambda group: min(finding.line or 0 for finding in group))
    for group in groups:
        yield from _one_rule(group)


def _one_rule(group: Sequence[Finding]) -> Iterable[str]:
    messages = {finding.message for finding in group}
    shown = group[:CELLS_SHOWN]
    if len(messages) == 1:
        yield f"  - {group[0].message} [{group[0].rule}]"
        places = [place for place in map(place_and_value, shown) if place]
        if places:
            yield f"    {', '.join(places)}{_and_more(group)}"
    else:
        yield f"  - {counted(len(group), 'place')} [{group[0].rule}]"
        yield from (f"    {place_of(finding)}: {finding.message}" for finding in shown)
        if len(group) > CELLS_SHOWN:
            yield f"    {_and_more(group).strip()}"
    advice = {finding.fix: None for finding in group if finding.fix}
    yield from (f"    What to do: {fix}" for fix in list(advice)[:3])


def place_of(finding: Finding) -> str:
    """Where it is: the cell, else the line, else the column, else the file."""
    if finding.cell:
        return finding.cell
    if finding.line is not None:
        return f"line {finding.line}"
    return f"column {finding.column}" if finding.column else "the file"


def place_and_value(finding: Finding) -> str:
    """`F14 (“50”)`; empty where a finding is about the file."""
    place = place_of(finding)
    if place == "the file":
        return ""
    return place if finding.value is None else f"{place} (“{finding.value}”)"


def _and_more(group: Sequence[Finding]) -> str:
    left = len(group) - CELLS_SHOWN
    return f" ... and {left:,} more" if left > 0 else ""


def check_data(
    name: str, rows: int, findings: Sequence[Finding], assumptions: Sequence[Assumption]
) -> Mapping[str, object]:
    """One file's object in `check --json`."""
    return {
        "file": name,
        "verdict": verdict_of(findings),
        "rows": rows,
        "findings": [finding.as_dict() for finding in findings],
        "assumptions": [assumption.as_dict() for assumption in assumptions],
    }

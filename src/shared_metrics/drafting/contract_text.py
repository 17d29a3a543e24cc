"""A drafted table -> the YAML text of its contract, every guess a comment beside what it says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from shared_metrics.contracts.model import Role
from shared_metrics.drafting.model import DraftColumn, DraftTable
from shared_metrics.periods import PeriodKind

CHECK_THIS = "check this"
_VENDOR = "vendor: shared-metrics, property:"
_DUE = {
    PeriodKind.MONTH: "{day: 10, monthsAfter: 1, graceDays: 5",
    PeriodKind.QUARTER: "{day: 20, monthsAfter: 1, graceDays: 10",
    PeriodKind.YEAR: "{day: 31, monthsAfter: 2, graceDays: 30",
    PeriodKind.SCHOOL_YEAR: "{day: 30, monthsAfter: 2, graceDays: 30",
}
_DESCRIBED = {
    Role.PERIOD: "The period the row is about.",
    Role.PARTNER: "Whose row it is.",
    Role.BREAKDOWN: "The group the row is about.",
    Role.KEY: "The thing the row is about.",
    Role.DETAIL: "Carried along.",
}


@dataclass(frozen=True, slots=True)
class ContractHead:
    """What the contract is called, the zone its due days are in, the file it was drafted from."""

    id: str
    title: str
    time_zone: str
    file: str


@dataclass(frozen=True, slots=True)
class WithinPair:
    """One number that was never above another: a part of it, as far as the file shows."""

    part: DraftColumn
    whole: DraftColumn


def quoted(text: str) -> str:
    """A text as YAML in quotes, on one line."""
    return json.dumps(one_line(text), ensure_ascii=False)


def one_line(text: str) -> str:
    """A text on one line, without signs that YAML and people cannot read."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def contract_text(head: ContractHead, table: DraftTable, pair: WithinPair | None = None) -> str:
    """The whole file. `pair`: a rule asks when the part is larger than the whole."""
    lines = [*_head(head, table), *_columns(table), *_rules(pair)]
    return "\n".join(lines) + "\n"


def _head(head: ContractHead, table: DraftTable) -> Iterator[str]:
    kind, when = table.when.kind, table.when
    columns = ", ".join(when.columns)
    yield f"# Drafted from the file {quoted(head.file)}. It accepts that very file."
    yield f"# Each guess says “{CHECK_THIS}”: read it, change what is wrong, take the words away."
    yield "# Then run `shared-metrics contracts lint`: it names file and line of what does not fit."
    yield "kind: DataContract"
    yield "apiVersion: v3.2.0"
    yield f"id: {head.id}"
    yield f"name: {quoted(head.title)}"
    yield "version: 1.0.0"
    yield "status: active"
    yield "domain: shared"
    yield "description:"
    yield f"  # A placeholder: write what the figures are for ({CHECK_THIS})."
    yield f"  purpose: What each partner sends each {_words(kind)}."
    yield "  usage: One row for each group. Send the real numbers; small groups are hidden later."
    yield "  limitations: Somebody helped by two partners is in both files and may count twice."
    yield "customProperties:"
    yield f"  # Read from {columns}; a {_words(kind)} is one period ({CHECK_THIS})."
    period = f"{{kind: {kind}, how: {when.how}, columns: [{columns}]}}"
    yield f"  - {{{_VENDOR} period, value: {period}}}"
    yield f"  - {{{_VENDOR} grain, value: {quoted(_grain(table))}}}"
    yield f"  # When a file is due after its period ends, and days of grace ({CHECK_THIS})."
    due = f"{_DUE[kind]}, timeZone: {quoted(head.time_zone)}}}"
    yield f"  - {{{_VENDOR} due, value: {due}}}"
    yield "  # Groups of fewer than this many are hidden before anything is published."
    yield f"  - {{{_VENDOR} smallCellThreshold, value: 11}}"
    yield f"  - {{{_VENDOR} loadedBy, value: partner}}"
    yield "schema:"
    yield f"  - name: {head.id}"
    yield "    logicalType: object"
    yield "    physicalType: file"
    yield "    properties:"


def _words(kind: PeriodKind) -> str:
    return kind.value.replace("_", " ")


def _grain(table: DraftTable) -> str:
    named = [c.header for c in table.columns if c.role in (Role.BREAKDOWN, Role.KEY)]
    return f"one row per {', '.join(named)}" if named else f"one row per {_words(table.when.kind)}"


# --- columns ------------------------------------------------------------------------------


def _columns(table: DraftTable) -> Iterator[str]:
    place = {column.name: at for at, column in enumerate(table.key, start=1)}
    for column in table.columns:
        yield from (f"      {line}" for line in _column(column, place.get(column.name)))


def _column(column: DraftColumn, place: int | None) -> Iterator[str]:
    yield f"- name: {column.name}"
    for guess in column.guesses:
        yield f"  # {one_line(guess)} ({CHECK_THIS})"
    yield f"  businessName: {quoted(column.header)}"
    yield f"  description: {quoted(_description(column))}"
    yield f"  logicalType: {column.type}"
    yield from _limits(column)
    if column.role is Role.BREAKDOWN:
        yield "  semanticType: dimension"
    if column.required:
        yield "  required: true"
    if place is not None:
        yield "  primaryKey: true"
        yield f"  primaryKeyPosition: {place}"
    if column.example:
        yield f"  examples: [{quoted(column.example)}]"
    if column.groups:
        yield "  enum:"
        for group in column.groups:
            yield f"    - {{value: {quoted(group.value)}, label: {quoted(group.label)}}}"
    yield from _properties(column)


def _description(column: DraftColumn) -> str:
    said = _DESCRIBED.get(column.role) or f"{column.header}, in {column.unit}."
    return f"{said} Write here what counts and what does not."


def _limits(column: DraftColumn) -> Iterator[str]:
    limits = {"minimum": column.minimum, "maximum": column.maximum}
    said = [f"{name}: {limit}" for name, limit in limits.items() if limit is not None]
    if said:
        yield f"  logicalTypeOptions: {{{', '.join(said)}}}"


def _properties(column: DraftColumn) -> Iterator[str]:
    if column.role is Role.DETAIL:
        if not column.required:
            yield "  customProperties:"
            yield from _property("optional", "true")
        return
    yield "  customProperties:"
    yield from _property("role", column.role)
    if column.role is Role.BREAKDOWN:
        yield from _property("breakdown", _breakdown(column))
    if column.is_indicator:
        yield from _indicator(column)


def _property(name: str, value: str) -> Iterator[str]:
    yield f"    - {{{_VENDOR} {name}, value: {value}}}"


def _breakdown(column: DraftColumn) -> str:
    adds_up = str(column.adds_up).lower()
    said = [f"exclusive: {adds_up}", f"exhaustive: {adds_up}"]
    if column.total is not None:
        said.insert(0, f"total: {quoted(column.total)}")
    if column.blank_is_total:
        said.append("blankIsTotal: true")
    return f"{{{', '.join(said)}}}"


def _indicator(column: DraftColumn) -> Iterator[str]:
    yield from _property("unit", quoted(column.unit))
    yield from _property("counts", column.counts)
    if column.counts in ("people", "enrolments"):
        yield f"    # Somebody may be counted by two partners ({CHECK_THIS})."
        yield from _property("overlap", "possible")
    if column.scale:
        yield f"    # Decimals kept; more are rounded, with a note ({CHECK_THIS})."
        yield from _property("scale", str(column.scale))
    if not (column.over_partners and column.over_time):
        yield f"    # Whether sums over partners and over time mean something ({CHECK_THIS})."
        partners, time = (str(yes).lower() for yes in (column.over_partners, column.over_time))
        yield from _property("additive", f"{{partners: {partners}, time: {time}}}")
    if column.marks:
        marks = ", ".join(f"{quoted(mark)}: {reason}" for mark, reason in column.marks.items())
        yield from _property("missingMarks", f"{{{marks}}}")


# --- rules --------------------------------------------------------------------------------


def _rules(pair: WithinPair | None) -> Iterator[str]:
    yield "    quality:"
    yield "      - id: at_least_one_row"
    yield "        type: library"
    yield "        metric: rowCount"
    yield "        mustBeGreaterThan: 0"
    yield "        severity: error"
    yield "        description: The file has no rows."
    if pair is None:
        return
    part, whole = pair.part, pair.whole
    said = f"{part.header} is larger than {whole.header}."
    yield f"      # It was so in every row of the first file. `error` would block ({CHECK_THIS})."
    yield f"      - id: {part.name}_within_{whole.name}"
    yield "        type: custom"
    yield "        engine: great-expectations"
    yield "        severity: warning"
    yield f"        description: {quoted(said)}"
    yield "        implementation:"
    yield "          type: expect_column_pair_values_a_to_be_greater_than_b"
    kwargs = f"column_A: {whole.name}, column_B: {part.name}, or_equal: true"
    yield f"          kwargs: {{{kwargs}, ignore_row_if: either_value_is_missing}}"
    yield "        customProperties:"
    fix = quoted("Check both numbers. If they are right, say why when you send the file.")
    yield f"          - {{{_VENDOR} fix, value: {fix}}}"

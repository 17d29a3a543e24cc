"""What each contract asks for, from its YAML."""

from collections.abc import Iterator

from reference_pages.definitions_folder import definitions
from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page
from shared_metrics.cli.output import counted
from shared_metrics.contracts import SUPPORTED_EXPECTATIONS, Column, Contract, Role

INTRODUCTION = """\
A contract says what one kind of file must hold and when it is due; on screens it is called a
reporting guide. These are the contracts of the sample partnership. Yours are YAML files in your own
definitions folder; see [how to write one](../how-to/write-a-contract.md)."""

RULES_INTRODUCTION = """\
Under `quality`, with `type: custom` and `engine: great-expectations`. Each may also have a
`row_condition` with `condition_parser: great_expectations`."""


def page() -> str:
    """The reference page of contracts."""
    contracts = definitions().contracts
    return whole_page(
        "Contracts",
        INTRODUCTION,
        *(_section(contracts[name]) for name in sorted(contracts)),
        "## Rules a contract can use",
        RULES_INTRODUCTION,
        table(("type", "arguments"), [(code(k), _joined(v)) for k, v in _supported()]),
    )


def _supported() -> list[tuple[str, frozenset[str]]]:
    return sorted(SUPPORTED_EXPECTATIONS.items())


def _joined(names: frozenset[str]) -> str:
    return ", ".join(code(name) for name in sorted(names))


def _section(contract: Contract) -> str:
    return "\n\n".join(part.strip("\n") for part in _parts(contract) if part)


def _parts(contract: Contract) -> Iterator[str]:
    yield f"## {contract.id}"
    yield f"**{contract.title}**, version {contract.version}. {contract.description}"
    yield table(("", ""), _facts(contract))
    yield table(
        ("column", "holds", "what it is", "allowed"),
        [(_name(c), _holds(c), c.description, _allowed(c)) for c in contract.columns],
    )
    if contract.rules:
        yield table(
            ("rule", "level", "what it says"),
            [(code(r.id), code(r.level), r.message) for r in contract.rules],
        )


def _facts(contract: Contract) -> list[tuple[str, str]]:
    due = contract.due
    months = counted(due.months_after, "month")
    grace = counted(due.grace_days, "day")
    facts = [
        ("for each", contract.period_kind.replace("_", " ")),
        ("one row is", contract.grain),
        ("due", f"day {due.day}, {months} after the period ends; {grace} of grace"),
        ("sent by", "each partner" if contract.loaded_by == "partner" else "the backbone"),
        ("a row is named by", ", ".join(code(name) for name in contract.key)),
    ]
    if contract.grid:
        every = f"a row every {contract.grid.minutes} minutes of {code(contract.grid.column)}"
        facts.append(("complete with", every))
    return facts


def _name(column: Column) -> str:
    return code(column.name) + (" (may be absent)" if column.optional else "")


def _holds(column: Column) -> str:
    kind = column.type.value if not column.scale else f"number, {counted(column.scale, 'decimal')}"
    unit = f", {column.unit}" if column.unit else ""
    return f"{kind}{unit}"


def _allowed(column: Column) -> str:
    said = [", ".join(code(value.value) or "(blank)" for value in column.enum)]
    if column.minimum is not None or column.maximum is not None:
        low = "" if column.minimum is None else f"{column.minimum:f}"
        high = "" if column.maximum is None else f"{column.maximum:f}"
        said.append(f"{low} to {high}".strip())
    if column.required and column.role is Role.INDICATOR:
        said.append("never empty")
    said += [f"{code(mark)} = {why.replace('_', ' ')}" for mark, why in _marks(column)]
    return "; ".join(part for part in said if part)


def _marks(column: Column) -> list[tuple[str, str]]:
    return sorted((column.missing_marks or {}).items())

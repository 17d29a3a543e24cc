"""One ODCS 3.2 file -> Contract, strictly: YAML, JSON Schema, pydantic model, our own lint."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, cast, get_args

from shared_metrics.contracts.lint import note_contract_problems
from shared_metrics.contracts.model import (
    Breakdown,
    Column,
    ColumnType,
    Contract,
    Counts,
    Due,
    EnumValue,
    ExpectedGrid,
    MissingReason,
    Overlap,
    PeriodSource,
    Role,
    Rule,
    Synonym,
)
from shared_metrics.contracts.rules import read_quality
from shared_metrics.contracts.standard import note_departures
from shared_metrics.contracts.vendor import (
    COLUMN_PROPERTIES,
    CONTRACT_PROPERTIES,
    own_properties,
)
from shared_metrics.documents import Fields, Notebook, Table, parse_document
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken
from shared_metrics.findings import Level
from shared_metrics.periods import PeriodKind

_TYPES: Final = tuple(ColumnType)
_RANGE_OPTIONS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_REASONS: Final[tuple[MissingReason, ...]] = get_args(MissingReason)
_NOT_READ: Final = ("properties", "items", "map", "relationships")


def parse_contract(text: str, file: str) -> Contract:
    """The contract in one YAML text.

    `file` is the name used in messages; an id must equal its stem. Raises DefinitionsBroken
    with every problem of the first layer that has any.
    """
    return _parse(text, file)


@lru_cache(maxsize=64)  # judging a contract against the standard's schema takes 20 ms
def _parse(text: str, file: str) -> Contract:
    tree = parse_document(text, file)
    notebook = Notebook(file)
    note_departures(tree, notebook)
    notebook.require_clean()
    contract = _read_contract(Fields(tree, notebook, "The contract"), text, file)
    notebook.require_clean()
    note_contract_problems(contract, tree, notebook)
    notebook.require_clean()
    return contract


def lint_contract(text: str, file: str) -> list[DefinitionProblem]:
    """Every problem of one contract file; empty when it is sound."""
    try:
        parse_contract(text, file)
    except DefinitionsBroken as broken:
        return list(broken.problems)
    return []


def _read_contract(fields: Fields, text: str, file: str) -> Contract:
    vendor = own_properties(fields, CONTRACT_PROPERTIES, "The contract")
    schema = _only_schema(fields)
    properties = list(schema.mappings("properties", "A column", needed=True))
    read = [_read_column(entry) for entry in properties]
    columns = tuple(column for column, _ in read)
    rules, notes = _read_rules(schema, properties)
    period_kind, period_source = _read_period(vendor)
    return Contract(
        id=fields.text("id"),
        version=fields.text("version"),
        title=fields.text("name"),
        description=_description(fields),
        status=fields.text("status", "draft"),
        file=file,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        period_kind=period_kind,
        period_source=period_source,
        due=_read_due(vendor),
        columns=columns,
        key=_key(properties, columns, period_source),
        breakdowns=tuple(breakdown for _, breakdown in read if breakdown is not None),
        rules=rules,
        grain=vendor.text("grain"),
        grid=_read_grid(vendor),
        loaded_by=cast(
            "Literal['partner', 'backbone']",
            vendor.choice("loadedBy", ("partner", "backbone"), "partner"),
        ),
        small_cell_threshold=vendor.whole("smallCellThreshold", 11),
        partner_column=cast(
            "Literal['must_match', 'split']",
            vendor.choice("partnerColumn", ("must_match", "split"), "must_match"),
        ),
        notes=notes,
    )


def _description(fields: Fields) -> str:
    """Purpose, usage and limitations, a paragraph each."""
    described = fields.mapping("description", "The description")
    if described is None:
        return ""
    parts = (described.text(key, "") for key in ("purpose", "usage", "limitations"))
    return "\n\n".join(part for part in parts if part)


def _only_schema(fields: Fields) -> Fields:
    schemas = list(fields.mappings("schema", "The schema", needed=True))
    if len(schemas) > 1:
        fields.note("schema", "one_table", "A contract describes one table, not several.")
    schema = schemas[0] if schemas else Fields(None, fields.notebook, "The schema")
    if schema.has("relationships"):
        schema.note("relationships", "not_read", "Relationships are not used here.")
    return schema


# --- columns ------------------------------------------------------------------------------


def _read_column(fields: Fields) -> tuple[Column, Breakdown | None]:
    vendor = own_properties(fields, COLUMN_PROPERTIES, "A column")
    for key in _NOT_READ:
        if fields.has(key):
            fields.note(key, "not_read", f"A column of a file has no “{key}”.")
    name = fields.text("name")
    kind = ColumnType(fields.choice("logicalType", _TYPES, ColumnType.STRING))
    options = _Options(fields, kind)
    over = vendor.mapping("additive", "“additive”", needed=False)
    column = Column(
        name=name,
        title=fields.text("businessName", name.replace("_", " ").capitalize()),
        description=fields.text("description"),
        type=kind,
        role=Role(vendor.choice("role", tuple(Role))) if vendor.has("role") else Role.DETAIL,
        required=fields.flag("required", default=False),
        optional=vendor.flag("optional", default=False),
        unique=fields.flag("unique", default=False),
        enum=_read_enum(fields, vendor),
        synonyms=_read_synonyms(fields),
        pattern=options.pattern,
        min_length=options.min_length,
        max_length=options.max_length,
        minimum=options.limits["minimum"],
        maximum=options.limits["maximum"],
        exclusive_minimum=options.limits["exclusiveMinimum"],
        exclusive_maximum=options.limits["exclusiveMaximum"],
        scale=vendor.whole("scale", 0),
        unit=vendor.text_or_none("unit"),
        missing_marks=_read_missing_marks(vendor),
        counts=_counts(vendor),
        overlap=cast("Overlap", vendor.choice("overlap", get_args(Overlap), "unknown")),
        additive_over_time=over.flag("time", default=True) if over else True,
        additive_over_partners=over.flag("partners", default=True) if over else True,
        examples=fields.texts("examples"),
        line=fields.line,
    )
    if over:
        over.done()
    return column, _read_breakdown(vendor, column)


class _Options:
    """`logicalTypeOptions`: all that are said are run, the rest is refused."""

    def __init__(self, fields: Fields, kind: ColumnType) -> None:
        options = fields.mapping("logicalTypeOptions", "“logicalTypeOptions”", needed=False)
        options = options or Fields(Table(fields.line, {}, {}), fields.notebook, "")
        text = kind is ColumnType.STRING
        number = kind in (ColumnType.INTEGER, ColumnType.NUMBER)
        self.pattern = options.text_or_none("pattern") if text else None
        self.min_length = _whole_or_none(options, "minLength") if text else None
        self.max_length = _whole_or_none(options, "maxLength") if text else None
        self.limits: dict[str, Decimal | None] = {
            key: options.decimal_or_none(key) if number else None for key in _RANGE_OPTIONS
        }
        options.what = f"A column of type {kind}"
        options.done()


def _whole_or_none(fields: Fields, key: str) -> int | None:
    return fields.whole(key) if fields.has(key) else None


def _counts(vendor: Fields) -> Counts | None:
    if not vendor.has("counts"):
        return None
    return cast("Counts", vendor.choice("counts", get_args(Counts)))


def _read_enum(fields: Fields, vendor: Fields) -> tuple[EnumValue, ...]:
    also = _value_synonyms(vendor)
    values = [
        EnumValue(
            value=(value := entry.text("value")),
            label=entry.text("label", value),
            synonyms=also.pop(value, ()),
        )
        for entry in fields.mappings("enum", "A value")
    ]
    for value in also:
        message = f"“{value}” has synonyms here but is not one of the column's values."
        vendor.note("valueSynonyms", "value_synonyms", message)
    return tuple(values)


def _value_synonyms(vendor: Fields) -> dict[str, tuple[str, ...]]:
    listed = vendor.mapping("valueSynonyms", "“valueSynonyms”", needed=False)
    if listed is None:
        return {}
    return {value: listed.texts(value) for value, _, _ in listed.entries()}


def _read_synonyms(fields: Fields) -> tuple[Synonym, ...]:
    entries = fields.mappings("synonyms", "A synonym")
    return tuple(Synonym(e.text("synonym"), e.text_or_none("source")) for e in entries)


def _read_missing_marks(vendor: Fields) -> Mapping[str, MissingReason] | None:
    marks = vendor.mapping("missingMarks", "“missingMarks”", needed=False)
    if marks is None:
        return None
    names = [name for name, _, _ in marks.entries()]
    return {name: cast("MissingReason", marks.choice(name, _REASONS)) for name in names}


def _read_breakdown(vendor: Fields, column: Column) -> Breakdown | None:
    fields = vendor.mapping("breakdown", "“breakdown”", needed=column.role is Role.BREAKDOWN)
    if fields is None:
        return None
    total = fields.text_or_none("total")
    breakdown = Breakdown(
        column=column.name,
        total=total,
        parts=tuple(v.value for v in column.enum if v.value != total),
        exclusive=fields.flag("exclusive", default=False),
        exhaustive=fields.flag("exhaustive", default=False),
        blank_is_total=fields.flag("blankIsTotal", default=False),
    )
    fields.done()
    return breakdown


# --- the contract's own properties --------------------------------------------------------


def _read_period(vendor: Fields) -> tuple[PeriodKind, PeriodSource]:
    fields = vendor.mapping("period", "“period”")
    if fields is None:
        return PeriodKind.MONTH, PeriodSource("period", ())
    kind = PeriodKind(fields.choice("kind", tuple(PeriodKind)))
    how = fields.choice("how", ("period", "date", "year_month"), "period")
    columns = fields.texts("columns", needed=True)
    fields.done()
    return kind, PeriodSource(cast("Literal['period', 'date', 'year_month']", how), columns)


def _read_due(vendor: Fields) -> Due:
    fields = vendor.mapping("due", "“due”")
    if fields is None:
        return Due(day=1, months_after=1, grace_days=0, time_zone="UTC")
    due = Due(
        day=fields.whole("day"),
        months_after=fields.whole("monthsAfter", 1),
        grace_days=fields.whole("graceDays", 0),
        time_zone=fields.time_zone("timeZone"),
    )
    fields.done()
    return due


def _read_grid(vendor: Fields) -> ExpectedGrid | None:
    fields = vendor.mapping("grid", "“grid”", needed=False)
    if fields is None:
        return None
    grid = ExpectedGrid(
        column=fields.text("column"),
        minutes=fields.whole("minutes"),
        per=fields.texts("per"),
        level=Level(fields.choice("level", tuple(Level), Level.CHECK)),
    )
    fields.done()
    return grid


def _key(
    properties: list[Fields], columns: tuple[Column, ...], source: PeriodSource
) -> tuple[str, ...]:
    """The primary key in its order, without what partner and period already say."""
    said = set() if source.how == "date" else set(source.columns)
    said |= {column.name for column in columns if column.role is Role.PARTNER}
    keyed = [f for f in properties if f.flag("primaryKey", default=False)]
    _note_shared_places(keyed)
    keyed.sort(key=lambda fields: fields.whole("primaryKeyPosition", 0))
    return tuple(f.text("name") for f in keyed if f.text("name") not in said)


def _note_shared_places(keyed: list[Fields]) -> None:
    places: set[int] = set()
    for fields in keyed:
        place = fields.whole("primaryKeyPosition", 0)
        if place in places:
            message = f"Another column has the place {place} in the primary key."
            fields.note("primaryKeyPosition", "key", message)
        places.add(place)


def _read_rules(
    schema: Fields, properties: list[Fields]
) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    read = [*read_quality(schema.mappings("quality", "A rule"), None)]
    for fields in properties:
        read += read_quality(fields.mappings("quality", "A rule"), fields.text("name"))
    rules = tuple(rule for rule in read if isinstance(rule, Rule))
    return rules, tuple(note for note in read if isinstance(note, str))

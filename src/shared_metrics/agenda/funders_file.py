"""funders/<id>.yaml -> Funder, checked against metrics, contracts and the publication plan."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from string import Formatter
from typing import Final, Literal, cast, get_args

from shared_metrics.agenda.funder_rules import Problem, is_share, problems_of_funder
from shared_metrics.agenda.funders import (
    JANUARY,
    PLACEHOLDERS,
    Format,
    Funder,
    FunderColumn,
    FunderFile,
    FunderMeasure,
    Holds,
    Layout,
    ReportEvery,
    ReportPeriods,
    Shown,
)
from shared_metrics.agenda.known import Known
from shared_metrics.agenda.model import Metric
from shared_metrics.agenda.publication import AudiencePlan
from shared_metrics.documents import Fields, did_you_mean
from shared_metrics.periods import MONTHS_A_YEAR

HIDDEN: Final = "hidden to protect people"
MISSING: Final = "not reported"
OF_A_FRACTION: Final = 2  # a share of 71.4 % is the fraction 0.714: two decimals more


def read_funder(fields: Fields, known: Known, plans: Collection[AudiencePlan]) -> Funder:
    """One funder; problems are noted."""
    periods = fields.mapping("periods", "“periods”")
    file = fields.mapping("file", "“file”")
    entries = fields.mappings("measures", "A measure", needed=True)
    funder = Funder(
        id=fields.id(),
        name=fields.text("name"),
        about=fields.text("about", ""),
        periods=_read_periods(periods) if periods else ReportPeriods("quarter"),
        file=_read_file(file, known) if file else FunderFile("csv", "long", (), HIDDEN, MISSING),
        measures=tuple(_read_measure(entry, known) for entry in entries),
        path=fields.notebook.file,
        line=fields.line_of("id"),
    )
    fields.done()
    _check_file_name(fields, funder)
    if fields.sound:
        plan = next((one for one in plans if one.audience == funder.audience), None)
        _note(fields, problems_of_funder(funder, plan, known))
    return funder


def _note(fields: Fields, problems: Iterator[Problem]) -> None:
    for line, rule, message in problems:
        fields.notebook.add(line, rule, message)


def _check_file_name(fields: Fields, funder: Funder) -> None:
    stem = PurePosixPath(fields.notebook.file).stem
    if fields.has("id") and funder.id != stem:
        message = f"The id is “{funder.id}” but the file is named “{stem}.yaml”; make them equal."
        fields.note("id", "file_name", message)


# --- periods ------------------------------------------------------------------------------


def _read_periods(fields: Fields) -> ReportPeriods:
    begins = fields.whole("year_begins", JANUARY)
    if not JANUARY <= begins <= MONTHS_A_YEAR:
        fields.note("year_begins", "funder_period", "`year_begins` is a month from 1 to 12.")
        begins = JANUARY
    named = fields.choice("named_by", ("end", "start"), "end")
    periods = ReportPeriods(
        every=cast("ReportEvery", fields.choice("every", get_args(ReportEvery))),
        year_begins=begins,
        named_by=cast("Literal['end', 'start']", named),
        written=_read_written(fields),
    )
    fields.done()
    return periods


def _read_written(fields: Fields) -> str:
    written = fields.text("written", "{period}")
    try:
        parsed = list(Formatter().parse(written))
    except ValueError:
        fields.note("written", "funder_period", "“written” has a { or } too many.")
        return "{period}"
    for _, name, form, conversion in parsed:
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            ways = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            guess = did_you_mean(name, PLACEHOLDERS)
            message = f"“{{{name}}}” is not known in “written”.{guess} There are: {ways}."
            fields.note("written", "funder_period", message)
            return "{period}"
    return written


# --- the file -----------------------------------------------------------------------------


def _read_file(fields: Fields, known: Known) -> FunderFile:
    columns = fields.mappings("columns", "A column", needed=True)
    file = FunderFile(
        format=cast("Format", fields.choice("format", get_args(Format), "csv")),
        layout=cast("Layout", fields.choice("layout", get_args(Layout), "long")),
        columns=tuple(_read_column(entry, known) for entry in columns),
        hidden=_read_mark(fields, "hidden", HIDDEN),
        missing=_read_mark(fields, "missing", MISSING),
        coded=_read_mark(fields, "coded", "") if fields.has("coded") else None,
        everybody=fields.text("everybody", "All"),
    )
    fields.done()
    return file


def _read_mark(fields: Fields, key: str, usual: str) -> str:
    """What stands in place of a figure: words, or nothing, never what could be read as a number."""
    leaves = fields.leaves(key)
    mark = leaves[0].text.strip() if leaves else usual
    if any(sign.isdigit() for sign in mark):
        message = f"“{key}” is written “{mark}”: that could be read as a figure. Write words."
        fields.note(key, "funder_words", message)
    return mark


def _read_column(fields: Fields, known: Known) -> FunderColumn:
    fixed = fields.text_or_none("fixed")
    holds = fields.choice("holds", get_args(Holds)) if fields.has("holds") else None
    if (fixed is None) == (holds is None):
        message = "A column has either a `fixed` text or says what it `holds`."
        fields.note(None, "funder_layout", message)
    column = FunderColumn(
        header=fields.text("header"),
        holds=cast("Holds | None", holds),
        fixed=fixed,
        metric=fields.reference("metric", known.metrics, "metric")
        if fields.has("metric")
        else None,
    )
    fields.done()
    return column


# --- measures -----------------------------------------------------------------------------


def _read_measure(fields: Fields, known: Known) -> FunderMeasure:
    metric_id = fields.reference("metric", known.metrics, "metric")
    metric = known.metrics.get(metric_id)
    shown = cast("Shown", fields.choice("as", get_args(Shown), _usual(metric)))
    published = metric.decimals if metric else 0
    most = published + (OF_A_FRACTION if shown == "fraction" else 0)
    by = fields.text_or_none("by")
    groups = fields.mapping("groups", "“groups”", needed=by is not None)
    measure = FunderMeasure(
        metric=metric_id,
        code=fields.text("code"),
        name=fields.text("name", metric.title if metric else ""),
        unit=fields.text("unit", _unit(metric, shown)),
        shown=shown,
        decimals=fields.whole("decimals", most),
        by=by,
        groups={code: groups.text(code) for code, _, _ in groups.entries()} if groups else {},
        line=fields.line,
    )
    fields.done()
    if not 0 <= measure.decimals <= most:
        message = f"“{metric_id}” is published with {most} decimals shown so; not with more."
        fields.note("decimals", "funder_units", message)
    return measure


def _usual(metric: Metric | None) -> Shown:
    return "percent" if metric is not None and is_share(metric) else "number"


def _unit(metric: Metric | None, shown: Shown) -> str:
    if metric is None:
        return ""
    return "share" if shown == "fraction" else metric.unit

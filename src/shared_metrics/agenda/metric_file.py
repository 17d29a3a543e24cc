"""metrics/<id>.yaml -> Metric, checked against its contract."""

from pathlib import PurePosixPath
from typing import Final, Literal, cast, get_args

from shared_metrics.agenda.judging import USUAL, ErrorKind, Judging
from shared_metrics.agenda.known import Known, read_period
from shared_metrics.agenda.model import Better, Break, Metric, MetricKind, Term
from shared_metrics.contracts import Contract, Role
from shared_metrics.documents import Fields

_KINDS: Final[tuple[str, ...]] = get_args(MetricKind)
_DIVIDED: Final = ("ratio", "weighted_mean")
MAX_DECIMALS: Final = 9


def read_metric(fields: Fields, known: Known) -> Metric:
    """One metric; problems are noted."""
    metric_id = fields.id()
    _check_file_name(fields, metric_id)
    contract_id = fields.reference("contract", known.contracts, "contract")
    contract = known.contracts.get(contract_id)
    metric = Metric(
        id=metric_id,
        title=fields.text("title"),
        outcome=fields.reference("outcome", known.outcomes, "outcome"),
        contract=contract_id,
        kind=cast("MetricKind", fields.choice("kind", _KINDS)),
        level=cast(
            "Literal['community', 'programme']", fields.choice("level", ("community", "programme"))
        ),
        source=cast(
            "Literal['partners', 'published']", fields.choice("source", ("partners", "published"))
        ),
        better=cast("Better", fields.choice("better", get_args(Better))),
        unit=fields.text("unit"),
        definition=fields.text("definition"),
        why_it_matters=fields.text("why_it_matters"),
        numerator=_read_terms(fields, "numerator", contract, needed=True),
        denominator=_read_terms(fields, "denominator", contract, needed=False),
        authored_by=fields.text("authored_by"),
        checked_by=fields.text("checked_by"),
        next_review=fields.day("next_review"),
        decimals=fields.whole("decimals", 0),
        breakdowns=_read_breakdowns(fields, contract),
        breaks=_read_breaks(fields, contract),
        judging=_read_judging(fields),
        file=fields.notebook.file,
        line=fields.line_of("id"),
    )
    fields.done()
    if fields.sound:
        _check_terms(fields, metric)
        _check_against(fields, metric, known.contracts[contract_id])
    return metric


def _check_file_name(fields: Fields, metric_id: str) -> None:
    stem = PurePosixPath(fields.notebook.file).stem
    if fields.has("id") and metric_id != stem:
        message = f"The id is “{metric_id}” but the file is named “{stem}.yaml”; make them equal."
        fields.note("id", "file_name", message)


# --- terms --------------------------------------------------------------------------------


def _read_terms(
    fields: Fields, key: str, contract: Contract | None, *, needed: bool
) -> tuple[Term, ...]:
    terms = fields.mappings(key, f"A term of the {key}", needed=needed)
    return tuple(_read_term(term, contract) for term in terms)


def _read_term(fields: Fields, contract: Contract | None) -> Term:
    one, several = fields.has("sum"), fields.has("product")
    if one == several:
        fields.note(None, "metric_terms", "A term is either `sum: column` or `product: [a, b]`.")
    key = "product" if several else "sum"
    columns = fields.texts(key)
    if len(columns) < 2 and several:  # noqa: PLR2004 - a product has two factors
        fields.note("product", "metric_terms", "A product needs two columns or more.")
    for leaf in fields.leaves(key):
        _check_column(fields, leaf.line, leaf.text, contract)
    where = fields.mapping("where", "“where”", needed=False)
    term = Term(columns, _read_where(where, contract) if where else {})
    fields.done()
    return term


def _check_column(fields: Fields, line: int, name: str, contract: Contract | None) -> None:
    if contract is None or not fields.check_known(
        line, name, contract.by_name, f"column of {contract.id} called"
    ):
        return
    if contract.by_name[name].role is not Role.INDICATOR:
        message = f"“{name}” is not an indicator of {contract.id}; only those are added up."
        fields.notebook.add(line, "metric_column", message)


def _read_where(where: Fields, contract: Contract | None) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for name, _, line in where.entries():
        groups[name] = where.texts(name, needed=True)
        if contract is None or not where.check_known(
            line, name, contract.by_name, f"column of {contract.id} called"
        ):
            continue
        _check_groups(where, name, contract)
    return groups


def _check_groups(where: Fields, name: str, contract: Contract) -> None:
    column, breakdown = contract.by_name[name], contract.breakdown_of.get(name)
    values = [value.value for value in column.enum]
    if column.role not in (Role.BREAKDOWN, Role.KEY) or not values:
        where.note(name, "metric_where", f"“{name}” is not a column with groups to choose from.")
        return
    for leaf in where.leaves(name):
        known = where.check_known(leaf.line, leaf.text, values, f"value of “{name}” called")
        if known and breakdown is not None and leaf.text == breakdown.total:
            message = f"“{leaf.text}” is the total of “{name}”; name its groups or leave it out."
            where.notebook.add(leaf.line, "metric_where", message)


def _check_terms(fields: Fields, metric: Metric) -> None:
    divided = metric.kind in _DIVIDED
    if divided and not metric.denominator and not fields.has("denominator"):
        fields.note("kind", "metric_terms", f"A {metric.kind} needs a denominator.")
    if not divided and metric.denominator:
        fields.note("denominator", "metric_terms", f"A {metric.kind} has no denominator.")
    products = [term for term in metric.numerator if len(term.columns) > 1]
    if metric.kind == "weighted_mean" and len(products) < len(metric.numerator):
        message = "A weighted mean adds up products, such as `product: [wage, placed]`."
        fields.note("numerator", "metric_terms", message)
    if metric.kind == "last_value" and (products or len(metric.numerator) > 1):
        fields.note("numerator", "metric_terms", "A last value is one `sum: column`.")
    if not 0 <= metric.decimals <= MAX_DECIMALS:
        fields.note("decimals", "decimals", "Decimals are 0 to 9.")


# --- how sure one must be -----------------------------------------------------------------


def _read_judging(fields: Fields) -> Judging:
    entry = fields.mapping("judging", "“judging”", needed=False)
    if entry is None:
        return USUAL

    judging = Judging(
        window=entry.whole("window") if entry.has("window") else None,
        band=entry.decimal("band") if entry.has("band") else USUAL.band,
        error=_read_error(entry),
        least=entry.whole("least", USUAL.least),
        coverage=entry.decimal("coverage") if entry.has("coverage") else USUAL.coverage,
        stale_after=entry.whole("stale_after", USUAL.stale_after),
    )
    _check_judging(entry, judging)
    entry.done()
    return judging


def _read_error(entry: Fields) -> ErrorKind | None:
    if not entry.has("error"):
        return None
    return cast("ErrorKind", entry.choice("error", get_args(ErrorKind)))


def _check_judging(entry: Fields, judging: Judging) -> None:
    if not 0 <= judging.coverage <= 1:
        entry.note("coverage", "judging", "Coverage is a share: write 0.9 for 90 %.")
    if judging.band < 0:
        entry.note("band", "judging", "The band is 0 or more standard errors.")
    wholes = {"window": 1 if judging.window is None else judging.window, "least": judging.least + 1}
    wholes["stale_after"] = judging.stale_after
    for key, value in wholes.items():
        if value < 1:
            entry.note(key, "judging", f"“{key}” is a whole number above 0.")


# --- against the contract -----------------------------------------------------------------


def _check_against(fields: Fields, metric: Metric, contract: Contract) -> None:
    published = metric.source == "published"
    if published != (contract.loaded_by == "backbone"):
        message = (
            f"{contract.id} is loaded by the {contract.loaded_by}: the source is "
            f"“{'published' if contract.loaded_by == 'backbone' else 'partners'}”."
        )
        fields.note("source", "metric_source", message)
    for key, terms in (("numerator", metric.numerator), ("denominator", metric.denominator)):
        for term in terms:
            if len(term.columns) == 1:
                _check_additive(fields, key, term.columns[0], metric, contract)


def _check_additive(
    fields: Fields, key: str, name: str, metric: Metric, contract: Contract
) -> None:
    column = contract.by_name.get(name)
    if column is None:
        return
    if metric.kind == "last_value" and column.additive_over_time:
        message = f"“{name}” may be added up over time; use `kind: count`."
        fields.note("kind", "metric_additive", message)
    elif metric.kind != "last_value" and not column.additive_over_partners:
        message = f"“{name}” may not be added up over partners; weigh it in a product."
        fields.note(key, "metric_additive", message)


def _read_breakdowns(fields: Fields, contract: Contract | None) -> tuple[str, ...]:
    if contract is None:
        return fields.texts("breakdowns")
    known = [c.name for c in contract.columns if c.role in (Role.BREAKDOWN, Role.KEY)]
    return fields.references("breakdowns", known, f"breakdown or key of {contract.id} called")


def _read_breaks(fields: Fields, contract: Contract | None) -> tuple[Break, ...]:
    breaks: list[Break] = []
    for entry in fields.mappings("breaks", "A break"):
        text = entry.text("period")
        if contract is not None:
            period = read_period(entry, "period", contract.period_kind)
            text = period.text if period else text
        breaks.append(Break(text, entry.text("note")))
        entry.done()
    return tuple(breaks)

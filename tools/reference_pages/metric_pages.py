"""What each metric means, from its YAML."""

from collections.abc import Iterator

from reference_pages.definitions_folder import definitions
from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page
from shared_metrics.agenda.model import Metric, Term

INTRODUCTION = """\
A metric is a shared number, computed from accepted figures and defined once, in one YAML file.
These are the metrics of the sample partnership. See also
[how to write one](../how-to/write-a-metric.md) and
[how a number is made](../explanation/how-a-number-is-made.md)."""

_SOURCES = {"partners": "partners' figures", "published": "published figures"}


def page() -> str:
    """The reference page of metrics, by outcome."""
    agenda = definitions().agenda
    sections = []
    for outcome in agenda.outcomes:
        sections.append(f"## {outcome.title}\n\n{outcome.statement}")
        sections += [_section(metric) for metric in agenda.metrics if metric.outcome == outcome.id]
    return whole_page("Metrics", INTRODUCTION, *sections)


def _section(metric: Metric) -> str:
    parts = [f"### {metric.id}", f"**{metric.title}.** {metric.definition}"]
    return "\n\n".join([*parts, metric.why_it_matters, table(("", ""), list(_facts(metric)))])


def _facts(metric: Metric) -> Iterator[tuple[str, str]]:
    yield "made as", metric.kind.replace("_", " ")
    yield "numerator", _sum(metric.numerator)
    if metric.denominator:
        yield "denominator", _sum(metric.denominator)
    yield "unit", metric.unit
    yield "better when", {"range": "within its range"}.get(metric.better, metric.better)
    yield "from", f"{code(metric.contract)} ({metric.level} level, {_SOURCES[metric.source]})"
    if metric.breakdowns:
        yield "may be asked by", ", ".join(code(name) for name in metric.breakdowns)
    for change in metric.breaks:
        yield f"break at {change.period}", change.note
    yield "written and checked by", f"{metric.authored_by}; {metric.checked_by}"
    yield "to be looked at again", str(metric.next_review)


def _sum(terms: tuple[Term, ...]) -> str:
    return " + ".join(_term(term) for term in terms)


def _term(term: Term) -> str:
    product = " × ".join(code(column) for column in term.columns)
    where = [f"{column} is {' or '.join(groups)}" for column, groups in term.where.items()]
    return f"sum of {product}" + (f" where {' and '.join(where)}" if where else "")

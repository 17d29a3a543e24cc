"""Whether a metric's sums mean something: over partners, over time."""

from shared_metrics.agenda.model import Metric
from shared_metrics.contracts import Contract


def adds_over_partners(metric: Metric, contract: Contract) -> bool:
    """Whether every term has a factor that may be summed over partners."""
    terms = (*metric.numerator, *metric.denominator)
    return all(
        any(contract.by_name[column].additive_over_partners for column in term.columns)
        for term in terms
    )


def adds_over_time(metric: Metric, contract: Contract) -> bool:
    """Whether every term has a factor that may be summed over periods."""
    terms = (*metric.numerator, *metric.denominator)
    return all(
        any(contract.by_name[column].additive_over_time for column in term.columns)
        for term in terms
    )

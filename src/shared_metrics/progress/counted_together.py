"""What a metric's figure is made of, had only some submissions counted."""

from collections.abc import Iterable, Mapping

import narwhals as nw
import polars as pl

from shared_metrics.agenda.model import Metric
from shared_metrics.contracts.model import Contract
from shared_metrics.metrics import Question, measure
from shared_metrics.observations import DENOMINATOR, NUMERATOR, PARTNER, PERIOD, SUBMISSION
from shared_metrics.periods import PeriodKind
from shared_metrics.progress.explained import Amounts
from shared_metrics.progress.restated import Counted
from shared_metrics.progress.series import exact_number

_MARK = "#"  # no partner's id begins with it


def amounts_together(
    rows: pl.DataFrame,
    together: Iterable[Counted],
    metric: Metric,
    contract: Contract,
    every: PeriodKind,
) -> Mapping[Counted, Amounts]:
    """Numerator and denominator of each set of submissions; sets without a figure are left out.

    `rows`: at least the rows of these submissions. The submissions of a set are of one partner
    and of one period of the kind `every`. All sets are measured at once, each as if it were a
    partner of its own, beside the rows themselves (so that they are seen as a part of the whole).
    """
    sets = dict(enumerate(dict.fromkeys(together)))
    pairs = [(f"{_MARK}{at}", submission) for at, ids in sets.items() for submission in ids]
    names = pl.DataFrame(pairs, {PARTNER: pl.String, SUBMISSION: pl.String}, orient="row")
    marked = rows.drop(PARTNER).join(names, on=SUBMISSION).select(rows.columns)
    lazy = nw.from_native(pl.concat([rows, marked]).lazy())
    table = measure(lazy, metric, contract, Question((PERIOD, PARTNER), every=every), ())
    return {
        sets[int(row[PARTNER].removeprefix(_MARK))]: Amounts(top, exact_number(row[DENOMINATOR]))
        for row in table.iter_rows(named=True)
        if row[PARTNER].startswith(_MARK) and (top := exact_number(row[NUMERATOR])) is not None
    }

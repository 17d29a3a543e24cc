"""publication.yaml of a new partnership: its metrics as a whole, for the public, explained."""

from collections.abc import Iterable

from shared_metrics.periods import PeriodKind

_HEAD = """\
# What may leave your office, for whom, and how people are protected in it. A release holds the
# tables that stand here and nothing else; without this file nothing leaves. Nothing is published
# by itself: you see each release, and what is hidden in it, before you publish it.
audiences:
  # Anybody. Others can follow, each with a plan like this one: `partners`, for what is shown at
  # your meetings, and `funder:<id>`, for a funder that agreements name.
  public:
    # Counts of 1 to 10 people are hidden, and whatever would tell them. Never less than the
    # `smallCellThreshold` of the reporting guide.
    threshold: 11
    # A figure that fewer partners are behind is hidden, unless each of them agreed to a page of
    # its own (`public_page: true` in agreements.yaml). With two partners, that is every figure.
    min_contributors: 3
    metrics:
"""
_NEXT = """\
# Below a metric's table others can follow, such as this one; `by` may also name a breakdown of the
# metric, or be `partner`:
#          - {{every: {every}, by: sector}}
# Finer tables have smaller numbers, so more of them is hidden; longer periods have larger ones.
"""


def publication_text(metrics: Iterable[str], every: PeriodKind) -> str:
    """The whole file: each metric by the kind of period that the goal is judged by."""
    planned = (
        f"      - metric: {metric}\n"
        "        tables:\n"
        f"          - {{every: {every}}} # the whole partnership\n"
        for metric in metrics
    )
    return "".join([_HEAD, *planned, _NEXT.format(every=every)])

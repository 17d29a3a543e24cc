"""A range over time: a light area between two edges, so that it can be seen without colour too."""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from shared_metrics.charts.axes import tooltip
from shared_metrics.charts.theme import ACCENT, DAY, VALUE, as_data

Row = dict[str, Any]
HIGH: Final = alt.Y2("high:Q")
AT_HIGH: Final = alt.Y("high:Q")


def band(rows: Sequence[Row], heading: str, *, color: str = ACCENT) -> list[alt.Chart]:
    """Rows have `day`, `value` (the lower edge), `high`, and `when`, `words` to point at.

    Rows of another `run` are not joined to those before: nothing is known in between.
    """
    if not rows:
        return []
    runs = alt.Detail("run:N")
    base = alt.Chart(as_data([{"run": 0, **row} for row in rows])).encode(
        x=DAY, y=VALUE, detail=runs, tooltip=tooltip(("when", "Period"), ("words", heading))
    )
    edge: Row = {"color": color, "strokeWidth": 1, "strokeDash": [2, 2]}
    return [
        base.encode(y2=HIGH).mark_area(color=color, opacity=0.14),
        base.mark_line(**edge),
        base.encode(y=AT_HIGH).mark_line(**edge),
    ]

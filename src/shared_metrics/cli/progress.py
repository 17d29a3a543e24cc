"""`progress`: where each goal stands."""

from fractions import Fraction
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options

if TYPE_CHECKING:
    from shared_metrics.progress import Standing


@click.command()
@click.argument("goal_id", metavar="[GOAL]", required=False)
@shared_options
def progress(call: Call, *, goal_id: str | None) -> None:
    """Say where GOAL stands, or every goal: the newest figure, its path and its target.

    With --json: {"goal", "metric", "unit", "period", "value", "baseline", "target",
    "needed_by_now", "share_of_the_way", "status", "sentence"}, for GOAL; a list for every goal. The
    status is "provisional" while files for that period are missing.
    """
    from shared_metrics.desk import questions

    desk = call.open_desk()
    goals = (desk.definitions.goal(goal_id),) if goal_id else desk.agenda.goals
    standings = [questions.goal_standing(desk, None, goal.id) for goal in goals]
    if call.as_json:
        shapes = [standing_data(standing) for standing in standings]
        output.put_json(shapes[0] if goal_id else shapes)
        return
    for standing in standings:
        output.put(f"{standing.goal.title} ({standing.goal.id})\n  {standing.sentence}")


def standing_data(standing: "Standing") -> dict[str, object]:
    """The shape `progress --json` prints; values are in the metric's unit, a share 0-1."""
    goal = standing.goal
    return {
        "goal": goal.id,
        "title": goal.title,
        "metric": goal.metric,
        "unit": standing.metric.unit,
        "period": standing.period.text if standing.period else None,
        "value": _number(standing.value),
        "baseline": {"period": goal.baseline.period.text, "value": goal.baseline.value},
        "target": {"period": goal.target.period.text, "value": goal.target.value},
        "needed_by_now": _number(standing.needed_by_now),
        "share_of_the_way": _number(standing.share_of_the_way),
        "status": standing.word,
        "sentence": standing.sentence,
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)

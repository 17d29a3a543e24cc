"""`status`: where each goal stands, with the evidence."""

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, known_on_option, shared_options

if TYPE_CHECKING:
    from shared_metrics.desk import Desk
    from shared_metrics.desk.questions import GoalView
    from shared_metrics.progress import GroupStanding


@click.command()
@click.argument("goal_id", metavar="[GOAL]", required=False)
@known_on_option
@click.option("--compare", is_flag=True, help="Say what other rules would say of it, too.")
@shared_options
def status(
    call: Call, *, goal_id: str | None, day: dt.datetime | None, compare: bool = False
) -> None:
    """Say where GOAL stands, or every goal: a word, and the evidence for it.

    With --json: a list of {"goal", "status", "sentence", "value", "needed", "share_of_the_way",
    "coverage", "partners", "expected_partners", "newest_period", "would_change_at",
    "would_change_to", "provisional", "change", "change_of_totals", "groups"}. Values are in the
    metric's unit, a share 0-1. With --compare also "other_rules": {"plain", "open_sdg"}.
    """
    from shared_metrics.desk import questions
    from shared_metrics.progress.peers import other_words

    desk = call.open_desk(day)
    goals = (desk.definitions.goal(goal_id),) if goal_id else desk.agenda.goals
    views = [questions.goal_view(desk, None, goal.id) for goal in goals]
    if call.as_json:
        told = [status_data(desk, view) for view in views]
        others = [{"other_rules": other_words(v.standing)} if compare else {} for v in views]
        output.put_json([one | other for one, other in zip(told, others, strict=True)])
        return
    for view in views:
        goal = view.standing.goal
        output.put(f"{goal.title} ({goal.id})\n  {view.sentence}")
        if compare:
            words = other_words(view.standing).items()
            output.put(f"  Other rules: {', '.join(f'{rule}: {word}' for rule, word in words)}.")


def status_data(desk: "Desk", view: "GoalView") -> dict[str, object]:
    """The shape `status --json` prints for one goal."""
    standing, held, same = view.standing, view.coverage, view.comparison
    turning = standing.would_change_at
    return {
        "goal": standing.goal.id,
        "status": standing.status,
        "sentence": view.sentence,
        "value": _number(standing.value),
        "needed": _number(standing.needed_by_now),
        "share_of_the_way": _number(standing.share_of_the_way),
        "coverage": _number(held.share) if held else None,
        "partners": held.partners if held else None,
        "expected_partners": held.expected_partners if held else None,
        "newest_period": standing.period.text if standing.period else None,
        "would_change_at": _number(turning[0]) if turning else None,
        "would_change_to": turning[1] if turning else None,
        "provisional": standing.provisional,
        "change": _number(same.change) if same else None,
        "change_of_totals": _number(same.raw_change) if same else None,
        "groups": [_group_data(desk, view, one) for one in view.groups],
    }


def _group_data(desk: "Desk", view: "GoalView", one: "GroupStanding") -> dict[str, object]:
    from shared_metrics.desk.questions import group_name

    return {
        "breakdown": one.breakdown,
        "group": one.group,
        "name": group_name(desk, view.standing.metric, one),
        "value": _number(one.value),
        "a_year_before": _number(one.before),
        "gap": _number(one.gap),
        "gap_a_year_before": _number(one.gap_before),
        "moving_away": one.moving_away,
        "too_few_to_tell": one.too_few,
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)

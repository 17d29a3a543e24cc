"""The path a goal was agreed to take: where it should be by a period."""

from fractions import Fraction

from shared_metrics.agenda.model import Goal
from shared_metrics.periods import Period, periods_between


def needed_by(goal: Goal, period: Period) -> Fraction:
    """What the path asks for in a period of the goal's kind.

    Straight from baseline to target; the baseline before, the target after. A milestone asks for
    nothing more than the baseline until its day; a value to be kept is asked for at all times.
    """
    start, end = Fraction(goal.baseline.value), Fraction(goal.target.value)
    if goal.kind.startswith("keep_") or period >= goal.target.period:
        return end
    if goal.kind == "milestone" or period <= goal.baseline.period:
        return start
    steps = goal.target.period - goal.baseline.period
    return start + (end - start) * Fraction(period - goal.baseline.period, steps)


def path_points(goal: Goal) -> tuple[tuple[Period, Fraction], ...]:
    """The path, period by period, from baseline to target (for the chart)."""
    if goal.target.period < goal.baseline.period:
        return ()
    between = periods_between(goal.baseline.period, goal.target.period)
    return tuple((period, needed_by(goal, period)) for period in between)

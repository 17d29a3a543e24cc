"""What is said of a goal, made from its figures in each language; never from hidden ones."""

from fractions import Fraction

from shared_metrics.agenda.model import Metric
from shared_metrics.periods import Period, parse_period
from shared_metrics.releases import CoverageCount, ReleasedGoal
from shared_metrics.releases.content import NOT_JUDGED
from shared_metrics.site.statuses import status_of
from shared_metrics.site.words import Words


def now_sentence(words: Words, goal: ReleasedGoal, metric: Metric) -> str:
    """The newest figure, and whether it is better than a year earlier."""
    period = newest_period(goal)
    if period is None:
        if goal.word == NOT_JUDGED:
            return words.say("The figures are hidden to protect people.")
        return words.say("There are no figures to show yet.")
    if goal.value is None and goal.coded is None:
        return words.say(
            "Some figures since the baseline are hidden to protect people, so no sum is shown."
        )
    during = words.during(period)
    if goal.value is None:
        return words.say(
            "%(value)s %(during)s.", value=words.coded(goal.coded or ""), during=during
        )
    return _with_comparison(words, goal, metric, words.value(goal.value, metric))


def _with_comparison(words: Words, goal: ReleasedGoal, metric: Metric, value: str) -> str:
    period = newest_period(goal)
    during = words.during(period) if period else ""
    if goal.change is not None and goal.since is not None and goal.partners_changed:
        return _on_others(words, goal, metric, value, during)
    if goal.change is None or goal.since is None or goal.direction is None:
        return words.say("%(value)s %(during)s.", value=value, during=during)
    return _with_change(words, goal, metric, value, during)


def _on_others(words: Words, goal: ReleasedGoal, metric: Metric, value: str, during: str) -> str:
    """The change of the totals, and why it is called neither better nor worse."""
    since = words.period(parse_period(goal.since or "", goal.goal.every))
    change = words.difference(goal.change or 0, metric)
    more = (goal.change or 0) > 0
    now = words.say("%(value)s %(during)s.", value=value, during=during)
    if more:
        told = words.say("That is %(change)s more than in %(since)s", change=change, since=since)
    else:
        told = words.say("That is %(change)s less than in %(since)s", change=change, since=since)
    why = words.say_n(
        "but %(number)s partner reports in only one of the two: not compared.",
        "but %(number)s partners report in only one of the two: not compared.",
        goal.partners_changed,
    )
    return f"{now} {told}, {why}"


def _with_change(words: Words, goal: ReleasedGoal, metric: Metric, value: str, during: str) -> str:
    since = words.period(parse_period(goal.since or "", goal.goal.every))
    change = words.difference(goal.change or 0, metric)
    given = {"value": value, "during": during, "since": since, "change": change}
    if goal.direction == "same":
        return words.say("%(value)s %(during)s, the same as in %(since)s.", **given)
    if (goal.change or 0) > 0:
        if goal.direction == "better":
            return words.say(
                "%(value)s %(during)s, %(change)s more than in %(since)s: better.", **given
            )
        return words.say("%(value)s %(during)s, %(change)s more than in %(since)s: worse.", **given)
    if goal.direction == "better":
        return words.say(
            "%(value)s %(during)s, %(change)s less than in %(since)s: better.", **given
        )
    return words.say("%(value)s %(during)s, %(change)s less than in %(since)s: worse.", **given)


def aim_sentence(words: Words, goal: ReleasedGoal, metric: Metric) -> str:
    """What the goal asks for in the end."""
    agreed = goal.goal
    target = words.value(Fraction(agreed.target.value), metric)
    by = words.by(agreed.target.period)
    if agreed.kind == "keep_above":
        return words.say("The goal is to stay above %(target)s.", target=target)
    if agreed.kind == "keep_below":
        return words.say("The goal is to stay below %(target)s.", target=target)
    if agreed.kind != "keep_within":
        return words.say("The goal is %(target)s %(by)s.", target=target, by=by)
    if not goal.baseline_is_public:
        return words.say("The goal is to stay within the range agreed on.")
    low, high = sorted((Fraction(agreed.baseline.value), Fraction(agreed.target.value)))
    return words.say(
        "The goal is to stay between %(low)s and %(high)s.",
        low=words.number(low, metric),
        high=words.value(high, metric),
    )


def path_sentence(words: Words, goal: ReleasedGoal, metric: Metric) -> str:
    """What the agreed path asks for by now, and the status; without the baseline's value."""
    status = status_of(goal.word)
    verdict = words.say(status.word)
    if goal.provisional and status.is_verdict:
        return words.say(
            "Files are still missing, so it stays “%(verdict)s” for now.", verdict=verdict
        )
    if not status.is_verdict:
        return _without_verdict(words, goal)
    if goal.not_for_all:
        return words.say("The target is met, but some groups are worse off than a year before.")
    if goal.word == "reached":
        return words.say("The target is reached.")
    return f"{_beside_the_path(words, goal, metric, verdict)} {_together(words, goal)}".strip()


def _beside_the_path(words: Words, goal: ReleasedGoal, metric: Metric, verdict: str) -> str:
    if goal.needed is None or not goal.baseline_is_public:
        return words.say("It is %(verdict)s.", verdict=verdict)
    return words.say(
        "The agreed path asks for %(needed)s by then: it is %(verdict)s.",
        needed=words.value(goal.needed, metric),
        verdict=verdict,
    )


def _together(words: Words, goal: ReleasedGoal) -> str:
    if goal.together == 1:
        return ""
    return words.say_n(
        "The status looks at the newest %(number)s period together.",
        "The status looks at the newest %(number)s periods together.",
        goal.together,
    )


def _without_verdict(words: Words, goal: ReleasedGoal) -> str:
    if goal.provisional:
        return words.say("Files are still missing, so nothing is said about the path yet.")
    if goal.word == "too_few_to_tell":
        return words.say("That is too few to tell whether it is on its path.")
    if goal.word == "out_of_date":
        return words.say("It is out of date: nothing newer has come.")
    return ""


def way_sentence(words: Words, goal: ReleasedGoal, metric: Metric) -> str:
    """How much of the way from the baseline is done."""
    share = goal.share_of_the_way
    if share is None or not goal.baseline_is_public or not 0 <= share <= 1:
        return ""
    return words.say(
        "That is %(share)s of the way from %(start)s to %(target)s.",
        share=words.share(share),
        start=words.number(Fraction(goal.goal.baseline.value), metric),
        target=words.value(Fraction(goal.goal.target.value), metric),
    )


def whole_sentence(words: Words, goal: ReleasedGoal, metric: Metric) -> str:
    """Everything that is said of a goal, in one paragraph."""
    parts = (
        now_sentence(words, goal, metric),
        path_sentence(words, goal, metric),
        aim_sentence(words, goal, metric),
    )
    return " ".join(part for part in parts if part)


def coverage_sentence(words: Words, coverage: CoverageCount) -> str:
    """How many of the files asked for are in; never whose."""
    period = words.period(parse_period(coverage.period, coverage.every))
    return words.say_n(
        "For %(period)s %(reported)s of %(number)s file is in.",
        "For %(period)s %(reported)s of %(number)s files are in.",
        coverage.expected,
        period=period,
        reported=words.whole(coverage.reported),
    )


def newest_period(goal: ReleasedGoal) -> Period | None:
    """The period of the newest published figure."""
    return parse_period(goal.period, goal.goal.every) if goal.period else None

"""Restatements as people and programs read them."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from shared_metrics.cli import output
from shared_metrics.progress import STATUS_WORDS, change_text, value_text
from shared_metrics.progress.restated import Effect, Figure, values_after
from shared_metrics.releases.restated import said_of

if TYPE_CHECKING:
    from shared_metrics.desk import Desk
    from shared_metrics.desk.questions import Arrival, RestatedMetric, Restatements
    from shared_metrics.progress import Observed
    from shared_metrics.releases import Edition
    from shared_metrics.releases.restated import Flip


def restatements_text(desk: "Desk", found: "Restatements", edition: "Edition | None") -> str:
    """The whole report for people."""
    until = f"the end of {found.until.isoformat()}" if found.until else "now"
    lines = [f"As known at the end of {found.since.isoformat()}, and {until}."]
    if not (found.restated or found.flipped):
        lines.append("Every figure that was shown then still reads the same.")
    for one in found.restated:
        lines += ["", f"{one.metric.title} ({one.metric.id})", *_figures(desk, found, one, edition)]
    for flip in found.flipped:
        lines += ["", *_flip(flip)]
    if found.new:
        lines += ["", "New since then, so nothing to compare:"]
        lines += [f"  {one.metric.title}: {_span(one)}" for one in found.new]
    return "\n".join(lines)


def _figures(
    desk: "Desk", found: "Restatements", one: "RestatedMetric", edition: "Edition | None"
) -> Iterator[str]:
    said = said_of(edition, one.metric.id, one.every) if edition else {}
    for figure in one.figures:
        then, now = (value_text(_value(o), one.metric) for o in (figure.then, figure.now))
        same = figure.difference == 0
        change = "of other numbers" if same else change_text(figure.difference, one.metric)
        yield f"  {figure.period.label}: {then} then, {now} now ({change})"
        if edition is not None:
            words = said.get(figure.period.text, "not in it")
            yield f"    {edition.id} told the public: {words}"
        made = one.effects[figure.period]
        for effect, value in zip(made, values_after(figure, made), strict=True):
            who = _who(desk, found, effect)
            yield f"    {who}: {_change(effect)}, so {value_text(value, one.metric)}"


def _who(desk: "Desk", found: "Restatements", effect: Effect) -> str:
    from shared_metrics.desk.questions.restated import REASON_WORDS

    if effect.submission is None:
        return "Because of what others report too"
    arrival = found.arrivals[effect.submission]
    one = arrival.submission
    partner = desk.partnership.partner_by_id.get(one.partner)
    name = partner.name if partner else desk.partnership.backbone_name
    period = one.period.label if one.period else ""
    why = "".join(f" “{words}”" for words in arrival.why)
    return f"{name}, {period}, {REASON_WORDS[arrival.reason]} ({one.id}{_count(arrival)}){why}"


def _count(arrival: "Arrival") -> str:
    if arrival.reason != "correction":
        return ""
    return f", {output.counted(arrival.changed, 'figure')} changed"


def _change(effect: Effect) -> str:
    top = f"{_exact(effect.change.top):+,}"
    if effect.change.bottom is None:
        return top
    return f"{top} of {_exact(effect.change.bottom):+,}"


def _flip(flip: "Flip") -> Iterator[str]:
    was, reads = (STATUS_WORDS.get(word, word) for word in (flip.word_then, flip.word_now))  # type: ignore[call-overload]  # words of a goal's status
    yield f"{flip.title} ({flip.goal}), {flip.period_then}: was “{was}”, reads “{reads}”."
    yield f"  Then: {flip.sentence_then}"
    yield f"  Now: {flip.sentence_now}"


def _span(one: "RestatedMetric") -> str:
    first, *_, last = (one.new[0], *one.new)
    if first is last:
        return first.period.label
    return f"{first.period.label} to {last.period.label}"


def restatements_data(
    desk: "Desk", found: "Restatements", edition: "Edition | None"
) -> dict[str, object]:
    """The shape `restatements --json` prints."""
    return {
        "since": found.since.isoformat(),
        "until": (found.until or desk.today()).isoformat(),
        "release": edition.id if edition else None,
        "metrics": [_metric_data(one, edition) for one in found.metrics if one.figures or one.new],
        "submissions": [_arrival_data(one) for one in found.arrivals.values()],
        "flipped": [_flip_data(one) for one in found.flipped],
    }


def _metric_data(one: "RestatedMetric", edition: "Edition | None") -> dict[str, object]:
    said = said_of(edition, one.metric.id, one.every) if edition else {}
    return {
        "metric": one.metric.id,
        "unit": one.metric.unit,
        "every": one.every.value,
        "goals": [goal.id for goal in one.goals],
        "figures": [
            _figure_data(figure) | {"public": said.get(figure.period.text)} | _made(one, figure)
            for figure in one.figures
        ],
        "new": [_figure_data(figure) for figure in one.new],
    }


def _figure_data(figure: Figure) -> dict[str, object]:
    return {
        "period": figure.period.text,
        "kind": figure.kind,
        "then": _observed(figure.then),
        "now": _observed(figure.now),
        "difference": _number(figure.difference),
    }


def _made(one: "RestatedMetric", figure: Figure) -> dict[str, object]:
    made = one.effects[figure.period]
    return {
        "effects": [
            {
                "submission": effect.submission,
                "numerator": _number(effect.change.top),
                "denominator": _number(effect.change.bottom),
                "value": _number(value),
            }
            for effect, value in zip(made, values_after(figure, made), strict=True)
        ]
    }


def _observed(one: "Observed | None") -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "value": _number(one.value),
        "numerator": _number(one.top),
        "denominator": _number(one.bottom),
    }


def _arrival_data(one: "Arrival") -> dict[str, object]:
    sent = one.submission
    return {
        "id": sent.id,
        "partner": sent.partner,
        "contract": sent.contract,
        "period": sent.period_text,
        "reason": one.reason,
        "replaced": one.replaced.id if one.replaced else None,
        "changed": one.changed,
        "why": list(one.why),
        "submitted_by": sent.submitted_by,
        "decided_by": sent.decided_by,
        "decided_at": sent.decided_at.isoformat() if sent.decided_at else None,
    }


def _flip_data(one: "Flip") -> dict[str, object]:
    return {
        "goal": one.goal,
        "period": one.period_then,
        "word_then": one.word_then,
        "word_now": one.word_now,
        "sentence_then": one.sentence_then,
        "sentence_now": one.sentence_now,
    }


def _value(one: "Observed | None") -> Fraction | None:
    return one.value if one else None


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _exact(value: Fraction) -> Decimal:
    """Sums of what files hold are finite decimals."""
    return Decimal(value.numerator) / Decimal(value.denominator)

"""What may be said in the room: how complete figures are, and what was learned and agreed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from shared_metrics.agenda.publication import AudiencePlan
from shared_metrics.desk.kept_records import things
from shared_metrics.desk.learned import shown_to
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.coverage import files_in
from shared_metrics.desk.reviewing.agenda import Told
from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress import Coverage
from shared_metrics.releases import Edition
from shared_metrics.reviews import Commitment

FINE: Final = Fraction(1, 100)
ROUGH: Final = Fraction(1, 20)


def told_to_partners(desk: Desk, day: dt.date) -> Told:
    """What partners may read of setbacks, adaptations, field notes and commitments by a day."""
    shown = shown_to(desk, "partners")
    return Told(
        tuple(one for one in shown.setbacks if _begins(one) <= day),
        tuple(_by_then(one, day) for one in shown.adaptations if _begins(one) <= day),
        tuple(replace(one, submission=None) for one in shown.field_notes if _begins(one) <= day),
        tuple(map(told_of, things(desk.ledger, Commitment))),
        owners_of(desk),
    )


def told_of(one: Commitment) -> Commitment:
    """What was done is said to all; why something is put off or dropped, to its owner alone."""
    return one if one.state == "done" else replace(one, note="")


def _begins(one: Setback | Adaptation | FieldNote) -> dt.date:
    return parse_period(one.period, PeriodKind.MONTH).first_day


def _by_then(one: Adaptation, day: dt.date) -> Adaptation:
    """What came of it is not known before the day to look again."""
    too_soon = one.is_closed and one.check_back > day
    return replace(one, outcome=None, seen="") if too_soon else one


def owners_of(desk: Desk) -> dict[str, str]:
    """Who may own a commitment: id -> name."""
    partnership = desk.partnership
    names = {partner.id: partner.name for partner in partnership.partners}
    return {partnership.backbone: partnership.backbone_name} | names


def coverage_told(desk: Desk, plan: AudiencePlan, edition: Edition) -> Mapping[str, str]:
    """Goal -> how complete its newest figure is, without whose file is missing."""
    found = {}
    for one in edition.release.goals:
        metric = desk.definitions.metric(one.goal.metric)
        if one.period is None or metric.source == "published":
            continue
        period = parse_period(one.period, one.goal.every)
        held = files_in(desk, metric.id, period)
        open_to_all = any(
            planned.sensitivity == "none" for planned in plan.metrics if planned.metric == metric.id
        )
        found[one.goal.id] = _sentence(metric.title, period, held, plan, open_to_all=open_to_all)
    return found


def _sentence(
    title: str, period: Period, held: Coverage, plan: AudiencePlan, *, open_to_all: bool
) -> str:
    told = f"{title}, {period.label}: {held.reported:,} of {held.expected:,} files are in"
    if held.is_whole:
        return f"{told}."
    parts = [f"{told}: {held.partners:,} of {held.expected_partners:,} partners"]
    if held.volume is not None:
        missing = held.expected_partners - held.partners
        is_fine = open_to_all or missing >= plan.min_contributors
        step = FINE if is_fine else ROUGH
        parts.append(f"{_about(held.volume, step)} of last year's volume")
    return f"{', '.join(parts)}."


def _about(share: Fraction, step: Fraction) -> str:
    """A share by steps: with few partners missing, a fine one would tell what they bring."""
    rounded = round(share / step) * step
    return f"{'' if step == FINE else 'about '}{int(rounded * 100)} %"

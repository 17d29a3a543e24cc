"""The partnership's publication plans, and the contracts their figures come from."""

from shared_metrics.agenda.publication import PUBLIC, AudiencePlan
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import Conflict


def plans_of(desk: Desk) -> tuple[AudiencePlan, ...]:
    """What each audience may see; the public's plan comes first.

    Raises Conflict `no_plan` when nothing is planned for the public.
    """
    planned = desk.agenda.publication
    plans = sorted(planned, key=lambda plan: (plan.audience != PUBLIC, plan.audience))
    if not plans or plans[0].audience != PUBLIC:
        raise Conflict(
            "no_plan",
            "Nothing is planned for the public yet.",
            "Write `agenda/publication.yaml`: which tables leave the backbone, for whom.",
        )
    return tuple(plans)


def contracts_of(desk: Desk, plans: tuple[AudiencePlan, ...]) -> tuple[Contract, ...]:
    """The contracts that planned figures are reported under, in the order of their ids."""
    metrics = {planned.metric for plan in plans for planned in plan.metrics}
    ids = {desk.definitions.metric(metric).contract for metric in metrics}
    return tuple(desk.definitions.contract(contract) for contract in sorted(ids))

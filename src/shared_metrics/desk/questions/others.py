"""A partner beside the others: the middle half of them, for the backbone alone."""

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.figures import table_of
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.questions.progress import successors_of
from shared_metrics.metrics import Question
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.progress.others import Others, others_of


def partner_others(
    desk: Desk, person: Person, partner_id: str, metric_id: str
) -> tuple[Others, ...]:
    """Where the middle half of the other partners is, in the contract's periods.

    The backbone alone may ask: with a published total and its own figures a partner could learn
    more from it than from a release, and nothing has been protected here.
    """
    people.check_can_measure(person)
    metric = desk.definitions.metric(metric_id)
    kind = desk.definitions.contract(metric.contract).period_kind

    def compute() -> tuple[Others, ...]:
        table = table_of(desk, metric_id, Question((PERIOD, PARTNER)))
        follows = successors_of(desk)
        return others_of(partner_id, metric, table, kind, successors=follows, today=desk.today())

    return remembered(desk.ledger, ("others", partner_id, metric_id, desk.today()), compute)

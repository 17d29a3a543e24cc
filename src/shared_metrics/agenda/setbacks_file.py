"""setbacks.yaml -> setbacks and adaptations."""

from typing import Final, Literal, cast, get_args

from shared_metrics.agenda.known import Known, ids_listed, note_repeated_ids, read_period
from shared_metrics.documents import Fields
from shared_metrics.learning import Adaptation, Setback, Visibility
from shared_metrics.periods import PeriodKind

_OUTCOMES: Final = ("helped", "no_difference", "too_early")


def read_setbacks(
    fields: Fields, known: Known
) -> tuple[tuple[Setback, ...], tuple[Adaptation, ...]]:
    """Every setback and every adaptation; problems are noted."""
    for key in ("setbacks", "adaptations"):
        note_repeated_ids(fields.node(key), fields, key)
    ids = ids_listed(fields.table, "setbacks")
    setbacks = [_read_setback(e, known) for e in fields.mappings("setbacks", "A setback")]
    adaptations = [
        _read_adaptation(e, ids) for e in fields.mappings("adaptations", "An adaptation")
    ]
    fields.done()
    return tuple(setbacks), tuple(adaptations)


def _read_setback(fields: Fields, known: Known) -> Setback:
    setback = Setback(
        id=fields.id(),
        title=fields.text("title"),
        metrics=fields.references("metrics", known.metrics, "metric", needed=True),
        period=_month(fields),
        expected=fields.text("expected"),
        happened=fields.text("happened"),
        learned=fields.text("learned"),
        visibility=cast("Visibility", fields.choice("visibility", get_args(Visibility), "private")),
    )
    fields.done()
    return setback


def _read_adaptation(fields: Fields, setbacks: tuple[str, ...]) -> Adaptation:
    outcome = fields.choice("outcome", _OUTCOMES) if fields.has("outcome") else None
    adaptation = Adaptation(
        id=fields.id(),
        setback=fields.reference("setback", setbacks, "setback"),
        period=_month(fields),
        changed=fields.text("changed"),
        check_back=fields.day("check_back"),
        outcome=cast("Literal['helped', 'no_difference', 'too_early'] | None", outcome),
    )
    fields.done()
    return adaptation


def _month(fields: Fields) -> str:
    period = read_period(fields, "period", PeriodKind.MONTH)
    return period.text if period else ""

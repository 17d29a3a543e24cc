"""How a release is protected and how its gate is passed: one pair of functions, always together."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from shared_metrics.agenda.publication import AudiencePlan
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.protecting import PastAudience, Safe, found_in, gate, protected
from shared_metrics.disclosure import PublicTable


class Protecting(Protocol):
    """Facts of a desk -> what an audience may see, with the proof of it."""

    def __call__(
        self, desk: Desk, plan: AudiencePlan, data_to: dt.date, past: Sequence[PastAudience]
    ) -> Safe:
        """Only figures of periods that end on or before `data_to`; `past`: oldest first."""


class Gate(Protocol):
    """Checks a proof without a solver; whatever goes wrong is a violation."""

    def __call__(
        self,
        plan: AudiencePlan,
        private: Mapping[str, bytes],
        past: Sequence[PastAudience],
        tables: Mapping[str, PublicTable],
    ) -> list[str]:
        """Violations; none: the tables may leave."""


class Finding(Protocol):
    """Looks for hidden numbers in files of a release, prose included."""

    def __call__(self, private: Mapping[str, bytes], files: Mapping[str, bytes]) -> list[str]:
        """Violations: where one stands."""


@dataclass(frozen=True, slots=True)
class Protection:
    """What protects, what checks it, and what looks for hidden numbers in words."""

    protected: Protecting
    gate: Gate
    found_in: Finding


PROVEN: Final = Protection(protected, gate, found_in)

__all__ = ["PROVEN", "Gate", "PastAudience", "Protecting", "Protection", "Safe"]

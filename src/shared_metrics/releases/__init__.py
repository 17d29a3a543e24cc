"""Releases: frozen editions, chained by hash, that anybody may read."""

from shared_metrics.releases.model import (
    ContractVersion,
    Correction,
    CoverageCount,
    Direction,
    Edition,
    HidingRules,
    PartnerCard,
    PartnershipCard,
    Previous,
    Release,
    ReleasedGoal,
    ReleasedSetback,
    ReleaseId,
    TableEntry,
    WithdrawalNote,
)

__all__ = [
    "ContractVersion",
    "Correction",
    "CoverageCount",
    "Direction",
    "Edition",
    "HidingRules",
    "PartnerCard",
    "PartnershipCard",
    "Previous",
    "Release",
    "ReleaseId",
    "ReleasedGoal",
    "ReleasedSetback",
    "TableEntry",
    "WithdrawalNote",
]

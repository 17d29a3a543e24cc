"""A first file and a few answers -> definitions that lint clean and accept that very file."""

from shared_metrics.drafting.draft import (
    Asked,
    Drafted,
    DraftedContract,
    draft_contract,
    draft_partnership,
)
from shared_metrics.drafting.partnership import (
    DEFAULT_PARTNERS,
    Answers,
    PartnerAnswer,
    parse_partner,
    partner_ids,
    partnership_text,
)

__all__ = [
    "DEFAULT_PARTNERS",
    "Answers",
    "Asked",
    "Drafted",
    "DraftedContract",
    "PartnerAnswer",
    "draft_contract",
    "draft_partnership",
    "parse_partner",
    "partner_ids",
    "partnership_text",
]

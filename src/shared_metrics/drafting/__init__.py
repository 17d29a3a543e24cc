"""A first file and a few answers -> definitions that lint clean and accept that very file.

`drafting.draft` judges what it drafts and imports `checks` (seconds): import it where it is used.
"""

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
    "PartnerAnswer",
    "parse_partner",
    "partner_ids",
    "partnership_text",
]

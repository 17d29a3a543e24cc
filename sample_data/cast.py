"""Who takes part, since when, and which figures each sends.

Kept apart from `data_contracts/agenda/partnership.yaml` so that the truth leans on nothing the
product reads; a test shows that the two agree.
"""

from dataclasses import dataclass

from sample_data.months import FIRST, LAST, month

WORKFORCE = "workforce_placements"
STEM = "stem_participation"
CONGESTION = "congestion"
COMMUNITY_WORKFORCE = "community_workforce"
COMMUNITY_STEM = "community_stem"
COMMUNITY_CONGESTION = "community_congestion"
BACKBONE = "backbone"

MERGER = month("2025-01")  # Eastside Skills goes on as part of Steppingway Training
SUCCESSOR = {"eastside_skills": "steppingway_training"}
ANALYSTS = ("noor.haddad@example.org", "tomas.lindgren@example.org")


@dataclass(frozen=True)
class Member:
    """One partner: its sectors (each from a month on), contracts and steward."""

    id: str
    sectors: tuple[tuple[int, str], ...]
    contracts: tuple[str, ...]
    steward: str
    first: int = FIRST
    last: int = LAST

    def sector_in(self, month_number: int) -> str:
        """The sector it belongs to in a month."""
        return [name for since, name in self.sectors if since <= month_number][-1]


def _member(name: str, sector: str, steward: str, *contracts: str, **span: int) -> Member:
    return Member(name, ((0, sector),), contracts, f"{steward}@example.org", **span)


MEMBERS = (
    _member("arroyo_workforce_board", "public", "rosa.delgado", WORKFORCE),
    _member("arroyo_unified_schools", "public", "linh.tran", STEM),
    _member("arroyo_transit", "public", "ines.carvalho", CONGESTION),
    _member("copperline_manufacturing", "private", "grace.nakamura", WORKFORCE, CONGESTION),
    _member("larkfield_software", "private", "priya.raman", STEM, CONGESTION),
    _member("sandpiper_health", "private", "fatima.zahid", WORKFORCE, CONGESTION),
    _member("sunrow_energy", "private", "yuki.sato", WORKFORCE, first=month("2024-01")),
    _member("steppingway_training", "nonprofit", "carmen.ibarra", WORKFORCE),
    _member("eastside_skills", "nonprofit", "teresa.quintero", WORKFORCE, last=MERGER - 1),
    _member("open_latch_careers", "nonprofit", "denise.clarke", WORKFORCE),
    Member(
        "arroyo_ride_circle",
        ((0, "civil_society"), (month("2024-07"), "nonprofit")),
        (CONGESTION,),
        "mei.huang@example.org",
    ),
    _member("arroyo_state_university", "university", "nadia.petrova", STEM, CONGESTION),
    _member("loma_clara_college", "university", "victor.amado", WORKFORCE, STEM),
    _member("saturday_circuits", "civil_society", "hana.kim", STEM),
    _member("arroyo_families_for_science", "civil_society", "lucia.mendez", STEM),
    _member("eastside_neighbors", "civil_society", "ruth.adeyemi", STEM),
)
MEMBER_BY_ID = {member.id: member for member in MEMBERS}


def senders(contract: str) -> tuple[str, ...]:
    """The partners that report under a contract."""
    return tuple(member.id for member in MEMBERS if contract in member.contracts)

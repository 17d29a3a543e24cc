"""How each partner's files look: real ones differ in every way that means the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sample_data.cast import BACKBONE, CONGESTION, STEM, WORKFORCE


@dataclass(frozen=True)
class Style:
    """The look of a file. `headers`: contract column -> what stands above it instead.

    `words`: contract column -> group -> what stands for it. `periods`: how a period is written.
    """

    kind: Literal["csv", "xlsx"] = "csv"
    delimiter: str = ","
    decimal_comma: bool = False
    encoding: str = "utf-8"
    line_end: str = "\n"
    titles: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    periods: Literal["plain", "mon_yy", "long", "date", "quarter_first"] = "plain"
    total_row: bool = False
    thousands: bool = False
    blank_lines: bool = False


PLAIN = Style()
WORKFORCE_TITLES = {
    "period": "Month",
    "pathway": "Pathway",
    "gender": "Gender",
    "age_group": "Age group",
    "enrolled": "Enrolled",
    "completed": "Completed",
    "follow_up_due": "Follow-up due",
    "placed": "Placed",
    "average_hourly_wage": "Average hourly wage",
}
STYLES: Mapping[tuple[str, str], Style] = {
    (WORKFORCE, "copperline_manufacturing"): Style(
        kind="xlsx",
        titles=("Copperline Manufacturing", "Apprentices and placements", ""),
        headers=WORKFORCE_TITLES,
        periods="date",
    ),
    (WORKFORCE, "sandpiper_health"): Style(
        delimiter=";",
        decimal_comma=True,
        encoding="utf-8-sig",
        line_end="\r\n",
        headers=WORKFORCE_TITLES,
    ),
    (WORKFORCE, "sunrow_energy"): Style(
        periods="mon_yy",
        line_end="\r\n",
        words={"gender": {"women": "F", "men": "M"}},
    ),
    (WORKFORCE, "steppingway_training"): Style(
        kind="xlsx",
        headers={"pathway": "Training pathway", "enrolled": "In training", "placed": "In a job"},
        periods="long",
    ),
    (WORKFORCE, "eastside_skills"): Style(
        headers={
            "pathway": "Program",
            "completed": "Graduates",
            "age_group": "Age",
            "placed": "Hired",
        },
        words={"pathway": {"information_technology": "IT"}, "gender": {"all": "Everybody"}},
        line_end="\r\n",
    ),
    (WORKFORCE, "open_latch_careers"): Style(
        delimiter="\t",
        encoding="cp1252",
        titles=("Open Latch Careers – monthly résumé",),
    ),
    (WORKFORCE, "loma_clara_college"): Style(
        encoding="utf-8-sig",
        line_end="\r\n",
        headers={"follow_up_due": "Due for follow-up", "placed": "Placements"},
        blank_lines=True,
    ),
    (STEM, "arroyo_unified_schools"): Style(words={"gender": {"all": ""}}),
    (STEM, "larkfield_software"): Style(kind="xlsx", periods="quarter_first"),
    (STEM, "arroyo_state_university"): Style(delimiter=";", decimal_comma=True, line_end="\r\n"),
    (STEM, "saturday_circuits"): Style(
        titles=("Saturday Circuits Club", "Counted by hand, checked twice"),
        words={"gender": {"all": ""}},
    ),
    (STEM, "arroyo_families_for_science"): Style(
        encoding="cp1252", titles=("Familias por la ciencia – niñas y niños",)
    ),
    (STEM, "eastside_neighbors"): Style(delimiter="|", periods="quarter_first"),
    (CONGESTION, "arroyo_transit"): Style(thousands=True, total_row=True),
    (CONGESTION, "copperline_manufacturing"): Style(
        kind="xlsx", titles=("Copperline vans",), periods="date", total_row=True
    ),
    (CONGESTION, "larkfield_software"): Style(periods="mon_yy"),
    (CONGESTION, "sandpiper_health"): Style(
        delimiter=";", decimal_comma=True, encoding="utf-8-sig", line_end="\r\n"
    ),
    (CONGESTION, "arroyo_ride_circle"): Style(
        total_row=True,
        line_end="\r\n",
        headers={"trips": "Rides", "on_time_trips": "Rides on time"},
    ),
}


def style_of(contract: str, partner: str) -> Style:
    """The look of a partner's files under a contract."""
    return PLAIN if partner == BACKBONE else STYLES.get((contract, partner), PLAIN)

"""Our own properties in an ODCS file: `vendor: shared-metrics`, each name known.

Properties of other vendors are left alone, as the standard asks.
"""

from collections.abc import Collection, Mapping
from typing import Final

from shared_metrics.documents import Fields, Leaf, Node, Table, did_you_mean, nearest

VENDOR: Final = "shared-metrics"

VENDOR_RULES: Final[Mapping[str, str]] = {
    "vendor": "Our own properties carry `vendor: shared-metrics`.",
    "vendor_property": "Each of our own properties is known and stands once.",
}
CONTRACT_PROPERTIES: Final[Mapping[str, str]] = {
    "period": "{kind: month|quarter|year|school_year, how: period|date|year_month, "
    "columns: [...]}: how long a period is, and where a row's period is written.",
    "grain": "What one row is about, in words.",
    "due": "{day, monthsAfter, graceDays, timeZone}: due on this day of a month after the period.",
    "smallCellThreshold": "Counts of people below this are hidden before anything is published.",
    "loadedBy": "partner or backbone: who sends such files.",
    "grid": "{column, minutes, per: [keys], level: fix|check|note}: times a full period has.",
    "partnerColumn": "must_match (every row is the sender's) or split (several partners).",
}
"""What a contract may say besides the standard -> what it means."""
COLUMN_PROPERTIES: Final[Mapping[str, str]] = {
    "role": "period, partner, key, breakdown, indicator or detail: what the column is for.",
    "optional": "true: the whole column may be left out of a file.",
    "breakdown": "{total, blankIsTotal, exclusive, exhaustive}: the group that is everybody, "
    "whether an empty cell means it, and whether the other groups add up to it.",
    "valueSynonyms": "{value: [other spellings]}: what partners write for a value.",
    "unit": "What the number is counted or measured in.",
    "scale": "0 to 9: decimals kept; more are rounded half to even, with a note.",
    "counts": "people, events, enrolments or amount: what is counted.",
    "overlap": "none, possible or unknown: whether two partners may count the same one.",
    "additive": "{partners, time}: whether sums over partners and over time mean something.",
    "missingMarks": "{mark: reason}: what stands for “no number”, and why there is none.",
}
"""What a column may say besides the standard -> what it means."""
RULE_PROPERTIES: Final[Mapping[str, str]] = {
    "fix": "What to do about it, for the person who sends the file.",
}
"""What a quality rule may say besides the standard -> what it means."""


def own_properties(fields: Fields, known: Collection[str], what: str) -> Fields:
    """Our properties as one mapping, name -> value; unknown and repeated names are noted."""
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for entry in fields.mappings("customProperties", "A custom property"):
        name = entry.text("property")
        if not _is_ours(entry, name, known):
            continue
        if name not in known:
            guess = did_you_mean(name, known)
            entry.note("property", "vendor_property", f"{what} has no property “{name}”.{guess}")
        elif name in nodes:
            entry.note("property", "vendor_property", f"“{name}” stands here again.")
        else:
            nodes[name] = entry.node("value") or Leaf(entry.line, "", None)
            lines[name] = entry.line_of("value")
    return Fields(Table(fields.line, nodes, lines), fields.notebook, what)


def _is_ours(entry: Fields, name: str, known: Collection[str]) -> bool:
    vendor = entry.text("vendor", "")
    if vendor == VENDOR:
        return True
    if (not vendor and name in known) or (vendor and nearest(vendor, [VENDOR])):
        entry.note("vendor", "vendor", f"“{name}” needs `vendor: {VENDOR}`.")
    return False

"""Our own properties in an ODCS file: `vendor: shared-metrics`, each name known.

Properties of other vendors are left alone, as the standard asks.
"""

from collections.abc import Mapping
from typing import Final

from shared_metrics.documents import Fields, Leaf, Node, Table, did_you_mean, nearest

VENDOR: Final = "shared-metrics"

VENDOR_RULES: Final[Mapping[str, str]] = {
    "vendor": "Our own properties carry `vendor: shared-metrics`.",
    "vendor_property": "Each of our own properties is known and stands once.",
}
CONTRACT_PROPERTIES: Final = frozenset(
    {"period", "grain", "due", "smallCellThreshold", "loadedBy", "grid", "partnerColumn"}
)
COLUMN_PROPERTIES: Final = frozenset(
    {
        "role", "optional", "breakdown", "valueSynonyms", "unit", "scale", "counts", "overlap",
        "additive", "missingMarks",
    }
)  # fmt: skip


def own_properties(fields: Fields, known: frozenset[str], what: str) -> Fields:
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


def _is_ours(entry: Fields, name: str, known: frozenset[str]) -> bool:
    vendor = entry.text("vendor", "")
    if vendor == VENDOR:
        return True
    if (not vendor and name in known) or (vendor and nearest(vendor, [VENDOR])):
        entry.note("vendor", "vendor", f"“{name}” needs `vendor: {VENDOR}`.")
    return False

"""What the files of an agenda may refer to, and how references to periods are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared_metrics.agenda.model import Metric
from shared_metrics.contracts import Contract
from shared_metrics.documents import Fields, Items, Leaf, Node, Table
from shared_metrics.periods import Period, PeriodKind, parse_period

AGENDA_RULES: Mapping[str, str] = {
    "missing_file": "An agenda has a partnership.yaml.",
    "unknown_file": "Every YAML file is one that is read.",
    "file_name": "A metric's file, and a funder's, is named after its id.",
    "duplicate_id": "An id stands once among its kind.",
    "period": "A period is of the kind its contract or goal has.",
    "dates_order": "What begins does so before it ends.",
    "successor": "A partner with a successor has an end, and successors do not go in circles.",
    "partner_name": "No two partners share an id, a name or a synonym.",
    "email": "An email address looks like one and belongs to one person.",
    "person_partner": "Members and stewards belong to a partner, the backbone's people to none.",
    "metric_column": "A metric adds up number columns of its contract.",
    "metric_where": "A metric's `where` names groups of a column of its contract.",
    "metric_terms": "A metric's terms fit its kind.",
    "metric_additive": "A metric adds up only what the contract says may be added.",
    "metric_source": "Published figures come under a contract that the backbone loads.",
    "decimals": "A metric is shown with 0 to 9 decimals.",
    "goal_outcome": "A goal and its metric serve the same outcome.",
    "goal_direction": "A goal to reach lies in the direction its metric calls better.",
    "goal_value": "A share is written as a fraction from 0 to 1.",
    "audience": "An audience is `partners`, `public` or `funder:<id>`; a public page is public.",
    "agreement_field": "An agreement's fields are figures or details of its contract.",
    "agreement_needs": "An agreement leaves out no column whose cells the contract wants filled.",
    "agreement_overlap": "Two agreements of a partner about one contract share no day.",
    "agreement_missing": "Once there are agreements, all that partners report is covered by one.",
    "reports_contract": "Partners report under contracts that partners load.",
    "funder_groups": "Each of our groups has one code of the funder's, and no two the same.",
    "funder_layout": "A funder's file has the columns that its layout needs, each once.",
    "funder_period": "A funder's period is one of ours, or counts that add up to it.",
    "funder_plan": "A funder gets figures of the tables that are planned for it, no others.",
    "funder_units": "A share is per cent or a fraction, with no more decimals than are published.",
    "funder_words": "What stands for a figure that is not there is words, or a note says so.",
    "plan_by": "A planned table is by sector, a breakdown of its metric, both, or partner alone.",
    "plan_every": "A planned table is by periods its metric's figures may be put together into.",
    "plan_goal": "Where the public sees a goal's metric, it sees it by the goal's periods.",
    "plan_limits": "A plan's limits are numbers that mean something.",
    "plan_mode": "Protected shares and averages are not rounded; a metric is hidden or rounded.",
    "plan_sensitivity": "Only figures that count no people leave unprotected.",
    "plan_threshold": "A plan hides at least what the contracts of its metrics hide.",
}


@dataclass(frozen=True)
class Known:
    """Ids that exist, gathered before the files that refer to them are read."""

    contracts: Mapping[str, Contract]
    outcomes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    metrics: Mapping[str, Metric] = field(default_factory=dict)


def ids_listed(tree: Table | None, key: str) -> tuple[str, ...]:
    """The `id` of every mapping in a list, before the list is read properly."""
    listed = tree.nodes.get(key) if tree is not None else None
    nodes = listed.nodes if isinstance(listed, Items) else ()
    ids = (node.nodes.get("id") for node in nodes if isinstance(node, Table))
    return tuple(leaf.text for leaf in ids if isinstance(leaf, Leaf))


def read_period(fields: Fields, key: str, kind: PeriodKind) -> Period | None:
    """A period of the kind written at a key; None (and noted) when it is not one."""
    text = fields.text(key)
    if not fields.has(key):
        return None
    try:
        return parse_period(text, kind)
    except ValueError as broken:
        fields.note(key, "period", f"{broken}.")
        return None


def read_period_text(fields: Fields, key: str, kind: PeriodKind) -> str | None:
    """As `read_period`, optional, as canonical text."""
    if not fields.has(key):
        return None
    period = read_period(fields, key, kind)
    return period.text if period else None


def made_of(longer: PeriodKind, shorter: PeriodKind) -> bool:
    """Whether periods of one kind are made of whole periods of the other."""
    return longer is shorter or shorter.months < longer.months


def note_repeated_ids(node: Node | None, fields: Fields, what: str) -> None:
    """Note every id that stands a second time in a list of mappings."""
    seen: set[str] = set()
    for child in node.nodes if isinstance(node, Items) else ():
        leaf = child.nodes.get("id") if isinstance(child, Table) else None
        if not isinstance(leaf, Leaf):
            continue
        if leaf.text in seen:
            fields.notebook.add(leaf.line, "duplicate_id", f"There are two {what} “{leaf.text}”.")
        seen.add(leaf.text)

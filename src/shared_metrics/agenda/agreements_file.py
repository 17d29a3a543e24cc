"""agreements.yaml -> data-sharing agreements."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from shared_metrics.agenda.agreed import MAY_BE_LEFT_OUT, agreements_about
from shared_metrics.agenda.agreement import Agreement, SharedContract
from shared_metrics.agenda.known import Known, note_repeated_ids
from shared_metrics.agenda.model import Partner, Partnership
from shared_metrics.agenda.publication import PUBLIC, is_audience
from shared_metrics.contracts import Contract
from shared_metrics.documents import Fields, Items, Leaf, Node


def read_agreements(
    fields: Fields, known: Known, partnership: Partnership | None
) -> tuple[Agreement, ...]:
    """Every agreement; problems are noted.

    `partnership`: whose partners each need agreements; None when the file is not there.
    """
    note_repeated_ids(fields.node("agreements"), fields, "agreements")
    entries = list(fields.mappings("agreements", "An agreement"))
    agreements = tuple(_read_agreement(entry, known) for entry in entries)
    fields.done()
    _check_overlaps(fields, agreements)
    for partner in partnership.partners if partnership else ():
        _check_covered(fields, partner, agreements)
    return agreements


def _read_agreement(fields: Fields, known: Known) -> Agreement:
    agreement = Agreement(
        id=fields.id(),
        partner=fields.reference("partner", known.partners, "partner"),
        contracts=tuple(_read_contracts(fields, known)),
        audiences=_read_audiences(fields),
        public_page=fields.flag("public_page"),
        signed_on=fields.day("signed_on"),
        starts=fields.day("starts"),
        ends=fields.day("ends"),
        signed_by=fields.texts("signed_by", needed=True),
        note=fields.text("note", ""),
        file=fields.notebook.file,
        line=fields.line_of("id"),
    )
    fields.done()
    if fields.sound:
        _check_agreement(fields, agreement)
    return agreement


def _check_agreement(fields: Fields, agreement: Agreement) -> None:
    if agreement.ends < agreement.starts:
        fields.note("ends", "dates_order", "“ends” is before “starts”.")
    if agreement.public_page and PUBLIC not in agreement.audiences:
        message = "A public page needs “public” among the audiences."
        fields.note("public_page", "audience", message)


def _read_audiences(fields: Fields) -> tuple[str, ...]:
    leaves = fields.leaves("audiences", needed=True)
    for leaf in leaves:
        if not is_audience(leaf.text.strip()):
            message = f"“{leaf.text}” is no audience: partners, public or funder:<id>."
            fields.notebook.add(leaf.line, "audience", message)
    return tuple(leaf.text.strip() for leaf in leaves)


# --- what is shared -----------------------------------------------------------------------


def _read_contracts(fields: Fields, known: Known) -> Iterator[SharedContract]:
    if not fields.has("contracts"):
        fields.leaves("contracts", needed=True)
        return
    seen: set[str] = set()
    for node in _nodes(fields.node("contracts")):
        shared, line = _read_contract(node, fields, known)
        if shared.contract in seen:
            message = f"“{shared.contract}” stands here twice."
            fields.notebook.add(line, "repeated", message)
        seen.add(shared.contract)
        yield shared


def _nodes(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Items):
        return tuple(node.nodes)
    return () if node is None else (node,)


def _read_contract(node: Node, fields: Fields, known: Known) -> tuple[SharedContract, int]:
    if isinstance(node, Leaf):
        fields.check_known(node.line, node.text, known.contracts, "contract")
        return SharedContract(node.text), node.line
    entry = Fields(node, fields.notebook, "A contract of an agreement")
    contract_id = entry.reference("contract", known.contracts, "contract")
    contract = known.contracts.get(contract_id)
    shared = SharedContract(contract_id, _read_shared_fields(entry, contract))
    entry.done()
    return shared, entry.line


def _read_shared_fields(fields: Fields, contract: Contract | None) -> tuple[str, ...] | None:
    if not fields.has("fields"):
        return None
    names = fields.texts("fields", needed=True)
    if contract is None:
        return names
    for leaf in fields.leaves("fields"):
        _check_field(fields, leaf, contract)
    for column in contract.columns:
        if column.required and column.role in MAY_BE_LEFT_OUT and column.name not in names:
            message = f"“{contract.id}” wants every cell of “{column.name}” filled; share it too."
            fields.note("fields", "agreement_needs", message)
    return names


def _check_field(fields: Fields, leaf: Leaf, contract: Contract) -> None:
    what = f"column of {contract.id} called"
    if not fields.check_known(leaf.line, leaf.text.strip(), contract.by_name, what):
        return
    if contract.by_name[leaf.text.strip()].role not in MAY_BE_LEFT_OUT:
        message = f"“{leaf.text}” says which row it is and is always shared; leave it out here."
        fields.notebook.add(leaf.line, "agreement_field", message)


# --- all together -------------------------------------------------------------------------


def _check_overlaps(fields: Fields, agreements: tuple[Agreement, ...]) -> None:
    """Told once for each later agreement, at its own line."""
    told: set[str] = set()
    for agreement in agreements:
        for shared in agreement.contracts:
            about = agreements_about(agreements, agreement.partner, shared.contract)
            for one, next_one in pairwise(about):
                if next_one.starts <= one.ends and next_one.id not in told:
                    told.add(next_one.id)
                    message = f"“{one.id}” of the same partner ends on {_day(one.ends)} only."
                    fields.notebook.add(next_one.line, "agreement_overlap", message)


def _check_covered(fields: Fields, partner: Partner, agreements: tuple[Agreement, ...]) -> None:
    for contract_id in dict.fromkeys(reporting.contract for reporting in partner.reports):
        if not agreements_about(agreements, partner.id, contract_id):
            message = f"{partner.name} reports “{contract_id}” and no agreement covers that."
            fields.note(None, "agreement_missing", message)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"

"""partnership.yaml -> Partnership and outcomes."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, cast

from shared_metrics.agenda.known import (
    Known,
    made_of,
    note_repeated_ids,
    read_period_text,
)
from shared_metrics.agenda.model import (
    BACKBONE_ROLES,
    Outcome,
    OwnTarget,
    Partner,
    Partnership,
    Person,
    Reporting,
    Role,
    Sector,
    SectorFrom,
    SectorProfile,
    is_email,
)
from shared_metrics.documents import Fields, Leaf
from shared_metrics.periods import PeriodKind, parse_period

_SECTORS: Final = tuple(Sector)
_SECOND_PERSON: Final = ("required", "recorded")


def read_partnership(fields: Fields, known: Known) -> tuple[Partnership, tuple[Outcome, ...]]:
    """The partnership with its people, and the outcomes it wants; problems are noted."""
    for key in ("partners", "outcomes"):
        note_repeated_ids(fields.node(key), fields, key)
    outcomes = tuple(_read_outcomes(fields))
    profiles = tuple(_read_profiles(fields, known))
    entries = list(fields.mappings("partners", "A partner"))
    partners = tuple(_read_partner(entry, known) for entry in entries)
    _check_successors(entries, partners)
    people = tuple(_read_people(fields, known))
    head = fields.mapping("partnership", "The partnership")
    head = head or Fields(None, fields.notebook, "The partnership")
    partnership = _read_head(head, partners, people, profiles)
    fields.done()
    _check_names(entries, partners, partnership)
    return partnership, outcomes


def _read_head(
    fields: Fields,
    partners: tuple[Partner, ...],
    people: tuple[Person, ...],
    profiles: tuple[SectorProfile, ...],
) -> Partnership:
    backbone = fields.mapping("backbone", "The backbone")
    backbone = backbone or Fields(None, fields.notebook, "The backbone")
    partnership = Partnership(
        id=fields.id(),
        name=fields.text("name"),
        place=fields.text("place"),
        time_zone=fields.time_zone("time_zone"),
        backbone=backbone.id(),
        backbone_name=backbone.text("name"),
        second_person=cast(
            "Literal['required', 'recorded']", fields.choice("second_person", _SECOND_PERSON)
        ),
        partners=partners,
        people=people,
        sector_profiles=profiles,
        sample=fields.flag("sample", default=False),
        asks_what_happened=fields.flag("asks_what_happened", default=False),
        contact=fields.text("contact", ""),
    )
    backbone.done()
    fields.done()
    return partnership


def _read_outcomes(fields: Fields) -> Iterator[Outcome]:
    for entry in fields.mappings("outcomes", "An outcome"):
        yield Outcome(
            id=entry.id(),
            title=entry.text("title"),
            statement=entry.text("statement"),
            domain=entry.text("domain"),
        )
        entry.done()


def _read_profiles(fields: Fields, known: Known) -> Iterator[SectorProfile]:
    seen: set[Sector] = set()
    for entry in fields.mappings("sector_profiles", "A sector profile"):
        sector = Sector(entry.choice("sector", _SECTORS))
        if sector in seen:
            entry.note("sector", "repeated", f"The sector “{sector}” has two profiles.")
        seen.add(sector)
        yield SectorProfile(
            sector=sector,
            brings=entry.text("brings", ""),
            hopes_to_gain=entry.text("hopes_to_gain", ""),
            works_on=entry.references("works_on", known.outcomes, "outcome"),
        )
        entry.done()


# --- partners -----------------------------------------------------------------------------


def _read_partner(fields: Fields, known: Known) -> Partner:
    partner = Partner(
        id=fields.id(),
        name=fields.text("name"),
        sectors=_read_sectors(fields),
        reports=tuple(_read_reports(fields, known)),
        since=fields.day_or_none("from"),
        until=fields.day_or_none("until"),
        successor=_read_successor(fields, known),
        synonyms=fields.texts("synonyms"),
        brings=fields.text("brings", ""),
        hopes_to_gain=fields.text("hopes_to_gain", ""),
        works_on=fields.references("works_on", known.outcomes, "outcome"),
        own_targets=tuple(_read_own_targets(fields, known)),
    )
    fields.done()
    if fields.sound and partner.since and partner.until and partner.since > partner.until:
        fields.note("until", "dates_order", "“until” is before “from”.")
    return partner


def _read_sectors(fields: Fields) -> tuple[SectorFrom, ...]:
    if isinstance(fields.node("sectors"), Leaf):
        return (SectorFrom(Sector(fields.choice("sectors", _SECTORS))),)
    sectors: list[SectorFrom] = []
    for entry in fields.mappings("sectors", "A sector of a partner", needed=True):
        sector = Sector(entry.choice("sector", _SECTORS))
        sectors.append(SectorFrom(sector, entry.day_or_none("since")))
        entry.done()
    days = [s.since for s in sectors[1:]]
    if None in days or days != sorted(d for d in [s.since for s in sectors][1:] if d):
        message = "List sectors from first to last; each after the first needs `since`."
        fields.note("sectors", "dates_order", message)
    return tuple(sectors) or (SectorFrom(Sector.PUBLIC),)


def _read_successor(fields: Fields, known: Known) -> str | None:
    if not fields.has("successor"):
        return None
    if not fields.has("until"):
        fields.note("successor", "successor", "A partner with a successor needs `until`.")
    return fields.reference("successor", known.partners, "partner")


def _check_successors(entries: list[Fields], partners: tuple[Partner, ...]) -> None:
    next_of = {partner.id: partner.successor for partner in partners}
    for entry, partner in zip(entries, partners, strict=True):
        passed, at = {partner.id}, partner.successor
        while at is not None and at not in passed:
            passed.add(at)
            at = next_of.get(at)
        if at == partner.id:
            message = f"“{partner.id}” would in the end be its own successor."
            entry.note("successor", "successor", message)


def _read_reports(fields: Fields, known: Known) -> Iterator[Reporting]:
    node = fields.node("reports")
    for child in getattr(node, "nodes", (node,)) if node is not None else ():
        if isinstance(child, Leaf):
            _check_reported(fields, child.line, child.text, known)
            yield Reporting(child.text)
        else:
            yield _read_dated_report(Fields(child, fields.notebook, "A report"), known)


def _read_dated_report(fields: Fields, known: Known) -> Reporting:
    contract_id = fields.text("contract")
    _check_reported(fields, fields.line_of("contract"), contract_id, known)
    contract = known.contracts.get(contract_id)
    kind = contract.period_kind if contract else PeriodKind.MONTH
    first, last = (read_period_text(fields, key, kind) for key in ("from", "until"))
    fields.done()
    if first and last and first > last:
        fields.note("until", "dates_order", "“until” is before “from”.")
    return Reporting(contract_id, first, last)


def _check_reported(fields: Fields, line: int, contract_id: str, known: Known) -> None:
    if not fields.check_known(line, contract_id, known.contracts, "contract"):
        return
    if known.contracts[contract_id].loaded_by == "backbone":
        message = f"“{contract_id}” is loaded by the backbone; partners do not report under it."
        fields.notebook.add(line, "reports_contract", message)


def _read_own_targets(fields: Fields, known: Known) -> Iterator[OwnTarget]:
    for entry in fields.mappings("own_targets", "An own target"):
        metric = entry.reference("metric", known.metrics, "metric")
        target = OwnTarget(
            metric=metric,
            value=entry.decimal("value"),
            by=entry.text("by"),
            agreed_on=entry.day("agreed_on"),
        )
        entry.done()
        if entry.sound:
            _check_target(entry, target, known)
        yield target


def _check_target(fields: Fields, target: OwnTarget, known: Known) -> None:
    metric = known.metrics[target.metric]
    contract = known.contracts.get(metric.contract)
    kinds = [k for k in PeriodKind if contract and made_of(k, contract.period_kind)]
    if contract and not any(_is_period(target.by, kind) for kind in kinds):
        examples = ", ".join(kind.example for kind in kinds)
        fields.note("by", "period", f"“{target.by}” is not a period such as {examples}.")
    if metric.kind == "ratio" and not 0 <= target.value <= 1:
        fields.note("value", "goal_value", f"“{metric.id}” is a share: write 0.7 for 70 %.")


def _is_period(text: str, kind: PeriodKind) -> bool:
    try:
        parse_period(text, kind)
    except ValueError:
        return False
    return True


def _check_names(
    entries: list[Fields], partners: tuple[Partner, ...], partnership: Partnership
) -> None:
    """No text may mean two partners, nor a partner and the backbone."""
    owner: dict[str, str] = {}
    for name in (partnership.backbone, partnership.backbone_name):
        owner[name.casefold()] = partnership.backbone
    for entry, partner in zip(entries, partners, strict=True):
        for key, names in _names_of(partner).items():
            for name in filter(None, names):
                other = owner.setdefault(name.casefold(), partner.id)
                if other != partner.id:
                    message = f"“{name}” already means “{other}”."
                    entry.note(key, "partner_name", message)


def _names_of(partner: Partner) -> Mapping[str, tuple[str, ...]]:
    return {"id": (partner.id,), "name": (partner.name,), "synonyms": partner.synonyms}


# --- people -------------------------------------------------------------------------------


def _read_people(fields: Fields, known: Known) -> Iterator[Person]:
    seen: set[str] = set()
    for entry in fields.mappings("people", "A person"):
        email = entry.text("email")
        if entry.has("email") and not is_email(email):
            entry.note("email", "email", f"“{email}” is not an email address.")
        if email.casefold() in seen:
            entry.note("email", "email", f"“{email}” already belongs to somebody above.")
        seen.add(email.casefold())
        partner = None
        if entry.has("partner"):
            partner = entry.reference("partner", known.partners, "partner")
        person = Person(email, entry.text("name"), _read_roles(entry), partner)
        entry.done()
        if entry.sound:
            _check_place(entry, person)
        yield person


def _read_roles(fields: Fields) -> frozenset[Role]:
    words = fields.references("roles", tuple(Role), "role", needed=True)
    return frozenset(Role(word) for word in words if word in tuple(Role))


def _check_place(fields: Fields, person: Person) -> None:
    if person.roles - BACKBONE_ROLES and person.partner is None:
        message = f"{person.name} is a member or steward and needs a `partner`."
        fields.note("roles", "person_partner", message)
    if person.of_backbone and person.partner is not None:
        message = f"{person.name} works for the backbone and cannot also belong to a partner."
        fields.note("partner", "person_partner", message)

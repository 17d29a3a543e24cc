import datetime as dt

import pytest

from definition_factories import AGENDA, changed, line_of, small_contract
from shared_metrics.agenda import Agreement, ParsedAgenda, SharedContract, parse_agenda
from shared_metrics.errors import DefinitionsBroken

FILE = "agenda/agreements.yaml"
TEXT = """\
agreements:
  - id: nordhaus_2024
    partner: nordhaus
    contracts: [visits]
    audiences: [partners, public, funder:north_fund]
    public_page: true
    signed_on: 2023-12-01
    starts: 2024-01-01
    ends: 2025-12-31
    signed_by: [director, chair]
    note: As talked about.
  - id: suedhaus_2024
    partner: suedhaus
    contracts:
      - {contract: visits, fields: [visits, members]}
    audiences: partners
    public_page: false
    signed_on: 2023-12-02
    starts: 2024-01-01
    ends: 2025-12-30
    signed_by: director
"""
SECOND = "  - id: nordhaus_2026\n" + TEXT.partition("  - id: nordhaus_2024\n")[2].partition(
    "  - id"
)[0].replace("2024-01-01", "2026-01-01").replace("2025-12-31", "2026-12-31")


def parsed(text: str = TEXT) -> ParsedAgenda:
    return parse_agenda({**AGENDA, FILE: text}, {"visits": small_contract()})


def test_what_an_agreement_says() -> None:
    """Scope, audiences, page, days and signers are read as they are written."""
    first, second = parsed().agenda.agreements
    assert first == Agreement(
        id="nordhaus_2024",
        partner="nordhaus",
        contracts=(SharedContract("visits"),),
        audiences=("partners", "public", "funder:north_fund"),
        public_page=True,
        signed_on=dt.date(2023, 12, 1),
        starts=dt.date(2024, 1, 1),
        ends=dt.date(2025, 12, 31),
        signed_by=("director", "chair"),
        note="As talked about.",
        file=FILE,
        line=2,
    )
    assert second.contracts == (SharedContract("visits", ("visits", "members")),)
    assert (second.audiences, second.signed_by, second.note) == (("partners",), ("director",), "")


def test_no_file_no_agreements() -> None:
    """A partnership without the file needs none."""
    read = parse_agenda(dict(AGENDA), {"visits": small_contract()})
    assert read.agenda.agreements == ()


def test_a_renewal_stands_beside_the_old_one() -> None:
    """A partner may have one agreement after another."""
    assert [a.id for a in parsed(TEXT + SECOND).agenda.agreements] == [
        "nordhaus_2024",
        "suedhaus_2024",
        "nordhaus_2026",
    ]


CASES = [
    # what is written, what is written instead, where, rule, words
    ("partner: nordhaus", "partner: nordhuas", "nordhuas", "unknown_reference", "“nordhaus”"),
    ("contracts: [visits]", "contracts: [visit]", "[visit]", "unknown_reference", "“visits”"),
    ("contracts: [visits]", "contracts: [visits, visits]", "[visits, v", "repeated", "twice"),
    ("    contracts: [visits]\n", "", "id: nordhaus_2024", "missing_key", "contracts"),
    ("funder:north_fund", "funders", "funders", "audience", "funder:<id>"),
    ("audiences: partners", "audiences: []", "audiences: []", "missing_key", "audiences"),
    ("public_page: false", "public_page: true", None, "audience", "public page"),
    ("public_page: true", "public_page: maybe", "maybe", "wrong_kind", "true or false"),
    ("ends: 2025-12-31", "ends: 2023-12-31", "ends: 2023-12-31", "dates_order", "before"),
    ("signed_on: 2023-12-01", "signed_on: soon", "soon", "wrong_kind", "a day such as"),
    ("    signed_by: [director, chair]\n", "", None, "missing_key", "signed_by"),
    ("note: As", "nots: As", "nots", "unknown_key", "“note”"),
    ("fields: [visits, members]", "fields: [visits]", "[visits]}", "agreement_needs", "members"),
    ("[visits, members]", "[visits, members, place]", "place", "agreement_field", "which row"),
    ("[visits, members]", "[visits, members, wages]", "wages", "unknown_reference", "wages"),
    ("id: suedhaus_2024", "id: nordhaus_2024", None, "duplicate_id", "nordhaus_2024"),
    ("partner: suedhaus", "partner: nordhaus", "suedhaus_2024", "agreement_overlap", "31 Dec"),
    ("partner: suedhaus", "partner: nordhaus", "agreements:", "agreement_missing", "visits"),
]


@pytest.mark.parametrize(("old", "new", "where", "rule", "words"), CASES)
def test_what_is_wrong_is_told(
    old: str, new: str, where: str | None, rule: str, words: str
) -> None:
    """Each thing wrong in the file is told with its line, its rule and what to write."""
    text = changed(TEXT, old, new)
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(text)
    found = [p for p in broken.value.problems if p.rule == rule and words in p.message]
    assert found, broken.value.message
    assert found[0].file == FILE
    if where is not None:
        assert found[0].line == line_of(text, where)


def test_every_partner_that_reports_needs_one() -> None:
    """Once the file is there, each contract a partner reports under wants an agreement."""
    with pytest.raises(DefinitionsBroken) as broken:
        parsed("agreements: []\n")
    told = [(p.rule, p.line) for p in broken.value.problems]
    assert told == [("agreement_missing", 1), ("agreement_missing", 1)]

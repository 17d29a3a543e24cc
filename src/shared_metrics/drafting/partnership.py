"""Answers to a few questions -> partnership.yaml: who takes part, and the outcome they want."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from shared_metrics.agenda.model import Sector
from shared_metrics.drafting.contract_text import CHECK_THIS, quoted
from shared_metrics.drafting.naming import an_id
from shared_metrics.errors import CallersMistake

BACKBONE = "backbone"
SETBACKS = """\
# What pushed a figure off its path, what you learned from it and what you changed. No blame.
setbacks: []
adaptations: []
"""


@dataclass(frozen=True, slots=True)
class PartnerAnswer:
    """One partner as named: its sector, and whether somebody said it or it was guessed."""

    name: str
    sector: Sector = Sector.NONPROFIT
    guessed: bool = False


DEFAULT_PARTNERS = (
    PartnerAnswer("First Partner"),
    PartnerAnswer("Second Partner", Sector.PUBLIC),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked before a partnership begins; every answer has a default.

    `second_person`: `recorded` lets one person send for a partner and accept, with a reason that
    stays on record; `required` does not.
    """

    name: str = "Our partnership"
    place: str = "Our region"
    time_zone: str = "UTC"
    backbone: str = "Coordinating office"
    person: str = "You"
    email: str = "you@example.org"
    partners: tuple[PartnerAnswer, ...] = DEFAULT_PARTNERS
    second_person: Literal["recorded", "required"] = "recorded"


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """The condition wanted, in words."""

    id: str
    title: str
    statement: str
    domain: str
    placeholder: bool = False


PLACEHOLDER_OUTCOME = OutcomeText(
    id="shared_outcome",
    title="What we want together",
    statement="A placeholder. Write the condition you want, in words, without a number.",
    domain="shared",
    placeholder=True,
)


def partner_ids(answers: Answers) -> dict[str, str]:
    """Name -> id, in order. Raises CallersMistake when two partners have the same name."""
    ids: dict[str, str] = {}
    seen = {answers.backbone.strip().casefold(), BACKBONE}
    for partner in answers.partners:
        if partner.name.strip().casefold() in seen:
            raise CallersMistake(
                "same_name_twice",
                f"“{partner.name}” is named twice, or is the backbone too.",
                "Give every partner a name of its own.",
            )
        seen.add(partner.name.strip().casefold())
        ids[partner.name] = an_id(partner.name, {BACKBONE, *ids.values()}, "partner")
    return ids


def parse_partner(text: str) -> PartnerAnswer:
    """`Eastside Skills: nonprofit`, or a name alone (its sector is then guessed).

    Raises CallersMistake when there is no name, or the word after the colon is no sector.
    """
    name, colon, word = text.rpartition(":")
    if not colon:
        name, word = text, ""
    name, word = " ".join(name.split()), "_".join(word.lower().split())
    if not name:
        raise CallersMistake("no_name", f"“{text}” names no partner.", "Write NAME: sector.")
    if not word:
        return PartnerAnswer(name, guessed=True)
    if word not in tuple(Sector):
        raise CallersMistake(
            "unknown_sector",
            f"“{word}” is not a sector.",
            f"A sector is one of: {', '.join(Sector)}. Write NAME: sector.",
        )
    return PartnerAnswer(name, Sector(word))


def partnership_text(
    answers: Answers, *, partnership: str, contract: str, outcome: OutcomeText
) -> str:
    """The whole file. `partnership`: its id; `contract`: what every partner reports."""
    lines = [
        *_head(answers, partnership),
        *_profiles(answers.partners, outcome.id),
        *_partners(answers, contract, outcome.id),
        *_people(answers),
        *_outcomes(outcome),
    ]
    return "\n".join(lines) + "\n"


def _head(answers: Answers, partnership: str) -> Iterator[str]:
    yield "# Who takes part. Everything here is yours to change."
    yield "partnership:"
    yield f"  id: {partnership}"
    yield f"  name: {quoted(answers.name)}"
    yield f"  place: {quoted(answers.place)}"
    yield "  # “Today” and due days follow this zone (an IANA name such as Europe/Berlin)."
    yield f"  time_zone: {quoted(answers.time_zone)}"
    yield "  # The organization that coordinates and sees every partner's figures."
    yield f"  backbone: {{id: {BACKBONE}, name: {quoted(answers.backbone)}}}"
    yield "  # recorded: one person may send for a partner and accept, with a reason that stays on"
    yield "  # record. required: whoever sent a file never accepts it."
    yield f"  second_person: {answers.second_person}"
    yield f"  contact: {quoted(answers.email)}"
    yield ""
    yield "# Releases: once a quarter, in the month after it ends, is a good beginning. Nothing is"
    yield "# published by itself."
    yield ""


def _profiles(partners: Sequence[PartnerAnswer], outcome: str) -> Iterator[str]:
    yield "# What a kind of organization brings and hopes to gain, in its own words."
    yield "sector_profiles:"
    for sector in dict.fromkeys(partner.sector for partner in partners):
        yield f"  - sector: {sector}"
        yield "    brings: To be written by these partners."
        yield "    hopes_to_gain: To be written by these partners."
        yield f"    works_on: [{outcome}]"
    yield ""


def _partners(answers: Answers, contract: str, outcome: str) -> Iterator[str]:
    yield "# sectors: public, private, nonprofit, university or civil_society."
    yield "partners:"
    ids = partner_ids(answers)
    for partner in answers.partners:
        yield f"  - id: {ids[partner.name]}"
        yield f"    name: {quoted(partner.name)}"
        if partner.guessed:
            yield f"    # Nobody said which sector ({CHECK_THIS})."
        yield f"    sectors: {partner.sector}"
        yield f"    reports: [{contract}]"
        yield f"    works_on: [{outcome}]"
    yield ""


def _people(answers: Answers) -> Iterator[str]:
    person = f"email: {quoted(answers.email)}, name: {quoted(answers.person)}"
    yield "# roles: member and steward (of a partner), analyst, chair and admin (of the backbone)."
    yield "# People of partners are invited later, or named here with `partner: <id>`."
    yield "people:"
    yield f"  - {{{person}, roles: [analyst, chair, admin]}}"
    yield ""


def _outcomes(outcome: OutcomeText) -> Iterator[str]:
    yield "# The conditions you want, in words; the numbers are in goals.yaml and metrics/."
    yield "outcomes:"
    if outcome.placeholder:
        yield f"  # A placeholder: write your own ({CHECK_THIS})."
    yield f"  - id: {outcome.id}"
    yield f"    title: {quoted(outcome.title)}"
    yield f"    statement: {quoted(outcome.statement)}"
    yield f"    domain: {outcome.domain}"

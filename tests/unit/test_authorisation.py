"""The table, cell by cell, against the checks everybody asks."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable

import click
import pytest

from authorisation_cases import CELL_CASES
from desk_factories import ADMIN, BOARD, STEPPINGWAY, contract, definitions, submission
from shared_metrics import people
from shared_metrics.agenda.model import Person, Role
from shared_metrics.authorisation import (
    ACTS,
    COMMANDS,
    KINDS,
    MACHINE,
    PAGES,
    QUESTIONS,
    RULES,
    TABLE,
    Reach,
    allows,
)
from shared_metrics.cli.program import program
from shared_metrics.contracts import Contract
from shared_metrics.web.navigation import BY_NAME

PARTNERSHIP = definitions().agenda.partnership
COMMUNITY = "community_workforce"


def somebody(kind: str) -> Person | None:
    """Somebody with this one column of the table."""
    if kind == "nobody":
        return None
    if kind == "link":
        return Person("lnk_1 (Ann)", "Ann", frozenset(), BOARD, link="lnk_1")
    role = Role(kind)
    of_partner = role in (Role.MEMBER, Role.STEWARD)
    return Person("ann@example.org", "Ann", frozenset({role}), BOARD if of_partner else None)


def whose(thing: str, who: Person) -> tuple[str, str]:
    """The partner something belongs to, and who sent it."""
    partner = {"another's": STEPPINGWAY, "the backbone's": PARTNERSHIP.backbone}.get(thing, BOARD)
    return partner, who.email if thing == "sent by them" else ADMIN


def asked(act: str, who: Person, thing: str) -> bool:
    """The check of `people` that answers for this act and this thing."""
    partner, sender = whose(thing, who)
    one = submission(partner=partner, submitted_by=sender)
    checks: dict[str, Callable[[], bool]] = {
        "submit": lambda: people.can_send_for(who, partner),
        "withdraw": lambda: people.can_withdraw(who, one, PARTNERSHIP),
        "see": lambda: people.can_see_submission(who, one),
        "measure": lambda: people.can_measure(who, partner),
        "export": lambda: people.can_export(who, partner),
        "accept": lambda: people.can_accept(who, recorded()),
        "return": lambda: people.can_return(who),
        "withdraw_published": lambda: people.can_withdraw_published(who),
        "prepare_release": lambda: people.can_prepare_release(who),
        "publish_release": lambda: people.can_publish_release(who, PARTNERSHIP),
        "export_for_funder": lambda: people.can_export_for_funder(who),
        "see_reviews": lambda: people.can_see_reviews(who),
        "change_goals": lambda: people.can_change_goals(who),
        "run_review": lambda: people.can_run_review(who),
        "write_learning": lambda: people.can_write_learning(who),
        "tell_heard": lambda: people.can_tell_heard(who, partner),
        "approve_words": lambda: people.can_approve_words(who, partner),
        "keep_commitment": lambda: people.can_keep_commitment(who, partner),
        "reflect": lambda: people.can_reflect(who),
        "run_reflection": lambda: people.can_run_reflection(who),
        "audit": lambda: people.can_read_audit(who),
        "look_after_people": lambda: people.can_look_after_people(who, partner),
        "appoint": lambda: people.can_appoint(who),
        "administer": lambda: people.can_administer(who),
        "see_public": lambda: True,
        "send_by_link": lambda: who.link is not None and who.partner == partner,
        "see_partner_pages": lambda: who.link is None and who.partner == partner,
        "see_backbone_pages": lambda: who.of_backbone,
    }
    return checks[act]()


def recorded() -> object:
    return dataclasses.replace(PARTNERSHIP, second_person="recorded")


def told(act: str, kind: str, thing: str) -> bool:
    """What the table's cell says, read from its text."""
    row = next(line.split() for line in TABLE.splitlines() if line.startswith(f"{act} "))
    words = row[1 + KINDS.index(kind)].split("+")
    of_backbone = kind in ("analyst", "chair", "admin")
    own = thing == "the backbone's" if of_backbone else thing in ("own", "sent by them")
    return (
        "all" in words
        or "open" in words
        or ("own" in words and own)
        or ("sent" in words and thing == "sent by them")
    )


@pytest.mark.parametrize(("act", "kind", "thing"), CELL_CASES)
def test_every_cell_is_what_the_checks_answer(act: str, kind: str, thing: str) -> None:
    """For each act, kind of reader and thing, `people` answers as the table says."""
    who = somebody(kind)
    if who is None:
        assert allows(None, act) is told(act, kind, thing)
    else:
        assert asked(act, who, thing) is told(act, kind, thing)


def test_somebody_with_two_roles_may_what_either_may() -> None:
    """Roles add up; nobody loses by having one more."""
    both = Person("ann@example.org", "Ann", frozenset({Role.ANALYST, Role.ADMIN}))
    for act in RULES:
        one, other = (allows(somebody(kind), act) for kind in ("analyst", "admin"))
        assert allows(both, act) is (one or other)


def test_a_link_has_no_roles() -> None:
    """Roles on an upload link would count for nothing: it stands in its own column."""
    link = dataclasses.replace(somebody("link"), roles=frozenset(Role))
    for act in RULES:
        assert allows(link, act) is allows(somebody("link"), act)


def test_nobody_may_anything_but_what_is_public() -> None:
    """The column of those who have not signed in is empty but for one row."""
    held = [act for act, rule in RULES.items() if rule.reach["nobody"]]
    assert held == ["see_public"]
    assert RULES["see_public"].reach["nobody"] == {Reach.OPEN}


@pytest.mark.parametrize("person", [Role.MEMBER, Role.STEWARD])
def test_no_role_of_a_partner_reaches_beyond_it(person: Role) -> None:
    """No cell of a partner's people, or of a link, says `all`."""
    assert not [act for act, rule in RULES.items() if Reach.ALL in rule.reach[person]]
    assert not [act for act, rule in RULES.items() if Reach.ALL in rule.reach["link"]]


def test_every_check_is_answered_from_the_table() -> None:
    """Whatever act is asked for in `people` is a row, and every row but pages' is asked for."""
    source = inspect.getsource(people)
    of_pages = set(PAGES.values())  # `web.identity` and the pages' tests
    for act in set(RULES) - of_pages:
        assert f'"{act}"' in source, act


# --- nothing without a row ----------------------------------------------------------------


def test_every_page_stands_in_the_table() -> None:
    """A new page fails here until it says who may see it."""
    assert set(PAGES) == set(BY_NAME)
    sides = {"public": {"see_public", "send_by_link", MACHINE}, "partner": {"see_partner_pages"}}
    for name, screen in BY_NAME.items():
        assert PAGES[name] in sides.get(screen.side, {"see_backbone_pages"})


def commands(group: click.Group = program, name: str = "") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for word, command in group.commands.items():
        full = f"{name} {word}".strip()
        is_group = isinstance(command, click.Group)
        found |= commands(command, full) if is_group else {full: command}
    return found


def test_every_command_stands_in_the_table() -> None:
    """A new command fails here until it says what it needs."""
    assert set(COMMANDS) == set(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_asks_who_does_it_unless_it_only_reads_the_home(name: str) -> None:
    """`--as` is required of every command with a row; the others change nothing of anybody's."""
    options = {option.opts[0]: option for option in commands()[name].params}
    assert ("--as" in options) is (COMMANDS[name] != MACHINE)
    assert COMMANDS[name] == MACHINE or (COMMANDS[name] in RULES and options["--as"].required)


def asking(folder: str, parameters: set[str]) -> set[str]:
    """The public functions of a package, its folders included, that are told who asks."""
    package = importlib.import_module(folder)
    modules = [m.name for m in pkgutil.walk_packages(package.__path__, f"{folder}.")]
    return {
        name
        for module in map(importlib.import_module, modules)
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__
        and not name.startswith("_")
        and parameters & set(inspect.signature(made).parameters)
    }


# Words without figures; private ones go to the backbone only (tests/integration/test_learning.py).
NOT_ABOUT_DATA = {"setbacks_of", "field_notes_of"}
# Parts of acts that have asked before.
WITHIN_ACTS = {"check_still_here", "remember_matches"}


def test_every_act_stands_in_the_table() -> None:
    """A new function of the desk that is told an `actor` fails here until it says what it needs."""
    found = asking("shared_metrics.desk", {"actor"}) - WITHIN_ACTS
    assert found | {"accept_invitation"} == set(ACTS)


def test_every_question_stands_in_the_table() -> None:
    """A new function that is told a `person` fails here until it says what it needs."""
    found = asking("shared_metrics.desk.questions", {"person", "link"})
    assert found == set(QUESTIONS) | NOT_ABOUT_DATA


def test_a_community_contract_is_the_backbones() -> None:
    """The table's `own` for a steward never reaches a contract the backbone loads."""
    community: Contract = contract(COMMUNITY)
    assert not people.can_submit(somebody("steward"), community, BOARD, PARTNERSHIP)

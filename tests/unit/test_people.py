"""Who may do what, as truth tables."""

import dataclasses
from collections.abc import Callable

import pytest

from desk_factories import (
    ADMIN,
    BOARD,
    CARMEN,
    CHAIR,
    NOOR,
    ROSA,
    SAMIR,
    contract,
    definitions,
    person,
    submission,
)
from shared_metrics import people
from shared_metrics.agenda.model import Partnership
from shared_metrics.errors import CallersMistake, NotAllowed

PARTNERSHIP = definitions().agenda.partnership
MINE = submission()  # the workforce board's, sent by its steward
ON_BEHALF = submission(submitted_by=NOOR, on_behalf=True)
COMMUNITY = submission(partner="backbone", contract="community_workforce", submitted_by=NOOR)

PEOPLE = {
    "steward": ROSA,
    "member": SAMIR,
    "stranger": CARMEN,
    "analyst": NOOR,
    "chair": CHAIR,
    "admin": ADMIN,
}


def asked(question: str) -> Callable[[str], bool]:
    placements, community = contract(), contract("community_workforce")
    questions: dict[str, Callable[[str], bool]] = {
        "submit own": lambda who: people.can_submit(person(who), placements, BOARD, PARTNERSHIP),
        "submit on behalf": lambda who: people.can_submit(
            person(who), placements, BOARD, PARTNERSHIP, on_behalf=True
        ),
        "submit community": lambda who: people.can_submit(
            person(who), community, "backbone", PARTNERSHIP
        ),
        "withdraw": lambda who: people.can_withdraw(person(who), MINE, PARTNERSHIP),
        "withdraw on behalf": lambda who: people.can_withdraw(person(who), ON_BEHALF, PARTNERSHIP),
        "withdraw community": lambda who: people.can_withdraw(person(who), COMMUNITY, PARTNERSHIP),
        "see submission": lambda who: people.can_see_submission(person(who), MINE),
        "see community": lambda who: people.can_see_submission(person(who), COMMUNITY),
        "see partner": lambda who: people.can_see_partner(person(who), BOARD),
        "see everything": lambda who: people.can_see_everything(person(who)),
        "accept": lambda who: people.can_accept(person(who), PARTNERSHIP, MINE),
        "accept on behalf": lambda who: people.can_accept(person(who), PARTNERSHIP, ON_BEHALF),
        "return": lambda who: people.can_return(person(who)),
        "measure all": lambda who: people.can_measure(person(who)),
        "measure own": lambda who: people.can_measure(person(who), BOARD),
        "audit": lambda who: people.can_read_audit(person(who)),
        "administer": lambda who: people.can_administer(person(who)),
    }
    return questions[question]


TABLE = """
                   | steward | member | stranger | analyst | chair | admin
submit own         | yes     | -      | -        | -       | -     | -
submit on behalf   | -       | -      | -        | yes     | yes   | -
submit community   | -       | -      | -        | yes     | yes   | -
withdraw           | yes     | -      | -        | -       | -     | -
withdraw on behalf | yes     | -      | -        | yes     | -     | -
withdraw community | -       | -      | -        | yes     | yes   | -
see submission     | yes     | yes    | -        | yes     | yes   | yes
see community      | -       | -      | -        | yes     | yes   | yes
see partner        | yes     | yes    | -        | yes     | yes   | yes
see everything     | -       | -      | -        | yes     | yes   | yes
accept             | -       | -      | -        | yes     | yes   | -
accept on behalf   | -       | -      | -        | -       | yes   | -
return             | -       | -      | -        | yes     | yes   | -
measure all        | -       | -      | -        | yes     | yes   | yes
measure own        | yes     | yes    | -        | yes     | yes   | yes
audit              | -       | -      | -        | yes     | yes   | yes
administer         | -       | -      | -        | -       | -     | yes
"""


def rows() -> list[tuple[str, str, bool]]:
    head, *lines = ([c.strip() for c in line.split("|")] for line in TABLE.strip("\n").splitlines())
    return [
        (question, who, answer == "yes")
        for question, *answers in lines
        for who, answer in zip(head[1:], answers, strict=True)
    ]


@pytest.mark.parametrize(("question", "who", "may"), rows())
def test_who_may_do_what(question: str, who: str, may: bool) -> None:
    """Every role and every act, as the table says."""
    assert asked(question)(PEOPLE[who]) is may


def test_both_doors_open_by_the_same_rule() -> None:
    """Where `can_x` says no, `check_can_x` raises NotAllowed with a sentence and what to do."""
    assert not people.can_return(person(ROSA))
    with pytest.raises(NotAllowed, match="Rosa Delgado may not return files") as refused:
        people.check_can_return(person(ROSA))
    assert refused.value.hint


def recorded() -> Partnership:
    return dataclasses.replace(PARTNERSHIP, second_person="recorded")


def test_where_it_is_recorded_the_sender_may_accept() -> None:
    """`second_person: recorded` lets one person do both; the reason is asked for apart."""
    assert people.can_accept(person(NOOR), recorded(), ON_BEHALF)
    with pytest.raises(CallersMistake, match="needs a reason"):
        people.check_reason_to_accept(person(NOOR), [MINE, ON_BEHALF], " ")
    people.check_reason_to_accept(person(NOOR), [MINE, ON_BEHALF], "alone this month")
    people.check_reason_to_accept(person(CHAIR), [MINE, ON_BEHALF], None)


def test_a_sender_is_known_whatever_the_case_of_the_address() -> None:
    """Addresses are compared without regard to case."""
    assert people.sent_by(person(NOOR), submission(submitted_by=NOOR.upper()))


LOCAL = {"Host": "localhost:8501", "User-Agent": "x"}


@pytest.mark.parametrize(
    ("bound", "headers", "allowed"),
    [
        ("127.0.0.1", LOCAL, True),
        ("localhost", LOCAL, True),
        ("::1", LOCAL | {"Host": "[::1]:8501"}, True),
        ("127.0.0.1", {"host": "127.0.0.1"}, True),
        ("127.0.0.1", {"HOST": "LOCALHOST"}, True),
        ("0.0.0.0", LOCAL, False),  # noqa: S104 - the point
        ("", LOCAL, False),
        ("192.168.1.4", LOCAL, False),
        ("example.org", LOCAL, False),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {"Host": ""}, False),
        ("127.0.0.1", {"Host": "metrics.example.org"}, False),
        ("127.0.0.1", {"Host": "localhost.example.org"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1.example.org:8501"}, False),
        ("127.0.0.1", {"Host": "localhost:8501@example.org"}, False),
        ("127.0.0.1", LOCAL | {"X-Forwarded-For": "10.0.0.1"}, False),
        ("127.0.0.1", LOCAL | {"x-forwarded-host": "localhost"}, False),
        ("127.0.0.1", LOCAL | {"Forwarded": "for=10.0.0.1"}, False),
        ("127.0.0.1", LOCAL | {"X-Real-IP": "10.0.0.1"}, False),
        ("127.0.0.1", LOCAL | {"Via": "1.1 proxy"}, False),
    ],
)
def test_when_anybody_may_choose_who_to_be(
    bound: str, headers: dict[str, str], allowed: bool
) -> None:
    """Demo identity: only on this machine, by its own name, with no proxy between."""
    assert people.demo_identity_allowed(bound, headers) is allowed

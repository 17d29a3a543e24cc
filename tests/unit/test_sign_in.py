"""What a sign-in service says, and when an address is believed."""

import pytest

from shared_metrics.web.sign_in import read_sign_in

HERE, ELSEWHERE = "https://login.example.org/our-tenant", "https://login.example.org/theirs"

# email_verified | issuer trusted | believed
TABLE = [
    (True, False, True),
    ("true", False, True),
    ("True", False, True),
    (False, False, False),
    (False, True, False),
    ("false", True, False),
    (None, False, False),
    (None, True, True),
    (0, True, False),
    ("", True, False),
    (1, False, False),
]


@pytest.mark.parametrize(("verified", "trusted", "believed"), TABLE)
def test_an_address_is_believed_only_when_vouched_for(verified, trusted, believed) -> None:
    """Verified by the service; or, where it says nothing, by an issuer the operator trusts."""
    claims = {"email": "Ann@Example.org", "name": "Ann", "iss": HERE}
    if verified is not None:
        claims["email_verified"] = verified
    read = read_sign_in(claims, [HERE] if trusted else [])
    assert read.verified_email == ("ann@example.org" if believed else None)
    assert (read.refusal is None) == believed
    assert read.name == "Ann"


def test_another_issuer_is_not_the_trusted_one() -> None:
    """Trust holds for one issuer, letter for letter, not for what looks like it."""
    for issuer in (ELSEWHERE, f"{HERE}/", HERE.upper(), "", None):
        claims = {"email": "ann@example.org", "iss": issuer}
        assert read_sign_in(claims, [HERE]).verified_email is None


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"preferred_username": "ann@example.org", "email_verified": True},
        {"upn": "ann@example.org", "email_verified": True},
        {"email": None, "email_verified": True},
        {"email": "ann", "email_verified": True},
    ],
)
def test_nothing_but_the_email_claim_counts(claims) -> None:
    """A user name that looks like an address is none: people can choose it."""
    assert read_sign_in(claims, [HERE]).verified_email is None

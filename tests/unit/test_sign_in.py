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
    (1, False, True),
    ("1", False, True),
    ("yes", True, False),
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


ENTRA = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"


@pytest.mark.parametrize(
    ("claims", "believed"),
    [
        ({"iss": ENTRA, "xms_edov": True}, True),
        ({"iss": ENTRA, "xms_edov": "1"}, True),
        ({"iss": ENTRA, "xms_edov": False}, False),
        ({"iss": ENTRA, "xms_edov": "0"}, False),
        ({"iss": ENTRA}, False),
        ({"iss": ENTRA, "xms_edov": True, "email_verified": False}, False),
        ({"iss": ELSEWHERE, "xms_edov": True}, False),
        ({"iss": "https://login.microsoftonline.com.evil.example/", "xms_edov": True}, False),
    ],
)
def test_microsofts_own_claim_counts_from_microsoft_only(claims, believed) -> None:
    """Entra never says `email_verified`; its `xms_edov` stands in for it, nobody else's does."""
    read = read_sign_in({"email": "ann@example.org", **claims}, [])
    assert (read.verified_email is not None) == believed


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

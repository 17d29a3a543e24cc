"""What a sign-in service says about somebody, and whether their address may be believed. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody as the service names them. `refusal`: why the address cannot be believed."""

    email: str
    name: str = ""
    refusal: str | None = None

    @property
    def verified_email(self) -> str | None:
        """The address, when it may be believed."""
        return None if self.refusal else self.email


def read_sign_in(claims: Mapping[str, object], trusted_issuers: Collection[str]) -> SignIn:
    """Reads the token's claims: only `email` counts, and only where it is verified.

    A service that says nothing about verification is refused, unless the operator trusts that
    very issuer. One that says “not verified” is refused always.
    """
    email, name = (str(claims.get(key) or "").strip() for key in ("email", "name"))
    if "@" not in email:
        return SignIn("", name, "Your sign-in service did not tell us your email address.")
    verified = claims.get("email_verified")
    if verified is True or str(verified).lower() == "true":
        return SignIn(email.lower(), name)
    if verified is None and str(claims.get("iss") or "") in trusted_issuers:
        return SignIn(email.lower(), name)
    words = "Your sign-in service does not vouch that this email address is yours."
    return SignIn(email.lower(), name, words)

"""What a sign-in service says about somebody, and whether their address may be believed. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

MICROSOFT = "https://login.microsoftonline.com/"


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
    very issuer, or Microsoft says that the address's domain belongs to whom it should
    (`xms_edov`). One that says “not verified” is refused always.
    """
    email, name = (str(claims.get(key) or "").strip() for key in ("email", "name"))
    if "@" not in email:
        return SignIn("", name, "Your sign-in service did not tell us your email address.")
    if _is_verified(claims, trusted_issuers):
        return SignIn(email.lower(), name)
    words = "Your sign-in service does not vouch that this email address is yours."
    return SignIn(email.lower(), name, words)


def _is_verified(claims: Mapping[str, object], trusted_issuers: Collection[str]) -> bool:
    if claims.get("email_verified") is not None:
        return _says_yes(claims["email_verified"])
    issuer = str(claims.get("iss") or "")
    by_microsoft = issuer.startswith(MICROSOFT) and _says_yes(claims.get("xms_edov"))
    return by_microsoft or issuer in trusted_issuers


def _says_yes(value: object) -> bool:
    """Services write a yes as true, "true", 1 or "1"."""
    return value is True or str(value).lower() in {"true", "1"}

"""Whom words name, however they are set, and who agreed that whom may read them."""

import unicodedata

import pytest

from shared_metrics.learning import (
    Approval,
    Setback,
    named_partners,
    not_approved,
    words_sha256,
)

NAMES = {
    "copperline": ("Copperline Manufacturing", "Copperline Mfg"),
    "families": ("St. Mary's Families for Science",),
    "vecinal": ("Asociación Vecinal",),
}


def said(words: str) -> Setback:
    return Setback("one", "A title", ("placements",), "2026-02", "", words, "")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Copperline Manufacturing stopped.", "copperline"),
        ("COPPERLINE  MFG stopped.", "copperline"),
        ("Copperline\nMfg stopped.", "copperline"),
        ("At Copperline Mfg's gate.", "copperline"),
        ("St. Mary’s Families for Science left.", "families"),
        (unicodedata.normalize("NFD", "La Asociación Vecinal dijo."), "vecinal"),
        ("Copperlines are red.", ""),
        ("A mfg of copper.", ""),
    ],
)
def test_a_name_is_found_however_it_is_set(words: str, named: str) -> None:
    """Line breaks, capitals, accents and apostrophes hide no partner's name."""
    assert named_partners(said(words), NAMES) == ((named,) if named else ())


@pytest.mark.parametrize(
    ("up_to", "readers", "waits"),
    [
        ("partners", "partners", False),
        ("partners", "public", True),
        ("public", "partners", False),
        ("public", "public", False),
    ],
)
def test_an_approval_goes_as_far_as_it_was_given(up_to: str, readers: str, waits: bool) -> None:
    """Who agreed that partners may read it did not agree to the public."""
    one = said("Copperline Mfg stopped.")
    given = [Approval("one", "copperline", words_sha256(one), up_to)]  # type: ignore[arg-type]
    found = not_approved(one, NAMES, given, readers)  # type: ignore[arg-type]
    assert found == (("copperline",) if waits else ())

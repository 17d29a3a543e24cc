"""The gate trusts nothing: whatever is changed between the proof and the door is caught."""

from dataclasses import replace

import polars as pl
import pytest

from disclosure_tables import cells_of, drawn, rules_of, share_cells, share_rules
from shared_metrics.disclosure import (
    Certificate,
    FigureKind,
    PastEdition,
    Protected,
    Ref,
    Rules,
    fingerprint,
    parse_certificate,
    protect,
    verify,
)
from shared_metrics.errors import CallersMistake

TEXT = """| | a | b | c | d |
| q1 | 5 | 40 | 50 | 9 |
| q2 | 30 | 3 | 60 | 70 |"""
CELLS = cells_of(drawn(TEXT))
RULES = rules_of(CELLS, protect_insiders=True)
SAFE = protect(CELLS, RULES)


def violations(
    frame: pl.DataFrame | None = None,
    certificate: Certificate | None = None,
    cells: pl.DataFrame = CELLS,
    rules: Rules = RULES,
    history: tuple[PastEdition, ...] = (),
) -> list[str]:
    """What the gate says of the safe edition with something changed."""
    frame = SAFE.frame if frame is None else frame
    return verify(frame, cells, certificate or SAFE.certificate, rules, history)


def sealed(frame: pl.DataFrame, certificate: Certificate = SAFE.certificate) -> Certificate:
    """A certificate that claims to be for this frame: only its proof can give it away."""
    return replace(certificate, frame=fingerprint(frame))


def shown_again(where: pl.Expr) -> pl.DataFrame:
    """The frame with hidden figures shown after all, with their true values."""
    true = cells_of(drawn(TEXT)).group_by("when", "who").agg(pl.col("value").sum().cast(pl.Float64))
    frame = SAFE.frame.join(true, on=["when", "who"], suffix="_true")
    flip = where & (pl.col("status") == "suppressed")
    frame = frame.with_columns(
        pl.when(flip).then(pl.col("value_true")).otherwise(pl.col("value")).alias("value"),
        pl.when(flip).then(pl.lit("published")).otherwise(pl.col("status")).alias("status"),
    )
    return frame.select(SAFE.frame.columns)


def test_what_was_proven_may_leave():
    """Unchanged, nothing is wrong with it."""
    assert violations() == []


HIDDEN = SAFE.frame.filter(pl.col("status") == "suppressed").select("when", "who").rows()


@pytest.mark.parametrize(("when", "who"), HIDDEN)
def test_no_hidden_figure_can_be_shown_after_all(when, who):
    """A flipped status is caught, also when the certificate claims to know of it."""
    frame = shown_again((pl.col("when") == when) & (pl.col("who") == who))
    assert violations(frame)
    assert violations(frame, sealed(frame))


def test_a_shown_figure_cannot_be_hidden_on_the_way():
    """Any difference to what was proven is one too many."""
    of_all = pl.when(pl.col("who") == "all").then(pl.lit("suppressed"))
    frame = SAFE.frame.with_columns(of_all.otherwise(pl.col("status")).alias("status"))
    assert violations(frame)
    assert violations(frame, sealed(frame)) != []  # its value is still there


def test_a_figure_cannot_say_something_else():
    """A value that is not the cells' is caught."""
    value = pl.when(pl.col("value") == 70).then(71.0).otherwise(pl.col("value"))
    frame = SAFE.frame.with_columns(value.alias("value"))
    assert "not what the cells say" in " ".join(violations(frame, sealed(frame)))


def test_no_figure_can_be_left_out_or_added():
    """The plan says which figures there are."""
    for frame in (SAFE.frame.head(-1), pl.concat([SAFE.frame, SAFE.frame.tail(1)])):
        assert violations(frame, sealed(frame)) == [
            "The figures are not those of the publication plan."
        ]


@pytest.mark.parametrize(("when", "who"), [("q1", "a"), ("q1", "d"), ("q2", "b")])
def test_a_small_number_nobody_vouches_for_is_not_proven(when, who):
    """Without the witnesses that move it, a small cell is told to be unproven."""
    number = SAFE.certificate.cells.index(("n", when, who))
    others = tuple(
        moves for moves in SAFE.certificate.witnesses if number not in {cell for cell, *_ in moves}
    )
    told = violations(certificate=replace(SAFE.certificate, witnesses=others))
    assert "not proven safe" in told[0]
    assert f"{when} / {who}" in told[0]


def test_without_any_witness_everything_small_is_unproven():
    """The empty proof proves nothing."""
    assert "not proven safe" in violations(certificate=replace(SAFE.certificate, witnesses=()))[0]


@pytest.mark.parametrize("number", range(len(SAFE.certificate.witnesses)))
@pytest.mark.parametrize("by", [-1, 1, 1000])
def test_a_forged_witness_is_caught(number, by):
    """A witness that does not add up is told, however it was changed."""
    witnesses = list(SAFE.certificate.witnesses)
    (cell, version, moved), *rest = witnesses[number]
    witnesses[number] = ((cell, version, moved + by), *rest)
    told = violations(certificate=replace(SAFE.certificate, witnesses=tuple(witnesses)))
    assert "not possible" in told[0]


def test_a_witness_of_nobody_is_caught():
    """Cells that are not there, and versions that never were."""
    for move in ((len(SAFE.certificate.cells), 0, 1), (0, 7, 1)):
        told = violations(certificate=replace(SAFE.certificate, witnesses=((move,),)))
        assert told == ["The certificate speaks of cells that are not there."]


def test_an_equation_that_was_left_out_is_missed():
    """Protected without knowing that sectors add up: the gate works the sums out itself."""
    loose = replace(RULES, dimensions=(RULES.dimensions[0], replace(RULES.dimensions[1], sums=())))
    careless = protect(CELLS, loose)
    assert verify(careless.frame, CELLS, careless.certificate, loose) == []
    assert "not possible" in verify(careless.frame, CELLS, careless.certificate, RULES)[0]


def test_a_relation_that_was_left_out_is_missed():
    """A share protected as if its three sides had nothing to do with each other."""
    cells = share_cells(
        drawn("| | a | b |\n| q1 | 5 | 60 |"), drawn("| | a | b |\n| q1 | 50 | 90 |")
    )
    rules = share_rules(cells)
    count = FigureKind("bottoms", "count", (Ref("bottom"),), rules.figures[0].places)
    rules = replace(rules, figures=(*rules.figures, count))
    loose = replace(rules, relations=())
    careless = protect(cells, loose)
    assert verify(careless.frame, cells, careless.certificate, loose) == []
    assert verify(careless.frame, cells, careless.certificate, rules) != []


def test_other_cells_or_stricter_rules_need_another_proof():
    """The proof is for these facts and these rules."""
    other = cells_of(drawn(TEXT.replace("70", "71")))
    assert violations(cells=other)
    assert "not proven safe" in " ".join(violations(rules=replace(RULES, threshold=35)))


# --- history --------------------------------------------------------------------------------

SECOND_TEXT = TEXT.replace("| 40 |", "| 47 |")
SECOND = cells_of(drawn(SECOND_TEXT))
PAST = PastEdition("R1", CELLS, SAFE.frame)
AFTER: Protected = protect(SECOND, RULES, [PAST])


def of_second(
    history: tuple[PastEdition, ...], certificate: Certificate | None = None
) -> list[str]:
    """What the gate says of the second edition with another history."""
    return verify(AFTER.frame, SECOND, certificate or AFTER.certificate, RULES, history)


def test_the_second_edition_may_leave_with_its_history():
    """With everything before it in place, nothing is wrong."""
    assert of_second((PAST,)) == []


def test_a_past_release_that_is_missing_or_changed_is_caught():
    """History is part of the proof."""
    true = pl.when(pl.col("status") == "suppressed").then(pl.lit("not_reported"))
    softer = PAST.frame.with_columns(true.otherwise(pl.col("status")).alias("status"))
    for history in ((), (PAST, PAST), (PastEdition("R1", CELLS, softer),)):
        assert of_second(history)
        faked = replace(
            AFTER.certificate,
            editions=tuple(fingerprint(past.cells, past.frame) for past in history),
        )
        assert of_second(history, faked)


def test_a_held_back_figure_cannot_be_renewed_on_the_way():
    """The new value of a figure whose change is small does not pass the gate."""
    held = AFTER.frame.filter(pl.col("revision_pending"))
    assert held.height
    now = pl.when(pl.col("revision_pending"))
    frame = AFTER.frame.with_columns(
        now.then(pl.col("value") + 7).otherwise(pl.col("value")).alias("value"),
        now.then(pl.lit(1)).otherwise(pl.col("as_of")).alias("as_of"),
        pl.lit(value=False).alias("revision_pending"),
    )
    assert verify(frame, SECOND, sealed(frame, AFTER.certificate), RULES, (PAST,))


def test_a_certificate_survives_its_file():
    """Bytes and back; what is no certificate is refused in plain words."""
    assert parse_certificate(SAFE.certificate.content) == SAFE.certificate
    for content in (
        b"",
        b"{}",
        b"\xff",
        b'{"witnesses": 3, "cells": [], "editions": [], "frame": ""}',
    ):
        with pytest.raises(CallersMistake):
            parse_certificate(content)

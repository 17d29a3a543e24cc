"""Attacking a release: what outsiders, and a partner with its own rows, can work out of it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from pydantic import TypeAdapter

from shared_metrics.agenda.publication import PUBLIC
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.history import Kept, published
from shared_metrics.desk.releasing.ordering import public_row
from shared_metrics.desk.releasing.protecting import CELLS, FRAME, RULES
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.disclosure import Rules
from shared_metrics.disclosure.attack import Attacker, clues_from, narrowed, needs, own_parts
from shared_metrics.disclosure.rules import PARTNER

_RULES: TypeAdapter[Rules] = TypeAdapter(Rules)


@dataclass(frozen=True, eq=False)
class Attacked:
    """One attack. `knowing`: the partner that used its own rows, None: an outsider.

    `intervals`: the range in which each number (and change) that was to stay uncertain must lie;
    it may be wider than said where it is wide enough. `narrowed`: those that can be worked out more
    narrowly than was promised; none when the release is safe.
    """

    knowing: str | None
    secrets: int
    intervals: pl.DataFrame
    narrowed: pl.DataFrame

    def as_dict(self) -> dict[str, Any]:
        """The shape `release attack --json` prints."""
        return {
            "knowing": self.knowing,
            "secrets": self.secrets,
            "narrowed": self.narrowed.to_dicts(),
            "intervals": self.intervals.to_dicts(),
        }


@dataclass(frozen=True, eq=False)
class _Told:
    """A release as the attack reads it."""

    frame: pl.DataFrame
    cells: pl.DataFrame
    rules: Rules


def attack_release(
    desk: Desk, release_id: str, *, knowing: Sequence[str | None] | None = None
) -> list[Attacked]:
    """Attacks what the public reads, with the whole history up to a release.

    `knowing`: who attacks; by default an outsider, then every partner behind the figures if the
    plan protects from insiders. Written apart from the protection: a second opinion. Raises
    CallersMistake `unknown_release`, InstallationProblem `release_altered`.
    """
    told = _told(desk, release_id)
    attackers = _attackers(told) if knowing is None else knowing
    frames, rules = [one.frame for one in told], told[-1].rules
    past_rules = [one.rules for one in told[:-1]]
    cells = [one.cells for one in told]
    clues = clues_from(frames, cells, rules, past_rules=past_rules)
    attacker = Attacker(frames, rules, past_rules, clues)
    found = []
    for who in attackers:
        how: dict[str, Any] = {"clues": clues, "past_rules": past_rules}
        asked = needs(cells, rules, who, **how)
        known = None if who is None else own_parts(cells, who)
        ranges = attacker.attack(known, asked)
        narrow = narrowed(ranges, cells, rules, who, **how)
        found.append(Attacked(who, asked.height, ranges, narrow))
    return found


def _attackers(told: Sequence[_Told]) -> list[str | None]:
    if not told[-1].rules.protect_insiders:
        return [None]
    partners = {name for one in told for name in one.cells[PARTNER].unique().to_list()}
    return [None, *sorted(partners)]


def _told(desk: Desk, release_id: str) -> list[_Told]:
    shelf, rows = shelf_of(desk.home), published(desk.ledger.releases())
    row = public_row(rows, release_id)
    chain = rows[: rows.index(row) + 1]
    proofs = (Kept(one, shelf.files(one)).proof(PUBLIC).private for one in chain)
    return [_read(proof) for proof in proofs]


def _read(proof: Mapping[str, bytes]) -> _Told:
    rules = _RULES.validate_json(proof[RULES])
    shown = tuple(one for one in rules.figures if all(one.places.values()))  # others have no rows
    return _Told(
        pl.read_parquet(io.BytesIO(proof[FRAME])),
        pl.read_parquet(io.BytesIO(proof[CELLS])),
        replace(rules, figures=shown),
    )

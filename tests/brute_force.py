"""Every whole number a cell can be, found by trying: slow, plain, sharing nothing with `attack`.

Cells are tuples (measure, code, code, ...); an unknown is a cell in one version.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from shared_metrics.disclosure.rules import ALL, MEASURE, VALUE, Ref, Rules

Cell = tuple[str, ...]
Unknown = tuple[Cell, int]
Ranges = dict[Unknown, tuple[int, int]]
Equation = tuple[Unknown, tuple[Unknown, ...]]


ENDLESS = 10**6


class _Impossible(Exception):
    """No number is left."""


def possible(
    frames: Sequence[pl.DataFrame],
    plans: Sequence[Rules],
    clues: pl.DataFrame,
    known: Sequence[pl.DataFrame] | None = None,
    most: int = 60,
) -> dict[Unknown, set[int]]:
    """Each unknown's possible values, of 0 to `most` where nothing says otherwise.

    `frames`, `plans`, `known`: of each release, oldest first.
    """
    versions = _versions(clues, plans[-1])
    equations = _all_equations(versions, plans)
    most += max((rows[VALUE].max() or 0 for rows in known or ()), default=0)  # type: ignore[type-var]
    ranges = _ranges(frames, plans, clues, versions, most)
    for release, rows in enumerate(known or ()):
        for row in rows.to_dicts():
            cell = _cell(row, plans[-1])
            unknown = (cell, versions[release][cell])
            low, high = ranges[unknown]
            alone = row.get("alone")
            ranges[unknown] = max(low, row[VALUE]), min(high, row[VALUE]) if alone else high
    ranges = _narrowed(ranges, equations)
    found: dict[Unknown, set[int]] = {unknown: set() for unknown in ranges}
    for unknown, (low, high) in ranges.items():
        for value in range(low, high + 1):
            if value not in found[unknown]:
                table = _table({**ranges, unknown: (value, value)}, equations)
                for one, number in (table or {}).items():
                    found[one].add(number)
    return found


def _cell(row: Mapping[str, object], rules: Rules) -> Cell:
    return (str(row[MEASURE]), *(str(row[name]) for name in rules.names))


def _versions(clues: pl.DataFrame, rules: Rules) -> list[dict[Cell, int]]:
    """Of each release the cells that are there, and in which version."""
    releases: list[dict[Cell, int]] = [{} for _ in range(clues["release"].max() + 1)]  # type: ignore[operator]
    for row in clues.to_dicts():
        releases[row["release"]][_cell(row, rules)] = row["version"]
    return releases


def _all_equations(
    versions: Sequence[Mapping[Cell, int]], plans: Sequence[Rules]
) -> list[Equation]:
    pairs = zip(versions, plans, strict=True)
    return sorted({one for here, rules in pairs for one in _equations(here, rules)})


def _equations(here: Mapping[Cell, int], rules: Rules) -> Iterator[Equation]:
    for cell in here:
        for parts in _ways(cell, rules):
            there = tuple((part, here[part]) for part in parts if part in here)
            if there:
                yield (cell, here[cell]), there


def _ways(cell: Cell, rules: Rules) -> Iterator[list[Cell]]:
    """Every way a cell adds up."""
    for at, dimension in enumerate(rules.dimensions, start=1):
        for one in dimension.sums:
            if one.parent == cell[at]:
                yield [(*cell[:at], child, *cell[at + 1 :]) for child in one.children]
    for relation in rules.relations:
        refs = (relation.whole, *relation.parts)
        fixed = {name for ref in refs for name in ref.fixed}
        if cell == _with(relation.whole, cell, fixed, rules):
            yield [_with(part, cell, fixed, rules) for part in relation.parts]


def _with(ref: Ref, cell: Cell, fixed: set[str], rules: Rules) -> Cell:
    codes = [
        ref.fixed.get(name, ALL) if name in fixed else code
        for name, code in zip(rules.names, cell[1:], strict=True)
    ]
    return (ref.measure, *codes)


def _ranges(
    frames: Sequence[pl.DataFrame],
    plans: Sequence[Rules],
    clues: pl.DataFrame,
    versions: Sequence[Mapping[Cell, int]],
    most: int,
) -> Ranges:
    shown = [clues["exact"].max(), *(frame["value"].max() for frame in frames)]
    small = most + max(int(one or 0) for one in shown)  # type: ignore[arg-type]
    wholes = {whole for whole, _ in _all_equations(versions, plans)}
    ranges = {
        (cell, version): (0, ENDLESS if (cell, version) in wholes else small)
        for here in versions
        for cell, version in here.items()
    }
    for row in clues.filter(pl.col("exact").is_not_null()).to_dicts():
        ranges[_cell(row, plans[-1]), row["version"]] = (row["exact"], row["exact"])
    further = dict(clues.select("release", "multiples").drop_nulls().iter_rows())
    for release, (frame, rules) in enumerate(zip(frames, plans, strict=True)):
        kinds = {kind.table: kind for kind in rules.figures}
        for row in frame.filter(pl.col("status") == "published").to_dicts():
            shown = row.get("as_of", release)
            refs = kinds[row["table"]].cells
            cells = [(r.measure, *(r.fixed.get(n, row[n]) for n in rules.names)) for r in refs]
            unknowns = [(cell, versions[shown][cell]) for cell in cells]
            for unknown, (low, high) in _limits(row, unknowns, ranges, rules, further.get(shown)):
                least, upmost = ranges[unknown]
                ranges[unknown] = max(least, low), min(upmost, high)
    return ranges


def _limits(
    row: Mapping[str, Any],
    unknowns: Sequence[Unknown],
    ranges: Ranges,
    rules: Rules,
    further: int | None,
) -> Iterator[tuple[Unknown, tuple[int, int]]]:
    """What a coded share or a rounded count leaves of the cells behind it."""
    if row["coded"]:
        top, bottom, rest = unknowns
        people = ranges[bottom][0]
        low, high = (Fraction(str(share)) for share in rules.coding or (0, 1))
        is_low = row["coded"].startswith("<")
        tops = [n for n in range(people + 1) if (n < low * people if is_low else n > high * people)]
        yield top, (min(tops), max(tops))
        yield rest, (people - max(tops), people - min(tops))
    elif rules.mode == "round" and further:
        away = rules.threshold * further
        yield unknowns[0], (int(row["value"]) - away + 1, int(row["value"]) + away - 1)


def _narrowed(ranges: Ranges, equations: Sequence[Equation]) -> Ranges:
    """Ranges as narrow as single equations make them."""
    ranges = dict(ranges)
    moved = True
    while moved:
        moved = False
        for whole, parts in equations:
            low = sum(ranges[part][0] for part in parts)
            high = sum(ranges[part][1] for part in parts)
            moved |= _meet(ranges, whole, low, high)
            for part in parts:
                least = ranges[whole][0] - (high - ranges[part][1])
                upmost = ranges[whole][1] - (low - ranges[part][0])
                moved |= _meet(ranges, part, least, upmost)
                low = sum(ranges[other][0] for other in parts)
                high = sum(ranges[other][1] for other in parts)
    return ranges


def _meet(ranges: Ranges, unknown: Unknown, low: int, high: int) -> bool:
    least, most = ranges[unknown]
    new = max(least, low), min(most, high)
    if new[0] > new[1]:
        raise _Impossible
    ranges[unknown] = new
    return new != (least, most)


def _table(ranges: Ranges, equations: Sequence[Equation]) -> dict[Unknown, int] | None:
    """One table within the ranges that adds up."""
    try:
        ranges = _narrowed(ranges, equations)
    except _Impossible:
        return None
    still = [unknown for unknown, (low, high) in ranges.items() if low < high]
    if not still:
        return {unknown: low for unknown, (low, _) in ranges.items()}
    first = min(still, key=lambda unknown: ranges[unknown][1] - ranges[unknown][0])
    for value in range(ranges[first][0], ranges[first][1] + 1):
        table = _table({**ranges, first: (value, value)}, equations)
        if table is not None:
            return table
    return None


def versions(releases: Sequence[pl.DataFrame], rules: Rules) -> dict[Unknown, int]:
    """The true value of every cell in every version, counted release by release."""
    parts: dict[Cell, dict[str, int]] = {}
    number: dict[Cell, int] = {}
    found = {}
    for frame in releases:
        now: dict[Cell, dict[str, int]] = {}
        for row in frame.to_dicts():
            now.setdefault(_cell(row, rules), {})[row["partner"]] = row[VALUE]
        for cell in {*parts, *now}:
            if cell not in number:
                number[cell] = 0
            elif parts.get(cell, {}) != now.get(cell, {}):
                number[cell] += 1
            found[cell, number[cell]] = sum(now.get(cell, {}).values())
        parts = {cell: now.get(cell, {}) for cell in {*parts, *now}}
    return found

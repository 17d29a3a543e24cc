"""Plans, cells and public frames for everything about disclosure; random cases from a seed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, product
from random import Random
from typing import Any

import polars as pl

from measuring_factories import cells_of
from shared_metrics.disclosure.rules import (
    ALL,
    MEASURE,
    PARTNER,
    VALUE,
    Dimension,
    FigureKind,
    Measure,
    Ref,
    Relation,
    Rules,
    Sum,
)

HIDDEN = "x"
NOBODY = "-"
PENDING = "*"


def rules_of(
    sums: Mapping[str, Mapping[str, str | Sequence[str]]],
    tables: Mapping[str, Mapping[str, str]],
    **fields: Any,
) -> Rules:
    """A plan of counts of people: `{"who": {"all": "a b"}}`, `{"by_who": {"who": "all a b"}}`.

    A code that adds up in several ways has a list of them.
    """
    figures = tuple(count(table, **places) for table, places in tables.items())
    return Rules(dimensions(sums), fields.pop("measures", {"people": Measure()}), figures, **fields)


def dimensions(sums: Mapping[str, Mapping[str, str | Sequence[str]]]) -> tuple[Dimension, ...]:
    return tuple(
        Dimension(
            name,
            tuple(
                Sum(parent, tuple(children.split()))
                for parent, ways in parents.items()
                for children in ([ways] if isinstance(ways, str) else ways)
            ),
        )
        for name, parents in sums.items()
    )


def count(table: str, /, of: str = "people", **places: str) -> FigureKind:
    return FigureKind(table, "count", (Ref(of),), _places(places))


def rate(table: str, /, top: str, bottom: str, rest: str, **places: str) -> FigureKind:
    return FigureKind(table, "ratio", (Ref(top), Ref(bottom), Ref(rest)), _places(places))


def mean(table: str, /, amount: str, people: str, **places: str) -> FigureKind:
    return FigureKind(table, "mean", (Ref(amount), Ref(people)), _places(places))


def _places(places: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(codes.split()) for name, codes in places.items()}


def public(rules: Rules, table: str) -> pl.DataFrame:
    """A public frame by hand: `table | <dimensions> | value | version`.

    A value is a number, `x` (hidden), `-` (nobody reported) or a code such as `<5 %`; `12*` is held
    back. Dimensions left out are `all`, a version left out is 0.
    """
    header, *lines = [line.split("|") for line in table.strip().splitlines() if line.strip()]
    names = [name.strip() for name in header]
    rows = [dict(zip(names, (cell.strip() for cell in line), strict=False)) for line in lines]
    return pl.DataFrame([_figure(row, rules) for row in rows], schema=_schema(rules))


def _schema(rules: Rules) -> dict[str, Any]:
    return {
        "table": pl.String, **dict.fromkeys(rules.names, pl.String), "value": pl.Float64,
        "status": pl.String, "coded": pl.String, "revision_pending": pl.Boolean,
        "version": pl.Int64,
    }  # fmt: skip


def _figure(row: Mapping[str, str | None], rules: Rules) -> dict[str, Any]:
    text = str(row["value"])
    shown = text.removesuffix(PENDING)
    coded = shown if shown.endswith("%") else None
    number = float(shown) if coded is None and shown not in {HIDDEN, NOBODY} else None
    return {
        "table": row["table"],
        **{name: row.get(name) or ALL for name in rules.names},
        "value": number,
        "status": {HIDDEN: "suppressed", NOBODY: "not_reported"}.get(shown, "published"),
        "coded": coded,
        "revision_pending": text.endswith(PENDING),
        "version": int(row.get("version") or 0),
    }


def cells(rules: Rules, rows: Iterable[Mapping[str, Any]] | str) -> pl.DataFrame:
    """The smallest cells by partner -> every cell of the lattice by partner.

    Rows as dicts or as a table; dimensions left out are `all`, a measure left out is `people`.
    """
    listed = cells_of(rows) if isinstance(rows, str) else rows
    leaves = pl.DataFrame(
        [
            {
                MEASURE: row.get(MEASURE) or "people",
                **{name: row.get(name) or ALL for name in rules.names},
                PARTNER: row[PARTNER],
                VALUE: int(str(row[VALUE])),
            }
            for row in listed
        ],
        schema=_cells_schema(rules),
    )
    for dimension in rules.dimensions:
        name = dimension.name
        up = [(code, one) for code in leaves[name].unique() for one in above(dimension, code)]
        schema = {name: pl.String, "__up": pl.String}
        lifted = leaves.join(pl.DataFrame(up, schema=schema, orient="row"), on=name)
        leaves = lifted.drop(name).rename({"__up": name}).select(list(_cells_schema(rules)))
    columns = [MEASURE, *rules.names, PARTNER]
    return leaves.group_by(columns).agg(pl.col(VALUE).sum()).sort(columns)


def _cells_schema(rules: Rules) -> dict[str, Any]:
    names = dict.fromkeys(rules.names, pl.String)
    return {MEASURE: pl.String, **names, PARTNER: pl.String, VALUE: pl.Int64}


def above(dimension: Dimension, code: str) -> set[str]:
    """A code and every code it is a part of."""
    found = {code}
    for one in dimension.sums:
        if code in one.children:
            found |= above(dimension, one.parent)
    return found


@dataclass(frozen=True)
class Case:
    """A plan and the true cells of each release, oldest first; `past`: the plans before it."""

    rules: Rules
    releases: tuple[pl.DataFrame, ...]
    past: tuple[Rules, ...] = ()

    @property
    def plans(self) -> tuple[Rules, ...]:
        """The plan of each release, oldest first."""
        return (*(self.past or (self.rules,) * (len(self.releases) - 1)), self.rules)

    @property
    def partners(self) -> list[str]:
        """Everybody who ever sent anything."""
        return sorted({name for one in self.releases for name in one[PARTNER].unique()})


def shown_by(
    rules: Rules, cells_now: pl.DataFrame, hides: Callable[[list[int]], bool]
) -> pl.DataFrame:
    """A frame that shows every figure but those whose cells `hides` is true of: no protection."""
    columns = [MEASURE, *rules.names]
    sums = cells_now.group_by(columns).agg(pl.col(VALUE).sum())
    values = {row[:-1]: row[-1] for row in sums.select(*columns, VALUE).iter_rows()}
    rows = []
    for kind in rules.figures:
        for codes in product(*(sorted(kind.places.get(name, {ALL})) for name in rules.names)):
            place = dict(zip(rules.names, codes, strict=True))
            keys = [(ref.measure, *{**place, **ref.fixed}.values()) for ref in kind.cells]
            told = _as_shown([values.get(key) for key in keys], kind, rules, hides)
            rows.append({"table": kind.table, **place, **told})
    frame = pl.DataFrame(rows, schema={k: v for k, v in _schema(rules).items() if k != "version"})
    return frame.with_columns(pl.lit(0, pl.Int64).alias("version"))


def _as_shown(
    numbers: list[int | None], kind: FigureKind, rules: Rules, hides: Callable[[list[int]], bool]
) -> dict[str, Any]:
    told: dict[str, Any] = {"value": None, "coded": None, "revision_pending": False}
    there = [number for number in numbers if number is not None]
    if len(there) < len(numbers):
        return told | {"status": "not_reported"}
    if kind.shape != "count" and there[1] == 0:
        return told | {"status": "not_applicable"}
    if hides(there):
        return told | {"status": "suppressed"}
    value = Fraction(there[0], there[1] if kind.shape != "count" else 1)
    if rules.mode == "round":
        value -= value % rules.threshold
    if kind.shape == "ratio" and rules.coding:
        low, high = (Fraction(str(share)) for share in rules.coding)
        told["coded"] = "<5 %" if value < low else ">95 %" if value > high else None
    shown = None if told["coded"] else float(value)
    return told | {"status": "published", "value": shown}


MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")


@dataclass(frozen=True)
class _Size:
    """How large a random case may be."""

    partners: int = 5
    months: int = 6
    groups: int = 3
    releases: int = 3


SMALL_SIZE = _Size(partners=2, months=2, groups=2, releases=2)
MEDIUM_SIZE = _Size(partners=3, months=3)
USUAL_SIZE = _Size()


def random_case(seed: int, size: _Size = USUAL_SIZE) -> Case:
    """A plan of linked tables and its cells over up to three releases, flaws of life included.

    Up to three-way tables with hierarchies (months in quarters, years and school years; partners in
    sectors), perhaps a rate with its counts or an amount, zeros, small and large numbers; later
    releases bring restatements, late partners, partners who leave, new months.
    """
    chance = Random(seed)  # noqa: S311  # the same case for the same seed
    months = MONTHS[: chance.randint(1, size.months)]
    partners = [f"p{i}" for i in range(chance.randint(1, size.partners))]
    groups = [f"g{i}" for i in range(chance.randint(2, size.groups))]
    sums = {"when": _calendar(months), "who": _sectors(partners, chance)}
    if chance.random() < 0.6:
        sums["group"] = {ALL: " ".join(groups)}
    else:
        groups = [ALL]
    kind = chance.choice(["count", "count", "rate", "coded rate", "amount", "rounded"])
    rules = _random_rules(sums, kind, chance)
    rows = _random_rows(months, partners, groups, chance, threshold=rules.threshold, kind=kind)
    leaver = chance.choice([*partners, None, None])
    stayed = [row for row in rows if row[PARTNER] != leaver]
    releases = [cells(rules, stayed or rows)]
    for _ in range(chance.randint(0, size.releases - 1)):
        rows = _as_before(rows, rules, kind, chance)
        if rows:
            releases.append(cells(rules, rows))
    plans = [rules]
    for _ in releases[1:]:
        plans.append(_earlier_plan(plans[-1], sums, kind, chance))
    past = tuple(reversed(plans[1:]))
    if chance.random() < 0.3:
        depths = {depth for one in plans for depth in _planned_depths(one)}
        releases = [_only_at(depths, one, rules) for one in releases]
    return Case(rules, tuple(reversed(releases)), past)


def _earlier_plan(rules: Rules, sums: Mapping[str, Any], kind: str, chance: Random) -> Rules:
    """Mostly the plan after it; sometimes with other tables and stricter thresholds."""
    if chance.random() < 0.8:
        return rules
    other = _random_rules(sums, kind, chance)
    if kind == "rounded":
        return replace(rules, figures=other.figures)
    return replace(
        rules,
        figures=other.figures,
        threshold=max(rules.threshold, other.threshold),
        min_contributors=max(rules.min_contributors, other.min_contributors),
    )


def _planned_depths(rules: Rules) -> Iterable[tuple[str, ...]]:
    for figure in rules.figures:
        listed = [sorted(figure.places.get(name, {ALL})) for name in rules.names]
        yield from {tuple(map(level_of, place)) for place in product(*listed)}


def level_of(code: str) -> str:
    """How fine a code is: `month:2026-05` -> `month`, `g1` -> `g`."""
    return code.split(":", maxsplit=1)[0].rstrip("0123456789")


def _only_at(depths: set[tuple[str, ...]], every: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """A lattice with only those crossings of levels that some table has."""
    kept = [
        tuple(map(level_of, place)) in depths for place in every.select(rules.names).iter_rows()
    ]
    return every.filter(pl.Series(kept, dtype=pl.Boolean))


def _calendar(months: Sequence[str]) -> dict[str, list[str]]:
    """Months in quarters, calendar year and school years; the year is also its quarters."""
    quarters: dict[str, list[str]] = {}
    school: dict[str, list[str]] = {}
    for month in months:
        number = int(month[-2:])
        quarters.setdefault(f"quarter:2026-Q{(number + 2) // 3}", []).append(f"month:{month}")
        year = "2025-26" if number < 8 else "2026-27"
        school.setdefault(f"school_year:{year}", []).append(f"month:{month}")
    every = " ".join(f"month:{month}" for month in months)
    listed = {parent: [" ".join(parts)] for parent, parts in {**quarters, **school}.items()}
    return {**listed, "year:2026": [every, " ".join(quarters)]}


def _sectors(partners: Sequence[str], chance: Random) -> dict[str, str]:
    names = [f"partner:{partner}" for partner in partners]
    if chance.random() < 0.3:
        return {ALL: " ".join(names)}
    sectors: dict[str, list[str]] = {}
    for name in names:
        sectors.setdefault(f"sector:{chance.choice('ABC')}", []).append(name)
    members = {sector: " ".join(parts) for sector, parts in sorted(sectors.items())}
    return {ALL: " ".join(members), **members}


def _random_rules(sums: Mapping[str, Any], kind: str, chance: Random) -> Rules:
    measures = {"people": Measure(zeros=chance.random() < 0.1 and kind != "rounded")}
    relations: tuple[Relation, ...] = ()
    if "rate" in kind:
        measures |= {"due": Measure(), "rest": Measure()}
        relations = (Relation(Ref("due"), (Ref("people"), Ref("rest"))),)
    if kind == "amount":
        measures["wages"] = Measure("amount")
    tables = [_random_table(sums, kind, chance) for _ in range(chance.randint(1, 4))]
    figures = {table.table: table for table in tables}
    return Rules(
        dimensions(sums), measures, tuple(figures.values()), relations,
        threshold=chance.choice([3, 5, 11]),
        min_contributors=chance.choice([1, 2, 3]),
        dominance=chance.choice([1.0, 1.0, 0.8]),
        coding=(0.05, 0.95) if kind == "coded rate" else None,
        agreed=frozenset({"p0"}) if chance.random() < 0.5 else frozenset(),
        mode="round" if kind == "rounded" else "suppress",
        salt="salt",
    )  # fmt: skip


def _random_table(sums: Mapping[str, Any], kind: str, chance: Random) -> FigureKind:
    """A table whose name says what it shows, so that it means the same in every plan."""
    levels: dict[str, dict[str, set[str]]] = {name: {} for name in sums}
    for name, parents in sums.items():
        codes = {*parents, *(child for ways in parents.values() for child in _split(ways))}
        for code in codes:
            levels[name].setdefault(level_of(code), set()).add(code)
    places, words = {}, []
    for name, of_dimension in levels.items():
        least = 1 if name == "when" else 0
        many = chance.randint(least, min(2, len(of_dimension)))
        chosen = chance.sample(sorted(of_dimension), many)
        codes = {code for level in chosen for code in of_dimension[level]}
        words += sorted(chosen)
        if codes:
            places[name] = " ".join(sorted(codes))
    table = "-".join(words)
    if "rate" in kind and chance.random() < 0.7:
        return rate(f"rate-{table}", "people", "due", "rest", **places)
    if kind == "amount" and chance.random() < 0.4:
        return mean(f"mean-{table}", "wages", "people", **places)
    other = {"amount": ["wages"], "rate": ["due"], "coded rate": ["due"]}.get(kind, [])
    of = chance.choice(["people", *other])
    return count(f"{of}-{table}", of, **places)


def _split(ways: str | Sequence[str]) -> list[str]:
    return [code for way in ([ways] if isinstance(ways, str) else ways) for code in way.split()]


def _random_rows(
    months: Sequence[str],
    partners: Sequence[str],
    groups: Sequence[str],
    chance: Random,
    *,
    threshold: int,
    kind: str,
) -> list[dict[str, Any]]:
    rows = []
    for partner in partners:
        typical = chance.choice([0, 2, threshold, 40, 200, 200])
        for month in months:
            if chance.random() < 0.1:
                continue  # this partner did not report
            for group in groups:
                if chance.random() < 0.9:
                    place = {"when": f"month:{month}", "who": f"partner:{partner}", "group": group}
                    rows.append(place | {PARTNER: partner, **_numbers(typical, kind, chance)})
    if not rows:
        place = {"when": f"month:{months[0]}", "who": "partner:p0", "group": groups[0]}
        rows.append(place | {PARTNER: "p0", **_numbers(3, kind, chance)})
    return _with_measures(rows, kind)


def _numbers(typical: int, kind: str, chance: Random) -> dict[str, int]:
    people = max(0, round(chance.expovariate(1 / (typical + 0.5))))
    rest = round(chance.expovariate(1 / (8 * typical + 1))) if kind == "coded rate" else 0
    rest = chance.randint(0, typical + 3) if kind == "rate" else rest
    return {"people": people, "rest": rest, "wages": people * chance.randint(10, 40)}


def _with_measures(rows: Iterable[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """One row per measure; the whole of a rate is numerator and the others."""
    long = []
    for row in rows:
        place = {k: v for k, v in row.items() if k not in {"people", "rest", "wages"}}
        values = {"people": row["people"]}
        if "rate" in kind:
            values |= {"rest": row["rest"], "due": row["people"] + row["rest"]}
        if kind == "amount":
            values["wages"] = row["wages"]
        long += [place | {MEASURE: measure, VALUE: value} for measure, value in values.items()]
    return long


def _as_before(
    rows: Sequence[Mapping[str, Any]], rules: Rules, kind: str, chance: Random
) -> list[dict[str, Any]]:
    """The same figures one release earlier: fewer months, late partners, other numbers."""
    months = sorted({row["when"] for row in rows})
    gone = set(months[len(months) - chance.randint(0, 1) :]) if len(months) > 1 else set()
    late = {
        (row[PARTNER], row["when"]) for row in rows if row["when"] == months[-1]
    } if chance.random() < 0.3 else set()  # fmt: skip
    late = set(chance.sample(sorted(late), min(1, len(late))))
    kept = [
        dict(row)
        for row in rows
        if row["when"] not in gone and (row[PARTNER], row["when"]) not in late
    ]
    return _restated(kept, rules, kind, chance)


def _restated(
    rows: list[dict[str, Any]], rules: Rules, kind: str, chance: Random
) -> list[dict[str, Any]]:
    for row in rows:
        if row[MEASURE] in {"people", "rest", "wages"} and chance.random() < 0.15:
            by = chance.choice([-9, -2, -1, 1, 2, 3, rules.threshold, 20])
            row[VALUE] = max(0, row[VALUE] + by)
    _moved_between_groups(rows, chance)
    parts: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row[MEASURE] in {"people", "rest"}:
            key = (row["when"], row["who"], row["group"])
            parts[key] = parts.get(key, 0) + row[VALUE]
    for row in rows:
        if row[MEASURE] == "due":
            row[VALUE] = parts[row["when"], row["who"], row["group"]]
    return rows


def _moved_between_groups(rows: Sequence[dict[str, Any]], chance: Random) -> None:
    """People counted in another group: a partner's total stays, its parts do not."""
    for one, other in pairwise(row for row in rows if row[MEASURE] == "people"):
        same = all(one[name] == other[name] for name in ("when", "who"))
        if same and chance.random() < 0.1:
            many = min(one[VALUE], chance.randint(1, 12))
            one[VALUE] -= many
            other[VALUE] += many

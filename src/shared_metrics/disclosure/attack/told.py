"""What the public frames of all releases say of each cell behind a figure."""

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from shared_metrics.disclosure.rules import ALL, MEASURE, VALUE, FigureKind, Ref, Rules
from shared_metrics.errors import CallersMistake

RELEASE: Final = "release"
VERSION: Final = "version"
SHOWN: Final = "shown"
TABLE: Final = "table"
STATUS: Final = "status"
CODED: Final = "coded"
PENDING: Final = "revision_pending"
AS_OF: Final = "as_of"
FIGURE: Final = "figure"
SHAPE: Final = "shape"
POSITION: Final = "position"
PUBLISHED: Final = "published"
NOT_REPORTED: Final = "not_reported"
NOT_APPLICABLE: Final = "not_applicable"
NUMERATOR, DENOMINATOR, DIFFERENCE = 0, 1, 2
_SAID: Final = {
    STATUS: pl.String,
    VALUE: pl.Float64,
    CODED: pl.String,
    PENDING: pl.Boolean,
    VERSION: pl.Int64,
}


def told_of(frames: Sequence[pl.DataFrame], rules: Sequence[Rules]) -> pl.DataFrame:
    """Each cell of each planned figure of each release, with what the release says of the figure.

    release, shown (the release whose figure it is: an older one when held back), table, figure (its
    number in the table), measure, dimensions, shape, position, status (null where the frame's table
    has no such row), value, coded, revision_pending, version.
    """
    names = list(rules[-1].names)
    before: list[pl.DataFrame] = []
    told = []
    for release, (frame, of_then) in enumerate(zip(frames, rules, strict=True)):
        said = _said(with_dimensions(frame, names), release, before, names)
        before.append(said)
        for kind in of_then.figures:
            told += [cells.with_columns(_now(release)) for cells in _told(kind, said, names)]
    if not told:
        raise CallersMistake("attack_nothing_told", "The frames have no planned table.")
    columns = [RELEASE, SHOWN, TABLE, FIGURE, MEASURE, *names, SHAPE, POSITION, STATUS]
    return pl.concat(told).select(*columns, VALUE, CODED, PENDING, VERSION)


def rules_of_time(
    rules: Rules, past_rules: Sequence[Rules] | None, releases: int
) -> tuple[Rules, ...]:
    """The rules of each release, oldest first."""
    past = [rules] * (releases - 1) if past_rules is None else past_rules
    return (*past, rules)


def with_dimensions(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """An older frame or table of cells, with dimensions it did not have yet at `all`."""
    missing = [name for name in names if name not in frame.columns]
    return frame.with_columns(pl.lit(ALL).alias(name) for name in missing)


def _now(release: int) -> pl.Expr:
    return pl.lit(release, pl.Int64).alias(RELEASE)


def _said(
    frame: pl.DataFrame, release: int, before: Sequence[pl.DataFrame], names: list[str]
) -> pl.DataFrame:
    """A frame's figures, each with the release that it is from."""
    now = _now(release)
    shown = pl.when(PENDING).then(pl.col(AS_OF)).otherwise(now) if AS_OF in frame.columns else now
    said = frame.select(
        pl.col(TABLE, *names).cast(pl.String),
        *(pl.col(name).cast(kind) for name, kind in _SAID.items()),
        shown.cast(pl.Int64).alias(SHOWN),
    )
    return said if AS_OF in frame.columns else _found_before(said, before, names)


def _found_before(
    said: pl.DataFrame, before: Sequence[pl.DataFrame], names: list[str]
) -> pl.DataFrame:
    """Held-back figures, looked up by their version in the frames before."""
    held = said.filter(PENDING)
    if held.is_empty():
        return said
    same = [TABLE, *names, VERSION]
    shown = ~pl.col(PENDING) & (pl.col(STATUS) == PUBLISHED)
    older = pl.concat([*before, said.head(0)]).filter(shown)
    older = older.group_by(same).agg(pl.col(SHOWN).max())
    held = held.drop(SHOWN).join(older, on=same).select(said.columns)
    if held.height < said.filter(PENDING).height:
        raise CallersMistake(
            "attack_held_back",
            "A figure is held back, but no older frame shows it in this version.",
            "Give the frames of all older releases, oldest first.",
        )
    return pl.concat([said.filter(~pl.col(PENDING)), held])


def _told(kind: FigureKind, said: pl.DataFrame, names: list[str]) -> Iterator[pl.DataFrame]:
    said = said.filter(pl.col(TABLE) == kind.table)
    if said.is_empty():
        return
    figures = _places(kind, names).join(said, on=names, how="left", maintain_order="left")
    figures = figures.with_columns(pl.lit(kind.table).alias(TABLE))
    for position, ref in enumerate(kind.cells):
        yield _at(figures, kind, position, ref)


def cells_of(kind: FigureKind, names: list[str]) -> pl.DataFrame:
    """figure, measure, dimensions, shape, position: the cells behind each figure of a table."""
    places = _places(kind, names)
    return pl.concat(_at(places, kind, i, ref) for i, ref in enumerate(kind.cells))


def _places(kind: FigureKind, names: list[str]) -> pl.DataFrame:
    places = pl.DataFrame({FIGURE: [0]})
    for name in names:
        codes = sorted(kind.places.get(name, frozenset({ALL})))
        places = places.join(pl.DataFrame({name: codes}, schema={name: pl.String}), how="cross")
    return places.drop(FIGURE).with_row_index(FIGURE)


def _at(figures: pl.DataFrame, kind: FigureKind, position: int, ref: Ref) -> pl.DataFrame:
    return figures.with_columns(
        pl.lit(ref.measure).alias(MEASURE),
        *(pl.lit(code).alias(name) for name, code in ref.fixed.items()),
        pl.lit(kind.shape).alias(SHAPE),
        pl.lit(position, pl.Int64).alias(POSITION),
    )

"""A goal as its page and the lists of goals show it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from shared_metrics.agenda.model import Metric
from shared_metrics.charts import (
    Look,
    drawn_for,
    public_line,
    public_panels,
    public_progress_chart,
)
from shared_metrics.charts.public_charts import PUBLIC_ONLY
from shared_metrics.disclosure.public_table import REVISION_PENDING, STATUS, PublicTable
from shared_metrics.learning import Setback, Visibility
from shared_metrics.observations import PERIOD
from shared_metrics.periods import parse_period
from shared_metrics.releases import Edition, ReleasedGoal, TableEntry
from shared_metrics.site.drawing import draw, unchecked
from shared_metrics.site.kept import Kept
from shared_metrics.site.places import goal_anchor, row_anchor
from shared_metrics.site.sentences import (
    aim_sentence,
    coverage_sentence,
    now_sentence,
    path_sentence,
    way_sentence,
)
from shared_metrics.site.statuses import Shown as ShownStatus
from shared_metrics.site.statuses import status_of
from shared_metrics.site.tables import EVERY, Shown, group_name, only, shown
from shared_metrics.site.words import Words

WIDE: Final = Look(width=660, height=300, ticks=7, pointed=True, setbacks_at=-14)
NARROW: Final = replace(WIDE, width=270, height=250, ticks=3, brief=True)
PANEL: Final = Look(width=190, height=110, ticks=2)
SPARK: Final = Look(width=150, height=44)
MOST_PANELS: Final = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the goal in a few words: what it is, when, and where its edition tells it."""

    name: str
    number: str
    when: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Groups:
    """A metric by something: one small drawing for each group, and the table."""

    table: Shown
    panels: tuple[tuple[str, str], ...]  # name, svg


@dataclass(frozen=True, slots=True)
class GoalShown:
    """Everything that is said and drawn of a goal in one language."""

    released: ReleasedGoal
    metric: Metric
    status: ShownStatus
    now: str
    way: str
    path: str
    aim: str
    coverage: str
    facts: tuple[Fact, ...]
    later: str
    table: Shown | None

    @property
    def id(self) -> str:
        """Its id, file name and address."""
        return self.released.goal.id

    @property
    def title(self) -> str:
        """What the partnership calls it."""
        return self.released.goal.title

    @property
    def setbacks(self) -> tuple[Setback, ...]:
        """Those its readers may know, numbered in this order."""
        return tuple(one.setback for one in self.released.setbacks)


@dataclass(frozen=True)
class View:
    """An edition in one language, and where drawings are kept.

    `visible`: whose setbacks are marked on charts.
    """

    edition: Edition
    words: Words
    kept: Kept
    visible: frozenset[Visibility] = PUBLIC_ONLY
    _seen: dict[tuple[str, str], Shown] = field(default_factory=dict)

    def entry(self, table: str) -> TableEntry:
        """What the edition says of a table."""
        return next(one for one in self.edition.release.tables if one.id == table)

    def shown(self, table: str) -> Shown:
        """A table as a page shows it."""
        key = (self.edition.id, table)
        if key not in self._seen:
            entry = self.entry(table)
            self._seen[key] = shown(self.edition.tables[table], entry, self.words)
        return self._seen[key]

    def goal(self, released: ReleasedGoal) -> GoalShown:
        """A goal without drawings."""
        words, metric = self.words, self.edition.release.metric_by_id[released.goal.metric]
        return GoalShown(
            released,
            metric,
            status_of(released.word),
            now_sentence(words, released, metric),
            way_sentence(words, released, metric),
            path_sentence(words, released, metric),
            aim_sentence(words, released, metric),
            coverage_sentence(words, released.coverage) if released.coverage else "",
            tuple(_facts(words, released, metric)),
            _later(self, released),
            self.shown(released.table) if released.table else None,
        )

    def goals(self) -> list[GoalShown]:
        """All of them, in the agenda's order."""
        return [self.goal(released) for released in self.edition.release.goals]

    def chart(self, goal: GoalShown, look: Look = WIDE, *, setbacks: bool = True) -> str:
        """The goal's line, drawn; empty when none of it is published."""
        table = self._table(goal)
        if table is None:
            return ""
        worded = self._worded(look, goal)
        with unchecked():
            marked = goal.setbacks if setbacks else ()
            chart = public_progress_chart(
                table, goal.released.goal, marked, worded, visible=self.visible
            )
        told = self.alternative(goal, setbacks=setbacks)
        return draw(chart, self.words, self.kept, alternative=told)

    def spark(self, goal: GoalShown, look: Look = SPARK) -> str:
        """The line alone, for a place where the words stand beside it."""
        table = self._table(goal)
        if table is None:
            return ""
        key = ("spark", self.edition.id, goal.id, f"{look.width} x {look.height}")
        return self.kept.once(key, lambda: self._line(table, goal, look))

    def _line(self, table: PublicTable, goal: GoalShown, look: Look) -> str:
        with unchecked():
            chart = public_line(table, goal=goal.released.goal, look=self._worded(look, goal))
        return draw(chart, self.words, self.kept)

    def alternative(self, goal: GoalShown, *, setbacks: bool = True) -> str:
        """What the chart shows, for those who do not see it."""
        table, words = self._table(goal), self.words
        look = self._worded(WIDE, goal)
        drawn = drawn_for(table, goal.released.goal, look) if table else []
        known = [one for one in drawn if one.value is not None]
        if not known:
            return " ".join((f"{goal.metric.title}.", goal.now, goal.aim))
        line = words.say(
            "%(metric)s, %(first)s to %(last)s: from %(start)s to %(end)s.",
            metric=goal.metric.title,
            first=known[0].when,
            last=known[-1].when,
            start=known[0].words,
            end=known[-1].words,
        )
        marked = self._marked(goal) if setbacks else ""
        return " ".join(part for part in (line, goal.path, goal.aim, marked) if part)

    def _marked(self, goal: GoalShown) -> str:
        number = sum(one.visibility in self.visible for one in goal.setbacks)
        if not number:
            return ""
        return self.words.say_n(
            "%(number)s setback is marked.", "%(number)s setbacks are marked.", number
        )

    def groups(self, goal: GoalShown) -> list[Groups]:
        """The goal's metric by sector or a breakdown."""
        return [self._groups(table) for table in goal.released.groups if table in self._tables]

    def _groups(self, table: str) -> Groups:
        public, seen = self._tables[table], self.shown(table)
        if len(public.by) != 1 or not 0 < len(seen.columns) <= MOST_PANELS:
            return Groups(seen, ())
        names = {code: self.name_of(table, code) for code in public.groups}
        look = replace(PANEL, words=self.words.in_charts)
        with unchecked():
            panels = public_panels(public, names, look)
        drawn = {name: draw(chart, self.words, self.kept) for name, chart in panels.items()}
        return Groups(seen, tuple((name, drawn[name]) for name in seen.columns if name in drawn))

    def column(self, table: str, code: str) -> Shown | None:
        """One group of a table by one thing; None when nothing is said of it."""
        every = self.words.say(EVERY[self._tables[table].every])
        return only(self.shown(table), self.name_of(table, code), every)

    def name_of(self, table: str, code: str) -> str:
        """What people read for a group of a table by one thing."""
        return group_name(self.entry(table), self._tables[table].by[0], code, self.words)

    @property
    def _tables(self) -> dict[str, PublicTable]:
        return self.edition.tables

    def _table(self, goal: GoalShown) -> PublicTable | None:
        return self._tables.get(goal.released.table) if goal.released.table else None

    def _worded(self, look: Look, goal: GoalShown) -> Look:
        public = goal.released.baseline_is_public
        return replace(look, words=self.words.in_charts, baseline=public)


def _facts(words: Words, released: ReleasedGoal, metric: Metric) -> Iterable[Fact]:
    goal, public = released.goal, released.baseline_is_public
    itself = goal_anchor(goal.id)
    if released.period is not None:
        period = words.period(parse_period(released.period, goal.every))
        number = released.value
        newest = words.number(number, metric) if number is not None else released.coded or ""
        row = row_anchor(released.table, released.period) if released.table else itself
        yield Fact(words.say("Newest figure"), words.coded(newest), period, row)
        if released.needed is not None and public:
            needed = words.number(released.needed, metric)
            yield Fact(words.say("Asked for by then"), needed, period, itself)
    points = [(words.say("Baseline"), goal.baseline)] if public else []
    for name, point in [*points, (words.say("Target"), goal.target)]:
        number_then = words.number(Fraction(point.value), metric)
        yield Fact(name, number_then, words.period(point.period), itself)


def _later(view: View, released: ReleasedGoal) -> str:
    """That newer figures are hidden or held back, if so: nobody is to think they were forgotten."""
    if released.table is None:
        return ""
    rows = list(view.edition.tables[released.table].cells.iter_rows(named=True))
    hidden = [
        view.words.period(parse_period(row[PERIOD], released.goal.every))
        for row in rows
        if row[STATUS] == "suppressed" and row[PERIOD] > (released.period or "")
    ]
    kept = any(row[REVISION_PENDING] for row in rows if row[PERIOD] == released.period)
    told = []
    if kept:
        told.append(
            view.words.say("This is an older figure: what changed would tell a small number.")
        )
    if hidden and released.period:
        periods = ", ".join(hidden)
        told.append(
            view.words.say(
                "Hidden to protect people: the figures for %(periods)s.", periods=periods
            )
        )
    return " ".join(told)

"""The common agenda: who takes part, what they want together, how it is measured."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from shared_metrics.agenda.agreement import Agreement
from shared_metrics.agenda.funders import Funder
from shared_metrics.agenda.judging import USUAL, Judging
from shared_metrics.agenda.publication import AudiencePlan
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.reflection import Question


class Sector(StrEnum):
    """Kind of organization; not an industry."""

    PUBLIC = "public"
    PRIVATE = "private"
    NONPROFIT = "nonprofit"
    UNIVERSITY = "university"
    CIVIL_SOCIETY = "civil_society"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "public": "Public agencies",
            "private": "Employers",
            "nonprofit": "Nonprofits",
            "university": "Universities",
            "civil_society": "Civil society",
        }[self.value]


class Role(StrEnum):
    """What a person may do; a person can have several."""

    MEMBER = "member"  # sees its partner's pages
    STEWARD = "steward"  # uploads for its partner
    ANALYST = "analyst"  # the backbone: accepts, returns, measures
    CHAIR = "chair"  # the backbone: leads the review
    ADMIN = "admin"  # runs the installation


BACKBONE_ROLES = frozenset({Role.ANALYST, Role.CHAIR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class SectorFrom:
    """The sector a partner belongs to from a day on (`None`: from its beginning)."""

    sector: Sector
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """Which contract a partner reports under, first and last period included."""

    contract: str
    first: str | None = None  # canonical period texts of the contract's kind
    last: str | None = None


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """A target a partner itself agreed to."""

    metric: str
    value: Decimal
    by: str
    agreed_on: dt.date


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization of the partnership. `successor`: who carries its work on after `until`."""

    id: str
    name: str
    sectors: tuple[SectorFrom, ...]
    reports: tuple[Reporting, ...] = ()
    since: dt.date | None = None  # YAML `from`
    until: dt.date | None = None
    successor: str | None = None
    synonyms: tuple[str, ...] = ()
    brings: str = ""
    hopes_to_gain: str = ""
    works_on: tuple[str, ...] = ()  # outcome ids
    own_targets: tuple[OwnTarget, ...] = ()

    def sector_on(self, day: dt.date) -> Sector:
        """The sector it belonged to on a day (its first one, before that)."""
        held = [s.sector for s in self.sectors if s.since is None or s.since <= day]
        return held[-1] if held else self.sectors[0].sector


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def is_email(text: str) -> bool:
    """Whether the text has the shape of an email address."""
    return _EMAIL.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work, in one place: for one partner, or (`partner` None) for the backbone.

    Whoever has several places acts for one of them at a time. `link`: no account but an upload
    link; it has no roles, and `email` then names the link.
    """

    email: str
    name: str
    roles: frozenset[Role]
    partner: str | None = None
    link: str | None = None

    @property
    def of_backbone(self) -> bool:
        """Whether any role is one of the backbone's."""
        return bool(self.roles & BACKBONE_ROLES)


@dataclass(frozen=True, slots=True)
class SectorProfile:
    """What a sector brings, hopes to gain and works on, in its own words."""

    sector: Sector
    brings: str
    hopes_to_gain: str
    works_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The condition wanted, in words; it has no number."""

    id: str
    title: str
    statement: str
    domain: str


MetricKind = Literal["count", "ratio", "weighted_mean", "last_value"]
Better = Literal["higher", "lower", "range"]


@dataclass(frozen=True, slots=True)
class Term:
    """A sum over rows: of one column, or of the product of several; only rows that `where` lets in.

    `where`: column -> the groups that count. A breakdown named in `where` is answered from its
    parts, so no total row is counted on top.
    """

    columns: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on the figures do not mean quite the same as before."""

    period: str
    note: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A shared number, defined once. Numerator and denominator are sums of terms.

    `unit` is what the value is counted in (`people`, `%`, `USD per hour`, `minutes`); a `ratio`
    is a fraction 0-1 in code and shown as per cent.
    """

    id: str
    title: str
    outcome: str
    contract: str
    kind: MetricKind
    level: Literal["community", "programme"]
    source: Literal["partners", "published"]
    better: Better
    unit: str
    definition: str
    why_it_matters: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]  # empty for `count` and `last_value`
    authored_by: str
    checked_by: str
    next_review: dt.date
    decimals: int = 0
    breakdowns: tuple[str, ...] = ()  # those people may ask for, from the contract
    breaks: tuple[Break, ...] = ()
    judging: Judging = USUAL
    file: str = ""
    line: int = 0

    @property
    def columns(self) -> frozenset[str]:
        """Every column the metric adds up or multiplies."""
        return frozenset(c for t in (*self.numerator, *self.denominator) for c in t.columns)


GoalKind = Literal["reach", "keep_above", "keep_below", "keep_within", "cumulative", "milestone"]
PathKind = Literal["straight", "seasonal", "milestones"]


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a period."""

    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Population:
    """For whom, and where."""

    who: str
    where: str


@dataclass(frozen=True, slots=True)
class EarlierGoal:
    """A goal as it stood from `agreed_on` until it was changed, and why it was.

    `population` and `groups` None: the same as in the version after it.
    """

    kind: GoalKind
    baseline: Point
    target: Point
    agreed_by: str
    agreed_on: dt.date
    why_changed: str
    path: PathKind = "straight"
    milestones: tuple[Point, ...] = ()
    population: Population | None = None
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the partnership agreed to reach on one metric.

    `every` is the kind of period the goal is judged on (baseline and target are of that kind).
    `path`: from baseline to target straight, by last year's season, or through `milestones`.
    `groups`: the breakdowns looked at, those of the metric unless said. `earlier`: what was agreed
    before, oldest first.
    """

    id: str
    title: str
    outcome: str
    metric: str
    kind: GoalKind
    population: Population
    every: PeriodKind
    baseline: Point
    target: Point
    owner: str
    agreed_by: str
    agreed_on: dt.date
    next_review: dt.date
    path: PathKind = "straight"
    contributing_metrics: tuple[str, ...] = ()
    milestones: tuple[Point, ...] = ()
    groups: tuple[str, ...] | None = None
    earlier: tuple[EarlierGoal, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def versions(self) -> "tuple[Goal, ...]":
        """The goal as it stood at each time, oldest first; the last is what holds now."""
        if not self.earlier:
            return (self,)
        return (*self._before().versions, self)

    def known_on(self, day: dt.date) -> "Goal":
        """What had been agreed by a day; the oldest agreement before any."""
        agreed = [one for one in self.versions if one.agreed_on <= day]
        return agreed[-1] if agreed else self.versions[0]

    def _before(self) -> "Goal":
        """The version before this one."""
        *before, one = self.earlier
        return replace(
            self,
            kind=one.kind,
            baseline=one.baseline,
            target=one.target,
            agreed_by=one.agreed_by,
            agreed_on=one.agreed_on,
            path=one.path,
            milestones=one.milestones,
            population=one.population or self.population,
            groups=self.groups if one.groups is None else one.groups,
            earlier=tuple(before),
        )


@dataclass(frozen=True)
class Partnership:
    """One installation: its partners, people and sectors.

    `backbone` is the id that community figures are loaded under; it is not one of the partners.
    `asks_what_happened`: whether the backbone is asked about a goal's series that clearly broke.
    """

    id: str
    name: str
    place: str
    time_zone: str
    backbone: str
    backbone_name: str
    second_person: Literal["required", "recorded"]
    partners: tuple[Partner, ...]
    people: tuple[Person, ...]
    sector_profiles: tuple[SectorProfile, ...] = ()
    sample: bool = False
    contact: str = ""
    asks_what_happened: bool = False

    @cached_property
    def partner_by_id(self) -> Mapping[str, Partner]:
        """Partners by id."""
        return {partner.id: partner for partner in self.partners}

    @cached_property
    def person_by_email(self) -> Mapping[str, Person]:
        """People by lower-case email."""
        return {person.email.lower(): person for person in self.people}


@dataclass(frozen=True)
class Agenda:
    """The whole common agenda. Without `agreements`, none are needed.

    `publication`: what may leave, by audience; without a plan nothing does. `reflection`: what the
    partnership asks its people about working together; without questions nobody is asked.
    """

    partnership: Partnership
    outcomes: tuple[Outcome, ...]
    goals: tuple[Goal, ...]
    metrics: tuple[Metric, ...]
    agreements: tuple[Agreement, ...] = ()
    publication: tuple[AudiencePlan, ...] = ()
    reflection: tuple[Question, ...] = ()
    funders: tuple[Funder, ...] = ()

    def plan_for(self, audience: str) -> AudiencePlan | None:
        """What an audience may see, None when that is nothing."""
        return next((plan for plan in self.publication if plan.audience == audience), None)

    @cached_property
    def metric_by_id(self) -> Mapping[str, Metric]:
        """Metrics by id."""
        return {metric.id: metric for metric in self.metrics}

    @cached_property
    def goal_by_id(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.goals}

    @cached_property
    def outcome_by_id(self) -> Mapping[str, Outcome]:
        """Outcomes by id."""
        return {outcome.id: outcome for outcome in self.outcomes}

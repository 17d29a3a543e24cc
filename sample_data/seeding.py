"""Seeding a home with the sample partnership, through the acts everybody uses.

Every file is sent and decided on, every release prepared and published, every review held, at its
own historical time. A second run goes on where the first was interrupted: what the ledger has is
left alone.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sample_data.cast import BACKBONE
from sample_data.deeds import Done
from sample_data.files import file_of
from sample_data.months import TODAY
from sample_data.releases import Release, releases
from sample_data.reviews import done
from sample_data.sendings import Decision, Sending
from sample_data.story import story
from shared_metrics.desk import Desk
from shared_metrics.desk.acts import (
    accept,
    amend_release,
    prepare_release,
    publish_release,
    return_,
    submit,
    withdraw,
)
from shared_metrics.desk.home import set_today
from shared_metrics.errors import Conflict
from shared_metrics.reading import Upload
from shared_metrics.submissions import State, Submission

Progress = Callable[[int, int, str], None]
SAMPLE_PARTNERSHIP = "arroyo_valley"
Key = tuple[str, str, dt.datetime]


@dataclass(frozen=True)
class Step:
    """One act: a file sent, or one person's decision on files at one time."""

    when: dt.datetime
    actor: str
    sendings: tuple[Sending, ...]
    decision: Decision | None = None


@dataclass(frozen=True)
class ReleaseStep:
    """One act: a release prepared, or published."""

    when: dt.datetime
    release: Release
    act: Literal["prepare", "publish"]


@dataclass
class Kept:
    """What the ledger has, by who sent it under which contract and when."""

    by_key: dict[Key, list[Submission]] = field(default_factory=lambda: defaultdict(list))

    def add(self, submissions: Sequence[Submission]) -> None:
        """Remembers submissions; a later state takes the place of an earlier one."""
        for submission in submissions:
            key = (submission.contract, submission.partner, submission.submitted_at)
            others = [s for s in self.by_key[key] if s.id != submission.id]
            self.by_key[key] = [*others, submission]

    def of(self, sending: Sending) -> list[Submission]:
        """The submissions one sending became."""
        return self.by_key.get((sending.contract, sending.partner, sending.sent_at), [])


def seed(desk: Desk, progress: Progress) -> None:
    """Brings a sample home to its last day, 15 July 2026, and makes it remember that day.

    `progress` is told how many of all steps are done and, in words, which month is being worked
    on. Raises Conflict `not_the_sample` for a home of another partnership, `sample_does_not_fit`
    when changed definitions judge the sample's files in another way.
    """
    _check_sample(desk)
    set_today(desk.settings, TODAY)
    kept = Kept()
    kept.add(desk.ledger.submissions())
    steps = sorted(_steps(), key=lambda step: step.when)
    for taken, step in enumerate(steps):
        progress(taken, len(steps), step.when.strftime("%B %Y"))
        if isinstance(step, ReleaseStep):
            _release(desk, step)
        elif isinstance(step, Done):
            step.do(desk)
        else:
            kept.add(_take(desk, step, kept))
    progress(len(steps), len(steps), "done")


def _check_sample(desk: Desk) -> None:
    if desk.partnership.id != SAMPLE_PARTNERSHIP or not desk.sample:
        raise Conflict(
            "not_the_sample",
            f"This home belongs to “{desk.partnership.name}”: sample data never goes into it.",
            "Name an empty folder with `--home`.",
        )


def _steps() -> Iterator[Step | ReleaseStep | Done]:
    yield from _steps_of_files()
    yield from done()
    for release in releases():
        yield ReleaseStep(release.prepared_at, release, "prepare")
        yield ReleaseStep(release.published_at, release, "publish")


def _steps_of_files() -> Iterator[Step]:
    decided: dict[tuple[dt.datetime, str, Decision], list[Sending]] = defaultdict(list)
    for sending in story():
        yield Step(sending.sent_at, sending.sent_by, (sending,))
        if sending.decision and sending.decided_at and sending.decided_by:
            decided[sending.decided_at, sending.decided_by, sending.decision].append(sending)
    for (when, actor, decision), sendings in decided.items():
        yield Step(when, actor, tuple(sendings), decision)


def _take(desk: Desk, step: Step, kept: Kept) -> list[Submission]:
    """Does a step, or nothing when the ledger shows that it was done."""
    if step.decision is None:
        sending = step.sendings[0]
        return [] if kept.of(sending) else _send(desk, sending)
    waiting = [s for sending in step.sendings for s in kept.of(sending) if s.state is State.PASSED]
    return _decide(desk, step, waiting) if waiting else []


def _release(desk: Desk, step: ReleaseStep) -> None:
    """Does a step of a release, or nothing when the ledger shows that it was done."""
    one = step.release
    states = {row.state for row in desk.ledger.releases() if row.id == one.id}
    if states & {"published", "amended"}:
        return
    if step.act == "publish":
        publish_release(desk, one.id, actor=desk.person(one.published_by), now=step.when)
    elif "prepared" not in states:
        _prepare(desk, one)


def _prepare(desk: Desk, one: Release) -> None:
    actor, now = desk.person(one.prepared_by), one.prepared_at
    if one.amends:
        amend_release(desk, one.amends, reason=one.words or "", actor=actor, now=now)
    else:
        prepare_release(desk, data_to=one.data_to, actor=actor, now=now, note=one.words)


def _send(desk: Desk, sending: Sending) -> list[Submission]:
    upload = None if sending.rows is None else Upload(*file_of(sending))
    submissions = submit(
        desk,
        upload,
        sending.contract,
        partner_id=desk.partnership.backbone if sending.partner == BACKBONE else sending.partner,
        actor=desk.person(sending.sent_by),
        now=sending.sent_at,
        period=sending.periods[0] if upload is None else None,
        on_behalf=sending.on_behalf,
        reasons=sending.reasons,
        nothing_to_report=upload is None,
        mode="replace" if sending.replaces else None,
        note=sending.note,
    )
    _check_as_told(sending, submissions)
    return submissions


def _check_as_told(sending: Sending, submissions: Sequence[Submission]) -> None:
    """A sample whose files no longer fit the definitions would tell an untrue story."""
    failed = [s for s in submissions if s.state is State.FAILED]
    if bool(failed) == (sending.fault is not None):
        return
    found = failed[0].findings[0].message if failed else "Nothing was found to fix."
    raise Conflict(
        "sample_does_not_fit",
        f"The sample's file of {sending.partner} for {sending.contract} {sending.periods[0]} "
        f"was not judged as it should be. {found}",
        "The reporting guides were changed after the sample was made: use the shipped ones.",
    )


def _decide(desk: Desk, step: Step, waiting: list[Submission]) -> list[Submission]:
    actor = desk.person(step.actor)
    if step.decision == "accept":
        return accept(desk, [s.id for s in waiting], actor=actor, now=step.when)
    if step.decision == "withdraw":
        return [withdraw(desk, s.id, actor=actor, now=step.when) for s in waiting]
    words = step.sendings[0].words or ""
    return [return_(desk, s.id, reason=words, actor=actor, now=step.when) for s in waiting]

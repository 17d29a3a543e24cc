"""Starting a partnership of one's own: definitions, a home and a first file in a new folder."""

import datetime as dt
import shlex
import shutil
import zoneinfo
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from shared_metrics.agenda.model import is_email
from shared_metrics.definitions import load_definitions
from shared_metrics.desk.opening import Desk, open_desk
from shared_metrics.drafting import DEFAULT_PARTNERS, Answers, partner_ids, partnership_text
from shared_metrics.drafting.contract_text import quoted
from shared_metrics.drafting.naming import an_id
from shared_metrics.drafting.partnership import SETBACKS, OutcomeText
from shared_metrics.drafting.publication import publication_text
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.reading import Caps, Upload
from shared_metrics.settings import Settings
from shared_metrics.submissions import Submission

if TYPE_CHECKING:
    from shared_metrics.drafting.draft import Asked, Drafted

HOME = "var"
DEFINITIONS = "data_contracts"
FIRST_FILE = "first_file"
REFLECTION = f"{DEFINITIONS}/agenda/reflection.yaml"  # switched off: all of it is comments
EXAMPLE_CONTRACT = "monthly_report"
EXAMPLE_METRICS = ("people_served", "finish_rate", "average_hours")
EXAMPLE_OUTCOME = OutcomeText(
    id="people_move_forward",
    title="People move forward",
    statement="People who come to us for help get to where they want to be.",
    domain="services",
)
EXAMPLE_ROWS = """\
Month,Program,People served,People finished,Average hours
{period},tutoring,40,9,6.5
{period},job_coaching,25,6,4.0
"""
FIRST_TRY = "first try"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing guessed about the first file, for a person to check."""

    about: str
    guess: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made. `period`: what must be said when the first file is sent, if it does not.

    `to_explain`: rules of the first file that ask for a reason. `metric`: one to look at first.
    """

    directory: Path
    definitions: Path
    home: Path
    first_file: Path
    contract: str
    partner: str
    email: str
    metric: str
    metrics: tuple[str, ...]
    period: str | None = None
    sheet: str | None = None
    to_explain: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def next_steps(self) -> tuple[str, ...]:
        """Commands to paste, in order. The new folder is where home and definitions are found."""
        home = self.home.absolute()
        at_home = home == (self.directory / HOME).absolute()
        here = "" if at_home else f" --home {shlex.quote(str(home))}"
        whose = f"--contract {self.contract} --partner {self.partner}"
        file, who = self.first_file.name, f"--as {shlex.quote(self.email)}"
        said = f" --period {self.period}" if self.period else ""
        said += f" --sheet {shlex.quote(self.sheet)}" if self.sheet else ""
        reasons = "".join(f" --reason '{rule}={FIRST_TRY}'" for rule in self.to_explain)
        return (
            f"cd {shlex.quote(str(self.directory))}",
            f"shared-metrics contracts lint{here}",
            f"shared-metrics check {file} {whose}{said}{here}",
            f"shared-metrics submit {file} {whose} {who} --on-behalf{said}{reasons}{here}",
            f"shared-metrics accept SUBMISSION {who} --reason '{FIRST_TRY}'{here}",
            f"shared-metrics measure {self.metric} --by period{here}",
        )

    def as_dict(self) -> dict[str, object]:
        """The shape `init --json` prints."""
        check = [f"{question.about}: {question.guess}" for question in self.questions]
        return {
            "directory": str(self.directory),
            "definitions": str(self.definitions),
            "home": str(self.home),
            "first_file": str(self.first_file),
            "contract": self.contract,
            "partner": self.partner,
            "metrics": list(self.metrics),
            "check_this": check,
            "next_steps": list(self.next_steps),
        }


@dataclass(frozen=True, slots=True)
class _Plan:
    """What will be written, before anything is: below the new folder, path -> bytes."""

    files: Mapping[str, bytes]
    begun: Begun


def check_can_begin(directory: Path, answers: Answers) -> None:
    """Raises Conflict when the folder holds something, CallersMistake for answers that cannot be.

    Also a folder within a home is refused: what belongs to two partnerships never mixes.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise Conflict(
            "not_empty", f"“{directory}” holds something already.", "Name a new or empty folder."
        )
    around = directory.absolute().parents
    if any((folder / "ledger.db").exists() for folder in around):
        raise Conflict(
            "inside_a_home",
            f"“{directory}” is inside the home of another partnership.",
            "Name a folder somewhere else.",
        )
    if answers.time_zone not in zoneinfo.available_timezones():
        raise CallersMistake(
            "unknown_time_zone",
            f"“{answers.time_zone}” is not a time zone this machine knows.",
            "Write a name such as America/Los_Angeles or Europe/Berlin.",
        )
    _check_said(answers)


def check_apart(directory: Path, home: Path) -> None:
    """Raises Conflict when a new folder would lie in another home, or around it."""
    new, other = directory.absolute().resolve(), home.absolute().resolve()
    if not directory.is_absolute():
        raise CallersMistake(
            "not_whole",
            f"“{directory}” is not a whole path.",
            f"Write it as {directory.absolute()}.",
        )
    if new.is_relative_to(other) or other.is_relative_to(new):
        raise Conflict(
            "inside_a_home",
            f"“{directory}” and the home of this partnership lie in each other.",
            "Name a folder somewhere else; the two never mix.",
        )


def _check_said(answers: Answers) -> None:
    texts = {"name": answers.name, "place": answers.place, "backbone": answers.backbone}
    for what, text in (texts | {"person": answers.person}).items():
        if not text.strip():
            raise CallersMistake("nothing_said", f"The {what} is empty.", f"Say the {what}.")
    if not is_email(answers.email):
        raise CallersMistake(
            "not_an_email",
            f"“{answers.email}” is not an email address.",
            "Write one such as you@example.org.",
        )
    if not answers.partners:
        raise CallersMistake("no_partner", "No partner is named.", "Name one partner or more.")
    partner_ids(answers)


def begin(
    directory: Path,
    answers: Answers,
    settings: Settings,
    *,
    first: Upload | None = None,
    asked: "Asked | None" = None,
    home: Path | None = None,
) -> Begun:
    """Make a new partnership in a new folder and open its home once, so that it remembers it.

    With `first`, everything is drafted from that file and accepts it; without, an example contract
    with an example file is laid out. All or nothing: what fails leaves no folder behind.

    Raises Conflict and CallersMistake (see `check_can_begin` and `drafting.draft`), and
    InstallationProblem for a disk that does not allow it.
    """
    check_can_begin(directory, answers)
    home = home or directory / HOME
    today = _today(settings, answers)
    if first is None:
        plan = _example(directory, home, answers, today)
    else:
        asked = _with_caps(asked, settings)
        plan = _drafted(directory, home, answers, today, first=first, asked=asked)
    was_there = directory.exists()
    try:
        _write(directory, plan.files)
        load_definitions(plan.begun.definitions)
        open_begun(plan.begun, settings).ledger.engine.dispose()
    except BaseException:
        _take_back(directory, was_there=was_there)
        raise
    return plan.begun


def preview(
    answers: Answers, settings: Settings, first: Upload, asked: "Asked"
) -> tuple[Question, ...]:
    """Every guess about a first file, without making anything. Raises as `begin` does."""
    named = replace(answers, partners=answers.partners or DEFAULT_PARTNERS)
    today = _today(settings, answers)
    return tuple(questions_about(_draft(named, first, today, _with_caps(asked, settings))))


def _today(settings: Settings, answers: Answers) -> dt.date:
    return settings.today or dt.datetime.now(zoneinfo.ZoneInfo(answers.time_zone)).date()


def _with_caps(asked: "Asked | None", settings: Settings) -> "Asked":
    from shared_metrics.drafting.draft import Asked

    caps = Caps(max_bytes=settings.max_upload_bytes, max_rows=settings.max_rows)
    return replace(asked or Asked(), caps=caps)


def _draft(answers: Answers, first: Upload, today: dt.date, asked: "Asked") -> "Drafted":
    from shared_metrics.drafting.draft import draft_partnership

    partnership = _partnership_id(answers)
    return draft_partnership(answers, first, partnership=partnership, today=today, asked=asked)


def open_begun(begun: Begun, settings: Settings) -> Desk:
    """The desk of what was made."""
    places = {"home": begun.home, "definitions": begun.definitions.resolve()}
    return open_desk(settings.model_copy(update=places))


def send_first(begun: Begun, desk: Desk, *, reason: str) -> list[Submission]:
    """Send the first file on its partner's behalf and accept it: two acts, both on record.

    `reason`: why one person does both, and why anything to check is right as it is. Raises
    NotAllowed where a second person is required, and what `submit` and `accept` raise.
    """
    from shared_metrics.desk import acts

    actor = desk.person(begun.email)
    sent = acts.submit(
        desk,
        Upload(begun.first_file.name, begun.first_file.read_bytes()),
        begun.contract,
        partner_id=begun.partner,
        actor=actor,
        now=desk.now(),
        period=begun.period,
        on_behalf=True,
        reasons=dict.fromkeys(begun.to_explain, reason),
        reading=acts.Reading(sheet=begun.sheet),
    )
    ids = [submission.id for submission in sent]
    return acts.accept(desk, ids, actor=actor, now=desk.now(), reason=reason)


def _write(directory: Path, contents: Mapping[str, bytes]) -> None:
    for place, content in contents.items():
        path = directory / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)


def _take_back(directory: Path, *, was_there: bool) -> None:
    """The folder as it was: not there, or empty."""
    shutil.rmtree(directory, ignore_errors=True)
    if was_there:
        directory.mkdir(exist_ok=True)


# --- from a first file --------------------------------------------------------------------


def _drafted(
    directory: Path,
    home: Path,
    answers: Answers,
    today: dt.date,
    *,
    first: Upload,
    asked: "Asked",
) -> _Plan:
    drafted = _draft(answers, first, today, asked)
    is_workbook = first.content.startswith(b"PK")
    first_file = directory / f"{FIRST_FILE}{'.xlsx' if is_workbook else '.csv'}"
    begun = Begun(
        directory=directory,
        definitions=directory / DEFINITIONS,
        home=home,
        first_file=first_file,
        contract=drafted.contract.contract.id,
        partner=drafted.partner,
        email=answers.email,
        metric=drafted.metrics[0].id,
        metrics=tuple(metric.id for metric in drafted.metrics),
        period=drafted.period,
        sheet=asked.sheet,
        to_explain=drafted.to_explain,
        questions=tuple(questions_about(drafted)),
    )
    texts = {f"{DEFINITIONS}/{path}": text.encode() for path, text in drafted.files.items()}
    texts[REFLECTION] = dict(_templates({}))[REFLECTION].encode()
    return _Plan(texts | {first_file.name: first.content}, begun)


def questions_about(drafted: "Drafted") -> Iterator[Question]:
    """Every guess of a draft, in the order of the columns, then the metrics and the goal."""
    for column in drafted.contract.table.columns:
        for guess in column.guesses:
            yield Question(column.header, guess)
    for metric in drafted.metrics:
        yield Question(metric.title, f"A metric: {metric.said}")
    yield Question("The goal", "A placeholder that nobody agreed to: a tenth more than now.")


def _partnership_id(answers: Answers) -> str:
    return an_id(answers.name, (), "partnership")


# --- the example --------------------------------------------------------------------------


def _example(directory: Path, home: Path, answers: Answers, today: dt.date) -> _Plan:
    period = Period.of(today, PeriodKind.MONTH) + -1
    partnership = partnership_text(
        answers,
        partnership=_partnership_id(answers),
        contract=EXAMPLE_CONTRACT,
        outcome=EXAMPLE_OUTCOME,
    )
    texts = dict(_templates(_blanks(answers, today, period)))
    texts[f"{DEFINITIONS}/agenda/partnership.yaml"] = partnership
    texts[f"{DEFINITIONS}/agenda/setbacks.yaml"] = SETBACKS
    plan = publication_text(EXAMPLE_METRICS, PeriodKind.MONTH)
    texts[f"{DEFINITIONS}/agenda/publication.yaml"] = plan
    texts[f"{FIRST_FILE}.csv"] = EXAMPLE_ROWS.format(period=period)
    begun = Begun(
        directory=directory,
        definitions=directory / DEFINITIONS,
        home=home,
        first_file=directory / f"{FIRST_FILE}.csv",
        contract=EXAMPLE_CONTRACT,
        partner=next(iter(partner_ids(answers).values())),
        email=answers.email,
        metric="finish_rate",
        metrics=EXAMPLE_METRICS,
    )
    return _Plan({place: text.encode() for place, text in texts.items()}, begun)


def _blanks(answers: Answers, today: dt.date, period: Period) -> Mapping[str, str]:
    """What stands in for each `__WORD__` of the templates."""
    return {
        "PLACE": quoted(answers.place),
        "TIME_ZONE": quoted(answers.time_zone),
        "BACKBONE": quoted(answers.backbone),
        "PERSON": quoted(answers.person),
        "TODAY": str(today),
        "NEXT_REVIEW": str(period.last_day.replace(day=1) + dt.timedelta(days=365)),
        "BASELINE": period.text,
        "TARGET": (period + 24).text,
    }


def _templates(blanks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for place, template in _walk(files("shared_metrics.desk") / "starting_templates", Path()):
        text = template.read_text(encoding="utf-8")
        for word, filling in blanks.items():
            text = text.replace(f"__{word}__", filling)
        yield place.as_posix(), text


def _walk(folder: Traversable, below: Path) -> Iterator[tuple[Path, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        place = below / entry.name
        if entry.is_dir():
            yield from _walk(entry, place)
        else:
            yield place, entry

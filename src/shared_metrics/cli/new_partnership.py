"""A new partnership from the templates: definitions that lint clean, a home, a first file."""

import datetime as dt
import json
import shlex
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from shared_metrics.definitions import load_definitions
from shared_metrics.desk import open_desk
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.settings import load_settings

CONTRACT = "monthly_report"
HOME = "var"
FIRST_FILE = "first_file.csv"
FIRST_ROWS = """\
Month,Program,People served,People finished,Average hours
{period},tutoring,40,9,6.5
{period},job_coaching,25,6,4.0
"""


@dataclass(frozen=True, slots=True)
class NewPartnership:
    """What was made, and the commands that lead to a first accepted file."""

    directory: Path
    definitions: Path
    home: Path
    first_file: Path
    period: Period
    email: str

    @property
    def next_steps(self) -> tuple[str, ...]:
        """Commands to paste, in order. The new folder is where home and definitions are found."""
        home = self.home.absolute()
        at_home = home == (self.directory / HOME).absolute()
        here = "" if at_home else f" --home {shlex.quote(str(home))}"
        whose, who = f"--contract {CONTRACT} --partner first_partner", f"--as {self.email}"
        return (
            f"cd {shlex.quote(str(self.directory))}",
            f"shared-metrics contracts lint{here}",
            f"shared-metrics check {FIRST_FILE} {whose}{here}",
            f"shared-metrics submit {FIRST_FILE} {whose} {who} --on-behalf{here}",
            f"shared-metrics accept SUBMISSION {who} --reason 'first try'{here}",
            f"shared-metrics measure finish_rate --by period{here}",
        )

    def as_dict(self) -> dict[str, object]:
        """The shape `init --json` prints."""
        places = {
            "directory": self.directory,
            "definitions": self.definitions,
            "home": self.home,
            "first_file": self.first_file,
        }
        return {k: str(v) for k, v in places.items()} | {"next_steps": list(self.next_steps)}


def make_partnership(
    directory: Path, answers: Mapping[str, str], *, home: Path | None = None
) -> NewPartnership:
    """Write everything into a new folder and open its home once, so that it remembers the folder.

    `answers`: name, place, time_zone, backbone, person, email. Raises Conflict when the folder
    holds something already, CallersMistake when the time zone is not known.
    """
    _check(directory, answers["time_zone"])
    today = dt.datetime.now(zoneinfo.ZoneInfo(answers["time_zone"])).date()
    period = Period.of(today, PeriodKind.MONTH) + -1
    definitions = directory / "data_contracts"
    _write_templates(directory, _blanks(answers, today, period))
    first_file = directory / FIRST_FILE
    first_file.write_text(FIRST_ROWS.format(period=period), encoding="utf-8")
    place = home or directory / HOME
    load_definitions(definitions)
    open_desk(load_settings(home=place, definitions=definitions.resolve()))
    return NewPartnership(directory, definitions, place, first_file, period, answers["email"])


def _check(directory: Path, time_zone: str) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise Conflict(
            "not_empty", f"“{directory}” holds something already.", "Name a new or empty folder."
        )
    if time_zone not in zoneinfo.available_timezones():
        raise CallersMistake(
            "unknown_time_zone",
            f"“{time_zone}” is not a time zone this machine knows.",
            "Write a name such as America/Los_Angeles or Europe/Berlin.",
        )


def _blanks(answers: Mapping[str, str], today: dt.date, period: Period) -> Mapping[str, str]:
    """What stands in for each `__WORD__` of the templates. Texts are quoted as JSON, so as YAML."""
    quoted = {name.upper(): json.dumps(text, ensure_ascii=False) for name, text in answers.items()}
    return quoted | {
        "ID": _as_id(answers["name"]),
        "TODAY": str(today),
        "NEXT_REVIEW": str(period.last_day.replace(day=1) + dt.timedelta(days=365)),
        "BASELINE": period.text,
        "TARGET": (period + 24).text,
    }


def _as_id(name: str) -> str:
    letters = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in name.lower())
    words = "_".join(letters.split())
    return words if words[:1].isalpha() else f"partnership_{words}".rstrip("_")


def _write_templates(directory: Path, blanks: Mapping[str, str]) -> None:
    templates = files("shared_metrics.cli") / "init_templates"
    for place, template in _walk(templates, Path()):
        text = template.read_text(encoding="utf-8")
        for word, filling in blanks.items():
            text = text.replace(f"__{word}__", filling)
        target = directory / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _walk(folder: Traversable, below: Path) -> list[tuple[Path, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        place = below / entry.name
        found += _walk(entry, place) if entry.is_dir() else [(place, entry)]
    return found

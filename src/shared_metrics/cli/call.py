"""What every command takes: `--home`, `--definitions`, `--json`, `--debug`."""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from shared_metrics.desk import Desk
    from shared_metrics.desk.home import Home
    from shared_metrics.settings import Settings

FOLDER = click.Path(file_okay=False, path_type=Path)
_OPTIONS = (
    click.option(
        "--home", type=FOLDER, help="The folder of the ledger and the files. [default: var]"
    ),
    click.option(
        "--definitions", type=FOLDER, help="The folder of contracts, metrics and partners."
    ),
    click.option("--json", "as_json", is_flag=True, help="Print JSON, errors too."),
    click.option("--debug", is_flag=True, hidden=True, help="Show where a bug happened."),
)

known_on_option = click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="As it was known at the end of this day.",
)


@dataclass(frozen=True, slots=True)
class Call:
    """One use of the command line: where its home and definitions are, and how it prints."""

    home: Path | None = None
    definitions: Path | None = None
    as_json: bool = False
    debug: bool = False

    def settings(self) -> "Settings":
        """The settings of this call: what was said here, then the environment."""
        from shared_metrics.settings import load_settings

        return load_settings(home=self.home, definitions=self.definitions)

    def open_desk(self, known_on: dt.datetime | None = None) -> "Desk":
        """The desk of this call's home, made on first use; perhaps as all was known on a day."""
        from shared_metrics.desk import open_desk

        desk = open_desk(self.settings())
        return desk if known_on is None else desk.known_at(known_on.date())

    def look_home(self) -> "Home":
        """What the home says, without making one: where the definitions are, the fixed day."""
        from shared_metrics.desk.home import open_home

        return open_home(self.settings())

    def today(self, time_zone: str) -> dt.date:
        """The fixed day of the environment or the home, else the clock's day in the zone."""
        fixed = self.settings().today or self.look_home().today
        return fixed or dt.datetime.now(ZoneInfo(time_zone)).date()


def shared_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options every command takes; it gets a `Call` as its first argument."""

    @functools.wraps(function)
    @click.pass_context
    def with_call(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's own
        said_early = context.find_root().obj or {}
        said_here = {name: options.pop(name) for name in Call.__dataclass_fields__}
        said: dict[str, Any] = {k: v or said_early.get(k) for k, v in said_here.items()}
        function(Call(**said), **options)

    return _with_options(with_call)


def early_options(function: Callable[..., None]) -> Callable[..., None]:
    """The same options before the name of the command."""

    @functools.wraps(function)
    @click.pass_context
    def remember(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's own
        context.obj = options
        function()

    return _with_options(remember)


def _with_options(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function

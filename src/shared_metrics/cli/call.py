"""What every command takes: `--home`, `--definitions`, `--json`, `--debug`."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from shared_metrics.definitions import Definitions
    from shared_metrics.desk import Desk
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

    def open_desk(self) -> "Desk":
        """The desk of this call's home, made on first use."""
        from shared_metrics.desk import open_desk

        return open_desk(self.settings())

    def load_definitions(self) -> "Definitions":
        """The definitions this call works with. Raises DefinitionsBroken."""
        from shared_metrics.definitions import load_definitions

        return load_definitions(self.settings().definitions)


def shared_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options every command takes; it gets a `Call` as its first argument."""

    @functools.wraps(function)
    @click.pass_context
    def with_call(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's own
        said_early = context.find_root().obj or {}
        said_here = {name: options.pop(name) for name in Call.__dataclass_fields__}
        function(Call(**{k: v or said_early.get(k) for k, v in said_here.items()}), **options)

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

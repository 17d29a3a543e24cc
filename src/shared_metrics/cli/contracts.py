"""`contracts lint`: what is wrong in the definitions, with file and line."""

from pathlib import Path

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import CallersMistake, DefinitionsBroken


@click.group()
def contracts() -> None:
    """Look after contracts and the other definitions."""


@contracts.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@shared_options
def lint(call: Call, path: Path | None) -> None:
    """List every problem in a definitions folder, or in one file of it.

    Exits with 12 when there is any. With --json: [{"file", "line", "rule", "message"}].
    """
    place = path or call.look_home().definitions
    if not place.exists():
        raise CallersMistake(
            "no_such_path",
            f"There is no file or folder “{place}”.",
            "Name a definitions folder or one of its YAML files.",
        )
    from shared_metrics.definitions import lint as lint_definitions

    problems = lint_definitions(place)
    if call.as_json:
        output.put_json([problem.as_dict() for problem in problems])
    else:
        for problem in problems:
            output.put(str(problem))
        found = output.counted(len(problems), "problem")
        output.say(f"{found} in {place}." if problems else f"No problems in {place}.")
    if problems:
        raise click.exceptions.Exit(DefinitionsBroken.exit_code)

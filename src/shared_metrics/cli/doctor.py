"""`doctor`: whether this installation is well, and what to do where it is not. Also `sweep`."""

from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import InstallationProblem

if TYPE_CHECKING:
    from shared_metrics.desk.doctor import Examined

_WORDS = {"fine": "fine", "look": "look", "broken": "BROKEN"}


@click.command()
@shared_options
def doctor(call: Call) -> None:
    """Look at everything this installation needs: settings, disk, ledger, files, clock, libraries.

    Changes nothing. Each line is `fine`, `look` (works, but see to it) or `BROKEN`, and says what
    to do. Exits with 14 when something is broken; a `look` does not stop a script. With --json:
    {"broken", "examined": [{"check", "level", "message", "todo"}]}.
    """
    import datetime as dt

    from shared_metrics.desk.doctor import examine, is_broken

    told: list[Examined] = []
    for one in examine(call.settings(), now=dt.datetime.now(dt.UTC)):
        told.append(one)
        if not call.as_json:
            output.put(_line(one))
    if call.as_json:
        examined = [one.as_dict() for one in told]
        output.put_json({"broken": is_broken(told), "examined": examined})
    else:
        output.say(_in_short(told))
    if is_broken(told):
        raise click.exceptions.Exit(InstallationProblem.exit_code)


@click.command()
@click.option("--as", "email", required=True, metavar="EMAIL", help="Who runs the installation.")
@shared_options
def sweep(call: Call, email: str) -> None:
    """Remove what lies in the home for nobody.

    Files in the vault that belong to nothing sent and are older than a day, and what a publishing
    that was stopped left among the releases.
    """
    from shared_metrics.desk.verification import sweep as sweep_vault

    desk = call.open_desk()
    removed = sweep_vault(desk, actor=desk.person(email), now=desk.now())
    if call.as_json:
        output.put_json({"removed": removed})
    else:
        output.say(f"Removed {output.counted(len(removed), 'file')}.")


def _line(one: "Examined") -> str:
    words = f"{_WORDS[one.level]:<7} {one.check}: {one.message}"
    return f"{words}\n        {one.todo}" if one.todo else words


def _in_short(told: "list[Examined]") -> str:
    levels = [one.level.value for one in told]
    broken, look = levels.count("broken"), levels.count("look")
    if broken or look:
        return f"{broken} broken, {look} to look at, {levels.count('fine')} fine."
    return "All is well."

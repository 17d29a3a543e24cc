"""`backup` and `restore`: keeping what a partnership has."""

from pathlib import Path

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import Conflict

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", metavar="FILE", type=_FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option(
    "--even-if-damaged",
    is_flag=True,
    help="Make a backup although the vault lacks something; say what.",
)
@shared_options
def backup(call: Call, *, file: Path, force: bool, even_if_damaged: bool) -> None:
    """Write everything the home has into one archive, FILE; the app may be running.

    Ledger, original files, figures, definitions and settings at one moment, with the SHA-256 of
    each. It is read back before it gets its name. FILE holds everybody's data: keep it where only
    you can read it, and not on the same disk. Secrets of the environment are not in it.
    """
    import datetime as dt

    from shared_metrics.desk.keeping import back_up

    made = back_up(
        call.settings(),
        file,
        now=dt.datetime.now(dt.UTC),
        force=force,
        even_if_damaged=even_if_damaged,
    )
    if call.as_json:
        output.put_json(made.as_dict())
        return
    files = output.counted(len(made.manifest.files), "file")
    acts = output.counted(made.manifest.acts, "act")
    output.say(f"{made.file}: {files}, {acts}, {made.bytes:,} bytes; read back and whole.")
    _say_missing(made.manifest.missing)


@click.command()
@click.argument("file", metavar="FILE", type=_FILE)
@shared_options
def restore(call: Call, file: Path) -> None:
    """Make a new home from FILE, which `backup` wrote; name the home with --home.

    The home must be new or empty. Everything in FILE is checked before anything is written, and
    the home appears whole or not at all. Where SHARED_METRICS_DATABASE_URL names an empty
    PostgreSQL database, the ledger goes there. Exits with 13 when the trail of what was restored
    does not hold; it is restored all the same.
    """
    from shared_metrics.desk.keeping import restore as restore_home

    made = restore_home(call.settings(), file)
    if call.as_json:
        output.put_json(made.as_dict())
    else:
        for problem in made.problems:
            output.put(problem.message)
        made_at = f"{made.manifest.made_at:%Y-%m-%d %H:%M} UTC"
        acts = output.counted(made.manifest.acts, "act")
        output.say(f"{made.home}: {made.manifest.partnership} as on {made_at}, {acts}.")
        output.say("The trail does not hold." if made.problems else "The trail holds.")
        _say_missing(made.manifest.missing)
    if made.problems:
        raise click.exceptions.Exit(Conflict.exit_code)


def _say_missing(missing: tuple[str, ...]) -> None:
    if missing:
        lacking = output.counted(len(missing), "file")
        output.say(f"Not whole when the backup was made: {lacking}, such as {missing[0]}.")

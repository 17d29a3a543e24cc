"""`check`: what is right and wrong in files, without sending them."""

from pathlib import Path
from typing import Any

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.cli.columns import column_option
from shared_metrics.errors import EXIT_FIX

_PATH = click.Path(path_type=Path)
_MEGABYTES = click.FloatRange(min=0, min_open=True)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE...")
@click.option("--contract", required=True, metavar="ID", help="What the files report.")
@click.option("--partner", metavar="ID", help="Whose files they are.")
@click.option("--period", metavar="P", help="The period they must be about, such as 2026-03.")
@click.option("--sheet", metavar="NAME", help="The sheet of an Excel file, if not the first.")
@column_option
@click.option(
    "--table",
    type=_PATH,
    metavar="OUT.csv",
    help="Write the table as it was understood, typed and sorted (one FILE only).",
)
@click.option("--max-mb", type=_MEGABYTES, metavar="N", help="Read files up to this size.")
@click.option(
    "--max-rows", type=click.IntRange(min=1), metavar="N", help="Read files up to so many rows."
)
@shared_options
def check(call: Call, *, files: tuple[Path, ...], table: Path | None, **asked: Any) -> None:  # noqa: ANN401 - the fields of `Asked`
    """Check files against a contract: everything wrong at once, with cells and what to do.

    Nothing is sent and nothing is kept. Exits with 1 when anything must be fixed. With --json:
    {"file", "verdict", "rows", "findings", "assumptions"}; a list for several files.
    """
    if table and len(files) > 1:
        raise click.UsageError("--table takes the table of one FILE; name one file only.")
    from shared_metrics.cli.files import must_be_a_file

    for path in files:
        must_be_a_file(path)
    from shared_metrics.cli.checking import Asked, checker_for, write_table

    checker = checker_for(call, Asked(**asked))
    shapes, passes = [], True
    for number, path in enumerate(files):
        checked = checker.check(path)
        passes &= checked.passes
        if call.as_json:
            shapes.append(checked.as_dict())
        else:
            output.put(("\n" if number else "") + checked.as_text())
        if table and checked.table.readable:
            write_table(table, checked, checker.contract)
    if call.as_json:
        output.put_json(shapes[0] if len(shapes) == 1 else shapes)
    if not passes:
        raise click.exceptions.Exit(EXIT_FIX)

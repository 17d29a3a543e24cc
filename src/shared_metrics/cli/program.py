"""The program: its commands, and how every way it can end becomes one line and an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from shared_metrics import __version__
from shared_metrics.cli import (
    agreements,
    audit,
    check,
    contracts,
    decide,
    demo,
    doctor,
    funder,
    goal,
    init,
    keep,
    learning,
    lineage,
    link,
    measure,
    output,
    partner,
    people,
    reflection,
    release,
    restatements,
    review,
    serve,
    site,
    status,
    submissions,
    submit,
)
from shared_metrics.cli.call import early_options
from shared_metrics.errors import (
    EXIT_OK,
    EXIT_USAGE,
    InstallationProblem,
    SharedMetricsError,
)

EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="shared-metrics")
@early_options
def program() -> None:
    """Check, submit, accept and measure the figures partners share.

    Data goes to stdout, words to stderr. Exit codes: 0 fine; 1 a file has something to fix; 2 the
    command was not understood; 10 an id or argument that cannot be; 11 not allowed; 12 a
    definitions file is wrong; 13 it does not fit the state of things; 14 disk or database; 20 a bug
    of ours.
    """


for command in (
    demo.demo,
    init.init,
    serve.serve,
    contracts.contracts,
    check.check,
    submit.submit,
    submissions.submissions,
    decide.accept,
    decide.return_,
    decide.withdraw,
    agreements.agreements,
    agreements.withdraw_published,
    people.people,
    link.link,
    audit.audit,
    keep.backup,
    keep.restore,
    doctor.doctor,
    doctor.sweep,
    partner.partner,
    funder.funder,
    measure.measure,
    lineage.lineage,
    goal.goal,
    restatements.restatements,
    status.status,
    learning.setback,
    learning.commitment,
    reflection.reflection,
    release.release,
    review.review,
    site.site,
):
    program.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; never raises, never prints a stack trace."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _open_closed_streams()
    try:
        code = _run(words)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # click turns a closed pipe into the second
        _drop_stdout()
        return EXIT_BROKEN_PIPE
    except OSError as problem:  # stdout takes no more: a full disk under `> file`
        _drop_stdout()
        return _tell(problem, as_json=False)
    return code


def _open_closed_streams() -> None:
    """A stream the shell has closed (`>&-`) is None: what is written there goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
            setattr(sys, name, nowhere)


def _run(words: list[str]) -> int:
    try:
        ended = program.main(args=words, prog_name="shared-metrics", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        output.say("Stopped.")
        return EXIT_INTERRUPTED
    except (BrokenPipeError, SystemExit):
        raise
    except BaseException as problem:  # noqa: BLE001 - a panic in compiled code is no `Exception`
        if "--debug" in words:
            traceback.print_exception(problem)
        return _tell(problem, as_json="--json" in words)
    return ended if isinstance(ended, int) else EXIT_OK


def _tell(problem: BaseException, *, as_json: bool) -> int:
    """Say what went wrong, for a person or as `{"error": ...}`, and return the exit code."""
    code, error = _as_error(problem)
    if as_json:
        output.put_json({"error": error})
    else:
        output.say(f"{error['message']}")
        if error["hint"]:
            output.say(f"{error['hint']}")
    return code


def _as_error(problem: BaseException) -> tuple[int, dict[str, object]]:
    if isinstance(problem, SharedMetricsError):
        return problem.exit_code, problem.as_dict()
    if isinstance(problem, click.ClickException):
        return EXIT_USAGE, _usage_error(problem)
    if isinstance(problem, OSError | MemoryError):
        return _as_error(_the_machine(problem))
    name = type(problem).__name__
    bug = SharedMetricsError(
        "bug",
        f"Something went wrong inside shared-metrics itself ({name}); nothing was half-written.",
        "Run the command again with --debug to see where, and tell whoever runs this installation.",
    )
    return bug.exit_code, bug.as_dict()


def _usage_error(problem: click.ClickException) -> dict[str, object]:
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    command = context.command_path if context else "shared-metrics"
    message = problem.format_message()
    return {"code": "usage", "message": message, "hint": f"See `{command} --help`."}


def _the_machine(problem: OSError | MemoryError) -> InstallationProblem:
    if isinstance(problem, MemoryError):
        return InstallationProblem(
            "memory", "The machine ran out of memory.", "Send a smaller file."
        )
    place = f" ({problem.filename})" if problem.filename else ""
    reason = (problem.strerror or type(problem).__name__).lower()
    return InstallationProblem(
        "disk",
        f"The disk or the network did not allow it: {reason}{place}.",
        "Check that the place exists, that you may write there and that it has room.",
    )


def _drop_stdout() -> None:
    """Nobody can read our output any more: be silent, also while Python closes stdout."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())

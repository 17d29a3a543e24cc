"""The command line, from click's own objects."""

import inspect
from collections.abc import Iterator

import click

from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page
from shared_metrics.cli.program import program

SHARED = ("home", "definitions", "as_json", "debug")
EXIT_CODES = (
    ("0", "All is well."),
    ("1", "A file has something to fix, or cannot be read."),
    ("2", "The command was not understood."),
    ("10", "An id that does not exist, or an argument that cannot be."),
    ("11", "This person may not do this."),
    ("12", "A definitions file is wrong; file and line are named."),
    ("13", "The act does not fit the state of things now."),
    ("14", "Disk, database, or a ledger from a newer version."),
    ("20", "A bug of ours. `--debug` shows where."),
    ("130", "Stopped with Ctrl-C."),
    ("141", "Whoever read the output went away (`... | head`)."),
)
INTRODUCTION = """\
Data goes to stdout and words to stderr. Every command takes the options in the next table, before
or after its name. With `--json` every error is `{"error": {"code", "message", "hint"}}`, on
stdout."""


def every_command(
    group: click.Group = program, name: str = "shared-metrics"
) -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, with its full name, in the order of the help."""
    for word in group.commands:
        command = group.commands[word]
        if isinstance(command, click.Group):
            yield from every_command(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def page() -> str:
    """The reference page of the command line."""
    first = next(command for _, command in every_command())
    shared = [p for p in _options(first) if p.name in SHARED]
    return whole_page(
        "The command line",
        INTRODUCTION,
        _option_table(shared),
        "## Exit codes",
        table(("code", "what it says"), EXIT_CODES),
        *(_section(name, command) for name, command in every_command()),
    )


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    own = [option for option in _options(command) if option.name not in SHARED]
    parts = [f"## {name}", f"    {name} {usage}", _help_text(command)]
    return "\n\n".join([*parts, *([_option_table(own)] if own else [])])


def _help_text(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").replace("\b\n", "")


def _options(command: click.Command) -> list[click.Option]:
    return [p for p in command.params if isinstance(p, click.Option) and not p.hidden]


def _option_table(options: list[click.Option]) -> str:
    rows = [(code(_spelled(option)), _said(option)) for option in options]
    return table(("option", "what it does"), rows)


def _spelled(option: click.Option) -> str:
    context = click.Context(program)
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.make_metavar(context)}"


def _said(option: click.Option) -> str:
    needed = " Required." if option.required else ""
    default = option.default if option.show_default else None
    return f"{option.help}{needed}" + (f" Default: `{default}`." if default else "")

"""`--column HEADER=COLUMN`: what a header of the file means."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from shared_metrics.errors import CallersMistake

if TYPE_CHECKING:
    from shared_metrics.contracts.model import Contract


def column_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option, the same for every command that reads a file."""
    return click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="HEADER=COLUMN",
        help="Read this header of the file as that column. May be given several times.",
    )(function)


def parse_columns(told: Iterable[str], contract: "Contract") -> dict[str, str]:
    """Header -> column of the contract. Raises UsageError, CallersMistake `unknown_column`."""
    return dict(_parse_column(text, contract) for text in told)


def _parse_column(text: str, contract: "Contract") -> tuple[str, str]:
    header, equals, name = (part.strip() for part in text.rpartition("="))
    if not (equals and header and name):
        raise click.UsageError(
            f"“{text}” is not HEADER=COLUMN; write --column 'Hourly pay=average_hourly_wage'."
        )
    if name not in contract.by_name:
        from shared_metrics.documents import did_you_mean

        guess = did_you_mean(name, contract.by_name)
        raise CallersMistake(
            "unknown_column",
            f"“{contract.title}” has no column “{name}”.{guess}",
            f"Its columns are: {', '.join(contract.by_name)}.",
        )
    return header, name

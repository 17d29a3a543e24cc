"""An Excel cell's value -> the text a person sees in it, as exactly as it is stored."""

import datetime as dt
import re
from decimal import Decimal

_ZERO_PADDED = re.compile(r"0{2,}")
_QUOTED = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')
_LARGE, _SMALL = 1e21, 1e-15  # beyond these a plain decimal is longer than anybody reads


def number_text(number: float) -> str:
    """The shortest decimal that is exactly this number: 12.0 -> `12`, 0.1 -> `0.1`."""
    if isinstance(number, int):
        return str(number)
    if number == 0:
        return "0"
    if not _SMALL <= abs(number) < _LARGE:  # NaN and infinity too
        return repr(number)
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shows_percent(number_format: str) -> bool:
    """Whether Excel shows a number in this format as per cent."""
    return "%" in number_format and "%" in _QUOTED.sub("", number_format)


def percent_text(number: float) -> str:
    """0.35 -> `35%`, as exactly as it is stored."""
    hundredfold = format(Decimal(repr(number)) * 100, "f")
    trimmed = hundredfold.rstrip("0").rstrip(".") if "." in hundredfold else hundredfold
    return f"{trimmed}%"


def _formatted_number(number: float, number_format: str) -> str:
    if shows_percent(number_format) and abs(number) < _LARGE:
        return percent_text(number)
    if _ZERO_PADDED.fullmatch(number_format) and number >= 0 and number == int(number):
        return number_text(number).zfill(len(number_format))
    return number_text(number)


def _moment_text(moment: dt.datetime) -> str:
    """A date; with the time of day where there is one."""
    if moment.time() == dt.time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")


def cell_text(value: object, number_format: str) -> str:
    """Text of a cell: ISO dates, exact numbers, per cent as shown, TRUE/FALSE, errors as `#N/A`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _formatted_number(value, number_format)
    if isinstance(value, dt.datetime):
        return _moment_text(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)

"""Whether a regular expression runs where rules are run: in Rust, by Polars."""

import polars as pl
from polars.exceptions import ComputeError


def pattern_problem(pattern: str) -> str | None:
    """What is wrong with a pattern, as a plain sentence; None when it runs."""
    try:
        pl.Series([""]).str.contains(pattern, strict=True)
    except ComputeError as broken:
        return f"the pattern does not run: {_reason(str(broken))}."
    return None


def _reason(message: str) -> str:
    if "look-around" in message:
        return "look-ahead and look-behind, (?=…) and (?<=…), are not supported"
    if "backreference" in message:
        return r"back-references such as \1 are not supported"
    last = [line for line in message.splitlines() if line.startswith("error:")]
    return last[-1].removeprefix("error:").strip() if last else "it is not a regular expression"

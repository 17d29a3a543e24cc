"""The definitions that ship with the checkout, loaded once."""

from functools import cache
from pathlib import Path

from shared_metrics.definitions import Definitions, load_definitions

FOLDER = Path(__file__).resolve().parents[2] / "data_contracts"


@cache
def definitions() -> Definitions:
    """The sample partnership's definitions."""
    return load_definitions(FOLDER)

"""The page about funders' reports leaves no word out that a funder's file may hold."""

from typing import get_args

import pytest

from docs.reading_docs import DOCS
from shared_metrics.agenda.funders import PLACEHOLDERS, Format, Holds, Layout, ReportEvery, Shown

TEXT = (DOCS / "how-to" / "report-to-a-funder.md").read_text(encoding="utf-8")
WORDS = [word for kind in (ReportEvery, Holds, Layout, Format, Shown) for word in get_args(kind)]
KEYS = (
    *("id", "name", "about", "every", "year_begins", "named_by", "written", "format", "layout"),
    *("columns", "header", "fixed", "holds", "hidden", "missing", "coded", "everybody"),
    *("measures", "metric", "code", "unit", "as", "decimals", "by", "groups"),
)


@pytest.mark.parametrize("word", [*WORDS, *(f"{{{name}}}" for name in PLACEHOLDERS)])
def test_every_choice_is_explained(word: str) -> None:
    """Whatever may be written stands in the table as code."""
    assert f"`{word}`" in TEXT


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained(key: str) -> None:
    """Whatever the file's reader asks for stands on the page."""
    assert f"`{key}`" in TEXT or f": {key}`" in TEXT

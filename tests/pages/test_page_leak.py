"""A fresh server, asked for a private page before anything else, shows nothing of it."""

import ast
from pathlib import Path

import pytest

from served_app import ask_for_page, served
from shared_metrics.web.navigation import PAGES, SCREENS, Screen

PRIVATE = [screen for screen in SCREENS if screen.side != "public"]
SIGN_IN = "Sign in to see this page"


@pytest.mark.parametrize("screen", PRIVATE, ids=lambda screen: screen.name)
def test_nobody_sees_a_private_page_first(screen: Screen, tmp_path: Path) -> None:
    """The first request a server ever gets, without a name, meets the sign-in and no page."""
    with served(tmp_path / "home") as address:
        first = ask_for_page(address, screen.url)
        again = ask_for_page(address, screen.url)
        by_file = ask_for_page(address, f"{screen.side}/{screen.name}")
    assert SIGN_IN in first
    assert SIGN_IN in again
    assert first.count('tag: "h1"') == 1
    assert f'"{screen.title}"' not in first + again + by_file


def test_every_page_file_is_a_screen() -> None:
    """No page lies in the folder without standing in the navigation's table, or the other way."""
    files = {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.py")}
    assert files == {f"{screen.side}/{screen.name}.py" for screen in SCREENS}


def test_no_page_lies_where_streamlit_looks_by_itself() -> None:
    """Pages lie in sub-folders only: a flat `pages/` beside a script would serve itself."""
    assert list(PAGES.glob("*.py")) == []


@pytest.mark.parametrize("screen", PRIVATE, ids=lambda screen: screen.name)
def test_private_pages_begin_with_require(screen: Screen) -> None:
    """The first statement of a private page that is not an import asks whose page it is."""
    tree = ast.parse(screen.file.read_text())
    skipped = (ast.Import, ast.ImportFrom)
    code = [part for part in tree.body[1:] if not isinstance(part, skipped)]
    assert ast.unparse(code[0]) == f"person = require('{screen.side}')"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_pages_are_tables_of_contents(screen: Screen) -> None:
    """A page has at most 80 lines and no data frame in it."""
    text = screen.file.read_text()
    assert len(text.splitlines()) <= 80
    assert "polars" not in text

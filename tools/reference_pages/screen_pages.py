"""Every screen, from the navigation's own table and the page files' first lines."""

import ast
import logging

from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page

logging.disable(logging.WARNING)  # Streamlit warns of being imported without a server
from shared_metrics.web.navigation import SCREENS, Screen  # noqa: E402

INTRODUCTION = """\
The folder a page lies in says who may see it. Whoever asks for a page that is not theirs, or has
not said who they are, is told so and sees nothing of it."""
SIDES = {
    "public": "For everybody",
    "partner": "For a partner's people",
    "backbone": "For the backbone",
}


def page() -> str:
    """The reference page of the screens."""
    return whole_page("The pages", INTRODUCTION, *(_side(side) for side in SIDES))


def _side(side: str) -> str:
    rows = [(s.title, code(f"/{s.url}"), _said(s)) for s in SCREENS if s.side == side]
    return f"## {SIDES[side]}\n\n" + table(("page", "address", "what it is for"), rows)


def _said(screen: Screen) -> str:
    return ast.get_docstring(ast.parse(screen.file.read_text(encoding="utf-8"))) or ""

"""Every screen: its file, its name, its address, and on whose side it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from shared_metrics.agenda.model import Person
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import is_on_side
from shared_metrics.web.shown_day import shown_day

PAGES = Path(__file__).resolve().parents[3] / "pages"
Side = Literal["public", "partner", "backbone"]


@dataclass(frozen=True, slots=True)
class Screen:
    """One page; `url` is also its id in tests. `listed`: whether it stands in the navigation.

    `as_of`: whether it can show what was known on an earlier day.
    """

    side: Side
    name: str
    title: str
    url: str
    listed: bool = True
    as_of: bool = False

    @property
    def file(self) -> Path:
        """The page's script."""
        return PAGES / self.side / f"{self.name}.py"

    def is_for(self, person: Person | None) -> bool:
        """Whether the person may see it (everybody may see a public one)."""
        return self.side == "public" or is_on_side(person, self.side)


SCREENS = (
    Screen("partner", "to_do", "To do", "to_do"),
    Screen("partner", "send", "Send figures", "send"),
    Screen("partner", "sent", "What we sent", "sent"),
    Screen("partner", "our_reviews", "Reviews", "our_reviews"),
    Screen("partner", "learned", "What we learned together", "learned"),
    Screen("partner", "our_part", "What others see of us", "our_part"),
    Screen("partner", "guides", "Reporting guides", "guides"),
    Screen("backbone", "today", "Today", "today", as_of=True),
    Screen("backbone", "inbox", "Inbox", "inbox", as_of=True),
    Screen("backbone", "reported", "Who has reported", "reported", as_of=True),
    Screen("backbone", "progress", "Progress", "progress", as_of=True),
    Screen("backbone", "reviews", "Reviews", "reviews", as_of=True),
    Screen("backbone", "learning", "What we learn", "learning", as_of=True),
    Screen("backbone", "release", "Release", "release", as_of=True),
    Screen("backbone", "partners", "Partners", "partners", as_of=True),
    Screen("backbone", "send_for", "Send for somebody", "send_for"),
    Screen("backbone", "people", "People", "people", as_of=True),
    Screen("partner", "working_together", "How we work together", "working_together"),
    Screen("backbone", "funders", "Funders' reports", "funders", listed=False, as_of=True),
    Screen("backbone", "reflection", "How we work together", "reflection", listed=False),
    Screen("backbone", "submission", "One submission", "submission", listed=False, as_of=True),
    Screen("backbone", "review", "One review", "review", listed=False, as_of=True),
    Screen("backbone", "meeting", "Meeting", "meeting", listed=False),
    Screen("backbone", "sector", "One sector", "sector", listed=False, as_of=True),
    Screen("backbone", "goal_editor", "Change a goal", "goal_editor", listed=False),
    Screen("backbone", "restatements", "What was known", "restatements", listed=False),
    Screen("backbone", "lineage", "Where a number comes from", "lineage", listed=False, as_of=True),
    Screen("partner", "our_lineage", "Where our figures come from", "our_lineage", listed=False),
    Screen("public", "shared_goals", "Shared goals", "shared_goals"),
    Screen("public", "upload_link", "Send with a link", "upload_link", listed=False),
    Screen("public", "start_your_own", "Start your own", "start_your_own", listed=False),
    Screen("public", "welcome", "Welcome", "welcome"),
)
BY_NAME = {screen.name: screen for screen in SCREENS}
REFLECTION = ("reflection", "working_together")  # in the menu where the agenda has questions


def home_of(person: Person | None) -> Screen:
    """Where somebody arrives who asks for no page in particular."""
    for side, name in (("backbone", "today"), ("partner", "to_do")):
        if is_on_side(person, side):  # type: ignore[arg-type]  # the two sides, spelled out above
            return BY_NAME[name]
    return BY_NAME["welcome"]


def pages_for(person: Person | None) -> Sequence[StreamlitPage]:
    """Every page, those that are not this person's hidden: `require` in the page itself decides.

    A hidden page still answers to its address, so that a link from an email finds the sign-in.
    Streamlit gives the default page no address of its own ("Page not found" for who follows a link
    to it), so it is the welcome, which leads everybody on to where they belong.
    """
    return [
        st.Page(
            screen.file,
            title=screen.title,
            url_path=screen.url,
            default=screen.name == "welcome",
            visibility=(
                "visible" if screen.listed and _stands_in_menu(screen, person) else "hidden"
            ),
        )
        for screen in SCREENS
    ]


def _stands_in_menu(screen: Screen, person: Person | None) -> bool:
    if screen.name in REFLECTION and not the_desk().agenda.reflection:
        return False
    return screen.is_for(person) and not (screen.name == "welcome" and person is not None)


def link(name: str, label: str, **query: str) -> None:
    """A link to another screen, with what it should show; it keeps the day that is shown."""
    st.page_link(BY_NAME[name].file, label=label, query_params=_keeping_day(name, query) or None)


def _keeping_day(name: str, query: Mapping[str, str]) -> dict[str, str]:
    """`on` empty: the way back to now."""
    day = shown_day()
    kept = {"on": day.isoformat()} if day and BY_NAME[name].as_of else {}
    return {key: value for key, value in (kept | dict(query)).items() if value}


def go(name: str, **query: str) -> None:
    """Moves to another screen now."""
    st.switch_page(BY_NAME[name].file, query_params=query or None)

"""Whatever a partner, a file or a YAML says is shown as it is written, and never run."""

import csv
import datetime as dt
import io
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import Visitor
from desk_factories import NOOR, TOMAS
from hostile_words import EVIL, HOSTILE, as_read, write_hostile_definitions
from served_app import served
from shared_metrics.desk import acts, open_desk
from shared_metrics.desk.questions import reviewing as questions_of_reviews
from shared_metrics.desk.questions.releases import releases
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.reviews import Commitment, Decision
from shared_metrics.settings import Settings

pytestmark = pytest.mark.browser
STEWARD = "Rosa Delgado"
ANALYST = "Noor Haddad"
PARTNERS_PAGES = (
    "our_lineage",
    "learned",
    "to_do",
    "send",
    "sent",
    "our_part",
    "guides",
    "working_together",
)
BACKBONES_PAGES = (
    *(
        "today",
        "inbox",
        "reported",
        "progress",
        "sector",
        "goal_editor",
        "goal_editor?goal=more_people_placed",
        "release",
        "partners",
        "send_for",
        "people",
        "reflection",
        "funders",
        "lineage",
        "restatements",
        "learning",
    ),
)
GOAL = "progress?goal=more_people_placed"
PUBLIC_PAGES = ("", "shared_goals", "shared_goals?goal=more_people_placed")
BECAME_MORE_THAN_TEXT = f"""() => {{
  const app = document.querySelector('[data-testid=stApp]');
  const all = (selector) => [...app.querySelectorAll(selector)];
  const found = all(`a[href*="{EVIL}"], img[src*="{EVIL}"], img[src=x], b, .katex, script,
                     .stMarkdownColoredText, del`);
  found.push(...all('strong, em, code, h1, h2, h3').filter(e => /^[a-i]$/.test(e.textContent)));
  found.push(...all('[data-testid=stIconMaterial]').filter(e => e.textContent === 'home'));
  const told = found.map(e => e.parentElement.outerHTML.slice(0, 300));
  if (window.taken) told.push('a script ran');
  if (app.innerText.includes('😄')) told.push('an emoji');
  return told;
}}"""


@pytest.fixture(scope="module")
def app(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample partnership, in hostile words; people are called so too."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(sample_home, folder / "home")
    definitions = write_hostile_definitions(folder / "definitions")
    hold_a_hostile_review(folder / "home", definitions)
    release_hostile_words(folder / "home", definitions)
    with sqlite3.connect(folder / "home" / "ledger.db") as ledger:
        ledger.execute("UPDATE people SET name = name || ' ' || ?", [HOSTILE])
    with served(folder / "home", SHARED_METRICS_DEFINITIONS=str(definitions)) as address:
        yield address


def hold_a_hostile_review(home: Path, definitions: Path) -> None:
    """An open review whose title, decision and commitment are in these words."""
    desk = open_desk(Settings(home=home, definitions=definitions, today=dt.date(2026, 7, 15)))
    how = {"actor": desk.person(NOOR), "now": desk.now()}
    one = acts.plan_review(desk, HOSTILE[:100], desk.today() + dt.timedelta(30), **how)
    acts.open_review(desk, one.id, **how)
    first = questions_of_reviews.review_shown(desk, desk.person(NOOR), one.id).items[0].key
    acts.decide(desk, Decision("", one.id, HOSTILE, first), **how)
    day = desk.today()
    acts.commit_to(desk, Commitment("", HOSTILE, "arroyo_transit", day, one.id, first), **how)
    desk.ledger.engine.dispose()


def release_hostile_words(home: Path, definitions: Path) -> None:
    """An amendment in these words is what the public reads; another one is a draft."""
    desk = open_desk(Settings(home=home, definitions=definitions, today=dt.date(2026, 7, 15)))
    noor, tomas = desk.person(NOOR), desk.person(TOMAS)

    def amended() -> ReleaseRow:
        newest = releases(desk)[-1].id
        return acts.amend_release(desk, newest, reason=HOSTILE, actor=noor, now=desk.now())

    acts.publish_release(desk, amended().id, actor=tomas, now=desk.now())
    amended()
    desk.ledger.engine.dispose()


def is_only_text(visitor: Visitor, *, shows: bool = True) -> None:
    """Nothing on the page came from the hostile words but their letters."""
    visitor.settle()
    assert visitor.page.evaluate(BECAME_MORE_THAN_TEXT) == []
    if shows:
        read = as_read(visitor.page.get_by_test_id("stApp").inner_text())
        assert as_read(HOSTILE) in read


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_public_pages_show_words_as_written(visitor: Visitor, page: str) -> None:
    """Names, goals, definitions, setbacks: letters only."""
    visitor.open(f"/{page}")
    is_only_text(visitor)
    for more in visitor.page.get_by_test_id("stExpander").all()[:3]:
        more.locator("summary").click()
    is_only_text(visitor)


@pytest.mark.parametrize("page", PARTNERS_PAGES)
def test_partners_pages_show_words_as_written(visitor: Visitor, page: str) -> None:
    """Contracts, columns, receipts, profiles: letters only."""
    visitor.open(f"/{page}").be(STEWARD)
    is_only_text(visitor)


@pytest.mark.parametrize("page", [*BACKBONES_PAGES, GOAL])
def test_the_backbones_pages_show_words_as_written(visitor: Visitor, page: str) -> None:
    """Names, reasons, notes, profiles: letters only."""
    visitor.open(f"/{page}").be(ANALYST)
    is_only_text(visitor)
    for more in visitor.page.get_by_test_id("stExpander").all()[:3]:
        more.locator("summary").click()
    is_only_text(visitor)


def test_a_review_shows_words_as_written(visitor: Visitor) -> None:
    """Its title, its items, what was decided and agreed: letters only, on the big screen too."""
    visitor.open("/reviews").be(ANALYST)
    is_only_text(visitor, shows=False)
    visitor.page.get_by_role("link", name="Open", exact=True).first.click()
    visitor.sees("The meeting on the big screen")
    is_only_text(visitor)
    visitor.page.get_by_role("link", name="The meeting on the big screen").click()
    visitor.sees("Decided:")
    is_only_text(visitor)


def test_partners_read_a_review_as_written(visitor: Visitor) -> None:
    """The same on the partners' own page."""
    visitor.open("/our_reviews").be(STEWARD)
    visitor.page.get_by_role("link", name="Open", exact=True).first.click()
    visitor.sees("Files")
    is_only_text(visitor)


def a_file(*rows: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def test_a_file_is_shown_as_written(visitor: Visitor) -> None:
    """Its name, its headers and its cells, in every finding."""
    visitor.open("/send?contract=workforce_placements&period=2026-06").be(STEWARD)
    headers = ["period", "pathway", "gender", "age_group", HOSTILE, f"= {HOSTILE}"]
    rows = [[HOSTILE, HOSTILE, HOSTILE, f"={HOSTILE}", HOSTILE, "1"] for _ in range(3)]
    name = "<img src=x onerror=window.taken=1> :red[c] $x^2$.csv"
    visitor.drop(name, a_file(headers, *rows)).sees("to fix")
    is_only_text(visitor)


def test_what_people_write_is_shown_as_written(visitor: Visitor) -> None:
    """A reason for returning a file, on both sides."""
    visitor.open("/inbox").be(ANALYST)
    visitor.press("Return")
    visitor.page.get_by_label("What should they change?").first.fill(HOSTILE)
    visitor.page.get_by_label("What should they change?").first.blur()
    visitor.press("Return it")
    visitor.settle()
    visitor.open("/partners").settle()
    is_only_text(visitor)

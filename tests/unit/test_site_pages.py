"""The pages: sound without scripts, linked to what is there, every number in them."""

import dataclasses
import json
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import shared_metrics
from edition_factories import changed, definitions, edition, table_of
from shared_metrics.disclosure.public_table import PublicTable
from shared_metrics.periods import parse_period
from shared_metrics.releases import PartnershipCard
from shared_metrics.site import build_site
from shared_metrics.site.build import SHARED
from shared_metrics.site.fonts import fonts_folder
from shared_metrics.site.pages import chosen_goals
from shared_metrics.site.statuses import STATUSES
from shared_metrics.site.words import LOCALES, words_of
from site_factories import (
    EMBEDDED,
    drawings,
    elements,
    pages,
    parsed,
    site_folder,
    three_editions,
    view,
    words_of_element,
)

pytestmark = pytest.mark.xdist_group("site")  # one worker builds it, once
HIDDEN = {"en": "hidden to protect people", "es": "oculto para proteger a las personas"}
LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}


def all_pages() -> list[str]:
    """Every page of the built site by its path."""
    return [page.relative_to(site_folder()).as_posix() for page in pages()]


def built(folder: Path, *made, **options) -> Path:
    build_site(list(made) or [edition()], folder / "site", cache=drawings(), **options)
    return folder / "site"


def language_of(page: str) -> str:
    return "es" if page.startswith("es/") else "en"


def test_a_page_is_sound_html_that_stands_alone():
    """It reads without a mistake, has one title and heading, and no script or style inside."""
    for page in all_pages():
        tree = parsed(site_folder() / page)
        assert tree.get("lang") == language_of(page)
        assert len(list(elements(tree, "h1"))) == 1, page
        assert all(words_of_element(title) for title in elements(tree, "title"))
        assert [*elements(tree, "style")] == []
        for script in elements(tree, "script"):
            assert script.get("src") or script.get("type") == "application/ld+json"
        for element in tree.iter():
            assert not {n for n in element.attrib if n.startswith("on") or n == "style"}, page


def test_every_link_leads_to_something_that_is_there():
    """Relative links only, to files and places in them; the page not found begins at the root."""
    for page in all_pages():
        tree = parsed(site_folder() / page)
        found = [
            element.get(attribute)
            for name, attribute in LINKS.items()
            for element in elements(tree, name)
        ]
        for link in {link for link in found if link and not link.startswith("mailto:")}:
            assert_leads_somewhere(page, link)


def assert_leads_somewhere(page: str, link: str) -> None:
    parts = urlsplit(link)
    assert not parts.scheme, link
    assert not parts.netloc, link
    if page.endswith("404.html"):
        assert link.startswith(("/", "#"))
        target = site_folder() / unquote(parts.path).lstrip("/") if parts.path else None
    else:
        assert not link.startswith("/")
        target = (site_folder() / page).parent / unquote(parts.path)
    target = target if parts.path else site_folder() / page
    assert target is not None
    assert target.resolve().is_file(), f"{page}: {link}"
    if parts.fragment:
        anchors = {e.get("id") for e in parsed(target.resolve()).iter()}
        assert parts.fragment in anchors, f"{page}: {link}"


def test_no_id_is_given_twice():
    """A link to a place in a page means one place."""
    for page in all_pages():
        ids = [e.get("id") for e in parsed(site_folder() / page).iter() if e.get("id")]
        assert len(ids) == len(set(ids)), page


def test_every_page_is_there_in_every_language():
    """Whoever changes the language stays on the page."""
    there = set(all_pages())
    english = {page for page in there if language_of(page) == "en"}
    assert {f"es/{page}" for page in english} == there - english


def cells_of(tree, table_id: str) -> list[list[str]]:
    """The rows of a table of a page, in the order of the page."""
    for table in elements(tree, "table"):
        caption = next(elements(table, "caption"))
        if caption.get("id") == f"t-{table_id}":
            body = next(elements(table, "tbody"))
            return [[words_of_element(c) for c in row] for row in elements(body, "tr")]
    raise AssertionError(f"no table {table_id}")


def expected(table: PublicTable, code: str) -> set[tuple[str, ...]]:
    """What a reader must find of a table: period, groups and what is shown there."""
    words = words_of(code)
    found = set()
    for row in table.cells.iter_rows(named=True):
        if "partner" in table.by and row["status"] == "not_reported":
            continue
        value, coded = row["value"], row["coded"]
        shown = HIDDEN[code] if row["status"] == "suppressed" else words.instead(row["status"])
        if value is not None:
            shown = words.number(value, table.metric)
        elif coded:
            shown = words.coded(coded)
        shown = " ".join(shown.split())
        found.add((row["period"], *(row[by] for by in table.by), shown))
    return found


def read_back(table: PublicTable, entry, tree, code: str) -> set[tuple[str, ...]]:
    """What a page says of a table, by the codes of its file."""
    words, by = words_of(code), table.by
    periods = {words.period(p): p.text for p in periods_of(table)}
    names = {
        column: {
            (words.sector(c) if column == "sector" else entry.by_names[column][c]): c
            for c in table.cells[column].unique().to_list()
        }
        for column in by
    }
    heads = [words_of_element(th) for th in head_of(tree, table.id)][1 + len(by[:-1]) :]
    found = set()
    for row in cells_of(tree, table.id):
        period, down = periods[row[0]], row[1 : 1 + len(by[:-1])]
        at = [names[c][name] for c, name in zip(by[:-1], down, strict=True)]
        for head, shown in zip(heads, row[1 + len(by[:-1]) :], strict=True):
            group = [names[by[-1]][head]] if by else []
            found.add((period, *at, *group, shown.removesuffix(pending_word(code)).strip()))
    return found - {t for t in found if t[-1] in {"no figure", "sin cifra"}}


def pending_word(code: str) -> str:
    return words_of(code).say("older figure")


def periods_of(table: PublicTable):
    return [parse_period(text, table.every) for text in table.cells["period"].unique()]


def head_of(tree, table_id: str):
    for table in elements(tree, "table"):
        if next(elements(table, "caption")).get("id") == f"t-{table_id}":
            return list(elements(next(elements(table, "thead")), "th"))
    raise AssertionError(f"no table {table_id}")


@pytest.mark.parametrize("code", LOCALES)
def test_every_figure_of_every_release_is_on_its_page(code):
    """Number for number, code for code, and where there is none, the word that says why."""
    for one in three_editions():
        page = f"releases/{one.id}/index.html"
        tree = parsed(site_folder() / (page if code == "en" else f"{code}/{page}"))
        for entry in one.release.tables:
            table = one.tables[entry.id]
            assert read_back(table, entry, tree, code) == expected(table, code), entry.id


@pytest.mark.parametrize("code", LOCALES)
def test_every_figure_of_a_goal_is_on_its_page(code):
    """The goal's own table and its groups."""
    newest = three_editions()[-1]
    entries = {entry.id: entry for entry in newest.release.tables}
    for released in newest.release.goals:
        page = f"goals/{released.goal.id}.html"
        tree = parsed(site_folder() / (page if code == "en" else f"{code}/{page}"))
        for table_id in (released.table, *released.groups):
            table = newest.tables[table_id]
            shown = read_back(table, entries[table_id], tree, code)
            assert shown == expected(table, code), table_id


def test_a_sector_and_a_partner_have_their_own_figures():
    """Each finds its column, and only that."""
    newest = three_editions()[-1]
    for by, folder in (("sector", "sectors"), ("partner", "partners")):
        tables = [t for t in newest.tables.values() if t.by == (by,)]
        for code in {code for t in tables for code in t.groups}:
            tree = parsed(site_folder() / folder / f"{code}.html")
            for table in tables:
                if code in table.groups:
                    own = {row[::2] for row in expected(table, "en") if row[1] == code}
                    shown = {
                        (row[0], row[1].removesuffix("older figure").strip())
                        for row in cells_of(tree, table.id)
                    }
                    named = {p.text: words_of("en").period(p) for p in periods_of(table)}
                    assert shown == {(named[period], figure) for period, figure in own}


def test_a_hidden_figure_is_a_word_and_never_a_number():
    """As many cells say so as are hidden, and none of them holds a digit."""
    for one in three_editions():
        tree = parsed(site_folder() / f"releases/{one.id}/index.html")
        cells = [td for td in elements(tree, "td") if td.get("class") == "hidden"]
        assert len(cells) == one.release.hidden > 0
        assert {words_of_element(td) for td in cells} == {"hidden to protect people"}


def test_partner_pages_are_only_of_those_who_agreed_and_judge_nobody():
    """No status, nothing about what did not come, nobody else's page."""
    newest = three_editions()[-1].release
    folder = site_folder() / "partners"
    allowed = {partner.id for partner in newest.partners}
    assert {page.stem for page in folder.glob("*.html")} == allowed | {"index"}
    everybody = {partner.id for partner in definitions().agenda.partnership.partners}
    assert everybody - allowed
    for partner in allowed:
        said = words_of_element(parsed(folder / f"{partner}.html"))
        assert not any(word in said for word in (*STATUSES, "not reported", "late", "missing"))


def test_what_a_partner_did_not_report_is_not_told_of_it():
    """Its table has no cell for it, neither on its page nor in the release."""

    def gap(cell, metric, period, groups):
        is_gap = groups == ("arroyo_workforce_board",) and period == "2026-Q1"
        return (None, "not_reported", None, False) if is_gap else cell

    shown = view(edition(change=gap)).shown("placements-quarter-by-partner")
    at = shown.columns.index("Arroyo Workforce Board")
    assert shown.lines[0].figures[at].words == "no figure"
    assert "not reported" not in str(shown)


def test_three_goals_are_told_first_one_of_each_outcome():
    """Good news or bad: the order is the agenda's, and who tells a direction goes first."""
    goals = view().goals()
    chosen = chosen_goals(goals)
    silent = [g.id for g in goals if g.released.direction is None]
    assert silent == ["girls_take_part"], "compared with no year before: files are missing"
    assert [g.id for g in chosen] == ["more_people_placed", "more_stem_degrees", "shorter_delays"]
    turned = [
        dataclasses.replace(g, released=dataclasses.replace(g.released, direction="worse"))
        if g.released.direction else g for g in goals
    ]  # fmt: skip
    assert [g.id for g in chosen_goals(turned)] == [g.id for g in chosen]
    mute = [
        dataclasses.replace(g, released=dataclasses.replace(g.released, direction=None))
        if g.id == "more_people_placed" else g for g in goals
    ]  # fmt: skip
    assert chosen_goals(mute)[0].id == "residents_in_work"


def test_a_goal_alone_and_a_goal_without_figures_are_shown():
    """A young partnership has a page too."""
    alone = edition(tables={}, goals=("more_people_placed",))
    (goal,) = view(alone).goals()
    assert [g.id for g in chosen_goals([goal])] == ["more_people_placed"]
    assert view(alone).chart(goal) == ""
    assert view(alone).alternative(goal).endswith("The goal is 240 people by Q4 2026.")


def test_a_young_partnership_has_a_site(tmp_path):
    """No figures, no setbacks, no partners, no contact: every page still stands."""
    card = PartnershipCard("new", "New & <small>", "Here", "Office", "", sample=False, partners=0)
    bare = edition(tables={}, partnership=card, partners=(), sectors=(), contracts=())
    for page in pages(built(tmp_path, bare)):
        parsed(page)
    front = words_of_element(parsed(tmp_path / "site/index.html"))
    assert "There are no figures to show yet." in front
    assert "Sample data" not in front


HOSTILE = "<script>alert(1)</script> & \"q\" 'a' {{ 7*7 }} %(x)s </title> \u202e"


def test_words_of_the_partnership_are_shown_as_they_are_written(tmp_path):
    """Nothing that comes with a release becomes part of a page's structure."""
    made = edition()
    metrics = tuple(
        dataclasses.replace(m, title=HOSTILE, definition=HOSTILE, unit=m.unit)
        for m in made.release.metrics
    )
    tables = {
        key: table_of(
            next(m for m in metrics if m.id == t.metric.id), t.every, t.by, t.cells.rows()
        )
        for key, t in made.tables.items()
    }
    card = dataclasses.replace(
        made.release.partnership, name=HOSTILE, contact="javascript:alert(1)", place=HOSTILE
    )
    outcomes = tuple(dataclasses.replace(o, title=HOSTILE) for o in made.release.outcomes)
    hostile = dataclasses.replace(changed(made, metrics=metrics, partnership=card,
        outcomes=outcomes, reason=HOSTILE, amends="R10"), tables=tables)  # fmt: skip
    folder = built(tmp_path, hostile, embeds=frozenset({EMBEDDED}))
    for page in pages(folder):
        tree = parsed(page)
        assert not any(
            "alert" in (s.text or "") and not s.get("type") for s in elements(tree, "script")
        )
        assert not any("javascript:" in (a.get("href") or "") for a in elements(tree, "a"))
        for script in elements(tree, "script"):
            if script.get("type"):
                json.loads(script.text)
    assert "alert(1)" in words_of_element(parsed(folder / "index.html"))
    assert "49" not in words_of_element(parsed(folder / "partners/index.html"))


def test_words_in_another_language_say_so():
    """On a Spanish page the partnership's own English words are marked as English."""
    tree = parsed(site_folder() / "es/goals/more_people_placed.html")
    marked = {words_of_element(s) for s in elements(tree, "span") if s.get("lang") == "en"}
    assert {"More people placed in lasting jobs", "Good jobs", "Women"} <= marked
    english = parsed(site_folder() / "goals/more_people_placed.html")
    assert not [s for s in elements(english, "span") if s.get("lang") not in (None, "en", "es")]


def test_the_drawings_of_a_page_are_told_to_those_who_do_not_see_them():
    """A chart has a sentence; a small line beside its words has none to repeat."""
    tree = parsed(site_folder() / "goals/more_people_placed.html")
    told = {svg.get("aria-label") for svg in tree.iter("{http://www.w3.org/2000/svg}svg")}
    assert any(t and t.startswith("People placed in jobs, Q3 2023 to Q1 2026: from") for t in told)
    for svg in tree.iter("{http://www.w3.org/2000/svg}svg"):
        assert svg.get("aria-hidden") == "true" or svg.get("aria-label")


def test_corrections_are_told_where_they_belong():
    """On the list of all, on the edition's page and on the page of the goal they touch."""
    for page in ("corrections.html", "releases/R1.1/index.html", "goals/more_people_placed.html"):
        said = words_of_element(parsed(site_folder() / page))
        assert "Nonprofits: was 58 people, now 63 people. Five people had been counted" in said
    untouched = words_of_element(parsed(site_folder() / "goals/shorter_delays.html"))
    assert "None so far." in untouched
    es = words_of_element(parsed(site_folder() / "es/corrections.html"))
    assert "antes 58 personas, ahora 63 personas" in es


def test_an_amended_release_and_the_one_before_name_each_other():
    """Both stay at their addresses, and whoever reads one finds the other."""
    first = words_of_element(parsed(site_folder() / "releases/R1/index.html"))
    assert "There is an amended release: R1.1 . A partner sent corrected placements" in first
    second = words_of_element(parsed(site_folder() / "releases/R1.1/index.html"))
    assert "Replaces R1: A partner sent corrected placements" in second
    listed = json.loads((site_folder() / "releases.json").read_bytes())
    assert [(one["id"], one["amends"]) for one in listed] == [
        ("R2", None), ("R1.1", "R1"), ("R1", None)
    ]  # fmt: skip


def test_a_release_is_cited_with_its_fingerprint():
    """A line to copy, an entry for a list of references, the whole hash."""
    one = three_editions()[0]
    said = words_of_element(parsed(site_folder() / "releases/R1/index.html"))
    assert "Arroyo Valley Progress Office (2026). Arroyo Valley Shared Progress, release R1" in said
    assert "@misc{arroyo_valley_R1," in said
    assert one.manifest_sha256 in said


@pytest.mark.parametrize("page", ["releases/R2/index.html", "goals/shorter_delays.html"])
def test_catalogues_find_a_dataset_with_its_files(page):
    """schema.org: what it is about, whose, when, and files that are there."""
    tree = parsed(site_folder() / page)
    (script,) = (s for s in elements(tree, "script") if s.get("type"))
    told = json.loads(script.text)
    assert (told["@type"], told["version"]) == ("Dataset", "R2")
    assert len(told["description"]) >= 50
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}", told["temporalCoverage"])
    for file in told["distribution"]:
        assert ((site_folder() / page).parent / file["contentUrl"]).resolve().is_file()


def test_without_an_address_nothing_names_one_and_with_it_all_do(tmp_path):
    """Canonical addresses, languages, the map for search engines, citations."""
    assert not (site_folder() / "sitemap.xml").exists()
    assert b"canonical" not in (site_folder() / "index.html").read_bytes()
    folder = built(tmp_path, address="https://figures.example.org/progress")
    tree = parsed(folder / "es/goals/shorter_delays.html")
    links = {link.get("rel"): link.get("href") for link in elements(tree, "link")}
    here = "https://figures.example.org/progress/es/goals/shorter_delays.html"
    assert links["canonical"] == here
    assert here in (folder / "sitemap.xml").read_text()
    assert "404" not in (folder / "sitemap.xml").read_text()
    assert "Sitemap: https://figures" in (folder / "robots.txt").read_text()
    cite = words_of_element(parsed(folder / "releases/R11/index.html"))
    assert "https://figures.example.org/progress/releases/R11/index.html" in cite


def test_the_page_not_found_works_at_any_address(tmp_path):
    """Its links begin where the site begins, not where the reader is."""
    folder = built(tmp_path, base_path="/public/")
    tree = parsed(folder / "404.html")
    links = {a.get("href") for a in elements(tree, "a") if "mailto" not in a.get("href")}
    assert {link for link in links if not link.startswith(("/public/", "#"))} == set()


def test_a_card_for_other_pages_is_there_only_when_asked_for():
    """The card links out of its frame to the goal, and is a drawing of its own too."""
    cards = {path.name for path in (site_folder() / "embed").iterdir()}
    assert cards == {f"{EMBEDDED}.html", f"{EMBEDDED}.svg"}
    tree = parsed(site_folder() / "embed" / f"{EMBEDDED}.html")
    assert {a.get("target") for a in elements(tree, "a")} == {"_top"}
    svg = (site_folder() / "embed" / f"{EMBEDDED}.svg").read_text()
    assert 'role="img" aria-label="People placed in jobs' in svg


def test_the_same_releases_make_the_same_site(tmp_path):
    """Byte for byte, with and without what was drawn before."""
    again = tmp_path / "again"
    build_site(three_editions(), again, embeds=frozenset({EMBEDDED}))
    files = {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()}
    first = site_folder()
    before = {p.relative_to(first): p.read_bytes() for p in first.rglob("*") if p.is_file()}
    assert files.keys() == before.keys()
    assert [path for path in files if files[path] != before[path]] == []


def test_the_package_has_everything_a_site_is_made_of():
    """Whoever installed the program without its checkout can build one: fonts, words, style."""
    root = Path(shared_metrics.__file__).parent
    told = tomllib.loads((root.parents[1] / "pyproject.toml").read_text())
    patterns = told["tool"]["setuptools"]["package-data"]["shared_metrics"]
    packed = {path for pattern in patterns for path in root.glob(pattern)}
    own = [p for p in (root / "site").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    needed = [*(p for p in own if p.suffix != ".py"), *(fonts_folder() / n for n in SHARED)]
    assert [str(path) for path in needed if path not in packed] == []

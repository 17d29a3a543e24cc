"""The briefing pack: from what a review froze, nothing else; the same bytes for ever."""

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pypdf
import pytest

from briefing_factories import ITEMS, NOTE, SETBACK, frozen, small_edition
from hostile_words import HOSTILE, as_read
from shared_metrics.charts import public_progress_chart
from shared_metrics.charts.public_charts import FOR_PARTNERS, PUBLIC_ONLY
from shared_metrics.desk.reviewing.frozen import Frozen
from shared_metrics.reviews import AgendaItem
from shared_metrics.site.briefing import pack_html, pack_pdf
from shared_metrics.site.kept import Kept
from site_factories import drawings, elements, words_of_element

pytestmark = pytest.mark.xdist_group("site")
LOADING = (
    "src",
    "href",
    "data",
    "action",
    "poster",
    "srcset",
    "{http://www.w3.org/1999/xlink}href",
)


def pack(one: Frozen | None = None, items: tuple[AgendaItem, ...] = ITEMS) -> Any:
    """The pack as a browser reads it; a mistake in it is an error."""
    made = pack_html(one or frozen(), small_edition(), items, Kept(drawings()))
    return html5lib.HTMLParser(strict=True).parse(made.decode())


def read(tree: Any) -> str:
    (body,) = elements(tree, "body")
    return words_of_element(body)


def item(tree: Any, key: str) -> str:
    """What is said at one item."""
    number = [one.key for one in ITEMS].index(key) + 1
    sections = [s for s in elements(tree, "section") if s.get("aria-labelledby", "")[:5] == "item-"]
    return words_of_element(sections[number - 1])


def test_the_agenda_is_in_the_chairs_order():
    """Each item has its number in the list and at its place, in the order given."""
    turned = tuple(reversed(ITEMS))
    for items in (ITEMS, turned):
        tree = pack(items=items)
        links = [a.get("href") for a in elements(tree, "a")]
        assert links == [f"#item-{n}" for n in range(1, len(items) + 1)]
        titles = [words_of_element(h) for h in elements(tree, "h2") if "item" in h.get("id")]
        assert titles == [f"{n} {one.title}" for n, one in enumerate(items, start=1)]


SAID = {
    "status:more_people_placed": (
        "It is on track. It was behind at the last review.",
        "The road to the camps was closed , June 2025.",
        "Changed in September 2025: Buses stop at six camps.",
        "Civil society not reported",
    ),
    "restatement:placements": (
        "As shown at the last review As known now",
        "Q4 2025 (by quarter) Counted under the wrong quarter. 171 people 183 people",
        "58 people hidden to protect people",
    ),
    "check_back:buses": (
        "What was changed, September 2025 Buses stop at six camps.",
        "Who does what now The district runs them.",
        "Working with the community",
        "Did it help?",
    ),
    "setback:closed_road": (
        "What was expected Camps would fill by May.",
        "What happened A third of the places stayed empty.",
        "What was learned The way home comes first.",
    ),
    "field_note:heard": ("Buses stop too early.", "heard by Arroyo Workforce Board"),
    "commitment:call": ("Call the employers", "What would help?"),
    "coverage": ("20 of 21 files are in.",),
    "own:summer": ("The summer break",),
}


def test_every_kind_of_item_tells_what_was_frozen_of_it():
    """Status, restatement, check-back, setback, field note, commitment, coverage, own."""
    tree = pack()
    assert set(SAID) == {one.key for one in ITEMS}
    for key, told in SAID.items():
        for words in told:
            assert words in item(tree, key), key


def test_what_became_of_commitments_is_told():
    """All that were open at the last review, with owner, day, state and note."""
    said = read(pack())
    assert "Arroyo Workforce Board 1 Apr 2026 Open" in said
    assert "Arroyo Valley Progress Office 1 Mar 2026 Done: They told us." in said
    assert "Nothing from before is open." in read(pack(frozen(commitments=())))


def test_who_heard_it_is_told_only_with_a_name():
    """A field note whose partner is not to be named names nobody."""
    quiet = dataclasses.replace(NOTE, heard_by="")
    said = item(pack(frozen(field_notes=(quiet,))), "field_note:heard")
    assert "Buses stop too early." in said
    assert "heard by" not in said


def test_a_hidden_number_is_a_word():
    """In the annex a place without a number says why; it is never 0 nor empty."""
    tree = pack()
    (annex,) = [s for s in elements(tree, "section") if s.get("aria-labelledby") == "figures"]
    cells = [words_of_element(cell) for cell in elements(annex, "td")]
    assert "hidden to protect people" in cells
    assert "not reported" in cells
    assert "" not in cells
    assert "0" not in cells
    hidden = small_edition().release.hidden
    assert sum(cell == "hidden to protect people" for cell in cells) == hidden > 0


@pytest.mark.parametrize(
    ("visibility", "marked"),
    [("private", (False, False)), ("partners", (False, True)), ("public", (True, True))],
)
def test_a_chart_marks_what_its_readers_may_know(visibility, marked):
    """Private setbacks on no chart, the partners' on theirs, public ones on both."""
    one = small_edition()
    goal = one.release.goals[0]
    setback = dataclasses.replace(SETBACK, visibility=visibility)
    found = []
    for visible in (PUBLIC_ONLY, FOR_PARTNERS):
        chart = public_progress_chart(
            one.tables[goal.table], goal.goal, (setback,), visible=visible
        )
        found.append(SETBACK.title in str(chart.to_dict()))
    assert tuple(found) == marked


def test_a_pack_loads_nothing():
    """One file: no script, no address but places within it, and a policy that forbids others."""
    tree = pack()
    assert not list(elements(tree, "script"))
    for one in tree.iter():
        for name in LOADING:
            assert (one.get(name) or "#")[0] == "#", one.tag
    (style,) = elements(tree, "style")
    assert set(re.findall(r"url\(\"?([a-z]+):", style.text)) == {"data"}
    policies = [m.get("content") for m in elements(tree, "meta") if m.get("http-equiv")]
    assert [policy.split(";")[0] for policy in policies] == ["default-src 'none'"]


def test_hostile_words_stay_words():
    """What people write is text wherever it stands; it makes no element."""
    items = tuple(dataclasses.replace(one, title=HOSTILE, says=(HOSTILE, HOSTILE)) for one in ITEMS)
    told = frozen(
        title=HOSTILE,
        setbacks=(dataclasses.replace(SETBACK, title=HOSTILE, happened=HOSTILE),),
        field_notes=(dataclasses.replace(NOTE, heard=HOSTILE),),
        owners={NOTE.heard_by: HOSTILE},
    )
    tree = pack(told, items)
    assert {"script", "img", "b"}.isdisjoint(str(e.tag).rpartition("}")[2] for e in tree.iter())
    assert as_read(read(tree)).count(as_read(HOSTILE)) > 2 * len(ITEMS)


def test_a_review_without_anything_is_a_pack():
    """No item, no figure, nothing agreed: said plainly."""
    empty = dataclasses.replace(
        small_edition(),
        release=dataclasses.replace(small_edition().release, goals=(), tables=()),
        tables={},
    )
    made = pack_html(frozen(commitments=(), previous_title=""), empty, (), Kept(drawings()))
    said = read(html5lib.HTMLParser(strict=True).parse(made.decode()))
    for words in ("Nothing is on the agenda.", "There are no figures yet.", "this is the first"):
        assert words in said


def test_sample_data_says_so():
    """On every page of the sample's pack, and on no other."""
    assert "Sample data" in read(pack())
    one = small_edition()
    card = dataclasses.replace(one.release.partnership, sample=False)
    real = dataclasses.replace(one, release=dataclasses.replace(one.release, partnership=card))
    assert b"ample data" not in pack_html(frozen(), real, ITEMS, Kept(drawings()))


# --- on paper -------------------------------------------------------------------------------


def printed() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pack_pdf(frozen(), small_edition(), ITEMS, Kept(drawings()))))


def tags_of(pdf: pypdf.PdfReader) -> list[Any]:
    """Every element of the structure that a screen reader walks through."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        one = node.get_object()
        if isinstance(one, list):
            for child in one:
                walk(child)
        elif isinstance(one, dict) and "/S" in one:
            found.append(one)
            if "/K" in one:
                walk(one["/K"])

    walk(pdf.root_object["/StructTreeRoot"]["/K"])
    return found


def test_the_pdf_is_tagged_for_people_who_listen_to_it():
    """PDF/UA: language and title, headings in order, a chart in words, heads of tables."""
    pdf = printed()
    assert pdf.root_object["/Lang"] == "en"
    assert pdf.root_object["/MarkInfo"]["/Marked"].value
    assert pdf.metadata is not None
    assert pdf.metadata.title.startswith("Spring review, 30 April 2026: briefing pack")
    assert b"pdfuaid" in pdf.root_object["/Metadata"].get_object().get_data()
    tags = tags_of(pdf)
    kinds = [tag["/S"] for tag in tags]
    headings = [int(kind[2:]) for kind in kinds if re.fullmatch("/H[1-6]", kind)]
    assert headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    told = [str(tag["/Alt"]) for tag in tags if "/Alt" in tag]
    assert [one for one in told if "1 setback is marked." in one]
    assert kinds.count("/TH") > len(ITEMS)


def test_the_pdf_says_what_the_page_says():
    """Every item's words stand on paper too."""
    said = " ".join(" ".join(page.extract_text() for page in printed().pages).split())
    for told in SAID.values():
        for words in told[1:]:
            assert words.replace(" ,", ",") in said


def test_the_same_review_makes_the_same_pdf(monkeypatch):
    """Byte for byte, made anew a year later."""
    once = pack_pdf(frozen(), small_edition(), ITEMS)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 31_536_000)
    assert pack_pdf(frozen(), small_edition(), ITEMS) == once


IN_ANOTHER_PROCESS = """
import hashlib
from briefing_factories import ITEMS, frozen, small_edition
from shared_metrics.site.briefing import pack_html
print(hashlib.sha256(pack_html(frozen(), small_edition(), ITEMS)).hexdigest())
"""


def test_another_process_makes_the_same_page():
    """With another order of sets, in another place of the world."""
    here = pack_html(frozen(), small_edition(), ITEMS)
    environment = os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"
    }  # fmt: skip
    there = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert there.stdout.strip() == hashlib.sha256(here).hexdigest()

"""The minutes as all partners read them: what was decided, agreed and learned, and no more."""

import dataclasses
import io
from typing import Any

import html5lib
import pypdf
import pytest

from briefing_factories import ADAPTATION, ITEMS, frozen, minutes, small_edition
from hostile_words import HOSTILE, as_read
from shared_metrics.desk.reviewing.frozen import Minutes
from shared_metrics.reviews import Decision
from shared_metrics.site.kept import Kept
from shared_metrics.site.minutes import minutes_html, minutes_pdf
from site_factories import drawings, elements, words_of_element

pytestmark = pytest.mark.xdist_group("site")


def page(one: Minutes | None = None) -> Any:
    made = minutes_html(frozen(), small_edition(), one or minutes(), Kept(drawings()))
    return html5lib.HTMLParser(strict=True).parse(made.decode())


def section(tree: Any, id_: str) -> str:
    (one,) = [s for s in elements(tree, "section") if s.get("aria-labelledby") == id_]
    return words_of_element(one)


SAID = {
    "decided": (
        "D1 The goal counts camps too. More people placed in lasting jobs, item 1",
        "D2 We meet in the library.",
    ),
    "agreed": ("C1 Call the employers", "Arroyo Workforce Board 1 Apr 2026"),
    "learned": (
        "What happened A third of the places stayed empty.",
        "Who does what now The district runs them.",
        "Buses stop too early. March 2026, heard by Arroyo Workforce Board",
        "2 more were written down for the backbone alone.",
    ),
    "agenda": tuple(f"{n} {one.title}" for n, one in enumerate(ITEMS, start=1)),
}


@pytest.mark.parametrize("part", SAID)
def test_minutes_tell_what_was_written_down(part):
    """Decisions and commitments numbered, what was learned, the agenda as it was."""
    said = section(page(), part)
    for words in SAID[part]:
        assert words in said


def test_minutes_say_who_closed_them_and_which_figures_were_seen():
    """Day and name of the closing; the day and state the figures are of."""
    (header,) = elements(page(), "header")
    said = words_of_element(header)
    assert "Closed on 30 April 2026, by Noor Haddad" in said
    assert "Figures up to 31 March 2026" in said
    assert "Figures as of 30 April 2026 A120" in said


@pytest.mark.parametrize(
    ("kept_back", "words"),
    [(0, None), (1, "1 more was written down"), (2, "2 more were written down")],
)
def test_private_things_are_counted_not_told(kept_back, words):
    """How many there are, when there are any."""
    said = section(page(minutes(kept_back=kept_back)), "learned")
    assert (words in said) if words else ("backbone alone" not in said)


def test_a_check_back_names_the_setback_it_answers():
    """What was changed earlier and looked at again stands under its setback's title."""
    seen = dataclasses.replace(ADAPTATION, outcome="helped", seen="Every camp was full.")
    said = section(page(minutes(setbacks=(), adaptations=(seen,))), "learned")
    assert "The road to the camps was closed" in said
    assert "It helped. Every camp was full." in said


def test_minutes_of_a_quiet_review_say_so():
    """Nothing decided, agreed or learned: in plain words, without empty tables."""
    quiet = minutes(decisions=(), commitments=(), setbacks=(), adaptations=(), field_notes=())
    tree = page(quiet)
    assert not list(elements(tree, "table"))
    for part, words in (
        ("decided", "Nothing was decided."),
        ("agreed", "Nothing was agreed."),
        ("learned", "Nothing was written down for all partners."),
    ):
        assert words in section(tree, part)


def test_hostile_words_stay_words():
    """What people wrote in the meeting is text wherever it stands; it makes no element."""
    told = minutes(
        closed_by=HOSTILE,
        decisions=(Decision("dec", "rvw", HOSTILE),),
        commitments=tuple(dataclasses.replace(c, text=HOSTILE) for c in minutes().commitments),
        adaptations=(dataclasses.replace(ADAPTATION, changed=HOSTILE),),
    )
    tree = page(told)
    assert {"script", "img", "b"}.isdisjoint(str(e.tag).rpartition("}")[2] for e in tree.iter())
    (body,) = elements(tree, "body")
    assert as_read(words_of_element(body)).count(as_read(HOSTILE)) == 4


def test_minutes_on_paper_are_tagged_and_the_same_every_time():
    """PDF/UA with the page's words; byte for byte, made anew."""
    once, again = (minutes_pdf(frozen(), small_edition(), minutes()) for _ in range(2))
    assert once == again
    pdf = pypdf.PdfReader(io.BytesIO(once))
    assert pdf.root_object["/Lang"] == "en"
    assert b"pdfuaid" in pdf.root_object["/Metadata"].get_object().get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title.startswith("Spring review, 30 April 2026: minutes")
    said = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    assert "D2 We meet in the library." in said

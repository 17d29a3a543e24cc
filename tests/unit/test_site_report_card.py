"""The report card: two pages, tagged, each number a link, the same bytes every time."""

import builtins
import io
import re
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from edition_factories import changed, edition, editions
from shared_metrics.errors import InstallationProblem
from shared_metrics.site import report_card_pdf
from shared_metrics.site.kept import Kept
from shared_metrics.site.words import LOCALES
from site_factories import drawings, parsed, site_folder, three_editions, view

pytestmark = pytest.mark.xdist_group("site")


def card(language: str = "en", **options: Any) -> pypdf.PdfReader:
    kept = Kept(drawings())
    one = options.pop("one", three_editions()[-1])
    return pypdf.PdfReader(io.BytesIO(report_card_pdf(one, language, kept=kept, **options)))


def text_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


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


def links_of(pdf: pypdf.PdfReader) -> list[str]:
    annotations = [a.get_object() for page in pdf.pages for a in page.get("/Annots", [])]
    return [a["/A"]["/URI"] for a in annotations if a["/Subtype"] == "/Link" and "/A" in a]


@pytest.mark.parametrize("language", LOCALES)
def test_the_card_is_two_pages_of_a4(language):
    """Front and back of one sheet, in every language."""
    pdf = card(language)
    assert len(pdf.pages) == 2
    for page in pdf.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_the_card_is_tagged_for_people_who_listen_to_it():
    """PDF/UA: language and title, headings in order, every picture with words."""
    pdf = card()
    assert pdf.root_object["/MarkInfo"]["/Marked"].value
    assert pdf.root_object["/Lang"] == "en"
    assert pdf.metadata is not None
    assert pdf.metadata.title.startswith("Arroyo Valley Shared Progress: R2: data to Mar 2026")
    assert b"pdfuaid" in pdf.root_object["/Metadata"].get_object().get_data()
    tags = tags_of(pdf)
    kinds = [tag["/S"] for tag in tags]
    assert kinds.count("/H1") == 1
    headings = [int(kind[2:]) for kind in kinds if re.fullmatch("/H[1-6]", kind)]
    assert all(b - a <= 1 for a, b in pairwise(headings))
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert len(figures) == 6
    assert all("/Alt" in tag and len(tag["/Alt"]) > 40 for tag in figures)
    assert "/TH" in kinds


def test_the_card_says_what_the_page_says():
    """Goals with status and coverage, groups, what went wrong, what was changed, what is hidden."""
    said = text_of(card())
    for goal in view(three_editions()[-1]).goals():
        assert goal.title in said
        assert goal.status.word in said
        assert " ".join(goal.now.split()) in said
    for words in (
        "For Q1 2026 7 of 8 files are in.",
        "Non-binary people hidden to protect people",
        "A hiring freeze reached the region, March 2025",
        "What was changed, May 2025:",
        "It helped.",
        "hello@example.org",
        three_editions()[-1].manifest_sha256,
    ):
        assert words in said


def test_a_spanish_card_is_spanish():
    """Words of ours in Spanish, numbers as they are written there."""
    pdf = card("es")
    assert pdf.root_object["/Lang"] == "es"
    assert "Ayudó." in text_of(pdf)
    assert "95,2 %" in text_of(pdf)


def test_every_number_is_a_link_to_its_place():
    """Below the site's address when there is one, beside the card's own page otherwise."""
    beside, full = links_of(card()), links_of(card(address="https://figures.example.org/"))
    assert "index.html#placements-quarter-2026-Q1" in beside
    page = "https://figures.example.org/releases/R2/index.html"
    assert f"{page}#placements-quarter-2026-Q1" in full
    es = links_of(card("es", address="https://figures.example.org/"))
    assert "https://figures.example.org/es/releases/R2/index.html#goal-shorter_delays" in es
    assert len(beside) == len(full) > 50


def test_links_lead_to_places_of_the_release_page():
    """Each anchor is on the edition's page."""
    ids = {e.get("id") for e in parsed(site_folder() / "releases/R2/index.html").iter()}
    anchors = {link.partition("#")[2] for link in links_of(card()) if "#" in link}
    assert anchors <= ids


def test_a_correction_and_a_reason_are_told():
    """An amended edition says what was put right; a long list is cut, and says so."""
    one = next(e for e in editions(3) if e.release.amends)
    said = text_of(card(one=one))
    assert "A partner sent corrected placements" in said
    assert "was 58 people, now 63 people." in said
    many = changed(one, corrections=one.release.corrections * 40)
    pdf = card(one=many)
    assert "34 more are listed on the page of this release." in text_of(pdf)
    assert len(pdf.pages) == 2


def test_a_card_without_figures_is_a_card():
    """A young partnership has goals and nothing to show yet."""
    said = text_of(card(one=edition(tables={})))
    assert "There are no figures to show yet." in said
    assert "Nothing was made public this time." not in said


def test_the_same_edition_makes_the_same_card():
    """Byte for byte, made anew."""
    once, again = (report_card_pdf(three_editions()[0], "en") for _ in range(2))
    assert once == again


def test_missing_libraries_are_told_plainly(monkeypatch):
    """Without Pango there is no card: what to install is said, not a list of library names."""
    import shared_metrics.site.printing as module

    module._style.cache_clear()
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InstallationProblem) as told:
        report_card_pdf(edition(tables={}), "en")
    assert told.value.code == "pdf_libraries_missing"
    assert "libpango-1.0-0" in (told.value.hint or "")
    assert "cannot load" not in told.value.message

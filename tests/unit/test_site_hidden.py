"""What is hidden is in no byte of what is built: not said, drawn, placed, named or packed."""

import dataclasses
import io
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from edition_factories import changed, definitions, edition, table_of
from shared_metrics.periods import PeriodKind
from shared_metrics.releases import Edition
from shared_metrics.releases.content import released_goal
from shared_metrics.site import build_site

pytestmark = pytest.mark.xdist_group("site")
SECRET = 61_973
FORGOTTEN = 61_999
KINDS = ("reach", "cumulative", "milestone", "keep_within", "keep_above")
METRIC = definitions().metric("placements")


def with_hidden_baseline(baseline: int) -> Edition:
    """A goal of each kind whose baseline's figure is hidden; the value is still in the goal."""
    rows = [
        ("2023-Q3", None, "suppressed", None, False),
        ("2025-Q1", 61_200, "published", None, False),
        ("2025-Q4", 61_000, "published", None, False),
        ("2026-Q1", 62_400, "published", None, False),
        ("2026-Q2", None, "suppressed", None, False),
    ]
    table = table_of(METRIC, PeriodKind.QUARTER, (), rows)
    agreed = definitions().goal("more_people_placed")
    target = dataclasses.replace(agreed.target, value=Decimal(63_000))
    value = dataclasses.replace(agreed.baseline, value=Decimal(baseline))
    goals = [
        dataclasses.replace(agreed, id=f"{kind}_goal", kind=kind, baseline=value, target=target)
        for kind in KINDS
    ]
    shown = [
        released_goal(goal, METRIC, {table.id: table}, coverage_in=lambda _: None) for goal in goals
    ]
    as_agreed = [
        dataclasses.replace(one, goal=goal, needed=float(FORGOTTEN), share_of_the_way=0.4)
        for one, goal in zip(shown, goals, strict=True)
    ]  # as if what freezes a release had forgotten to take it out
    assert not any(one.baseline_is_public for one in as_agreed)
    made = edition(tables={table.id: table}, goals=tuple(shown))
    return changed(made, goals=tuple(as_agreed))


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_hidden_baseline_changes_no_byte_of_the_site(tmp_path):
    """Whatever it is, pages, drawings, report cards and downloads are the same."""
    embeds = frozenset(f"{kind}_goal" for kind in KINDS)
    sites = []
    for at, baseline in enumerate((SECRET, 61_974, 3)):
        out = tmp_path / str(at)
        build_site([with_hidden_baseline(baseline)], out, embeds=embeds)
        sites.append(everything(out))
    first, *others = sites
    for other in others:
        assert other.keys() == first.keys()
        assert [path for path in first if other[path] != first[path]] == []
    assert_not_in(first, (SECRET,))
    assert_not_in({path: said for path, said in first.items() if built(path)}, (FORGOTTEN,))


def built(path: str) -> bool:
    """Not the release itself, which lies beside the pages as it was frozen."""
    return not path.endswith(("/release.json", ".zip"))


def assert_not_in(site: dict[str, bytes], numbers: tuple[int, ...]) -> None:
    """Neither as it is nor as a language writes it, in any file, name or report card."""
    texts = [*site, *(content.decode("latin-1") for content in site.values())]
    cards = [content for path, content in site.items() if path.endswith(".pdf")]
    assert cards
    for card in cards:
        pages = pypdf.PdfReader(io.BytesIO(card)).pages
        texts += [page.extract_text() for page in pages]
        texts += [page.get_contents().get_data().decode("latin-1") for page in pages]
    for number in numbers:
        forms = {str(number), f"{number:,}", f"{number:,}".replace(",", "."), f"{number / 1e5}"}
        for text in texts:
            assert not [form for form in forms if form in text]

"""The page about the publication plan is true: its example is accepted, and no word is left out."""

from dataclasses import fields

from docs.reading_docs import DOCS, ROOT, code_blocks
from shared_metrics.agenda import AudiencePlan, PlannedMetric, PlannedTable, parse_agenda
from shared_metrics.definitions import load_definitions

PAGE = DOCS / "how-to" / "write-a-publication-plan.md"
SAMPLE = ROOT / "data_contracts"
NOT_WRITTEN = {"audience", "file", "line", "metrics", "tables"}  # places, and what holds the rest


def test_the_example_is_accepted_by_the_sample_partnership():
    """Whoever copies the example into the sample has a plan that lints clean."""
    (text,) = code_blocks(PAGE, "yaml")
    files = {
        str(path): path.read_text(encoding="utf-8")
        for path in (SAMPLE / "agenda").rglob("*.yaml")
        if path.name != "publication.yaml"
    }
    contracts = load_definitions(SAMPLE).contracts
    agenda = parse_agenda({**files, "agenda/publication.yaml": text}, contracts).agenda
    assert [plan.audience for plan in agenda.publication] == ["public", "funder:north_valley_fund"]


def test_every_word_of_a_plan_is_explained():
    """Each key a plan may have stands at the head of a row."""
    text = PAGE.read_text(encoding="utf-8")
    words = {
        field.name for kind in (AudiencePlan, PlannedMetric, PlannedTable) for field in fields(kind)
    }
    for word in words - NOT_WRITTEN:
        assert f"\n| `{word}` | " in text, word

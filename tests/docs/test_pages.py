"""The documentation is complete, current, and leads nowhere that does not exist."""

import datetime as dt
import subprocess
import sys

import pytest

from docs.reading_docs import DOCS, ROOT, anchors, code_blocks, links, pages
from shared_metrics.agenda import AGENDA_RULES
from shared_metrics.checks import RULES as CHECK_RULES
from shared_metrics.checks import judge
from shared_metrics.cli.program import program
from shared_metrics.contracts import LINT_RULES
from shared_metrics.contracts.vendor import COLUMN_PROPERTIES, CONTRACT_PROPERTIES
from shared_metrics.definitions import load_definitions
from shared_metrics.reading import RULES as READING_RULES
from shared_metrics.reading import Upload, read
from shared_metrics.settings import Settings
from shared_metrics.submissions import State
from shared_metrics.web.navigation import SCREENS

REFERENCE = DOCS / "reference"


def _text(name):
    return (REFERENCE / name).read_text(encoding="utf-8")


def _definitions():
    return load_definitions(ROOT / "data_contracts")


def test_generated_pages_are_as_they_would_be_written_now():
    """Whoever changes a command, rule, metric or setting also writes its reference page anew."""
    ran = subprocess.run(
        [sys.executable, ROOT / "tools" / "generate_docs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    """Every link within the documentation leads to a file, and to a heading of it."""
    for link in links(page):
        if "://" in link or link.startswith("mailto:"):
            continue
        target, _, anchor = link.partition("#")
        place = (page.parent / target).resolve() if target else page
        assert place.exists(), f"{link} leads nowhere"
        if anchor and place.suffix == ".md":
            assert anchor in anchors(place), f"{link}: no such heading"


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_every_page_can_be_found_from_the_first(page):
    """A page nobody links to is a page nobody reads."""
    found, waiting = set(), [DOCS / "index.md"]
    while waiting:
        here = waiting.pop()
        if here in found or here.suffix != ".md":
            continue
        found.add(here)
        local = (link.partition("#")[0] for link in links(here) if "://" not in link)
        waiting += [(here.parent / link).resolve() for link in local if link]
    assert page in found or page.parent.name == "decisions"


def _commands(group=program, name="shared-metrics"):
    for word, command in group.commands.items():
        yield from (
            _commands(command, f"{name} {word}")
            if hasattr(command, "commands")
            else [(f"{name} {word}", command)]
        )


def test_every_command_and_option_is_documented():
    """The reference names every command and every option of it."""
    text = _text("cli.md")
    for name, command in _commands():
        assert f"## {name}\n" in text
        for option in command.params:
            if getattr(option, "hidden", False) or not option.opts[0].startswith("-"):
                continue
            assert option.opts[0] in text, f"{name} {option.opts[0]}"


@pytest.mark.parametrize(
    "rules",
    [READING_RULES, CHECK_RULES, LINT_RULES, AGENDA_RULES],
    ids=["reading", "checks", "contracts", "agenda"],
)
def test_every_finding_is_documented(rules):
    """Whatever a person can be told about a file stands in the list of findings, in words."""
    text = _text("findings.md")
    for rule, words in rules.items():
        assert f"| `{rule}` | {words.replace('<', '&lt;')} |" in text


def test_every_contract_metric_and_rule_is_documented():
    """Each contract with its columns and rules, and each metric, has its entry."""
    definitions = _definitions()
    contracts, metrics = _text("contracts.md"), _text("metrics.md")
    for contract in definitions.contracts.values():
        assert f"## {contract.id}\n" in contracts
        for named in (*(c.name for c in contract.columns), *(r.id for r in contract.rules)):
            assert f"`{named}`" in contracts
    for metric in definitions.agenda.metrics:
        assert f"### {metric.id}\n" in metrics


def test_every_setting_and_state_is_documented():
    """No variable and no state without its words."""
    settings, states = _text("settings.md"), _text("submissions.md")
    for name in Settings.model_fields:
        assert f"`SHARED_METRICS_{name.upper()}`" in settings
    for state in State:
        assert f"| `{state}` |" in states


def test_our_own_words_in_a_contract_are_explained():
    """Every property that only this program knows is explained where contracts are written."""
    text = (DOCS / "how-to" / "write-a-contract.md").read_text(encoding="utf-8")
    for name in CONTRACT_PROPERTIES | COLUMN_PROPERTIES:
        assert f"| `{name}` |" in text


def test_the_files_of_the_first_upload_do_what_the_page_says():
    """The tutorial's first file has its mistake in F2, and only there; its second one is sound."""
    contract = _definitions().contract("workforce_placements")
    found = []
    for text in code_blocks(DOCS / "tutorials" / "first-upload.md", "csv"):
        table = read(Upload("june.csv", text.encode()), contract)
        found.append(judge(table, contract, partner=None, today=dt.date(2026, 7, 15)))
    assert [[f.cell for f in judgement.findings] for judgement in found] == [["F2"], []]
    assert [judgement.verdict for judgement in found] == ["fail", "pass"]


def test_every_screen_is_documented():
    """Each page has its entry: its name, its address, what it is for."""
    text = _text("pages.md")
    for screen in SCREENS:
        assert f"| {screen.title} | `/{screen.url}` | " in text

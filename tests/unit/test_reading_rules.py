"""Every rule has a file that raises it, and no file raises a rule without a meaning."""

import pytest

from reading_factories import read_bytes
from reading_nasty import NASTY
from shared_metrics.findings import Level
from shared_metrics.reading import RULES

BLOCKS_ALL = set(list(RULES)[: list(RULES).index("too_many_columns") + 1])


def test_every_rule_has_its_file() -> None:
    """The table of rules and the nasty files name the same rules."""
    assert set(NASTY) == set(RULES)


@pytest.mark.parametrize("rule", NASTY)
def test_each_file_raises_its_rule(rule: str) -> None:
    """A file made to break one rule is told so, as a finding or an assumption."""
    nasty = NASTY[rule]
    table = read_bytes(nasty.content, name=nasty.name, **nasty.how)
    said = {f.rule for f in table.findings} | {a.rule for a in table.assumptions}
    assert rule in said
    assert said <= set(RULES)


@pytest.mark.parametrize("rule", NASTY)
def test_nothing_is_readable_only_when_nothing_can_be_said(rule: str) -> None:
    """An unreadable file has one finding to fix, no rows and no columns; all others have cells."""
    nasty = NASTY[rule]
    table = read_bytes(nasty.content, name=nasty.name, **nasty.how)
    assert table.readable is (rule not in BLOCKS_ALL)
    if not table.readable:
        assert [f.level for f in table.findings] == [Level.FIX]
        assert table.cells.shape == (0, 1)


@pytest.mark.parametrize("rule", NASTY)
def test_whatever_must_be_fixed_says_how(rule: str) -> None:
    """A finding that blocks or asks says in a sentence what is wrong, and what to do."""
    nasty = NASTY[rule]
    for finding in read_bytes(nasty.content, name=nasty.name, **nasty.how).findings:
        assert finding.message.endswith((".", "?"))
        assert finding.level is Level.NOTE or (finding.fix or "").endswith(".")

"""The security page names code and tests that are there."""

import re

import pytest

from docs.reading_docs import ROOT

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("## Each property")[2]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")][1:]
NOQA = re.compile(r"#\s*noqa:[^#\n]*\bS\d{3}\b(?P<rest>[^\n]*)")


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_table_is_read() -> None:
    """Every row has a property, its code and its test."""
    assert len(ROWS) >= 25
    assert all(len(row) == 3 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_keeps_a_property_is_there(row: list[str]) -> None:
    """No property without code, none without a test; files and tests are named as they are."""
    _, code, tests = row
    assert named(code)
    assert named(tests)
    for path in named(code):
        assert (ROOT / path).is_file(), path
    for test in named(tests):
        path, _, name = test.partition("::")
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(), re.MULTILINE), test


@pytest.mark.parametrize(
    "path",
    sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]),
    ids=lambda path: path.name,
)
def test_every_exception_to_the_security_rules_has_a_reason(path) -> None:
    """A `noqa` of one of ruff's S rules says why."""
    for found in NOQA.finditer(path.read_text(encoding="utf-8")):
        assert re.search(r"- \w", found["rest"]), found[0]


def test_the_security_rules_are_on() -> None:
    """Ruff selects every rule, and none of S is ignored outside tests and benchmarks."""
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = config.partition("[tool.ruff.lint]")[2].partition("[tool.ruff.lint.pydocstyle]")[0]
    assert 'select = ["ALL"]' in lint
    assert not re.search(r'^\s*"S\d', lint, re.MULTILINE)

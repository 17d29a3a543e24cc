"""How findings are grouped, told and downloaded."""

import csv
import io

import pytest

from shared_metrics.findings import Finding, Level
from shared_metrics.web.panels.findings import findings_csv, grouped, summary, waiting_words


def finding(
    message: str = "Fill it in.",
    *,
    level: Level = Level.FIX,
    rule: str = "required",
    column: str | None = "placed",
    line: int = 2,
    value: str | None = None,
) -> Finding:
    return Finding(rule, level, message, line=line, column=column, cell=f"H{line}", value=value)


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([], "Nothing to fix"),
        ([Level.NOTE], "Nothing to fix"),
        ([Level.FIX], "1 thing to fix"),
        ([Level.FIX] * 3 + [Level.CHECK] * 2, "3 things to fix, 2 to check"),
        ([Level.CHECK], "1 to check"),
    ],
)
def test_the_summary_counts_by_what_is_to_be_done(levels: list[Level], words: str) -> None:
    """Notes are not counted: there is nothing to do about them."""
    assert summary([finding(level=level) for level in levels]) == words


def test_one_rule_in_one_column_is_told_once() -> None:
    """Many cells, one group; what blocks stands first."""
    many = [finding(line=line) for line in range(2, 40)]
    check = finding("The wage is unusual.", level=Level.CHECK, rule="wage_usual", column="wage")
    groups = grouped([check, *many])
    assert [(group.level, group.rule, len(group.findings)) for group in groups] == [
        (Level.FIX, "required", 38),
        (Level.CHECK, "wage_usual", 1),
    ]


def test_messages_are_split_into_what_is_shared_and_what_is_the_cells() -> None:
    """The sentence they share heads the group; each cell adds its own."""
    (group,) = grouped(
        [
            finding("More completed than enrolled. Completed is 50, Enrolled is 42.", line=2),
            finding("More completed than enrolled. Completed is 9, Enrolled is 8.", line=3),
        ]
    )
    assert group.shared == "More completed than enrolled."
    assert [group.own_words(one) for one in group.findings] == [
        "Completed is 50, Enrolled is 42.",
        "Completed is 9, Enrolled is 8.",
    ]


def test_messages_without_a_shared_sentence_stay_whole() -> None:
    """Sentences are compared as wholes, never cut inside."""
    (group,) = grouped([finding("“x” is not a number."), finding("“y” is not a number.", line=3)])
    assert group.shared == ""


def test_rules_that_wait_are_counted() -> None:
    """How many rules could not be tried yet."""
    assert waiting_words(()) is None
    assert waiting_words(("a",)) == "1 rule waits for these to be fixed."
    assert waiting_words(("a", "b")) == "2 rules wait for these to be fixed."


def test_the_download_holds_everything_and_runs_nothing() -> None:
    """All findings, one a row; a cell that a spreadsheet would run is made text."""
    content = findings_csv([finding(value="=1+1", line=line) for line in range(2, 40)])
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 38
    assert (rows[0]["cell"], rows[0]["value"]) == ("H2", "'=1+1")

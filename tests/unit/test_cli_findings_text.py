from shared_metrics.cli.findings_text import check_data, check_text, headline
from shared_metrics.findings import Assumption, Finding, Level


def finding(rule="range", level=Level.FIX, cell="B2", value="9", message="Too large.", **more):
    return Finding(rule, level, message, cell=cell, value=value, **more)


def test_the_headline_counts_what_is_to_do():
    """What must be fixed first, then what is to check; notes are nothing to do."""
    assert headline([]) == "nothing to fix"
    assert headline([finding()]) == "1 thing to fix"
    both = [finding(), finding(), finding(level=Level.CHECK), finding(level=Level.NOTE)]
    assert headline(both) == "2 things to fix, 1 to check"


def test_a_repeated_finding_is_told_once_with_its_cells():
    """One rule with one sentence: the sentence once, then the cells, then what to do."""
    found = [finding(cell=f"B{n}", line=n, value=str(n), fix="Check it.") for n in (2, 3)]
    assert check_text("a.csv", "2 rows", found, ()).splitlines() == [
        "a.csv: 2 things to fix",
        "  2 rows",
        "",
        "  To fix",
        "  - Too large. [range]",
        "    B2 (“2”), B3 (“3”)",
        "    What to do: Check it.",
    ]


def test_only_the_first_ten_cells_are_shown_and_the_rest_counted():
    """A thousand faults of one kind do not fill the screen; their number is still true."""
    found = [finding(cell=f"B{n}", line=n) for n in range(2, 1002)]
    text = check_text("a.csv", "1,000 rows", found, ())
    assert "B11" in text
    assert "B12" not in text
    assert "... and 990 more" in text


def test_different_sentences_of_one_rule_are_each_told():
    """Sentences that name their own values are each shown beside their cell."""
    found = [finding(cell="B2", message="This is 9."), finding(cell="B3", message="This is 8.")]
    text = check_text("a.csv", "", found, ())
    assert "    B2: This is 9.\n    B3: This is 8." in text


def test_levels_and_assumptions_are_kept_apart():
    """What was taken to be so comes first, then what to fix, to check, to know."""
    found = [finding("c", Level.NOTE), finding("b", Level.CHECK), finding("a")]
    text = check_text("a.csv", "", found, [Assumption("encoding", "Read as UTF-16.")])
    places = [text.index(word) for word in ("Read as UTF-16", "To fix", "To check", "To know")]
    assert places == sorted(places)


def test_json_holds_every_finding():
    """`check --json` holds all of them, in the order of the file."""
    found = [finding(cell=f"B{n}") for n in range(2, 30)]
    data = check_data("a.csv", 28, found, [Assumption("encoding", "Read as UTF-16.")])
    assert data["verdict"] == "fail"
    assert len(data["findings"]) == 28
    assert data["assumptions"] == [{"rule": "encoding", "message": "Read as UTF-16."}]

import polars as pl
import pytest

from checking_factories import judged, make_column, make_contract, places, rows, shipped
from shared_metrics.checks.words import read_words, read_yes_no
from shared_metrics.contracts.model import Breakdown, EnumValue

GENDER = make_column(
    "gender",
    "string",
    enum=(
        EnumValue("all", "Everybody", ("total",)),
        EnumValue("women", "Women and girls", ("female", "f")),
        EnumValue("men", "Men"),
    ),
)
TOTAL_IN_BLANKS = Breakdown(
    "gender", "all", ("women", "men"), exclusive=True, exhaustive=True, blank_is_total=True
)

SPELLINGS = rows("""
    women            | women
    Women            | women
    WOMEN AND  GIRLS | women
    F                | women
    Total            | all
    Men              | men
""")


@pytest.mark.parametrize(("text", "value"), SPELLINGS)
def test_a_group_is_known_by_value_label_or_synonym_in_any_case(text, value):
    """Value, label and declared synonym mean the value; another spelling is said."""
    typed = read_words(pl.Series("gender", [text]), GENDER, None)
    assert typed.values.to_list() == [value]
    assert bool(typed.assumptions) == (text != value)


def test_a_blank_is_the_total_only_where_the_contract_says_so():
    """An empty group cell becomes the total if declared, and says so; else it stays empty."""
    text = pl.Series("gender", ["women", None])
    declared = read_words(text, GENDER, TOTAL_IN_BLANKS)
    assert declared.values.to_list() == ["women", "all"]
    assert [a.rule for a in declared.assumptions] == ["blank_is_total"]
    assert read_words(text, GENDER, None).values.to_list() == ["women", None]


YES_NO = rows("""
    yes   | True
    TRUE  | True
    1     | True
    No    | False
    0     | False
    maybe | None
""")


@pytest.mark.parametrize(("text", "value"), YES_NO)
def test_yes_and_no_are_read_in_their_usual_words(text, value):
    """Usual words for yes and no are read, anything else is a finding."""
    typed = read_yes_no(pl.Series("b", [text]), make_column("b", "boolean"))
    assert str(typed.values[0]) == value
    assert typed.untyped[0] == (value == "None")


def test_an_unknown_group_names_the_nearest_one():
    """A group that is in no list is told with what it may have meant."""
    (finding,) = judged("period,gender\n2026-03,wimen", make_contract(GENDER)).findings
    assert (finding.rule, finding.cell, finding.value) == ("not_in_list", "B2", "wimen")
    assert "Did you mean “women”?" in finding.message


@pytest.mark.parametrize("text", ["Nov-11", "11-Nov", "May-2016"])
def test_a_code_that_excel_took_for_a_date_is_told_so(text):
    """Codes mangled by Excel get a message that names Excel, under a list or a pattern."""
    patterned = make_column("code", "string", pattern=r"^[0-9]{2}-[0-9]{2,4}$")
    for column in (GENDER, patterned):
        (finding,) = judged(f"period,{column.name}\n2026-03,{text}", make_contract(column)).findings
        assert finding.rule == "changed_by_excel"
        assert "Excel" in finding.message


@pytest.mark.parametrize("start", "=+-@")
def test_text_that_a_spreadsheet_would_run_is_refused(start):
    """Free text that starts like a formula is a finding."""
    contract = make_contract(make_column("note", "string"))
    judgement = judged(f"period,note\n2026-03,{start}1+1", contract)
    assert places(judgement.findings) == [("formula", "B2")]


def test_values_that_yaml_reads_as_no_and_off_stay_words():
    """Every synonym of a shipped contract is text."""
    spelled = [s for v in shipped("congestion").by_name["peak"].enum for s in v.synonyms]
    assert all(isinstance(word, str) for word in spelled)
    assert "off" in spelled

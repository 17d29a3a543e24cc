from decimal import Decimal

import pytest

from checking_factories import judged, make_column, make_contract, rows, rules_of
from shared_metrics.contracts.model import Breakdown, Role

GROUP = make_column("group", "string", role=Role.BREAKDOWN, enum=("all", "p", "q"))


def contract(*, exclusive=True, exhaustive=True, **said):
    column = make_column("n", missing_marks={"n/a": "not_collected"}, **said)
    parts = Breakdown("group", "all", ("p", "q"), exclusive=exclusive, exhaustive=exhaustive)
    return make_contract(GROUP, column, key=("group",), breakdowns=(parts,))


def table(total, p, q):
    cells = {"all": total, "p": p, "q": q}
    lines = [f"2026-03,{group},{cell}" for group, cell in cells.items() if cell != "absent"]
    return "\n".join(["period,group,n", *lines])


AGREEMENT = rows("""
    total  | p      | q      | exclusive | exhaustive | agree
    -------+--------+--------+-----------+------------+------
    5      | 2      | 3      | yes       | yes        | yes
    5      | 2      | 2      | yes       | yes        | no
    5      | 2      | 4      | yes       | yes        | no
    5      | 2      | absent | yes       | yes        | no
    5      | 5      | absent | yes       | yes        | yes
    5      | absent | absent | yes       | yes        | yes
    5      | 6      | absent | yes       | yes        | no
    5      | 2      | n/a    | yes       | yes        | yes
    n/a    | 2      | 3      | yes       | yes        | yes
    absent | 2      | 3      | yes       | yes        | yes
    5      | 2      | 2      | yes       | no         | yes
    5      | 2      | 4      | yes       | no         | no
    5      | 4      | 4      | no        | no         | yes
    5      | 6      | 1      | no        | no         | no
""")[1:]


@pytest.mark.parametrize("case", AGREEMENT, ids=" ".join)
def test_groups_and_their_total_must_agree(case):
    """Parts that add up equal the total, an absent one counts as nobody; marks prove nothing."""
    total, p, q, exclusive, exhaustive, agree = case
    made = contract(exclusive=exclusive == "yes", exhaustive=exhaustive == "yes")
    expected = set() if agree == "yes" else {"parts_disagree_with_total"}
    assert rules_of(judged(table(total, p, q), made)) == expected


def test_a_disagreement_names_the_total_and_the_parts():
    """The finding stands at the total and names both figures and the cells of the parts."""
    (finding,) = judged(
        table("1,000", "600", "500").replace("1,000", '"1,000"'), contract()
    ).findings
    assert (finding.level, finding.cell, finding.value) == ("fix", "C2", "1,000")
    assert "says 1,000" in finding.message
    assert "add up to 1,100 (C3 to C4, 2 rows)" in finding.message


def test_averages_are_never_added_up():
    """A column whose sums mean nothing is not compared with its total, nor summed."""
    judgement = judged(table("20", "18", "25"), contract(additive_over_partners=False))
    assert not judgement.findings
    assert judgement.totals == {}


HEADLINES = rows("""
    total  | p   | q      | headline
    5      | 2   | 3      | 5
    absent | 2   | 3      | 5
    n/a    | 2   | 3      |
    0      | 0   | 0      | 0
""")[1:]


@pytest.mark.parametrize(("total", "p", "q", "headline"), HEADLINES)
def test_the_receipt_s_totals_count_everybody_once(total, p, q, headline):
    """The total row if there is one, else the parts; nothing is added on top of it."""
    totals = judged(table(total, p, q), contract()).totals
    assert totals == ({"n": Decimal(headline)} if headline else {})


def test_totals_are_unscaled_and_exact():
    """A sum keeps its decimals, beyond what a float could hold."""
    made = make_contract(make_column("n", "number", scale=2))
    text = "period,n\n2026-03,90071992547409.93\n2026-04,0.01"
    assert judged(text, made).totals == {"n": Decimal("90071992547409.94")}


def test_a_total_row_of_the_file_is_compared_with_our_sum():
    """The file's own total row is a check when it differs from our sum, with both figures."""
    made = make_contract(make_column("site", "string"), make_column("n"), key=("site",))
    rows_ = "period,site,n\n2026-03,a,136000\n2026-03,b,579\n"
    assert rules_of(judged(rows_ + "Total,,136579", made)) <= {"total_row"}
    different = judged(rows_ + "Total,,136664", made).findings
    (finding,) = [f for f in different if f.rule == "control_total_differs"]
    assert (finding.level, finding.cell) == ("check", "C4")
    assert "our sum 136,579, your total 136,664" in finding.message


def test_a_repeated_row_is_told_as_repeated_only():
    """A part that stands there twice is a repeated row, not a disagreement with the total too."""
    text = table("5", "2", "3") + "\n2026-03,q,3"
    assert rules_of(judged(text, contract())) == {"duplicate_rows"}


def test_sums_of_parts_never_wrap():
    """Parts whose sum exceeds 64 bits are added exactly, in findings and in the receipt."""
    large = "9000000000000000000"
    judgement = judged(table(large, large, large), contract())
    assert "add up to 18,000,000,000,000,000,000" in judgement.findings[0].message
    parts_only = judged(table("absent", large, large), contract())
    assert parts_only.totals == {"n": Decimal(2 * int(large))}

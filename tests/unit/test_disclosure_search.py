"""The search for witnesses: what it looks at, what it takes over, and what it keeps."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from disclosure_tables import cells_of, drawn, proven, rules_of
from shared_metrics.disclosure import PastEdition, Rules, verify
from shared_metrics.disclosure.carried import Earlier, carried
from shared_metrics.disclosure.cover import Cover
from shared_metrics.disclosure.equations import System, system
from shared_metrics.disclosure.known import given_before
from shared_metrics.disclosure.timeline import Timeline, timeline
from shared_metrics.disclosure.views import Views, rows_at
from shared_metrics.disclosure.wanted import Needs
from shared_metrics.disclosure.witnesses import Room, Target, Witness, find, whole_parts

TEXT = "| | a | b | c |\n| q1 | 5 | 40 | 60 |\n| q2 | 30 | 50 | 70 |"
CELLS = cells_of(drawn(TEXT))
RULES = rules_of(CELLS)
AS_LARGE = 500


def restated(text: str = TEXT.replace("| 30 |", "| 90 |")) -> Timeline:
    """Two editions, the second with another number."""
    past = PastEdition("R1", CELLS, proven(CELLS, RULES).frame, RULES)
    return timeline(cells_of(drawn(text)), RULES, [past])


def var_of(line: Timeline, when: str, who: str, version: int = 0) -> int:
    placed = line.variables.join(line.keys, on="key")
    (found,) = placed.filter(when=when, who=who, version=version)["var"].to_list()
    return int(found)


def moves(whole: System, by: dict[int, int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    told = np.zeros(len(whole.values), dtype=np.int64)
    told[list(by)] = list(by.values())
    return told


# --- the system -----------------------------------------------------------------------------


def test_a_change_is_an_equation_only_where_it_is_asked_for():
    """There are as many changes as pairs of versions: the others are left out."""
    line = restated()
    whole = system(line)
    asked = whole.changes["var"].to_numpy()[:1]
    assert whole.with_changes(np.array([0])).shape == whole.sums.shape
    assert whole.with_changes(asked).shape[0] == whole.sums.shape[0] + 1
    every = whole.with_changes(whole.changes["var"].to_numpy())
    assert not (every @ whole.values).any()


def test_what_moves_a_cell_moves_its_changes():
    """The newer version moved by 3 and the older by 1: the change is moved by 2."""
    line = restated()
    whole = system(line)
    old, new = var_of(line, "q2", "a"), var_of(line, "q2", "a", 1)
    told = whole.complete(moves(whole, {old: 1, new: 3}))
    number = whole.changes.filter(old=old, new=new)["var"].item()
    assert told[number] == 2


# --- looking for one witness ----------------------------------------------------------------


def search(free: Sequence[tuple[str, str]], by: int = 5) -> Witness | None:
    """A witness for a of q1 that moves it by so much, where only these cells may move."""
    line = timeline(CELLS, RULES, [])
    whole = system(line)
    down = moves(whole, {var_of(line, *place): AS_LARGE for place in free})
    target = Target(np.array([var_of(line, "q1", "a")]), np.array([by]))
    found = find(whole, Room(down, down), target, np.ones(len(down)), all_of_it=True)
    return None if found is None else Witness(np.flatnonzero(found), found[found != 0])


def test_a_cell_alone_in_its_sum_cannot_move():
    """What all else of a sum holds still needs no solver."""
    assert search([("q1", "a"), ("q2", "b"), ("q2", "c")]) is None


def test_two_cells_of_a_sum_move_against_each_other():
    """One up, the other down by as much: the sum stays."""
    found = search([("q1", "a"), ("q1", "b"), ("q2", "c")])
    assert found is not None
    assert sorted(found.by.tolist()) == [-5, 5]


@pytest.mark.parametrize(
    ("by", "off", "kept"),
    [
        ([2, 2, 3, 3], [0, 0, 0, 1], [2, 2, 0, 0]),  # the last came out in fractions
        ([2, 2, 3, 4], [0, 0, 0, 0], [2, 2, 0, 0]),  # the second sum is off
        ([2, 2, 0, 0], [0, 0, 1, 1], [2, 2, 0, 0]),  # less than half of one
    ],
)
def test_of_many_at_once_the_parts_that_came_out_whole_are_kept(by, off, kept):
    """Fractions in one part are no reason to look for the others again."""
    sums = sparse.csr_matrix([[1, -1, 0, 0], [0, 0, 1, -1]])
    found = whole_parts(sums, np.array(by), np.array(off, dtype=bool))
    assert found is not None
    assert found.tolist() == kept


def test_where_nothing_came_out_whole_nothing_is_kept():
    """Then one by one."""
    sums = sparse.csr_matrix([[1, -1]])
    assert whole_parts(sums, np.array([2, 2]), np.array([True, False])) is None


# --- how much is proven ---------------------------------------------------------------------


def needs_of(line: Timeline, history: Sequence[PastEdition] = ()) -> tuple[Needs, Views, System]:
    whole = system(line)
    views = Views(line, len(whole.values))
    return Needs(line, whole, given_before(line, history, len(whole.values)), views), views, whole


def of_one_partner() -> tuple[Needs, int, int]:
    """A cell of one partner: the needs, its variable, and how wide it must stay."""
    cells = cells_of(drawn("| | a | b |\n| q1 | 60 | 70 |") | {("q1", "c", "alone"): 500})
    rules: Rules = rules_of(cells, min_contributors=3, interval=0.1)
    line = timeline(cells, rules, [])
    needs, _, _ = needs_of(line)
    at = var_of(line, "q1", "c")
    return needs, at, int(needs.width[needs.var == at].item())


def meets(needs: Needs, at: int, by: int) -> bool:
    return needs.meet(Witness(np.array([at]), np.array([by])), np.array([False]))


def test_the_width_is_what_all_witnesses_reach_together():
    """100 wide: 60 up and 40 down are enough, wherever that lies."""
    needs, at, width = of_one_partner()
    assert width == 100
    assert meets(needs, at, 60)
    assert len(needs.open_of(0))
    assert meets(needs, at, -40)
    assert not len(needs.open_of(0))


@pytest.mark.parametrize(
    ("already", "by", "helps"),
    [
        (60, 84, False),  # less than a quarter of the width more
        (60, 85, True),  # a quarter
        (60, 50, False),  # nothing more
        (90, -9, False),  # a little, and still too narrow
        (90, -10, True),  # a little, but all that lacked
        (90, 100, True),
        (100, 200, False),  # wide enough before
    ],
)
def test_a_witness_helps_where_it_widens_much_or_reaches_the_width(already, by, helps):
    """Many small steps would make long proofs, but the last step may be small."""
    needs, at, _ = of_one_partner()
    assert meets(needs, at, already)
    assert meets(needs, at, by) is helps


# --- which witnesses are kept ---------------------------------------------------------------


def cover_of(by: Sequence[int]) -> Cover:
    """Witnesses that each move a of q1 (5 people) by so much."""
    line = timeline(CELLS, RULES, [])
    needs, _, _ = needs_of(line)
    at = np.array([var_of(line, "q1", "a")])
    witnesses = [Witness(at, np.array([one])) for one in by]
    return Cover(needs, witnesses, [np.array([False]) for _ in by])


def test_a_witness_others_make_needless_is_dropped():
    """1 and 10 must both be possible: of two witnesses for 10 one is enough."""
    cover = cover_of([5, -4, 7])
    assert cover.drop([0])
    assert not cover.drop([1])
    assert not cover.drop([2])
    assert cover.kept.tolist() == [False, True, True]


def test_several_are_dropped_together_or_not_at_all():
    """What would leave a need open is not dropped in part."""
    cover = cover_of([5, -4, 7])
    assert not cover.drop([0, 2])
    assert cover.kept.all()


def test_a_witness_that_meets_nothing_is_dropped():
    """Without it nothing is open."""
    assert cover_of([5, -4, 1]).drop([2])


def editions(count: int, *, insiders: bool) -> list[tuple[PastEdition, Rules]]:
    """So many editions of one table, another number restated in each."""
    history: list[PastEdition] = []
    rules = rules_of(CELLS, protect_insiders=insiders)
    for number in range(count):
        values = drawn(TEXT)
        values["q1", "c", "c1"] += 13 * number
        values["q2", "a", "a2"] += 2 * number
        cells = cells_of(values)
        found = proven(cells, rules, history)
        kept = found.certificate.by_place
        history.append(PastEdition(f"R{number}", cells, found.frame, rules, kept))
    return [(past, rules) for past in history]


@pytest.mark.parametrize("insiders", [False, True])
def test_every_witness_of_a_certificate_is_needed(insiders):
    """The gate misses any one that is taken out."""
    *before, (_, rules) = editions(4, insiders=insiders)
    history = [past for past, _ in before]
    cells = cells_of(drawn(TEXT))
    safe = proven(cells, rules, history)
    witnesses = safe.certificate.witnesses
    assert witnesses
    for number in range(len(witnesses)):
        fewer = replace(safe.certificate, witnesses=(*witnesses[:number], *witnesses[number + 1 :]))
        assert "not proven safe" in verify(safe.frame, cells, fewer, rules, history)[0]


def test_the_same_history_gives_the_same_bytes():
    """What is taken over, found and kept does not depend on chance."""
    first, second = (editions(3, insiders=True)[-1][0] for _ in range(2))
    assert first.witnesses == second.witnesses
    assert first.frame.equals(second.frame)


# --- what earlier editions found ------------------------------------------------------------


def taken_over(text: str) -> tuple[Timeline, System, int, list[Witness]]:
    """The next edition, how many witnesses the first had, and those that still add up."""
    first = proven(CELLS, RULES)
    past = PastEdition("R1", CELLS, first.frame, RULES, first.certificate.by_place)
    line = timeline(cells_of(drawn(text)), RULES, [past])
    whole = system(line)
    return line, whole, len(past.witnesses), carried(line, [past], whole)


def test_witnesses_are_taken_over_where_nothing_changed():
    """The same facts: each earlier witness stands, in one way."""
    _, _, before, found = taken_over(TEXT)
    assert len(found) == before > 0


def test_a_restated_cell_is_moved_as_its_older_version_was():
    """Today's sums hold then too, and no change is moved; left where it is, a sum would be off."""
    line, whole, before, found = taken_over(TEXT.replace("| 40 |", "| 90 |"))
    old, new = var_of(line, "q1", "b"), var_of(line, "q1", "b", 1)
    assert len(found) == before
    told = [
        moves(whole, dict(zip(one.moved.tolist(), one.by.tolist(), strict=True))) for one in found
    ]
    assert any(one[old] for one in told)
    for one in told:
        assert one[new] == one[old]
        assert not (whole.with_changes(whole.changes["var"].to_numpy()) @ one).any()
        assert not one[line.variables.height :].any()


def test_an_earlier_witness_is_given_out_once_it_hides_nothing():
    """First only what contradicts no figure shown; the other once its figure is hidden."""
    first, second = (Witness(np.array([i]), np.array([1])) for i in range(2))
    earlier = Earlier([first, second], [np.array([0]), np.array([0, 2])], 3)
    assert earlier.hiding_nothing(np.array([True, True, True])) == []
    assert earlier.hiding_nothing(np.array([False, True, True])) == [first]
    assert earlier.hiding_nothing(np.array([False, True, False])) == [second]
    assert earlier.hiding_nothing(np.array([False, False, False])) == []


def test_a_witness_of_cells_that_are_no_more_is_left_out():
    """A cell the plan does not know any more cannot be moved."""
    first = proven(CELLS, RULES)
    gone = (((("n", "q9", "a"), 0, 5), (("n", "q9", "all"), 0, 5)),)
    past = PastEdition("R1", CELLS, first.frame, RULES, gone)
    line = timeline(CELLS, RULES, [past])
    assert carried(line, [past], system(line)) == []


def test_rows_are_found_by_variable():
    """Two rows about the first, none about the second, one about the third variable."""
    rows, told = rows_at(np.array([0, 2, 2, 3]), np.array([0, 1, 2]), np.array([7, 8, 9]))
    assert rows.tolist() == [0, 1, 2]
    assert told.tolist() == [7, 7, 9]

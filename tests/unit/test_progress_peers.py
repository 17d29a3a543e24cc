from fractions import Fraction

import pytest

from measuring_factories import cells_of
from shared_metrics.progress.peers import open_sdg, plain_rule


def status_of(row):
    base_year, base_value = row["base"].split()
    target_value, _, target_year = (row["target"] or "").partition(" ")
    current_year, current_value = row["now"].split()
    return open_sdg(
        base_year=int(base_year),
        base_value=Fraction(base_value),
        target_year=int(target_year) if target_year else None,
        target_value=Fraction(target_value) if target_value else None,
        current_year=int(current_year),
        current_value=Fraction(current_value),
        better=row["better"],
        limit=Fraction(row["limit"]) if row.get("limit") else None,
    )


# 100 -> 146.41 in four years asks for 1.4641 ** (1/4) = 1.1: 10 % a year
WITH_TARGET = """
base      | target      | now         | better | word                 | arithmetic
2020 100  | 146.41 2024 | 2022 121    | higher | substantial_progress | sqrt 1.21: 10 %, 1.0
2020 100  | 146.41 2024 | 2022 119.91 | higher | substantial_progress | 1.095 ** 2 is 1.199025: .95
2020 100  | 146.41 2024 | 2022 119.89 | higher | moderate_progress    | less than that
2020 100  | 146.41 2024 | 2022 112.37 | higher | moderate_progress    | 1.06 ** 2 = 1.1236: .6
2020 100  | 146.41 2024 | 2022 112.35 | higher | limited_progress     | less than that
2020 100  | 146.41 2024 | 2022 100    | higher | limited_progress     | no growth: 0
2020 100  | 146.41 2024 | 2022 99     | higher | deterioration        | growth below 0
2020 100  | 146.41 2024 | 2022 146.41 | higher | target_achieved      | at the target
2020 100  | 146.41 2024 | 2022 200    | higher | target_achieved      | beyond it
2026 100  | 146.41      | 2028 121    | higher | substantial_progress | target year 2030 unless told
2020 100  | 65.61 2024  | 2022 81     | lower  | substantial_progress | .9 ** 4 and .9 ** 2
2020 100  | 65.61 2024  | 2022 90     | lower  | limited_progress     | sqrt .9: 5.1 of 10 %
2020 100  | 65.61 2024  | 2022 101    | lower  | deterioration        | it rises
2020 100  | 65.61 2024  | 2022 60     | lower  | target_achieved      | below the target
2020 -100 | -65.61 2024 | 2022 -81    | higher | substantial_progress | towards 0, so the sign turns
2020 -100 | -65.61 2024 | 2022 -121   | higher | deterioration        | away from 0
"""
NOTHING = """
base      | target      | now         | better | word                 | arithmetic
2020 100  | 0 2024      | 2022 25     | lower  | limited_progress     | .001: -.9438 asked; -.5: .53
2020 100  | 0 2024      | 2022 1      | lower  | substantial_progress | -.9 of -.9438: .954
2020 100  | 0 2024      | 2022 .0005  | lower  | target_achieved      | below .001 counts as 0
2020 100  | 0 2024      | 2022 0      | lower  | target_achieved      | 0 is 0
2020 0    | 10 2024     | 2022 .1     | higher | substantial_progress | .001: x 10 a year, both
2020 0    | 10 2024     | 2022 .01    | higher | limited_progress     | sqrt 10 - 1 = 2.16 of 9: .24
2020 100  | 146.41 2024 | 2020 100    | higher | not_available        | no year has gone by
2020 100  | 146.41 2024 | 2020 150    | higher | target_achieved      | the target comes first
2022 100  | 146.41 2024 | 2020 100    | higher | not_available        | the base is yet to come
2020 -5   | 10 2024     | 2022 5      | higher | not_available        | from below to above 0
2020 5    | -10 2024    | 2022 4      | lower  | not_available        | 5 to -10 is no growth
2020 100  | 100 2024    | 2022 90     | higher | not_available        | no growth asked for
2020 100  | 200 2020    | 2022 110    | higher | not_available        | no time to grow
"""
# C is 1 - (90 / 100) ** 4.44 = .3736, so 1.5 % becomes .5604 % and .5 % becomes .1868 %
WITHOUT_TARGET = """
base     | target | now         | better | limit | word                 | arithmetic
2020 100 |        | 2022 103.03 | higher |       | substantial_progress | 1.015 ** 2 = 1.030225
2020 100 |        | 2022 103.02 | higher |       | moderate_progress    | below 1.030225
2020 100 |        | 2022 101.01 | higher |       | moderate_progress    | 1.005 ** 2 = 1.010025
2020 100 |        | 2022 101    | higher |       | limited_progress     | below 1.010025
2020 100 |        | 2022 100    | higher |       | limited_progress     | 0 %
2020 100 |        | 2022 99.99  | higher |       | deterioration        | below 0 %
2020 100 |        | 2022 97.02  | lower  |       | substantial_progress | .985 ** 2 = .970225
2020 100 |        | 2022 97.03  | lower  |       | moderate_progress    | above .970225
2020 -90 |        | 2022 -87    | higher |       | substantial_progress | sqrt (87/90): -1.68 %
2020 90  |        | 2022 91.02  | higher | 100   | substantial_progress | .5651 % against .5604 %
2020 90  |        | 2022 91.01  | higher | 100   | moderate_progress    | .5595 % against .5604 %
2020 90  |        | 2022 90.33  | higher | 100   | limited_progress     | .1832 % against .1868 %
2020 100 |        | 2022 100    | higher | 100   | substantial_progress | C is 0: staying is enough
2020 100 |        | 2022 99     | higher | 100   | deterioration        | falling is still falling
2020 110 |        | 2022 109.4  | lower  | 100   | moderate_progress    | as near as 90: -.273 %
2020 200 |        | 2022 198    | lower  | 100   | moderate_progress    | twice it: C is 1, -.501 %
2020 20  |        | 2022 19.5   | lower  | 0     | moderate_progress    | 0 is no limit: -1.26 %
"""


@pytest.mark.parametrize(
    "row",
    [row for table in (WITH_TARGET, NOTHING, WITHOUT_TARGET) for row in cells_of(table)],
    ids=lambda row: f"{row['base']}, {row['target']}, {row['now']}, {row['better']}",
)
def test_open_sdgs_word(row):
    """Its thresholds, its 0.001 for 0, its limits; computed by hand in the last column."""
    assert status_of(row).word == row["word"], row["arithmetic"]


def test_the_numbers_behind_the_word():
    """People can follow the rule: growth seen, growth needed, one by the other."""
    found = status_of(cells_of(WITH_TARGET)[10])
    assert found.observed == pytest.approx(-0.1)
    assert found.required == pytest.approx(-0.1)
    assert found.measure == pytest.approx(1)
    free = status_of(cells_of(WITHOUT_TARGET)[6])
    assert (free.required, free.measure) == (None, -free.observed)


@pytest.mark.parametrize(
    ("value", "needed", "wants_more", "word"),
    [
        (Fraction(100), Fraction(100), True, "on"),
        (Fraction(999, 10), Fraction(100), True, "off"),
        (Fraction(101), Fraction(100), True, "on"),
        (Fraction(100), Fraction(100), False, "on"),
        (Fraction(1001, 10), Fraction(100), False, "off"),
        (Fraction(-2), Fraction(0), False, "on"),
    ],
)
def test_the_plain_rule_has_no_margin(value, needed, wants_more, word):
    """One number beside another: any shortfall is off."""
    assert plain_rule(value, needed, wants_more=wants_more) == word

"""Small definitions to break: one contract, one metric, one goal, and how to change a line."""
# ruff: noqa: E501 - tables and YAML are read as they stand

from collections.abc import Mapping
from pathlib import Path

from shared_metrics.contracts import Contract, parse_contract

CONTRACT_FILE = "data_contracts/visits.odcs.yaml"
CONTRACT = """\
kind: DataContract
apiVersion: v3.2.0
id: visits
name: Visits
version: 1.2.3
status: active
description: {purpose: How many visits there were.}
customProperties:
  - {vendor: shared-metrics, property: period, value: {kind: month, how: period, columns: [period]}}
  - {vendor: shared-metrics, property: grain, value: one row per place and group}
  - {vendor: shared-metrics, property: due, value: {day: 10, monthsAfter: 1, graceDays: 5, timeZone: Europe/Berlin}}
  - {vendor: shared-metrics, property: loadedBy, value: partner}
schema:
  - name: visits
    logicalType: object
    properties:
      - name: period
        description: The month.
        logicalType: string
        required: true
        primaryKey: true
        primaryKeyPosition: 1
        examples: ["2026-03"]
        customProperties:
          - {vendor: shared-metrics, property: role, value: period}
      - name: place
        businessName: Meeting place
        description: Where people met.
        logicalType: string
        logicalTypeOptions: {minLength: 2, maxLength: 20, pattern: "^[a-z ]+$"}
        required: true
        primaryKey: true
        primaryKeyPosition: 2
        examples: [town hall]
        synonyms:
          - {synonym: site}
          - {synonym: Standort, source: nordhaus}
        customProperties:
          - {vendor: shared-metrics, property: role, value: key}
      - name: age
        description: The age group.
        logicalType: string
        primaryKey: true
        primaryKeyPosition: 3
        examples: [young]
        enum:
          - {value: all, label: Everybody}
          - {value: young, label: Under 25}
          - {value: old, label: 25 and older}
        customProperties:
          - {vendor: shared-metrics, property: role, value: breakdown}
          - {vendor: shared-metrics, property: breakdown, value: {total: all, blankIsTotal: true, exclusive: true, exhaustive: true}}
          - {vendor: shared-metrics, property: valueSynonyms, value: {all: [total], old: [grown-ups]}}
      - name: visits
        businessName: Number of visits
        description: Visits counted at the door.
        logicalType: integer
        logicalTypeOptions: {minimum: 0, maximum: 1000}
        required: true
        examples: ["12"]
        customProperties:
          - {vendor: shared-metrics, property: role, value: indicator}
          - {vendor: shared-metrics, property: unit, value: visits}
          - {vendor: shared-metrics, property: counts, value: events}
          - {vendor: shared-metrics, property: overlap, value: none}
          - {vendor: shared-metrics, property: missingMarks, value: {n/a: not_collected}}
      - name: members
        description: Members on the last day.
        logicalType: integer
        required: true
        customProperties:
          - {vendor: shared-metrics, property: role, value: indicator}
          - {vendor: shared-metrics, property: unit, value: people}
          - {vendor: shared-metrics, property: counts, value: people}
          - {vendor: shared-metrics, property: additive, value: {partners: true, time: false}}
      - name: mean_stay
        description: Mean hours of a visit.
        logicalType: number
        logicalTypeOptions: {exclusiveMinimum: 0, maximum: 24.5}
        examples: ["1.25"]
        customProperties:
          - {vendor: shared-metrics, property: role, value: indicator}
          - {vendor: shared-metrics, property: unit, value: hours}
          - {vendor: shared-metrics, property: counts, value: amount}
          - {vendor: shared-metrics, property: scale, value: 2}
          - {vendor: shared-metrics, property: additive, value: {partners: false, time: false}}
      - name: seen_on
        description: The day somebody looked.
        logicalType: date
        examples: ["2026-03-31"]
        customProperties:
          - {vendor: shared-metrics, property: optional, value: true}
    quality:
      - id: stay_known
        type: custom
        engine: great-expectations
        severity: error
        description: There were visits but the mean stay is empty.
        implementation:
          type: expect_column_values_to_not_be_null
          kwargs: {column: mean_stay, row_condition: visits > 0 and age == "all", condition_parser: great_expectations}
        customProperties:
          - {vendor: shared-metrics, property: fix, value: Fill in the mean stay.}
      - id: stay_usual
        type: custom
        engine: great-expectations
        severity: warning
        description: The mean stay is unusual.
        implementation:
          type: expect_column_values_to_be_between
          kwargs: {column: mean_stay, min_value: 0.25, max_value: 8}
      - {id: some_rows, type: library, metric: rowCount, mustBeGreaterThan: 0, description: The file has no rows.}
      - {id: door, type: text, description: Counted at the front door only.}
"""
PARTNERSHIP = """\
partnership:
  id: harbour
  name: Harbour Partnership
  place: Harbour Town
  time_zone: Europe/Berlin
  backbone: {id: office, name: The Office}
  second_person: required
sector_profiles:
  - {sector: public, brings: Rooms., hopes_to_gain: Visitors., works_on: [open_doors]}
partners:
  - id: nordhaus
    name: Nordhaus
    sectors: public
    synonyms: [NH]
    reports: [visits]
    works_on: [open_doors]
    own_targets:
      - {metric: all_visits, value: 12.5, by: "2026-Q4", agreed_on: 2024-02-01}
  - id: suedhaus
    name: Südhaus
    sectors: [{sector: civil_society}, {sector: nonprofit, since: 2024-07-01}]
    reports: [{contract: visits, from: "2024-01", until: "2025-12"}]
    from: 2024-01-01
    until: 2025-12-31
    successor: nordhaus
people:
  - {email: Ann@example.org, name: Ann, roles: [analyst, chair]}
  - {email: bob@example.org, name: Bob, roles: [steward], partner: nordhaus}
outcomes:
  - {id: open_doors, title: Open doors, statement: Everybody finds a place., domain: community}
"""
METRIC = """\
id: all_visits
title: Visits
outcome: open_doors
contract: visits
kind: count
level: programme
source: partners
better: higher
unit: visits
definition: Visits counted at the door.
why_it_matters: A house nobody visits helps nobody.
numerator:
  - {sum: visits, where: {age: [young]}}
authored_by: Ann
checked_by: Bob
next_review: 2026-10-01
breakdowns: [age, place]
breaks:
  - {period: "2025-01", note: A second door is counted.}
"""
MEAN_METRIC = """\
id: stay
title: Mean stay
outcome: open_doors
contract: visits
kind: weighted_mean
level: programme
source: partners
better: higher
unit: hours
decimals: 2
definition: Mean hours of a visit.
why_it_matters: Who stays, comes back.
numerator:
  - {product: [mean_stay, visits]}
denominator:
  - {sum: visits}
authored_by: Ann
checked_by: Bob
next_review: 2026-10-01
"""
GOALS = """\
goals:
  - id: more_visits
    title: More visits
    outcome: open_doors
    metric: all_visits
    kind: reach
    population: {who: Everybody, where: Harbour Town}
    every: quarter
    baseline: {period: "2024-Q1", value: 100}
    target: {period: "2026-Q4", value: 150.5}
    owner: The office
    agreed_by: All partners
    agreed_on: 2024-02-01
    next_review: 2026-10-01
    contributing_metrics: [stay]
"""
SETBACKS = """\
setbacks:
  - id: closed_doors
    title: The house was closed
    metrics: [all_visits]
    period: "2025-02"
    expected: More visits.
    happened: The roof leaked.
    learned: Roofs need care.
    visibility: public
adaptations:
  - {id: new_roof, setback: closed_doors, period: "2025-06", changed: A new roof., check_back: 2026-01-01, outcome: helped}
"""
AGENDA: Mapping[str, str] = {
    "agenda/partnership.yaml": PARTNERSHIP,
    "agenda/goals.yaml": GOALS,
    "agenda/setbacks.yaml": SETBACKS,
    "agenda/metrics/all_visits.yaml": METRIC,
    "agenda/metrics/stay.yaml": MEAN_METRIC,
}
FOLDER: Mapping[str, str] = {"visits.odcs.yaml": CONTRACT, **AGENDA}


def changed(text: str, old: str, new: str) -> str:
    """The text with one place changed; the place must be there exactly once."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str, part: str) -> int:
    """The line on which a part stands."""
    return text[: text.index(part)].count("\n") + 1


def small_contract(old: str = "", new: str = "") -> Contract:
    """The small contract, perhaps with one place changed."""
    return parse_contract(changed(CONTRACT, old, new) if old else CONTRACT, CONTRACT_FILE)


def write_folder(folder: Path, files: Mapping[str, str] = FOLDER) -> Path:
    """The files on disk."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder

"""Every rule checking can name, besides those a contract declares with ids of its own."""

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType(
    {
        # people
        "personal_data": "A column looks like data about one person.",
        "personal_data_in_notes": "A note in the file seems to hold somebody's contact or number.",
        # cells that have no certain meaning
        "not_a_number": "A number cell holds something that is not a number.",
        "two_numbers": "A cell holds two numbers.",
        "words_in_number": "A number cell has words beside the number.",
        "separators_misplaced": "Dots or commas do not fall where thousands or decimals would.",
        "mixed_decimal_signs": "One column uses a decimal dot and a decimal comma.",
        "ambiguous_number": "A dot or comma can be a decimal sign or a separator of thousands.",
        "undeclared_mark": "A mark stands for a number and the contract gives it no meaning.",
        "masked_count": "A small count is hidden, as in <5.",
        "scientific_notation": "A number is in scientific notation and may have lost digits.",
        "not_finite": "A number is infinite or not a number (NaN).",
        "other_digits": "A number is written with digits of another script.",
        "unit_not_declared": "A cell has a sign such as $ or % that its column does not use.",
        "not_whole": "A number has decimals where only whole numbers make sense.",
        "too_large": "A number is too large to be kept.",
        "excel_error": "A cell shows an Excel error such as #DIV/0!.",
        "formula": "A cell starts like a spreadsheet formula.",
        "not_a_date": "A cell is not a date.",
        "ambiguous_date": "A date can be read as different days, as 03/04/26 can.",
        "not_a_time": "A cell is not a date with a time of day.",
        "no_such_time": "A wall time was skipped when the clocks went forward.",
        "not_yes_or_no": "A cell is not yes or no.",
        "rounded": "Numbers had more decimals than are kept and were rounded.",
        # whose rows, and which period
        "key_already_sent": "A row to be added stands in what was sent before.",
        "unknown_partner": "A row names somebody who is no partner.",
        "other_partner": "A row names another partner than the one the file is sent for.",
        "other_period": "A row is about another period than the one the file is sent for.",
        "not_a_period": "A cell is not a period of the contract’s kind.",
        "ambiguous_period": "A period can be read in different ways.",
        "no_period": "Nothing says which period the figures are for.",
        "period_not_begun": "The period has not begun.",
        "period_not_ended": "The period is not over yet.",
        # rules that columns declare
        "required": "A cell that must be filled is empty.",
        "not_in_list": "A group is not in the contract’s list.",
        "changed_by_excel": "A code looks as if Excel had turned it into a date.",
        "out_of_range": "A number is smaller or larger than it can be.",
        "wrong_length": "A text is shorter or longer than it can be.",
        "wrong_pattern": "A text is not written as the contract asks.",
        "not_unique": "A value that must differ in every row is repeated.",
        "duplicate_rows": "Two rows are about the same groups and period.",
        "rule_could_not_run": "A rule of the contract is broken and could not be run.",
        # rows together
        "no_rows": "Below the header there are no rows.",
        "parts_disagree_with_total": "The groups do not agree with their total row.",
        "control_total_differs": "The file’s own total row differs from our sum.",
        "times_missing": "Times that a full period has are missing.",
        "times_off_grid": "Times do not fall on the expected steps.",
        # what was taken to be so
        "missing_mark": "A declared mark says that there is no number.",
        "value_read_as": "A group was written in another way than the contract’s value.",
        "blank_is_total": "An empty cell was read as the total.",
        "number_as_written": "A sign beside a number was read as its unit or as below zero.",
        "decimal_comma": "Commas were read as decimal signs.",
        "thousands": "Commas were read as separators of thousands.",
        "date_read_as": "Dates were read from another form than year-month-day.",
        "period_read_as": "Periods were read from another form than the canonical one.",
    }
)
"""Rule id -> what it means, in one line. A contract's own rules are named by their ids."""

"""The typed tables: the column names every floor agrees on.

A *part* holds one submission's rows: the contract's typed columns (wide) plus `partner`,
`period`, `submission` and `line`. A number with scale s is kept as value x 10^s in Int64.
"""

LINE = "line"
PARTNER = "partner"
PERIOD = "period"
SUBMISSION = "submission"

NUMERATOR = "numerator"
DENOMINATOR = "denominator"
VALUE = "value"
PARTNERS = "partners"
MISSING = "missing"

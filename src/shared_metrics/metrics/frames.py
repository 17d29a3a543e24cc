"""What the frames on the way are called."""

from typing import Any

import narwhals as nw

Rows = nw.LazyFrame[Any]  # observations on some engine: one row of a partner's file
Cells = nw.DataFrame[Any]  # in memory: one number per partner, period, thing counted and group
Integer = type[nw.Int64] | type[nw.Int128]

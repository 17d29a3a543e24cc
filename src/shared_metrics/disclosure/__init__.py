"""What may leave the backbone. Only a `PublicTable` is drawn or written for outside.

So far there is one way to make one: `preview`, for the eyes of the people who set a partnership up.
A preview looks at one table at a time. It is not a release: several tables put side by side (months
and quarters, a count and its rate, today's and last month's) may still tell what each one hides.
"""

from shared_metrics.disclosure.preview import MIN_CONTRIBUTORS, preview
from shared_metrics.disclosure.public_table import (
    STATUS,
    WHOLE_PARTNERSHIP,
    CellStatus,
    PublicTable,
)

__all__ = [
    "MIN_CONTRIBUTORS",
    "STATUS",
    "WHOLE_PARTNERSHIP",
    "CellStatus",
    "PublicTable",
    "preview",
]

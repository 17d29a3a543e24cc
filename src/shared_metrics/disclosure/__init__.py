"""What may leave the backbone. Only a `PublicTable` is drawn or written for outside.

`protect` hides what could tell something small, over all tables, editions and insiders; `verify` is
the gate that checks its proof without a solver; `attack` tries to find something out.
"""

from shared_metrics.disclosure.cells import PastEdition
from shared_metrics.disclosure.certificate import Certificate, fingerprint, parse_certificate
from shared_metrics.disclosure.leaks import hidden_numbers, leaks
from shared_metrics.disclosure.protect import Protected, protect
from shared_metrics.disclosure.public_table import (
    CODED,
    REVISION_PENDING,
    SECTOR,
    STATUS,
    WHOLE_PARTNERSHIP,
    CellStatus,
    PublicTable,
    read_public_csv,
    schema_of,
    table_id,
)
from shared_metrics.disclosure.rules import (
    Dimension,
    FigureKind,
    Measure,
    Ref,
    Relation,
    Rules,
    Sum,
)
from shared_metrics.disclosure.verify import verify

__all__ = [
    "CODED",
    "REVISION_PENDING",
    "SECTOR",
    "STATUS",
    "WHOLE_PARTNERSHIP",
    "CellStatus",
    "Certificate",
    "Dimension",
    "FigureKind",
    "Measure",
    "PastEdition",
    "Protected",
    "PublicTable",
    "Ref",
    "Relation",
    "Rules",
    "Sum",
    "fingerprint",
    "hidden_numbers",
    "leaks",
    "parse_certificate",
    "protect",
    "read_public_csv",
    "schema_of",
    "table_id",
    "verify",
]

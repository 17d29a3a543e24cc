"""Definitions files: YAML text -> a tree with lines, read strictly, every problem told."""

from shared_metrics.documents.fields import Fields
from shared_metrics.documents.notes import DOCUMENT_RULES, Notebook, did_you_mean, nearest
from shared_metrics.documents.spans import Span, spans_of
from shared_metrics.documents.tree import (
    Items,
    Leaf,
    Node,
    Scalar,
    Table,
    line_at,
    parse_day,
    parse_document,
    plain,
)

__all__ = [
    "DOCUMENT_RULES",
    "Fields",
    "Items",
    "Leaf",
    "Node",
    "Notebook",
    "Scalar",
    "Span",
    "Table",
    "did_you_mean",
    "line_at",
    "nearest",
    "parse_day",
    "parse_document",
    "plain",
    "spans_of",
]

"""A partner's bytes -> a String table with physical line numbers, cell names and findings."""

from shared_metrics.reading.headers import header_of
from shared_metrics.reading.reader import read, recognise
from shared_metrics.reading.rules import RULES
from shared_metrics.reading.table import FileFacts, ReadTable
from shared_metrics.reading.upload import Caps, Upload

__all__ = ["RULES", "Caps", "FileFacts", "ReadTable", "Upload", "header_of", "read", "recognise"]

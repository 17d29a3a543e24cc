"""The desk: what every face works at. Acts are in `desk.acts`, reads in `desk.questions`."""

from shared_metrics.desk.opening import Desk, open_desk

__all__ = ["Desk", "open_desk"]

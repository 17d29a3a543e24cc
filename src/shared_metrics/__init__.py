"""Shared Metrics: the shared measurement system for collective impact."""

__version__ = "0.1.0"

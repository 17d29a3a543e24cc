"""Releasing: what a release is made of, how it is protected and checked, and where it lies."""

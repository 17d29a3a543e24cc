"""What every test may ask for."""

import os

import pytest
from hypothesis import HealthCheck, settings

# Two browsers and a database share the machine with the properties: no deadline, same seeds.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "search", parent=settings.get_profile("suite"), derandomize=False, max_examples=2000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

pytest_plugins = ["sample_fixtures"]

SEEDS = "test_the_sample_warns_of_one"  # a short test that asks for the sample


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker seeds the sample while the other does what needs none; modules stay together."""
    with_sample = {one.path for one in items if "sample_home" in getattr(one, "fixturenames", ())}
    items.sort(key=lambda one: (not one.name.startswith(SEEDS), one.path in with_sample))

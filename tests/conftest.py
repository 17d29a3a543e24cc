"""What every test may ask for."""

import os

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

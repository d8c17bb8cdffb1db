"""How often a property is tried: a fraction locally, twice that in CI, the full number at night."""

import os

from hypothesis import HealthCheck, settings

USUAL = 100
# NIGHTLY=1 is for a run that nobody waits for.
FRACTION = 1.0 if os.environ.get("NIGHTLY") else 0.4 if os.environ.get("CI") else 0.2
LEAST = 4


def scaled(count: int) -> int:
    """Return how often to try what a nightly run tries `count` times."""
    return max(min(count, LEAST), round(count * FRACTION))


def load_profile() -> None:
    """Let a property without settings of its own be tried as often as the place asks for."""
    # A busy machine is slow, not wrong.
    settings.register_profile("unhurried", deadline=None, max_examples=scaled(USUAL))
    settings.load_profile("unhurried")


def examples(count: int, *suppressed: HealthCheck) -> settings:
    """Return the settings of a property that a nightly run tries `count` times."""
    return settings(max_examples=scaled(count), deadline=None, suppress_health_check=suppressed)

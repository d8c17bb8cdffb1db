"""The council with a past that every test of its history looks at."""

from tests.db.chain.council_past import past
from tests.plans import board

__all__ = ["board", "past"]

"""How rows are read that are locked for a change: as they stand now.

Whatever a unit of work knew of them may have been changed by whoever held the lock before.
"""

from collections.abc import Mapping
from typing import Final

ANEW: Final[Mapping[str, bool]] = {"populate_existing": True}  # for `execution_options`

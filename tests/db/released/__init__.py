"""The versions that were released, and what each of them wrote into its databases by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Release:
    """Where a version is in the history, and the last migration it knew."""

    commit: str
    tables: str


# The last commit with nothing above the version's own part of the changelog.
RELEASES: Final[Mapping[str, Release]] = {
    "0.1.0": Release("65b544b5", "0002"),
    "0.2.0": Release("ed215ffa", "0004"),
}

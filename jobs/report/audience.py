"""Apart from what a report is made of, so that a bot can start without that."""

from enum import StrEnum


class Audience(StrEnum):
    """Whom a report is for."""

    OFFICERS = "officers"
    SCRUTINY = "scrutiny"

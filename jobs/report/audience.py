"""Whom a report is for."""

from enum import StrEnum


class Audience(StrEnum):
    """Whom a report is for."""

    OFFICERS = "officers"
    SCRUTINY = "scrutiny"

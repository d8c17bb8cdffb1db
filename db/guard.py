"""Placeholder until the real guard is written over this file."""

from datetime import date


def refuse(text: str, today: date) -> None:
    """Pass."""

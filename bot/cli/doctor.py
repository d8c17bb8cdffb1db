"""`live-audit doctor`: what is wrong, and what to do about it."""


def doctor() -> None:
    """Check the settings, Slack, the database and the clock, and say what to do."""

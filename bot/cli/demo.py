"""`live-audit demo`."""


def demo() -> None:
    """Start a workspace to try the bot in, with a sample council."""

"""What may keep the demo from starting."""


class DemoError(Exception):
    """The demo cannot go on; its text says why and what to do."""

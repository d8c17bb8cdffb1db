"""The number of a live audit is shown with hyphens at which no line ends, and typed with others."""

NO_BREAK = "\u2011"


def as_typed(shown: str) -> str:
    """Return what is shown with each hyphen as a keyboard has it."""
    return shown.replace(NO_BREAK, "-")

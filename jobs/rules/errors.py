"""What a rule says of words that it cannot use."""


class UnreadableError(ValueError):
    """A kind such as "recurrence.term", with its facts; `bot` has the words."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts

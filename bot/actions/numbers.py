"""How the numbers of actions stand in a sentence."""

from collections.abc import Sequence


def numbers_words(numbers: Sequence[int]) -> str:
    """Return numbers as they stand in a sentence: "#7, #9 and #12"."""
    told = [f"#{number}" for number in numbers]
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))

"""Which action waits for which: finding the way from one to another, so that no loop is made."""

from collections.abc import Iterable, Mapping

Waits = Mapping[int, Iterable[int]]


def way(waits: Waits, dependent: int, first: int) -> list[int] | None:
    """Return the way from `first` up to `dependent`, or None if that does not wait for it.

    `waits` holds, for each action, those it comes after. The way is the shortest, in the order in
    which things are to be done.
    """
    reached: dict[int, int | None] = {dependent: None}
    frontier = [dependent]
    for number in frontier:
        if number == first:
            return list(_steps(reached, first))
        for before in sorted(waits.get(number, ())):
            if before not in reached:
                reached[before] = number
                frontier.append(before)
    return None


def _steps(reached: Mapping[int, int | None], start: int) -> Iterable[int]:
    number: int | None = start
    while number is not None:
        yield number
        number = reached[number]

"""How an action's numbers, dates and owners stand in a sentence."""

from collections.abc import Sequence
from datetime import date

from db.models import Person
from jobs.rules.deadlines import Precision, spell, spell_month

NO_OWNER, NO_DATE = "no owner", "no date"


def numbers_words(numbers: Sequence[int]) -> str:
    """Return numbers as they stand in a sentence: "#7, #9 and #12"."""
    told = [f"#{number}" for number in numbers]
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def date_words(day: date | None, precision: str = Precision.DAY) -> str:
    """Return a date as it was given, without its distance."""
    if day is None:
        return NO_DATE
    return spell_month(day) if precision == Precision.MONTH else spell(day)


def owner_words(owner: Person | None) -> str:
    return owner.name if owner else NO_OWNER

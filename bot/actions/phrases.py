"""How an action's numbers, dates and owners stand in a sentence."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.capital import listed
from bot.slack.blocks import Block, option, select
from bot.vocabulary import our
from db.models import Person, Register
from db.models.action import called
from jobs.rules.deadlines import Precision, spell, spell_month

NO_OWNER, NO_DATE = "no owner", "no date"


def numbers_words(numbers: Sequence[int]) -> str:
    """Return numbers as they stand in a sentence: "#7, #9 (1.2) and #12"."""
    return listed(list(map(called, numbers)))


def date_words(day: date | None, precision: str = Precision.DAY) -> str:
    """Return a date as it was given, without its distance."""
    if day is None:
        return NO_DATE
    return spell_month(day) if precision == Precision.MONTH else spell(day)


def from_words(day: date | None, precision: str = Precision.DAY) -> str:
    """Return a date as it stands behind "from": "the end of April 2020"."""
    return date_words(day, precision).removeprefix("by ")


REGISTERS: Final[Mapping[str, str]] = {
    Register.PLAN: "Improvement plan",
    Register.TEAM: "Team",
    Register.AUDITS: f"From {our.live_audit:a}",
}


def register_picker(initial: str) -> Block:
    """Return a choice between the registers that a person can choose."""
    chosen = (Register.PLAN, Register.TEAM)
    return select("Choose a register", [option(REGISTERS[one], one) for one in chosen], initial)


def owner_words(owner: Person | None) -> str:
    return owner.name if owner else NO_OWNER

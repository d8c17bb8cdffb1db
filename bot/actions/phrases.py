"""How an action's numbers, dates and owners stand in a sentence."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.slack.blocks import Block, option, select
from bot.vocabulary import our
from db.models import Action, Person, Register
from jobs.rules.deadlines import Precision, spell, spell_month

NO_OWNER, NO_DATE = "no owner", "no date"


def numbers_words(numbers: Sequence[int]) -> str:
    """Return numbers as they stand in a sentence: "#7, #9 and #12"."""
    told = [f"#{number}" for number in numbers]
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def name_words(action: Action) -> str:
    """Return by what an action goes: its number, and its plan's own: "#12 1.2"."""
    return numbered(action.id, action.reference)


def numbered(number: int, reference: str | None) -> str:
    """Return both numbers as they stand before an action's words."""
    return f"#{number} {reference} · " if reference else f"#{number} "


def date_words(day: date | None, precision: str = Precision.DAY) -> str:
    """Return a date as it was given, without its distance."""
    if day is None:
        return NO_DATE
    return spell_month(day) if precision == Precision.MONTH else spell(day)


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

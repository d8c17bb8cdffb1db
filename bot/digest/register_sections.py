"""The digest's section on the registers besides the plan: counts alone, never a title."""

from collections.abc import Sequence

from bot.digest import words
from bot.digest.section import DigestSection
from bot.slack.blocks import Block, bold, passage
from db.digest.counts import StatusCounts
from jobs.digest.digest import Digest
from jobs.rules.small_numbers import Mark, protect_row


class RegistersSection(DigestSection):
    """What arises from live audits, and what teams keep for themselves."""

    def line(self, digest: Digest) -> Block | None:
        """Return how many of each are open, and how many of those overdue."""
        told = [_words(one) for one in digest.besides if one.open]
        return passage([bold("Not in the plan: "), "; ".join(told)]) if told else None

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return how many are open; of audits only where that gives no audit away."""
        told = [_in_channel(one) for one in digest.besides if one.open]
        return [f"Not in the plan: {'; '.join(told)}"] if told else ()


def _words(one: StatusCounts) -> str:
    late = f" ({one.overdue} overdue)" if one.overdue else ""
    return f"{one.open} open {words.REGISTERS[one.register]}{late}"


def _in_channel(one: StatusCounts) -> str:
    if one.register != "audits":
        return _words(one)
    told = protect_row([one.open, one.done]).cells[0]
    what = "open" if told.mark is Mark.SHOWN else "open actions"
    return f"{told} {what} {words.REGISTERS[one.register]}"

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
        told = words.not_in_plan(digest)
        return passage([bold(words.NOT_IN_PLAN), told]) if told else None

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return how many are open; of audits only where that gives no audit away."""
        told = [_in_channel(one) for one in digest.besides if one.open]
        return [f"{words.NOT_IN_PLAN}{'; '.join(told)}"] if told else ()


def _in_channel(one: StatusCounts) -> str:
    if one.register != "audits":
        return words.of_register(one)
    told = protect_row([one.open, one.done]).cells[0]
    what = "open" if told.mark is Mark.SHOWN else "open actions"
    return f"{told} {what} {words.REGISTERS[one.register]}"

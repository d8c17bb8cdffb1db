"""What people say to put right what they have just done: "no, Thursday", "make it 3pm", "for @A".

It is never carried out at once: what was done last is named, with what it may become.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.audits.heading import named
from bot.home.rule import Rule, rule
from bot.slack import parsing
from bot.slack.again import AUDIT, NOTHING_YET, Offer, offering
from bot.slack.blocks import Answer
from bot.slack.lost import lost
from bot.slack.registry import Request
from bot.vocabulary import our
from db.actions import queries as actions
from db.audits import queries as audits
from db.last_done import just_done
from db.models import Action, AuditEvent, Event, LiveAudit
from db.patterns import pattern
from jobs.context import RequestContext
from jobs.rules.deadlines import is_a_day
from jobs.rules.meeting_words import read_meeting


class PutRight(Request):
    """`no, Thursday`: asks whether what was done last is to be so; without any it is not known.

    What was closed or deleted last has no day or owner to be put right.
    """

    change: str
    words: str
    is_owner: bool = False

    def run(self, ctx: RequestContext) -> Answer:
        done = just_done(ctx)
        if isinstance(done, Event):
            action = actions.find(ctx.session, done.action_id, ctx.person)
            if action.is_open:
                return _asked(f"{action.called} “{action.title}”", self._of_action(action))
        elif isinstance(done, AuditEvent) and not self.is_owner:
            audit = audits.find(ctx.session, done.audit_id, ctx.person)
            return _asked(named(audit, ctx), self._of_audit(audit))
        return lost(self.words, ctx.council.commands.action, "action")

    def _of_action(self, action: Action) -> Sequence[Offer]:
        if self.is_owner:
            whom = "me" if self.change == "me" else "them"
            give = Offer(f"Give {action.called} to {whom}", f"give {action.id} to {self.change}")
        else:
            day = _BY.sub("", self.change)
            give = Offer(f"Move {action.called} to {day}", f"move {action.id} to {day}")
        return give, Offer(f"Show {action.called}", f"show {action.id}")

    def _of_audit(self, audit: LiveAudit) -> Sequence[Offer]:
        return (
            Offer(f"Book {self.change}", f"book {audit.reference} {self.change}", AUDIT),
            Offer(f"Suggest {self.change}", f"suggest {audit.reference} {self.change}", AUDIT),
            Offer(f"My {our.audits}", "mine", AUDIT),
        )


def _asked(what: str, offers: Sequence[Offer]) -> Answer:
    return offering(f"Do you mean {what}?", offers, note=NOTHING_YET)


def _then(found: re.Match[str], _: str) -> Request | None:
    """Return what asks where a day or an hour is named and nothing else."""
    when = found["when"].strip(" ,")
    words = read_meeting(when)
    is_when = is_a_day(when) or (
        words.starts is not None and (not words.day or is_a_day(words.day))
    )
    return PutRight(when, found[0]) if is_when and not words.place else None


_BY: Final = pattern(r"^by\s+", re.IGNORECASE)
_BEFORE: Final = (
    r"(?:(?:no+|nope|sorry|oops|wait|actually|whoops|i (?:mean|meant)|rather|"
    r"not \w+,?|it (?:should|was meant to) be|should (?:be|have been)|that should be|"
    r"make (?:it|that)|change (?:it|that) to|instead)\b[\s,:.-]*)+"
)
CORRECTING: Final[tuple[Rule, ...]] = (
    rule(rf"{_BEFORE}(?:(?:due|by|on|at|for)\s+)*(?P<when>[^<].{{0,40}})", _then),
    rule(r"(?:due\s+)?(?P<when>by\s.{1,40})", _then),
    rule(
        rf"(?:{_BEFORE})?(?:for|to|give (?:it|that) to|it'?s for|that'?s for|(?<=[\s,]))\s*"
        rf"(?P<who>{parsing.A_MENTION})(?:'s)?(?: (?:please|instead))?",
        lambda found, _: PutRight(found["who"], found[0], True),
    ),
    rule(
        rf"(?:{_BEFORE})?(?:it'?s|that'?s|it is|that one'?s|i'?ll (?:take|do)(?: it| that)?|for)"
        r"\s*(?:mine|me|for me|my action)",
        lambda found, _: PutRight("me", found[0], True),
    ),
)

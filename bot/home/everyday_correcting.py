"""What people say to put right what they have just done: "no, Thursday", "make it 3pm", "for @A".

It is never carried out at once: what was done last is named, with what it may become.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.actions.lists import List
from bot.audits.heading import named
from bot.home.rule import Rule, rule
from bot.slack import parsing
from bot.slack.again import AUDIT, NOTHING_YET, Offer, offering
from bot.slack.blocks import Answer
from bot.slack.lost import lost
from bot.slack.registry import Reply, Request
from bot.vocabulary import our
from db.actions import queries as actions
from db.actions.due_dates import permission_to_date
from db.audits import queries as audits
from db.last_done import just_done
from db.models import Action, AuditEvent, Event, LiveAudit
from db.patterns import pattern
from db.permissions import may
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
    otherwise: Request | None = None  # what is asked of no action that still has no date

    def run(self, ctx: RequestContext) -> Reply:
        done = just_done(ctx)
        if isinstance(done, Event):
            action = actions.find(ctx.session, done.action_id, ctx.person)
            is_meant = self.otherwise is None or action.due_on is None
            if action.is_open and is_meant and (action.owner is None or self._may(action, ctx)):
                return self._asked_of(action, ctx)
        elif isinstance(done, AuditEvent) and not (self.is_owner or self.otherwise):
            audit = audits.find(ctx.session, done.audit_id, ctx.person)
            return _asked(named(audit, ctx), self._of_audit(audit))
        if self.otherwise is not None:
            return self.otherwise.run(ctx)
        return lost(self.words, ctx.council.commands.action, "action")

    def _may(self, action: Action, ctx: RequestContext) -> bool:
        return self.is_owner or may(ctx.person, permission_to_date(action), action.owner)

    def _asked_of(self, action: Action, ctx: RequestContext) -> Answer:
        """Ask what it is to become; of what nobody owns the date is moved by whoever takes it."""
        called, day = action.called, _BY.sub("", self.change)
        shown = Offer(f"Show {called}", f"show {action.id}")
        if not self._may(action, ctx):
            said = f"Its date can be moved once somebody owns it. Is {called} yours?"
            return offering(said, [Offer("It's mine", f"give {action.id} to me"), shown])
        changed = Offer(f"Move {called} to {day}", f"move {action.id} to {day}")
        if self.is_owner:
            whom = "me" if self.change == "me" else "them"
            changed = Offer(f"Give {called} to {whom}", f"give {action.id} to {self.change}")
        if self.otherwise is not None:
            shown = Offer(f"List what is due {day}", f"list {self.words}")
        return _asked(f"{called} “{action.title}”", (changed, shown))

    def _of_audit(self, audit: LiveAudit) -> Sequence[Offer]:
        return (
            Offer(f"Book {self.change}", f"book {audit.reference} {self.change}", AUDIT),
            Offer(f"Suggest {self.change}", f"suggest {audit.reference} {self.change}", AUDIT),
            Offer(f"My {our.audits}", "mine", AUDIT),
        )


def _asked(what: str, offers: Sequence[Offer]) -> Answer:
    return offering(f"Do you mean {what}?", offers, note=NOTHING_YET)


def _due(found: re.Match[str], command: str) -> Request | None:
    """Return the list of what is due on a day; right after adding it may be that one's date."""
    when, asked = found["when"], List.read(found[0], command)
    return PutRight(when, found[0], otherwise=asked) if is_a_day(when) else None


def _then(found: re.Match[str], _: str) -> Request | None:
    """Return what asks where a day or an hour is named and nothing else."""
    when = _NOT_THAT.sub("", found["when"]).strip(" ,")
    words = read_meeting(when)
    is_when = is_a_day(when) or (
        words.starts is not None and (not words.day or is_a_day(words.day))
    )
    return PutRight(when, found[0]) if is_when and not words.place else None


_NOT_THAT: Final = pattern(r"(?<=\w)[\s,]+(?:and )?not\s.{1,30}$", re.IGNORECASE)  # "2pm not 3"
_BY: Final = pattern(r"^by\s+", re.IGNORECASE)
_BEFORE: Final = (
    r"(?:(?:no+|nope|sorry|oops|wait|actually|whoops|i (?:mean|meant)|rather|"
    r"not \w+,?|it (?:should|was meant to) be|should (?:be|have been)|that should be|"
    r"make (?:it|that)|change (?:it|that) to|instead)\b[\s,:.-]*)+"
)
DUE_THEN: Final = rule(r"due\s+(?:(?:by|on)\s+)?(?P<when>.{1,40})", _due)
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

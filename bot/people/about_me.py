"""`about me`: the rows that are about whoever asks, as a file for them alone."""

import re
from dataclasses import replace
from typing import Final

from bot.slack.blocks import Answer, saying
from bot.slack.file_answer import File
from bot.slack.registry import Command, Request
from bot.vocabulary import our
from db.council_events import exported, looks
from db.models import CouncilEvent, Person
from db.people.about import Held, as_json, held_on
from db.session import Session
from jobs.context import RequestContext

TITLE: Final = "Records about you"
NOT_HERE: Final = (
    "Texts in which others wrote your name aren't in it, nor which days a month's draw was made "
    "with, nor that somebody pressed a safeguarding button, which older versions kept: ask an "
    "administrator for the council's full answer."
)
TOLD: Final = f"The records about you come to you as a file in a direct message. {NOT_HERE}"
LEFT_OUT: Final = "what is not in this file"
LOOKS: Final = f"who looked at the grade of {our.audit:a} of yours"


class AboutMe(Command):
    """`about me`."""

    name = "about"
    example = "about me"
    summary = "the records about you, as a file"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read that it is about oneself: of nobody else is it told."""
        if not re.fullmatch(r"(?:me)?(?:\s*please)?", rest.strip().lower().rstrip("?!.")):
            raise cls.wrong("I tell you what is held on you, and on nobody else.", command)
        return cls()

    def run(self, ctx: RequestContext) -> Answer:
        """Send the file into the direct messages of whoever asked."""
        exported(ctx, "about me", about=ctx.person)
        told = as_json(
            {LEFT_OUT: [{"": NOT_HERE}], **rows_about(ctx.session, ctx.person, in_slack=True)}
        )
        name = f"about-me-{ctx.today.isoformat()}.json"
        made = File(name, TITLE, told.encode(), "application/json")
        return replace(saying(TOLD), file=lambda: made)


def rows_about(session: Session, person: Person, *, in_slack: bool = False) -> Held:
    """Return the rows about somebody by table, and who looked at a grade of theirs, by name."""
    held = held_on(session, person, in_slack=in_slack)
    return {**held, LOOKS: [_looked(each) for each in looks(session, person)]}


def _looked(event: CouncilEvent) -> dict[str, object]:
    """Say who was shown a grade, when and of which audit."""
    return {
        "who": event.person.called if event.person else "",
        "when": event.at.isoformat(timespec="minutes"),
        "audit": event.audit.reference if event.audit else "",
    }


VERBS: Final = (AboutMe,)

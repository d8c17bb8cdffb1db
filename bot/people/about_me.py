"""`about me`: all that is held on whoever asks, as a file for them alone."""

import re
from typing import Final

from bot.slack.file_answer import File
from bot.slack.registry import Command, Request, SendFile
from db.council_events import exported, looks
from db.models import CouncilEvent
from db.people.about import as_json, held_on
from jobs.context import RequestContext

LOOKS: Final = "who looked at the grade of an audit of yours"


class AboutMe(Command):
    """`about me`."""

    name = "about"
    example = "about me"
    summary = "all that is held on you, as a file"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read that it is about oneself: of nobody else is it told."""
        if not re.fullmatch(r"(me)?", rest.strip().lower().rstrip("?!.")):
            raise cls.wrong("I tell you what is held on you, and on nobody else.", command)
        return cls()

    def run(self, ctx: RequestContext) -> SendFile:
        """Send the file into the direct messages of whoever asked."""
        exported(ctx, "about me", about=ctx.person)
        seen_by = [_looked(event) for event in looks(ctx.session, ctx.person)]
        told = as_json({**held_on(ctx.session, ctx.person), LOOKS: seen_by})
        name = f"about-me-{ctx.today.isoformat()}.json"
        return SendFile(File(name, "All that is held on you", told.encode(), "application/json"))


def _looked(event: CouncilEvent) -> dict[str, object]:
    """Say who was shown a grade, when and of which audit."""
    return {
        "who": event.person.called if event.person else "",
        "when": event.at.isoformat(timespec="minutes"),
        "audit": event.audit.reference if event.audit else "",
    }


VERBS: Final = (AboutMe,)

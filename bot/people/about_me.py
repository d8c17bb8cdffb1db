"""`about me`: what is held about whoever asks, in a page to read and a file with each record."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.slack.blocks import Answer, Block, aside, bold, bullets, lines
from bot.slack.file_answer import File
from bot.slack.registry import Command, Request
from bot.vocabulary import count, our
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
THE_FILE: Final = "Each of them is in the file that comes to you in a direct message."
LEFT_OUT: Final = "what is not in this file"
LOOKS: Final = f"who looked at the grade of {our.audit:a} of yours"
# What stands on the page, and of which tables it tells. A record that points at somebody is in one.
SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "Your name, role, team, manager and Slack account": ("person", "membership"),
    "Days away that you or others entered": ("absence",),
    "Actions that you own, added, finished or sign off": ("action",),
    "How your actions stood a month ago, as numbers": ("month_ago",),
    "New due dates that you asked for or decided": ("date_move",),
    f"{our.live_audits:C} that you take part in or {our.moderate}": ("live_audit", "auditor_seat"),
    "Lines of a month's sheet of cases, and files to look at again": ("sample_line", "case_debt"),
    f"Who looked at the grade of {our.audit:a} of yours": (LOOKS,),
    "Changes that you made, or that were made for you": (
        "event", "audit_event", "council_event", "plan_event", "measure_event", "learning_event",
    ),
    "Messages that were sent to you, without their words": ("message", "answering"),
    "Reminders that you had or put off": ("chase", "audit_chase", "snooze"),
    "What you chose to see or to be sent": ("home", "subscription"),
    "Handovers of work": ("handover",),
    f"Months, rules and notes of {our.live_audits} that you published, changed or discussed": (
        "audit_round", "audit_rules", "learning_note", "learning_post",
    ),
    "Plans, answers to the review and measures that you entered": (
        "plan_answer", "plan_draft", "plan_shape", "measure", "reading",
    ),
    "Words that you sent although the privacy check asked about them": ("guard_pass",),
    "Records about you that were erased": ("erasure",),
    "Requests of yours that arrived": ("seen",),
}  # fmt: skip


class AboutMe(Command):
    """`about me`."""

    name = "about"
    example = "about me"
    summary = "what is held about you, and all of it as a file"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read that it is about oneself: of nobody else is it told."""
        if not re.fullmatch(r"(?:me)?(?:\s*please)?", rest.strip().lower().rstrip("?!.")):
            raise cls.wrong("I can only tell you what is held about you.", command)
        return cls()

    def run(self, ctx: RequestContext) -> Answer:
        """Send the file into the direct messages of whoever asked."""
        exported(ctx, "about me", about=ctx.person)
        held = rows_about(ctx.session, ctx.person, in_slack=True)
        told = as_json({LEFT_OUT: [{"": NOT_HERE}], **held})
        name = f"about-me-{ctx.today.isoformat()}.json"
        made = File(name, TITLE, told.encode(), "application/json")
        return _page(held, made)


def _page(held: Held, made: File) -> Answer:
    """Return what is held in a page to read: how much, of what, and where each record is."""
    said = f"I hold {count(sum(map(len, held.values())), 'record')} about you."
    blocks = [
        lines([bold(said)], [THE_FILE]),
        bullets(*_counted(held)),
        aside(NOT_HERE),
    ]
    return Answer(said, blocks, file=lambda: made)


def _counted(held: Held) -> Iterator[list[Block | str]]:
    """Yield each section of which there is anything, with how many records are in it."""
    for what, tables in SECTIONS.items():
        many = sum(len(held.get(table, ())) for table in tables)
        if many:
            yield [f"{what}: ", bold(f"{many:,}")]


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

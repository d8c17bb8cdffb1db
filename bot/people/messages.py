"""Tells administrators that the settings on the server made somebody a lead or an administrator."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.capital import capital, listed
from bot.delivery.message_kind import RenderJob
from bot.delivery.of_event import OfCouncilEvent
from bot.slack.blocks import Answer, Block, passage, spoken
from bot.vocabulary import our
from db import council_events
from db.models import CouncilEvent, MessageName, Person

MOST_TOLD: Final = 20


class AppointedPeople(OfCouncilEvent):
    """Who is a lead or an administrator since the settings were changed, and who no longer is."""

    name = MessageName.APPOINTED

    def render(self, subject: CouncilEvent, job: RenderJob) -> Answer:
        """Say it of everybody of whom it was so at once, each in a line."""
        said = f"The server's settings changed who is {our.lead:a} or an administrator."
        told = council_events.about_at_once(job.session, subject)
        rows = [[_became(person, event.changes)] for event, person in told]
        more = [[f"and {len(rows) - MOST_TOLD:,} more"]] if len(rows) > MOST_TOLD else []
        return Answer(said, [passage([said], *rows[:MOST_TOLD], *more)])

    def why(self, job: RenderJob) -> Iterator[Block]:
        yield spoken(
            "You're an administrator, or you were until then. Administrators are told each time "
            "`LEADS` or `ADMINS` in the server's settings add or remove somebody: the settings "
            "were changed, or somebody named in them has joined Slack or left it. I can't see who "
            "changed them. If it wasn't you or somebody you asked, ask whoever runs the server."
        )


def _became(person: Person, changes: Mapping[str, list[object]]) -> str:
    posts = {"is_lead": f"{our.lead:a}", "is_admin": "an administrator"}
    new, old = (
        [post for one, post in posts.items() if one in changes and changes[one][1] is is_so]
        for is_so in (True, False)
    )
    said = (f"is {listed(new)} now", f"is no longer {listed(old, ' or ')}")
    return f"{capital(person.called)} {' and '.join(said[bool(not new) : 1 + bool(old)])}"

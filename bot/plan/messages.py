"""The message about a plan that was imported."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.actions.render_context import action_context
from bot.actions.view import card, titled
from bot.capital import capital
from bot.delivery.message_kind import ONCE, MessageKind, RenderJob
from bot.slack.blocks import Answer, Block, lines
from db.actions import queries as actions
from db.models import Action, MessageName
from db.people import queries as people

MOST_TOLD: Final = 20


class ImportNotice(MessageKind[Sequence[Action]]):
    """What an import gave somebody."""

    name = MessageName.IMPORTED

    def subject(self, job: RenderJob) -> Sequence[Action] | None:
        """Return what of it is still theirs; before it is sent, what is open too."""
        found = actions.several(job.session, job.about["actions"])
        rows = [found[number] for number in job.about["actions"] if number in found]
        theirs = [each for each in rows if each.owner_id == job.person.id]
        return [each for each in theirs if each.is_open or not job.is_pending] or None

    def render(self, subject: Sequence[Action], job: RenderJob) -> Answer:
        """List it, and say who imported it."""
        by = job.about["by"]
        importer = people.named(job.session, [by] if by else [])
        who = next((f"{each.called}'s import" for each in importer.values()), "an import")
        count = f"{len(subject)} action{'s' if len(subject) > 1 else ''}"
        said = f"{capital(who)} gave you {count}:"
        shown = subject[:MOST_TOLD]
        context = action_context(job.ctx, shown)
        more = len(subject) - len(shown)
        rest = [lines([f"and {more} more"])] if more else []
        blocks = [lines([said]), *(card(each, context) for each in shown), *rest]
        return Answer(f"You have {count} from an imported plan", blocks)

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say that a plan was imported in which it is theirs."""
        found = actions.several(job.session, job.about["actions"])
        for number in job.about["actions"][:MOST_TOLD]:
            if number in found:
                yield titled(found[number], "An imported plan names you as its owner.")
        yield ONCE

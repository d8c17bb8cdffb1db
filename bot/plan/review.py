"""The review itself: what it says, in its own order, and what was done about it."""

import re
from typing import Final

from bot.actions.render_context import action_context
from bot.plan import review_view
from bot.plan.verbs import ShowGaps
from bot.slack import numbered
from bot.slack.again import Offer
from bot.slack.blocks import Answer
from bot.slack.buttons import Button
from bot.slack.interaction import Interaction
from bot.slack.registry import Command, Reply, Request
from db.plan import review
from jobs.context import RequestContext

_ONLY: Final = {
    "": "", "all": "", "strength": "strength", "area": "area", "finding": "finding", "tip": "tip",
    "areas for consideration": "area", "areas for development": "area", "top tip": "tip",
    "kloe": "kloe", "key lines of enquiry": "kloe",
}  # fmt: skip
_FINDINGS: Final = ("strength", "area")


class ShowReview(Command):
    """`review`, `review strengths`: what a review says and which actions answer it."""

    only_looks = True

    only: str = ""
    start: int = 0

    name = example = "review"
    synonyms = ("findings",)
    summary = "what the review says, and what is done about it; also review strengths, areas, tips"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read which of it is asked for, if not all."""
        asked = re.sub(r"^(?:the|of|our)\s+", "", " ".join(rest.lower().split()))
        if asked in {"gaps", "gap"}:
            return ShowGaps()
        only = _ONLY.get(asked, _ONLY.get(asked.removesuffix("s")))
        if only is None:
            added = Offer("Add it as an action", f"add review {rest}")
            return numbered.Question(
                "Is that something to do? After review comes strengths, areas or tips, or no word.",
                (added, Offer("What the review says", "review")),
            )
        return cls(only)

    def run(self, ctx: RequestContext) -> Answer:
        """Show one page of it."""
        kinds = {"": tuple(review.RANKS), "finding": _FINDINGS}.get(self.only, (self.only,))
        found = review.page(ctx.session, ctx.person, kinds, start=self.start, size=review_view.PAGE)
        rows = [action for those in found.actions.values() for action in those]
        return review_view.told(found, self.only, action_context(ctx, rows))


def _page(click: Interaction, ctx: RequestContext) -> Reply:
    return ShowReview(click.value.get("only", ""), click.value["start"]).run(ctx)


def _opened(click: Interaction, ctx: RequestContext) -> Reply:
    return ShowReview(_ONLY.get(click.name.removeprefix("review_"), "")).run(ctx)


VERBS: Final = (ShowReview,)
BUTTONS: Final = (
    Button(r"review_(?:earlier|more)", _page, replaces=True, only_looks=True),
    Button(r"review_(?:all|strength|area|tip)", _opened, replaces=True, only_looks=True),
    Button("review_open", _opened, only_looks=True),
)

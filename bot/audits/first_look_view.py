"""What the auditor who looks at a file again is told of the first look; nobody else is."""

from typing import Final

from bot.audits.case_words import file_words
from bot.slack.blocks import Block, bold, bullets, lines
from bot.vocabulary import our
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import LiveAudit
from jobs.context import RequestContext

MOST_ACTIONS: Final = 10


def first_look(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    """Return the themes and the open actions of the first look, for this audit's auditor alone."""
    if audit.re_audit_of_id is None or ctx.person.id != audit.auditor_id:
        return []
    first = audits.several(ctx.session, [audit.re_audit_of_id])[audit.re_audit_of_id]
    themes = ", ".join(first.themes) or "none were noted"
    areas = ", ".join(first.areas) or "none were noted"
    told = lines(
        [bold(f"For you as the {our.auditor}: "), f"{file_words(first)} was looked at before."],
        [bold("Themes then: "), themes, "; ", bold("to work on: "), areas, "."],
    )
    titles = [action.title for action in actions.open_from(ctx.session, first.reference)]
    if not titles:
        return [told, lines([bold("Actions still open: "), "none."])]
    rows = titles[:MOST_ACTIONS]
    if len(titles) > MOST_ACTIONS:
        rows.append(f"and {len(titles) - MOST_ACTIONS} more")
    return [told, lines([bold("Actions still open:")]), bullets(*([each] for each in rows))]

"""What a moderator is shown of an audit: all there is to judge it by, and not whose work it is."""

from bot.audits import view
from bot.slack.blocks import Block, bold, bullets, lines, link, quote, shortened
from bot.vocabulary import our
from db.actions import queries as actions
from db.models import LiveAudit
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

SHOWN_ACTIONS = 10
TITLE = 150
_NO_ACTION: list[Block | str] = ["No action came from it."]


def seen(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    """Return the audit, its grade and themes, its form, its actions, and the practitioner's words.

    An action is told without its owner, who is one of the pair or above them.
    """
    said = (
        f"The {our.practitioner} agrees."
        if audit.agrees
        else f"The {our.practitioner} sees it differently."
    )
    themes: list[list[Block | str]] = [[f"{name}: {told}"] for name, told in view.themes_of(audit)]
    arisen = _actions(audit, ctx)
    facts: list[list[Block | str]] = [
        *themes,
        *_standards(audit),
        _form(audit),
        *([] if arisen else [_NO_ACTION]),
        [said],
    ]
    return [
        lines(*view.about(audit, ctx)),
        lines(["Grade: ", bold(audit.grade or "none")], *facts),
        *([quote(audit.reflection)] if audit.reflection else []),
        *arisen,
    ]


def _standards(audit: LiveAudit) -> list[list[Block | str]]:
    ticked = view.tick_words(audit, standards=True)
    return [[ticked]] if ticked else []


def _form(audit: LiveAudit) -> list[Block | str]:
    if not audit.form_link:
        return [f"No link to the {our.audit} form was given."]
    return [link(audit.form_link, f"Open the {our.audit} form")]


def _actions(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    found = actions.arisen(ctx.session, audit.reference)
    if not found:
        return []
    rows = [
        [shortened(one.title, TITLE), f" · by {spell(one.due_on)}" if one.due_on else ""]
        for one in found[:SHOWN_ACTIONS]
    ]
    return [lines([bold("Actions")]), bullets(*rows)]

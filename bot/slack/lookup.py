"""Finds the action or live audit that somebody means by a number, a reference or a link."""

import re
from collections.abc import Sequence

from bot.slack import references
from bot.slack.again import ACTION, AUDIT, Offer, offering
from bot.slack.blocks import Answer
from bot.slack.registry import Command
from bot.vocabulary import our
from db.actions import finding
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit
from db.outbox.pointing import pointed_at
from jobs.context import RequestContext


def number_of(reference: str, verb: type[Command], ctx: RequestContext) -> int | None:
    """Return the database's number of what is typed; None unless this person can see just one."""
    if verb.subject == AUDIT:
        found = audits_of(reference, ctx)
        return found[0].id if len(found) == 1 else None
    return int(reference) if references.is_number(reference) else action_of(reference, ctx)


def action_of(reference: str, ctx: RequestContext) -> int | None:
    """Return the number of the one action that a reference or a link stands for."""
    link = references.place_of(reference)
    if link is not None:
        found = pointed_at(ctx.session, ctx.person, *link).actions
        made = finding.by_link(ctx.session, reference, ctx.person)
        return found[0] if len(found) == 1 else made.id if made else None
    action = finding.by_reference(ctx.session, reference, ctx.person)
    if action is not None:
        return action.id
    came = finding.of_source(ctx.session, reference, ctx.person)
    return came[0].id if len(came) == 1 else None


def audits_of(reference: str, ctx: RequestContext) -> Sequence[LiveAudit]:
    """Return the audits that may be meant: one, or as many as end in a number."""
    link = references.place_of(reference)
    if link is not None:
        found = pointed_at(ctx.session, ctx.person, *link).audits
        return [*audits.several(ctx.session, found).values()] if len(found) == 1 else ()
    if not (references.is_number(reference) or re.fullmatch(references.AUDIT, reference, re.I)):
        return ()
    called = references.audit_called(reference)
    if called is None:
        month, number = references.audit_ending(reference)
        return audits.numbered(ctx.session, number, ctx.person, month)
    audit = audits.called(ctx.session, called, ctx.person)
    return (audit,) if audit else ()


def unknown(reference: str, verb: type[Command], ctx: RequestContext) -> Answer:
    """Say that there is no such thing, with what is most likely wanted instead."""
    names = ctx.council.commands
    if verb.subject == AUDIT and references.is_number(reference):
        raise RefusedError("audit.unknown", number=int(reference))
    if verb.subject == ACTION and audits_of(reference, ctx):
        offer = Offer(f"Open the {our.audit}", f"show {reference}", AUDIT)
        return offering(f"That is {our.live_audit:a}: `{names.audit}` is for those.", [offer])
    if verb.subject == AUDIT and action_of(reference, ctx) is not None:
        offer = Offer("Open the action", f"show {reference}")
        return offering(f"That is an action: `{names.action}` is for those.", [offer])
    if references.place_of(reference):
        said = f"That message isn't about one {verb.subject} of yours that I know of."
    else:
        said = f"“{reference}” isn't the number of an {verb.subject} here. Nothing was changed."
    mine = Offer("My actions", "list")
    if verb.subject == AUDIT:
        mine = Offer(f"My {our.audits}", "mine", AUDIT)
    return offering(said, [mine], text="I didn't find that number.")

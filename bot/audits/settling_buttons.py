"""What one person asks and another settles: more time, a swap, another pair."""

from typing import Any

from bot.audits import view as messages
from bot.audits.draw_words import re_pairing_words
from bot.slack.blocks import Answer, Block, button, lines, row, saying
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit
from db.permissions import Permission, may
from jobs.audits import extending, re_pairing, swapping
from jobs.audits.changing import Changed
from jobs.audits.re_pairing import RePairing
from jobs.context import RequestContext
from jobs.rules.deadlines import spell


def settle(name: str, value: dict[str, Any], ctx: RequestContext) -> Answer:
    """Carry out the press that settles something; who may is asked below."""
    number = int(value["a"])
    if name.endswith("_swap"):
        return _swap(number, ctx, agreed=name.startswith("audit_agree"))
    audit = audits.find(ctx.session, number, ctx.person)
    if name.endswith("_extension"):
        return _extension(audit, ctx, agreed=name.startswith("audit_agree"))
    if name == "audit_apply":
        return _applied(audit, ctx)
    offer = re_pairing.preview_re_pair(ctx, audit)
    return _offered(offer)


def changed(done: Changed, ctx: RequestContext) -> Answer:
    """Confirm that an audit is not held, with the re-pair that would make up for it."""
    told = f"{done.audit.reference} will not be held. Everybody it concerns hears of it."
    blocks = [*saying(told).blocks, messages.card(done.audit, ctx)]
    if may(ctx.person, Permission.RE_PAIR, done.audit):
        blocks += _offer_blocks(done.offer)
    return Answer(told, blocks)


def _swap(number: int, ctx: RequestContext, *, agreed: bool) -> Answer:
    # The auditor who is asked is no party to the other's audit, so only the swap itself lets them.
    audit = audits.several(ctx.session, [number]).get(number)
    if audit is None:
        raise RefusedError("That audit is gone.")
    made = swapping.answer_swap(ctx, audit, agreed=agreed)
    if not agreed:
        return saying("It stays as it is, and they hear so.")
    blocks: list[Block] = [lines(["Swapped. The new pairs hear of each other:"])]
    return Answer("Swapped.", blocks + [messages.card(each, ctx) for each in made])


def _extension(audit: LiveAudit, ctx: RequestContext, *, agreed: bool) -> Answer:
    extending.answer_extension(ctx, audit, agreed=agreed)
    if not agreed:
        return saying(f"{audit.reference} stays due on {spell(audit.due_on)}; the pair hear so.")
    return saying(f"{audit.reference} may be held until {spell(audit.due_on)}; the pair hear so.")


def _offered(offer: RePairing) -> Answer:
    heading = f"In place of {offer.audit.reference}"
    return Answer(heading, _offer_blocks(offer))


def _offer_blocks(offer: RePairing) -> list[Block]:
    blocks: list[Block] = [lines([re_pairing_words(offer)])]
    if offer.possible:
        apply = button("Pair them so", "audit_apply", {"a": offer.audit.id}, "primary")
        blocks.append(row(f"re-pair-{offer.audit.id}", apply))
    return blocks


def _applied(audit: LiveAudit, ctx: RequestContext) -> Answer:
    done = re_pairing.apply_re_pair(ctx, audit)
    made = [messages.card(each, ctx) for each in done.made]
    return Answer("Paired anew.", [lines([f"Done. {re_pairing_words(done)}"]), *made])

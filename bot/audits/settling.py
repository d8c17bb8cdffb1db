"""An audit that cannot be held as it is: more time, a swap, another pair, or none; and the answers.

What one person asks, another settles.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.audits import month_page_view, view
from bot.audits.draw_words import re_pairing_words
from bot.audits.heading import at_start, named
from bot.audits.verb import (
    AuditCommand,
    OneAuditCommand,
    OneAuditForm,
    audit_of,
    audit_with_month,
    below,
    refuse_unless_open,
    rules_for,
)
from bot.capital import capital
from bot.slack.audit_words import AN_AUDIT
from bot.slack.blocks import (
    OPTION_LENGTH,
    Answer,
    Block,
    button,
    date_picker,
    field_,
    lines,
    option,
    radio,
    row,
    saying,
    select,
    shortened,
    text_input,
)
from bot.slack.buttons import Button
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.parsing import NUMBER
from bot.slack.references import AUDIT, audit_called, audit_in, is_number
from bot.slack.registry import OpenForm, Reply, Request
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import locking
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit
from db.patterns import pattern
from db.permissions import Permission, may, require
from jobs.audits import case_changes, changing, extending, re_pairing, swapping
from jobs.audits.changing import Changed
from jobs.audits.re_pairing import RePairing
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules
from jobs.rules.deadlines import spell
from jobs.rules.not_held import told_reason

NOTE_LENGTH: Final = 300
NO_TIME: Final = "not this month"
MORE_TIME: Final = "more time"
_WHY: Final = pattern(
    r"^(?:(?:because of|because|as|do|make|hold|attend|it|-)(?:\s+|$))+", re.IGNORECASE
)
_NOT_SO: Final = pattern(
    r"(?:needed|required|necessary|relevant|going|happening|happened|held|done|possible|today)\b",
    re.IGNORECASE,
)


class CannotHold(OneAuditCommand):
    """`cannot 7`."""

    name = "cannot"
    synonyms = ("not", "can't", "cant", "cancel")
    example = "cannot 7"
    summary = "with a reason; or ask for more time"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        note = _WHY.sub("", words)
        if _NOT_SO.match(note):  # "not needed": the verb belongs to what was said
            note = f"not {note}"
        return OpenForm("cannot", number, fields=(("note", note),) if note else ())


class CannotForm(OneAuditForm):
    """Asks why it cannot be held, and whether more time would help."""

    name = "cannot"
    permission = Permission.CANNOT
    title, submit_label = "Can't do this", "Send"
    way_in = "Say why"
    main_field = "reason"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        refuse_unless_open(audit, "there is nothing to cancel", ctx)
        is_lapsed = audit.is_lapsed(ctx.today)
        cannot_be = option("It can't go ahead: find another pair if there is one", NO_TIME)
        wishes = [
            option("It didn't take place", NO_TIME) if is_lapsed else cannot_be,
            option("It needs more time, until the day below", MORE_TIME),
        ]
        note = text_input(NOTE_LENGTH, example="Back on the 18th")
        hint = "The managers above you can read this. Nothing about a child or family."
        if may(ctx.person, Permission.EXTEND, audit):  # whoever gives it at once
            hint = ExemptForm.hint
        return [
            _reasons(
                rules_for(audit, ctx), next_case=audit.case_line is not None and not is_lapsed
            ),
            field_("wish", "What now?", radio(wishes, NO_TIME)),
            field_("until", "Until which day?", date_picker(), optional=True),
            field_("note", "Note", note, optional=True, hint=hint),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Ask for more time, or say that it is not held."""
        if given.text("reason") in _NEXT:
            audit = audit_with_month(state.audit, ctx)
            return _next_case(audit, given.text("reason"), ctx)
        audit = audit_of(state.audit, ctx)
        if given.text("wish") == MORE_TIME:
            return _more_time(audit, given, ctx)
        done = changing.cannot(ctx, audit, given.text("reason"), given.text("note"))
        return _not_held(done, ctx)


def _reasons(rules: AuditRules, *, next_case: bool = False) -> Block:
    reasons = [option(words, value) for value, words in _NEXT.items()] if next_case else []
    for reason in rules.not_held_reasons:
        instead = _NO_OTHER if next_case and reason in _CASE_GONE else ""
        reasons.append(option(f"{capital(reason)}{instead}", reason))
    return field_("reason", "Why?", select("Choose a reason", reasons))


_CASE_GONE: Final = frozenset({"case closed", "case transferred"})
_NO_OTHER: Final = ": no other to look at"
# Nobody is paired anew, so these come before what is done about the audit itself.
_NEXT: Final = {
    "next:closed": "The case was closed: next on the list",
    "next:transferred": "The case was transferred: next on the list",
}


def _next_case(audit: LiveAudit, reason: str, ctx: RequestContext) -> Answer:
    why: Final = "closed" if reason == "next:closed" else "transferred"
    case_changes.next_case(ctx, audit, why)
    told = f"{at_start(audit, ctx)} now has the next case on the list. The pair stays the same."
    return Answer(told, [*saying(told).blocks, view.card(audit, ctx)])


def _more_time(audit: LiveAudit, given: Filled, ctx: RequestContext) -> Answer:
    until = given.needed_day("until")
    reason = told_reason(given.text("reason"))
    extending.ask_extension(ctx, audit, until, given.text("note"), reason)
    if audit.due_on == until:
        return saying(f"{at_start(audit, ctx)} is now due by {spell(until)}.")
    return saying(f"I asked for more time for {named(audit, ctx)}. I'll tell you the answer.")


def _not_held(done: Changed, ctx: RequestContext) -> Answer:
    """Confirm that an audit is not held, with the re-pair that would make up for it."""
    told = f"{at_start(done.audit, ctx)} has been cancelled. I'll tell everybody concerned."
    undo = row(f"undo-{done.event.id}", view.undo_button(done.event))
    blocks = [*saying(told).blocks, view.card(done.audit, ctx), undo]
    if may(ctx.person, Permission.RE_PAIR, done.audit):
        blocks += _offer_blocks(done.offer)
    return Answer(told, blocks)


def _offer_blocks(offer: RePairing) -> list[Block]:
    blocks: list[Block] = [lines([re_pairing_words(offer)])]
    if offer.possible:
        apply = button("Confirm this pair", "audit_apply", {"a": offer.audit.id}, "primary")
        blocks.append(row(f"re-pair-{offer.audit.id}", apply))
    return blocks


class ExemptForm(OneAuditForm):
    """Asks the lead why it is taken out of what was expected."""

    name = "exempt"
    title, submit_label = "Exempt", "Exempt it"
    hint = f"{our.leads:C} can read this in the register. Nothing about a child or family."
    main_field = "reason"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        refuse_unless_open(audit, "there is nothing to exempt it from", ctx)
        require(ctx.person, Permission.EXEMPT, audit)
        why = text_input(NOTE_LENGTH, example=f"Agreed with the {our.head_of_service}")
        return [
            _reasons(rules_for(audit, ctx)),
            field_("why", "What was agreed, and who with?", why, hint=self.hint, optional=True),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit = audit_of(state.audit, ctx)
        changing.exempt(ctx, audit, given.text("reason"), given.text("why"))
        told = saying(f"{at_start(audit, ctx)} is exempt. I'll tell the pair.")
        return month_page_view.shown_again(told, state, ctx)


class AskSwap(AuditCommand):
    """`swap 7 with 9`; the two need not know of each other."""

    number: int
    other: int | str  # the end of its reference, whose month is the same unless it is said

    subject = "audit"
    takes_numbers = True
    name = "swap"
    example = "swap 7 with 9"
    summary = f"both {our.auditors} must agree"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        other = re.fullmatch(
            rf"(?:with|for|and)?\s*(?:{AN_AUDIT}\s*)?(?:{NUMBER}|(?P<reference>{AUDIT}))",
            words,
            re.IGNORECASE,
        )
        if other is None:
            raise cls.wrong(f"Say which two {our.audits} are swapped.", command)
        called = other["reference"] or other["number"]
        return cls(number, int(called) if is_number(called) else audit_called(called) or called)

    def run(self, ctx: RequestContext) -> Answer:
        audit = audit_with_month(self.number, ctx)
        called = audit_in(str(self.other), audit.audit_month.month)
        named = (each for each in swapping.offered(ctx, audit) if each.reference == called)
        # One that is not offered is then refused with the reason.
        other = next(named, None) or audits.called(ctx.session, called, ctx.person)
        if other is None:
            raise RefusedError("audit.unknown", number=self.other)
        return _ask_swap(audit, other, ctx)


def _ask_swap(audit: LiveAudit, other: LiveAudit, ctx: RequestContext) -> Answer:
    swapping.ask_swap(ctx, audit, other)
    whom = other.auditor if ctx.person.id == audit.auditor_id else audit.auditor
    return saying(f"I asked {whom.called}. Nothing changes until they agree.")


class SwapForm(OneAuditForm):
    """Offers the other auditors' open audits of the month."""

    name = "swap"
    permission = Permission.SWAP
    title, submit_label = "Ask to swap", "Send"
    main_field = "other"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        refuse_unless_open(audit, "it cannot be swapped", ctx)
        choices = [_choice(other) for other in swapping.offered(ctx, audit)]
        if not choices:
            raise RefusedError(f"No other {our.auditor} has {our.audit:a} to swap this month.")
        picker = select(f"Choose {our.audit:a}", choices)
        return [field_("other", "Swap it with", picker)]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit = audit_with_month(state.audit, ctx)
        chosen = given.number("other")
        named = (each for each in swapping.offered(ctx, audit) if each.id == chosen)
        return _ask_swap(audit, next(named, None) or audit_of(chosen, ctx), ctx)


def _choice(audit: LiveAudit) -> Block:
    """Return an audit that is offered; the number at its end is never cut off."""
    pair = f"{audit.auditor.name} with {audit.practitioner.name}"
    room = OPTION_LENGTH - len(f" · {audit.reference}")
    return option(f"{shortened(pair, room)} · {audit.reference}", str(audit.id))


def _swap_answered(click: Interaction, ctx: RequestContext) -> Reply:
    # The auditor who is asked is no party to the other's audit, so only the swap itself lets them.
    audit = locking.locked_for_swap(ctx.session, click.value.number("a"), ctx.person)
    agreed = _is_agreed(click)
    if audit is None:
        raise RefusedError("audit.nobody_waits")
    made = swapping.answer_swap(ctx, audit, agreed=agreed)
    if not agreed:
        return saying("It stays as it is. I'll tell them.")
    blocks: list[Block] = [lines(["Swapped. The new pairs will be told:"])]
    return Answer("Swapped.", blocks + [view.card(each, ctx) for each in made])


def _extension_answered(click: Interaction, ctx: RequestContext) -> Reply:
    audit, agreed = audit_of(click.value["a"], ctx), _is_agreed(click)
    extending.answer_extension(ctx, audit, agreed=agreed)
    if not agreed:
        return saying(
            f"{at_start(audit, ctx)} stays due on {spell(audit.due_on)}. I'll tell the pair."
        )
    return saying(
        f"{at_start(audit, ctx)} is now due by {spell(audit.due_on)}. I'll tell the pair."
    )


def _is_agreed(click: Interaction) -> bool:
    return click.name.startswith("audit_agree")


def _re_pair_offered(click: Interaction, ctx: RequestContext) -> Reply:
    audit = audit_of(click.value["a"], ctx)
    offer = re_pairing.preview_re_pair(ctx, audit)
    return Answer(f"In place of {named(audit, ctx)}", _offer_blocks(offer))


def _re_paired(click: Interaction, ctx: RequestContext) -> Reply:
    done = re_pairing.apply_re_pair(ctx, audit_with_month(click.value["a"], ctx))
    made = [view.card(each, ctx) for each in done.made]
    return Answer("There is a new pair.", [lines([f"Done. {re_pairing_words(done)}"]), *made])


FORMS: Final = (CannotForm(), ExemptForm(), SwapForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    Button("audit_(?:agree|refuse)_swap", _swap_answered),
    Button("audit_(?:agree|refuse)_extension", _extension_answered),
    below("audit_re_pair", _re_pair_offered),
    below("audit_apply", _re_paired),
)

"""A month's draw: drawn, looked at, changed pair by pair, and published."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.audits import draw_view
from bot.audits.draw_view import PlanPage
from bot.audits.draw_words import no_plan_words, plan_words
from bot.audits.months import (
    OfDraftCommand,
    drafts_for,
    month_named,
    names_month,
    never_drawn,
    without_filling,
)
from bot.audits.undrawn_words import not_counted_words, undrawn_words
from bot.audits.verb import AuditCommand, AuditForm, below
from bot.slack.blocks import Answer, Block, field_, lines, option, person_picker, radio
from bot.slack.buttons import Button, opens
from bot.slack.carried import day_of, one_of
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.parsing import MENTION
from bot.slack.registry import Reply, Request
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditMonth, LiveAudit
from db.patterns import pattern
from db.people import queries as people
from db.permissions import Permission, require
from jobs.audits import drawing, plan, publishing
from jobs.audits.drawing import Changes
from jobs.audits.plan import NotDrawn, PlanSeen
from jobs.context import RequestContext
from jobs.rules import months
from jobs.rules.deadline_words import MONTHS

SHOWN_NOTES: Final = 3  # of troubles with days; the rest is told on request, as of these:
SHOWN_LEFT_OUT: Final = 6  # for each reason
PIN: Final = "pin"
FORBID: Final = "forbid"
FREE: Final = "free"
_AFRESH: Final = pattern(r"(?:^|(?<![\s,])[\s,]+)afresh$", re.IGNORECASE)
_TWO: Final = rf"{MENTION}\s+(?:with|and)\s+{MENTION.replace('person', 'other')}"
_TWO_IN_MONTH: Final = pattern(rf"{_TWO}(?P<month>(?:\s+\S+){{0,4}})")
_HOLD: Final = pattern(
    r"(?:month(?P<after>(?:\s+\S+){0,3}?)|(?P<named>\S+(?:\s+20\d\d)?))(?P<off>\s+off)?"
)

Pair = tuple[str, str]  # the Slack ids of an auditor and a practitioner


class Draw(AuditCommand):
    """`draw January 2027`; no year is the next month of that name, no month the next one.

    `afresh` forgets every pair that was pinned or forbidden.
    """

    month: int | None = None
    year: int | None = None
    afresh: bool = False

    name = "draw"
    takes_long = True
    example = "draw January"
    summary = "nothing is sent until it's published; add afresh to drop pins and forbids"
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        words = _AFRESH.sub("", rest)
        return replace(cls._month(words.lower(), command), afresh=words != rest)

    @classmethod
    def _month(cls, rest: str, command: str) -> "Draw":
        words = rest.replace(",", " ").strip()
        if not rest:
            return cls()
        iso = re.fullmatch(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])", words)
        if iso:
            return cls(int(iso["month"]), int(iso["year"]))
        named = re.fullmatch(r"(?P<month>[a-z]+)(?:\s+(?P<year>20\d\d))?", words)
        if named and named["month"] in MONTHS:
            return cls(MONTHS[named["month"]], int(named["year"]) if named["year"] else None)
        raise cls.wrong("Say which month, or none for the next one.", command)

    def run(self, ctx: RequestContext) -> Answer:
        """Draw it and show the plan; nobody is told."""
        return _draw(self._first_day(ctx.today), Changes(afresh=self.afresh), ctx)

    def _first_day(self, today: date) -> date:
        if self.month is None:
            return months.next_month(today)
        if self.year is not None:
            return date(self.year, self.month, 1)
        named = date(today.year, self.month, 1)
        return named if named >= today.replace(day=1) else named.replace(year=today.year + 1)


def _draw(month: date, changes: Changes, ctx: RequestContext) -> Answer:
    drawn = drawing.draw_month(ctx, month, changes)
    if isinstance(drawn, NotDrawn):
        why = no_plan_words(drawn.why, drawn.names, ctx.council.commands.audit)
        return draw_view.refused(f"{month:%B %Y}", why)
    return _planned(drawn.audit_month, drawn.seen, ctx)


class ShowPlan(OfDraftCommand):
    """`plan December`; without a name the month that is not published, else the latest drawn."""

    name = "plan"
    example = "plan December"
    synonyms = ("preview",)
    summary = "the pairs, the fairness certificate and who is left out"
    takes_long = True
    permission = Permission.COVERAGE

    def meant(self, ctx: RequestContext) -> Sequence[AuditMonth]:
        if self.month:
            return super().meant(ctx)
        drafts = drafts_for(ctx, self.permission)
        latest = audits.latest_months(ctx.session, 1)
        if any(one.due_on >= ctx.today for one in drafts):
            return drafts
        if not latest:
            raise never_drawn("Nothing has been drawn yet.", ctx)
        return latest

    def about(self, audit_month: AuditMonth, ctx: RequestContext) -> Answer:
        return _plan(audit_month, 0, ctx)


def _plan(audit_month: AuditMonth, start: int, ctx: RequestContext) -> Answer:
    """Show a page of a round's plan; the certificate stands on the first."""
    require(ctx.person, Permission.COVERAGE)
    if start == 0:
        return _planned(audit_month, plan.look_at(ctx.session, audit_month), ctx)
    listed = audits.of_month(ctx.session, audit_month.id)
    return draw_view.plan(PlanPage(audit_month, listed, start, ()), ctx)


def _planned(audit_month: AuditMonth, seen: PlanSeen, ctx: RequestContext) -> Answer:
    drawn = plan_words(seen, SHOWN_LEFT_OUT)
    listed = audits.of_month(ctx.session, audit_month.id)
    notes = [
        *not_counted_words(audit_month, plan.not_counted(ctx, audit_month)),
        *undrawn_words(seen.undrawn, seen.names),
        *drawn.notes[:SHOWN_NOTES],
        *drawn.left_out,
    ]
    by_reason = Counter(left.why for left in seen.fairness.left_out).values()
    has_more = len(drawn.notes) > SHOWN_NOTES or max(by_reason, default=0) > SHOWN_LEFT_OUT
    return draw_view.plan(PlanPage(audit_month, listed, 0, drawn.fairness, notes, has_more), ctx)


def _all_notes(click: Interaction, ctx: RequestContext) -> Reply:
    """Tell everything that is to know about a plan."""
    audit_month = _round(click, ctx)
    drawn = plan_words(plan.look_at(ctx.session, audit_month))
    heading = f"{draw_view.TO_KNOW}: {audit_month.month:%B %Y}"
    return Answer(heading, draw_view.notes(heading, [*drawn.notes, *drawn.left_out]))


class Publish(OfDraftCommand):
    """`publish December`: asks first, for what has been sent cannot be unsent."""

    name = "publish"
    example = "publish December"
    summary = "asks first; the pairs are told when the month opens"
    permission = Permission.PUBLISH

    def about(self, audit_month: AuditMonth, ctx: RequestContext) -> Answer:
        publishing.refuse_unless_waiting(ctx, audit_month)
        return draw_view.publish_question(audit_month, _listed(audit_month, ctx), ctx)


def _publish(audit_month: AuditMonth, ctx: RequestContext) -> Answer:
    publishing.publish(ctx, audit_month)
    return draw_view.published(audit_month, _listed(audit_month, ctx), ctx)


class HoldBack(OfDraftCommand):
    """`hold month December`, `hold month off`: the month that is drawn is not published by itself.

    Without a name it is the month that is drawn.
    """

    off: bool = False

    name = "hold"
    example = "hold month"
    summary = "stops a drawn month being published automatically; hold month off ends that"
    permission = Permission.PUBLISH

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        found = _HOLD.fullmatch(rest.lower())
        named = without_filling(found["after"] or found["named"] or "") if found else ""
        if found is None or (found["named"] and not names_month(named)):
            raise cls.wrong(f"To record {our.audit:a}, type held with its number.", command)
        return cls(found["off"] is not None, month=named)

    def about(self, audit_month: AuditMonth, ctx: RequestContext) -> Answer:
        return _held_back(audit_month, ctx, off=self.off)

    def typed(self, month: str) -> str:
        return f"hold month {month}{' off' if self.off else ''}"


def _held_back(audit_month: AuditMonth, ctx: RequestContext, *, off: bool) -> Answer:
    change = publishing.let_go if off else publishing.hold_back
    change(ctx, audit_month)
    return draw_view.held_back(audit_month, ctx)


class PairCommand(OfDraftCommand):
    """A verb about an auditor and a practitioner in the draw; the rest is drawn around them."""

    pair: Pair

    permission = Permission.DRAW

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        found = _TWO_IN_MONTH.fullmatch(rest)
        if found is None:
            raise cls.wrong(
                "Pick both people from the list that Slack offers as you type @.", command
            )
        return cls((found["person"], found["other"]), month=without_filling(found["month"]))

    def about(self, audit_month: AuditMonth, ctx: RequestContext) -> Answer:
        auditor, practitioner = (people.mentioned(ctx.session, each) for each in self.pair)
        return _change_pair(self.name, (auditor.id, practitioner.id), audit_month, ctx)

    def typed(self, month: str) -> str:
        auditor, practitioner = self.pair
        return f"{self.name} <@{auditor}> with <@{practitioner}> in {month}"


class Pin(PairCommand):
    """`pin @auditor with @practitioner`: always together."""

    name = PIN
    example = "pin @auditor with @practitioner"
    summary = (
        "keeps two together, forbid keeps two apart; both draw again; add in December if two "
        "months are drawn"
    )


class Forbid(PairCommand):
    """`forbid @auditor with @practitioner`: never together."""

    name = FORBID
    example = "forbid @auditor with @practitioner"
    no_help = "the row of pin tells it"


class Free(PairCommand):
    """`free @auditor with @practitioner`: neither pinned nor forbidden any more."""

    name = FREE
    synonyms = ("unpin", "unforbid")
    example = "free @auditor with @practitioner"
    summary = "removes a pin or a forbid"


def _change_pair(
    how: str, pair: tuple[int, int], audit_month: AuditMonth, ctx: RequestContext
) -> Answer:
    """Pin, forbid or free a pair, and draw the month again around it."""
    changes = {
        PIN: Changes(pins=(pair,)),
        FORBID: Changes(forbids=(pair,)),
        FREE: Changes(frees=(pair,)),
    }
    return _draw(audit_month.month, one_of(changes, how), ctx)


class PairForm(AuditForm):
    """Asks which two are fixed, or kept apart, in the draw."""

    name = "pair"
    title, submit_label = "Change a pair", "Draw again"
    main_field = "auditor"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        audit_month = month_named(ctx, str(state.kept["month"]), Permission.DRAW)
        choices = [
            option("Always together: pin", PIN),
            option("Not these two: forbid", FORBID),
            option("As the draw has it: free", FREE),
        ]
        return [
            lines([f"In the draw of {audit_month.month:%B %Y}."]),
            field_("auditor", f"{our.auditor:C}", person_picker()),
            field_("practitioner", f"{our.practitioner:C}", person_picker()),
            field_("how", "How?", radio(choices, PIN)),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        auditor = given.person("auditor", ctx.session)
        practitioner = given.person("practitioner", ctx.session)
        if auditor is None or practitioner is None:
            raise RefusedError("Choose both people.", about="practitioner")
        audit_month = month_named(ctx, str(state.kept["month"]), Permission.DRAW)
        return _change_pair(given.text("how"), (auditor.id, practitioner.id), audit_month, ctx)


def _listed(audit_month: AuditMonth, ctx: RequestContext) -> Sequence[LiveAudit]:
    return audits.of_month(ctx.session, audit_month.id)


def _round(click: Interaction, ctx: RequestContext) -> AuditMonth:
    require(ctx.person, Permission.SEE_DRAFT)
    audit_month = audits.month_for(ctx.session, day_of(click.value["month"]))
    if audit_month is None:
        raise never_drawn("That month has not been drawn.", ctx)
    return audit_month


def _turned(click: Interaction, ctx: RequestContext) -> Reply:
    return _plan(_round(click, ctx), int(click.value["start"]), ctx)


def _drawn(click: Interaction, ctx: RequestContext) -> Reply:
    if "month" in click.value:
        return _draw(day_of(click.value["month"]).replace(day=1), Changes(), ctx)
    return Draw().run(ctx)


def _published(click: Interaction, ctx: RequestContext) -> Reply:
    return _publish(_round(click, ctx), ctx)


def _seen(click: Interaction, ctx: RequestContext) -> Reply:
    return ShowPlan(month=click.value.get("month", "")).run(ctx)


def _of_month(click: Interaction) -> ViewState:
    return replace(click.state(), kept={"month": click.value["month"]})


FORMS: Final = (PairForm(),)
BUTTONS: Final = (
    Button(PairForm().opener, opens(PairForm.name), state=_of_month, asks_beside=True),
    below("audit_plan_(?:earlier|more)", _turned, replaces=True),
    below("audit_publish", _published),
    below("audit_publish_asked", _published, replaces=True),
    below("audit_hold_back", lambda click, ctx: _held_back(_round(click, ctx), ctx, off=False)),
    below("audit_let_go", lambda click, ctx: _held_back(_round(click, ctx), ctx, off=True)),
    below("audit_all_notes", _all_notes),
    below("audit_draw", _drawn),
    below("audit_plan", _seen),
)

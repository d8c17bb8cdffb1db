"""Carries out what was asked of live audits: a request in, an answer or a form out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from bot.audits import coverage_view, draw_view
from bot.audits import help as audit_help
from bot.audits import view as messages
from bot.audits.booking import refuse_unless_common
from bot.audits.coverage_view import MonthSeen
from bot.audits.draw_view import PlanPage
from bot.audits.draw_words import no_plan_words, plan_words
from bot.audits.requests import (
    AddAuditor,
    AskSwap,
    AuditHelp,
    AuditRequest,
    Book,
    Coverage,
    Draw,
    Free,
    ListAuditors,
    MyAudits,
    OpenAuditForm,
    Pin,
    Publish,
    RemoveAuditor,
    ShowAudit,
    ShowPlan,
    WhoLooksWhen,
    Why,
)
from bot.reminders.requests import Away, Back
from bot.slack.arguments import certain_day, read_due
from bot.slack.blocks import Answer, saying
from bot.slack.registry import ME
from db.audits import auditor_pool, changes, rules
from db.audits import queries as audits
from db.audits.auditor_pool import Days
from db.audits.coverage import coverage
from db.errors import RefusedError
from db.models import AuditMonth, LiveAudit, MonthState, Person
from db.outbox import reminders
from db.people import queries as people
from db.permissions import Permission, require
from jobs.audits import changing, drawing, letters, publishing, settings, swapping
from jobs.audits import plan as plan_facts
from jobs.audits.letters import News
from jobs.audits.plan import NotDrawn, PlanSeen
from jobs.context import RequestContext
from jobs.rules import audit_month as months
from jobs.rules.audit_services import RuleSets
from jobs.rules.deadlines import spell
from jobs.rules.looks import boards
from jobs.rules.working_days import Calendar

MONTHS_SHOWN = 3
SHOWN_LEFT_OUT = 8
PAIR = 2


@dataclass(frozen=True)
class AuditForm:
    """A form to open instead of an answer; `number` is the audit it is about."""

    name: str
    number: int | None = None


AuditReply = Answer | AuditForm


@singledispatch
def audit_answer(request: AuditRequest, ctx: RequestContext) -> AuditReply:
    """Carry out one request inside its unit of work; RefusedError if a rule says no."""
    raise TypeError(f"nothing answers {type(request).__name__}")


@audit_answer.register
def _(request: AuditHelp, ctx: RequestContext) -> AuditReply:
    return audit_help.helped(ctx.council.commands.audit)


@audit_answer.register
def _(request: MyAudits, ctx: RequestContext) -> AuditReply:
    return messages.mine(waiting(ctx), ctx)


@audit_answer.register
def _(request: OpenAuditForm, ctx: RequestContext) -> AuditReply:
    return AuditForm(request.form, request.number)


@audit_answer.register
def _(request: ShowAudit, ctx: RequestContext) -> AuditReply:
    audit = audits.find(ctx.session, request.number, ctx.person)
    history = audits.history(ctx.session, audit)
    return messages.details(audit, history, ctx)


@audit_answer.register
def _(request: Why, ctx: RequestContext) -> AuditReply:
    return messages.why(audits.find(ctx.session, request.number, ctx.person))


@audit_answer.register
def _(request: Book, ctx: RequestContext) -> AuditReply:
    audit = audits.find(ctx.session, request.number, ctx.person)
    return book(audit, read_due(request.day, ctx).day, ctx)


def book(audit: LiveAudit, day: date, ctx: RequestContext) -> Answer:
    """Book a day on which both are at work, and tell the other."""
    refuse_unless_common(audit, day, ctx)
    changes.book(ctx, audit, day)
    news = News(audit, "booked", ctx.now)
    letters.tell(ctx.session, news, (audit.auditor, audit.practitioner), by=ctx.person)
    letters.send_invites(ctx.session, audit, ctx.now)
    said = f"{audit.reference} is booked for {spell(day)}."
    return Answer(said, [*saying(said).blocks, *messages.item(audit, ctx)])


@audit_answer.register
def _(request: Draw, ctx: RequestContext) -> AuditReply:
    return draw(month_of(request, ctx), ctx, afresh=request.afresh)


def draw(
    month: date,
    ctx: RequestContext,
    pins: Sequence[tuple[int, int]] = (),
    forbids: Sequence[tuple[int, int]] = (),
    frees: Sequence[tuple[int, int]] = (),
    *,
    afresh: bool = False,
) -> Answer:
    """Draw a month and show the plan; nobody is told."""
    drawn = drawing.draw_month(ctx, month, drawing.Changes(pins, forbids, frees, afresh))
    if isinstance(drawn, NotDrawn):
        why = no_plan_words(drawn.why, drawn.names, ctx.council.commands.audit)
        return draw_view.refused(f"{month:%B %Y}", why)
    return _planned(drawn.audit_month, drawn.seen, ctx)


@audit_answer.register
def _(request: Pin, ctx: RequestContext) -> AuditReply:
    auditor, practitioner = (people.mentioned(ctx.session, each) for each in request.pair)
    return pin((auditor.id, practitioner.id), ctx, out=request.out)


def pin(pair: tuple[int, int], ctx: RequestContext, *, out: bool) -> Answer:
    """Fix a pair, or keep two apart, and draw the rest around it."""
    audit_month = draft_of(ctx)
    pins, forbids = ((), (pair,)) if out else ((pair,), ())
    return draw(audit_month.month, ctx, pins, forbids)


@audit_answer.register
def _(request: Free, ctx: RequestContext) -> AuditReply:
    auditor, practitioner = (people.mentioned(ctx.session, each) for each in request.pair)
    return free((auditor.id, practitioner.id), ctx)


def free(pair: tuple[int, int], ctx: RequestContext) -> Answer:
    """Wish nothing of a pair any more, and draw again."""
    return draw(draft_of(ctx).month, ctx, frees=(pair,))


@audit_answer.register
def _(request: ShowPlan, ctx: RequestContext) -> AuditReply:
    return plan(latest(ctx), request.start, ctx)


def plan(audit_month: AuditMonth, start: int, ctx: RequestContext) -> Answer:
    """Show a page of a round's plan; the certificate stands on the first."""
    require(ctx.person, Permission.COVERAGE)
    if start == 0:
        return _planned(audit_month, plan_facts.look_at(ctx.session, audit_month), ctx)
    listed = audits.of_month(ctx.session, audit_month.id)
    return draw_view.plan(PlanPage(audit_month, listed, start, ()), ctx)


def _planned(audit_month: AuditMonth, seen: PlanSeen, ctx: RequestContext) -> Answer:
    drawn = plan_words(seen)
    listed = audits.of_month(ctx.session, audit_month.id)
    notes = [*drawn.notes, *drawn.left_out[:SHOWN_LEFT_OUT]]
    if len(drawn.left_out) > SHOWN_LEFT_OUT:
        notes.append(f"and {len(drawn.left_out) - SHOWN_LEFT_OUT} more without an audit")
    return draw_view.plan(PlanPage(audit_month, listed, 0, drawn.fairness, notes), ctx)


@audit_answer.register
def _(request: Publish, ctx: RequestContext) -> AuditReply:
    return publish(draft_of(ctx), ctx)


def publish(audit_month: AuditMonth, ctx: RequestContext) -> Answer:
    """Let the pairs know."""
    publishing.publish(ctx, audit_month)
    return draw_view.published(audit_month, len(audits.of_month(ctx.session, audit_month.id)))


@audit_answer.register
def _(request: AskSwap, ctx: RequestContext) -> AuditReply:
    return ask_swap(request.number, request.other, ctx)


def ask_swap(one: int, two: int, ctx: RequestContext) -> Answer:
    """Ask the auditor of the other of two audits to swap; the two need not know of each other."""
    found = audits.several(ctx.session, [one, two])
    if len(found) < PAIR:
        raise RefusedError(
            f"There are no two such audits. Try `{ctx.council.commands.audit} swap 7 with 9`."
        )
    audit, other = found[one], found[two]
    swapping.ask_swap(ctx, audit, other)
    whom = other.auditor if ctx.person.id == audit.auditor_id else audit.auditor
    return saying(f"I asked {whom.called}. Nothing changes until they agree.")


@audit_answer.register
def _(request: Away, ctx: RequestContext) -> AuditReply:
    return say_away(request, ctx)


def say_away(request: Away, ctx: RequestContext) -> Answer:
    """Write down that somebody is away, as it was typed after either command."""
    person = _person(request.person, ctx)
    first, last = (certain_day(each, ctx) for each in (request.first, request.last))
    return away(person.id, first, last, ctx, can_finish=request.can_finish)


def away(
    person_id: int, first: date, last: date, ctx: RequestContext, *, can_finish: bool
) -> Answer:
    """Write down that somebody is away, and say what becomes of their audits."""
    person = people.named(ctx.session, [person_id])[person_id]
    if last < first:
        raise RefusedError("The last day away comes before the first.", about="last")
    changing.away(ctx, person, Days(first, last), can_finish=can_finish)
    keeps = " They finish what they have." if can_finish else ""
    said = f"{person.called} is away from {spell(first)} to {spell(last)}.{keeps}"
    return saying(said if can_finish else said + _due_then(person, first, last, ctx))


def _due_then(person: Person, first: date, last: date, ctx: RequestContext) -> str:
    """Say what of theirs is due in those days: no date moves by itself."""
    due = reminders.due_while_away(ctx.session, ctx.today)
    numbers = [
        f"#{one.id}" for one in due if one.owner_id == person.id and first <= one.due_on <= last
    ]
    if not numbers:
        return ""
    many = "is" if len(numbers) == 1 else "are"
    return f" {', '.join(numbers)} {many} due in those days: move, give or leave what is due then."


def _person(mention: str, ctx: RequestContext) -> Person:
    return ctx.person if mention == ME else people.mentioned(ctx.session, mention)


@audit_answer.register
def _(request: Back, ctx: RequestContext) -> AuditReply:
    return say_back(request, ctx)


def say_back(request: Back, ctx: RequestContext) -> Answer:
    """End somebody's days away, or forget the next ones where none are now."""
    person = _person(request.person, ctx)
    ended = auditor_pool.end_absence(ctx, person)
    days = f"{spell(ended.first)} to {spell(ended.last)}"
    if ended.first > ctx.today:
        return saying(f"I forgot that {person.called} is away from {days}.")
    return saying(f"{person.called} is back: from {days} no longer counts from today.")


@audit_answer.register
def _(request: ListAuditors, ctx: RequestContext) -> AuditReply:
    return list_auditors(ctx)


def list_auditors(ctx: RequestContext) -> Answer:
    """Show the chosen auditors."""
    seats = auditor_pool.auditors(ctx.session, ctx.today)
    sets = settings.rule_sets(ctx.session)
    quotas = {seat.id: sets.of(settings.service_of(seat.person)).quota for seat in seats}
    return draw_view.auditors(seats, quotas, ctx)


@audit_answer.register
def _(request: AddAuditor, ctx: RequestContext) -> AuditReply:
    return add_auditor(request.person, request.quota, ctx)


def add_auditor(slack_id: str, quota: int | None, ctx: RequestContext) -> Answer:
    """Give somebody a place on the list."""
    person = people.mentioned(ctx.session, slack_id)
    auditor_pool.add_auditor(ctx, person, quota, starts_on=ctx.today)
    return list_auditors(ctx)


@audit_answer.register
def _(request: RemoveAuditor, ctx: RequestContext) -> AuditReply:
    person = people.mentioned(ctx.session, request.person)
    auditor_pool.remove_auditor(ctx, person)
    return list_auditors(ctx)


@audit_answer.register
def _(request: Coverage, ctx: RequestContext) -> AuditReply:
    require(ctx.person, Permission.COVERAGE)
    return coverage_view.coverage(coverage(ctx.session, ctx.today))


@audit_answer.register
def _(request: WhoLooksWhen, ctx: RequestContext) -> AuditReply:
    sets, services = settings.rule_sets(ctx.session), rules.services(ctx.session)
    shown, month = [], ctx.today.replace(day=1)
    for _ in range(MONTHS_SHOWN):
        audit_month = audits.month_for(ctx.session, month)
        off = sets.off_in(month.month, services)
        shown.append(
            MonthSeen(
                month,
                months.dates(month, sets.council, ctx.council.calendar),
                audit_month.state if audit_month else "not drawn yet",
                is_off=month.month in sets.council.months_off and len(off) == len(services),
                services_off=off,
                moderated=_moderated_elsewhen(month, sets, ctx.council.calendar),
            )
        )
        month = months.next_month(month)
    last = months.next_month(shown[-1].month) - months.A_DAY
    scrutiny = boards(sets.council, shown[0].month, last, ctx.council.calendar)
    scrutiny += [each for each in sets.council.scrutiny_dates if each.date > last]
    return coverage_view.calendar(shown, ctx, scrutiny)


def _moderated_elsewhen(
    month: date, sets: RuleSets, calendar: Calendar
) -> tuple[tuple[date, str], ...]:
    """Return the services that moderate on a day of their own, with that day."""
    council = months.dates(month, sets.council, calendar).moderate_by
    days = ((months.dates(month, sets.of(one), calendar).moderate_by, one) for one in sets.own)
    return tuple((day, service) for day, service in sorted(days) if day != council)


def waiting(ctx: RequestContext) -> Sequence[LiveAudit]:
    """Return the audits that wait for this person."""
    return audits.waiting_for(ctx.session, ctx.person)


def latest(ctx: RequestContext) -> AuditMonth:
    """Return the latest month that was drawn, or refuse."""
    rounds = audits.latest_months(ctx.session)
    if not rounds:
        raise RefusedError(f"Nothing has been drawn yet. Try `{ctx.council.commands.audit} draw`.")
    return rounds[0]


def draft_of(ctx: RequestContext) -> AuditMonth:
    """Return the month that was drawn and not published, or refuse."""
    for audit_month in audits.latest_months(ctx.session):
        if audit_month.state == MonthState.DRAWN:
            return audit_month
    raise RefusedError(
        f"No month is waiting to be published. Try `{ctx.council.commands.audit} draw`."
    )


def month_of(request: Draw, ctx: RequestContext) -> date:
    """Return the first day of the month that was meant: the next of that name, or the next one."""
    following = months.next_month(ctx.today)
    if request.month is None:
        return following
    if request.year is not None:
        return date(request.year, request.month, 1)
    this_year = ctx.today.year
    named = date(this_year, request.month, 1)
    return named if named >= ctx.today.replace(day=1) else named.replace(year=this_year + 1)

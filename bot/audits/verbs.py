"""Carries out what was asked of live audits: a request and a visit in, an answer or a form out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from bot.actions.requests import ME
from bot.actions.verbs import certain_day, read_due
from bot.audits import coverage_view, draw_view
from bot.audits import help as audit_help
from bot.audits import view as messages
from bot.audits.booking import refuse_unless_common
from bot.audits.coverage_view import MonthSeen
from bot.audits.draw_view import PlanPage
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
from bot.audits.view import Looking
from bot.context import Visit
from bot.reminders.requests import Away, Back
from bot.slack.blocks import Answer, saying
from db.audits import auditor_pool, rules
from db.audits import queries as audits
from db.audits.coverage import coverage
from db.audits.permissions import Verb, require
from db.errors import RefusedError
from db.models import AuditRound, LiveAudit, Person, RoundState
from db.outbox import reminders
from db.people import queries as people
from jobs.audits import changing, drawing, letters, plan_words, publishing, settings, swapping
from jobs.audits.letters import News
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
def audit_answer(request: AuditRequest, visit: Visit) -> AuditReply:
    """Carry out one request inside the visit's unit of work; RefusedError if a rule says no."""
    raise TypeError(f"nothing answers {type(request).__name__}")


@audit_answer.register
def _(request: AuditHelp, visit: Visit) -> AuditReply:
    return audit_help.helped(visit.names.audit)


@audit_answer.register
def _(request: MyAudits, visit: Visit) -> AuditReply:
    return messages.mine(waiting(visit), looking(visit))


@audit_answer.register
def _(request: OpenAuditForm, visit: Visit) -> AuditReply:
    return AuditForm(request.form, request.number)


@audit_answer.register
def _(request: ShowAudit, visit: Visit) -> AuditReply:
    audit = audits.find(visit.session, request.number, visit.person)
    history = audits.history(visit.session, audit)
    return messages.details(audit, history, looking(visit))


@audit_answer.register
def _(request: Why, visit: Visit) -> AuditReply:
    return messages.why(audits.find(visit.session, request.number, visit.person))


@audit_answer.register
def _(request: Book, visit: Visit) -> AuditReply:
    audit = audits.find(visit.session, request.number, visit.person)
    return book(audit, read_due(request.day, visit).day, visit)


def book(audit: LiveAudit, day: date, visit: Visit) -> Answer:
    """Book a day on which both are at work, and tell the other."""
    refuse_unless_common(audit, day, visit)
    audit.book(visit.person, visit.at, day)
    news = News(audit, "booked", visit.at)
    letters.tell(visit.session, news, (audit.auditor, audit.practitioner), by=visit.person)
    letters.send_invites(visit.session, audit, visit.at)
    said = f"{audit.reference} is booked for {spell(day)}."
    return Answer(said, [*saying(said).blocks, *messages.item(audit, looking(visit))])


@audit_answer.register
def _(request: Draw, visit: Visit) -> AuditReply:
    return draw(month_of(request, visit), visit, afresh=request.afresh)


def draw(
    month: date,
    visit: Visit,
    pins: Sequence[tuple[int, int]] = (),
    forbids: Sequence[tuple[int, int]] = (),
    frees: Sequence[tuple[int, int]] = (),
    *,
    afresh: bool = False,
) -> Answer:
    """Draw a month and show the plan; nobody is told."""
    drawn = drawing.draw_month(
        visit.session,
        month,
        visit.person,
        visit.at,
        visit.calendar,
        pins=pins,
        forbids=forbids,
        frees=frees,
        afresh=afresh,
    )
    if drawn.round is None:
        return draw_view.refused(f"{month:%B %Y}", drawn.refusal)
    return _planned(drawn.round, drawn, visit)


@audit_answer.register
def _(request: Pin, visit: Visit) -> AuditReply:
    auditor, practitioner = (people.mentioned(visit.session, each) for each in request.pair)
    return pin((auditor.id, practitioner.id), visit, out=request.out)


def pin(pair: tuple[int, int], visit: Visit, *, out: bool) -> Answer:
    """Fix a pair, or keep two apart, and draw the rest around it."""
    round_ = draft_of(visit)
    pins, forbids = ((), (pair,)) if out else ((pair,), ())
    return draw(round_.month, visit, pins, forbids)


@audit_answer.register
def _(request: Free, visit: Visit) -> AuditReply:
    auditor, practitioner = (people.mentioned(visit.session, each) for each in request.pair)
    return free((auditor.id, practitioner.id), visit)


def free(pair: tuple[int, int], visit: Visit) -> Answer:
    """Wish nothing of a pair any more, and draw again."""
    return draw(draft_of(visit).month, visit, frees=(pair,))


@audit_answer.register
def _(request: ShowPlan, visit: Visit) -> AuditReply:
    return plan(latest(visit), request.start, visit)


def plan(round_: AuditRound, start: int, visit: Visit) -> Answer:
    """Show a page of a round's plan; the certificate stands on the first."""
    require(visit.person, Verb.COVERAGE)
    if start == 0:
        return _planned(round_, plan_words.shown(visit.session, round_), visit)
    listed = audits.of_round(visit.session, round_.id)
    return draw_view.plan(PlanPage(round_, listed, start, ()), looking(visit))


def _planned(round_: AuditRound, drawn: plan_words.Drawn, visit: Visit) -> Answer:
    listed = audits.of_round(visit.session, round_.id)
    notes = [*drawn.notes, *drawn.left_out[:SHOWN_LEFT_OUT]]
    if len(drawn.left_out) > SHOWN_LEFT_OUT:
        notes.append(f"and {len(drawn.left_out) - SHOWN_LEFT_OUT} more without an audit")
    return draw_view.plan(PlanPage(round_, listed, 0, drawn.fairness, notes), looking(visit))


@audit_answer.register
def _(request: Publish, visit: Visit) -> AuditReply:
    return publish(draft_of(visit), visit)


def publish(round_: AuditRound, visit: Visit) -> Answer:
    """Let the pairs know."""
    publishing.publish(visit.session, round_, visit.person, visit.at, remind_at=visit.remind_at)
    return draw_view.published(round_, len(audits.of_round(visit.session, round_.id)))


@audit_answer.register
def _(request: AskSwap, visit: Visit) -> AuditReply:
    return ask_swap(request.number, request.other, visit)


def ask_swap(one: int, two: int, visit: Visit) -> Answer:
    """Ask the auditor of the other of two audits to swap; the two need not know of each other."""
    found = audits.several(visit.session, [one, two])
    if len(found) < PAIR:
        raise RefusedError(
            f"There are no two such audits. Try `{visit.names.audit} swap 7 with 9`."
        )
    audit, other = found[one], found[two]
    swapping.ask_swap(visit.session, audit, other, visit.person, visit.at, calendar=visit.calendar)
    whom = other.auditor if visit.person.id == audit.auditor_id else audit.auditor
    return saying(f"I asked {whom.called}. Nothing changes until they agree.")


@audit_answer.register
def _(request: Away, visit: Visit) -> AuditReply:
    return say_away(request, visit)


def say_away(request: Away, visit: Visit) -> Answer:
    """Write down that somebody is away, as it was typed after either command."""
    person = _person(request.person, visit)
    first, last = (certain_day(each, visit) for each in (request.first, request.last))
    return away(person.id, first, last, visit, can_finish=request.can_finish)


def away(person_id: int, first: date, last: date, visit: Visit, *, can_finish: bool) -> Answer:
    """Write down that somebody is away, and say what becomes of their audits."""
    person = people.named(visit.session, [person_id])[person_id]
    if last < first:
        raise RefusedError("The last day away comes before the first.", about="last")
    changing.away(
        visit.session,
        person,
        first,
        last,
        can_finish=can_finish,
        by=visit.person,
        at=visit.at,
        calendar=visit.calendar,
    )
    keeps = " They finish what they have." if can_finish else ""
    said = f"{person.called} is away from {spell(first)} to {spell(last)}.{keeps}"
    return saying(said if can_finish else said + _due_then(person, first, last, visit))


def _due_then(person: Person, first: date, last: date, visit: Visit) -> str:
    """Say what of theirs is due in those days: no date moves by itself."""
    due = reminders.due_while_away(visit.session, visit.today)
    numbers = [
        f"#{one.id}" for one in due if one.owner_id == person.id and first <= one.due_on <= last
    ]
    if not numbers:
        return ""
    many = "is" if len(numbers) == 1 else "are"
    return f" {', '.join(numbers)} {many} due in those days: move, give or leave what is due then."


def _person(mention: str, visit: Visit) -> Person:
    return visit.person if mention == ME else people.mentioned(visit.session, mention)


@audit_answer.register
def _(request: Back, visit: Visit) -> AuditReply:
    return say_back(request, visit)


def say_back(request: Back, visit: Visit) -> Answer:
    """End somebody's days away, or forget the next ones where none are now."""
    person = _person(request.person, visit)
    ended = auditor_pool.end_absence(visit.session, person, visit.person, visit.today)
    days = f"{spell(ended.first_on)} to {spell(ended.last_on)}"
    if ended.first_on > visit.today:
        return saying(f"I forgot that {person.called} is away from {days}.")
    return saying(f"{person.called} is back: from {days} no longer counts from today.")


@audit_answer.register
def _(request: ListAuditors, visit: Visit) -> AuditReply:
    return list_auditors(visit)


def list_auditors(visit: Visit) -> Answer:
    """Show the chosen auditors."""
    seats = audits.auditors(visit.session, visit.today)
    sets = settings.rule_sets(visit.session)
    quotas = {seat.id: sets.of(settings.service_of(seat.person)).quota for seat in seats}
    return draw_view.auditors(seats, quotas, looking(visit))


@audit_answer.register
def _(request: AddAuditor, visit: Visit) -> AuditReply:
    return add_auditor(request.person, request.quota, visit)


def add_auditor(slack_id: str, quota: int | None, visit: Visit) -> Answer:
    """Give somebody a place on the list."""
    person = people.mentioned(visit.session, slack_id)
    audits.seat(visit.session, person, visit.person, visit.at, quota=quota, starts_on=visit.today)
    return list_auditors(visit)


@audit_answer.register
def _(request: RemoveAuditor, visit: Visit) -> AuditReply:
    person = people.mentioned(visit.session, request.person)
    audits.unseat(visit.session, person, visit.person, visit.at)
    return list_auditors(visit)


@audit_answer.register
def _(request: Coverage, visit: Visit) -> AuditReply:
    require(visit.person, Verb.COVERAGE)
    return coverage_view.coverage(coverage(visit.session, visit.today))


@audit_answer.register
def _(request: WhoLooksWhen, visit: Visit) -> AuditReply:
    sets, services = settings.rule_sets(visit.session), rules.services(visit.session)
    shown, month = [], visit.today.replace(day=1)
    for _ in range(MONTHS_SHOWN):
        round_ = audits.round_for(visit.session, month)
        off = sets.off_in(month.month, services)
        shown.append(
            MonthSeen(
                month,
                months.dates(month, sets.council, visit.calendar),
                round_.state if round_ else "not drawn yet",
                is_off=month.month in sets.council.months_off and len(off) == len(services),
                services_off=off,
                moderated=_moderated_elsewhen(month, sets, visit.calendar),
            )
        )
        month = months.next_month(month)
    last = months.next_month(shown[-1].month) - months.A_DAY
    scrutiny = boards(sets.council, shown[0].month, last, visit.calendar)
    scrutiny += [each for each in sets.council.scrutiny_dates if each.date > last]
    return coverage_view.calendar(shown, looking(visit), scrutiny)


def _moderated_elsewhen(
    month: date, sets: RuleSets, calendar: Calendar
) -> tuple[tuple[date, str], ...]:
    """Return the services that moderate on a day of their own, with that day."""
    council = months.dates(month, sets.council, calendar).moderate_by
    days = ((months.dates(month, sets.of(one), calendar).moderate_by, one) for one in sets.own)
    return tuple((day, service) for day, service in sorted(days) if day != council)


def looking(visit: Visit) -> Looking:
    """Return for whom an answer of this visit is written."""
    return Looking(visit.person, visit.today, visit.calendar, visit.names.audit)


def waiting(visit: Visit) -> Sequence[LiveAudit]:
    """Return the audits that wait for this person."""
    return audits.waiting_for(visit.session, visit.person)


def latest(visit: Visit) -> AuditRound:
    """Return the latest month that was drawn, or refuse."""
    rounds = audits.latest_rounds(visit.session)
    if not rounds:
        raise RefusedError(f"Nothing has been drawn yet. Try `{visit.names.audit} draw`.")
    return rounds[0]


def draft_of(visit: Visit) -> AuditRound:
    """Return the month that was drawn and not published, or refuse."""
    for round_ in audits.latest_rounds(visit.session):
        if round_.state == RoundState.DRAWN:
            return round_
    raise RefusedError(f"No month is waiting to be published. Try `{visit.names.audit} draw`.")


def month_of(request: Draw, visit: Visit) -> date:
    """Return the first day of the month that was meant: the next of that name, or the next one."""
    following = months.next_month(visit.today)
    if request.month is None:
        return following
    if request.year is not None:
        return date(request.year, request.month, 1)
    this_year = visit.today.year
    named = date(this_year, request.month, 1)
    return named if named >= visit.today.replace(day=1) else named.replace(year=this_year + 1)

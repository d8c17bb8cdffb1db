"""Why somebody is reminded: the rule, the step, what they are to it, what comes next, the end.

It is made from what the message is about, so it says what the sender knew and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.actions.messages import APPROVING
from bot.actions.phrases import date_words
from bot.actions.view import titled
from bot.audits.heading import heading
from bot.audits.reminders_view import STANDINGS as AUDIT_STANDINGS
from bot.delivery.message_kind import RenderJob
from bot.reminders.roll_up import for_their_reader, is_rolled_up
from bot.signoff.messages import LEADING, SIGNING
from bot.slack.blocks import Block, lines, spoken
from bot.vocabulary import count, our
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import Action, LiveAudit
from jobs.actions.approvals import WAITING
from jobs.audits import steps as audit_steps
from jobs.audits.month_reminders import MONTHS
from jobs.audits.steps import OPENED
from jobs.reminders.daily import ALONE, SEALED
from jobs.rules.deadlines import spell
from jobs.rules.escalation import Policy, Recipient
from jobs.rules.months import A_DAY
from jobs.rules.working_days import Calendar
from jobs.signoff.reminders import SIGN_OFFS

MOST_TOLD: Final = 20
LONGEST_QUIET: Final = 366


HEAD_ALONE: Final = (
    "You're an administrator: each of your mornings has a check code of the history. After a "
    "week without one, you get a message just for it, on the next day you get messages, after "
    "any leave or quiet weeks. `live-audit verify --anchor` checks the history against it."
)


def daily_digest(job: RenderJob) -> Iterator[Block]:
    """Say why each thing stands in the morning's message."""
    listed = for_their_reader(job.about.get("actions", []))
    these = for_their_reader(audits_of(job))
    yield spoken(_manners(job))
    yield from _to_decide(job)
    yield from _actions_told(listed, job)
    known = audits.several(job.session, [each["id"] for each in these])
    for each in these[:MOST_TOLD]:
        if each["id"] in known:
            yield _audit_step(known[each["id"]], each, job)
    if job.about.get(MONTHS):
        as_what = f"{our.lead:a}" if job.person.is_lead else "an administrator"
        yield spoken(
            f"You're {as_what}: once a month of {our.live_audits} is drawn, it is in your message "
            "every morning until it is published."
        )
    if job.about.get(SEALED, {}).get(ALONE):
        yield spoken(HEAD_ALONE)
    if is_rolled_up(job, audits_of(job)):
        yield spoken(_rolled_up(job))
    if listed:
        yield spoken(
            "Reminders stop once an action is done, or start again if its date moves. Remind me "
            "later only changes yours. While the owner is away, their deputy is asked: "
            f"`{job.ctx.council.commands.action} deputy 12 @person`."
        )
    if these:
        yield spoken(
            f"Reminders about {our.live_audit:a} stop once it's marked complete, or you can't do "
            "it."
        )


def _actions_told(listed: Sequence[Mapping[str, Any]], job: RenderJob) -> Iterator[Block]:
    found = actions.several(job.session, [each["id"] for each in listed])
    for each in listed[:MOST_TOLD]:
        if each["id"] in found:
            yield _action(found[each["id"]], each, job)


def audits_of(job: RenderJob) -> Sequence[Mapping[str, Any]]:
    """Return the steps of live audits a message tells of, one of each audit.

    The notice comes first, and makes another step of the same audit needless.
    """
    first = {each["id"]: each for each in reversed(job.about.get("audits", []))}
    return list(reversed(first.values()))


def _to_decide(job: RenderJob) -> Iterator[Block]:
    """Say why approvals and sign-offs stand in it."""
    asked = [(each["id"], APPROVING) for each in job.about.get(WAITING, [])]
    signing = [
        (each["id"], LEADING if each["as"] == "lead" else SIGNING)
        for each in for_their_reader(job.about.get(SIGN_OFFS, []))
    ]
    known = actions.several(job.session, [number for number, _ in (*asked, *signing)])
    for number, words in (*asked, *signing):
        if number in known:
            yield titled(known[number], words)


def _rolled_up(job: RenderJob) -> str:
    limit = job.ctx.council.cadence.escalates_for
    end = f", or after {limit} working days" if limit else ""
    return (
        f"Once a week you get what is overdue in your teams, as a manager or {our.lead:a}. Each "
        f"action drops off when it is done or moved{end}."
    )


def _manners(job: RenderJob) -> str:
    budget = job.ctx.council.cadence.limits.nag_budget
    most = (
        f" At most {budget} a week only remind you, apart from what is due that day or newly "
        "overdue."
        if budget
        else ""
    )
    return f"This is your morning message: one a day at most, on your working days only.{most}"


def _action(action: Action, each: Mapping[str, str], job: RenderJob) -> Block:
    due = date.fromisoformat(each["due"])
    rest = [_standing(action, each["as"], job), _step_words(each["step"], due, action)]
    following = _next(action, each["as"], due, job)
    return titled(action, " ".join(filter(None, [*rest, following])))


def _standing(action: Action, role: str, job: RenderJob) -> str:
    owner = action.owner
    if owner is None:
        return f"It has no owner, and you're {our.lead:a}."
    absence = owner.away_on(job.ctx.today)
    if role in {"deputy", "manager"} and absence is not None:
        as_what = "deputy" if role == "deputy" else "manager"
        until = spell(absence.last_on)
        return f"You're covering for {owner.called} until {until}, as their {as_what}."
    return _STANDINGS[role].format(owner=owner.called, our=our)


_STANDINGS: Final = {
    "owner": "You own it.",
    "deputy": "You're the deputy for {owner}, who can't be reached.",
    "manager": "You manage {owner}, who owns it.",
    "lead": "You're {our.lead:a}, and {owner} owns it.",
    "covers": "You cover for {owner}, who owns it and is away when it is due.",
    "asked": "You asked for this reminder.",
}


def _step_words(step: str, due: date, action: Action) -> str:
    day = date_words(due, action.due_precision)
    if step == "away":
        return f"It is due {day}. Dates never move automatically."
    if step == "asked":
        return f"You asked to be reminded on that day. It is due {day}."
    return f"It is due {day}. This is the reminder {_distance(step)}."


def _distance(step: str) -> str:
    number = int(step)
    if number == 0:
        return "for that day"
    days = count(abs(number), "working day")
    return f"{days} {'before' if number < 0 else 'after'} it"


def _next(action: Action, role: str, due: date, job: RenderJob) -> str:
    if not action.is_open or action.due_on != due:
        return "No more reminders for this."
    recipient = _AS_RECIPIENT.get(role)
    if recipient is None:
        return "This was a one-off message."
    owner, council = action.owner, job.ctx.council
    calendar = council.calendar.with_weekdays(owner.weekdays) if owner else council.calendar
    heard_as = recipient if owner else None
    day = _next_day(job, council.cadence.policy, (due, calendar), heard_as)
    while_away = " and its owner is still away" if role == "deputy" else ""
    return f"The next is on {spell(day)}, if it is still open{while_away}." if day else ""


_AS_RECIPIENT: Final[Mapping[str, Recipient]] = {
    "owner": "owner",
    "deputy": "owner",
    "manager": "manager",
    "lead": "lead",
}


def _next_hearing(job: RenderJob, day: date) -> date:
    """Return the first day from `day` on which this person may hear."""
    council = job.ctx.council
    theirs = council.calendar.with_weekdays(job.person.weekdays)
    quiet = council.cadence.limits.quiet
    days = (day + number * A_DAY for number in range(LONGEST_QUIET))
    heard = (each for each in days if theirs.is_working(each) and not quiet.cover(each))
    return next(heard, day)


def _next_day(
    job: RenderJob, policy: Policy, due: tuple[date, Calendar], recipient: Recipient | None
) -> date | None:
    day, calendar = due
    step = policy.next_step(day, job.ctx.today, calendar, recipient)
    return _next_hearing(job, policy.day_of(step, day, calendar)) if step else None


def _audit_step(audit: LiveAudit, each: Mapping[str, str], job: RenderJob) -> Block:
    what, _, number = each["step"].rpartition(" ")
    due = date.fromisoformat(each["due"])
    said = [AUDIT_STANDINGS[each["as"]], _WANTED[what].format(day=spell(due), our=our)]
    if what != OPENED.strip():
        said.append(f"This is the reminder {_distance(number)}.")
        said.append(_next_of_audit(what, each["as"], due, job))
    return lines(heading(audit, job.ctx), [" ".join(said)])


def _next_of_audit(what: str, role: str, due: date, job: RenderJob) -> str:
    theirs = job.ctx.council.calendar.with_weekdays(job.person.weekdays)
    recipient = _AS_RECIPIENT.get(role, "owner")
    day = _next_day(job, audit_steps.policy_of(what, role), (due, theirs), recipient)
    return f"The next is on {spell(day)}, if it is still needed." if day else ""


_WANTED: Final = {
    "": "It is due on {day}.",
    "opened": "Its month opened on {day}.",
    "reflect": "It took place on {day} and needs a reflection.",
    "moderate": "Its {our.moderation} is due {day}.",
    "case": "You were asked on {day} to name its case.",
}

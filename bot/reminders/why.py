"""Why somebody is reminded: the rule, the step, what they are to it, what comes next, the end.

It is made from what the message is about, so it says what the sender knew and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from bot.actions.messages import APPROVING
from bot.actions.phrases import date_words
from bot.actions.view import titled
from bot.audits.reminders_view import STANDINGS as AUDIT_STANDINGS
from bot.audits.view import called
from bot.delivery.message_kind import RenderJob
from bot.reminders.roll_up import for_their_reader, is_rolled_up
from bot.signoff.messages import LEADING, SIGNING
from bot.slack.blocks import Block, bold, lines, spoken
from bot.vocabulary import our
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
from jobs.rules.working_days import Calendar
from jobs.signoff.reminders import SIGN_OFFS

MOST_TOLD: Final = 20
A_DAY: Final = timedelta(days=1)
LONGEST_QUIET: Final = 366


HEAD_ALONE: Final = (
    "You are an administrator: you get the head of the history once a week at the latest. "
    "`live-audit verify --anchor` checks the history against it."
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
            f"You are {as_what}: a month of {our.live_audits} that was drawn is told every "
            "morning until "
            "it is published."
        )
    if job.about.get(SEALED, {}).get(ALONE):
        yield spoken(HEAD_ALONE)
    if is_rolled_up(job, audits_of(job)):
        yield spoken(_rolled_up(job))
    if listed:
        yield spoken(
            "Reminders of an action stop once it is done, and start again later once it is moved. "
            "Remind me later puts it off for you alone. While its owner is away its deputy is "
            f"asked: `{job.ctx.council.commands.action} deputy 12 @person` names one."
        )
    if these:
        yield spoken(
            f"To hear no more of {our.live_audit:a}: record it, or say that it cannot be held."
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
        "Once a week you're told what is overdue in your teams, as a manager or "
        f"{our.lead:a} above "
        f"whoever sees to it. It ends when it is done or moved{end}."
    )


def _manners(job: RenderJob) -> str:
    budget = job.ctx.council.cadence.limits.nag_budget
    most = (
        f", {budget} of them a week apart from what is due that day or newly late" if budget else ""
    )
    return f"This is the morning's reminder: one a day at most{most}, on your working days only."


def _action(action: Action, each: Mapping[str, str], job: RenderJob) -> Block:
    due = date.fromisoformat(each["due"])
    rest = [_standing(action, each["as"], job), _step_words(each["step"], due, action)]
    following = _next(action, each["as"], due, job)
    return titled(action, " ".join(filter(None, [*rest, following])))


def _standing(action: Action, role: str, job: RenderJob) -> str:
    owner = action.owner
    if owner is None:
        return f"Nobody owns it, and you are {our.lead:a}."
    absence = owner.away_on(job.ctx.today)
    if role in {"deputy", "manager"} and absence is not None:
        as_what = "deputy" if role == "deputy" else "manager"
        until = spell(absence.last_on)
        return f"You stand in for {owner.called} until {until}, as their {as_what}."
    return _STANDINGS[role].format(owner=owner.called, our=our)


_STANDINGS: Final = {
    "owner": "You own it.",
    "deputy": "You are the deputy of {owner}, who could not be asked.",
    "manager": "You are the manager of {owner}, who owns it.",
    "lead": "You are {our.lead:a}, and {owner} owns it.",
    "covers": "You answer for {owner}, who owns it and is away when it is due.",
    "asked": "You asked to hear of it.",
}


def _step_words(step: str, due: date, action: Action) -> str:
    day = date_words(due, action.due_precision)
    if step == "away":
        return f"It is due {day}, and no date moves by itself."
    if step == "asked":
        return f"You put it off until that day. It is due {day}."
    return f"It is due {day}; this is the reminder {_distance(step)}."


def _distance(step: str) -> str:
    number = int(step)
    if number == 0:
        return "of that day"
    days = f"{abs(number)} working day{'' if abs(number) == 1 else 's'}"
    return f"{days} {'before' if number < 0 else 'after'} it"


def _next(action: Action, role: str, due: date, job: RenderJob) -> str:
    if not action.is_open or action.due_on != due:
        return "Nothing more comes of this reminder: it has been done or moved since."
    recipient = _AS_RECIPIENT.get(role)
    if recipient is None:
        return "This comes once."
    owner, council = action.owner, job.ctx.council
    calendar = council.calendar.with_weekdays(owner.weekdays) if owner else council.calendar
    heard_as = recipient if owner else None
    day = _next_day(job, council.cadence.policy, (due, calendar), heard_as)
    while_away = " and its owner is still away" if role == "deputy" else ""
    return f"The next comes {spell(day)} if it is still open{while_away}." if day else _LAST


_LAST: Final = "It was the last for you."
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
    if what == OPENED.strip():
        said.append("The reminders of its day come by themselves.")
    else:
        said.append(f"This is the reminder {_distance(number)}.")
        said.append(_next_of_audit(what, each["as"], due, job))
    return lines([bold(called(audit, job.ctx))], [" ".join(said)])


def _next_of_audit(what: str, role: str, due: date, job: RenderJob) -> str:
    theirs = job.ctx.council.calendar.with_weekdays(job.person.weekdays)
    recipient = _AS_RECIPIENT.get(role, "owner")
    day = _next_day(job, audit_steps.policy_of(what, role), (due, theirs), recipient)
    return f"The next comes {spell(day)} if it is still wanted." if day else _LAST


_WANTED: Final = {
    "": "It is to be held {day}.",
    "opened": "Its month opened {day}.",
    "reflect": "It was held {day}, and a reflection on it is wanted.",
    "moderate": "Its {our.moderation} is due {day}.",
    "case": "You were asked on {day} which case it looks at.",
}

"""Why somebody sees a message: the rule, the step, what they are to it, what comes next, the end.

It is made from what the message is about, so it says what the sender knew and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.actions.phrases import date_words
from bot.reminders import why_plan, why_subscription
from bot.slack.blocks import Answer, Block, aside, bold, button, lines, row, spoken
from db import handovers
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import Action, LiveAudit, Message, MessageName, Person
from db.models.event_kinds import EventKind
from db.outbox import queries as outbox
from db.people import queries as people
from db.session import Session
from jobs.actions.approvals import WAITING
from jobs.audits import steps as audit_steps
from jobs.audits.steps import OPENED
from jobs.rules.deadlines import spell
from jobs.rules.escalation import Policy, Recipient
from jobs.rules.quiet import Cadence
from jobs.rules.working_days import Calendar
from jobs.signoff.reminders import SIGN_OFFS

WHY: Final = "Why am I seeing this?"
MOST_TOLD: Final = 20
A_DAY: Final = timedelta(days=1)
LONGEST_QUIET: Final = 366
Told = Iterator[Block]


@dataclass(frozen=True)
class Asking:
    """Somebody who asks about a message, and what the council's rules are."""

    session: Session
    message: Message
    today: date
    calendar: Calendar
    cadence: Cadence
    command: str = "/action"

    @property
    def person(self) -> Person:
        """Return who asks."""
        return self.message.person

    def next_hearing(self, day: date) -> date:
        """Return the first day from `day` on which this person may hear."""
        theirs = self.calendar.with_weekdays(self.person.weekdays)
        quiet = self.cadence.limits.quiet
        days = (day + number * A_DAY for number in range(LONGEST_QUIET))
        heard = (each for each in days if theirs.is_working(each) and not quiet.cover(each))
        return next(heard, day)


def with_button(answer: Answer, message: Message) -> Answer:
    """Return a message of the outbox with the button that stands under every one to a person."""
    if message.channel is not None:
        return answer
    ask = row("why", button(WHY, "why_message", {"m": message.id}))
    return replace(answer, blocks=[*answer.blocks, ask])


def told(asking: Asking) -> Answer:
    """Say why somebody sees a message, and how to hear no more of it."""
    return Answer(WHY, [lines([bold(WHY)]), *KINDS[asking.message.kind](asking)])


def _morning(asking: Asking) -> Told:
    about = asking.message.about
    yield spoken(_manners(asking))
    yield from why_plan.in_the_morning(
        asking.session, about.get(WAITING, []), about.get(SIGN_OFFS, [])
    )
    listed = about.get("actions", [])
    found = actions.several(asking.session, [each["id"] for each in listed])
    for each in listed[:MOST_TOLD]:
        if each["id"] in found:
            yield _action(found[each["id"]], each, asking)
    # As in the message itself: the first of what is told of each.
    audits_listed = [*{each["id"]: each for each in reversed(about.get("audits", []))}.values()]
    audits_listed.reverse()
    these = audits.several(asking.session, [each["id"] for each in audits_listed])
    for each in audits_listed[:MOST_TOLD]:
        if each["id"] in these:
            yield _audit_step(these[each["id"]], each, asking)
    if listed:
        yield spoken(
            "You hear no more of an action once it is done, and later of it once it is moved. "
            "Remind me later puts it off for you alone. While its owner is away its deputy is "
            f"asked, whom `{asking.command} deputy 12 @person` names."
        )
    if audits_listed:
        yield spoken("To hear no more of a live audit: record it, or say that it cannot be held.")


def _manners(asking: Asking) -> str:
    budget = asking.cadence.limits.nag_budget
    most = (
        f", {budget} of them a week apart from what is due that day or newly late" if budget else ""
    )
    return f"This is the morning's reminder: one a day at most{most}, on your working days only."


def _action(action: Action, each: Mapping[str, str], asking: Asking) -> Block:
    due = date.fromisoformat(each["due"])
    rest = [_standing(action, each["as"], asking), _step_words(each["step"], due, action)]
    following = _next(action, each["as"], due, asking)
    return lines(
        [f"#{action.id} ", bold(action.title)], [" ".join(filter(None, [*rest, following]))]
    )


def _standing(action: Action, role: str, asking: Asking) -> str:
    owner = action.owner
    if owner is None:
        return "Nobody owns it, and you are a lead."
    absence = owner.away_on(asking.today)
    if role in {"deputy", "manager"} and absence is not None:
        as_what = "deputy" if role == "deputy" else "manager"
        until = spell(absence.last_on)
        return f"You stand in for {owner.called} until {until}, as their {as_what}."
    return _STANDINGS[role].format(owner=owner.called)


_STANDINGS: Final = {
    "owner": "You own it.",
    "deputy": "You are the deputy of {owner}, who could not be asked.",
    "manager": "You are the manager of {owner}, who owns it.",
    "lead": "You are a lead, and {owner} owns it.",
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


def _next(action: Action, role: str, due: date, asking: Asking) -> str:
    if not action.is_open or action.due_on != due:
        return "Nothing more comes of this reminder: it has been done or moved since."
    recipient = _AS_RECIPIENT.get(role)
    if recipient is None:
        return "This comes once."
    owner = action.owner
    calendar = asking.calendar.with_weekdays(owner.weekdays) if owner else asking.calendar
    heard_as = recipient if owner else None
    day = _next_day(asking, asking.cadence.policy, (due, calendar), heard_as)
    while_away = " and its owner is still away" if role == "deputy" else ""
    return f"The next comes {spell(day)} if it is still open{while_away}." if day else _LAST


_LAST: Final = "It was the last for you."
_AS_RECIPIENT: Final[Mapping[str, Recipient]] = {
    "owner": "owner",
    "deputy": "owner",
    "manager": "manager",
    "lead": "lead",
}


def _next_day(
    asking: Asking, policy: Policy, due: tuple[date, Calendar], recipient: Recipient | None
) -> date | None:
    day, calendar = due
    step = policy.next_step(day, asking.today, calendar, recipient)
    return asking.next_hearing(policy.day_of(step, day, calendar)) if step else None


def _audit_step(audit: LiveAudit, each: Mapping[str, str], asking: Asking) -> Block:
    what, _, number = each["step"].rpartition(" ")
    due = date.fromisoformat(each["due"])
    said = [_AUDIT_STANDINGS[each["as"]], _WANTED[what].format(day=spell(due))]
    if what == OPENED.strip():
        said.append("The reminders of its day come by themselves.")
    else:
        said.append(f"This is the reminder {_distance(number)}.")
        said.append(_next_of_audit(what, each["as"], due, asking))
    return lines([bold(audit.reference)], [" ".join(said)])


def _next_of_audit(what: str, role: str, due: date, asking: Asking) -> str:
    theirs = asking.calendar.with_weekdays(asking.person.weekdays)
    recipient = _AS_RECIPIENT.get(role, "owner")
    day = _next_day(asking, audit_steps.policy_of(what, role), (due, theirs), recipient)
    return f"The next comes {spell(day)} if it is still wanted." if day else _LAST


_WANTED: Final = {
    "": "It is to be held {day}.",
    "opened": "Its month opened {day}.",
    "reflect": "It was held {day}, and a reflection on it is wanted.",
    "moderate": "Its moderation is due {day}.",
}
_AUDIT_STANDINGS: Final = {
    "auditor": "You are its auditor.",
    "practitioner": "You are its practitioner.",
    "moderator": "You are its moderator.",
    "manager": "You are a line manager of one of the two.",
    "lead": "You are a lead.",
}


def _event(asking: Asking) -> Told:
    event = actions.event(asking.session, asking.message.about["event"])
    action, person = event.action, asking.person
    before, after = event.changes.get("owner_id", [None, None])
    owns = person.id in (action.owner_id, after)
    standing = (
        (owns, "You own it"),
        (before == person.id, "You owned it before"),
        (person.id in event.changes.get("deputy_id", []), "You are or were its deputy"),
        (
            event.kind == EventKind.DISOWNED,
            "You settle whose it is, as the owner's manager or a lead",
        ),
    )
    as_what = next((words for is_so, words in standing if is_so), "It concerns you")
    who = event.person.called if event.person else "an import"
    yield lines(
        [f"#{action.id} ", bold(action.title)],
        [f"{as_what}, and {who} changed it on {spell(event.at.date())}."],
    )
    yield aside(why_plan.ONCE)


def _audit(asking: Asking) -> Told:
    number = asking.message.about["audit"]
    audit = audits.several(asking.session, [number]).get(number)
    if audit is None:
        return
    yield lines([bold(audit.reference)], [f"{_towards(audit, asking.person)} {_NEWS}"])
    yield aside(why_plan.ONCE)


_NEWS: Final = "Something happened to it that you were to know or answer."


def _towards(audit: LiveAudit, person: Person) -> str:
    held = {
        "auditor": audit.auditor_id == person.id,
        "practitioner": audit.practitioner_id == person.id,
        "moderator": audit.moderator_id == person.id,
        "manager": any(person.manages(one) for one in (audit.auditor, audit.practitioner)),
        "lead": person.is_lead,
    }
    role = next((role for role, is_so in held.items() if is_so), "")
    return _AUDIT_STANDINGS.get(role, "You were asked about it.")


def _round(asking: Asking) -> Told:
    month = date.fromisoformat(asking.message.about["month"])
    as_what = "a lead" if asking.person.is_lead else "an administrator"
    yield spoken(
        f"You are {as_what}. Each month of live audits, here {month:%B %Y}, tells the leads when "
        "it is drawn, when it waits to be published, when a second look is overdue and when it "
        "closes."
    )
    yield aside(why_plan.ONCE)


def _handover(asking: Asking) -> Told:
    about = asking.message.about
    offer = handovers.get(asking.session, about["handover"])
    yield spoken(_HANDED[about["event"]].format(giver=offer.giver.called, taker=offer.taker.called))
    yield spoken(
        "An offer without an answer is asked about after 3 working days, then from the fifth on "
        "every 5, and the giver's manager hears too. Accept or refuse each thing, and it ends."
    )


_HANDED: Final = {
    "offered": "What {giver} holds was offered to you.",
    "begun": "What you hold was offered to {taker}.",
    "answered": "You gave it, asked for it, or answer for {giver}; {taker} has answered all of it.",
    "unanswered": "You answer for {giver}, whose offer to {taker} waits for an answer.",
}


def _leaving(asking: Asking) -> Told:
    number = asking.message.about["person"]
    leaver = people.named(asking.session, [number])[number]
    last = f" on {spell(leaver.ends_on)}" if leaver.ends_on else ""
    yield spoken(
        f"You answer for {leaver.called}, as their manager or a lead. They leave{last} and still "
        "hold something. Their manager hears 10 working days and 1 before the last day; after it "
        "a lead hears too, every 5 working days. It ends when all they hold is with others."
    )


def _dead_letter(asking: Asking) -> Told:
    dead = outbox.find(asking.session, asking.message.about["message_id"])
    yield spoken(
        f"You are an administrator, and a message to {dead.person.called} could not be delivered. "
        "Administrators hear of each such message once; `live-audit doctor` on the server says "
        "what to do."
    )


def _imported(asking: Asking) -> Told:
    listed = asking.message.about["actions"]
    found = actions.several(asking.session, listed)
    for number in listed[:MOST_TOLD]:
        if number in found:
            words = "A plan was imported in which it is yours."
            yield lines([f"#{number} ", bold(found[number].title)], [words])
    yield aside(why_plan.ONCE)


def _of_the_board(asking: Asking) -> Told:
    return why_plan.about_action(asking.session, asking.message)


KINDS: Final[Mapping[str, Callable[[Asking], Told]]] = {
    "morning": _morning,
    "event": _event,
    MessageName.AUDIT: _audit,
    MessageName.AUDIT_INVITE: _audit,
    MessageName.AUDIT_MONTH: _round,
    MessageName.HANDOVER: _handover,
    MessageName.LEAVING: _leaving,
    MessageName.IMPORTED: _imported,
    MessageName.APPROVAL: _of_the_board,
    MessageName.SIGN_OFF: _of_the_board,
    MessageName.NO_SIGNER: _of_the_board,
    MessageName.OUTCOME: _of_the_board,
    MessageName.UNBLOCKED: _of_the_board,
    MessageName.BLOCKED_AGAIN: _of_the_board,
    MessageName.SUBSCRIPTION: lambda asking: why_subscription.about_one(
        asking.session, asking.message, asking.today, asking.calendar
    ),
    MessageName.SUBSCRIPTION_NEWS: lambda asking: why_subscription.about_news(asking.message),
    MessageName.DEAD_LETTER: _dead_letter,
}

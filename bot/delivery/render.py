"""Words the messages of the outbox, at the moment they are sent or rewritten.

A message holds ids; what it says is made from how things stand now, and where nothing of it is
true any more it says nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.actions import ordering_notice
from bot.actions.approval_view import approval
from bot.actions.notices import notice, several
from bot.actions.render_context import action_context
from bot.actions.view import ActionRenderContext
from bot.audits import month_view, notices
from bot.audits.invite import Invite, invite
from bot.audits.reminders_view import AuditItem
from bot.delivery.message import Letter
from bot.digest import letters as subscription_letters
from bot.handover import letters as handover_letters
from bot.plan import view as plan_gaps
from bot.reminders import why
from bot.reminders.morning import MOST_BLOCKS, Besides, Item, morning
from bot.signoff import letters as sign_off
from bot.signoff.letters import SignOffItem
from bot.slack.blocks import Answer, Block, aside, saying
from bot.slack.respond import payload
from db.actions import date_changes
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import Action, DateMove, Event, LiveAudit, Message, MessageName, MoveState, Status
from db.outbox import queries as outbox
from db.outbox import reminders
from db.people import queries as people
from db.session import Session
from jobs.actions import approvals
from jobs.audits import re_audits, settings
from jobs.context import Council, RequestContext

MOST_AUDIT_BLOCKS = 36
MOST_SIGN_OFFS = 4


@dataclass(frozen=True)
class Letters:
    """Words the messages of one council."""

    council: Council

    def compose(self, session: Session, message: Message, now: datetime) -> Letter | None:
        """Return what a message says now, or None if nothing of it is true any more."""
        answer = self.drawn(session, message, now, None)
        if answer is None:
            return None
        return Letter(**payload(answer), file=_file(session, message, now), keeps=answer.keeps)

    def drawn(
        self, session: Session, message: Message, now: datetime, just_done: Event | None
    ) -> Answer | None:
        """Return a message as it stands after `just_done`, which can still be undone."""
        ctx = RequestContext(session, message.person, now, self.council)
        page = _Page(message, ctx, just_done)
        answer = KINDS[message.kind](page)
        return answer and why.with_button(answer, message)


@dataclass(frozen=True)
class _Page:
    message: Message
    ctx: RequestContext
    just_done: Event | None

    @property
    def session(self) -> Session:
        """Return the unit of work."""
        return self.ctx.session

    def context(self, rows: Sequence[Action] = ()) -> ActionRenderContext:
        """Return what is told of these actions."""
        return action_context(self.ctx, rows)


def _morning(page: _Page) -> Answer | None:
    about = page.message.about
    listed = [*about.get("actions", []), *about.get(approvals.WAITING, [])]
    found = actions.several(page.session, [each["id"] for each in listed])
    person, today = page.message.person, page.ctx.today
    disowned = actions.disowned(page.session, found, person)
    asleep = reminders.snoozed_until(page.session, person.id, found.keys())
    items = [
        Item(
            found[each["id"]],
            each["as"],
            date.fromisoformat(each["due"]),
            each["id"] in disowned,
            _ask(page, each),
            asleep.get(each["id"]),
            page.ctx.council.cadence.policy,
        )
        for each in listed
        if each["id"] in found
    ]
    if page.message.done_at is None:
        items = [item for item in items if item.still_true(person, today)]
    chased, to_sign = _chased(page), _to_sign(page)
    if not items and not chased and not to_sign:
        return None
    whom = page.context([item.action for item in items])
    blocks = _audit_blocks(chased, page)
    blocks += _sign_off_blocks(to_sign, page, MOST_BLOCKS - len(blocks))
    besides = Besides(len(chased), blocks, len(to_sign))
    return morning(items, page.message, whom, page.just_done, besides)


def _audit_blocks(chased: Sequence[AuditItem], page: _Page) -> list[Block]:
    """Return as many audits as leave room for some actions."""
    blocks: list[Block] = []
    for number, item in enumerate(chased):
        shown = list(item.blocks(page.ctx, page.message.id))
        if len(blocks) + len(shown) > MOST_AUDIT_BLOCKS:
            return [*blocks, aside(f"and {len(chased) - number} more live audits")]
        blocks += shown
    return blocks


def _sign_off_blocks(to_sign: Sequence[SignOffItem], page: _Page, room: int) -> list[Block]:
    """Return as many sign-offs as there is room for: a few at most, in so many blocks."""
    whom = page.context([one.action for one in to_sign])
    blocks: list[Block] = []
    for number, one in enumerate(to_sign):
        shown = list(one.blocks(page.message, whom, page.just_done))
        if number == MOST_SIGN_OFFS or len(blocks) + len(shown) >= room:
            return [*blocks, aside(f"and {len(to_sign) - number} more waiting for a sign-off")]
        blocks += shown
    return blocks


def _ask(page: _Page, listed: Mapping[str, Any]) -> DateMove | None:
    return date_changes.move(page.session, listed["move"]) if "move" in listed else None


def _approval(page: _Page) -> Answer | None:
    line = date_changes.move(page.session, page.message.about["move"])
    if line is None or (page.message.done_at is None and line.state != MoveState.WAITING):
        return None
    action = actions.several(page.session, [line.action_id])[line.action_id]
    return approval(action, line, page.message, page.context([action]), page.just_done)


def _to_sign(page: _Page) -> list[SignOffItem]:
    listed = page.message.about.get("sign_offs", [])
    found = actions.several(page.session, [each["id"] for each in listed])
    items = [SignOffItem(found[each["id"]], each["as"]) for each in listed if each["id"] in found]
    if page.message.done_at is not None:
        return items
    return [item for item in items if item.still_true(page.message.person)]


def _sign_off(page: _Page) -> Answer | None:
    action = _action_of(page)
    if action is None:
        return None
    history = actions.history(page.session, action)
    done = next((event for event in history if event.kind == "done"), None)
    item = SignOffItem(action, "signer", done)
    if page.message.done_at is None and not item.still_true(page.message.person):
        return None
    return sign_off.asked(item, page.message, page.context([action]), page.just_done)


def _no_signer(page: _Page) -> Answer | None:
    action = _action_of(page)
    if action is None:
        return None
    is_true = action.status == Status.DONE and action.sign_off_asked_id is None
    if page.message.done_at is None and not is_true:
        return None
    return sign_off.nobody(action, page.message, page.context([action]))


def _outcome(page: _Page) -> Answer | None:
    action = _action_of(page)
    if action is None:
        return None
    if page.message.done_at is None and not sign_off.is_asked(action, page.message):
        return None
    return sign_off.outcome(action, page.message, page.context([action]))


def _action_of(page: _Page) -> Action | None:
    number = page.message.about["action"]
    return actions.several(page.session, [number]).get(number)


def _chased(page: _Page) -> list[AuditItem]:
    listed = page.message.about.get("audits", [])
    found = audits.several(page.session, [each["id"] for each in listed])
    # The notice comes first, and makes another step of the same audit needless.
    first = {each["id"]: each for each in reversed(listed) if each["id"] in found}
    items = [
        AuditItem(found[number], each["step"], each["as"])
        for number, each in reversed(first.items())
    ]
    if page.message.done_at is not None:
        return items
    return [item for item in items if item.still_true()]


def _audit(page: _Page) -> Answer | None:
    about = page.message.about
    audit = _audit_of(page.session, page.message)
    if audit is None:
        return None
    history = audits.history(page.session, audit)
    asked = next((event for event in history if event.id == about.get("asked")), None)
    since = [event.kind for event in history if asked is not None and event.id > asked.id]
    note = notices.Note(
        audit,
        about["event"],
        page.ctx,
        page.message.id,
        asked,
        answered=bool(notices.ANSWERS.intersection(since)),
    )
    if page.message.done_at is None and notices.is_stale(note):
        return None
    return notices.notice(note)


def _audit_invite(page: _Page) -> Answer | None:
    audit = _audit_of(page.session, page.message)
    if audit is None:
        return None
    # A later change brings a file of its own, which makes this one useless.
    is_overtaken = audit.calendar_sequence != page.message.about["sequence"]
    if page.message.done_at is None and is_overtaken:
        return None
    return notices.invitation(audit)


def _file(session: Session, message: Message, now: datetime) -> Invite | None:
    audit = _audit_of(session, message) if message.kind == MessageName.AUDIT_INVITE else None
    return invite(audit, message.person, now) if audit else None


def _audit_of(session: Session, message: Message) -> LiveAudit | None:
    number = message.about["audit"]
    return audits.several(session, [number]).get(number)


def _audit_round(page: _Page) -> Answer | None:
    about, month = page.message.about, date.fromisoformat(page.message.about["month"])
    if about["event"] == "re-audits overdue":
        return _re_audits_overdue(page, month)
    round_ = audits.round_for(page.session, month)
    counts = audits.counts(page.session, round_.id) if round_ else None
    told = month_view.RoundNote(month, about["event"], round_, counts)
    return month_view.told(told, page.ctx)


def _re_audits_overdue(page: _Page, month: date) -> Answer | None:
    sets = settings.rule_sets(page.session)
    overdue = re_audits.overdue(page.session, page.ctx.today, sets)
    if page.message.done_at is None and not overdue:
        return None
    references = [audit.reference for audit in overdue]
    note = month_view.RoundNote(month, page.message.about["event"], None, None, references)
    return month_view.told(note, page.ctx)


def _event(page: _Page) -> Answer | None:
    about = page.message.about
    events = [
        actions.event(page.session, number) for number in about.get("events", [about["event"]])
    ]
    if page.message.done_at is None:
        events = [event for event in events if not actions.was_undone(page.session, event)]
    if not events:
        return None
    whom = page.context(list({event.action_id: event.action for event in events}.values()))
    if len(events) > 1:
        return several(events, page.message, whom)
    return notice(events[0], page.message, whom, page.just_done)


def _order(page: _Page) -> Answer | None:
    about = page.message.about
    action = actions.several(page.session, [about["action"]]).get(about["action"])
    event = actions.event(page.session, about["event"])
    if action is None:
        return None
    if page.message.done_at is None:
        undone = actions.was_undone(page.session, event)
        if undone or not ordering_notice.still_true(page.message, action, event):
            return None
    return ordering_notice.notice(page.message, action, event, page.context(), page.just_done)


def _imported(page: _Page) -> Answer | None:
    about, person = page.message.about, page.message.person
    found = actions.several(page.session, about["actions"]).values()
    rows = [action for action in found if action.owner_id == person.id and action.is_open]
    if not rows:
        return None
    importer = people.named(page.session, [about["by"]] if about["by"] else [])
    by = next((f"{each.called}'s import" for each in importer.values()), "an import")
    return plan_gaps.given(rows, by, page.context())


def _dead_letter(page: _Page) -> Answer | None:
    dead = outbox.find(page.session, page.message.about["message_id"])
    return saying(
        f"A message of mine never reached {dead.person.called}: {dead.last_error}. "
        "`live-audit doctor` on the server says what to do."
    )


KINDS: Mapping[str, Callable[[_Page], Answer | None]] = {
    "morning": _morning,
    "event": _event,
    MessageName.APPROVAL: _approval,
    "audit": _audit,
    "audit round": _audit_round,
    MessageName.AUDIT_INVITE: _audit_invite,
    MessageName.HANDOVER: lambda page: handover_letters.offer(
        page.session, page.message, page.context()
    ),
    MessageName.LEAVING: lambda page: handover_letters.leaver(
        page.session, page.message, page.context()
    ),
    MessageName.SIGN_OFF: _sign_off,
    MessageName.NO_SIGNER: _no_signer,
    MessageName.OUTCOME: _outcome,
    MessageName.UNBLOCKED: _order,
    MessageName.BLOCKED_AGAIN: _order,
    MessageName.IMPORTED: _imported,
    MessageName.SUBSCRIPTION: lambda page: subscription_letters.told(page.message, page.ctx),
    MessageName.SUBSCRIPTION_NEWS: lambda page: subscription_letters.news(page.message, page.ctx),
    MessageName.DEAD_LETTER: _dead_letter,
}

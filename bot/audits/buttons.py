"""Listens for the buttons about live audits, in messages and in the App Home."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.audits import forms_view
from bot.audits import verbs as audit_answers
from bot.audits.forms_opening import audit_view
from bot.audits.invite import invite
from bot.audits.requests import Coverage, Draw, ListAuditors, ShowAudit, WhoLooksWhen, Why
from bot.audits.settling_buttons import settle
from bot.audits.verbs import AuditForm, audit_answer
from bot.context import Body, ContextFactory
from bot.presenter import prepare, present
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.upload import upload
from db.audits import changes
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditEventKind, AuditMonth, LiveAudit
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules

FORMS = "book|cannot|exempt|held|reflect|moderate|swap|pair|away|auditor|rules|look"
FORM = re.compile(rf"audit_form_(?P<form>{FORMS})$")
TURNED = re.compile(r"audit_plan_(?:earlier|more)$")
SETTLED = re.compile(r"audit_(?:agree|refuse)_(?:swap|extension)$|audit_(?:re_pair|apply)$")
# What changes the audit of a message is seen in that message, which is rewritten.
CHANGES = re.compile(r"audit_(?:book|(?:agree|refuse)_\w+)")
Work = Callable[[RequestContext, dict[str, Any]], Answer]


@dataclass(frozen=True)
class AuditButtons:
    """Carries out a press; who may is asked again below, by the rows and the permission table."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every button about live audits."""
        for name, work in WORK.items():
            app.action(name)(self._listener(work))
        app.action(TURNED)(self._listener(_turn, turns=True))
        app.action(SETTLED)(self.settled)
        app.action(FORM)(self.form)
        app.action("audit_invite")(self.invite)
        app.action("audit_safeguarding")(self.safeguarding)

    def _listener(self, work: Work, *, turns: bool = False) -> Callable[..., None]:
        # A listener of its own per button: Bolt reads the parameters' names; partial hides them.
        def pressed(ack: Ack, client: WebClient, body: Body) -> None:
            ack()
            self._carry_out(Press(client, body), work, turns=turns)

        return pressed

    def settled(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Agree to or refuse what somebody asked, or pair somebody anew."""
        ack()
        press = Press(client, body)
        self._carry_out(press, lambda ctx, value: settle(press.name, value, ctx))

    def form(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Open the form the button names."""
        ack()
        press = Press(client, body)
        asked = FORM.fullmatch(press.name)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                wanted = AuditForm(asked["form"] if asked else "book", press.value.get("a"))
                view = audit_view(wanted, press.origin(), ctx)
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def invite(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Send the calendar file to whoever pressed."""
        ack()
        press = Press(client, body)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                audit = _audit(ctx, press.value)
                made = invite(audit, ctx.person, ctx.now)
            if made is None:
                raise RefusedError(f"{audit.reference} has no day yet; book one first.")
            upload(client, press.user, made)

    def safeguarding(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Say whom to tell, now, and write down that it was pressed; nothing else is kept."""
        ack()
        press = Press(client, body)
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                audit = _audit(ctx, press.value)
                changes.record(ctx, audit, AuditEventKind.SAFEGUARDING)
                view = forms_view.safeguarding(audit, _rules(ctx, audit))
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def _carry_out(self, press: Press, work: Work, *, turns: bool = False) -> None:
        origin = press.origin(replace=turns)
        if not CHANGES.fullmatch(press.name):
            origin = replace(origin, message_id=None)  # the message stays, with the answer below
        with answered(press.tell):
            with self.contexts.open(press.body) as ctx:
                told = work(ctx, press.value)
                shown = prepare(ctx, origin, told, None)
            present(press.client, origin, press.user, shown)


def _rules(ctx: RequestContext, audit: LiveAudit) -> AuditRules:
    return settings.rules_for(ctx.session, audit.practitioner)


def _audit(ctx: RequestContext, value: dict[str, Any]) -> LiveAudit:
    return audits.find(ctx.session, int(value["a"]), ctx.person)


def _round(ctx: RequestContext, value: dict[str, Any]) -> AuditMonth:
    audit_month = audits.month_for(ctx.session, date.fromisoformat(value["month"]))
    if audit_month is None:
        raise RefusedError(
            f"That month has not been drawn. Try `{ctx.council.commands.audit} draw`."
        )
    return audit_month


def _book(ctx: RequestContext, value: dict[str, Any]) -> Answer:
    return audit_answers.book(_audit(ctx, value), date.fromordinal(value["day"]), ctx)


def _turn(ctx: RequestContext, value: dict[str, Any]) -> Answer:
    return audit_answers.plan(_round(ctx, value), int(value["start"]), ctx)


def _publish(ctx: RequestContext, value: dict[str, Any]) -> Answer:
    return audit_answers.publish(_round(ctx, value), ctx)


def _draw(ctx: RequestContext, value: dict[str, Any]) -> Answer:
    if "month" in value:
        return audit_answers.draw(date.fromisoformat(value["month"]), ctx)
    return _said(audit_answer(Draw(), ctx))


def _plan(ctx: RequestContext, _: dict[str, Any]) -> Answer:
    return audit_answers.plan(audit_answers.latest(ctx), 0, ctx)


def _said(reply: audit_answers.AuditReply) -> Answer:
    if isinstance(reply, Answer):
        return reply
    raise TypeError(f"a button cannot be answered with the form {reply.name}")


WORK: dict[str, Work] = {
    "audit_book": _book,
    "audit_show": lambda ctx, value: _said(audit_answer(ShowAudit(int(value["a"])), ctx)),
    "audit_why": lambda ctx, value: _said(audit_answer(Why(int(value["a"])), ctx)),
    "audit_publish": _publish,
    "audit_draw": _draw,
    "audit_plan": _plan,
    "audit_coverage": lambda ctx, _: _said(audit_answer(Coverage(), ctx)),
    "audit_calendar": lambda ctx, _: _said(audit_answer(WhoLooksWhen(), ctx)),
    "audit_auditors": lambda ctx, _: _said(audit_answer(ListAuditors(), ctx)),
}

"""What every verb, form and button about live audits shares."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from bot.audits import heading
from bot.audits.view import about
from bot.slack.blocks import Block, lines
from bot.slack.buttons import Button, Work, form_button
from bot.slack.carried import out_of_date
from bot.slack.forms import Form
from bot.slack.interaction import Interaction
from bot.slack.numbered import WhichOne
from bot.slack.registry import Command, Request
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import locking
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit
from db.permissions import Permission, require
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules


class AuditCommand(Command):
    """A verb about live audits; its number is an audit's."""

    which_one = f"Which one? Every {our.audit} has a number; `{{command}}` shows yours."

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        """Refuse: these words name none."""
        raise cls.wrong(cls.which_one.format(command=command), command)

    @classmethod
    def label(cls, audit: LiveAudit, ctx: RequestContext) -> str:
        """Return it by whom it is with."""
        return heading.label(audit, ctx)


class OneAuditCommand(AuditCommand):
    """A verb about one audit; somebody who has only one need not say its number."""

    subject = "audit"

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        """Take the only one there is, or ask which is meant."""
        return WhichOne(cls, rest, command)


class AuditForm(Form):
    """A form about live audits."""

    about = "audit"
    opening_only_looks = False  # that somebody was shown a grade is written down

    @property
    def callback_id(self) -> str:
        return f"audit_{self.name}"

    @property
    def opener(self) -> str:
        return f"audit_form_{self.name}"

    def button(self) -> Button:
        return form_button(self, self.opener)


class OneAuditForm(AuditForm):
    """A form about one audit, which stands at its top."""

    permission: ClassVar[Permission | None] = None  # None where what it asks says who may

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the audit, then what is asked; RefusedError if it is not for this person."""
        audit = audit_of(state.audit, ctx)
        if self.permission is not None:
            require(ctx.person, self.permission, audit)
        return [lines(*about(audit, ctx)), *self.asks(audit, ctx)]

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        """Return what is asked; RefusedError where there is nothing to fill in."""
        raise NotImplementedError


def audit_of(number: int | str | None, ctx: RequestContext) -> LiveAudit:
    if number is None:
        raise out_of_date()
    return audits.find(ctx.session, number, ctx.person)


def audit_with_month(number: int | str | None, ctx: RequestContext) -> LiveAudit:
    """Return an audit, locked with its whole month, for what changes others of it too."""
    if isinstance(number, int):
        locking.lock_months_of(ctx.session, [number], ctx.person)
    return audit_of(number, ctx)


def rules_for(audit: LiveAudit, ctx: RequestContext) -> AuditRules:
    """Return the rules of the service an audit belongs to."""
    return settings.rules_of_audit(ctx.session, audit)


def refuse_unless_open(audit: LiveAudit, so: str, ctx: RequestContext) -> None:
    """Refuse what is over with an audit that is."""
    if not audit.is_open:
        raise RefusedError(f"{heading.at_start(audit, ctx)} is {audit.state}, so {so}.")


def below(action_id: str, work: Work, *, replaces: bool = False) -> Button:
    """Return a button whose message stays as it is, with the answer below."""

    def state(click: Interaction) -> ViewState:
        return replace(click.state(replace=replaces), message_id=None)

    return Button(action_id, work, state=state)

"""Naming the case of an audit, where the rules have it named or agreed and not drawn by lot."""

from collections.abc import Sequence
from typing import Final

from bot.audits import view
from bot.audits.case_words import file_words
from bot.audits.heading import at_start
from bot.audits.verb import AuditCommand, OneAuditForm, audit_of
from bot.slack.blocks import Answer, Block, field_, lines, text_input
from bot.slack.buttons import Button
from bot.slack.filled import Filled
from bot.slack.registry import OpenForm, Request
from bot.slack.view_state import ViewState
from bot.vocabulary import count, our
from db.audits import queries as audits
from db.audits.case_keys import CASE, CaseNumbers
from db.errors import RefusedError
from db.models import LiveAudit
from db.permissions import Permission, require
from jobs.audits import case_changes, re_audits
from jobs.audits.case_changes import AGREED, Named
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules

LINE_LENGTH: Final = 6
CASE_LENGTH: Final = 40


class NameCase(AuditCommand):
    """`case 7 17`: audit 7 looks at line 17 of the month's sheet."""

    number: int
    line: int

    subject = "audit"
    takes_numbers = True
    name = "case"
    example = "case 7 17"
    summary = "names the line of the month's sheet it looks at"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        if not words:
            return OpenForm("case", number)
        line = words.lower().removeprefix("is ").removeprefix("line ").strip()
        if not (line.isascii() and line.isdigit() and len(line) <= LINE_LENGTH):
            raise cls.wrong("Say the number of a line.", command)
        return cls(number, int(line))

    def run(self, ctx: RequestContext) -> Answer:
        audit = audits.find(ctx.session, self.number, ctx.person)
        return _named(audit, Named(self.line), ctx)


class CaseForm(OneAuditForm):
    """Asks which line of the sheet an audit looks at."""

    name = "case"
    title, submit_label = "Which case?", "Save"
    way_in = "Name the case"
    main_field = "line"
    unguarded = (CASE,)

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        """Return the line, and the number where numbers are taken, for whoever may name it."""
        rules = case_changes.rules_of(audit)
        agreed = rules.case_choice == AGREED
        require(ctx.person, Permission.AGREE_CASE if agreed else Permission.NAME_CASE, audit)
        case_changes.refuse_by_lot(audit)
        month = f"{audit.audit_month.month:%B}"
        blocks = [*_owed(audit, ctx)]
        blocks.append(field_("line", f"Line of {month}'s sheet", text_input(LINE_LENGTH)))
        if rules.case_number_pattern:
            blocks.append(case_number(rules))
        return blocks

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit, line = audit_of(state.audit, ctx), given.text("line").strip()
        if not (line.isascii() and line.isdigit()):
            raise RefusedError("Write the number of a line, such as 17.", about="line")
        number = given.text(CASE).strip()
        pattern = case_changes.rules_of(audit).case_number_pattern
        key = CaseNumbers(ctx.council.case_key, pattern).key_of(number) if number else None
        return _named(audit, Named(int(line), key), ctx)


def case_number(rules: AuditRules) -> Block:
    """Ask for the number of the case, and say what is kept of it and why."""
    months = rules.case_gap_months
    within = count(months, "month")
    why = f", so that the same case isn't {our.audited} again within {within}" if months else ""
    case, hint = text_input(CASE_LENGTH), f"Kept only as a fingerprint{why}."
    return field_(CASE, "Case number", case, hint=hint, optional=True)


def _owed(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    """Say which file is to be looked at again, to whoever may know why."""
    first = re_audits.first_look(ctx, audit, ctx.person)
    return [lines([f"This is a {our.re_audit}, of {file_words(first)}."])] if first else []


def _named(audit: LiveAudit, named: Named, ctx: RequestContext) -> Answer:
    case_changes.name_case(ctx, audit, named)
    told = f"Saved. {at_start(audit, ctx)} is about line {named.line}. The pair will be told."
    return Answer(told, [lines([told]), view.card(audit, ctx)])


FORMS: Final = (CaseForm(),)
BUTTONS: Final[tuple[Button, ...]] = tuple(form.button() for form in FORMS)

"""The register of more time, exemptions and files released: who, why, by whom; also a file."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from bot.audits import who_knows
from bot.audits.case_words import file_words
from bot.audits.months import OfMonthCommand, month_named
from bot.audits.verb import below
from bot.slack.blocks import Answer, Block, aside, bold, bullets, button, lines, row, saying
from bot.slack.buttons import Button, asks_for
from bot.slack.file_answer import File
from bot.slack.interaction import Interaction
from bot.slack.registry import Reply, SendFile
from bot.vocabulary import our
from db.audits import register
from db.audits.register import Waiver
from db.council_events import exported
from db.models import AuditEvent, AuditMonth, LiveAudit
from db.permissions import Permission, require
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.months import A_DAY, next_month
from jobs.rules.not_held import told_reason

SHOWN: Final = 20
HEADINGS: Final = ("audit", "auditor", "practitioner", "what", "why", "by", "on")


class ShowRegister(OfMonthCommand):
    """`register December`; without a name the month that runs."""

    name = "register"
    example = "register December"
    summary = "what was extended, exempted or released, and why"

    def run(self, ctx: RequestContext) -> Answer:
        require(ctx.person, Permission.SEE_MONTH)
        month, rows = _rows(ctx, self.month)
        name = f"{month.month:%B %Y}"
        if not rows:
            return saying(f"Nothing was extended, exempted or released in {name}.")
        told = [_line(one) for one in rows[:SHOWN]]
        more = [aside(f"and {len(rows) - SHOWN} more in the file")] if len(rows) > SHOWN else []
        file = button("As a file", "audit_register_file", {"month": month.month.isoformat()})
        heading = f"Register of {name}: {len(rows)}"
        blocks = [lines([bold(heading)]), bullets(*told), *more, row("register-tools", file)]
        return Answer(heading, blocks)


def _line(one: Sequence[str]) -> list[Block | str]:
    reference, auditor, practitioner, what, why, by, on = one
    pair = f"{auditor} with {practitioner} · " if auditor else ""
    return [bold(f"{reference} "), f"{pair}{what} · {why} · {by}, {on}"]


def _rows(ctx: RequestContext, words: str) -> tuple[AuditMonth, list[tuple[str, ...]]]:
    month = month_named(ctx, words, Permission.SEE_MONTH)
    found = register.waivers(ctx.session, [month.month])
    last = next_month(month.month) - A_DAY
    released = register.releases(ctx.session, month.month, last)
    told = (release_row(one, ctx) for one in released)
    return month, [*(waiver_row(one, ctx) for one in found), *filter(None, told)]


def release_row(one: AuditEvent, ctx: RequestContext) -> tuple[str, ...] | None:
    """Return a line of the register for a file that was released, for whoever may know of it.

    That a file was owed a look tells its first grade. Whoever released it knows the file alone.
    """
    audit, by = one.audit, one.person
    given = (
        "no other look: closed for good",
        one.note,
        by.name if by else "",
        spell(ctx.day_of(one.at)),
    )
    if who_knows.reads_grade(audit, ctx):
        return (audit.reference, audit.auditor.name, _practitioners(audit), *given)
    if one.person_id == ctx.person.id:
        return (file_words(audit), "", "", *given)
    return None


def _practitioners(audit: LiveAudit) -> str:
    return " and ".join(person.name for person in audit.practitioners)


def waiver_row(one: Waiver, ctx: RequestContext) -> tuple[str, ...]:
    """Return a line of the register: audit, the pair, what, why, by whom, and on which day."""
    audit, by = one.audit, one.event.person
    return (
        audit.reference,
        audit.auditor.name,
        _practitioners(audit),
        what_words(one),
        _why(one, ctx) or "no reason given",
        by.name if by else "the bot",
        spell(ctx.day_of(one.event.at)),
    )


def what_words(one: Waiver) -> str:
    """Say what was given, and whether that still stands."""
    until = one.until
    said = f"until {spell(until)}" if until else "exempt"
    return said if one.stands else f"{said}, taken back"


def _why(one: Waiver, ctx: RequestContext) -> str:
    """Return why: what the giver wrote, a reason that is not private, or what was asked with."""
    reason = one.event.changes.get("not_held_reason", [None, None])[1]
    asked = one.asked
    told = asked.note if asked and who_knows.may_read_note(asked, one.audit, ctx.person) else ""
    by_them = f"asked for by {asked.person.name}" if asked and asked.person else ""
    return "; ".join(filter(None, (told_reason(reason), one.event.note or told or by_them)))


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the register as CSV that spreadsheets read: UTF-8 with a mark, and no formulas."""
    from bot.report.paper import safe_cell

    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for one in rows:
        writer.writerow(map(safe_cell, one))
    return out.getvalue().encode("utf-8-sig")


def _sent(click: Interaction, ctx: RequestContext) -> Reply:
    require(ctx.person, Permission.SEE_MONTH)
    month, rows = _rows(ctx, click.value["month"])
    name = f"register-{month.month:%Y-%m}.csv"
    title = f"Register of {our.live_audits}, {month.month:%B %Y}"
    exported(ctx, "register", month=f"{month.month:%Y-%m}")
    return SendFile(File(name, title, as_csv(rows), "text/csv"))


BUTTONS: Final = (
    below("audit_register", asks_for(ShowRegister, "month")),
    Button("audit_register_file", _sent),
)

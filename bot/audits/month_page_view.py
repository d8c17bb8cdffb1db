"""The month on one page: a line or two for each audit, what it waits for, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.audits import learning_view, view
from bot.audits.case_words import line_words
from bot.audits.draft_words import drawn_words
from bot.audits.draw_view import hold_buttons, publishing_words
from bot.audits.event_words import off_words
from bot.audits.meeting_words import span
from bot.audits.months import month_named
from bot.capital import capital
from bot.slack.blocks import (
    DIVIDER,
    Answer,
    Block,
    bold,
    button,
    faint,
    lines,
    option,
    plain,
    row,
    select,
    turners,
)
from bot.slack.carried import member, number_of
from bot.slack.view_state import ViewState
from bot.vocabulary import count, our
from db.models import AuditState, LiveAudit
from db.permissions import Permission, may
from jobs.audits import learning
from jobs.audits import month_page as pages
from jobs.audits.month_page import MonthPage, MonthRow, Only
from jobs.context import RequestContext
from jobs.rules.audit_waits import Wait, WaitsFor
from jobs.rules.deadlines import spell
from jobs.rules.measure_words import part_of
from jobs.rules.small_numbers import shown

PAGE: Final = 8
FILTERS: Final[Mapping[Only, str]] = {
    Only.ALL: "All",
    Only.NOT_BOOKED: "Not booked",
    Only.NOT_HELD: "Not completed yet",
    Only.MORE_TIME: "More time asked for",
    Only.CASE: "Case not named",
    Only.WRITING_UP: "Not written up",
    Only.REFLECTION: "Waiting for reflection",
    Only.MODERATION: f"Waiting for {our.moderation}",
    Only.CANCELLED: "Cancelled or exempt",
    Only.DONE: "Done",
}
_WAITING: Final[Mapping[WaitsFor, str]] = {
    WaitsFor.PUBLISHING: "publication",
    WaitsFor.MORE_TIME: "an answer: more time was asked for",
    WaitsFor.CASE: "its case to be named",
    WaitsFor.BOOKING: "a booking",
    WaitsFor.ITS_DAY: "its day",
    WaitsFor.WRITING_UP: "the write-up",
    WaitsFor.REFLECTION: f"the {our.practitioner}'s reflection",
    WaitsFor.MODERATION: our.moderation,
}


@dataclass(frozen=True)
class PagePlace:
    """Which part of which month somebody looks at, as a button or a form carries it."""

    month: str = ""
    only: str = Only.ALL
    start: int = 0

    @classmethod
    def read(cls, told: object) -> "PagePlace":
        """Return the place that was written down, the first part of it at least."""
        month, only, start = [*str(told).split("|"), "", ""][:3]
        return cls(month, only or Only.ALL, number_of(start or 0))

    def told(self) -> str:
        """Return it in a few characters."""
        return f"{self.month}|{self.only}|{self.start}"


def shown_again(told: Answer, state: ViewState, ctx: RequestContext) -> Answer:
    """Return what was done on the page with the page as it stands now below it."""
    place = state.kept.get("page")
    return with_page(told, PagePlace.read(place), ctx) if place else told


def with_page(told: Answer, place: PagePlace, ctx: RequestContext) -> Answer:
    """Return an answer with the page as it stands now below it."""
    return Answer(told.text, [*told.blocks, DIVIDER, *page_at(place, ctx).blocks])


def page_at(place: PagePlace, ctx: RequestContext) -> Answer:
    """Return the page at a place as it stands now."""
    found = month_named(ctx, place.month, Permission.SEE_MONTH)
    return month_page(pages.month_page(ctx, found, member(Only, place.only)), place.start, ctx)


def month_page(page: MonthPage, start: int, ctx: RequestContext) -> Answer:
    """Return a part of the month's audits of one kind, each with its buttons."""
    name = f"{page.audit_month.month:%B %Y}"
    shown = page.rows[start : start + PAGE]
    draft = [[publishing_words(page.audit_month, ctx)]] if page.audit_month.is_draft else []
    blocks = [
        lines(
            [bold(f"{our.live_audits:C} of {name}")], [_standing(page)], *draft, *_learning(page)
        ),
        row("month-filter", _filter(page)),
    ]
    place = PagePlace(page.audit_month.month.isoformat(), page.only, start).told()
    for each in shown:
        blocks += _row(each, place, ctx)
    if not shown:
        blocks.append(lines(["None of them."]))
    blocks.append(row("month-tools", *_tools(page, start, ctx)))
    return Answer(f"{our.live_audits:C} of {name}", blocks)


def _standing(page: MonthPage) -> str:
    """Say how the month stands, in the numbers of the digest."""
    counts, numbers = page.counts, page.numbers
    said = [f"{part_of(counts.held, counts.expected)} held"]
    if page.audit_month.is_draft:
        said = [drawn_words(shown(counts.expected))]
    for only, words in (
        (Only.NOT_BOOKED, "not booked"),
        (Only.MORE_TIME, "with more time asked for"),
        (Only.CASE, "with no case named"),
        (Only.WRITING_UP, "not written up"),
        (Only.REFLECTION, "waiting for reflection"),
        (Only.MODERATION, f"waiting for {our.moderation}"),
    ):
        if numbers[only]:
            said.append(f"{numbers[only]} {words}")
    if counts.exempt:
        said.append(f"{counts.exempt} exempt")
    return " · ".join(said)


def _learning(page: MonthPage) -> list[list[Block | str]]:
    """Say which teams have discussed what the month taught, once that was posted."""
    if page.note is None or page.note.posted_at is None:
        return []
    told = learning.discussed_of(page.note)
    return [[f"Learning note: {learning_view.discussed_words(told)}"]] if told.teams else []


def _filter(page: MonthPage) -> Block:
    month = page.audit_month.month.isoformat()
    options = [
        option(f"{words} ({page.numbers[only]})", f"{month}|{only}")
        for only, words in FILTERS.items()
    ]
    picker = select("Show", options, f"{month}|{page.only}")
    return picker | {"action_id": "audit_month_only"}


def _row(each: MonthRow, place: str, ctx: RequestContext) -> list[Block]:
    audit = each.audit
    pair = f"{audit.auditor.name} with {' and '.join(one.name for one in audit.practitioners)}"
    case = f" · {line_words(audit.case_line, audit.audit_month.month)}" if audit.case_line else ""
    waits: list[Block | str] = []
    if each.waits:
        waits = [" · ", faint(wait_words(each.waits, ctx))]
    return [
        lines(
            [bold(pair), case],
            [f"{audit.reference} · ", *_state(audit, ctx), *waits],
        ),
        row(f"month-{audit.id}", *_buttons(audit, place, ctx)),
    ]


def _state(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    """Say how far an audit has come, in as few words as do."""
    if audit.is_lapsed(ctx.today):
        return [f"Not completed, was due {spell(audit.due_on)}"]
    if audit.state == AuditState.BOOKED and audit.booked_on:
        return [f"Booked for {span(audit.booked)}"] if audit.booked else []
    if audit.state == AuditState.PUBLISHED:
        return [f"Due {spell(audit.due_on)}"]
    if audit.state == AuditState.DRAWN:
        return ["Drawn"]
    if audit.state == AuditState.NOT_HELD:
        return ["Exempt" if audit.exempt else capital(off_words(audit.not_held_reason))]
    held = f" on {spell(ctx.day_of(audit.held_at))}" if audit.held_at else ""
    moderated = f", {our.moderated}" if audit.moderated_at else ""
    return [f"Completed{held}{moderated}"]


def wait_words(waits: Sequence[Wait], ctx: RequestContext) -> str:
    """Say what is waited for and how long, in working days."""
    return f"waiting for {'; and for '.join(_wait_words(each, ctx) for each in waits)}"


def _wait_words(wait: Wait, ctx: RequestContext) -> str:
    what = _WAITING[wait.what]
    days = ctx.council.calendar.between(wait.since, ctx.today)
    if wait.what is WaitsFor.ITS_DAY or days <= 0:
        return what
    return f"{what}, {count(days, 'working day')}"


def _buttons(audit: LiveAudit, place: str, ctx: RequestContext) -> list[Block]:
    value, offered = {"a": audit.id, "page": place}, []
    if view.can_write_up(audit, ctx):
        words = "Mark complete" if ctx.person.id == audit.auditor_id else "Record for them"
        offered.append(button(words, "audit_month_held", value))
    if audit.is_open and may(ctx.person, Permission.EXTEND, audit):
        offered.append(button("Extend", "audit_month_extend", value))
    if audit.is_open and may(ctx.person, Permission.EXEMPT, audit):
        offered.append(button("Exempt", "audit_month_exempt", value))
    return [*offered, button("Details", "audit_show", {"a": audit.id})]


def _tools(page: MonthPage, start: int, ctx: RequestContext) -> list[Block]:
    month = page.audit_month.month.isoformat()
    kept = {"month": month, "only": str(page.only)}
    tools = turners("audit_month", start, PAGE, len(page.rows), **kept)
    if page.audit_month.is_draft:
        plan = button("See the plan", "audit_plan", {"month": month}, "primary")
        tools += [plan, *hold_buttons(page.audit_month, ctx)]
    number = page.numbers[Only.NOT_BOOKED]
    if number and may(ctx.person, Permission.NUDGE):
        tools.append(_sure_nudge(number, PagePlace(month, page.only, start).told()))
    tools.append(button("Register", "audit_register", {"month": month}))
    if page.has_note and may(ctx.person, Permission.WRITE_NOTE):
        tools.append(button("Learning note", "audit_learning", {"month": month}))
    if page.audit_month.due_on < ctx.today and may(ctx.person, Permission.STOP_RECORDS):
        stopped = page.audit_month.records_closed_at is not None
        words = "Allow late records" if stopped else "Stop late records"
        place = PagePlace(month, page.only, start).told()
        how = {"how": "on" if stopped else "off", "month": month, "page": place}
        tools.append(button(words, "audit_late", how))
    return tools


def _sure_nudge(number: int, place: str) -> Block:
    nudge = button(f"Nudge those not booked ({number})", "audit_nudge", {"page": place})
    pairs = count(number, "pair")
    confirm = {
        "title": plain("Nudge them?"),
        "text": plain(f"{pairs} will be asked to pick a time, in one message each."),
        "confirm": plain("Nudge"),
        "deny": plain("Not now"),
    }
    return nudge | {"confirm": confirm}

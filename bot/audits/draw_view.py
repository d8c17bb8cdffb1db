"""What the lead sees of a month's draw before anybody hears of it, and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.audits.case_words import case_words
from bot.audits.draw_words import why_words
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    cancel_button,
    faint,
    lines,
    plain,
    row,
    saying,
    spoken,
    turners,
)
from bot.vocabulary import count, our
from db.models import AuditMonth, AuditorPlace, LiveAudit
from jobs.audits import proposals, publishing
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

PAGE = 12
TO_KNOW = "To know"


@dataclass(frozen=True)
class PlanPage:
    """A round with its audits, from which one on they are shown, and what is said of the plan."""

    audit_month: AuditMonth
    audits: Sequence[LiveAudit]
    start: int
    fairness: Sequence[str]
    notes: Sequence[str] = ()
    has_more: bool = False  # to know, than what is on it


def plan(page: PlanPage, ctx: RequestContext) -> Answer:
    """Show the plan: how fair it is, every pair with its day and reason, and what can be done."""
    month = f"{page.audit_month.month:%B %Y}"
    many = f"{len(page.audits)} {our.live_audits} for {month}"
    state = "not published" if page.audit_month.is_draft else page.audit_month.state
    window = f"Open {spell(page.audit_month.opens_on)} to {spell(page.audit_month.due_on)}."
    when = [[publishing_words(page.audit_month, ctx)]] if page.audit_month.is_draft else []
    blocks = [lines([bold(many), f" · {state}"], [window], *when)]
    if page.start == 0:
        blocks += _certificate(page)
    shown = page.audits[page.start : page.start + PAGE]
    blocks.append(bullets(*(_row(audit, ctx) for audit in shown)) if shown else _none())
    blocks.append(row("plan-tools", *_tools(page, ctx)))
    if page.audit_month.is_draft:
        blocks.append(aside("Nothing is sent until it's published."))
    return Answer(many, blocks)


def publishing_words(audit_month: AuditMonth, ctx: RequestContext) -> str:
    """Say of a drawn month when it is published, or who keeps it back."""
    if audit_month.due_on < ctx.today:
        return f"It wasn't published in time: its last day was {spell(audit_month.due_on)}."
    day = publishing.publishes_on(ctx, audit_month)
    if day is not None:
        return f"It's published automatically on {spell(day)}, unless {our.lead:a} puts it on hold."
    if audit_month.held_back_at is None:
        return f"{our.lead:A} needs to publish it."
    by = f" by {audit_month.held_back_by.called}" if audit_month.held_back_by else ""
    since = spell(ctx.day_of(audit_month.held_back_at))
    return f"On hold{by} since {since}: {our.lead:a} needs to publish it."


def _none() -> Block:
    return lines(
        [f"No pairs: the list of {our.auditors} or of {our.practitioners} is empty this month."]
    )


def _certificate(page: PlanPage) -> list[Block]:
    blocks = []
    if page.fairness:
        blocks.append(bullets(*([each] for each in page.fairness)))
    if page.notes:
        blocks += notes(TO_KNOW, page.notes)
    return blocks


def notes(heading: str, said: Sequence[str]) -> list[Block]:
    """Return what a lead should know of a plan, a line each."""
    return [lines([bold(heading)]), bullets(*([each] for each in said))]


def _row(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    proposed = proposals.proposed_day(ctx, audit) or audit.booked_on
    day = spell(proposed) if proposed else "no day yet"
    pin = " · pinned" if audit.pinned else ""
    pair = f"{audit.auditor.name} with {' and '.join(one.name for one in audit.practitioners)}"
    sentence = case_words(audit)
    case = f" · {sentence[:1].lower()}{sentence[1:-1]}" if sentence else ""
    return [
        bold(pair),
        f" · {day}{case}{pin}\n",
        faint(f"{audit.reference} · {why_words(audit.reason)}"),
    ]


def _tools(page: PlanPage, ctx: RequestContext) -> list[Block]:
    month = page.audit_month.month.isoformat()
    pages = turners("audit_plan", page.start, PAGE, len(page.audits), month=month)
    if not page.audit_month.is_draft:
        live = button("The month", "audit_month", {"month": month})
        return [*pages, live, button("Coverage", "audit_coverage", {})]
    value = {"month": month}
    if page.audit_month.due_on < ctx.today:
        return [*pages, button("Coverage", "audit_coverage", {})]
    return [
        *pages,
        _sure(button("Publish", "audit_publish", value, "primary"), page, ctx),
        *hold_buttons(page.audit_month, ctx),
        button("Change a pair", "audit_form_pair", value),
        button("Draw again", "audit_draw", value),
        button("Coverage", "audit_coverage", {}),
        *([button("Everyone left out", "audit_all_notes", value)] if page.has_more else []),
    ]


def hold_buttons(audit_month: AuditMonth, ctx: RequestContext) -> list[Block]:
    """Return the button that puts a drawn month on hold, or takes it off again; none once over."""
    value = {"month": audit_month.month.isoformat()}
    if not audit_month.is_draft or audit_month.due_on < ctx.today:
        return []
    if audit_month.is_held_back:
        return [button("Take off hold", "audit_let_go", value)]
    return [button("Put on hold", "audit_hold_back", value)]


def held_back(audit_month: AuditMonth, ctx: RequestContext) -> Answer:
    """Confirm that a month is on hold, or no longer is."""
    said = f"{audit_month.month:%B %Y} is drawn, not published."
    value = {"month": audit_month.month.isoformat()}
    plan = button("See the plan", "audit_plan", value)
    words = spoken(f"{said} {publishing_words(audit_month, ctx)}")
    return Answer(said, [words, row("month-held", plan, *hold_buttons(audit_month, ctx))])


def _sure(publish: Block, page: PlanPage, ctx: RequestContext) -> Block:
    """Ask once more: what has been sent cannot be unsent."""
    confirm = {
        "title": plain(_question(page.audit_month)),
        "text": plain(_who_is_told(page.audit_month, page.audits, ctx)),
        "confirm": plain("Publish"),
        "deny": plain("Not yet"),
    }
    return publish | {"confirm": confirm}


def publish_question(
    audit_month: AuditMonth, audits: Sequence[LiveAudit], ctx: RequestContext
) -> Answer:
    """Ask whoever typed that a month is to be published, as its button asks."""
    question = _question(audit_month)
    value = {"month": audit_month.month.isoformat()}
    tools = [
        button("Publish", "audit_publish_asked", value, "primary"),
        button("See the plan", "audit_plan", value),
        cancel_button(),
    ]
    told = lines([bold(question)], [_who_is_told(audit_month, audits, ctx)])
    return Answer(question, [told, row("publish", *tools)], asks=True)


def _question(audit_month: AuditMonth) -> str:
    return f"Publish {audit_month.month:%B %Y}?"


def _who_is_told(audit_month: AuditMonth, audits: Sequence[LiveAudit], ctx: RequestContext) -> str:
    people = {one.id for audit in audits for one in audit.people}
    about = count(len(audits), our.audit)
    are = "person" if len(people) == 1 else "people"
    return f"{len(people)} {are} will be told about {about} {_when_told(audit_month, audits, ctx)}."


def _when_told(audit_month: AuditMonth, audits: Sequence[LiveAudit], ctx: RequestContext) -> str:
    if ctx.today < audit_month.opens_on:
        return f"when the month opens, on {spell(audit_month.opens_on)}"
    everybody = [one for audit in audits for one in audit.people]
    if publishing.all_hear_at_once(ctx, audit_month, everybody):
        return "now"
    return "now, or at the start of their next working day"


def refused(month: str, sentences: Sequence[str]) -> Answer:
    """Say why a month cannot be drawn, and what would free it."""
    heading = f"{month} can't be drawn yet"
    return Answer(heading, [lines([bold(heading)]), bullets(*([each] for each in sentences))])


def published(audit_month: AuditMonth, audits: Sequence[LiveAudit], ctx: RequestContext) -> Answer:
    """Confirm that the pairs will hear, and when."""
    when = _when_told(audit_month, audits, ctx)
    return saying(
        f"{audit_month.month:%B %Y} is published: {len(audits)} {our.live_audits}. "
        f"Pairs are notified {when}."
    )


def auditors(
    seats: Sequence[AuditorPlace], quotas: Mapping[int, int], ctx: RequestContext
) -> Answer:
    """List the chosen auditors; `quotas` are those of their services' rules, by seat."""
    heading = f"{count(len(seats), our.auditor)} on the list"
    blocks = [lines([bold(heading)])]
    if seats:
        blocks.append(bullets(*(_seat(seat, quotas[seat.id]) for seat in seats)))
    if ctx.person.is_lead or ctx.person.is_admin:
        command = ctx.council.commands.audit
        blocks.append(
            row("auditor-tools", button(f"Add {our.auditor:a}", "audit_form_auditor", {}))
        )
        blocks.append(aside(f"To take somebody off: {command} auditors remove @person"))
    return Answer(heading, blocks)


def _seat(seat: AuditorPlace, quota: int) -> list[Block | str]:
    theirs = seat.quota if seat.quota is not None else quota
    until = f", until {spell(seat.ends_on)}" if seat.ends_on else ""
    since = f", from {spell(seat.starts_on)}" if seat.starts_on else ""
    kept = "" if seat.quota is not None else " (as the rules)"
    return [bold(seat.person.name), f" · {theirs} a month{kept}{since}{until}"]

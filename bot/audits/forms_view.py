"""The forms about live audits (https://docs.slack.dev/surfaces/modals)."""

from collections.abc import Sequence
from datetime import date

from bot.audits.view import day_words, heading, who
from bot.slack.blocks import (
    OPTION_LENGTH,
    Answer,
    Block,
    bold,
    button,
    field_,
    lines,
    option,
    person_picker,
    plain,
    row,
    spoken,
    text_input,
)
from bot.slack.view_state import ViewState
from db.audits.changes import REFLECTION_LENGTH
from db.models import LiveAudit
from db.models.action import TITLE_LENGTH
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules, grades

MOST_ACTIONS = 3
MOST_OPTIONS = 100
MOST_OF_A_THEME = 3
NOTE_LENGTH = 300
CASE_LENGTH = 40
NO_TIME, MORE_TIME = "not this month", "more time"
AGREE, DISAGREE = "agree", "disagree"
UPHELD, CHANGED = "upheld", "changed"
PIN, FORBID, FREE = "pin", "forbid", "free"
CAN_FINISH = "can finish"


def view(name: str, about: ViewState, title: str, submit: str, blocks: Sequence[Block]) -> Block:
    """Return one form."""
    return {
        "type": "modal",
        "callback_id": f"audit_{name}",
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": about.metadata(),
        "blocks": list(blocks),
    }


def book(audit: LiveAudit, days: Sequence[date], about: ViewState, ctx: RequestContext) -> Block:
    """Offer the days on which both are at work, and no others."""
    choices = [option(day_words(day, ctx), day.isoformat()) for day in days[:MOST_OPTIONS]]
    blocks = [
        lines(heading(audit), [who(audit, ctx)]),
        field_("day", "Which day?", select("Choose a day", choices)),
    ]
    return view("book", about, "Suggest another day", "Book", blocks)


def cannot(audit: LiveAudit, rules: AuditRules, about: ViewState, ctx: RequestContext) -> Block:
    """Ask why it cannot be held, and whether more time would help."""
    reasons = [option(_capital(reason), reason) for reason in rules.not_held_reasons]
    wishes = [
        option("It cannot be held: find another pair if there is one", NO_TIME),
        option("It needs more time, until the day below", MORE_TIME),
    ]
    note = text_input(NOTE_LENGTH, example="Back on the 18th")
    blocks = [
        lines(heading(audit), [who(audit, ctx)]),
        field_("reason", "Why?", select("Choose a reason", reasons)),
        field_("wish", "What now?", radio(wishes, NO_TIME)),
        field_("until", "Until which day?", {"type": "datepicker"}, optional=True),
        field_("note", "Note", note, optional=True, hint="Nothing about a child or family."),
    ]
    return view("cannot", about, "Cannot", "Send", blocks)


def exempt(audit: LiveAudit, rules: AuditRules, about: ViewState, ctx: RequestContext) -> Block:
    """Ask the lead why it is taken out of what was expected."""
    reasons = [option(_capital(reason), reason) for reason in rules.not_held_reasons]
    blocks = [
        lines(heading(audit), [who(audit, ctx)]),
        field_("reason", "Why?", select("Choose a reason", reasons)),
    ]
    return view("exempt", about, "Exempt", "Exempt it", blocks)


def held(audit: LiveAudit, rules: AuditRules, about: ViewState, ctx: RequestContext) -> Block:
    """Ask the auditor for the outcome: pick-lists, and up to three actions."""
    blocks = [lines(heading(audit), [who(audit, ctx)])]
    if rules.themes:
        blocks += _themes(rules)
    scale = grades(rules)
    if scale:
        choices = [option(grade, grade) for grade in scale]
        blocks.append(field_("grade", "Grade", select("Choose a grade", choices)))
    if rules.case_number_pattern:
        hint = "Kept only as a fingerprint, so that nobody audits the same case twice in a year."
        case = text_input(CASE_LENGTH)
        blocks.append(field_("case", "Case number", case, hint=hint, optional=True))
    for number in range(1, MOST_ACTIONS + 1):
        blocks += _action(number)
    return view("held", about, "What came of it", "Record", blocks)


def _themes(rules: AuditRules) -> list[Block]:
    choices = [option(theme, theme) for theme in rules.themes]
    strengths = several("What went well?", _counts(rules.themes))
    areas = several("What needs work?", _counts(rules.themes))
    hint = "How many, by theme."
    return [
        field_("themes", "Themes", several("What was it about?", choices)),
        field_("strengths", "Strengths", strengths, optional=True, hint=hint),
        field_("areas", "Areas to work on", areas, optional=True, hint=hint),
    ]


def _counts(themes: Sequence[str]) -> list[Block]:
    most = max(1, min(MOST_OF_A_THEME, MOST_OPTIONS // len(themes)))
    return [
        option(f"{_shortened(theme)}: {number}", f"{number}:{theme}")
        for theme in themes
        for number in range(1, most + 1)
    ]


def _shortened(theme: str) -> str:
    room = OPTION_LENGTH - len(": 9")
    return theme if len(theme) <= room else theme[: room - 1] + "…"


def read_count(value: str) -> tuple[str, int]:
    """Return the theme and the number that were chosen together."""
    number, _, theme = value.partition(":")
    return theme, int(number)


def _action(number: int) -> list[Block]:
    title = text_input(TITLE_LENGTH, example="Refresh the chronology template")
    return [
        field_(f"title{number}", f"Action {number}", title, optional=True),
        field_(f"owner{number}", f"Owner of action {number}", person_picker(), optional=True),
        field_(f"due{number}", f"Action {number} by", {"type": "datepicker"}, optional=True),
    ]


def reflect(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    """Ask the practitioner for their own view."""
    blocks = [lines(heading(audit), [who(audit, ctx)])]
    if audit.grade:
        blocks.append(lines(["Grade: ", bold(audit.grade)]))
    views = [option("I agree with it", AGREE), option("I see it differently", DISAGREE)]
    words = text_input(REFLECTION_LENGTH, lines=True, example="What I take from it")
    blocks += [
        field_("agrees", "Do you agree?", radio(views)),
        field_("words", "Your reflection", words, hint="Nothing about a child or family."),
    ]
    return view("reflect", about, "Your reflection", "Keep", blocks)


def moderate(audit: LiveAudit, rules: AuditRules, about: ViewState) -> Block:
    """Ask the moderator, who is told the grade and not whose work it was."""
    said = {True: "The practitioner agrees.", False: "The practitioner sees it differently."}
    blocks = [
        lines([bold(audit.reference)], ["Themes: ", ", ".join(audit.themes) or "none"]),
        lines(["Grade: ", bold(audit.grade or "none")], [said.get(bool(audit.agrees), "")]),
    ]
    choices = [option("Uphold it", UPHELD), option("Change it", CHANGED)]
    blocks.append(field_("outcome", "After moderation", radio(choices)))
    scale = [option(grade, grade) for grade in grades(rules)]
    if scale:
        picker = select("Choose a grade", scale)
        blocks.append(field_("grade", "New grade", picker, optional=True))
    why = text_input(NOTE_LENGTH, lines=True, example="The plan was in place before the review")
    blocks.append(field_("why", "Why?", why, optional=True, hint="Needed if the grade changes."))
    return view("moderate", about, "Moderate", "Keep", blocks)


def swap(
    audit: LiveAudit, others: Sequence[LiveAudit], about: ViewState, ctx: RequestContext
) -> Block:
    """Offer the other auditors' open audits of the month."""
    choices = [
        option(f"{other.id} {other.auditor.name} with {other.practitioner.name}", str(other.id))
        for other in others[:MOST_OPTIONS]
    ]
    blocks = [
        lines(heading(audit), [who(audit, ctx)]),
        field_("other", "Swap it with", select("Choose an audit", choices)),
    ]
    return view("swap", about, "Swap", "Ask them", blocks)


def pair(about: ViewState) -> Block:
    """Ask which two are fixed, or kept apart, in the draw."""
    choices = [
        option("Always together: pin", PIN),
        option("Not these two: forbid", FORBID),
        option("As the draw has it: free", FREE),
    ]
    blocks = [
        field_("auditor", "Auditor", person_picker()),
        field_("practitioner", "Practitioner", person_picker()),
        field_("how", "How?", radio(choices, PIN)),
    ]
    return view("pair", about, "Change a pair", "Draw again", blocks)


def away(about: ViewState, whoever_asks: str | None) -> Block:
    """Ask who is away (a Slack id to begin with), and from when to when."""
    finish = {
        "type": "checkboxes",
        "options": [option("They keep what they have; nothing new", CAN_FINISH)],
    }
    blocks = [
        field_("person", "Who?", person_picker(whoever_asks)),
        field_("first", "From", {"type": "datepicker"}),
        field_("last", "To", {"type": "datepicker"}),
        field_("finish", "Can they finish?", finish, optional=True),
    ]
    return view("away", about, "Somebody is away", "Keep", blocks)


def auditor(about: ViewState) -> Block:
    """Ask who joins the list of auditors, and with how many audits a month."""
    quota = [option(str(number), str(number)) for number in range(11)]
    hint = "Left empty, it is what the rules say."
    blocks = [
        field_("person", "Who?", person_picker()),
        field_("quota", "Audits a month", select("As the rules", quota), optional=True, hint=hint),
    ]
    return view("auditor", about, "Add an auditor", "Add", blocks)


def safeguarding(audit: LiveAudit, rules: AuditRules) -> Block:
    """Return the window that says whom to tell, now."""
    words = [spoken(rules.safeguarding_words), spoken(_ONLY_PRESSED)]
    return {
        "type": "modal",
        "title": plain("Safeguarding concern"),
        "close": plain("Close"),
        "blocks": [lines([bold(audit.reference)]), *words],
    }


_ONLY_PRESSED = "I keep only that you pressed this, and nothing about the child or the concern."


def way_in(words: str, name: str, about: ViewState, text: str) -> Answer:
    """Return a button to a form, for where Slack lets none be opened: a direct message."""
    opener = button(text, f"audit_form_{name}", {"a": about.audit}, "primary")
    return Answer(words, [spoken(words), row("way-in", opener)])


def select(placeholder: str, options: Sequence[Block], initial: str = "") -> Block:
    """Return a picker of one option."""
    made = {
        "type": "static_select",
        "placeholder": plain(placeholder),
        "options": list(options),
    }
    return made | _initially(options, initial)


def several(placeholder: str, options: Sequence[Block]) -> Block:
    """Return a picker of any number of options."""
    return {
        "type": "multi_static_select",
        "placeholder": plain(placeholder),
        "options": list(options),
    }


def radio(options: Sequence[Block], initial: str = "") -> Block:
    """Return a choice between a few options that are all seen."""
    return {"type": "radio_buttons", "options": list(options)} | _initially(options, initial)


def _initially(options: Sequence[Block], value: str) -> Block:
    found = [each for each in options if each["value"] == value]
    return {"initial_option": found[0]} if found else {}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

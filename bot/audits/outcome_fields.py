"""The fields of an audit's outcome: asked in its form and in its correction, and read from them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from bot.capital import listed
from bot.refusals import refusal_words
from bot.slack.blocks import (
    Block,
    date_picker,
    field_,
    multi_select,
    option,
    person_picker,
    select,
    text_input,
)
from bot.slack.carried import member
from bot.slack.filled import FieldsError, Filled
from bot.vocabulary import our
from db.actions.operations import Draft
from db.audits.changes import LINK_LENGTH
from db.errors import RefusedError
from db.models import Due, FamilyAsked, LiveAudit
from db.models.action import TITLE_LENGTH
from db.patterns import pattern
from jobs.audits import outcomes
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules, grades
from jobs.rules.deadlines import spell

MOST_ACTIONS: Final = 3
THERE: Final = "there"
STANDARDS: Final = "standards"
YES, NO = "yes", "no"
FAMILY: Final[Mapping[FamilyAsked, str]] = {
    FamilyAsked.YES: "Yes",
    FamilyAsked.DECLINED: "Yes, and they declined",
    FamilyAsked.NOT_ASKED: "Not asked",
}
_OF: Final = ("title", "owner", "due")
_OF_AN_ACTION: Final = pattern(r"(?P<what>title|owner|due)(?P<place>\d)")
_ONE_OR_OTHER: Final = "At least one strength or area, whatever the grade."
_NOT_SAID: Final = "Not said"
NUMBERS: Final = range(1, MOST_ACTIONS + 1)
_ANSWERS: Final = {YES: True, NO: False}


def held_day(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    """Ask on which day it was held: as it was told, or as booked if that has come, else today.

    Nobody is offered today for what was due before: it is written up late, and was not held today.
    """
    told = ctx.day_of(audit.held_at) if audit.held_at else audit.booked_on
    usual = ctx.today if ctx.today <= audit.due_on else None
    day = told if told is not None and told <= ctx.today else usual
    picker = date_picker(day.isoformat() if day else "")
    return [field_("held_on", "Which day was it held?", picker)]


def themes(rules: AuditRules, audit: LiveAudit | None = None) -> list[Block]:
    """Ask for strengths and areas by theme; those of an audit that has some are picked."""
    strengths, areas = (audit.strengths, audit.areas) if audit else ((), ())
    listed = dict.fromkeys((*rules.themes, *strengths, *areas))
    choices = [option(theme, theme) for theme in listed]
    strong = multi_select("What was strong?", choices, strengths)
    weak = multi_select("What needs work?", choices, areas)
    return [
        field_("strengths", "Strengths", strong, hint=_ONE_OR_OTHER, optional=True),
        field_("areas", "Areas for improvement", weak, optional=True),
    ]


def standards_met() -> Block:
    """Ask whether the standards were met; what is left blank is told and counted nowhere."""
    return field_(STANDARDS, "Were the practice standards met?", _yes_or_no(), optional=True)


def was_there(said_: bool | None = None) -> Block:
    """Ask whether the practitioner was there."""
    question = f"Was the {our.practitioner} there?"
    return field_(THERE, question, _yes_or_no(said_), optional=True)


def _yes_or_no(said_: bool | None = None) -> Block:
    chosen = "" if said_ is None else YES if said_ else NO
    return select(_NOT_SAID, [option("Yes", YES), option("No", NO)], chosen)


def family(asked: str = "") -> Block:
    """Ask whether the family was asked for their view."""
    choices = [option(words, value) for value, words in FAMILY.items()]
    return field_(
        "family", "Was the family asked for their view?", select("Choose", choices, asked)
    )


def form_link(link_: str = "") -> Block:
    """Ask where the audit form is: the moderator reads it there."""
    link = text_input(LINK_LENGTH, initial=link_, example="https://")
    hint = "In your own system. I keep only the address, nothing from the form."
    return field_("link", f"Link to the {our.audit} form", link, hint=hint, optional=True)


def said(given: Filled) -> dict[str, Any]:
    """Return what was filled in besides the grade and the case, as an outcome takes it."""
    family = given.text("family")
    return {
        "held_on": given.day("held_on"),
        "strengths": given.many("strengths"),
        "areas": given.many("areas"),
        "practitioner_there": _ANSWERS.get(given.text(THERE)),
        "standards_met": _ANSWERS.get(given.text(STANDARDS)),
        "family_asked": member(FamilyAsked, family) if family else None,
        "link": given.text("link").strip(),
    }


def action_fields(number: int) -> list[Block]:
    """Ask for an action that arises: what, who and by when."""
    title = text_input(TITLE_LENGTH, example="Refresh the chronology template")
    return [
        field_(f"title{number}", f"Action {number}", title, optional=True),
        field_(f"owner{number}", f"Owner of action {number}", person_picker(), optional=True),
        field_(f"due{number}", f"Action {number} by", date_picker(), optional=True),
    ]


def drafts_of(given: Filled, ctx: RequestContext) -> Iterator[tuple[int, Draft]]:
    """Yield the actions that are filled in by number, each with its owner and its date."""
    for number in NUMBERS:
        title = given.text(f"title{number}").strip()
        owner = given.person(f"owner{number}", ctx.session)
        day = given.day(f"due{number}")
        if title and owner is not None and day is not None:
            yield number, Draft(title, owner, Due.on(day))


def refuse_all(given: Filled, ctx: RequestContext, latest: date | None = None) -> None:
    """Refuse all at once what is missing, each beside its field; with `latest` an action is needed.

    That is the day by which the actions of such a grade are due.
    """
    filled_in = [number for number in NUMBERS if any(given.text(f"{each}{number}") for each in _OF)]
    problems: dict[str, str] = {}
    if not given.many("strengths") and not given.many("areas"):
        problems["strengths"] = "Choose at least one strength or one area."
    if latest is not None and not filled_in:
        needed = refusal_words(RefusedError("audit.needs_action", latest=latest))
        problems |= {**_missing(given, 1, ctx), "title1": needed}
    for number in filled_in:
        problems |= _missing(given, number, ctx)
    if problems:
        raise FieldsError(problems)


def _missing(given: Filled, number: int, ctx: RequestContext) -> Mapping[str, str]:
    """Return what an action lacks, by its field."""
    problems = {}
    if not given.text(f"title{number}").strip():
        problems[f"title{number}"] = "Say what needs doing."
    if not given.text(f"owner{number}"):
        problems[f"owner{number}"] = "Say who does it."
    day = given.day(f"due{number}")
    if day is None or day < ctx.today:
        problems[f"due{number}"] = "Enter a due date, today or later."
    return problems


@contextmanager
def beside_its_action(numbers: Sequence[int]) -> Iterator[None]:
    """Say a problem of an action beside its field: the first that is filled in may be the third."""
    try:
        yield
    except RefusedError as error:
        found = _OF_AN_ACTION.fullmatch(error.about)
        if found is None or not numbers:
            raise
        number = numbers[int(found["place"]) - 1]
        raise error.beside(f"{found['what']}{number}") from error


def grade_of(rules: AuditRules, ctx: RequestContext) -> list[Block]:
    """Ask for the grade where one is given; say which need an action, and by when it is due."""
    scale = grades(rules)
    if not scale:
        return []
    needing = [grade for grade in scale if outcomes.is_inadequate(grade, rules)]
    latest = outcomes.actions_due(ctx, needing[0], rules) if needing else None
    due = f", due by {spell(latest)}" if latest else ""
    hint = f"{listed(needing, ' or ')} needs at least one action{due}." if needing else ""
    picker = select("Choose a grade", [option(grade, grade) for grade in scale])
    return [field_("grade", "Grade", picker, hint=hint)]

"""The council's rules of live audits as fields, and the effect before any set is saved."""

from collections.abc import Mapping, Sequence
from typing import Final, get_args

from bot.audits.rule_dates import spelled
from bot.audits.rule_words import answer, own_sentences
from bot.slack.blocks import (
    Block,
    aside,
    bold,
    bullets,
    field_,
    lines,
    multi_select,
    option,
    radio,
    row,
    select,
    text_input,
)
from bot.vocabulary import our
from jobs.rules.audit_rules import (
    AuditRules,
    CaseChoice,
    GradeScaleName,
    Moderation,
    Publishing,
    SignedOff,
    YesNo,
)
from jobs.rules.audit_services import RuleSets
from jobs.rules.deadline_words import MONTH_NAMES
from jobs.rules.draw.draw_rules import Supervisor, WhoWithWhom
from jobs.rules.grade_scales import SCALES

NUMBER_LENGTH: Final = 3
LIST_LENGTH: Final = 1500

NUMBERS: Final[Mapping[str, str]] = {
    "quota": f"{our.audits:C} {our.auditor:a} has in a month",
    "repeat_gap_months": "Months before the same two meet again",
    "days_apart": f"Working days between {our.auditor:a}'s {our.audits}",
    "books_on_working_day": "Booked automatically on working day",
    "opens_on_working_day": "Opens on working day",
    "draw_working_days_before": "Drawn how many working days before the month",
    "moderation_by_working_day": f"{our.moderated:C} by working day, of the next month",
    "extension_working_days": "Working days a line manager may give",
    "sample_percent": f"Per cent of the rest that is {our.moderated}",
    "case_gap_months": f"Months before the same case is {our.audited} again",
    "re_audit_within_months": "Months within which a file is looked at again",
    "inadequate_action_working_days": "Working days for an Inadequate's actions",
}
CHOICES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "who_with_whom": (f"Whose {our.practitioners} {our.auditor:a} meets", get_args(WhoWithWhom)),
    "never_own_supervisor": ("Managers and their own staff", get_args(Supervisor)),
    "books_itself": (f"{our.audit:A} that nobody has booked", get_args(YesNo)),
    "publishing": ("A month is published", get_args(Publishing)),
    "grade_scale": ("Grades", get_args(GradeScaleName)),
    "moderation": (f"What is {our.moderated}", get_args(Moderation)),
    "case_choice": ("How the case is picked", get_args(CaseChoice)),
    "signed_off": ("Which completed actions are signed off", get_args(SignedOff)),
    "moderator_sees_pair": (f"The {our.moderator}", get_args(YesNo)),
}
LISTS: Final[Mapping[str, str]] = {
    "not_held_reasons": f"Reasons {our.audit:a} isn't held",
    "themes": "Themes",
    "grade_changes": "Other grades from a day on",
    "weeks_off": "Weeks off",
}
HINTS: Final[Mapping[str, str]] = {
    "not_held_reasons": "One a line.",
    "themes": "One a line.",
    "grade_changes": (
        "One a line: 1 Apr 2027: Strong, Sound, Unsafe; good from Sound; alarm Unsafe"
    ),
    "weeks_off": "One a line: 21 Dec 2026 to 1 Jan 2027",
    "usual_slot": "For example Tuesday 10:00 for 60 minutes",
}
MAY_BE_EMPTY: Final = frozenset({"grade_changes", "weeks_off"})
PATTERN: Final = "case_number_pattern"
THEME: Final = "case_theme"
ONE_LINE: Final = frozenset({PATTERN, THEME})  # texts of one line, which may be none
SLOT: Final = "usual_slot"
TEXTS: Final[Mapping[str, str]] = {
    SLOT: f"Usual time of {our.audit:a}",
    "safeguarding_words": "What the safeguarding button says",
    THEME: "Theme of the month, if cases are picked by theme",
    PATTERN: "Pattern of a case number",
}
PICKER: Final = "audit_rules_of"
COUNCIL: Final = "council"
OF_SERVICE: Final = "service:"

ELSEWHERE: Final = (
    'Board and scrutiny dates are kept with the calendar: {} calendar add "Scrutiny panel" '
    "on 12 January 2027. They stay as they are here."
)


def rules(sets: RuleSets, services: Sequence[str], command: str) -> list[Block]:
    """Return every rule of the council as it stands, to be changed, and what services differ in."""
    now = sets.council
    return [
        *picker(services, ""),
        *_differences(sets),
        *(_number(name, label, now) for name, label in NUMBERS.items()),
        *(_choice(name, *asked, now) for name, asked in CHOICES.items()),
        _months_off(now),
        _inadequate(now),
        *(_list(name, label, now) for name, label in LISTS.items()),
        *(_text(name, label, now) for name, label in TEXTS.items()),
        aside(ELSEWHERE.format(command)),
    ]


def picker(services: Sequence[str], chosen: str) -> list[Block]:
    """Return the choice of whose rules are shown; nothing where there is no service to choose."""
    if not services:
        return []
    offered = [
        option("The council", COUNCIL),
        *(option(name, f"{OF_SERVICE}{name}") for name in services),
    ]
    choice = select("Whose rules?", offered, f"{OF_SERVICE}{chosen}" if chosen else COUNCIL)
    return [row(PICKER, choice | {"action_id": PICKER})]


def picked(value: str) -> str:
    """Return the service that was chosen, empty for the council."""
    return value.removeprefix(OF_SERVICE) if value.startswith(OF_SERVICE) else ""


def preview(effect: Sequence[str], trial: Sequence[str]) -> list[Block]:
    blocks = [lines(["This is what would change:"]), bullets(*([each] for each in effect))]
    if trial:
        blocks += [lines(["The next draw:"]), bullets(*([each] for each in trial))]
    return [*blocks, aside("Nothing is saved yet.")]


def _differences(sets: RuleSets) -> list[Block]:
    if not sets.own:
        return []
    rows: list[list[Block | str]] = [
        [bold(name), " · ", " ".join(own_sentences(sets, name))] for name in sorted(sets.own)
    ]
    return [lines(["These services differ from the council:"]), bullets(*rows)]


def _number(name: str, label: str, now: AuditRules) -> Block:
    return field_(name, label, text_input(NUMBER_LENGTH, initial=str(getattr(now, name))))


def _choice(name: str, label: str, values: Sequence[str], now: AuditRules) -> Block:
    options = [answer(name, value) for value in values]
    return field_(name, label, radio(options, str(getattr(now, name))))


def _months_off(now: AuditRules) -> Block:
    options = [option(name, str(number)) for number, name in enumerate(MONTH_NAMES, start=1)]
    chosen = multi_select("None", options, [str(number) for number in now.months_off])
    return field_("months_off", "Months off", chosen, optional=True)


def _inadequate(now: AuditRules) -> Block:
    every = dict.fromkeys(grade for scale in SCALES.values() for grade in scale)
    options = [option(grade, grade) for grade in every]
    chosen = multi_select("None", options, now.inadequate_grades)
    return field_("inadequate_grades", "Grades that count as Inadequate", chosen, optional=True)


def _list(name: str, label: str, now: AuditRules) -> Block:
    text = "\n".join(map(spelled, getattr(now, name)))
    box = text_input(LIST_LENGTH, lines=True, initial=text)
    return field_(name, label, box, hint=HINTS[name], optional=name in MAY_BE_EMPTY)


def _text(name: str, label: str, now: AuditRules) -> Block:
    box = text_input(LIST_LENGTH, lines=name == "safeguarding_words", initial=getattr(now, name))
    return field_(name, label, box, hint=HINTS.get(name, ""), optional=name in ONE_LINE)

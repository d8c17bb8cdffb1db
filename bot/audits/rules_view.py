"""The council's rules of live audits as fields, and the effect before any set is saved."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, get_args

from bot.audits.rule_dates import spelled
from bot.audits.rule_words import answer, set_sentences
from bot.slack.blocks import (
    Block,
    aside,
    bullets,
    field_,
    lines,
    multi_select,
    option,
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
PARTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "pairs": (
        "The draw: who meets whom",
        (
            *("quota", "who_with_whom", "never_own_supervisor", "repeat_gap_months", "days_apart"),
            "draw_working_days_before",
        ),
    ),
    "month": (
        "The month and its dates",
        ("months_off", "weeks_off", "opens_on_working_day", "publishing"),
    ),
    "booking": (
        "Booking and more time",
        (SLOT, "books_itself", "books_on_working_day", "extension_working_days"),
    ),
    "case": (
        "The case",
        ("case_choice", THEME, "case_gap_months", PATTERN, "re_audit_within_months"),
    ),
    "grades": (
        "Grades",
        (
            *("grade_scale", "inadequate_grades", "inadequate_action_working_days"),
            "grade_changes",
        ),
    ),
    "moderation": (
        f"{our.moderation:C} and sign-off",
        (
            *("moderation", "sample_percent", "moderation_by_working_day"),
            *("moderator_sees_pair", "signed_off"),
        ),
    ),
    "words": ("Reasons, themes and words", ("not_held_reasons", "themes", "safeguarding_words")),
    "all": ("All of them, in words", ()),
}
PICKER: Final = "audit_rules_of"
PART_PICKER: Final = "audit_rules_part"
COUNCIL: Final = "council"
OF_SERVICE: Final = "service:"

ELSEWHERE: Final = (
    'Board and scrutiny dates are kept with the calendar: {} calendar add "Scrutiny panel" '
    "on 12 January 2027. They stay as they are here."
)


def rules(sets: RuleSets, part: str) -> list[Block]:
    """Return a part of the council's rules as they stand, to be changed."""
    return [_ASKED[name](name, sets.council) for name in PARTS[part][1]]


def in_words(sets: RuleSets) -> list[Block]:
    """Return every rule as a sentence, and what services differ in."""
    return [bullets(*([each] for each in set_sentences(sets)))]


def pickers(services: Sequence[str], service: str, part: str) -> list[Block]:
    """Return the choices of which rules are shown, and of whose where there is a service."""
    parts = [option(words, name) for name, (words, _) in PARTS.items()]
    shown = [select("Which rules?", parts, part) | {"action_id": PART_PICKER}]
    if services:
        offered = [
            option("The council", COUNCIL),
            *(option(name, f"{OF_SERVICE}{name}") for name in services),
        ]
        chosen = f"{OF_SERVICE}{service}" if service else COUNCIL
        shown.append(select("Whose rules?", offered, chosen) | {"action_id": PICKER})
    return [row(PICKER, *shown)]


def picked(value: str) -> str:
    """Return the service that was chosen, empty for the council."""
    return value.removeprefix(OF_SERVICE) if value.startswith(OF_SERVICE) else ""


def preview(effect: Sequence[str], trial: Sequence[str]) -> list[Block]:
    blocks = [lines(["This is what would change:"]), bullets(*([each] for each in effect))]
    if trial:
        blocks += [lines(["The next draw:"]), bullets(*([each] for each in trial))]
    return [*blocks, aside("Nothing is saved yet.")]


def _number(name: str, now: AuditRules) -> Block:
    return field_(name, NUMBERS[name], text_input(NUMBER_LENGTH, initial=str(getattr(now, name))))


def _choice(name: str, now: AuditRules) -> Block:
    label, values = CHOICES[name]
    options = [answer(name, value) for value in values]
    return field_(name, label, select("Choose", options, str(getattr(now, name))))


def month_options() -> list[Block]:
    """Return every month, to be chosen as months off."""
    return [option(month, str(number)) for number, month in enumerate(MONTH_NAMES, start=1)]


def grade_options() -> list[Block]:
    """Return the grades of every scale, each once."""
    every = dict.fromkeys(grade for scale in SCALES.values() for grade in scale)
    return [option(grade, grade) for grade in every]


def _months_off(name: str, now: AuditRules) -> Block:
    chosen = multi_select("None", month_options(), [str(number) for number in now.months_off])
    return field_(name, "Months off", chosen, optional=True)


def _inadequate(name: str, now: AuditRules) -> Block:
    chosen = multi_select("None", grade_options(), now.inadequate_grades)
    return field_(name, "Grades that count as Inadequate", chosen, optional=True)


def _list(name: str, now: AuditRules) -> Block:
    text = "\n".join(map(spelled, getattr(now, name)))
    box = text_input(LIST_LENGTH, lines=True, initial=text)
    return field_(name, LISTS[name], box, hint=HINTS[name], optional=name in MAY_BE_EMPTY)


def _text(name: str, now: AuditRules) -> Block:
    box = text_input(LIST_LENGTH, lines=name == "safeguarding_words", initial=getattr(now, name))
    return field_(name, TEXTS[name], box, hint=HINTS.get(name, ""), optional=name in ONE_LINE)


_ASKED: Final[Mapping[str, Callable[[str, AuditRules], Block]]] = {
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(TEXTS, _text),
    "months_off": _months_off,
    "inadequate_grades": _inadequate,
}

"""The council's rules of live audits in one form, and the effect before any set is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, get_args

from bot.audits.forms_view import radio, select, several, view
from bot.audits.rule_words import own_sentences
from bot.slack.blocks import (
    Block,
    aside,
    bold,
    bullets,
    field_,
    lines,
    option,
    plain,
    row,
    text_input,
)
from bot.slack.view_state import ViewState
from jobs.rules.audit_rules import (
    SCALES,
    AuditRules,
    GradeScale,
    Moderation,
    Supervisor,
    WhoWithWhom,
)
from jobs.rules.audit_services import RuleSets
from jobs.rules.deadline_words import MONTH_NAMES

NUMBER_LENGTH: Final = 3
LIST_LENGTH: Final = 1500

NUMBERS: Final[Mapping[str, str]] = {
    "quota": "Audits an auditor has in a month",
    "repeat_gap_months": "Months before the same two meet again",
    "days_apart": "Working days between an auditor's audits",
    "opens_on_working_day": "Opens on working day",
    "draw_working_days_before": "Drawn how many working days before the month",
    "moderation_by_working_day": "Moderated by working day, of the next month",
    "extension_working_days": "Working days a line manager may give",
    "sample_percent": "Per cent that a sample moderates",
    "case_gap_months": "Months before the same case is audited again",
    "re_audit_within_months": "Months within which an Inadequate is seen again",
    "inadequate_action_working_days": "Working days for an Inadequate's actions",
}
CHOICES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "who_with_whom": ("Who audits whom", get_args(WhoWithWhom)),
    "never_own_supervisor": ("Never one's own supervisor", get_args(Supervisor)),
    "grade_scale": ("Grades", get_args(GradeScale)),
    "moderation": ("What is moderated", get_args(Moderation)),
}
LISTS: Final[Mapping[str, str]] = {
    "not_held_reasons": "Reasons for not held, one a line",
    "themes": "Themes, one a line",
}
PATTERN: Final = "case_number_pattern"
TEXTS: Final[Mapping[str, str]] = {
    "safeguarding_words": "What the safeguarding button says",
    PATTERN: "Pattern of a case number",
}
PICKER: Final = "audit_rules_of"
COUNCIL: Final = "council"
OF_SERVICE: Final = "service:"
MOST_OPTIONS: Final = 100

ELSEWHERE: Final = (
    'Board and scrutiny dates are kept with the calendar: /audit calendar add "Scrutiny panel" '
    "on 12 January 2027. They stay as they are here."
)


def rules(sets: RuleSets, services: Sequence[str], about: ViewState) -> Block:
    """Return every rule of the council as it stands, to be changed, and what services differ in."""
    now = sets.council
    blocks = [
        *picker(services, ""),
        *_differences(sets),
        *(_number(name, label, now) for name, label in NUMBERS.items()),
        *(_choice(name, *asked, now) for name, asked in CHOICES.items()),
        _months_off(now),
        _inadequate(now),
        *(_list(name, label, now) for name, label in LISTS.items()),
        *(_text(name, label, now) for name, label in TEXTS.items()),
        aside(ELSEWHERE),
    ]
    return view("rules", replace(about, kept={}), "Rules of live audits", "See the effect", blocks)


def picker(services: Sequence[str], chosen: str) -> list[Block]:
    """Return the choice of whose rules are shown; nothing where there is no service to choose."""
    if not services:
        return []
    offered = [
        option("The council", COUNCIL),
        *(option(name, f"{OF_SERVICE}{name}") for name in services[: MOST_OPTIONS - 1]),
    ]
    choice = select("Whose rules?", offered, f"{OF_SERVICE}{chosen}" if chosen else COUNCIL)
    return [row(PICKER, choice | {"action_id": PICKER})]


def picked(value: str) -> str:
    """Return the service that was chosen, empty for the council."""
    return value.removeprefix(OF_SERVICE) if value.startswith(OF_SERVICE) else ""


def trying() -> Block:
    """Return the window that is shown while the next month is drawn to see the effect."""
    said = "I am trying the next month's draw by these rules. This takes a few seconds at most."
    return _window("The effect", said)


def preview(effect: Sequence[str], trial: Sequence[str], about: ViewState) -> Block:
    """Return what the changed rules would do; saving them, as `about` keeps them, comes next."""
    if not effect:
        return _window("The effect", "Nothing changes.")
    blocks = [lines(["This is what would change:"]), bullets(*([each] for each in effect))]
    if trial:
        blocks += [lines(["The next draw:"]), bullets(*([each] for each in trial))]
    blocks.append(aside("Nothing is saved yet."))
    return view("rules_sure", about, "The effect", "Save", blocks)


def saved() -> Block:
    """Return the window that confirms them."""
    return _window("Saved", "The rules are saved. They hold from the next draw on.")


def refused(words: str) -> Block:
    """Return the window that says why they were not."""
    return _window("Not saved", words)


def _window(title: str, words: str) -> Block:
    return {
        "type": "modal",
        "title": plain(title),
        "close": plain("Close"),
        "blocks": [lines([words])],
    }


def _differences(sets: RuleSets) -> list[Block]:
    """Say which services differ from the council, and in what."""
    if not sets.own:
        return []
    rows: list[list[Block | str]] = [
        [bold(name), " · ", " ".join(own_sentences(sets, name))] for name in sorted(sets.own)
    ]
    return [lines(["These services differ from the council:"]), bullets(*rows)]


def _number(name: str, label: str, now: AuditRules) -> Block:
    return field_(name, label, text_input(NUMBER_LENGTH, initial=str(getattr(now, name))))


def _choice(name: str, label: str, values: Sequence[str], now: AuditRules) -> Block:
    options = [option(value, value) for value in values]
    return field_(name, label, radio(options, str(getattr(now, name))))


def _months_off(now: AuditRules) -> Block:
    options = [option(name, str(number)) for number, name in enumerate(MONTH_NAMES, start=1)]
    picked = [options[number - 1] for number in now.months_off]
    picker = several("None", options) | ({"initial_options": picked} if picked else {})
    return field_("months_off", "Months off", picker, optional=True)


def _inadequate(now: AuditRules) -> Block:
    every = dict.fromkeys(grade for scale in SCALES.values() for grade in scale)
    options = {grade: option(grade, grade) for grade in every}
    picked = [options[grade] for grade in now.inadequate_grades]
    picker = several("None", list(options.values()))
    chosen = picker | ({"initial_options": picked} if picked else {})
    return field_("inadequate_grades", "Grades that start the clock", chosen, optional=True)


def _list(name: str, label: str, now: AuditRules) -> Block:
    text = "\n".join(getattr(now, name))
    return field_(name, label, text_input(LIST_LENGTH, lines=True, initial=text))


def _text(name: str, label: str, now: AuditRules) -> Block:
    box = text_input(LIST_LENGTH, lines=name == "safeguarding_words", initial=getattr(now, name))
    is_optional = name == PATTERN
    return field_(name, label, box, optional=is_optional)

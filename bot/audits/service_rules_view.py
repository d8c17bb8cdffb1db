"""The rules of one service in a form: each as the council's, or of its own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bot.audits.rule_dates import spelled
from bot.audits.rule_words import WORDS, answer
from bot.audits.rules_view import (
    CHOICES,
    HINTS,
    LIST_LENGTH,
    LISTS,
    NUMBER_LENGTH,
    NUMBERS,
    ONE_LINE,
    PARTS,
    PATTERN,
    SLOT,
    TEXTS,
    grade_options,
    month_options,
)
from bot.slack.blocks import Block, aside, field_, lines, multi_select, option, select, text_input
from jobs.rules.audit_rules import AuditRules
from jobs.rules.audit_services import COUNCIL_ALONE, RuleSets

AS_COUNCIL: Final = "as the council's"
NONE: Final = "none"

HOW: Final = "A rule left empty is as the council's, and changes with it."
ALONE: Final = (
    "The days a month opens, is drawn and is published, the weeks off and the board's dates are "
    "the council's alone."
)


def field_name(rule: str, service: str) -> str:
    """Return the name of a service's field: another for each, so that Slack mixes none up."""
    return f"{rule}@{service}"


def service_rules(sets: RuleSets, service: str, part: str) -> list[Block]:
    """Return a part of a service's rules, each as the council's or its own."""
    form = _ServiceForm(service, sets.council, sets.own_of(service))
    asked = [_ASKED[name](form, name) for name in PARTS[part][1] if name not in COUNCIL_ALONE]
    none = aside(f"For no case numbers, or no theme, where the council has one, write {NONE}.")
    return [lines([f"{HOW} {ALONE}"]), *asked, *([none] if PATTERN in PARTS[part][1] else [])]


class _ServiceForm:
    def __init__(self, service: str, council: AuditRules, own: Mapping[str, Any]) -> None:
        self._service, self._council, self._own = service, council, own

    def number(self, name: str) -> Block:
        own = str(self._own.get(name, ""))
        box = text_input(NUMBER_LENGTH, initial=own, example=self._as_council(name))
        return self._field(name, NUMBERS[name], box)

    def choice(self, name: str) -> Block:
        label, values = CHOICES[name]
        council = option(self._as_council(name), AS_COUNCIL)
        options = [council, *(answer(name, value) for value in values)]
        made = select("Choose", options, self._own.get(name, AS_COUNCIL))
        return self._field(name, label, made, optional=False)

    def months_off(self, name: str) -> Block:
        own = self._own.get(name)
        picked = None if own is None else [str(number) for number in own]
        return self._several(name, "Months off", "No month off", month_options(), picked)

    def inadequate(self, name: str) -> Block:
        label = "Grades that count as Inadequate"
        return self._several(name, label, "No grade", grade_options(), self._own.get(name))

    def words(self, name: str) -> Block:
        label = {**LISTS, **TEXTS}[name]
        own = self._own.get(name, "")
        text = own if isinstance(own, str) else "\n".join(map(spelled, own))
        if name in ONE_LINE and name in self._own and not text:
            text = NONE
        box = text_input(
            LIST_LENGTH,
            lines=name not in {*ONE_LINE, SLOT},
            initial=text,
            example=self._as_council(name),
        )
        return self._field(name, label, box, hint=HINTS.get(name, ""))

    def _several(
        self, name: str, label: str, none: str, options: list[Block], picked: Sequence[str] | None
    ) -> Block:
        offered = [option(none, NONE), *options]
        wanted = [NONE] if picked == [] else picked or []
        return self._field(name, label, multi_select(self._as_council(name), offered, wanted))

    def _as_council(self, name: str) -> str:
        value = WORDS[name].value(getattr(self._council, name))
        return f"As the council's: {value}"

    def _field(
        self, name: str, label: str, element: Block, *, hint: str = "", optional: bool = True
    ) -> Block:
        called = field_name(name, self._service)
        return field_(called, label, element, hint=hint, optional=optional)


_ASKED: Final[Mapping[str, Callable[[_ServiceForm, str], Block]]] = {
    **dict.fromkeys(NUMBERS, _ServiceForm.number),
    **dict.fromkeys(CHOICES, _ServiceForm.choice),
    **dict.fromkeys((*LISTS, *TEXTS), _ServiceForm.words),
    "months_off": _ServiceForm.months_off,
    "inadequate_grades": _ServiceForm.inadequate,
}

"""A council's rules for its live audits: every setting, its default, and what is wrong with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from jobs.rules import audit_texts as texts
from jobs.rules.draw.draw_rules import Supervisor, WhoWithWhom
from jobs.rules.grade_scales import (
    SCALES,
    USUALLY_INADEQUATE,
    DatedScales,
    GradeScale,
    current_word,
    dated,
    holding,
    preset,
)
from jobs.rules.meeting_words import Slot, read_slot
from jobs.rules.not_held import USUAL_REASONS
from jobs.rules.scrutiny import MonthlyScrutinies, ScrutinyDates

GradeScaleName = Literal["ofsted", "0-10", "none"]
Moderation = Literal["all", "sample", "inadequate"]
CaseChoice = Literal["random", "theme", "named", "agreed"]
YesNo = Literal["yes", "no"]
Publishing = Literal["by itself", "by a lead"]
SignedOff = Literal["as set up", "plan", "plan and audits", "all", "none"]


@dataclass(frozen=True)
class RuleProblem:
    """What is wrong with a rule: pydantic's kind of error or one of ours, with its facts.

    `service` is set where the rule is one that a service has of its own.
    """

    kind: str
    rule: str = ""
    service: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class RulesError(ValueError):
    """The rules cannot be used, for these problems; `bot` has the words."""

    def __init__(self, problems: Sequence[RuleProblem]) -> None:
        super().__init__(problems)
        self.problems = problems


def _number(least: int, most: int) -> object:
    return Field(ge=least, le=most, strict=True)


class AuditRules(BaseModel):
    """Every rule of live audits, with the defaults that councils use.

    Months off are numbers (8 is August); `draw_working_days_before` counts back from the month's
    first day; the grades are those of the scale, as text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quota: Annotated[int, _number(0, 10)] = 2
    who_with_whom: WhoWithWhom = "any"
    never_own_supervisor: Supervisor = "immediate"
    repeat_gap_months: Annotated[int, _number(0, 36)] = 6
    days_apart: Annotated[int, _number(0, 15)] = 5
    usual_slot: texts.Slot = "10:00 for 60 minutes"
    books_itself: YesNo = "no"
    books_on_working_day: Annotated[int, _number(1, 20)] = 5
    opens_on_working_day: Annotated[int, _number(1, 10)] = 1
    draw_working_days_before: Annotated[int, _number(1, 20)] = 5
    publishing: Publishing = "by itself"
    moderation_by_working_day: Annotated[int, _number(1, 20)] = 10
    months_off: texts.Months = ()
    weeks_off: texts.Weeks = ()
    extension_working_days: Annotated[int, _number(0, 20)] = 5
    grade_scale: GradeScaleName = "ofsted"
    grade_changes: DatedScales = ()
    moderation: Moderation = "sample"
    sample_percent: Annotated[int, _number(1, 100)] = 10
    moderator_sees_pair: YesNo = "no"
    inadequate_grades: texts.Choices = USUALLY_INADEQUATE["ofsted"]
    not_held_reasons: texts.SomeChoices = USUAL_REASONS
    themes: texts.SomeChoices = texts.DEFAULT_THEMES
    safeguarding_words: texts.Text = texts.DEFAULT_SAFEGUARDING
    case_choice: CaseChoice = "random"
    case_theme: texts.Theme = ""
    case_number_pattern: texts.Pattern = ""
    case_gap_months: Annotated[int, _number(0, 36)] = 12
    re_audit_within_months: Annotated[int, _number(1, 12)] = 2
    inadequate_action_working_days: Annotated[int, _number(1, 60)] = 10
    signed_off: SignedOff = "as set up"
    scrutiny_dates: ScrutinyDates = ()
    scrutiny_monthly: MonthlyScrutinies = ()

    @model_validator(mode="before")
    @classmethod
    def _grades_of_the_scale(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Take the scale's usual lowest grades where nobody says which are inadequate."""
        usual = USUALLY_INADEQUATE.get(str(given.get("grade_scale", "ofsted")))
        chosen = given.get("inadequate_grades")
        if isinstance(chosen, list | tuple):  # as an earlier version kept them
            given = {**given, "inadequate_grades": [current_word(str(one)) for one in chosen]}
        return given if usual is None else {"inadequate_grades": usual} | given

    @model_validator(mode="after")
    def _inadequate_is_on_the_scale(self) -> Self:
        scale = SCALES[self.grade_scale]
        strange = [grade for grade in self.inadequate_grades if grade not in scale]
        if strange:
            raise texts.wrong(
                "off_the_scale", strange=strange, scale=self.grade_scale, grades=scale
            )
        if scale and set(scale) == set(self.inadequate_grades):
            raise texts.wrong("every_grade")
        return self


DEFAULTS: Final = AuditRules()
TEN: Final = time(10)


def read(given: Mapping[str, Any]) -> AuditRules:
    """Return the rules a mapping holds, with defaults for those it does not name.

    Raises RulesError with everything that is wrong.
    """
    try:
        return AuditRules.model_validate(dict(given))
    except ValidationError as error:
        raise RulesError([_problem(detail) for detail in error.errors()]) from None


def kept(rules: AuditRules) -> dict[str, Any]:
    """Return the rules as plain values that `read` takes back."""
    return rules.model_dump(mode="json")


def scale_on(rules: AuditRules, month: date) -> GradeScale:
    """Return the grades that hold in a month, of which `month` is the first day."""
    base = preset(rules.grade_scale, rules.inadequate_grades)
    if not rules.inadequate_grades:  # somebody chose that none alarms
        base = replace(base, alarming=frozenset())
    return holding(base, rules.grade_changes, month)


def in_month(rules: AuditRules, month: date) -> AuditRules:
    """Return the rules with the grades that hold in a month as the only ones."""
    begun = [line for line in rules.grade_changes if dated(line).starts <= month]
    return rules.model_copy(update={"grade_changes": tuple(begun)})


def grades(rules: AuditRules) -> tuple[str, ...]:
    """Return the grades as they are written, the last that are dated; none where none are given."""
    return scale_on(rules, date.max).labels


def alarming(rules: AuditRules) -> frozenset[str]:
    """Return the grades that count as Inadequate, of those the last that are dated."""
    return scale_on(rules, date.max).alarming


def usual_slot(rules: AuditRules) -> Slot:
    """Return the time at which audits are usually held."""
    slot = read_slot(rules.usual_slot)
    return slot if slot is not None else Slot(TEN)


def _problem(detail: ErrorDetails) -> RuleProblem:
    # Only the grades are checked against another rule, so only theirs names none.
    rule = str(detail["loc"][0]) if detail["loc"] else "inadequate_grades"
    return RuleProblem(detail["type"], rule, facts=detail.get("ctx", {}))

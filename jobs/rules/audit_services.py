"""The council's rules for live audits together with those that a service has of its own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from jobs.rules.audit_rules import DEFAULTS, AuditRules, RuleProblem, RulesError, kept, read

Values = Mapping[str, Any]

SERVICES: Final = "services"  # the part of the rules file that has a section for each service
# One month opens for everybody, so that practitioners can be shared; and one board looks at it.
COUNCIL_ALONE: Final = (
    "opens_on_working_day",
    "draw_working_days_before",
    "publishing",
    "weeks_off",
    "signed_off",
    "scrutiny_dates",
    "scrutiny_monthly",
)
OWN_RULES: Final = tuple(name for name in AuditRules.model_fields if name not in COUNCIL_ALONE)


@dataclass(frozen=True)
class RuleSets:
    """The council's rules, and for each service that has any the ones that differ from them."""

    council: AuditRules = DEFAULTS
    own: Mapping[str, Values] = field(default_factory=dict)

    def of(self, service: str) -> AuditRules:
        """Return the rules that hold in a service; the council's for one that has none."""
        return self._merged.get(service, self.council)

    def every(self) -> Iterable[AuditRules]:
        """Return the council's rules and those of each service that has any of its own."""
        return (self.council, *self._merged.values())

    def own_of(self, service: str) -> Values:
        """Return what a service has of its own; nothing where it is all as the council's."""
        return self.own.get(service, {})

    def off_in(self, month: int, services: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(one for one in set(services) if month in self.of(one).months_off))

    def with_council(self, values: Values) -> "RuleSets":
        """Return the sets with other rules of the council's; RulesError names what then fails."""
        return read_sets(values, self.own)

    def with_service(self, service: str, values: Values) -> "RuleSets":
        """Return the sets with other rules of one service; what is the council's is left out.

        Raises RulesError naming each rule that is wrong.
        """
        checked = differing(self.council, values)
        others = {name: own for name, own in self.own.items() if name != service}
        return RuleSets(self.council, others | ({service: checked} if checked else {}))

    @cached_property
    def _merged(self) -> dict[str, AuditRules]:
        return {service: merged(self.council, values) for service, values in self.own.items()}


def merged(council: AuditRules, own: Values) -> AuditRules:
    """Return the council's rules with a service's own in their place; RulesError if they clash.

    A service with a scale of its own has that scale's usual lowest grades, unless it says which.
    """
    base = kept(council)
    if own.get("grade_scale", council.grade_scale) != council.grade_scale:
        del base["inadequate_grades"]
    return read(base | dict(own))


def differing(council: AuditRules, given: Values) -> Values:
    """Return those of a service's rules that are not the council's, checked, as they are kept."""
    problems = [RuleProblem("council_alone", name) for name in COUNCIL_ALONE if name in given]
    allowed = {name: value for name, value in given.items() if name not in COUNCIL_ALONE}
    try:
        values, usual = kept(merged(council, allowed)), kept(merged(council, _scale_of(allowed)))
    except RulesError as error:
        raise RulesError([*problems, *error.problems]) from None
    if problems:
        raise RulesError(problems)
    named = {name: values[name] for name in allowed}
    usual["grade_scale"] = council.grade_scale
    return {name: named[name] for name in OWN_RULES if named.get(name, usual[name]) != usual[name]}


def _scale_of(own: Values) -> Values:
    """Return the scale alone, which decides what grades are usually Inadequate."""
    return {name: value for name, value in own.items() if name == "grade_scale"}


def read_sets(council: Values, own: Mapping[str, Values]) -> RuleSets:
    """Return the rules as they were kept, or as a file has them, with defaults for the rest.

    Raises RulesError with everything that is wrong, in any of the sets.
    """
    problems: list[RuleProblem] = []
    try:
        rules = read(council)
    except RulesError as error:
        problems += error.problems
        rules = _usable(council, error)
    checked = {}
    for service in sorted(own):
        try:
            checked[service] = differing(rules, own[service])
        except RulesError as error:
            problems += [replace(problem, service=service) for problem in error.problems]
    if problems:
        raise RulesError(problems)
    return RuleSets(rules, {service: values for service, values in checked.items() if values})


def read_file(values: Values, known: Collection[str]) -> RuleSets:
    """Return the rules that a file has; `known` are the services there are.

    Raises RulesError with everything that is wrong.
    """
    council = {name: value for name, value in values.items() if name != SERVICES}
    sections = values.get(SERVICES, {})
    if not isinstance(sections, dict) or not all(isinstance(s, dict) for s in sections.values()):
        raise RulesError([RuleProblem("no_sections")])
    strange = [
        RuleProblem("unknown_service", facts={"name": name, "known": sorted(known)})
        for name in sorted({*sections} - {*known})
    ]
    try:
        sets = read_sets(council, sections)
    except RulesError as error:
        raise RulesError([*strange, *error.problems]) from None
    if strange:
        raise RulesError(strange)
    return sets


def _usable(given: Values, error: RulesError) -> AuditRules:
    """Return what can be read of the council's rules, so that the services' can be checked too."""
    names = {problem.rule for problem in error.problems}
    sound = {n: v for n, v in given.items() if n in AuditRules.model_fields and n not in names}
    try:
        return read(sound)
    except RulesError:
        return DEFAULTS

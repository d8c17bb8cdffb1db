"""What each rule of live audits means, in words."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.audits.draw_words import ordinal
from bot.audits.rule_dates import spelled
from bot.capital import listed
from bot.slack.blocks import Block, option
from bot.vocabulary import count, our
from jobs.rules.audit_rules import AuditRules
from jobs.rules.audit_services import OWN_RULES, RuleSets
from jobs.rules.deadline_words import MONTH_NAMES
from jobs.rules.deadlines import spell

SIGNED_OFF: Final = "Completed actions that somebody else signs off: {}"
Value = Any  # a rule is a number, a word or a list of them


@dataclass(frozen=True)
class RuleWords:
    """A sentence with a gap for the value, without a full stop, and how the value is written."""

    pattern: str
    value: Callable[[Value], str]

    def sentence(self, value: Value) -> str:
        return self.pattern.format(self.value(value), our=our)


def _count(one: str) -> Callable[[Value], str]:
    return lambda number: count(number, one)


def _one_of(**meanings: str) -> Callable[[Value], str]:
    return lambda value: meanings[value.replace(" ", "_").replace("0-10", "to_ten")]


def _list(none: str) -> Callable[[Value], str]:
    return lambda values: ", ".join(values) or none


def _dated(lines: Value) -> str:
    return "; ".join(map(spelled, lines)) or "none"


def _month_names(numbers: Value) -> str:
    return ", ".join(MONTH_NAMES[number - 1] for number in numbers) or "none"


def _scrutiny(dates: Value) -> str:
    return ", ".join(f"{spell(each.date)} ({each.who})" for each in dates) or "none"


def _monthly(looks: Value) -> str:
    told = [f"the {ordinal(each.working_day)} working day ({each.who})" for each in looks]
    return ", ".join(told) or "none"


def _quoted(text: Value) -> str:
    return f"“{text.rstrip('.')}”" if text else "none are taken"


_AUDITS, _MONTHS, _WORKING_DAYS = map(_count, (our.audit, "month", "working day"))

WORDS: Final[Mapping[str, RuleWords]] = {
    "quota": RuleWords("{our.auditor:A} without a quota of their own has {} a month", _AUDITS),
    "who_with_whom": RuleWords(
        "{our.auditor:A} meets {our.practitioners} of {}",
        _one_of(
            own_team="their own team",
            another_team="another team in their service",
            another_service="another service",
            any="any team and service",
        ),
    ),
    "never_own_supervisor": RuleWords(
        "Supervisors: {}",
        _one_of(
            immediate=f"nobody is {our.audited} by their own line manager",
            whole_line=f"nobody is {our.audited} by any manager above them",
            off=f"anybody may be {our.audited} by their own line manager",
        ),
    ),
    "repeat_gap_months": RuleWords("The same two meet again after {} at the earliest", _MONTHS),
    "days_apart": RuleWords("{our.auditor:A}'s {our.audits} are {} apart", _WORKING_DAYS),
    "usual_slot": RuleWords("The usual time of {our.audit:a}: {}", str),
    "books_itself": RuleWords(
        "{our.audit:A} that nobody has booked {}",
        _one_of(no="stays so until somebody books it", yes="is booked for the usual time"),
    ),
    "books_on_working_day": RuleWords(
        "Where {our.audits} book themselves, they do on the {} working day", ordinal
    ),
    "opens_on_working_day": RuleWords("A month opens on its {} working day", ordinal),
    "draw_working_days_before": RuleWords("A month is drawn {} before it begins", _WORKING_DAYS),
    "publishing": RuleWords(
        "A month is published {}",
        _one_of(
            by_itself=f"on the day it opens, unless {our.lead:a} puts it on hold",
            by_a_lead=f"only when {our.lead:a} publishes it",
        ),
    ),
    "moderation_by_working_day": RuleWords(
        "{our.moderation:C} is done by the {} working day of the month after", ordinal
    ),
    "months_off": RuleWords("Months in which nothing is drawn: {}", _month_names),
    "weeks_off": RuleWords("Weeks in which no {our.audit} is proposed: {}", _dated),
    "extension_working_days": RuleWords(
        "A line manager may give {} more, and {our.lead:a} longer", _WORKING_DAYS
    ),
    "grade_scale": RuleWords(
        "Grades: {}",
        _one_of(ofsted="Ofsted's four", to_ten="a number from 0 to 10", none="none are given"),
    ),
    "grade_changes": RuleWords("Other grades from a day on: {}", _dated),
    "moderation": RuleWords(
        "{our.moderated:C}: {}",
        _one_of(
            all=f"every {our.audit}",
            sample="a sample, every Inadequate and every disagreement",
            inadequate="every Inadequate and every disagreement",
        ),
    ),
    "sample_percent": RuleWords("A sample is {} per cent of the other {our.audits}", str),
    "moderator_sees_pair": RuleWords(
        "The {our.moderator} {}",
        _one_of(no="is not told who the pair are", yes="is told who the pair are"),
    ),
    "inadequate_grades": RuleWords("Grades that count as Inadequate: {}", _list("none")),
    "not_held_reasons": RuleWords("Reasons for not holding {our.audit:a}: {}", _list("none")),
    "themes": RuleWords("Themes to choose from: {}", _list("none")),
    "safeguarding_words": RuleWords("The safeguarding button says: {}", _quoted),
    "case_choice": RuleWords(
        "The case of {our.audit:a} is {}",
        _one_of(
            random="drawn from the month's sheet by lot",
            theme="drawn from the month's sheet by lot, those of the theme first",
            named=f"named by the {our.head_of_service}",
            agreed="agreed by the pair",
        ),
    ),
    "case_theme": RuleWords(
        "Theme of the month, where cases are drawn by theme: {}", lambda text: str(text) or "none"
    ),
    "case_number_pattern": RuleWords("Case numbers: {}", _quoted),
    "case_gap_months": RuleWords(
        "The same case is {our.audited} again after {} at the earliest", _MONTHS
    ),
    "re_audit_within_months": RuleWords(
        "The file of an Inadequate is looked at again within {}", _MONTHS
    ),
    "inadequate_action_working_days": RuleWords(
        "The actions of an Inadequate are due within {}", _WORKING_DAYS
    ),
    "signed_off": RuleWords(
        SIGNED_OFF,
        _one_of(
            as_set_up="as the bot's server has it",
            plan="the improvement plan's",
            plan_and_audits=f"the plan's and those from {our.audits}",
            all="all",
            none="none",
        ),
    ),
    "scrutiny_dates": RuleWords("Board and scrutiny dates: {}", _scrutiny),
    "scrutiny_monthly": RuleWords("Boards and panels that look every month: {}", _monthly),
}


def answer(name: str, value: str) -> Block:
    """Return a value of a rule as one that can be chosen, in words."""
    said = WORDS[name].value(value)
    return option(f"{said[:1].upper()}{said[1:]}", value)


def sentences(values: Mapping[str, Value]) -> list[str]:
    """Return every rule in words, a sentence each."""
    return [f"{words.sentence(values[name])}." for name, words in WORDS.items()]


def signed_off_sentence(registers: Collection[str]) -> str:
    """Say in words of which registers somebody else signs the completed actions off."""
    said = {"plan": "the improvement plan's", "audits": f"those from {our.audits}"}
    said["team"] = "the teams' own"
    named = [words for register, words in said.items() if register in registers]
    return f"{SIGNED_OFF.format(listed(named) or 'none')}."


def set_sentences(sets: RuleSets) -> list[str]:
    """Return every rule in words: the council's, and then what each service has of its own."""
    own = (
        f"{service}: {one}" for service in sorted(sets.own) for one in own_sentences(sets, service)
    )
    return [*sentences(dict(sets.council)), *own]


def council_effect(old: AuditRules, new: AuditRules) -> list[str]:
    """Say in words what changes when `new` takes the place of `old`, a sentence a rule."""
    return [
        f"{words.sentence(getattr(new, name))} (until now: {words.value(getattr(old, name))})."
        for name, words in WORDS.items()
        if getattr(old, name) != getattr(new, name)
    ]


def effect(old: RuleSets, new: RuleSets) -> list[str]:
    """Say in words what changes when `new` takes the place of `old`, a sentence a rule."""
    said = council_effect(old.council, new.council)
    for service in sorted({*old.own, *new.own}):
        said += _effect_in(service, old, new)
    return said


def own_sentences(sets: RuleSets, service: str) -> list[str]:
    """Return in words what a service has of its own, a sentence a rule."""
    rules = sets.of(service)
    return [f"{WORDS[name].sentence(getattr(rules, name))}." for name in sets.own_of(service)]


def _effect_in(service: str, old: RuleSets, new: RuleSets) -> list[str]:
    before, after = old.of(service), new.of(service)
    was_own, is_own = old.own_of(service), new.own_of(service)
    told = []
    for name in OWN_RULES:
        of_scale = name == "inadequate_grades" and "grade_scale" in {*was_own, *is_own}
        if not (name in was_own or name in is_own or of_scale):
            continue
        was, now = getattr(before, name), getattr(after, name)
        if was != now or (name in was_own) != (name in is_own):
            words = WORDS[name]
            again = "" if name in is_own or of_scale else ", as the council"
            since = "" if name in was_own or of_scale else ", as the council"
            sentence = f"{words.sentence(now)}{again} (until now: {words.value(was)}{since})"
            told.append(f"{service}: {sentence}.")
    return told

"""What was filled in on a form (https://docs.slack.dev/reference/views, view.state.values)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final, TypeVar

from bot.refusals import refusal_words
from bot.slack.arguments import with_names
from bot.slack.blocks import options_of
from bot.slack.bounds import problem_with
from bot.slack.carried import number_of, out_of_date
from bot.slack.view_values import Value, blocks_by_field, values_in
from db import privacy
from db.context import WorkContext
from db.errors import RefusedError
from db.models import Person
from db.people import queries as people
from db.session import Session

WORDS: Final = "plain_text_input"
_CHOOSE: Final = {"datepicker": "Choose a day.", "timepicker": "Choose a time."}
T = TypeVar("T")
_READS: Final = {"datepicker": date.fromisoformat, "timepicker": time.fromisoformat}


class FieldsError(RefusedError):
    """Some fields cannot be taken; says which and why."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Filled:
    """The fields of a submitted form, by name."""

    values: Mapping[str, Any]
    view: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """Return what was typed or chosen; empty where the form has no such field."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""

    def many(self, name: str) -> tuple[str, ...]:
        found = self.values.get(name)
        return tuple(found) if isinstance(found, Sequence) and not isinstance(found, str) else ()

    def day(self, name: str) -> date | None:
        return self._read(name, date.fromisoformat) if self.text(name) else None

    def _read(self, name: str, read: Callable[[str], T]) -> T:
        """Return what a picker told; RefusedError where another field has taken its place."""
        try:
            return read(self.text(name))
        except ValueError as error:
            raise out_of_date() from error

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return the numbers of what was ticked; RefusedError where one is none of ours."""
        return tuple(number_of(each) for each in self.many(name))

    def number(self, name: str) -> int:
        """Return the number of what was chosen; refuse where nothing of ours was."""
        try:
            return int(self.text(name))
        except ValueError as error:
            raise RefusedError("Choose one.", about=name) from error

    def needed_day(self, name: str) -> date:
        """Return the day that was chosen; refuse where none was."""
        day = self.day(name)
        if day is None:
            raise RefusedError("Choose a day.", about=name)
        return day

    def needed_time(self, name: str) -> time:
        """Return the time that was chosen; refuse where none was."""
        if not self.text(name):
            raise RefusedError("Choose a time.", about=name)
        return self._read(name, time.fromisoformat)

    def person(self, name: str, session: Session) -> Person | None:
        if not self.text(name):
            return None
        try:
            return people.mentioned(session, self.text(name))
        except RefusedError as error:
            raise error.beside(name) from error


def filled(view: Mapping[str, Any], ctx: WorkContext, unguarded: Sequence[str] = ()) -> Filled:
    """Return what was filled in; FieldsError if free text holds personal data.

    Raises PersonalDataError where it only may, so that it is to be asked about.

    `unguarded` fields are never stored or shown as they stand.
    """
    given, problems = as_given(view, whole=True), {}
    asked: list[privacy.Finding] = []
    for block_id, name in values_in(view):
        value = "" if name in unguarded else given.values[name]
        try:
            privacy.guard(ctx, value if isinstance(value, str) else "")
        except privacy.PersonalDataError as error:
            if error.is_question:
                asked += error.findings
            else:
                problems[block_id] = refusal_words(error)
    if problems:
        raise FieldsError(problems)
    if asked:
        raise privacy.PersonalDataError(asked)
    return given


def handed_in(view: Mapping[str, Any], session: Session) -> Filled:
    """Return all that was filled in, for rows that guard their own text; as `filled` otherwise."""
    return named(as_given(view, whole=True), session)


def named(given: Filled, session: Session) -> Filled:
    """Return what was filled in, whoever is mentioned by name."""
    texts = {name: one for name, one in given.values.items() if isinstance(one, str)}
    typed = {name: with_names(words, session) for name, words in texts.items()}
    named = {name: re.sub(r"<@\w+\|([^<>]*)>", r"@\1", words) for name, words in typed.items()}
    return Filled({**given.values, **named}, given.view)


def as_given(view: Mapping[str, Any], *, whole: bool = False) -> Filled:
    """Return what was filled in; FieldsError if too much, not offered or, `whole`, left out."""
    values: dict[str, Any] = {}
    problems = {}
    blocks = view.get("blocks", ())
    inputs = {each.get("block_id"): each.get("element", {}) for each in blocks}
    asked = (each for each in blocks if each.get("type") == "input" and not each.get("optional"))
    # Whoever hands in no words where some must be is told so by what they are for.
    kinds = {each["block_id"]: each["element"].get("type", WORDS) for each in asked}
    needed = {id_: _CHOOSE.get(one, "Choose one.") for id_, one in kinds.items() if one != WORDS}
    for (block_id, name), value in values_in(view).items():
        values[name] = value
        problem = problem_with(value) or _problem_in(inputs.get(block_id, {}), value)
        if problem := problem or (needed.get(block_id, "") if whole and not value else ""):
            problems[block_id] = problem
    if problems:
        raise FieldsError(problems)
    return Filled(values, view)


def _problem_in(element: dict[str, Any], value: Value) -> str:
    """Return what is wrong with a choice that Slack would not have let somebody make."""
    chosen = {value} if isinstance(value, str) else {*value}
    has_list = element.keys() & {"options", "option_groups"}
    offered = {one["value"] for one in options_of(element)} if has_list else set()
    if offered and not chosen <= offered | {""}:
        return "Choose from the list."
    kind = element.get("type", "")
    try:
        if value and kind in _READS:
            _READS[kind](str(value))
    except ValueError:
        return _CHOOSE[kind]
    return ""


def beside_field(view: Mapping[str, Any], main: str, error: Exception) -> str:
    """Return the block of this form beside which a problem is said.

    It is the field the refusal is about, else the form's main one, else the first; empty where the
    form asks nothing.
    """
    blocks = blocks_by_field(view)
    about = error.about if isinstance(error, RefusedError) else ""
    return blocks.get(about) or blocks.get(main) or next(iter(blocks.values()), "")

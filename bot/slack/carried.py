"""What Slack brings back of what the bot once sent, read as if somebody had edited it by hand.

Whoever has a session of their own can put into it what they like. What is not as the bot writes it
is out of date; what it is about is asked of the permission table as ever.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from db.errors import RefusedError

# What a button or a form carries, as it is written; what is made ready here each button would make.
written: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
OUT_OF_DATE: Final = "This is out of date, and nothing was changed. Open it again."
MOST_FIGURES: Final = 9  # what the tables count with has no more
YEARS: Final = range(2000, 2200)  # of the days that are carried
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

# What a button's value and what a form keeps have under each name, whichever of them it is.
KINDS: Final[Mapping[str, Any]] = {
    "a": int | str, "after": str | list[int], "ask": str, "at": tuple[str, str],
    "audits": list[int], "base": int, "beside": str, "by": str, "c": str | dict[str, Any],
    "chart": str, "chosen": list[int], "d": str, "day": int, "days": str, "event": int,
    "events": list[int], "f": list[str], "field": str, "fields": dict[str, str], "file": int,
    "g": list[int], "giver": int, "h": int, "how": str, "i": int | None, "kept": list[str],
    "list": bool, "m": int | str | None, "month": str, "more": bool, "move": int | None,
    "n": int | None, "name": str, "no_child": list[str], "o": int | str, "only": str,
    "page": int | str, "part": str, "person": int | str | None, "person_id": int | None,
    "phase": str, "post": int, "problem": str, "s": int | str, "say": str,
    "scope": str | dict[str, Any], "service": str, "start": int, "t": str, "taker": int,
    "text": str, "values": dict[str, Any], "view": str, "what": str, "whose": str, "why": str,
}  # fmt: skip


class Carried(dict[str, Any]):
    """What a button or a form carries; what it has not, though it is asked for, is out of date."""

    def __missing__(self, name: str) -> NoReturn:
        raise out_of_date()

    def number(self, name: str) -> int:
        """Return a number, where others carry something else under that name."""
        return number_of(self[name])


def out_of_date() -> RefusedError:
    """Return the refusal of what is not as the bot has sent it."""
    return RefusedError(OUT_OF_DATE)


def read(text: object) -> Carried:
    """Return what is carried as JSON; RefusedError where it is not as the bot writes it."""
    if not text:
        return Carried()
    try:
        told = json.loads(str(text), parse_int=number_of, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise out_of_date() from error
    if not isinstance(told, dict):
        raise out_of_date()
    return Carried(told)


def number_of(told: object) -> int:
    """Return a number, also one in figures; RefusedError for anything else."""
    if type(told) is int:
        return told
    if not isinstance(told, str) or not told.isdecimal() or len(told) > MOST_FIGURES:
        raise out_of_date()
    return int(told)


def day_of(told: object) -> date:
    """Return a day of our time in ISO form; RefusedError for anything else."""
    try:
        day = date.fromisoformat(str(told))
    except ValueError as error:
        raise out_of_date() from error
    if day.year not in YEARS:
        raise out_of_date()
    return day


def ordinal_day(number: int) -> date:
    """Return a day by its ordinal; RefusedError for a number that is none's."""
    if not 0 < number <= date.max.toordinal():
        raise out_of_date()
    return date.fromordinal(number)


def text_of(option: object) -> str:
    """Return the value of an option that was chosen; RefusedError where it has none."""
    value = option.get("value") if isinstance(option, dict) else None
    if not isinstance(value, str) or not _can_be_kept(value):
        raise out_of_date()
    return value


def one_of(known: Mapping[str, T], name: object) -> T:
    """Return what is called so; RefusedError where nothing is."""
    if not isinstance(name, str) or name not in known:
        raise out_of_date()
    return known[name]


def member(kind: type[E], value: object) -> E:
    """Return the member of an enumeration that has this value; RefusedError where none has."""
    return one_of({each.value: each for each in kind}, value)


def checked(told: Mapping[str, Any], kinds: Mapping[str, Any] = KINDS) -> Carried:
    """Return it once each value is of the kind that its name stands for."""
    if not all(fits(value, kinds[name]) for name, value in told.items() if name in kinds):
        raise out_of_date()
    return Carried(told)


def known(kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of it a dataclass of that kind has; what only another version knew is not."""
    kinds = _kinds_of(kind)
    return dict(checked({name: value for name, value in told.items() if name in kinds}, kinds))


def made_of(kind: type[T], told: Mapping[str, Any]) -> T:
    """Return a dataclass of what is carried; RefusedError where a part of it is missing."""
    found = known(kind, told)
    needed = {
        each.name
        for each in fields(kind)  # type: ignore[arg-type]  # a dataclass
        if each.default is MISSING and each.default_factory is MISSING
    }
    if needed - found.keys():
        raise out_of_date()
    return kind(**found)


def fits(value: object, kind: Any) -> bool:  # noqa: ANN401  (a type, as an annotation has it)
    """Say whether a value of JSON is one of a kind."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(fits(value, each) for each in inner)
    if origin in (list, tuple, Sequence):
        return isinstance(value, list | tuple) and _fit(value, inner)
    if origin in (dict, Mapping):
        return isinstance(value, dict) and all(fits(each, inner[1]) for each in value.values())
    if kind is str:
        return isinstance(value, str) and _can_be_kept(value)
    return kind is Any or type(value) is kind


def _fit(values: Sequence[object], kinds: Sequence[Any]) -> bool:
    """Say whether each is of its kind; of one kind there may be many, of several as many."""
    many = [each for each in kinds if each is not ...]
    if len(many) == 1:
        return all(fits(value, many[0]) for value in values)
    return len(values) == len(many) and all(map(fits, values, many))


def _can_be_kept(text: str) -> bool:
    """Say whether a database takes a text: no NUL, no half of a character."""
    return "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


@cache
def _kinds_of(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _refuse(_: str) -> NoReturn:
    raise out_of_date()

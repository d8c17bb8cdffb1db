"""What is said when a measure cannot be kept as somebody asked."""

from collections.abc import Callable, Mapping
from typing import Final

Facts = Mapping[str, object]


def _more_than_all(facts: Facts) -> str:
    return f"{facts['figure']:g} of {facts['of']:g} is more than all of them."


def _unlike_its_target(facts: Facts) -> str:
    of = f" of {facts['of']:g}" if facts["of"] else ""
    return f"Its target is {facts['target']:g}{of}, so a reading is like that too."


def _no_team(facts: Facts) -> str:
    return f"There is no such team. Teams are: {'{names}' if facts['names'] else 'none'}."


WORDS: Final[Mapping[str, str | Callable[[Facts], str]]] = {
    "measure.unknown": ("There is no measure {number}. `{action} measures` shows those there are."),
    "measure.there_already": "That is measure {number} already.",
    "measure.odd_name": "A measure has a name of {most} characters at most.",
    "measure.counted_by_itself": "I count “{name}” myself, so it takes no reading.",
    "measure.day_to_come": "{day} has not come yet; a reading is of a day gone by.",
    "measure.unlike_its_target": _unlike_its_target,
    "measure.ended": "“{name}” ended on {day}.",
    "measure.target_needs_out_of": "Give the target as so many of so many, such as 75 of 100.",
    "measure.odd_figure": "A figure is a number of nought or more, such as 72 of 80.",
    "measure.more_than_all": _more_than_all,
    "measure.no_team": _no_team,
}

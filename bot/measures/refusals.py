"""What is said when a measure cannot be kept."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "measure.there_already": "That is already measure {number}.",
    "measure.unknown": "There is no measure {number}. `{action} measures` shows the list.",
    "measure.name_too_long": "The name of a measure has {most} characters at most.",
    "measure.is_computed": "I count “{name}” myself, so it takes no reading.",
    "measure.day_to_come": "{day} is in the future. A reading needs a day that has passed.",
    "measure.unlike_its_target": "Its target is {target}, so write the reading like that too.",
    "measure.target_of_nothing": "Give the target as one number of another, such as 75 of 100.",
    "measure.has_ended": "“{name}” ended on {day}.",
    "measure.no_figure": "A figure is a number of zero or more, such as 72 of 80.",
    "measure.more_than_all": "{number:g} of {out_of:g} is more than all of them.",
    "measure.no_such_team": "There is no such team. Teams are: {known}.",
}

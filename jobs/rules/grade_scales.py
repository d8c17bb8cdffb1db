"""The grades of live audits as dated labels: which there are, which alarm, and which are good.

What a framework calls its grades changes, and an audit keeps the words of its time: a scale holds
for the months that begin on its day or later, until the next one's. A later scale is a line:
"2027-04-01: Strong, Sound, Fragile, Unsafe; good from Sound; alarm Unsafe", the best first, or
"2027-04-01: ofsted".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator

from db.patterns import pattern
from jobs.rules.audit_texts import CHOICE_LENGTH, MOST_CHOICES, wrong

TO_IMPROVE: Final = "Requires improvement to be good"
# As the third of Ofsted's four was called here before.
EARLIER_WORDS: Final[Mapping[str, str]] = {"Requires improvement": TO_IMPROVE}
TO_TEN: Final = "0-10"
SCALES: Final[Mapping[str, tuple[str, ...]]] = {
    "ofsted": ("Outstanding", "Good", TO_IMPROVE, "Inadequate"),
    TO_TEN: tuple(str(number) for number in range(11)),
    "none": (),
}
USUALLY_INADEQUATE: Final[Mapping[str, tuple[str, ...]]] = {
    "ofsted": ("Inadequate",),
    TO_TEN: ("0", "1", "2", "3"),
    "none": (),
}
USUALLY_GOOD_FROM: Final[Mapping[str, str]] = {"ofsted": "Good", TO_TEN: "7"}
ALWAYS: Final = date.min
_LINE: Final = pattern(r"(?P<day>\d{4}-\d\d-\d\d)\s*:\s*(?P<rest>\S.*)")
_FEWEST: Final = 2


@dataclass(frozen=True, order=True)
class GradeScale:
    """The grades of a time, the best first (numbers: the lowest first); none where none are given.

    `alarming` are those that count as Inadequate, `good` those that are good or better.
    """

    starts: date
    labels: tuple[str, ...]
    alarming: frozenset[str]
    good: frozenset[str]


def current_word(grade: str) -> str:
    """Return a grade as it is called now, whatever it was called when it was given."""
    return EARLIER_WORDS.get(grade, grade)


def by_words(labels: Sequence[str]) -> dict[str, str]:
    """Return grades by what they are called, in small letters: now, earlier and in initials."""
    called = {each.lower(): each for each in labels}
    for earlier, now in EARLIER_WORDS.items():
        if now in labels:
            initials = "".join(word[0] for word in earlier.split())
            called |= {earlier.lower(): now, initials.lower(): now}
    return called


def preset(name: str, alarming: Sequence[str] = ()) -> GradeScale:
    """Return a scale that is known by name, as it holds until another is dated."""
    alarms = frozenset(alarming) or frozenset(USUALLY_INADEQUATE[name])
    return GradeScale(
        ALWAYS, SCALES[name], alarms, _good(SCALES[name], USUALLY_GOOD_FROM.get(name, ""))
    )


def dated(line: str) -> GradeScale:
    """Read a dated scale; raises ValueError for anything else."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(line)
    words, *others = (part.strip() for part in found["rest"].split(";"))
    usual = words.lower()
    labels = SCALES.get(usual) if usual in SCALES else _listed(words)
    assert labels is not None
    if usual not in SCALES and len(labels) < _FEWEST:
        raise ValueError(line)
    good_from, alarming = USUALLY_GOOD_FROM.get(usual, ""), USUALLY_INADEQUATE.get(usual, ())
    for other in others:
        if other.lower().startswith("good from "):
            [good_from] = _of(labels, [other[len("good from ") :].strip()])
        elif other.lower().startswith("alarm "):
            alarming = _of(labels, _listed(other[len("alarm ") :]))
        else:
            raise ValueError(other)
    if labels and set(alarming) == set(labels):
        raise ValueError(line)
    starts = date.fromisoformat(found["day"])
    return GradeScale(starts, labels, frozenset(alarming), _good(labels, good_from))


def holding(base: GradeScale, lines: Sequence[str], month: date) -> GradeScale:
    """Return the scale that holds in a month, of which `month` is the first day."""
    scales = sorted([base, *map(dated, lines)])
    return [one for one in scales if one.starts <= month][-1]


def _listed(words: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in words.split(",") if part.strip())
    different = {one.lower() for one in found}
    too_long = any(len(one) > CHOICE_LENGTH for one in found)
    if too_long or len(different) < len(found) or len(found) > MOST_CHOICES:
        raise ValueError(words)
    return found


def _of(labels: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    by_name = {label.lower(): label for label in labels}
    if not named or any(name.lower() not in by_name for name in named):
        raise ValueError(named)
    return tuple(by_name[name.lower()] for name in named)


def _good(labels: tuple[str, ...], good_from: str) -> frozenset[str]:
    if not good_from:
        return frozenset()
    at = labels.index(good_from)
    return frozenset(labels[at:] if labels == SCALES[TO_TEN] else labels[: at + 1])


def _lines(given: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(line.strip() for line in given if line.strip())
    if len(found) > MOST_CHOICES:
        raise wrong("many_lines", number=len(found), most=MOST_CHOICES)
    try:
        days = [dated(line).starts for line in found]
    except ValueError:
        raise wrong("no_scale") from None
    if len(set(days)) < len(days):
        raise wrong("same_day")
    return tuple(sorted(found))


DatedScales = Annotated[tuple[str, ...], AfterValidator(_lines)]

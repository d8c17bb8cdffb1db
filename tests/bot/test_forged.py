"""What a button or a form brings back may have been put together by hand, in one's own session.

Every button and every form of the registry is sent with what it carries edited: names too many and
too few, other kinds, numbers without end or of what is another's, what another form carries, fields
that were never asked. What comes back is a sentence, never a fault; and nothing is changed that
this person may not even know of. What they are told of it: `tests/bot/test_withheld.py`.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from bot.registry import FORMS
from bot.slack.carried import KINDS, OUT_OF_DATE, Carried
from db.models import Action, LiveAudit
from db.session import Session
from tests.bot.entrances import Body, Entrance, Target, all_entrances, filled_in, state_for
from tests.bot.test_whatever_comes import HELD, Answers, answers
from tests.bot.withheld import READERS, is_tried, withheld
from tests.properties import examples
from tests.turns import TURN

__all__ = ("answers", "withheld")  # fixtures
ENTRANCES: Final = [one for one in all_entrances() if one.kind in {"pressed", "handed in"}]
MISSING: Final = object()
# What Bolt knows a form by, and what is tried by itself; the rest is what was shown.
_SENT_BACK: Final = frozenset({"type", "callback_id", "private_metadata", "state"})
Thing = tuple[type, int | str]
WRONG: Final[tuple[Any, ...]] = (
    None, True, -1, 1.5, 0, 10**30, 2**40, "", "x", "\0", "\ud83d", "9" * 4400, "1", "U01",
    "x y", "x 1", "show 9 9", "note 1", "2026-13-01|x|y", "9999-12-31",
    [], [[]], [None], ["x"], [1], {}, {"n": 1}, {"value": []}, [{"value": "x"}], "[" * 3000,
)  # fmt: skip

# One in so many of the wrong things is tried under each name: all of them would take minutes.
IS_NIGHT: Final = bool(os.environ.get("NIGHTLY"))
TRIED: Final = 1 if IS_NIGHT else len(WRONG)
PARTS: Final = 40 if IS_NIGHT else 1  # in one test they would take an hour


@st.composite
def edited(draw: st.DrawFn, told: Mapping[str, Any], numbers: tuple[int | str, ...]) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Return what was sent with some of it left out, added, or something else."""
    wrong = st.sampled_from(WRONG + numbers)
    if draw(st.integers(0, 19)) == 0:
        return draw(wrong)
    made = {}
    for name, value in told.items():
        how = draw(st.sampled_from(("as it was", "as it was", "within", "left out", "wrong")))
        if how == "wrong":
            made[name] = draw(wrong)
        elif how != "left out":
            inside = how == "within" and isinstance(value, dict)
            made[name] = draw(edited(value, numbers)) if inside else value
    if draw(st.booleans()):
        made[draw(st.sampled_from(sorted(KINDS)))] = draw(wrong)
    return made


@pytest.mark.mostly_sqlite
@given(st.data())
@examples(2500, *HELD)
def test_what_was_put_together_by_hand_is_answered_with_a_sentence_and_changes_nothing_of_others(
    answers: Answers, data: st.DataObject
) -> None:
    entrance = data.draw(st.sampled_from(ENTRANCES))
    role = data.draw(st.sampled_from((*READERS, answers.world.council.director.role)))
    target = data.draw(st.sampled_from([one for one in answers.targets if entrance.is_about(one)]))
    body = sent(answers, entrance, role, target)
    numbers = tuple(data.draw(st.sampled_from(answers.targets)).number for _ in range(2))
    if entrance.kind == "pressed":
        press(body, data, numbers)
    if entrance.form:
        fill(body["view"], data, numbers)
    with changed() as found:
        answers.tell(entrance, role, body)
    assert not found & withheld_from(answers, role)


def sent(answers: Answers, entrance: Entrance, role: str, target: Target) -> Body:
    """Return what Slack sends where nobody has edited it."""
    view = None
    if entrance.form:
        shown = json.loads(json.dumps(answers.world.shown(entrance.form)))
        view = filled_in(shown, state_for(entrance.form, target), target.person)
    return entrance.body(str(answers.world.council[role].slack_id), target, view)


def press(body: Body, data: st.DataObject, numbers: tuple[int | str, ...]) -> None:
    """Edit what a button carries, or what was chosen beside it."""
    action = body["actions"][0]
    if data.draw(st.booleans()):
        action["value"] = json.dumps(data.draw(edited(json.loads(action["value"]), numbers)))
    else:
        value = data.draw(st.sampled_from(WRONG + numbers))
        chosen = data.draw(st.sampled_from(({"value": value}, value, {})))
        action["selected_option"] = chosen


def fill(view: dict[str, Any], data: st.DataObject, numbers: tuple[int | str, ...]) -> None:
    """Edit what a form carries, or what was filled in; or let it carry what another one does."""
    how = data.draw(st.sampled_from(("carried", "carried", "filled in", "another's")))
    if how == "filled in":
        view["state"] = {"values": data.draw(edited(view["state"]["values"], numbers))}
        return
    state = json.loads(view["private_metadata"])
    if how == "another's":
        other = data.draw(st.sampled_from(sorted(FORMS)))
        target = Target("", numbers[0], "", 0, ("", ""), 1, 1, 1)
        state = json.loads(state_for(other, target).metadata())
    view["private_metadata"] = json.dumps(data.draw(edited(state, numbers)))


@contextmanager
def changed() -> Iterator[set[Thing]]:
    """Note which actions and live audits are changed meanwhile."""
    found: set[Thing] = set()

    def note(session: Session, *_: object) -> None:
        for one in (*session.dirty, *session.deleted):
            if isinstance(one, Action | LiveAudit) and session.is_modified(one):
                found.add((type(one), one.id))

    event.listen(Session, "before_flush", note)
    try:
        yield found
    finally:
        event.remove(Session, "before_flush", note)


def withheld_from(answers: Answers, role: str) -> set[Thing]:
    """Return the actions and live audits that somebody may not know of; a director knows all."""
    return {
        (LiveAudit if target.of_audit else Action, target.number)
        for target, known in answers.world.things
        if role in READERS and role not in known
    }


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("part", range(PARTS))
def test_each_thing_that_is_read_may_be_missing_or_another(answers: Answers, part: int) -> None:
    """What is carried is edited where the bot looks, one name after the other."""
    role = answers.world.council.director.role
    for place, entrance in enumerate(ENTRANCES):
        if place % PARTS != part or not is_tried(place):
            continue
        target = next(one for one in answers.targets[2:] if entrance.is_about(one))
        body = sent(answers, entrance, role, target)
        with looked_at() as names:
            told = answers.tell(entrance, role, body)
        assert OUT_OF_DATE not in repr(told.said), entrance.name  # where nobody has edited it
        for turn, name in enumerate(sorted(names)):
            for wrong in (MISSING, *WRONG[(place + turn) % TRIED :: TRIED]):
                answers.tell(entrance, role, with_one(body, name, wrong))


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("part", range(PARTS))
def test_each_part_of_a_form_that_was_shown_may_be_missing_or_another(
    answers: Answers, part: int
) -> None:
    role = answers.world.council.director.role
    for place, entrance in enumerate(one for one in ENTRANCES if one.kind == "handed in"):
        if place % PARTS != part:
            continue
        target = next(one for one in answers.targets[2:] if entrance.is_about(one))
        body = sent(answers, entrance, role, target)
        step = 1 if IS_NIGHT else 12
        shown = {name: one for name, one in body["view"].items() if name not in _SENT_BACK}
        for turn, path in enumerate([*paths(shown)][(place + TURN) % step :: step]):
            for wrong in (MISSING, WRONG[(place + turn) % len(WRONG)]):
                edited = json.loads(json.dumps(body))
                put(edited["view"], path, wrong)
                answers.tell(entrance, role, edited)
        for wrong in ("x", "9" * 4400, ""):
            answers.tell(entrance, role, {**body, "view": with_choices(body["view"], wrong)})


def with_choices(view: Mapping[str, Any], wrong: str) -> Body:
    """Return a form with something else to choose in all its lists, and that chosen."""
    made: Body = json.loads(json.dumps(view))
    for block in made["blocks"]:
        for part in (block.get("element", {}), *block.get("element", {}).get("option_groups", ())):
            for one in part.get("options", ()):
                one["value"] = wrong
    for fields in made["state"]["values"].values():
        for told in fields.values():
            one = {"value": wrong}
            told |= {"selected_option": one} if "selected_option" in told else {}
            told |= {"selected_options": [one]} if "selected_options" in told else {}
    return made


def paths(part: object) -> Iterator[tuple[str | int, ...]]:
    """Yield where each part of a form stands; of the options of a list, the first."""
    places: list[str | int] = []
    if isinstance(part, dict):
        places = [*part]
    if isinstance(part, list):
        places = list(range(1 if part and "value" in part[0] else len(part)))
    for each in places:
        yield (each,)
        yield from ((each, *below) for below in paths(part[each]))  # type: ignore[index]


def put(view: Any, path: tuple[str | int, ...], wrong: object) -> None:  # noqa: ANN401  (whatever JSON holds)
    """Let another thing, or none, stand at one place of a form."""
    *above, last = path
    for each in above:
        view = view[each]
    if wrong is MISSING:
        del view[last]
    else:
        view[last] = wrong


def with_one(body: Body, name: str, wrong: object) -> Body:
    """Return it with something else under one name, wherever that is carried."""
    made: Body = json.loads(json.dumps(body))
    parts = [(one, "value") for one in made.get("actions", ())]
    for holder, key in [*parts, (made["view"], "private_metadata")]:
        carried = json.loads(holder[key])
        for part in (carried, carried.get("kept")):
            if isinstance(part, dict) and name in part:
                if wrong is MISSING:
                    del part[name]
                else:
                    part[name] = wrong
        holder[key] = json.dumps(carried)
    return made


@contextmanager
def looked_at() -> Iterator[set[str]]:
    """Note under which names something is looked for in what is carried."""
    found: set[str] = set()

    def noting(read: Callable[..., Any]) -> Callable[..., Any]:
        def noted(carried: Carried, name: str, *default: object) -> Any:  # noqa: ANN401  (as a dict has it)
            found.add(name)
            return read(carried, name, *default)

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for how in ("__getitem__", "get"):
            patch.setattr(Carried, how, noting(getattr(dict, how)), raising=False)
        yield found

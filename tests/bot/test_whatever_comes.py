"""Whatever comes in is answered: each verb, field, shortcut, event and file with hostile contents.

Every entrance that the registry lists is filled with text that hypothesis makes: numbers without
end, half a mention, days that are none, other scripts, what repeats itself for as long as is read.
What comes back is a sentence or the thing done; never a fault, never an exception in the log, and
never more work than the processor does in a few seconds.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.registry import command_sets
from bot.slack import files
from bot.slack.bounds import MOST_IN_A_FIELD
from jobs.plan.tables import PlanFile
from tests.bot.cli.here import here, typed
from tests.bot.entrances import (
    NAMES,
    Body,
    Entrance,
    Target,
    filled_in,
    state_for,
)
from tests.bot.hostile import ANYTHING, any_files, in_place
from tests.bot.way_in import Told
from tests.bot.withheld import ENTRANCES, FAULT, Withheld, withheld
from tests.bot.withheld_council import NO_ACTION, NO_AUDIT
from tests.properties import examples

__all__ = ("here", "withheld")  # fixtures
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
MOST_SECONDS: Final = 5.0  # of the processor, for one answer
_BUTTON: Final = re.compile(r'"action_id": "plan_import"[^}]*?"value": "((?:[^"\\]|\\.)*)"')
BY_HAND: Final = ("write to the bot", "mention the bot", "reply below a message")
FILLED: Final = [
    one for one in ENTRANCES if one.kind in {"typed", "handed in"} or one.name in BY_HAND
] + [one for one in ENTRANCES if one.name == "choose make_action"]
EXAMPLES: Final = [
    f"{command} {verb.example}".removeprefix("/")
    for command, verbs in command_sets(NAMES).items()
    for verb in verbs.verbs
]
HELD: Final = (
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
)


@dataclass
class Answers:
    """The council with all its entrances, and what is wrong with an answer."""

    world: Withheld = field(repr=False)

    @cached_property
    def targets(self) -> list[Target]:
        """Return what there is to be asked about, and what there is not."""
        return [NO_ACTION, NO_AUDIT, *(target for target, _ in self.world.things)]

    def tell(self, entrance: Entrance, role: str, body: Body) -> Told:
        """Come in with this: it is answered, at once, and nothing is at fault."""
        with no_fault_logged():
            told = self.world.way.tell(entrance.name, body)
        assert FAULT not in repr(told.said), (entrance.name, role, told.said)
        assert told.said[0] != "never acknowledged", entrance.name
        return told


class _Listening(logging.Handler):
    """Keeps what is logged of faults."""

    def __init__(self) -> None:
        super().__init__()
        self.logged: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            error = record.exc_info[1] if record.exc_info else None
            self.logged.append(record.getMessage() + "".join(traceback.format_exception(error)))


@contextmanager
def no_fault_logged() -> Iterator[None]:
    """Let what is done here take no more than a few seconds and log no exception."""
    root, listening = logging.getLogger(), _Listening()
    root.addHandler(listening)
    began = time.thread_time()
    try:
        yield
    finally:
        root.removeHandler(listening)
    assert time.thread_time() - began < MOST_SECONDS
    assert not listening.logged, listening.logged[0]


@pytest.fixture
def answers(withheld: Withheld) -> Answers:
    """Give the council, its months drawn, and the app, whose files are left nowhere."""
    return Answers(withheld)


@on_sqlite
@given(st.data())
@examples(300, *HELD)
def test_whatever_is_typed_filled_in_or_written_is_answered(
    answers: Answers, data: st.DataObject
) -> None:
    entrance = data.draw(st.sampled_from(FILLED))
    role = data.draw(st.sampled_from(sorted(answers.world.council.people)))
    about = [one for one in answers.targets if entrance.is_about(one)]
    target = data.draw(st.sampled_from(about or [NO_ACTION]))
    view = None
    if entrance.form:
        shown = answers.world.shown(entrance.form)
        view = filled_in(shown, state_for(entrance.form, target), target.person)
        for fields in view["state"]["values"].values():
            for given_in in fields.values():
                data.draw(badly(given_in))
    body = entrance.body(str(answers.world.council[role].slack_id), target, view)
    answers.tell(entrance, role, with_text(entrance, body, data))


@st.composite
def badly(draw: st.DrawFn, field: dict[str, Any]) -> None:
    """Fill a field of a form in: as it should be, with anything, or not at all."""
    can_be_empty = "value" in field or "selected_options" in field  # as in Slack, where it is asked
    how = draw(st.sampled_from(("well", "badly", "badly", "not" if can_be_empty else "well")))
    for name in () if how == "well" else (set(field) - {"type"}):
        field[name] = None if how == "not" else BAD[name](draw)


OPTION: Final = ANYTHING.map(lambda said: {"value": said[:150]})
BAD: Final[Mapping[str, Callable[[st.DrawFn], object]]] = {
    "value": lambda draw: draw(ANYTHING)[: MOST_IN_A_FIELD + 1],
    "selected_user": lambda draw: draw(st.sampled_from(("U01", "U05", "UNOBODY", "W1", ""))),
    "selected_date": lambda draw: draw(st.dates()).isoformat(),
    "selected_time": lambda draw: f"{draw(st.times()):%H:%M}",
    "selected_conversation": lambda draw: draw(st.sampled_from(("C1", "D1", "CNONE"))),
    "selected_option": lambda draw: draw(OPTION),
    "selected_options": lambda draw: draw(st.lists(OPTION, max_size=3)),
}


def with_text(entrance: Entrance, body: Body, data: st.DataObject) -> Body:
    """Return what comes in with other words in it."""
    if entrance.kind == "typed":
        return {**body, "text": data.draw(in_place(body["text"]))}
    if entrance.kind == "chosen":
        return {**body, "message": {**body["message"], "text": data.draw(ANYTHING)}}
    if entrance.kind == "event":
        said = data.draw(st.sampled_from(EXAMPLES).flatmap(in_place))
        return {**body, "event": {**body["event"], "text": said}}
    return body


DROP: Final = next(one for one in ENTRANCES if one.name == "drop a file")
IMPORT: Final = next(one for one in ENTRANCES if one.name == "press plan_import")


@on_sqlite
@given(any_files())
@examples(120, *HELD)
def test_whatever_file_is_dropped_is_answered(answers: Answers, file: PlanFile) -> None:
    user = str(answers.world.council.officer.slack_id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_fetched", lambda *_: file)
        told = answers.tell(DROP, user, DROP.body(user, NO_ACTION))
        offered = _BUTTON.search(" ".join(told.said))
        if offered:
            body = IMPORT.body(user, NO_ACTION)
            body["actions"][0]["value"] = json.loads(f'"{offered[1]}"')
            answers.tell(IMPORT, user, body)


@given(any_files())
@examples(40, *HELD)
def test_whatever_file_is_imported_by_hand_is_answered(here: Path, file: PlanFile) -> None:
    path = here / "handed.xlsx"
    path = path.with_suffix(Path(file.name).suffix[:5].rstrip("\0. ") or ".xlsx")
    path.write_bytes(file.content)
    for command in (("import", "--yes", "--owners-later"), ("people", "import")):
        with no_fault_logged():
            told = typed(*command, str(path))
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
        assert told.output.strip()

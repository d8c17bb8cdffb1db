"""Every single fault of Slack while somebody is answered: what was done is told as done.

Who judges is the workspace's own journal and the events in the database, not the bot.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.models import Event, ProcessedRequest
from tests.end_to_end.fault_table import Fate, require_told
from tests.end_to_end.persona import Persona, ask
from tests.end_to_end.seen import Json, Seen
from tests.end_to_end.world import World
from tests.people import NOW, Council
from tests.waiting import eventually, patient

pytestmark = pytest.mark.usefixtures("world", "council")

LONG_AGO = NOW - timedelta(days=60)
REFUSALS = ("internal_error", "invalid_blocks", "is_archived", "no_permission")
FAULTS: dict[str, Json] = {
    "429": {"kind": "ratelimited", "retry_after": 0},
    "429 for a minute": {"kind": "ratelimited", "retry_after": 60},
    **{
        f"{what} {when}": {"kind": f"{what}_{when}"}
        for what in ("500", "timeout", "reset")
        for when in ("before", "after")
    },
    **{name: {"kind": "refused", "error": name} for name in REFUSALS},
}
SAID_FALSELY = ("nothing was changed", "Nothing was changed", "Something broke")
BY_OUTBOX = ("In case you didn't see", "You may not have seen")


@dataclass
class Scene:
    """Somebody in the workspace, and the journal of what happens to them."""

    world: World
    council: Council
    person: Persona
    manager: Persona

    def action(self) -> int:
        """Return the number of a new action of theirs."""
        return self.council.action(self.council.practitioner, "Write the plan", at=LONG_AGO)

    def rows(self, *which: object) -> int:
        """Return how many requests there are."""
        with self.council.database.read() as session:
            query = select(func.count()).select_from(ProcessedRequest)
            return session.scalar(query.where(*which)) or 0  # type: ignore[arg-type]  # conditions

    def is_settled(self) -> bool | None:
        """Say whether everybody was answered."""
        self.world.contexts.notes.write()
        return self.rows(ProcessedRequest.due_at.is_not(None)) == 0 or None

    def meets(self, method: str, fault: Json, act: Callable[[], object]) -> list[str]:
        """Let an act meet a fault; return how the person was told, once that is over."""
        eventually(self.is_settled, "what was asked before")
        asked, said, called = self.rows(), self.journal("messages"), self.journal("calls")
        self.world.control("faults", method=method, times=1, **fault)
        act()
        eventually(lambda: self.rows() > asked or None, "the request")
        eventually(self.is_settled, "its answer")
        self.world.later(seconds=1)
        self.world.delivery.send_pending()
        new = self.journal("messages")[len(said) :]
        shown = [call for call in self.journal("calls")[len(called) :] if not call["error"]]
        in_place = [call for call in shown if call["method"] == method != "chat.postMessage"]
        words = " ".join(each["text"] for each in new)
        assert not any(false in words for false in SAID_FALSELY), words
        return [
            *("in its place" for _ in in_place),
            *(_way(each) for each in new if _is_ours(each)),
        ]

    def journal(self, name: str) -> list[Json]:
        """Return what the workspace has seen."""
        found: list[Json] = ask(f"{self.world.workspace.url}/control/{name}")
        return found

    def changes(self, number: int, kind: str) -> int:
        """Return how many times something happened to an action."""
        with self.council.database.read() as session:
            found = (Event.action_id == number, Event.kind == kind)
            return session.scalar(select(func.count()).where(*found)) or 0


def _is_ours(message: Json) -> bool:
    return bool(message["user"] == "UBOT")


def _way(message: Json) -> str:
    if message["text"].startswith(BY_OUTBOX):
        return "by the outbox"
    return "to them alone" if message["ephemeral_for"] else "as a direct message"


Act = Callable[[], object]


def typed(scene: Scene, number: int) -> Act:
    return lambda: scene.person.posts(f"/action done {number}")


def written(scene: Scene, number: int) -> Act:
    body = {"user": scene.person.user, "channel": scene.person.dm, "text": f"done {number}"}
    return lambda: ask(f"{scene.person.url}/page/message", body)


def pressed_at_home(scene: Scene, number: int) -> Act:
    home = scene.person.opens_home(f"#{number} ")
    return lambda: scene.person.presses(home, "Done")


def pressed_in_a_message(scene: Scene, number: int) -> Act:
    for owner in ("U06", scene.person.user):
        scene.person.catch_up()
        scene.manager.types(f"/action give {number} to <@{owner}>")
        scene.world.later(minutes=1)
        scene.world.delivery.send_pending()
    told: Seen = scene.person.reads()
    return lambda: scene.person.presses(told, "Done")


def submitted(scene: Scene, number: int) -> Act:
    scene.person.posts(f"/action edit {number}")
    form = scene.person.opened()
    return lambda: scene.person.submits(form, title=f"Edited {number}")


WAYS = {
    "`/action done 12`": ("response_url", typed, "done"),
    "*done 12* in a direct message": ("chat.postMessage", written, "done"),
    "**Done** in the Home": ("views.publish", pressed_at_home, "done"),
    "**Done** in a message": ("chat.update", pressed_in_a_message, "done"),
    "**Save** in a form": ("response_url", submitted, "edited"),
}


@pytest.fixture
def scene(
    world: World, council: Council, practitioner: Persona, manager: Persona
) -> Iterator[Scene]:
    """Let the bot wait no longer than a second for Slack, on a machine of our own."""
    patience, world.client.timeout = world.client.timeout, round(patient(1.0))
    yield Scene(world, council, practitioner, manager)
    world.client.timeout = patience


@pytest.mark.parametrize("asked", WAYS)
def test_what_was_done_is_told_whatever_fails_of_slack(scene: Scene, asked: str) -> None:
    method, make_ready, kind = WAYS[asked]
    fates = []
    for fault, injected in FAULTS.items():
        number = scene.action()
        ways = scene.meets(method, injected, make_ready(scene, number))
        scene.world.control("redeliver")
        changes = scene.changes(number, kind)
        assert ways, f"nobody heard anything: {fault}"
        lost, doubled, told = int(changes == 0), max(0, changes - 1), " and ".join(ways)
        fates.append(Fate(asked, method, fault, lost, doubled, told))
    require_told(f"Answers: {asked}", fates)
    assert all(fate.lost == fate.doubled == 0 for fate in fates)

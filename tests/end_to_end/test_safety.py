"""Nobody's words can call a whole channel or plant a link, wherever they are shown."""

from datetime import timedelta

import pytest

from localslack.parsing import in_blocks
from tests.end_to_end.persona import Persona, ask
from tests.end_to_end.seen import Json
from tests.end_to_end.world import World
from tests.people import NOW, TODAY, Council

pytestmark = [
    pytest.mark.usefixtures("world", "council"),
    # How words are shown does not depend on the database they lie in; other tests run on both.
    pytest.mark.parametrize("one_world", ["sqlite"], indirect=True),
]
LONG_AGO = NOW - timedelta(days=200)
TRAPS = [
    "@everyone",
    "@here look",
    "<!channel>",
    "<!here|here>",
    "<@U01>",
    "<https://example.com|the minutes>",
    "https://example.com/minutes",
    "&lt;!channel&gt;",
    "*bold* _slanted_ ~struck~ `code` :tada:",
]


def said_by_the_bot(world: World) -> list[Json]:
    found: list[Json] = ask(f"{world.workspace.url}/control/messages")
    return [message for message in found if message["user"] == "UBOT"]


def nothing_is_mentioned_or_linked(world: World, *personas: Persona) -> None:
    messages = said_by_the_bot(world)
    assert messages
    for message in messages:
        assert message["mentions"] == {"text": [], "blocks": []}, message["text"]
        # A button to Slack's own message is the bot's, and leads nowhere else.
        own = f"{world.workspace.url}/archives/"
        links = [link for link in message["links"]["blocks"] if not link.startswith(own)]
        assert (message["links"]["text"], links) == ([], []), message["text"]
    for persona in personas:
        for view in persona.views:
            assert list(in_blocks(view["blocks"])) == []


@pytest.mark.parametrize("trap", TRAPS)
def test_a_title_is_shown_letter_for_letter_everywhere(
    council: Council,
    practitioner: Persona,
    manager: Persona,
    world: World,
    trap: str,
) -> None:
    title = f"Plan {trap}"
    number = council.action(council.practitioner, title, due=TODAY, at=LONG_AGO)
    council.action(council.practitioner, title, due=TODAY - timedelta(days=15), at=LONG_AGO)
    for typed in ("list", "done", "done plan", f"show {number}", "status"):
        assert title in practitioner.types(f"/action {typed}").text or typed == "status"
    practitioner.types(f"/action move {number} to 18 December because {trap}")
    manager.types(f"/action give {number} to <@U06> because {trap}")
    practitioner.opens_home("Plan")
    practitioner.posts("/action add")
    practitioner.opened()
    practitioner.posts(f"/action note {number + 1}")
    assert title in practitioner.opened().text
    world.later(seconds=61)
    world.tick()

    assert title in practitioner.reads().text
    assert title in manager.types("/action list all").text
    nothing_is_mentioned_or_linked(world, practitioner, manager)


@pytest.mark.parametrize("trap", TRAPS)
def test_a_note_a_reason_and_a_source_are_shown_letter_for_letter(
    council: Council, practitioner: Persona, manager: Persona, world: World, trap: str
) -> None:
    number = council.action(council.practitioner)
    manager.posts("/action add")
    form = manager.goes_on(manager.opened(), "More fields", title=trap)
    manager.submits(form, owner="U05", source=trap, measure=f"Then {trap}")
    for each in ("note", "done", "reopen"):
        manager.types(f"/action {each} {number} {trap}")
    world.later(seconds=61)
    world.tick()

    practitioner.types(f"/action show {number}")
    practitioner.types(f"/action show {number + 1}")
    nothing_is_mentioned_or_linked(world, practitioner, manager)


@pytest.mark.parametrize("trap", TRAPS)
def test_words_the_bot_refuses_are_not_repeated_as_a_call(
    manager: Persona, world: World, trap: str
) -> None:
    for typed in (trap, f"list {trap}", f"show {trap}", f"add by {trap}: x", f"done {trap}"):
        manager.types(f"/action {typed}")

    nothing_is_mentioned_or_linked(world)


def test_a_notification_holds_no_word_that_anybody_typed(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, "Confidential wording", due=TODAY, at=LONG_AGO)
    practitioner.types("/action list")
    practitioner.types("/action done confidential")
    world.tick()

    assert all("Confidential" not in message["text"] for message in said_by_the_bot(world))

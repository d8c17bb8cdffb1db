"""`/action settings`: what somebody may choose about their own mornings, and what they may not."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from bot.reminders.preferences import MorningForm, MySettings
from bot.slack.blocks import Answer
from bot.slack.filled import Filled
from bot.slack.registry import OpenView
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Person
from jobs.context import RequestContext
from jobs.rules.levels import Level, Levels
from tests.bot.commands.said import Saying
from tests.contexts import COUNCIL
from tests.people import NOW, Council
from tests.refusals import refused


def form(council: Council, who: Person) -> list[dict[str, Any]]:
    opened = Saying(council, who).says("/action settings")
    assert isinstance(opened, OpenView)
    blocks: list[dict[str, Any]] = opened.view["blocks"]
    return blocks


def element(blocks: list[dict[str, Any]], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in blocks if one.get("block_id") == name)["element"]
    return found


def save(council: Council, who: Person, levels: Levels | None = None, **given: object) -> str:
    """Hand the form in as it opens, but for what is given."""
    values: dict[str, object] = {"level": "standard", "at": "09:00", "digest": "never"}
    filled = Filled({**values, "days": list("01234"), **given})
    with council.database.begin() as session:
        me = session.get_one(Person, who.id)
        ctx = RequestContext(session, me, NOW, replace(COUNCIL, levels=levels or Levels()))
        answer = MorningForm().submit(filled, ViewState(), ctx)
    assert isinstance(answer, Answer)
    return answer.text


def test_the_form_opens_with_how_it_is_and_says_what_always_comes(council: Council) -> None:
    blocks = form(council, council.practitioner)
    assert "Whatever you choose, it has what is due that day" in str(blocks[0])
    assert element(blocks, "level")["initial_option"]["value"] == "standard"
    assert element(blocks, "at")["initial_option"]["value"] == "09:00"
    assert "initial_options" not in element(blocks, "days")
    assert element(blocks, "days")["placeholder"]["text"] == "All your working days"
    assert element(blocks, "digest")["initial_option"]["value"] == "never"


def test_what_somebody_chose_is_kept_and_told(council: Council) -> None:
    me = council.manager
    said = save(council, me, level="light", at="10:30", days=["0", "2"], digest="0")
    assert said == (
        "Saved. Your morning message comes at 10:30 on Mondays and Wednesdays, level light. "
        "Your digest comes every Monday."
    )
    blocks = form(council, me)
    assert element(blocks, "level")["initial_option"]["value"] == "light"
    assert element(blocks, "digest")["initial_option"]["value"] == "0"
    with council.database.read() as session:
        kept = session.get_one(Person, me.id)
        assert (kept.morning_at, kept.mornings) == (time(10, 30), frozenset({0, 2}))
    assert [one["value"] for one in element(blocks, "days")["initial_options"]] == ["0", "2"]
    assert " on " not in save(council, me, at="10:30", days=[])


def test_another_digest_takes_the_place_of_the_one_before(council: Council) -> None:
    me = council.manager
    save(council, me, digest="0")
    save(council, me, digest="monthly")
    assert element(form(council, me), "digest")["initial_option"]["value"] == "monthly"
    listed = Saying(council, me).says("/status subscriptions")
    assert isinstance(listed, Answer)
    assert "Every Monday" not in str(listed.blocks)
    save(council, me, digest="never")
    assert element(form(council, me), "digest")["initial_option"]["value"] == "never"


def test_nobody_chooses_less_than_the_council_wants_them_to_hear(council: Council) -> None:
    levels = Levels(quietest=Level.STANDARD)
    with refused(match="Your council asks for at least standard"):
        save(council, council.practitioner, levels, level="light")
    with refused(match="Choose at least one day"):
        save(council, council.practitioner, days=["5"])


def test_a_level_is_typed_and_the_rest_stays_as_it_was_with_a_way_back(council: Council) -> None:
    manager = Saying(council, council.manager)
    save(council, council.manager, at="11:30", digest="0")
    told = manager.says("/action settings light")
    assert isinstance(told, Answer)
    assert told.text.startswith("Saved. Your morning message comes at 11:30, level light. Your")
    back = manager.presses(told, "Back to standard")
    assert isinstance(back, Answer)
    assert "level standard" in back.text


def test_a_level_that_the_council_does_not_leave_opens_the_form_with_what_it_asks(
    council: Council,
) -> None:
    stern = replace(COUNCIL, levels=Levels(quietest=Level.STANDARD))
    asked = MySettings.read("light", "/action")
    with council.database.begin() as session:
        ctx = RequestContext(session, session.get_one(Person, council.manager.id), NOW, stern)
        with pytest.raises(RefusedError) as wrong:
            asked.run(ctx)
        kept = asked.kept(wrong.value, ctx)
    assert isinstance(kept, Answer)
    assert "Your council asks for at least standard" in str(kept.blocks)


def test_an_hour_that_is_typed_stands_in_the_form(council: Council) -> None:
    opened = Saying(council, council.manager).says("/action settings 9.30am")
    assert isinstance(opened, OpenView)
    assert element(opened.view["blocks"], "at")["initial_option"]["value"] == "09:30"


def test_whoever_wants_less_is_told_what_there_is_and_gets_it_with_one_press(
    council: Council,
) -> None:
    manager = Saying(council, council.manager)
    told = manager.says("unsubscribe")
    assert isinstance(told, Answer)
    quieter = manager.presses(told, "Set it to light")
    assert isinstance(quieter, Answer)
    assert "level light" in quieter.text

"""The digest of a fixed council, word for word, and what never stands in it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.digest import changes
from bot.digest.action_sections import GapsSection
from bot.digest.channel import counts_only
from bot.digest.first_screen import caption
from bot.digest.sections import OPENED
from bot.digest.verbs import ShowDigest
from bot.digest.words import line_words
from bot.registry import STATUS
from bot.slack.blocks import Answer, passage
from bot.slack.command_set import HelpFor
from db.digest.counts import DigestLine
from db.digest.month_ago import StoodThen
from db.digest.scope import ALL
from db.models import Action, Event, Person, Register, Status
from db.models.action import ActionNumber
from jobs import context
from jobs.context import RequestContext
from jobs.rules.distance import MeasureTrack, Share
from tests.digests import measured
from tests.end_to_end.seen import words_in
from tests.golden import assert_kept, path
from tests.people import NOW, TODAY, Council
from tests.plans import ENGLAND, board

__all__ = ["board"]

ASKED = {
    "practitioner": ("practitioner", ShowDigest()),
    "manager": ("manager", ShowDigest()),
    "lead": ("director", ShowDigest()),
    "person": ("manager", ShowDigest(whose="person", name="U05")),
    "team": ("head", ShowDigest(whose="team", name="assessment")),
    "service": ("director", ShowDigest(whose="service", name="Children")),
    **{name: ("director", ShowDigest(name)) for name in OPENED},
    "nothing": ("officer", ShowDigest(whose="own")),
}
TEAM_OF_ONE = ShowDigest(whose="team", name="Permanence")
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
OF_A_GRADE = (
    *GRADES,
    "to be looked at again",
    "to look at again",
)  # what tells of one, if not which
SIX, FIFTEEN, HALF, WHOLE = 6, 15, 50, 105  # figures; lines; and signs of each
ENOUGH_BLOCKS = 25
PER_CENT = re.compile(r"\d+% \(\d+ of \d\d")  # of ten at least, and of how many


def ask(council: Council, who: str, request: ShowDigest) -> Answer:
    with council.database.read() as session:
        person = session.get_one(Person, getattr(council, who).id)
        ctx = RequestContext(session, person, NOW, context.Council(ENGLAND))
        return request.run(ctx)


def told_in_a_channel(council: Council) -> Answer:
    with council.database.read() as session:
        return counts_only(measured(session, ALL))


def lines_of(blocks: object) -> Iterator[str]:
    """Yield each line of a message as it is read: headings, list rows, buttons."""
    if isinstance(blocks, list):
        for block in blocks:
            yield from lines_of(block)
        return
    assert isinstance(blocks, dict)
    yield from _LINES.get(blocks["type"], _text)(blocks)


def _text(block: dict[str, Any]) -> Iterator[str]:
    yield "".join(words_in(block))


def _rich(block: dict[str, Any]) -> Iterator[str]:
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            yield from (f"  - {''.join(words_in(row))}" for row in part["elements"])
        else:
            yield "".join(words_in(part))


def _tools(block: dict[str, Any]) -> Iterator[str]:
    yield " ".join(f"[{words}]" for each in block["elements"] for words in words_in([_named(each)]))


def _named(control: dict[str, Any]) -> dict[str, Any]:
    words = control.get("text") or control["placeholder"]
    return {"text": words["text"]}


def _fields(block: dict[str, Any]) -> Iterator[str]:
    yield from (each["text"].replace("\n", ": ") for each in block.get("fields", ()))


def _divider(_: dict[str, Any]) -> Iterator[str]:
    yield "---"


_LINES = {"rich_text": _rich, "actions": _tools, "section": _fields, "divider": _divider}


def compared(name: str, told: Answer) -> None:
    """Compare with what is kept."""
    assert_kept("digest", name, "\n".join([told.text, "", *lines_of(list(told.blocks)), ""]))


@pytest.mark.parametrize("name", ASKED)
def test_the_digest_of_a_fixed_council_is_as_it_is_kept(board: Council, name: str) -> None:
    who, request = ASKED[name]
    compared(name, ask(board, who, request))


def test_a_channel_is_told_counts_alone(board: Council) -> None:
    told = told_in_a_channel(board)
    compared("channel", told)
    said = "".join(words_in(list(told.blocks)))
    assert not [role for role in board.people if role in said]
    assert "Publish the placement guide" not in said
    assert "The chair left" not in said


def everything_told(council: Council) -> dict[str, Answer]:
    return {name: ask(council, who, request) for name, (who, request) in ASKED.items()}


def test_no_name_stands_beside_a_grade(board: Council) -> None:
    met = 0
    for name, told in everything_told(board).items():
        for said in [told.text, *("".join(words_in(block)) for block in told.blocks)]:
            if any(words in said for words in OF_A_GRADE):
                met += 1
                assert not [role for role in board.people if role in said], (name, said)
    assert met > 3  # or this would pass over nothing


def test_where_a_digest_is_about_one_person_no_grade_is_told_at_all(board: Council) -> None:
    for name in ("person", "practitioner"):
        said = "".join(words_in(list(ask(board, *ASKED[name]).blocks)))
        assert "Practitioner 1, Permanence" in said
        assert not [words for words in OF_A_GRADE if words in said]


def test_a_team_of_one_practitioner_is_told_no_grade_either(board: Council) -> None:
    with board.database.begin() as session:
        session.get_one(Person, board.colleague.id).team_id = None
    said = "".join(words_in(list(ask(board, "director", TEAM_OF_ONE).blocks)))
    assert "Live audits" in said
    assert not [words for words in OF_A_GRADE if words in said]


NONE_OPEN: dict[str, dict[str, object]] = {
    "none in the plan": {"register": Register.TEAM},
    "all done": {"status": Status.SIGNED_OFF},
}


@pytest.mark.parametrize("how", NONE_OPEN)
@pytest.mark.parametrize("who", ["practitioner", "other_manager", "officer", "director"])
def test_what_there_is_none_of_is_not_counted(board: Council, who: str, how: str) -> None:
    """Whoever has audits and no actions, nothing that is open, or nothing at all: no "0 of 0"."""
    with board.database.begin() as session:
        for action in session.scalars(select(Action)):
            for name, value in NONE_OPEN[how].items():
                setattr(action, name, value)
    for view in ("", *OPENED):
        told = ask(board, who, ShowDigest(view))
        for said in [told.text, *lines_of(list(told.blocks))]:
            assert " of 0" not in said, (view, said)
            assert not said.startswith("Of 0"), (view, said)


def test_a_digest_is_one_screen_and_never_a_bare_percentage(board: Council) -> None:
    for told in everything_told(board).values():
        assert len(told.blocks) <= ENOUGH_BLOCKS
        said = "".join(words_in(list(told.blocks)))
        assert said.count("%") == len(PER_CENT.findall(said))


@pytest.mark.parametrize("name", ["lead", "manager", "practitioner", "service"])
def test_the_first_screen_is_fifteen_lines_of_a_desktop(board: Council, name: str) -> None:
    with board.database.begin() as session:
        for action in session.scalars(select(Action)):
            action.title = f"{action.title}, and whatever else the panel asked for in the autumn"
            action.reference = f"ACT-{action.id}"
    blocks = list(ask(board, *ASKED[name]).blocks)
    figures = [each["text"] for block in blocks for each in block.get("fields", ())]
    whole = [block for block in blocks if block["type"] == "rich_text"]
    rows = [line for block in whole for line in "".join(words_in(block)).split("\n")]
    assert blocks[0]["type"] == "header"
    assert len(figures) == SIX
    assert 1 + SIX / 2 + len(rows) + 1 <= FIFTEEN
    assert [each for each in figures if "\n" in each or len(each) > HALF] == []
    assert [each for each in rows if len(each) > WHOLE] == []
    tools = "".join(lines_of(blocks[-1:]))
    assert len(tools) <= WHOLE, "the buttons stand in one row"


def test_why_something_is_at_risk_is_told_whole_or_not_at_all(council: Council) -> None:
    number = council.action(council.practitioner, due=TODAY + timedelta(days=8))
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        action.register, action.created_at = Register.PLAN, NOW - timedelta(days=60)
        for event in session.scalars(select(Event).where(Event.action_id == number)):
            event.at = action.created_at
    [told] = [
        line
        for line in lines_of(list(ask(council, "practitioner", ShowDigest()).blocks))
        if line.startswith("🟠 #")
    ]
    assert told.endswith("Tue 1 Dec 2026")  # "nothing heard for 3…" told nobody of how long
    assert "nothing heard for" in str(ask(council, "practitioner", ShowDigest("drift")).blocks)


def test_the_caption_of_the_squares_is_one_line_in_a_large_council() -> None:
    names = ("done", "on track", "at risk", "overdue", "no date", "deferred or dropped")
    numbers = (132, 105, 12, 114, 18, 11)
    assert len(caption(list(zip(names, numbers, strict=True)))) <= WHOLE


def test_a_notification_holds_no_word_that_anybody_typed(board: Council) -> None:
    for told in everything_told(board).values():
        assert not [role for role in board.people if role in told.text]
        assert "guide" not in told.text


def test_what_is_measured_stands_beside_what_it_was(council: Council) -> None:
    held = {12: Share(5, 12), 6: None, 3: Share(8, 12), 0: Share(11, 12)}
    load = {12: None, 6: None, 3: Share(19), 0: Share(17.5)}
    measures = (MeasureTrack("Held of expected", held), MeasureTrack("Children a worker", load))
    with council.database.read() as session:
        made = measured(session, ALL)
        vars(made)["travelled"] = measures  # as if it had measured them
        said = list(lines_of([*OPENED["everything"].opened(made).blocks]))
    assert said[-3:] == [
        "Distance travelled",
        "  - Held of expected: now 92% (11 of 12), 3 months ago 67% (8 of 12), "
        "12 months ago 42% (5 of 12)",
        "  - Children a worker: now 17.5, 3 months ago 19",
    ]


@pytest.mark.parametrize(("then", "told"), [(0, "0"), (2, "0, was 2")])
def test_no_gaps_now_nor_a_month_ago_are_told_once(council: Council, then: int, told: str) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        session.get_one(Action, number).register = Register.PLAN
        made = measured(session, ALL)
        vars(made)["month_ago"] = StoodThen(3, 0, 0, 0, 0, then, then)  # as if it had stood so
        said = list(lines_of([passage(GapsSection().figure(made) or [])]))
    assert said == [f"⚪ No owner: {told} · no date: {told}"]


def test_a_section_with_nothing_to_say_is_left_out(council: Council) -> None:
    council.action(council.practitioner, due=TODAY + timedelta(days=90))
    compared("quiet", ask(council, "practitioner", ShowDigest()))


def test_every_section_that_opens_has_all_it_needs() -> None:
    parts = (STATUS.help(HelpFor("/status", "/action", part)) for part in ("", "more"))
    told = "".join(words for part in parts for words in words_in(list(part.blocks)))
    for name, section in OPENED.items():
        assert name in told
        assert section.summary in told
        assert section.button
        assert path("digest", name).exists()


def test_what_was_not_counted_last_time_has_not_changed(board: Council) -> None:
    with board.database.read() as session:
        now = changes.told(measured(session, ALL))
    before = {**now, "counts": {"overdue": now["counts"]["overdue"] - 1}}
    assert changes.changes(before, now) == {"overdue": 1}


def test_a_plans_own_number_stands_beside_the_number_here() -> None:
    line = DigestLine(ActionNumber(12, "1.2"), "Agree the form", None, None, "none", "not started")
    assert line_words(line)[0] == "#12 (1.2) "

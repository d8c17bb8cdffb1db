"""What somebody may not know of is answered, at every entrance, as what there is not.

Every verb, button, form, shortcut, file and event that the registry lists is tried by people of
every role on actions and audits in every state. Wherever the permission table says that a thing is
not theirs to see, the whole answer must be that to a number which does not exist: what Slack is
answered, whatever is said or opened, and what is written.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from sqlalchemy import true

from bot.plan.listeners import PRESSED, SUBMITTED
from bot.registry import FORMS
from db.actions import queries as actions
from db.audits import queries as audits
from tests.bot.entrances import Target
from tests.bot.way_in import Told
from tests.bot.withheld import (
    ENTRANCES,
    EVERY,
    Found,
    Withheld,
    some,
    withheld,
)
from tests.bot.withheld_council import FORMER, MEMBER

__all__ = ["withheld"]
PARTS: Final = 60 if EVERY else 1  # all of them take too long for one test
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers alone


@on_sqlite
@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_withheld_is_answered_like_what_there_is_not(withheld: Withheld, part: int) -> None:
    found, tried = Found(), [*enumerate(ENTRANCES)][part::PARTS]
    for place, entrance in tried:
        missed = dict[tuple[str, Target], Told]()  # nothing stays, so it is asked for once
        for role, target, missing in some(withheld.cells(entrance), place):
            told = withheld.answer(entrance, role, target)
            if (role, missing) not in missed:
                missed[role, missing] = withheld.answer(entrance, role, missing)
            found.note((entrance.name, role, target.name), told, missed[role, missing])
    found.is_nothing()
    assert found.tried >= sum(entrance.is_of_one for _, entrance in tried)
    # Each was shown to somebody, and filled in.
    assert withheld.forms.keys() == {entrance.form for _, entrance in tried if entrance.form}


@on_sqlite
def test_what_is_withheld_is_no_more_work_than_what_there_is_not(withheld: Withheld) -> None:
    """Or the time it takes tells of it: the same is asked of the database, and nothing besides."""
    unlike = []
    for place, entrance in enumerate(ENTRANCES):
        for role, target, missing in some(withheld.cells(entrance), place + 1, once=True):
            with uncollected():
                withheld.answer(entrance, role, missing)  # what is made once is made by now
                expected = [*withheld.way.asked]
                withheld.answer(entrance, role, target)
            if withheld.way.asked != expected:
                told = set(withheld.way.asked) ^ set(expected)
                unlike.append((entrance.name, role, target.name, told))
    assert not unlike, f"{len(unlike)}: {[one[:3] for one in unlike]}\n{unlike[0]}"


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no garbage meanwhile: a session asks anew for a row that was thrown away."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@on_sqlite
def test_whoever_is_not_on_the_roster_knows_of_their_own_actions_alone(withheld: Withheld) -> None:
    """Whatever line they stand in, and whatever they were asked to sign off, hold or moderate."""
    for role in (MEMBER, FORMER):
        known = [target.name for target, known in withheld.things if role in known]
        assert known == [f"plan action of {role}, not started"]


@on_sqlite
def test_one_question_that_is_not_asked_of_the_table_shows(
    withheld: Withheld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the first test could pass because it looks at nothing."""
    withheld.opened = {}  # no other test is to meet what is opened so
    monkeypatch.setattr(actions, "may_see", lambda *_: True)
    monkeypatch.setattr(actions, "visible_to", lambda *_: true())
    monkeypatch.setattr(actions, "_numbered", actions._numbered.__wrapped__)  # it is made anew
    monkeypatch.setattr(audits, "is_known_to", lambda *_: True)
    monkeypatch.setattr(audits, "visible_to", lambda *_: true())
    of_leads = audits._one(True)
    monkeypatch.setattr(audits, "_one", lambda _: of_leads)
    ways = ("/action show 12", "/audit show 7", "press action_note", "hand in cannot")
    for entrance in (one for one in ENTRANCES if one.name in ways):
        [role, target, missing], *_ = some(withheld.cells(entrance), 0)
        told, expected = (withheld.answer(entrance, role, one) for one in (target, missing))
        assert told != expected, entrance.name


def test_every_verb_button_form_and_shortcut_is_an_entrance() -> None:
    kinds = {"typed", "pressed", "handed in", "chosen", "event"}
    assert {one.kind for one in ENTRANCES} == kinds
    handed_in = [one for one in ENTRANCES if one.kind == "handed in"]
    assert {one.form for one in handed_in if one.form} == set(FORMS)
    assert {one.what for one in handed_in if not one.form} == set(SUBMITTED)
    assert {one.what for one in ENTRANCES if one.kind == "pressed"} >= set(PRESSED)

"""What somebody may not know of is answered, at every entrance, as what there is not.

Every verb, button, form, shortcut, file and event that the registry lists is tried by people of
every role on actions and audits in every state. Wherever the permission table says that a thing is
not theirs to see, the whole answer must be that to a number which does not exist: what Slack is
answered, whatever is said or opened, and what is written.
"""

from datetime import timedelta
from functools import partial
from typing import Final

import pytest
from sqlalchemy import delete, select

from bot.plan.listeners import PRESSED, SUBMITTED
from bot.registry import FORMS
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import Absence, AuditMonth, LiveAudit, MonthState
from db.session import Session
from tests.bot.withheld import (
    ENTRANCES,
    NEVER_SHOWN,
    READERS,
    Found,
    Withheld,
    is_tried,
    some,
    withheld,
)
from tests.bot.withheld_council import FORMER, MEMBER, MODERATOR, OUTSIDER
from tests.people import NOW, TODAY, Council

__all__ = ["withheld"]
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers alone


@on_sqlite
def test_what_is_withheld_is_answered_like_what_there_is_not(withheld: Withheld) -> None:
    found = Found()
    for place, entrance in enumerate(ENTRANCES):
        for role, target, missing in some(withheld.cells(entrance), place):
            told, expected = (withheld.answer(entrance, role, one) for one in (target, missing))
            found.note((entrance.name, role, target.name), told, expected)
    found.is_nothing()
    assert found.tried >= sum(entrance.is_of_one for entrance in ENTRANCES)
    assert {name for name, view in withheld.forms.items() if not view["blocks"]} <= NEVER_SHOWN


@on_sqlite
def test_whoever_is_not_on_the_roster_knows_of_their_own_actions_alone(withheld: Withheld) -> None:
    """Whatever line they stand in, and whatever they were asked to sign off, hold or moderate."""
    for role in (MEMBER, FORMER):
        known = [target.name for target, known in withheld.things if role in known]
        assert known == [f"plan action of {role}, not started"]


def is_away(session: Session, council: Council) -> None:
    """Let people be away in the days that are asked about."""
    for who in (council.stranger, council.practitioner):
        first, last = TODAY - timedelta(days=3), TODAY + timedelta(days=40)
        new = Absence(person_id=who.id, first_on=first, last_on=last, recorded_at=NOW)
        session.add(new)


def is_drawn_no_more(session: Session, council: Council) -> None:
    """Take the month away that was drawn in a council and that nobody was told of."""
    assert council.people
    month = session.scalars(select(AuditMonth).where(AuditMonth.state == MonthState.DRAWN)).one()
    session.execute(delete(LiveAudit).where(LiveAudit.audit_month_id == month.id))
    session.execute(delete(AuditMonth).where(AuditMonth.id == month.id))


# What a reader of these may not know at all, and who asks with a thing of their own.
SECRETS: Final = {
    is_away: (MEMBER, OUTSIDER, MODERATOR),
    is_drawn_no_more: READERS,
}


@on_sqlite
def test_nobody_is_told_who_is_away_or_what_is_drawn_who_may_not_know(withheld: Withheld) -> None:
    """Two worlds are compared, at every entrance: one with it and one without."""
    found = Found()
    for place, entrance in enumerate(ENTRANCES):
        for change, readers in SECRETS.items():
            role = readers[place % len(readers)]
            target = withheld.of_their_own(entrance, role)
            if is_tried(place) or entrance.kind == "typed":
                changed = partial(change, council=withheld.council)
                both = withheld.in_two_worlds(entrance, role, target, changed)
                found.note((entrance.name, role, change.__name__), *both)
    found.is_nothing()


@on_sqlite
def test_one_question_that_is_not_asked_of_the_table_shows(
    withheld: Withheld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the test above could pass because it looks at nothing."""
    monkeypatch.setattr(actions, "may_see", lambda *_: True)
    monkeypatch.setattr(audits, "is_known_to", lambda *_: True)
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

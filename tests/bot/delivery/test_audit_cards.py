"""Messages about a live audit: after any verb, button or form they show nothing that is refused."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from bot.registry import AUDITS
from db.models import LiveAudit, MessageName
from jobs.rules.draw.model import DrawRequest, Window
from tests.bot.delivery.card_world import CardWorld
from tests.databases import on_sqlite
from tests.db.audits.months import drawn, held
from tests.people import TODAY, Council

MONTHS = (date(year, month, 1) for year in count(2026) for month in (11, 12))


@on_sqlite
def test_an_audit_shows_each_of_its_people_only_what_they_can_do_by_now(cards: CardWorld) -> None:
    council = cards.council
    auditor, practitioner, manager = council.manager, council.practitioner, council.head
    pairs = (auditor, practitioner), (council.other_manager, council.stranger)
    number, _ = drawn(council, *pairs, month=TODAY.replace(day=1))
    step = {"audits": [{"id": number, "step": "7", "as": "auditor"}], "day": str(TODAY)}
    for who in (auditor, practitioner, manager):
        cards.tells(who, MessageName.AUDIT, {"audit": number, "event": "published"})
        cards.tells(who, MessageName.DAILY_DIGEST, step)
    cards.tick()
    changes = (
        "book 1 25 Nov 2026",
        "cannot 1 because of sickness",
        "reopen 1",
        "book 1 26 Nov 2026",
    )
    for typed_words in changes:
        said = [cards.says(who, f"/audit {typed_words}") for who in (auditor, practitioner)]
        cards.later(seconds=70)
        assert any(said), typed_words
        assert cards.refused() == [], typed_words
    held(council, number, cards.at)
    cards.later(seconds=70)
    assert cards.refused() == []
    assert "Completed." in cards.read(1)


# Typed, they change nothing by themselves: two look, one opens a form, two need more than an audit.
CHANGES_NOTHING = {"show", "why", "correct", "case", "swap"}
AUDIT_CHANGES = [
    verb.example for verb in AUDITS.verbs if verb.subject and verb.name not in CHANGES_NOTHING
]
AUDIT_FIRST = {"accept": ("suggest 7 thu 26 nov 14:00",), "reopen": ("held",)}
PRESSED = {"Book ", "Can't do this", "Mark complete", "Suggest another time"}
ALWAYS_THERE = {"Why am I seeing this?", "Details"}
_WHEN = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri)? ?\d.*")


def told_of_audit(cards: CardWorld) -> tuple[int, Sequence[int]]:
    """Draw an audit and tell its people of it; return its number and the messages."""
    council = cards.council
    pairs = (council.manager, council.practitioner), (council.other_manager, council.stranger)
    month = next(MONTHS)
    number, _ = drawn(council, *pairs, month=month)
    with council.database.begin() as session:
        found = session.get_one(LiveAudit, number).audit_month
        found.opens_on = TODAY
        found.request = DrawRequest((), (), Window(TODAY, TODAY + timedelta(days=30))).to_json()
    people = (pairs[0][0], "auditor"), (pairs[0][1], "practitioner"), (council.head, "manager")
    told = []
    for who, role in people:
        about = {"audits": [{"id": number, "step": "7", "as": role}], "day": str(TODAY)}
        told.append(cards.tells(who, MessageName.DAILY_DIGEST, about))
    cards.tick()
    return number, told


def called(council: Council, number: int) -> str:
    """Return what people type for an audit."""
    with council.database.read() as session:
        return session.get_one(LiveAudit, number).reference


@on_sqlite
def test_after_any_verb_of_an_audit_no_message_shows_a_button_that_is_refused(
    cards: CardWorld,
) -> None:
    council = cards.council
    people = (council.manager, council.practitioner, council.head, council.director)
    unchanged = []
    for hour, example in enumerate(AUDIT_CHANGES, start=8):
        number, told = told_of_audit(cards)
        for step in (*AUDIT_FIRST.get(example.partition(" ")[0], ()), example):
            words = step.replace("7", called(council, number), 1).replace("14 jan", "26 nov")
            words = words.replace("14:00", f"{hour:02}:00")
            if not any(cards.says(who, f"/audit {words}") for who in people):
                unchanged.append(words)
            cards.later(seconds=70)
            assert cards.refused(told) == [], words
    assert unchanged == []


@on_sqlite
def test_after_any_button_or_form_of_an_audit_no_message_shows_one_that_is_refused(
    cards: CardWorld,
) -> None:
    number, _ = told_of_audit(cards)
    pressed: set[str] = set()
    while True:
        sent = [row.id for row, _ in cards.shown(cards.showing(number, "audit"))]
        buttons = [(one, label) for one in sent for label in cards.buttons(one)]
        left = [each for each in buttons if _WHEN.sub("", each[1]) not in pressed | ALWAYS_THERE]
        if not left and cards.is_open(number):
            break
        if left:
            pressed.add(_WHEN.sub("", left[0][1]))
            cards.does(*left[0])
            cards.later(seconds=70)
            assert cards.refused(cards.showing(number, "audit")) == [], left[0][1]
        if not cards.is_open(number) and not left:
            number, _ = told_of_audit(cards)
    assert pressed >= PRESSED

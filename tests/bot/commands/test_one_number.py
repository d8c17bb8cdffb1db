"""A number of a live audit that is typed, wherever and however, is the end of the one shown.

October is over and November goes on, and what the database counts of the one is what is shown of
the other: read as the database's, each number below would be October's, or somebody else's.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest

from bot.registry import AUDITS
from db.models import AuditMonth, MonthState
from tests.bot.commands.said import Saying
from tests.bot.entrances import PLACE, TRIGGER, Body
from tests.bot.way_in import Told, WayIn
from tests.bot.withheld_council import as_drawn
from tests.contexts import COUNCIL
from tests.db.audits.months import drawn, held
from tests.kept import kept
from tests.people import NOW, Council

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
HELD: Final = {"correct", "reopen"}  # verbs about the third, which was held
VERBS: Final = [verb for verb in AUDITS.verbs if verb.subject]
FRIDAY: Final = "fri 27 nov"
SOME_WORDS: Final = (
    f"book {{}} {FRIDAY} 14:00",
    f"suggest {{}} {FRIDAY} 15:00",
    f"please book {{}} for {FRIDAY}",
    "I can't make {}",
    "can't make it to audit {} because of court",
    "cancel my audit {}",
    "/audit can't make {}",
    "/audit {} held",
    "/audit #{}",
    "/audit {}",
    "/audit held audit {}",
    "/audit show no. {}",
    "/audit held yesterday for audit {}",
    "/audit held yesterday for {}",
    f"/audit book {FRIDAY} 2pm for audit {{}}",
    f"/audit suggest {FRIDAY} 2pm for the audit {{}}",
    f"/audit book {FRIDAY} 2pm",  # of what waits for a day, the only one whose month goes on
    "/audit cannot because of court, re audit {}",
    "/audit swap audit {} with audit 2",
)
ASKED: Final = (
    "/audit hled 1",
    "/audit held",
    "/audit cannot",
    "/audit book 1 friday afternoon",
    "/audit show 1 and 2",
    "/audit show 1-3",
    "/audit held 1 2 sessions",
    "done 5 and audit 1",
    "mark audit 1 as not done",
    "/audit held 1\nwhy 2",
    "/audit done 1 and show 2",
    "/audit held action 1",
    "/action done audit 1",
    "/action show 1",
)


@dataclass
class Entering:
    """Somebody who comes in by the app itself."""

    way: WayIn
    who: str

    def types(self, typed: str) -> Told:
        """Type after a slash command, or write to the bot."""
        command, _, words = typed.partition(" ")
        if not command.startswith("/"):
            return self.writes(typed)
        asked = {"command": command, "text": words, "user_id": self.who, "channel_id": "C1"}
        return self.way.tell(command, {**asked, "response_url": "/reply", "trigger_id": TRIGGER})

    def writes(self, words: str, **besides: str) -> Told:
        """Write to the bot directly."""
        said = {"channel": "D1", "channel_type": "im", "ts": "9.2", "text": words, **besides}
        return self._event("message", "below" if besides else "direct", said)

    def replies(self, words: str) -> Told:
        """Write below what is no message of the bot's."""
        return self.writes(words, thread_ts="1.9")

    def mentions(self, words: str) -> Told:
        said = {"channel": "C1", "ts": "9.3", "text": f"<@UBOT> {words}"}
        return self._event("app_mention", "mention", said)

    def _event(self, kind: str, name: str, said: Body) -> Told:
        about = {"type": "event_callback", "team_id": "T", "event_id": "E1", "user_id": self.who}
        return self.way.tell(name, {**about, "event": {"type": kind, "user": self.who, **said}})

    def presses(self, button: Body) -> Told:
        user = {"user": {"id": self.who, "team_id": "T"}, "team": {"id": "T"}}
        view = {"id": "V1", "hash": "h", "private_metadata": "{}", "callback_id": "home"}
        place = {**PLACE, "message_ts": f"{NOW.timestamp()}"}  # a day in it is that of today
        pressed = {"type": "block_actions", "container": place, "response_url": "/reply"}
        body = {**pressed, **user, "trigger_id": TRIGGER, "view": view, "actions": [button]}
        return self.way.tell(str(button["action_id"]), body)

    def presses_what_says(self, name: str, **carried: str) -> Told:
        made = {"action_id": name, "block_id": "b", "type": "button", "action_ts": "1"}
        return self.presses({**made, "value": json.dumps(carried)})


WAYS: Final[dict[str, Callable[[Entering, str], Told]]] = {
    "command": lambda who, words: who.types(f"/audit {words}"),
    "direct message": lambda who, words: who.writes(f"audit {words}"),
    "mention": lambda who, words: who.mentions(f"audit {words}"),
    "thread": lambda who, words: who.replies(f"audit {words}"),
    "button": lambda who, words: who.presses_what_says("say_1", say=words, after="audit"),
    "button that stays": lambda who, words: who.presses_what_says("go_1", say=words, after="audit"),
    "sure": lambda who, words: who.presses_what_says("typed_again", c="/audit", t=words),
    "with another": lambda who, words: who.types(f"/audit why 2\n{words}"),
}


WITH = {1: "Practitioner 1, Permanence", 3: "Practitioner 1, Assessment"}


def reference(number: int, month: date = NOVEMBER) -> str:
    return f"LA-{month:%Y-%m}-{number:03}"


def words_of(example: str, called: Callable[[int], str], number: int) -> str:
    """Return an example about one of the audits, which is swapped with the second."""
    words = re.sub(r"\b7\b", called(number), example, count=1)
    return re.sub(r"\bwith 9\b", f"with {called(2)}", words).replace("thu 14 jan", FRIDAY)


def names(told: Told, number: int) -> bool:
    """Say whether an answer is about one of November: it says so, or it was written down.

    A refusal names it by its month and whom it is with.
    """
    named = f"November live audit with {WITH[number]}"
    said = reference(number) in repr(told) or named in repr(told)
    return said or "INSERT INTO audit_event" in repr(told.wrote)


def number_for(name: str) -> int:
    return 3 if name in HELD else 1


@pytest.fixture
def months(council: Council) -> Council:
    """Give the two months: the lead audits the first and the third of each."""
    return kept(council, two_months)


def two_months(council: Council) -> None:
    lead, other = council.director, council.other_manager
    pairs = [
        (lead, council.practitioner),
        (other, council.colleague),
        (lead, council.stranger),
        (council.manager, council.stranger),
    ]
    assert drawn(council, *pairs, month=OCTOBER) == [1, 2, 3, 4]
    assert drawn(council, *pairs[:3], month=NOVEMBER) == [5, 6, 7]
    held(council, 7, NOW)
    with council.database.begin() as session:
        as_drawn(session)
        session.get_one(AuditMonth, 1).state = MonthState.CLOSED
    practitioner = Saying(council, council.practitioner)
    practitioner.says(f"/audit suggest {reference(1)} {FRIDAY} 14:00")


@pytest.fixture
def lead(months: Council, monkeypatch: pytest.MonkeyPatch) -> Entering:
    way = WayIn(months.database, COUNCIL)
    way.keep_replies(monkeypatch)
    return Entering(way, str(months.director.slack_id))


def going_on_too(council: Council) -> None:
    """Let October go on beside November."""
    with council.database.begin() as session:
        session.get_one(AuditMonth, 1).state = MonthState.PUBLISHED


def buttons_in(told: object) -> Iterator[Body]:
    """Yield the buttons that type for somebody."""
    if isinstance(told, dict):
        if re.match(r"say_|go_", str(told.get("action_id"))):
            yield told
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from buttons_in(each)


def offered(told: Told) -> dict[str, Body]:
    """Return the buttons of an answer by their labels."""
    answers: list[Any] = [json.loads(said[said.index("{") :]) for said in told.said if "{" in said]
    for answer in answers:
        for name, value in answer.items():
            is_json = isinstance(value, str) and value[:1] in ("[", "{")
            answer[name] = json.loads(value) if is_json else value
    return {each["text"]["text"]: each for each in buttons_in(answers)}


@pytest.mark.mostly_sqlite
def test_every_verb_is_about_the_shown_one_by_every_way_in(lead: Entering) -> None:
    wrong = []
    for verb in VERBS:
        number = number_for(verb.name)
        for way, enters in WAYS.items():
            short, whole = (
                enters(lead, words_of(verb.example, called, number)) for called in (str, reference)
            )
            if way == "with another":
                short, whole = (_one_of_both(lead, told, verb.name) for told in (short, whole))
            if short != whole or not names(whole, number) or "LA-2026-10" in repr(short):
                wrong.append((verb.name, way, short, whole))
    assert not wrong, [one[:2] for one in wrong]


def _one_of_both(who: Entering, told: Told, name: str) -> Told:
    """Return what comes of one of two that were asked for, where each is offered by itself."""
    found = (button for label, button in offered(told).items() if label.startswith(name))
    button = next(found, None)
    return who.presses(button) if button else told


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("said", SOME_WORDS)
def test_it_is_so_in_other_words_than_the_verbs(lead: Entering, said: str) -> None:
    short, whole = (lead.types(said.format(called)) for called in ("1", reference(1)))
    assert short == whole
    assert names(whole, 1)


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("typed", ASKED)
def test_no_button_that_types_for_somebody_is_about_another(lead: Entering, typed: str) -> None:
    asked = offered(lead.types(typed))
    pressed = {label: repr(lead.presses(button)) for label, button in asked.items()}
    for label, told in pressed.items():
        named = set(re.findall(r"LA-2026-\d\d-\d{3}", told))
        own = set(re.findall(r"LA-2026-\d\d-\d{3}", label)) or {reference(n) for n in (1, 2, 3)}
        is_of_none = json.loads(asked[label]["value"])["say"] in {"mine", "help"}
        assert named <= own or is_of_none, (label, told)
    assert "LA-2026-11" in repr(pressed)


@pytest.mark.mostly_sqlite
def test_of_two_months_that_go_on_every_verb_asks_and_goes_on_with_the_one_that_is_pressed(
    months: Council, lead: Entering
) -> None:
    going_on_too(months)
    wrong: list[tuple[str, object]] = []
    for verb in VERBS:
        number = number_for(verb.name)
        buttons = offered(lead.types(f"/audit {words_of(verb.example, str, number)}"))
        asked = {label.rpartition(" · ")[2]: button for label, button in buttons.items()}
        both = [reference(number, month) for month in (OCTOBER, NOVEMBER)]
        if list(asked) != both:
            wrong.append((verb.name, list(asked)))
            continue
        for whole, month in zip(both, (OCTOBER, NOVEMBER), strict=True):
            words = re.sub(r"\b7\b", whole, verb.example, count=1).replace("thu 14 jan", FRIDAY)
            words = re.sub(r"\bwith 9\b", f"with {reference(2, month)}", words)
            meant = lead.presses_what_says("say_0", say=words, after="audit")
            if lead.presses(asked[whole]) != meant:
                wrong.append((verb.name, whole))
    assert not wrong


@pytest.mark.mostly_sqlite
def test_what_the_database_counts_is_nobodys_number(lead: Entering) -> None:
    """Of November the first is its fifth, and no reference of either month ends so."""
    for verb in VERBS:
        known, unknown = (
            repr(lead.types(f"/audit {words_of(verb.example, str, number)}")) for number in (5, 9)
        )
        assert "There is no live audit 5." in known, verb.name
        assert known.replace("audit 5", "audit 9") == unknown

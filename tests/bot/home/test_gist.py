"""What was not understood is answered by what it is about; nothing is carried out by a guess."""

from cProfile import Profile
from pstats import Stats

import pytest
from sqlalchemy import select

from bot.home.subjects import Subject, subjects
from bot.home.welcome import Say
from bot.slack.blocks import Answer
from db.models import Person
from tests.bot.commands.said import Saying
from tests.bot.delivery.as_read import as_read
from tests.contexts import asking
from tests.db.audits.months import drawn
from tests.kept import kept
from tests.people import NOW, TODAY, Council

NAMES = {
    "Team Manager, Permanence": "Priya Nair",
    "Practitioner 1, Permanence": "Si\u00e2n Whitlock",
    "Practitioner 2, Permanence": "Rhys Morgan-Lloyd",
    "Practitioner 1, Assessment": "Kofi Mensah",
}
ASKED = "asks Suggest it / Book it / My audits"


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone: what is read does not depend on it."""
    return str(request.param)


@pytest.fixture
def named(council: Council) -> Council:
    """Give a council whose people have names; its manager has two live audits."""

    def fill(council: Council) -> None:
        with council.database.begin() as session:
            for role, name in NAMES.items():
                session.get_one(Person, council[role].id).name = name
        pairs = [(council.manager, one) for one in (council.practitioner, council.stranger)]
        drawn(council, *pairs, month=TODAY.replace(day=1))

    return kept(council, fill)


def outcome(council: Council, role: str, typed: str) -> str:
    return Saying(council, council[role]).outcome(typed)


@pytest.mark.parametrize(
    ("typed", "comes_out"),
    [
        ("book Sian friday 2pm", "says Booked for Fri 27 Nov 2026, 14:00 to 15:00."),
        (
            "book friday 2pm with si\u00e2n whitlock",
            "says Booked for Fri 27 Nov 2026, 14:00 to 15:00.",
        ),
        ("/audit book Kofi fri 27 nov 10:00", "says Booked for Fri 27 Nov 2026, 10:00 to 11:00."),
        ("suggest fri 10am to Kofi", "says I asked Kofi Mensah about Fri 27 Nov 2026,"),
        ("move Sian to friday", ASKED),
        ("me + Sian, Fri, 2", ASKED),
        ("Can you put me and Sian down for 2pm Friday?", ASKED),
        ("Sian says 2pm fri works", ASKED),
        (
            "Sian done, good, voice of the child was strong",
            "form Audit outcome | held_on=2026-11-23",
        ),
        ("completed Kofi's yesterday", "form Audit outcome | held_on=2026-11-22"),
        ("/audit cannot because Sian is on leave", "form Can't do this | note=Sian is on leave"),
        ("/audit cannot Sian because of leave", "form Can't do this | note=leave"),
        ("Sian cant do friday", "form Can't do this | note=Sian cant do friday"),
        ("Kofi's case closed", "form Can't do this | note=Kofi's case closed"),
        ("excuse me from Sian's audit", "form Can't do this | note=excuse me from Sian's audit"),
        ("did Sian and I do ours", "says 1 live audit for you to look at"),
        ("any day but friday", "asks Add it as an action / How do we book a day?"),
    ],
)
def test_a_live_audit_is_named_by_whom_it_is_with(
    named: Council, typed: str, comes_out: str
) -> None:
    assert outcome(named, "Team Manager, Permanence", typed).startswith(comes_out)


def test_one_who_has_two_audits_is_asked_which_where_nobody_is_named(named: Council) -> None:
    told = outcome(named, "Team Manager, Permanence", "can we do friday 2ish")
    assert told.startswith("asks Si\u00e2n Whitlock")
    assert "Kofi Mensah" in told


@pytest.mark.parametrize(
    ("typed", "comes_out"),
    [
        ("can we do friday 2ish at Riverside House", ASKED),
        ("book me in for the 27th at 2", ASKED),
        ("the case has closed", "form Can't do this | note=the case has closed"),
        ("we didn't do it", "form Can't do this | note=we didn't do it"),
        ("half day friday afternoon", "asks Yes, friday afternoon / Other days"),
        ("on training on the 27th", "asks Yes, on the 27th / Other days"),
        ("not yet", "says Nothing was saved that you hadn't confirmed. You have"),
        ("I'm leaving on the 18th", "asks My actions"),
        ("who picked me?", "says A month's live audits are drawn by rules: whoever"),
        ("bore da", "says Hello. I keep track of your actions and live"),
        ("feeling rough, going home", "asks Yes, today / Other days"),
        ("can my manager see my grade?", "asks Records about me"),
        ("will it affect my appraisal", "asks Records about me"),
        ("why do you mean", "says What you can ask me"),
    ],
)
def test_a_practitioner_is_answered_as_by_a_colleague(
    named: Council, typed: str, comes_out: str
) -> None:
    assert outcome(named, "Practitioner 1, Permanence", typed).startswith(comes_out)


@pytest.mark.parametrize(
    "typed",
    [
        "Book the hall for Rhys by Friday",
        "Working from home policy to be reviewed",
        "Training on neglect for new staff",
        "Re-audit the closed cases of the summer",
    ],
)
def test_what_may_be_an_action_is_offered_as_one_first(named: Council, typed: str) -> None:
    told = outcome(named, "Practitioner 1, Permanence", typed)
    assert told.startswith(("asks Add it", "added"))


def test_nobody_learns_of_an_audit_of_others_by_a_name(named: Council) -> None:
    of_none = outcome(named, "Practitioner 2, Permanence", "has Zebedee replied")
    for name in ("Kofi", "Priya", "Sian"):
        assert outcome(named, "Practitioner 2, Permanence", f"has {name} replied") == of_none


def test_what_begins_with_a_verb_of_audits_is_offered_with_its_command(named: Council) -> None:
    assert outcome(named, "Assistant Director", "draw December").startswith("says December 2026")
    assert outcome(named, "Assistant Director", "coverage").startswith("says ")


def test_the_time_of_day_is_put_right_in_the_same_words(named: Council) -> None:
    manager = Saying(named, named.manager, NOW)
    manager.says("/audit book Sian fri 27 nov 15:00")
    assert manager.outcome("sorry, 2pm not 3").startswith("asks Book 2pm / Suggest 2pm")


def test_a_month_is_no_name_though_somebody_is_called_so(named: Council) -> None:
    with named.database.begin() as session:
        session.get_one(Person, named.stranger.id).name = "Jan Mensah"
    asked = outcome(named, "Team Manager, Permanence", "/audit book 14 jan 14:00")
    assert asked.startswith("asks Si\u00e2n Whitlock")
    told = outcome(named, "Team Manager, Permanence", "/audit book Jan Mensah 27 nov 14:00")
    assert told.startswith("says Booked for Fri 27 Nov 2026, 14:00")


@pytest.mark.parametrize(
    ("typed", "comes_out"),
    [
        ("/audit who sees the notes", "asks Records about me"),
        ("/audit who is moderating", "says A moderation is a second look at a"),
        ("/action nothing to do with me", "says If an action isn't yours, open it and"),
        ("/status am I behind", "says Nothing is overdue"),
        ("/action stop pestering me!!", "says You can choose how much you hear,"),
        ("/audit we moved to Room 4", "says 1 live audit for you to look at"),
    ],
)
def test_after_a_command_too_it_is_answered_by_what_it_is_about(
    named: Council, typed: str, comes_out: str
) -> None:
    assert outcome(named, "Practitioner 1, Permanence", typed).startswith(comes_out)


def test_what_just_asks_for_something_else_is_no_action_that_has_a_word_of_it(
    named: Council,
) -> None:
    named.action(named.manager, "Report to the committee")
    typed = "give me the report for the committee"
    assert outcome(named, "Team Manager, Permanence", typed) == "asks I need a report"


@pytest.mark.parametrize("subject", subjects(), ids=lambda one: one.label or one.sayings[0])
def test_what_can_be_typed_is_shown_as_such(subject: Subject, named: Council) -> None:
    if not isinstance(subject.answer, Say):
        return
    with named.database.read() as session:
        told = subject.answer.run(asking(session.get_one(Person, named.manager.id), NOW))
    assert "`" not in f"{told.text} {told.blocks}"


@pytest.mark.parametrize("typed", ["Wibble wobble", "/action wibble wobble", "/status wibble"])
def test_what_cannot_be_understood_ends_with_what_waits_for_them(
    named: Council, typed: str
) -> None:
    read = Saying(named, named.practitioner).reads(typed)
    assert "I didn't understand that." in read
    assert "Waiting for you: 1 live audit." in read


@pytest.mark.parametrize("typed", ["how are you", "hope you're well", "happy friday"])
def test_small_talk_is_a_word_back_and_what_waits(named: Council, typed: str) -> None:
    read = Saying(named, named.practitioner).reads(typed)
    assert "Waiting for you: 1 live audit." in read
    assert "[My actions] [My live audits] [What can I type?]" in read


def test_what_may_be_meant_is_offered_and_a_press_answers_it(named: Council) -> None:
    somebody = Saying(named, named.practitioner)
    question = somebody.says("we should nudge the slow ones")
    assert isinstance(question, Answer)
    told = somebody.presses(question, "Has everyone been chased?")
    assert isinstance(told, Answer)
    assert "I remind people myself" in as_read(told)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("can my manager see my grade?", "Only you and the managers above you can see it"),
        ("will everyone be able to see my grade", "everybody else sees only counts"),
        ("does it count against me", "I don't score people"),
        ("can my manager see what I type here?", "Your colleagues can't see this conversation"),
        ("I'd rather not be audited by her", "Your managers read the reason, and can find another"),
        ("what happens if we don't do it", "your managers are told"),
        ("how long do you keep things", "for as long as the council has decided"),
        ("can you chase them for me", "Leads can also nudge whoever hasn't booked"),
        ("what happens after an inadequate", "A grade that your council counts as Inadequate"),
        ("can I write the case number", "a case number only where I ask for one"),
        ("is the grade final", "The auditor or a lead can put right"),
        ("I'm leaving on the 18th", "Ask the Improvement Officer to update it"),
    ],
)
def test_a_question_is_answered_by_what_is_so_here(named: Council, typed: str, answer: str) -> None:
    assert answer in Saying(named, named.practitioner).reads(typed)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("can I speak to a human", "Here you can ask a lead, or your manager."),
        ("I'm leaving on the 18th", "Ask an administrator to update it."),
    ],
)
def test_where_nobody_can_be_asked_today_their_part_is_named(
    named: Council, typed: str, answer: str
) -> None:
    with named.database.begin() as session:
        for each in session.scalars(select(Person).where(Person.is_lead | Person.is_admin)):
            each.is_lead = each.is_admin = False
    assert answer in Saying(named, named.practitioner).reads(typed)


@pytest.mark.parametrize("reason", ["because", "as", "since", "but", "so", "due to"])
def test_a_reason_is_no_place_and_whom_it_names_is_not_whom_it_is_with(
    named: Council, reason: str
) -> None:
    typed = f"/audit book friday 2pm {reason} Sian is ill"
    one = outcome(named, "Practitioner 1, Permanence", typed)
    assert one == "asks Yes, leave it out"
    assert outcome(named, "Team Manager, Permanence", typed).startswith("asks Si\u00e2n Whitlock")


@pytest.mark.parametrize("typed", ["publish it", "publish this now", "go ahead and publish it"])
def test_it_is_the_month_that_waits_to_be_published(named: Council, typed: str) -> None:
    told = outcome(named, "Assistant Director", typed)
    assert told.startswith("refused: No month is waiting to be published.")


def test_a_time_to_meet_is_read_where_one_may_begin_alone(named: Council) -> None:
    typed = " ".join(["we looked at the plan and it was fine with everybody who came"] * 2)
    manager = Saying(named, named.manager)
    manager.outcome(typed)  # what is made when it is first asked
    with Profile() as profile:
        manager.outcome(typed)
    assert Stats(profile).total_calls < 300_000  # type: ignore[attr-defined]  # has no stub


@pytest.mark.parametrize(
    ("typed", "comes_out"),
    [
        ("my kid's ill so I'm out tomorrow", "asks Yes, Tue 24 Nov 2026 / Other days"),
        ("hospital appointment on the 8th", "asks Yes, Tue 8 Dec 2026 / Other days"),
        ("I've got a dentist appointment today", "asks Yes, today / Other days"),
        ("got the flu and can't be in until Thursday", "form Set leave"),
        ("my car's broken down, I can't get in today or tomorrow", "form Set leave"),
    ],
)
def test_whoever_is_away_on_a_day_they_name_is_asked_about_that_day(
    named: Council, typed: str, comes_out: str
) -> None:
    assert outcome(named, "Practitioner 2, Permanence", typed).startswith(comes_out)

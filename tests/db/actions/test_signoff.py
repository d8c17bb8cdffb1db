"""Done, signed off, sent back, deferred, dropped: what the row itself allows, and to whom."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from db import evidence, privacy
from db.actions import deferral, due_dates, operations, signoff, signoff_queries
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.actions.operations import Draft
from db.actions.roles import can_sign
from db.actions.scopes import Scope
from db.models import Action, ActionOutcome, Due, Event, Person, Status
from db.session import Session
from jobs.rules.working_days import Calendar
from tests.people import LINE, NOW, TODAY, Council, acting
from tests.refusals import refused

TERMS = MoveTerms(Calendar().between)

LINK = "https://council.example/minutes"
LATER = date(2027, 3, 1)


def person(session: Session, known: Person) -> Person:
    return session.get_one(Person, known.id)


def done(council: Council, owner: Person | None, by: Person, **columns: object) -> int:
    """Write down an action that `by` has marked done, and return its number."""
    number = council.action(owner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.close(acting(person(session, by)), action)
        for name, value in columns.items():
            setattr(action, name, value)
    return number


def signers(council: Council, number: int) -> set[str]:
    with council.database.read() as session:
        action = session.get_one(Action, number)
        return {role for role in LINE if can_sign(action, person(session, council[role]))}


def test_a_sign_off_keeps_who_when_and_the_evidence(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.sign_off(acting(person(session, council.officer)), action, f" {LINK} ", "Item 4")
    with council.database.read() as session:
        action = session.get_one(Action, number)
        event = actions.history(session, action)[0]
    assert (action.status, action.evidence) == (Status.SIGNED_OFF, LINK)
    assert (action.signed_off_at, action.signed_off_by_id) == (NOW, council.officer.id)
    assert (event.kind, event.note) == ("signed off", "Item 4")
    assert event.changes["status"] == ["done", "signed off"]
    assert event.changes["evidence"] == ["", LINK]


def test_nobody_signs_off_what_they_or_their_line_own(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    assert signers(council, number) == {"Improvement Officer", "Team Manager, Assessment"}


def test_the_line_below_cannot_sign_off_either(council: Council) -> None:
    number = done(council, council.director, council.director)
    assert signers(council, number) == set()


def test_what_nobody_owns_is_signed_off_by_a_lead_who_has_not_marked_it_done(
    council: Council,
) -> None:
    number = done(council, None, council.director)
    assert signers(council, number) == {"Improvement Officer"}


def test_the_one_named_may_sign_off_whatever_their_rank(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.name_signer(
            acting(person(session, council.manager)), action, person(session, council.stranger)
        )
    assert council.stranger.role in signers(council, number)


@pytest.mark.parametrize("column", ["deputy_id", "done_by_id"])
def test_neither_a_deputy_nor_whoever_marked_it_done_signs_it_off(
    council: Council, column: str
) -> None:
    number = done(
        council, council.practitioner, council.practitioner, **{column: council.officer.id}
    )
    assert signers(council, number) == {"Team Manager, Assessment"}


def test_whoever_marked_it_done_cannot_sign_it_off_after_it_was_given_away(
    council: Council,
) -> None:
    number = done(council, council.other_manager, council.other_manager)
    with council.database.begin() as session:
        session.get_one(Action, number).owner_id = council.practitioner.id
    assert signers(council, number) == {"Improvement Officer"}


@pytest.mark.parametrize(
    "attempt",
    [
        lambda action, by: signoff.sign_off(acting(by), action, LINK, ""),
        lambda action, by: signoff.send_back(acting(by), action, "The minutes are missing"),
    ],
)
def test_the_row_itself_refuses_the_owner_and_their_line(
    council: Council, attempt: Callable[[Action, Person], Event]
) -> None:
    number = done(council, council.practitioner, council.practitioner)
    for role in set(LINE) - signers(council, number):
        with council.database.begin() as session:
            action = session.get_one(Action, number)
            with refused(match="who answers for none of it can sign off"):
                attempt(action, person(session, council[role]))


def test_a_sign_off_without_a_link_or_a_note_is_refused_with_an_example(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    with council.database.begin() as session:
        action, by = session.get_one(Action, number), person(session, council.officer)
        with refused(match="a link, such as https://"):
            signoff.sign_off(acting(by), action, " ", " ")


@pytest.mark.parametrize(
    "link",
    [
        "minutes.docx",
        "javascript:alert(1)",
        "ftp://council.example/minutes",
        "file:///etc/passwd",
        "https://",
        "https://council.example/a b",
        "https://somebody:secret@council.example/",
        "https://council.example@evil.example/",
        "https://[council.example/",
        "https://council.example/\u202egnp.exe",
    ],
)
def test_evidence_that_is_no_web_address_is_refused(link: str) -> None:
    with refused(match="Evidence is a web address such as https://"):
        evidence.address(link, 500)


def test_an_address_that_is_too_long_is_refused_rather_than_cut() -> None:
    with refused(match="501 characters; there is room for 500"):
        evidence.address("https://council.example/".ljust(501, "x"), 500)
    assert evidence.address("http://council.example/x".ljust(500, "x"), 500)


def test_personal_data_is_refused_at_every_end(council: Council) -> None:
    told = "the mother is on 07700 900123"
    number = done(council, council.practitioner, council.practitioner)
    other = council.action(council.practitioner)
    with council.database.begin() as session:
        officer = person(session, council.officer)
        action, still_open = session.get_one(Action, number), session.get_one(Action, other)
        attempts: list[Callable[[], object]] = [
            lambda: signoff.sign_off(acting(officer), action, LINK, told),
            lambda: signoff.sign_off(
                acting(officer), action, "https://council.example/?to=somebody@example.org", ""
            ),
            lambda: signoff.send_back(acting(officer), action, told),
            lambda: deferral.defer(acting(officer), still_open, None, told),
            lambda: deferral.drop(acting(officer), still_open, told),
        ]
        for attempt in attempts:
            with pytest.raises(privacy.PersonalDataError):
                attempt()
        assert (action.status, still_open.status) == (Status.DONE, Status.NOT_STARTED)


def test_what_is_sent_back_is_in_progress_and_can_be_done_again(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    with council.database.begin() as session:
        action, by = session.get_one(Action, number), person(session, council.officer)
        with refused(match="Say why"):
            signoff.send_back(acting(by), action, " ")
        event = signoff.send_back(acting(by), action, "The minutes are not signed")
        assert (action.status, action.done_at, action.done_by_id) == ("in progress", None, None)
        assert (event.kind, event.note) == ("returned", "The minutes are not signed")
        signoff.close(
            acting(person(session, council.practitioner), NOW + timedelta(days=1)), action
        )
        signoff.sign_off(acting(by, NOW + timedelta(days=2)), action, "", "Seen")
        assert action.status == Status.SIGNED_OFF


@pytest.mark.parametrize("status", [Status.IN_PROGRESS, Status.SIGNED_OFF])
def test_only_what_waits_for_it_is_signed_off(council: Council, status: Status) -> None:
    number = done(council, council.practitioner, council.practitioner, status=status)
    with council.database.begin() as session:
        action, by = session.get_one(Action, number), person(session, council.officer)
        with refused(match=f"#{number} is"):
            signoff.sign_off(acting(by), action, LINK, "")


def test_reopening_takes_the_sign_off_back_and_keeps_its_story(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.sign_off(acting(person(session, council.officer)), action, LINK, "")
        signoff.reopen(
            acting(person(session, council.practitioner)), action, "The board asked for more"
        )
    with council.database.read() as session:
        action = session.get_one(Action, number)
        kinds = [event.kind for event in actions.history(session, action)]
    assert (action.status, action.evidence, action.signed_off_at) == ("in progress", "", None)
    assert kinds == ["reopened", "signed off", "done", "added"]


@pytest.mark.parametrize("role", ["practitioner", "colleague", "stranger", "other_manager"])
def test_only_managers_up_the_line_leads_and_administrators_put_an_action_aside(
    council: Council, role: str
) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action, by = session.get_one(Action, number), person(session, getattr(council, role))
        with refused(match="can defer, drop or resume"):
            deferral.defer(acting(by), action, LATER, "No budget")
        with refused(match="can defer, drop or resume"):
            deferral.drop(acting(by), action, "No budget")


def test_what_is_deferred_is_neither_open_nor_overdue_and_resumes_as_it_was(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=TODAY - timedelta(days=1))
    with council.database.begin() as session:
        action, manager = session.get_one(Action, number), person(session, council.manager)
        assert action.is_overdue(TODAY)
        operations.note(acting(person(session, council.practitioner)), action, "Draft sent")
        deferral.defer(acting(manager), action, LATER, "No budget")
        assert (action.status, action.deferred_until) == (Status.DEFERRED, LATER)
        assert not action.is_open
        assert not action.is_overdue(LATER)
        session.flush()
        deferral.drop(acting(manager), action, "The new strategy covers it")
        assert (action.status, action.deferred_until) == (Status.DROPPED, None)
        session.flush()
        deferral.resume(acting(manager), action, signoff_queries.status_before(session, action))
        assert action.status == Status.IN_PROGRESS
        assert action.original_due_on == TODAY - timedelta(days=1)


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1)])
def test_nothing_is_deferred_until_a_day_that_has_come(council: Council, until: date) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action, manager = session.get_one(Action, number), person(session, council.manager)
        with refused(match="isn't in the future"):
            deferral.defer(acting(manager), action, until, "No budget")


@pytest.mark.parametrize("verb", ["close", "move", "give", "reopen"])
def test_what_is_put_aside_is_resumed_first(council: Council, verb: str) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action, manager = session.get_one(Action, number), person(session, council.manager)
        deferral.drop(acting(manager), action, "Covered elsewhere")
        attempts: dict[str, Callable[[], object]] = {
            "close": lambda: signoff.close(acting(manager), action),
            "move": lambda: due_dates.move(acting(manager), action, Due.on(LATER), "why", TERMS),
            "give": lambda: operations.give(
                acting(manager), action, person(session, council.colleague)
            ),
            "reopen": lambda: signoff.reopen(acting(manager), action, "why"),
        }
        with refused(match="resume"):
            attempts[verb]()


@pytest.mark.parametrize("kind", ["signed off", "returned", "deferred", "dropped"])
def test_an_end_can_be_undone_within_its_minute(council: Council, kind: str) -> None:
    is_done = kind in {"signed off", "returned"}
    mine = council.practitioner
    number = done(council, mine, mine) if is_done else council.action(mine)
    with council.database.read() as session:
        before = columns(session.get_one(Action, number))
    with council.database.begin() as session:
        action, officer = session.get_one(Action, number), person(session, council.officer)
        event = {
            "signed off": lambda: signoff.sign_off(acting(officer), action, LINK, "", LATER),
            "returned": lambda: signoff.send_back(acting(officer), action, "Not signed"),
            "deferred": lambda: deferral.defer(acting(officer), action, LATER, "No budget"),
            "dropped": lambda: deferral.drop(acting(officer), action, "Covered elsewhere"),
        }[kind]()
        session.flush()
        operations.undo(acting(officer, NOW + timedelta(seconds=60)), event.id)
    with council.database.read() as session:
        assert columns(session.get_one(Action, number)) == before


def columns(action: Action) -> dict[str, object]:
    return {name: getattr(action, name) for name in Action.__table__.columns.keys()}  # noqa: SIM118


def test_a_signer_in_the_line_cannot_be_chosen(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action, manager = session.get_one(Action, number), person(session, council.manager)
        with refused(match="cannot sign it off"):
            signoff.name_signer(acting(manager), action, person(session, council.head))
        mine = person(session, council.practitioner)
        with refused(match="can choose who signs off"):
            signoff.name_signer(acting(mine), action, person(session, council.stranger))


def test_a_signer_chosen_with_a_new_action_is_kept_with_an_event(council: Council) -> None:
    with council.database.begin() as session:
        draft = Draft(
            "Finalise the strategy",
            person(session, council.practitioner),
            signer=person(session, council.stranger),
        )
        made, _ = operations.add(acting(person(session, council.manager)), draft)
        kinds = [event.kind for event in actions.history(session, made)]
        assert (made.signer_id, kinds) == (council.stranger.id, ["signer", "added"])


def test_whoever_is_asked_may_see_what_they_are_to_sign_off(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    with council.database.begin() as session:
        action, asked = session.get_one(Action, number), person(session, council.other_manager)
        with refused(match="There is no action"):
            actions.find(session, number, asked)
        signoff.ask_signer(action, NOW, asked)
        session.flush()
        assert actions.find(session, number, asked) is action
        page = actions.page(acting(asked), Scope("all"), start=0, size=9)
        assert [row.id for row in page.rows] == [number]


def test_too_early_to_say_is_asked_once_more_and_no_more(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    again = TODAY + timedelta(weeks=8)
    with council.database.begin() as session:
        action, manager = session.get_one(Action, number), person(session, council.manager)
        signoff.sign_off(acting(person(session, council.officer)), action, LINK, "", TODAY)
        signoff.judge(acting(manager), action, ActionOutcome.TOO_EARLY, again)
        assert (action.outcome, action.outcome_check_on) == (ActionOutcome.TOO_EARLY, again)
        signoff.judge(acting(manager), action, ActionOutcome.TOO_EARLY, again + timedelta(weeks=8))
        assert (action.outcome, action.outcome_check_on) == (ActionOutcome.TOO_EARLY, None)
        with refused(match="has been recorded already"):
            signoff.judge(acting(manager), action, ActionOutcome.SOME, again)


def test_the_owner_does_not_judge_what_came_of_it(council: Council) -> None:
    number = done(council, council.practitioner, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.sign_off(acting(person(session, council.officer)), action, LINK, "", TODAY)
        with refused(match="can record the outcome of"):
            signoff.judge(
                acting(person(session, council.practitioner)), action, ActionOutcome.SOME, TODAY
            )

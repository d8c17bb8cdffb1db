"""The life of an action: whatever anybody does in whatever order, some things are always so."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from db.actions import deferral, due_dates, operations, signoff, signoff_queries
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.actions.operations import Draft
from db.errors import RefusedError
from db.history import told
from db.models import Action, ActionOutcome, Base, Due, Person, Status, Team
from db.permissions import is_independent_of
from db.session import Database, Session, connect
from jobs.rules.working_days import Calendar
from tests.people import LINE, NOW, TODAY, acting
from tests.properties import scaled

LINK = "https://council.example/minutes"
TERMS = MoveTerms(Calendar().between)
STEPS = {  # each status with those that may follow it, by whatever anybody asks
    Status.NOT_STARTED: {Status.IN_PROGRESS, Status.DONE, Status.DEFERRED, Status.DROPPED},
    Status.IN_PROGRESS: {Status.DONE, Status.DEFERRED, Status.DROPPED},
    Status.DONE: {Status.SIGNED_OFF, Status.IN_PROGRESS},
    Status.SIGNED_OFF: {Status.IN_PROGRESS},
    Status.DEFERRED: {Status.NOT_STARTED, Status.IN_PROGRESS, Status.DROPPED},
    Status.DROPPED: {Status.NOT_STARTED, Status.IN_PROGRESS},
}
KEPT = (  # the columns that events tell of
    "title",
    "owner_id",
    "signer_id",
    "due_on",
    "due_precision",
    "status",
    "deferred_until",
    "done_at",
    "done_by_id",
    "sign_off_asked_id",
    "sign_off_asked_on",
    "evidence",
    "signed_off_at",
    "signed_off_by_id",
    "outcome_check_on",
    "outcome",
)
FRESH = {"evidence": ""}

someone = st.sampled_from(sorted(LINE))
words = st.sampled_from(["", "The board asked for it"])
days = st.integers(-3, 60)
Ask = Callable[[Session, Action, Person], object]


class Life(RuleBasedStateMachine):
    """One action in the small council, and everything that anybody may ask of it."""

    database: ClassVar[Database]

    @initialize(owner=st.none() | someone, due=st.none() | days)
    def begin(self, owner: str | None, due: int | None) -> None:
        with self.database.begin() as session:
            self.people = {one.name: one.id for one in session.scalars(select(Person))}
            day = TODAY + timedelta(days=due) if due is not None else None
            held = self._person(session, owner) if owner else None
            draft = Draft("Finalise the strategy", held, Due.on(day) if day else Due())
            made, _ = operations.write(acting(self._person(session, "Improvement Officer")), draft)
            self.number, self.original = made.id, day
        self.at, self.carried_out, self.last = NOW, 1, Status.NOT_STARTED

    @rule(seconds=st.sampled_from([1, 61, 90_000]))
    def time_passes(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)

    @rule(by=someone)
    def close(self, by: str) -> None:
        self._ask(by, lambda _, action, who: signoff.close(acting(who, self.at), action, "Seen"))

    @rule(by=someone, asked=someone)
    def close_and_ask(self, by: str, asked: str) -> None:
        def close(session: Session, action: Action, who: Person) -> None:
            signoff.close(acting(who, self.at), action, "", self._person(session, asked))

        self._ask(by, close)

    @rule(by=someone, link=st.sampled_from(["", LINK, "minutes"]), note=words, checks=st.booleans())
    def sign_off(self, by: str, link: str, note: str, checks: bool) -> None:
        def sign(_: Session, action: Action, who: Person) -> None:
            owner, marked_by = action.owner, action.done_by_id
            signoff.sign_off(
                acting(who, self.at), action, link, note, self._day(56) if checks else None
            )
            assert owner is None or is_independent_of(who, owner)
            assert who.id != marked_by
            assert link == LINK or (note and not link)

        self._ask(by, sign)

    @rule(by=someone, why=words)
    def send_back(self, by: str, why: str) -> None:
        self._ask(by, lambda _, action, who: signoff.send_back(acting(who, self.at), action, why))

    @rule(by=someone, to=someone)
    def choose_signer(self, by: str, to: str) -> None:
        def choose(session: Session, action: Action, who: Person) -> None:
            signoff.name_signer(acting(who, self.at), action, self._person(session, to))

        self._ask(by, choose)

    @rule(by=someone, to=someone)
    def give(self, by: str, to: str) -> None:
        self._ask(
            by,
            lambda session, action, who: operations.give(
                acting(who, self.at), action, self._person(session, to)
            ),
        )

    @rule(by=someone, ahead=days, why=words)
    def move(self, by: str, ahead: int, why: str) -> None:
        def move(_: Session, action: Action, who: Person) -> None:
            due_dates.move(acting(who, self.at), action, Due.on(self._day(ahead)), why, TERMS)
            self.original = self.original or self._day(ahead)

        self._ask(by, move)

    @rule(by=someone, text=words)
    def note(self, by: str, text: str) -> None:
        self._ask(by, lambda _, action, who: operations.note(acting(who, self.at), action, text))

    @rule(by=someone, why=words)
    def disown(self, by: str, why: str) -> None:
        self._ask(by, lambda _, action, who: operations.disown(acting(who, self.at), action, why))

    @rule(by=someone, ahead=st.none() | days, why=words)
    def defer(self, by: str, ahead: int | None, why: str) -> None:
        until = None if ahead is None else self._day(ahead)
        self._ask(
            by, lambda _, action, who: deferral.defer(acting(who, self.at), action, until, why)
        )

    @rule(by=someone, why=words)
    def drop(self, by: str, why: str) -> None:
        self._ask(by, lambda _, action, who: deferral.drop(acting(who, self.at), action, why))

    @rule(by=someone)
    def resume(self, by: str) -> None:
        def resume(session: Session, action: Action, who: Person) -> None:
            deferral.resume(
                acting(who, self.at), action, signoff_queries.status_before(session, action)
            )

        self._ask(by, resume)

    @rule()
    def wake(self) -> None:
        def wake(session: Session, action: Action, _: Person) -> None:
            deferral.wake(action, self.at, signoff_queries.status_before(session, action))

        self._ask("Improvement Officer", wake)

    @rule(by=someone, why=words)
    def reopen(self, by: str, why: str) -> None:
        self._ask(by, lambda _, action, who: signoff.reopen(acting(who, self.at), action, why))

    @rule(by=someone, outcome=st.sampled_from(list(ActionOutcome)))
    def judge(self, by: str, outcome: ActionOutcome) -> None:
        self._ask(
            by,
            lambda _, action, who: signoff.judge(
                acting(who, self.at), action, outcome, self._day(56)
            ),
        )

    @rule(by=someone)
    def undo(self, by: str) -> None:
        def undo(session: Session, action: Action, who: Person) -> None:
            latest = actions.history(session, action, limit=1)[0]
            operations.undo(acting(who, self.at), latest.id)
            before, _ = latest.changes.get("status", [None, None])
            if "original_due_on" in latest.changes:
                self.original = None  # a first date that was taken back was none
            if before:
                self.last = Status(before)  # back to where it came from, which is no step

        self._ask(by, undo)

    @invariant()
    def every_promise_is_kept(self) -> None:
        with self.database.read() as session:
            action = session.get_one(Action, self.number)
            self._every_event_is_there_and_the_row_is_what_they_tell(session, action)
            assert action.original_due_on == self.original
            _its_state_and_its_columns_agree(action)
            _nobody_signed_off_their_own_work(session, action)

    def _every_event_is_there_and_the_row_is_what_they_tell(
        self, session: Session, action: Action
    ) -> None:
        story = list(reversed(actions.history(session, action)))
        assert len(story) == self.carried_out
        replayed: dict[str, Any] = dict.fromkeys(KEPT) | FRESH
        for event in story:
            for name, (old, new) in event.changes.items():
                assert name not in replayed or replayed[name] == old, f"{event.kind}: {name}"
                replayed[name] = new
        told_of = {name: replayed[name] for name in KEPT}
        assert told_of == {name: told(getattr(action, name)) for name in KEPT}

    def _ask(self, by: str, ask: Ask) -> None:
        """Let somebody ask; what is refused changes nothing, what is carried out is one step."""
        try:
            with self.database.begin() as session:
                action = actions.find(session, self.number, self._person(session, by))
                ask(session, action, self._person(session, by))
                now = Status(action.status)
        except RefusedError:
            return
        self.carried_out += 1
        assert now == self.last or now in STEPS[self.last], f"{self.last} to {now}"
        self.last = now

    def _person(self, session: Session, name: str) -> Person:
        return session.get_one(Person, self.people[name])

    def _day(self, ahead: int) -> date:
        return self.at.date() + timedelta(days=ahead)


def _its_state_and_its_columns_agree(action: Action) -> None:
    assert action.is_done == (action.done_at is not None)
    assert (action.status == Status.SIGNED_OFF) == (action.signed_off_by_id is not None)
    assert action.status == Status.DEFERRED or action.deferred_until is None
    assert action.is_done or action.sign_off_asked_id is None
    assert action.outcome_check_on is None or action.status == Status.SIGNED_OFF


def _nobody_signed_off_their_own_work(session: Session, action: Action) -> None:
    if action.signed_off_by_id is not None:
        signer = session.get_one(Person, action.signed_off_by_id)
        assert signer.id != action.done_by_id
        assert action.owner is None or is_independent_of(signer, action.owner)


def settle(database: Database) -> None:
    """Put the small council into a database."""
    Base.metadata.create_all(database.engine)
    people: dict[str, Person] = {}
    with database.begin() as session:
        team = Team(name="Permanence", service="Children")
        for number, (role, above) in enumerate(LINE.items(), start=1):
            people[role] = Person(
                name=role,
                role=role,
                slack_id=f"U{number:02}",
                manager=people[above] if above else None,
                team=team if "Permanence" in role else None,
                is_lead=role in {"Assistant Director", "Team Manager, Assessment"},
                is_admin=role == "Improvement Officer",
            )
            session.add(people[role])


def live(database: Database, examples: int, steps: int) -> None:
    settle(database)
    machine = type("OneLife", (Life,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=scaled(examples),
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_an_action_keeps_its_promises_whatever_anybody_does() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = connect(f"sqlite:///{Path(folder)}/life.db")
        live(database, 50, 30)
        database.close()


def test_it_keeps_them_on_postgresql_too(postgres_url: str) -> None:
    database = connect(postgres_url)
    live(database, 6, 25)
    database.close()


def test_the_promises_are_ones_that_can_be_broken(tmp_path: Path) -> None:
    """Let a machine sign off by going round the row: the invariants must notice."""

    class Cheat(Life):
        @rule(by=someone)
        def sign_off_anyhow(self, by: str) -> None:
            with self.database.begin() as session:
                action = session.get_one(Action, self.number)
                action.status, action.signed_off_by_id = Status.SIGNED_OFF, self.people[by]

    database = connect(f"sqlite:///{tmp_path}/cheat.db")
    settle(database)
    Cheat.database = database
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Cheat,
            settings=settings(
                max_examples=20,
                stateful_step_count=20,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
    database.close()

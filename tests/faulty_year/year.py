"""A council's year with faults that come of a seed: the same seed is the same year.

Two bots on one database, one thread, and a clock that only the simulation moves. Slack fails, is
slow to say that it took something, or is not there; a bot dies or freezes at a named point, or at
any statement of its jobs; somebody else holds the database. Then some calm days, and a reader who
knows nothing of the bot (`tests.faulty_year.reader`) says what came of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from sqlite3 import Connection as SqliteConnection
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine, event, text

from db.errors import BusyError, LostError
from db.session import Database
from jobs.rules.deadlines import spell
from tests.bot.delivery.world import Hands
from tests.databases import each_statement
from tests.db.audits.months import drawn
from tests.faulty_year.bots import Bot, KilledError
from tests.faulty_year.slack import LOST_ANSWERS, NOT_REACHED, Json, ModelledSlack, Post
from tests.people import Council

LONDON: Final = ZoneInfo("Europe/London")
FIRST_DAY: Final = date(2027, 1, 4)  # a Monday
CALM_DAYS: Final = 2
A_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
MOODS: Final = {"calm": 5, "patchy": 5, "down": 1, "limited": 1, "silent": 1}
PATCHY: Final = 0.12
# Longer than a lease and shorter than lease and quarantine: docs/delivery.md names what is longer.
FROZEN_S: Final = (20.0, 65.0, 110.0)
FROZEN_LONG_S: Final = 400.0
POSTING: Final = "before post"
MOST_STATEMENTS: Final = 200
REDELIVERED_AFTER_S: Final = (60.0, 300.0, 1800.0)  # as Slack does what nobody acknowledged
SUBJECTS: Final = """
    Rota Strategy Induction Supervision Caseload Handbook Chronology Pathway Panel Transport Bundle
    Health Dental Court Letter Leaflet Website Telephone Duty Weekend Budget Invoice Contract
    Vacancy Agency Wellbeing Parking Laptop Password Genogram Template Threshold Referral Survey
    Escalation Complaint Compliment Newsletter Conference Mediation Interpreter Translation Savings
"""
NOISE: Final = 0.05  # what is acknowledged and delivered again all the same


@dataclass(frozen=True)
class Strike:
    """A bot is killed at a point, or frozen there for so long."""

    point: str
    frozen_s: float = 0.0


@dataclass
class Asked:
    """What somebody wrote to the bot: its mark, whether Slack knows it arrived, what was said."""

    key: str
    user: str
    verb: str
    mark: str
    at: float
    is_acknowledged: bool = False
    answers: list[Post] = field(default_factory=list)


@dataclass
class FaultyYear:
    """The council, its two bots, and what has happened to them."""

    council: Council
    seed: int
    replicas: int = 2
    clock: Hands = field(default_factory=Hands)
    asked: list[Asked] = field(default_factory=list)
    met: dict[str, int] = field(default_factory=dict)  # the faults of processes, how often each
    mood: str = "calm"
    is_nested: bool = False
    only: str = ""  # what people ask for, if it is always the same
    planned: list[Strike] = field(default_factory=list)  # what strikes besides, each once

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.clock.at = datetime.combine(FIRST_DAY, time(8), LONDON)
        self.slack = ModelledSlack(lambda: self.clock.at.timestamp(), self._fault)
        self.bots = [self._started(number) for number in range(self.replicas)]

    @property
    def database(self) -> Database:
        return self.council.database

    def lives(self, days: int) -> None:
        """Live so many working days with faults, and some without in which all must settle."""
        people = self.council
        pairs = ((people.manager, people.stranger), (people.other_manager, people.practitioner))
        for month in {_workday(number).replace(day=1) for number in range(days)}:
            drawn(self.council, *pairs, month=month)
        with impatient(self.database):
            for number in range(days + CALM_DAYS):
                weights = list(MOODS.values())
                self.mood = self.random.choices(list(MOODS), weights)[0]
                self.mood = self.mood if number < days else "over"
                self._day(_workday(number))

    def _day(self, day: date) -> None:
        self._until(day, time(9))
        self.decides()
        for _ in range(self.random.randint(1, 3) if self.mood != "over" else 0):
            self.somebody_writes()
        self._until(day, time(19))
        self._run(self._anyone(), Bot.decides)
        self.looks_often()

    def _until(self, day: date, hour: time) -> None:
        at = datetime.combine(day, hour, LONDON)
        self.clock.pass_by(max(at - self.clock.at, timedelta(0)))

    def decides(self) -> None:
        """Let every bot run its jobs, and one of them die in the middle of them now and then."""
        which = self._anyone()
        if self.random.random() < self._rate(0.25):
            with self._killed_at_a_statement():
                self._run(which, Bot.decides)
        else:
            self._run(which, Bot.decides)
        for other in self._others(which):
            self._run(other, Bot.decides)
        self.looks_often()

    def looks_often(self) -> None:
        """Let both deliver, often enough for a lease and a quarantine to be over."""
        for wait in (1, 5, 70, 130, 130):
            self.clock.pass_by(timedelta(seconds=wait))
            self._all_note()
            self._run(self._anyone(), Bot.delivers)

    def _all_note(self) -> None:
        """Let every bot write down whom it has answered, as it does half a second after it has."""
        for which in range(self.replicas):
            self._run(which, Bot.notes_whom_it_answered)

    def _run(self, which: int, work: Callable[[Bot], object]) -> None:
        """Let a bot do something; where it dies it is started again, and knows nothing any more."""
        try:
            with self._perhaps_locked():
                work(self.bots[which])
        except (BusyError, LostError):
            self._note("database locked")
        except KilledError:
            self.clock.pass_by(timedelta(seconds=5))
            self.bots[which] = self._started(which)

    def _anyone(self) -> int:
        return self.random.randrange(self.replicas)

    def _others(self, which: int) -> list[int]:
        return [number for number in range(self.replicas) if number != which]

    def _started(self, which: int) -> Bot:
        def on_stage(stage: str) -> None:
            self._perhaps_struck(which, stage)

        return Bot(self.database, self.slack, self.clock, on_stage)

    # What people write.

    def somebody_writes(self) -> Asked:
        """Let somebody ask for something, and Slack deliver it until it is acknowledged."""
        people = list(self.council.people.values())
        person, mark = self.random.choice(people), f"k{len(self.asked):05}"
        user = str(person.slack_id)
        verb, words = self._words(person.id, mark)
        asked = Asked(f"Ev{mark}", user, verb, mark, self.clock.at.timestamp())
        self.asked.append(asked)
        said = {"type": "message", "channel_type": "im", "user": user, "text": words}
        said |= {"channel": f"D{user}", "ts": f"{self.clock.at.timestamp():.6f}"}
        envelope = {"event_id": asked.key, "event": said}
        for wait in (0.0, *REDELIVERED_AFTER_S):
            self.clock.pass_by(timedelta(seconds=wait))
            if not asked.is_acknowledged or self.random.random() < self._rate(NOISE):
                self._deliver(asked, envelope)
            self._all_note()
            if self.random.random() < 1 / 2:
                self._run(self._anyone(), Bot.delivers)
        return asked

    def _deliver(self, asked: Asked, envelope: Json) -> None:
        before = len(self.slack.posts)

        def hears(bot: Bot) -> None:
            asked.is_acknowledged |= bot.hears(envelope)

        self._run(self._anyone(), hears)
        channel = f"D{asked.user}"
        new = self.slack.posts[before:]
        asked.answers += [post for post in new if post.channel == channel and not post.token]

    def _words(self, person: int, mark: str) -> tuple[str, str]:
        """Return a verb and what is typed: of what must be allowed, so that no answer says no."""
        mine = "SELECT id FROM action WHERE owner_id = :owner"
        open_ones = f"{mine} AND status IN ('not started', 'in progress')"
        with self.database.look() as connection:
            rows = connection.execute(text(f"{open_ones} ORDER BY id"), {"owner": person})
            numbers = list(rows.scalars())
        until = spell(self.clock.at.date() + self.random.randint(5, 40) * A_DAY)
        title = " ".join(
            self.random.sample(SUBJECTS.split(), 3)
        )  # no two alike: it would ask first
        if self.only == "add alike":  # so that the bot asks whether it is the same
            title = " ".join(SUBJECTS.split()[:8])
        add = "add", f"add {title} {mark} by {until}"
        if not numbers or self.only.startswith("add"):
            return add
        number = self.random.choice(numbers)
        note = "note", f"note {number} Half way {mark}"
        done = "done", f"done {number} All agreed {mark}"
        return note if self.only == "note" else self.random.choice([add, note, done])

    # What fails.

    def _rate(self, usual: float) -> float:
        return 0.0 if self.mood == "over" else usual

    def _note(self, fault: str) -> None:
        self.met[fault] = self.met.get(fault, 0) + 1

    def _fault(self, method: str) -> str:
        """Return how the next call of Slack's fails; empty where it does not."""
        match self.mood:
            case "patchy" if self.random.random() < PATCHY:
                return self.random.choice([*LOST_ANSWERS, *NOT_REACHED, "429"])
            case "down":
                return "refused connection" if self._is_midday() else ""
            case "limited":
                return "429" if self._is_midday() else ""
            case "silent":
                return self.random.choice(LOST_ANSWERS + NOT_REACHED) if self._is_midday() else ""
        return ""

    def _is_midday(self) -> bool:
        return time(9, 1) <= self.clock.at.timetz().replace(tzinfo=None) < time(17)

    def _perhaps_struck(self, which: int, stage: str) -> None:
        """Kill or freeze a bot at a point, as planned or now and then."""
        if self.is_nested:
            return
        strike = next((one for one in self.planned if one.point == stage), None)
        if strike is not None:
            self.planned.remove(strike)
        elif self.random.random() < self._rate(0.04):
            strike = self._strike_at(stage)
        if strike is None:
            return
        self._note(f"{'frozen' if strike.frozen_s else 'killed'}: {stage}")
        if not strike.frozen_s:
            raise KilledError
        self.is_nested = True
        try:
            for part in (strike.frozen_s / 2, strike.frozen_s / 2):
                self.clock.pass_by(timedelta(seconds=part))
                for other in self._others(which):
                    self._run(other, Bot.delivers)
        finally:
            self.is_nested = False

    def _strike_at(self, stage: str) -> Strike:
        if self.random.random() < 1 / 2:
            return Strike(stage)
        longer = () if stage == POSTING else (FROZEN_LONG_S,)
        return Strike(stage, self.random.choice([*FROZEN_S, *longer]))

    @contextmanager
    def _killed_at_a_statement(self) -> Iterator[None]:
        left = self.random.randrange(MOST_STATEMENTS)

        def counts(statement: str, _: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self._note("killed: in a job")
                raise KilledError

        with each_statement(self.database, counts):
            yield

    @contextmanager
    def _perhaps_locked(self) -> Iterator[None]:
        """Let somebody else hold the database meanwhile, where it has one writer."""
        is_sqlite = self.database.engine.dialect.name == "sqlite"
        strikes = self.random.random() < self._rate(0.03)  # asked on both, so that both live alike
        if self.is_nested or not (is_sqlite and strikes):
            yield
            return
        others = create_engine(self.database.engine.url, isolation_level="AUTOCOMMIT")
        with others.connect() as holder:
            holder.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                holder.exec_driver_sql("ROLLBACK")
        others.dispose()


def _workday(number: int) -> date:
    weeks, day = divmod(number, SATURDAY)
    return FIRST_DAY + timedelta(days=7 * weeks + day)


@contextmanager
def impatient(database: Database) -> Iterator[None]:
    """Wait for no lock: in one thread, whoever holds it cannot let go."""

    def wait_for_nobody(connection: SqliteConnection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=0")

    if database.engine.dialect.name != "sqlite":
        yield
        return
    event.listen(database.engine, "checkout", wait_for_nobody)
    try:
        yield
    finally:
        event.remove(database.engine, "checkout", wait_for_nobody)
        database.close()  # or the next test finds connections that wait for nobody

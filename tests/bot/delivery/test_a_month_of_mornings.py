"""A month of a council's life: who hears what on which day, by the real jobs and outbox."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.delivery.kinds import BY_NAME
from bot.delivery.message_kind import RenderJob
from bot.delivery.morning import CannotWait
from bot.delivery.render import MessageRenderer
from bot.delivery.rendered import RenderedMessage
from bot.delivery.sender import Rendered
from bot.main import COUNCIL_JOBS
from db.audits.learning import NoteWords
from db.errors import RefusedError
from db.models import (
    Absence,
    Action,
    AuditMonth,
    Message,
    MessageName,
    MonthState,
    Person,
    Register,
    Team,
)
from db.session import Session
from jobs.audits import learning
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from tests.bot.commands.said import Saying
from tests.bot.delivery.world import POLICY, World
from tests.contexts import COUNCIL
from tests.council_slack import CouncilSlack, running
from tests.db.audits.months import drawn, held
from tests.people import TODAY

LONDON = ZoneInfo("Europe/London")
A_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
HOURS = (time(9), time(15))
THREE_DAYS_DOWN = (date(2026, 12, 8), date(2026, 12, 10))  # Tuesday to Thursday
ON_LEAVE = (date(2026, 11, 30), date(2026, 12, 4))
NOTE_POSTED = date(2026, 12, 15)
THE_TEAMS = {"id": "C01", "name": "permanence", "members": ["U03", "UBOT"]}
SURE = {
    date(2026, 11, 24): (
        ("Practitioner 1, Permanence", "/action move 13 to 18 Jan because Estates are late"),
        ("Team Manager, Assessment", "/audit suggest LA-2026-12-002 thu 17 dec 10:00"),
    ),
    date(2026, 11, 25): (
        ("Practitioner 1, Permanence", "/action move 13 to 8 Feb because the panel moved"),
    ),
}
PLANS, PLAN = (1, 2, 3, 4, 5, 6, 13), Register.PLAN
MOST_BLOCKS, MOST_TEXT = 50, 40_000
TOLD = {
    *("actions", "audits", "sign_offs", "approvals", "months"),
    *(MessageName.EVENT, MessageName.SIGN_OFF, MessageName.APPROVAL, MessageName.AUDIT),
    *(MessageName.AUDIT_MONTH, MessageName.SUBSCRIPTION),
}


@dataclass
class Month:
    """The small council over a month, with what each message that was posted said and why."""

    world: World
    random: Random = field(default_factory=lambda: Random(7))
    posted: list[tuple[date, int, MessageName, CannotWait | None]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # in mornings
    in_channels: set[MessageName] = field(default_factory=set)

    def lives(self, days: int) -> None:
        """Let days pass: people change things, and the bot looks in the morning and after."""
        # The clock stands still while messages are sent, so none waits a second for another.
        policy = replace(POLICY, between_posts_s=0)
        delivery = self.world.delivery(policy, render=self.render)
        for number in range(days):
            day = TODAY + number * A_DAY
            if day.weekday() == SUNDAY:
                continue
            for hour in HOURS:
                at = datetime.combine(day, hour, LONDON)
                self.world.clock.pass_by(at - self.world.clock.at)
                if day.weekday() < SATURDAY and hour != HOURS[0]:
                    self.somebody_does_something(day, at)
                if hour != HOURS[0]:
                    self.what_is_sure_to_happen(day, at)
                if not THREE_DAYS_DOWN[0] <= day <= THREE_DAYS_DOWN[1]:
                    for run in COUNCIL_JOBS.values():
                        run(self.world.council.database, self.world.clock.now, COUNCIL)
                    delivery.send_pending()

    def render(self, session: Session, message: Message, now: datetime) -> Rendered:
        """Make the words as the bot does, and note why it is said now."""
        made = MessageRenderer(COUNCIL).render(session, message, now)
        if isinstance(made, RenderedMessage):
            kind = BY_NAME[MessageName(message.kind)]
            job = RenderJob(RequestContext(session, message.person, now, COUNCIL), message)
            is_morning = kind.name == MessageName.DAILY_DIGEST
            why = None if is_morning else kind.why_now(kind.subject(job), job)
            self.told |= set(_sections(message.about)) if is_morning else set()
            if message.channel:
                self.in_channels.add(kind.name)
                return made
            self.posted.append((now.astimezone(LONDON).date(), message.person_id, kind.name, why))
        return made

    def somebody_does_something(self, day: date, at: datetime) -> None:
        """Let a few people type what people type; what is refused changes nothing."""
        for _ in range(6):
            who = self.random.choice(list(self.world.council.people.values()))
            try:
                Saying(self.world.council, who, at).says(self._typed(day))
            except RefusedError:
                continue

    def what_is_sure_to_happen(self, day: date, at: datetime) -> None:
        """Let a date be moved twice, a time be suggested, and the learning note be posted."""
        for role, words in SURE.get(day, ()):
            Saying(self.world.council, self.world.council[role], at).says(words)
        if day != NOTE_POSTED:
            return
        with self.world.council.database.begin() as session:
            lead = session.get_one(Person, self.world.council.director.id)
            ctx = RequestContext(session, lead, at, COUNCIL)
            learning.post(ctx, learning.latest_closed(ctx), NoteWords(question="What helps us?"))

    def _typed(self, day: date) -> str:
        number = self.random.randint(1, 12)
        to = f"<@U{self.random.randint(1, 8):02}>"
        until = spell(day + self.random.randint(2, 40) * A_DAY)
        return self.random.choice(
            [
                f"/action add Review the duty rota to {to} by {until}",
                f"/action done {number} All agreed",
                f"/action give {number} to {to}",
                f"/action move {number} to {until} because Estates are late",
                f"/action sign off {number}",
                f"/action approve {number}",
                f"/action return {number} Say how",
                f"/action note {number} Half way",
                f"/action mine not {number}",
                f"/action after {number} {number + 1}",
                f"/audit book LA-2026-12-00{number % 3 + 1} {until}",
                f"/audit cannot LA-2026-12-00{number % 3 + 1} sickness",
            ]
        )

    def unasked(self, name: MessageName) -> Counter[tuple[date, int]]:
        return Counter((day, to) for day, to, kind, _ in self.posted if kind == name)


def _sections(about: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a morning tells, by where it is kept and by the kind of what goes with it."""
    yield from (name for name, rows in about.items() if isinstance(rows, list) and rows)
    yield from (part["kind"] for part in about.get("news", ()))


@pytest.fixture
def slack() -> Iterator[CouncilSlack]:
    """Give a workspace with the channel of a team."""
    with running(channels=[THE_TEAMS]) as workspace:
        yield workspace


@pytest.fixture
def month(world: World) -> Month:
    """Give the small council open actions, live audits and digests, and live a month of it."""
    council = world.council
    for number in range(12):
        owner = list(council.people.values())[number % 8]
        due = TODAY + (3 * number - 10) * A_DAY
        council.action(owner, f"Agree point {number}", due, at=world.clock.at - 60 * A_DAY)
    council.action(
        council.practitioner, "Agree the last", date(2027, 1, 4), at=world.clock.at - 60 * A_DAY
    )
    pairs = (
        (council.manager, council.stranger),
        (council.other_manager, council.practitioner),
        (council.other_manager, council.colleague),
    )
    drawn(council, *pairs, month=date(2026, 12, 1))
    drawn(council, *pairs, month=date(2027, 1, 1), state=MonthState.DRAWN)
    for audit in drawn(council, *[pairs[1]] * 6, month=date(2026, 11, 1)):
        held(council, audit, at=world.clock.at)
    with council.database.begin() as session:
        team = session.scalars(select(Team).where(Team.name == "Permanence")).one()
        team.channel = "C01"
        held_in = select(AuditMonth).where(AuditMonth.month == date(2026, 11, 1))
        session.scalars(held_in).one().published_at = world.clock.at
        session.execute(update(AuditMonth).values(drawn_at=world.clock.at))
        # The plan's are signed off, and a later date of theirs is approved.
        session.execute(update(Action).where(Action.id.in_(PLANS)).values(register=PLAN))
        owner = session.get_one(Person, council.practitioner.id)
        session.add(
            Absence(
                person=owner, first_on=ON_LEAVE[0], last_on=ON_LEAVE[1], recorded_at=world.clock.at
            )
        )
    for who in (council.director, council.manager):
        Saying(council, who, world.clock.at).says("/status weekly mon 9:00 me")
    lived = Month(world)
    lived.lives(30)
    return lived


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # when, and not how it is kept
def test_nobody_hears_more_than_once_a_day_but_for_what_cannot_wait(month: Month) -> None:
    mornings = month.unasked(MessageName.DAILY_DIGEST)
    assert len(mornings) > 60, "it was a busy month"
    assert set(mornings.values()) == {1}
    others = [(kind, why) for _, _, kind, why in month.posted if kind != MessageName.DAILY_DIGEST]
    assert [kind for kind, why in others if why is None] == []
    assert {why for _, why in others} >= {CannotWait.APPOINTMENT}
    assert month.told >= TOLD
    assert month.in_channels == {MessageName.LEARNING_NOTE}
    for posted in month.world.slack.calls("chat.postMessage"):
        assert len(posted["blocks"]) <= MOST_BLOCKS
        assert len(str(posted["blocks"])) <= MOST_TEXT

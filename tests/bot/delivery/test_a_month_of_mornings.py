"""A month of a council's life: who hears what on which day, by the real jobs and outbox."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.kinds import BY_NAME
from bot.delivery.message_kind import RenderJob
from bot.delivery.morning import CannotWait
from bot.delivery.render import MessageRenderer
from bot.delivery.rendered import RenderedMessage
from bot.delivery.sender import Rendered
from bot.main import COUNCIL_JOBS
from db.errors import RefusedError
from db.models import Absence, Message, MessageName, Person
from db.session import Session
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from tests.bot.commands.said import Saying
from tests.bot.delivery.world import World
from tests.contexts import COUNCIL
from tests.db.audits.months import drawn
from tests.people import TODAY

LONDON = ZoneInfo("Europe/London")
A_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
HOURS = (time(9), time(15))
THREE_DAYS_DOWN = (date(2026, 12, 8), date(2026, 12, 10))  # Tuesday to Thursday
ON_LEAVE = (date(2026, 11, 30), date(2026, 12, 4))
MOST_BLOCKS, MOST_TEXT = 50, 40_000


@dataclass
class Month:
    """The small council over a month, with what each message that was posted said and why."""

    world: World
    random: Random = field(default_factory=lambda: Random(7))
    posted: list[tuple[date, int, MessageName, CannotWait | None]] = field(default_factory=list)

    def lives(self, days: int) -> None:
        """Let days pass: people change things, and the bot looks in the morning and after."""
        delivery = self.world.delivery(render=self.render)
        for number in range(days):
            day = TODAY + number * A_DAY
            if day.weekday() == SUNDAY:
                continue
            for hour in HOURS:
                at = datetime.combine(day, hour, LONDON)
                self.world.clock.pass_by(at - self.world.clock.at)
                if day.weekday() < SATURDAY and hour != HOURS[0]:
                    self.somebody_does_something(day, at)
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
                f"/action return {number} Say how",
                f"/action note {number} Half way",
                f"/action mine not {number}",
                f"/action after {number} {number + 1}",
                f"/audit book {number % 3 + 1} {until}",
                f"/audit cannot {number % 3 + 1} sickness",
            ]
        )

    def unasked(self, name: MessageName) -> Counter[tuple[date, int]]:
        return Counter((day, to) for day, to, kind, _ in self.posted if kind == name)


@pytest.fixture
def month(world: World) -> Month:
    """Give the small council open actions, live audits and digests, and live a month of it."""
    council = world.council
    for number in range(12):
        owner = list(council.people.values())[number % 8]
        due = TODAY + (3 * number - 10) * A_DAY
        council.action(owner, f"Agree point {number}", due, at=world.clock.at - 60 * A_DAY)
    pairs = (
        (council.manager, council.stranger),
        (council.other_manager, council.practitioner),
        (council.other_manager, council.colleague),
    )
    drawn(council, *pairs, month=date(2026, 12, 1))
    with council.database.begin() as session:
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


def test_nobody_hears_more_than_once_a_day_but_for_what_cannot_wait(month: Month) -> None:
    mornings = month.unasked(MessageName.DAILY_DIGEST)
    assert len(mornings) > 60, "it was a busy month"
    assert set(mornings.values()) == {1}
    others = [(kind, why) for _, _, kind, why in month.posted if kind != MessageName.DAILY_DIGEST]
    assert [kind for kind, why in others if why is None] == []
    assert {why for _, why in others} >= {CannotWait.APPOINTMENT}
    for posted in month.world.slack.calls("chat.postMessage"):
        assert len(posted["blocks"]) <= MOST_BLOCKS
        assert len(str(posted["blocks"])) <= MOST_TEXT

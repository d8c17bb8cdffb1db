"""The learning note of a month: drafted, edited, posted to teams once, discussed by each."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select

from bot.audits.learning import ShowLearning
from bot.audits.month_page import ShowMonth
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from bot.slack.blocks import Answer
from db.audits import learning as notes
from db.audits import queries as audits
from db.audits.changes import Outcome
from db.audits.learning import NoteWords
from db.models import (
    Absence,
    LearningEvent,
    LiveAudit,
    Message,
    MessageName,
    MonthState,
    NotePost,
    Person,
    Subscription,
    Team,
)
from db.outbox import queries as outbox
from jobs.audits import learning
from jobs.context import RequestContext
from tests.bot.delivery.as_read import as_read
from tests.claiming import claimed
from tests.contexts import asking, doing
from tests.db.audits.months import JANUARY, OPENED, drawn, held, me
from tests.people import Council
from tests.refusals import refused

T = TypeVar("T")
# What is asked of the tables is in the others.
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

CLOSED = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
SEEN = Outcome("Good", ("Direct work",), ("Supervision", "Permanence"))
ONE = Outcome("Good", ("Ambition",), ("Supervision",))
WORDS = NoteWords(("Direct work",), ("Supervision",), "Panels meet weekly.", "What helps us?")


def month_of(council: Council, number: int, month: date = JANUARY) -> None:
    """Hold so many audits of a month, the last with a theme of its own, and close it."""
    pairs = [(council.other_manager, council.practitioner)] * number
    made = drawn(council, *pairs, month=month)
    for audit in made:
        held(council, audit, outcome=ONE if audit == made[-1] else SEEN)
    with council.database.begin() as session:
        found = audits.month_for(session, month)
        assert found is not None
        found.state, found.closed_at = MonthState.CLOSED, CLOSED


@pytest.fixture
def january(council: Council) -> None:
    month_of(council, 8)


def channel(council: Council, team: str, place: str | None) -> None:
    with council.database.begin() as session:
        found = session.scalars(select(Team).where(Team.name == team)).one()
        notes.name_channel(doing(me(session, council.director), CLOSED), found, place)


def does(
    council: Council, person: Person, work: Callable[[RequestContext], T], at: datetime = CLOSED
) -> T:
    with council.database.begin() as session:
        return work(asking(me(session, person), at))


def posts(council: Council, words: NoteWords = WORDS, at: datetime = CLOSED) -> LearningEvent:
    def work(ctx: RequestContext) -> LearningEvent:
        found = audits.month_for(ctx.session, JANUARY)
        assert found is not None
        return learning.post(ctx, found, words)

    return does(council, council.director, work, at)


def writes(council: Council, words: NoteWords, by: Person | None = None) -> None:
    def work(ctx: RequestContext) -> None:
        found = audits.month_for(ctx.session, JANUARY)
        assert found is not None
        learning.write(ctx, found, words)

    does(council, by or council.director, work)


def discusses(council: Council, person: Person, team: str, at: datetime = CLOSED) -> int:
    def work(ctx: RequestContext) -> int:
        query = select(NotePost.id).join(Team).where(Team.name == team)
        return learning.discuss(ctx, ctx.session.scalars(query).one())[1].id

    return does(council, person, work, at)


def shown(council: Council, by: Person | None = None) -> str:
    return does(
        council, by or council.director, lambda ctx: as_read(ShowLearning("January").run(ctx))
    )


def to_channels(council: Council) -> list[Message]:
    with council.database.read() as session:
        query = select(Message).where(Message.kind == MessageName.LEARNING_NOTE)
        return list(session.scalars(query.order_by(Message.id)))


def in_channel(council: Council, message: Message) -> str:
    with council.database.read() as session:
        fresh = outbox.find(session, message.id)
        answer = answer_of(RenderJob(asking(fresh.person, CLOSED), fresh))
        return as_read(answer) if answer else ""


def test_a_draft_names_what_was_most_often_ticked_and_nothing_that_tells_one_audit(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    assert shown(council).splitlines() == [
        "(What we learned from the live audits of January 2027)",
        "· A draft. Teams will read it like this:",
        "*What we learned from the live audits of January 2027*",
        "8 of 8 live audits were held.",
        "*Strengths*",
        "  - Direct work: in at least 5 of 8 audits",
        "*Areas for improvement*",
        "  - Permanence: in at least 5 of 8 audits",
        "  - Supervision: in at least 5 of 8 audits",
        "*What changes*",
        "No action came of these audits.",
        "*For your team meeting*",
        "What helps us with Permanence, and what gets in the way?",
        "----",
        "*Goes to *#C07 (Permanence).",
        "*No channel: *Assessment. Press Team channels to name one.",
        "[Post to 1 team] [Edit] [Team channels]",
    ]


@on_sqlite
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Practitioner 1, Permanence did well.", "names somebody"),
        ("See LA-2027-01-003.", "names somebody"),
        ("Call 07700 900123.", "phone"),
    ],
)
def test_a_lead_writes_nobody_into_it(
    council: Council, january: None, text: str, says: str
) -> None:
    with refused(match=says):
        writes(council, NoteWords((), (), text, "What helps?"))


@on_sqlite
def test_a_theme_of_one_audit_cannot_be_named_and_only_leads_write(
    council: Council, january: None
) -> None:
    with refused(match="would identify that audit"):
        writes(council, NoteWords(("Ambition",), (), "", "What helps?"))
    for person in (council.head, council.manager, council.practitioner):
        with refused(match="Only a lead or an administrator can write"):
            writes(council, WORDS, person)
        with refused(match="No learning note of January has been posted"):
            shown(council, person)


@on_sqlite
def test_whose_team_was_sent_the_note_reads_it_once_the_minute_is_over(
    council: Council, january: None
) -> None:
    def reads(person: Person, month: str = "", after: int = 1) -> str:
        at = CLOSED + timedelta(minutes=after)
        answer = does(council, person, ShowLearning(month).run, at)
        assert isinstance(answer, Answer)
        return as_read(answer)

    channel(council, "Permanence", "C07")
    posts(council)
    told = reads(council.manager)
    assert told == reads(council.manager, "january")
    assert "Panels meet weekly." in told
    assert "Post to" not in told
    for person, month, after in (
        (council.manager, "", 0),
        (council.manager, "december", 1),
        (council.other_manager, "", 1),
    ):
        with refused(match="has been posted to your team"):
            reads(person, month, after)


@on_sqlite
def test_a_month_without_enough_audits_has_no_note_and_says_why(council: Council) -> None:
    month_of(council, 5)
    with refused(match="Too few audits were held in January 2027"):
        shown(council)


@on_sqlite
def test_a_month_without_any_audit_or_still_open_has_none(council: Council) -> None:
    drawn(council, (council.other_manager, council.practitioner))
    with refused(match="closes after Thu 28 Jan 2027"):
        shown(council)
    with council.database.begin() as session:
        found = audits.month_for(session, JANUARY)
        assert found is not None
        found.state = MonthState.CLOSED
    with refused(match="No audit was held in January 2027"):
        shown(council)


@on_sqlite
def test_each_team_with_a_channel_is_sent_it_once_a_minute_later(
    council: Council, january: None
) -> None:
    with refused(match="No team has a channel yet"):
        posts(council)
    channel(council, "Permanence", "C07")
    posts(council)
    with refused(match="Every team with a channel has it already"):
        posts(council)
    [message] = to_channels(council)
    assert (message.channel, message.due_at) == ("C07", CLOSED + timedelta(minutes=1))
    with refused(match="stays as its teams read it"):
        writes(council, WORDS)


@on_sqlite
def test_a_channel_that_is_named_later_reads_what_the_first_one_read(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    posts(council)
    with council.database.begin() as session:  # a late correction
        audit = session.scalars(select(LiveAudit)).first()
        assert audit is not None
        audit.areas = ["Voice of the child"]
    channel(council, "Assessment", "C08")
    posts(council)
    first, second = to_channels(council)
    assert in_channel(council, first) == in_channel(council, second)


@on_sqlite
def test_two_teams_in_one_channel_read_it_once_and_tick_it_each(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    channel(council, "Assessment", "C07")
    posts(council)
    [message] = to_channels(council)
    assert "[Discussed in Assessment] [Discussed in Permanence]" in in_channel(council, message)
    discusses(council, council.manager, "Permanence")
    read = in_channel(council, message)
    assert "✅ Discussed in Permanence on Mon 15 Feb 2027." in read
    assert "[Discussed in Assessment]" in read


def test_the_channel_of_a_teams_digest_is_taken_where_none_is_named(
    council: Council, january: None
) -> None:
    with council.database.begin() as session:
        session.add(
            Subscription(
                made_by_id=council.director.id,
                channel="C09",
                reach="team",
                name="Permanence",
                weekday=0,
                at=time(9),
                time_zone="Europe/London",
                made_at=OPENED,
                counts_from=OPENED,
            )
        )
    assert "*Goes to *#C09 (Permanence)" in shown(council)
    channel(council, "Permanence", "C07")
    assert "*Goes to *#C07 (Permanence)" in shown(council)


@on_sqlite
def test_only_the_teams_manager_says_that_it_was_discussed_and_once(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    posts(council)
    for person in (council.director, council.head, council.other_manager, council.practitioner):
        with refused(match="Only the team's manager can say that their team has discussed"):
            discusses(council, person, "Permanence")
    discusses(council, council.manager, "Permanence")
    with refused(match="Permanence has discussed it already"):
        discusses(council, council.manager, "Permanence")


@on_sqlite
def test_a_team_that_presses_discussed_has_the_note_that_was_in_doubt(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    posts(council)
    at = CLOSED + timedelta(minutes=1)
    with council.database.begin() as session:
        assert outbox.dead(session, claimed(session, at), at, "in doubt")
    assert "[Post to 1 team]" in shown(council)
    discusses(council, council.manager, "Permanence")
    assert "[Post to 1 team]" not in shown(council)


@on_sqlite
def test_a_deputy_ticks_it_while_the_manager_is_away_alone(council: Council, january: None) -> None:
    channel(council, "Permanence", "C07")
    posts(council)
    with council.database.begin() as session:
        manager = me(session, council.manager)
        manager.deputy = me(session, council.colleague)
    with refused(match="Only the team's manager"):
        discusses(council, council.colleague, "Permanence")
    with council.database.begin() as session:
        day = CLOSED.date()
        session.add(
            Absence(person_id=council.manager.id, first_on=day, last_on=day, recorded_at=CLOSED)
        )
    discusses(council, council.colleague, "Permanence")


@on_sqlite
def test_who_has_discussed_it_stands_on_the_page_and_in_the_next_note(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    channel(council, "Assessment", "C08")
    posts(council)
    discusses(council, council.manager, "Permanence")
    said = "discussed in 1 of 2 teams; not yet: Assessment"
    assert f"Posted* on Mon 15 Feb 2027; {said}." in shown(council)
    page = does(council, council.director, lambda ctx: as_read(ShowMonth("January").run(ctx)))
    assert f"Learning note: {said}" in page
    assert "[Learning note]" in page
    month_of(council, 8, JANUARY.replace(month=2))
    after = does(council, council.director, lambda ctx: as_read(ShowLearning("").run(ctx)))
    assert "January 2027's note was discussed in 1 of 2 teams." in after
    assert "not yet: Assessment" not in after


def test_posting_and_discussing_are_undone_within_a_minute(council: Council, january: None) -> None:
    channel(council, "Permanence", "C07")
    soon, late = CLOSED + timedelta(seconds=50), CLOSED + timedelta(minutes=2)
    posted = posts(council).id
    with refused(match="Only whoever did it"):
        does(council, council.manager, lambda ctx: notes.undo(ctx, posted), soon)
    does(council, council.director, lambda ctx: notes.undo(ctx, posted), soon)
    [message] = to_channels(council)
    assert in_channel(council, message) == ""
    again = posts(council, at=late).id
    ticked = discusses(council, council.manager, "Permanence", late)
    with refused(match="Something has changed since"):
        does(council, council.director, lambda ctx: notes.undo(ctx, again), late)
    does(council, council.manager, lambda ctx: notes.undo(ctx, ticked), late)
    discusses(council, council.manager, "Permanence", late)
    with refused(match="Something has changed since|more than a minute"):
        does(council, council.manager, lambda ctx: notes.undo(ctx, ticked), late)


@on_sqlite
def test_a_note_that_was_taken_back_is_sent_once_after_all(council: Council, january: None) -> None:
    channel(council, "Permanence", "C07")
    posted = posts(council).id
    soon = CLOSED + timedelta(seconds=30)
    does(council, council.director, lambda ctx: notes.undo(ctx, posted), soon)
    posts(council, at=soon)
    read = [in_channel(council, message) for message in to_channels(council)]
    assert [bool(words) for words in read] == [False, True]


def test_whoever_posted_it_hears_once_which_channels_did_not_take_it(
    council: Council, january: None
) -> None:
    channel(council, "Permanence", "C07")
    channel(council, "Assessment", "C08")
    posts(council)
    at = CLOSED + timedelta(minutes=1)
    with council.database.begin() as session:
        for why in ("in doubt", "not_in_channel"):
            assert outbox.dead(session, claimed(session, at), at, why)
    with council.database.begin() as session:
        query = select(Message).where(Message.kind == MessageName.AUDIT_MONTH)
        [found] = session.scalars(query).all()
        news = outbox.find(session, found.id)
        answer = answer_of(RenderJob(asking(news.person, at), news))
        assert answer is not None
        read = as_read(answer)
    assert news.person_id == council.director.id
    assert "#C07 took no note for Permanence. I'm not a member of it." in read
    assert "#C08 may have no note for Assessment. I was cut off while posting it." in read
    assert "[Post to 2 teams]" in shown(council)
    posts(council, at=at)
    assert len(to_channels(council)) == 4

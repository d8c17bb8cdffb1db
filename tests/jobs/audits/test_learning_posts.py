"""A learning note is sent to each team's channel once, and a team says that it discussed it."""

from datetime import time, timedelta

from sqlalchemy import select

from bot.audits.learning import ShowLearning
from bot.audits.month_page import ShowMonth
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from db.audits import learning as notes
from db.models import Absence, LiveAudit, Message, MessageName, Subscription
from db.outbox import queries as outbox
from tests.bot.delivery.as_read import as_read
from tests.claiming import claimed
from tests.contexts import asking
from tests.databases import on_sqlite
from tests.db.audits.months import JANUARY, OPENED, me
from tests.jobs.audits.notes import (
    CLOSED,
    WORDS,
    channel,
    discusses,
    does,
    in_channel,
    january,
    month_of,
    posts,
    shown,
    to_channels,
    writes,
)
from tests.people import Council
from tests.refusals import refused

__all__ = ["january"]


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
    with refused(match="Only the person who did that"):
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

"""What a moderator sees of an audit, whom it is kept from them, and who can be one at all."""

import json

import pytest

from bot.audits import moderation_view, verb, view
from bot.audits.verbs import why
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from bot.refusals import refusal_words
from bot.registry import AUDITS, FORMS
from bot.slack.blocks import Answer
from bot.slack.registry import OpenForm
from bot.slack.view_state import ViewState
from db.actions import operations
from db.actions.operations import Draft
from db.actions.roles import may_see
from db.audits import auditor_pool, changes
from db.audits import queries as audits
from db.audits import rules as audit_rules
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.models import LiveAudit, Message, MessageName
from tests.bot.delivery.as_read import as_read
from tests.contexts import asking, by_itself, doing
from tests.db.audits.months import JANUARY, OPENED, drawn, me
from tests.people import Council
from tests.refusals import refused

LINK = "https://casework.example/audits/2041"
OUTCOME = Outcome("Good", ("Permanence",), ("Supervision",), link=LINK)


@pytest.fixture
def number(council: Council) -> int:
    """An audit that the officer, who is an auditor too, is asked to moderate."""
    [made] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        officer = me(session, council.officer)
        auditor_pool.add_auditor(by_itself(session, OPENED), officer)
        audit = session.get_one(LiveAudit, made)
        changes.hold(doing(audit.auditor, OPENED), audit, OUTCOME)
        changes.reflect(doing(audit.practitioner, OPENED), audit, "A fair look.", agrees=True)
        audit.needs_moderation = True
        changes.choose_moderator(by_itself(session, OPENED), audit, officer.id)
    return made


def seen(council: Council, number: int) -> str:
    with council.database.read() as session:
        ctx = asking(me(session, council.officer), OPENED)
        audit = audits.several(session, [number])[number]
        return as_read(Answer("", [*moderation_view.seen(audit, ctx), view.card(audit, ctx)]))


def test_the_moderator_sees_what_there_is_to_see_and_not_whose_it_is(
    council: Council, number: int
) -> None:
    read = seen(council, number)
    for words in ("Grade: *Good*", "Strengths: Permanence", "A fair look.", "audit form"):
        assert words in read
    assert "the audit form itself may name them" in read
    for betrays in ("LA-2027", "Practitioner 1", "Team Manager"):
        assert betrays not in read


def test_the_pair_is_named_where_the_rules_say_so(council: Council, number: int) -> None:
    with council.database.begin() as session:
        audit_rules.change(by_itself(session, OPENED), {"moderator_sees_pair": "yes"})
    read = seen(council, number)
    assert "The live audit of the Team Manager, Assessment with Practitioner 1, Permanence" in read
    assert "LA-2027-01-001" in read
    assert "not told" not in read


def test_why_the_two_were_drawn_would_betray_them(council: Council, number: int) -> None:
    with council.database.read() as session:
        audit = audits.several(session, [number])[number]
        moderator = asking(me(session, council.officer), OPENED)
        assert "LA-2027" not in as_read(why(audit, moderator))
        auditor = asking(audit.auditor, OPENED)
        assert "LA-2027" in as_read(why(audit, auditor))


def test_only_those_who_know_the_grade_and_the_leads_read_that_it_is_moderated(
    council: Council, number: int
) -> None:
    def reads(role: str) -> bool:
        with council.database.begin() as session:  # who is shown a grade is written down
            ctx = asking(me(session, council[role]), OPENED)
            audit = audits.several(session, [number])[number]
            told = as_read(view.details(audit, audits.history(session, audit), ctx))
            return "moderat" in told

    knows = ("Team Manager, Assessment", "Practitioner 1, Permanence", "Assistant Director")
    assert all(map(reads, (*knows, "Team Manager, Permanence")))
    with council.database.begin() as session:
        # Somebody above the auditor alone.
        other = me(session, council.other_manager)
        other.manager = me(session, council.stranger)
    assert not reads("Practitioner 1, Assessment")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the words, not the rows
@pytest.mark.parametrize(
    "typed",
    [
        "show {n}",
        "why {n}",
        "held {n}",
        "cannot {n}",
        "correct {n}",
        "book {n} friday",
        "case {n} 3",
    ],
)
def test_no_number_or_reference_that_a_moderator_tries_tells_which_audit_theirs_is(
    council: Council, number: int, typed: str
) -> None:
    """One that is theirs reads like one that is not theirs and one that there is not."""
    with council.database.begin() as session:  # far from everybody, and no administrator
        me(session, council.officer).is_admin = False
    others = (council.manager, council.stranger), (council.manager, council.colleague)
    drawn(council, *others, month=JANUARY.replace(month=2))  # the first ends like theirs
    read = {_typed(council, typed, tried) for tried in ("1", "2", "4711")}
    assert len(read) == 1
    read = {_typed(council, "show {n}", f"LA-2027-0{month}-001") for month in (1, 2, 3)}
    assert len(read) == 1


def _typed(council: Council, words: str, tried: str) -> str:
    """Return what the moderator reads, without what they typed."""
    with council.database.begin() as session:
        ctx = asking(me(session, council.officer), OPENED)
        try:
            reply = AUDITS.parse(words.format(n=tried), "/audit").run(ctx)
            if isinstance(reply, OpenForm):
                FORMS[reply.form].view(ViewState(audit=reply.number), ctx)
            read = as_read(reply) if isinstance(reply, Answer) else str(reply)
        except RefusedError as error:
            read = refusal_words(error)
    return read.replace(tried, "n")


def test_the_moderators_own_buttons_open_it_by_its_code(council: Council, number: int) -> None:
    with council.database.begin() as session:
        me(session, council.officer).is_admin = False
    with council.database.begin() as session:
        ctx = asking(me(session, council.officer), OPENED)
        audit = audits.several(session, [number])[number]
        shown = view.buttons(audit, ctx)
        keys = {json.loads(one["value"])["a"] for one in shown}
        assert keys == {audit.blind_reference}
        assert verb.audit_of(keys.pop(), ctx) is audit
        FORMS["moderate"].view(ViewState(audit=audit.blind_reference), ctx)
        with refused(match="There is no live audit M-"):
            verb.audit_of(audit.blind_reference, asking(me(session, council.head), OPENED))


def test_the_messages_that_ask_for_moderation_show_the_button_and_never_the_reference(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        me(session, council.officer).is_admin = False

    def messages() -> list[str]:
        step = {"id": number, "due": "2027-01-28", "step": "moderate 0", "as": "moderator"}
        asked = (
            (MessageName.AUDIT, {"audit": number, "event": "moderate"}),
            (MessageName.DAILY_DIGEST, {"audits": [step], "day": str(OPENED.date())}),
        )
        with council.database.begin() as session:
            ctx = asking(me(session, council.officer), OPENED)
            told = []
            for name, about in asked:
                sent = Message(kind=name, about=about, person=ctx.person, done_at=OPENED)
                answer = answer_of(RenderJob(ctx, sent))
                assert answer is not None
                told.append(as_read(answer))
            session.rollback()
            return told

    for read in messages():
        assert "[Moderate]" in read
        assert "LA-2027" not in read
    with council.database.begin() as session:
        session.get_one(LiveAudit, number).moderated_at = OPENED
    assert "has been moderated." in messages()[0]
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        audit.moderated_at = None
        changes.choose_moderator(by_itself(session, OPENED), audit, council.director.id)
    for read in messages():
        assert "no longer yours to see" in read
        assert "LA-2027" not in read
        assert "M-" not in read


def test_a_moderator_who_comes_to_work_below_the_pair_is_told_no_more_than_before(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        officer = me(session, council.officer)
        officer.is_admin, officer.manager = False, me(session, council.practitioner)
    with council.database.begin() as session:
        ctx = asking(me(session, council.officer), OPENED)
        audit = audits.several(session, [number])[number]
        asked = Message(
            kind=MessageName.AUDIT, about={"audit": number, "event": "moderate"}, person=ctx.person
        )
        opened = verb.audit_of(audit.blind_reference, ctx)
        message = answer_of(RenderJob(ctx, asked))
        assert message is not None
        read = [seen(council, number), as_read(message), as_read(view.details(opened, [], ctx))]
        session.rollback()
    assert "You are not told who the pair are" in read[0]
    for told in read:
        for betrays in ("LA-2027", "Practitioner 1", "Team Manager"):
            assert betrays not in told


def test_what_the_audit_led_to_is_told_to_its_moderator_there_and_nowhere_else(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        me(session, council.officer).is_admin = False
        audit = audits.several(session, [number])[number]
        draft = Draft("Agree dates", audit.practitioner, source=audit.reference, audit_id=number)
        added, _ = operations.write(doing(audit.auditor, OPENED), draft)
        session.flush()
        moderator = me(session, council.officer)
        assert not may_see(moderator, added)
        assert "Agree dates" in as_read(
            Answer("", moderation_view.seen(audit, asking(moderator, OPENED)))
        )


def test_a_moderation_is_taken_over_by_whoever_could_have_been_asked_alone(
    council: Council, number: int
) -> None:
    def takes(role: str) -> None:
        with council.database.begin() as session:
            audit = audits.several(session, [number])[number]
            changes.take_moderation(doing(me(session, council[role]), OPENED), audit)

    for role in ("Practitioner 2, Permanence", "Assistant Director"):
        with refused(match="outside the pair's line"):
            takes(role)
    takes("Improvement Officer")

"""Slack takes every kind of message of the fullest council there is, and each says something.

All that people can write is as long as it may be. The morning is that of a head of everything:
each kind of thing in it as often as it may be. `tests.bot.delivery.longest_words` has the same read
to a council whose own words are as long as they may be.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import String, cast, func, select, update
from sqlalchemy.orm import Session

from bot.delivery.kinds import MORNING
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of, why
from bot.slack.blocks import Answer
from bot.slack.pages import pages
from bot.slack.respond import notification
from db.audits.changes import REFLECTION_LENGTH
from db.models import (
    Action,
    AuditEvent,
    DateMove,
    Event,
    Handover,
    HandoverItem,
    LearningNote,
    LiveAudit,
    Message,
    MessageName,
)
from db.models.action import NOTE_LENGTH
from db.models.learning import CHANGES_LENGTH, QUESTION_LENGTH
from db.outbox import queries as outbox
from jobs.context import RequestContext
from localslack.kinds import SlackError
from localslack.posting import CUT_AT, written
from tests.bot.delivery.samples.every_kind import SAMPLES, job_of
from tests.bot.delivery.samples.kit import Sample, month_of_audits
from tests.bot.test_limits import LONG, overfull, words
from tests.contexts import COUNCIL
from tests.databases import on_sqlite
from tests.kept import kept
from tests.payloads import faults_of_blocks
from tests.people import NOW, TODAY, Council

GOES_ALONE: Final = {MessageName.DAILY_DIGEST, MessageName.SUBSCRIPTION, MessageName.LEARNING_NOTE}
WRITTEN: Final[Mapping[Any, Mapping[str, int]]] = {
    Action: {"success_measure": NOTE_LENGTH},
    Event: {"note": NOTE_LENGTH},
    AuditEvent: {"note": NOTE_LENGTH},
    DateMove: {"reason": NOTE_LENGTH, "decision": NOTE_LENGTH},
    Handover: {"reason": NOTE_LENGTH},
    HandoverItem: {"note": NOTE_LENGTH},
    LiveAudit: {"reflection": REFLECTION_LENGTH},
    LearningNote: {"changes": CHANGES_LENGTH, "question": QUESTION_LENGTH},
    Message: {"last_error": NOTE_LENGTH},
}


def stretch(session: Session) -> None:
    """Let every text be as long as it may be."""
    session.flush()
    beside = {"synchronize_session": False}  # what was read is read anew
    for kind, bounds in WRITTEN.items():
        longest = {name: words(most) for name, most in bounds.items()}
        session.execute(update(kind).values(longest), execution_options=beside)
    for kind, names in LONG.items():
        for name in names:
            most = getattr(getattr(kind, name).type, "length", None) or NOTE_LENGTH
            numbered = cast(kind.id, String) + words(most)
            cut = {name: func.substr(numbered, 1, most)}
            session.execute(update(kind).values(cut), execution_options=beside)
    session.expire_all()


def whole_mornings(council: Council, session: Session) -> Iterator[Sample]:
    """Yield a morning in which all there is falls due, and one that tells of all that happened."""
    due = [
        {"id": one.id, "due": str(one.due_on), "step": "0", "as": role}
        for one in session.scalars(select(Action).where(Action.due_on.is_not(None)))
        for role in ("owner", "manager")
    ]
    held = [
        {"id": one.id, "due": str(one.due_on), "step": "opened 0", "as": "auditor"}
        for one in session.scalars(select(LiveAudit))
    ]
    waiting = [{"id": each["id"], "since": str(TODAY), "as": "signer"} for each in due[:60]]
    sealed = {"links": 10**9, "head": "8f0c" * 16}
    first = {"first": True, "sealed": sealed}
    everything = {"actions": due, "audits": held, "sign_offs": waiting, **first}
    yield Sample("all falls due", council.director, everything)
    news = [
        {"id": f"{name} {number}", "kind": name, "about": sample.about}
        for name in MessageName
        if name not in GOES_ALONE
        for number, sample in enumerate(SAMPLES[name](council, session))
    ]
    yield Sample("all that happened", council.director, {**everything, "news": news})


def arrived(session: Session, name: MessageName, sample: Sample) -> RenderJob:
    """Return a message that arrived, so that it is read whatever has become of it."""
    job = job_of(session, name, sample, COUNCIL)
    stretch(session)
    job.message.done_at = NOW
    return job


def refused(answer: Answer) -> Iterator[str]:
    """Yield what Slack would not take of a message, or would cut without a word."""
    text = notification(answer)
    if not answer.blocks or not text.strip():
        yield "says nothing"
    if len(text) > CUT_AT:
        yield f"its notification has {len(text)} characters"
    try:
        written({"text": text, "blocks": list(answer.blocks)})
    except SlackError as error:
        yield f"{error} {error.more}"
    yield from faults_of_blocks(answer.blocks)


@on_sqlite
@pytest.mark.parametrize("name", MessageName)
def test_slack_takes_every_kind_of_message_of_the_fullest_council(
    council: Council, name: MessageName
) -> None:
    wrong: list[str] = []
    with lived(council).database.begin() as session:
        overfull(session)
        for sample in SAMPLES[name](council, session):
            job = arrived(session, name, sample)
            for answer in (answer_of(job), *pages(why(job))):
                assert answer is not None, sample.name
                wrong += [f"{sample.name}: {fault}" for fault in refused(answer)]
    assert wrong == []


@on_sqlite
def test_slack_takes_a_morning_of_everything_at_once(council: Council) -> None:
    wrong: list[str] = []
    with lived(council).database.begin() as session:
        overfull(session)
        found = [
            (sample.name, arrived(session, MessageName.DAILY_DIGEST, sample).message.id)
            for sample in whole_mornings(council, session)
        ]
    for called, number in found:
        with council.database.read() as session:  # as it is made when it is sent
            message = outbox.find(session, number)
            job = RenderJob(RequestContext(session, message.person, NOW, COUNCIL), message)
            for answer in (answer_of(job), *pages(why(job)), *pages(MORNING.rest(job))):
                assert answer is not None, called
                wrong += [f"{called}: {fault}" for fault in refused(answer)]
    assert wrong == []


def lived(council: Council) -> Council:
    """Return a council with a month of live audits behind it, and an action."""
    kept(council, month_of_audits)
    council.action(council.practitioner)
    return council


def test_it_takes_them_where_the_councils_own_words_are_the_longest() -> None:
    quiet = ("-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.bot.delivery.longest_words")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *quiet, __file__, "-k", "slack_takes"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout

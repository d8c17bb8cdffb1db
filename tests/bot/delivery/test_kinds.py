"""Every kind of message as it is read: its words, its buttons, and why it came.

What each looks like is in `tests/golden/messages`, a file a kind: read the difference before you
keep a new one with `KEEP_GOLDEN=1 pytest tests/bot/delivery/test_kinds.py`.
"""

import pytest
from sqlalchemy.orm import Session

from bot.delivery.kinds import BY_NAME, KINDS
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of, why
from db.models import Message, MessageName, Person
from db.outbox import queries as outbox
from jobs.context import CommandNames, RequestContext
from jobs.context import Council as Rules
from jobs.rules.working_days import Calendar
from tests.bot.delivery.as_read import as_read
from tests.bot.delivery.samples import SAMPLES, Sample, month_of_audits
from tests.golden import FOLDER, assert_kept
from tests.people import NOW, Council

ENGLAND = Calendar.of("ENG")
RULES = Rules(
    ENGLAND,
    CommandNames(action="/improve", audit="/look", status="/stand"),
    audit_tool="https://council.example/tool",
    practice_standards="https://council.example/standards",
)


@pytest.mark.parametrize("name", MessageName)
def test_every_kind_of_message_reads_as_it_is_kept(council: Council, name: MessageName) -> None:
    month_of_audits(council)
    with council.database.begin() as session:
        read = [_read(session, name, each) for each in SAMPLES[name](council, session)]
    assert_kept("messages", name, "\n".join([_heading(name), *read]))


def _heading(name: MessageName) -> str:
    if name == MessageName.DAILY_DIGEST:
        return f"{name}: the one message of a morning\n"
    kind = BY_NAME[name]
    return f"{name}: {'at once' if kind.cannot_wait else f'in a morning under {kind.section}'}\n"


def _read(session: Session, name: MessageName, sample: Sample) -> str:
    to = session.get_one(Person, sample.to.id)
    new = outbox.NewMessage(f"sample:{sample.name}", to, name, sample.about, NOW, sample.channel)
    number = outbox.add(session, new)
    assert number is not None
    session.flush()
    session.expire_all()
    message = outbox.find(session, number)
    job = RenderJob(RequestContext(session, message.person, NOW, RULES), message)
    answer, when = answer_of(job), _when(job)
    if answer is None:
        _arrive(message)
        answer = answer_of(job)
    assert answer is not None
    place = f"in {sample.channel}, for {to.called}" if sample.channel else f"to {to.called}"
    return f"== {sample.name}: {place}{when}\n\n{as_read(answer)}\n\n{as_read(why(job))}\n"


def _when(job: RenderJob) -> str:
    """Say whether it waits for its reader's morning."""
    kind = BY_NAME[MessageName(job.message.kind)]
    subject = kind.subject(job)
    if kind.name == MessageName.DAILY_DIGEST or subject is None:
        return ""
    at_once = kind.why_now(subject, job)
    return f"\nAt once: {at_once}" if at_once else "\nWith the next morning"


def _arrive(message: Message) -> None:
    """Let it have been sent: what is not true any more is only ever read in what was sent."""
    message.done_at = NOW


def test_every_kind_is_listed_once() -> None:
    assert sorted(kind.name for kind in KINDS) == sorted(MessageName)


def test_no_file_is_kept_of_a_kind_that_is_no_more() -> None:
    assert {each.stem for each in (FOLDER / "messages").glob("*.txt")} == set(MessageName)

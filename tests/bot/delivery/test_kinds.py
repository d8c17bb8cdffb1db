"""Every kind of message as it is read: its words, its buttons, and why it came.

What each looks like is in `tests/golden/messages`, a file a kind: read the difference before you
keep a new one with `KEEP_GOLDEN=1 pytest tests/bot/delivery/test_kinds.py`.
"""

import pytest
from sqlalchemy.orm import Session

from bot.delivery.kinds import BY_NAME, KINDS
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import why
from db.models import MessageName
from jobs.context import CommandNames
from jobs.context import Council as Rules
from jobs.rules.working_days import Calendar
from tests.bot.delivery.as_read import as_read
from tests.bot.delivery.samples.every_kind import SAMPLES, job_of, rendered
from tests.bot.delivery.samples.kit import Sample, month_of_audits
from tests.golden import FOLDER, assert_kept
from tests.kept import kept
from tests.people import Council

ENGLAND = Calendar.of("ENG")
RULES = Rules(
    ENGLAND,
    CommandNames(action="/improve", audit="/look", status="/stand"),
    audit_tool="https://council.example/tool",
    practice_standards="https://council.example/standards",
)


@pytest.mark.parametrize("name", MessageName)
def test_every_kind_of_message_reads_as_it_is_kept(council: Council, name: MessageName) -> None:
    kept(council, month_of_audits)
    with council.database.begin() as session:
        read = [_read(session, name, each) for each in SAMPLES[name](council, session)]
    assert_kept("messages", name, "\n".join([_heading(name), *read]))


def _heading(name: MessageName) -> str:
    if name == MessageName.DAILY_DIGEST:
        return f"{name}: the one message of a morning\n"
    kind = BY_NAME[name]
    return f"{name}: {'at once' if kind.cannot_wait else f'in a morning under {kind.section}'}\n"


def _read(session: Session, name: MessageName, sample: Sample) -> str:
    job = job_of(session, name, sample, RULES)
    when = _when(job)
    place = f"in {sample.channel}, for the {sample.to.name}"
    where = f"{place if sample.channel else f'to the {sample.to.name}'}{when}"
    return f"== {sample.name}: {where}\n\n{as_read(rendered(job))}\n\n{as_read(why(job))}\n"


def _when(job: RenderJob) -> str:
    """Say whether it waits for its reader's morning."""
    kind = BY_NAME[MessageName(job.message.kind)]
    subject = kind.subject(job)
    if kind.name == MessageName.DAILY_DIGEST or subject is None:
        return ""
    at_once = kind.why_now(subject, job)
    return f"\nAt once: {at_once}" if at_once else "\nWith the next morning"


def test_every_kind_is_listed_once() -> None:
    assert sorted(kind.name for kind in KINDS) == sorted(MessageName)


def test_no_file_is_kept_of_a_kind_that_is_no_more() -> None:
    assert {each.stem for each in (FOLDER / "messages").glob("*.txt")} == set(MessageName)

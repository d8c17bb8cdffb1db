"""Every kind of message as it is written to the outbox, with real rows behind it.

Each sample says to whom it is and what it is about.
"""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from bot.slack.blocks import Answer
from db.models import MessageName, Person
from db.outbox import queries as outbox
from jobs.context import Council as Rules
from jobs.context import RequestContext
from tests.bot.delivery.samples import actions, audits, months, mornings, others
from tests.bot.delivery.samples.kit import Sample, Samples
from tests.people import NOW, Council

SAMPLES: Mapping[MessageName, Callable[[Council, Session], Samples]] = {
    MessageName.DAILY_DIGEST: mornings.daily_digest,
    MessageName.EVENT: actions.events,
    MessageName.APPROVAL: actions.approvals,
    MessageName.IMPORTED: actions.imports,
    MessageName.UNBLOCKED: actions.unblocked,
    MessageName.BLOCKED_AGAIN: actions.blocked_again,
    MessageName.SIGN_OFF: actions.sign_offs,
    MessageName.NO_SIGNER: actions.no_signers,
    MessageName.OUTCOME: actions.outcomes,
    MessageName.HANDOVER: actions.offers,
    MessageName.LEAVING: actions.leavers,
    MessageName.AUDIT: audits.audits,
    MessageName.AUDIT_INVITE: audits.invitations,
    MessageName.AUDIT_MONTH: months.months,
    MessageName.LEARNING_NOTE: months.learning_notes,
    MessageName.AUDIT_NUDGE: audits.nudges,
    MessageName.SUBSCRIPTION: others.subscribed,
    MessageName.SUBSCRIPTION_NEWS: others.subscription_news,
    MessageName.DEAD_LETTER: others.dead_letters,
    MessageName.ACCEPTED: others.accepted,
    MessageName.ERASED: others.erased,
    MessageName.RESTORED: others.restored,
    MessageName.APPOINTED: others.appointed,
    MessageName.WELCOME: others.welcomes,
    MessageName.LATE_ANSWER: others.late_answers,
    MessageName.ANSWER: others.answers,
    MessageName.PAIR: audits.pairs,
}


def job_of(session: Session, name: MessageName, sample: Sample, rules: Rules) -> RenderJob:
    """Write a sample to the outbox and return what it is made into words from."""
    to = session.get_one(Person, sample.to.id)
    new = outbox.NewMessage(f"sample:{sample.name}", to, name, sample.about, NOW, sample.channel)
    number = outbox.add(session, new)
    assert number is not None
    session.flush()
    session.expire_all()
    message = outbox.find(session, number)
    return RenderJob(RequestContext(session, message.person, NOW, rules), message)


def rendered(job: RenderJob) -> Answer:
    """Return what a message says; what is not true any more, as it was sent."""
    answer = answer_of(job)
    if answer is None:
        job.message.done_at = NOW
        answer = answer_of(job)
    assert answer is not None
    return answer

"""A month's plan as the lead sees it: fairness, days, who is left out; or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from db.models import AuditRound
from db.outbox import reminders
from db.session import Session
from jobs.audits.auditor_pool import offered
from jobs.rules.draw.answers import BadPins, Blocked, Diary
from jobs.rules.draw.fairness import fairness
from jobs.rules.draw.model import Plan, Request
from jobs.rules.draw.words import (
    bad_pin_words,
    blocked_words,
    diary_words,
    fairness_words,
    left_out_words,
    stretched_words,
)


@dataclass(frozen=True)
class Drawn:
    """What came of a draw, in words: a round that can be published, or why there is none.

    `fairness` is the certificate, `notes` what is wanting in the days offered, and `left_out` who
    has no audit this month and why, a sentence each.
    """

    month: date
    round: AuditRound | None = None
    refusal: list[str] = field(default_factory=list)
    fairness: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def shown(session: Session, round_: AuditRound, diary: Diary | None = None) -> Drawn:
    """Return a round that was drawn in words; without its `diary` the days are offered again."""
    request, plan = Request.from_json(round_.request), Plan.from_json(round_.plan)
    names = names_of(session)
    fair = fairness(request, plan)
    stretched = stretched_words(plan, names)
    diary = diary or offered(request, plan.ids)
    return Drawn(
        month=round_.month,
        round=round_,
        fairness=_sentences(*fairness_words(fair, names), stretched or ""),
        notes=_sentences(*diary_words(diary, names)),
        left_out=_sentences(*(left_out_words(left, names) for left in fair.left_out)),
    )


def refused(session: Session, month: date, answer: Blocked | BadPins) -> Drawn:
    """Return in words why a month cannot be drawn."""
    names = names_of(session)
    if isinstance(answer, Blocked):
        return Drawn(month, refusal=_sentences(blocked_words(answer, names)))
    return Drawn(month, refusal=_sentences(*(bad_pin_words(pin, names) for pin in answer.pins)))


def names_of(session: Session) -> Mapping[str, str]:
    """Return how sentences name everybody, by the engine's ids."""
    return {str(person.id): person.called for person in reminders.roster(session)}


def capital(sentence: str) -> str:
    """Return a sentence with a capital at its start: a role is called "the Team Manager"."""
    return sentence[:1].upper() + sentence[1:]


def _sentences(*sentences: str) -> list[str]:
    return [capital(sentence) for sentence in sentences if sentence]

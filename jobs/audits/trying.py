"""What the next month's draw would look like by other rules, before anybody saves them."""

from dataclasses import dataclass
from datetime import date, datetime

from db.audits import queries as audits
from db.models import RoundState
from db.session import Session
from jobs.audits.drawing import Wishes, asked_of, wishes_of
from jobs.audits.plan_words import capital, names_of
from jobs.rules import audit_month
from jobs.rules.audit_services import RuleSets
from jobs.rules.draw.answers import BadPins, Blocked, TooManyPairsError
from jobs.rules.draw.fairness import fairness
from jobs.rules.draw.model import Ids, Plan
from jobs.rules.draw.words import bad_pin_words, blocked_words
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class Trial:
    """A month drawn for nobody: what it would have, in words, and its pairs if it has any."""

    words: str
    pairs: frozenset[Ids] | None = None


def tried(
    session: Session, old: RuleSets, new: RuleSets, calendar: Calendar, at: datetime
) -> list[str]:
    """Say what the next month to be drawn would have by `new` rules, and by the `old` ones.

    Nothing is written and nobody is told.
    """
    month = _next_undrawn(session, at.date())
    before = _trial(session, month, old, calendar, at)
    after = _trial(session, month, new, calendar, at)
    said = [f"{month:%B %Y} by these rules: {after.words}"]
    if after == before:
        return [*said, "That is what it would be by the rules that hold now."]
    said.append(f"By the rules that hold now: {before.words}")
    if before.pairs and after.pairs:
        same = len(before.pairs & after.pairs)
        said.append(f"{same} of {_count(len(after.pairs), 'pair')} would be the same.")
    return said


def _next_undrawn(session: Session, today: date) -> date:
    """Return the first month to come that nobody has been told of."""
    month = audit_month.next_month(today)
    round_ = audits.round_for(session, month)
    is_told = round_ is not None and round_.state != RoundState.DRAWN
    return audit_month.next_month(month) if is_told else month


def _trial(
    session: Session, month: date, sets: RuleSets, calendar: Calendar, at: datetime
) -> Trial:
    from jobs.rules.draw.solve import draw

    round_ = audits.round_for(session, month)
    wishes = wishes_of(session, round_) if round_ else Wishes()
    asked = asked_of(session, month, sets, calendar, at, wishes)
    if isinstance(asked, str):
        return Trial(asked)
    try:
        answer = draw(asked.request)
    except TooManyPairsError as error:
        return Trial(str(error))
    if not isinstance(answer, Plan):
        return Trial(f"it cannot be drawn. {_why(session, answer)}")
    fair = fairness(asked.request, answer)
    unreached = sum(left.why == "nobody may audit them" for left in fair.left_out)
    auditors = len({auditor for auditor, _ in answer.ids})
    parts = [
        _count(auditors, "auditor"),
        _count(fair.audits, "audit"),
        f"{fair.people} of {_count(fair.available, 'practitioner')} audited",
        f"{_count(unreached, 'practitioner')} could not be reached",
        *(f"nothing for {off.service or 'those in no service'}" for off in fair.off),
    ]
    return Trial(f"{', '.join(parts)}.", frozenset(answer.ids))


def _why(session: Session, answer: Blocked | BadPins) -> str:
    names = names_of(session)
    if isinstance(answer, Blocked):
        return capital(blocked_words(answer, names))
    return " ".join(capital(bad_pin_words(pin, names)) for pin in answer.pins)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"

"""Who is asked to sign an action off, and how they are told."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from db.actions import signoff, signoff_queries
from db.actions.operations import UNDO_FOR
from db.actions.roles import may_see, roles_of
from db.audits import auditor_pool
from db.context import ChangeContext, WorkContext
from db.models import Action, Event, MessageName, Person
from db.outbox import queries as outbox
from db.people import queries as people
from db.permissions import Permission, may
from db.session import Session
from jobs.actions import notices
from jobs.audits import settings
from jobs.context import Council, CouncilContext, RequestContext
from jobs.rules.registers import SIGNED_OFF


@dataclass(frozen=True)
class Closed:
    """What came of marking an action done: who is asked to sign it off, and what can begin now."""

    event: Event
    asked: Person | None
    unblocked: Sequence[int] = ()


def close(ctx: RequestContext, action: Action, note: str = "") -> Closed:
    """Mark an action done, tell whom it concerns, and ask somebody to sign it off.

    Nobody is asked where its register wants no sign-off, unless somebody was named for it. They are
    asked when the minute for undoing is over, so that a slip reaches nobody.
    """
    wanted = is_wanted(ctx, action)
    asked = None
    if wanted:
        asked = Choosing(ctx.session, ctx.today).choose(action, marked_by=ctx.person)
    event = signoff.close(ctx, action, note, asked, wanted=wanted)
    unblocked = notices.tell(ctx.session, action, event)
    if not wanted:
        return Closed(event, None, unblocked)
    undoable_until = ctx.now + UNDO_FOR
    if asked is None:
        tell_leads(ctx, action, lambda _: undoable_until)
    else:
        ask(ctx.session, action, event, asked, undoable_until)
    return Closed(event, asked, unblocked)


def is_wanted(ctx: CouncilContext, action: Action) -> bool:
    """Say whether somebody signs it off: its register says so, or somebody was named for it."""
    asked = registers(ctx.session, ctx.council)
    return action.register in asked or action.signer_id is not None


def registers(session: Session, council: Council) -> frozenset[str]:
    """Return the registers whose actions are signed off.

    The council's own rules come before what its server was set up with.
    """
    chosen = SIGNED_OFF.get(settings.signed_off(session))
    return council.registers.sign_off if chosen is None else chosen


def name_signer(ctx: ChangeContext, action: Action, to: Person) -> Event:
    """Choose who is to sign an action off, and ask them where it is done already."""
    event = signoff.name_signer(ctx, action, to)
    ctx.session.flush()
    if "sign_off_asked_id" in event.changes:
        ask(ctx.session, action, event, to, ctx.now)
    return event


def ask(session: Session, action: Action, event: Event, asked: Person, at: datetime) -> None:
    """Ask somebody, `at` a time, to sign off what `event` says they are asked."""
    session.flush()
    key, about = f"{MessageName.SIGN_OFF}:{event.id}:{asked.id}", {"action": action.id}
    outbox.add(session, outbox.NewMessage(key, asked, MessageName.SIGN_OFF, about, at))


def tell_leads(ctx: WorkContext, action: Action, hour_of: Callable[[Person], datetime]) -> None:
    """Tell those who can choose a signer, each at their hour and once, that nobody may sign."""
    ctx.session.flush()
    about = {"action": action.id}
    for person in people.leads_or_admins(ctx.session, ctx.today):
        key, at = _no_signer_key(action, person), hour_of(person)
        outbox.add(ctx.session, outbox.NewMessage(key, person, MessageName.NO_SIGNER, about, at))


def known_to_leads(session: Session, actions: Collection[Action], day: date) -> frozenset[int]:
    """Return of which those who can choose were all told that nobody may sign it off."""
    if not actions:
        return frozenset()
    told = people.leads_or_admins(session, day)
    keys = {_no_signer_key(each, person): each.id for each in actions for person in told}
    unknown = keys.keys() - outbox.known_keys(session, keys)
    return frozenset(each.id for each in actions) - {keys[key] for key in unknown}


def _no_signer_key(action: Action, person: Person) -> str:
    since = action.done_at.isoformat() if action.done_at else "import"
    return f"{MessageName.NO_SIGNER}:{action.id}:{since}:{person.id}"


@dataclass
class Choosing:
    """What a choice of signers asks about on a day, found out once for all of a unit of work."""

    session: Session
    day: date

    @cached_property
    def waiting(self) -> Counter[int]:
        """Count the sign-offs that wait for each person; who asks one more counts it here."""
        return signoff_queries.load(self.session)

    @cached_property
    def away(self) -> frozenset[int]:
        """Return who is on leave."""
        absences = auditor_pool.absences(self.session, self.day, self.day)
        return frozenset(one.person_id for one in absences if not one.can_finish)

    @cached_property
    def grades(self) -> Mapping[int, int]:
        """Return the grade of everybody senior."""
        return {one.id: _grade(one) for one in people.load_senior(self.session)}

    def choose(self, action: Action, marked_by: Person | None = None) -> Person | None:
        """Return who is asked to sign an action off, always the same for the same state of things.

        That is who was named; else a lead outside the owner's line; else an administrator; else the
        manager outside it whose grade is nearest to that of the owner's manager. Among equals it is
        who has fewest `waiting`. Whoever is on leave is asked only where nobody else can be. None
        where nobody may.
        """
        first = next(those_fit(self.session, action, self.day, marked_by), None)
        if first is None or first is action.signer:
            return first
        in_order = self._in_order(people.load_senior(self.session), action.owner)
        fit = (one for one in in_order if _is_fit(one, action, self.day) and one is not marked_by)
        first = next(fit, first)
        return next((one for one in chain([first], fit) if one.id not in self.away), first)

    def _in_order(self, found: Sequence[Person], owner: Person | None) -> Iterator[Person]:
        yield from self._least_loaded(one for one in found if one.is_lead)
        yield from self._least_loaded(one for one in found if one.is_admin)
        if owner is not None:
            yield from self._nearest_grade((one for one in found if one.is_manager), owner)

    def _least_loaded(self, found: Iterable[Person]) -> list[Person]:
        return sorted(found, key=lambda one: (self.waiting.get(one.id, 0), one.id))

    def _nearest_grade(self, found: Iterable[Person], owner: Person) -> list[Person]:
        grade, grades = _grade(owner.manager or owner), self.grades

        def order(one: Person) -> tuple[int, int, int]:
            return abs(grades[one.id] - grade), self.waiting.get(one.id, 0), one.id

        return sorted(found, key=order)


def those_fit(
    session: Session, action: Action, day: date, marked_by: Person | None = None
) -> Iterator[Person]:
    """Yield who may sign an action off on `day`, whoever was named first."""
    named = [action.signer] if action.signer else []
    everybody = (*named, *people.load_senior(session))
    return (one for one in everybody if _is_fit(one, action, day) and one is not marked_by)


def _is_fit(person: Person, action: Action, day: date) -> bool:
    knows = person is action.signer or not action.is_from_audit or may_see(person, action)
    if not knows or not person.is_reachable(day):
        return False
    return may(person, Permission.SIGN, action.owner, besides=roles_of(action, person))


def _grade(person: Person) -> int:
    """Return how many stand above somebody: the fewer, the more senior."""
    return len(list(person.line))

"""What the bot says when somebody hands over what they hold."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.view import ActionRenderContext, due_words
from bot.audits.meeting_words import span
from bot.capital import capital
from bot.refusals import refusal_words
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    faint,
    lines,
    quote,
    row,
    saying,
)
from bot.vocabulary import count, our
from db.handovers import HandoverState, Held, HoldingKind
from db.models import Action, Handover, HandoverItem, LiveAudit, Person
from jobs.context import CommandNames
from jobs.handover.handovers import Answered
from jobs.rules.deadlines import spell

MOST_LISTED = 40
MOST_ASKED = 18  # each takes two of Slack's fifty blocks

Line = list[Block | str]


@dataclass(frozen=True)
class Subjects:
    """The actions and live audits that the things held are about, by number."""

    actions: Mapping[int, Action]
    audits: Mapping[int, LiveAudit]
    reader: ActionRenderContext
    person: Person  # who reads it
    private: frozenset[int] = frozenset()  # actions of which the reader may not be told more

    def line(self, thing: Held) -> Line:
        """Return one thing in a line: as what it is held, and what it is."""
        return _LINES[thing.kind](self, thing.subject_id)

    def action(self, number: int, prefix: str = "") -> Line:
        action = self.actions[number]
        due = due_words(action, self.reader)
        if number in self.private:
            return [f"{prefix}#{number} ", f"an action from {our.live_audit:a}", f" · {due}"]
        return [f"{prefix}{action.called} ", bold(action.title), f" · {due}"]

    def audit(self, number: int) -> Line:
        audit = self.audits[number]
        when = f"booked for {span(audit.booked)}" if audit.booked else f"by {spell(audit.due_on)}"
        return [
            bold(f"{our.live_audit:C} with {audit.practitioner.name}"),
            f" · {when} · {audit.reference}",
        ]

    def moderation(self, number: int) -> Line:
        """Return a moderation in a line; the pair is not named to a moderator."""
        return [f"{our.moderation:C} of ", bold(self.audits[number].blind_reference)]


_LINES: Mapping[str, Callable[[Subjects, int], Line]] = {
    HoldingKind.ACTION: lambda subjects, number: subjects.action(number),
    HoldingKind.DEPUTY: lambda subjects, number: subjects.action(number, "Deputy for "),
    HoldingKind.SIGN_OFF: lambda subjects, number: subjects.action(number, "Sign-off of "),
    HoldingKind.AUDIT: lambda subjects, number: subjects.audit(number),
    HoldingKind.MODERATION: lambda subjects, number: subjects.moderation(number),
}


def holds(giver: Person, reader: Person, what: str) -> str:
    """Say what somebody holds, to themselves as you."""
    return f"You hold {what}" if giver.id == reader.id else f"{giver.name} holds {what}"


def holdings(giver: Person, things: Sequence[Held], subjects: Subjects) -> Answer:
    """List what somebody holds, with a button to hand it over."""
    if not things:
        nothing = f"nothing: no action, {our.live_audit}, sign-off or {our.moderation}."
        return saying(holds(giver, subjects.person, nothing))
    words = holds(giver, subjects.person, counted(things))
    hand = button("Hand it over", "handover_form", {"giver": giver.id}, "primary")
    return Answer(words, [lines([bold(words)]), *_listed(things, subjects), row("hand", hand)])


def preview(
    giver: Person, taker: Person, things: Sequence[Held], subjects: Subjects, why: str
) -> Answer:
    """Show what would be offered before anybody hears of it."""
    held = holds(giver, subjects.person, counted(things))
    words = f"{held}. Offer it all to {taker.called}?"
    value = {"giver": giver.id, "taker": taker.id, "why": why}
    tools = row(
        "handover",
        button("Offer it", "handover_offer", value, "primary"),
        button("Cancel", "date_cancel", {}),
    )
    said = [quote(why)] if why else []
    shown = [lines([bold(words)]), *said, *_listed(things, subjects), tools]
    return Answer(words, shown, asks=True)


def begun(handover: Handover) -> Answer:
    return saying(
        f"I asked {handover.taker.called}. You'll be told when everything has an answer; until "
        f"then it all stays with {handover.giver.called}."
    )


def _listed(things: Sequence[Held], subjects: Subjects) -> list[Block]:
    shown = [bullets(*(subjects.line(thing) for thing in things[:MOST_LISTED]))]
    hidden = len(things) - MOST_LISTED
    return [*shown, aside(f"and {hidden} more")] if hidden > 0 else shown


def counted(things: Sequence[Held | HandoverItem]) -> str:
    """Count things by kind: "3 actions, 1 live audit"."""
    kinds = [HoldingKind(thing.kind) for thing in things]
    return ", ".join(
        count(kinds.count(kind), name) for kind, name in _NAMES.items() if kind in kinds
    )


_NAMES: Mapping[HoldingKind, str] = {
    HoldingKind.ACTION: "action",
    HoldingKind.DEPUTY: "deputy role",
    HoldingKind.SIGN_OFF: "sign-off",
    HoldingKind.AUDIT: our.live_audit,
    HoldingKind.MODERATION: our.moderation,
}


def offered(handover: Handover, subjects: Subjects, message_id: int | None) -> Answer:
    """Return the offer to whoever is to take over: each thing with yes and no, or what became."""
    giver = handover.giver.called
    words = f"{capital(giver)} is handing over to you: {counted(handover.items)}."
    value = {"h": handover.id, "m": message_id}
    blocks = [lines([bold(words)])]
    if handover.reason:
        blocks.append(quote(handover.reason))
    waiting = [item for item in handover.items if item.state == HandoverState.WAITING]
    if len(waiting) > 1:
        blocks.append(_all(value))
    for item in waiting[:MOST_ASKED]:
        blocks += _asked(item, subjects, value)
    if len(waiting) > MOST_ASKED:
        blocks.append(aside(f"and {len(waiting) - MOST_ASKED} more, once these have an answer"))
    blocks += _became(handover, subjects)
    return Answer(f"Handed over to you: {counted(handover.items)}", blocks)


def in_short(handover: Handover) -> list[Block]:
    """Return an offer in a line, with a yes or no to all of it, and a way to see each thing."""
    waiting = [item for item in handover.items if item.state == HandoverState.WAITING]
    giver = handover.giver.called
    words = f"{capital(giver)} is handing over to you: {counted(waiting)}."
    answers = _all({"h": handover.id, "m": None})["elements"]
    tools = [*answers, button("See each", "handover_see", {})]
    return [lines([words]), row(f"handover-in-short-{handover.id}", *tools)]


def _all(value: Mapping[str, object]) -> Block:
    return row(
        "handover-all",
        button("Accept all", "handover_accept", value, "primary"),
        button("Refuse all", "handover_refuse", value),
    )


def _asked(item: HandoverItem, subjects: Subjects, value: Mapping[str, object]) -> Iterator[Block]:
    yield lines(subjects.line(Held(HoldingKind(item.kind), item.subject_id)))
    chosen = {**value, "i": item.id}
    yield row(
        f"handover-{item.id}",
        button("Accept", "handover_accept", chosen, "primary"),
        button("Refuse", "handover_refuse", chosen),
    )


def _became(handover: Handover, subjects: Subjects) -> list[Block]:
    said = [item for item in handover.items if item.state != HandoverState.WAITING]
    if not said:
        return []
    return [
        bullets(*([_BECAME[item.state], *_line(item, subjects)] for item in said[:MOST_LISTED]))
    ]


def _line(item: HandoverItem, subjects: Subjects) -> Line:
    why = [faint(f" “{item.note}”")] if item.note else []
    return [*subjects.line(Held(HoldingKind(item.kind), item.subject_id)), *why]


_BECAME: Mapping[str, str] = {
    HandoverState.ACCEPTED: "✅ Accepted: ",
    HandoverState.REFUSED: "❌ Refused: ",
    HandoverState.GONE: "No longer theirs to give: ",
}


def answered(told: Answered, commands: CommandNames) -> Answer:
    """Confirm what passed, and say what could not."""
    said = []
    if told.settled:
        verb = "yours now" if told.settled[0].state == HandoverState.ACCEPTED else "refused"
        said.append(f"{counted(told.settled)} {verb}.")
    blocks = [lines([" ".join(said)])] if said else []
    if told.problems:
        blocks.append(lines([bold("Not possible; refuse these, so that they find somebody else:")]))
        blocks.append(bullets(*([refusal_words(problem, commands)] for problem in told.problems)))
    return Answer(" ".join(said) or "That was not possible.", blocks)


def settled(handover: Handover, subjects: Subjects) -> Answer:
    """Tell those who handed over what became of everything."""
    states = [item.state for item in handover.items]
    taker = handover.taker.called
    accepted = f"{states.count(HandoverState.ACCEPTED)} of {len(states)}"
    words = f"{capital(taker)} has taken over {accepted} from {handover.giver.called}."
    blocks = [lines([bold(words)]), *_became(handover, subjects)]
    if HandoverState.REFUSED in states:
        again = button("Hand over the rest", "handover_form", {"giver": handover.giver_id})
        still = f"What was refused is still with {handover.giver.called}."
        blocks += [lines([still]), row("hand", again)]
    return Answer(words, blocks)


def begun_notice(handover: Handover) -> Answer:
    """Tell somebody that what they hold was offered to another."""
    by = handover.asked_by.called if handover.asked_by else "The roster"
    return saying(
        f"{capital(by)} has offered what you hold to {handover.taker.called}: "
        f"{counted(handover.items)}. Until they say yes, it stays yours."
    )


def unanswered(handover: Handover, subjects: Subjects) -> Answer:
    """Tell a manager that an offer still waits for its answer."""
    waiting = [item for item in handover.items if item.state == HandoverState.WAITING]
    words = (
        f"{capital(handover.taker.called)} hasn't answered yet about {counted(waiting)} that "
        f"{handover.giver.called} is handing over."
    )
    other = button("Offer it to somebody else", "handover_form", {"giver": handover.giver_id})
    return Answer(words, [lines([bold(words)]), row("hand", other)])


def leaving(person: Person, things: Sequence[Held], subjects: Subjects) -> Answer:
    """Tell those above a leaver what they still hold."""
    how = how_gone(person, subjects.reader.today)
    words = f"{capital(person.called)} {how} and still holds {counted(things)}."
    hand = button("Hand it over", "handover_form", {"giver": person.id}, "primary")
    return Answer(words, [lines([bold(words)]), *_listed(things, subjects), row("hand", hand)])


def how_gone(person: Person, today: date) -> str:
    """Say why somebody cannot keep what they hold."""
    if person.ends_on:
        return f"{'left' if person.ends_on < today else 'leaves'} on {spell(person.ends_on)}"
    return "has left Slack" if person.left_slack else "isn't on the roster"


def nothing_offered(command: str) -> Answer:
    return saying(
        f"Nothing has been offered to you. `{command} handover @person to @person` hands over "
        f"what somebody holds, and `{command} handover me` shows what you hold."
    )

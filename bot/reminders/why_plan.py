"""Why somebody is asked to approve a date, to sign an action off, or what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.slack.blocks import Block, aside, bold, lines
from db.actions import date_changes
from db.actions import queries as actions
from db.models import Message, MessageName
from db.session import Session

Told = Iterator[Block]

ONCE: Final = (
    "News comes once, when it happens. There is nothing to stop: no more comes of this one."
)
_APPROVING: Final = (
    "A second or later move of a date needs approval a level up, and that is you. Approve or "
    "decline it; what has no answer for 3 working days stands once in the morning's message."
)
_SIGNING: Final = (
    "What is done is signed off by somebody who neither owns it nor is in the owner's line: you "
    "were named for that, or are a lead, an administrator or a manager outside the line. Sign it "
    "off or return it; until then it comes again with your morning's message."
)
_LEADING: Final = "You are a lead, and what is done has waited long for its sign-off."
_NO_SIGNER: Final = (
    "You are a lead, and nobody outside the owner's line is there to sign it off. Name somebody "
    "with the command signer."
)
_JUDGING: Final = (
    "Some weeks after an action is signed off, the owner's manager or whoever signed it is asked "
    "whether it made a difference. Answer, and it ends; too early asks once more."
)
_BEGINNING: Final = "You own it, and the last thing it waited for is done."
_WAITING_AGAIN: Final = "You own it, and something it waits for was opened again."


def about_action(session: Session, message: Message) -> Told:
    """Say why a message that asks about one action came."""
    number = message.about.get("action") or _moved(session, message.about["move"])
    yield _of(session, number, _KINDS[message.kind])
    if message.kind != MessageName.SIGN_OFF:
        yield aside(ONCE)


def in_the_morning(
    session: Session, asked: Sequence[Mapping[str, Any]], signing: Sequence[Mapping[str, Any]]
) -> Told:
    """Say why approvals and sign-offs stand in the morning's message."""
    known = actions.several(session, [each["id"] for each in (*asked, *signing)])
    for each in asked:
        if each["id"] in known:
            yield _of(session, each["id"], _APPROVING)
    for each in signing:
        if each["id"] in known:
            yield _of(session, each["id"], _LEADING if each["as"] == "lead" else _SIGNING)


def _moved(session: Session, line: int) -> int:
    found = date_changes.move(session, line)
    if found is None:
        raise LookupError(f"the ledger has no line {line}")
    return found.action_id


def _of(session: Session, number: int, words: str) -> Block:
    action = actions.several(session, [number])[number]
    return lines([f"#{number} ", bold(action.title)], [words])


_KINDS: Final[Mapping[str, str]] = {
    MessageName.APPROVAL: _APPROVING,
    MessageName.SIGN_OFF: _SIGNING,
    MessageName.NO_SIGNER: _NO_SIGNER,
    MessageName.OUTCOME: _JUDGING,
    MessageName.UNBLOCKED: _BEGINNING,
    MessageName.BLOCKED_AGAIN: _WAITING_AGAIN,
}

"""Actions found by what people know of them: a plan's own number, a link, their words."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.queries import open_first, telling, visible_to
from db.models import Action, Person


def by_reference(session: Session, reference: str, asker: Person) -> Action | None:
    """Return the action with that number in its plan, if `asker` may see it."""
    query = select(Action).where(
        func.lower(Action.reference) == reference.lower(), visible_to(asker)
    )
    return session.scalar(query)


def by_link(session: Session, link: str, asker: Person) -> Action | None:
    """Return the action that was made of the message with that link, if `asker` may see it."""
    query = select(Action).where(Action.source_link == link, visible_to(asker))
    return session.scalars(query.order_by(Action.id.desc())).first()


def of_source(session: Session, source: str, asker: Person) -> Sequence[Action]:
    """Return the actions that came from there, those still open first."""
    query = select(Action).where(func.lower(Action.source) == source.lower(), visible_to(asker))
    return session.scalars(open_first(query)).all()


def with_words(session: Session, asker: Person, words: Collection[str]) -> Sequence[Action]:
    """Return the actions `asker` may see with all these words, those still open first."""
    told = (Action.title, Action.reference, Action.theme, Action.phase, Action.source)
    return telling(session, words, select(Action.id, *told).where(visible_to(asker)))


def titled(session: Session, asker: Person, words: Collection[str]) -> Sequence[Action]:
    """Return the actions `asker` may see with all these words in their titles, open ones first."""
    return telling(session, words, select(Action.id, Action.title).where(visible_to(asker)))

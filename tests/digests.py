"""A digest with every part of it measured, so that it can be read when its session is over."""

from datetime import date
from functools import cached_property

from db.digest.scope import DigestScope
from db.session import Session
from jobs import context
from jobs.digest.digest import SHOWN, Digest
from tests.people import TODAY
from tests.plans import ENGLAND


def measured(
    session: Session, scope: DigestScope, since: date | None = None, shown: int = SHOWN
) -> Digest:
    """Return the digest of today, all of it measured."""
    digest = Digest(session, scope, TODAY, context.Council(ENGLAND), since, shown)
    for name, part in vars(Digest).items():
        if isinstance(part, cached_property):
            getattr(digest, name)
    return digest

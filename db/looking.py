"""What a session that only looks has worked out: what it goes by stays as it is until it ends."""

from typing import Any

from sqlalchemy.orm import Session


def only_looks(session: Session) -> bool:
    """Say whether a session was made to look, and refuses to write."""
    return bool(session.get_bind().get_execution_options().get("looks_only"))


def worked_out(session: Session, name: str) -> dict[Any, Any]:
    """Return what a session has kept under a name; one that may write keeps nothing."""
    kept: dict[Any, Any] = session.info.setdefault(name, {}) if only_looks(session) else {}
    return kept

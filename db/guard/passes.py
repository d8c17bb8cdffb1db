"""Who said that what the guard asked about is no child's; what was written is not kept."""

from collections.abc import Collection

from db.context import ChangeContext
from db.guard.kinds import Kind
from db.models.guard import GuardPass


def record(ctx: ChangeContext, kinds: Collection[Kind]) -> None:
    """Write down that somebody is sure of some kinds, a row each."""
    for kind in sorted(kinds, key=lambda kind: kind.value):
        ctx.session.add(GuardPass(person_id=ctx.person.id, at=ctx.now, kind=kind.value))

"""Re-pairing a published month with least disturbance: one step, proven, nothing forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.audits import work as audit_work
from db.errors import RefusedError
from db.models import LiveAudit, MonthState
from db.permissions import Permission, require
from jobs.audits.plan import names_of
from jobs.audits.published_month import PublishedMonth, ids_of, published_month
from jobs.audits.replacing import Replacing
from jobs.context import RequestContext
from jobs.rules.draw.answers import BadPins, Blocked
from jobs.rules.draw.repair import Cannot, RePaired, re_pair
from jobs.solving import solved


@dataclass(frozen=True)
class MonthOver:
    """Nobody new can be paired: the month is not published, or its last day has passed."""

    month: date


@dataclass(frozen=True)
class RePairing:
    """What a re-pair would change, or has changed; everybody is named by the engine's ids.

    `cancelled` are the audits that give way and `made` the new ones, once it is applied.
    """

    audit: LiveAudit
    answer: RePaired | Blocked | BadPins | MonthOver
    names: Mapping[str, str]
    cancelled: tuple[LiveAudit, ...] = ()
    made: tuple[LiveAudit, ...] = ()

    @property
    def possible(self) -> bool:
        """Say whether it makes a new pair."""
        return isinstance(self.answer, RePaired) and bool(self.answer.added)


def preview_re_pair(ctx: RequestContext, audit: LiveAudit) -> RePairing:
    """Say what would make up for an audit that was not held, or cannot be; nothing changes."""
    _, offer = _found(ctx, audit)
    return offer


def apply_re_pair(ctx: RequestContext, audit: LiveAudit) -> RePairing:
    """Make up for an audit with new pairs, and tell everyone whom that concerns.

    The new pairs hear at once, or in the morning's message where the month has not opened for them.
    The caller has locked the month. Raises RefusedError for whoever may not, where it is done
    already, and where no pair can be found.
    """
    require(ctx.person, Permission.RE_PAIR, audit)
    if audit_work.replacement_of(ctx.session, audit) is not None:
        raise RefusedError("audit.paired_again_already", reference=audit.reference)
    month, offer = _found(ctx, audit)
    if month is None or not isinstance(offer.answer, RePaired):
        raise RefusedError("audit.no_re_pair", offer=offer)
    if not offer.possible:
        raise RefusedError("audit.no_new_pair", reference=audit.reference)
    replacing = Replacing(ctx, audit.audit_month, month, offer.answer)
    cancelled, made = replacing.carry_out()
    return RePairing(audit, offer.answer, offer.names, tuple(cancelled), tuple(made))


def _found(ctx: RequestContext, audit: LiveAudit) -> tuple[PublishedMonth | None, RePairing]:
    """Return the re-pair that disturbs least, or why there is none."""
    audit_month, names = audit.audit_month, names_of(ctx.session)
    if audit_month.state != MonthState.PUBLISHED or ctx.today > audit_month.due_on:
        return None, RePairing(audit, MonthOver(audit_month.month), names)
    month = published_month(ctx, audit)
    published = tuple(month.published)
    answer = solved(re_pair, month.request, published, Cannot(ids_of(audit)), ctx.today)
    return month, RePairing(audit, answer, names)

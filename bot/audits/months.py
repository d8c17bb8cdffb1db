"""Which month of live audits is meant: by its name, or the one that runs."""

import re
from typing import Final

from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditMonth, MonthState
from db.permissions import Permission, require
from jobs.context import RequestContext
from jobs.rules.deadline_words import MONTHS

LOOKED_BACK: Final = 36
_ISO: Final = re.compile(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])(?:-01)?")
_NAMED: Final = re.compile(r"(?P<name>[a-z]+)(?:[\s,]+(?P<year>20\d\d))?")


def month_named(ctx: RequestContext, words: str, permission: Permission) -> AuditMonth:
    """Return the latest month that was drawn under this name: "December", "2026-12".

    No name is the month to look after: the latest that has opened and is not closed, else the next
    that opens, else the latest there is. Whether it was drawn is told to those who may.
    """
    require(ctx.person, permission)
    drawn = audits.latest_months(ctx.session, LOOKED_BACK)
    if not words.strip():
        standing = [one for one in drawn if one.state != MonthState.CLOSED]
        running = [one for one in standing if one.opens_on <= ctx.today]
        found = [*running, *reversed(standing), *drawn]
    else:
        number, year = _read(words)
        found = [
            one for one in drawn if one.month.month == number and year in (None, one.month.year)
        ]
    if not found:
        raise RefusedError("audit.month_not_drawn", month=words.strip() or "A month")
    return found[0]


def _read(words: str) -> tuple[int, int | None]:
    text = words.strip().lower()
    if iso := _ISO.fullmatch(text):
        return int(iso["month"]), int(iso["year"])
    named = _NAMED.fullmatch(text)
    if named is None or named["name"] not in MONTHS:
        raise RefusedError("audit.no_month_named", month=words.strip())
    return MONTHS[named["name"]], int(named["year"]) if named["year"] else None

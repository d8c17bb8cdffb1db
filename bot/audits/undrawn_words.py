"""What is said of the services that a month had to leave out."""

from collections.abc import Iterable, Sequence

from bot.audits.draw_words import blocked_words
from bot.capital import capital, listed
from bot.vocabulary import our
from db.models import AuditMonth
from jobs.audits.plan import Names
from jobs.rules.draw.answers import Undrawn


def undrawn_words(undrawn: Sequence[Undrawn], names: Names) -> list[str]:
    """Say of each service that it is left out, why, and what would let it be drawn."""
    return [
        f"Not drawn: {service_words(one.service)}; the other services are drawn without it. "
        f"{capital(blocked_words(one.why, names))}"
        for one in undrawn
    ]


def left_out_words(services: Iterable[str]) -> str:
    """Name the services that were left out, if any."""
    named = ", ".join(map(service_words, services))
    return f"Not drawn: {named}. The plan says why, and what to change." if named else ""


def service_words(service: str) -> str:
    """Name a service, also for those who are in none."""
    return service or "those in no service"


def not_counted_words(audit_month: AuditMonth, before: Sequence[AuditMonth]) -> list[str]:
    """Say of which earlier months a draw knows nothing, because nothing of them is held yet."""
    if not before:
        return []
    names = listed([f"{one.month:%B %Y}" for one in before])
    return [
        f"{names} {'is' if len(before) == 1 else 'are'} not counted, because only "
        f"{our.live_audits} that were held are: the same pairs may meet again in "
        f"{audit_month.month:%B}, and who is drawn there still counts as waiting here."
    ]

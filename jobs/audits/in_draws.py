"""What months of live audits were drawn with of one person: for the council's answer alone."""

from collections.abc import Iterator

from pydantic import TypeAdapter

from db.audits import queries as audits
from db.models import Person
from db.session import Session
from jobs.rules.draw.model import Auditor, Candidate, DrawRequest, Practitioner


def in_draws(session: Session, person: Person) -> Iterator[dict[str, object]]:
    """Yield what each month that was told had of somebody, as auditor or practitioner."""
    adapter = TypeAdapter[Candidate](Auditor | Practitioner)
    for audit_month in audits.published_months(session):
        request = DrawRequest.from_json(audit_month.request)
        for one in (*request.auditors, *request.practitioners):
            if one.id == str(person.id):
                told = adapter.dump_python(one, mode="json", exclude={"id", "line"})
                as_what = "auditor" if isinstance(one, Auditor) else "practitioner"
                yield {"month": f"{audit_month.month:%Y-%m}", "as": as_what, **told}

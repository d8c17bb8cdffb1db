"""What changes the case of a live audit: each changes the row and writes its event."""

from dataclasses import dataclass
from typing import ClassVar

from db.audits import changes
from db.context import ChangeContext, WorkContext
from db.models import AuditEvent, AuditEventKind, LiveAudit


@dataclass(frozen=True)
class CaseGiven:
    """A case as an audit has it: its line, its fingerprint, how chosen, and who else holds it."""

    FIELDS: ClassVar = (
        "case_line",
        "case_key",
        "case_chosen",
        "case_chosen_by_id",
        "second_practitioner_id",
    )

    line: int
    key: str | None
    chosen: str
    second_id: int | None = None

    def fields(self) -> dict[str, object]:
        """Return what a row keeps of it."""
        return {
            "case_line": self.line,
            "case_key": self.key,
            "case_chosen": self.chosen,
            "second_practitioner_id": self.second_id,
        }


def name_case(
    ctx: ChangeContext, audit: LiveAudit, given: CaseGiven, *, is_the_file: bool
) -> AuditEvent:
    """Let an audit have the case that somebody names; the caller asks who may.

    If it is another than the file it was to look at again, that file is still owed its look.
    """
    changes.refuse_unless_open(audit, "name")
    fields = given.fields() | {"case_chosen_by_id": ctx.person.id}
    if not is_the_file:
        fields["re_audit_of_id"] = None
    return changes.change(ctx, audit, AuditEventKind.CASE_NAMED, fields)


def lose_case(ctx: ChangeContext, audit: LiveAudit, why: str) -> AuditEvent:
    """Take its case from an audit, since it was closed or transferred; which one is in history.

    Whatever the audit was for, it is for the next case from now on.
    """
    fields = dict.fromkeys((*CaseGiven.FIELDS, "re_audit_of_id"))
    return changes.change(ctx, audit, AuditEventKind.CASE_GONE, fields, why)


def next_case(ctx: WorkContext, audit: LiveAudit, given: CaseGiven) -> AuditEvent:
    """Let an audit have a case that was drawn for it."""
    by_itself = WorkContext(ctx.session, None, ctx.now)
    fields = given.fields() | {"case_chosen_by_id": None}
    return changes.change(by_itself, audit, AuditEventKind.CASE_NAMED, fields)

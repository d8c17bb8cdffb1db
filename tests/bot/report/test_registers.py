"""What live audits led to stands in a report as a count alone, and a small count is hidden."""

import re
from io import BytesIO
from zipfile import ZipFile

from bot.report.document import document
from bot.report.pack import histories
from bot.report.workbook import workbook
from db.models import Action, Register
from db.session import Database
from jobs.context import Council
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.audience import Audience
from jobs.report.packing import packed
from jobs.report.versions import version
from jobs.rules.periods import QUARTER, Period
from jobs.rules.small_numbers import LEAST_SHOWN
from tests.bot.digest.test_sample import sample
from tests.sample_year import CALENDAR, NOW

__all__ = ["sample"]

THEME = "A theme that one audit alone has"


def _asked() -> ReportScope:
    return ReportScope(Period.of(NOW.date(), QUARTER), NOW.date(), NOW, Council(CALENDAR))


def _text(made: bytes) -> str:
    """Return every word in a file, and in the files that are in it."""
    if not made.startswith(b"PK"):
        return re.sub(r"<[^>]+>", "", made.decode(errors="replace"))
    with ZipFile(BytesIO(made)) as parts:
        return " ".join(_text(parts.read(name)) for name in parts.namelist())


def _private(database: Database) -> set[str]:
    """Give every action from an audit a theme of its own; return what nobody may read of them."""
    with database.begin() as session:
        rows = session.query(Action).filter_by(register=Register.AUDITS).all()
        for row in rows:
            row.theme = f"{THEME} ({row.id})"
        references = {row.audit.reference for row in rows if row.audit}
        assert references
        return {THEME, *references, *(row.title for row in rows)}


def test_no_version_of_the_sample_year_tells_of_a_single_audit(sample: Database) -> None:
    private = _private(sample)
    with sample.read() as session:
        facts, everything = facts_of(session, _asked()), packed(session, _asked())
    report = version(facts, Audience.SCRUTINY)
    for cell in (report.from_audits.number, report.from_audits.out_of):
        assert cell.number is None or cell.number == 0 or cell.number >= LEAST_SHOWN
    scrutiny = _text(document(report)) + _text(workbook(report))
    assert "Besides the plan" in scrutiny
    assert not re.search(r"LA-20\d\d-\d\d-\d{3}", scrutiny)
    for said in (scrutiny, histories(everything.history).decode()):
        assert [word for word in private if word in said] == []

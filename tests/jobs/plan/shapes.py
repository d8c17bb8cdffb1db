"""Shapes of plans as councils have them, and what is read of each without storing anything."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx import Document
from docx.oxml import parse_xml

from bot.plan.notes import note_words
from db.models import Due
from db.plan.importing import PlanEntry
from db.session import Database
from jobs.plan.importing import Choices, Preview
from jobs.plan.sums import sums
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import looked_at, xlsx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICER = "Improvement Officer"
JAN, FEB = date(2027, 1, 29), date(2027, 2, 26)
HEADINGS = ("Ref", "Action", "Lead", "Due date")
FIRST = ("A1", "Write the guide", OFFICER, JAN)


@dataclass(frozen=True)
class ReadRow:
    """What is read of one row, in a form that is easy to compare."""

    entry: PlanEntry

    @property
    def reference(self) -> str:
        return "" if self.entry.is_made else self.entry.reference

    @property
    def title(self) -> str:
        return str(self.entry.values.get("title", ""))

    @property
    def due(self) -> Due:
        return self.entry.due.due if self.entry.due else Due()

    @property
    def day(self) -> date | None:
        return self.due.day

    def __getattr__(self, name: str) -> object:
        return self.entry.values.get(name)


def read(database: Database, *files: PlanFile, choices: Choices | None = None) -> list[ReadRow]:
    """Return the rows of files that would be stored, in the order of the file."""
    shown = looked_at(database, *files, choices=choices)
    return [ReadRow(step.entry) for step in shown.outcome.steps if step.entry]


def passed(shown: Preview) -> dict[str, int]:
    """Return how much was passed over, by kind."""
    counts: dict[str, int] = {}
    for one in shown.passed:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return counts


def told(database: Database, *rows: Sequence[object]) -> str:
    """Return what the sums under a preview of these rows say."""
    return "\n".join(note_words(each) for each in sums(looked_at(database, xlsx(*rows))))


Part = str  # of a document, as XML


def word(*parts: Part, name: str = "Action plan.docx") -> PlanFile:
    """Return a Word file of these parts."""
    document = Document()
    body = document.element.body
    for part in parts:
        body.insert(len(body) - 1, parse_xml(part))
    written = io.BytesIO()
    document.save(written)
    return PlanFile(name, written.getvalue())


def table(*rows: str) -> Part:
    """Return a table of rows."""
    return f"<w:tbl {W}><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row; what is no cell yet becomes one."""
    made = "".join(each if each.startswith("<w:") else cell(each) for each in cells)
    told = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{told}{made}</w:tr>"


def cell(said: str, *, span: int = 1, properties: str = "") -> str:
    """Return a cell with words in it, or with runs."""
    inner = said if said.startswith("<w:") else run(said)
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{wide}{properties}</w:tcPr><w:p>{inner}</w:p></w:tc>"


def run(said: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r>'


def inserted(said: str) -> str:
    """Return words that were put in with changes tracked."""
    return f'<w:ins w:id="1" w:author="A">{run(said)}</w:ins>'


def deleted(said: str) -> str:
    """Return words that were taken out with changes tracked."""
    return f'<w:del w:id="2" w:author="A"><w:r><w:delText>{said}</w:delText></w:r></w:del>'


def control(content: str, properties: str = "") -> str:
    """Return a content control around something."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def picked(said: str, day: str) -> str:
    """Return the date picker that holds a day."""
    return control(run(said), f'<w:date w:fullDate="{day}T00:00:00Z"/>')


def paragraph(said: str, style: str = "") -> Part:
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p {W}>{told}{run(said)}</w:p>"


def listed(rows: Sequence[ReadRow]) -> list[tuple[str, str, date | None]]:
    """Return the reference, the words and the day of each row."""
    return [(each.reference, each.title, each.day) for each in rows]

"""How long a plan of 5,000 rows takes to be previewed, and how much memory.

    .venv/bin/python -m bench.importing

The file has twelve columns with dates in several writings, sections between the rows, and a roster
of forty to find owners on. It is previewed on an empty database, and again once it is imported.
"""

import io
import resource
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from openpyxl import Workbook

from db.migrate import upgrade
from db.models import Person
from db.session import connect
from jobs.plan import importing
from jobs.plan.importing import Choices
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.tables import MOST_ROWS, PlanFile
from jobs.rules.working_days import Calendar

TODAY: Final = date(2026, 11, 23)
PEOPLE: Final = 40
EVERY: Final = 100  # rows of a section
HEADINGS: Final = (
    *("Ref", "Recommendation", "Action", "Lead officer", "Original target date"),
    *("Revised target date", "Status", "RAG", "Progress update", "Success measure", "Evidence"),
    "Budget",
)


def plan(rows: int) -> PlanFile:
    """Return a plan of so many rows, its sections among them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Action plan")
    sheet.append(HEADINGS)
    for number in range(1, rows):
        if number % EVERY == 1:
            sheet.append([f"Priority {number // EVERY + 1}: Practice"])
            continue
        day = TODAY + timedelta(days=number % 400)
        written = day if number % 2 else f"{day:%d %B %Y}"
        sheet.append(
            [
                *(f"{number // EVERY + 1}.{number % EVERY}", "Decisions are not timely enough"),
                f"Publish standard {number} for decisions and hold a weekly review of it",
                *(f"Colleague {number % PEOPLE}", written, None, "In progress", "Amber"),
                f"The draft {number} went to the panel.",
                *("Nine in ten are timely", "Minutes of the panel", number),
            ]
        )
    content = io.BytesIO()
    book.save(content)
    return PlanFile("plan.xlsx", content.getvalue())


def main() -> None:
    """Print how long a preview takes, before and after the import, and the most memory."""
    file, calendar = plan(MOST_ROWS), Calendar.of("ENG")
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        database = connect(url)
        with database.begin() as session:
            session.add_all(Person(name=f"Colleague {n}", role="Manager") for n in range(PEOPLE))
        for when in ("new", "again"):
            begun, busy = time.perf_counter(), time.process_time()
            with database.begin() as session:
                book = importing.opened([file], Choices())
                shown = importing.preview(session, book, ReadingWishes(), TODAY, calendar)
            took, busy = time.perf_counter() - begun, time.process_time() - busy
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            outcome = shown.outcome
            print(
                f"{when}: {took:.1f} s ({busy:.1f} s of the processor), {peak} MiB at most; "
                f"{len(outcome.new)} new, {len(outcome.unchanged)} unchanged, "
                f"{len(shown.back)} handed back"
            )
            if when == "new":
                with database.begin() as session:
                    importing.carry_out(session, shown, None, datetime.now(UTC), calendar)
        database.close()


if __name__ == "__main__":
    main()

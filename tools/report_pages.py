"""Takes the pictures of a report's pages, as Word would print them, from the sample year.

Run by `make screenshots`; needs LibreOffice (`soffice`) and poppler (`pdftoppm`, `pdftotext`), and
leaves the pictures as they are where they are missing.
"""

import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.report.document import document
from db.migrate import upgrade
from db.session import connect
from jobs.chain.sealing import seal_history
from jobs.context import CommandNames, Council
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.audience import Audience
from jobs.report.versions import version
from jobs.rules.periods import QUARTER, Period
from tests.sample_year import CALENDAR, NOW, fill

PICTURES: Final = Path(__file__).parents[1] / "docs" / "pictures"
NEEDED: Final = ("soffice", "pdftoppm", "pdftotext")
DOTS_PER_INCH: Final = "80"
# Which page of which version: the first that says this.
PAGES: Final = {Audience.OFFICERS: "Summary", Audience.SCRUTINY: "Annex 8. Coverage"}


def main() -> None:
    """Take both pictures, or say what is missing."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.stdout.write(f"The pages of the report stay as they are: no {', no '.join(missing)}.\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        for audience, made in reports(Path(folder)).items():
            photograph(made, PAGES[audience], PICTURES / f"report-{audience.value}.png")


def reports(folder: Path) -> dict[Audience, Path]:
    """Make the quarter's report on the sample year, each version as a file."""
    url = f"sqlite:///{folder}/bot.db"
    upgrade(url)
    council = Council(CALENDAR, CommandNames("/action", "/audit", "/status"), "Sample Council")
    asked = ReportScope(Period.of(NOW.date(), QUARTER), NOW.date(), NOW, council)
    with closing(connect(url)) as database:
        fill(database)
        seal_history(database, lambda: NOW)
        with database.read() as session:
            facts = facts_of(session, asked)
    made = {audience: folder / f"{audience.value}.docx" for audience in Audience}
    for audience, file in made.items():
        file.write_bytes(document(version(facts, audience)))
    return made


def photograph(made: Path, words: str, picture: Path) -> None:
    """Keep the first page of a document that says these words."""
    into = ["--outdir", str(made.parent)]
    run("soffice", "--headless", "--convert-to", "pdf", *into, str(made))
    printed = str(made.with_suffix(".pdf"))
    pages = run("pdftotext", printed, "-").split("\f")
    page = str(1 + next(at for at, text in enumerate(pages) if words in text))
    whole = str(picture.with_suffix(""))
    run("pdftoppm", "-r", DOTS_PER_INCH, "-png", "-singlefile", "-f", page, printed, whole)


def run(*command: str) -> str:
    """Run a program and return what it says."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()

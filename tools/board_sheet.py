"""The spreadsheet of a board that the pictures show being imported."""

import io
from datetime import date
from typing import Final

from openpyxl import Workbook

FAR: Final = date(2027, 9, 30)


def board_sheet() -> bytes:
    """Return a spreadsheet as a board keeps it: headings in row 4, people by their roles."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Board"
    rows: tuple[tuple[object, ...], ...] = (
        ("Improvement board: action plan",),
        (),
        (),
        ("Ref", "Action required", "Lead officer", "By when", "Progress", "RAG", "Top tip"),
        (
            "ACT-40",
            "Develop a Children's Vision",
            "Marian Okafor",
            FAR,
            "In progress",
            "A",
            "",
        ),
        (
            "B-01",
            "Tell the board's story with charts",
            "Nuala Brennan",
            FAR,
            "",
            "",
            "TIP-e",
        ),
        (
            "B-02",
            "Celebrate practice with partners",
            "Priya Nair",
            "Spring",
            "",
            "",
            "TIP-f",
        ),
    )
    for row in rows:
        sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()

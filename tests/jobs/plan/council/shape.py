"""A plan as a council wrote it, and what of it is to be stored; the rows that most of them have."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, ParamSpec

from db.models import Status
from jobs.plan.tables import PlanFile
from tests.jobs.plan import plans, shapes
from tests.jobs.plan.shapes import FEB, JAN, OFFICER

DONE: Final = {"status": Status.DONE}
BEGUN: Final = {"status": Status.IN_PROGRESS}
SEPT, DEC, MARCH = date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31)
SAM, ROBIN, JO, ALEX, PRIYA = (
    "Sam Birch", "Robin Alder", "Jo Smith-Jones", "Alex O'Hara", "Priya Elm",
)  # fmt: skip
ROLES: Final = {
    SAM: "Children's Services Manager",
    ROBIN: "Service Manager, Fostering",
    JO: "Virtual School Head",
    ALEX: "Principal Social Worker",
    PRIYA: "Quality Assurance Manager",
}
H: Final = shapes.HEADINGS
HS: Final = (*H, "Status")
GUIDE: Final = ("1.1", "Write the guide", JAN)
Made = Callable[[], PlanFile]
P = ParamSpec("P")


def later(make: Callable[P, PlanFile]) -> Callable[P, Made]:
    """Return what has a file made where it is read: every worker collects all of them."""

    def asked(*args: P.args, **named: P.kwargs) -> Made:
        return partial(make, *args, **named)

    return asked


csv, docx, word = later(plans.csv), later(plans.docx), later(shapes.word)
xlsx, xlsx_of = later(plans.xlsx), later(plans.xlsx_of)


@dataclass(frozen=True)
class Shape:
    """A file, and what of it is stored: number, words, date, and by name what is besides."""

    kind: str
    file: Made
    rows: Sequence[tuple[object, ...]] = ()
    back: int = 0
    passed: Mapping[str, int] = field(default_factory=dict)
    kept: Sequence[str] = ()  # words that stand somewhere in the rows


def one(
    kind: str,
    headings: Sequence[str],
    cells: Sequence[object],
    kept: Sequence[str] = (),
    **found: object,
) -> Shape:
    """Return a sheet of one row, which is "Write the guide", due on 29 January 2027."""
    return Shape(kind, xlsx(headings, cells), [(*GUIDE, found)], kept=kept)


AREA = "Supervision is not regular"
WRITTEN = (*GUIDE, BEGUN)
SECOND = ("2.1", "Print the guide", FEB)
ONE, TWO = "Priority 1: Leadership", "Priority 2: Practice"
FIRST_ROW = ("1.1", "Write the guide", OFFICER, "29/01/2027")
SECOND_ROW = ("2.1", "Print the guide", OFFICER, "26/02/2027")

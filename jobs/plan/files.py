"""Opens the files of a plan: Excel, CSV and Word."""

from collections.abc import Callable, Sequence

from jobs.plan.tables import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    PlanFile,
    UnreadableFileError,
)


def grids(files: Sequence[PlanFile]) -> list[Grid]:
    """Return every sheet of the files, in order. Raises UnreadableFileError."""
    return [grid for file in files for grid in _grids(file)]


def _grids(file: PlanFile) -> list[Grid]:
    reader = _reader(file.ending)
    if reader is None:
        raise UnreadableFileError(
            f"{file.name} is not a plan I can read. Save it as plan.xlsx, plan.csv or plan.docx."
        )
    if not file.content:
        raise UnreadableFileError(f"{file.name} is empty.")
    if len(file.content) > LARGEST_FILE:
        raise UnreadableFileError(
            f"{file.name} is larger than {LARGEST_FILE // 1_000_000} MB. "
            "Save the sheet with the plan alone, without pictures."
        )
    found = reader(file)
    for grid in found:
        _refuse_endless(file, grid)
    return found


def _reader(ending: str) -> Callable[[PlanFile], list[Grid]] | None:
    """Return what reads such a file; its library loads when the first one comes."""
    match ending:
        case ".xlsx" | ".xlsm":
            from jobs.plan import xlsx_file

            return xlsx_file.grids
        case ".csv":
            from jobs.plan import csv_file

            return csv_file.grids
        case ".docx":
            from jobs.plan import docx_file

            return docx_file.grids
    return None


def _refuse_endless(file: PlanFile, grid: Grid) -> None:
    width = len(grid.rows[0].cells) if grid.rows else 0
    if len(grid.rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise UnreadableFileError(
            f"{file.name}, {grid.name} has {len(grid.rows):,} rows and {width:,} columns; a plan "
            f"has {MOST_ROWS:,} and {MOST_COLUMNS} at most. Save the part with the plan alone."
        )

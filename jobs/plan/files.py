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
        raise UnreadableFileError("plan.no_plan", file=file.name)
    if not file.content:
        raise UnreadableFileError("plan.file_empty", file=file.name)
    if len(file.content) > LARGEST_FILE:
        raise UnreadableFileError(
            "plan.file_too_large", file=file.name, most=LARGEST_FILE // 1_000_000
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
            "plan.sheet_endless",
            file=file.name,
            sheet=grid.name,
            rows=len(grid.rows),
            width=width,
            most_rows=MOST_ROWS,
            most_columns=MOST_COLUMNS,
        )

"""The words of what keeps a row or a table of a plan from being imported, and where it is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from bot.slack.blocks import shortened
from db.guard.kinds import Kind
from jobs.plan.columns import BY_NAME
from jobs.plan.problems import BackWords, CellProblemError, Facts, PlanProblem, Why
from jobs.plan.tables import Cell
from jobs.rules.deadlines import spell

LONGEST_SAMPLE: Final = 40
LONGEST_TITLE: Final = 80
BACK: Final = BackWords("Why it was not imported", "Where it stands", "(taken out)", "Column {at}")


def problem_words(problem: PlanProblem) -> str:
    """Return what is wrong and where: "plan.csv, line 4: due date: …"."""
    return f"{place_words(problem)}: {why_words(problem.why)}"


def place_words(problem: PlanProblem) -> str:
    """Return where it stands."""
    return problem.place or "The file or a sheet"


def why_words(why: Why) -> str:
    """Return what is wrong, as it stands beside its row: of a field with a right example."""
    if why.kind == "which_column":
        return _which_column(why.about, why.facts)
    if why.kind in SENTENCES:
        return _told(SENTENCES[why.kind], why.facts)
    column = BY_NAME[why.about]
    told = error_words(why)
    said = f"{column.label}: {told}" if told.endswith("?") else f"{column.label}: {told}."
    has_example = column.example and why.kind != "personal"
    return f"{said} Write it like this: {column.example}." if has_example else said


def error_words(error: CellProblemError | Why) -> str:
    """Return what is wrong with a cell alone."""
    return _told(WORDS[error.kind], error.facts)


def called(kinds: Iterable[Kind]) -> str:
    """Return what the guard found, by its names."""
    return ", ".join(kind.value.replace("_", " ") for kind in kinds)


def _told(words: str, facts: Facts) -> str:
    return words.format(**{name: _spelt(name, value) for name, value in facts.items()})


def _spelt(name: str, value: Any) -> object:  # noqa: ANN401 - a fact, as its name says
    match name:
        case "hint" | "standing":
            return f"{_AROUND[name][0]}{value}{_AROUND[name][1]}" if value else ""
        case "kinds":
            return called(value)
        case "title":
            return value[:LONGEST_TITLE]
        case "what":
            return CALLED.get(value, value)
        case "weekday":
            return spell(value) if isinstance(value, date) else value
    return " ".join(value.split()) if name == "text" else value


def _which_column(name: str, facts: Mapping[str, Any]) -> str:
    """Word what is asked of a field whose column is not sure, with a sample of each column."""
    what, holds = COLUMN_WORDS[name]
    columns = facts["columns"]
    samples = ((heading, ", ".join(map(_short, cells)) or "empty") for heading, cells in columns)
    shown = "; ".join(f"“{heading}” ({sample})" for heading, sample in samples)
    told = f"; {len(columns)} hold {holds}: {shown}" if columns else ""
    heading = facts["heading"]
    return f'{what}{told}. Choose it under Change columns (--map "{heading}={name}").'


def _short(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else f"{cell.day:%d/%m/%Y}"
    return shortened(" ".join(text.split()), LONGEST_SAMPLE)


_AROUND: Final = {"hint": (". Is it ", "?"), "standing": (", which is ", "")}
CALLED: Final = {"part": "name", "initials": "short name", "beginning": "role"}
COLUMN_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("I found no column that says what needs doing", "words"),
    "due": ("no column was taken for the due date", "dates"),
    "owner": ("no column was taken for the owner", "people"),
    "status": ("more than one column may be the status", "statuses"),
}
# What stands by itself.
SENTENCES: Final[Mapping[str, str]] = {
    "other_length": (
        "this row has {cells} cells and the headings are {width}: put a cell that has a comma in "
        "it between quotation marks."
    ),
    "personal_name": "the name looks like it holds personal data: give it another name.",
    "no_rows": "there is no row below the headings.",
    "same_as_sheet": (
        "“{own}” has actions of “{sheet}” ({count}) with another date, status or words: leave the "
        'older of the two out under Change columns (--leave-out "{sheet}").'
    ),
    "other": (
        "reference: “{text}” is {number} “{title}” in the bot, in quite other words. If it is that "
        "action, say that this is the same plan (--same-plan); if not, that it is another plan "
        "(--other-plan), or give it another number."
    ),
    "likely": (
        "title: is much like {number} “{title}”{standing}, but not the same. If it is that action, "
        "write {number} as its reference; if not, give it a reference of its own."
    ),
    "same": (
        "title: is word for word that of {number}{standing}. If it is that action, write {number} "
        "as its reference; if not, write a reference of its own."
    ),
}
# What goes on from the name of a field.
WORDS: Final[Mapping[str, str]] = {
    "empty": "is empty",
    "too_long": "has {length} characters; there is room for {most}",
    "personal": "looks like it holds personal data ({kinds}): take it out",
    "may_be_heading": "may be a heading or an action, as nothing else is filled in",
    "formula": "holds a formula whose result is not in the file; open it in Excel and save it",
    "broken_formula": "holds {text}, which is what Excel writes for a broken formula",
    "made_a_date": (
        "is a date to Excel ({day:%d/%m/%Y}), which makes one of a number such as 1-2 or 1/2"
    ),
    "no_register": "is neither plan nor team",
    "no_kind": "is missing, and the name “{table}” does not say what its rows are",
    "unsure": "“{text}” is not certain",
    "no_status": "“{text}” is not a status that I know",
    "unsure_place": "is empty, and “{text}” may mean that it is done or dropped",
    "owner_unsure": "“{text}” is not certain{hint}",
    "several": "“{text}” is the {what} of {count} people. Write an e-mail address instead",
    "nobody": "“{text}” is nobody on the roster{hint}",
    "has_left": "{name} has left. Name somebody who works here",
    "swapped": (
        "{weekday} stands in a column whose other dates have the month first, so its day and "
        "month may have changed places"
    ),
    "to_come": "{day} is still to come",
    "day_too_far": "{day} is more than {years} years ahead",
    "too_far": "“{text}” is more than {years} years ahead",
    "too_old": "{day} is before the year {year}",
    "no_year": "“{text}” has no year: write {example}",
    "month_or_day": "“{text}” may be a month and a year, or a day without its year",
    "no_month": "{month}/{year} is not a month in the calendar",
    "no_such_day": "“{text}” is not a day in the calendar",
    "other_weekday": "“{text}” contradicts itself: the day is {weekday}",
    "many_dates": "names {count} dates: leave the one that holds now",
    "two_dates": "“{text}” names two dates, and not which of them holds",
    "was_completed": "“{text}” says when it was completed, and not when it is due",
    "either_way": (
        "“{text}” may be read day first or month first, and this column has dates of both kinds"
    ),
    "no_such_number": "“{text}” is no action's number here",
    "is_action": "“{text}” is an action in the bot",
    "is_said": "“{text}” is something a review says in the bot",
    "there_already": "“{text}” is there already, in {place}",
    "no_reference": "names “{text}”, which is no reference here",
    "action_to_action": (
        "names “{text}”, which is an action; an action answers what a review says"
    ),
}

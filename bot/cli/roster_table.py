"""What a roster changes, as a table on the terminal."""

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.people.roster_words import passed_words
from db.models.people import MONDAY_TO_FRIDAY
from db.people.roster import Fields, Missing, RosterOutcome, Value
from jobs.people.roster_cells import NINE_TO_FIVE, WEEK
from jobs.people.roster_result import Notes, Roster

SHOWN: Final = 20
MOST_SHOWN: Final = 200
NOTHING: Final = Roster()
USUAL: Final = frozenset(
    (("works", MONDAY_TO_FRIDAY), ("day_starts", NINE_TO_FIVE[0]), ("day_ends", NINE_TO_FIVE[1]))
)
FIELD_NAMES = {
    "works": "working days",
    "day_starts": "hours from",
    "day_ends": "hours to",
    "starts_on": "start",
    "ends_on": "end",
    "manager": "line manager",
}


def console() -> Console:
    """Return where it is all printed."""
    return Console(highlight=False)


def show(
    outcome: RosterOutcome, console: Console, read: Roster = NOTHING, *, how: str | None = None
) -> None:
    """Print what became, or would become, different, and how many stay as they are.

    `how` it can be done is told where it was not.
    """
    for said in (*_unread(read.notes), *_named(outcome.named)):
        console.print(said, markup=False)
    if outcome.added or outcome.changed:
        console.print(_table(outcome, read))
    console.print(_summary(outcome), markup=False)
    if how is not None and (outcome.added or outcome.changed):
        console.print(f"Nothing was changed yet. {how}".strip())


def ask_about(missing: Sequence[Missing], console: Console) -> None:
    """Name those who are here and not in the file, and ask whether they have left."""
    who = _some([f"{one.name} ({one.email})" for one in missing])
    console.print(f"Here and not in the file: {who}.", markup=False)
    console.print(
        "Have they left? They stay as they are; live-audit people import with --left-on 2026-11-30 "
        "gives them that last day.",
        markup=False,
    )


def _unread(notes: Notes) -> Iterator[str]:
    """Say what of the file was not read, so that nothing is passed over in silence."""
    for what, named in (
        ("Not read", notes.columns),
        ("Not read, as there is no heading", tuple(map("column {}".format, notes.unheaded))),
        ("Sheets not read", notes.sheets),
        ("Rows passed over", tuple(map(passed_words, notes.rows))),
    ):
        if named:
            yield f"{what}: {_some(named)}."
    for heading in notes.team_from:
        yield f"There is no column for teams: “{heading}” is taken for the team."
    if notes.not_linked:
        yield (
            f"The line manager or deputy of {_some(notes.not_linked)} is in a row that is not "
            "taken, so theirs stays as it is here."
        )
    if notes.no_team:
        yield f"No team is named, and a service is that of a team: {_some(notes.no_team)}."
    if notes.part_time:
        yield (
            f"Part time, and the file does not say on which days: {_some(notes.part_time)}. "
            "Monday to Friday is taken until a column “working days” says otherwise."
        )


def _named(people: Sequence[Missing]) -> Iterator[str]:
    """Say who leads or stands in for others in the file and has no row, and what follows."""
    rest = "line manager or deputy and without a row of their own"
    here, elsewhere = (
        [f"{one.name} ({one.email})" for one in people if one.on_roster is on_roster]
        for on_roster in (True, False)
    )
    if here:
        yield (
            f"Named as {rest}: {_some(here)}. They stay on the roster as they are, and --left-on "
            "gives them no last day."
        )
    if elsewhere:
        yield (
            f"Known from Slack alone, named as {rest}: {_some(elsewhere)}. They are not on the "
            "roster, so they see their own actions and not their team's until they have a row."
        )


def _some(named: Sequence[str]) -> str:
    more = len(named) - SHOWN
    return ", ".join([*named[:SHOWN], *([f"and {more} more"] if more > 0 else [])])


def _table(outcome: RosterOutcome, read: Roster) -> Table:
    table = Table("person", "field", "is", "becomes")
    added = {entry.email: entry.values for entry in read.entries}
    for email in outcome.added[:MOST_SHOWN]:
        table.add_row(email, "", "", escape(_as_added(added.get(email, {}))))
    if len(outcome.added) > MOST_SHOWN:
        table.add_row(f"and {len(outcome.added) - MOST_SHOWN:,} more", "", "", "added")
    for person in outcome.changed:
        for number, change in enumerate(person.changes):
            table.add_row(
                "" if number else person.email,
                FIELD_NAMES.get(change.field, change.field),
                _told(change.field, change.old),
                _told(change.field, change.new),
            )
    return table


def _as_added(values: Fields) -> str:
    """Return what is stored of somebody new, in a line."""
    kept = (values.get(name) for name in ("name", "role", "team", "service"))
    told = list(dict.fromkeys(str(each) for each in kept if each))
    for name in ("manager", "works", "day_starts", "day_ends", "starts_on", "ends_on"):
        value = values.get(name)
        if value and (name, value) not in USUAL:
            told.append(f"{FIELD_NAMES[name]} {_told(name, value)}")
    return f"added: {', '.join(told)}" if told else "added"


def _summary(outcome: RosterOutcome) -> str:
    return (
        f"{len(outcome.added)} added, {len(outcome.changed)} changed, "
        f"{len(outcome.unchanged)} unchanged, {len(outcome.not_mentioned)} not mentioned."
    )


def _told(field: str, value: Value) -> str:
    if field == "works":
        return " ".join(WEEK[int(day) - 1][:3] for day in str(value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value or "none"

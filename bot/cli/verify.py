"""`live-audit verify`: whether the history is what was sealed, and the figures what it says."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.capital import listed
from bot.cli.account import typed_here
from bot.cli.erased_words import erased_lines, when
from bot.cli.server_words import typed_lines
from bot.cli.speak import database_or_fail, fail, now_here, settings_or_fail, today_here

if TYPE_CHECKING:
    from db.chain.accepting import Acceptance
    from db.chain.checking import Fault, HistoryChecked
    from db.chain.legible import Illegible
    from db.chain.replaying import Replayed, Unlike

MOST_NAMED: Final = 10
FAULTS: Final[Mapping[str, str]] = {
    "number": "link {link} does not follow the one before: one is missing, or one too many",
    "hash": "link {link} is not what follows from the one before",
    "gone": "link {link}: {table} {row} was deleted",
    "changed": "link {link}: {table} {row} no longer says what was sealed",
    "twice": "link {link}: {table} {row} is sealed twice",
    "erased": "link {link}: {table} {row} is marked as erased, and no erasure says so",
    "late": "{table} {row} says {at}, and came only after later things had been sealed",
    "guard": "the database's guard {what} is missing or switched off",
    "door": "the way round the database's guard stands open (table open_door)",
    "anchor": "no link has the hash {what}. The history was written anew since that was written "
    "down, or this is another database",
}
BROKEN: Final = (
    "Nothing was accepted: the history itself is not whole, or a value cannot be read. That cannot "
    "be accepted; run verify by itself to see what it is."
)
UNREAD: Final = "Once that can be read, run verify again: it says what else is wrong."

Anchor = Annotated[
    str,
    typer.Option(
        help="A head of the history, from a report or a message to administrators; or the code of "
        "a report of version 0.2."
    ),
]

Accepted = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        help="A row that is named and right as it stands, such as 'person 12'; or a table, for all "
        "of its rows that are named. Give it as often as needed, with --why.",
    ),
]
Why = Annotated[str, typer.Option(help="Why they are right; it stands in the history.")]


def verify(anchor: Anchor = "", accept: Accepted = None, why: Why = "") -> None:
    """Check the whole history link by link, and work the figures out again from it."""
    if "/" in anchor:
        _old_code(anchor)
        return
    if accept or why:
        _accept(accept or (), why)
    from db.backup import snapshot
    from db.chain.accepting import acceptances
    from db.chain.checking import check
    from db.chain.erasing import logged
    from db.chain.legible import illegible
    from db.chain.replaying import replay
    from db.council_events import typed_at_the_server

    with database_or_fail():
        url = settings_or_fail().database_url.get_secret_value()
    with snapshot(url) as connection:
        wrong = [*map(_cannot_be, islice(illegible(connection), MOST_NAMED))]
        if wrong:
            fail("", "NOT WHOLE:", *wrong, UNREAD)
        found, replayed = check(connection, anchor), replay(connection)
        taken, erased = acceptances(connection), logged(connection)
        typed = typed_at_the_server(connection)
    said = (*_whole(found), *_figures(replayed), *_covered(replayed), *_accepted(taken))
    for line in (*said, *erased_lines(erased), *typed_lines(typed)):
        typer.echo(line)
    _refuse_unlike(found, replayed)


def _refuse_unlike(found: "HistoryChecked", replayed: "Replayed") -> None:
    """End with what is wrong, if anything is."""
    wrong = [*_faults(found), *map(_unlike, replayed.unlike[:MOST_NAMED])]
    if wrong:
        more = len(replayed.unlike) - MOST_NAMED
        fail("", "NOT WHOLE:", *wrong, *([f"and {more:,} more values"] if more > 0 else ()))


def _accept(wanted: Collection[str], why: str) -> None:
    """Take rows as they stand, where nothing else is wrong; then all is checked as ever."""
    from db.chain.accepting import accept
    from db.chain.checking import check
    from db.chain.legible import illegible
    from db.context import WorkContext

    if not wanted:
        fail("Say which row is right, as verify names it: --accept 'person 12'")
    own, by = settings_or_fail().own, typed_here()
    with database_or_fail() as database, database.begin() as session:
        connection = session.connection()
        if check(connection).faults or any(illegible(connection)):
            fail(BROKEN)
        ctx = WorkContext(session, None, now_here(), own=own, by=by)
        found = accept(ctx, wanted, why)
    for one in found:
        typer.echo(f"Accepted by {by}: {one.table} {one.row}, {one.field}.")
    typer.echo()


def _whole(found: "HistoryChecked") -> Iterator[str]:
    head = found.head
    if head.at is None:
        yield "Nothing is sealed yet: the running bot seals what happens within seconds."
    else:
        is_so = "" if found.faults else ", and every one holds"
        yield f"{head.number:,} links, the last made on {when(head.at)}{is_so}."
        yield f"Head: {head.hash}"
        yield "Sealed: " + ", ".join(f"{name} {rows:,}" for name, rows in found.rows.items()) + "."
    if found.waiting:
        yield f"Not sealed yet: {found.waiting:,} of the last minutes."
    if found.erased_links:
        yield (
            f"Erased: what {found.erased_links:,} links had sealed, by {found.erasures:,} entries "
            "of the table erasure; the links stay."
        )
    if found.anchored and found.anchored.at:
        made = f"link {found.anchored.number:,}, made on {when(found.anchored.at)}"
        yield f"The anchor is {made}: up to there the history is as it was then."


def _figures(replayed: "Replayed") -> Iterator[str]:
    from db.chain.replaying import figures

    today = today_here()
    yield "\nFigures, worked out again from the history:"
    by_tables = figures(replayed.by_tables, today)
    by_history = figures(replayed.by_history, today)
    for name in sorted(by_tables | by_history):
        is_so = by_tables[name] == by_history[name]
        differs = "" if is_so else f" (the tables say {by_tables[name]:,})"
        yield f"  {name}: {by_history[name]:,}{differs}"


def _covered(replayed: "Replayed") -> Iterator[str]:
    from bot.report.traces import TRACES
    from db.chain.replaying import not_compared
    from db.models import Base

    yield (
        f"{sum(replayed.compared.values()):,} values of the tables were compared with the history; "
        f"{len(replayed.unlike):,} differ."
    )
    yield "Not compared, so that a change behind the bot's back does not show:"
    for name, columns in sorted(not_compared().items()):
        is_whole = len(columns) == len(Base.metadata.tables[name].columns)
        yield f"  {name}" + ("" if is_whole else f": {', '.join(columns)}")
    for name, rows in sorted(replayed.uncovered.items()):
        if rows:
            yield f"Not covered: {name} of {rows:,} rows, of which no event tells."
    yield "\nOf the sections of a report:"
    for section, trace in TRACES.items():
        if trace.follows:
            yield f"  {section}: follows from the history: {trace.follows}."
        if trace.does_not:
            yield f"  {section}: not covered: {trace.does_not}."


def _accepted(taken: "Sequence[Acceptance]") -> Iterator[str]:
    """Say what does not follow from the history, and is compared as somebody said it is right."""
    if taken:
        yield "\nAccepted at the server, and compared from then on with how it stood then:"
    for one in taken:
        yield f"  {when(one.at)}, by {one.by}. Why: {one.why}"
        yield from (f"    {row}: {listed([*fields])}" for row, fields in one.rows.items())


def _faults(found: "HistoryChecked") -> Iterator[str]:
    for fault in found.faults[:MOST_NAMED]:
        yield f"- {_fault(fault)}."
    if len(found.faults) > MOST_NAMED:
        yield f"- and {len(found.faults) - MOST_NAMED:,} more of the like."


def _fault(fault: "Fault") -> str:
    at = when(fault.at) if fault.at else ""
    return FAULTS[fault.kind].format(
        link=fault.link, table=fault.table, row=fault.row, what=fault.what, at=at
    )


def _cannot_be(one: "Illegible") -> str:
    return f"- {one.table} {one.row}: {one.field} is {one.found!r}, which cannot stand there."


def _unlike(one: "Unlike") -> str:
    from db.chain.written import DIGESTED

    if one.field == "id" and one.told is None:
        return f"- {one.table} {one.row} is there, and the history tells of no such row."
    if one.field == "id" and one.found is None:
        return f"- {one.table} {one.row} is gone, and the history does not say that it was deleted."
    if one.field in DIGESTED.get(one.table, ()):
        return f"- {one.table} {one.row}: {one.field} is not what was last written into it."
    return f"- {one.table} {one.row}: {one.field} is {one.found!r}; the history says {one.told!r}."


def _old_code(code: str) -> None:
    """Check a report that was made before the history was sealed, by a hash over its events."""
    from db.report.provenance import verify as worked_out

    with database_or_fail() as database, database.read() as session:
        is_so, found = worked_out(session, code)
    events = f"the {found.events:,} events up to {found.at.isoformat()}"
    if not is_so:
        fail(f"No: {events} give another hash, {found.digest}.")
    typer.echo(f"Yes: {events} give this hash.")

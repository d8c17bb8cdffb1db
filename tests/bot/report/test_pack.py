"""What an inspector is handed: everything, with an index, and nobody's name in any field."""

import csv
import hashlib
import re
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile, is_zipfile

import pytest

from bot.report.field_words import field_words
from bot.report.pack import histories, pack
from db.audits.queries import latest_months
from db.models import Action
from db.models.action import ActionNumber
from jobs import context
from jobs.report.assemble import ReportScope
from jobs.report.packing import Happened, Packed, packed
from jobs.report.readings import of_pack
from jobs.rules.registers import RegisterRules
from tests.people import NOW, TODAY
from tests.reports import ENGLAND, QUARTERLY, Named, board, named

__all__ = ["board", "named"]

FILES = {
    "index.html",
    "report-2026-27-q3-officers.docx",
    "report-2026-27-q3-officers.xlsx",
    "report-2026-27-q3-scrutiny.docx",
    "report-2026-27-q3-scrutiny.xlsx",
    "action-histories.csv",
    "audit-rules.txt",
    "rag-rule.txt",
    "definitions.txt",
    "calendar.txt",
    "calendar.ics",
}


def read(named: Named) -> Packed:
    asked = ReportScope(QUARTERLY, TODAY, NOW, context.Council(ENGLAND, name="Sample Council"))
    with named.council.database.read() as session:
        return packed(session, asked)


PACK: list[bytes] = []


def made(named: Named) -> bytes:
    found = read(named)
    return pack(found, of_pack(found)).content


def packed_once(named: Named) -> bytes:
    """Return the pack, made once for a worker: the same council gives the same pack."""
    if not PACK:
        PACK.append(made(named))
    return PACK[0]


@pytest.fixture
def parts(named: Named) -> dict[str, bytes]:
    with ZipFile(BytesIO(packed_once(named))) as made:
        return {name: made.read(name) for name in made.namelist()}


def test_the_index_tells_every_file_with_its_hash(parts: dict[str, bytes]) -> None:
    assert set(parts) == FILES
    index = parts["index.html"].decode()
    told = dict(re.findall(r'<a href="([^"]+)">.*?<code>([0-9a-f]{64})</code>', index))
    assert told == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in parts.items()
        if name != "index.html"
    }


def test_every_event_of_every_action_is_in_the_histories(
    named: Named, parts: dict[str, bytes]
) -> None:
    rows = list(csv.DictReader(StringIO(parts["action-histories.csv"].decode("utf-8-sig"))))
    assert {int(row["event"]) for row in rows} == {one.number for one in read(named).history}
    moved = [row for row in rows if row["what"] == "moved" and row["field"] == "Due date"]
    assert ("2026-10-01", "2026-11-02", "The panel was cancelled") in {
        (row["from"], row["to"], row["note"]) for row in moved
    }
    assert {row["who"] for row in moved} <= {
        "Practitioner 1, Permanence",
        "Practitioner 2, Permanence",
    }


def test_each_field_in_the_histories_goes_by_its_words(parts: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(StringIO(parts["action-histories.csv"].decode("utf-8-sig"))))
    fields = {row["field"] for row in rows} - {""}
    assert {"Owner", "Due date", "First due date"} <= fields
    assert not [name for name in fields if "_" in name or not name[0].isupper()]


@pytest.mark.parametrize("name", [column.name for column in Action.__table__.columns])
def test_no_column_goes_by_the_name_it_has_in_the_tables(name: str) -> None:
    assert "_" not in field_words(name)


def test_the_rules_say_which_registers_are_signed_off(named: Named) -> None:
    asked = context.Council(ENGLAND, registers=RegisterRules(sign_off=frozenset({"plan", "team"})))
    with named.council.database.read() as session:
        found = packed(session, ReportScope(QUARTERLY, TODAY, NOW, asked))
    with ZipFile(BytesIO(pack(found, []).content)) as made:
        rules = made.read("audit-rules.txt").decode()
    assert "somebody else signs off: the improvement plan's and the teams' own." in rules
    assert "server" not in rules


def test_the_calendar_asks_nothing_of_a_month_that_is_over_and_was_never_drawn(
    named: Named,
) -> None:
    asked = ReportScope(QUARTERLY, date(2027, 1, 4), NOW, context.Council(ENGLAND))
    with named.council.database.read() as session:
        drawn = {one.month for one in latest_months(session)}
        looks = packed(session, asked).looks
    assert date(2026, 12, 1) not in drawn
    assert "December 2026" not in {look.what for look in looks}
    assert "January 2027" in {look.what for look in looks}


def test_people_are_in_it_by_their_roles_alone(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        assert b"Wren" not in unpacked(content), name
    # A Word or Excel file is looked through, and not the bytes it is packed in.
    assert [name for name, content in parts.items() if unpacked(content) != content]


def unpacked(content: bytes) -> bytes:
    """Return what a file holds: of a Word or Excel file, of all its parts."""
    if not is_zipfile(BytesIO(content)):
        return content
    with ZipFile(BytesIO(content)) as packed_:
        return b"".join(map(packed_.read, packed_.namelist()))


def test_the_rules_are_in_it_word_for_word(parts: dict[str, bytes]) -> None:
    assert "the original date has passed" in parts["rag-rule.txt"].decode()
    assert "2 audits a month" in parts["audit-rules.txt"].decode()
    assert "Overdue\nOpen, and its date has passed." in parts["definitions.txt"].decode()
    assert b"BEGIN:VCALENDAR" in parts["calendar.ics"]


def test_the_same_council_gives_the_same_pack(named: Named) -> None:
    assert made(named) == packed_once(named)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x"])
def test_no_note_becomes_a_formula(words: str) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    made = histories([Happened(1, ActionNumber(1), "A title", at, "Somebody", "noted", (), words)])
    assert made.decode("utf-8-sig").splitlines()[1].endswith(f",'{words}")

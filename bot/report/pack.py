"""What an inspector is handed: one zip with both reports, the histories, the rules, and an index.

No field names anybody, and no grade is beside anybody; what people typed is as they typed it.
"""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import Final

from bot.audits.calendar_file import looks_file
from bot.audits.look_words import look_words
from bot.audits.rule_words import WORDS, set_sentences, signed_off_sentence
from bot.capital import capital
from bot.report.archive import zipped
from bot.report.definitions import definitions, rag_rule
from bot.report.field_words import field_words
from bot.report.files import files
from bot.report.paper import printable, safe_cell
from bot.report.reading_words import AS_TYPED, READ_THESE, reading_table, reading_words
from bot.report.sections import CHECKED_BY, as_at, heading
from bot.slack.file_answer import File
from bot.vocabulary import our
from jobs.report.packing import Happened, Packed
from jobs.report.readings import TextToRead
from jobs.report.values import Report
from jobs.rules.deadlines import spell
from jobs.rules.registers import AS_SET_UP

MEDIA_TYPE: Final = "application/zip"
INDEX: Final = "index.html"
WHAT: Final = {"docx": "the report to read", "xlsx": "the same report to sort and filter"}


@dataclass(frozen=True)
class PackItem:
    """A file of the pack, and what it is."""

    name: str
    what: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its content."""
        return hashlib.sha256(self.content).hexdigest()


def pack(packed: Packed, found: Sequence[TextToRead]) -> File:
    """Make the zip, with what `of_pack` found; it takes seconds, so no unit of work is open."""
    reports = packed.reports
    items = [*_reports(reports), *_records(packed, reports[0])]
    index = _index(reports[0], items, found)
    parts = {INDEX: index, **{item.name: item.content for item in items}}
    title = f"Inspection pack as at {spell(packed.facts.today)}"
    return File(f"inspection-pack-{packed.facts.today}.zip", title, zipped(parts), MEDIA_TYPE)


def _reports(reports: Sequence[Report]) -> list[PackItem]:
    items = []
    for report in reports:
        whose = f"version for {report.audience.value}"
        for made in files(report):
            kind = WHAT[made.filename.rpartition(".")[2]]
            what = f"{report.facts.period.name}: {kind}, {whose}"
            items.append(PackItem(made.filename, capital(what), made.content))
    return items


def _records(packed: Packed, report: Report) -> list[PackItem]:
    meanings = [f"{row[0]}\n{row[1]}" for row in definitions(report).rows]
    calendar = looks_file(packed.looks, packed.facts.provenance.at, packed.rules_changed_at)
    days = [f"{spell(look.on)}: {look_words(look)}" for look in packed.looks]
    return [
        PackItem(
            "action-histories.csv",
            "Everything that ever happened to every action: when, who by role, what, why",
            histories(packed.history),
        ),
        PackItem(
            "audit-rules.txt",
            f"The council's rules for {our.live_audits}",
            _text(_rules(packed)),
        ),
        PackItem(
            "rag-rule.txt",
            "The written rule by which actions are red, amber or green",
            _text(rag_rule(report)),
        ),
        PackItem("definitions.txt", "What every number means", _text(meanings, "\n\n")),
        PackItem(
            "calendar.txt", "Who looks at performance in the coming year, and when", _text(days)
        ),
        PackItem("calendar.ics", "The same for calendars such as Outlook's", calendar.content),
    ]


def _rules(packed: Packed) -> list[str]:
    """Return every rule in words; whose actions are signed off as it is, wherever it was set."""
    as_set_up = f"{WORDS['signed_off'].sentence(AS_SET_UP)}."
    return [
        signed_off_sentence(packed.signed_off) if one == as_set_up else one
        for one in set_sentences(packed.rules)
    ]


def histories(history: Sequence[Happened]) -> bytes:
    """Return events as CSV that spreadsheets read: UTF-8 with a mark, and no formulas."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            *("event", "action", "plan's number", "title", "at (UTC)"),
            *("who", "what", "field", "from", "to", "note"),
        ]
    )
    for one in history:
        named = (one.action, one.action.reference, one.title)
        head = (one.number, *named, f"{one.at:%Y-%m-%d %H:%M:%S}", one.who)
        for name, old, new in one.changes or (("", "", ""),):
            told = (one.kind, field_words(name), old, new, one.note)
            writer.writerow(map(safe_cell, (*head, *told)))
    return out.getvalue().encode("utf-8-sig")


def _text(sentences: Sequence[str], between: str = "\n") -> bytes:
    return (between.join(map(printable, sentences)) + "\n").encode()


def _index(report: Report, items: Sequence[PackItem], found: Sequence[TextToRead]) -> bytes:
    """Return the page that says what each file is, with its hash, and what to read first."""
    rows = "\n".join(
        f'<tr><th scope="row"><a href="{escape(item.name)}">{escape(item.name)}</a></th>'
        f"<td>{escape(item.what)}</td><td><code>{item.digest}</code></td></tr>"
        for item in items
    )
    words: Mapping[str, str] = {
        "title": escape(f"{heading(report)}: inspection pack"),
        "as_at": escape(as_at(report)),
        "head": escape(report.facts.provenance.head.hash),
        "checked_by": escape(CHECKED_BY),
        "rows": rows,
        "as_typed": escape(AS_TYPED),
        "read_these": escape(READ_THESE),
        "reading": escape(reading_words(found)),
        "to_read": _list(found),
    }
    return PAGE.format(**words).encode()


def _list(found: Sequence[TextToRead]) -> str:
    """Return the table of what is to be read; nothing where there is none."""
    if not found:
        return ""
    made = reading_table(found)
    heads = "".join(f'<th scope="col">{escape(one.heading)}</th>' for one in made.columns)
    rows = "\n".join(
        f"<tr>{''.join(f'<td>{escape(printable(str(value)))}</td>' for value in row)}</tr>"
        for row in made.rows
    )
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


PAGE: Final = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 Arial, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em }}
table {{ border-collapse: collapse; margin: 1em 0 2em }}
caption {{ font-size: 1.5em; font-weight: bold; text-align: left; padding-bottom: .4em }}
th, td {{ border: 1px solid #767676; padding: .4em .6em; text-align: left; vertical-align: top }}
code {{ overflow-wrap: anywhere }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{as_at}</p>
<p>People are in these files by their roles, and no grade stands beside anybody. {as_typed} Files
whose name ends with <code>scrutiny</code> are made to be handed on; the others are for officers and
inspectors.</p>
<h2>{read_these}</h2>
<p>{reading}</p>
{to_read}
<table>
<caption>What is in this pack</caption>
<thead><tr><th scope="col">File</th><th scope="col">What it is</th>
<th scope="col">SHA-256</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>{checked_by} <code>live-audit verify --anchor {head}</code></p>
</body>
</html>
"""

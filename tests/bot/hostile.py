"""Text and files as hypothesis makes them of what readers of text and of files stumble on."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Final

from hypothesis import strategies as st

from bot.slack.bounds import MOST_TYPED
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import docx, xlsx

PIECES: Final = (
    "", " ", "\n", "\t", "\x00", "\x1f", "\ufeff", "\u202e", "\xa0", "\u2028", "\ud83d",
    "\U0001f600", "\xdf", "\u0130", "\u0663", "\xb2", "\xbd", "\U0001d7d7", "\xe9", "0", "-1",
    "12", "#12", "#", "##1", "9" * 9, "9" * 19, "9" * 400, "1.2", "1,2", "1e9", "NaN", "A-1",
    "Q3", "LA-2026-01-001", "<@U05>", "<@U05|x>", "<@", "<@U", "<#C1|x>", "<!here>",
    "<!subteam^S1|a>", "<https://a.example/?q=1|it>", "<mailto:a>", "@", "@here", "&amp;", "&lt;",
    "&#0;", "`", "```", "*", "_", "~", ">", "|", "\\", "{", "}", "{0}", "%s", "%", "'", '"',
    "\u201c", "(", ")", "[", "=", ":", ";", ",", ".", "/", "-", "\u2013", "!", "?", "me", "mine",
    "all", "the", "of", "and", "to", "by", "due", "after", "before", "on", "for", "until",
    "because", "every", "no", "not", "done", "off", "help", "more", "today", "tomorrow", "friday",
    "next friday", "31 feb", "29 feb 2027", "1 jan 0001", "31/12/9999", "0/0/0",
    "in 9999999 days", "99999 weeks", "2026-13-45", "25:61", "2pm", "12 dec", "december", "q9",
    "month", "week", "every month", "FREQ=DAILY", "RRULE:FREQ=YEARLY;INTERVAL=0", "plan", "team",
    "phase", "good", "owner", "action", "audit", "review", "=", "of 10", "1 of 0", "100%", "rag",
    "Ring Legal",
)  # fmt: skip
PIECE: Final = st.sampled_from(PIECES)
ANYTHING: Final = st.one_of(
    st.lists(PIECE, max_size=12).map(" ".join),
    st.lists(PIECE, max_size=12).map("".join),
    st.text(max_size=60),
    st.tuples(PIECE, PIECE, PIECE).map(
        lambda it: (it[0] + it[1] * MOST_TYPED)[: MOST_TYPED - len(it[2])] + it[2]
    ),
)


@st.composite
def in_place(draw: st.DrawFn, usual: str) -> str:
    """Return what is usually typed with one of its words replaced, or with words between them."""
    words = usual.split()
    at = draw(st.integers(0, len(words)))
    after = words[at + draw(st.integers(0, 1)) :]
    return " ".join([*words[:at], draw(ANYTHING), *after])[: MOST_TYPED + 1]


NAMES: Final = ("plan.xlsx", "plan.csv", "plan.docx", "cases.csv", "roster.xlsx", "a.exe", "", ".")
HEADINGS: Final = ("Ref", "Action", "Owner", "By when", "Status", "Comments", "e-mail", "Name")
CELLS: Final = st.one_of(
    ANYTHING, st.sampled_from(HEADINGS), st.integers(), st.floats(), st.dates(), st.none()
)
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_SHEETS_NAME: Final = re.compile(r"[\\*?:/\[\]]")


@st.composite
def any_files(draw: st.DrawFn) -> PlanFile:
    """Return a file of a kind that is taken, with anything in it, whole or damaged."""
    rows: list[Sequence[object]] = [HEADINGS[: draw(st.integers(1, len(HEADINGS)))]]
    rows += draw(st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=5))
    name = draw(st.sampled_from(NAMES) | ANYTHING.map(lambda said: f"{said[:80]}.xlsx"))
    made = draw(st.sampled_from((_csv, _excel, _word, _bytes)))(draw, rows)
    return PlanFile(name, draw(st.just(made) | _damaged(made)))


def _csv(draw: st.DrawFn, rows: Sequence[Sequence[object]]) -> bytes:
    between = draw(st.sampled_from(",;\t"))
    text = "\n".join(between.join(map(str, row)) for row in rows)
    return text.encode(draw(st.sampled_from(("utf-8", "utf-16", "cp1252"))), "replace")


def _excel(draw: st.DrawFn, rows: Sequence[Sequence[object]]) -> bytes:
    name = _NOT_IN_A_SHEETS_NAME.sub("", _said(draw(ANYTHING)))[:31]
    kept = [[cell if isinstance(cell, date) else _said(cell) for cell in row] for row in rows]
    return xlsx(*kept, name=name or "Plan").content


def _word(_: st.DrawFn, rows: Sequence[Sequence[object]]) -> bytes:
    wide = max(map(len, rows))
    return docx([[*map(_said, row), *[""] * (wide - len(row))] for row in rows]).content


def _bytes(draw: st.DrawFn, _: Sequence[Sequence[object]]) -> bytes:
    return draw(st.binary(max_size=200))


def _said(cell: object) -> str:
    return _NOT_IN_XML.sub("", str(cell))[:500]


@st.composite
def _damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Return a file with some bytes lost or changed, in it or in one of its parts."""
    if not zipfile.is_zipfile(io.BytesIO(content)) or draw(st.booleans()):
        return draw(_hurt(content))
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        hit = draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, draw(_hurt(part)) if name == hit else part)
    return written.getvalue()


@st.composite
def _hurt(draw: st.DrawFn, content: bytes) -> bytes:
    at = draw(st.integers(0, len(content)))
    return content[:at] + draw(st.binary(max_size=8)) + content[at + draw(st.integers(0, 40)) :]

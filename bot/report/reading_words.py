"""What is to be read before a report or a pack is handed on, in words."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.report.paper import PaperTable, Section, table, unless_empty
from jobs.report.readings import Kind, TextToRead

READ_THESE: Final = "Read these before you hand it on"
NOTHING_FOUND: Final = (
    "No title, reason or note looks as if it named somebody. No program finds every name: read "
    "them."
)
AS_TYPED: Final = (
    "No field names anybody. Titles, reasons and notes are as people typed them, and may name "
    "somebody."
)
_KINDS: Final[Mapping[Kind, str]] = {
    "title": "Title",
    "theme": "Theme",
    "review": "What the review says",
    "measure": "Measure",
    "reason": "Reason",
    "history": "History",
    "calendar": "Calendar",
}


def reading_words(found: Sequence[TextToRead]) -> str:
    """Say how many texts are to be read, and that there may be more."""
    if not found:
        return NOTHING_FOUND
    one = len(found) == 1
    many = "1 text looks as if it" if one else f"{len(found)} texts look as if they"
    return (
        f"{many} named somebody, by a name, a relation or initials. Many are harmless. No program "
        "finds every name, so read the rest too."
    )


def to_be_read(found: Sequence[TextToRead]) -> str:
    """Say in the message that brings a file how many texts to read in it first."""
    if not found:
        return "No text in it looks as if it named somebody; still, read it before you hand it on."
    many = "the text" if len(found) == 1 else f"the {len(found)} texts"
    return f"Before you hand it on, read {many} it lists, which may name somebody."


def reading_table(found: Sequence[TextToRead]) -> PaperTable:
    """Return what is to be read, a row each."""
    rows = [(_KINDS[one.kind], one.number or "-", one.text) for one in found]
    return table("Read these", [("What", 18), ("No.", 12), ("Text", 70)], rows)


def reading_section(found: Sequence[TextToRead]) -> Section:
    """Return the section of a document; it is for whoever hands the document on."""
    remove = "This annex is for you: take it out once you have read them."
    return Section(READ_THESE, (reading_words(found), remove), unless_empty(reading_table(found)))

"""What there is to notice of an import, in words: what has no date, what was passed over …"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bot.plan.problem_words import called
from bot.slack.blocks import shortened
from jobs.plan.problems import PlanNote

Facts = Mapping[str, Any]
MOST_NAMED: Final = 4
LONGEST: Final = 60


def note_words(note: PlanNote) -> str:
    """Return one thing to notice as a sentence."""
    return _WORDS[note.kind](note.facts)


def _named(said: Sequence[str], most: int = MOST_NAMED) -> str:
    return _placed([f"“{shortened(each, LONGEST)}”" for each in said], most)


def _placed(places: Sequence[str], most: int = MOST_NAMED) -> str:
    shown = ", ".join(places[:most])
    return f"{shown} and {len(places) - most} more" if len(places) > most else shown


def _standing(facts: Facts) -> str:
    """Say in one line how many of each there are, where there are any."""
    counted = (
        (facts["no_date"], ("has", "have"), "no date"),
        (facts["no_owner"], ("has", "have"), "no owner"),
        (facts["done"], ("is", "are"), "done"),
    )
    return ", ".join(f"{count} {verb[count != 1]} {what}" for count, verb, what in counted if count)


def _no_due_column(facts: Facts) -> str:
    count, columns = facts["count"], facts["date_columns"]
    held = f"; these hold dates: {_named(columns)}" if columns else ""
    has = "has" if count == 1 else "have"
    return f"{count} {has} no date: no column was taken for the due date{held}"


def _rows(words: str) -> Callable[[Facts], str]:
    passed_over = f"passed over ({words}): {{places}}"
    return _counted(f"{{n}} row {passed_over}", f"{{n}} rows {passed_over}")


def _left_out(facts: Facts, what: str) -> str:
    has, is_ = ("has", "is") if len(facts["places"]) == 1 else ("have", "are")
    return f"{_named(facts['places'])} {has} {what}, and {is_} left out."


def _several(facts: Facts) -> str:
    told = [f"{said} stands over {number} rows" for said, number in facts["references"].items()]
    first = next(iter(facts["references"]))
    return f"{'; '.join(told[:MOST_NAMED])}: they go by {first}, {first} (2) …"


def _after(said: Sequence[str]) -> str:
    return f": {', '.join(said)}" if said else ""


def _counted(one: str, many: str, most: int = MOST_NAMED) -> Callable[[Facts], str]:
    """Return the words for one or for several, of which no more than `most` are named."""

    def told(facts: Facts) -> str:
        named, placed = (facts.get(what, ()) for what in ("said", "places"))
        words = one if facts["count"] == 1 else many
        return words.format(n=facts["count"], said=_named(named, most), places=_placed(placed))

    return told


_WORDS: Final[Mapping[str, Callable[[Facts], str]]] = {
    "standing": _standing,
    "apart": "Another plan has these numbers: they go as “{mark} {number}”".format_map,
    "no_due_column": _no_due_column,
    "due_in_words": _counted(
        "{n} has words instead of a date: {said}", "{n} have words instead of a date: {said}", 3
    ),
    "no_owner": _counted("{n} has no owner yet: {said}", "{n} have no owner yet: {said}", 3),
    "moved": _counted(
        "{n} has been moved: its original date stays on record",
        "{n} have been moved: their original dates stay on record",
    ),
    "second": _counted(
        "{n} names a second owner, who becomes its deputy",
        "{n} name a second owner, who becomes the deputy",
    ),
    "rated": _counted("{n} has a stated rating", "{n} have a stated rating"),
    "noted": _counted("{n} gets a note from the file", "{n} get a note from the file"),
    "owner_unknown": _counted("{n} owner was not found", "{n} owners were not found"),
    "handed_back": _counted(
        "{n} row is handed back with the reason beside it",
        "{n} rows are handed back with the reason beside each",
    ),
    "kept": _counted(
        "{n} was changed here since and stays as it is here",
        "{n} were changed here since and stay as they are here",
    ),
    "gone": _counted(
        "{n} action of this plan is not in the file any more, and stays here",
        "{n} actions of this plan are not in the file any more, and stay here",
    ),
    "about_a_child": lambda facts: (
        f"{facts['place']}: {facts['field']}: may be about a child or a family "
        f"({called(facts['kinds'])}): look at it before you import it"
    ),
    "unlinked": lambda facts: (
        f"{facts['place']}: “{facts['heading']}” names no reference outright, so nothing is linked"
    ),
    "no_paragraph": lambda facts: (
        f"Nothing that a review says goes by {', '.join(facts['paragraphs'])} here, as a paragraph "
        "or a number, so nothing is linked for it"
    ),
    "remembered": lambda facts: (
        f"The columns of “{facts['table']}” are read as you chose the last time"
    ),
    "month_first": lambda facts: (
        f"“{facts['heading']}” has the month first, as in 01/29/2027: 02/12/2027 is 12 Feb 2027"
    ),
    "lengthened": lambda facts: (
        "Excel had shortened a number, as 1.10 to 1.1; it is read in full: "
        f"{_placed(facts['places'])}"
    ),
    "over_several": _several,
    "not_read": lambda facts: f"Not read in “{facts['table']}”: {', '.join(facts['headings'])}",
    "passed.banner": _rows("headings"),
    "passed.section": _counted(
        "{n} heading between rows is the theme of the rows below: {said}",
        "{n} headings between rows are the theme of the rows below: {said}",
    ),
    "passed.key": _rows("key"),
    "passed.total": _rows("totals"),
    "passed.end": _rows("end of the table"),
    "passed.empty": _rows("numbered, and not filled in"),
    "passed.example": _rows("example"),
    "passed.instruction": _rows("instructions"),
    "passed.copy": _rows("on another sheet word for word"),
    "passed.left_out": _rows("you left them out"),
    "passed.beyond": lambda facts: (
        f"Not read, as it stands beyond the last heading: {_placed(facts['places'])}"
    ),
    "passed.nested": lambda facts: f"A table inside a cell is left out: {_placed(facts['places'])}",
    "passed.beside": lambda facts: f"A list beside the plan is left out{_after(facts['said'])}",
    "passed.hidden_row": _counted(
        "{n} hidden row is left out: {places}", "{n} hidden rows are left out: {places}"
    ),
    "passed.far_below": lambda facts: f"Nothing is read below {_placed(facts['places'])}",
    "passed.struck_row": _rows("struck out"),
    "passed.struck_text": lambda facts: (
        f"Words that are struck out are left out: {_placed(facts['places'])}"
    ),
    "passed.hidden_text": lambda facts: (
        f"Words that are hidden are left out: {_placed(facts['places'])}"
    ),
    "passed.comment": lambda facts: f"Comments on cells are not read: {_placed(facts['places'])}",
    "passed.colour": lambda facts: (
        f"Colours without words are not read: {_named(facts['said'])}. Write Red, Amber or Green."
    ),
    "passed.hidden_column": lambda facts: f"Hidden columns are left out: {_named(facts['said'])}",
    "passed.hidden_sheet": lambda facts: f"Hidden sheets are left out: {_named(facts['places'])}",
    "passed.sheet": lambda facts: _left_out(facts, "no table that I know"),
    "passed.sheet_left_out": lambda facts: f"You left out {_named(facts['places'])}.",
    "passed.no_title": lambda facts: _left_out(facts, "no column that says what needs doing"),
}

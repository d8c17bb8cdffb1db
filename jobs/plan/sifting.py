"""Tells the rows of a plan from what stands between them: sections, keys, totals, empty lines."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from db.patterns import pattern
from db.plan.known import ACTION
from jobs.plan.heading_names import normal
from jobs.plan.headings import TOLD_ABOVE, Layout
from jobs.plan.key_below import FEW
from jobs.plan.looks import (
    KEY,
    SECTION,
    TOTAL,
    begins_to_do,
    is_certain_date,
    is_colour,
    is_number,
    is_status,
)
from jobs.plan.tables import PassedOver, SheetRow, filled, words

LONGEST_SECTION: Final = 200
SHORTEST_TITLE: Final = 4  # words of a heading that is called by no number: "Front door"
LONGEST_MARK: Final = 2  # words: "Almost certain"
MOSTLY: Final = 0.6
SHOUTED: Final = 4  # capitals that are a heading and no short form

# From here to the end of the table there are no actions.
_APPENDIX: Final = pattern(
    r"(?i)(?:document|version|change) (?:control|history|log)|distribution list|"
    r"(?:revision|amendment)s? (?:history|log)|sign[- ]?off sheet"
)
_KEY_LINE: Final = pattern(
    r"(?i)(?:[ragb]|red|amber|green|blue|grey|gray|yellow|white|purple|brag|rag)"
    r"(?:\s?\([^)]*\))?(?:\s*[=:]\s*(?:\S.*)?|\s+[–-]\s+(?:\S.*)?|$)"  # noqa: RUF001 - Word's dash
)
# "Regulation 44 visits" is as often what is to be done as what the rows below are of.
_OF_LAW: Final = pattern(r"(?i)regulation\b")
_GOES_ON: Final = pattern(r"(?i)(?<!\s)\s*(?:[-–(]\s*)?\b(?:continued|cont(?:'?d)?\.?)\)?$")  # noqa: RUF001
_EXAMPLE: Final = pattern(r"(?i)(?:example|e\.?g\.?|sample|for example)\b[:.]?.*")
_INSTRUCTION: Final = pattern(r"[\[(<{].*[\])>}]", re.DOTALL)
# What stands where a number is kept and its action is not.
_UNUSED: Final = pattern(
    r"(?i)[\[(]?\s*(?:(?:there (?:are|were) )?"
    r"no (?:further |new |other |more |outstanding )?actions?"
    r"(?: (?:this|identified|required|needed|arising|to report|raised|agreed|"
    r"(?:at|for) (?:this|the (?:moment|time|present|period)|present|now))\b.{0,40})?|"
    r"nil(?: return)?|none(?: identified)?|"
    r"(?:number |row |action )?(?:not used|deleted|removed|reserved|spare)|"
    r"(?:this (?:page|row) )?(?:is )?(?:intentionally )?(?:left )?blank|"
    r"(?:see|merged (?:with|into)|moved to) (?:action )?[A-Z]{0,4}[- ]?\d[\w.]*)\s*[\])]?\.?"
)
# The first word of a list to choose from: "Select lead".
_PROMPT: Final = pattern(r"(?i)(?:please )?(?:select|choose|pick|enter|insert)\b.{0,25}")
_END: Final = pattern(r"(?i)(?:end|\*+ ?end|end of (?:plan|table|document)|-|\.|_+)\W*")


@dataclass
class SiftedRows:
    """The rows that are to be read, each with its section, and what was passed over, by kind."""

    rows: list[SheetRow] = field(default_factory=list)
    passed: list[PassedOver] = field(default_factory=list)
    unsure: list[SheetRow] = field(default_factory=list)


def sift(layout: Layout) -> SiftedRows:
    """Return the rows of a table without those that are none."""
    if layout.kind != ACTION:
        return _of_others(layout)
    return _Sieve(layout).sifted()


def _of_others(layout: Layout) -> SiftedRows:
    found = SiftedRows()
    for row in layout.table.rows:
        if row.is_wide:
            found.passed.append(PassedOver("banner", row.place, _first(row)))
        else:
            found.rows.append(row)
    return found


class _Sieve:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._rows = layout.table.rows
        self._found = SiftedRows()
        name = layout.table.name  # it may be a section itself: "Priority 2 - Permanence"
        self._section = name if SECTION.fullmatch(name) else ""
        self._is_headed = False  # the row before was the heading of a section
        self._has_more = self._share("owner", "due", "status") >= MOSTLY

    def _share(self, *names: str) -> float:
        """Return how many of the rows say anything of these fields."""
        rows = [row for row in self._rows if self._cell(row, "title") and filled(row) > FEW]
        told = sum(any(self._cell(row, name) for name in names) for row in rows)
        return told / len(rows) if rows else 0.0

    def _cell(self, row: SheetRow, name: str) -> str:
        at = self._layout.columns.get(name)
        return "" if at is None else words(row.cells[at])

    def sifted(self) -> SiftedRows:
        in_key = in_appendix = False
        for at, row in enumerate(self._rows):
            in_appendix = in_appendix or bool(_APPENDIX.fullmatch(_told(row).rstrip(" :")))
            if KEY.fullmatch(_first(row)) and (self._is_bare(row) or _is_to_sign(row)):
                in_key = True
            elif in_key and (not self._is_of_key(row) or self._starts_anew(row)):
                in_key = False
            self._sort(at, row, in_key=in_key or in_appendix)
        return self._found

    def _is_of_key(self, row: SheetRow) -> bool:
        """Say whether a row tells of a mark: "High", and beside it what that means."""
        is_short = len(_first(row).split()) <= LONGEST_MARK
        is_mark = is_short and (is_status(_first(row)) or not self._has_words(row))
        is_told = filled(row) <= FEW and not is_certain_date(self._cell(row, "due"))
        return self._is_bare(row) or (is_told and is_mark)

    def _starts_anew(self, row: SheetRow) -> bool:
        return row.after_gap and bool(self._cell(row, "title")) and filled(row) > FEW

    def _sort(self, at: int, row: SheetRow, *, in_key: bool) -> None:
        kind = "key" if in_key else self._kind(at, row)
        if kind == "section" and self._is_headed and TOLD_ABOVE.fullmatch(_first(row)):
            kind = "banner"  # it says more of the heading above it
        self._is_headed = kind in {"section", "banner"}
        if kind == "section":
            said = _GOES_ON.sub("", self._section_in(at, row))
            self._section = said[:LONGEST_SECTION] or self._section
        if kind == "unsure":
            self._found.unsure.append(row)
        elif kind:
            self._found.passed.append(PassedOver(kind, row.place, _told(row)))
        else:
            self._found.rows.append(replace(row, section=self._section))

    def _section_in(self, at: int, row: SheetRow) -> str:
        if row.is_wide or (self._is_titled(row) and not self._cell(row, "title")):
            return " ".join(_first(row).split())
        is_told = self._is_led(at, row) or bool(self._cell(row, "rag"))
        return self._cell(row, "title") if is_told else _told(row)

    def _is_titled(self, row: SheetRow) -> bool:
        """Say whether a row begins with the name of a section: "Priority 2: Permanence"."""
        return SECTION.fullmatch(_first(row)) is not None and filled(row) <= FEW

    def _kind(self, at: int, row: SheetRow) -> str:
        """Return what a row is that is no action; empty for one that is, or may be."""
        first = _first(row)
        is_count = is_status(first) and not is_number(first) and self._has_only_numbers(row)
        is_sum = TOTAL.fullmatch(first) or is_number(self._cell(row, "title")) or is_count
        is_bare = self._is_bare(row) or self._has_only_numbers(row)
        is_figures = is_count or (TOTAL.fullmatch(first) and self._has_only_numbers(row))
        is_total = is_sum and is_bare and (is_figures or not self._has_words(row))
        is_example = _EXAMPLE.fullmatch(first) and not self._cell(row, "reference").isdigit()
        tests = (
            ("key", self._is_key_line(row) and not self._has_children(at, row)),
            ("total", is_total),
            ("end", _END.fullmatch(first) and filled(row) == 1),
            ("section", self._is_section(at, row)),
            ("empty", self._is_blank(row)),
            ("example", is_example),
            ("instruction", self._is_instruction(row)),
            ("unsure", self._is_alone(row)),
        )
        return next((kind for kind, is_so in tests if is_so), "")

    def _has_only_numbers(self, row: SheetRow) -> bool:
        """Say whether what stands beside the first words are sums, under whatever heading."""
        _, *others = [cell for cell in row.cells if cell != ""] or [""]
        figures = [cell.rstrip("% ") if isinstance(cell, str) else cell for cell in others]
        return bool(others) and all(map(is_number, figures))

    def _is_key_line(self, row: SheetRow) -> bool:
        """Say whether a row tells what a colour stands for: "R = off track"."""
        if not self._is_bare(row) or filled(row) > FEW:
            return False
        first = _first(row)
        is_told = filled(row) == FEW and (is_colour(first) or first.lower() in _SHORT_KEYS)
        has_reference = bool(self._cell(row, "reference")) and not is_colour(first)
        return (bool(_KEY_LINE.fullmatch(first)) or is_told) and not (
            has_reference and self._cell(row, "title") and begins_to_do(self._cell(row, "title"))
        )

    def _is_section(self, at: int, row: SheetRow) -> bool:
        is_title = self._is_titled(row) and not (self._cell(row, "title") or self._cell(row, "due"))
        if row.is_wide or is_title or self._is_led(at, row):
            return True
        is_rated = bool(self._cell(row, "rag")) or is_colour(self._cell(row, "status"))
        if filled(row) - is_rated > FEW or not self._is_bare(row):
            return False
        title, said = self._cell(row, "title"), _told(row)
        if filled(row) == 1 and not title:
            return not is_number(said) and not self._is_numbered(said)
        if filled(row) == FEW and not (self._cell(row, "reference") or is_rated):
            return False
        if not self._has_more:
            return False
        is_named = SECTION.fullmatch(title) and (is_rated or not _OF_LAW.match(title))
        is_heading = bool(is_named) or _is_shouted(title) or title.endswith(":")
        return is_heading or self._has_children(at, row)

    def _is_led(self, at: int, row: SheetRow) -> bool:
        """Say whether a row is the heading of those numbered under it, with who leads on them."""
        is_open = not any(self._cell(row, name) for name in ("due", "status", "measure"))
        names = (self._cell(row, "title"), self._cell(row, "reference"))
        is_named = any(SECTION.fullmatch(each) for each in names)
        is_short = len(names[0].split()) <= SHORTEST_TITLE and not begins_to_do(names[0])
        is_led = is_named or (is_short and bool(self._cell(row, "owner")))
        return is_open and is_led and self._has_children(at, row)

    def _has_children(self, at: int, row: SheetRow) -> bool:
        """Say whether the rows below are numbered under this one: 1, then 1.1 and 1.2."""
        own = re.sub(r"\.0*$", "", self._cell(row, "reference"))  # "1.0" stands over 1.1
        own = re.sub(r"^\D+(?=\d+$)", "", own) if SECTION.fullmatch(own) else own
        if not own or at + 1 >= len(self._rows) or not self._has_more:
            return False
        below = self._cell(self._rows[at + 1], "reference")
        return below.startswith(f"{own}.") or (own.isalpha() and below[len(own) :].isdigit())

    def _is_numbered(self, said: str) -> bool:
        return re.fullmatch(r"(?i)[a-z]{0,6}[-. ]?\d+(?:\.\d+)*\.?[a-z]?", said) is not None

    def _is_blank(self, row: SheetRow) -> bool:
        """Say whether a row is prepared and not filled in: a number, and a list's first word."""
        title = self._cell(row, "title")
        if self._is_bare(row) and _UNUSED.fullmatch(title):
            return True
        if (title and not _says_nothing(title)) or self._cell(row, "text"):
            return False
        allowed = {
            self._layout.columns[name]
            for name in ("reference", "status", "rag", "theme", "phase", "kind", "source", "owner")
            if name in self._layout.columns
        } - ({self._layout.columns.get("owner")} - set(row.shared))
        others = [
            cell
            for at, cell in enumerate(row.cells)
            if cell != "" and at not in allowed and at not in row.shared
        ]
        return all(not isinstance(cell, str) or _is_default(cell) for cell in others) and not any(
            is_certain_date(cell) for cell in others
        )

    def _is_bare(self, row: SheetRow) -> bool:
        """Say whether a row has neither owner nor date nor status of its own; a colour is none."""
        has_status = self._cell(row, "status") and not is_colour(self._cell(row, "status"))
        return not has_status and not any(self._cell(row, n) for n in ("owner", "due", "measure"))

    def _has_words(self, row: SheetRow) -> bool:
        title = self._cell(row, "title")
        return bool(title) and begins_to_do(title)

    def _is_instruction(self, row: SheetRow) -> bool:
        said = [words(cell) for cell in row.cells if cell != ""]
        return len(said) > 1 and all(_INSTRUCTION.fullmatch(each) for each in said)

    def _is_alone(self, row: SheetRow) -> bool:
        """Say whether only what may be an action or a heading is there, where others say more."""
        title = self._cell(row, "title")
        is_law = SECTION.fullmatch(title) and _OF_LAW.match(title) and self._is_bare(row)
        beside = 1 if is_law and self._cell(row, "reference") else 0
        is_only = title and filled(row) == 1 + beside and self._has_more
        return bool(is_only) and not begins_to_do(title) and not is_status(title)


_SHORT_KEYS: Final = frozenset({"r", "a", "g", "b", "c", "n/a"})


def _first(row: SheetRow) -> str:
    return next((words(cell) for cell in row.cells if cell != ""), "")


def _is_to_sign(row: SheetRow) -> bool:
    """Say whether a row is a line to sign on: labels, and strokes to write above."""
    return all(
        re.fullmatch(r"[_.…]+|[\w ]{1,30}:", words(cell)) for cell in row.cells if cell != ""
    )


def _told(row: SheetRow) -> str:
    return " ".join(" ".join(words(cell).split()) for cell in row.cells if cell != "")


def _is_shouted(said: str) -> bool:
    letters = [each for each in said if each.isalpha()]
    return len(letters) >= SHOUTED and all(each.isupper() for each in letters)


def _is_default(said: str) -> bool:
    is_prompt = _PROMPT.fullmatch(said) is not None
    return is_status(said) or is_colour(said) or said == "0" or is_prompt or _says_nothing(said)


def _says_nothing(said: str) -> bool:
    """Say whether words stand in for what is still to be filled in: "-", "TBC", "[action]"."""
    return normal(said) in {"", "tbc", "tbd", "n a", "na"} or bool(_INSTRUCTION.fullmatch(said))

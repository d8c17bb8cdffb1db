"""The report as a Word document: its structure, its words, and who can read it how."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Made
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from bot.demo.prepare import load_report
from bot.report.document import document
from bot.report.paper import COLOURS, HEADER, Colour
from bot.report.traces import TRACES
from jobs.report.audience import Audience
from jobs.rules.rag import SIGNS, Level
from tests.jobs.plan.test_sample import SAMPLE
from tests.people import NOW
from tests.reports import ENGLAND, SAID, Named, board, named, once

__all__ = ["board", "named"]

HEADINGS = [
    "Summary",
    "Background",
    "Progress by top tip and paragraph",
    "Council Plan",
    "Implications",
    "Recommendation",
    "Annex 1. Done since last time",
    "Annex 2. Overdue",
    "Annex 3. At risk",
    "Annex 4. Extensions",
    "Annex 5. No owner or no date",
    "Annex 6. Outstanding actions",
    "Annex 7. Live audits",
    "Annex 8. Coverage",
    "Annex 9. Themes",
    "Annex 10. Distance travelled",
    "Annex 11. Closing the loop",
    "Annex 12. Definitions",
    "Annex 13. Provenance",
]
READ_THESE = "Annex 14. Read these before you hand it on"
A_PAGE_S_MM, A_LETTER_S_MM, A_LINK_S_MM = 174, 1.8, 23.4  # an address may be torn
AA = 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum


def opened(named: Named, audience: Audience = Audience.OFFICERS) -> Made:
    return Document(BytesIO(once(document, named, audience)))


def words_of(made: Made) -> str:
    tables = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in made.paragraphs), *tables])


def table_named(made: Made, name: str) -> list[list[str]]:
    found = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in made.tables
        if caption(table) == name
    ]
    assert found, name
    return found[0]


def caption(table: object) -> str:
    element = table._tbl.tblPr.find(qn("w:tblCaption"))  # type: ignore[attr-defined]  # python-docx has no name for it
    return str(element.get(qn("w:val")))


@pytest.mark.parametrize("audience", Audience)
def test_it_has_every_section_as_a_heading_to_navigate_by(named: Named, audience: Audience) -> None:
    made = opened(named, audience)
    titles = [each.text for each in made.paragraphs if each.style and each.style.name == "Title"]
    assert titles == ["Sample Council: improvement actions and live audits"]
    firsts = [e.text for e in made.paragraphs if e.style and e.style.name == "Heading 1"]
    last = [READ_THESE] if audience is Audience.SCRUTINY else []
    assert firsts == [*HEADINGS, *last]


@pytest.mark.parametrize("audience", Audience)
def test_every_table_repeats_its_header_and_merges_nothing(
    named: Named, audience: Audience
) -> None:
    made = opened(named, audience)
    assert len(made.tables) > 10
    for table in made.tables:
        first, *others = [row.get_or_add_trPr() for row in table._tbl.tr_lst]
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.find(qn("w:cantSplit")) is not None for row in (first, *others))
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))
        assert caption(table)


def test_no_column_is_narrower_than_its_words(named: Named) -> None:
    load_report(named.council.database, SAMPLE, ENGLAND, lambda: NOW)
    made = Document(BytesIO(document(named.report(Audience.OFFICERS))))
    for table in made.tables:
        widths = [Length(cell.width or 0).mm for cell in table.rows[0].cells]
        assert sum(widths) <= A_PAGE_S_MM + 1
        for width, column in zip(widths, table.columns, strict=True):
            words = {word for cell in column.cells for word in cell.text.split()}
            torn = {word for word in words if width < len(word) * A_LETTER_S_MM <= A_LINK_S_MM}
            assert not torn, f"{caption(table)}: {width:.0f} mm"


@pytest.mark.parametrize("audience", Audience)
def test_every_picture_is_told_in_words(named: Named, audience: Audience) -> None:
    made = opened(named, audience)
    told = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert len(told) >= 2
    assert all(words and len(words) > 40 for words in told)
    assert any("October 2026" in words for words in told)
    assert len({shape._inline.docPr.id for shape in made.inline_shapes}) == len(told)


def test_it_is_an_a4_page_in_british_english_with_a_title(named: Named) -> None:
    made = opened(named)
    page = made.sections[0]
    assert page.page_width == pytest.approx(Mm(210), abs=Mm(1))
    assert page.page_height == pytest.approx(Mm(297), abs=Mm(1))
    languages = {each.get(qn("w:val")) for each in made.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    core = made.core_properties
    assert core.title == "Sample Council: improvement actions and live audits"
    assert core.language == "en-GB"


def test_its_footer_counts_the_pages_and_says_where_the_numbers_come_from(named: Named) -> None:
    report = named.report(Audience.OFFICERS)
    footer = opened(named).sections[0].footer.paragraphs[0]
    fields = [each.text.strip() for each in footer._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert report.facts.provenance.head.hash[:16] in footer.text
    assert "Data as at Mon 23 Nov 2026, 09:00 UTC" in footer.text


def test_its_numbers_are_those_of_the_report(named: Named) -> None:
    report = named.report(Audience.OFFICERS)
    made = opened(named)
    headline = report.facts.headline
    said = words_of(made)
    assert f"Overdue: {headline.overdue} of {headline.open} open actions." in said
    assert len(table_named(made, "Overdue")) == headline.overdue + 1
    assert len(table_named(made, "Outstanding actions")) == headline.open + 1
    assert len(table_named(made, "Moved dates")) == headline.re_dated + 1
    assert table_named(made, "Live audits")[-1][:4] == ["The whole period", "4", "2", "1"]
    assert table_named(made, "Provenance")[-1][1] == report.facts.provenance.head.hash


def test_a_report_says_which_date_each_count_goes_by(named: Named) -> None:
    report = named.report(Audience.OFFICERS)
    made = opened(named)
    said = words_of(made)
    late = [one for one in report.actions if one.stand.level is Level.LATE]
    moved = [one for one in late if one.number not in report.facts.overdue]
    assert (
        f"{len(late)} of all {len(report.actions)} are late by these, "
        f"{len(moved)} of which have a date now that has not passed."
    ) in said
    assert "Past the date they have now: " in said
    signs = tuple(f"{sign} " for sign in SIGNS.values())
    columns = {
        cell.text
        for table in made.tables
        for cell, below in zip(table.rows[0].cells, table.rows[1].cells, strict=True)
        if below.text.startswith(signs)
    }
    assert columns == {"By its original date"}


def test_where_an_action_stands_is_a_word_in_a_colour(named: Named) -> None:
    made = opened(named)
    stands = {row[-1] for row in table_named(made, "Outstanding actions")[1:]}
    assert {"■ late", "○ not rated"} <= stands
    fills = {each.get(qn("w:fill")) for each in made.element.iter(qn("w:shd"))}
    assert {"F8D0D3", HEADER.paper} <= fills


@pytest.mark.parametrize("audience", Audience)
def test_a_committee_reads_numbered_paragraphs_and_the_reviews_own_ones(
    named: Named, audience: Audience
) -> None:
    load_report(named.council.database, SAMPLE, ENGLAND, lambda: NOW)
    made = Document(BytesIO(document(named.report(audience))))
    starts = [
        int(found[1]) for each in made.paragraphs if (found := re.match(r"(\d+)\. ", each.text))
    ]
    assert starts == list(range(1, len(starts) + 1))
    said = words_of(made)
    assert "1 of 7 top tips have an action." not in said
    assert "None yet: F-1, paragraph 31e." in said
    tips = {row[0]: row[2] for row in table_named(made, "Top tips")[1:]}
    assert (
        tips["31f"]
        == "ACT-40 Develop a Children's Vision (no owner; no date; in progress; ○ not rated)"
    )
    assert tips["31e"] == "No action yet"
    findings = table_named(made, "Findings by paragraph")
    assert [row[0] for row in findings[1:6]] == ["-", "-", "7", "8", "9"]
    assert "Strength: The ambition for change" in findings[3][1]
    plan = table_named(made, "Council Plan")
    assert [row[0] for row in plan[1:]] == ["45a", "45b", "45c", "45d", "45e", "45f"]
    assert {row[1] for row in table_named(made, "Implications")[1:]} == {
        "To be added by the author of the report."
    }
    assert "Members are asked to: (a) note that" in said
    assert "(c) ask for an action for each of the" in said


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_of_every_section_it_is_said_what_follows_from_the_history_and_what_does_not(
    named: Named,
) -> None:
    names = [re.sub(r"^Annex \d+\. ", "", heading) for heading in HEADINGS]
    assert [next(key for key in TRACES if name.startswith(key)) for name in names] == list(TRACES)
    told = table_named(opened(named), "What follows from the history")
    assert [row[0] for row in told[1:]] == [name for name, trace in TRACES.items() if any(trace)]


@pytest.mark.parametrize("colour", [*COLOURS.values(), HEADER])
def test_every_colour_can_be_read(colour: Colour) -> None:
    light, dark = sorted((brightness(colour.paper), brightness(colour.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= AA


@pytest.mark.parametrize("audience", Audience)
def test_the_same_report_gives_the_same_bytes(named: Named, audience: Audience) -> None:
    assert document(named.report(audience)) == once(document, named, audience)


def texts_in(made: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(made)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                yield parts.read(name).decode()


def test_nobody_is_named_in_the_version_for_scrutiny(named: Named) -> None:
    text = re.sub(r"<[^>]+>", "", " ".join(texts_in(once(document, named, Audience.SCRUTINY))))
    assert "Children" in text
    assert [word for word in named.names if word in text] == []
    assert "somebody says late" in text
    for why in ("The chair left", "Waiting for Health", SAID):
        assert why not in text
        assert why in words_of(opened(named))


def test_officers_read_no_names_either(named: Named) -> None:
    said = words_of(opened(named))
    assert "Practitioner 1, Permanence" in said
    assert f"Team Manager, Permanence says late: “{SAID}”" in said
    assert "Wren" not in said

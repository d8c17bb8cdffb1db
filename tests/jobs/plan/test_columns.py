"""Every column of a plan is one object, and each surface has what it says of itself."""

import csv
import io

import pytest
from openpyxl import load_workbook

from bot.actions.editing_view import LONG_TEXT
from bot.actions.fields import BY_NAME as FORM
from bot.actions.view import ActionRenderContext, details
from bot.plan.words import FIELD_NAMES
from bot.report import tables
from db.models import Action, Due
from jobs.plan.columns import COLUMNS, TEXTS, PlanColumn, names_of
from jobs.plan.exporting import csv_text, xlsx
from jobs.plan.heading_names import normal
from jobs.report.audience import Audience
from tests.end_to_end.seen import words_in
from tests.people import TODAY, Council
from tests.reports import ENGLAND, Named, board, named

__all__ = ["board", "named"]

ASKED = [one for one in COLUMNS if one.asked]
ON_CARD = [one for one in COLUMNS if one.on_card]
REPORTED = [one for one in COLUMNS if one.report_width]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda one: one.name)
def test_what_is_written_out_is_read_in_under_its_own_heading(column: PlanColumn) -> None:
    kind = "action" if column.only_actions else ""
    assert normal(column.heading) in names_of(column, kind)
    assert FIELD_NAMES[column.attribute] == column.heading.lower()


@pytest.mark.parametrize("column", ASKED, ids=lambda one: one.name)
def test_what_is_asked_stands_in_the_form_with_its_label(column: PlanColumn) -> None:
    field = FORM[column.name]
    assert (field.label, field.columns[0]) == (column.asked, column.attribute)
    assert (field.kind == LONG_TEXT) == column.is_long


def filled(council: Council) -> int:
    number = council.action(council.practitioner, due=TODAY)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        action.source = "Words of source"
        for column in TEXTS:
            setattr(action, column.attribute, f"Words of {column.name}")
    return number


def test_the_card_and_the_files_hold_every_column(council: Council) -> None:
    number = filled(council)
    with council.database.read() as session:
        action = session.get_one(Action, number)
        assert action.due == Due(TODAY, "day")
        shown = details(action, [], {}, ActionRenderContext(TODAY, ENGLAND))
        said = "".join(words_in(list(shown.blocks)))
        text = csv_text(session).decode("utf-8-sig")
        book = load_workbook(io.BytesIO(xlsx(session)))
    assert all(one.on_card in said and str(one.of(action)) in said for one in ON_CARD)
    [row] = csv.DictReader(io.StringIO(text))
    assert list(row) == [one.heading for one in COLUMNS]
    headings, values = book["Actions"].iter_rows(values_only=True)
    for one in TEXTS:
        assert row[one.heading] == f"Words of {one.name}"
        assert values[headings.index(one.heading)] == f"Words of {one.name}"


def test_the_report_has_every_column_and_scrutiny_what_is_public(named: Named) -> None:
    filled(named.council)
    for audience in Audience:
        shown = tables.everything(named.report(audience))
        headings = [column.heading for column in shown.columns]
        for one in REPORTED:
            is_there = one.is_public or audience is Audience.OFFICERS
            assert (one.heading in headings) == is_there
            if is_there:
                at = headings.index(one.heading)
                assert f"Words of {one.name}" in [row[at] for row in shown.rows]

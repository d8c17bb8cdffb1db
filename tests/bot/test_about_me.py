"""What is held about somebody is told in a page, under headings that leave nothing out."""

from bot.people.about_me import LOOKS, SECTIONS
from db.models import Base
from db.people.about import links_to_people


def test_each_table_that_points_at_somebody_stands_under_one_heading() -> None:
    told = [table for tables in SECTIONS.values() for table in tables]
    pointing = {table.name for table in Base.metadata.sorted_tables if links_to_people(table)}
    by_account = {table.name for table in Base.metadata.sorted_tables if "slack_id" in table.c}
    assert sorted(told) == sorted(pointing | by_account | {LOOKS})

"""The App Home has no more than Slack's 100 blocks, whatever somebody holds and looks at."""

import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.actions.view import ActionRenderContext
from bot.home import blocks as home
from bot.home.blocks import Choice, Frame, HomeEntry, entry_of, fixed, paged
from bot.slack.blocks import Answer, aside, button, lines, row
from db.models import Action, Person, Status
from jobs.rules.working_days import Calendar
from localslack.blockkit.surfaces import checked_view
from tests.people import TODAY

MOST = 100  # https://docs.slack.dev/surfaces/app-home
READER = ActionRenderContext(TODAY, Calendar.of("ENG"))
ME = Person(id=1, name="Team Manager", role="Team Manager", is_lead=True, slack_id="U01")
HEADINGS = ("Late", "Waiting for your approval", "This week", "Live audits", "My team")


def an_action(number: int) -> Action:
    return Action(
        id=number,
        title=f"Part {number} " + "x" * (number % 290),
        owner=ME,
        owner_id=ME.id,
        due_on=TODAY + timedelta(days=number % 90 - 30),
        due_precision="day",
        status=Status.NOT_STARTED,
        theme="",
        phase="",
    )


@st.composite
def held(draw: st.DrawFn) -> list[HomeEntry]:
    """Draw hundreds of things of every kind, each heading's together."""
    entries, number = [], 0
    for heading in HEADINGS:
        for size in draw(st.lists(st.integers(0, 4), max_size=120)):
            number += 1
            if size == 0:
                entries.append(entry_of(an_action(number), heading, ME, TODAY))
            else:
                tool = row(f"thing-{number}", button("Do it", "do", {"n": number}))
                entries.append(fixed(heading, [*[lines(["words"])] * (size - 1), tool]))
    return entries


@given(held(), st.integers(-3, 60), st.integers(0, 80), st.integers(0, 300))
def test_a_home_never_has_more_than_a_hundred_blocks(
    entries: list[HomeEntry], page: int, news: int, themes: int
) -> None:
    told = Answer("", [aside(str(number)) for number in range(news)])
    filters = [(f"theme:{number}", f"Theme: {number}") for number in range(themes)]
    frame = Frame(
        ME,
        Choice("mine", page),
        [*home.FILTERS.items(), *filters],
        [row("audit-lead-tools", button("Rules", "audit_form_rules", {}))],
        home.kept_news(told),
    )

    view = home.view(paged(entries, page), frame, READER)

    assert len(view["blocks"]) <= MOST
    assert len(view["private_metadata"]) <= 3000
    checked_view(json.loads(json.dumps(view)), "home")  # as Slack would check it


@given(held())
def test_the_pages_show_everything_once_and_in_order(entries: list[HomeEntry]) -> None:
    last = paged(entries, 0).last
    shown = [entry for page in range(last + 1) for entry in paged(entries, page).entries]
    assert [id(entry) for entry in shown] == [id(entry) for entry in entries]

"""Distance travelled, pictures and the scrutiny calendar, as leads ask for them in Slack."""

from urllib.request import urlopen

import pytest
from icalendar import Calendar

from tests.end_to_end.persona import Persona, ask
from tests.end_to_end.seen import Json
from tests.end_to_end.world import World
from tests.people import Council


@pytest.fixture(autouse=True)
def people(council: Council) -> None:
    """Let the small council be there."""


def picture(persona: Persona, title: str) -> Json:
    """Return the last file of that title in somebody's direct messages."""

    def found() -> Json | None:
        said = ask(f"{persona.url}/page/messages?user={persona.user}&channel={persona.dm}")
        files: list[Json] = [file for message in said for file in message["files"]]
        return next((file for file in reversed(files) if file["title"] == title), None)

    return persona.waits_for(found, f"the file {title!r}")


def test_a_lead_keeps_a_measure_from_its_target_to_its_distance(director: Persona) -> None:
    added = director.types('/action measure add "Supervision on time" target 90 of 100')
    assert "Measure 1: Supervision on time; target 90%" in added.text
    director.types("/action measure 1 = 58 of 80 on 1 Sep 2026")
    read = director.types("/action measure 1 = 76 of 80")
    assert "Measure 1 stood at 76 of 80 on Mon 23 Nov 2026." in read.text
    told = director.types("/action distance")
    assert "now 95% (76 of 80)" in told.text
    assert "Start: 72% (58 of 80) (Tue 1 Sep 2026); better than at the start" in told.text
    assert "target 90%, reached" in told.text
    assert "1 Supervision on time: 76 of 80" in director.types("/action measures").text


def test_a_target_is_set_for_what_the_bot_counts_itself(director: Persona) -> None:
    assert "Graded Good or better; target 75%" in director.types(
        "/action measure good target 75 of 100"
    ).text  # fmt: skip
    director.types("/action measure good target 80 of 100")
    assert "Graded Good or better; target 80%" in director.types("/action measures").text
    assert "one number of another" in director.types("/action measure held target 90").text


def test_personal_data_in_a_measures_name_is_refused(director: Persona) -> None:
    told = director.types('/action measure add "Calls from 07700 900123" target 9 of 10')
    assert "phone" in told.text
    assert "07700" not in told.text


def test_whoever_is_no_lead_is_told_who_can(practitioner: Persona) -> None:
    for words in ("distance", "measures", "measure 1 = 3 of 4", "chart burn-up", "chart audits"):
        told = practitioner.types(f"/action {words}").text
        assert told.startswith("Only a lead or an administrator can "), words


def test_distance_is_shown_by_theme_and_by_team_at_a_press(director: Persona) -> None:
    director.types('/action measure add "Plans with dates" target 9 of 10')
    told = director.types("/action distance")
    assert told.buttons == ["By theme", "By team", "Picture"]
    director.presses(told, "By theme")
    assert "Nothing has been measured yet" in director.reads(director.channel).text


PICTURES = {
    "distance": "Graded Good or better, by theme",
    "burn-up": "Actions: the burn-up",
    "audits": "Live audits by month",
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_lead_gets_a_picture_with_its_words(
    director: Persona, council: Council, name: str
) -> None:
    council.action(council.practitioner)
    told = director.types(f"/action chart {name}")
    sent = picture(director, PICTURES[name])
    assert sent["mimetype"] == "image/png"
    title, *sentences = sent["alt_txt"].removesuffix(".").split(". ")
    assert title == PICTURES[name]
    assert sentences
    assert all(f"{each}." in told.text for each in sentences)
    with urlopen(sent["url_private"]) as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_everybody_sees_the_months_calendar_at_a_press(practitioner: Persona) -> None:
    told = practitioner.types("/audit calendar")
    assert told.buttons == ["Calendar file", "Picture"]
    practitioner.presses(told, "Picture")
    assert "Key dates: November 2026" in practitioner.reads(practitioner.channel).text
    sent = picture(practitioner, "Key dates: November 2026")
    assert "Live audits of November 2026: audit deadline" in sent["alt_txt"]


def test_the_calendar_comes_as_a_file(director: Persona) -> None:
    told = director.types('/audit calendar add "Scrutiny board" on 12 January 2027')
    assert "Scrutiny board looks on Tue 12 Jan 2027." in told.text
    director.presses(director.types("/audit calendar"), "Calendar file")
    events = Calendar.from_ical(director.saves()).walk("VEVENT")
    board = [event for event in events if event["SUMMARY"] == "Scrutiny board"]
    assert [str(event["UID"]) for event in board] == ["board-scrutiny-board-2027-01-12@live-audit"]
    assert len(events) > 50


def test_an_action_shows_its_next_look_until_it_is_over(
    director: Persona, practitioner: Persona, council: Council
) -> None:
    number = council.action(council.practitioner)
    assert "Next look" not in practitioner.types(f"/action show {number}").text
    director.types('/audit calendar add "Scrutiny board" on 12 January 2027')
    assert "Next look: Scrutiny board, Tue 12 Jan 2027" in practitioner.types(
        f"/action show {number}"
    ).text  # fmt: skip
    director.types('/audit calendar add "Improvement board" monthly on working day 5')
    assert "Next look: Improvement board, Mon 7 Dec 2026" in practitioner.types(
        f"/action show {number}"
    ).text  # fmt: skip
    director.types('/audit calendar remove "improvement board"')
    director.types('/audit calendar remove "Scrutiny board" on 12 January 2027')
    assert "Next look" not in practitioner.types(f"/action show {number}").text


def test_who_looks_is_filled_in_on_a_form(director: Persona) -> None:
    director.presses(director.types("/audit calendar"), "Add a date")
    form = director.opened()
    problem = director.submits(form, who="Scrutiny panel")
    assert "one or the other" in problem["errors"]["days"]
    problem = director.submits(form, who="Scrutiny panel", days="12 January 2027\nsoon")
    assert problem["errors"]["days"].startswith("“soon”: ")
    director.submits(form, who="Scrutiny panel", days="12 January 2027\n9 March 2027")
    told = director.reads(director.channel).text
    assert "Scrutiny panel looks on Tue 12 Jan 2027, Tue 9 Mar 2027." in told
    calendar = director.types("/audit calendar").text
    assert calendar.index("Tue 12 Jan 2027: Scrutiny panel") < calendar.index("Later")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            'calendar add "Board" on 12 January 2026',
            "That day has passed. Enter a day in the future.",
        ),
        ('calendar add "Board" on next Friday', "That could be "),
        ('calendar add "Board" monthly on working day 19', "from 1 to 18"),
        ('calendar remove "Nobody"', "Nobody of that name is in the calendar on that day"),
        ("calendar nonsense", 'Try `/audit calendar add "Scrutiny panel" on 12 January 2027`'),
        ('calendar add "Mum on 07700 900123" on 12 January 2027', "phone"),
    ],
)
def test_what_cannot_stand_in_the_calendar_is_said_in_a_sentence(
    director: Persona, typed: str, words: str
) -> None:
    told = director.types(f"/audit {typed}").text
    assert words.replace("`", "") in told


def test_only_leads_change_the_calendar(practitioner: Persona, world: World) -> None:
    told = practitioner.types('/audit calendar add "Board" on 12 January 2027').text
    assert told.startswith("Only a lead or an administrator can change the rules")

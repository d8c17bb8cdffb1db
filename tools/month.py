"""Takes the pictures of a month of live audits, as the people in it live it, from draw to close.

Run by `make screenshots`: a sample of cases, a "cannot" with the next case and with another pair in
its place, a leaver, an Inadequate with its action, the practitioner's own view, moderation,
supervision, a month that nobody published, a late record, a correction, the close, and what the
month taught.
"""

import csv
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.page_steps import (
    A_MORNING_MS,
    MOST_MORNINGS,
    MOST_TRIES,
    anew,
    choose,
    deactivate,
    insist,
    morning,
    until,
)
from tools.screenshots import ROOT, SLOW_MS, be, keep, message, say, take, tall_page

AUDITOR, PRACTITIONER = "Priya Nair", "Sam Whitlock"
MANAGER = "Ruth Adeyemi"
HEAD = "Shazia Mahmood"
MODERATOR = "Colin Threlfall"
LEAD = "Marian Okafor"
TEAM_CHANNELS = (("Permanence", "#permanence"), ("MASH", "#mash"))
CASES_EACH = 2
# What the other audits of the month showed, in turn.
SEEN = (
    (("Direct work", "Voice of the child"), ("Supervision",)),
    (("Direct work",), ("Supervision", "Care planning and challenge")),
    (("Permanence", "Direct work"), ("Care planning and challenge",)),
)
LATE, HELD_ON = 7, "2026-12-16"


def main() -> None:
    """Live through a month of it."""
    take(live)


def live(browser: Browser, url: str) -> None:
    """Go from the draw to the close, and to what the teams learn."""
    expect.set_options(timeout=SLOW_MS)
    page = tall_page(browser, url)
    gives_sample(page)
    publish(page)
    next_case(page)
    books_and_cannot(page)
    another_pair(page)
    leaves(page)
    ends_inadequate(page)
    sees_it_differently(page)
    moderates(page)
    looks_after(page)
    published_by_itself(page)
    records_late(page)
    talks_about(page)
    corrects(page)
    closes(page)
    teaches(page)
    discusses(page)
    page.context.close()


def gives_sample(page: Page) -> None:
    """As the lead, drop the month's sheet: two cases of each practitioner, and a row too many."""
    be(page, LEAD, "Live audit")
    page.get_by_label("Files to attach").set_input_files(
        {"name": "december.csv", "mimeType": "text/csv", "buffer": sample().encode()}
    )
    preview = message(page, "The sample of cases for")
    expect(preview).to_be_visible()
    preview.get_by_role("button", name=re.compile("^Use it for")).click()
    expect(message(page, "Saved: ")).to_be_visible()


def sample() -> str:
    """Return a sheet of cases as a council's own system gives it out."""
    names = [name for name in practitioners() for _ in range(CASES_EACH)]
    rows = [f'{line},"{name}"' for line, name in enumerate(names, start=1)]
    return "\n".join(["Line,Practitioner", *rows, f"{len(rows) + 1},Somebody who left", ""])


def practitioners() -> dict[str, str]:
    """Return the sample council's practitioners, each with the name of their manager."""
    with (ROOT / "sample" / "roster.csv").open(encoding="utf-8", newline="") as roster:
        people = list(csv.DictReader(roster))
    names = {person["e-mail"]: person["name"] for person in people}
    return {
        person["name"]: names[person["line manager"]]
        for person in people
        if person["role"].startswith("Practitioner")
    }


def publish(page: Page) -> None:
    """Draw, pin the pair that the story is about, and publish."""
    be(page, LEAD, "improvement")
    insist(page, "/audit draw", "Nothing is sent until it's published.")
    plan = message(page, "The lead chose this pair.")
    for _ in range(MOST_TRIES):
        pin(page)
        page.wait_for_timeout(3 * A_MORNING_MS)
        if plan.count():
            break
    plan.get_by_role("button", name="Publish").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(message(page, "is published")).to_be_visible()


def pin(page: Page) -> None:
    """Pin the two, picked from the list of people."""
    entry = page.get_by_label("Message", exact=True)
    entry.fill("")
    entry.press_sequentially(f"/audit pin @{AUDITOR}")
    entry.press("Enter")
    entry.press_sequentially(f" with @{PRACTITIONER}")
    entry.press("Enter")
    entry.press("Enter")


def next_case(page: Page) -> None:
    """Say that the case of the story's audit was closed: the next one on the list takes over."""
    be(page, AUDITOR, "Live audit")
    notice = until(page, "You're paired with")
    keep(page, "month-opened", notice)
    notice.get_by_role("button", name="Can't do this").nth(_places(notice)[0]).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Why?").select_option(label="The case was closed: next on the list")
    form.get_by_role("button", name="Send").click()
    expect(form).to_be_hidden()
    anew(page, "show my audits", "live audits for you to look at")
    keep(page, "next-case", message(page, "live audits for you to look at"))


def _places(notice: Locator) -> tuple[int, int]:
    """Return where the story's audit stands among those of a notice, and the month's other one.

    Of the month before something may be left to do, too.
    """
    told = _told(notice, "Can't do this")
    story = next(at for at, one in enumerate(told) if one.startswith(PRACTITIONER))
    other = next(at for at, one in enumerate(told) if at != story and "Proposed:" in one)
    return story, other


def _told(notice: Locator, button: str) -> list[str]:
    """Return what a notice tells of each audit that has a button, from the other person's name."""
    told = re.split(r"Your live audit with (?=[^\n]+ · )", notice.inner_text())[1:]
    return [one for one in told if button in one]


def _place_of_booked(notice: Locator) -> int | None:
    """Return where the booked audit stands among those of a notice that can be written up.

    Before its day it can not.
    """
    able = _told(notice, "Mark complete")
    return next((at for at, one in enumerate(able) if "Booked for" in one), None)


def books_and_cannot(page: Page) -> None:
    """Book the one audit, and say of the other that it cannot be held."""
    notice = message(page, "You're paired with")
    notice.get_by_role("button", name="Can't do this").nth(_places(notice)[1]).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Why?").select_option("case closed")
    keep(page, "cannot")
    form.get_by_role("button", name="Send").click()
    expect(notice).to_contain_text("Cancelled: case closed")
    notice.get_by_role("button", name="Book ").first.click()
    expect(notice).to_contain_text("Booked for")


def another_pair(page: Page) -> None:
    """As a line manager, look at the new pair that disturbs least, and take it."""
    be(page, HEAD, "Live audit")
    told = until(page, "has been cancelled: case closed")
    told.get_by_role("button", name="Find another pair").first.click()
    offer = message(page, "1 new pair")
    expect(offer).to_be_visible()
    keep(page, "another-pair", told)
    offer.get_by_role("button", name="Confirm this pair").click()
    expect(message(page, "Done.")).to_be_visible()


def leaves(page: Page) -> None:
    """Let a practitioner leave who is still to be met, and pair their auditor otherwise."""
    be(page, LEAD, "improvement")
    say(page, "/audit month")
    told = message(page, "Live audits of").last
    expect(told).to_be_visible()
    managers, others = practitioners(), told.inner_text()
    gone = next(one for one in managers if f"with {one}" in others and one != PRACTITIONER)
    deactivate(page, gone)
    be(page, managers[gone], "Live audit")
    told = until(page, "can't go ahead: one of them is away")
    told.get_by_role("button", name="Find another pair").first.click()
    offer = message(page, "1 new pair")
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="Confirm this pair").click()
    expect(message(page, "Done.")).to_be_visible()


def ends_inadequate(page: Page) -> None:
    """Hold the booked audit: the grade asks for an action before it is taken."""
    be(page, AUDITOR, "Live audit")
    notice = message(page, "Booked for")
    held = notice.get_by_role("button", name="Mark complete")
    for _ in range(MOST_MORNINGS):
        if _place_of_booked(notice) is not None:
            break
        morning(page)
    held.nth(_place_of_booked(notice) or 0).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Was the family asked").select_option(label="Not asked")
    form.get_by_role("button", name="More fields").click()
    form.get_by_label("Was the practitioner there?").select_option(label="Yes")
    form.get_by_label("Link to the audit form").fill("https://casework.example/audits/2041")
    choose(form, "Areas for improvement", "Permanence")
    form.get_by_label("Grade").select_option(label="Inadequate")
    form.get_by_role("button", name="Record").click()
    expect(form).to_contain_text("This grade needs an action")
    keep(page, "inadequate")
    form.get_by_role("textbox", name=re.compile(r"^Action 1(?! by)")).fill(
        "Agree a plan with dates at each supervision"
    )
    choose(form, "Owner of action 1", PRACTITIONER)
    form.get_by_label("Action 1 by").fill(_in_a_week(page))
    form.get_by_role("button", name="Record").click()
    expect(message(page, "to reflect.")).to_be_visible()


def _in_a_week(page: Page) -> str:
    shown = page.evaluate("fetch('/clock').then(answer => answer.json())")
    now = str(shown.get("now") or shown.get("time"))
    return str(
        page.evaluate(
            "now => new Date(new Date(now).getTime() + 7 * 864e5).toISOString().slice(0, 10)", now
        )
    )


def sees_it_differently(page: Page) -> None:
    """As the practitioner, say how it looks to them."""
    be(page, PRACTITIONER, "Live audit")
    told = until(page, "is written up")
    told.get_by_role("button", name="Reflect").click()
    form = page.get_by_role("dialog")
    form.get_by_label("I see it differently").check()
    form.get_by_label("Your reflection").fill("The plan was agreed, and is recorded elsewhere.")
    keep(page, "reflect")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()


def moderates(page: Page) -> None:
    """As somebody outside both lines, moderate without knowing whose work it is.

    Of the month before something may wait, too, and nothing says which is which: they do all.
    """
    be(page, MODERATOR, "Live audit")
    morning(page)  # which brings the story's
    waiting = page.get_by_role("button", name="Moderate", exact=True)
    expect(waiting).not_to_have_count(0)
    is_storys = True  # the newest
    while still := waiting.count():
        waiting.last.click()
        form = page.get_by_role("dialog")
        form.get_by_label("Uphold it").check()
        if is_storys:
            keep(page, "moderate")
        is_storys = False
        form.get_by_role("button", name="Save").click()
        expect(form).to_be_hidden()
        expect(waiting).not_to_have_count(still)
        page.wait_for_timeout(4 * A_MORNING_MS)  # until each message that shows it is drawn anew


def looks_after(page: Page) -> None:
    """As the lead, look at the month on its one page."""
    be(page, LEAD, "improvement")
    say(page, "/audit month")
    told = message(page, "Live audits of").last
    expect(told).to_be_visible()
    keep(page, "month-page", told)


def talks_about(page: Page) -> None:
    """As the practitioner's supervisor, tick that it was talked about."""
    be(page, MANAGER, "Live audit")
    told = until(page, "For supervision with")
    told.get_by_role("button", name="Discussed").click()
    expect(told).to_contain_text("✅ Discussed on")


def published_by_itself(page: Page) -> None:
    """As the lead, do nothing until the next month is drawn and published by itself."""
    be(page, LEAD, "Live audit")
    until(page, "January 2027 is published")


def records_late(page: Page) -> None:
    """As the lead, write up after the month's end what its auditors did not."""
    be(page, LEAD, "improvement")
    anew(page, "/audit month December", "Live audits of December")
    for number in range(LATE):
        told = message(page, "Live audits of December").last
        told.get_by_role("button", name="Record for them").first.click()
        form = page.get_by_role("dialog")
        strengths, areas = SEEN[number % len(SEEN)]
        for label, themes in (("Strengths", strengths), ("Areas for improvement", areas)):
            for theme in themes:
                choose(form, label, theme)
        form.get_by_label("Which day was it held?").fill(HELD_ON)
        form.get_by_label("Was the family asked").select_option(label="Not asked")
        form.get_by_label("Grade").select_option(label="Good")
        form.get_by_role("button", name="Record").click()
        expect(form).to_be_hidden()
        expect(message(page, "is recorded")).to_be_visible()


def corrects(page: Page) -> None:
    """As the lead, put right what was written up last."""
    be(page, LEAD, "improvement")
    told = message(page, "Live audits of December").last
    told.get_by_role("button", name="Details").first.click()
    shown = message(page, "Correct")
    shown.get_by_role("button", name="Correct").last.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Why is it corrected?").fill("A theme was not ticked")
    choose(form, "Areas for improvement", "Ambition")
    form.get_by_role("button", name="Save").click()
    expect(message(page, "is corrected.")).to_be_visible()


def closes(page: Page) -> None:
    """As the lead, see the month close."""
    be(page, LEAD, "Live audit")
    closed = until(page, "December 2026 is closed")
    keep(page, "closed", closed)


def teaches(page: Page) -> None:
    """As the lead, read the note that was drafted, say where it goes, and post it."""
    message(page, "is closed").get_by_role("button", name="Learning note").click()
    for team, channel in TEAM_CHANNELS:
        draft = message(page, "Teams will read it like this")
        draft.get_by_role("button", name="Team channels").click()
        form = page.get_by_role("dialog")
        form.get_by_label("Team", exact=True).select_option(label=team)
        choose(form, "Its channel", channel)
        form.get_by_role("button", name="Save").click()
        expect(form).to_be_hidden()
        expect(message(page, "Teams will read it like this")).to_contain_text(channel)
    message(page, "Teams will read it like this").get_by_role("button", name="Edit").click()
    form = page.get_by_role("dialog")
    form.get_by_label("What changes").fill(
        "Every team has a supervision template with dates from February."
    )
    form.get_by_role("button", name="Save").click()
    draft = message(page, "Every team has a supervision template")
    expect(draft).to_be_visible()
    keep(page, "learning-note", draft)
    draft.get_by_role("button", name="Post to 2 teams").click()
    page.get_by_role("dialog").get_by_role("button", name="Post").click()
    expect(message(page, "a minute from now")).to_be_visible()


def discusses(page: Page) -> None:
    """As a practitioner, be told who ticks it; as the team's manager, tick it; as the lead, see."""
    be(page, PRACTITIONER, "permanence")
    note = until(page, "What we learned")
    note.get_by_role("button", name="Discussed").click()
    refused = message(page, "Only the team's manager")
    expect(refused).to_be_visible()
    be(page, MANAGER, "permanence")
    note.get_by_role("button", name="Discussed").click()
    expect(note).to_contain_text("✅ Discussed on")
    keep(page, "discussed", note)
    be(page, LEAD, "improvement")
    say(page, "/audit month December")
    told = message(page, "Learning note: discussed in 1 of 2 teams")
    expect(told).to_be_visible()


if __name__ == "__main__":
    main()

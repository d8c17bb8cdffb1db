"""Takes a picture of every screen at desktop and phone width, light and dark, to be looked at.

`python tools/gallery.py FOLDER` walks through the demo as the people of the sample council, in
parts side by side, each in a demo of its own; open FOLDER/index.html then. `messages`, `asked`,
`forms` or `month` behind the folder takes these parts alone. All together fail if a form of
tests/golden/forms.txt was not opened or a kind of message of tests/golden/messages was not shown.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.bot.delivery.samples.every_kind import SAMPLES
from tools import board, month, screenshots
from tools.camera import WINDOWS, Camera, Shot, sheet
from tools.gallery_lines import (
    ACTION_FORMS,
    ASKED,
    AUDIT_FORMS,
    AUDITOR,
    FAULTY_PLAN,
    GOLDEN,
    LEAD,
    MANAGER,
    PRACTITIONER,
    QUALITY,
    ROLES,
    STRANGER,
    unopened,
)
from tools.gallery_samples import sent
from tools.gallery_steps import BOT, Gallery, press
from tools.page_steps import choose
from tools.screenshots import SLOW_MS, add_for, added_number, take

DIRECT, HOME = "Live audit", "Live audit: Home"
READER, READERS_PLACE = "U30", "C01"  # of the samples: a channel in which nothing else is said
AT_ONCE: Final = 6  # samples of a kind in one picture
SIDE_BY_SIDE: Final = 2  # a part keeps a browser and a bot busy
Seen = tuple[Sequence[Shot], Sequence[str]]  # pictures, and the titles of the forms in them


def main(folder: Path, only: Sequence[str]) -> None:
    """Take all pictures; SystemExit names the forms and messages that were not seen."""
    folder.mkdir(parents=True, exist_ok=True)
    names = only or list(PARTS)
    with ProcessPoolExecutor(SIDE_BY_SIDE) as side_by_side:
        parts = [side_by_side.submit(part_of, folder, name) for name in names]
    whole = [part.result() for part in parts if part.exception() is None]
    sheet([shot for shots, _ in whole for shot in shots], folder)
    titles = [title for part in parts for title in part.result()[1]]
    if not only and (unseen := sorted(unopened(titles))):
        sys.exit(f"Never opened, though tests/golden/forms.txt has it: {', '.join(unseen)}")


def part_of(folder: Path, name: str) -> Seen:
    """Walk one part in a demo of its own; return what was seen."""
    found: list[Seen] = []
    take(lambda browser, url: found.append(visit(folder, name, browser, url)))
    return found[0]


def visit(folder: Path, name: str, browser: Browser, url: str) -> Seen:
    """Walk through one part of the demo; a picture of where it stood is kept if it fails."""
    expect.set_options(timeout=SLOW_MS)
    page = screenshots.opened(browser, url, WINDOWS["desktop"], 1)
    camera = Camera(page, folder, name)
    try:
        stranger_joins(page, url)
        PARTS[name](Gallery(page, camera), url)
    except Exception:
        page.screenshot(path=folder / f"{name}-failed.png")
        raise
    finally:
        page.context.close()
    return camera.shots, camera.titles


def messages(gallery: Gallery, url: str) -> None:
    """Look at every kind of message, and at everybody's first day."""
    everything_sent(gallery, url)
    first_days(gallery)


def asked(gallery: Gallery, url: str) -> None:
    """Look at what is answered to what people type."""
    published(gallery)
    for role, place, texts in ASKED:
        gallery.be(role, place)
        for text in texts:
            gallery.shows("answers", text)
    pack = gallery.page.locator(BOT).filter(has_text="Inspection pack as at").last
    expect(pack).to_be_visible()  # which takes the bot longer than its answer
    gallery.camera.take("answers", "the pack as a file", pack)


def forms(gallery: Gallery, url: str) -> None:
    """Look at the forms, and at the screens of the documents."""
    published(gallery)
    for steps in (adding, actions, choosing, signing, plans, leads, documents):
        steps(gallery)


def a_month(gallery: Gallery, url: str) -> None:
    """Live through a month and into the next one."""
    published(gallery)
    for steps in (mornings, five_questions, audits, afterwards):
        steps(gallery)


PARTS: Final[Mapping[str, Callable[[Gallery, str], None]]] = {
    "month": a_month,  # the longest begins
    "messages": messages,
    "asked": asked,
    "forms": forms,
}


def published(gallery: Gallery) -> None:
    """Drop the month's cases, look at the plan, and publish it."""
    month.gives_sample(gallery.page)
    gallery.be(LEAD)
    gallery.looks("Change a pair", among=gallery.shows("answers", "/audit plan"))
    month.publish(gallery.page)


def everything_sent(gallery: Gallery, url: str) -> None:
    """Post each kind of message to somebody, as it is sent, and look at it there."""
    client = WebClient("xoxb-local", f"{url}api/")
    gallery.page.goto(f"{url}?user={READER}&channel={READERS_PLACE}")
    assert {each.stem for each in (GOLDEN / "messages").glob("*.txt")} == set(SAMPLES)
    with tempfile.TemporaryDirectory() as folder:
        for name in SAMPLES:
            samples = list(sent(Path(folder), name))
            for start in range(0, len(samples), AT_ONCE):
                part = samples[start : start + AT_ONCE]
                posted = [
                    client.chat_postMessage(channel=READERS_PLACE, text=text, blocks=blocks)
                    for text, blocks in part
                ]
                shown = gallery.page.locator(BOT)
                expect(shown).to_have_count(len(part))
                gallery.camera.take("messages", name, gallery.page.locator("#log"))
                for one in posted:
                    client.chat_delete(channel=READERS_PLACE, ts=one["ts"])
                expect(shown).to_have_count(0)


def stranger_joins(page: Page, url: str) -> None:
    """Let somebody into the workspace who is not on the roster."""
    user = {"id": "U99", "name": "colleague", "real_name": STRANGER, "email": "c@council.example"}
    body = json.dumps({"action": "add", "user": user}).encode()
    urlopen(Request(f"{url}control/users", body, {"Content-Type": "application/json"})).close()
    page.reload()


def first_days(gallery: Gallery) -> None:
    """Look at what everybody finds on their first day: the welcome, and their Home."""
    for role in ROLES:
        gallery.be(role, HOME)
        gallery.camera.take("home", role, gallery.page.locator("#home-view"))
        gallery.be(role, DIRECT)
        gallery.camera.take("first message", role)
    gallery.page.set_viewport_size(WINDOWS["phone"])
    gallery.page.get_by_role("button", name="Channels").click()
    gallery.camera.take("page", "the list of places")
    gallery.page.reload()


def actions(gallery: Gallery) -> None:
    """Open every form about an action, as its owner and as a manager."""
    page = gallery.page
    gallery.be(MANAGER)
    add_for(page, PRACTITIONER, " by friday week: Plan the visit to partners")
    number = added_number(page)
    add_for(page, PRACTITIONER, " by friday week: Plan the visits to partners")
    gallery.camera.take("answers", "much like another", page.locator(BOT).last)
    for text in ACTION_FORMS:
        gallery.looks(text, f"/action {text.replace('12', str(number))}")
    gallery.widens("edit", gallery.form("edit", f"/action edit {number}"))
    gallery.looks("Dependencies", among=gallery.shows("answers", f"/action show {number}"))
    gallery.be(PRACTITIONER)
    gallery.looks("Not my action", among=gallery.shows("answers", f"/action show {number}"))


def adding(gallery: Gallery) -> None:
    """Add one action and several, with what is wrong and what can be chosen from."""
    gallery.be(MANAGER)
    form = gallery.form("Add an action", "/action")
    form.get_by_role("button", name="Add", exact=True).click()
    gallery.camera.take("page", "a form with something missing")
    form.get_by_role("combobox", name="Owner").click()
    gallery.camera.take("page", "a list of people")
    gallery.widens("Add an action", form)
    several = "/action add\nme: Book the room\nWrite the agenda by friday"
    gallery.looks("Change", among=gallery.shows("answers", several))


def choosing(gallery: Gallery) -> None:
    """Choose several actions of a list, and see what is asked for each thing that can be done."""
    page = gallery.page
    gallery.be(LEAD)
    listed = gallery.shows("answers", "/action list all")
    for choice in ("Give them to somebody", "Move their due date", "Mark them done"):
        press(listed, "Choose several")
        form = page.locator("dialog[open]")
        for at in range(2):
            form.get_by_role("checkbox").nth(at).check()
        form.get_by_label(choice).check()
        gallery.camera.take("forms", f"Choose several: {choice}", form)
        form.get_by_role("button", name="Next").click()
        expect(form.get_by_role("button", name="Next")).to_have_count(0)
        gallery.camera.take("forms", choice, form)
        gallery.leave()


def signing(gallery: Gallery) -> None:
    """Open the forms of whoever signs off, and of a manager's own days."""
    gallery.be(QUALITY)
    number = re.findall(r"#(\d+)", gallery.typed("/action waiting").inner_text())[0]
    for verb in ("sign", "return", "signer"):
        gallery.looks(verb, f"/action {verb} {number}")
    gallery.looks("Hand it over", among=gallery.shows("answers", "/action handover me"))
    gallery.be(PRACTITIONER)
    for text in ("/action away", "/action settings"):
        gallery.looks(text, text)


def plans(gallery: Gallery) -> None:
    """Open what a lead does with a plan and its file."""
    gallery.be(LEAD)
    gallery.looks("An action answers it", among=gallery.typed("/action gaps"))
    gallery.be(LEAD, DIRECT)
    page = gallery.page
    page.get_by_label("Files to attach").set_input_files(
        {"name": "team plan.csv", "mimeType": "text/csv", "buffer": FAULTY_PLAN}
    )
    preview = page.locator(BOT).filter(has=page.get_by_role("button", name="Put rows right")).last
    expect(preview).to_be_visible()
    gallery.camera.take("answers", "a plan with faults", preview)
    gallery.looks("Put rows right", among=preview)
    gallery.widens("Change columns", gallery.form("Change columns", among=preview))


def leads(gallery: Gallery) -> None:
    """Open the forms of whoever leads the live audits."""
    five_questions(gallery)
    form = gallery.form("Rules", "/audit rules")
    parts = form.get_by_label("Which rules?")
    for name in reversed(parts.locator("option:not([value=''])").all_inner_texts()):
        parts.select_option(label=name)
        gallery.changes(f"Rules: {name}", form)
    parts.select_option(label="The month and its dates")
    choose(form, "Months off", "August")
    form.get_by_role("button", name="See the effect").click()
    expect(form.get_by_role("button", name="See the effect")).to_have_count(0)
    gallery.camera.take("forms", "The effect", form)
    gallery.leave()
    for command, button in (
        ("/audit auditors", "Add an auditor"),
        ("/audit calendar", "Add a date"),
        ("/status", "Send me this regularly"),
    ):
        gallery.looks(button, among=gallery.shows("answers", command))
    note = gallery.shows("answers", "/audit learning")
    for name in ("Edit", "Team channels"):
        gallery.looks(name, among=note)


def five_questions(gallery: Gallery) -> None:
    """Answer them as a lead: each pair agrees the case."""
    gallery.be(LEAD)
    form = gallery.form("Answer five questions", "/audit rules first")
    form.get_by_label("How is the case picked?").select_option(label="Agreed by the pair")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()


def documents(gallery: Gallery) -> None:
    """Walk as the pictures of the documents are taken, where they show a screen of its own."""
    page = gallery.page
    screenshots.as_manager(page)
    gallery.be(PRACTITIONER)
    screenshots.two_editors(page)
    screenshots.as_lead(page)
    screenshots.gaps(page)
    screenshots.import_plan(page)
    board.dates(page)
    board.second_move(page)
    gallery.looks("Decline")
    gallery.be(LEAD)
    board.handover(page)
    gallery.looks("Refuse all")


def mornings(gallery: Gallery) -> None:
    """Let the month open, and look at what everybody is told that morning."""
    month.next_case(gallery.page)
    for role in ROLES:
        gallery.be(role, DIRECT)
        gallery.camera.take("mornings", role, gallery.page.locator("#log"))


def audits(gallery: Gallery) -> None:
    """Live through a month, and open every form of the pair and of the lead on the way."""
    gallery.be(AUDITOR)
    numbers = re.findall(r"LA-2026-\d\d-\d+", gallery.shows("answers", "/audit").inner_text())
    for text in AUDIT_FORMS:
        gallery.looks(text, f"/audit {text.replace('12', numbers[-1])}")
    gallery.looks("Ask to swap", among=gallery.typed("/audit"))
    gallery.be(LEAD)
    told = gallery.shows("answers", "/audit month")
    gallery.looks("Exempt", among=told)
    form = gallery.form("Extend", among=told)
    form.get_by_label("Until which day?").fill("2027-01-08")
    form.get_by_label("Why?").fill("The practitioner is back then")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    graded(gallery, numbers)
    later_months(gallery)


def graded(gallery: Gallery, numbers: Sequence[str]) -> None:
    """Book an audit, grade it and moderate it; open what can be put right afterwards."""
    page = gallery.page
    gallery.be(AUDITOR, DIRECT)
    month.books_and_cannot(page)
    gallery.be(AUDITOR, DIRECT)
    gallery.camera.take("answers", "a booked audit, with its file")
    steps = (month.another_pair, month.ends_inadequate, month.sees_it_differently)
    for step in (*steps, month.moderates, month.looks_after):
        step(page)
    gallery.be(LEAD)
    files = gallery.shows("answers", "/audit files")
    for name in ("Who holds it now?", "Closed for good"):
        gallery.looks(name, among=files)
    number = next(one for one in numbers if can_be_corrected(gallery, one))
    for verb in ("correct", "reopen"):
        gallery.looks(verb, f"/audit {verb} {number}")


def can_be_corrected(gallery: Gallery, number: str) -> bool:
    """Say whether an audit was written up, as its page shows."""
    shown = gallery.shows("answers", f"/audit show {number}")
    return shown.get_by_role("button", name="Correct").count() > 0


def later_months(gallery: Gallery) -> None:
    """Let the next month come in which the pair agree the case, and the first one close."""
    page = gallery.page
    month.published_by_itself(page)
    gallery.be(AUDITOR)
    numbers = re.findall(r"LA-2027-\d\d-\d+", gallery.shows("answers", "/audit").inner_text())
    gallery.looks("case", f"/audit case {numbers[0]}")
    for step in (month.records_late, month.talks_about, month.corrects, month.closes):
        step(page)
    gallery.be(LEAD)
    press(gallery.shows("answers", "/audit register December"), "As a file")
    gallery.be(LEAD, DIRECT)
    file = page.locator(BOT).filter(has=page.locator(".files")).last
    expect(file).to_contain_text("Register of live audits")
    gallery.camera.take("answers", "the register as a file", file)
    month.teaches(page)
    month.discusses(page)


def afterwards(gallery: Gallery) -> None:
    """Look at everybody's Home again, once a month has been lived."""
    for role in ROLES:
        gallery.be(role, HOME)
        gallery.camera.take("home later", role, gallery.page.locator("#home-view"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

"""What people read reads as it is kept, and has no word of those that are to be avoided."""

import re
from pathlib import Path

import pytest

from tests.golden import FOLDER, assert_kept
from tests.golden.pages import PAGES

# What reads as translated, or as a machine: in place of it a manager's own word.
AVOID = {
    r"nought|anew|whom(?:ever)?|thereof|so many of|middle time": "zero, again, who, median",
    r"hand(?:s|ed)? (?:it |the file )?in\b": "upload, submit",
    r"comes? round|came round|come round": "repeats",
    r"tak(?:es|e) back|takes up again|wakes by itself|has the next word": "reopens, resumes",
    r"you two\b": "the pair, or you and a name",
    r"hears? of it as|comes to you as": "escalated to you as",
    r"No plan (?:manages|as)|no plan (?:that|as|is)": "✓ Checked: the fairest possible plan",
    r"all the same|even so": "anyway",
    r"lies in the past|a day to come": "has passed, in the future",
    r"I cannot read|names no one day|days, not times|do not know that word": "I didn't understand",
    r"May be left|[Ll]eft empty": "optional",
    r"[Ss]ay by when|to look at today|What is to be done\?": "due date, today, What needs doing?",
    r"What came of it|Pair them so|Tell them|Who looks when": "outcome, confirm, send, calendar",
    r"an inspector (?:rings|rang)": "inspection pack",
    r"[Tt]o be held|will not be held|has still to|[Aa]ny day from|[Bb]ook a day": "complete by",
    r"no word\b|counts as not held|gets no more time|taken out of what": "no update given",
    r"re-dated|slipped|by the first date|From now on I say": "dates moved, on the original date",
    r"by itself|by themselves": "automatically",
    r"waits for (?:your|approval|sign)|waits again:|comes after|can begin": "needs, blocked by",
    r"News comes once|[Nn]o(?:thing)? more comes|It was the last": "a one-off message",
    r"^Sorry|Sorry, I": "I didn't understand that",
    r"overdue\*? · late|complete ✓": "one word for one fact",
    r"\b(?:you|pairs?|who|manager|leads?|lead) hears?\b": "is told",
    r"sees the outcome|says? what came of": "disagrees, recorded the outcome",
    r"\b0 times\b|^ +- ✖": "not before, a mark like the others",
    r"every (?:mon|tues|wednes|thurs|fri)day": "Monday",
}
# What is never all that stands on a button, nor submits a form: it says what it does.
NO_LABEL = {"Held", "Cannot", "Swap", "Not mine", "Order", "Keep", "Tell them", "Where it stands"}
A_LABEL = re.compile(r"^(?:button|ActionButton|Offer|submit|title): (.+)$|\[([^\]\n]+)\]", re.M)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_reads_as_it_is_kept(page: str) -> None:
    assert_kept(".", page, PAGES[page]())


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.txt")), ids=lambda path: path.stem)
def test_nothing_has_a_word_that_is_to_be_avoided(path: Path) -> None:
    text = re.sub(r"^== .*", "", path.read_text("utf-8"), flags=re.M)  # what samples are called
    found = {said: better for said, better in AVOID.items() if re.search(said, text)}
    labels = {label for pair in A_LABEL.findall(text) for label in pair}
    assert (found, labels & NO_LABEL) == ({}, set())

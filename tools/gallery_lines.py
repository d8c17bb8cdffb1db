"""What is typed in the gallery, and by whom, and which forms have to be opened.

`12` stands for a number that is there.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

GOLDEN: Final = Path(__file__).parents[1] / "tests" / "golden"

PRACTITIONER, MANAGER = "Sam Whitlock", "Ruth Adeyemi"
AUDITOR, HEAD = "Priya Nair", "Gareth Pryce"
LEAD, QUALITY, OFFICER = "Marian Okafor", "Nuala Brennan", "Tomasz Zielinski"
STRANGER = "Colleague of another directorate"
ROLES: Final = (PRACTITIONER, MANAGER, AUDITOR, HEAD, LEAD, QUALITY, OFFICER, STRANGER)
CHANNEL, DIRECT = "improvement", "Live audit"

FAULTY_PLAN: Final = b"""Ref,Action required,Lead officer,By when,Status
T-1,Agree one agenda for supervision,"Priya Nair",31/02/2027,In progress
T-2,Share the data set,Sam Who Left,5 March 2027,Started
T-3,Agree one agenda for supervision,,soon,
"""
ASKED: Final[Sequence[tuple[str, str, Sequence[str]]]] = (
    (
        PRACTITIONER,
        CHANNEL,
        (
            "/action help",
            "/action help more",
            "/action list",
            "/audit",
            "/audit help",
            "/status",
            "/action add Ring Legal about the template by Friday",
            "/action add Share the draft strategy next friday",
            "/action add Ring the family on 07700 900123",
            "/action done",
            "/action done the strategy",
            "/action finnish 12",
            "/action done 12a",
            "/action done 9999",
            "/action move 9999 to 31 February",
            "/audit book 9999 thursday",
            "/action phases",
            "/audit calendar",
        ),
    ),
    (
        PRACTITIONER,
        DIRECT,
        (
            "hello",
            "thanks",
            "what is a live audit?",
            "when is my audit",
            "I can't make it",
            "sick today",
            "could you please look into the thing we said",
            "status please",
        ),
    ),
    (
        MANAGER,
        CHANNEL,
        (
            "/action list team",
            "/status",
            "/status help",
            "/action find plan",
            "/audit coverage",
            "/action handover me",
        ),
    ),
    (HEAD, CHANNEL, ("/status", "/action list plan", "/status audits", "/audit")),
    (
        QUALITY,
        CHANNEL,
        ("/action waiting", "/status", "/action list audits"),
    ),
    (
        STRANGER,
        DIRECT,
        ("/action list", "/audit", "/status", "/action help"),
    ),
    (
        LEAD,
        CHANNEL,
        (
            "/action help leads",
            "/audit help leads",
            "/status overdue",
            "/status drift",
            "/status audits",
            "/status coverage",
            "/status grades",
            "/status loop",
            "/status everything",
            "/status team Permanence",
            "/status weekly mon 9:00 me",
            "/status monthly day 3 9:00 here",
            "/status subscriptions",
            "/status distance",
            "/status measures",
            "/audit month",
            "/audit register",
            "/audit sample",
            "/action review areas",
            "/action review tips",
        ),
    ),
    (
        LEAD,
        DIRECT,
        (
            "chart burn-up",
            "chart distance",
            "chart audits",
            "chart calendar",
            "report",
            "report scrutiny",
            "pack",
            "about me",
        ),
    ),
)
# Each opens a form; 12 is an action of the manager's practitioner, or an audit of the auditor's.
ACTION_FORMS: Final = (
    "give 12",
    "note 12",
    "move 12",
    "rag 12",
    "defer 12",
    "drop 12",
    "snooze 12",
)
AUDIT_FORMS: Final = ("book 12", "suggest 12", "cannot 12", "held 12")
# What a form is called where there is a number to say, by its title before there is one.
ALSO_CALLED: Final = {"Edit it": "Edit #…"}


def unopened(titles: Sequence[str]) -> Iterator[str]:
    """Yield the titles of tests/golden/forms.txt that no form or file had."""
    for line in (GOLDEN / "forms.txt").read_text("utf-8").splitlines():
        title = line.removeprefix("title: ")
        shown = ALSO_CALLED.get(title, title)
        said = re.compile(".+".join(map(re.escape, shown.split("…"))))
        if title != line and not any(map(said.fullmatch, titles)):
            yield title

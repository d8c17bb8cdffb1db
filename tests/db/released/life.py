"""Some weeks of the small council, as its people type, press and fill them in.

What both versions know comes first, in words that both read; then what only 0.2.0 knew.
"""

import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from sqlalchemy import create_engine, text

from tests.end_to_end.persona import Persona, ask
from tests.waiting import eventually

FIRST_MORNING: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
OPENING: Final = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SECOND_WEEK: Final = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)
AUDIT: Final = """
    SELECT live_audit.id FROM live_audit JOIN person ON person.id = practitioner_id
    WHERE slack_id = '{who}' ORDER BY live_audit.id
"""
PLAN: Final = """Ref,Action,Lead officer,Target date
2.1,Map the pathway to early help,Head of Service,29 January 2027
2.2,Write down what good looks like,Improvement Officer,26 February 2027
"""
SOME_LOOKS_S: Final = 5.0
LATER: Final = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
WAITING: Final = "SELECT count(*) FROM message WHERE done_at IS NULL"


@dataclass
class Life:
    """A workspace with a released bot in it, and who is there."""

    url: str
    version: str
    database: str

    def persona(self, number: int) -> Persona:
        """Return somebody's own page."""
        return Persona(self.url, f"U{number:02}", "C01", f"D{number:02}")

    @cached_property
    def director(self) -> Persona:
        return self.persona(1)

    @cached_property
    def head(self) -> Persona:
        return self.persona(2)

    @cached_property
    def manager(self) -> Persona:
        return self.persona(3)

    @cached_property
    def other_manager(self) -> Persona:
        return self.persona(4)

    @cached_property
    def practitioner(self) -> Persona:
        return self.persona(5)

    @cached_property
    def colleague(self) -> Persona:
        return self.persona(6)

    @cached_property
    def stranger(self) -> Persona:
        return self.persona(7)

    @cached_property
    def officer(self) -> Persona:
        return self.persona(8)

    @property
    def is_first(self) -> bool:
        """Say whether this is the first version of all."""
        return self.version == "0.1.0"

    def goes_on(self, to: datetime) -> None:
        """Make it another time, and wait until everything that is to be said then is said."""
        ask(f"{self.url}/control/clock", {"now": to.isoformat()})
        self.settles()

    def settles(self) -> None:
        """Wait for some of the bot's looks, one each second, and until nothing waits any more."""
        time.sleep(SOME_LOOKS_S)
        eventually(lambda: not self._asked(WAITING) or None, "the end of every message")

    def waits_for(self, rows: str) -> None:
        """Wait until there is such a row."""
        eventually(lambda: self._asked(f"SELECT count(*) FROM {rows}") or None, rows)

    def audit_of(self, who: str) -> int:
        """Return the number of somebody's live audit."""
        return self._asked(AUDIT.format(who=who))

    def _asked(self, question: str) -> int:
        engine = create_engine(self.database)
        with closing(engine.connect()) as connection:
            found: int = connection.execute(text(question)).scalar_one()
        engine.dispose()
        return found


def live(life: Life) -> None:
    """Live the weeks that the version knows."""
    for part in (write_actions_down, change_actions, draw_a_month, hold_audits):
        part(life)
    if not life.is_first:
        for part in (sign_off, put_off_and_order, move_dates, hand_over, measure, subscribe):
            part(life)
    life.goes_on(LATER)
    leave_something_unsaid(life)


def leave_something_unsaid(life: Life) -> None:
    """Slack is out of order at the end, so a message waits in the outbox."""
    fault = {"method": "chat.postMessage", "kind": "500_before", "times": 1000}
    ask(f"{life.url}/control/faults", fault)
    life.manager.types("/action add <@U05> by Fri 15 Jan: Read the minutes to the team")
    life.waits_for("message WHERE done_at IS NULL")


def write_actions_down(life: Life) -> None:
    """Numbers 1 to 6: with and without an owner or a date."""
    for said in (
        "<@U05> by Fri 4 Dec: Finalise the Adolescent Strategy",
        "<@U05> by Wed 2 Dec: Train the staff in chronologies",
        "<@U06> by Fri 11 Dec: Write to the partners about thresholds",
        "<@U06>: Review the supervision template",
        "by Fri 18 Dec: Agree who chairs the panel",
        "me by Fri 27 Nov: Bring the induction pack up to date",
    ):
        life.manager.types(f"/action add {said}")


def change_actions(life: Life) -> None:
    """Done, undone, moved, given, noted and reopened, in words, by buttons and in a form."""
    life.settles()
    done = life.practitioner.types("/action done 1 Minutes of the board, item 4")
    life.practitioner.presses(done, "Undo")
    life.practitioner.types("/action note 1 Draft sent to Legal")
    life.practitioner.types("/action move 1 to 18 December because the panel meets then")
    life.colleague.types("/action done 3 The letters went out")
    life.manager.types("/action reopen 3 the board asked for more")
    life.manager.types("/action give 4 to <@U06>")
    life.manager.types("/action done 6")
    life.goes_on(FIRST_MORNING.replace(hour=10))


def draw_a_month(life: Life) -> None:
    """Rules are saved, auditors chosen, days away told, and December drawn and published."""
    life.director.posts("/audit rules")
    life.director.submits(life.director.opened(), days_apart="10")
    life.director.submits(life.director.opened_with("Nothing is saved yet"))
    for who, quota in (("U03", 1), ("U04", 2), ("U08", 0)):
        life.director.types(f"/audit auditors add <@{who}> quota {quota}")
    life.director.types("/audit away <@U04> from 14 Dec to 15 Dec")
    plan = life.director.types("/audit draw December")
    life.director.presses(plan, "Publish")
    life.director.reads(life.director.channel)
    life.goes_on(OPENING)


def hold_audits(life: Life) -> None:
    """One is held, reflected on and moderated, one is booked, and one cannot be held."""
    held, ill, booked = (life.audit_of(who) for who in ("U05", "U06", "U07"))
    life.stranger.types(f"/audit book {booked} 10 December")
    life.practitioner.types(f"/audit book {held} 7 December")
    life.colleague.posts(f"/audit cannot {ill}")
    life.colleague.submits(life.colleague.opened(), reason="workload")
    life.goes_on(SECOND_WEEK)
    life.other_manager.posts(f"/audit held {held}")
    life.other_manager.submits(
        life.other_manager.opened(),
        themes="Planning,Recording",
        grade="Inadequate",
        strengths="Planning,Recording" if life.is_first else "2:Planning,1:Recording",
        areas="Recording" if life.is_first else "3:Recording",
        title1="Refresh the chronology template",
        owner1="U04",
        due1="2026-12-18",
    )
    life.waits_for(f"live_audit WHERE id = {held} AND held_at IS NOT NULL")
    life.settles()
    life.practitioner.catch_up()
    life.practitioner.presses(life.practitioner.types("/audit"), "Reflect")
    reflecting = life.practitioner.opened()
    life.practitioner.submits(reflecting, agrees="disagree", words="The plan was older")
    life.waits_for(f"live_audit WHERE id = {held} AND reflection <> ''")
    life.goes_on(SECOND_WEEK.replace(hour=10))
    life.officer.catch_up()
    life.officer.presses(life.officer.types("/audit"), "Moderate")
    life.officer.submits(life.officer.opened(), outcome="upheld")
    life.waits_for(f"live_audit WHERE id = {held} AND state = 'moderated'")


def sign_off(life: Life) -> None:
    """Number 8 is signed off with a link, and 9 is sent back with a reason."""
    life.manager.types("/action add <@U05> by Fri 8 Jan: Agree the threshold document")
    life.manager.types("/action add <@U06> by Fri 8 Jan: Publish the practice standards")
    life.manager.types("/action signer 8 <@U08>")
    life.practitioner.types("/action done 8 Agreed by the board")
    life.colleague.types("/action done 9 They are on the intranet")
    life.goes_on(SECOND_WEEK.replace(hour=11))
    life.officer.posts("/action sign 8")
    life.officer.submits(life.officer.opened(), evidence="https://council.example/minutes")
    life.officer.types("/action return 9 because it is thin")


def put_off_and_order(life: Life) -> None:
    """What is deferred, dropped, waits for another, comes round, and is in a phase."""
    life.manager.types("/action add by Fri 8 Jan: Fund the training")
    life.manager.types("/action add by Fri 8 Jan: Rewrite the leaflet")
    life.manager.types("/action add <@U06> by Wed 6 Jan after #8: Audit the supervision files")
    for said in (
        "defer 10 until 1 March because of the budget",
        "drop 11 because the new strategy covers it",
        "after 4 #9",
        "repeat 12 monthly",
        "phase 4 Phase 1: Stabilise",
        "deputy 4 <@U05>",
        "rag 4 amber because the partner has not answered",
    ):
        life.director.types(f"/action {said}")
    life.colleague.types("/action done 12 All of them were read")
    life.colleague.types("/action snooze 4 until thu")


def move_dates(life: Life) -> None:
    """A second move is asked for and approved, and another is declined."""
    life.practitioner.types("/action move 1 to 29 January because it needs longer")
    life.practitioner.types("/action move 2 to 11 December because Legal asked")
    life.practitioner.types("/action move 2 to 29 January because it needs longer")
    life.goes_on(SECOND_WEEK.replace(hour=12))
    life.head.types("/action approve 1")
    life.head.types("/action decline 2 because the board meets before that")


def hand_over(life: Life) -> None:
    """A leaver's things are offered: one is taken, one refused, and the rest waits."""
    offered = life.manager.types("/action handover <@U05> to <@U06> because she moves on")
    life.colleague.catch_up()
    life.manager.presses(offered, "Offer it")
    life.goes_on(SECOND_WEEK.replace(hour=13))
    offer = life.colleague.reads()
    while "Accept" not in offer.buttons:
        offer = life.colleague.reads()
    life.colleague.presses(offer, "Accept")
    offer = life.colleague.sees_again(offer, "Accepted: ")
    life.colleague.presses(offer, "Refuse")
    life.colleague.submits(life.colleague.opened(), why="No room before the summer")
    life.colleague.types("/action away me from 23 December 2026 to 24 December 2026")


def measure(life: Life) -> None:
    """A plan is imported and measures are kept."""
    life.director.catch_up()
    plan = life.director.drops(("plan.csv", PLAN.encode()))
    life.director.presses(plan, "Import")
    life.director.sees_again(plan, "Imported")
    for said in (
        'measure add "Supervision on time" target 90 of 100',
        "measure 1 = 58 of 80 on 1 Sep 2026",
        "measure 1 = 76 of 80",
        "measure good target 80 of 100",
    ):
        life.director.types(f"/action {said}")


def subscribe(life: Life) -> None:
    """Digests come by themselves to a person and to the channel; one is paused; a Home is open."""
    life.head.types("/action-status weekly mon 9:00 me")
    life.director.types("/action-status weekly mon 9:00 here")
    life.director.types("/action-status monthly day 3 9:00 me overdue")
    life.director.types("/action-status pause 3")
    life.practitioner.opens_home("Train the staff in chronologies")

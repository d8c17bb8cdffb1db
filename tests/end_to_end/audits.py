"""A month of live audits in the small council, brought as far as a test needs it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from bot.audits.rules_view import PARTS
from db.models import LiveAudit
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Seen
from tests.end_to_end.world import World
from tests.people import Council

OPENING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # a Tuesday: working day 1 of December
MANAGER, OTHER_MANAGER, PRACTITIONER, STRANGER, OFFICER = "U03", "U04", "U05", "U07", "U08"


@dataclass
class Month:
    """December of the small council: two auditors, who may not audit their own team's people."""

    world: World
    council: Council
    director: Persona

    def allows(self, **rules: str) -> None:
        """Change the rules as the lead does: the effect first, and then they are saved."""
        self.director.posts("/audit rules")
        form = self.director.opened()
        for part, names in PARTS.values():
            if rules.keys() & {*names}:
                form = self.director.goes_on(form, "Which rules?", part)
        self.director.submits(form, **rules)
        effect = self.director.opened_with("Nothing is saved yet")
        assert self.director.submits(effect)["outcome"] == "updated"
        self.director.opened_with("The rules are saved")

    def hold(self, auditor: Persona) -> None:
        """Let the auditor write an audit up, Good with one action, until it is answered."""
        auditor.posts(f"/audit held {self.audit().serial}")
        outcome = auditor.submits(
            auditor.goes_on(auditor.opened(), "Add an action"),
            strengths="Permanence",
            areas="Supervision",
            family="declined",
            grade="Good",
            title1="Refresh the chronology template",
            owner1=OTHER_MANAGER,
            due1="2026-12-18",
        )
        assert outcome["outcome"] == "closed"
        auditor.sees_last(auditor.channel, "is recorded")
        self.world.later(minutes=2)  # until then it can be undone, and nobody is told

    def draw(self, *, pinned: bool = True) -> Seen:
        """Choose the auditors and draw; the officer audits nobody, and so may moderate."""
        for who, quota in ((MANAGER, 1), (OTHER_MANAGER, 1), (OFFICER, 0)):
            self.director.types(f"/audit auditors add <@{who}> quota {quota}")
        plan = self.director.types("/audit draw December")
        if not pinned:
            return plan
        return self.director.types(f"/audit pin <@{OTHER_MANAGER}> with <@{PRACTITIONER}>")

    def publish(self, *, pinned: bool = True) -> None:
        """Draw, publish and go to the day on which the month opens."""
        plan = self.draw(pinned=pinned)
        self.director.presses(plan, "Publish")
        self.director.reads(self.director.channel)
        self.world.clock.time = OPENING
        self.world.tick()

    def audit(self, practitioner: str = "Practitioner 1, Permanence") -> LiveAudit:
        """Return the latest audit of a practitioner as it stands."""
        return self._latest(LiveAudit.practitioner_id == self.council[practitioner].id)

    def of(self, auditor: str) -> LiveAudit:
        """Return the latest audit of an auditor as it stands."""
        return self._latest(LiveAudit.auditor_id == self.council[auditor].id)

    def _latest(self, whose: ColumnElement[bool]) -> LiveAudit:
        query = select(LiveAudit).options(joinedload(LiveAudit.audit_month)).where(whose)
        with self.council.database.read() as session:
            found = session.scalars(query.order_by(LiveAudit.id.desc())).first()
        assert found is not None
        return found

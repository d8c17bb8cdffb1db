"""What may be asked of an action at its end: done, signed off, sent back, and open again."""

from datetime import date, datetime
from enum import StrEnum

from db import evidence, privacy
from db.errors import RefusedError
from db.history import spoken
from db.models.action_row import EVIDENCE_LENGTH, OPEN_STATUSES, Event, Status
from db.models.action_shelving import DEFERRED, DROPPED, Shelving
from db.models.people import Person
from db.permissions import Permission, Role, is_outside, may, require

SIGNED_OFF, RETURNED, ASKED, SIGNER_NAMED, JUDGED = (
    "signed off",
    "returned",
    "asked",
    "signer",
    "outcome",
)
ENDS = frozenset({SIGNED_OFF, RETURNED, DEFERRED, DROPPED})
ENDING_DATES = frozenset({"deferred_until", "sign_off_asked_on", "outcome_check_on"})
_NOT_ASKED = {"sign_off_asked_id": None, "sign_off_asked_on": None}
_NOT_DONE = {"done_at": None, "done_by_id": None, **_NOT_ASKED}
_NOT_SIGNED_OFF = {
    "evidence": "",
    "signed_off_at": None,
    "signed_off_by_id": None,
    "outcome_check_on": None,
    "outcome": None,
}


class Outcome(StrEnum):
    """What came of an action some weeks after it was signed off."""

    DIFFERENCE = "made a difference"
    SOME = "some difference"
    NONE = "no difference"
    TOO_EARLY = "too early to say"


class Ending(Shelving):
    """How an action ends, and how it begins again."""

    __abstract__ = True

    def close(self, by: Person, at: datetime, note: str = "", asked: Person | None = None) -> Event:
        """Record that the action is done, with a note; `asked` is to sign it off."""
        require(by, Permission.CLOSE, self.owner, self.id, self.deputising(at.date()))
        if self.is_done:
            when = f" on {spoken(self.done_at.date())}" if self.done_at else ""
            raise RefusedError(f"#{self.id} was already done{when}.")
        self._refuse_unless_open("mark it done")
        changes = {"status": Status.DONE, "done_at": at, "done_by_id": by.id}
        return self._change(by, at, "done", note, **changes, **_asking(asked, at))

    def ask(self, at: datetime, whom: Person | None) -> Event:
        """Ask somebody else to sign it off, or nobody, because whoever was asked no longer can."""
        return self._change(None, at, ASKED, "", **_asking(whom, at))

    def name_signer(self, by: Person, at: datetime, to: Person) -> Event:
        """Choose who is to sign it off; where it is done already, they are the one asked now."""
        require(by, Permission.CHOOSE_SIGNER, self.owner, self.id)
        if self.status not in {*OPEN_STATUSES, Status.DONE}:
            raise RefusedError(f"#{self.id} is {self.status}, so nobody is to sign it off.")
        if to.id == self.signer_id:
            raise RefusedError(f"{_upper(to.called)} is chosen for #{self.id} already.", "signer")
        self.refuse_as_signer(to, at.date())
        asking = _asking(to, at) if self.status == Status.DONE else {}
        event = self._change(by, at, SIGNER_NAMED, "", signer_id=to.id, **asking)
        self.signer = to
        return event

    def refuse_as_signer(self, to: Person, day: date) -> None:
        """Refuse somebody who could not sign it off, or whom no message would reach on `day`."""
        if not self.answers_for_none_of_it(to):
            raise RefusedError(
                f"{_upper(to.called)} cannot sign it off: that is for somebody who does not own "
                "it, is not in the owner's line, and has not marked it done.",
                about="signer",
            )
        if not to.is_reachable(day):
            raise RefusedError(
                f"{_upper(to.called)} cannot be reached in Slack, so choose somebody else.",
                about="signer",
            )

    def sign_off(
        self, by: Person, at: datetime, link: str, note: str, check_on: date | None = None
    ) -> Event:
        """Agree that it is done, by a link to the evidence, a note, or both.

        On `check_on` somebody is asked whether it made a difference.
        """
        self._require_signer(by)
        if not link.strip() and not note.strip():
            raise RefusedError(
                f"Say what shows that it is done: `/action sign {self.id} "
                f"{evidence.EXAMPLE}`, or a note in its place.",
                about="evidence",
            )
        kept = evidence.address(link, EVIDENCE_LENGTH) if link.strip() else ""
        privacy.refuse(kept, at.date())
        changes = {
            "status": Status.SIGNED_OFF,
            "evidence": kept,
            "signed_off_at": at,
            "signed_off_by_id": by.id,
            "outcome_check_on": check_on,
        }
        return self._change(by, at, SIGNED_OFF, note, **changes)

    def send_back(self, by: Person, at: datetime, why: str) -> Event:
        """Decline to sign it off: it is in progress again, and the reason goes to its owner."""
        self._require_signer(by)
        self._refuse_without_reason(
            why, f"`/action return {self.id} because the minutes are not signed yet`"
        )
        changes = {"status": Status.IN_PROGRESS, "due_known_since": at.date()}
        return self._change(by, at, RETURNED, why, **changes, **_NOT_DONE)

    def judge(self, by: Person, at: datetime, outcome: Outcome, again_on: date) -> Event:
        """Say what came of it; where it is too early the first time, it is asked again once."""
        besides = self.standing_of(by)
        require(by, Permission.JUDGE, self.owner, self.id, besides=besides)
        if self.status != Status.SIGNED_OFF:
            raise RefusedError(f"#{self.id} is {self.status}; its outcome is asked after sign-off.")
        if self.outcome_check_on is None and self.outcome is not None:
            raise RefusedError(f"Somebody has said it of #{self.id} already: {self.outcome}.")
        asks_again = outcome == Outcome.TOO_EARLY and self.outcome is None
        check_on = again_on if asks_again else None
        return self._change(by, at, JUDGED, "", outcome=outcome, outcome_check_on=check_on)

    def reopen(self, by: Person, at: datetime, why: str) -> Event:
        """Take back that it was done, and that it was signed off."""
        require(by, Permission.REOPEN, self.owner, self.id)
        if self.is_shelved:
            raise RefusedError(
                f"#{self.id} is {self.status}; `/action resume {self.id}` takes it up again."
            )
        if not self.is_done:
            raise RefusedError(f"#{self.id} is still open, so there is nothing to reopen.")
        if not why.strip():
            raise RefusedError(
                f"Say why it is open again: `/action reopen {self.id} the board asked for more`."
            )
        changes = {"status": Status.IN_PROGRESS, "due_known_since": at.date()}
        return self._change(by, at, "reopened", why, **changes, **_NOT_DONE, **_NOT_SIGNED_OFF)

    def standing_of(self, person: Person) -> frozenset[Role]:
        """Return what somebody is to this action, besides what they are to its owner."""
        asked = (self.sign_off_asked_id, self.signer_id, self.signed_off_by_id)
        held = {
            Role.SIGNER: self._is_signer(person),
            Role.ASKED: person.id in asked,
        }
        return frozenset(standing for standing, is_so in held.items() if is_so)

    def can_sign(self, person: Person) -> bool:
        """Say whether the permission table lets `person` sign it off or send it back now."""
        besides = self.standing_of(person)
        return self.status == Status.DONE and may(
            person, Permission.SIGN, self.owner, besides=besides
        )

    def answers_for_none_of_it(self, person: Person) -> bool:
        """Say whether somebody neither owns it, deputises, marked it done, nor is in the line."""
        standing_deputy = self.owner.deputy_id if self.owner else None
        if person.id in (self.done_by_id, self.deputy_id, standing_deputy):
            return False
        return self.owner is None or is_outside(person, self.owner)

    def _is_signer(self, person: Person) -> bool:
        has_rank = person.is_lead or person.is_admin or person.id == self.signer_id
        if not has_rank and (self.owner is None or not person.is_manager):
            return False
        return self.answers_for_none_of_it(person)

    def _require_signer(self, by: Person) -> None:
        require(by, Permission.SIGN, self.owner, self.id, besides=self.standing_of(by))
        if self.status != Status.DONE:
            raise RefusedError(
                f"#{self.id} is {self.status}; it can be signed off once its owner says it is done."
                if self.status != Status.SIGNED_OFF
                else f"#{self.id} is signed off already."
            )


def _asking(whom: Person | None, at: datetime) -> dict[str, object]:
    return {
        "sign_off_asked_id": whom.id if whom else None,
        "sign_off_asked_on": at.date() if whom else None,
    }


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]

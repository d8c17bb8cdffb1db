"""What people say to the bot that is no command, by subject, and what answers each of them.

What people say of a subject stands in the texts of `bot/home/said`, in any words and as many as
there are: `bot/home/topics.py` finds the nearest. A heading there is the subject's name here, and
what its button says; a subject without a button is never offered.
Nothing here changes anything: a subject shows, explains, or opens a form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from bot.actions.closing import DoneList
from bot.audits.agreeing import AnswerTime
from bot.audits.verbs import MyAudits
from bot.digest.verbs import ShowDigest
from bot.home import answers, explained
from bot.home.everyday_anything import AwayToday, CannotAttend
from bot.home.small_talk import BYE, FINE, WISHED, Complaint
from bot.home.welcome import HOW_TO_FINISH, THANKED, WHAT_IT_IS, Welcome
from bot.people.covering import WhoCovers
from bot.people.whereabouts import WhoIsAway
from bot.reminders.preferences import Quieter
from bot.slack.again import AUDIT, STATUS, Offer
from bot.slack.registry import OpenForm, Request
from bot.vocabulary import our
from db.patterns import pattern


@dataclass(frozen=True)
class Subject:
    """What may be talked about: what its button says, what people say of it, what answers it.

    `is_talk` is said to the bot alone, so that nobody means an action to add.
    """

    label: str
    sayings: Sequence[str]
    answer: "Answered"
    is_talk: bool = False

    @property
    def offer(self) -> Offer | None:
        """Return the button that asks about it; none of small talk."""
        asked = Offer(self.label, self.sayings[0])
        if isinstance(self.answer, Offer):
            asked = replace(self.answer, label=self.label)
        return asked if self.label else None


Answered = Offer | Request


def _talk(by: Answered) -> tuple[Answered, bool]:
    return by, True


def _asked(by: Answered) -> tuple[Answered, bool]:
    """Return what answers a question; what is no question may be something to do."""
    return by, False


_ANSWERS: Final[Mapping[str, tuple[Answered, bool]]] = {
    "hello": _talk(Welcome()),
    "fine": _talk(FINE),
    "bye": _talk(BYE),
    "wished": _talk(WISHED),
    "thanked": _talk(THANKED),
    "complaint": _talk(Complaint()),
    "grievance": _talk(explained.GRIEVANCE),
    "here": _talk(explained.HERE),
    "trouble": _talk(answers.Trouble()),
    "elsewhere": _asked(explained.ELSEWHERE),
    "a-child": _talk(answers.AChild()),
    "child-typed": _talk(explained.TYPED),
    "unwell": _talk(explained.TOO_MUCH),
    "who-sees": _talk(answers.WhoSeesThis()),
    "kept": _talk(explained.KEPT),
    "delete-mine": _talk(answers.DeleteMine()),
    "about-me": _talk(Offer("", "about me")),
    "who-to-ask": _talk(answers.WhoToAsk()),
    "welcome": _talk(Welcome()),
    "help": _talk(Offer("", "help")),
    "why": _talk(explained.WHY),
    "quieter": _talk(Quieter()),
    "mornings": _talk(OpenForm("mornings")),
    "heard": _talk(explained.HEARD),
    "staff-list": _talk(answers.OfTheStaffList()),
    "phone": _talk(explained.ANYWHERE),
    "files": _talk(explained.EVIDENCE),
    "not-shown": _talk(answers.NotShown()),
    "undone": _talk(explained.UNDONE),
    "what-it-is": _asked(WHAT_IT_IS),
    "why-me": _talk(explained.WHY_ME),
    "to-prepare": _talk(explained.TO_PREPARE),
    "my-audits": _asked(MyAudits()),
    "book": _asked(MyAudits()),
    "calendar-file": _talk(explained.IN_CALENDAR),
    "reflect": _talk(explained.REFLECTING),
    "graded": _talk(explained.GRADED),
    "who-sees-grades": _talk(answers.WhoSeesGrades()),
    "inadequate": _talk(explained.INADEQUATE),
    "none-suits": _talk(AnswerTime(MyAudits())),
    "not-this-pair": _talk(explained.NOT_THIS_PAIR),
    "so-far": _asked(explained.SO_FAR),
    "case": _talk(explained.CASE),
    "case-gone": _asked(CannotAttend("")),
    "if-not-held": _talk(explained.IF_NOT_HELD),
    "cannot-attend": _asked(CannotAttend("")),
    "how-to-finish": _asked(HOW_TO_FINISH),
    "corrected": _talk(explained.CORRECTED),
    "swaps": _asked(explained.SWAPS),
    "auditors": _asked(Offer("", "auditors", AUDIT)),
    "moderating": _asked(explained.MODERATING),
    "grades-here": _asked(answers.GradesHere()),
    "grades": _asked(Offer("", "grades", STATUS)),
    "files-again": _asked(Offer("", "files", AUDIT)),
    "my-actions": _asked(Offer("", "list")),
    "done-list": _talk(DoneList()),
    "not-mine": _talk(explained.NOT_MINE),
    "its-mine": _talk(answers.ItsMine()),
    "nobodys": _asked(Offer("", "list no owner")),
    "more-time": _talk(explained.MORE_TIME),
    "updates": _talk(explained.UPDATES),
    "adding": _talk(explained.ADDING),
    "importing": _talk(explained.IMPORTING),
    "repeats": _talk(explained.REPEATING),
    "snoozes": _talk(Offer("", "snooze")),
    "dropping": _talk(explained.DROPPING),
    "signing-off": _talk(explained.SIGNING_OFF),
    "waiting": _asked(Offer("", "waiting")),
    "rag": _talk(Offer("", "rag")),
    "review": _asked(Offer("", "review")),
    "finding": _asked(explained.FINDING),
    "away-today": _talk(AwayToday("today")),
    "away": _talk(OpenForm("away")),
    "back": _talk(Offer("", "back")),
    "someone-away": _talk(explained.LEAVE_OF_OTHERS),
    "who-is-away": _talk(WhoIsAway()),
    "covering": _talk(WhoCovers()),
    "handing-over": _asked(explained.HANDING_OVER),
    "reminded": _asked(answers.Reminded()),
    "status": _asked(ShowDigest()),
    "compared": _asked(ShowDigest()),
    "line": _asked(ShowDigest("", "line")),
    "overdue": _asked(ShowDigest("overdue")),
    "audits-status": _asked(ShowDigest("audits")),
    "learning": _asked(Offer("", "learning", AUDIT)),
    "report": _asked(Offer("", "report")),
    "pack": _asked(Offer("", "pack")),
    "digests": _asked(Offer("", "subscriptions", STATUS)),
    "plan": _asked(Offer("", "plan", AUDIT)),
    "calendar": _asked(Offer("", "calendar", AUDIT)),
    "coverage": _asked(Offer("", "coverage", AUDIT)),
    "rules": _asked(Offer("", "rules", AUDIT)),
    "sample": _asked(Offer("", "sample", AUDIT)),
    "measures": _asked(Offer("", "measures", STATUS)),
    "wfh": _asked(explained.AT_HOME),
}
_HEADING: Final = pattern(r"(?m)^# (?P<name>[\w-]+)(?:: (?P<label>.+))?$")
_BETWEEN: Final = pattern(r" / |\n")


@cache
def subjects() -> Sequence[Subject]:
    """Return what may be talked about, read when it is first asked."""
    texts = sorted(Path(__file__).with_name("said").glob("*.txt"))
    return [*(one for text in texts for one in _read(text.read_text("utf-8")))]


def _read(text: str) -> Iterator[Subject]:
    headings = [*_HEADING.finditer(text)]
    ends = [*(each.start() for each in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=True):
        said = (each.strip() for each in _BETWEEN.split(text[heading.end() : end]))
        label = (heading["label"] or "").format(our=our)
        sayings = [*filter(None, (*said, label.strip("?").lower()))]
        yield Subject(label, sayings, *_ANSWERS[heading["name"]])

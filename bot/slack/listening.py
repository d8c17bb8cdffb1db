"""What every listener is given: who opens the work, who shows the result, who words an error."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, Final, Protocol
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.clock import uptime
from bot.context import ContextFactory, RepeatedError, TooLateError, asker_of
from bot.privacy.repeating import refuse_to_repeat
from bot.refusals import refusal_words
from bot.slack.api_errors import understand
from bot.slack.blocks import Answer, saying
from bot.slack.errors import log_failure
from bot.slack.fair_share import FairShare
from bot.slack.shown import ShownThings
from bot.slack.turn import AckPatience, Asked, Turn, UnshownError
from bot.slack.view_state import ViewState
from db.errors import BusyError, LostError, RefusedError
from db.privacy import PersonalDataError
from db.tracing import traced
from jobs.context import RequestContext

log = logging.getLogger(__name__)

NOTHING_CHANGED = ", and nothing was changed"  # which whoever only looks need not hear
BUSY_NOW = "I'm busy at the moment"
BUSY = f"{BUSY_NOW}{NOTHING_CHANGED}. Please try again in a minute."
# Of what was written down before: whoever looks for what nobody answered does it.
WAITS = (
    f"{BUSY_NOW}. I've kept what you asked: within 10 minutes I'll do it, or tell you that I "
    "couldn't."
)
SLACK_FAILED = f"Slack didn't answer me{NOTHING_CHANGED}. Please try again."
LOST = (
    "I lost my database for a moment and can't tell whether that was saved. "
    "Please look before you try again."
)
LOST_LOOKING = "I lost my database for a moment. Please try again in a minute."

# Of those that a call to Slack may raise, the ones that nothing else does.
SLACK_ERRORS = (SlackApiError, URLError, HTTPException, ConnectionError, TimeoutError)

# What a request is counted as that did not end well.
OUTCOMES: Final = (
    (RepeatedError, "repeated"),
    (RefusedError, "refused"),
    ((BusyError, TooLateError), "busy"),
    (LostError, "database lost"),
    (UnshownError, "not shown"),
    (SLACK_ERRORS, "slack failed"),
    (Exception, "broken"),
)

Tell = Callable[[Answer], object]
AskFirst = Callable[[PersonalDataError], Answer]


class Presenter(Protocol):
    """Shows a result where the person was looking."""

    def render(
        self, ctx: RequestContext, state: ViewState, answer: Answer, *, shows_undo: bool = True
    ) -> Any:  # noqa: ANN401  (the presenter's own business)
        """Make a result ready inside the unit of work."""

    def standing(self, ctx: RequestContext, things: ShownThings) -> Answer | None:
        """Return how that stands now which an overtaken button was about."""

    def send(self, turn: Turn, state: ViewState, shown: Any) -> None:  # noqa: ANN401
        """Put it in front of the person, once the work is committed."""


@dataclass(frozen=True)
class Listening:
    """What every listener needs to do its work, and to say what went wrong."""

    contexts: ContextFactory
    presenter: Presenter
    patience: AckPatience = field(default_factory=lambda: AckPatience(uptime))
    share: FairShare = field(default_factory=FairShare)

    def words_for(self, error: Exception) -> str:
        """Return what to tell the person of what was not done; a bug's details stay in the log.

        Nothing is told of a request that was only delivered twice.
        """
        if isinstance(error, RepeatedError):
            return ""
        if isinstance(error, RefusedError):
            return self._unrepeated(refusal_words(error, self.contexts.council.commands))
        if isinstance(error, BusyError | TooLateError | UnshownError):
            log.warning("a request was not carried out: %r", error)
            # What could not be shown only looked: of what was kept it is told another way.
            return SLACK_FAILED if isinstance(error, UnshownError) else BUSY
        if isinstance(error, LostError):
            log.error("the database was lost under a request")
            return LOST
        if isinstance(error, SLACK_ERRORS):
            log.warning("a request was not carried out: %s", understand(error))
            return SLACK_FAILED
        return (
            f"Something broke on my side{NOTHING_CHANGED}. "
            f"Please give an administrator this reference: `{log_failure(error)}`."
        )

    def _unrepeated(self, words: str) -> str:
        """Return what is said of a refusal, if it quotes nothing that must not be kept."""
        try:
            council = self.contexts.council
            refuse_to_repeat(words, council.day_of(self.contexts.now()), council.own)
        except PersonalDataError as error:
            return refusal_words(error)
        return words

    @contextmanager
    def turn(
        self, asked: Asked, tell: Tell | None = None, ask_first: AskFirst | None = None
    ) -> Iterator[Turn]:
        """Run a listener's work on one request; whatever goes wrong is told, never raised.

        `tell` puts a refusal in front of the person; without it they have it as a direct message.
        `ask_first` says how what may be about a child is asked about, where it can be.
        """
        with traced(), self.share.taken(asker_of(asked.body)) as share:
            turn = Turn(self.contexts, self.patience, asked, share)
            try:
                yield turn
                turn.acknowledge()
            except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
                roads = [tell] if tell else []
                self._settle_failure(turn, error, self._told(turn, error, ask_first), roads)
                turn.end(next(word for kinds, word in OUTCOMES if isinstance(error, kinds)))
            else:
                turn.settle()
                turn.end("done")

    def _told(
        self, turn: Turn, error: Exception, ask_first: AskFirst | None
    ) -> Callable[[], Answer | None]:
        """Return what makes the answer to somebody whose request was not carried out."""

        def made() -> Answer | None:
            if ask_first and isinstance(error, PersonalDataError) and error.is_question:
                return ask_first(error)
            words = self.words_for(error)
            if turn.only_looks and not isinstance(error, RefusedError):
                words = LOST_LOOKING if words == LOST else words.replace(NOTHING_CHANGED, "")
            return saying(words) if words else None

        return made

    def _settle_failure(
        self, turn: Turn, error: Exception, made: Callable[[], Answer | None], roads: Sequence[Tell]
    ) -> None:
        """Tell what a failure means: not done before the commit, only not shown after it."""
        was_lost = isinstance(error, LostError)
        if turn.is_kept or (was_lost and self._is_known(turn, carried_out=True)):
            turn.acknowledge()
            self._answer_later(turn, error)
            return
        if turn.is_resumed and isinstance(error, BusyError | LostError):
            self._leave(turn, error, roads)
            return
        told = made()
        turn.acknowledge()
        # Kept when Slack first delivered it, and delivered again to a database that is busy.
        if told is None or (not turn.is_resumed and self._is_known(turn)):
            return
        try:
            turn.answer(told, *roads)
        except UnshownError:
            self.contexts.answer_later(turn.body, was_kept=False)
        else:
            turn.settle()

    def _leave(self, turn: Turn, error: Exception, roads: Sequence[Tell]) -> None:
        """Leave what is written down to whoever looks for it, and say so once."""
        log.warning("a request is left to be done later: %r", error)
        if turn.is_written_down:
            with suppress(UnshownError):
                turn.answer(saying(WAITS), *roads)

    def _is_known(self, turn: Turn, *, carried_out: bool = False) -> bool:
        """Ask the database whether it has kept the work, as far as it can be asked."""
        try:
            return self.contexts.is_known(turn.body, carried_out=carried_out)
        except (BusyError, LostError):
            return False

    def _answer_later(self, turn: Turn, error: Exception) -> None:
        if not isinstance(error, UnshownError):
            log_failure(error)
        self.contexts.answer_later(turn.body, was_kept=True)

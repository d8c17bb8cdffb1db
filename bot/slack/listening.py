"""What every listener is given: who opens the work, who shows the result, who words an error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from slack_sdk import WebClient

from bot.context import ContextFactory, RepeatedError
from bot.refusals import refusal_words
from bot.slack.blocks import Answer, saying
from bot.slack.errors import log_failure
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.privacy import PersonalDataError
from jobs.context import RequestContext

AskFirst = Callable[[PersonalDataError], Answer]


class Presenter(Protocol):
    """Shows a result where the person was looking."""

    def render(
        self, ctx: RequestContext, state: ViewState, answer: Answer, *, shows_undo: bool = True
    ) -> Any:  # noqa: ANN401  (the presenter's own business)
        """Make a result ready inside the unit of work."""

    def send(self, client: WebClient, state: ViewState, user: str, shown: Any) -> None:  # noqa: ANN401
        """Put it in front of the person, once the work is committed."""


@dataclass(frozen=True)
class Listening:
    """What every listener needs to do its work, and to say what went wrong."""

    contexts: ContextFactory
    presenter: Presenter

    def words_for(self, error: Exception) -> str:
        """Return what to tell the person; a bug's details stay in the log, under a reference.

        Nothing is told of a request that was only delivered twice.
        """
        if isinstance(error, RepeatedError):
            return ""
        if isinstance(error, RefusedError):
            return refusal_words(error, self.contexts.council.commands)
        return (
            "Something broke on my side, and nothing was changed. "
            f"Please give an administrator this reference: `{log_failure(error)}`."
        )

    @contextmanager
    def report_errors(
        self, tell: Callable[[Answer], None], ask_first: AskFirst | None = None
    ) -> Iterator[None]:
        """Run a listener's work after its ack; whatever goes wrong is told, never raised.

        `ask_first` says how what may be about a child is asked about, where it can be.

        Bolt loses an ack that is followed at once by an exception, and the person then waits three
        seconds for Slack's own error.
        """
        try:
            yield
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            if ask_first and isinstance(error, PersonalDataError) and error.is_question:
                tell(ask_first(error))
                return
            words = self.words_for(error)
            if words:
                tell(saying(words))

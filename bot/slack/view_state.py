"""What a form carries from its opening to its submission (Slack's private_metadata)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from bot.slack import carried as carries
from bot.slack.carried import Carried, checked, known
from bot.slack.shown_view import require_as_shown
from db.errors import RefusedError

MOST_CARRIED: Final = 3000  # https://docs.slack.dev/reference/views
TOO_MUCH: Final = "That is more than Slack carries from one window to the next. Save it in parts."


def carried(values: Mapping[str, Any]) -> str:
    """Return values as a form carries them; RefusedError where Slack would lose them."""
    made = carries.written(values)
    if len(made) > MOST_CARRIED:
        raise RefusedError(TOO_MUCH)
    return made


@dataclass(frozen=True)
class ViewState:
    """Where something was asked for, so that the result is shown there, and what it is about.

    `number` is an action's, `audit` an audit's; `kept` is whatever else a form must remember.
    """

    number: int | None = None
    message_id: int | None = None
    reply_to: str = ""
    home: bool = False
    looks_at: Mapping[str, str | int] = field(default_factory=dict)  # chosen in that Home
    channel: str = ""
    ts: str = ""
    replace: bool = False
    audit: int | str | None = None  # a code, where its moderator is not told the number
    move: int | None = None  # a line in the history of the action's due date
    even_away: str = ""  # the Slack id of somebody who may be given it though they are away
    link: str = ""  # to the message it was made of
    seen: str = ""  # what stood in it when its effect was shown
    item: int | None = None  # what a review says, which the new action is to answer
    sure: Sequence[str] = ()  # the kinds of personal data that were asked about
    kept: Mapping[str, Any] = field(default_factory=Carried)

    def __post_init__(self) -> None:
        """Let what it should have kept, and has not, be refused as out of date."""
        object.__setattr__(self, "kept", Carried(self.kept))

    @property
    def is_whole(self) -> bool:
        """Say whether a form shows the fields, too, that few people need."""
        return bool(self.kept.get("more"))

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> "ViewState":
        """Return what a submitted form carries; what only another version knew is left out.

        RefusedError where it is not as a form carries it.
        """
        require_as_shown(view)
        state = cls(**known(cls, carries.read(view.get("private_metadata"))))
        return replace(state, kept=checked(state.kept))

    def keeping(self, **values: object) -> "ViewState":
        """Return it with more that the form must remember."""
        return replace(self, kept={**self.kept, **values})

    def about(self, what: Literal["number", "audit"], number: int) -> "ViewState":
        """Return it with the number of the action or the audit it is about."""
        return replace(self, number=number) if what == "number" else replace(self, audit=number)

    def metadata(self) -> str:
        """Return it as a form carries it; what is empty is left out."""
        return carried({name: value for name, value in asdict(self).items() if value})

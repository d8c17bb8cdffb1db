"""Who reads a channel: counts and notes go where nobody reads who is nobody to this council."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.people.directory import PAGE, is_outside, is_person
from db.errors import RefusedError
from db.people import queries as people
from db.session import Database
from jobs.context import RequestContext
from jobs.solving import solved

SHARED: Final = "shared_outside"
GUESTS: Final = "guests_inside"
NOT_SEEN: Final = "missing_scope"  # as Slack calls it: the app was not installed again
# As https://docs.slack.dev/reference/objects/conversation-object has them.
_SHARED_BY: Final = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")


@dataclass(frozen=True)
class ChannelReaders:
    """Asks Slack who reads a channel, each time: it may be shared, or a guest let in, any day."""

    client: WebClient
    database: Database

    def problem(self, channel: str) -> str:
        """Return why nothing may be posted there, in a word that `refusals` has words for, or "".

        Raises one of Slack's errors where that cannot be found out.
        """
        try:
            return self._problem(channel)
        except SlackApiError as error:
            if error.response.get("error") != NOT_SEEN:
                raise
            return NOT_SEEN

    def problem_before(self, channel: str, _: str) -> str:
        """Return what is wrong as somebody names a channel, in a request of which it is the answer.

        A channel that Slack does not show may be named: it is looked at again before each post.
        """
        try:
            return self.problem(channel)
        except SlackApiError as error:
            if error.response.get("error") != "channel_not_found":
                raise
            return ""

    def _problem(self, channel: str) -> str:
        about = self.client.conversations_info(channel=channel)["channel"]
        if any(about.get(name) for name in _SHARED_BY):
            return SHARED
        members = list(self._members(channel))
        with self.database.read() as session:
            known = people.reachable_accounts(session, members)
        return GUESTS if any(map(self._is_guest, (m for m in members if m not in known))) else ""

    def _members(self, channel: str) -> Iterator[str]:
        cursor = ""
        while True:
            found = self.client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
            yield from found["members"]
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _is_guest(self, slack_id: str) -> bool:
        user = self.client.users_info(user=slack_id)["user"]
        return is_person(user) and not user.get("deleted") and is_outside(user, "")


def require_inside(ctx: RequestContext, channel: str, about: str) -> None:
    """Refuse a channel that somebody from outside reads; `about` is the field that names it."""
    problem = solved(ctx.channel_problem, channel, ctx.fingerprint)
    if problem:
        raise RefusedError(f"channel.{problem}", about)

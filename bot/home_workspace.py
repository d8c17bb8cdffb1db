"""Whose a payload of Slack's is: of the workspace the bot is installed in, or of another.

An app that is installed in two workspaces gets the requests of both by one socket, and somebody of
another organisation may press a button in a channel that is shared with it. Slack tells whose a
request is at several places:
https://docs.slack.dev/interactivity/implementing-slash-commands (`team_id`, `enterprise_id`),
https://docs.slack.dev/reference/interaction-payloads (`team`, which is null where an app is
installed for a whole organisation, `user.team_id`, `enterprise`, `view.app_installed_team_id`),
https://docs.slack.dev/apis/events-api (`authorizations`: the installation that an event is for;
the outer `team_id` may be of whoever shared the channel),
https://docs.slack.dev/apis/slack-connect (`user_team`, `source_team`: where somebody comes from).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltContext, BoltResponse

Ids = tuple[object, object]


@dataclass
class HomeWorkspace:
    """The workspace the bot is installed in, and its organisation if it has one, once Slack told.

    Where the app is installed for a whole organisation, the workspace is the organisation.
    """

    team: str = ""
    organisation: str = ""

    def learn(self, context: BoltContext, next_: Callable[[], BoltResponse]) -> BoltResponse:
        """Take what Slack says of the bot's token (auth.test), before any listener is asked."""
        known = context.authorize_result
        if known is not None and known.team_id:
            self.team, self.organisation = known.team_id, known.enterprise_id or ""
        return next_()

    def is_home_of(self, body: Mapping[str, Any]) -> bool:
        """Say whether a payload is ours, wherever it says whose it is; of an organisation, one is.

        Where nothing is known yet, or nothing is said, nobody is taken for somebody of elsewhere.
        """
        ours = {self.team, self.organisation} - {""}
        said = ({str(one) for one in ids if one} for ids in _said(body))
        return not ours or all(ours & ids for ids in said if ids)


def _said(body: Mapping[str, Any]) -> Iterator[Ids]:
    """Yield the workspace and the organisation, each time that a payload names them."""
    organisation = body.get("enterprise_id") or _id_of(body.get("enterprise"))
    installed = body.get("authorizations") or ()
    for each in installed:
        organisation = each.get("enterprise_id") or organisation
        yield each.get("team_id"), each.get("enterprise_id")
    if not installed:
        yield _outermost(body), organisation
        yield None, organisation  # of whoever writes in a channel that two share
    view = body.get("view")
    if isinstance(view, Mapping):
        yield view.get("app_installed_team_id"), organisation
    event = body.get("event")
    if isinstance(event, Mapping):
        # Who is in no channel that is shared outside is of the organisation, whichever workspace.
        theirs = None if body.get("is_ext_shared_channel") else organisation
        come_from = [event.get(name) for name in ("user_team", "source_team") if event.get(name)]
        for team in come_from or [event.get("team")]:
            yield _id_of(team), theirs if team else None


def _outermost(body: Mapping[str, Any]) -> object:
    """Return where whoever acts is; a button's own workspace may be another than theirs."""
    user = body.get("user")
    of_user = user.get("team_id") if isinstance(user, Mapping) else None
    return body.get("team_id") or of_user or _id_of(body.get("team"))


def _id_of(told: object) -> object:
    return told.get("id") if isinstance(told, Mapping) else told

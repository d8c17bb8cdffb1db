"""Keeps the people in step with Slack: the whole list at the start, then each change."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.context import Body
from bot.home_workspace import HomeWorkspace
from db.context import WorkContext
from db.models import Person
from db.people import accounts
from db.people.accounts import SlackProfile
from db.session import Database, Session

log = logging.getLogger(__name__)

PAGE = 200  # as Slack recommends: https://docs.slack.dev/reference/methods/users.list
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Directory:
    """Takes people from Slack and makes leads and administrators of those the settings name."""

    database: Database
    leads: frozenset[str]
    admins: frozenset[str]
    now: Callable[[], datetime]
    home: HomeWorkspace = field(default_factory=HomeWorkspace)

    def register(self, app: App) -> None:
        app.event("team_join")(self.changed)
        app.event("user_change")(self.changed)

    def sync_all(self, client: WebClient) -> int:
        """Take everyone from Slack; return how many."""
        workspace = str(client.auth_test()["team_id"])
        profiles = [profile_of(user, workspace) for user in members(client) if is_person(user)]
        with self.database.begin() as session:
            for profile in profiles:
                if accounts.is_news(session, profile):
                    _told(accounts.sync_user(session, profile, self.now()), profile)
            session.flush()
            self._appoint(session)
        return len(profiles)

    def appoint(self) -> None:
        """Make leads and administrators of those the settings name, of the people known so far."""
        with self.database.begin() as session:
            self._appoint(session)

    def _appoint(self, session: Session, person: Person | None = None) -> None:
        ctx = WorkContext(session, None, self.now())
        accounts.appoint(ctx, self.leads, self.admins, person)

    def changed(self, ack: Ack, body: Body) -> None:
        """Take one person's change; taking it twice changes nothing.

        Slack tells it again where it could not be kept: only then is it not acknowledged.
        """
        user = body["event"]["user"]
        if is_person(user) and self.home.is_home_of(body):
            # What the event says of a team may be of whoever shares a channel with the council.
            self._take(profile_of(user, self.home.team or str(body.get("team_id") or "")))
        ack()

    def _take(self, profile: SlackProfile) -> None:
        # Slack tells of every new status and picture: most of it is no news here.
        with self.database.read() as session:
            if not accounts.is_news(session, profile):
                return
        with self.database.begin() as session:
            person = _told(accounts.sync_user(session, profile, self.now()), profile)
            if person is not None:
                self._appoint(session, person)


def members(client: WebClient, page: int = PAGE) -> Iterator[dict[str, Any]]:
    """Yield every user of the workspace, `page` at a time."""
    cursor = ""
    while True:
        listed = client.users_list(limit=page, cursor=cursor)
        yield from listed["members"]
        cursor = (listed.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def is_person(user: dict[str, Any]) -> bool:
    """Say whether a user is somebody, not an app."""
    return not user.get("is_bot") and user["id"] != SLACKBOT


def is_outside(user: dict[str, Any], workspace: str) -> bool:
    """Say whether a user is a guest, or belongs to another workspace or organisation."""
    homes = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())} - {None}
    is_guest = user.get("is_restricted") or user.get("is_ultra_restricted")
    elsewhere = bool(workspace and homes) and workspace not in homes
    return bool(is_guest or user.get("is_stranger") or elsewhere)


def _told(person: Person | None, profile: SlackProfile) -> Person | None:
    """Say in the log whose account is nobody's, so that an administrator can bind it."""
    if person is None and not profile.left:
        log.warning(
            "the Slack account %s has the e-mail of somebody with another account, so it is nobody;"
            " `live-audit people account` binds it",
            profile.slack_id,
        )
    return person


def profile_of(user: dict[str, Any], workspace: str = "") -> SlackProfile:
    """Return what matters of a user (https://docs.slack.dev/reference/objects/user-object).

    Whoever is outside has left, as far as this council is concerned.
    """
    profile = user.get("profile", {})
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or user["id"]
    email = profile.get("email")
    return SlackProfile(
        slack_id=user["id"],
        name=name,
        email=email.lower() if email else None,
        title=profile.get("title") or "",
        time_zone=user.get("tz") or "",
        left=bool(user.get("deleted")) or is_outside(user, workspace),
        left_at=_changed_at(user),
    )


def _changed_at(user: dict[str, Any]) -> datetime | None:
    """Return when Slack last changed a user: for who has left, when they did."""
    changed = user.get("updated")
    return datetime.fromtimestamp(changed, UTC) if isinstance(changed, int) else None

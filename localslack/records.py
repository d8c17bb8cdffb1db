"""The people, channels and messages of the workspace."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

from localslack.definition import Definition
from localslack.kinds import Json, SlackError
from localslack.store import Store


@dataclass
class Message:
    """One message. `ephemeral_for` names the only person who sees it."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    ephemeral_for: str | None = None
    edited: Json | None = None
    mrkdwn: bool = True
    parse: str | None = None
    thread_ts: str | None = None
    reactions: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    subtype: str = ""


@dataclass(frozen=True)
class Channel:
    """A channel, or one person's direct messages with the bot."""

    id: str
    name: str
    members: tuple[str, ...]
    kind: str = "channel"
    topic: str = ""
    is_archived: bool = False
    is_private: bool = False
    is_ext_shared: bool = False
    is_org_shared: bool = False
    is_pending_ext_shared: bool = False


SHARED_BY = ("is_ext_shared", "is_org_shared", "is_pending_ext_shared")


def not_a_member(channel: Channel) -> SlackError:
    """Return Slack's refusal to who is in no channel: of a private one it knows nothing."""
    return SlackError("channel_not_found" if channel.is_private else "not_in_channel")


class Records:
    """What the workspace remembers; every change is kept at once."""

    def __init__(self, definition: Definition, store: Store) -> None:
        self.bot = definition.bot
        self._definition = definition
        self._store = store
        self._recall()

    def reset(self) -> None:
        """Forget everything but the definition."""
        self._store.drop_all(
            "user", "members", "shared", "group", "message", "home", "file", "read"
        )
        self._recall()

    def _recall(self) -> None:
        definition, store = self._definition, self._store
        self.users: dict[str, Json] = {user["id"]: dict(user) for user in definition.users}
        self.users.update(store.all("user"))
        self.channels = {one["id"]: _channel(one) for one in definition.channels}
        for key, members in store.all("members").items():
            if key in self.channels:
                self.channels[key] = replace(self.channels[key], members=tuple(members))
        for key, flags in store.all("shared").items():
            if key in self.channels:
                self.channels[key] = replace(self.channels[key], **flags)
        for key, people in store.all("group").items():
            self.channels[key] = self._group(key, people)
        self._messages: dict[tuple[str, str], Message] = {
            (body["channel"], body["ts"]): Message(**body) for body in store.all("message").values()
        }
        self.homes: dict[str, Json] = store.all("home")
        self._files: dict[str, Json] = store.all("file")
        self._read: dict[str, str] = store.all("read")

    def user(self, user_id: str) -> Json:
        """Return a person of the workspace; raise `user_not_found`."""
        if user_id not in self.users:
            raise SlackError("user_not_found")
        return self.users[user_id]

    def keep_user(self, user: Json) -> None:
        """Add or replace a person."""
        self.users[user["id"]] = user
        self._store.put("user", user["id"], user)

    def channel(self, channel_id: str) -> Channel:
        """Return a channel or a person's DM with the bot; raise `channel_not_found`."""
        if channel_id in self.channels:
            return self.channels[channel_id]
        user_id = "U" + channel_id[1:]
        if not channel_id.startswith("D") or user_id not in self.users:
            raise SlackError("channel_not_found")
        return Channel(channel_id, user_id, (user_id, self.bot.user_id), "im", is_private=True)

    def im_of(self, user_id: str) -> Channel:
        """Return a person's DM with the bot; raise `user_not_found`."""
        return self.channel("D" + self.user(user_id)["id"][1:])

    def group_of(self, user_ids: tuple[str, ...]) -> Channel:
        """Return the group message of these people with the bot, begun if it was not there."""
        people = sorted({self.user(user_id)["id"] for user_id in user_ids})
        known = "G" + sha256(" ".join(people).encode()).hexdigest()[:10].upper()
        if known not in self.channels:
            self._store.put("group", known, people)
            self.channels[known] = self._group(known, people)
        return self.channels[known]

    def _group(self, group_id: str, people: list[str]) -> Channel:
        names = (self.users[one].get("real_name") or self.users[one]["name"] for one in people)
        members = (*people, self.bot.user_id)
        return Channel(group_id, ", ".join(names), members, "mpim", is_private=True)

    def join(self, channel: Channel, user_id: str) -> Channel:
        """Make someone a member."""
        joined = replace(channel, members=(*channel.members, user_id))
        self.channels[channel.id] = joined
        self._store.put("members", channel.id, list(joined.members))
        return joined

    def share(self, channel: Channel, flags: Mapping[str, bool]) -> Channel:
        """Let people of elsewhere into a channel, or no longer."""
        shared = replace(channel, **dict[str, Any](flags))
        self.channels[channel.id] = shared
        self._store.put("shared", channel.id, {name: getattr(shared, name) for name in SHARED_BY})
        return shared

    def keep(self, message: Message) -> Message:
        """Add or replace a message."""
        self._messages[message.channel, message.ts] = message
        self._store.put("message", f"{message.channel} {message.ts}", asdict(message))
        return message

    def remove(self, message: Message) -> None:
        """Take a message away."""
        del self._messages[message.channel, message.ts]
        self._store.drop("message", f"{message.channel} {message.ts}")

    def message(self, channel: str, ts: str) -> Message:
        """Return one message; raise `message_not_found`."""
        if (channel, ts) not in self._messages:
            raise SlackError("message_not_found")
        return self._messages[channel, ts]

    def messages(self, channel: str | None = None) -> list[Message]:
        """Return the messages of a channel, or of all, oldest first."""
        chosen = [one for one in self._messages.values() if channel in (None, one.channel)]
        return sorted(chosen, key=lambda one: one.ts)

    def visible(self, channel: str, user: str) -> list[Message]:
        """Return what one person sees in a channel, oldest first."""
        return [one for one in self.messages(channel) if one.ephemeral_for in (None, user)]

    def unread(self, channel: str, user: str) -> int:
        """Count what others have said there since the person last looked."""
        mark = self._read.get(f"{user} {channel}", "")
        return sum(one.ts > mark and one.user != user for one in self.visible(channel, user))

    def mark_read(self, channel: str, user: str) -> None:
        """Remember that the person has seen all there is."""
        seen = self.visible(channel, user)
        if seen:
            self._read[f"{user} {channel}"] = seen[-1].ts
            self._store.put("read", f"{user} {channel}", seen[-1].ts)

    def file(self, file_id: str) -> Json:
        """Return a file; raise `file_not_found` or `file_deleted`."""
        if file_id not in self._files:
            raise SlackError("file_not_found")
        if self._files[file_id].get("deleted"):
            raise SlackError("file_deleted")
        return self._files[file_id]

    def keep_file(self, file: Json) -> None:
        """Add or replace a file."""
        self._files[file["id"]] = file
        self._store.put("file", file["id"], file)

    def keep_home(self, user: str, view: Json) -> None:
        """Remember a person's App Home."""
        self.homes[user] = view
        self._store.put("home", user, view)


def _channel(given: dict[str, Any]) -> Channel:
    return Channel(
        id=given["id"],
        name=given["name"],
        members=tuple(given.get("members", ())),
        topic=given.get("topic", ""),
        is_archived=given.get("is_archived", False),
        is_private=given.get("is_private", False),
        is_ext_shared=given.get("is_ext_shared", False),
        is_org_shared=given.get("is_org_shared", False),
        is_pending_ext_shared=given.get("is_pending_ext_shared", False),
    )

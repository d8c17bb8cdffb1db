"""People, channels and messages in the shape Slack gives them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from localslack.definition import Definition
from localslack.kinds import Json
from localslack.records import SHARED_BY, Channel, Message, Records

CREATED = 1_577_836_800


def user_json(definition: Definition, user: Json, now: datetime, *, with_email: bool) -> Json:
    """Return a person as users.info does; the e-mail only with its own scope."""
    name, real_name = user["name"], user.get("real_name") or user["name"]
    profile = {
        "real_name": real_name,
        "real_name_normalized": real_name,
        "display_name": user.get("display_name", name),
        "display_name_normalized": user.get("display_name", name),
        "title": user.get("title", ""),
        "team": definition.team["id"],
    }
    if with_email and user.get("email"):
        profile["email"] = user["email"]
    zone = user.get("tz", "Europe/London")
    return {
        "id": user["id"],
        "team_id": definition.team["id"],
        "name": name,
        "deleted": bool(user.get("deleted")),
        "real_name": real_name,
        "tz": zone,
        "tz_label": zone,
        "tz_offset": _offset(zone, now),
        "profile": profile,
        "is_admin": bool(user.get("is_admin")),
        "is_bot": bool(user.get("is_bot")),
        "is_restricted": bool(user.get("is_restricted")),
        "is_ultra_restricted": bool(user.get("is_ultra_restricted")),
        "is_app_user": False,
        "updated": int(user.get("updated", CREATED)),
    }


def all_users(definition: Definition, records: Records) -> list[Json]:
    """Return everyone in the workspace: its people, the bot and, as in every one, Slackbot."""
    bot = definition.bot
    slackbot = {"id": "USLACKBOT", "name": "slackbot", "real_name": "Slackbot"}
    itself = {"id": bot.user_id, "name": bot.name.lower().replace(" ", "_"), "real_name": bot.name}
    return [*records.users.values(), itself | {"is_bot": True}, slackbot]


def channel_json(channel: Channel, definition: Definition) -> Json:
    """Return a channel as conversations.info does."""
    if channel.kind == "im":
        return {"id": channel.id, "is_im": True, "user": channel.members[0], "created": CREATED}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": False,
        "is_shared": channel.is_ext_shared or channel.is_org_shared,
        **{name: getattr(channel, name) for name in SHARED_BY},
        "is_member": definition.bot.user_id in channel.members,
        "num_members": len(channel.members),
        "created": CREATED,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def message_json(definition: Definition, message: Message, *, with_metadata: bool = True) -> Json:
    """Return a message as conversations.history does."""
    found: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "team": definition.team["id"],
        "text": message.text,
    }
    if message.user == definition.bot.user_id:
        found |= {"bot_id": definition.bot.bot_id, "app_id": definition.bot.app_id}
    optional = {
        "subtype": message.subtype,
        "blocks": message.blocks,
        "edited": message.edited,
        "thread_ts": message.thread_ts,
        "files": message.files,
        "metadata": message.metadata if with_metadata else None,
        "reactions": [
            {"name": one["name"], "users": one["users"], "count": len(one["users"])}
            for one in message.reactions
        ],
    }
    return found | {name: value for name, value in optional.items() if value}


def _offset(zone: str, now: datetime) -> int:
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0

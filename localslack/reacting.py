"""Reactions: a person or the bot puts a small picture under a message, or takes it away."""

from collections.abc import Sequence
from dataclasses import replace

from localslack.context import Context
from localslack.kinds import Json, PageError
from localslack.told import on_screen

MOST_NAME = 100


def react(context: Context, user: str, channel: str, ts: str, name: str) -> Json:
    """Put a person's reaction under a message, or take it away where it is; the bot hears."""
    message = on_screen(context, user, channel, ts)
    if message.ephemeral_for is not None:
        raise PageError("A message that only one person sees takes no reactions.")
    if not name or len(name) > MOST_NAME:
        raise PageError("A reaction needs the name of an emoji.")
    had = has(message.reactions, name, user)
    changed = without if had else with_one
    context.change(replace(message, reactions=changed(message.reactions, name, user)))
    kind = "reaction_removed" if had else "reaction_added"
    if context.definition.bot.user_id in context.records.channel(channel).members:
        event = {
            "type": kind,
            "user": user,
            "reaction": name,
            "item": {"type": "message", "channel": channel, "ts": ts},
            "item_user": message.user,
            "event_ts": context.clock.next_ts(),
        }
        context.events.publish(kind, event)
    return {"reacted": not had}


def has(reactions: Sequence[Json], name: str, user: str) -> bool:
    """Say whether somebody's reaction is among them."""
    return any(one["name"] == name and user in one["users"] for one in reactions)


def with_one(reactions: Sequence[Json], name: str, user: str) -> list[Json]:
    """Return the reactions with one more, each name once."""
    known = {one["name"]: list(one["users"]) for one in reactions}
    known.setdefault(name, []).append(user)
    return [{"name": each, "users": users} for each, users in known.items()]


def without(reactions: Sequence[Json], name: str, user: str) -> list[Json]:
    """Return the reactions without that one; a name that nobody chose any more is gone."""
    left = [
        {"name": one["name"], "users": [each for each in one["users"] if each != user]}
        if one["name"] == name
        else one
        for one in reactions
    ]
    return [one for one in left if one["users"]]

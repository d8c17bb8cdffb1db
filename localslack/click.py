"""Buttons pressed and choices made, in messages, modals and the App Home."""

from collections.abc import Iterable, Iterator

from localslack.blockkit.state import typed_state
from localslack.context import Context
from localslack.kinds import Json, PageError
from localslack.payloads import message_json
from localslack.records import Message
from localslack.told import TROUBLE, UnheardError, called, on_screen, person, tell, who


async def click(context: Context, user: str, container: Json, action: Json, state: Json) -> Json:
    """Use an element; the outcome says whether the bot acknowledged it."""
    person(context, user)
    if container.get("type") == "message":
        message = on_screen(context, user, container.get("channel", ""), container.get("ts", ""))
        blocks, payload = message.blocks, _in_message(context, user, message, state)
    else:
        view = _view(context, user, container.get("view_id", ""))
        blocks, payload = view["blocks"], _in_view(context, user, view, state)
    payload |= who(context, user) | {"type": "block_actions"}
    payload["actions"] = [_action(context, blocks, action)]
    try:
        await tell(context, "interactive", payload)
    except UnheardError:
        if container["type"] == "message":
            context.streams.tell([user], "failed", channel=container["channel"], text=TROUBLE)
        return {"outcome": "failed", "text": TROUBLE}
    return {"outcome": "acknowledged"}


def _in_message(context: Context, user: str, message: Message, state: Json) -> Json:
    channel = context.records.channel(message.channel)
    ephemeral = message.ephemeral_for is not None
    path = context.replies.give(user, channel.id, message.ts)
    payload: Json = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        },
        "channel": {"id": channel.id, "name": called(channel)},
        "state": {"values": typed_state(message.blocks, state)},
        "response_url": context.url + path,
        "trigger_id": context.modals.trigger(user),
    }
    if not ephemeral:  # Slack does not hand back what an ephemeral message said
        payload["message"] = message_json(context.definition, message)
    return payload


def _in_view(context: Context, user: str, view: Json, state: Json) -> Json:
    values = typed_state(view["blocks"], state)
    view["state"] = {"values": context.modals.told_values(view, values)}
    modal_id = view["id"] if view["type"] == "modal" else None
    return {
        "container": {"type": "view", "view_id": view["id"]},
        "view": dict(view),
        "trigger_id": context.modals.trigger(user, modal_id),
    }


def _view(context: Context, user: str, view_id: str) -> Json:
    home = context.records.homes.get(user)
    if home and home["id"] == view_id:
        return home
    for modal in context.modals.of(user):
        if modal.view["id"] == view_id:
            return modal.view
    raise PageError("That view is no longer open.", status=404)


def _action(context: Context, blocks: list[Json], action: Json) -> Json:
    wanted = (action.get("block_id"), action.get("action_id"))
    for block_id, element in _elements(blocks):
        if (block_id, element.get("action_id")) == wanted:
            extra = {name: element[name] for name in ("text", "style") if name in element}
            return extra | action | {"action_ts": context.clock.next_ts()}
    raise PageError(f"There is no element with block_id and action_id {wanted}.", status=404)


def _elements(blocks: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if element:
                yield block["block_id"], element

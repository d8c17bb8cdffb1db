"""Modals handed in and closed."""

import contextlib

from localslack.blockkit.state import faults_in, typed_state
from localslack.context import Context
from localslack.kinds import Json, PageError, SlackError
from localslack.modals import Modal
from localslack.told import TROUBLE, UnheardError, tell, who


async def submit(context: Context, user: str, view_id: str, state: Json) -> Json:
    """Hand in a modal and do what the bot answers.

    What Slack itself refuses (a required field left empty, text too long) never reaches the bot.
    """
    modal = _modal(context, user, view_id)
    values = typed_state(modal.view["blocks"], state)
    errors = faults_in(modal.view["blocks"], values)
    if errors:
        return {"outcome": "errors", "errors": errors}
    modal.view["state"] = {"values": context.modals.told_values(modal.view, values)}
    payload = _payload(context, modal, "view_submission") | {"response_urls": []}
    payload["trigger_id"] = context.modals.trigger(user, view_id)
    try:
        answer = await tell(context, "interactive", payload)
        return _answered(context, modal, answer)
    except (UnheardError, SlackError):
        # Slack shows the same words when the answer is one it cannot use.
        return {"outcome": "failed", "text": TROUBLE}


async def close(context: Context, user: str, view_id: str) -> Json:
    """Close a modal, or with `clear_on_close` its whole stack.

    The bot hears of each that asked for it (`notify_on_close`).
    """
    modal = _modal(context, user, view_id)
    everything = modal.view["clear_on_close"]
    closing = context.modals.of(user)[::-1] if everything else [modal]
    for one in closing:
        context.modals.close(one)
    for one in closing:
        if one.view["notify_on_close"]:
            payload = _payload(context, one, "view_closed") | {"is_cleared": everything}
            with contextlib.suppress(UnheardError):  # Slack shows nothing: the modal is gone
                await tell(context, "interactive", payload)
    return {"outcome": "closed"}


def _modal(context: Context, user: str, view_id: str) -> Modal:
    for modal in context.modals.of(user):
        if modal.view["id"] == view_id:
            return modal
    raise PageError("That modal is no longer open.", status=404)


def _payload(context: Context, modal: Modal, kind: str) -> Json:
    return who(context, modal.user) | {"type": kind, "view": dict(modal.view)}


def _answered(context: Context, modal: Modal, answer: Json) -> Json:
    asked = answer.get("response_action")
    if asked == "errors":
        return {"outcome": "errors", "errors": _known(modal, answer.get("errors", {}))}
    if asked == "update":
        return {"outcome": "updated", "view": context.modals.update(modal, answer["view"])}
    if asked == "push":
        return {"outcome": "updated", "view": context.modals.push_on(modal, answer["view"])}
    for one in context.modals.of(modal.user) if asked == "clear" else [modal]:
        context.modals.close(one)
    return {"outcome": "closed"}


def _known(modal: Modal, errors: Json) -> Json:
    inputs = {one["block_id"] for one in modal.view["blocks"] if one["type"] == "input"}
    if not errors or not set(errors) <= inputs:
        raise SlackError("invalid_arguments")
    return errors

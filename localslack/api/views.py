"""The views.* methods."""

from localslack.api.arguments import Arguments
from localslack.blockkit.surfaces import checked_view
from localslack.context import Context
from localslack.kinds import Json, SlackError
from localslack.modals import whole_view


def open_view(context: Context, args: Arguments) -> Json:
    """views.open"""
    view = _view(args)
    return {"view": context.modals.open(args.needed("trigger_id"), view)}


def push(context: Context, args: Arguments) -> Json:
    """views.push"""
    view = _view(args)
    return {"view": context.modals.push(args.needed("trigger_id"), view)}


def update(context: Context, args: Arguments) -> Json:
    """views.update, by view_id or external_id."""
    if args.text("view_id"):
        modal = context.modals.find(args.text("view_id"))
    else:
        modal = context.modals.by_external_id(args.needed("external_id"))
    return {"view": context.modals.update(modal, _view(args), args.text("hash"))}


def publish(context: Context, args: Arguments) -> Json:
    """views.publish: a person's App Home."""
    user = context.records.user(args.needed("user_id"))["id"]
    old = context.records.homes.get(user)
    if args.text("hash") and old and old["hash"] != args.text("hash"):
        raise SlackError("hash_conflict")
    view = whole_view(context.definition, checked_view(_view(args), "home"))
    if old:
        view |= {"id": old["id"], "root_view_id": old["id"]}
    context.records.keep_home(user, view)
    context.streams.tell([user], "home", view=view)
    return {"view": view}


def _view(args: Arguments) -> Json:
    view = args.nested("view")
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", response_metadata=_no_view())
    return view


def _no_view() -> Json:
    return {"messages": ["[ERROR] missing required field: view"]}

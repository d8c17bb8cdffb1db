"""The users.* methods, and what the bot can ask about itself and its team."""

from localslack.api.arguments import Arguments
from localslack.api.paging import page
from localslack.context import Context
from localslack.kinds import Json, SlackError
from localslack.payloads import all_users, user_json

MOST = 1000


def list_users(context: Context, args: Arguments) -> Json:
    """users.list: everyone, with those who have left, in pages."""
    everyone = all_users(context.definition, context.records)
    shown, metadata = page(everyone, args, MOST, MOST)
    now = int(context.clock.now().timestamp())
    return {"members": [_shown(context, one) for one in shown], "cache_ts": now, **metadata}


def info(context: Context, args: Arguments) -> Json:
    """users.info"""
    wanted = args.needed("user", "user_not_found")
    for user in all_users(context.definition, context.records):
        if user["id"] == wanted:
            return {"user": _shown(context, user)}
    raise SlackError("user_not_found")


def by_email(context: Context, args: Arguments) -> Json:
    """users.lookupByEmail: those who have left are not found."""
    wanted = args.needed("email", "users_not_found").lower()
    for user in context.records.users.values():
        if user.get("email", "").lower() == wanted and not user.get("deleted"):
            return {"user": _shown(context, user)}
    raise SlackError("users_not_found")


def auth_test(context: Context, args: Arguments) -> Json:
    """auth.test"""
    team, bot = context.definition.team, context.definition.bot
    return {
        "url": f"{context.url}/",
        "team": team["name"],
        "user": bot.name.lower().replace(" ", "_"),
        "team_id": team["id"],
        "user_id": bot.user_id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def bot_info(context: Context, args: Arguments) -> Json:
    """bots.info"""
    bot = context.definition.bot
    if args.text("bot") != bot.bot_id:
        raise SlackError("bot_not_found")
    about = {"id": bot.bot_id, "app_id": bot.app_id, "user_id": bot.user_id, "name": bot.name}
    return {"bot": about | {"deleted": False, "updated": 0, "icons": {}}}


def team_info(context: Context, args: Arguments) -> Json:
    """team.info"""
    team = context.definition.team
    domain = team["name"].lower().replace(" ", "-")
    about = {"id": team["id"], "name": team["name"], "domain": domain, "email_domain": ""}
    return {"team": about | {"icon": {}}}


def open_connection(context: Context, args: Arguments) -> Json:
    """apps.connections.open: an address for one socket."""
    address = context.url.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={context.sockets.ticket()}"}


def _shown(context: Context, user: Json) -> Json:
    return user_json(
        context.definition,
        user,
        context.clock.now(),
        with_email="users:read.email" in context.definition.scopes,
    )

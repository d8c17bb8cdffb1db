"""The arguments of a Web API call, from a JSON body, a form or the query."""

import json
from typing import Any

from starlette.requests import Request

from localslack.kinds import Json, SlackError

NESTED = ("blocks", "view", "metadata", "attachments")
YES = (True, 1, "1", "true", "True")


class Arguments:
    """What was sent, read as each method needs it."""

    def __init__(self, sent: Json) -> None:
        self.sent = {name: value for name, value in sent.items() if value is not None}

    def text(self, name: str) -> str:
        """Return a text, empty when it was not sent."""
        return str(self.sent.get(name, ""))

    def needed(self, name: str, error: str = "invalid_arguments") -> str:
        """Return a text that must be there; raise `error`."""
        if not self.text(name):
            raise _missing(name, error)
        return self.text(name)

    def flag(self, name: str) -> bool:
        """Return whether a boolean was sent as true, in any of the ways clients write it."""
        return self.sent.get(name) in YES

    def number(self, name: str, default: int, most: int) -> int:
        """Return a number of 1 to `most`; raise `invalid_limit`."""
        given = self.text(name) or str(default)
        if not given.isdigit() or not 1 <= int(given) <= most:
            raise SlackError("invalid_limit")
        return int(given)

    def nested(self, name: str, error: str = "invalid_arguments") -> Any:  # noqa: ANN401 - JSON
        """Return a JSON value, which a form carries as text; raise `error`."""
        given = self.sent.get(name)
        if not isinstance(given, str):
            return given
        try:
            return json.loads(given)
        except ValueError as fault:
            raise SlackError(error) from fault

    def message(self) -> Json:
        """Return the arguments with those of a message decoded."""
        given = {**self.sent, "text": self.text("text")} if "text" in self.sent else dict(self.sent)
        for name in NESTED:
            if name in given:
                given[name] = self.nested(name, f"invalid_{name}_format")
        for name in ("mrkdwn", "link_names"):
            if name in given:
                given[name] = self.flag(name)
        return given


async def read(request: Request) -> tuple[str, Json]:
    """Return the token and the arguments; raise `invalid_json` for a body that is not an object."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    sent: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        sent |= _object(await request.body())
        # Slack ignores a token in a JSON body.
        sent.pop("token", None)
    else:
        async with request.form() as form:
            sent |= {name: value for name, value in form.items() if isinstance(value, str)}
    in_field = sent.pop("token", "")
    return (token if scheme.lower() == "bearer" else in_field), sent


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


def _missing(name: str, error: str) -> SlackError:
    if error != "invalid_arguments":
        return SlackError(error)
    messages = {"messages": [f"[ERROR] missing required field: {name}"]}
    return SlackError(error, response_metadata=messages)

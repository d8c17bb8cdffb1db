"""Fetches a file that somebody handed the bot in Slack; nothing of it is kept.

https://docs.slack.dev/reference/objects/file-object: its address wants the bot's token, with the
scope files:read, and without that answers with a page to sign in at.
"""

from collections.abc import Sequence
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from db.errors import RefusedError
from jobs.plan.tables import LARGEST_FILE, PlanFile

MOST_FILES: Final = 10
_GONE: Final = frozenset({"file_not_found", "file_deleted"})


class _Nowhere(HTTPRedirectHandler):
    """Follows no redirect: the token is for the address it was given for."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def fetch(client: WebClient, ids: Sequence[str]) -> list[PlanFile]:
    """Return the files with these ids; RefusedError in words where one cannot be had."""
    if len(ids) > MOST_FILES:
        raise RefusedError(f"That is {len(ids)} files; send {MOST_FILES} at a time at most.")
    return [_fetched(client, file_id) for file_id in ids]


def _fetched(client: WebClient, file_id: str) -> PlanFile:
    try:
        told: dict[str, Any] = client.files_info(file=file_id)["file"]
    except SlackApiError as error:
        if error.response["error"] in _GONE:
            raise RefusedError("That file is no longer in Slack. Upload it again.") from error
        raise
    name = str(told.get("name") or "")
    if int(told.get("size") or 0) > LARGEST_FILE:
        raise RefusedError(
            f"{name} is larger than {LARGEST_FILE // 1_000_000} MB. "
            "Save the sheet with the plan alone, without pictures."
        )
    address = told.get("url_private_download")
    if not address:
        raise RefusedError(f"{name} is kept outside Slack. Save it, and upload the file itself.")
    return PlanFile(name, _content(client, str(address), name))


def _content(client: WebClient, address: str, name: str) -> bytes:
    request = Request(address, headers={"Authorization": f"Bearer {client.token}"})
    try:
        with build_opener(_Nowhere).open(request, timeout=client.timeout) as answer:
            is_a_page = "html" in answer.headers.get("Content-Type", "")
            content: bytes = b"" if is_a_page else answer.read(LARGEST_FILE + 1)
    except HTTPError as error:
        error.close()
        raise _withheld(name) from error
    except (URLError, OSError, HTTPException) as error:
        raise RefusedError(f"I could not fetch {name} from Slack. Upload it again.") from error
    if is_a_page:
        raise _withheld(name)
    return content


def _withheld(name: str) -> RefusedError:
    return RefusedError(
        f"Slack does not let me read {name}. Ask an administrator to run `live-audit doctor`: the "
        "app may lack the scope files:read."
    )

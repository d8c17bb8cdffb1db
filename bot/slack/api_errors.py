"""What a failed call to Slack means for what was to be done by it.

Error names: https://docs.slack.dev/reference/methods/chat.postMessage and conversations.open.
"""

import errno
import re
import socket
import ssl
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError, URLError

from slack_sdk.errors import SlackApiError

CALL_ERRORS: Final = (SlackApiError, OSError, HTTPException, UnicodeError)


class Meaning(Enum):
    """What to conclude from a failed call."""

    LIMITED = auto()  # Slack asks for patience; nothing was done
    CLOSED = auto()  # the workspace, our token or the network is at fault, not this message
    REFUSED = auto()  # this message will never be taken
    UNKNOWN = auto()  # nobody knows whether it was done
    NOT_DONE = auto()  # it was not done, and may be another time


@dataclass(eq=False)
class CallFailedError(Exception):
    """A call to Slack failed: what that means, its name, and Retry-After in seconds."""

    meaning: Meaning
    name: str
    retry_after: float = 0.0
    is_answer: bool = False  # Slack itself said so

    def __str__(self) -> str:
        return self.name

    def meaning_in(self, channel: str | None) -> Meaning:
        """Return what it means for a message to a channel, or to a person where that is None.

        What a channel's own rules forbid, or its history's missing scope, stops no other message.
        """
        return Meaning.REFUSED if channel and self.name in OF_ONE_CHANNEL else self.meaning


LIMITED: Final = frozenset({"ratelimited", "rate_limited"})
CLOSED: Final = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",  # of the bot's own account; a person's is user_disabled
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "message_limit_exceeded",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "restricted_action",
        "team_access_not_granted",
        "team_added_to_org",
        "team_not_found",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
REFUSED: Final = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "invalid_user_combination",
        "is_archived",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_in_channel",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
OF_ONE_CHANNEL: Final = frozenset(
    {
        "ekm_access_denied",
        "missing_scope",
        "no_permission",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_thread_locked",
        "team_access_not_granted",
        "team_not_found",
    }
)
# Slack says of these that some part of what was asked may have succeeded.
UNKNOWN: Final = frozenset({"fatal_error", "internal_error", "service_unavailable"})

_NAME: Final = re.compile(r"[a-z_]{1,60}", re.ASCII)
_NEVER_CONNECTED: Final = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
_NO_WAY_THERE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH})
_DEFAULT_RETRY_AFTER: Final = 30.0


def understand(error: Exception) -> CallFailedError:
    """Return what one of `CALL_ERRORS` means."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, HTTPError):  # where a file is left; the Web API's come as SlackApiError
        return CallFailedError(Meaning.UNKNOWN, f"HTTP {error.code}")
    reason = error.reason if isinstance(error, URLError) else error
    meaning = Meaning.CLOSED if _never_sent(reason) else Meaning.UNKNOWN
    return CallFailedError(meaning, type(reason).__name__)


def _never_sent(reason: object) -> bool:
    no_way_there = isinstance(reason, OSError) and reason.errno in _NO_WAY_THERE
    return no_way_there or isinstance(reason, _NEVER_CONNECTED)


def _answered(error: SlackApiError) -> CallFailedError:
    status, name = error.response.status_code, _name(error)
    if status == HTTPStatus.TOO_MANY_REQUESTS or name in LIMITED:
        return CallFailedError(Meaning.LIMITED, "ratelimited", _retry_after(error))
    if not _NAME.fullmatch(name):  # no answer of Slack's own: a proxy's page, or half an answer
        return CallFailedError(Meaning.UNKNOWN, f"HTTP {status}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return CallFailedError(Meaning.UNKNOWN, name)
    return CallFailedError(_meaning(name), name, is_answer=True)


def _meaning(name: str) -> Meaning:
    named = {Meaning.CLOSED: CLOSED, Meaning.REFUSED: REFUSED, Meaning.UNKNOWN: UNKNOWN}
    meanings = (meaning for meaning, names in named.items() if name in names)
    return next(meanings, Meaning.NOT_DONE)


def _name(error: SlackApiError) -> str:
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _retry_after(error: SlackApiError) -> float:
    headers = {key.lower(): value for key, value in error.response.headers.items()}
    try:
        return max(1.0, float(headers["retry-after"]))
    except (KeyError, ValueError):
        return _DEFAULT_RETRY_AFTER

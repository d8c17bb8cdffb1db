"""What a failed call to Slack means for what was to be done by it.

Error names: https://docs.slack.dev/reference/methods, of each method that is called.
"""

import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError, URLError

from slack_sdk.errors import SlackApiError

from db.models import Message, MessageName
from db.patterns import pattern

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

    def meaning_for(self, message: Message) -> Meaning:
        """Return what it means for a message; what its kind alone is refused stops no other."""
        alone = OF_ONE_KIND.get(message.kind, frozenset())
        if message.channel is not None:
            alone |= OF_ONE_CHANNEL
        return Meaning.REFUSED if self.name in alone else self.meaning


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


LIMITED: Final = _names("ratelimited rate_limited")
# account_inactive is of the bot's own account; a person's is user_disabled.
CLOSED: Final = _names(
    """
    access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied
    enterprise_is_restricted invalid_auth message_limit_exceeded messages_tab_disabled
    method_deprecated missing_scope no_permission not_allowed_token_type not_authed
    org_login_required restricted_action team_access_not_granted team_added_to_org
    team_not_found token_expired token_revoked two_factor_setup_required
    """
)
REFUSED: Final = _names(
    """
    alt_txt_too_large as_user_not_supported attachment_payload_limit_exceeded block_mismatch
    blocked_file_type cannot_dm_bot cannot_reply_to_message cant_broadcast_message
    cant_update_message channel_not_found channels_limit_exceeded duplicate_channel_not_found
    duplicate_external_id duplicate_message_not_found edit_window_closed exchanged_trigger_id
    expired_trigger_id file_deleted file_is_deleted file_share_limit_reached
    file_type_not_allowed file_upload_size_restricted file_uploads_disabled
    file_uploads_except_images_disabled invalid_arg_name invalid_arguments invalid_array_arg
    invalid_attachments invalid_blocks invalid_blocks_format invalid_channel
    invalid_metadata_format invalid_metadata_keys invalid_metadata_schema invalid_trigger_id
    invalid_ts_latest invalid_ts_oldest invalid_user_combination is_archived is_inactive
    markdown_text_conflict max_file_sharing_exceeded message_not_found
    metadata_must_be_sent_from_app metadata_too_large missing_argument missing_profile_id
    msg_blocks_too_long msg_too_long no_dual_broadcast_content_update no_text not_enabled
    not_enough_users not_found not_implemented not_in_channel posting_to_channel_denied
    slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
    slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
    slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked
    snippet_too_large too_many_attachments too_many_contact_cards too_many_users
    unknown_snippet_type user_disabled user_not_found user_not_visible users_list_not_supplied
    users_not_found view_too_large
    """
)
RESTRICTED: Final = _names(
    """
    restricted_action_non_threadable_channel restricted_action_read_only_channel
    restricted_action_thread_only_channel restricted_action_thread_locked
    """
)
OF_ONE_CHANNEL: Final = RESTRICTED | _names(
    """
    ekm_access_denied no_permission restricted_action team_access_not_granted team_not_found
    """
)
# A pair's group message needs scopes that no other message needs, and a council may not give them.
OF_ONE_KIND: Final[Mapping[str, frozenset[str]]] = {MessageName.PAIR: _names("missing_scope")}
# Slack says of these that some part of what was asked may have succeeded.
UNKNOWN: Final = _names("fatal_error internal_error service_unavailable")

_NAME: Final = pattern(r"[a-z_]{1,60}", re.ASCII)
# Broken off while it was sent: Slack may have had all of it.
_BROKEN_OFF: Final = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError)
_DEFAULT_RETRY_AFTER: Final = 30.0


def understand(error: Exception) -> CallFailedError:
    """Return what one of `CALL_ERRORS` means."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, HTTPError):  # where a file is left; the Web API's come as SlackApiError
        return CallFailedError(Meaning.UNKNOWN, f"HTTP {error.code}")
    reason = error.reason if isinstance(error, URLError) else error
    meaning = Meaning.CLOSED if _never_sent(error) else Meaning.UNKNOWN
    return CallFailedError(meaning, type(reason).__name__)


def _never_sent(error: Exception) -> bool:
    """Say whether Slack was not reached: urllib wraps what fails before a request is sent whole.

    That is the name, the connection and its time-out, TLS, and a proxy that does not let it pass.
    """
    wrapped = error.reason if isinstance(error, URLError) else None
    if isinstance(wrapped, OSError):
        return not isinstance(wrapped, _BROKEN_OFF)
    return isinstance(error, ConnectionRefusedError | socket.gaierror | ssl.SSLError)


def _answered(error: SlackApiError) -> CallFailedError:
    status, name = error.response.status_code, _name(error)
    if status == HTTPStatus.TOO_MANY_REQUESTS or name in LIMITED:
        return CallFailedError(Meaning.LIMITED, "ratelimited", _retry_after(error))
    if not _NAME.fullmatch(name):  # no answer of Slack's own: a proxy's page, or half an answer
        from_a_proxy = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        meaning = Meaning.CLOSED if from_a_proxy else Meaning.UNKNOWN
        return CallFailedError(meaning, f"HTTP {status}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return CallFailedError(Meaning.UNKNOWN, name)
    return CallFailedError(_meaning(name), name, is_answer=True)


def _meaning(name: str) -> Meaning:
    refused = REFUSED | RESTRICTED
    named = {Meaning.CLOSED: CLOSED, Meaning.REFUSED: refused, Meaning.UNKNOWN: UNKNOWN}
    return next((each for each, names in named.items() if name in names), Meaning.NOT_DONE)


def _name(error: SlackApiError) -> str:
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _retry_after(error: SlackApiError) -> float:
    headers = {key.lower(): value for key, value in error.response.headers.items()}
    try:
        return max(1.0, float(headers["retry-after"]))
    except (KeyError, ValueError):
        return _DEFAULT_RETRY_AFTER

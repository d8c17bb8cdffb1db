"""What a failed call to Slack means."""

import errno
import socket
import ssl
from email.message import Message
from http.client import IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.api_errors import (
    CLOSED,
    LIMITED,
    REFUSED,
    RESTRICTED,
    UNKNOWN,
    Meaning,
    understand,
)


def answered(
    data: dict[str, Any] | str, status: int = 200, headers: dict[str, str] | None = None
) -> SlackApiError:
    """Return what Slack's own client raises for an answer."""
    # The client turns what is no JSON into such an error of its own.
    body = data if isinstance(data, dict) else {"ok": False, "error": f"Received: {data}"}
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=body,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("Failed.", response)  # type: ignore[no-untyped-call]  # slack_sdk's own


def refused(name: str, status: int = 200) -> SlackApiError:
    return answered({"ok": False, "error": name}, status)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (refused("channel_not_found"), Meaning.REFUSED),
        (refused("user_not_found"), Meaning.REFUSED),
        (refused("user_disabled"), Meaning.REFUSED),
        (refused("invalid_blocks"), Meaning.REFUSED),
        (refused("msg_too_long"), Meaning.REFUSED),
        (refused("is_archived"), Meaning.REFUSED),
        (refused("invalid_auth"), Meaning.CLOSED),
        (refused("token_revoked"), Meaning.CLOSED),
        (refused("missing_scope"), Meaning.CLOSED),
        (refused("account_inactive"), Meaning.CLOSED),
        (refused("invalid_auth", 401), Meaning.CLOSED),
        (refused("internal_error"), Meaning.UNKNOWN),
        (refused("service_unavailable", 503), Meaning.UNKNOWN),
        (refused("an_error_nobody_has_met"), Meaning.NOT_DONE),
        (answered("<html>Bad gateway</html>", 502), Meaning.UNKNOWN),
        (answered("<html>Sign in to this network</html>"), Meaning.UNKNOWN),
        (TimeoutError(), Meaning.UNKNOWN),
        (ConnectionResetError(), Meaning.UNKNOWN),
        (RemoteDisconnected(""), Meaning.UNKNOWN),
        (IncompleteRead(b"{"), Meaning.UNKNOWN),
        (URLError(TimeoutError()), Meaning.CLOSED),  # while it connected
        (URLError(ssl.SSLError("handshake failure")), Meaning.CLOSED),
        (
            URLError(OSError("Tunnel connection failed: 407 Proxy Authentication Required")),
            Meaning.CLOSED,
        ),
        (URLError(ConnectionResetError()), Meaning.UNKNOWN),
        (answered("<html>Authenticate to this proxy</html>", 407), Meaning.CLOSED),
        (HTTPError("https://files.slack.com", 400, "Bad", Message(), None), Meaning.UNKNOWN),
        (URLError(ConnectionRefusedError()), Meaning.CLOSED),
        (URLError(socket.gaierror()), Meaning.CLOSED),
        (URLError(ssl.SSLCertVerificationError()), Meaning.CLOSED),
        (URLError(OSError(errno.ENETUNREACH, "Network is unreachable")), Meaning.CLOSED),
    ],
    ids=str,
)
def test_each_failure_is_understood(error: Exception, meaning: Meaning) -> None:
    assert understand(error).meaning is meaning


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "17"}, 17), ({"retry-after": "0"}, 1), ({}, 30), ({"Retry-After": "x"}, 30)],
)
def test_slack_says_for_how_long_to_leave_it_alone(headers: dict[str, str], seconds: int) -> None:
    failed = understand(answered({"ok": False, "error": "ratelimited"}, 429, headers))
    assert (failed.meaning, failed.retry_after) == (Meaning.LIMITED, seconds)


def test_a_proxys_page_is_named_by_its_status_and_never_quoted() -> None:
    assert str(understand(answered("<html>Bad gateway</html>", 502))) == "HTTP 502"


# For a while, or by a fault of the line: another time it is taken, as is what nobody has met.
FOR_A_WHILE = """
    external_channel_migrating file_not_found file_update_failed hash_conflict invalid_charset
    invalid_cursor invalid_form_data invalid_post_type missing_post_type request_timeout
    storage_limit_reached streaming_state_conflict unable_to_share_files update_failed
"""
NOT_DONE = frozenset(FOR_A_WHILE.split())
# https://docs.slack.dev/reference/methods, and what each has besides those above it.
DOCUMENTED = {
    "chat.postMessage, conversations.open": """
        access_denied accesslimited account_inactive as_user_not_supported
        attachment_payload_limit_exceeded cannot_reply_to_message channel_not_found
        deprecated_endpoint duplicate_channel_not_found duplicate_message_not_found
        ekm_access_denied enterprise_is_restricted external_channel_migrating fatal_error
        internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth
        invalid_blocks invalid_blocks_format invalid_charset invalid_form_data
        invalid_metadata_format invalid_metadata_schema invalid_post_type is_archived
        markdown_text_conflict message_limit_exceeded messages_tab_disabled
        metadata_must_be_sent_from_app metadata_too_large method_deprecated
        missing_post_type missing_scope msg_blocks_too_long msg_too_long no_permission
        no_text not_allowed_token_type not_authed not_in_channel org_login_required
        rate_limited ratelimited request_timeout restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
        service_unavailable slack_connect_canvas_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked
        team_access_not_granted team_added_to_org team_not_found token_expired token_revoked
        too_many_attachments too_many_contact_cards two_factor_setup_required cannot_dm_bot
        invalid_user_combination not_enough_users too_many_users user_disabled
        user_not_found user_not_visible users_list_not_supplied users_not_found
    """,
    "chat.update": """
        block_mismatch blocked_file_type cant_broadcast_message cant_update_message
        edit_window_closed file_deleted file_is_deleted file_not_found
        file_share_limit_reached invalid_attachments is_inactive max_file_sharing_exceeded
        message_not_found no_dual_broadcast_content_update posting_to_channel_denied
        slack_connect_blocked_file_type slack_connect_clip_sharing_blocked
        slack_connect_file_upload_sharing_blocked streaming_state_conflict
        unable_to_share_files update_failed
    """,
    "files.getUploadURLExternal, files.completeUploadExternal": """
        alt_txt_too_large channels_limit_exceeded file_type_not_allowed file_update_failed
        file_upload_size_restricted file_uploads_disabled
        file_uploads_except_images_disabled invalid_channel missing_argument
        snippet_too_large storage_limit_reached unknown_snippet_type
    """,
    "views.open, views.update, views.publish": """
        duplicate_external_id exchanged_trigger_id expired_trigger_id hash_conflict
        invalid_trigger_id missing_profile_id not_enabled not_found not_implemented
        view_too_large
    """,
    "conversations.history, users.list": """
        invalid_cursor invalid_metadata_keys invalid_ts_latest invalid_ts_oldest
    """,
}


@pytest.mark.parametrize("name", " ".join(DOCUMENTED.values()).split())
def test_every_error_that_slack_documents_is_classified(name: str) -> None:
    known = [LIMITED, CLOSED, REFUSED, RESTRICTED, UNKNOWN, NOT_DONE]
    assert sum(name in names for names in known) == 1

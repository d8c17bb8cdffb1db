"""A file goes from the bot to a person in Slack's three steps."""

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from localslack.server import Workspace
from tests.localslack import slack
from tests.localslack.slack import SCOPES, Browser, client, definition, refused

TEXT = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with slack.running(definition(scopes=[*SCOPES, "files:write"])) as made:
        yield made


def _put(address: str, sent: bytes) -> str:
    with urlopen(Request(address, sent, {"Content-Type": "text/calendar"})) as answer:
        return str(answer.read(), "utf-8")


def _send(workspace: Workspace) -> None:
    web = client(workspace)
    granted = web.files_getUploadURLExternal(filename="a.ics", length=len(TEXT))
    _put(granted["upload_url"], TEXT)
    web.files_completeUploadExternal(
        files=[{"id": granted["file_id"], "title": "For your calendar"}], channel_id="D01"
    )


def test_the_person_sees_its_title_and_can_save_it(workspace: Workspace) -> None:
    _send(workspace)

    shared = Browser(workspace).messages("D01")[-1]["files"][0]
    assert shared["title"] == "For your calendar"
    with urlopen(shared["url_private"]) as saved:
        assert saved.read() == TEXT
        assert saved.headers["Content-Disposition"] == 'attachment; filename="a.ics"'


def test_a_file_that_was_never_sent_cannot_be_shared(workspace: Workspace) -> None:
    web = client(workspace)
    granted = web.files_getUploadURLExternal(filename="a.ics", length=len(TEXT))

    files = [{"id": granted["file_id"]}]
    error = refused(lambda: web.files_completeUploadExternal(files=files, channel_id="D01"))

    assert error == "file_not_found"


def test_another_length_than_was_said_is_refused(workspace: Workspace) -> None:
    granted = client(workspace).files_getUploadURLExternal(filename="a.ics", length=len(TEXT))

    with pytest.raises(HTTPError) as refusal:
        _put(granted["upload_url"], TEXT + b"more")

    assert refusal.value.code == 400
    refusal.value.close()


def test_an_upload_needs_its_scope() -> None:
    with slack.running() as workspace:
        web = client(workspace)
        error = refused(lambda: web.files_getUploadURLExternal(filename="a.ics", length=3))
    assert error == "missing_scope"


PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff"


def test_a_picture_is_shown_with_its_words_and_arrives_byte_for_byte(workspace: Workspace) -> None:
    web = client(workspace)
    granted = web.files_getUploadURLExternal(
        filename="chart.png", length=len(PICTURE), alt_txt="Twelve of twelve held."
    )
    _put(granted["upload_url"], PICTURE)
    web.files_completeUploadExternal(
        files=[{"id": granted["file_id"], "title": "A chart"}], channel_id="D01"
    )

    shared = Browser(workspace).messages("D01")[-1]["files"][0]
    assert (shared["mimetype"], shared["alt_txt"]) == ("image/png", "Twelve of twelve held.")
    with urlopen(shared["url_private"]) as saved:
        assert saved.read() == PICTURE
        assert saved.headers["Content-Type"] == "image/png"


def test_words_too_long_for_a_picture_are_refused(workspace: Workspace) -> None:
    web = client(workspace)
    error = refused(
        lambda: web.files_getUploadURLExternal(filename="a.png", length=3, alt_txt="x" * 1001)
    )
    assert error == "alt_txt_too_large"

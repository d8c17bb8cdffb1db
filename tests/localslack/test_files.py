"""A file goes from the bot to a person in Slack's three steps."""

import json
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from localslack.kinds import Json
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


def _share(workspace: Workspace, *files: tuple[str, bytes], channel: str = "D01") -> Json:
    line = "a-line-that-no-file-holds"
    parts = [_part(line, 'name="user"', b"U01"), _part(line, 'name="channel"', channel.encode())]
    parts += [_part(line, f'name="file"; filename="{name}"', sent) for name, sent in files]
    body = b"".join([*parts, f"--{line}--\r\n".encode()])
    kind = {"Content-Type": f"multipart/form-data; boundary={line}"}
    with urlopen(Request(f"{workspace.url}/page/upload", body, kind)) as answer:
        told: Json = json.load(answer)
    return told


def _part(line: str, named: str, content: bytes) -> bytes:
    head = f"--{line}\r\nContent-Disposition: form-data; {named}\r\n\r\n"
    return head.encode() + content + b"\r\n"


@pytest.fixture
def reading() -> Iterator[Workspace]:
    with slack.running(definition(scopes=[*SCOPES, "files:read"])) as made:
        yield made


def _download(address: str, token: str) -> tuple[int, bytes]:
    asked = Request(address, headers={"Authorization": f"Bearer {token}"})
    with urlopen(asked) as answer:
        return answer.status, answer.read()


def test_the_bot_hears_of_a_persons_file_and_fetches_it_with_its_token(
    reading: Workspace,
) -> None:
    content = bytes(range(256))
    with slack.listening(reading) as bot:
        [file_id] = _share(reading, ("the plan & more.xlsx", content))["files"]
        event = bot.expect("message")["event"]
        assert (event["subtype"], event["channel_type"]) == ("file_share", "im")
        assert [file["id"] for file in event["files"]] == [file_id]
        told = bot.web.files_info(file=file_id)["file"]
    assert (told["name"], told["size"]) == ("the plan & more.xlsx", 256)
    assert _download(told["url_private_download"], "xoxb-local") == (200, content)
    shown = Browser(reading).messages("D01")[-1]["files"]
    assert [file["name"] for file in shown] == ["the plan & more.xlsx"]


@pytest.mark.parametrize("token", ["xoxb-wrong", ""])
def test_without_its_token_a_download_leads_to_a_page_as_slacks_does(
    reading: Workspace, token: str
) -> None:
    [file_id] = _share(reading, ("plan.csv", b"a,b\n"))["files"]
    told = client(reading).files_info(file=file_id)["file"]
    _, content = _download(told["url_private_download"], token)
    assert b"<!doctype html>" in content


def test_a_download_and_files_info_want_the_scope(workspace: Workspace) -> None:
    [file_id] = _share(workspace, ("plan.csv", b"a,b\n"))["files"]
    assert refused(lambda: client(workspace).files_info(file=file_id)) == "missing_scope"
    address = f"{workspace.url}/files-pri/{file_id}/download/plan.csv"
    assert b"<!doctype html>" in _download(address, "xoxb-local")[1]


def test_a_deleted_file_is_told_as_such(reading: Workspace) -> None:
    [file_id] = _share(reading, ("plan.csv", b"a,b\n"))["files"]
    Browser(reading).post("/control/files", delete=file_id)
    assert refused(lambda: client(reading).files_info(file=file_id)) == "file_deleted"
    assert refused(lambda: client(reading).files_info(file="F0")) == "file_not_found"


def test_a_file_needs_a_conversation_one_is_in_and_a_message_takes_ten(reading: Workspace) -> None:
    for files, channel in (
        ([("a.csv", b"a")], "D02"),
        ([("a.csv", b"a")] * 11, "D01"),
        ([], "D01"),
    ):
        with pytest.raises(HTTPError) as refusal:
            _share(reading, *files, channel=channel)
        assert refusal.value.code in {400, 403}
        refusal.value.close()

"""What Slack would notify and link, place by place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient

from localslack.kinds import Json
from localslack.parsing import found_in
from localslack.records import Message
from localslack.typed import escaped
from tests.localslack.slack import Browser, plain

EXPLICIT = "<!channel> <!here> <!everyone> <@U01> <!subteam^S1> <https://a.example|x> <#C01>"
MENTIONED = ["!channel", "!here", "!everyone", "U01", "!subteam^S1"]
LINKED = ["https://a.example"]


def of(text: str = "", *blocks: Json, **more: object) -> Json:
    message = Message("C01", "1.000001", "UBOT", text, blocks=list(blocks))
    for name, value in more.items():
        setattr(message, name, value)
    return found_in(message)


def mrkdwn(text: str, **more: object) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, **more}}


def test_explicit_marks_in_text_count() -> None:
    found = of(EXPLICIT)
    assert found["mentions"] == {"text": MENTIONED, "blocks": []}
    assert found["links"] == {"text": LINKED, "blocks": []}


@pytest.mark.parametrize(
    "said", ["@channel", "(@Channel)", "_@channel_", "@channel's", "x\n@channel"]
)
def test_a_plain_word_may_be_a_mention(said: str) -> None:
    assert of(said)["mentions"]["text"] == ["!channel"]


@pytest.mark.parametrize("said", ["@channels", "a@here.example", "channel", "@someone"])
def test_other_words_are_not(said: str) -> None:
    assert of(said)["mentions"]["text"] == []


def test_a_bare_address_is_linked() -> None:
    assert of("see https://a.example/b, now")["links"]["text"] == ["https://a.example/b,"]
    assert of("see www.example.org")["links"]["text"] == ["www.example.org"]


@pytest.mark.parametrize("off", [{"parse": "none"}, {"mrkdwn": False}])
def test_automatic_parsing_of_text_can_be_turned_off_but_explicit_marks_stay(off: Json) -> None:
    found = of("@here https://a.example <!channel>", **off)
    assert found["mentions"]["text"] == ["!channel"]
    assert found["links"]["text"] == []


def test_mrkdwn_in_blocks_is_parsed_alike() -> None:
    found = of("", mrkdwn(f"{EXPLICIT} @everyone https://b.example"))
    assert found["mentions"] == {"text": [], "blocks": [*MENTIONED, "!everyone"]}
    assert found["links"]["blocks"] == [*LINKED, "https://b.example"]


def test_verbatim_mrkdwn_has_explicit_marks_only() -> None:
    found = of("", mrkdwn("@everyone https://b.example <@U01>", verbatim=True))
    assert found["mentions"]["blocks"] == ["U01"]
    assert found["links"]["blocks"] == []


def test_plain_text_is_only_text() -> None:
    section = {"type": "section", "text": plain(f"{EXPLICIT} @everyone https://b.example")}
    assert of("", section, {"type": "header", "text": plain("@here")}) == {
        "mentions": {"text": [], "blocks": []},
        "links": {"text": [], "blocks": []},
    }


def test_mrkdwn_counts_wherever_it_stands() -> None:
    at = {"type": "mrkdwn", "text": "@here"}
    blocks = [
        {"type": "section", "fields": [at]},
        {"type": "context", "elements": [at]},
        {"type": "actions", "elements": [{"type": "button", "confirm": {"text": at}}]},
    ]
    assert of("", *blocks)["mentions"]["blocks"] == ["!here"] * 3


def test_rich_text_mentions_by_its_elements_only() -> None:
    elements = [
        {"type": "text", "text": f"{EXPLICIT} @everyone https://b.example"},
        {"type": "user", "user_id": "U02"},
        {"type": "broadcast", "range": "here"},
        {"type": "usergroup", "usergroup_id": "S2"},
        {"type": "link", "url": "https://c.example", "text": "<!channel>"},
    ]
    section = {"type": "rich_text_section", "elements": elements}
    found = of("", {"type": "rich_text", "elements": [section]})
    assert found["mentions"]["blocks"] == ["U02", "!here", "!subteam^S2"]
    assert found["links"]["blocks"] == ["https://c.example"]


@given(st.text(alphabet="<>!@#|&UC01here ", max_size=40))
def test_escaped_text_has_no_explicit_mark(text: str) -> None:
    found = of(escaped(text), parse="none")
    assert found["mentions"]["text"] == found["links"]["text"] == []


def test_the_control_api_shows_what_was_found(web: WebClient, page: Browser) -> None:
    web.chat_postMessage(channel="C01", text="@here", blocks=[mrkdwn("<@U01>")])
    stored = page.stored("C01")[-1]
    assert stored["mentions"] == {"text": ["!here"], "blocks": ["U01"]}
    assert stored["links"] == {"text": [], "blocks": []}


def test_link_names_turns_automatic_parsing_on_again(web: WebClient, page: Browser) -> None:
    web.chat_postMessage(channel="C01", text="@here", parse="none")
    assert page.stored("C01")[-1]["mentions"]["text"] == []
    web.chat_postMessage(channel="C01", text="@here", parse="none", link_names=True)
    assert page.stored("C01")[-1]["mentions"]["text"] == ["!here"]

import pytest
from slack_sdk.webhook import WebhookClient

from localslack.kinds import Json
from tests.localslack.slack import Bot, Browser, button, listening, plain, running

BLOCKS: list[Json] = [{"type": "actions", "block_id": "b", "elements": [button()]}]


@pytest.fixture
def hook(page: Browser, bot: Bot) -> WebhookClient:
    """The response_url of a command."""
    page.post("/page/command", user="U01", channel="C01", text="/action")
    return WebhookClient(bot.expect("slash_commands")["response_url"], retry_handlers=[])


def pressed(page: Browser, bot: Bot, message: Json) -> WebhookClient:
    """The response_url of a button pressed under a message."""
    page.post(
        "/page/action",
        user="U01",
        container={"type": "message", "channel": "C01", "ts": message["ts"]},
        action={"type": "button", "block_id": "b", "action_id": "go"},
    )
    return WebhookClient(bot.expect("block_actions")["response_url"], retry_handlers=[])


def test_an_answer_is_for_the_one_who_asked(hook: WebhookClient, page: Browser) -> None:
    assert hook.send(text="yours").status_code == 200
    assert page.messages("C01", "U01")[-1]["text"] == "yours"
    assert "yours" not in [one["text"] for one in page.messages("C01", "U02")]


def test_an_answer_may_be_for_the_channel(hook: WebhookClient, page: Browser) -> None:
    hook.send(text="everyone's", response_type="in_channel")
    assert page.messages("C01", "U02")[-1]["text"] == "everyone's"


def test_five_answers_are_taken_and_no_more(hook: WebhookClient) -> None:
    answers = [hook.send(text=str(n)) for n in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body


def test_a_refused_answer_does_not_count(hook: WebhookClient) -> None:
    header = {"type": "header", "text": plain("x" * 151)}
    refused = hook.send(text="x", blocks=[header])
    assert refused.status_code == 400
    assert "invalid_blocks" in refused.body
    assert [hook.send(text="x").status_code for _ in range(5)] == [200] * 5


def test_an_answer_replaces_the_message_it_was_asked_under(
    hook: WebhookClient, page: Browser, bot: Bot
) -> None:
    hook.send(text="press", blocks=BLOCKS)
    message = page.messages("C01")[-1]

    pressed(page, bot, message).send(text="pressed", replace_original=True)

    assert page.messages("C01")[-1]["ts"] == message["ts"]
    assert page.messages("C01")[-1]["text"] == "pressed"
    assert page.messages("C01")[-1]["blocks"] == []


def test_an_answer_takes_the_message_away(hook: WebhookClient, page: Browser, bot: Bot) -> None:
    hook.send(text="press", blocks=BLOCKS)
    message = page.messages("C01")[-1]
    pressed(page, bot, message).send(delete_original=True)
    assert message["ts"] not in [one["ts"] for one in page.messages("C01")]


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 404)])
def test_a_response_url_lives_thirty_minutes_of_the_workspaces_time(
    minutes: int, status: int
) -> None:
    with running() as alone, listening(alone) as bot:
        page = Browser(alone)
        page.post("/page/command", user="U01", channel="C01", text="/action")
        hook = WebhookClient(bot.expect("slash_commands")["response_url"], retry_handlers=[])
        page.post("/control/clock", now=f"2026-03-04T09:{minutes}:01+00:00")
        answer = hook.send(text="late")
    assert answer.status_code == status
    assert ("expired_url" in answer.body) == (status == 404)

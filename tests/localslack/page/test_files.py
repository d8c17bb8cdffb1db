"""Handing in files at the page."""

from playwright.sync_api import expect

from tests.localslack.page.conftest import Slack

PLAN = {"name": "the plan.csv", "mimeType": "text/csv", "buffer": b"Ref,Action\n"}


def test_a_file_is_attached_shown_and_can_be_saved(slack: Slack) -> None:
    slack.visit()
    with slack.page.expect_file_chooser() as choosing:
        slack.page.get_by_role("button", name="Attach files").click()
    choosing.value.set_files(PLAN)  # type: ignore[arg-type]
    link = slack.page.get_by_role("link", name="the plan.csv")
    expect(link).to_be_visible()
    with slack.page.expect_download() as saving:
        link.click()
    assert saving.value.path().read_bytes() == b"Ref,Action\n"


def test_a_file_is_dropped_on_the_conversation(slack: Slack) -> None:
    slack.visit()
    carried = slack.page.evaluate_handle(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["Ref"], "dropped.csv", { type: "text/csv" }));
            return carried;
        }"""
    )
    slack.page.dispatch_event("#talk", "dragover", {"dataTransfer": carried})
    slack.page.dispatch_event("#talk", "drop", {"dataTransfer": carried})
    expect(slack.page.get_by_role("link", name="dropped.csv")).to_be_visible()

"""The words every module here shares."""

from mimetypes import guess_type
from typing import Any

Json = dict[str, Any]


def mimetype(name: str) -> str:
    """Return what kind of file one of that name is."""
    # A calendar's ending is not known to every machine.
    known = {"ics": "text/calendar", "png": "image/png"}
    ending = name.rpartition(".")[2].lower()
    return known.get(ending) or guess_type(name)[0] or "application/octet-stream"


class SlackError(Exception):
    """A refusal in Slack's own words; `more` joins the JSON answer."""

    def __init__(self, error: str, **more: Any) -> None:  # noqa: ANN401 - JSON values
        super().__init__(error)
        self.error = error
        self.more = more

    def body(self) -> Json:
        """Return the answer Slack would give."""
        return {"ok": False, "error": self.error, **self.more}


class PageError(Exception):
    """A request of the page or of a test that cannot be met, in one sentence."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


class DefinitionError(Exception):
    """The workspace's definition or its kept state cannot be used, in one sentence."""

"""A message as a person reads it: one line a line, its buttons and pickers in brackets."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.slack.blocks import Answer

Json = dict[str, Any]


def as_read(answer: Answer) -> str:
    """Return what somebody sees of an answer: the notification, then the blocks, then its file."""
    read = [f"({answer.text})", *(line for block in answer.blocks for line in _lines(block))]
    if answer.file is not None:
        made = answer.file()
        read.append(f"<{made.filename}: {made.title}>")
    return "\n".join(read)


def _lines(block: Json) -> Iterator[str]:
    match block["type"]:
        case "rich_text":
            for part in block["elements"]:
                yield from _rich(part)
        case "context":
            yield from (f"· {each['text']}" for each in block["elements"])
        case "header":
            yield f"# {block['text']['text']}"
        case "actions":
            yield " ".join(_control(each) for each in block["elements"])
        case "section":
            yield from _section(block)
        case "divider":
            yield "----"
        case other:
            raise ValueError(f"nobody has said how a {other} is read")


def _section(block: Json) -> Iterator[str]:
    beside = f" {_control(block['accessory'])}" if "accessory" in block else ""
    if "text" in block:
        yield f"{block['text']['text']}{beside}"
    yield from (each["text"] for each in block.get("fields", ()))


def _rich(part: Json) -> Sequence[str]:
    match part["type"]:
        case "rich_text_list":
            return [f"  - {_run(row)}" for row in part["elements"]]
        case "rich_text_quote":
            return [f"  | {line}" for line in _run(part).splitlines()]
    return _run(part).splitlines()


def _run(part: Json) -> str:
    return "".join(_styled(each) for each in part["elements"])


def _styled(run: Json) -> str:
    if run["type"] == "channel":
        return f"#{run['channel_id']}"
    if run["type"] == "link":
        return str(run.get("text") or run["url"])
    marks = "".join(_MARKS[name] for name in run.get("style", {}))
    text = str(run["text"])
    if "`/" in text or "`live-audit" in text:  # only markdown draws it as code, not a run of text
        raise ValueError(f"the marks of a code are shown: {text}")
    return f"{marks}{text}{marks}" if text.strip() else text


_MARKS = {"bold": "*", "strike": "~", "italic": "_", "code": "`"}


def _control(element: Json) -> str:
    if element["type"] == "button":
        return f"[{element['text']['text']}]"
    choices = " / ".join(each["text"]["text"] for each in element.get("options", []))
    return f"[{element['placeholder']['text']} ▾ {choices}]"

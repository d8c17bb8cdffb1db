"""Block Kit in the few shapes the bot uses (https://docs.slack.dev/reference/block-kit/blocks).

What people typed only ever goes into `plain_text` and `rich_text`, where Slack reads no mention,
link or emoji into it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.slack.carried import written
from bot.slack.file_answer import Sendable

Block = dict[str, Any]

BUTTON_LENGTH = 75
TITLE_LENGTH = 24  # of a form, and of its button
HEADER_LENGTH = 150
LABEL_LENGTH = 2000  # of a field, and of the hint below it
EXAMPLE_LENGTH = 150  # of what stands in an empty box or picker
OPTION_LENGTH = 75
VALUE_LENGTH = 2000
MOST_BOXES = 10  # to tick, or of which one is chosen
MOST_OPTIONS = 100  # of one picker, and of one group of them


@dataclass(frozen=True)
class Answer:
    """What the bot says: `text` for notifications and screen readers, `blocks` for the eye.

    `text` holds no word that anybody typed: it appears on locked telephones. `file` makes a file
    that goes with it, once the unit of work is over: a picture takes a second to draw. `files`
    makes several. `keeps` is what it tells that a later one will be compared with.
    `asks` says that it is a question, and that nothing was done yet; `is_lost`, that it was not
    understood.
    """

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)
    file: Callable[[], Sendable] | None = None
    files: Callable[[], Sequence[Sendable]] | None = None
    keeps: Mapping[str, Any] | None = None
    asks: bool = False
    is_lost: bool = False


def plain(text: str) -> Block:
    """Return a text object that Slack shows letter for letter."""
    return {"type": "plain_text", "text": text, "emoji": False}


def bold(text: str) -> Block:
    return {"type": "text", "text": text, "style": {"bold": True}}


def struck(text: str) -> Block:
    return {"type": "text", "text": text, "style": {"strike": True}}


def faint(text: str) -> Block:
    """Return a slanted run of a line."""
    return {"type": "text", "text": text, "style": {"italic": True}}


def code(text: str) -> Block:
    """Return a run of a line that can be typed as it stands."""
    return {"type": "text", "text": text, "style": {"code": True}}


def channel_link(channel: str) -> Block:
    """Return a channel as a run of a line; Slack shows its name to those who may see it."""
    return {"type": "channel", "channel_id": channel}


def lines(*rows: Sequence[Block | str]) -> Block:
    """Return one rich text block of several lines, each made of runs."""
    elements: list[Block] = []
    for number, row in enumerate(rows):
        runs = [{"type": "text", "text": "\n"}] if number else []
        elements += runs + [_run(part) for part in row if part]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def link(address: str, words: str) -> Block:
    """Return a run that leads to an address of the council's own."""
    return {"type": "link", "url": address, "text": words}


def spoken(sentence: str) -> Block:
    """Return a sentence of the bot's own, what stands in `backticks` shown as it can be typed."""
    return lines(runs(sentence))


def runs(sentence: str) -> list[Block | str]:
    """Return a sentence of the bot's own as the runs of a line."""
    parts = sentence.split("`")
    return [code(part) if odd % 2 else part for odd, part in enumerate(parts) if part]


def saying(sentence: str) -> Answer:
    """Return an answer that is one sentence of the bot's own."""
    return Answer(sentence.replace("`", ""), [spoken(sentence)])


def bullets(*rows: Sequence[Block | str]) -> Block:
    """Return a bulleted list of lines."""
    items = [
        {"type": "rich_text_section", "elements": [_run(part) for part in row]} for row in rows
    ]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}],
    }


def passage(head: Sequence[Block | str], *rows: Sequence[Block | str]) -> Block:
    """Return one rich text block: a line, and a bulleted list under it where there are rows."""
    made = lines(head)
    return made | {"elements": made["elements"] + (bullets(*rows)["elements"] if rows else [])}


def shortened(text: str, length: int) -> str:
    """Return a text cut to a length, the cut shown."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def quote(text: str) -> Block:
    """Return somebody's words, set off."""
    elements = [{"type": "text", "text": text}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}


def with_quote(line: Block, text: str) -> Block:
    """Return a line with somebody's words set off below it, as one block."""
    return line | {"elements": [*line["elements"], *quote(text)["elements"]]}


def aside(text: str) -> Block:
    """Return a small grey line of the bot's own words."""
    return {"type": "context", "elements": [plain(text)]}


def with_left_out(answer: Answer, words: str) -> Answer:
    """Return an answer that says which of the words typed are kept nowhere."""
    return with_aside(answer, f"Left out: {words}.") if words else answer


def with_aside(answer: Answer, words: str) -> Answer:
    """Return an answer with a small line below it."""
    return replace(answer, blocks=[*answer.blocks, aside(words)])


def two_columns(*cells: Sequence[Block | str]) -> Block:
    """Return up to ten short texts in two columns, as Slack sets the fields of a section."""
    return {"type": "section", "fields": [_cell(cell) for cell in cells]}


def _cell(parts: Sequence[Block | str]) -> Block:
    said = (f"*{part['text']}*" if isinstance(part, dict) else part for part in parts)
    return {"type": "mrkdwn", "text": "".join(said), "verbatim": True}


def title(text: str) -> Block:
    return {"type": "header", "text": plain(shortened(text, HEADER_LENGTH))}


DIVIDER: Block = {"type": "divider"}


def button(text: str, action: str, value: Mapping[str, Any], style: str = "") -> Block:
    """Return a button; `value` comes back when it is pressed."""
    made = {
        "type": "button",
        "text": plain(shortened(text, BUTTON_LENGTH)),
        "action_id": action,
        "value": written(value),
    }
    return made | ({"style": style} if style else {})


def cancel_button() -> Block:
    """Return the button that leaves things as they are."""
    return button("Cancel", "date_cancel", {})


def more_button(action: str) -> Block:
    """Return the button that shows the fields of a form which few people fill in."""
    return button("More fields", action, {})


def row(block_id: str, *elements: Block) -> Block:
    """Return a row of buttons and pickers; `block_id` is unique within the message."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(text: str, value: str) -> Block:
    """Return one choice of a picker, cut to what Slack shows."""
    return {"text": plain(shortened(text, OPTION_LENGTH)), "value": value}


def turners(action: str, start: int, size: int, total: int, **value: object) -> list[Block]:
    """Return the buttons to the page before and to the page after, where there are such."""
    return [
        button(words, f"{action}_{words.lower()}", {**value, "start": to})
        for words, to in (("Earlier", start - size), ("More", start + size))
        if 0 <= to < total
    ]


def section(text: str, accessory: Block, block_id: str = "") -> Block:
    """Return a text with one button or picker beside it."""
    made = {"type": "section", "text": plain(text), "accessory": accessory}
    return made | ({"block_id": block_id} if block_id else {})


def modal(
    callback_id: str, heading: str, submit: str, metadata: str, blocks: Sequence[Block]
) -> Block:
    """Return a view that is filled in; `metadata` comes back with what was."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(shortened(heading, TITLE_LENGTH)),
        "submit": plain(shortened(submit, TITLE_LENGTH)),
        "close": plain("Cancel"),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }


def field_(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    """Return a form field; its block and its element are both called `name`."""
    made = {
        "type": "input",
        "block_id": name,
        "label": plain(shortened(label, LABEL_LENGTH)),
        "element": element | {"action_id": name},
        "optional": optional,
    }
    return made | ({"hint": plain(shortened(hint, LABEL_LENGTH))} if hint else {})


def text_input(length: int, *, lines: bool = False, initial: str = "", example: str = "") -> Block:
    """Return a box to type in, `length` characters at most."""
    made: Block = {"type": "plain_text_input", "max_length": length, "multiline": lines}
    if initial:
        made["initial_value"] = initial
    if example:
        made["placeholder"] = plain(shortened(example, EXAMPLE_LENGTH))
    return made


def date_picker(initial: str = "") -> Block:
    """Return a picker of a day; `initial` is in ISO form."""
    return {"type": "datepicker"} | ({"initial_date": initial} if initial else {})


def time_picker(initial: str = "") -> Block:
    """Return a picker of a time of day; `initial` is as 14:00."""
    return {"type": "timepicker"} | ({"initial_time": initial} if initial else {})


def checkboxes(options: Sequence[Block], ticked: Collection[str] = ()) -> Block:
    """Return boxes to tick; `ticked` are the values of those that are."""
    if len(options) > MOST_BOXES:
        return multi_select("Choose", options, tuple(ticked))
    made: Block = {"type": "checkboxes", "options": list(options)}
    known = [each for each in options if each["value"] in ticked]
    return made | ({"initial_options": known} if known else {})


def person_picker(initial: str | None = None) -> Block:
    """Return a picker of people; `initial` is a Slack user id."""
    made: Block = {"type": "users_select", "placeholder": plain("Choose a person")}
    return made | ({"initial_user": initial} if initial else {})


def channel_picker() -> Block:
    """Return a picker of channels, without the direct messages."""
    return {
        "type": "conversations_select",
        "placeholder": plain("Choose a channel"),
        "filter": {"include": ["public", "private"]},
    }


def select(placeholder: str, options: Sequence[Block], initial: str = "") -> Block:
    return _picker("static_select", placeholder, options) | _initially(options, initial)


def multi_select(placeholder: str, options: Sequence[Block], initial: Sequence[str] = ()) -> Block:
    """Return a picker of any number of options; `initial` are the values of those picked."""
    made = _picker("multi_static_select", placeholder, options)
    picked = [each for each in options if each["value"] in initial]
    return made | ({"initial_options": picked} if picked else {})


def radio(options: Sequence[Block], initial: str = "") -> Block:
    """Return a choice between a few options that are all seen."""
    if len(options) > MOST_BOXES:
        return select("Choose", options, initial)
    return {"type": "radio_buttons", "options": list(options)} | _initially(options, initial)


def options_of(element: Block) -> list[Block]:
    """Return what can be chosen in a picker."""
    groups = element.get("option_groups", [element])
    return [option for group in groups for option in group["options"]]


def _picker(kind: str, placeholder: str, options: Sequence[Block]) -> Block:
    """Return a picker; in groups, where there is more than Slack has in one."""
    made = {"type": kind, "placeholder": plain(shortened(placeholder, EXAMPLE_LENGTH))}
    if len(options) <= MOST_OPTIONS:
        return made | {"options": list(options)}
    starts = range(0, len(options), MOST_OPTIONS)
    groups = [(start, list(options[start : start + MOST_OPTIONS])) for start in starts]
    named = [(f"{start + 1} to {start + len(group)}", group) for start, group in groups]
    return made | {
        "option_groups": [{"label": plain(name), "options": group} for name, group in named]
    }


def _initially(options: Sequence[Block], value: str) -> Block:
    found = [each for each in options if each["value"] == value]
    return {"initial_option": found[0]} if found else {}


def _run(part: Block | str) -> Block:
    return {"type": "text", "text": part} if isinstance(part, str) else part


def unique(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks of which no two have one name: the same thing may stand in a message twice."""
    met: Counter[str] = Counter()
    made = []
    for block in blocks:
        name = block.get("block_id")
        if name is not None:
            met[name] += 1
            block = block if met[name] == 1 else block | {"block_id": f"{name}:{met[name]}"}
        made.append(block)
    return made

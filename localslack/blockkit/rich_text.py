"""Rich text. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from collections.abc import Mapping

from localslack.blockkit.checks import (
    Check,
    boolean,
    by_type,
    integer,
    listing,
    one_of,
    record,
    string,
)
from localslack.blockkit.objects import IDENT, URL, kind

STYLE = record(dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
MOST = 10_000


def _element(name: str, needed: Mapping[str, Check], **more: Check) -> Check:
    return record({**kind(name), **needed, **more, "style": STYLE}, [*needed])


RICH_TEXT_ELEMENTS: Mapping[str, Check] = {
    "text": _element("text", {"text": string(MOST, 1)}),
    "link": _element("link", {"url": URL}, text=string(MOST), unsafe=boolean),
    "user": _element("user", {"user_id": IDENT}),
    "usergroup": _element("usergroup", {"usergroup_id": IDENT}),
    "channel": _element("channel", {"channel_id": IDENT}),
    "broadcast": _element("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "emoji": _element("emoji", {"name": IDENT}, unicode=IDENT, skin_tone=integer(1, 6)),
    "date": _element(
        "date",
        {"timestamp": integer(0, 2**40), "format": string(MOST, 1)},
        url=URL,
        fallback=string(MOST),
    ),
}

_INLINE = listing(by_type(RICH_TEXT_ELEMENTS), MOST, 0)
_SECTION = record({**kind("rich_text_section"), "elements": _INLINE}, ["elements"])

RICH_TEXT_PARTS: Mapping[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_list": record(
        {
            **kind("rich_text_list"),
            "style": one_of("bullet", "ordered"),
            "elements": listing(by_type({"rich_text_section": _SECTION}), MOST, 0),
            "indent": integer(0, 8),
            "offset": integer(0, MOST),
            "border": integer(0, 1),
        },
        ["style", "elements"],
    ),
    "rich_text_quote": record(
        {**kind("rich_text_quote"), "elements": _INLINE, "border": integer(0, 1)}, ["elements"]
    ),
    "rich_text_preformatted": record(
        {
            **kind("rich_text_preformatted"),
            "elements": listing(
                by_type({name: RICH_TEXT_ELEMENTS[name] for name in ("text", "link")}), MOST, 0
            ),
            "border": integer(0, 1),
            "language": IDENT,
        },
        ["elements"],
    ),
}

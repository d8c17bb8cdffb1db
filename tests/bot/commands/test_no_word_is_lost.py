"""No word of what is accepted disappears: each is in the title, owner, date or note, or told."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.adding import Add, read_line, settled
from bot.slack.plain_text import plain
from db.errors import RefusedError
from jobs.context import RequestContext
from tests.contexts import COUNCIL
from tests.people import NOW, Council

WORDS = [
    *("Ring", "Legal", "about", "template", "guide", "Q&amp;A", "children\u2019s", "room", "with"),
    *(
        "and",
        "to",
        "for",
        "the",
        "on",
        "by",
        "in",
        "may",
        "draft-2",
        "\u201cnow\u201d",
        "50%",
        "#12",
    ),
]
DATES = [
    *("Friday", "4 Dec", "Fri 4 Dec", "29/1", "end of Feb", "w/c 7 Dec", "tomorrow", "2 wks"),
    *(
        "Friday, not Monday",
        "4 Dec rather than 7 Dec",
        "next Friday",
        "month end",
        "Christmas",
        "4 Dec 10:30",
        "Friday 5pm",
        "before 4 Dec",
    ),
]
MENTIONS = ["<@U05|ana>", "<@U06>", "me"]
LINKS = ["<https://council.example/a|the report>", "https://council.example/b"]
INTRODUCED = ["by", "due", "on", "before", "within", "in", "for", "to", "deadline:", "by:", ""]
# What only joins the pieces, and is no piece itself.
JOINING = frozenset(
    "to for by due on before within in of deadline owner please me and at a an the is".split()  # noqa: SIM905
)
# Of whom a piece may speak, and the word that a line has for them.
NAMES = {"U03": "me", "U05": "ana", "U06": ""}

pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(DATES),
    st.tuples(st.sampled_from(INTRODUCED), st.sampled_from(DATES)).map(" ".join),
    st.sampled_from(MENTIONS),
    st.sampled_from(LINKS),
)
signs = st.sampled_from([" ", " ", " ", ", ", ": ", " - ", " \u2013 ", "\u00a0", " (", ") ", "; "])
lines = st.lists(st.tuples(pieces, signs), min_size=1, max_size=8).map(
    lambda parts: "".join(piece + sign for piece, sign in parts)
)


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


def words_of(text: str) -> set[str]:
    text = re.sub(r"<@([A-Z0-9]+)(?:\|[^>]*)?>", lambda found: NAMES[found[1]], text)
    return set(re.findall(r"[^\s,;:()\u2013\u2014-]+", text.casefold().replace("&amp;", "&")))


def told_in(request: Add) -> Iterable[str]:
    yield request.title
    yield request.due or ""
    yield from request.links
    yield from request.left_out
    for _, piece, values, besides in request.doubts:
        yield from (piece, besides, *values)
    if request.owner == "U05" or any("U05" in doubt[2] for doubt in request.doubts):
        yield "ana"
    if "Practitioner 1" in request.title:
        yield "ana"


def test_every_word_of_an_accepted_line_is_somewhere(council: Council) -> None:
    with council.database.read() as session:
        person = session.merge(council.manager, load=False)
        ctx = RequestContext(session, person, NOW, COUNCIL)

        @given(lines)
        def holds(line: str) -> None:
            said = plain(line)
            try:
                found = settled(read_line(said), ctx)
            except RefusedError:
                return  # it is asked about in a form, with the words in place
            kept = set().union(*map(words_of, told_in(found)))
            lost = {word.strip(".?!") for word in words_of(said)} - JOINING
            lost -= {word.strip(".?!") for word in kept}
            assert not lost, (line, found)

        holds()

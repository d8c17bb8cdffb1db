"""What can be typed after one command: its verbs, its help, and how its words are read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bot.slack import in_parts, letters, numbered, references, spelling
from bot.slack.again import Offer, buttons
from bot.slack.blocks import Answer, Block, aside, bold, bullets, code, lines, row
from bot.slack.bounds import refuse_long
from bot.slack.likeness import nearest
from bot.slack.lost import LOST, DidYouMean, of_others
from bot.slack.marked_numbers import bare
from bot.slack.plain_text import (
    MARK,
    TICK,
    in_bullets,
    is_quoted,
    plain,
    says_nothing,
    struck,
    unquoted,
    unwrapped,
    without_command,
)
from bot.slack.registry import Command, Request
from bot.slack.signed import signed
from bot.vocabulary import our
from db.errors import RefusedError
from db.patterns import pattern
from db.wording import evenly
from jobs.context import RequestContext


@dataclass(frozen=True)
class HelpPage:
    """What stands around the rows of a command's help.

    `usual` are the verbs it begins with, and `first` the rows of no verb before them. A note may
    name the commands: {command}, which the help is about, and {action}.
    """

    heading: str
    notes: tuple[str, ...]
    usual: tuple[str, ...]
    first: tuple[tuple[str, str], ...] = ()


class Help(Command):
    """`help`, `help more`, `help leads`: what can be typed, with examples that work."""

    only_looks = True

    verbs: "CommandSet | None" = field(default=None, compare=False, repr=False)
    command: str = field(default="", compare=False)
    part: str = ""

    name = example = "help"
    synonyms = ("?", "commands")
    no_help = "whoever reads the help has found it"

    def run(self, ctx: RequestContext) -> Answer:
        if self.verbs is None:
            raise TypeError("help is about the verbs of a command")
        is_lead = ctx.person.is_lead or ctx.person.is_admin
        shown = HelpFor(self.command, ctx.council.commands.action, self.part, is_lead)
        return self.verbs.help(shown)


def nothing_else(words: str, command: str) -> Request | None:
    """Read no other words than the verbs."""
    return None


@dataclass(frozen=True)
class HelpFor:
    """Which part of the help is shown, and to whom; `command` is what it is about."""

    command: str
    action: str
    part: str = ""
    is_lead: bool = False


@dataclass(frozen=True)
class CommandSet:
    """The verbs of one slash command, in the order of its help.

    `first` reads what begins with no verb, where the command knows such a thing; `everyday` reads
    what people say in other words, and looks for `everyday_words`; `unknown`, where it is said,
    refuses all else, which is otherwise asked about. `usage` are the verbs, and words of none, that
    Slack shows while the command is typed.
    """

    verbs: tuple[type[Command], ...]
    first: Callable[[str, str], Request | None]
    kind: str
    everyday: Callable[[str, str], Request | str | None] = nothing_else
    unknown: str = ""
    everyday_words: Callable[[], frozenset[str]] = frozenset
    page: HelpPage | None = None
    usage: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, type[Command]]:
        """Return the verbs by the name they are typed with."""
        listed: tuple[type[Command], ...] = (*self.verbs, *((Help,) if self.page else ()))
        return {verb.name: verb for verb in listed}

    @cached_property
    def synonyms(self) -> Mapping[str, str]:
        return {word: verb.name for verb in self.by_name.values() for word in verb.synonyms}

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Return the words that mean something here: whatever is none may be a slip of one."""
        verbs = (*self.by_name, *self.synonyms)
        return self.everyday_words() | frozenset(
            word for name in verbs for word in name.lower().split() if word.isalpha()
        )

    def is_slip_of_verb(self, word: str) -> bool:
        """Say whether a word is a verb with a letter too many, too few, wrong or misplaced."""
        word = word.lower().strip(_SIGNS)
        return any(spelling.is_slip(word, name) for name in (*self.by_name, *self.synonyms))

    @property
    def usage_hint(self) -> str:
        """Return what Slack shows while the command is typed."""
        verbs = ((word, self.by_name.get(word)) for word in self.usage)
        return " | ".join(verb.usage or verb.example if verb else word for word, verb in verbs)

    def parse(self, text: str, command: str) -> Request:
        """Read the words after the command, or refuse with an example that works."""
        refuse_long(text)
        words = without_command(unwrapped(plain(text)), command)
        if says_nothing(words):
            words = words if words == "?" else ""
        unsigned = letters.unsigned(words)
        if unsigned != words and not in_parts.ADDS.match(words):
            meant = self._meant(unsigned, command)
            if not isinstance(meant, DidYouMean):
                return signed(meant, words[len(unsigned) :])
        return self._meant(words, command)

    def _meant(self, words: str, command: str) -> Request:
        asked = self._listed(words, command) or self.first(words, command)
        asked = asked or self._each_line(words, command) or self._in_parts(words, command)
        if asked is not None:
            return asked
        word, rest = [*words.split(maxsplit=1), "", ""][:2]
        verb = self.verb_called(word)
        if verb is not None:
            return self._read(verb, word, rest, command)
        glued = _GLUED.match(words)
        if glued and self.verb_called(glued[1]) is not None:
            return self.parse(f"{glued[1]} {words[glued.end() :]}", command)
        meant = self._number_first(words, command) or self.everyday(words, command)
        if isinstance(meant, str):
            again = self.parse(meant, command)
            if not (isinstance(again, DidYouMean) and "\n" in words):
                return again
            meant = None  # without its "Hi" the greeting of a letter would look like an action
        if meant is None and self.unknown:
            raise RefusedError(self._refused(word, command))
        return meant or DidYouMean(self, words, command)

    def _refused(self, word: str, command: str) -> str:
        near = [f"`{command} {self.by_name[name].example}`" for name in self.nearest(word)]
        if near:
            return f"{LOST} Did you mean {near[0]}?"
        return self.unknown.format(command=command)

    def verb_called(self, word: str) -> type[Command] | None:
        """Return the verb that a word names, whatever sign stands after it."""
        known = evenly(word).lower()
        known = known if known in self.synonyms else known.strip(_SIGNS)
        return self.by_name.get(self.synonyms.get(known, known))

    def _read(self, verb: type[Command], word: str, rest: str, command: str) -> Request:
        if word.endswith("?") and verb.subject and numbered.names(rest):
            verb = self.by_name["show"]  # "done? 6" asks, as "6 done?" does
        rest = "" if says_nothing(rest) else _POLITE.sub("", rest).strip()
        if verb is Help:
            part = rest.lower().removeprefix("for ").strip(_SIGNS)
            return Help(self, command, part if part in _PARTS else "")
        if not verb.subject:
            return verb.read(rest, command)
        if verb is self.by_name.get("done") and (parts := in_parts.unlike("", rest, self.kind)):
            return parts
        meant = (
            None if numbered.names(rest) or not rest else self.everyday(f"{word} {rest}", command)
        )
        if isinstance(meant, str) and meant in self.by_name and meant != word.lower():
            return self.parse(meant, command)  # "not sure" asks for help
        if meant is not None and not isinstance(meant, str):
            return meant
        return numbered.read(verb.said_as(word), rest, command)

    def _number_first(self, words: str, command: str) -> Request | None:
        """Read `71 done`, `12 and 13 are done`, and `12` alone, which shows it."""
        words = bare(words)
        named = references.leading(words)
        if named is None or not references.is_certain(named.which[0]):
            return None
        after = in_parts.FILLING.sub("", named.rest)
        word, rest = [*after.split(maxsplit=1), "", ""][:2]
        word = "done" if _TICKS.fullmatch(word) else word
        is_asked = word.endswith("?") or not after  # "6 done?" asks, and closes nothing
        verb = self.verb_called(word)
        if not after or (verb is not None and is_asked):
            verb, rest = self.by_name.get("show"), ""
        if verb is None or not verb.subject or (rest and verb.only_looks):
            return None  # "6: see the mail from Sam" says something of it
        # Whether "2-6" is five of them is asked here as it is after a verb.
        said = named.said if named.is_sure else words.removesuffix(named.rest).strip()
        return self._read(verb, word, f"{said} {rest}", command)

    def _each_line(self, words: str, command: str) -> Request | None:
        """Read lines that each begin with a number, or with a verb and one, as a request each."""
        lines = tuple(filter(None, map(str.strip, words.splitlines())))
        if not 1 < len(lines) <= numbered.MOST_AT_ONCE or letters.is_heading(
            lines[0].partition(" ")[2]
        ):
            return None
        of_one = [self._is_of_one(line) for line in lines]
        adds = any(of_one) and map(in_parts.ADDS.match, lines)
        if not (all(of_one) or (adds and all(map(any, zip(of_one, adds, strict=True))))):
            return None
        requests = tuple(self.parse(line, command) for line in lines)
        return numbered.EachLine(requests, lines, self.kind)

    def _in_parts(self, words: str, command: str) -> Request | None:
        """Ask where several things are said in one breath."""
        said = in_parts.OF_ONE.match(words)
        joints = [*in_parts.joints(words)] if said else []
        if said is None or not joints or not self._is_of_one(words):
            return None
        verb = self.verb_called(said["word"] or "")
        if verb and verb.name == "note":
            return None
        cuts = [each for each in joints if self._begins(each, command)]
        parts = in_parts.cut(words, cuts, said["number"])
        if not cuts or not self._is_of_one(parts[0]) or all(map(_IS_DONE.fullmatch, parts)):
            return None
        is_each = all(self._is_of_one(part) or in_parts.ADDS.match(part) for part in parts)
        rest = words[cuts[0].start() :].strip(" .,;\n")
        as_one = f"{parts[0]} \u201c{rest}\u201d"
        return in_parts.ask(parts, as_one, self.kind, is_each=is_each)

    def _begins(self, found: re.Match[str], command: str) -> bool:
        """Say whether another thing is asked for after a joint, not more of the same."""
        word, after = found["word"], found["next"]
        verb = self.verb_called(in_parts.TOLD.get(word.lower(), word))
        if verb is not None and verb.subject:
            return numbered.names(after) or in_parts.IT.match(f"{word} {after}") is not None
        if word.strip("#").isdigit():
            follows = self.verb_called(after)
            stands = in_parts.STANDS.match(after) or (follows and follows.subject)
            is_another = "\n" in found[0] and not after.strip("#.,;").isdigit()
            return bool(stands or is_another)
        if not in_parts.is_asked_for(found):
            return False
        if in_parts.ADDS.match(f"{word} {after}"):
            return True
        rest = found.string[found.end() :]
        return bool(found["stop"]) and not isinstance(self.parse(rest, command), DidYouMean)

    def _listed(self, words: str, command: str) -> Request | None:
        """Read a list that says what is done; ask where it may be to do, or is quoted."""
        if is_quoted(words):
            return of_others(unquoted(words), self.kind)
        if taken_back := struck(words):
            return of_others(taken_back, self.kind, "That is crossed out. Do you mean it anyway?")
        listed = in_bullets(words)
        if not 0 < len(listed) <= numbered.MOST_AT_ONCE:
            return None
        if all(map(_IS_DONE.fullmatch, listed)) and not _TO_TICK.search(words):
            return self.parse("\n".join(listed), command)
        if not all(map(self._begins_with_verb, listed)):
            return None
        said = f"Do you mean the {self.kind}s with those numbers?"
        is_new = Offer("No, add as new", f"add {words}")
        return numbered.Question(said, (Offer("Yes", "\n".join(listed), self.kind), is_new))

    def _begins_with_verb(self, line: str) -> bool:
        word, rest = [*line.split(maxsplit=1), "", ""][:2]
        verb = self.verb_called(word)
        return verb is not None and bool(verb.subject) and numbered.names(rest)

    def _is_of_one(self, line: str) -> bool:
        if self.verb_called(line.partition(" ")[0]) is not None:
            return self._begins_with_verb(line)
        named = None if MARK.match(line) else references.leading(line)
        return named is not None and references.is_certain(named.which[0]) and bool(named.rest)

    def nearest(self, word: str) -> Sequence[str]:
        """Return the verbs most like a word that is none."""
        word = word.lower().strip(_SIGNS)
        swapped = [known for known in self.by_name if sorted(known) == sorted(word)]
        if swapped or not word or word in self.known_words or spelling.NEGATION.fullmatch(word):
            return swapped[:1]
        known = {**{name: name for name in self.by_name}, **self.synonyms}
        return nearest(word, known)

    def help(self, asked: HelpFor) -> Answer:
        """List what can be typed: the usual at first, the rest and what leads do on request."""
        page = self.page
        if page is None:
            raise TypeError("these verbs have no help")
        rows = self._rows_of(asked.part, page)
        heading = f"For {our.leads}" if asked.part == LEADS else page.heading
        told: Sequence[Sequence[Block | str]] = [
            [code(f"{asked.command} {example}".strip()), f"  {what}"] for example, what in rows
        ]
        notes = (
            aside(note.format(command=asked.command, action=asked.action)) for note in page.notes
        )
        tools = buttons(self._other_parts(asked), first_is_usual=False)
        further = [row("help-parts", *tools)] if tools else []
        return Answer(heading, [lines([bold(heading)]), bullets(*told), *further, *notes])

    def _rows_of(self, part: str, page: HelpPage) -> Sequence[tuple[str, str]]:
        if part == LEADS:
            return self.help_rows(for_leads=True)
        if part == MORE:
            rest = [verb for verb in self.verbs if verb.name not in page.usual]
            return [each for verb in rest for each in _rows(verb, for_leads=False)]
        usual = [each for name in page.usual for each in _rows(self.by_name[name])[:1]]
        return [*page.first, *usual]

    def _other_parts(self, asked: HelpFor) -> Sequence[Offer]:
        parts = {"": "The usual", MORE: "More", LEADS: f"For {our.leads}"}
        if not asked.is_lead:
            del parts[LEADS]
        return [
            Offer(label, f"help {part}".strip(), self.kind)
            for part, label in parts.items()
            if part != asked.part
        ]

    def help_rows(self, *, for_leads: bool = False) -> Sequence[tuple[str, str]]:
        """Return an example and what it does for each verb that the help shows."""
        return [row for verb in self.verbs for row in _rows(verb, for_leads=for_leads)]

    def every_row(self) -> Sequence[tuple[str, str]]:
        """Return the rows of all parts of the help, where what is for leads says so."""
        first = self.page.first if self.page else ()
        leads = self.help_rows(for_leads=True)
        told = ((said, f"for {our.leads}: {what}") for said, what in leads)
        return [*first, *self.help_rows(), *told]


def _rows(verb: type[Command], *, for_leads: bool = False) -> Sequence[tuple[str, str]]:
    besides = verb.leads_help if for_leads else ()
    if not verb.summary or verb.for_leads != for_leads:
        return besides
    return ((verb.help_example or verb.example, verb.summary), *verb.more_help, *besides)


MORE, LEADS = "more", "leads"
_PARTS: Final = frozenset({MORE, LEADS})
_SIGNS: Final = ":!.,;?…'\"-*_"
_POLITE: Final = pattern(
    r"^(?:please|pls|thanks|thank you|thx)[.!]*$"
    r"|(?:(?<=\d)|(?<=\d[a-z]))(?:\s+for (?:me|us))?[\s,]+"
    r"(?:(?:please|pls)(?: (?:and|&amp;|&) (?:thanks|thank you|ta))?|"
    r"thanks|thank you|cheers|ta|thx)[.!]*$"
    r"|(?:(?<=\d)|(?<=\d[a-z]))\s+for (?:me|us)[.!]*$"
)
_TICKS: Final = pattern(rf"{TICK}+")
_GLUED: Final = pattern(r"([A-Za-z]{2,12})[:#.-]?(?=#?\d)")  # "done:6", "done#6", "done6"
# Of a list that says no more than what is done nothing is asked: "- done 6", "\u2022 6 is done".
_IS_DONE: Final = pattern(
    r"(?:done\s+#?\d[\w.,&; #]{0,200}|#?\d[\w.]{0,20}\s+(?:is\s+)?done)!?", re.I
)
# "[ ] 2 done" stands in a list of what is still to be ticked.
_TO_TICK: Final = pattern(r"^[^\S\n]*(?:[-*][^\S\n]+)?(?:\[\s?\]|[\u2610\u25a1])", re.MULTILINE)

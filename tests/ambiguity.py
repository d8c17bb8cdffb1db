"""Whether a pattern can take longer than its text is long: counted on its automaton, not timed.

`re` goes back where there are two ways to read the same text. How many ways there are is a question
about the pattern alone. With an automaton whose states are places in the pattern, the number of
ways to read a text of n characters grows with n just where (Weber and Seidl, "On the degree of
ambiguity of finite automata", 1991)

- two places p and q are each left and come back to by the same word, and the word also leads from
  p to q: `\\s+\\s*x` on blanks, or `a+x` that is searched for, as the search may begin anywhere; or
- one place is left and come back to by the same word in two ways: `(a+)+x`.

Repeats of a fixed number are written out. One character forward or back is looked at exactly. Where
more is looked at, it is taken to succeed, and what looks forward is read as a way of its own: what
is said to be linear is so, and what is not may be. A place after which nothing can fail is left
out, as nothing goes back to it; and nothing goes back before a place at which the pattern is met,
but a search that has not met it does begin again at the next character.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations, product
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # its own parts
from typing import Any, Final, TypeAlias

Char = str | None  # None: the text begins or ends here
Guard = Callable[[Char, Char], bool]  # the characters before and after a place
Told: TypeAlias = Any  # what `re` keeps of an item of a pattern
Step = tuple[int, Char]  # a place, and the character before it
WRITTEN_OUT: Final = 500  # a repeat up to so often is no repeat without end
USUAL: Final = "aZ5_ \n\t-.,!\N{LATIN SMALL LETTER E WITH ACUTE}"
_CHARACTERS: Final = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_LOCAL: Final = re.IGNORECASE | re.DOTALL | re.ASCII | re.UNICODE


@dataclass
class Automaton:
    """The places of a pattern, and how the text leads from one to the next."""

    pattern: str | bytes
    flags: int
    is_searched: bool
    is_whole: bool
    is_squeezed: bool  # no two blanks follow each other in the text
    is_careful: bool  # what cannot be gone back from is left out, which takes a while to tell
    free: dict[int, list[tuple[Guard | None, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    reads: dict[int, tuple[frozenset[str], int]] = field(default_factory=dict)
    ends: set[int] = field(default_factory=set)
    groups: dict[int, Any] = field(default_factory=dict)
    places: int = 0

    def __post_init__(self) -> None:
        tree = _parser.parse(self.pattern, self.flags)
        self.flags |= tree.state.flags
        self.chars = _told_apart(tree, self.flags)
        self.start, self.end = self._place(), self._place()
        if self.is_searched:
            first = self._place()
            self.free[self.start].append((None, first))
            self.reads[first] = frozenset(self.chars), self.start
        begun = self._sequence(tree, self.start, self.flags, 0)
        self.free[begun].append((None, self.end))
        if not self.is_whole:
            self.ends.add(self.end)
        self.settled: frozenset[int] = frozenset()
        self.sure: frozenset[int] = frozenset()
        self._next: dict[tuple[int, Char, str], frozenset[int]] = {}
        if self.is_careful:
            self._settle()

    def _settle(self) -> None:
        free = {at: self._open(at, lambda guard: guard is None) for at in range(1, self.places + 1)}
        self.settled = frozenset(at for at, places in free.items() if places & self.ends)
        self.sure = self._sure(free)

    def _place(self) -> int:
        self.places += 1
        return self.places

    def _sequence(self, items: Iterable[Any], at: int, flags: int, depth: int) -> int:
        for name, told in ((str(name), told) for name, told in items):
            at = self._one(name, told, at, flags, depth)
        return at

    def _one(self, name: str, told: Told, at: int, flags: int, depth: int) -> int:
        """Add one item of a pattern after a place; return the place after it."""
        if name in _CHARACTERS:
            return self._reading(at, self._set(name, told, flags))
        if name in _REPEATS:
            return self._repeat(name, told, at, flags, depth)
        if name in {"BRANCH", "GROUPREF_EXISTS"}:
            ways = told[1] if name == "BRANCH" else [way or [] for way in told[1:]]
            return self._choice(ways, at, flags, depth)
        if name in {"AT", "ASSERT", "ASSERT_NOT"}:
            return self._looked(name, told, at, flags, depth)
        items, more, less = self.groups[told] if name == "GROUPREF" else told, 0, 0
        if name == "SUBPATTERN":
            number, more, less, items = told
            self.groups[number] = items
        return self._sequence(items, at, (flags | more) & ~less, depth)

    def _looked(self, name: str, told: Told, at: int, flags: int, depth: int) -> int:
        """Add what only looks: it must be so around a place, and is read as a way of its own."""
        after = self._place()
        self.free[at].append((self._guard(name, told, flags), after))
        if name != "AT" and told[0] > 0:
            looked = self._place()
            self.free[at].append((None, looked))
            self.ends.add(self._sequence(told[1], looked, flags, depth))
        return after

    def _reading(self, at: int, chars: frozenset[str]) -> int:
        here, after = self._place(), self._place()
        self.free[at].append((None, here))
        self.reads[here] = chars, after
        return after

    def _choice(self, ways: Sequence[Any], at: int, flags: int, depth: int) -> int:
        after = self._place()
        for way in ways:
            self.free[self._sequence(way, at, flags, depth)].append((None, after))
        return after

    def _repeat(self, name: str, told: Told, at: int, flags: int, depth: int) -> int:
        least, most, items = told
        for _ in range(min(least, WRITTEN_OUT)):
            at = self._sequence(items, at, flags, depth)
        after, leave = self._place(), None
        if name == "POSSESSIVE_REPEAT" and (one := _only(items)) and most > WRITTEN_OUT:
            kept = self._set(*one, flags)
            leave = lambda _, following: following not in kept  # noqa: E731
        self.free[at].append((leave, after))
        if most <= WRITTEN_OUT:
            for _ in range(most - least):
                at = self._sequence(items, at, flags, depth)
                self.free[at].append((None, after))
            return after
        if depth:  # once more, so that one repeat in another is two ways to read the same
            at = self._sequence(items, at, flags, depth + 1)
            self.free[at].append((leave, after))
        again = self._place()
        self.free[at].append((None, again))
        self.free[self._sequence(items, again, flags, depth + 1)].append((None, again))
        self.free[again].append((leave, after))
        return after

    def _set(self, name: str, told: Told, flags: int) -> frozenset[str]:
        return frozenset(char for char in self.chars if _reads(name, told, flags, char))

    def _guard(self, name: str, told: Told, flags: int) -> Guard | None:
        """Return what must stand around a place; None where one character does not tell."""
        if name == "AT":
            return _AT[str(told)](bool(flags & re.MULTILINE))
        if name not in {"ASSERT", "ASSERT_NOT"} or not (one := _only(told[1])):
            return None
        kept, is_after = self._set(*one, flags), told[0] > 0
        wanted = name == "ASSERT"
        return lambda before, after: ((after if is_after else before) in kept) is wanted

    def _open(self, at: int, allowed: Callable[[Guard | None], bool]) -> set[int]:
        """Return the places that are reached without reading."""
        found, waiting = {at}, [at]
        while waiting:
            for guard, place in self.free.get(waiting.pop(), ()):
                if place not in found and allowed(guard):
                    found.add(place)
                    waiting.append(place)
        return found

    def _sure(self, certain: Mapping[int, set[int]]) -> frozenset[int]:
        """Return the places after which nothing can fail."""
        ends = {self.end} | self.ends
        possible = {at: self._open(at, lambda _: True) for at in certain}
        sure = {at for at, places in certain.items() if places & ends}
        while True:
            left = {at for at in sure if self._stays(certain[at], possible[at], sure)}
            if left == sure:
                return frozenset(sure)
            sure = left

    def _stays(self, certain: set[int], possible: set[int], sure: set[int]) -> bool:
        moves = [self.reads[at] for at in possible if at in self.reads]
        read = frozenset().union(*(self.reads[at][0] for at in certain if at in self.reads))
        is_read = bool(certain & self.ends) or read >= set(self.chars)
        return is_read and all(place in sure for _, place in moves)

    def after(self, step: Step, char: str) -> frozenset[int]:
        """Return where one character leads."""
        at, before = step
        if self.is_squeezed and char.isspace() and before is not None and before.isspace():
            return frozenset()
        known = self._next.get((at, before, char))
        if known is None:
            reached = self._open(at, lambda guard: guard is None or guard(before, char))
            moves = (self.reads[each] for each in reached if each in self.reads)
            known = frozenset(to for chars, to in moves if char in chars and to not in self.sure)
            self._next[at, before, char] = known
        return known


def _only(items: Told) -> tuple[str, Any] | None:
    """Return the one character that a part of a pattern is; None where it is more."""
    found = [(str(name), told) for name, told in items]
    if len(found) == 1 and found[0][0] == "SUBPATTERN" and not found[0][1][1]:
        return _only(found[0][1][3])
    return found[0] if len(found) == 1 and found[0][0] in _CHARACTERS else None


def _reads(name: str, told: Told, flags: int, char: str) -> bool:
    return _reader(name, repr(told), flags & _LOCAL, _Told(told)).fullmatch(char) is not None


class _Told:
    """What one item of a pattern says, which is told apart by its words."""

    def __init__(self, told: Told) -> None:
        self.told = told

    def __eq__(self, _: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


@cache
def _reader(name: str, _: str, flags: int, item: _Told) -> re.Pattern[str]:
    state = _parser.State()
    state.flags, state.str = flags, ""
    found: re.Pattern[str] = _compiler.compile(
        _parser.SubPattern(state, [(getattr(_constants, name), item.told)]), flags
    )
    return found


def _told_apart(tree: Told, flags: int) -> tuple[str, ...]:
    """Return one character of each kind that the pattern tells apart."""
    items = list(_items(tree, flags))
    codes = {code for _, told, _ in items for code in _codes(told)}
    near = {chr(code + by) for code in codes for by in (-1, 0, 1) if 0 <= code + by < 0x110000}
    kinds: dict[tuple[bool, ...], str] = {}
    for char in (*USUAL, *sorted(near | {each.swapcase()[0] for each in near})):
        told = tuple(_reads(*item, char) for item in items)
        kinds.setdefault((*told, char == "\n", re.match(r"\w", char) is not None), char)
    return tuple(kinds.values())


def _items(items: Told, flags: int) -> Iterator[tuple[str, Told, int]]:
    for each, told in items:
        name = str(each)
        if name in _CHARACTERS:
            yield name, told, flags
            continue
        more, less = told[1:3] if name == "SUBPATTERN" else (0, 0)
        for part in _parts(name, told):
            yield from _items(part, (flags | more) & ~less)


def _parts(name: str, told: Told) -> Sequence[Told]:
    """Return the sequences of items that an item of a pattern is made of."""
    if name == "BRANCH":
        return [*told[1]]
    if name == "GROUPREF_EXISTS":
        return [part for part in told[1:] if part]
    if name == "ATOMIC_GROUP":
        return [told]
    return [] if name in {"AT", "GROUPREF"} else [told[-1]]


def _endless(items: Told) -> list[Told]:
    """Return what is repeated without end, twice where it is itself more than one character."""
    found = []
    for each, told in items:
        name = str(each)
        if name in _REPEATS and told[1] > WRITTEN_OUT:
            found += [told[2]] * (1 if _only(told[2]) else 2)
        if name not in _CHARACTERS:
            found += [one for part in _parts(name, told) for one in _endless(part)]
    return found


def _codes(told: Told) -> Iterator[int]:
    if isinstance(told, int) and not isinstance(told, _constants._NamedIntConstant):
        yield told
    elif isinstance(told, list | tuple):
        for each in told:
            yield from _codes(each)


def _is_word(char: Char) -> bool:
    return char is not None and re.match(r"\w", char) is not None


_AT: Final[Mapping[str, Callable[[bool], Guard]]] = {
    "AT_BEGINNING": lambda lines: lambda before, _: before is None or (lines and before == "\n"),
    "AT_BEGINNING_STRING": lambda _: lambda before, _: before is None,
    "AT_END": lambda _: lambda _, after: after in (None, "\n"),
    "AT_END_STRING": lambda _: lambda _, after: after is None,
    "AT_BOUNDARY": lambda _: lambda before, after: _is_word(before) is not _is_word(after),
    "AT_NON_BOUNDARY": lambda _: lambda before, after: _is_word(before) is _is_word(after),
}


Graph = Mapping[Any, Iterable[Any]]


def grows(pattern: str | bytes, flags: int, method: str, *, is_squeezed: bool = False) -> str:
    """Return which characters make a pattern grow faster than its text; empty where none do."""
    is_searched = method not in {"match", "fullmatch"}
    if len(_endless(_parser.parse(pattern, flags & ~re.DEBUG))) <= (not is_searched):
        return ""  # with one repeat, and none in it, there is one way
    told = pattern, flags & ~re.DEBUG, is_searched, method == "fullmatch", is_squeezed
    return _grown(Automaton(*told, False)) and _grown(Automaton(*told, True))


def _grown(machine: Automaton) -> str:
    steps = _reached([(machine.start, None)], lambda step: _following(machine, step))
    rings = _rings(steps)
    for ring in rings:
        if word := _twice(machine, ring):
            return word
    for first, second in permutations(rings, 2):
        if common := _kept(steps, first) & _kept(steps, second):
            pairs = ((p, q) for p, q in product(first, second) if p[1] == q[1] in common)
            for pair in (each for each in pairs if each[1][0] not in machine.settled):
                if word := _leads(machine, (first, second), pair, common):
                    return word
    return ""


def _kept(steps: Graph, ring: frozenset[Step]) -> frozenset[Char]:
    """Return the characters that can be read without leaving a ring."""
    return frozenset(to[1] for step in ring for to in steps[step] if to in ring)


def _following(machine: Automaton, step: Step) -> Iterator[Step]:
    for char in machine.chars:
        for place in machine.after(step, char):
            yield place, char


def _reached(
    first: Iterable[Any], following: Callable[[Any], Iterable[Any]]
) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    waiting = list(first)
    while waiting:
        step = waiting.pop()
        if step not in found:
            found[step] = list(following(step))
            waiting += found[step]
    return found


def _rings(graph: Graph) -> list[frozenset[Any]]:  # noqa: C901, PLR0915  (one algorithm)
    """Return the sets of steps that lead to each other (Tarjan)."""
    index: dict[Any, int] = {}
    low: dict[Any, int] = {}
    stack: list[Any] = []
    rings = []
    for root in graph:
        work = [] if root in index else [(root, iter(graph[root]))]
        while work:
            step, waiting = work[-1]
            if step not in index:
                index[step] = low[step] = len(index)
                stack.append(step)
            to = next(waiting, None)
            if to is not None and to not in index:
                work.append((to, iter(graph[to])))
            elif to is not None:
                low[step] = min(low[step], low.get(to, low[step]))
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[step])
                if low[step] == index[step]:
                    members = frozenset(stack[stack.index(step) :])
                    del stack[stack.index(step) :]
                    for each in members:
                        del low[each]
                    if len(members) > 1 or step in graph[step]:
                        rings.append(members)
    return rings


def _leads(
    machine: Automaton,
    rings: tuple[frozenset[Step], frozenset[Step]],
    ends: tuple[Step, Step],
    common: frozenset[Char],
) -> str:
    """Return a word by which p comes back, q comes back, and p leads to q."""
    (p, before), (q, _) = ends
    passed = frozenset() if p == machine.start else machine.settled
    words: dict[tuple[int, int, int, Char], str] = {(p, p, q, before): ""}
    waiting = list(words)
    for here in waiting:
        *places, last = here
        for char in filter(None, common):
            one, other, two = (machine.after((place, last), char) for place in places)
            backs = [to for to in one - passed if (to, char) in rings[0]]
            ahead = [to for to in two if (to, char) in rings[1] and to not in machine.settled]
            ways = other - passed if backs and ahead else ()
            for step in product(backs, ways, ahead):
                if (*step, char) == (p, q, q, before):
                    return words[here] + char
                if (*step, char) not in words:
                    words[*step, char] = words[here] + char
                    waiting.append((*step, char))
    return ""


def _twice(machine: Automaton, ring: frozenset[Step]) -> str:
    """Return the character by which two ways part that come together again in a ring."""

    def following(pair: tuple[int, int, Char]) -> Iterator[tuple[int, int, Char]]:
        a, b, before = pair
        for char in machine.chars:
            ones, others = (
                [
                    to
                    for to in machine.after((at, before), char) - machine.settled
                    if (to, char) in ring
                ]
                for at in (a, b)
            )
            for to in product(ones, others):
                yield *to, char

    pairs = _reached([(place, place, before) for place, before in ring], following)
    for found in _rings(pairs):
        parted = {pair for pair in found if pair[0] != pair[1]}
        if parted and parted != found:
            return str(min(parted, key=str)[2])
    return ""

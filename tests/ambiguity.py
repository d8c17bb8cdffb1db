"""Whether a pattern can take longer than its text is long: counted on its automaton, not timed.

`re` goes back where there are two ways to read the same text. How many ways there are is a question
about the pattern alone. With an automaton whose states are places in the pattern, the number of ways
to read a text of n characters grows faster than n just where (Weber and Seidl, "On the degree of
ambiguity of finite automata", 1991)

- two places p and q are each left and come back to by the same word, and the word also leads from
  p to q: `\\s+\\s*x` on blanks, or `a+x` that is searched for, as the search may begin anywhere; or
- one place is left and come back to by the same word in two ways: `(a+)+x`.

Repeats of a fixed number are written out. Looking one character forward or back is taken exactly.
Where more is looked at, it is taken to succeed, and what looks forward is read as a way of its own;
what is claimed to be linear is therefore so, and what is not may be. A place after which nothing can
fail is left out, as nothing goes back to it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # its own parts
from typing import Any, Final

Char = str | None  # None: the text begins or ends here
Guard = Callable[[Char, Char], bool]  # the characters before and after a place
Step = tuple[int, Char]  # a place, and the character before it
WRITTEN_OUT: Final = 40  # a repeat up to so often is no repeat without end
USUAL: Final = "aZ5_ \n\t-.,!\N{LATIN SMALL LETTER E WITH ACUTE}"
_CHARACTERS: Final = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_LOCAL: Final = re.IGNORECASE | re.MULTILINE | re.DOTALL


@dataclass
class Automaton:
    """The places of a pattern, and how the text leads from one to the next."""

    pattern: str
    flags: int
    is_searched: bool
    is_whole: bool
    free: dict[int, list[tuple[Guard | None, int]]] = field(default_factory=lambda: defaultdict(list))
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
        self.sure = self._sure()
        self._next: dict[tuple[int, Char, str], frozenset[int]] = {}

    def _place(self) -> int:
        self.places += 1
        return self.places

    def _sequence(self, items: Iterable[Any], at: int, flags: int, depth: int) -> int:
        for name, told in ((str(name), told) for name, told in items):
            at = self._one(name, told, at, flags, depth)
        return at

    def _one(self, name: str, told: Any, at: int, flags: int, depth: int) -> int:
        """Add one item of a pattern after a place; return the place after it."""
        if name in _CHARACTERS:
            return self._reading(at, self._set(name, told, flags))
        if name == "SUBPATTERN":
            number, more, less, items = told
            self.groups[number] = items
            return self._sequence(items, at, (flags | more) & ~less, depth)
        if name == "ATOMIC_GROUP":
            return self._sequence(told, at, flags, depth)
        if name == "GROUPREF":
            return self._sequence(self.groups[told], at, flags, depth)
        if name == "BRANCH":
            return self._choice(told[1], at, flags, depth)
        if name in _REPEATS:
            return self._repeat(name, told, at, flags, depth)
        after = self._place()
        self.free[at].append((self._guard(name, told, flags), after))
        if name == "ASSERT" or (name == "ASSERT_NOT" and told[0] > 0):
            looked = self._place()
            self.free[at].append((None, looked))
            if told[0] > 0:
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

    def _repeat(self, name: str, told: Any, at: int, flags: int, depth: int) -> int:
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

    def _set(self, name: str, told: Any, flags: int) -> frozenset[str]:
        return frozenset(char for char in self.chars if _reads(name, told, flags, char))

    def _guard(self, name: str, told: Any, flags: int) -> Guard | None:
        """Return what must stand around a place; None where that is not known from one character."""
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

    def _sure(self) -> frozenset[int]:
        """Return the places after which nothing can fail."""
        ends = {self.end} | self.ends
        certain = {at: self._open(at, lambda guard: guard is None) for at in range(1, self.places + 1)}
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
        known = self._next.get((at, before, char))
        if known is None:
            reached = self._open(at, lambda guard: guard is None or guard(before, char))
            moves = (self.reads[each] for each in reached if each in self.reads)
            known = frozenset(to for chars, to in moves if char in chars and to not in self.sure)
            self._next[at, before, char] = known
        return known


def _only(items: Any) -> tuple[str, Any] | None:
    """Return the one character that a part of a pattern is; None where it is more."""
    found = [(str(name), told) for name, told in items]
    if len(found) == 1 and found[0][0] == "SUBPATTERN" and not found[0][1][1]:
        return _only(found[0][1][3])
    return found[0] if len(found) == 1 and found[0][0] in _CHARACTERS else None


def _reads(name: str, told: Any, flags: int, char: str) -> bool:
    state = _parser.State()
    state.flags, state.str = flags, ""
    item = _parser.SubPattern(state, [(getattr(_constants, name), told)])
    return _compiler.compile(item, flags).fullmatch(char) is not None


def _told_apart(tree: Any, flags: int) -> tuple[str, ...]:
    """Return one character of each kind that the pattern tells apart."""
    items = list(_items(tree, flags))
    codes = {code for _, told, _ in items for code in _codes(told)}
    near = {chr(code + by) for code in codes for by in (-1, 0, 1) if 0 <= code + by < 0x110000}
    kinds: dict[tuple[bool, ...], str] = {}
    for char in (*USUAL, *sorted(near | {each.swapcase()[0] for each in near})):
        told = tuple(_reads(*item, char) for item in items)
        kinds.setdefault((*told, char == "\n", re.match(r"\w", char) is not None), char)
    return tuple(kinds.values())


def _items(items: Any, flags: int) -> Iterator[tuple[str, Any, int]]:
    for name, told in items:
        if str(name) in _CHARACTERS:
            yield str(name), told, flags
        elif str(name) == "SUBPATTERN":
            yield from _items(told[3], (flags | told[1]) & ~told[2])
        elif str(name) == "BRANCH":
            for way in told[1]:
                yield from _items(way, flags)
        elif str(name) == "ATOMIC_GROUP":
            yield from _items(told, flags)
        elif isinstance(told, tuple) and not isinstance(told[-1], int):
            yield from _items(told[-1], flags)


def _codes(told: Any) -> Iterator[int]:
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


def grows(pattern: str, flags: int, method: str) -> str:
    """Return which characters make a pattern grow faster than its text; empty where none do."""
    is_searched = method not in {"match", "fullmatch"}
    machine = Automaton(pattern, flags & ~re.DEBUG, is_searched, method == "fullmatch")
    steps = _reached([(machine.start, None)], lambda step: _following(machine, step))
    ring = _rings(steps)
    loops = [step for step in steps if step in ring]
    for p, q in product(loops, repeat=2):
        if p != q and p[1] == q[1] and (word := _leads(machine, ring, p, q)):
            return word
    return next((word for step in loops if (word := _twice(machine, ring, step))), "")


def _following(machine: Automaton, step: Step) -> Iterator[Step]:
    for char in machine.chars:
        for place in machine.after(step, char):
            yield place, char


def _reached(first: Iterable[Any], following: Callable[[Any], Iterable[Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    waiting = list(first)
    while waiting:
        step = waiting.pop()
        if step not in found:
            found[step] = list(following(step))
            waiting += found[step]
    return found


def _rings(graph: Graph) -> dict[Any, int]:
    """Return the steps that can be come back to, each with the number of its ring (Tarjan)."""
    index: dict[Any, int] = {}
    low: dict[Any, int] = {}
    stack: list[Any] = []
    ring: dict[Any, int] = {}
    for root in graph:
        work = [(root, iter(graph[root]))] if root not in index else []
        if work:
            index[root] = low[root] = len(index)
            stack.append(root)
        while work:
            step, waiting = work[-1]
            for to in waiting:
                if to not in index:
                    index[to] = low[to] = len(index)
                    stack.append(to)
                    work.append((to, iter(graph[to])))
                    break
                if to in low:
                    low[step] = min(low[step], low[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[step])
                if low[step] == index[step]:
                    members = stack[stack.index(step) :]
                    del stack[-len(members) :]
                    for each in members:
                        low[each] = len(index) + len(graph) * 2  # closed: no longer on the stack
                    if len(members) > 1 or step in graph[step]:
                        ring |= dict.fromkeys(members, index[step])
    return ring


def _leads(machine: Automaton, ring: Mapping[Step, int], p: Step, q: Step) -> str:
    """Return a word by which p comes back, q comes back, and p leads to q."""
    words: dict[tuple[int, int, int, Char], str] = {(p[0], p[0], q[0], p[1]): ""}
    waiting = list(words)
    while waiting:
        here = waiting.pop(0)
        a, b, c, before = here
        for char in machine.chars:
            backs = [x for x in machine.after((a, before), char) if ring.get((x, char)) == ring[p]]
            others = [x for x in machine.after((c, before), char) if ring.get((x, char)) == ring[q]]
            if backs and others:
                for to in product(backs, machine.after((b, before), char), others):
                    step = (*to, char)
                    if step == (p[0], q[0], q[0], p[1]):
                        return words[here] + char
                    if step not in words:
                        words[step] = words[here] + char
                        waiting.append(step)
    return ""


def _twice(machine: Automaton, ring: Mapping[Step, int], p: Step) -> str:
    """Return the character by which two ways part that both come back to p."""

    def following(pair: tuple[int, int, Char]) -> Iterator[tuple[int, int, Char]]:
        a, b, before = pair
        for char in machine.chars:
            for x, y in product(machine.after((a, before), char), machine.after((b, before), char)):
                if ring.get((x, char)) == ring.get((y, char)) == ring[p]:
                    yield x, y, char

    pairs = _reached([(p[0], p[0], p[1])], following)
    found = _rings(pairs)
    mine = found.get((p[0], p[0], p[1]))
    parted = (pair for pair in pairs if pair[0] != pair[1] and found.get(pair) == mine is not None)
    return next((str(pair[2]) for pair in parted), "")

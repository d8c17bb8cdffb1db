"""Links the rows of a plan to what a review says: by reference, and by the report's paragraphs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from db.plan.importing import PlanEntry
from db.plan.known import ACTION, ANSWERED, Said
from jobs.plan.columns import FINDING
from jobs.plan.problems import PlanNote, Why
from jobs.plan.reading_context import ReadingRun


def linked(run: ReadingRun) -> list[PlanEntry]:
    """Return the entries with their links as they are written here, to what there is."""
    links = _Links.of(run)
    found = [links.of_entry(entry) for entry in run.entries]
    if links.missing:
        run.notes.append(PlanNote("no_paragraph", {"paragraphs": list(links.missing)}))
    return found


@dataclass
class _Links:
    """What may be linked: the kinds of references, how they are written, and the paragraphs."""

    run: ReadingRun
    proper: Mapping[str, str]
    kinds: Mapping[str, str]
    paragraphs: Mapping[str, list[Said]]
    missing: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, run: ReadingRun) -> "_Links":
        proper, kinds = dict(run.known.proper), {}
        for ref, name in run.known.proper.items():
            kinds[ref] = run.known.kinds[name]
        paragraphs: dict[str, list[Said]] = {}
        for said in (*run.known.said, *_said(run)):
            paragraphs.setdefault(said.paragraph.lower(), []).append(said)
        for entry in run.entries:
            proper[entry.reference.lower()] = entry.reference
            kinds[entry.reference.lower()] = entry.kind
        return cls(run, proper, kinds, paragraphs)

    def of_entry(self, entry: PlanEntry) -> PlanEntry:
        kept = [*self._by_reference(entry), *self._by_paragraph(entry)]
        return replace(entry, links=tuple(dict.fromkeys(kept)))

    def _by_reference(self, entry: PlanEntry) -> Iterator[str]:
        for name in entry.links:
            kind = self.kinds.get(name.lower())
            if name.isdigit() and entry.links_of and kind not in _kinds(entry):
                kind = None  # a number of another sheet than the heading names
            named = self._numbered(entry, name) if kind is None else []
            if len(named) == 1:
                yield named[0]
            elif kind is None and name.isdigit():
                self.missing[name] = None
            elif kind is None and name.lower() not in self.run.met:
                self.run.entry_wrong(entry, Why("no_reference", "links", {"text": name}))
            elif kind == ACTION == entry.kind:
                self.run.entry_wrong(entry, Why("action_to_action", "links", {"text": name}))
            elif kind is not None and name.lower() != entry.reference.lower():
                yield self.proper[name.lower()]

    def _numbered(self, entry: PlanEntry, name: str) -> list[str]:
        """Return what goes by a plain number on the sheet that the column's heading names."""
        wanted = _kinds(entry)
        return [
            one.reference
            for one in self.run.entries
            if one.kind in wanted and one.reference.lower().endswith(f" {name.lower()}")
        ]

    def _by_paragraph(self, entry: PlanEntry) -> Iterator[str]:
        """Yield what stands at the paragraphs that a row names, in the report that it is from."""
        for name in (*entry.about, *filter(None, [entry.paragraph])):
            kind = self.kinds.get(name.lower())
            found = {one.reference: one.source for one in self.paragraphs.get(name.lower(), ())}
            sources = set(found.values())
            if kind is not None and kind != ACTION:
                yield self.proper[name.lower()]
            elif len(sources) > 1:
                source = self.run.wishes.source
                yield from (ref for ref, other in found.items() if source and other == source)
                if source not in sources:
                    self.missing[name] = None
            elif found:
                yield from found
            elif name in entry.about:
                self.missing[name] = None


def _kinds(entry: PlanEntry) -> tuple[str, ...]:
    """Return of which kinds the things are that the heading over a row's links names."""
    return {FINDING: ("strength", "area")}.get(entry.links_of, (entry.links_of,))


def _said(run: ReadingRun) -> Iterator[Said]:
    for entry in run.entries:
        paragraph = str(entry.values.get("paragraph", ""))
        if entry.kind in ANSWERED and paragraph:
            source = str(entry.values.get("source", "")) or run.wishes.source
            yield Said(entry.reference, paragraph, source)

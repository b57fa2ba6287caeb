"""Which documents document the same operation in the same way, and which are variants of it.

Parts of one document, copies of one OpenAPI file, and pages beside the only full description are one documentation.
Everything else that has the operation's key is a variant, unless it states the very same contract.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.assemble.merging import contract_of
from driftwatch.assemble.naming import short_name, variant_names
from driftwatch.model.facts import AnyFact, Operation, Response
from driftwatch.model.snapshot import Entry
from driftwatch.model.tree import reached, referring
from driftwatch.platforms.platform import FORMS, Documentation, Form

WHOLE: Final[frozenset[Form]] = frozenset({"openapi", "fence", "embedded"})
"""Forms that describe an operation in full."""


class Part(Struct, frozen=True, kw_only=True):
    """One documentation with what it is known by.

    `source` names the OpenAPI file behind it, "" when there is none; `operations` are its entries of operations by key.
    """

    path: str
    documentation: Documentation
    operations: Mapping[str, Entry]
    source: str = ""

    @property
    def form(self) -> Form:
        """How it is written."""
        return self.documentation.form

    @property
    def page(self) -> str:
        """Place of the page, where one document holds several."""
        return self.documentation.part or self.path

    @property
    def is_whole(self) -> bool:
        """Whether it describes operations in full."""
        return self.form in WHOLE


class Variant(Struct, frozen=True, kw_only=True):
    """One documentation of an operation: its parts, the most trusted first; `name` is "" when there is no other."""

    key: str
    name: str
    parts: tuple[Part, ...]


def parts_of(stated: Iterable[tuple[str, Documentation]]) -> tuple[Part, ...]:
    """Order documentations by trust, with the OpenAPI file that each comes from; any order of arrival is the same."""
    stated = [(place, documentation) for place, documentation in stated if documentation.entries]
    told = {place for place, documentation in stated if documentation.form in WHOLE}
    # the HTML of a page whose Markdown was read is a rendering of the same, and says less of it
    known = [item for item in stated if item[1].form != "html" or item[0] not in told]
    files = {place for place, documentation in known if documentation.form == "openapi"}
    parts = [
        Part(
            path=place,
            documentation=documentation,
            operations={entry.owner.name: entry for entry in documentation.entries if entry.owner.kind == "operation"},
            source=_source(place, documentation, files),
        )
        for place, documentation in known
    ]
    return tuple(sorted(parts, key=_trust))


def variants_of(key: str, parts: Sequence[Part]) -> tuple[Variant, ...]:
    """Group the parts that state an operation into its variants, sorted by trust; a mere mention is none of them."""
    parts = _without_mentions(tuple(parts), key)
    groups = _Groups(parts, key)
    groups.join_what_belongs_together()
    groups.join_pages_to_the_only_description()
    groups.join_equal_contracts()
    found = [tuple(part for part in parts if groups.head(part) is head) for head in groups.heads()]
    names = variant_names([members[0].page for members in found]) if len(found) > 1 else ("",)
    return tuple(
        Variant(key=key, name=name, parts=members) for name, members in zip(names, found, strict=True) if members
    )


class _Groups:
    """A union-find over the parts that state one operation."""

    def __init__(self, parts: Sequence[Part], key: str) -> None:
        self.parts = parts
        self.key = key
        self.rank = {id(part): number for number, part in enumerate(parts)}
        self.parent: dict[int, Part] = {id(part): part for part in parts}

    def head(self, part: Part) -> Part:
        while self.parent[id(part)] is not part:
            part = self.parent[id(part)]
        return part

    def heads(self) -> list[Part]:
        return [part for part in self.parts if self.head(part) is part]

    def join(self, one: Part, two: Part) -> None:
        first, second = sorted((self.head(one), self.head(two)), key=lambda part: self.rank[id(part)])
        self.parent[id(second)] = first

    def join_what_belongs_together(self) -> None:
        """Join parts of one page, copies of one file, and what an earlier capture knew as one.

        A page that names no file is taken for a copy of the only one that has the operation, or of its namesake.
        """
        for number, one in enumerate(self.parts):
            for two in self.parts[:number]:
                if one.page == two.page or (one.source and one.source == two.source) or _are_linked(one, two):
                    self.join(one, two)
        named = [head for head in self.heads() if head.source]
        for part in self.parts:
            if part.is_whole and not part.source and not part.documentation.also:
                alike = [head for head in named if short_name(head.page) == short_name(part.page)]
                home = named if len(named) == 1 else alike
                if len(home) == 1 and home[0].form == "openapi":
                    self.join(part, home[0])

    def join_pages_to_the_only_description(self) -> None:
        """Join components and tables to the full description of the operation, when there is one to join."""
        whole = [head for head in self.heads() if head.is_whole]
        for part in self.parts:
            if part.is_whole or self.head(part) is not part:
                continue
            named = [head for head in whole if short_name(head.page) == short_name(part.page)]
            home = whole if len(whole) == 1 else named
            if len(home) == 1:
                self.join(part, home[0])

    def join_equal_contracts(self) -> None:
        heads = self.heads()
        if len(heads) == 1:
            return
        known: dict[str, Part] = {}
        for head in heads:
            known.setdefault(contract_with_schemas(head, self.key), head)
        for head in heads:
            self.join(head, known[contract_with_schemas(head, self.key)])


def contract_with_schemas(part: Part, key: str) -> str:
    """Write what a part states of an operation, with the schemas that it reaches and its servers."""
    entries = {entry.owner.name: entry for entry in part.documentation.entries if entry.owner.kind == "schema"}
    facts = part.operations[key].facts
    names = reached(_refs(facts), lambda name: _refs(entries[name].facts) if name in entries else None)
    api = [fact for entry in part.documentation.entries if entry.owner.kind == "api" for fact in entry.facts]
    servers = sorted(fact.at for fact in api if fact.at.startswith("server"))
    return "\n".join([*servers, contract_of(facts), *(name + contract_of(entries[name].facts) for name in names)])


def _without_mentions(parts: tuple[Part, ...], key: str) -> tuple[Part, ...]:
    """Leave out parts that only name the operation, when another one documents it."""
    telling = tuple(part for part in parts if part.is_whole or _tells_more(part.operations[key].passing))
    return telling or parts[:1]


def _tells_more(facts: Iterable[AnyFact]) -> bool:
    """Tell whether more is told of an operation than that there is one; where a sample shows it, than its answer."""
    facts = tuple(facts)
    is_shown = any(isinstance(fact, Operation) and fact.stated_by == "example" for fact in facts)
    said = (Operation, Response) if is_shown else (Operation,)
    return any(not isinstance(fact, said) for fact in facts)


def _is_of_overview(entry: Entry) -> bool:
    return all(isinstance(fact, Operation) and fact.stated_by == "table" for fact in entry.passing)


def _are_linked(one: Part, two: Part) -> bool:
    return two.path in one.documentation.also or one.path in two.documentation.also


def _refs(facts: Iterable[AnyFact]) -> set[str]:
    return {field.ref for field in referring(facts)}


def _source(place: str, documentation: Documentation, files: set[str]) -> str:
    """Name the OpenAPI file behind a documentation: a fence may name it without its folder."""
    if documentation.form == "openapi":
        return place
    spec = documentation.spec
    if not spec or spec in files:
        return spec
    alike = [name for name in files if name.endswith("/" + spec)]
    return alike[0] if len(alike) == 1 else spec


def _trust(part: Part) -> tuple[int, str, str, str]:
    content = "".join(entry.digest for entry in part.documentation.entries)
    return FORMS.index(part.form), part.path, part.page, content


def operations_by_key(parts: Sequence[Part]) -> Mapping[str, tuple[Part, ...]]:
    """Return the parts that state each operation, by its key, sorted.

    Where a site describes operations in full, an overview only points to them: what it alone lists is no operation.
    """
    found: dict[str, list[Part]] = {}
    described = any(part.is_whole and part.operations for part in parts)
    for part in parts:
        for key, entry in part.operations.items():
            if not (described and _is_of_overview(entry)):
                found.setdefault(key, []).append(part)
    return {key: tuple(found[key]) for key in sorted(found)}

"""The one form in which two versions of a fact are held against each other: what each of its attributes means.

What means the same is asked where the comparison knows it: URLs, encodings of parts, requirements as they take effect,
notices in other words. Which facts belong together is asked there as well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, TypeAlias, TypeVar

from msgspec import UNSET, Struct

from driftwatch.compare.documents import lone_error_rules, plain
from driftwatch.compare.inherited import by_meaning
from driftwatch.compare.loose_roots import is_first_or_last
from driftwatch.compare.match.digests import keywords_of
from driftwatch.compare.notices import mean_the_same, paired_notices
from driftwatch.compare.operations.encodings import parts_untold, says_only_bytes
from driftwatch.compare.operations.operation import STABILITY, Effective
from driftwatch.compare.operations.parameters import ALWAYS_EXPLODED, are_both_plain, is_scalar
from driftwatch.compare.operations.security import Requirements, but_superfluous, in_full, meaning_of, with_names
from driftwatch.compare.schemas.bounds import same_but_rounded
from driftwatch.compare.schemas.references import by_file
from driftwatch.compare.schemas.sides import Sides
from driftwatch.compare.trees import SchemaSide, differing, same_field
from driftwatch.model.address import escape, join, path_parameters
from driftwatch.model.facts import (
    AnyFact,
    Api,
    Contradiction,
    ErrorRule,
    Field,
    Link,
    MediaType,
    Notice,
    Operation,
    Parameter,
    SecurityScheme,
    Server,
    Unresolved,
    Values,
    content_of,
)
from driftwatch.model.formats import ALIASES
from driftwatch.model.json_values import canonical, same_json
from driftwatch.model.paths import above_or_at, split
from driftwatch.model.snapshot import Entry
from driftwatch.model.tree import NAMED_ROOT, usage_of

F = TypeVar("F", bound=AnyFact)
Facts: TypeAlias = Mapping[str, AnyFact]
_Meaning: TypeAlias = Mapping[str, Any]
Both: TypeAlias = tuple[AnyFact | None, AnyFact | None]
"""Two versions of a fact; None where a side has none."""

_IN_PATH: Final = join("parameter", "path", "")
"""How addresses begin of what goes into a path: it comes and goes with its place there."""
WAIVERS: Final[Mapping[tuple[str, str], str]] = {
    ("operation", "summary"): "A title for people; the words of pages are watched as text.",
    ("operation", "path"): "A last slash and names of parameters are no part of the identity, and are told.",
    ("operation", "parent"): "The address of a callback says to what it belongs.",
    ("api", "title"): "A title for people.",
    ("api", "version"): "A higher number is no difference by itself; a lower one is told.",
    ("api", "openapi"): "The version of the format: what it changes is compared as facts.",
    ("api", "tags"): "The list for people; the tags of each operation are told.",
    ("field", "title"): "A title for people.",
    ("unresolved", "reference"): "What leads nowhere says nothing, whatever it is called.",
    ("unresolved", "known"): "What was known of it is compared itself.",
}
"""Kind of fact and attribute -> why a difference there is none."""


_VALUES: Final = frozenset({"const", "default"})
"""Attributes of which null is a value, and not that nothing is stated."""
_JSON: Final = (Contradiction, Link, MediaType, Operation, SecurityScheme, Server)
"""Kinds of fact, besides fields, that hold values from outside."""


class Holder(Struct, frozen=True, kw_only=True, dict=True):
    """Two versions of an owner, and what surrounds them."""

    old: Entry
    new: Entry
    sides: Sides
    schemas: tuple[SchemaSide, SchemaSide]
    effective: Effective = Effective()
    """What its API demands and where it is, for what an operation does not state itself."""
    aligned: Mapping[str, str] = {}
    """Addresses of schemas in the old version -> those in the new one that they are held against."""
    overridden: Callable[[], frozenset[str]] = frozenset
    """Returns which of `servers` and `security` an API says for none of its operations, since each says it itself."""

    def pairs(self) -> Iterator[tuple[str, Both]]:
        """Yield the facts that belong together, with their address in the new version."""
        olds, news = map(_by_kind, _but_equal(*self._apart()))
        for kind in sorted(olds.keys() | news.keys(), key=str):
            before, after = olds.get(kind, {}), news.get(kind, {})
            for pair in _PAIRING.get(kind, Holder._by_address)(self, before, after):
                known = pair[1] or pair[0]
                assert known is not None  # noqa: S101 - one side is there by construction
                yield (known.at if pair[1] is not None else self.now(known.at)), pair

    def _apart(self) -> tuple[Iterable[AnyFact], Iterable[AnyFact]]:
        """Return the facts of both sides; of two named schemas without the fields that comparing them saw as equal."""
        trees = [side.trees for side in self.schemas]
        if self.new.owner.kind != "schema" or not all(each.keys() == {NAMED_ROOT} for each in trees):
            return self.old.facts, self.new.facts
        one, other = (each[NAMED_ROOT] for each in trees)
        apart = differing(one, other)
        olds, news = (
            [fact for fact in entry.facts if not isinstance(fact, Field)]
            + [field for path, field in tree.fields.items() if path in apart]
            for entry, tree in ((self.old, one), (self.new, other))
        )
        return olds, news

    def differing(self, old: AnyFact, new: AnyFact) -> Iterator[str]:
        """Yield the attributes in which two versions of a fact differ."""
        before, after = self._meanings(old, new)
        kind = str(new.__struct_config__.tag)
        for attribute in sorted(before.keys() | after.keys()):
            alike = attribute not in _VALUES or (attribute in before) is (attribute in after)
            if (kind, attribute) in WAIVERS or (alike and _is_the_same(before.get(attribute), after.get(attribute))):
                continue
            if kind != "api" or attribute not in self.overridden():
                yield attribute

    def _meanings(self, old: AnyFact, new: AnyFact) -> tuple[_Meaning, _Meaning]:
        """Return what two versions of a fact mean, with what surrounds them."""
        before, after = meaning_of_fact(old), meaning_of_fact(new)
        if isinstance(old, Operation) and isinstance(new, Operation):
            before, after = ({**side, **self._effective(old, new, at)} for at, side in enumerate((before, after)))
        elif isinstance(old, Api) and isinstance(new, Api):
            renamed = with_names(old.security, self.effective.renamed, new.security)
            before, after = {**before, "security": _demanded(renamed)}, {**after, "security": _demanded(new.security)}
        elif isinstance(old, SecurityScheme) and isinstance(new, SecurityScheme):
            before, after = map(meaning_of, in_full(old, new, self.effective.servers))
        elif isinstance(old, MediaType) and isinstance(new, MediaType):
            media = self._media(old, new)
            before, after = {**before, **media[0]}, {**after, **media[1]}
        elif isinstance(old, Parameter) and isinstance(new, Parameter) and self._is_scalar(old, new):
            unsaid = ("explode", "style", "media_type") if are_both_plain(old, new) else ("explode",)
            before, after = ({**side, **dict.fromkeys(unsaid, UNSET)} for side in (before, after))
        elif isinstance(old, Field) and isinstance(new, Field) and self.travels_as_text(new.at):
            before, after = _in_text(before), _in_text(after)
        return before, after

    def _media(self, old: MediaType, new: MediaType) -> tuple[_Meaning, _Meaning]:
        """Return what two versions of a media type say of its schema and of the encoding of its parts."""
        roots = [side.root(fact.at) for side, fact in zip(self.schemas, (old, new), strict=True)]
        bytes_alone = None in roots and says_only_bytes(new.name, roots[1] or roots[0])
        stated = [{escape(name): how for name, how in fact.encoding.items()} for fact in (old, new)]
        untold = parts_untold(new.name, (stated[0], stated[1]), (roots[0], roots[1]))
        before, after = (
            {
                "encoding": {key: how for key, how in fact.encoding.items() if escape(key) not in untold},
                **({"has_schema": UNSET} if bytes_alone else {}),
            }
            for fact in (old, new)
        )
        return before, after

    def says_something(self, fact: AnyFact) -> bool:
        """Tell whether a fact that only one side has says anything that counts."""
        if isinstance(fact, Unresolved) and fact.known:
            return id(fact) in self._unresolved_now  # what can be read again is compared itself
        if isinstance(fact, Field) and self._says_only_bytes(fact):
            return False
        if fact.at.startswith(_IN_PATH) and (self._has_another_path or self._is_of_path(fact)):
            return False
        if not isinstance(fact, Api):
            return not is_first_or_last(fact, (self.old, self.new))
        kind = str(fact.__struct_config__.tag)
        return any((kind, attribute) not in WAIVERS for attribute in meaning_of_fact(fact))

    def _is_of_path(self, fact: AnyFact) -> bool:
        """Tell whether nothing tells of a parameter but the path, which is compared itself."""
        return isinstance(fact, Parameter) and fact.is_of_path_alone(
            lambda at: any(side.has_root(at) for side in self.schemas)
        )

    @property
    def _has_another_path(self) -> bool:
        """Whether the path has more or fewer parameters by now: they came or went with their place in it."""
        olds, news = (
            () if entry.operation is None else path_parameters(entry.operation.path) for entry in (self.old, self.new)
        )
        return len(olds) != len(news)

    def _says_only_bytes(self, fact: Field) -> bool:
        body = split(fact.at)[0]
        if all(side.has_root(body) for side in self.schemas):
            return False
        roots = [side.root(body) for side in self.schemas]
        return None in roots and says_only_bytes(split(body)[1], roots[0] or roots[1])

    def now(self, at: str) -> str:
        """Return the address that an old fact has in the new version, had it stayed what it is."""
        for above in above_or_at(at) if self.aligned else ():
            if above in self.aligned:
                return self.aligned[above] + at[len(above) :]
        return at

    def _gone(self, fact: AnyFact) -> bool:
        return not self.sides.unseen(self.old, fact)

    def _by_address(self, olds: Facts, news: Facts) -> Iterator[Both]:
        moved = {self.now(at): fact for at, fact in olds.items()} if self.aligned else olds
        for at in sorted(moved.keys() | news.keys()):
            one, other = moved.get(at), news.get(at)
            if other is not None or (one is not None and self._gone(one)):
                yield one, other

    def _servers(self, olds: Facts, news: Facts) -> Iterator[Both]:
        before, after = by_meaning(*(_of(side, Server).values() for side in (olds, news)))
        for pair in self._by_address(before, after):
            if None not in pair or "servers" not in self.overridden():
                yield pair

    def _unresolved(self, olds: Facts, news: Facts) -> Iterator[Both]:
        before, after = _of(olds, Unresolved), _of(news, Unresolved)
        yield from self._by_address(by_file(before, after), by_file(after, before))

    def _error_rules(self, olds: Facts, news: Facts) -> Iterator[Both]:
        before, after = _of(olds, ErrorRule), _of(news, ErrorRule)
        removed, added = lone_error_rules(before, after)
        yield from ((before[at], after[at]) for at in sorted(before.keys() & after.keys()))
        yield from ((rule, None) for rule in removed if self._gone(rule))
        yield from ((None, rule) for rule in added)

    def _notices(self, olds: Facts, news: Facts) -> Iterator[Both]:
        same, removed, added = paired_notices(_of(olds, Notice), _of(news, Notice), gone=self._gone)
        yield from ((one, other) for one, other in same if not mean_the_same(one, other))
        yield from ((one, None) for one in removed)
        yield from ((None, other) for other in added)

    def _is_scalar(self, old: Parameter, new: Parameter) -> bool:
        roots = (side.root(fact.at) for side, fact in zip(self.schemas, (old, new), strict=True))
        return any(map(is_scalar, roots))

    def travels_as_text(self, at: str) -> bool:
        """Tell whether null cannot be sent at an address: in a parameter or header that is no text of JSON."""
        above = split(at)[0]
        if usage_of(at, inbound=False) not in {"parameter", "header"}:
            return False
        return above not in self._parameters_of_json

    @cached_property
    def _parameters_of_json(self) -> frozenset[str]:
        return frozenset(one.at for one in self.new.facts if isinstance(one, Parameter) and one.media_type)

    @cached_property
    def _unresolved_now(self) -> frozenset[int]:
        return frozenset(id(one) for one in self.new.facts if isinstance(one, Unresolved))

    def _effective(self, old: Operation, new: Operation, side: int) -> Mapping[str, Any]:
        """Return where a call is and what a caller must prove; what both leave to the API is told there."""
        known = self.effective
        if new.event:
            return {"servers": (), "server_variables": {}, "security": ()}
        servers = known.addresses_of(old, new)[side].values() if old.servers or new.servers else ()
        return {
            "servers": sorted(set(servers)),
            "server_variables": known.variables_of(old, new)[side],
            "security": _demanded(known.security_of(old, new)[side]),
        }


_PAIRING: Final[Mapping[type, Any]] = {
    Server: Holder._servers,  # noqa: SLF001 - its own methods, by the kind of fact
    ErrorRule: Holder._error_rules,  # noqa: SLF001
    Notice: Holder._notices,  # noqa: SLF001
    Unresolved: Holder._unresolved,  # noqa: SLF001
}


def _but_equal(olds: Iterable[AnyFact], news: Iterable[AnyFact]) -> tuple[Iterable[AnyFact], list[AnyFact]]:
    """Leave out the facts of both sides that say the same at the same address: most do."""
    # What two versions of a document say alike is read once, and is the same object: that needs no further look.
    olds, news = tuple(olds), tuple(news)
    before, after = {*map(id, olds)}, {*map(id, news)}
    left = {(type(fact), fact.at): fact for fact in olds if id(fact) not in after}
    come: list[AnyFact] = []
    for fact in [fact for fact in news if id(fact) not in before]:
        key = type(fact), fact.at
        if _say_the_same(left.get(key), fact):
            del left[key]
        else:
            come.append(fact)
    return left.values(), come


def _say_the_same(old: AnyFact | None, new: AnyFact) -> bool:
    if old is new:
        return True  # what two versions of a document say alike is read once
    if isinstance(new, Field):
        return isinstance(old, Field | None) and same_field(old, new)
    # Python calls True and 1 equal; what may hold such values is compared by its text.
    return old == new and (not isinstance(new, _JSON) or same_json(content_of(old), content_of(new)))


def _by_kind(facts: Iterable[AnyFact]) -> dict[type, dict[str, AnyFact]]:
    found: dict[type, dict[str, AnyFact]] = {}
    for fact in facts:
        found.setdefault(type(fact), {})[fact.at] = fact
    return found


def _of(facts: Facts, kind: type[F]) -> dict[str, F]:
    return {at: fact for at, fact in facts.items() if isinstance(fact, kind)}


def meaning_of_fact(fact: AnyFact) -> _Meaning:
    """Return what a fact states by attribute, each in the one form of all that mean the same."""
    stated: _Meaning = _MEANINGS.get(type(fact), content_of)(fact)
    if "sunset" in stated and isinstance(fact, Field | Operation | Parameter) and not fact.deprecated:
        # A date of sunset announces nothing of what is not deprecated.
        stated = {name: said for name, said in stated.items() if name != "sunset"}
    if stated.get("stability") == STABILITY[-1]:
        # What says nothing of it is stable.
        stated = {name: said for name, said in stated.items() if name != "stability"}
    return stated


def _field(fact: Field) -> _Meaning:
    return {**_unaliased(keywords_of(fact)), "required": fact.required}


def _parameter(fact: Parameter) -> _Meaning:
    of_query = fact.within == "query"
    meant = {name: said for name, said in content_of(fact).items() if of_query or not name.startswith("allow_")}
    if fact.style in ALWAYS_EXPLODED:
        meant.pop("explode", None)
    return {**meant, "name": fact.name.lower()} if fact.within == "header" else meant


def _error_rule(fact: ErrorRule) -> _Meaning:
    return {**content_of(fact), "meaning": plain(fact.meaning), "action": plain(fact.action)}


_MEANINGS: Final[Mapping[type, Callable[[Any], _Meaning]]] = {
    Contradiction: lambda fact: {"statements": sorted(fact.meaning)},
    ErrorRule: _error_rule,
    Field: _field,
    Parameter: _parameter,
    SecurityScheme: meaning_of,
    Server: lambda fact: {"variables": fact.variables, "environment": fact.environment},
    Values: lambda fact: {"values": sorted(set(fact.values))},
}
"""Kinds of fact that say more than they mean."""


def _in_text(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a field says of values that travel as text: null reads as the text that names it."""
    kept = dict(stated)
    if "enum" in kept:
        kept["enum"] = sorted({canonical("null" if value is None else value) for value in kept["enum"]})
    return kept


def _is_the_same(before: Any, after: Any) -> bool:
    if isinstance(before, float | int) and isinstance(after, float | int):
        return same_json(before, after) or same_but_rounded(before, after)
    return same_json(before, after)


def _demanded(requirements: Requirements) -> list[Any]:
    return sorted(sorted([one.scheme, sorted(one.scopes)] for one in each) for each in but_superfluous(requirements))


def _unaliased(stated: dict[str, Any]) -> dict[str, Any]:
    """Write a format that is another keyword by now as that keyword."""
    keyword, value = ALIASES.get(stated.get("format", ""), ("", ""))
    if not keyword or keyword in stated:
        return stated
    return {name: said for name, said in stated.items() if name != "format"} | {keyword: value}

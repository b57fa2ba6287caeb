"""What is the same thing as yesterday: owners paired by key, then by content; the rest is added or removed.

Pairing by content costs at most one look at each owner that found no partner by key, plus comparisons inside small
groups of the same key or name.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

from msgspec import Struct, json, structs, to_builtins

from driftwatch.compare.inherited import reached_alike, urls_of
from driftwatch.compare.match.deeds import may_do_the_same
from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.match.moves import Moves, OwnLines, moved_documents
from driftwatch.compare.match.prefixes import PathShift, path_shift
from driftwatch.compare.match.rewritten_paths import Sides, is_call, rewritten
from driftwatch.compare.match.standing_steps import written_out
from driftwatch.model import address, paths
from driftwatch.model.facts import AnyFact, Fact, Field, Operation, Parameter
from driftwatch.model.respelling import letters_of_path, singular, words_of
from driftwatch.model.snapshot import Entry, Owner, OwnerKind, Snapshot
from driftwatch.patterns import lazy_regex

Paired = tuple[Entry, Entry]

_SAME_VARIANT: Final = 0.5
"""Share of common addresses from which two documentations of an operation are the same one, at another place."""
_SAME_PAGE: Final = 0.5
_SAME_CALL: Final = 0.6
_SAME_PATH: Final = 0.5
"""Share of common words from which two paths under one heading of a page are one call."""
_ENOUGH: Final = 3
"""Facts that an operation must have besides itself before equal content proves anything."""
_BRANCHES: Final = frozenset(("oneOf", "anyOf", "allOf"))
_GROUP: Final = 60
"""Largest group in which every owner is held against every other."""

_FORM: Final = lazy_regex(r"\.(?:json|xml|ya?ml)$", re.IGNORECASE)
"""How a path ends that says in which form the answer comes."""
_COLON: Final = lazy_regex(r"(?<=/):[A-Za-z_]\w*(?=/|$)")
"""A parameter as the routes of many frameworks write it."""
_QUERY: Final = lazy_regex(r"\?[^?&={}/]+=\{\}(?:&[^?&={}/]+=\{\})*$")
"""Parameters of a query behind a path. What is written with a value, `?deep=1`, tells a call from others."""
_QUERY_NAMES: Final = lazy_regex(r"[?&]([^=]+)=")
_encode: Final = json.Encoder(order="sorted").encode


class Matches(Struct, frozen=True, kw_only=True):
    """How the owners of one kind on both sides belong together."""

    pairs: tuple[Paired, ...] = ()
    """The same owner on both sides, or one whose place or name changed."""
    moved: tuple[Paired, ...] = ()
    """Operations with another method or path, schemas with another name."""
    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()


def same_owners(old: Snapshot, new: Snapshot, kind: OwnerKind) -> tuple[Matches, list[Entry], list[Entry]]:
    """Pair what has the same owner on both sides, and nothing else; with what is left over of each side."""
    pairs, olds, news = _by_owner(old, new, kind)
    return Matches(pairs=tuple(pairs)), olds, news


def match_operations(old: Snapshot, new: Snapshot) -> Matches:
    """Pair operations by key and variant, then variants of a key by content, then keys by content.

    A path that gained what the base URLs lost, or the other way round, is the same path; so is one whose parameters are
    written in the other of two ways.
    """
    pairs, olds, news = _by_owner(old, new, "operation")
    shift = path_shift(old, new)
    if shift is not None:
        shifted = _shifted(olds, news, shift)
        pairs += shifted
        olds, news = _left(olds, news, shifted)
    spelled = _spelled_otherwise(olds, news)
    pairs += spelled
    olds, news = _left(olds, news, spelled)
    written = _same_by(olds, news, _call, least=0.0)
    olds, news = _left(olds, news, written)
    close = written + _in_groups(olds, news, lambda entry: entry.owner.name, least=_SAME_VARIANT)
    single = _left(olds, news, close)
    last = _in_groups(*single, lambda entry: entry.owner.name, least=0.0, alone=True)
    olds, news = _left(*single, last)
    moved = _moved(olds, news, old, new) if olds and news else []
    removed, added = _left(olds, news, moved)
    return Matches(pairs=tuple(pairs + close + last), moved=tuple(moved), added=tuple(added), removed=tuple(removed))


def match_pages(old: Snapshot, new: Snapshot) -> Matches:
    """Pair pages by place, then by digest, then where the document moved, then by what they state: see OwnLines."""
    pairs, olds, news = _by_owner(old, new, "page")
    lines = OwnLines(old, new, *([entry.owner.name for entry in side] for side in (olds, news)))
    same = lines.of_one_page(_by_digest(olds, news))
    olds, news = _left(olds, news, same)
    moved = _with_documents(olds, news, moved_documents(old, new)) if olds and news else []
    olds, news = _left(olds, news, moved)
    alike = lines.of_one_page(_in_groups(olds, news, lambda _: "", least=_SAME_PAGE))
    removed, added = _left(olds, news, alike)
    return Matches(pairs=tuple(pairs + same + moved + alike), added=tuple(added), removed=tuple(removed))


def match_apis(old: Snapshot, new: Snapshot) -> Matches:
    """Pair the APIs of a source by name, then by what they state; the last two left over belong together.

    A name says which of them has most operations, or where one is reached: it may pass to another one. Two of one name
    that are reached nowhere alike are one only where neither is reached like another one.
    """
    pairs, olds, news = _by_owner(old, new, "api")
    apart = [pair for pair in pairs if (olds or news) and set(urls_of(pair[0])).isdisjoint(urls_of(pair[1]))]
    ones, others = [*olds, *(one for one, _ in apart)], [*news, *(other for _, other in apart)]
    known = reached_alike(ones, others)
    parted = {one.owner for one, _ in apart}
    pairs = [pair for pair in pairs if pair[0].owner not in parted] + known
    olds, news = _left(ones, others, known)
    before, after = ({entry.owner for entry in side} for side in (olds, news))
    named = [pair for pair in apart if pair[0].owner in before and pair[1].owner in after]
    olds, news = _left(olds, news, named)
    alike = _in_groups(olds, news, lambda _: "", least=_SAME_PAGE)
    rest = _left(olds, news, alike)
    last = _in_groups(*rest, lambda _: "", least=0.0, alone=True)
    removed, added = _left(*rest, last)
    return Matches(pairs=tuple(pairs + named + alike + last), added=tuple(added), removed=tuple(removed))


def match_schemas(old: Snapshot, new: Snapshot) -> Matches:
    """Pair named schemas by name and scope, then by name, then renamed ones by equal content."""
    pairs, olds, news = _by_owner(old, new, "schema")
    named = _in_groups(olds, news, lambda entry: entry.owner.name, least=_SAME_VARIANT)
    rest = _left(olds, news, named)
    renamed = _by_digest(*rest)
    removed, added = _left(*rest, renamed)
    return Matches(pairs=tuple(pairs + named), moved=tuple(renamed), added=tuple(added), removed=tuple(removed))


def renamed_schemas(removed: Iterable[Entry], added: Iterable[Entry], known: Mapping[str, str]) -> list[Paired]:
    """Pair schemas of equal content that refer to renamed schemas: by name where known, by shape until they are.

    `known` maps new names to the old ones.
    """
    names = dict(known)
    olds, news = list(removed), list(added)
    found: list[Paired] = []
    while olds and news:
        gone, come = {entry.owner.name for entry in olds}, {entry.owner.name for entry in news}
        ones, others = _of_equal_size(olds, news)
        before = _grouped(ones, partial(_shape, names={}, open_=gone))
        after = _grouped(others, partial(_shape, names=names, open_=come))
        pairs = [
            (before[shape][0], after[shape][0])
            for shape in sorted(before.keys() & after.keys())
            if len(before[shape]) == len(after[shape]) == 1
        ]
        if not pairs:
            break
        found += pairs
        names |= {other.owner.name: one.owner.name for one, other in pairs}
        olds, news = _left(olds, news, pairs)
    return found


def _shape(entry: Entry, *, names: Mapping[str, str], open_: AbstractSet[str]) -> str:
    """Write what a schema states, with old names for new ones, and none for names that are not known yet."""
    rows = []
    for fact in entry.facts:
        reference = fact.ref if isinstance(fact, Field) else ""
        label = "?" if reference in open_ else names.get(reference, reference)
        bare = (
            structs.replace(fact, at="", ref="", mapping={}, default_mapping="", title="")
            if isinstance(fact, Field)
            else fact
        )
        # Labels of branches hold names, too; what the branches say stands below them.
        rows.append(_encode([_unlabelled(fact.at), label, _plain(bare)]).decode())
    return "\n".join(sorted(rows))


def _unlabelled(at: str) -> str:
    """Write an address without the labels of its branches."""
    root, path = paths.split(at)
    written = address.ROOT
    for step in paths.steps(path):
        written = address.child(written, "<>" if step.keyword in _BRANCHES else step.text)
    return address.join(root, written)


def _by_owner(old: Snapshot, new: Snapshot, kind: OwnerKind) -> tuple[list[Paired], list[Entry], list[Entry]]:
    pairs: list[Paired] = []
    left: list[Entry] = []
    for owner, entry in old.entries.items():
        if owner.kind == kind:
            twin = new.entries.get(owner)
            if twin is None:
                left.append(entry)
            else:
                pairs.append((entry, twin))
    return pairs, left, [e for owner, e in new.entries.items() if owner.kind == kind and owner not in old.entries]


def _names_of_calls(snapshot: Snapshot) -> Iterable[str]:
    return (owner.name for owner in snapshot.entries if owner.kind == "operation")


def _shifted(olds: Iterable[Entry], news: Iterable[Entry], shift: PathShift) -> list[Paired]:
    by_owner = {entry.owner: entry for entry in news}
    twins = ((entry, by_owner.get(structs.replace(entry.owner, name=shift.moved(entry.owner.name)))) for entry in olds)
    return [(entry, twin) for entry, twin in twins if twin is not None]


def _left(olds: Iterable[Entry], news: Iterable[Entry], found: Sequence[Paired]) -> tuple[list[Entry], list[Entry]]:
    taken = {one.owner for one, _ in found}
    given = {other.owner for _, other in found}
    return [one for one in olds if one.owner not in taken], [one for one in news if one.owner not in given]


def _spelled_otherwise(olds: Iterable[Entry], news: Iterable[Entry]) -> list[Paired]:
    """Pair operations of which one has a parameter of its path as `:name` or `NAME_ID` where the other has `{name}`.

    So those of which one has no first slash, or has written behind its path what the other states of its query.
    """
    found = _same_by(list(olds), list(news), _as_written_mostly, least=0.0)
    return [(one, other) for one, other in found if one.owner.name != other.owner.name and _have_one_query(one, other)]


def _have_one_query(one: Entry, other: Entry) -> bool:
    """Tell whether two calls have the same query behind their paths, or one has it and the other states it."""
    queries = [_query_names(entry) for entry in (one, other)]
    if all(queries) or not any(queries):
        return queries[0] == queries[1]
    bare = other if queries[0] else one
    stated = {fact.name for fact in bare.facts if isinstance(fact, Parameter) and fact.within == "query"}
    return stated >= {*queries[0], *queries[1]}


def _query_names(entry: Entry) -> list[str]:
    found = _QUERY.search(entry.owner.name)
    return _QUERY_NAMES.findall(found[0]) if found else []


def _as_written_mostly(entry: Entry) -> str:
    name = address.IN_CAPITALS.sub("{}", _COLON.sub("{}", entry.owner.name))
    if not is_call(entry):
        return name
    method, _, path = _QUERY.sub("", name).partition(" ")
    return f"{method} /{path.lstrip('/')}"


def _of_equal_size(olds: list[Entry], news: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the entries that state as many facts as one of the other side: of others nobody asks what they state."""
    return _agreeing(olds, news, lambda entry: len(entry.passing))


def _agreeing(
    olds: list[Entry], news: list[Entry], key: Callable[[Entry], Hashable]
) -> tuple[list[Entry], list[Entry]]:
    """Return the entries of which a key, None for none, is that of one of the other side as well."""
    if not olds or not news:
        return [], []
    before, after = ({one.owner: key(one) for one in side} for side in (olds, news))
    both = {*before.values()} & {*after.values()} - {None}
    return [one for one in olds if before[one.owner] in both], [one for one in news if after[one.owner] in both]


def _reach_of_call(entry: Entry) -> Hashable:
    """Say how many parameters a path has and what its call refers to, which takes less than its facts; None of events.

    Calls of equal content agree in both.
    """
    operation = entry.operation
    if operation is None or operation.event:
        return None
    return len(address.path_parameters(operation.path)), entry.references


def _by_digest(olds: Iterable[Entry], news: Iterable[Entry]) -> list[Paired]:
    """Pair entries of equal content that are the only ones of it on their side."""
    before, after = _grouped(olds, lambda entry: entry.digest), _grouped(news, lambda entry: entry.digest)
    return [
        (before[digest][0], after[digest][0])
        for digest in sorted(before.keys() & after.keys())
        if len(before[digest]) == len(after[digest]) == 1
    ]


def _with_documents(olds: Iterable[Entry], news: Iterable[Entry], moves: Moves) -> list[Paired]:
    by_name = {entry.owner.name: entry for entry in news}
    twins = ((entry, by_name.get(moves.get(entry.owner.name, ""))) for entry in olds)
    return [(entry, twin) for entry, twin in twins if twin is not None]


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], str]) -> Mapping[str, list[Entry]]:
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return groups


def _in_groups(
    olds: Iterable[Entry], news: Iterable[Entry], key: Callable[[Entry], str], *, least: float, alone: bool = False
) -> list[Paired]:
    """Pair what is most alike inside each group, down to `least`; with `alone` only groups of one and one."""
    before, after = _grouped(olds, key), _grouped(news, key)
    found: list[Paired] = []
    for name in sorted(before.keys() & after.keys()):
        ones, others = before[name], after[name]
        if alone and len(ones) == len(others) == 1:
            found.append((ones[0], others[0]))
        elif not alone and max(len(ones), len(others)) <= _GROUP:
            found.extend(_closest(ones, others, least=least))
    return found


def _closest(ones: list[Entry], others: list[Entry], *, least: float) -> list[Paired]:
    ranked = sorted(
        (
            (-_likeness(one, other), one.owner, other.owner, one, other)
            for one in ones
            for other in others
        ),
        key=lambda row: row[:3],
    )  # fmt: skip
    found: list[Paired] = []
    taken: set[Owner] = set()
    given: set[Owner] = set()
    for score, owner, twin, one, other in ranked:
        if -score >= least and owner not in taken and twin not in given:
            taken.add(owner)
            given.add(twin)
            found.append((one, other))
    return found


def _likeness(one: Entry, other: Entry) -> float:
    return 1.0 if one.digest == other.digest else overlap(_addresses(one.facts), _addresses(other.facts))


def _addresses(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset(fact.at for fact in facts if not isinstance(fact, Operation))


def _moved(olds: list[Entry], news: list[Entry], old: Snapshot, new: Snapshot) -> list[Paired]:
    """Pair operations that changed method or path: same id, same content, or the same path but for its version.

    First those whose path has a parameter for what was written out: that is the same call. Last those whose paths were
    rewritten alike, which the names of all calls of each side show.
    """
    found = _parametrized(olds, news)
    rest = _left(olds, news, found)
    found += _same_by(*rest, _lone_operation_id(*rest, old, new), least=_SAME_CALL)
    rest = _left(olds, news, found)
    equal = _same_by(*_of_equal_size(*_agreeing(*rest, _reach_of_call)), _content, least=0.0)
    found += (pair for pair in equal if may_do_the_same(*pair))
    rest = _left(olds, news, found)
    found += _same_by(*rest, _versionless, least=_SAME_CALL)
    found += _same_by(*_left(olds, news, found), _formless, least=0.0)
    found += _same_by(*_left(olds, news, found), _unspelled, least=0.0)
    found += _same_by(*_left(olds, news, found), _of_one_thing, least=_SAME_CALL)
    found += _under_one_heading(*_left(olds, news, found))
    names = _names_of_calls(old), _names_of_calls(new)
    return found + rewritten(Sides(*_left(olds, news, found), names), found)


def _parametrized(olds: list[Entry], news: list[Entry]) -> list[Paired]:
    """Pair operations of which a step of the path is a value that the other one documents for a parameter."""
    calls = [entry for entry in olds if is_call(entry)]
    names = written_out(news, {entry.owner.name for entry in calls}) if calls else {}
    found: dict[Owner, Paired] = {}
    for entry in calls:
        twin = names.get(entry.owner.name)
        if twin is not None:
            found.setdefault(twin.owner, (entry, twin))
    return list(found.values())


def _under_one_heading(olds: list[Entry], news: list[Entry]) -> list[Paired]:
    """Pair operations that one page documents under the same heading, each the only one of its method there.

    Their paths have to share half of their words: under `Endpoint` may stand anything.
    """
    return [
        (one, other)
        for one, other in _same_by(olds, news, _heading, least=0.0)
        if overlap(_words(one), _words(other)) >= _SAME_PATH
    ]


def _heading(entry: Entry) -> str:
    operation = entry.operation
    if operation is None or not operation.locator or not is_call(entry) or len(entry.documents) != 1:
        return ""
    return "\n".join((operation.method, *entry.documents, operation.locator))


def _words(entry: Entry) -> frozenset[str]:
    """Return the words of a path, without what stands for a value: `{id}`, `12`."""
    steps = _FORM.sub("", entry.owner.name.partition(" ")[2]).split("/")
    return frozenset(word for step in steps if "{" not in step for word in words_of(step) if not word.isdecimal())


def _formless(entry: Entry) -> str:
    """Write a call without the form that the end of its path asks for: `/things.json` is `/things`.

    A parameter that is written as in a program, `${id}`, is one.
    """
    return _FORM.sub("", entry.owner.name).replace("${}", "{}") if is_call(entry) else ""


def _unspelled(entry: Entry) -> str:
    """Write a call without what is a matter of taste: `/snapToRoad` is `/snap-to-road`."""
    return letters_of_path(_formless(entry))


def _of_one_thing(entry: Entry) -> str:
    """Write a call without how many things its words name: `/boxes/{id}` is `/box/{id}`."""
    return singular(_formless(entry))


def _same_by(olds: list[Entry], news: list[Entry], key: Callable[[Entry], str], *, least: float) -> list[Paired]:
    if not olds or not news:
        return []
    before, after = _grouped(olds, key), _grouped(news, key)
    found = []
    for name in sorted(before.keys() & after.keys() - {""}):
        ones, others = before[name], after[name]
        if len(ones) == len(others) == 1 and _likeness(ones[0], others[0]) >= least:
            found.append((ones[0], others[0]))
    return found


def _call(entry: Entry) -> str:
    """Write a call as a specification does: a slash at its end tells two apart that otherwise are one."""
    operation = entry.operation
    return operation.call if operation is not None and operation.stated_by == "schema" else ""


def _lone_operation_id(olds: list[Entry], news: list[Entry], old: Snapshot, new: Snapshot) -> Callable[[Entry], str]:
    """Return what writes the id of a call, with its tags where other calls of its API have that id as well.

    Many documents count an id within a tag: each of their things has a `List` and a `Get`. What several calls are
    called, tags and all, says of none which one it is.
    """
    before, after = ({_operation_id(entry) for entry in side} for side in (olds, news))
    both = before & after - {""}
    groups: list[tuple[str, list[Entry]]] = []
    for side in (old, new) if both else ():
        calls = (entry for owner, entry in side.entries.items() if owner.kind == "operation")
        groups += _grouped((entry for entry in calls if _operation_id(entry) in both), _id_in_api).items()
    shared = {name for name, entries in groups if len(entries) > 1}
    names: dict[int, str] = {}
    for name, entries in groups:
        for tags, alike in _grouped(entries, _tags).items():
            if len(alike) == 1:
                names[id(alike[0])] = _operation_id(alike[0]) + (f"\n{tags}" if name in shared else "")
    return lambda entry: names.get(id(entry), "")


def _operation_id(entry: Entry) -> str:
    operation = entry.operation
    return operation.operation_id if operation is not None and not operation.event else ""


def _id_in_api(entry: Entry) -> str:
    return f"{entry.api} {_operation_id(entry)}"


def _tags(entry: Entry) -> str:
    return "\n".join(sorted(entry.operation.tags)) if entry.operation is not None else ""


def _content(entry: Entry) -> str:
    """Write what an operation states besides method, path and names; "" when that is too little to know it again."""
    operation = entry.operation
    if operation is None or operation.event:
        return ""
    others = [fact for fact in entry.facts if fact.at != operation.at]
    if len(others) < _ENOUGH:
        return ""
    return f"{len(address.path_parameters(operation.path))} {_encode([_plain(fact) for fact in others]).decode()}"


def _plain(fact: AnyFact) -> dict[str, str]:
    """Write what a fact states, without its evidence."""
    stated: dict[str, object] = to_builtins(fact)
    return {name: str(value) for name, value in stated.items() if name not in ("document", "place")}


def _versionless(entry: Entry) -> str:
    operation = entry.operation
    if operation is None or operation.event:
        return ""
    steps = [step for step in entry.owner.name.split("/") if not address.is_version(step)]
    return "/".join(steps) if len(steps) < entry.owner.name.count("/") + 1 else ""

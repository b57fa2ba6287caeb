"""The first steps of paths: those that moved between base URLs and paths, and those that several have in common.

No caller sees a difference where `https://api.example.com/v1` with `/videos` is `https://api.example.com` with
`/v1/videos`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice, product
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import structs

from driftwatch.model.address import ROOT, TEMPLATE, join, operation_key, path_parameters, step
from driftwatch.model.facts import AnyFact, Field, Server
from driftwatch.model.snapshot import Entry, Owner, Snapshot

_PARAMETER: Final = "/{}"
_MOST: Final = 400
"""So many pairs of base URLs are looked at; no API is served at more than twenty of either side."""
_MOST_STEPS: Final = 12
"""Steps of a path at most of which it is asked whether all below them went."""
_FEWEST_BELOW: Final = 3
"""So many paths below what is no path itself are one resource. Two may have their first steps in common by chance."""
_ANSWER: Final = "response"
_SUCCESS: Final = join(_ANSWER, "2")
"""How the address begins of what is answered to a call that succeeds."""
_Shape: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
_Kind: TypeAlias = tuple[str, frozenset[_Shape] | str]


class PathShift(NamedTuple):
    """What stands before the paths of one side that is part of the base URLs of the other; one of them is ""."""

    old: str
    new: str
    choices: frozenset[str] = frozenset()
    """Where the paths have a parameter instead, what may stand for it: `/v4`, `/v4beta`."""

    def moved(self, key: str) -> str:
        """Return the key of an old operation as the new side writes it; "" when it lacks the prefix."""
        method, _, path = key.partition(" ")
        old, new = (_PARAMETER if step and self.choices else TEMPLATE.sub("{}", step) for step in (self.old, self.new))
        if old and not path.startswith(old + "/"):
            return ""
        return f"{method} {new}{path[len(old) :]}"

    def rebased(self, facts: Iterable[AnyFact]) -> Iterable[AnyFact]:
        """Return the facts of the old side, with its base URLs as the new side would write them."""
        return (self._rebased(fact) if isinstance(fact, Server) else fact for fact in facts)

    def _rebased(self, server: Server) -> Server:
        url = server.url.rstrip("/")
        ends = [end for end in self.choices or {self.new} if url.endswith(end)] if self.new else []
        written = (url.removesuffix(ends[0]) if ends else url) + self.old
        # A variable that stands in the paths by now is a parameter of each of them.
        variables = {name: said for name, said in server.variables.items() if f"{{{name}}}" in written}
        return structs.replace(server, url=written, variables=variables)


def path_shift(old: Snapshot, new: Snapshot) -> PathShift | None:
    """Find the prefix by which all base URLs differ, and all paths the other way round; None when there is none.

    All are those of the side that has fewer: another base URL may have come or gone besides. Operations that state base
    URLs of their own take no part.
    """
    olds, news = _base_urls(old), _base_urls(new)
    if not olds or olds == news:
        return None
    keys = (_keys(old), _keys(new))
    if not keys[0] or keys[0] & keys[1]:
        return None
    for shift in _shifts(olds, news):
        if any(shift.moved(key) in keys[1] for key in keys[0]):
            return shift
    return _to_a_parameter((old, new), (olds, news), keys)


def _to_a_parameter(
    sides: tuple[Snapshot, Snapshot],
    urls: tuple[frozenset[str], frozenset[str]],
    keys: tuple[frozenset[str], frozenset[str]],
) -> PathShift | None:
    """Find a parameter at the beginning of all paths of one side that stands for the end of each other base URL."""
    for number in (0, 1):
        if len(urls[number]) != 1 or not all(
            key.partition(" ")[2].startswith(f"{_PARAMETER}/") for key in keys[number]
        ):
            continue
        (base,) = urls[number]
        ends = frozenset(url.removeprefix(base) for url in urls[1 - number])
        choices = _choices(sides[number])
        if ends and ends <= choices:
            prefix = min(ends)
            shift = PathShift("", prefix, choices) if number else PathShift(prefix, "", choices)
            if any(shift.moved(key) in keys[1] for key in keys[0]):
                return shift
    return None


def _choices(side: Snapshot) -> frozenset[str]:
    """Return what may stand at the beginning of all paths of a side; nothing where that is not listed for each."""
    found: frozenset[str] | None = None
    for owner, entry in side.entries.items():
        if owner.kind != "operation" or not _at_base_urls(entry) or entry.operation is None:
            continue
        name = path_parameters(entry.operation.path)[0]
        at = join("parameter", "path", step(name), ROOT)
        listed = next((fact.enum for fact in entry.facts if isinstance(fact, Field) and fact.at == at), ())
        values = frozenset(f"/{value}" for value in listed or () if isinstance(value, str))
        found = values if found is None else found & values
        if not found:
            break
    return found or frozenset()


def _shifts(olds: frozenset[str], news: frozenset[str]) -> Iterable[PathShift]:
    for one, other in islice(product(sorted(olds), sorted(news)), _MOST):
        short, long = sorted((one, other), key=len)
        prefix = long[len(short) :]
        if not long.startswith(short) or not prefix.startswith("/"):
            continue
        shorter, longer = (olds, news) if short == one else (news, olds)
        moved = {url + prefix for url in shorter}
        if moved <= longer or longer <= moved:
            yield PathShift("", prefix) if longer is olds else PathShift(prefix, "")


def _base_urls(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        fact.url.rstrip("/")
        for owner, entry in snapshot.entries.items()
        if owner.kind == "api"
        for fact in entry.facts
        if isinstance(fact, Server)
    )


def _keys(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        owner.name for owner, entry in snapshot.entries.items() if owner.kind == "operation" and _at_base_urls(entry)
    )


def _at_base_urls(entry: Entry) -> bool:
    operation = entry.operation
    return operation is not None and not operation.servers and not operation.event


class Ways:
    """The paths of both sides of a comparison, and all on the way to them."""

    def __init__(self, old: AbstractSet[str], new: AbstractSet[str]) -> None:
        """Count what is below each way; a path is as an operation's key has it, without a method."""
        self._paths = old, new
        self._below = tuple(Counter(way for path in side for way in {*_ways(path), path}) for side in self._paths)

    def whole(self, path: str, side: Literal[0, 1]) -> str:
        """Return with which way a path of one side came or went: the first that is none of the other side's.

        That may be no path itself, where many are below it, but not all: these are the API. What a parameter stands for
        is no such resource. "" of what both have.
        """
        paths, below, others = self._paths[side], self._below[side], self._below[1 - side]
        if path in self._paths[1 - side]:
            return ""
        resource = range(_FEWEST_BELOW, len(paths))
        own = (
            way
            for way in _ways(path)
            if way not in others and (way in paths or (below[way] in resource and not way.endswith(_PARAMETER)))
        )
        return next(own, path)

    def came_alone(self, path: str) -> bool:
        """Tell whether a path came with no way to it, and with nothing below it."""
        return self._below[1][path] == 1 and self.whole(path, 1) == path

    def are_old(self, way: str) -> bool:
        """Tell whether the old side has a path of that name, or one below it; not for what all of its paths begin with.

        That is the API, as a version in front of each path.
        """
        paths, below = self._paths[0], self._below[0]
        return way in paths or 0 < below[way] < len(paths)


def _ways(path: str) -> Iterator[str]:
    """Yield the ways to a path, the shortest first, and itself where that is among its first steps."""
    steps = path.split("/", _MOST_STEPS)
    return ("/".join(steps[:number]) for number in range(2, min(len(steps), _MOST_STEPS) + 1))


def siblings(added: Iterable[Entry], ways: Ways, old: Snapshot) -> Mapping[Owner, str]:
    """Return with which others of its kind a new call came: who writes a second one like the first edits once.

    Below a path that stays they are called with the same method and parameters, and answer with the same named schemas:
    with those of success, as all calls of an API may name one schema of its errors.
    Below one that is no path itself, and of which the old side has nothing, they have a tag that no call had. What
    came with all that is below one of its first steps is told with that.

    Args:
        added: the operations that only the new side has.
        ways: the paths of both sides.
        old: the old side.
    """
    calls: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in added:
        if entry.operation is not None and entry.operation.stated_by == "schema" and not entry.operation.event:
            calls[operation_key("", entry.operation.path)].append(entry)
    kinds: defaultdict[_Kind, list[str]] = defaultdict(list)
    for path, each in sorted(calls.items()):
        above = _above(path) if ways.came_alone(path) else ""
        if above and (kind := _kind(each) if ways.are_old(above) else _tag(each)):
            kinds[above, kind].append(path)
    groups = [(kind, paths) for (_, kind), paths in kinds.items() if len(paths) > 1]
    known = _tags(old.entries.values()) if any(isinstance(kind, str) for kind, _ in groups) else frozenset()
    return {
        entry.owner: f"{paths[0]} beside"
        for kind, paths in groups
        if kind not in known
        for path in paths
        for entry in calls[path]
    }


def _above(path: str) -> str:
    """Return the path above one whose last step is a word; "" where that is a parameter."""
    above, _, last = path.rpartition("/")
    return "" if last.startswith("{") else above.strip() and above


def _kind(entries: Iterable[Entry]) -> frozenset[_Shape]:
    """Return what a path has in common with its siblings; nothing where a call succeeds with no named schema."""
    known = list(entries)
    answers = all(any(_refers(fact) for fact in entry.facts if fact.at.startswith(_SUCCESS)) for entry in known)
    return frozenset(map(_shape, known)) if answers else frozenset()


def _refers(fact: AnyFact) -> bool:
    return isinstance(fact, Field) and bool(fact.ref)


def _shape(entry: Entry) -> _Shape:
    method = entry.owner.name.partition(" ")[0]
    return method, tuple((fact.at, _answered(fact)) for fact in entry.facts)


def _answered(fact: AnyFact) -> str:
    """Return the named schema that an answer holds, or its types: what is sent may be another one for each."""
    if not isinstance(fact, Field) or not fact.at.startswith(_ANSWER):
        return ""
    return fact.ref or " ".join(fact.type)


def _tag(entries: Iterable[Entry]) -> str:
    """Return the one tag that all calls of a path have; "" where they have none, or several."""
    found = _tags(entries)
    return next(iter(found)) if len(found) == 1 else ""


def _tags(entries: Iterable[Entry]) -> frozenset[str]:
    operations = (entry.operation for entry in entries if entry.owner.kind == "operation")
    return frozenset(tag for operation in operations if operation is not None for tag in operation.tags)

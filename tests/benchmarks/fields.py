"""How much of a specification driftwatch reads off hand-written pages of the same API, and what it reads beyond it.

    python tests/benchmarks/fields.py PAGES SPEC [--only TEXT] [--misses N] [--surplus N] [--kind KIND]

PAGES is a folder of pages, or a snapshot that `driftwatch snapshot --out` wrote; SPEC an OpenAPI file, a folder of such
or a snapshot.
Calls are matched by method and path, whatever their parameters are called; all but `operations` is counted over calls
that both state. Two columns: against all that the specification states, and against that part of it which a page that
documents the call states in its markup: a field whose name opens a heading, a row, an item or a line; with a type, a
list of values or a word of need, where these are what is compared; a status that is a word of the page. What stands in
the section of another call is not stated of this one, nor what a sample or a sentence alone shows. What belongs to no
call counts for each, so the part is the most that can be asked, and the last column how large it is. An integer counts
as a number: pages seldom tell. A list of both values of a boolean says no more than its type, and is none.
"""

# ruff: noqa: E402, T201 - it is run as a program, and prints: that is its job
import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from msgspec import UNSET

import driftwatch
from driftwatch.model.address import operation_key
from driftwatch.model.facts import UNSTATED, AnyFact, Field, Operation, Parameter, Response, Server
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import last, parts, split
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.text import Line
from driftwatch.model.tree import Node, Schemas

PAGES = (".md", ".mdx", ".html", ".htm", ".rst", ".adoc", ".asciidoc")
SPECIFICATIONS = (".json", ".yaml", ".yml")
KINDS = ("operations", "parameters", "body fields", "response fields", "types", "required", "enums", "statuses")
SIDES = {"parameters": "parameter", "body fields": "body", "response fields": "response"}
DEEPEST = 4
"""Names of a field path that are compared: schemas refer to themselves."""
CHOICES = frozenset(("oneOf", "anyOf"))
BOTH = {"true", "false"}
"""Values that say no more than the type does."""
UNNAMED = frozenset(("items", "additionalProperties"))
"""Below these stand values without a name: pages describe them as fields of what holds them."""
ENTERED = CHOICES | UNNAMED | {"property", "allOf"}
MOST = 3_000
"""Fields of one schema that are walked."""
NO_PARAMETERS = frozenset(("accept", "authorization", "content-type"))
"""Headers that OpenAPI files state elsewhere."""
PLACE = re.compile(r"(?<=/):[A-Za-z_][\w-]*|<[^<>/]+>|\$?\{[^{}/]*\}+")
VERSION = re.compile(r"/(?:api|rest|v?\d{1,4}|v|\{\})(?=/)", re.IGNORECASE)
WORD = re.compile(r"[\w$@-]+")
TYPE = re.compile(
    r"\b(?:(?:string|str|text|integer|int|number|num|float|double|decimal|boolean|bool|array|list|object|map|hash|json|dict"
    r"|enum|uuid|date|datetime|timestamp)(?:s|\d{1,3})?)\b|\[\]",
    re.IGNORECASE,
)
"""What says of a field which type it has."""
NEED = re.compile(r"\b(?:required|mandatory|must|yes|true|necessary)\b|\*", re.IGNORECASE)
METHODS = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"))
BELOW = 6
"""Lines below a heading that describe what it names."""

Name = tuple[str, ...]
"""Where a field stands in its call: `("body", "billing", "city")`, `("parameter", "limit")`; that it is an item of an
array or in a branch of a schema is no step."""


Stated = tuple[Name, tuple[str, ...]]
"""What is counted: a field, with its types or values where these are what is compared."""
PATH = "path "


@dataclass
class Call:
    """What one side states of a call, by the name of each field."""

    types: dict[Name, frozenset[str]] = field(default_factory=dict)
    required: set[Name] = field(default_factory=set)
    enums: dict[Name, frozenset[str]] = field(default_factory=dict)
    unplaced: set[Name] = field(default_factory=set)
    """Parameters of which a page does not say where they go."""
    statuses: set[Name] = field(default_factory=set)
    """With which it answers: `("status", "404")`."""
    words: frozenset[str] = frozenset()
    stated: dict[str, str] = field(default_factory=dict)
    """What the pages say in the lines that state a name, by the name."""
    lines: list[frozenset[str]] = field(default_factory=list)
    """The words of each line of its pages."""
    called: dict[Name, str] = field(default_factory=dict)
    """What the parameters of its path are called, which are compared by where they stand."""

    def names(self, side: str) -> set[Name]:
        """Return the fields on one side of the call."""
        return {name for name in self.types if name[0] == side}


@dataclass
class Score:
    """What was found of what is stated, and what else."""

    hits: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    unseen: int = 0
    """Misses that the pages do not state."""

    @property
    def share(self) -> float:
        """How much of what is specified the pages state."""
        every = len(self.hits) + len(self.misses)
        return (every - self.unseen) / every if every else 1.0

    def figures(self, *, stated: bool) -> tuple[float, float, float]:
        """Return precision, recall and F1, 1.0 where nothing is counted."""
        missed = len(self.misses) - (self.unseen if stated else 0)
        found = len(self.hits)
        precision = found / (found + len(self.surplus)) if found + len(self.surplus) else 1.0
        recall = found / (found + missed) if found + missed else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    options = _options()
    pages, spec = snapshot_at(options.pages, options.only), snapshot_at(options.spec, endings=SPECIFICATIONS)
    for kind, score in compared(calls_of(pages), calls_of(spec)).items():
        shown = [" ".join(f"{figure:5.2f}" for figure in score.figures(stated=told)) for told in (False, True)]
        counts = f"{len(score.hits):6} {len(score.misses):6} {score.unseen:6} {len(score.surplus):6}"
        print(f"{kind:16} {shown[0]} | {shown[1]} | {counts} {score.share:6.2f}")
        for sign, number, listed in (("-", options.misses, score.misses), ("+", options.surplus, score.surplus)):
            for each in listed[:number] if options.kind in ("", kind) else ():
                print(f"  {sign} {each}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("spec", type=Path)
    parser.add_argument("--only", default="", help="pages whose path holds this text")
    parser.add_argument("--misses", type=int, default=0, help="list so many of what is not read")
    parser.add_argument("--surplus", type=int, default=0, help="list so many of what the specification does not state")
    parser.add_argument("--kind", default="", help="list them of this kind alone")
    print(f"{'':16} {'specification':17} | {'what pages state':17} |   hits misses unseen surplus stated")
    print(f"{'':16} {'prec. rec.  F1':17} | {'prec. rec.  F1':17} |")
    return parser.parse_args()


def snapshot_at(place: Path, only: str = "", endings: tuple[str, ...] = PAGES) -> Snapshot:
    """Read a snapshot, an OpenAPI file, or the documents of a folder whose names have one of some endings."""
    if place.is_file():
        return driftwatch.read_specification(place.read_text(encoding="utf-8"), label=place.stem)
    if (place / "documents.jsonl").is_file():
        files = (path for path in place.rglob("*") if path.is_file() and path.name != "capture.json")
        return driftwatch.snapshot_from_files({path.relative_to(place).as_posix(): path.read_bytes() for path in files})
    files = (path for path in sorted(place.rglob("*")) if path.suffix in endings and only in path.as_posix())
    return driftwatch.assemble_snapshot(driftwatch.extract_page(_page(path, place)) for path in files)


def _page(path: Path, folder: Path) -> driftwatch.Page:
    name = path.relative_to(folder).as_posix()
    text = path.read_text(encoding="utf-8", errors="replace")
    return driftwatch.Page(url=f"https://docs.example.com/{name}", path=name.rpartition(".")[0], text=text)


def calls_of(snapshot: Snapshot) -> dict[str, tuple[str, Call]]:
    """Return all calls by each key that they answer to: their own path, and that below the path of a server."""
    bases = {"", *(base for entry in snapshot.entries.values() for base in _bases(entry))}
    homes = _homes(snapshot)
    found: dict[str, tuple[str, Call]] = {}
    for entry in snapshot.entries.values():
        called = entry.operation
        if called is not None and not called.event:
            own = _key(called.method, called.path)
            known = found.get(own, (own, Call()))[1]
            _fill(known, snapshot, entry, called, homes)
            for base in bases:
                found.setdefault(_key(called.method, base + called.path), (own, known))
    return found


def _bases(entry: Entry) -> Iterator[str]:
    for fact in entry.facts if entry.owner.kind == "api" else ():
        if isinstance(fact, Server):
            yield urlsplit(fact.url).path.rstrip("/")


def _without_version(key: str) -> Iterator[str]:
    """Yield the keys of a call without the steps that only say which API it is: of `/api/{}/x` also `/{}/x`, `/x`."""
    method, _, path = key.partition(" ")
    while (match := VERSION.match(path)) and len(path) > match.end():
        path = path[match.end() :]
        yield f"{method} {path}"


def _key(method: str, path: str) -> str:
    plain = path.partition("?")[0].partition("#")[0]
    return operation_key(method, PLACE.sub("{}", plain))


def _homes(snapshot: Snapshot) -> dict[str, dict[str, set[str]]]:
    """Return which calls each heading of each document names, by its words."""
    homes: dict[str, dict[str, set[str]]] = {}
    for entry in snapshot.entries.values():
        for place in entry.documents if entry.operation is not None else ():
            named = homes.setdefault(place, {}).setdefault(_plain(entry.operation.locator), set())
            named.add(entry.owner.name)
    return homes


def _plain(title: str) -> str:
    return " ".join(WORD.findall(title.lower()))


def _fill(
    call: Call, snapshot: Snapshot, entry: Entry, called: Operation, homes: Mapping[str, Mapping[str, AbstractSet[str]]]
) -> None:
    schemas = Schemas(lambda name: _named(snapshot, entry.scope, name))
    order = {
        match.strip("${}<>:"): number for number, match in enumerate(reversed(PLACE.findall(called.path)), start=1)
    }
    call.types |= {("parameter", f"{PATH}{number}"): frozenset() for number in order.values()} | call.types
    call.statuses |= {("status", fact.status) for fact in entry.facts if isinstance(fact, Response)}
    for fact in entry.facts:
        if isinstance(fact, Parameter) and fact.name.lower() not in NO_PARAMETERS:
            name = _parameter(fact, order)
            call.types.setdefault(name, frozenset())
            if fact.within == UNSTATED:
                call.unplaced.add(name)
            if fact.required and fact.within != "path":
                call.required.add(name)
    for above, tree in schemas.trees(entry.facts).items():
        prefix, root = _side(above, entry, order), tree.root()
        if prefix and root is not None:
            _walk(call, root, _exploded(call, entry, above, root) or prefix)
    call.called |= {("parameter", f"{PATH}{number}"): name for name, number in order.items()}
    _read(call, snapshot, entry, homes)


def _named(snapshot: Snapshot, scope: str, name: str) -> Iterable[AnyFact]:
    owner = Owner(kind="schema", name=name, scope=scope)
    found = snapshot.entries.get(owner)
    return found.facts if found is not None else ()


def _exploded(call: Call, entry: Entry, above: str, root: Node) -> Name:
    """Return under which name the properties of a parameter are sent as parameters of their own; () where none is."""
    has_names = any(step.keyword == "property" for node in (root, root.target()) if node for step, _ in node.children())
    for fact in entry.facts if has_names else ():
        if isinstance(fact, Parameter) and fact.at == above and fact.style == "form" and fact.explode:
            call.types.pop(_parameter(fact, {}), None)
            call.required.discard(_parameter(fact, {}))
            return ("parameter",)
    return ()


def _parameter(fact: Parameter, order: Mapping[str, int]) -> Name:
    if fact.within == "path":
        return ("parameter", f"{PATH}{order.get(fact.name, fact.name)}")
    return ("parameter", fact.name.lower() if fact.within == "header" else fact.name.removesuffix("[]"))


def _side(above: str, entry: Entry, order: Mapping[str, int]) -> Name:
    """Return the first steps of what stands below an address; () for what is not compared."""
    found = parts(above)
    if found[0] == "request":
        return ("body",)
    if found[0] == "response" and len(found) > 1 and found[1][:1] in "2d" and "header" not in found:
        return ("response",)
    for fact in entry.facts if found[0] == "parameter" else ():
        if isinstance(fact, Parameter) and fact.at == above and fact.name.lower() not in NO_PARAMETERS:
            return _parameter(fact, order)
    return ()


def _walk(call: Call, root: Node, prefix: Name) -> None:
    """Enter the fields below a root under their names, through branches and references."""
    waiting: list[tuple[Node, Name, frozenset[str], bool, bool]] = [(root, prefix, frozenset(), True, False)]
    for _ in range(MOST):
        if not waiting:
            return
        node, name, within, needed, is_item = waiting.pop()
        if len(name) > 1:
            _enter(call, name, node.field, is_item=is_item)
        if needed and node.field.required and len(name) > 1:
            call.required.add(name)
        target = node.target()
        if target is not None and node.field.ref not in within:
            waiting.append((target, name, within | {node.field.ref}, False, is_item))
        for step, below in node.children():
            inner = (*name, step.name) if step.keyword == "property" else name
            if step.keyword in ENTERED and len(inner) <= DEEPEST + 1:
                is_inner = step.keyword in UNNAMED or (is_item and step.keyword != "property")
                waiting.append((below, inner, within, step.keyword == "property", is_inner))


def _enter(call: Call, name: Name, found: Field, *, is_item: bool) -> None:
    """Enter what is said of one field; the type of its items is none of its own, wherever they are described."""
    known = call.types.setdefault(name, frozenset())
    said = frozenset("number" if each == "integer" else each for each in found.type if each != "null")
    call.types[name] = known if is_item else known | said
    values = {canonical(value).strip('"') for value in _values(found) if value is not None}
    if values and values != BOTH:
        call.enums[name] = call.enums.get(name, frozenset()) | values


def _values(found: Field) -> tuple[Json, ...]:
    """Return the values of a field; a list of values that describes each of them is a choice of constants."""
    is_choice = last(split(found.at)[1]).keyword in CHOICES and found.const is not UNSET
    return (found.const,) if is_choice else () if found.enum is UNSET else found.enum


def _read(call: Call, snapshot: Snapshot, entry: Entry, homes: Mapping[str, Mapping[str, AbstractSet[str]]]) -> None:
    """Enter what the pages of a call say, outside of samples and of the sections of other calls."""
    for place in entry.documents:
        text = snapshot.text(place) if place in snapshot.texts else None
        lines = list(_own_lines(text.lines, homes[place], entry.owner.name)) if text is not None else []
        call.lines += [frozenset(WORD.findall(line.words)) for line in lines]
        for number, line in enumerate(lines):
            said = _described(lines[number : number + BELOW]) if line.kind == "heading" else line.words
            for name in _opening(line):
                call.stated[name] = f"{call.stated.get(name, '')} {said}"
    call.words = frozenset().union(*call.lines)


def _own_lines(lines: Sequence[Line], homes: Mapping[str, AbstractSet[str]], name: str) -> Iterator[Line]:
    """Yield the lines that may speak of a call: all but those below a heading that names others, or all of the page
    where no heading names it."""
    titles = [_plain(line.words) if line.kind == "heading" else "" for line in lines]
    is_found = any(name in homes.get(title, ()) for title in titles if title)
    around: list[tuple[int, AbstractSet[str]]] = []
    for line, title in zip(lines, titles, strict=True):
        if line.kind == "heading":
            around = [each for each in around if each[0] < line.level]
            if title in homes:
                around.append((line.level, homes[title]))
        if line.kind != "sample" and (not is_found or not around or name in around[-1][1]):
            yield line


def _opening(line: Line) -> list[str]:
    """Return the names that a line may state: the steps of a path in a cell that opens it, else its first word."""
    cell = line.cells[0] if line.cells else ""
    first = next(iter(cell.split()), "")
    return WORD.findall(cell if line.kind in ("row", "item") else first)


def _described(lines: Sequence[Line]) -> str:
    """Return a heading with what stands below it, up to the next one."""
    below = takewhile(lambda line: line.kind != "heading", lines[1:])
    return " ".join((lines[0].words, *(line.words for line in below)))


def compared(pages: Mapping[str, tuple[str, Call]], spec: Mapping[str, tuple[str, Call]]) -> dict[str, Score]:
    """Hold what pages state against what a specification does."""
    scores = {kind: Score() for kind in KINDS}
    told = dict(pages.values())
    matched = {}
    for key, (own, call) in pages.items():
        named = next((each for each in (key, *_without_version(key)) if each in spec), "")
        if named and own not in matched:
            matched[own] = (call, *reversed(spec[named]))
    known = {own for _, _, own in matched.values()}
    operations = scores["operations"]
    operations.hits = sorted(matched)
    operations.misses = sorted({own for own, _ in spec.values()} - known)
    pages_said: dict[frozenset[str], set[str]] = {}
    for call in dict(pages.values()).values():
        for line in call.lines:
            pages_said.setdefault(line, set()).update(METHODS & call.words)
    operations.unseen = sum(not _is_named(own, pages_said) for own in operations.misses)
    operations.surplus = sorted(told.keys() - matched.keys())
    for own, (page, truth, _) in sorted(matched.items()):
        _compare(scores, own, page, truth)
    return scores


def _is_named(own: str, said: Mapping[frozenset[str], AbstractSet[str]]) -> bool:
    """Tell whether one line holds every word of the path, on a page that names the method."""
    method, _, path = own.partition(" ")
    named = set(WORD.findall(path.replace("{}", "")))
    return any(named <= line and method in methods for line, methods in said.items())


def _compare(scores: Mapping[str, Score], own: str, page: Call, truth: Call) -> None:
    """Count every kind of one call."""
    shared = _placed(page, truth)
    shared.types = {name: types for name, types in shared.types.items() if not _is_of_version(name, truth)}
    truth = replace(truth, types={name: types for name, types in truth.types.items() if not _is_of_base(name)})
    for kind, side in SIDES.items():
        _count(scores[kind], own, _bare(shared.names(side)), _bare(truth.names(side)), partial(_states, page))
    both = shared.types.keys() & truth.types.keys()
    typed = {name for name in both if truth.types[name]}
    said = {name: shared.types[name] for name in typed if shared.types[name]}
    _count(scores["types"], own, _with(said, said), _with(typed, truth.types), partial(_states, page, told=TYPE))
    asked = {name for name in both if name[0] != "response" and not name[-1].startswith(PATH)}
    needed, needs = _bare(shared.required & asked), _bare(truth.required & asked)
    _count(scores["required"], own, needed, needs, partial(_states, page, told=NEED))
    enums = _with(both, shared.enums), _with(both, truth.enums)
    _count(scores["enums"], own, *enums, partial(_lists, page))
    answers = _bare(page.statuses), _bare(truth.statuses)
    _count(scores["statuses"], own, *answers, lambda each: each[0][-1] in page.words)


def _states(page: Call, each: Stated, told: re.Pattern[str] | None = None) -> bool:
    """Tell whether the markup of a call's pages states a field, and says of it what is asked."""
    name = each[0][-1]
    if name.startswith(PATH) and told is None:
        return True
    said = page.stated.get(page.called.get(each[0], name))
    return said is not None and (told is None or told.search(said) is not None)


def _lists(page: Call, each: Stated) -> bool:
    """Tell whether the pages of a call state a field, and somewhere each of its values."""
    words = {word for value in each[1] for word in WORD.findall(value)}
    return _states(page, each) and words <= page.words


def _is_of_version(name: Name, truth: Call) -> bool:
    """Tell whether a parameter of a path stands in the steps before those of the specification: places are counted
    from the end, and what a page has more of them only says which API it is."""
    return name[-1].removeprefix(PATH).isdigit() and name[-1].startswith(PATH) and name not in truth.types


def _is_of_base(name: Name) -> bool:
    """Tell whether a specification states a parameter of a path that its path does not have: of what is above it."""
    return name[-1].startswith(PATH) and not name[-1].removeprefix(PATH).isdigit()


def _bare(names: Iterable[Name]) -> set[Stated]:
    return {(name, ()) for name in names}


def _with(names: Iterable[Name], said: Mapping[Name, frozenset[str]]) -> set[Stated]:
    return {(name, tuple(sorted(said[name]))) for name in names if name in said}


def _placed(page: Call, truth: Call) -> Call:
    """Return what a page states, with what it does not place in the body where the specification has it there."""
    moved = {name: ("body", *name[1:]) for name in page.unplaced if ("body", *name[1:]) in truth.types}
    return Call(
        types={moved.get(name, name): types for name, types in page.types.items()},
        required={moved.get(name, name) for name in page.required},
        enums={moved.get(name, name): values for name, values in page.enums.items()},
        words=page.words,
        stated=page.stated,
        called=page.called,
    )


def _count(
    score: Score,
    own: str,
    found: AbstractSet[Stated],
    stated: AbstractSet[Stated],
    is_told: Callable[[Stated], bool],
) -> None:
    score.hits += [_line(own, each) for each in sorted(found & stated)]
    score.surplus += [_line(own, each) for each in sorted(found - stated)]
    for each in sorted(stated - found):
        is_seen = is_told(each)
        score.unseen += not is_seen
        score.misses.append(_line(own, each) + ("" if is_seen else "  (unseen)"))


def _line(own: str, each: Stated) -> str:
    return f"{own}: {'.'.join(each[0])}" + (f" = {'|'.join(each[1])}" if each[1] else "")


if __name__ == "__main__":
    main()

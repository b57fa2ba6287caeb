"""What changed about bodies: whether there is one, in which forms, under which statuses, with which headers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from msgspec import UNSET, Struct
from msgspec.structs import replace

from driftwatch.compare.operations.links import link_changes
from driftwatch.compare.operations.parameters import is_of_parameters
from driftwatch.compare.schemas.sides import Call, Flow, Pair, Root
from driftwatch.model import address, paths
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import Fact, Header, Link, MediaType, Response, range_of
from driftwatch.model.json_values import Json, same_json

_Part = TypeVar("_Part", Header, Link)
_SUCCESS: Final = "2"
_BODILESS: Final = frozenset(("204", "205", "304"))
_Mark: TypeAlias = tuple[str, str, str]
"""Under what media types are looked up: what is said, type and subtype."""
_LIKE_PARAMETERS: Final = frozenset(("style", "explode", "allowReserved"))
_ANY: Final[_Mark] = ("any", "", "")
"""Stands for each media type."""
_ALL: Final[_Mark] = ("all", "", "")
"""Stands for those that stand for all."""
_SHORT: Final = {
    "html": "text/html", "json": "application/json", "plain": "text/plain", "text": "text/plain",
    "xml": "application/xml",
}  # fmt: skip
"""Media types by what people write in their place, though that names none."""


def body_changes(pair: Pair, old: Call, new: Call) -> Iterator[Change | Root]:
    """Yield changes of the request body and of the responses, and the pairs of their schemas to compare."""
    if not old.lacks("request", new) and not new.lacks("request", old):
        yield from _request(pair, old, new)
    swapped, ranges = _swapped(pair, old, new), _in_ranges(pair, old, new)
    instead = swapped | ranges
    for status in sorted(old.responses.keys() - new.responses.keys()):
        if pair.gone(old.responses[status]):
            yield _response(pair, "removed", old.responses[status], instead=instead.get(status))
    for status in sorted(new.responses.keys() - old.responses.keys() - set(instead.values())):
        yield _response(pair, "added", new.responses[status])
    same = {status: status for status in old.responses.keys() & new.responses.keys()}
    held = {whole: one for one, whole in ranges.items() if whole not in same}
    for before, after in sorted((same | swapped | {one: whole for whole, one in held.items()}).items()):
        heads = address.join("response", before), address.join("response", after)
        sides = zip(heads, (old, new), strict=True)
        if any(head in call.unresolved and not call.unresolved[head].known for head, call in sides):
            continue
        yield from _contents(pair, old, new, heads=heads, flow="response", status=after)
        if before == after:
            unknown = _unknown(old, new, heads[0])
            headers = [_but(unknown, call.headers.get(after)) for call in (old, new)]
            links = [_but(unknown, call.links.get(after)) for call in (old, new)]
            yield from _headers(pair, headers[0], headers[1], status=after)
            yield from link_changes(pair, links[0], links[1], status=after)


def _is_success(status: str) -> bool:
    return status.startswith(_SUCCESS)


def _swapped(pair: Pair, old: Call, new: Call) -> dict[str, str]:
    """Map each status that gave way to another one to that: a success where one goes and one comes.

    Both are held against each other. Another error is another answer, and told as one that goes and one that comes.
    """
    (gone, come) = (
        [status for status in one.responses.keys() - other.responses.keys() if _is_success(status)]
        for one, other in ((old, new), (new, old))
    )
    is_swap = len(gone) == len(come) == 1 and pair.gone(old.responses[gone[0]])
    return {gone[0]: come[0]} if is_swap else {}


def _in_ranges(pair: Pair, old: Call, new: Call) -> dict[str, str]:
    """Map statuses of errors that are documented no longer to the range that holds them, which states the same."""
    gone = sorted(old.responses.keys() - new.responses.keys())
    ranges = {status: range_of(status) for status in gone if not _is_success(status)}
    ranges = {one: whole for one, whole in ranges.items() if whole in new.responses and pair.gone(old.responses[one])}
    olds, news = (_answers(old), _answers(new)) if ranges else ({}, {})
    return {one: whole for one, whole in ranges.items() if olds.get(one) == news.get(whole)}


def _answers(call: Call) -> dict[str, dict[tuple[str, ...], Fact]]:
    """Return what is said of each answer, by its status and by where in it that stands."""
    found: defaultdict[str, dict[tuple[str, ...], Fact]] = defaultdict(dict)
    placed: list[tuple[list[str], Mapping[str, Fact]]] = [
        (paths.parts(at), facts) for group in (call.contents, call.fields) for at, facts in group.items()
    ]
    beside = (("header", call.headers), ("link", call.links))
    placed += [(["response", status, noun], facts) for noun, group in beside for status, facts in group.items()]
    for (kind, *steps), facts in placed:
        for name, fact in facts.items() if kind == "response" else ():
            found[steps[0]][(*steps[1:], "", name)] = replace(fact, at="", document="", locator="")
    for at, unknown in call.unresolved.items():
        kind, *steps = paths.parts(at)
        if kind == "response" and steps:
            found[steps[0]][(at,)] = unknown
    return found


def _request(pair: Pair, old: Call, new: Call) -> Iterator[Change | Root]:
    role = pair.role("request-body", "response-body")
    if old.body is not None and new.body is not None:
        if old.body.required != new.body.required:
            kind = "request-body.became-required" if new.body.required else "request-body.became-optional"
            yield pair.change(
                kind,
                role,
                location="request.body",
                old=old.body,
                new=new.body,
                before=old.body.required,
                after=new.body.required,
            )
        yield from _contents(pair, old, new, heads=("request", "request"), flow="request", status=None)
    elif is_of_parameters(old, new) or is_of_parameters(new, old):
        return  # that each of them goes elsewhere says it
    elif old.body is not None and pair.gone(old.body):
        traits = {"required" if old.body.required else "optional"}
        yield pair.change(
            "request-body.removed",
            role,
            location="request.body",
            old=old.body,
            traits=traits,
            before=sorted(old.contents.get("request", ())),
        )
    elif new.body is not None:
        traits = {"required" if new.body.required else "optional"}
        yield pair.change(
            "request-body.added",
            role,
            location="request.body",
            new=new.body,
            traits=traits,
            after=sorted(new.contents.get("request", ())),
        )


def _response(pair: Pair, what: str, response: Response, *, instead: str | None = None) -> Change:
    success = _is_success(response.status)
    sides: dict[str, Json] = {"before" if what == "removed" else "after": response.status}
    if instead is not None:
        sides["after"] = instead
    ranged = {"ranged"} if instead is not None and instead == range_of(response.status) else set()
    return pair.change(
        f"response.{what}",
        pair.role("response-body", "request-body"),
        location="response",
        old=response if what == "removed" else None,
        new=response if what == "added" else None,
        status=response.status,
        traits=ranged | {"success" if success else "non-success"},
        **sides,
    )


class _Content(Struct, frozen=True, kw_only=True):
    """One body on both sides: a request's, or a response's under a status."""

    pair: Pair
    flow: Flow
    status: str | None
    old: dict[str, MediaType]
    new: dict[str, MediaType]

    def change(self, kind: str, old: MediaType | None, new: MediaType | None, **details: Any) -> Change:
        """Make a change of one of the media types."""
        known = new or old
        return self.pair.change(
            f"media-type.{kind}",
            _body(self.pair, self.flow),
            location=f"{self.flow}.body",
            old=old,
            new=new,
            media_type=known.name if known is not None else None,
            status=self.status,
            **details,
        )


def _contents(
    pair: Pair, old: Call, new: Call, *, heads: tuple[str, str], flow: Flow, status: str | None
) -> Iterator[Change | Root]:
    before, after = old.contents.get(heads[0], {}), new.contents.get(heads[1], {})
    content = _Content(pair=pair, flow=flow, status=status, old=before, new=after)
    same = [(name, name) for name in sorted(before.keys() & after.keys())]
    renamed = _renamed(content)
    if heads[0] == heads[1]:
        yield from _forms(content, renamed)
    for name, twin in sorted(same + renamed):
        yield from _modified(content, before[name], after[twin])
        at = (address.join(heads[0], name), address.join(heads[1], twin))
        yield pair.root(
            *at, _body(pair, flow), location=f"{flow}.body", media_type=twin, status=status,
            json_parts=_sent_as_json(before[name]) & _sent_as_json(after[twin]),
            encoded_parts=_encoded_otherwise(before[name]) | _encoded_otherwise(after[twin]),
        )  # fmt: skip


def _forms(content: _Content, renamed: list[tuple[str, str]]) -> Iterator[Change]:
    """Yield which media types came and went; one that takes the place of another one is told with it."""
    for name, twin in renamed:
        traits = {_relation(name, twin)}
        yield content.change("renamed", content.old[name], content.new[twin], traits=traits, before=name, after=twin)
    left = sorted(content.old.keys() - content.new.keys() - {name for name, _ in renamed})
    gone = [name for name in left if content.pair.gone(content.old[name])]
    come = sorted(content.new.keys() - content.old.keys() - {twin for _, twin in renamed})
    instead = {"after": come[0]} if len(gone) == len(come) == 1 else {}
    answering = _answering(content.status)
    for name in gone:
        traits = {"nameless"} if _is_nameless(name) else answering
        yield content.change("removed", content.old[name], None, before=name, traits=traits, **instead)
    for name in () if instead else come:
        yield content.change("added", None, content.new[name], after=name)


def _answering(status: str | None) -> set[str]:
    """Say of an answer whether it is none of a success, and whether it never has a body (RFC 9110, 15.3.5, 15.3.6)."""
    if not status:
        return set()
    return {"bodiless"} if status in _BODILESS else set() if _is_success(status) else {"non-success"}


def _renamed(content: _Content) -> list[tuple[str, str]]:
    """Pair the forms that are gone with new ones that are related, each with the first that is left."""
    free: defaultdict[_Mark, dict[str, None]] = defaultdict(dict)
    for other in sorted(content.new.keys() - content.old.keys()):
        for mark in _marks(other):
            free[mark][other] = None
    found = []
    for name in sorted(content.old.keys() - content.new.keys()):
        near = (next(iter(free[mark]), None) for mark in _related(name) if mark in free)
        twin = min((other for other in near if other is not None), default=None)
        if twin is not None:
            for mark in _marks(twin):
                del free[mark][twin]
            found.append((name, twin))
    return found


def _marks(name: str) -> set[_Mark]:
    """Return under what a media type is found by those that are related to it."""
    (main, sub), _ = parsed(name)
    found = {_ANY, ("is", main, sub)}
    if sub != "*":
        found |= {("of", main, ""), ("plain", main, sub.rpartition("+")[2])}
    return found | ({_ALL} if _is_whole(name) else set())


def _related(name: str) -> set[_Mark]:
    """Return the marks of those that a media type is related to: itself, a range of it, its plain form and back."""
    if _is_whole(name):
        return {_ANY}
    (main, sub), _ = parsed(name)
    if sub == "*":
        return {_ALL, ("is", main, sub), ("of", main, "")}
    return {_ALL, ("is", main, sub), ("is", main, "*"), ("is", main, sub.rpartition("+")[2]), ("plain", main, sub)}


def _is_whole(name: str) -> bool:
    """Tell whether a media type stands for all."""
    return _is_nameless(name) or parsed(name)[0] == ("*", "*")


def _is_nameless(name: str) -> bool:
    return name.strip() in {"", address.EMPTY}


def _modified(content: _Content, old: MediaType, new: MediaType) -> Iterator[Change]:
    for before, after, noun in (
        (old.has_schema, new.has_schema, "schema"),
        (old.item_schema, new.item_schema, "item-schema"),
    ):
        if before != after:
            yield content.change(f"{noun}.{'added' if after else 'removed'}", old, new, before=before, after=after)
    before_parts, after_parts = _encodings(old), _encodings(new)
    for field in sorted(before_parts.keys() | after_parts.keys()):
        was, becomes = before_parts.get(field), after_parts.get(field)
        if not same_json(was, becomes):
            yield content.change("encoding.changed", old, new, field=field, before=was, after=becomes)


def _encodings(media: MediaType) -> dict[str, Json]:
    """Return how the parts of a body are encoded, by their paths."""
    found = {address.escape(name): how for name, how in media.encoding.items()}
    found |= {f"<prefixItems:{index}>": how for index, how in enumerate(media.prefix_encoding)}
    return found if media.item_encoding is UNSET else {**found, "[]": media.item_encoding}


def _sent_as_json(media: MediaType) -> frozenset[str]:
    """Name the parts of a body that are stated to be sent as JSON alone, whatever the body is.

    Where a part is written like a parameter, its media type counts for nothing (OpenAPI 3.1.1, Encoding Object).
    """
    parts = ((name, how) for name, how in media.encoding.items() if isinstance(how, dict))
    types = ((name, how.get("contentType")) for name, how in parts if _LIKE_PARAMETERS.isdisjoint(how))
    return frozenset(
        address.escape(name)
        for name, stated in types
        if isinstance(stated, str) and all(map(_is_json, stated.split(",")))
    )


def _is_json(media_type: str) -> bool:
    name = media_type.partition(";")[0].strip().lower()
    return name in {"application/json", "text/json"} or name.endswith("+json")


def _encoded_otherwise(media: MediaType) -> frozenset[str]:
    """Name the parts that are stated to be written in another way than as JSON alone.

    Headers may be sent beside a part whatever it is.
    """
    said = ((name, how.keys() - {"headers"} if isinstance(how, dict) else {""}) for name, how in media.encoding.items())
    return frozenset(address.escape(name) for name, stated in said if stated) - _sent_as_json(media)


def _body(pair: Pair, flow: Flow) -> Role:
    if flow == "request":
        return pair.role("request-body", "response-body")
    return pair.role("response-body", "request-body")


def _relation(old: str, new: str) -> str:
    """Say how a media type's new name relates to its old one; "" when they have nothing in common.

    >>> _relation("application/json", "application/problem+json"), _relation("text/html", "text/html;charset=utf-8")
    ('specialized', 'changed')
    >>> _relation("text/html;version=1", "text/html;version=2"), _relation("text/html;version=1", "text/html")
    ('parameter-changed', 'parameter-removed')
    >>> _relation("xml", "application/xml"), _relation(address.EMPTY, "application/json")
    ('changed', 'changed')
    """
    if _is_nameless(old) or _is_nameless(new):
        return "changed"  # which form it was, or is, nobody says
    before, before_parameters = parsed(old)
    after, after_parameters = parsed(new)
    related = before == after or _covers(before, after) or _covers(after, before)
    if not related:
        return ""
    if before_parameters != after_parameters or before == after:
        return _of_parameters(before_parameters, after_parameters)
    return "specialized" if _covers(before, after) else "generalized"


def _of_parameters(old: frozenset[str], new: frozenset[str]) -> str:
    """Say what became of the parameters of a media type; how text is encoded is no version of it."""
    before, after = ({one for one in side if not one.startswith("charset")} for side in (old, new))
    if before == after:
        return "changed"
    if before < after:
        return "parameter-added"
    return "parameter-removed" if after < before else "parameter-changed"


def parsed(name: str) -> tuple[tuple[str, str], frozenset[str]]:
    """Return what the name of a media type says: its type and subtype, and its parameters as written."""
    kind, *parameters = name.split(";")
    kind = kind.strip()
    main, _, sub = _SHORT.get(kind.lower(), kind).partition("/")
    return (main, sub), frozenset(parameter.strip() for parameter in parameters)


def _covers(wide: tuple[str, str], narrow: tuple[str, str]) -> bool:
    """Tell whether one media type is a wider range or the plain form of another: `*/*`, `text/*`, json of x+json."""
    if wide == ("*", "*"):
        return narrow != wide
    if wide[0] != narrow[0]:
        return False
    return (wide[1] == "*" and narrow[1] != "*") or narrow[1].endswith("+" + wide[1])


def _headers(pair: Pair, old: dict[str, Header], new: dict[str, Header], *, status: str) -> Iterator[Change | Root]:
    role = pair.role("response-header", "request-parameter")
    for name in sorted(old.keys() - new.keys()):
        if pair.gone(old[name]):
            yield _header(pair, "removed", old[name], None, status=status, traits=_needed(old[name]), before=name)
    for name in sorted(new.keys() - old.keys()):
        yield _header(pair, "added", None, new[name], status=status, traits=_needed(new[name]), after=name)
    for name in sorted(old.keys() & new.keys()):
        yield from _header_changes(pair, old[name], new[name], status=status)
        head = address.join("response", status, "header", name)
        yield pair.root(head, head, role, location="response.header", status=status, name=name)


def _unknown(old: Call, new: Call, head: str) -> frozenset[str]:
    """Return the addresses of the headers and links of a response of which one side does not know what they say."""
    return frozenset(
        at
        for call in (old, new)
        for at, fact in call.unresolved.items()
        if paths.stands_at(at, head) and not fact.known
    )


def _but(unknown: frozenset[str], parts: Mapping[str, _Part] | None) -> dict[str, _Part]:
    """Leave out what one side does not know; in a call made back addresses begin with its name."""
    known = parts or {}
    return {name: part for name, part in known.items() if paths.call_of(part.at)[1] not in unknown}


def _header_changes(pair: Pair, old: Header, new: Header, *, status: str) -> Iterator[Change]:
    for kind, before, after in (
        ("became-required" if new.required else "became-optional", old.required, new.required),
        ("deprecated" if new.deprecated else "reactivated", old.deprecated, new.deprecated),
        ("style.changed", old.style, new.style),
        ("explode.changed", old.explode, new.explode),
    ):
        if before != after:
            yield _header(pair, kind, old, new, status=status, before=before, after=after)


def _header(pair: Pair, kind: str, old: Header | None, new: Header | None, **details: Any) -> Change:
    known = new or old
    return pair.change(
        f"header.{kind}",
        pair.role("response-header", "request-parameter"),
        location="response.header",
        old=old,
        new=new,
        name=known.name if known is not None else None,
        **details,
    )


def _needed(header: Header) -> set[str]:
    return {"required" if header.required else "optional"}

r"""Reading addresses: the one parser of what driftwatch.model.address writes.

An address parts into steps at its separators. Its last step, below a schema, is a field path, which parts into steps
of its own: `messages[].role` into the property `messages`, its items, and their property `role`. Any text is parsed;
what no writer wrote gives steps of some kind, never an error.
"""

import re
from collections.abc import Iterator
from functools import lru_cache, reduce
from typing import Final, NamedTuple, TypeAlias

from driftwatch.model.address import EMPTY, ROOT, SEPARATOR, below, child
from driftwatch.patterns import lazy_regex

PROPERTY: Final = "property"
ITEMS: Final = "items"
MAP: Final = "additionalProperties"

ANY: Final = "*"
"""In a claim: every item of a list, or every value of a map."""
Claimed: TypeAlias = tuple[str, ...]
"""A field path as a claim of a manifest means it: names without escapes, and `ANY`."""

_CALLBACK: Final = "callback"
_CALLBACK_STEPS: Final = 3
"""`callback`, its name, and the call: method and expression."""
_MARK: Final = lazy_regex(r"\\.?|<(?:\\.?|[^\\>])*|\.|\[\]", re.DOTALL)
"""An escaped character, a label up to its end, or the beginning of a step."""
_ESCAPED: Final = lazy_regex(r"\\(.)", re.DOTALL)
_EVERY: Final = frozenset(
    {ITEMS, MAP, "prefixItems", "contains", "patternProperties", "unevaluatedItems", "unevaluatedProperties"}
)
"""Keywords below which stand items or values that have no name; a claim says `*` for them."""
NAMED_ANY: Final = "\\*"
"""A property that is really named `*`: no claim can mean it, and it is not ANY."""


class Step(NamedTuple):
    """How a field hangs on the one above it.

    `keyword` is `property`, `items`, or a keyword of JSON Schema (`oneOf`); `label` the property's name or the label of
    the branch, escaped as written; `text` the step as `address.child` takes it: `role`, `[]`, `.*`, `<oneOf:Text>`.
    """

    keyword: str
    label: str
    text: str

    @property
    def name(self) -> str:
        """The property's name, or the label of the branch, without escapes."""
        return unescape(self.label)

    @property
    def claimed(self) -> str | None:
        """What a claim says for it: a name, or `ANY`; None for a branch, which claims do not know."""
        if self.keyword in _EVERY:
            return ANY
        if self.keyword != PROPERTY:
            return None
        return NAMED_ANY if self.name == ANY else self.name


def parts(address: str) -> list[str]:
    """Part an address at its separators.

    >>> parts("response · 200 · application/json · messages[].role")
    ['response', '200', 'application/json', 'messages[].role']
    """
    return address.split(SEPARATOR)


def split(address: str) -> tuple[str, str]:
    """Split an address into what comes before its last step, and that step: for a field, its root and its path."""
    before, _, last = address.rpartition(SEPARATOR)
    return before, last


def field_at(address: str) -> str:
    """Return what findings call the field at an address: below a parameter or header its name, then the path.

    >>> field_at("parameter · query · filter · tags[].n"), field_at("response · 200 · header · x-limit · $")
    ('filter.tags[].n', 'x-limit')
    >>> field_at("request · application/json · messages[].role")
    'messages[].role'
    """
    above, last = split(address)
    steps = parts(call_of(address)[1])
    named = 3 if steps[0] == "parameter" else 4 if steps[2:3] == ["header"] else len(steps) + 1
    if len(steps) == named:
        return unescape(last)
    return below(unescape(split(above)[1]), last) if len(steps) == named + 1 else last


def stands_at(address: str, above: str) -> bool:
    """Tell whether an address is another one, or stands below it.

    >>> stands_at("request · application/json · a", "request"), stands_at("request-id", "request")
    (True, False)
    """
    return address == above or address.startswith(above + SEPARATOR)


def above_or_at(address: str) -> Iterator[str]:
    """Yield an address and those that it stands below, from the outermost one.

    >>> list(above_or_at("request · application/json"))
    ['request', 'request · application/json']
    """
    end = address.find(SEPARATOR)
    while end >= 0:
        yield address[:end]
        end = address.find(SEPARATOR, end + len(SEPARATOR))
    yield address


def call_of(address: str) -> tuple[str, str]:
    """Split an address inside an operation into the callback that it belongs to ("" for none), and the rest.

    >>> call_of("callback · done · POST {$url} · request · application/json")
    ('callback · done · POST {$url}', 'request · application/json')
    """
    if not address.startswith(_CALLBACK):
        return "", address
    steps = parts(address)
    count = 0
    while steps[count : count + 1] == [_CALLBACK]:
        count += _CALLBACK_STEPS
    return SEPARATOR.join(steps[:count]), SEPARATOR.join(steps[count:])


def unescape(step: str) -> str:
    """Return the name that `address.escape` made a step of."""
    if step == EMPTY:
        return ""
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], step) if "\\" in step else step


@lru_cache(maxsize=32_768)
def cut(path: str) -> tuple[str, Step]:
    """Cut a field path, not the root, before its last step: (path of the parent, the step).

    >>> cut("messages[].role")[0], cut("a<oneOf:B>")[1].label
    ('messages[]', 'B')
    """
    # Most paths end with a plain name behind a dot: looking at each mark before it takes ten times as long.
    dot, label = path.rfind("."), path.rfind("<")
    plain = path.rfind("[") <= dot and (label < 0 or 0 < path.find(">", label) < dot) and "\\" not in path
    start = max(dot if plain else _starts(path)[-1], 0)
    return (path[:start] if start else ROOT), _step(path[start:])


def parent(path: str) -> str:
    """Return the path above a field path, which is not the root.

    >>> parent("messages[].role"), parent("messages[]"), parent("a")
    ('messages[]', 'messages', '$')
    """
    return cut(path)[0]


def last(path: str) -> Step:
    """Return the last step of a field path, which is not the root."""
    return cut(path)[1]


@lru_cache(maxsize=32_768)
def steps(path: str) -> tuple[Step, ...]:
    """Return the steps of a field path; none for the root.

    >>> [step.text for step in steps("messages[].role<oneOf:A.b>.*")]
    ['messages', '[]', 'role', '<oneOf:A.b>', '.*']
    """
    if path == ROOT:
        return ()
    starts = _starts(path)
    return tuple(_step(path[start:end]) for start, end in zip(starts, (*starts[1:], len(path)), strict=True))


def but_joined(path: str) -> str:
    """Leave out of a path which part of a schema it leads through: all of them hold at the same place.

    >>> but_joined("<allOf:A>.messages[]<allOf:B>.role"), but_joined("a<oneOf:B>.b")
    ('messages[].role', 'a<oneOf:B>.b')
    """
    if "<allOf:" not in path:
        return path
    kept = (step.text for step in steps(path) if step.keyword != "allOf")
    return reduce(child, kept, ROOT)


@lru_cache(maxsize=65_536)
def as_claimed(path: str) -> Claimed:
    """Return a field path as a claim means it: branches of a schema (oneOf, allOf, ...) are no step of it.

    >>> as_claimed("choices[].message<oneOf:Text>.content")
    ('choices', '*', 'message', 'content')
    """
    claims = (step.claimed for step in steps(path) if step.text)
    return tuple(claim for claim in claims if claim is not None)


def name_in(path: str) -> str:
    """Return the name of the property that a field path leads to or into, without escapes; "" when there is none.

    >>> name_in("client.api_keys[]"), name_in("a<oneOf:B>"), name_in("$")
    ('api_keys', 'a', '')
    """
    return next((step.name for step in reversed(steps(path)) if step.keyword == PROPERTY), "")


def is_within(path: str, above: str) -> bool:
    """Tell whether a field path is another one, or leads to something below it.

    >>> is_within("messages[].role", "messages"), is_within("messages", "mess")
    (True, False)
    """
    known = steps(above)
    return steps(path)[: len(known)] == known


def before_name(path: str) -> tuple[str, str]:
    """Cut a field path before the last name in it, for people: what is above the name, and the rest.

    >>> before_name("messages[].role"), before_name("tags[]"), before_name("a<oneOf:B.c>.*")
    (('messages[].', 'role'), ('', 'tags[]'), ('a<oneOf:B.c>.', '*'))
    """
    named = [start + 1 for start in _starts(path) if path[start : start + 1] == "." and start + 1 < len(path)]
    return (path[: named[-1]], path[named[-1] :]) if named else ("", path)


def _starts(path: str) -> list[int]:
    """Return where the steps of a path begin: at its start, at each unescaped `.`, `[]` and `<` outside of labels."""
    starts = [mark.start() for mark in _MARK.finditer(path) if not mark.group().startswith("\\")]
    return starts if starts[:1] == [0] else [0, *starts]


@lru_cache(maxsize=8192)
def _step(text: str) -> Step:
    if text in {".*", "*"}:
        return Step(MAP, "", ".*")
    if text == "[]":
        return Step(ITEMS, "", "[]")
    if text.startswith("<"):
        keyword, _, label = text[1:].removesuffix(">").partition(":")
        return Step(keyword, label, text)
    name = text.removeprefix(".")
    return Step(PROPERTY, name, name)

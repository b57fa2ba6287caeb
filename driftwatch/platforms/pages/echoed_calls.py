"""Calls that stand again below "Request", as they are sent: `GET /v1/widgets/5` below "GET /widgets/{id}".

They are examples of the call that the section around them names, and not further ones, and say with what its path
begins.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.words.role_words import SAMPLES
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.wording import word
from driftwatch.model.address import operation_key
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.calls.relative_calls import is_behind
from driftwatch.platforms.messages.told import Path

_MOST: Final = 8
"""Calls of a section that are looked at."""


def prefix_of_echo(call: NamedCall, around: NamedCall) -> str | None:
    """Return what stands before the path of the call around it in one that is as it is sent; None for another call.

    >>> prefix_of_echo(NamedCall("GET", "/v1/boxes/5"), NamedCall("GET", "/boxes/{id}"))
    '/v1'
    """
    own, steps = call.path.rstrip("/").split("/"), around.path.rstrip("/").split("/")[1:]
    head, tail = (own[: len(own) - len(steps)], own[len(own) - len(steps) :]) if steps else (own, [])
    if call.method != around.method or len(head) < 1 or len(own) <= len(steps):
        return None
    fits = all(step[:1] == "{" or step == said for said, step in zip(tail, steps, strict=True))
    return "/".join(head) if fits and call.path != around.path else None


def says_request(title: str) -> bool:
    """Tell whether a heading only says that a request stands below it."""
    return role_of_title(title) == "request" or word(title) in SAMPLES


def whole_paths(
    calls: Sequence[NamedCall], prefixes: Mapping[NamedCall, str], listed: AbstractSet[str]
) -> list[NamedCall]:
    """Return the calls of a page with what stands before their paths in examples of them, unless a table lists them.

    Where several examples all say the same, the paths of other calls begin so as well.
    """
    said = set(prefixes.values())
    common = said.pop() if len(said) == 1 and len(prefixes) > 1 else ""
    return [_behind(prefixes.get(call, common), call, listed) for call in calls]


def _behind(prefix: str, call: NamedCall, listed: AbstractSet[str]) -> NamedCall:
    if not prefix or is_behind(prefix, call) or operation_key(call.method, call.path) in listed:
        return call
    return replace(call, path=f"{prefix}{call.path}".rstrip("/"))


def around(home: Path, named: dict[Path, list[NamedCall]]) -> Sequence[NamedCall]:
    """Return the calls that the section around one names."""
    return named.get(home[:-1], [])[:_MOST] if home else ()

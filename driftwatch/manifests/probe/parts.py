"""A recorded request, parted into what goes into path, query and body of a call."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from msgspec import Struct, structs

from driftwatch.manifests.observations.shape import shape_of
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.probe.bodies import JSON
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Claims, FieldClaim, Manifest
from driftwatch.model.paths import ANY, Claimed
from driftwatch.patterns import lazy_regex

UNKNOWN: Final = "driftwatch-no-such"
"""How an identifier begins that nobody has."""
_PARAMETER: Final = lazy_regex(r"\{([^{}]+)\}")
_BODIES: Final = frozenset({"POST", "PUT", "PATCH"})
_ID_FIELDS: Final = ("model", "model_id", "voice_id", "resource_id", "engine")
"""Fields that name a resource of the API where the manifest lists no identifiers."""


class Parts(Struct, frozen=True, kw_only=True):
    """What a call is made of, before it is encoded."""

    path: Mapping[str, str]
    """Values by the name of the parameter."""
    query: Mapping[str, Json]
    body: Json
    """None where the call has none."""
    media_type: str
    """Of the body."""


def parts_of(manifest: Manifest, claims: Claims, recorded: Json) -> Parts | str:
    """Part a recorded request; says what is missing where no call can be made of it.

    Args:
        manifest: whose operation is called.
        claims: of the variant.
        recorded: a request, `{}` where nothing is recorded and the manifest says all.
    """
    values = recorded if isinstance(recorded, dict) else {}
    elsewhere = {claim.path for claim in claims.request if claim.within != "body"}
    path: dict[str, str] = {}
    for name in _PARAMETER.findall(manifest.path):
        value = values.get(name, _known(name, claims))
        if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
            return f"nothing says what {{{name}}} of the path is: list it under identifiers"
        path[name] = str(value)
    query = {claim.path: values[claim.path] for claim in claims.request if _is_sent(claim, "query", values)}
    body: Json = recorded
    if isinstance(recorded, dict):
        body = {name: item for name, item in recorded.items() if name not in elsewhere and name not in path}
    has_body = bool(body) or manifest.method in _BODIES
    return Parts(
        path=path,
        query={name: item for name, item in query.items() if name != manifest.auth.query},
        body=body if has_body else None,
        media_type=(claims.content_type or JSON) if has_body else "",
    )


def _is_sent(claim: FieldClaim, within: str, values: Mapping[str, Json]) -> bool:
    return claim.within == within and claim.path in values


def implied(claims: Claims) -> dict[str, Json] | None:
    """Return the smallest request where the manifest alone says it: each required field has a value there."""
    found: dict[str, Json] = {}
    for claim in claims.request:
        if claim.required != "api" or claim.within == "path":
            continue
        value = _known(claim.path, claims)
        if value is None or len(claim_steps(claim.path)) > 1:
            return None
        found[claim.path] = value
    return found


def _known(name: str, claims: Claims) -> Json:
    """Return the value of a field that the manifest holds, None when it holds none."""
    listed = [one.value for one in claims.identifiers if one.field == name]
    listed += [value for claim in claims.request if claim.path == name for value in claim.values]
    return listed[0] if listed else None


def filled(path: str, values: Mapping[str, str]) -> str:
    """Write a path with its parameters."""
    return _PARAMETER.sub(lambda match: quote(values[match[1]], safe=""), path)


def mistaken(path: str) -> str:
    """Return a path that leads nowhere: its last fixed part has a longer name."""
    steps = path.split("/")
    for index in reversed(range(len(steps))):
        if steps[index] and "{" not in steps[index]:
            steps[index] += f"-{UNKNOWN}"
            return "/".join(steps)
    return f"{path}/{UNKNOWN}"


def with_unknown(parts: Parts, claims: Claims) -> Parts | None:
    """Return a call that names a resource which nobody has; None where it names none."""
    if parts.path:
        last = list(parts.path)[-1]
        return structs.replace(parts, path={**parts.path, last: f"{UNKNOWN}-{_slug(last)}"})
    named = [one.field for one in claims.identifiers] + list(_ID_FIELDS)
    for field in named:
        if isinstance(parts.body, dict) and isinstance(parts.body.get(field), str):
            return structs.replace(parts, body={**parts.body, field: f"{UNKNOWN}-{_slug(field)}"})
        if isinstance(parts.query.get(field), str):
            return structs.replace(parts, query={**parts.query, field: f"{UNKNOWN}-{_slug(field)}"})
    return None


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "id"


def without_each(parts: Parts, claims: Claims) -> Iterator[tuple[str, Parts]]:
    """Yield for each field that the API demands, as far as the call sends it, the call without it."""
    for claim in claims.request:
        if claim.required != "api":
            continue
        if claim.within == "query" and claim.path in parts.query:
            left = {name: item for name, item in parts.query.items() if name != claim.path}
            yield claim.path, structs.replace(parts, query=left)
        elif claim.within == "body":
            body, was_there = _without(parts.body, claim_steps(claim.path))
            if was_there:
                yield claim.path, structs.replace(parts, body=body)


def _without(value: Json, steps: Claimed) -> tuple[Json, bool]:
    first, rest = steps[0], steps[1:]
    if first == ANY and isinstance(value, list):
        made = [_without(item, rest) if rest else (item, False) for item in value]
        return [item for item, _ in made], any(found for _, found in made)
    if not isinstance(value, dict) or first not in value:
        return value, False
    if not rest:
        return {name: item for name, item in value.items() if name != first}, True
    below, found = _without(value[first], rest)
    return {**value, first: below}, found


def paths_sent(parts: Parts) -> tuple[str, ...]:
    """Return the names of what a call sends, as an observation lists them."""
    of_body = () if parts.body is None else shape_of((parts.body,))
    return tuple(sorted({*parts.path, *parts.query, *(path for path in of_body if not path.endswith(ANY))}))

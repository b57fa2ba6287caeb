"""Names that do not move with a site's furniture: of variants, and of the APIs that documents share."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from driftwatch.patterns import lazy_regex

_NOISE: Final = frozenset(
    {
        "api",
        "apis",
        "openapi",
        "docs",
        "doc",
        "documentation",
        "reference",
        "references",
        "api-reference",
        "apireference",
    }
    | {"api-docs", "spec", "specs", "endpoint", "endpoints", "swagger", "rest", "rest-api"}
)
_EXTENSION: Final = lazy_regex(r"(?:[.-]openapi|[.-]swagger)?\.(?:json|ya?ml)\Z")
_VERB: Final = lazy_regex(
    r"(?:get|put|post|patch|delete|create|query|list|retrieve|fetch|submit|update|generate|start|run|cancel|poll|make|send"
    r"|check|read|remove|add|new|status|overview)(?:[-_].*)?\Z",
    re.IGNORECASE,
)


def variant_names(places: Sequence[str]) -> tuple[str, ...]:
    """Name the variants of one operation after the places of their documents; the names are distinct.

    >>> variant_names(["api/video/seedance/create", "api/openapi/video/sora/post-video.openapi.json"])
    ('video/seedance', 'video/sora')
    """
    short = [_short(place) for place in places]
    longer = [name if short.count(name) == 1 else _trimmed(place) for name, place in zip(short, places, strict=True)]
    return tuple(
        name if name and longer.count(name) == 1 else place for name, place in zip(longer, places, strict=True)
    )


def short_name(place: str) -> str:
    """Name a place by what it is about: without noise in front, file extension and a verb at the end."""
    return _short(place)


def host_name(server: str) -> str:
    """Return the host of a base URL, "" when it has none."""
    try:
        return urlsplit(server).hostname or ""
    except ValueError:
        return ""


def _trimmed(place: str) -> str:
    segments = _EXTENSION.sub("", place).split("/")
    while len(segments) > 1 and segments[0].lower() in _NOISE:
        segments = segments[1:]
    return "/".join(segments)


def _short(place: str) -> str:
    segments = _trimmed(place).split("/")
    if len(segments) > 1 and _VERB.match(segments[-1]):
        segments = segments[:-1]
    return "/".join(segments)

"""URLs by what they mean: two spellings of one address are the same.

Source: https://datatracker.ietf.org/doc/html/rfc3986#section-6.2, syntax-based and scheme-based normalization. A URL of
the documentation may hold variables in braces, which stay as they are written.
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from driftwatch.patterns import lazy_regex

_PORTS: Final[Mapping[str, str]] = {"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}
_ESCAPE: Final = lazy_regex(r"(?<!%)(?<!%[0-9A-Fa-f])%([0-9A-Fa-f]{2})")
"""An escape, but for one that what stands before it would make another one of: `%4%31` is no `%41`."""
_EMPTY: Final = "?# "
"""What says nothing at the end of a URL: an empty query, an empty fragment."""
_UNRESERVED: Final = lazy_regex(r"[A-Za-z0-9._~-]")


def same_url(one: str, other: str) -> bool:
    """Tell whether two spellings are one URL; a slash at the end of a path is part of it.

    >>> same_url("HTTPS://API.example.com:443/a/../t%6Fken", "https://api.example.com/token")
    True
    >>> same_url("https://api.example.com/t", "https://api.example.com/t/")
    False
    """
    return one == other or meaning(one) == meaning(other)


def meaning(url: str) -> str:
    """Return the one spelling of all that mean the same address; what is no URL is as it is."""
    try:
        parts = urlsplit(url.strip().rstrip(_EMPTY))
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    path = _without_dots(_ESCAPE.sub(_unescaped, parts.path))
    if not parts.netloc and not scheme and ":" in path.partition("/")[0]:
        return url.strip()  # written out it would be another one: `a%62:c` is no URL of a scheme
    if not parts.netloc and path.startswith("//"):
        return url.strip()  # and so would this one: what follows two slashes is a host
    if not parts.netloc:
        return parts._replace(scheme=scheme, path=path).geturl().strip()
    user, at, host = parts.netloc.rpartition("@")
    name, colon, port = host.lower().rpartition(":")
    while colon and (not port or port == _PORTS.get(scheme)):
        host = name
        name, colon, port = host.rpartition(":")
    return parts._replace(scheme=scheme, netloc=f"{user}{at}{host.lower()}", path=path or "/").geturl().strip()


def base_meaning(url: str) -> str:
    """Return the meaning of a base URL, to which paths are added: a slash at its end means nothing.

    >>> base_meaning("https://API.example.com/v1/") == base_meaning("https://api.example.com:443/v1")
    True
    """
    return meaning(url.strip().rstrip("/" + _EMPTY)).rstrip("/" + _EMPTY)


def _unescaped(escape: re.Match[str]) -> str:
    """Write out an escaped letter, digit or mark that need not be escaped; write other escapes in capitals."""
    character = chr(int(escape[1], 16))
    return character if _UNRESERVED.fullmatch(character) else escape[0].upper()


def _without_dots(path: str) -> str:
    """Take the steps `.` and `..` out of a path."""
    if "/." not in path:
        return path
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and len(steps) > 1:
            steps.pop()
        elif step not in (".", ".."):
            steps.append(step)
    return "/".join([*steps, ""] if path.endswith(("/.", "/..")) else steps)

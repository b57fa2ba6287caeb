"""Whether a base URL and a path lead where they should: to a well-formed address, and to production."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from driftwatch.patterns import lazy_regex

_OTHER_WORLDS: Final = frozenset(
    {
        "staging", "stage", "stg", "sandbox", "dev", "develop", "development", "test", "testing", "preview", "preprod",
        "qa", "uat", "mock", "demo", "beta", "canary", "local", "localhost", "internal", "invalid",
    }
)  # fmt: skip
_SOFTER: Final = frozenset({"beta", "preview", "demo", "test", "mock", "internal", "local", "dev", "develop"})
"""Words that a production path may well hold (`/v1beta`, `/tests`): they only count in a host."""
_PRIVATE: Final = lazy_regex(
    r"(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[?::1\]?$|\[?f[cd][0-9a-f]{2}:)"
)
_HOSTLIKE: Final = lazy_regex(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}(:\d+)?", re.IGNORECASE)
_TO_FILL_IN: Final = r"\b(?:your|changeme|placeholder|todo)\b"
_PLACEHOLDER: Final = lazy_regex(rf"[<>${{}}]|{_TO_FILL_IN}", re.IGNORECASE)
_READERS_OWN: Final = lazy_regex(_TO_FILL_IN, re.IGNORECASE)
_FOR_EXAMPLES: Final = lazy_regex(
    r"(?:.*\.)?(?:example\.(?:com|net|org)|[^.]+\.(?:example|test|invalid|localhost)|example|test|invalid|localhost)"
)
"""Hosts that lead nowhere: reserved for examples (RFC 2606), where each reader has a host of their own."""
_FILE: Final = lazy_regex(r"\.[A-Za-z]{2,5}$")
_SCRIPT: Final = lazy_regex(r"\.(?:php|cgi|pl|py|jsp|do|aspx?|ashx|asmx|svc|dll|json|xml)$", re.IGNORECASE)
"""What ends the name of a program that goes on reading the path behind it: `/index.php/apps/notes`."""


def path_faults(path: str) -> Iterator[str]:
    """Say what is wrong with the path of an operation."""
    if not path.strip():
        yield "the path is empty"
        return
    if not path.startswith("/"):
        yield "the path does not begin with /"
    if "://" in path or _begins_with_host(path):
        yield "the path carries a host; the host belongs in base_url"
    if "//" in path.replace("://", ""):
        yield "the path has an empty segment"
    if any(segment in {".", ".."} for segment in path.split("/")):
        yield "the path has a . or .. segment"
    if not _balanced(path):
        yield "the braces in the path do not match"
    if re.search(r"[\s<>\"\\^`|]|%(?![0-9A-Fa-f]{2})", path):
        yield "the path has a character that no URL path has"


def base_url_faults(url: str) -> Iterator[str]:
    """Say what is wrong with a base URL, whatever environment it leads to; the URL itself is not repeated."""
    if not url.strip():
        yield "the URL is empty"
        return
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        yield "the URL is malformed"
        return
    if _PLACEHOLDER.search(url):
        yield "the URL is a placeholder"
    elif parts.scheme not in {"http", "https"} or not host or re.search(r"\s", url):
        yield "the URL is malformed: write scheme and host, as https://api.example.com"
    if parts.username or parts.password:
        yield "the URL carries credentials"
    if parts.query or parts.fragment:
        yield "the URL carries a query or fragment"


def is_for_examples(url: str) -> bool:
    """Tell whether a host leads nowhere, or everybody somewhere else."""
    return _FOR_EXAMPLES.fullmatch(urlsplit(url).hostname or "") is not None


def is_of_each_reader(url: str) -> bool:
    """Tell whether a server is named as what each reader has of their own: `https://your-instance.com`."""
    return _READERS_OWN.search(urlsplit(url).hostname or "") is not None


def is_file(url: str) -> bool:
    """Tell whether a URL is that of a file: one with a variable is not looked into."""
    return "{" not in url and _FILE.search(urlsplit(url).path) is not None


def can_be_base(url: str) -> bool:
    """Tell whether calls may be sent below a URL that a page names."""
    return "{" in url or not (any(base_url_faults(url)) or is_for_examples(url) or is_file(url))


def not_production(url: str, path: str = "") -> str:
    """Say why a URL does not look like production; "" when it does."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if _PRIVATE.match(host) or "." not in host:
        return f"host {host!r} is not public"
    words = {word for label in host.split(".") for word in re.split(r"[-_]|\d+", label)}
    if words & _OTHER_WORLDS:
        return f"host {host!r} looks like a non-production host"
    segments = {segment.lower() for segment in f"{parts.path}/{path}".split("/")}
    found = segments & (_OTHER_WORLDS - _SOFTER)
    if found:
        return f"the path segment {min(found)!r} looks like a non-production environment"
    if parts.scheme != "https":
        return "it is not https"
    return ""


def doubled(base_url: str, path: str) -> str:
    """Return the segments that stand at the end of the base URL and at the beginning of the path, "" when none do."""
    base = urlsplit(base_url).path.strip("/")
    if base and (path.strip("/") + "/").startswith(base + "/"):
        return f"/{base}"
    return ""


def _begins_with_host(path: str) -> bool:
    """Tell whether a host stands in front of a path: something follows it, unlike a call by name (`/boxes.open`)."""
    first, _, rest = path.strip("/").partition("/")
    named = _HOSTLIKE.fullmatch(first) is not None and _SCRIPT.search(first) is None
    return named and (bool(rest) or ":" in first)


def _balanced(path: str) -> bool:
    depth = 0
    for character in path:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth not in {0, 1}:
            return False
    return depth == 0 and "{}" not in path

"""Which headers of an answer are kept: what says how the API behaves. Anything else may hold a secret or a person."""

import re
from collections.abc import Iterable
from typing import Final

from driftwatch.model.observation import RequestId
from driftwatch.redaction import looks_secret

_BEHAVIOUR: Final = frozenset(
    {
        "allow",  # RFC 9110
        "deprecation",  # RFC 9745
        "ratelimit-limit",  # earlier drafts of the next two, still common
        "ratelimit-policy",  # draft-ietf-httpapi-ratelimit-headers
        "retry-after",  # RFC 9110
        "sunset",  # RFC 8594
        "x-ratelimit-limit",
        "x-ratelimit-limit-requests",
        "x-ratelimit-limit-tokens",
    }
)
"""Kept with their values, which say something of the API and nothing of a call."""
_PRESENT: Final = frozenset(
    {
        "ratelimit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "x-ratelimit-remaining",
        "x-ratelimit-remaining-requests",
        "x-ratelimit-remaining-tokens",
        "x-ratelimit-reset",
        "x-ratelimit-reset-requests",
        "x-ratelimit-reset-tokens",
    }
)
"""Kept without their values, which are others in each answer."""
_IDENTITY: Final = (
    "x-request-id", "request-id", "x-litellm-call-id", "x-correlation-id", "x-amzn-requestid", "x-amz-request-id",
    "x-ms-request-id", "x-trace-id", "cf-ray",
)  # fmt: skip
"""Names under which an API says by what it knows a call, the most telling first."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]{0,30}")
_ID: Final = re.compile(r"[A-Za-z0-9._:/=+-]{1,200}")
_LONGEST: Final = 200


def kept(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the headers that are kept, sorted; names come in lower case."""
    return tuple(sorted(dict(filter(None, (_kept(name, value.strip()) for name, value in headers))).items()))


def _kept(name: str, value: str) -> tuple[str, str] | None:
    if name in _PRESENT:
        return name, "present"
    if name == "www-authenticate":
        found = _SCHEME.match(value)
        return (name, found.group()) if found else None
    if name not in _BEHAVIOUR or not value.isprintable() or looks_secret(value):
        return None
    return name, value[:_LONGEST]


def identity(headers: Iterable[tuple[str, str]]) -> RequestId | None:
    """Return by what the API knows a call, as far as a header says so."""
    known = dict(headers)
    for name in _IDENTITY:
        value = known.get(name, "").strip()
        if _ID.fullmatch(value) and not looks_secret(value):
            return RequestId(value=value, name=name)
    return None

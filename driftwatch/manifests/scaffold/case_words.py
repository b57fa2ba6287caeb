"""By which words documentation says of a failure that it is one of the cases of a manifest.

A row of the table holds what has to be said (each group by one of its words) and the statuses that other services give
to the case. A status alone is no statement: who writes `401` says neither that a key was missing nor that it was wrong.
Only what HTTP itself defines for one purpose counts without words: 429 (RFC 6585) and the class 5xx (RFC 9110).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from driftwatch.patterns import lazy_regex

_CREDENTIAL: Final = (
    "key", "keys", "token", "tokens", "credential", "credentials", "authentication", "authorization", "apikey",
    "bearer", "signature", "username", "password",
)  # fmt: skip
_ABSENT: Final = (
    "missing", "absent", "no", "without", "not provided", "not supplied", "not sent", "not present", "not set", "lacks",
    "lacking", "omitted", "required", "must be provided",
)  # fmt: skip
_WRONG: Final = (
    "invalid", "wrong", "incorrect", "not valid", "expired", "revoked", "disabled", "bad", "unknown", "unrecognized",
    "unrecognised", "malformed", "mismatch", "not recognized", "does not match", "doesn't match",
)  # fmt: skip
_FIELD: Final = (
    "parameter", "parameters", "field", "fields", "property", "properties", "argument", "arguments", "attribute",
    "attributes", "input", "inputs", "param", "params",
)  # fmt: skip
_CLAUSE: Final = lazy_regex(r"[.;|!?]\s|[|\n]")
_PHRASES: Final[Mapping[int, str]] = MappingProxyType(
    {
        400: "Bad Request",
        401: "Unauthorized",
        402: "Payment Required",
        403: "Forbidden",
        404: "Not Found",
        405: "Method Not Allowed",
        406: "Not Acceptable",
        407: "Proxy Authentication Required",
        408: "Request Timeout",
        409: "Conflict",
        410: "Gone",
        411: "Length Required",
        412: "Precondition Failed",
        413: "Request Entity Too Large",
        414: "Request-URI Too Long",
        415: "Unsupported Media Type",
        416: "Requested Range Not Satisfiable",
        417: "Expectation Failed",
        421: "Misdirected Request",
        422: "Unprocessable Entity",
        423: "Locked",
        424: "Failed Dependency",
        425: "Too Early",
        426: "Upgrade Required",
        428: "Precondition Required",
        429: "Too Many Requests",
        431: "Request Header Fields Too Large",
        451: "Unavailable For Legal Reasons",
        500: "Internal Server Error",
        501: "Not Implemented",
        502: "Bad Gateway",
        503: "Service Unavailable",
        504: "Gateway Timeout",
        505: "HTTP Version Not Supported",
        506: "Variant Also Negotiates",
        507: "Insufficient Storage",
        508: "Loop Detected",
        510: "Not Extended",
        511: "Network Authentication Required",
    }
)
"""What HTTP calls a status (RFC 9110, and the registry of IANA)."""
_WORDS: Final = lazy_regex(r"[\w'-]+")


class CaseWords(Struct, frozen=True, kw_only=True):
    """What is said of one case of a manifest."""

    groups: tuple[tuple[str, ...], ...] = ()
    """One word of each has to stand in one clause."""
    statuses: tuple[str, ...] = ()
    """What others answer with: a reading where nothing is said."""
    defined: tuple[str, ...] = ()
    """What HTTP defines for this case alone; `5xx` is the class."""
    otherwise: str = ""
    """What such a status may mean as well."""


CASE_WORDS: Final[Mapping[str, CaseWords]] = MappingProxyType(
    {
        "auth-missing": CaseWords(
            groups=(_CREDENTIAL, _ABSENT), statuses=("401", "403"), otherwise="the key is wrong, or may not do this"
        ),
        "auth-invalid": CaseWords(
            groups=(_CREDENTIAL, _WRONG), statuses=("401", "403"), otherwise="the key is missing, or may not do this"
        ),
        "malformed-json": CaseWords(
            groups=(
                ("json", "body", "payload", "syntax"),
                ("malformed", "invalid", "not valid", "parse", "parsed", "parsing", "syntax error", "unparseable"),
            ),
            statuses=("400",),
            otherwise="a field is missing or wrong",
        ),
        "missing-required-field": CaseWords(
            groups=(_FIELD, (*_ABSENT[:1], "absent", "not provided", "not supplied", "lacks", "omitted", "blank")),
            statuses=("400", "422"),
            otherwise="the body is malformed, or a value is wrong",
        ),
        "unknown-resource": CaseWords(
            groups=(("not found", "does not exist", "doesn't exist", "no such", "not exist", "could not be found"),),
            statuses=("404",),
            otherwise="the path is mistaken",
        ),
        "path-mistake": CaseWords(
            groups=(
                ("path", "url", "endpoint", "route"),
                ("mistake", "mistaken", "wrong", "incorrect", "invalid", "not found", "unknown", "does not exist"),
            ),
            otherwise="the resource is unknown",
        ),
        "rate-limited": CaseWords(
            groups=(
                (
                    "too many", "rate limit", "rate limits", "rate-limit", "rate limited", "rate-limited", "ratelimit",
                    "ratelimited", "throttled", "throttling", "slow down", "requests per",
                ),
            ),
            defined=("429",),
            otherwise="the quota is used up",
        ),
        "quota-exhausted": CaseWords(
            groups=(
                ("quota", "credit", "credits", "balance", "funds", "budget", "usage limit", "character limit"),
                (
                    "exceeded", "exceed", "exhausted", "used up", "insufficient", "reached", "not enough", "out of",
                    "low", "no", "ran out", "negative", "over",
                ),
            ),
            statuses=("402",),
            otherwise="the feature is not part of the plan",
        ),
        "timeout": CaseWords(groups=(("timeout", "timeouts", "time-out", "timed out", "took too long"),)),
        "upstream-5xx": CaseWords(defined=("5xx",)),
        "network-failure": CaseWords(
            groups=(("connection", "network"), ("reset", "refused", "failure", "error", "lost"))
        ),
    }
)  # fmt: skip


def without_phrase(words: str, status: str) -> str:
    """Leave out the name that HTTP gives a status: `404: Not found` says no more than `404`."""
    phrase = _PHRASES.get(int(status), "") if status.isdigit() else ""
    found = re.match(rf"(?i)\W*(?:HTTP\s+)?{status}\W+{re.escape(phrase)}\b", words) if phrase else None
    return words[found.end() :] if found else words


def says(case: CaseWords, words: str) -> bool:
    """Tell whether a text says of a failure that it is this case: each group has a word in one clause of it."""
    if not case.groups:
        return False
    clauses = (" ".join(_WORDS.findall(part.lower())) for part in _CLAUSE.split(words[:2000]))
    return any(all(_has(clause, group) for group in case.groups) for clause in clauses)


def is_defined(case: CaseWords, status: str) -> bool:
    """Tell whether HTTP defines a status for this case alone."""
    low = status.lower()
    return any(low == one or (one.endswith("xx") and len(low) == len(one) and low[0] == one[0]) for one in case.defined)


def _has(clause: str, group: tuple[str, ...]) -> bool:
    padded = f" {clause} "
    return any(f" {word} " in padded for word in group)

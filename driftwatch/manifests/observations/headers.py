"""Which headers of an answer are kept: what says how the API behaves. Anything else may hold a secret or a person."""

from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import values_of
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import RequestIdPlace
from driftwatch.model.observation import RequestId
from driftwatch.patterns import lazy_regex
from driftwatch.redaction import looks_secret

_DATE: Final = r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT"
_COUNT: Final = r"\d{1,12}(?:, ?\d{1,12};w=\d{1,9}){0,9}"
_METHODS: Final = "(?:(?:^|, ?)(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)){1,9}"
_POLICY: Final = r'"[a-z]{1,20}"(?:;[a-z]{1,4}=\d{1,12}){1,4}|\d{1,12}(?:;w=\d{1,9})?'
_BEHAVIOUR: Final = {
    name: lazy_regex(form)
    for name, form in {
        "allow": _METHODS,  # RFC 9110
        "deprecation": rf"@\d{{1,12}}|true|{_DATE}",  # RFC 9745, and drafts before it
        "ratelimit-limit": _COUNT,  # earlier drafts of the next one, still common
        "ratelimit-policy": _POLICY,  # draft-ietf-httpapi-ratelimit-headers
        "retry-after": rf"\d{{1,9}}|{_DATE}",  # RFC 9110
        "sunset": _DATE,  # RFC 8594
        "x-ratelimit-limit": _COUNT,
        "x-ratelimit-limit-requests": _COUNT,
        "x-ratelimit-limit-tokens": _COUNT,
    }.items()
}
"""Kept with values of this form, which say something of the API and nothing of a call; of another form, without."""
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
_SCHEMES: Final = frozenset(
    {
        "basic", "bearer", "concealed", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "oauth",
        "privatetoken", "scram-sha-1", "scram-sha-256", "vapid",
    }
)  # fmt: skip
"""Registered at https://www.iana.org/assignments/http-authschemes; another word may be anything."""
_THERE: Final = "present"
_ID: Final = lazy_regex(r"(?=\D*\d)[A-Za-z0-9._:/=+-]{1,200}")
_ID_PART: Final = lazy_regex(r"[A-Za-z0-9._:/=+-]{1,200}")
_WORDS: Final = lazy_regex(r"[\w \-:=/\[#,.'\"]{1,100}")
_ANYWHERE: Final = RequestIdPlace()
_PART: Final = 8
"""Characters of a credential that give it away."""


def kept(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the headers that are kept, sorted; names come in lower case."""
    return tuple(sorted(dict(filter(None, (_kept(name, value.strip()) for name, value in headers))).items()))


def _kept(name: str, value: str) -> tuple[str, str] | None:
    if name in _PRESENT:
        return name, _THERE
    if name == "www-authenticate":
        scheme = value.partition(" ")[0]
        return name, scheme if scheme.lower() in _SCHEMES else _THERE
    form = _BEHAVIOUR.get(name)
    if form is None:
        return None
    return name, value if form.fullmatch(value) else _THERE


def identity(
    headers: Iterable[tuple[str, str]],
    body: Json = None,
    *,
    private: Iterable[str] | None,
    place: RequestIdPlace = _ANYWHERE,
) -> RequestId | None:
    """Return by what the API knows a call, as far as the answer says so.

    Args:
        headers: of the answer.
        body: of the answer.
        private: what must not be repeated, not even a part of it; None when nobody knows, so that an id could be one.
        place: where the manifest says that it is; the usual headers are looked at as well.
    """
    if private is None:
        return None
    private = tuple(private)
    known = dict(headers)
    found = [RequestId(value=known.get(name, "").strip(), name=name) for name in (place.header, *_IDENTITY) if name]
    found += [RequestId(value=value, within="body", name=place.body) for value in _in_body(body, place)]
    return next((one for one in found if _is_id(one.value, private)), None)


def _is_id(value: str, private: tuple[str, ...]) -> bool:
    return (
        _ID.fullmatch(value) is not None
        and not looks_secret(value)
        and not any(_repeats(value, one) for one in private)
    )


def _in_body(body: Json, place: RequestIdPlace) -> Iterator[str]:
    """Yield what follows the words of the pattern in the texts at its path.

    The pattern of a team is not run over text from outside, which could take for ever: what stands before its group
    has to be plain words, and the id is read by its own form.
    """
    words = place.pattern.partition("(")[0].replace("\\", "")
    if not place.body or (place.pattern and not _WORDS.fullmatch(words)):
        return
    for steps, text in values_of(body):
        if steps == claim_steps(place.body) and isinstance(text, str):
            _, mark, rest = text.partition(words) if words else ("", "x", text)
            if mark and (match := _ID_PART.match(rest)):
                yield match[0].rstrip(".:,")


def _repeats(value: str, private: str) -> bool:
    """Whether an id of the API, which has 200 characters at the most, holds a part of what is private."""
    return any(value[at : at + _PART] in private for at in range(len(value) - _PART + 1)) or value in private

"""Recorded traffic as observations: one for each contract, variant and API that was called."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from msgspec import structs

from driftwatch.manifests.observations.answers import Answers
from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.matching import (
    body_with_code,
    case_name,
    has_credential,
    is_target,
    origin_of,
    variant_of,
)
from driftwatch.model.facts import ErrorRule
from driftwatch.model.manifest import Claims, Manifest
from driftwatch.model.observation import (
    Observation,
    ObservingRun,
    Target,
    UnknownCall,
)
from driftwatch.patterns import lazy_regex
from driftwatch.redaction import looks_secret

_MOST_UNKNOWN: Final = 1_000
"""Calls of no manifest that are told apart."""
_PLAIN: Final = lazy_regex(r"[A-Za-z][A-Za-z._-]{0,40}|v\d{1,3}")
"""A part of a path that a person gave an operation; any other is data: an id, a name, a day."""


Stated = Callable[[Manifest, str, Call], Iterable[ErrorRule]]
"""What documentation says of an answer to a variant of a manifest, the most telling first."""


def nothing_stated(_manifest: Manifest, _variant: str, _call: Call) -> Iterable[ErrorRule]:
    """Say what documentation says where there is none."""
    return ()


class Traffic:
    """Takes in calls and sorts them by the manifests that they are of.

    Args:
        manifests: those that count; a retired one does not.
        stated: tells what documentation says of answers.
    """

    def __init__(self, manifests: Iterable[Manifest], stated: Stated = nothing_stated) -> None:
        self._stated = stated
        self._manifests = tuple(one for one in manifests if one.status != "retired")
        self._cases: dict[tuple[int, str, str], dict[str, Answers]] = {}
        self.unknown: Counter[UnknownCall] = Counter()
        self.calls = 0
        self._newest: dict[tuple[int, str, str], str] = {}

    def add(self, call: Call) -> None:
        """Take in a call."""
        self.calls += call.count
        mine = self._about(call)
        if not mine:
            self._unknown(call)
        for number, name, claims in mine:
            manifest = self._manifests[number]
            body = body_with_code(claims, call.code) if call.code else call.response
            case = case_name(
                claims,
                status=call.status,
                body=body,
                content_type=call.content_type,
                credential=has_credential(manifest.auth, call.url, call.sent_headers),
            )
            place = (number, name, _origin(call.url, manifest))
            self._newest[place] = max(self._newest.get(place, ""), utc(call.at))
            cases = self._cases.setdefault(place, {})
            told = structs.replace(call, response=body)
            cases.setdefault(case, Answers(claims)).add(call, stated=self._stated(manifest, name, told), seen_as=told)

    def _about(self, call: Call) -> list[tuple[int, str, Claims]]:
        found = []
        for number, manifest in enumerate(self._manifests):
            if is_target(manifest, call.method, call.url):
                variant = variant_of(manifest, call.request)
                if variant is not None:
                    found.append((number, *variant))
        return found

    def _unknown(self, call: Call) -> None:
        path = "/".join(
            step if not step or (_PLAIN.fullmatch(step) and not looks_secret(step)) else "{}"
            for step in _path(call.url).split("/")
        )
        one = UnknownCall(path=path[:300], method=call.method, status=call.status)
        if one in self.unknown or len(self.unknown) < _MOST_UNKNOWN:
            self.unknown[one] += call.count

    def observations(self, *, at: str, tool: str) -> Iterator[tuple[Manifest, Observation]]:
        """Yield what was seen, each with its manifest, in the order of the manifests.

        Args:
            at: the time, ISO 8601 in UTC: when a call was made that does not say when, or says that it is to come.
            tool: name and version of what makes them.
        """
        for place, cases in sorted(self._cases.items(), key=lambda each: each[0]):
            number, name, origin = place
            manifest = self._manifests[number]
            yield (
                manifest,
                Observation(
                    contract=manifest.contract,
                    variant=name,
                    target=Target(origin=origin, environment=manifest.environment),
                    run=ObservingRun(by="import", at=min(self._newest[place] or at, at), tool=tool),
                    cases=tuple(cases[case].made(case) for case in sorted(cases)),
                ),
            )


def utc(text: str) -> str:
    """Write a time as an observation does, "" when it is none or nobody knows in which zone."""
    try:
        when = datetime.fromisoformat(text)
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return "{}"


def _origin(url: str, manifest: Manifest) -> str:
    return origin_of(url) or origin_of(manifest.base_url)

"""Recorded traffic as observations: one for each contract, variant and API that was called."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from msgspec import structs

from driftwatch.manifests.conformity import misfits
from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.headers import identity, kept
from driftwatch.manifests.observations.matching import (
    SUCCESS,
    body_with_code,
    case_name,
    has_credential,
    is_target,
    origin_of,
    variant_of,
)
from driftwatch.manifests.observations.shape import MAX_PATHS, Seen, Shape
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import values_of
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.manifest import Claims, FieldClaim, Manifest
from driftwatch.model.observation import (
    Answer,
    Observation,
    ObservedCase,
    ObservingRun,
    RequestId,
    SeenField,
    Target,
    UnknownCall,
)
from driftwatch.model.paths import ANY, Claimed
from driftwatch.redaction import looks_secret

_MOST_UNKNOWN: Final = 1_000
"""Calls of no manifest that are told apart."""
_MOST_MISFITS: Final = 20
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z._-]{0,40}|v\d{1,3}")
"""A part of a path that a person gave an operation; any other is data: an id, a name, a day."""


class _Case:
    """Collects the answers of one case."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self.answers = 0
        self.sent = Shape(known=_paths(claims.request))
        self.shape = Shape(known=_paths((*claims.response, *claims.error_fields)))
        self.values: dict[str, dict[str, Json]] = {}
        """Those that the manifest lists, of the paths that hold them, in their one form."""
        self.others: set[str] = set()
        self.status = 0
        self.content_type = ""
        self.headers: tuple[tuple[str, str], ...] = ()
        self.request_id: RequestId | None = None
        self.differing_id: RequestId | None = None
        """Of the last call whose answer is not as the manifest says."""
        self.misfits: dict[str, None] = {}

    def add(self, call: Call) -> None:
        self.answers += call.count
        if call.request is not None:
            self.sent.add(call.request)
        if call.response is not None:
            self.shape.add(call.response)
            fields = self._claims.response if call.status < 300 else self._claims.error_fields  # noqa: PLR2004 - a success
            self._hold(call.response, fields)
            wrong = dict.fromkeys(misfits(call.response, fields)) if len(self.misfits) < _MOST_MISFITS else {}
            self.misfits |= wrong
            self.differing_id = (wrong and identity(call.headers, private=call.private)) or self.differing_id
        # One of several (`5xx`), and the same one whatever order they came in.
        self.status = min(self.status or call.status, call.status)
        self.content_type = min(filter(None, (self.content_type, call.content_type)), default="")
        self.headers = kept((*self.headers, *call.headers))
        self.request_id = identity(call.headers, private=call.private) or self.request_id

    def _hold(self, body: Json, fields: tuple[FieldClaim, ...]) -> None:
        """Note which of the values that the manifest lists came, and where another one did."""
        listed = {
            claim_steps(claim.path): (claim.path, {canonical(value): value for value in claim.values})
            for claim in fields
            if claim.values and not claim.sensitive
        }
        for steps, value in values_of(body) if listed else ():
            path, known = listed.get(steps, ("", {}))
            if canonical(value) in known:
                self.values.setdefault(path, {})[canonical(value)] = known[canonical(value)]
            elif path and value is not None:
                self.others.add(path)

    def made(self, name: str) -> ObservedCase:
        failure = next((case for case in self._claims.cases if case.name == name), None)
        is_known = failure is not None or name == SUCCESS
        because = "; ".join(sorted(self.misfits)) if is_known else "the manifest has no such case"
        return ObservedCase(
            name=name,
            # What names one call says nothing of a success that is as it should be, and changes with each.
            answer=Answer(
                status=self.status,
                content_type=self.content_type,
                headers=self.headers,
                request_id=self.differing_id if name == SUCCESS else self.request_id,
            ),
            answers=self.answers,
            sent=tuple(path for path in self.sent.seen() if not path.endswith(f".{ANY}")),
            fields=tuple(self._valued(one) for one in _fields(self.shape.seen())),
            retry=failure.retry if failure is not None else "",
            verdict="differs" if because else "pass",
            because=because,
            note=f"more than {MAX_PATHS:,} paths" if self.sent.is_cut or self.shape.is_cut else "",
        )

    def _valued(self, field: SeenField) -> SeenField:
        known = self.values.get(field.path, {})
        values = tuple(known[text] for text in sorted(known))
        return structs.replace(field, values=values, has_others=field.path in self.others)


class Traffic:
    """Takes in calls and sorts them by the manifests that they are of.

    Args:
        manifests: those that count; a retired one does not.
    """

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self._manifests = tuple(one for one in manifests if one.status != "retired")
        self._cases: dict[tuple[int, str, str], dict[str, _Case]] = {}
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
            case = case_name(
                claims,
                status=call.status,
                body=body_with_code(claims, call.code) if call.code else call.response,
                content_type=call.content_type,
                credential=has_credential(manifest.auth, call.url, call.sent_headers),
            )
            place = (number, name, _origin(call.url, manifest))
            self._newest[place] = max(self._newest.get(place, ""), utc(call.at))
            cases = self._cases.setdefault(place, {})
            cases.setdefault(case, _Case(claims)).add(call)

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


def _paths(fields: tuple[FieldClaim, ...]) -> Iterator[Claimed]:
    return (claim_steps(claim.path) for claim in fields if claim.within == "body")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return "{}"


def _origin(url: str, manifest: Manifest) -> str:
    return origin_of(url) or origin_of(manifest.base_url)


def _fields(seen: dict[str, Seen]) -> Iterator[SeenField]:
    for path, one in seen.items():
        if path == ANY or path.endswith(f".{ANY}"):
            yield SeenField(path=path, types=one.types, items=one.there)
            continue
        there, of = (1, 1) if one.is_always else (one.there, one.of)
        yield SeenField(path=path, types=one.types, there=there, of=of)
    # Of a list that never had an item nothing is known of its items, which is worth saying.
    for path, one in seen.items():
        if "array" in one.types and f"{path}.{ANY}" not in seen:
            yield SeenField(path=f"{path}.{ANY}", types=(), items=0)

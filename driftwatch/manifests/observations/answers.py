"""The answers of one case as one: their shape, and whether they fit what the manifest says."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import structs

from driftwatch.manifests.conformity import misfits
from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.headers import identity, kept
from driftwatch.manifests.observations.matching import SUCCESS, VALID
from driftwatch.manifests.observations.retrying import joined_verdicts, retry_verdict
from driftwatch.manifests.observations.shape import MAX_PATHS, Seen, Shape
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import values_of
from driftwatch.model.facts import ErrorRule
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.manifest import Claims, ErrorCase, FieldClaim
from driftwatch.model.observation import Answer, ObservedCase, RequestId, SeenField
from driftwatch.model.paths import ANY, Claimed

_MOST_MISFITS: Final = 20


class Answers:
    """Collects the answers of one case.

    Args:
        claims: what the manifest says.
        expected: the case of the manifest that they should be; None where that is told by each answer.
    """

    def __init__(self, claims: Claims, expected: ErrorCase | None = None) -> None:
        self._claims = claims
        self._expected = expected
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
        self.retries: set[str] = set()

    def add(
        self,
        call: Call,
        *,
        stated: Iterable[ErrorRule] = (),
        events: tuple[Json, ...] = (),
        seen_as: Call | None = None,
    ) -> None:
        """Take in an answer.

        Args:
            call: with its answer.
            stated: what documentation says of such an answer, the most telling first.
            events: the bodies that came one after the other in place of one.
            seen_as: the same with what else tells which failure it is, where its body does not.
        """
        self.answers += call.count
        if call.request is not None:
            self.sent.add(call.request)
        fields = self._claims.response if call.status < 300 else self._claims.error_fields  # noqa: PLR2004 - a success
        for body in events or (() if call.response is None else (call.response,)):
            self.shape.add(body)
            self._hold(body, fields)
        if call.response is not None and not events:
            wrong = dict.fromkeys(misfits(call.response, fields)) if len(self.misfits) < _MOST_MISFITS else {}
            self.misfits |= wrong
            self.differing_id = (wrong and self._identity(call)) or self.differing_id
        # One of several (`5xx`), and the same one whatever order they came in.
        self.status = min(self.status or call.status, call.status)
        self.content_type = min(filter(None, (self.content_type, call.content_type)), default="")
        self.headers = kept((*self.headers, *call.headers))
        self.request_id = self._identity(call) or self.request_id
        self.retries.add(retry_verdict(self._claims, seen_as or call, expected=self._expected, stated=stated))

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

    def _identity(self, call: Call) -> RequestId | None:
        return identity(call.headers, call.response, private=call.private, place=self._claims.request_id)

    def made(self, name: str) -> ObservedCase:
        """Return the case that they are."""
        failure = next((case for case in self._claims.cases if case.name == name), None)
        is_known = failure is not None or name in VALID
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
            retry_verdict=joined_verdicts(self.retries) if failure is not None else "",
            verdict="differs" if because else "pass",
            because=because,
            note=f"more than {MAX_PATHS:,} paths" if self.sent.is_cut or self.shape.is_cut else "",
        )

    def _valued(self, field: SeenField) -> SeenField:
        known = self.values.get(field.path, {})
        values = tuple(known[text] for text in sorted(known))
        return structs.replace(field, values=values, has_others=field.path in self.others)


def _paths(fields: tuple[FieldClaim, ...]) -> Iterator[Claimed]:
    return (claim_steps(claim.path) for claim in fields if claim.within == "body")


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

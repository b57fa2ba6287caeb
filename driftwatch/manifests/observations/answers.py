"""The answers of one case as one: their shape, and whether they fit what the manifest says."""

from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.manifests.conformity import misfits
from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.headers import identity, kept
from driftwatch.manifests.observations.matching import SUCCESS, VALID
from driftwatch.manifests.observations.retrying import joined_verdicts, retry_verdict
from driftwatch.manifests.observations.shape import MAX_PATHS, Seen, Shape
from driftwatch.model.facts import ErrorRule
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Claims, ErrorCase
from driftwatch.model.observation import Answer, ObservedCase, RequestId, SeenField
from driftwatch.model.paths import ANY

_MOST_MISFITS: Final = 20


class Answers:
    """Collects the answers of one case.

    Args:
        expected: the case of the manifest that they should be; None where that is told by each answer.
    """

    def __init__(self, expected: ErrorCase | None = None) -> None:
        self._expected = expected
        self.answers = 0
        self.sent = Shape()
        self.shape = Shape()
        self.status = 0
        self.content_type = ""
        self.headers: tuple[tuple[str, str], ...] = ()
        self.request_id: RequestId | None = None
        self.misfits: dict[str, None] = {}
        self.retries: set[str] = set()

    def add(
        self, call: Call, claims: Claims, *, stated: Iterable[ErrorRule] = (), events: tuple[Json, ...] = ()
    ) -> None:
        """Take in an answer.

        Args:
            call: with its answer.
            claims: what the manifest says.
            stated: what documentation says of such an answer, the most telling first.
            events: the bodies that came one after the other in place of one.
        """
        self.answers += call.count
        if call.request is not None:
            self.sent.add(call.request)
        for body in events:
            self.shape.add(body)
        if call.response is not None and not events:
            self.shape.add(call.response)
            fields = claims.response if call.status < 300 else claims.error_fields  # noqa: PLR2004 - a success
            if len(self.misfits) < _MOST_MISFITS:
                self.misfits |= dict.fromkeys(misfits(call.response, fields))
        # One of several (`5xx`), and the same one whatever order they came in.
        self.status = min(self.status or call.status, call.status)
        self.content_type = min(filter(None, (self.content_type, call.content_type)), default="")
        self.headers = kept((*self.headers, *call.headers))
        self.request_id = self._identity(call, claims) or self.request_id
        self.retries.add(retry_verdict(claims, call, expected=self._expected, stated=stated))

    @staticmethod
    def _identity(call: Call, claims: Claims) -> RequestId | None:
        return identity(call.headers, call.response, private=call.private, place=claims.request_id)

    def made(self, name: str, claims: Claims) -> ObservedCase:
        """Return the case that they are."""
        failure = next((case for case in claims.cases if case.name == name), None)
        is_known = failure is not None or name in VALID
        because = "; ".join(sorted(self.misfits)) if is_known else "the manifest has no such case"
        return ObservedCase(
            name=name,
            # What names one call says nothing of a success, and changes with each.
            answer=Answer(
                status=self.status,
                content_type=self.content_type,
                headers=self.headers,
                request_id=None if name == SUCCESS else self.request_id,
            ),
            answers=self.answers,
            sent=tuple(path for path in self.sent.seen() if not path.endswith(f".{ANY}")),
            fields=tuple(_fields(self.shape.seen())),
            retry=failure.retry if failure is not None else "",
            retry_verdict=joined_verdicts(self.retries) if failure is not None else "",
            verdict="differs" if because else "pass",
            because=because,
            note=f"more than {MAX_PATHS:,} paths" if self.sent.is_cut or self.shape.is_cut else "",
        )


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

"""Rules for what the live API was observed to answer: statuses, media types, failures, and what headers announce."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rows.manifests import ONLY, OPERATION
from driftwatch.rules.rows.observed import ASK, BY_DIRECTION, ESCALATE, LISTED, REVIEW, seen, success
from driftwatch.rules.rule import NOTHING, Rule

_PAGE: Final[tuple[Role, ...]] = ("page",)
_BODY: Final[tuple[Role, ...]] = ("response-body",)
_HAND: Final = frozenset({"by-hand"})
_SHAPE: Final[dict[str, Json]] = {"id": "string"}
_PACE: Final = "Adapt the pace of the client, then the manifest; ask the provider which of the limits holds."
_WAIT: Final = "Decide on purpose: after-header where the client can wait, else say in the manifest why it does not."


def _case(retry: str = "backoff", **more: Json) -> Json:
    return {"errors": {"cases": {"rate-limited": {"status": 429, "retry": retry, "evidence": "documented", **more}}}}


def _limited(*, status: int = 429, headers: Json = None, **more: Json) -> Json:
    got = {"status": status, "content_type": "application/json", "headers": headers or {}}
    return {**success(_SHAPE), "rate-limited": {"got": got, **more}}


def _headed(headers: Json) -> Json:
    return {
        "success": {"got": {"status": 200, "content_type": "application/json", "headers": headers}, "shape": _SHAPE}
    }


def _rule(signal: str, retry: str) -> Json:
    return {
        "fact": "error-rule",
        "at": f"error-rule · {signal}",
        "signal": signal,
        "status": int(signal),
        "retry": retry,
    }


_TRY_AGAIN: Final[dict[str, Json]] = {"pages": [_rule("429", "yes")]}
_NO_MORE: Final[dict[str, Json]] = {"pages": [_rule("429", "no")]}
_UNLISTED: Final[dict[str, Json]] = {**success(_SHAPE), "status-409": {"got": {"status": 409}}}

OBSERVED_ANSWERS: Final[tuple[Rule, ...]] = (
    Rule(
        on="manifest.observed.success-status",
        id="observed-status-differs",
        roles=_BODY,
        level="warning",
        title="A good answer came with another status",
        why="Code that compares the status takes it for a failure.",
        advice=ESCALATE,
        message="{owner} answered a good call with {after}; expected is {before}.",
        deviation=ONLY,
        example=seen({}, {"success": {"got": {"status": 202, "content_type": "application/json"}, "shape": _SHAPE}}),
    ),
    Rule(
        on="manifest.observed.media-type",
        id="observed-media-type-differs",
        roles=("response-body", "page"),
        level=BY_DIRECTION,
        title="An answer came in another form",
        why="The parser meets what it does not know.",
        advice=ESCALATE,
        message="{subject} of {owner} came as {after}; expected is {before}.",
        deviation=ONLY,
        example=seen({}, {"success": {"got": {"status": 200, "content_type": "text/plain"}, "shape": _SHAPE}}),
    ),
    Rule(
        on="manifest.observed.failure.unlisted",
        id="observed-failure-unlisted",
        roles=_PAGE,
        when=_HAND,
        level="info",
        title="Somebody saw a failure that is no case of the manifest",
        why="It is observed only: one report, written down by hand.",
        advice=LISTED,
        message="{owner} was seen to answer {status} ({name}), which is no case of the manifest; retry {after}.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen({}, {**success(_SHAPE), "status-409": {"got": {"status": 409}, "by": "hand"}}),
    ),
    Rule(
        on="manifest.observed.failure.unlisted",
        id="observed-failure-unlisted",
        roles=_PAGE,
        when=frozenset({"documented"}),
        level="warning",
        title="A documented failure came that is no case of the manifest",
        why="Nobody decided what the client does then.",
        advice=LISTED,
        message="{owner} answered {status}, which is documented and no case of the manifest; retry {after}.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen({}, _UNLISTED, documentation={"pages": [_rule("409", "no")]}),
    ),
    Rule(
        on="manifest.observed.failure.unlisted",
        id="observed-failure-undocumented",
        roles=_PAGE,
        level="warning",
        title="A failure came that neither documentation nor manifest has",
        why="Nobody decided what the client does then, and nothing says what it means.",
        advice=ASK,
        message="{owner} answered {status}, which neither documentation nor manifest has; by the answer retry {after}.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen({}, _UNLISTED),
    ),
    Rule(
        on="manifest.observed.failure.status",
        id="observed-failure-status-differs",
        roles=_PAGE,
        when=_HAND,
        level="info",
        title="Somebody saw another status for a case than the manifest has",
        why="It is observed only: one report, written down by hand.",
        advice=LISTED,
        message="{owner} was seen to answer {after} for {name}; the manifest has {before}.",
        deviation=ONLY,
        example=seen(
            _case(),
            {**success(_SHAPE), "rate-limited": {"got": {"status": 503}, "by": "hand"}},
            documentation=_TRY_AGAIN,
        ),
    ),
    Rule(
        on="manifest.observed.failure.status",
        id="observed-failure-status-differs",
        roles=_PAGE,
        level="warning",
        title="A failure came with another status than the manifest has",
        why="The client takes it for another failure, and may try again what cannot succeed.",
        advice=ESCALATE,
        message="{owner} answered {after} for {name}; the manifest has {before}.",
        deviation=ONLY,
        example=seen(_case(), _limited(status=503), documentation=_TRY_AGAIN),
    ),
    Rule(
        on="manifest.observed.failure.removed",
        id="observed-failure-removed-from-docs",
        roles=_PAGE,
        level="warning",
        title="A failure that a manifest calls documented is not, and still comes",
        why="What it means, and what to do then, is no longer said.",
        advice=REVIEW,
        message="{owner} still answers {status} for {name}, which is not documented any more.",
        deviation=ONLY,
        example=seen(_case(), _limited(), documentation={"pages": [_rule("500", "yes")]}),
    ),
    Rule(
        on="manifest.observed.failure.retry",
        id="observed-retry-differs",
        roles=_PAGE,
        level="breaking",
        title="A failure was observed to need another retry than the manifest has",
        why="The client gives up where it should wait, or repeats a call that can not succeed and may be billed.",
        advice=ESCALATE,
        message="What came for {name} of {owner} contradicts the retry of the manifest, {before}.",
        deviation=ONLY,
        example=seen(_case(), _limited(retry={"expected": "backoff", "verdict": "differs"}), documentation=_TRY_AGAIN),
    ),
    Rule(
        on="manifest.observed.deprecation",
        id="observed-deprecation",
        roles=OPERATION,
        level="warning",
        title="The API says that an operation is deprecated, the documentation does not",
        why="It will go; the integration needs a plan before that.",
        advice=ASK,
        message="The header Deprecation of {owner} says so ({after}); the documentation says nothing of it.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen({}, _headed({"deprecation": "@1767225600"})),
    ),
    Rule(
        on="manifest.observed.sunset",
        id="observed-sunset",
        roles=OPERATION,
        when=frozenset({"near"}),
        level="breaking",
        title="The API announces that an operation ends soon, the documentation does not",
        why="Calls fail after that day.",
        advice=ASK,
        message="The header Sunset of {owner} says {after}, which is near or past; documented is {before}.",
        deviation=ONLY,
        example=seen({}, _headed({"sunset": "Thu, 31 Dec 2026 00:00:00 GMT"})),
    ),
    Rule(
        on="manifest.observed.sunset",
        id="observed-sunset",
        roles=OPERATION,
        level="warning",
        title="The API announces another last day of an operation than the documentation",
        why="Calls fail after that day.",
        advice=ASK,
        message="The header Sunset of {owner} says {after}; documented is {before}.",
        deviation=ONLY,
        example=seen({}, _headed({"sunset": "Fri, 31 Dec 2027 00:00:00 GMT"})),
    ),
    Rule(
        on="manifest.observed.retry-after",
        id="observed-retry-after-ignored",
        roles=_PAGE,
        level="warning",
        title="A failure says when to try again, and the manifest does not listen",
        why="Who tries again earlier is refused again, and at times for longer.",
        advice=_WAIT,
        message="{owner} sends Retry-After with {name}; the manifest has retry {before}.",
        deviation=ONLY,
        example=seen(_case(), _limited(headers={"retry-after": "3"}), documentation=_TRY_AGAIN),
    ),
    Rule(
        on="manifest.observed.retry-after-missing",
        id="observed-retry-after-missing",
        roles=_PAGE,
        level="warning",
        title="The manifest waits for a header that did not come",
        why="The client does not know how long to wait.",
        advice=ESCALATE,
        message="{owner} sent no Retry-After with {name}; the manifest has retry {before}.",
        deviation=ONLY,
        example=seen(_case("after-header"), _limited(), documentation=_TRY_AGAIN),
    ),
    Rule(
        on="manifest.observed.retry-after-denied",
        id="observed-retry-after-denied",
        roles=_PAGE,
        level="warning",
        title="A failure says when to try again, and the documentation says not to",
        why="One of the two is wrong, and a client follows it.",
        advice=ASK,
        message="{owner} sends Retry-After with {name}; the documentation says of trying again: {before}.",
        deviation=ONLY,
        example=seen(
            {
                "errors": {
                    "cases": {
                        "rate-limited": {
                            "status": 429,
                            "retry": "after-header",
                            "evidence": {"label": "observed only", "at": "2026-11-01", "ref": "ticket 1"},
                        }
                    }
                }
            },
            _limited(headers={"retry-after": "3"}),
            documentation=_NO_MORE,
        ),
    ),
    Rule(
        on="manifest.observed.limit",
        id="observed-limit-differs",
        roles=_PAGE,
        level="warning",
        title="The API states another rate limit than documentation or manifest",
        why="The client calls too often, or more slowly than it may.",
        advice=_PACE,
        message="A header of {owner} states a limit of {after}; expected is {before}.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen(
            {
                "limits": {
                    "rate": {
                        "says": "60 requests per minute",
                        "evidence": {"label": "assumption", "by": "lead", "expires": "2027-01-01"},
                    }
                }
            },
            _headed({"ratelimit-policy": '"default";q=30;w=60'}),
        ),
    ),
    Rule(
        on="manifest.observed.limit-undocumented",
        id="observed-limit-undocumented",
        roles=_PAGE,
        level="info",
        title="The API states a rate limit that nobody else does",
        why="What is unknown can be labelled as observed only.",
        advice=NOTHING,
        message="A header of {owner} states a limit of {after}; neither documentation nor manifest states one.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen({}, _headed({"x-ratelimit-limit-requests": "60"})),
    ),
)
"""What comes back around the body."""

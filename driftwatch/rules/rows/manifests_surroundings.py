"""Rules for breaches of what is around a call: failures, limits, the pages that were read, and what has ended since."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.rules.rows.manifests import ONLY, OPERATION, example
from driftwatch.rules.rule import CHECK_DOCS, NOTHING, SILENT, Rule

_PAGE: Final[tuple[Role, ...]] = ("page",)
_REVIEW: Final = "Read the page again, then record it: driftwatch manifest review."

SURROUNDING_BREACHES: Final[tuple[Rule, ...]] = (
    Rule(
        on="manifest.error.undocumented",
        id="manifest-error-undocumented",
        roles=_PAGE,
        level="breaking",
        title="A failure of a manifest is not documented",
        why="How the API fails, and what to do then, is no longer said.",
        advice=SILENT,
        message="The manifest has status {before} for {name}, which is not documented for it.",
        deviation=ONLY,
        example=example(
            {"errors": {"cases": {"rate-limited": {"status": 429, "retry": "backoff", "evidence": "documented"}}}}
        ),
    ),
    Rule(
        on="manifest.retry.reversed",
        id="manifest-retry-reversed",
        roles=_PAGE,
        level="breaking",
        title="The documentation advises the opposite of a manifest's retry",
        why="The client gives up where it should wait, or repeats a call that can not succeed and may be billed.",
        advice="Change the retry policy on purpose: which statuses are retried, how often, and with what pause.",
        message="The manifest has retry {before} for {name}; the documentation says {after}.",
        deviation=ONLY,
        example=example(
            {"errors": {"cases": {"rate-limited": {"status": 429, "retry": "never", "evidence": "documented"}}}},
            pages=[
                {"fact": "error-rule", "at": "error-rule · 429", "signal": "429", "status": 429, "retry": "yes"},
            ],
        ),
    ),
    Rule(
        on="manifest.limit.changed",
        id="manifest-limit-changed",
        roles=_PAGE,
        level="breaking",
        title="A limit or price differs from a manifest",
        why="The client calls too often, or costs more than planned.",
        advice="Adapt the pace of the client and the cost estimate, then the manifest.",
        message="The manifest has {before} for {name}; documented is {after}.",
        deviation=ONLY,
        example=example(
            {"limits": {"rate": {"says": "60 requests per minute", "evidence": "documented"}}},
            pages=[
                {
                    "fact": "notice",
                    "at": "notice · rate-limit · calls",
                    "topic": "rate-limit",
                    "text": "30 requests per minute",
                    "amounts": ["30 request/minute"],
                }
            ],
        ),
    ),
    Rule(
        on="manifest.limit.undocumented",
        id="manifest-limit-undocumented",
        roles=_PAGE,
        level="info",
        title="A limit that a manifest calls documented is not",
        why="Nothing promises it any more.",
        advice=SILENT,
        message="The manifest has {before} for {name}, and no such statement is documented.",
        deviation=ONLY,
        example=example({"limits": {"rate": {"says": "60 requests per minute", "evidence": "documented"}}}),
    ),
    Rule(
        on="manifest.limit.now-documented",
        id="manifest-limit-now-documented",
        roles=_PAGE,
        level="info",
        title="A limit that a manifest calls unknown is documented",
        why="What was unknown can be settled.",
        advice=NOTHING,
        message="The manifest calls {name} unknown; documented is {after}.",
        deviation=ONLY,
        example=example(
            {"limits": {"rate": "unknown"}},
            pages=[
                {
                    "fact": "notice",
                    "at": "notice · rate-limit · calls",
                    "topic": "rate-limit",
                    "text": "30 requests per minute",
                    "amounts": ["30 request/minute"],
                }
            ],
        ),
    ),
    Rule(
        on="manifest.page.moved",
        id="manifest-page-moved",
        roles=_PAGE,
        level="info",
        title="A page of a manifest moved",
        why="The link in the manifest leads nowhere, or to a redirect.",
        advice="Change the link, and read the page once at its new address.",
        message="The manifest was read from {before}; the page is now {after}.",
        deviation=ONLY,
        example=example({}, url="https://docs.example.com/new/things"),
    ),
    Rule(
        on="manifest.page.missing",
        id="manifest-page-missing",
        roles=_PAGE,
        level="breaking",
        title="A page of a manifest is gone",
        why="What only it said is no longer promised anywhere.",
        advice=CHECK_DOCS,
        message="The manifest was read from {before}, which is no longer there.",
        deviation=ONLY,
        example=example(
            {"docs": ["https://docs.example.com/things", {"url": "https://docs.example.com/old", "covers": ["errors"]}]}
        ),
    ),
    Rule(
        on="manifest.page.changed",
        id="manifest-page-changed",
        roles=_PAGE,
        level="info",
        when=frozenset({"quiet"}),
        title="A page was worded otherwise since a manifest was read from it",
        why="All that drift tells of it since then is info: nothing that code depends on.",
        advice=_REVIEW,
        message="Page {name} is worded otherwise than when it was read ({before}).",
        deviation=ONLY,
        example=example({"docs": {"url": "https://docs.example.com/things", "snapshot": "0" * 64}}, quiet=True),
    ),
    Rule(
        on="manifest.page.changed",
        id="manifest-page-changed",
        roles=_PAGE,
        level="warning",
        title="A page changed since a manifest was read from it",
        why="Something in its text is new, perhaps not in what is relied on.",
        advice=_REVIEW,
        message="Page {name} says something else than when it was read ({before}).",
        deviation=ONLY,
        example=example({"docs": {"url": "https://docs.example.com/things", "snapshot": "0" * 64}}),
    ),
    Rule(
        on="manifest.access.overdue",
        id="manifest-access-date-overdue",
        roles=OPERATION,
        level="warning",
        title="The pages of a manifest have not been read for too long",
        why="Nobody has looked whether the manifest still tells what the documentation means.",
        advice=_REVIEW,
        message="The pages of {owner} were last read on {before}; the review interval is {after}.",
        deviation=ONLY,
        example=example({"accessed": "2026-01-01"}),
    ),
    Rule(
        on="manifest.claim.expired",
        id="manifest-claim-expired",
        roles=OPERATION,
        level="warning",
        title="An assumption or accepted risk of a manifest has ended",
        why="It was accepted until a day that has passed.",
        advice="Settle it by a probe or with the provider's support, or accept it anew.",
        message="The manifest's {name} ended on {before}.",
        deviation=ONLY,
        example=example(
            {
                "auth": {
                    "header": "Authorization",
                    "scheme": "Bearer",
                    "env": "KEY",
                    "evidence": {"label": "assumption", "by": "lead", "expires": "2026-11-01"},
                }
            }
        ),
    ),
)

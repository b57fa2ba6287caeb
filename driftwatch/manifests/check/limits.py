"""Hold the limits and prices that a manifest claims against what pages say of them."""

from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.extract.words.amounts import amounts, both_readings
from driftwatch.manifests.check.breach import Breach, Claimed, Spot
from driftwatch.manifests.check.documented import OperationView, page_of
from driftwatch.manifests.check.passages import Passages
from driftwatch.manifests.limits import topic_of
from driftwatch.model.facts import Notice, Topic
from driftwatch.model.manifest import Claims, Limit, LimitTopic
from driftwatch.model.snapshot import Entry

_TOPICS: Final[dict[LimitTopic, Topic]] = {
    "rate": "rate-limit",
    "concurrency": "rate-limit",
    "quota": "rate-limit",
    "billing": "billing",
}


def limit_breaches(claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    """Yield limits and prices that the documentation states otherwise, no longer, or newly."""
    notices = notices_for(claimed, claims, mine)
    for limit in claims.limits:
        stated = [one for one in notices if one[0].topic == _TOPICS[limit.topic]]
        if limit.evidence.label == "documented":
            yield from _limit(claimed, limit, stated)
        elif limit.evidence.label == "unknown" and limit.topic == "rate" and claims.limits_stated:
            numbers = [
                one
                for one in stated
                if one[0].amounts and topic_of(one[0]) == "rate" and _is_said_of(claimed, mine, one)
            ]
            if numbers:
                yield _limit_breach(claimed, limit, "limit.now-documented", numbers)


def notices_for(claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...]) -> list[tuple[Notice, Entry]]:
    """Return the notices on the pages that the manifest names for limits; without such pages those of all pages."""
    own = [notice for view in mine for notice in view.notices]
    pages = {page_of(page.url) for page in claims.docs if {"limits", "billing"} & set(page.covers)}
    elsewhere = claimed.documented.notices
    named = [one for one in elsewhere if pages & {page_of(place) for place in one[1].documents}]
    return [*own, *(named or elsewhere)]


def _is_said_of(claimed: Claimed, views: Iterable[OperationView], stated: tuple[Notice, Entry]) -> bool:
    """Tell whether a notice is said of an operation: what is said of another one makes nothing known."""
    notice, entry = stated
    return any(Passages(claimed.documented, view).speaks_of(entry, notice) for view in views)


def _limit(claimed: Claimed, limit: Limit, stated: list[tuple[Notice, Entry]]) -> Iterator[Breach]:
    claimed_amounts = set(amounts(_but_quoted(limit.says, stated)))
    known = {meant for notice, _ in stated for amount in notice.amounts for meant in both_readings(amount)}
    if not stated:
        yield _limit_breach(claimed, limit, "limit.undocumented", [])
    elif any(known.isdisjoint(both_readings(amount)) for amount in claimed_amounts):
        yield _limit_breach(claimed, limit, "limit.changed", stated)


def _but_quoted(says: str, stated: Iterable[tuple[Notice, Entry]]) -> str:
    """Leave out of a claim what it says in the very words of a page, where a heading may have told what is counted."""
    said = " ".join(says.split())
    for words in sorted({" ".join(notice.text.split()) for notice, _ in stated}, key=len, reverse=True):
        said = said.replace(words, " ") if words else said
    return said


def _limit_breach(claimed: Claimed, limit: Limit, what: str, stated: list[tuple[Notice, Entry]]) -> Breach:
    known = sorted({amount for notice, _ in stated for amount in notice.amounts})
    first = stated[0] if stated else None
    return claimed.breach(
        what,
        line=limit.line,
        claim=f"limit {limit.topic}",
        spot=Spot(role="page", location="notices", name=limit.topic),
        before=sorted(amounts(limit.says)) or limit.says or "unknown",
        after=known or None,
        cite=(first[1], first[0]) if first else None,
    )

"""Every kind of change has its mirror, or a written reason for having none."""

from driftwatch.rules.catalogue import RULES

MIRRORS = {
    "added": "removed",
    "requirement-added": "requirement-removed",
    "scope-added": "scope-removed",
    "became-required": "became-optional",
    "deprecated": "reactivated",
    "requirement-weakened": "requirement-strengthened",
    "raised": "lowered",
    "set": "removed",
    "unresolved": "resolved",
    "stated": "unstated",
}
BOTH_WAYS = {"changed", "renamed", "moved", "overridden", "unreadable", "reversed"}
ALONE = {
    "api.version.lowered": "a version that went up is the rule, not news",
    "comparison.failed": "a fault of ours in either direction",
    "comparison.audit-ended": "what was not looked at is not looked at in either direction",
    "comparison.not-explained": "what was forgotten is forgotten in either direction",
    "document.failed": "what it said is carried over, so that its recovery is silent",
    "reading.lost": "who reads more is told nothing: nobody changed a word",
    "document.lessened": "what it lacks is carried over, so that its return is silent",
    "document.missing": "what it said is carried over, so that its return is silent",
    "documents.newly-watched": "what a team no longer asks for it wants to hear nothing of",
    "document.first-read": "what was read once is carried over: there is no way back",
    "pages.not-understood": "that a page is understood again is seen in what is told of it",
    "capture.not-understood": "that an API is understood again is seen in what is told of it",
    "server.offered": "the way back takes addresses away, and is told as changed",
    "server.parametrized": "the way back takes addresses away, and is told as changed",
    "server.variables.widened": "the way back takes values away, and is told as changed",
    "contradiction.added": "its mirror is called resolved",
    "contradiction.resolved": "its mirror is called added",
}
STATES = ("field.", "manifest.")
"""Fields have a test of their own; a breach is a state, not a change."""
KINDS = {rule.on for rule in RULES if not rule.on.startswith(STATES)}


def mirrors(kind: str) -> set[str]:
    stem, _, action = kind.rpartition(".")
    there = {after for before, after in MIRRORS.items() if before == action}
    back = {before for before, after in MIRRORS.items() if after == action}
    return {f"{stem}.{other}" for other in there | back}


def test_each_kind_has_its_mirror_or_a_reason():
    unmatched = {
        kind for kind in KINDS - ALONE.keys() if kind.rpartition(".")[2] not in BOTH_WAYS and not mirrors(kind) & KINDS
    }
    assert set() == unmatched


def test_each_reason_is_needed():
    assert set() == {kind for kind in ALONE if kind not in KINDS or mirrors(kind) & KINDS}


def test_what_narrows_a_request_and_its_mirror_are_not_both_harmless():
    """Adding or removing: at least one of the two ways must be worth a warning in one direction."""
    worst = {}
    for rule in RULES:
        levels = {rule.level_at(role) for role in rule.roles}
        worst.setdefault(rule.on, set()).update(levels)
    harmless = {
        kind
        for kind in KINDS
        if mirrors(kind) & KINDS and all(worst[one] == {"info"} for one in {kind, *(mirrors(kind) & KINDS)})
    }
    assert {
        "header.deprecated",
        "header.reactivated",
        "operation.tag.added",
        "operation.tag.removed",
        "operation.operation-id.added",
        "operation.operation-id.removed",
        "security-scheme.added",
        "security-scheme.removed",
        "parameter.place.stated",  # what the field is and whether it is needed stays
        "parameter.place.unstated",
        "schema.added",  # what is sent and received is judged where it is used; no call uses this one
        "schema.removed",
    } == harmless

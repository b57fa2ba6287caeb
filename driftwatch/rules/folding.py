"""Findings of one cause as one finding: what the same edit did to many operations, statuses and copies of a schema.

Nothing is lost: a finding that stands for several holds them all as its members, has the union of what they reach, and
says in words where else it holds (`rules/joint_message.py`).
"""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import Final, TypeVar

from msgspec import structs

from driftwatch.model.finding import LEVELS, Finding, Impact, Level, SuppressedFinding, Suppression, singles
from driftwatch.model.json_values import canonical
from driftwatch.patterns import lazy_regex
from driftwatch.rules.joint_message import MOST_SENTENCES, joint_message
from driftwatch.rules.order import order

_REWRITTEN: Final = "Most sections of a page say something else"
_DIGITS: Final = 12
_SENTENCE: Final = lazy_regex(r"(?s)(?:`[^`]*`|.)+?(?:[.!?](?= [A-Z])|$)")
"""A sentence of an advice; what stands in backticks is from outside, and holds none."""
_T = TypeVar("_T")


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Tell findings of one cause together, most severe first; what is alone with its cause stays as it is.

    Findings of one cause that differ in level, or in whether they affect a manifest, are told apart: no level changes.
    What one edit did in both directions, or to both ends of a range, is told as the worst of it; each member keeps its
    own level.
    """
    causes: dict[tuple[str, str, bool], list[Finding]] = {}
    for one in singles(findings):
        key = one.cause or one.fingerprint, one.level, one.impact.kind == "affects"
        causes.setdefault(key, []).append(one)
    edits: dict[tuple[str, str, bool], list[list[Finding]]] = {}
    for (cause, level, affects), group in causes.items():
        edit = min(filter(None, (one.edit for one in group)), default="")
        edits.setdefault((edit or cause, "" if edit else level, affects), []).append(group)
    return tuple(sorted((one for groups in edits.values() for one in _of_edit(groups)), key=order))


def accepted_folded(accepted: Iterable[SuppressedFinding]) -> tuple[SuppressedFinding, ...]:
    """Tell accepted findings of one cause together, by what accepts them, in the order of a report.

    The cause names those that are not accepted: what is accepted has the fingerprint of its first member.
    """
    groups: dict[Suppression, list[Finding]] = {}
    for each in accepted:
        groups.setdefault(each.suppression, []).append(each.finding)
    found = [
        SuppressedFinding(
            finding=structs.replace(finding, fingerprint=finding.single[0].fingerprint), suppression=suppression
        )
        for suppression, group in groups.items()
        for finding in folded(group)
    ]
    return tuple(sorted(found, key=lambda each: order(each.finding)))


def cause_that_is_set(cause: str, level: Level) -> str:
    """Return the cause of those findings of a cause for which a team set another level: they are told apart."""
    return _digest(cause, level)


def cause_that_hurts(cause: str) -> str:
    """Return the cause of those findings of a cause that affect a manifest: they are told, and accepted, apart."""
    return _digest(cause, "affects")


def _digest(*parts: str) -> str:
    return hashlib.sha256(canonical(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _of_edit(groups: Sequence[Sequence[Finding]]) -> Sequence[Finding]:
    """Tell what one edit did as one finding, whatever the levels of its parts; one group keeps the name of its cause.

    Args:
        groups: the findings of the edit, by cause.
    """
    if len(groups) == 1:
        return _of_cause(groups[0])
    # What is about no call must not come first: a finding stands at the call of its first member.
    members = tuple(sorted(chain(*groups), key=lambda one: (LEVELS.index(one.level), not one.operations, order(one))))
    return (_together(members, fingerprint=_fingerprint_of(members)),)


def _of_cause(group: Sequence[Finding]) -> Sequence[Finding]:
    if len(group) == 1 or group[0].cause in {"", group[0].fingerprint}:
        return group
    return (_together(tuple(sorted(group, key=order)), fingerprint=group[0].cause),)


def _fingerprint_of(members: Iterable[Finding]) -> str:
    """Return a fingerprint made of those of all members: an acceptance of the edit reaches nothing else, ever.

    Another object that is edited alike later is another edit.
    """
    return hashlib.sha256(" ".join(sorted(one.fingerprint for one in members)).encode()).hexdigest()[:_DIGITS]


def _together(members: tuple[Finding, ...], fingerprint: str) -> Finding:
    first = members[0]
    # Where something has to be done, that nothing has to be done about the rest of it helps nobody.
    asking = [one for one in members if first.level == "info" or one.level != "info"]
    made = structs.replace(
        first,
        operations=_all_operations(tuple(one.operations for one in members)),
        variant=_common(one.variant for one in members),
        media_type=_common(one.media_type for one in members),
        status=_common(one.status for one in members),
        field=_common(one.field for one in members),
        schema=_common(one.schema for one in members),
        message=joint_message(members),
        advice=_joined(one.advice for one in asking),
        usual_advice=_usual_advice(asking),
        impact=_impact(members),
        sources=tuple(dict.fromkeys(source for one in members for source in one.sources)),
        fingerprint=fingerprint,
        members=members,
    )
    return _of_rewritten_page(made) if made.is_of_rewritten_page else made


def _of_rewritten_page(finding: Finding) -> Finding:
    """Say what differs on a page that was written anew: the first sections in their words, then how many more."""
    said = [one.message for one in finding.members[:MOST_SENTENCES]]
    more = len(finding.members) - len(said)
    if more:
        said.append(f"{more} more section{' differs' if more == 1 else 's differ'}.")
    return structs.replace(finding, title=_REWRITTEN, message=" ".join((f"{_REWRITTEN}.", *said)))


def _all_operations(reached: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return all operations that are reached; what several findings reach may be one tuple of a thousand of them."""
    known = [*{id(operations): operations for operations in reached}.values()]
    return known[0] if len(known) == 1 else tuple(sorted(set().union(*known)))


def _common(values: Iterable[_T]) -> _T | None:
    """Return what all have in common; None when they differ."""
    known = [value for value, _ in groupby(values)]
    return known[0] if len(known) == 1 else None


def _usual_advice(members: Sequence[Finding]) -> str:
    """Return what the rules of the members ask for, whatever values these are about; "" if their advice names none."""
    if not any(one.usual_advice for one in members):
        return ""
    return _joined(one.usual_advice or one.advice for one in members)


def _joined(advices: Iterable[str]) -> str:
    """Return all that is asked for, each sentence once."""
    sentences = chain(*(_SENTENCE.findall(one) for one in dict.fromkeys(advices)))
    return " ".join(dict.fromkeys(one.strip() for one in sentences))


def _impact(members: Sequence[Finding]) -> Impact:
    """Return whom all members hurt; what is unknown of one of them is unknown of all."""
    uses = {use for one in members for use in one.impact.uses}
    kinds = {one.impact.kind for one in members}
    return Impact(kind="unknown" if len(kinds) > 1 else kinds.pop(), uses=tuple(sorted(uses)))

"""Hold what is found between two documents against what oasdiff 1.27.0 finds, and ask why each difference is there."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from driftwatch.compare.compare import compare
from driftwatch.compare.trees import SchemaSide
from driftwatch.compare.values.verdict import Verdicts
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.address import operation_key
from driftwatch.model.change import Change
from driftwatch.model.finding import Finding, Level, Strictness
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.differences import DIFFERENCES
from driftwatch.rules.judge import documented_paths, judge, rule_of
from driftwatch.rules.oasdiff import NOT_APPLICABLE, OASDIFF_IDS
from driftwatch.rules.rows.lifecycle import Calendar
from driftwatch.rules.rule import TOLERATED

Said: TypeAlias = Mapping[tuple[str, str], Level]
"""Level by id and operation (`GET /v1/videos/{}`); "" for an API as a whole, or where nobody asks for the operation."""
Judged: TypeAlias = tuple[tuple[Change, Finding], ...]
CALENDAR = Calendar(today="2026-11-24")
WAIVED = {waiver.what: waiver.reason for waiver in NOT_APPLICABLE}


def keyed(operation: str) -> str:
    """Return the key of an operation, whatever its path parameters are called."""
    method, _, path = operation.partition(" ")
    return operation_key(method, path) if path else ""


def differences(old: Any, new: Any, oasdiff: Said, strictness: Strictness = "tolerant") -> dict[str, str]:
    """Return what one side says and the other does not, with the reason that is written for it, "" for none.

    An id that oasdiff does not have is no difference: its rule says that oasdiff is silent. The level of an id that
    both say differs when none of the findings with it has oasdiff's.
    """
    sides = [snapshot_of_openapi(side, place="spec", label="") for side in (old, new)]
    judged = _judged(sides, strictness)
    ours = _by_operation(judged, oasdiff)
    told = {}
    for (rule_id, _), level in ((key, level) for key, level in oasdiff.items() if key not in ours):
        told[f"{rule_id} is missing ({level})"] = _why_missing(rule_id, judged, sides)
    for key, levels in ours.items():
        if key not in oasdiff and key[0] in OASDIFF_IDS:
            told[f"{key[0]} is extra ({min(levels)})"] = _why_extra(key[0], judged)
        elif key in oasdiff and oasdiff[key] not in levels:
            told[f"{key[0]} is {min(levels)}, not {oasdiff[key]}"] = _why_otherwise(key[0], oasdiff[key], judged)
    return told


def _judged(sides: Sequence[Snapshot], strictness: Strictness) -> Judged:
    changes = compare(*sides)
    paths = documented_paths(changes, *sides)
    judging = partial(judge, calendar=CALENDAR, paths=paths, strictness=strictness)
    return tuple((each, finding) for each in changes for finding in judging([each]))


def _by_operation(judged: Judged, oasdiff: Said) -> dict[tuple[str, str], set[Level]]:
    anywhere = not any(operation for _, operation in oasdiff)
    found: dict[tuple[str, str], set[Level]] = {}
    for _, finding in judged:
        for name in finding.operations or ("",):
            key = (finding.id, "" if anywhere or (finding.id, "") in oasdiff else keyed(name))
            found.setdefault(key, set()).add(finding.level)
    return found


def _why_missing(rule_id: str, judged: Judged, sides: Sequence[Snapshot]) -> str:
    told, same = {finding.id for _, finding in judged}, _admit_the_same(*sides)
    reasons = (each.title for each in DIFFERENCES if each.explains_missing(rule_id, told, same_values=same))
    situation = next(reasons, "")
    instead = (_of_row(each, judged) for each in sorted(told))
    return WAIVED.get(rule_id) or situation or next((reason for reason in instead if reason), "")


def _admit_the_same(old: Snapshot, new: Snapshot) -> bool:
    """Tell whether each schema that both sides have, of an operation or named, admits the same values."""
    verdicts = Verdicts()
    for owner, entry in old.entries.items():
        if owner in new.entries:
            before, after = SchemaSide(entry, old), SchemaSide(new.entries[owner], new)
            for at in before.trees.keys() & after.trees.keys():
                if not verdicts.same(*((root,) if (root := side.root(at)) else () for side in (before, after))):
                    return False
    return True


def _why_extra(rule_id: str, judged: Judged) -> str:
    return _situation(rule_id, judged) or _of_row(rule_id, judged)


def _situation(rule_id: str, judged: Judged) -> str:
    traits = {trait for change, finding in judged if finding.id == rule_id for trait in change.traits}
    return next((each.title for each in DIFFERENCES if each.explains_extra(rule_id, traits)), "")


def _why_otherwise(rule_id: str, level: Level, judged: Judged) -> str:
    """Say why a level differs: for the reason of the rule, or because readers are taken to survive it."""
    strict = any(finding.strictly == level for _, finding in judged if finding.id == rule_id)
    return _of_row(rule_id, judged) or (TOLERATED if strict else _situation(rule_id, judged))


def _of_row(rule_id: str, judged: Judged) -> str:
    rows = (rule_of(change, CALENDAR) for change, finding in judged if finding.id == rule_id)
    return next((row.deviation for row in rows if row.deviation), "")

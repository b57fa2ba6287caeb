"""Pairs of documents for what four other differs test, with the verdict by the direction in which data flows.

other_differs.jsonl is made from the tests of OpenAPITools/openapi-diff 6ca25f4 (Apache-2.0), Azure/openapi-diff d876e56
(MIT), opticdev/optic a7bf21e (MIT) and pb33f/libopenapi 0837c9b (MIT): which constructs stand on either side, and what
each means to a caller. Every name and every sentence in it is ours.

A line holds the document `before`, and the one after it as a merge patch (RFC 7386), or whole where a patch cannot say
it; `breaking`, `silent`, `at_least` and `at` are what must be told of a strict reader.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.finding import LEVELS, Finding
from driftwatch.rules.judge import documented_paths, judge
from tests.conformance.differing import CALENDAR, keyed

LINES = (Path(__file__).parent / "other_differs.jsonl").read_text(encoding="utf-8").splitlines()
CASES = {case["case"]: case for case in map(json.loads, LINES)}
OTHERWISE = {
    "azure.type_changed": "the property is read-only, and the schema is that of a request: nobody sends it",
    "azure.type_changed_02": "the property is read-only, and the schema is that of a request: nobody sends it",
    "pb.security_requirement.CompareSecurityRequirement_RemoveReq_V2": "one of two schemes that were needed "
    "together is enough now: whoever proves both is still accepted",
    "oad.ParameterDiff.issue458IntegerFormatChanged": "the bounds beside it rule out more than either format",
    "pb.schema.CompareSchemas_Schema_DeletePoly": "a text that must be a number is nothing, before and after",
    "optic.unions.34-invalid-overlap-with-objects-and-arrays.response": "the items may be texts now as well",
}
"""Cases of which something else is told, on purpose or not yet, with the reason."""


def patched(document: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    whole = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            whole.pop(key, None)
        else:
            whole[key] = patched(whole.get(key), value)
    return whole


def sides_of(case: dict[str, Any]) -> tuple[Any, Any]:
    return case["before"], case["after"] if "after" in case else patched(case["before"], case["patch"])


def findings(case: dict[str, Any]) -> tuple[Finding, ...]:
    old, new = (snapshot_of_openapi(side, place="spec", label="") for side in sides_of(case))
    changes = compare(old, new)
    paths = documented_paths(changes, old, new)
    return judge(changes, calendar=CALENDAR, paths=paths, strictness="strict")


def wrong(case: dict[str, Any]) -> list[str]:
    """Say what of a case is not as it must be."""
    found = findings(case)
    failing = [*_wrong(case, found)]
    if "at_least" in case:
        enough = LEVELS[: LEVELS.index(case["at_least"]) + 1]
        failing += [] if any(one.level in enough for one in found) else [f"nothing of {enough}"]
    for place in case.get("at", ()):
        there = [one for one in found if _stands_at(one, place)]
        failing += [f"{place}: {each}" for each in _wrong(place, there)]
    return failing


def _wrong(wanted: dict[str, Any], found: Any) -> list[str]:
    told = {"breaking": any(one.level == "breaking" for one in found), "silent": not found}
    return [key for key, said in told.items() if wanted.get(key) not in (None, said)]


def _stands_at(finding: Finding, place: dict[str, Any]) -> bool:
    operation, field = place.get("operation"), place.get("field")
    if operation and keyed(operation) not in map(keyed, finding.operations):
        return False
    return not field or field in (finding.field or "").replace("[]", ".").split(".")


@pytest.mark.parametrize("name", [name for name in CASES if name not in OTHERWISE])
def test_each_pair_is_judged_by_the_direction_of_its_data(name):
    assert [] == wrong(CASES[name])


@pytest.mark.parametrize("name", OTHERWISE)
def test_each_reason_for_another_verdict_is_needed(name):
    assert wrong(CASES[name])
    assert OTHERWISE[name]

"""The table of three witnesses: documented, relied on, observed; every row, and what does not count as observed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.model.observation import Observation
from tests.manifests.documentation import PAGE, manifest
from tests.manifests.threeway.seeing import answered, documented, findings, ids, observation, past

STRING = {"type": "string"}
OPTIONAL = {"required": False, "fallback": "fail"}
RISK = {"by": "lead", "at": "2026-11-01", "until": "2026-12-24", "because": "nothing else has it"}
OBSERVED_ONLY = {"label": "observed only", "at": "2026-11-01", "ref": "ticket 1"}


def reads(**field: Any) -> dict[str, Any]:
    return {"response": {"fields": {"id": {"type": "string", **field}, "name": {"type": "string"}}}}


def states(*names: str, **schemas: Any) -> dict[str, Any]:
    properties = {name: schemas.get(name, STRING) for name in (*names, *schemas)}
    body = {"type": "object", "properties": properties}
    content = {"application/json": {"schema": body}}
    return {"operation": {"responses": {"200": {"description": "ok", "content": content}}}}


def clash(field: str) -> dict[str, Any]:
    said = [{"says": "string", "stated_by": "schema"}, {"says": "integer", "stated_by": "prose"}]
    return {"contradictions": [{"aspect": "type", "field": field, "statements": said}]}


D, NO_D = states("id", "name"), states("name")
SEEN, UNSEEN = answered({"id": "string", "name": "string"}, answers=7), answered({"name": "string"}, answers=7)
BEFORE = observation(SEEN, at="2026-11-01")
Row = tuple[dict[str, Any], dict[str, Any], dict[str, Any], tuple[Observation, ...], list[tuple[str, str]]]
TABLE: dict[str, Row] = {
    "y y y": (D, reads(), SEEN, (), []),
    "y y y, null": (
        states("name", id={"type": ["string", "null"]}),
        reads(),
        answered({"id": ["null", "string"], "name": "string"}),
        (),
        [("observed-null", "breaking")],
    ),
    "y y y, a type of neither": (
        D, reads(), answered({"id": "integer", "name": "string"}), (), [("observed-type-differs", "breaking")],
    ),
    "y y y, an integer is a number": (
        states("name", id={"type": "number"}),
        reads(type="number"),
        answered({"id": "integer", "name": "string"}),
        (),
        [],
    ),
    "y y y, a type of the manifest alone": (
        D,
        reads(type=["string", "integer"]),
        answered({"id": ["integer", "string"], "name": "string"}),
        (),
        [("observed-type-undocumented", "warning")],
    ),
    "y y y, a value of neither": (
        states("name", id={"enum": ["a", "b"]}),
        reads(one_of=["a", "b"]),
        answered({"id": "string", "name": "string"}, values={"id": ["a"]}, other_values=["id"]),
        (),
        [("observed-value-unlisted", "warning")],
    ),
    "y y y, a value of the manifest alone": (
        states("name", id={"enum": ["a"]}),
        reads(one_of=["a", "b"]),
        answered({"id": "string", "name": "string"}, values={"id": ["b"]}),
        (),
        [("observed-value-undocumented", "warning")],
    ),
    "y y y, at times": (
        D,
        reads(),
        answered({"id": "string", "name": "string"}, sometimes={"id": "3 of 7"}),
        (),
        [("observed-sometimes-missing", "warning")],
    ),
    "y y y, at times, optional": (
        D, reads(**OPTIONAL), answered({"id": "string", "name": "string"}, sometimes={"id": "3 of 7"}), (), [],
    ),
    "y y n": (D, reads(), UNSEEN, (), [("observed-never-returned", "breaking")]),
    "y y n, optional": (D, reads(**OPTIONAL), UNSEEN, (), [("observed-never-returned", "info")]),
    "y y y->n": (D, reads(), UNSEEN, (BEFORE,), [("observed-no-longer-returned", "breaking")]),
    "y y y->n, optional": (D, reads(**OPTIONAL), UNSEEN, (BEFORE,), [("observed-no-longer-returned", "warning")]),
    "y->n y y": (NO_D, reads(), SEEN, (), [("observed-removed-from-docs", "warning")]),
    "n y y, labelled and accepted": (
        NO_D, reads(documented=False, evidence=OBSERVED_ONLY, accepted_risk=RISK), SEEN, (), [],
    ),
    "n y y, labelled": (NO_D, reads(evidence=OBSERVED_ONLY), SEEN, (), [("observed-undocumented", "warning")]),
    "n y y, no longer accepted": (
        NO_D,
        reads(documented=False, evidence=OBSERVED_ONLY, accepted_risk=RISK | {"until": "2026-11-23"}),
        SEEN,
        (),
        [("observed-undocumented", "warning")],
    ),
    "n y y, otherwise labelled": (
        NO_D,
        reads(documented=False, evidence="unknown", accepted_risk=RISK),
        SEEN,
        (),
        [("observed-undocumented", "warning")],
    ),
    "n y n": (NO_D, reads(evidence=OBSERVED_ONLY), UNSEEN, (), [("observed-gone", "breaking")]),
    "n y n, documented and observed before": (NO_D, reads(), UNSEEN, (BEFORE,), [("observed-gone", "breaking")]),
    "y n y": (
        states("id", "name", "more"), reads(), answered({"id": "string", "name": "string", "more": "string"}), (), [],
    ),
    "y n n": (states("id", "name", "more"), reads(), SEEN, (), []),
    "n n y": (D, reads(), answered({"id": "string", "name": "string", "new": "object", "new.a": "string"}), (),
              [("observed-new-field", "info")]),
    "n n n": (D, reads(), SEEN, (), []),
    "disagree y y": (D | clash("id"), reads(), SEEN, (), [("observed-docs-disagree", "warning")]),
    "disagree y y, labelled": (D | clash("id"), reads(evidence=OBSERVED_ONLY), SEEN, (), []),
    "disagree n y": (states("id", "name", "b") | clash("b"), reads(), SEEN, (), []),
    "disagree y n": (D | clash("id"), reads(), UNSEEN, (), [("observed-never-returned", "breaking")]),
    "y y ?, an empty list": (
        states("id", data={"type": "array", "items": {"type": "object", "properties": {"a": STRING, "b": STRING}}}),
        {"response": {"fields": {"data.*.a": "string", "data.*.b": "string"}}},
        answered({"data": "array"}, samples={"data.*": 0}),
        (),
        [("observed-list-empty", "info")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE)
def test_each_row_of_the_table_is_told_as_it_says(row: str) -> None:
    docs, claims, cases, earlier, expected = TABLE[row]
    assert ids(manifest(claims), documented(**docs), past(cases, *earlier)) == expected


NOTHING_FRESH = [("observed-nothing-fresh", "info")]


@pytest.mark.parametrize(
    "target",
    [
        {"at": "2026-10-20"},
        {"origin": "http://127.0.0.1:8080"},
        {"origin": "https://staging.example.com"},
        {"origin": "http://api.example.com"},
        {"origin": "https://[api.example.com"},
        {"by": "hand"},
        {"contract": "POST /others"},
        {"variant": "large"},
    ],
)
@pytest.mark.parametrize("row", ["y y y", "y y n", "n y n", "y->n y y"])
def test_what_does_not_count_leaves_the_row_unknown_and_never_passes(row: str, target: dict[str, str]) -> None:
    docs, claims, cases, _, _ = TABLE[row]
    assert ids(manifest(claims), documented(**docs), past(cases, **target)) == NOTHING_FRESH


def test_documentation_that_contradicts_itself_is_told_whatever_is_observed() -> None:
    docs = documented(**D, **clash("id"))
    found = ids(manifest(reads()), docs, past(SEEN, at="2026-10-20"))
    assert found == [*NOTHING_FRESH, ("observed-docs-disagree", "warning")]


def test_without_any_observation_nothing_is_said() -> None:
    assert ids(manifest(reads()), documented(**NO_D)) == []


def test_the_manifest_says_how_long_an_observation_counts() -> None:
    old = past(UNSEEN, at="2026-10-20")
    claims = {**reads(), "probe": {"fresh_days": 40}}
    assert manifest(claims).fresh_days == 40
    assert ids(manifest(claims), documented(**D), old) == TABLE["y y n"][-1]


def test_a_default_port_is_no_other_host() -> None:
    assert ids(manifest(reads()), documented(**D), past(SEEN, origin="https://api.example.com:443")) == []


def test_an_operation_that_nothing_documents_and_that_answers_is_told_once() -> None:
    assert ids(manifest(reads()), documented(path="/other"), past(SEEN)) == [
        ("observed-operation-undocumented", "warning")
    ]


def test_a_retired_manifest_is_silent() -> None:
    assert ids(manifest({**reads(), "status": "retired"}), documented(**NO_D), past(UNSEEN)) == []


def test_a_finding_names_the_day_since_when_it_is_so() -> None:
    gone = observation(UNSEEN, at="2026-11-12")
    (found,) = findings(manifest(reads()), documented(**D), past(UNSEEN, BEFORE, gone))
    (seen,) = (source for source in found.sources if source.stated_by == "observation")
    assert seen.locator.startswith("since 2026-11-12, 7 of 7 answers, observations/post-things/")
    assert seen.url == "https://api.example.com"


def test_no_count_and_no_time_is_part_of_a_fingerprint() -> None:
    docs, claims = documented(**D), manifest(reads())
    (one,) = findings(claims, docs, past(UNSEEN))
    (other,) = findings(claims, docs, past(answered({"name": "string"}, answers=900), at="2026-11-22"))
    assert one.fingerprint == other.fingerprint


def test_names_of_a_map_are_what_its_star_is_about() -> None:
    items = {"type": "object", "additionalProperties": {"type": "object", "properties": {"a": STRING}}}
    docs = documented(**states("name", data=items))
    claims = manifest({"response": {"fields": {"data.*.a": "string"}}})
    plain = answered({"data": "object", "data.en": "object", "data.en.a": "string"})
    folded = answered({"data": "object", "data.*": "object", "data.*.a": "string"})
    lacking = answered({"data": "object", "data.en": "object", "data.en.b": "string"})
    assert ids(claims, docs, past(plain)) == ids(claims, docs, past(folded)) == []
    assert ids(claims, docs, past(lacking)) == TABLE["y y n"][-1]
    named = manifest({"response": {"fields": {"data.en.a": "string"}}})
    assert ids(named, docs, past(folded)) == [("observed-list-empty", "info")]


def test_the_body_of_a_failure_is_held_against_both_as_well() -> None:
    errors = {
        "fields": {"error.message": "string", "error.code": "string"},
        "cases": {"rate-limited": {"status": 429, "retry": "backoff", "evidence": "documented"}},
    }
    body = {
        "type": "object",
        "properties": {"error": {"type": "object", "properties": {"message": STRING, "code": STRING}}},
    }
    answers = {"429": {"description": "slow down", "content": {"application/json": {"schema": body}}}}
    docs = documented(operation={"responses": D["operation"]["responses"] | answers})
    got = {"status": 429, "content_type": "application/json"}
    failed = {"rate-limited": {"got": got, "shape": {"error": "object", "error.message": "string"}}}
    (found,) = findings(manifest({**reads(), "errors": errors}), docs, past(SEEN | failed))
    assert (found.id, found.level, found.field) == ("observed-never-returned", "breaking", "rate-limited.error.code")


def test_what_is_sent_and_taken_is_held_against_both() -> None:
    body = {"type": "object", "properties": {"model": STRING, "seed": STRING}}
    request = {"requestBody": {"content": {"application/json": {"schema": body}}}}
    docs = documented(operation={**D["operation"], **request})
    sends = {**reads(), "request": {"fields": {"model": "string", "tone": "string", "seed": "string"}}}
    sent = answered(SEEN["success"]["shape"], sent={"fields": ["model", "tone", "loud"]})
    assert ids(manifest(sends), docs, past(sent)) == [
        ("observed-removed-from-docs", "warning"),
        ("observed-never-sent", "info"),
        ("observed-new-field", "info"),
    ]
    labelled = {"model": "string", "tone": {"documented": False, "evidence": OBSERVED_ONLY, "accepted_risk": RISK}}
    quiet = manifest({**reads(), "request": {"fields": labelled}})
    assert ids(quiet, docs, past(answered(SEEN["success"]["shape"], sent={"fields": ["model", "tone"]}))) == []
    risky = manifest({**reads(), "request": {"fields": {"model": "string", "tone": {"evidence": OBSERVED_ONLY}}}})
    told = ids(risky, docs, past(answered(SEEN["success"]["shape"], sent={"fields": ["model", "tone"]})))
    assert told == [("observed-undocumented", "warning")]


def test_each_variant_is_held_against_what_was_seen_of_it() -> None:
    variants = {
        "small": {
            "docs": PAGE,
            "when": {"model": "small-*"},
            "response": {"fields": {"id": "string", "name": "string"}},
        },
        "large": {
            "docs": PAGE,
            "when": {"model": "large-*"},
            "response": {"fields": {"id": "string", "name": "string"}},
        },
    }
    both = manifest({"request": {"fields": {"model": "string"}}, "response": [], "variants": variants})
    docs = documented(**D)
    small, large = past(SEEN, variant="small"), past(UNSEEN, variant="large", file="observations/l/latest.yaml")
    (found,) = findings(both, docs, small, large)
    assert [use.claim for use in found.impact.uses] == ["response field id of variant large"]
    lost = past(UNSEEN, variant="small")
    one, other = findings(both, docs, lost, large)
    assert one.fingerprint != other.fingerprint


NAMES = st.sampled_from(["id", "name", "tone", "data"])
TYPES = st.sampled_from(["string", "integer", "null", "object"])
SHAPES = st.dictionaries(NAMES, st.lists(TYPES, min_size=1, max_size=2, unique=True))
CLAIMS = st.dictionaries(NAMES, st.fixed_dictionaries({"type": st.sampled_from(["string", "integer"])}), min_size=1)


@given(SHAPES, SHAPES, CLAIMS, CLAIMS)
def test_order_and_repetition_add_no_finding(
    now: dict[str, Any], before: dict[str, Any], one: dict[str, Any], other: dict[str, Any]
) -> None:
    docs = documented(**D)
    mine = manifest({"response": {"fields": one}}, file="contracts/one.yaml")
    theirs = manifest({"response": {"fields": other}, "owner": "other-team"}, file="contracts/other.yaml")
    seen = past(answered(now), observation(answered(before), at="2026-11-01"))
    found = findings((mine, theirs), docs, seen)
    again = findings((theirs, mine), docs, seen, seen)
    assert {each.fingerprint: each for each in found} == {each.fingerprint: each for each in again}
    assert len({each.fingerprint for each in found}) == len(found)


@given(st.dictionaries(NAMES, st.sampled_from(["string", "integer", "boolean"]), min_size=1))
def test_an_observation_equal_to_docs_and_manifest_is_silent(shape: dict[str, str]) -> None:
    docs = documented(**states(**{name: {"type": kind} for name, kind in shape.items()}))
    claims = manifest({"response": {"fields": {name: {"type": kind} for name, kind in shape.items()}}})
    assert ids(claims, docs, past(answered(dict(shape)))) == []

"""One schema in place of another one at the same place is one edit, as severe as the worst of what they differ in."""

from typing import Any

import pytest
from msgspec import structs

from driftwatch.model.finding import LEVELS, Finding, Impact, Suppression, singles
from driftwatch.reports.json_report import finding_shape
from driftwatch.reports.telling import subject_of
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from driftwatch.rules.policy import build_report
from driftwatch.workflows.accept import about, members_of
from tests.compare.schema_documents import changes, document, put
from tests.rules.edited_schemas import SIDES, TEXT, judged, thing, told, used
from tests.rules.test_wrappers import ref

NUMBER = {"type": "integer"}
FAULT = thing("code", code=TEXT, message=TEXT, instance=TEXT)
PROBLEM = thing("type", type=TEXT, title=TEXT, status=NUMBER, instance={**TEXT, "format": "uri"})


def calls(body: dict[str, Any], *paths: str, place: str = "response-body", **schemas: Any) -> dict[str, Any]:
    """Calls that all send, answer, or both, the same body."""
    places = ("request-body", "response-body") if place == "both" else (place,)
    put_in: dict[str, Any] = {}
    for each in places:
        put_in |= put(each, body)
    return {**document({}, **schemas), "paths": {path: {"post": put_in} for path in paths or ("/a",)}}


PAIRS = [
    pytest.param(FAULT, ref("Problem"), id="written out, then named"),
    pytest.param(ref("Fault"), PROBLEM, id="named, then written out"),
    pytest.param(ref("Fault"), ref("Problem"), id="named, then named"),
    pytest.param({"type": "array", "items": ref("Fault")}, {"type": "array", "items": ref("Problem")}, id="in a list"),
]


@pytest.mark.parametrize("place", ["request-body", "response-body", "both"])
@pytest.mark.parametrize("paths", [("/a",), ("/a", "/b", "/c", "/d")])
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_one_schema_in_place_of_another_is_one_finding(
    old: dict[str, Any], new: dict[str, Any], paths: tuple[str, ...], place: str
) -> None:
    sides = [calls(each, *paths, place=place, Fault=FAULT, Problem=PROBLEM) for each in (old, new)]
    made = judged(*sides)
    (found,) = folded(made)
    assert {one.fingerprint for one in found.members} == {one.fingerprint for one in made}
    assert found.level == min((one.level for one in made), key=LEVELS.index) == "breaking"
    assert found.message.count("stands there in place of") == 1
    assert found.operations == tuple(f"POST {path}" for path in paths)
    listed = [(each.fingerprint, each.level, each.message) for each in finding_shape(found).members]
    assert listed == [(one.fingerprint, one.level, one.message) for one in found.members]
    (back,) = folded(judged(*sides[::-1]))
    assert {one.field for one in back.members} == {one.field for one in found.members}


def test_the_name_of_the_schema_that_gave_way_goes_with_it() -> None:
    old, new = (calls(ref(name), **{name: body}) for name, body in (("Fault", FAULT), ("Problem", PROBLEM)))
    (found,) = folded(judged(old, new))
    assert [one.level for one in found.members if one.id == "api-schema-removed"] == ["info"]
    assert "Info: Schema names no longer documented: `Fault`." in found.message


def test_a_schema_that_gave_way_to_two_others_is_gone_by_neither_of_both_edits() -> None:
    one, other = thing("a", a=TEXT, b=TEXT), thing("c", c=TEXT, d=TEXT)
    old = used("response-body", Thing=thing(x=ref("Fault"), y=ref("Fault")), Fault=FAULT)
    new = used("response-body", Thing=thing(x=ref("One"), y=ref("Other")), One=one, Other=other)
    found = folded(judged(old, new))
    assert sorted(each.id for each in found if len(each.single) == 1) == ["api-schema-removed"]
    assert len(found) == 3


def test_what_is_edited_within_a_schema_that_stays_is_no_exchange() -> None:
    old = used("response-body", Thing=thing("a", a=TEXT, b=TEXT, c=TEXT))
    new = used("response-body", Thing=thing("b", a=NUMBER, b=TEXT, d=TEXT))
    assert [size for *_, size in told(old, new)] == [1, 1, 2, 1]
    written = [calls(body) for body in (thing(a=TEXT, b=TEXT, c=TEXT, d=TEXT), thing(a=NUMBER, b=TEXT, c=TEXT, e=TEXT))]
    assert len(folded(judged(*written))) == 3
    assert {one.instead for one in judged(*written)} == {""}


def test_what_was_done_to_the_schema_that_came_is_its_own_edit() -> None:
    """It was done to it wherever it stands, be it there or in place of another one."""
    held = thing(a=TEXT, b=NUMBER, size=TEXT)
    paths = {"/a": put("response-body", ref("Fault")), "/b": put("response-body", ref("Held"))}
    old = {**document({}, Fault=thing(size=TEXT, w=TEXT), Held=held), "paths": {at: {"get": paths[at]} for at in paths}}
    new = {**document({}, Fault=thing(size=TEXT, w=TEXT), Held=thing(a=TEXT, b=NUMBER, size=NUMBER))}
    new["paths"] = {at: {"get": put("response-body", ref("Held"))} for at in paths}
    of_size = [each for each in folded(judged(old, new)) if "size" in (each.field or "")]
    assert [(each.id, len(each.single)) for each in of_size] == [("response-property-type-changed", 2)]


def test_two_exchanges_are_two_edits() -> None:
    crate, box = thing("lid", lid=TEXT, base=TEXT), thing("size", size=NUMBER, side=TEXT)
    schemas = {"Fault": FAULT, "Problem": PROBLEM, "Crate": crate, "Box": box}
    sides = [
        used("both", Thing=thing(fault=ref(one), box=ref(other)), **schemas)
        for one, other in (("Fault", "Crate"), ("Problem", "Box"))
    ]
    for old, new in (sides, sides[::-1]):
        found = folded(judged(old, new))
        assert [{each.instead for each in one.members} for one in found] == [{one.members[0].instead} for one in found]
        assert len({one.members[0].instead for one in found}) == len(found) == 2


def swapped() -> tuple[Finding, ...]:
    return judged(*(calls(body, place="both", Problem=PROBLEM) for body in (FAULT, ref("Problem"))))


def test_who_is_hurt_by_one_part_of_it_is_told_so_by_that_part() -> None:
    def read(finding: Finding) -> Impact:
        hit = finding.area == "response" and finding.field == "message"
        return Impact(kind="affects" if hit else "unused")

    report = build_report(swapped(), impact=read, **SIDES)
    hurting, rest = sorted(report.findings, key=lambda one: one.impact.kind)
    assert [(one.area, one.field) for one in hurting.single] == [("response", "message")]
    assert len(rest.members) == len(swapped()) - 1
    accepted = Suppression(
        reason="-", owner="us", expires="2999-01-01", fingerprint=rest.fingerprint, members=members_of(rest)
    )
    left = build_report(swapped(), impact=read, suppressions=(accepted,), **SIDES).findings
    assert [one.fingerprint for one in left] == [hurting.fingerprint]


def test_an_exchange_is_accepted_by_its_parts_and_more_that_it_does_later_is_not() -> None:
    made = swapped()
    (found,) = folded(made)
    accepted = Suppression(
        reason="-", owner="us", expires="2999-01-01", fingerprint=found.fingerprint, members=members_of(found)
    )
    assert build_report(made, suppressions=(accepted,), **SIDES).findings == ()
    worse = {**PROBLEM, "properties": {**PROBLEM["properties"], "trace": TEXT}, "required": ["type", "trace"]}
    more = judged(*(calls(body, place="both", Problem=worse) for body in (FAULT, ref("Problem"))))
    left = build_report(more, suppressions=(accepted,), **SIDES).findings
    assert {one.field for one in singles(left)} == {"trace"}
    assert left[0].fingerprint != found.fingerprint


def test_objects_that_are_written_out_are_told_apart_by_their_fields() -> None:
    objects = {"/a": thing(x=TEXT, y=TEXT), "/b": thing(p=TEXT, q=TEXT), "/c": thing(y=TEXT, x=TEXT)}
    out = {**document({}), "paths": {at: {"post": put("response-body", body)} for at, body in objects.items()}}
    named = calls(ref("Problem"), *objects, Problem=PROBLEM)
    for old, new in ((out, named), (named, out)):
        found = [one for one in folded(judged(old, new)) if one.operations]
        assert [one.operations for one in found] == [("POST /a", "POST /c"), ("POST /b",)]
        of_first = [one for one in found if one.operations == ("POST /a", "POST /c")]
        assert [one.message.count("stands there in place of") for one in of_first] == [1]


def test_an_object_that_gives_way_to_a_schema_is_another_edit_than_a_schema_that_does() -> None:
    bodies = ({"/a": ref("Fault"), "/b": thing(p=TEXT)}, {"/a": ref("Problem"), "/b": ref("Problem")})
    old, new = (
        {
            **document({}, Fault=FAULT, Problem=PROBLEM),
            "paths": {at: {"get": put("response-body", body)} for at, body in side.items()},
        }
        for side in bodies
    )
    assert [one.operations for one in folded(judged(old, new)) if one.operations] == [("GET /a",), ("GET /b",)]


def test_schemas_of_two_documents_are_others_though_they_are_called_the_same() -> None:
    of_one = changes(
        *(calls(ref(name), "/a", **{name: body}) for name, body in (("Fault", FAULT), ("Problem", PROBLEM)))
    )
    of_other = changes(*(calls(body, "/t", Fault=FAULT, Problem=PROBLEM) for body in (ref("Fault"), ref("Problem"))))
    scoped = (structs.replace(one, exchange=one.exchange and one.exchange._replace(scope="second")) for one in of_other)
    found = folded(judge((*of_one, *scoped)))
    assert [(one.operations, "Schema names" in one.message) for one in found] == [
        (("POST /a",), True),
        (("POST /t",), False),
    ]


def test_a_name_that_an_exchange_took_is_not_told_with_that_of_another_document() -> None:
    took = changes(*(calls(ref(name), "/a", **{name: body}) for name, body in (("Fault", FAULT), ("Problem", PROBLEM))))
    left = changes(document({}, Fault=PROBLEM), document({}))
    gone = [structs.replace(one, owner=structs.replace(one.owner, scope="second")) for one in left]
    found = folded(judge((*took, *gone)))
    assert [(one.id, len(one.single)) for one in found if len(one.single) == 1] == [("api-schema-removed", 1)]
    assert len(found) == 2


def test_an_exchange_is_told_at_the_call_that_its_first_sentence_is_about() -> None:
    def side(name: str) -> dict[str, Any]:
        paths = {"/users": {"get": put("response-body", ref(name))}, "/a": {"post": put("request-body", ref(name))}}
        return {**document({}, **{name: schemas[name]}), "paths": paths}

    schemas = {"Fault": thing(code=TEXT), "Problem": thing("k", k=TEXT)}
    (found,) = folded(judged(side("Fault"), side("Problem")))
    assert (found.first_operation, subject_of(found)) == ("POST /a", "POST /a +1")
    assert found.message.startswith("Request field `k` is new and required. `Problem` stands there in place of")
    assert "For `GET /users`: Response field `code`" in found.message
    assert about(found).startswith("POST /a: Request field")
    mild = folded(judged(side("Problem"), side("Problem") | {"paths": side("Fault")["paths"]}))
    assert all(one.members[0].operations for one in mild if one.operations)


def test_each_sentence_of_what_parts_ask_for_is_said_once() -> None:
    (found,) = folded(judged(*(calls(body, place="both", Problem=PROBLEM) for body in (FAULT, ref("Problem")))))
    said = found.advice.split(". ")
    assert len(said) == len(set(said)) > 2
    again = f"Send `a. B`. {found.members[0].advice}"
    quoting = [structs.replace(one, advice=again if one.area == "request" else one.advice) for one in found.members]
    (told,) = folded(quoting)
    assert told.advice.count("Send `a. B`.") == 1

"""What one edit of a schema does to what is sent and to what is received is told once, however severe each of it is."""

from typing import Any

from msgspec import structs

from driftwatch.model.finding import LEVELS, Finding, Impact, Suppression
from driftwatch.reports.telling import subject_of
from driftwatch.rules.folding import folded
from driftwatch.rules.policy import build_report
from driftwatch.workflows.accept import members_of
from tests.compare.schema_documents import document, put
from tests.rules.edited_schemas import SIDES, TEXT, judged, thing, told, used
from tests.rules.test_wrappers import ref


def test_what_one_direction_bears_and_the_other_does_not_is_one_edit_as_severe_as_what_is_worse() -> None:
    old, new = used("both", Thing=thing(a=TEXT)), used("both", Thing=thing("b", a=TEXT, b=TEXT))
    (found,) = folded(judged(old, new))
    assert (found.id, found.level, found.field) == ("new-required-request-property", "breaking", "b")
    assert [(one.id, one.level) for one in found.members] == [
        ("new-required-request-property", "breaking"),
        ("response-required-property-added", "info"),
    ]
    assert found.message == (
        "Request field `b` of schema `Thing` is new and required. "
        "Info: Response field `b` of schema `Thing` is new and always there."
    )
    listed, more = ({"a": {"type": "string", "enum": values}} for values in (["x"], ["x", "y"]))
    sides = used("both", Thing=thing(**listed)), used("both", Thing=thing(**more))
    assert told(*sides) == [("response-property-enum-value-added", "warning", 2)]


def test_where_something_has_to_be_done_that_nothing_has_to_is_not_said() -> None:
    (found,) = folded(judged(used("both", Thing=thing(a=TEXT)), used("both", Thing=thing("b", a=TEXT, b=TEXT))))
    must, may = found.members
    assert found.advice == must.advice
    assert may.advice
    assert may.advice not in found.advice


def test_what_is_as_severe_both_ways_keeps_the_name_that_it_had() -> None:
    """Who accepted it, or speaks of it in an issue, goes on; only what differs in level has the name of the edit."""
    alike = folded(judged(used("both", Thing=thing(a=TEXT)), used("both", Thing=thing(a=TEXT, b=TEXT))))
    assert [{each.fingerprint} for each in alike] == [{one.cause for one in each.members} for each in alike]
    (found,) = folded(judged(used("both", Thing=thing(a=TEXT)), used("both", Thing=thing("b", a=TEXT, b=TEXT))))
    assert len({one.edit for one in found.members}) == 1
    assert found.fingerprint not in {name for one in found.members for name in (one.cause, one.edit, one.fingerprint)}


def test_what_one_edit_did_both_ways_is_accepted_by_its_parts_and_another_object_that_is_edited_alike_is_not() -> None:
    def sides(**needs: str) -> tuple[Finding, ...]:
        one, other = ({**{name: thing() for name in needs}} for _ in range(2))
        old = {name: thing(id=TEXT, **{needs[name]: TEXT}) for name in one}
        new = {name: thing(needs[name], id=TEXT, **{needs[name]: TEXT}) for name in other}
        held = {name.lower(): {"$ref": f"#/components/schemas/{name}"} for name in needs}
        return judged(*(used("both", Thing=thing(**held), **each) for each in (old, new)))

    made = sides(Box="lid")
    (found,) = folded(made)
    must, may = found.members
    accepted = Suppression(
        reason="known", owner="us", expires="2999-01-01", fingerprint=found.fingerprint, members=members_of(found)
    )
    assert build_report(made, suppressions=(accepted,), **SIDES).findings == ()
    (left,) = build_report(sides(Box="lid", Jar="lid"), suppressions=(accepted,), **SIDES).findings
    assert (left.level, left.schema, left.fingerprint == found.fingerprint) == ("breaking", "Jar", False)
    for name, other in ((must.cause, may), (may.cause, must), (must.fingerprint, may)):
        one = Suppression(reason="known", owner="us", expires="2999-01-01", fingerprint=name)
        assert [each.id for each in build_report(made, suppressions=(one,), **SIDES).findings] == [other.id]
    alone = Suppression(reason="known", owner="us", expires="2999-01-01", fingerprint=found.fingerprint)
    assert build_report(made, suppressions=(alone,), **SIDES).unused_suppressions == (alone,)


def test_of_one_edit_what_hurts_a_manifest_is_told_apart() -> None:
    made = judged(used("both", Thing=thing(a=TEXT)), used("both", Thing=thing("b", a=TEXT, b=TEXT)))

    def sent(finding: Finding) -> Impact:
        return Impact(kind="affects" if finding.area == "request" else "unused")

    report = build_report(made, impact=sent, **SIDES)
    assert [(one.id, one.level, one.members) for one in report.findings] == [
        ("new-required-request-property", "breaking", ()),
        ("response-required-property-added", "info", ()),
    ]


def test_each_of_what_is_told_together_keeps_what_a_strict_reader_makes_of_it() -> None:
    """Who relies on a fact is judged strictly, and by what it is about alone."""
    for old, new in ((thing("a", a=TEXT), thing(b=TEXT)), (thing(a=TEXT), thing()), (thing(userName=TEXT), thing())):
        for sides in ((old, new), (new, old)):
            found = judged(*(used("both", Thing=side) for side in sides))
            whole = folded(found)
            assert {one.fingerprint: one.strictly for each in whole for one in each.single} == {
                one.fingerprint: one.strictly for one in found
            }
            assert all(each.level == min((one.level for one in each.single), key=LEVELS.index) for each in whole)


def test_what_one_edit_did_both_ways_is_told_at_a_call_that_the_worst_of_it_reaches() -> None:
    """A field that must be sent now is no news at the call that only returns it."""
    thing_of = {"$ref": "#/components/schemas/Thing"}

    def asked(**properties: Any) -> dict[str, Any]:
        read, made = put("response-body", thing_of), put("request-body", thing_of)
        spec = document({}, Thing=thing(*properties, **properties))
        spec["paths"] = {"/a": {"get": read}, "/b": {"post": made}}
        return spec

    (found,) = folded(judged(asked(a=TEXT), asked(a=TEXT, b=TEXT)))
    assert (found.level, found.operations) == ("breaking", ("GET /a", "POST /b"))
    assert (found.first_operation, subject_of(found)) == ("POST /b", "POST /b +1")
    assert [one.first_operation for one in found.members] == ["POST /b", "GET /a"]
    assert structs.replace(found.members[0], operations=()).first_operation == ""


def test_fields_of_one_name_that_different_objects_lose_one_way_each_are_no_edit_both_ways() -> None:
    def spec(*kept: str) -> dict[str, Any]:
        sent, answered = thing(**dict.fromkeys((*kept, "z"), TEXT)), thing(*kept, **dict.fromkeys((*kept, "w"), TEXT))
        paths = {"/a": {"post": put("request-body", sent)}, "/b": {"get": put("response-body", answered)}}
        return {**document({}), "paths": paths}

    found = folded(judged(spec("name"), spec()))
    assert [(one.level, one.operations) for one in found] == [("breaking", ("GET /b",)), ("warning", ("POST /a",))]
    assert {one.edit for one in found} == {""}


def test_what_one_edit_did_to_one_schema_both_ways_has_another_name_than_what_another_one_did_to_another() -> None:
    def lost(owner: str) -> str:
        ways = put("request-body", ref(owner)) | put("response-body", ref(owner))
        boxes = thing("name", a=TEXT, name=TEXT), thing(a=TEXT)
        (one,) = folded(judged(*(document(ways, **{owner: box}) for box in boxes)))
        assert {each.level for each in one.members} == {"breaking", "warning"}
        return one.fingerprint

    assert lost("Boat") == lost("Boat") != lost("Port")


def test_what_differs_from_call_to_call_names_the_call_of_each() -> None:
    """One answer always had it, and another one may have had it: of one call that would contradict itself."""

    def spec(*kept: str) -> dict[str, Any]:
        always, maybe = thing(*kept, **dict.fromkeys((*kept, "w"), TEXT)), thing(**dict.fromkeys((*kept, "z"), TEXT))
        calls = {"/a": ("post", always), "/a/b": ("delete", maybe)}
        return {**document({}), "paths": {path: {at: put("response-body", body)} for path, (at, body) in calls.items()}}

    (found,) = folded(judged(spec("name"), spec()))
    said = found.message.count("Response field `name` of response `200`")
    assert (said, found.message.count(": Response field `name`")) == (2, 1)
    assert "For `DELETE /a/b`: " in found.message or "For `POST /a`: " in found.message


def test_what_one_edit_did_to_a_manifest_can_be_accepted_and_is_told_again_where_it_came_to_hurt_one() -> None:
    made = judged(used("both", Thing=thing(a=TEXT)), used("both", Thing=thing("b", a=TEXT, b=TEXT)))

    def hurt(_: Finding) -> Impact:
        return Impact(kind="affects")

    (free,), (hurting,) = build_report(made, **SIDES).findings, build_report(made, impact=hurt, **SIDES).findings
    assert [len(one.members) for one in (free, hurting)] == [2, 2]
    one, other = (
        Suppression(
            reason="-", owner="us", expires="2999-01-01", fingerprint=each.fingerprint, members=members_of(each)
        )
        for each in (free, hurting)
    )
    assert len(build_report(made, impact=hurt, suppressions=(one,), **SIDES).findings) == 1
    assert build_report(made, impact=hurt, suppressions=(other,), **SIDES).findings == ()


def test_calls_of_one_cause_that_took_several_schemas_along_are_told_alike_in_any_order() -> None:
    made = judged(used("both", Thing=thing(a=TEXT)), used("both", Thing=thing("b", a=TEXT, b=TEXT)))
    one, other = (
        structs.replace(each, cause="c", level="info", edit=edit) for each, edit in zip(made, "yx", strict=True)
    )
    third = structs.replace(one, fingerprint="f" * 12, cause="d", level="warning", edit="x")
    for order in ((one, other, third), (third, other, one), (other, third, one)):
        assert [len(each.members) for each in folded(order)] == [3]

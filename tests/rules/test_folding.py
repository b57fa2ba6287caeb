"""One cause is one finding: nothing is lost, no level changes, and what is told together can be told apart again."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.facts import Contradiction, Statement, Values
from driftwatch.model.finding import LEVELS, Finding, Impact, ManifestUse, Side, Suppression, counted, singles
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from driftwatch.rules.policy import build_report
from driftwatch.workflows.accept import members_of
from tests.compare.schema_documents import changes, document, put
from tests.rules.edited_operations import PATHS, between, documents, error_field, spec
from tests.rules.examples import entry, findings_between, readable

SIDES: dict[str, Any] = {"source": "store", "old": Side(label="old"), "new": Side(label="new")}
KINDS = ("affects", "unused", "unknown")


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    """Draw findings of a few causes, some of which are told alone."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        field = draw(st.sampled_from(("id", "name", None)))
        level = draw(st.sampled_from(LEVELS))
        name = f"{number:012x}"
        uses = (ManifestUse(manifest=f"m{number % 2}", file="m.yaml", line=number),)
        kind = draw(st.sampled_from(KINDS))
        cause = draw(st.sampled_from((f"{field} {level} {kind == 'affects'}", "", name)))
        found.append(
            Finding(
                id="response-property-removed",
                level=level,
                area="response",
                operations=draw(st.sampled_from(((), ("GET /a",), ("GET /a", "GET /b"), ("POST /c",)))),
                status=draw(st.sampled_from((None, "200", "404"))),
                schema=draw(st.sampled_from((None, "A", "B"))),
                field=field,
                message=f"Field {field} is gone.",
                advice="Look.",
                impact=Impact(kind=kind, uses=uses if kind == "affects" else ()),
                fingerprint=name,
                cause=cause,
                edit=f"{field} {kind == 'affects'}" if field == "name" and cause not in {"", name} else "",
            )
        )
    return found


def prints(found: Any) -> Counter[str]:
    return Counter(one.fingerprint for one in singles(found))


@given(findings())
def test_no_finding_is_lost_and_none_is_told_twice(found: list[Finding]) -> None:
    assert prints(folded(found)) == prints(found)
    assert sorted(singles(folded(found)), key=lambda one: one.fingerprint) == found


@given(findings())
def test_folding_again_changes_nothing(found: list[Finding]) -> None:
    once = folded(found)
    assert folded(once) == once
    half = len(found) // 2
    assert folded((*folded(found[:half]), *folded(found[half:]))) == once


@given(findings(), st.randoms())
def test_the_order_of_findings_says_nothing(found: list[Finding], chance: random.Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert folded(shuffled) == folded(found)


@given(findings())
def test_no_level_changes_and_no_fingerprint_is_used_twice(found: list[Finding]) -> None:
    together = folded(found)
    assert all(each.level == min((one.level for one in each.single), key=LEVELS.index) for each in together)
    assert all(counted(together)[level] <= counted(found)[level] for level in LEVELS)
    assert len({each.fingerprint for each in together}) == len(together)


@given(findings())
def test_only_what_one_edit_did_is_told_at_another_level_than_its_own(found: list[Finding]) -> None:
    for each in folded(found):
        edits = {one.edit for one in each.single}
        assert {one.level for one in each.single} == {each.level} or (len(edits) == 1 and "" not in edits)
    without = [structs.replace(one, edit="") for one in found]
    assert {level for level in LEVELS if counted(folded(without))[level]} == {one.level for one in found}


@given(findings())
def test_what_is_told_together_reaches_all_that_its_members_reach(found: list[Finding]) -> None:
    for each in folded(found):
        assert set(each.operations) == {operation for one in each.single for operation in one.operations}
        assert set(each.impact.uses) == {use for one in each.single for use in one.impact.uses}
        kinds = {one.impact.kind for one in each.single}
        assert each.impact.kind == ("unknown" if len(kinds) > 1 else kinds.pop())
        for said in ("status", "schema"):
            values = {getattr(one, said) for one in each.single}
            assert getattr(each, said) == (values.pop() if len(values) == 1 else None)


@given(findings())
def test_what_stands_for_itself_stays_as_it_is(found: list[Finding]) -> None:
    assert all(each in found for each in folded(found) if not each.members)
    assert all(len(each.members) > 1 for each in folded(found) if each.members)


@given(findings())
def test_accepting_a_cause_accepts_exactly_its_members(found: list[Finding]) -> None:
    for each in (one for one in build_report(found, **SIDES).findings if one.members):
        report = build_report(found, suppressions=(accepting(each.fingerprint, *members_of(each)),), **SIDES)
        assert prints(report.accepted) == prints(each.members)
        assert prints(report.single) == prints(found) - prints(each.members)


def accepting(fingerprint: str, *members: str) -> Suppression:
    return Suppression(reason="known", owner="us", expires="2027-01-01", fingerprint=fingerprint, members=members)


def test_an_error_that_is_documented_everywhere_is_one_finding() -> None:
    (told,) = folded(between(spec(), spec(edit=documents("429"))))
    assert (told.id, told.status) == ("response-non-success-status-added", "429")
    assert told.operations == tuple(f"GET {path}" for path in PATHS)
    assert told.message.endswith("`GET /boxes`. The same holds for 4 other operations.")
    assert [one.operations for one in told.members] == [(f"GET {path}",) for path in PATHS]


def test_equal_bodies_of_errors_are_one_schema_that_is_written_many_times() -> None:
    (told,) = folded(between(spec(), spec(edit=error_field)))
    assert (told.field, told.status, len(told.members)) == ("trace", None, 2 * len(PATHS))
    assert told.message == (
        "Response field `trace` of response `401` is new. The same holds for 4 other operations and for response `403`."
    )


def test_copies_of_a_schema_are_one_and_named() -> None:
    def written(*properties: str) -> dict[str, Any]:
        schema = {"type": "object", "properties": {name: {"type": "string"} for name in properties}}
        return spec(edit=refers, schemas={f"Error{path[1:].title()}": schema for path in PATHS})

    def refers(path: str, operation: dict[str, Any]) -> None:
        content = operation["responses"]["401"]["content"]["application/json"]
        content["schema"] = {"$ref": f"#/components/schemas/Error{path[1:].title()}"}

    (told,) = folded(between(written("code"), written("code", "trace")))
    assert (told.schema, len(told.operations)) == (None, len(PATHS))
    assert told.message.endswith("The same holds for schemas `ErrorCrates`, `ErrorJars`, `ErrorLids`, `ErrorSacks`.")


def test_a_version_of_paths_that_moves_is_one_and_another_move_is_not() -> None:
    old, new = spec("/v1/boxes", "/v1/jars", "/lids"), spec("/v2/boxes", "/v2/jars", "/caps")
    new["paths"]["/caps"]["get"]["operationId"] = "listLids"
    moved = [one for one in folded(between(old, new)) if one.id == "endpoint-moved"]
    assert sorted((len(one.single), one.before, one.after) for one in moved) == [
        (1, "GET /lids", "GET /caps"),
        (2, "GET /v1/boxes", "GET /v2/boxes"),
    ]


def test_operations_that_come_and_go_are_told_one_by_one() -> None:
    told = folded(between(spec("/boxes", "/crates"), spec("/lids", "/sacks")))
    assert Counter(one.id for one in told) == {"endpoint-added": 2, "api-path-removed-without-deprecation": 2}


def test_what_is_deprecated_until_different_days_is_told_apart() -> None:
    def deprecated(path: str, operation: dict[str, Any]) -> None:
        sunset = {"/boxes": "2027-05-01", "/crates": "2027-05-01", "/jars": "2027-06-01"}.get(path)
        if sunset:
            operation |= {"deprecated": True, "x-sunset": sunset}

    told = folded(between(spec(), spec(edit=deprecated)))
    assert sorted(len(one.single) for one in told) == [1, 2]


def test_what_was_promised_and_what_was_not_are_told_apart() -> None:
    def draft(path: str, operation: dict[str, Any]) -> None:
        if path in {"/jars", "/lids"}:
            operation["x-stability-level"] = "draft"

    def removed(path: str, operation: dict[str, Any]) -> None:
        draft(path, operation)
        del operation["responses"]["200"]

    told = folded(between(spec(edit=draft), spec(edit=removed)))
    assert Counter({one.level: len(one.single) for one in told}) == {"breaking": 3, "info": 2}
    assert len({one.fingerprint for one in told}) == 2


def test_a_cause_has_one_name_however_many_members_it_has() -> None:
    few = folded(between(spec(*PATHS[:2]), spec(*PATHS[:2], edit=documents("429"))))
    many = folded(between(spec(), spec(edit=documents("429"))))
    assert [one.fingerprint for one in few] == [one.fingerprint for one in many]
    assert [one.fingerprint for one in many] != [
        one.fingerprint for one in folded(between(spec(), spec(edit=documents("409"))))
    ]


@pytest.fixture
def drift() -> tuple[Finding, ...]:
    return between(spec(), spec(edit=documents("429")))


def test_what_affects_a_manifest_is_told_apart_under_a_name_of_its_own(drift: tuple[Finding, ...]) -> None:
    uses = (ManifestUse(manifest="store/lids", file="lids.yaml", line=4),)

    def impact(finding: Finding) -> Impact:
        is_used = finding.operations in {("GET /lids",), ("GET /sacks",)}
        return Impact(kind="affects", uses=uses) if is_used else Impact(kind="unused")

    report = build_report(drift, impact=impact, **SIDES)
    assert [(one.impact.kind, len(one.single)) for one in report.findings] == [("affects", 2), ("unused", 3)]
    hurt, others = (one.fingerprint for one in report.findings)
    for accepted, left in ((hurt, [others]), (others, [hurt])):
        again = build_report(drift, impact=impact, suppressions=(accepting(accepted),), **SIDES)
        assert [one.fingerprint for one in again.findings] == left


def test_accepting_one_member_leaves_the_others_under_their_name(drift: tuple[Finding, ...]) -> None:
    (whole,) = build_report(drift, **SIDES).findings
    report = build_report(drift, suppressions=(accepting(drift[0].fingerprint),), **SIDES)
    (left,) = report.findings
    assert (left.fingerprint, len(left.members)) == (whole.fingerprint, len(PATHS) - 1)
    assert [one.fingerprint for one in report.accepted] == [drift[0].fingerprint]


def test_what_is_accepted_is_told_together_by_what_accepts_it(drift: tuple[Finding, ...]) -> None:
    by_pattern = Suppression(reason="known", owner="us", expires="2027-01-01", operation="GET /[bc]*")
    two = (structs.replace(by_pattern, operation="GET /*s"), accepting(drift[0].fingerprint))
    report = build_report(drift, suppressions=two, **SIDES)
    assert ([], [len(PATHS)]) == ([*report.findings], [len(each.finding.single) for each in report.suppressed])
    parted = build_report(drift, suppressions=two[::-1], **SIDES)
    assert sorted(len(each.finding.single) for each in parted.suppressed) == [1, len(PATHS) - 1]
    assert len({each.finding.fingerprint for each in parted.suppressed}) == 2


def test_a_sentence_names_a_few_and_counts_the_others() -> None:
    one = Finding(
        id="x", level="info", area="response", operations=("GET /a",), message="Gone.", advice="", fingerprint="0",
        cause="c", schema="S0", variant="v", media_type="a/b", status="200",
    )  # fmt: skip
    many = [structs.replace(one, schema=f"S{number}", fingerprint=str(number)) for number in range(9)]
    (told,) = folded(many)
    assert told.message == "Gone. The same holds for schemas `S1`, `S2`, `S3`, `S4`, `S5`, `S6` and 2 more."
    apart = structs.replace(one, fingerprint="9", variant="w", media_type="a/c", status="201")
    (told,) = folded([one, apart])
    assert told.message == "Gone. The same holds for response `201`, for media type `a/c` and for variant `w`."
    (told,) = folded([one, structs.replace(one, fingerprint="9")])
    assert told.message == "Gone. The same holds in 1 other place."


def test_what_affects_a_manifest_is_never_told_with_what_does_not(drift: tuple[Finding, ...]) -> None:
    one, other = drift[:2]
    hurt = structs.replace(one, impact=Impact(kind="affects"))
    assert sorted(len(each.single) for each in folded((hurt, other))) == [1, 1]
    assert len(folded((one, other))) == 1


def lists(**names: tuple[str, ...]) -> Snapshot:
    """Make a page with lists of values."""
    facts = tuple(Values(at=f"values · {name}", name=name, values=values) for name, values in names.items())
    return Snapshot([entry(Owner("page", "guide"), facts)], [readable("guide")])


def told_of(before: Snapshot, after: Snapshot) -> tuple[Finding, ...]:
    return folded(findings_between(before, after))


MANY = tuple(f"m-{number:03}" for number in range(100))


def test_values_that_leave_one_list_are_one_finding_with_the_first_of_them() -> None:
    (found,) = told_of(lists(models=(*MANY, "z")), lists(models=("z",)))
    assert (found.id, found.level, len(found.members)) == ("values-value-removed", "warning", 100)
    assert found.message.startswith("`m-000` is no longer in the list `models`. The same holds for values `m-001`, ")
    assert found.message.endswith("`m-010` and 89 more.")


def test_values_of_two_lists_and_what_comes_and_goes_are_told_apart() -> None:
    before, after = lists(models=("a", "b", "z"), sizes=("s", "t", "z")), lists(models=("c", "d", "z"), sizes=("z",))
    assert sorted((one.id, one.field, len(one.single)) for one in told_of(before, after)) == [
        ("values-value-added", "models", 2),
        ("values-value-removed", "models", 2),
        ("values-value-removed", "sizes", 2),
    ]


@given(st.sets(st.sampled_from(MANY[:6])), st.sets(st.sampled_from(MANY[:6])))
def test_each_value_keeps_the_finding_that_it_has_alone(before: set[str], after: set[str]) -> None:
    """What is told together names what it is told of: another edit of the list is another finding."""
    old, new = lists(models=(*sorted(before), "z")), lists(models=(*sorted(after), "z"))
    alone = {
        one.fingerprint
        for value in before ^ after
        for one in findings_between(lists(models=(value, "z")), lists(models=("z",)))
        + findings_between(lists(models=("z",)), lists(models=(value, "z")))
    }
    found = told_of(old, new)
    assert {one.fingerprint for one in singles(found)} <= alone
    assert len(found) == bool(before - after) + bool(after - before)
    lost = before - after
    if len(lost) > 1:
        (whole,) = [one for one in found if one.id == "values-value-removed"]
        (part,) = [
            one
            for one in told_of(old, lists(models=(*sorted(after | {min(lost)}), "z")))
            if one.id == "values-value-removed"
        ]
        assert whole.fingerprint != part.fingerprint


def _holding(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def test_copies_of_an_object_at_several_places_are_one_schema_that_is_written_several_times() -> None:
    text, number = {"type": "string"}, {"type": "integer"}

    def body(log: dict[str, Any], **rights: Any) -> dict[str, Any]:
        app = _holding(rights=_holding(read=text, **rights))
        return document(put("response-body", _holding(issue=_holding(by=app), app=app, log=_holding(**log))))

    sides = body({"discuss": number}, discuss=text), body({})
    found = folded(judge(changes(*sides)))
    assert [(one.field, [each.field for each in one.members]) for one in found] == [
        (None, ["app.rights.discuss", "issue.by.rights.discuss"]),
        ("log.discuss", []),
    ]
    assert "`app.rights.discuss`" in found[0].message
    assert found[0].message.endswith("The same holds for field `issue.by.rights.discuss`.")


def contradicting(**says: str) -> Snapshot:
    """Operations, by the name of each, whose example of an error says another type than the schema."""
    return Snapshot(entry(Owner("operation", f"GET /{name}"), (_clash(value),)) for name, value in says.items())


def _clash(value: str) -> Contradiction:
    subject = "response · 401 · application/json · code"
    said = (Statement(says="string", stated_by="schema"), Statement(says=value, stated_by="example"))
    return Contradiction(
        at=f"contradiction · error-example · {subject}",
        aspect="error-example",
        subject=subject,
        statements=said,
        stated_by="example",
    )


def test_an_example_that_many_operations_share_contradicts_them_once() -> None:
    nothing = Snapshot(entry(Owner("operation", f"GET /{name}"), ()) for name in "abc")
    (found,) = told_of(nothing, contradicting(a="integer", b="integer", c="integer"))
    assert (found.id, found.operations) == ("error-example-contradicts-schema", ("GET /a", "GET /b", "GET /c"))
    assert len(found.members) == len(found.operations)
    assert found.message.endswith("The same holds for `GET /b`, `GET /c`.")
    apart = told_of(nothing, contradicting(a="integer", b="boolean", c="integer"))
    assert [(one.operations, len(one.single)) for one in apart] == [(("GET /a", "GET /c"), 2), (("GET /b",), 1)]


def test_one_schema_in_place_of_another_is_one_edit_whatever_the_two_have_in_common() -> None:
    text, number = {"type": "string"}, {"type": "integer"}
    schemas = {
        "File": {**_holding(id=text, name=text, size=text, owner=text), "required": ["id", "name", "owner"]},
        "Version": {**_holding(id=number, size=number, event=text), "required": ["id"]},
        "Page": _holding(cover={"$ref": "#/components/schemas/File"}),
    }

    def body(item: str) -> dict[str, Any]:
        items = {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}}
        page = {"$ref": "#/components/schemas/Page"}
        return document(put("response-body", _holding(first=items, second=items, page=page)), **schemas)

    judged = judge(changes(body("File"), body("Version")))
    assert len(judged) == 10
    found = folded(judged)
    assert [(one.id, len(one.members)) for one in found] == [("response-property-type-changed", 10)]
    assert Counter(one.id for one in found[0].members) == {
        "response-property-type-changed": 4,
        "response-required-property-removed": 4,
        "response-optional-property-added": 2,
    }
    assert (
        "Response field `first[].name` of response `200`, which was always there, is no longer documented. "
        "The same holds for fields `first[].owner`, `second[].name`, `second[].owner`."
    ) in found[0].message
    assert found[0].message.count("`Version` stands there in place of `File`.") == 1


def test_the_forms_that_one_body_loses_or_gains_are_one_edit():
    def side(*forms):
        content = {form: {"schema": {"type": "string", "format": "binary"}} for form in forms}
        answers = {"responses": {"200": {"description": "-", "content": content}}}
        other = {"responses": {"200": {"description": "-", "content": {"audio/wav": {}, "text/csv": {}}}}}
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
        return {**document, "paths": {"/speak": {"post": answers}, "/list": {"get": other}}}

    old, new = side("audio/mpeg", "audio/flac", "audio/wav", "audio/ogg"), side("audio/ogg")
    sides = [snapshot_of_openapi(each, place="spec", label="") for each in (old, new)]
    (lost,) = folded(findings_between(*sides))
    (gained,) = folded(findings_between(*sides[::-1]))
    assert ("response-media-type-removed", 3) == (lost.id, len(lost.members))
    assert ("response-media-type-added", 3) == (gained.id, len(gained.members))
    assert all(f"`audio/{form}`" in lost.message for form in ("flac", "mpeg", "wav"))
    assert "for media types" in lost.message


@pytest.mark.parametrize("beside", [{}, {"nullable": True}, {"description": "Either."}])
def test_a_schema_in_place_of_another_one_is_named_where_all_of_holds_the_reference(beside):
    def side(name):
        return document(
            put("response-property", {"allOf": [{"$ref": f"#/components/schemas/{name}"}], **beside}),
            File={"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a", "b"]},
            Version={"type": "object", "properties": {"c": {}}},
        )

    found = folded(judge(changes(side("File"), side("Version"))))
    assert [(one.id, len(one.members)) for one in found] == [("response-required-property-removed", len("abc"))]
    assert found[0].message.count("`Version` stands there in place of `File`.") == 1


def test_the_same_of_a_field_and_of_what_is_below_another_one_is_told_by_name():
    def sent(**code):
        codes = {"type": "object", "additionalProperties": {"type": "string", **code}}
        whole = {"type": "object", "properties": {"code": {"type": "string", **code}, "codes": codes}}
        calls = {
            path: {"post": put("request-body", schema) | {"responses": {"200": {"description": "Done."}}}}
            for path, schema in (("/one", whole), ("/others", codes))
        }
        return document({}) | {"paths": calls}

    (told,) = folded(judge(changes(sent(), sent(pattern="^[a-z]$"))))
    assert "``" not in told.message
    assert "for each further value of field `codes`" in told.message


def test_a_property_that_names_each_schema_of_a_union_is_one_edit_of_all() -> None:
    def union(*needed: str) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for name in ("Bag", "Box", "Lid"):
            tag = {"kind": {"type": "string", "enum": [name]}} if needed else {}
            named[name] = {"type": "object", "properties": {"size": {"type": "string"}, **tag}, "required": [*needed]}
        branches = [{"$ref": f"#/components/schemas/{name}"} for name in named]
        return document(put("request-body", {"oneOf": branches}), **named)

    (told,) = folded(judge(changes(union(), union("kind"))))
    assert (told.id, told.level, len(told.members)) == ("new-required-request-property", "breaking", 3)


def test_what_is_said_of_a_schema_in_bodies_is_not_said_again_of_it_as_a_body() -> None:
    def answering(*alternatives: str) -> dict[str, Any]:
        known = {"$ref": "#/components/schemas/Box"}
        listed = {"type": "object", "properties": {"all": {"type": "array", "items": known}}}
        calls = {path: {"get": put("response-body", schema)} for path, schema in (("/one", known), ("/all", listed))}
        named = {name: {"type": "object", "required": [name], "properties": {name: {}}} for name in ("a", "b", "c")}
        box = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in alternatives]}
        return {**document({}, Box=box, **named), "paths": calls}

    (told,) = folded(judge(changes(answering("a", "b"), answering("a", "b", "c"))))
    assert len(told.members) == 2
    assert told.message.count("may now also be") == 1


def test_what_holds_of_each_item_of_other_fields_is_said_so() -> None:
    def sent(*plain: str, **more: Any) -> dict[str, Any]:
        name = {"type": "string", **more}
        fields = dict.fromkeys(plain, name)
        names = {field: {"type": "array", "items": name} for field in ("aliases", "tags")}
        body = {"type": "object", "properties": {**fields, **names}}
        return document(put("request-body", body))

    def said(*plain: str) -> str:
        (told,) = folded(judge(changes(sent(*plain), sent(*plain, maxLength=9))))
        return told.message.partition(" is now `9`, before it was not limited. ")[2]

    assert said("a", "z") == "The same holds for field `z` and for each item of fields `aliases`, `tags`."
    assert said("z") == "The same holds for field `z` and for each item of field `tags`."
    assert said() == "The same holds for field `tags`."


def test_a_type_that_changed_in_a_body_of_json_and_in_one_of_texts_is_one_edit() -> None:
    def sent(kind: str) -> dict[str, Any]:
        schema = {"type": "object", "properties": {"size": {"type": kind}}}
        forms = ("application/json", "application/x-www-form-urlencoded")
        return document({"requestBody": {"content": {form: {"schema": schema} for form in forms}}})

    (told,) = folded(judge(changes(sent("string"), sent("integer"))))
    assert told.message == (
        "The type of request field `size` is now `integer`, before `string`. "
        "The same holds for media type `application/x-www-form-urlencoded`."
    )

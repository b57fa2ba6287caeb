"""What a person edits once is told once: a list of required fields, names, a schema that travels both ways."""

from collections import Counter
from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Finding, Level
from driftwatch.reports.telling import chapters_of
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from driftwatch.rules.policy import build_report
from driftwatch.rules.rule import CONTROLLED
from tests.compare.page_snapshots import site
from tests.compare.schema_documents import document, put
from tests.rules.edited_operations import PATHS, between, spec
from tests.rules.edited_schemas import SIDES, TEXT, judged, thing, told, used


def test_the_fields_that_one_object_requires_now_are_one_edit_of_its_list() -> None:
    properties = {"a": TEXT, "b": TEXT, "in": thing(x=TEXT)}
    old = used("response-body", Thing=thing(**properties))
    new = used("response-body", Thing=thing("a", "b", **{**properties, "in": thing("x", x=TEXT)}))
    assert [(level, count) for _, level, count in told(old, new)] == [("info", 2), ("info", 1)]
    (both, _) = folded(judged(old, new))
    assert both.message == "Response field `a` of schema `Thing` is now required. The same holds for field `b`."
    assert [(level, count) for _, level, count in told(new, old)] == [("warning", 2), ("warning", 1)]


def test_copies_of_an_object_that_require_the_same_fields_are_one_and_others_are_not() -> None:
    def body(**required: tuple[str, ...]) -> dict[str, Any]:
        fields = {name: thing(*required.get(name, ()), a=TEXT, b=TEXT) for name in ("one", "two", "three")}
        return document(put("response-body", thing(**fields)))

    assert told(body(), body(one=("a", "b"), two=("a", "b"), three=("b",))) == [
        ("response-property-became-required", "info", 4),
        ("response-property-became-required", "info", 1),
    ]


def test_names_of_schemas_that_are_gone_are_one_finding_that_lists_them() -> None:
    names = {name: {"type": "object"} for name in ("Box", "Crate", "Jar")}
    whole, none = document({}, **names), document({})
    (found,) = folded(judged(whole, none))
    assert (found.id, [one.schema for one in found.members]) == ("api-schema-removed", ["Box", "Crate", "Jar"])
    assert found.message == "Schema names no longer documented: `Box`. The same holds for schemas `Crate`, `Jar`."
    (fewer,) = folded(judged(document({}, **{name: names[name] for name in ("Box", "Jar")}), none))
    assert fewer.fingerprint != found.fingerprint


@pytest.mark.parametrize("edit", ["added", "removed", "changed"])
def test_ids_of_operations_that_are_given_anew_are_one_edit(edit: str) -> None:
    def without(_: str, operation: dict[str, Any]) -> None:
        del operation["operationId"]

    def other(_: str, operation: dict[str, Any]) -> None:
        operation["operationId"] += "All"

    sides = {"added": (spec(edit=without), spec()), "removed": (spec(), spec(edit=without))}
    (found,) = folded(between(*sides.get(edit, (spec(), spec(edit=other)))))
    assert found.operations == tuple(f"GET {path}" for path in PATHS)
    assert len({one.fingerprint for one in found.members}) == len(PATHS)
    assert found.message.endswith("The same holds for 4 other operations.")


def test_a_field_of_a_schema_that_travels_both_ways_is_told_once_with_both_sides() -> None:
    old, new = used("both", Thing=thing(a=TEXT)), used("both", Thing=thing(a=TEXT, b=TEXT))
    (found,) = folded(judged(old, new))
    assert (found.level, found.schema, found.field) == ("info", "Thing", "b")
    assert [one.id for one in found.members] == ["new-optional-request-property", "response-optional-property-added"]
    assert found.message == (
        "Request field `b` of schema `Thing` is new and optional. Response field `b` of schema `Thing` is new."
    )


def test_advice_of_both_sides_is_kept() -> None:
    old, new = used("both", Thing=thing(a=TEXT, b=TEXT)), used("both", Thing=thing(a=TEXT))
    found = [one for one in folded(judged(old, new)) if one.members]
    for each in found:
        asked = [part for one in each.members if one.level != "info" for part in one.advice.split(". ")]
        assert all(part in each.advice for part in asked)
        assert all(one.message.removesuffix(".") in each.message for one in each.members)


def test_one_side_that_a_team_set_another_level_for_is_told_under_a_name_of_its_own() -> None:
    found = judged(used("both", Thing=thing(a=TEXT)), used("both", Thing=thing(a=TEXT, b=TEXT)))
    (whole,) = build_report(found, **SIDES).findings
    report = build_report(found, levels={"new-optional-request-property": "warning"}, **SIDES)
    assert [(one.id, one.level) for one in report.findings] == [
        ("new-optional-request-property", "warning"),
        ("response-optional-property-added", "info"),
    ]
    assert len({one.fingerprint for one in report.findings}) == 2
    same = build_report(found, levels={"new-optional-request-property": "info"}, **SIDES)
    assert [one.fingerprint for one in same.findings] == [whole.fingerprint]
    off = build_report(found, levels={"new-optional-request-property": "off"}, **SIDES)
    assert [one.id for one in off.findings] == ["response-optional-property-added"]


def user(**more: Any) -> dict[str, Any]:
    return thing(id=TEXT, **dict.fromkeys(("mail", "phone", "role"), TEXT), **more)


def test_an_object_that_is_written_out_in_place_of_a_named_one_is_one_edit() -> None:
    named = {"$ref": "#/components/schemas/User"}
    old = document(put("response-property", named), User=user())
    new = document(put("response-property", thing(id=TEXT, label=TEXT)), User=user())
    found = folded(judged(old, new))
    assert [(one.id, len(one.single)) for one in found if "field" in one.message] == [
        ("response-optional-property-removed", 4)
    ]
    assert "A schema without a name stands there in place of `User`." in found[0].message
    back = folded(judged(new, old))
    assert "`User` stands there in place of a schema without a name." in back[0].message
    assert [len(one.single) for one in back] == [4]


def test_an_object_that_was_only_written_out_is_the_same_one() -> None:
    old = document(put("response-property", {"$ref": "#/components/schemas/User"}), User=user())
    new = document(put("response-property", user(a=TEXT, b=TEXT)), User=user())
    found = folded(judged(old, new))
    assert [len(one.single) for one in found] == [2]
    assert all("stands there" not in one.message for one in found)


def test_one_pattern_in_place_of_another_is_one_edit_whatever_fields_have_it() -> None:
    def side(pattern: str, other: str) -> dict[str, Any]:
        fields = {"id": {**TEXT, "pattern": pattern}, "parent": thing(key={**TEXT, "pattern": pattern})}
        return used("both", Thing=thing(**fields, name={**TEXT, "pattern": other}))

    found = folded(judged(side("^[a-z]+$", "a"), side("^[0-9]+$", "b")))
    assert sorted(sorted({one.field or "" for one in each.single}) for each in found) == [
        ["id", "parent.key"],
        ["name"],
    ]
    assert all({"request", "response"} == {one.area for one in each.single} for each in found)


def test_fields_of_one_object_that_may_be_null_are_one_edit_and_those_of_several_are_told_of_each() -> None:
    either = {"type": ["string", "null"]}

    def boxes(**held: tuple[str, ...]) -> dict[str, Any]:
        names = {"Crate": "ab", "Parcel": "bc"}
        made = {
            name: thing(**{field: either if field in held.get(name, ()) else TEXT for field in fields})
            for name, fields in names.items()
        }
        refers = {name: {"$ref": f"#/components/schemas/{name}"} for name in names}
        return used("both", Thing=thing(**refers), **made)

    for old, new in (("string", "null"), ("null", "string")):
        sides = [boxes(Crate=("a", "b")) if side == "null" else boxes() for side in (old, new)]
        assert [count for _, _, count in told(*sides)] == [4]
        apart = [boxes(Crate=("a", "b"), Parcel=("b", "c")) if side == "null" else boxes() for side in (old, new)]
        assert sorted(count for _, _, count in told(*apart)) == [2, 2, 4]


def test_one_sentence_about_several_failures_is_one_edit() -> None:
    def page(meaning: str, other: str) -> str:
        rows = [("500", meaning), ("503", meaning), ("504", meaning), ("429", other)]
        lines = "".join(f"| {status} | {said} |\n" for status, said in rows)
        return f"# Boxes\n\n## GET /boxes\n\nReturns them.\n\n## Errors\n\n| Status | Meaning |\n| --- | --- |\n{lines}"

    old, new = (site(guide=page(*said)) for said in (("The store fell over", "Too many"), ("It is closed", "Wait")))
    found = {finding.message: finding for finding in folded(judge(compare(old, new))) if finding.area == "errors"}
    together, alone = sorted(found.values(), key=lambda finding: -len(finding.single))
    assert (len(together.single), len(alone.single)) == (3, 1)
    assert together.message.endswith("The same holds for failures `503`, `504`.")
    assert {one.status for one in together.single} == {"500", "503", "504"}


def test_objects_that_are_all_closed_are_one_edit_wherever_they_stand() -> None:
    def body(**more: Any) -> dict[str, Any]:
        inner = {**thing(a=TEXT), **more}
        return document(put("request-body", {**thing(one=inner, two=inner), **more}, whole=True))

    closed = told(body(), body(additionalProperties=False))
    assert [("breaking", 3)] == [(level, count) for _, level, count in closed]
    assert [("info", 3)] == [(level, count) for _, level, count in told(body(additionalProperties=False), body())]


def test_many_fields_of_one_object_that_are_all_alike_are_the_keys_of_a_map_and_few_are_not() -> None:
    def rates(count: int) -> dict[str, Any]:
        known = {f"coin{number}": TEXT for number in range(count)}
        return used("response-body", Thing=thing(total={"type": "number"}, **known))

    assert told(rates(0), rates(20)) == [("response-optional-property-added", "info", 20)]
    assert told(rates(20), rates(0)) == [("response-optional-property-removed", "breaking", 20)]
    (few,) = folded(judged(rates(0), rates(19)))
    assert all(f"`coin{number}`" in few.message for number in range(19))
    (found,) = folded(judged(rates(0), rates(30)))
    assert found.message.startswith("Response field `coin0` of schema `Thing` is new. The same holds for fields")
    assert found.message.endswith("and 23 more.")


def test_many_fields_that_must_be_sent_now_are_no_keys_of_a_map() -> None:
    fields = {f"field{number}": TEXT for number in range(25)}
    needed, none = used("request-body", Thing=thing(*fields, **fields)), used("request-body", Thing=thing())
    (found,) = folded(judged(none, needed))
    assert (found.id, found.level, len(found.single)) == ("new-required-request-property", "breaking", 25)
    assert all(f"`{name}`" in found.message for name in fields)


def test_many_new_fields_that_differ_are_named_each() -> None:
    fields = {f"field{number}": {"type": "string", "maxLength": number + 1} for number in range(25)}
    whole, none = used("response-body", Thing=thing(**fields)), used("response-body", Thing=thing())
    (found,) = folded(judged(none, whole))
    assert all(f"`{name}`" in found.message for name in fields)


def test_the_scopes_that_a_scheme_lists_by_now_are_one_edit_of_its_list() -> None:
    def scheme(*scopes: str) -> dict[str, Any]:
        flow = {"tokenUrl": "https://login.example/token", "scopes": dict.fromkeys(scopes, "-")}
        return {
            **document({}),
            "components": {"securitySchemes": {"login": {"type": "oauth2", "flows": {"clientCredentials": flow}}}},
        }

    old, new = scheme("read"), scheme("read", "write", "admin")
    assert [(id_, count) for id_, _, count in told(old, new)] == [("api-security-component-oauth-scope-added", 2)]
    assert [(id_, count) for id_, _, count in told(new, old)] == [("api-security-component-oauth-scope-removed", 2)]
    (found,) = folded(judged(old, new))
    assert "`admin`" in found.message
    assert "`write`" in found.message


def test_parameters_of_several_names_that_are_of_another_type_by_now_are_one_edit() -> None:
    def call(**types: str) -> dict[str, Any]:
        stated = [{"name": name, "in": "query", "schema": {"type": type_}} for name, type_ in types.items()]
        return document({"parameters": stated})

    old, new = call(a="number", b="number", c="string"), call(a="integer", b="integer", c="boolean")
    assert [(id_, count) for id_, _, count in told(old, new)] == [
        ("request-parameter-type-changed", 2),
        ("request-parameter-type-changed", 1),
    ]


def test_the_fields_of_what_was_no_object_are_one_edit_with_its_type() -> None:
    def holding(f: dict[str, Any]) -> dict[str, Any]:
        return used("response-body", Thing=thing(f=f))

    made = thing("a", a=TEXT, b={"type": "integer"}, c={"type": "boolean"})
    for before in (TEXT, {"type": "array", "items": made}):
        [one] = folded(judged(holding(before), holding(made)))
        assert (one.id, one.level) == ("response-property-type-changed", "breaking")
        assert [each.level for each in one.single] == ["breaking", "info", "info", "info"]


def test_the_fields_of_what_was_no_object_are_told_with_its_own_type() -> None:
    def holding(box: dict[str, Any], jar: dict[str, Any]) -> dict[str, Any]:
        refs = {name.lower(): {"$ref": f"#/components/schemas/{name}"} for name in ("Box", "Jar")}
        return used("response-body", Thing=thing(**refs), Box=thing(f=box), Jar=thing(f=jar))

    old = holding(TEXT, {"type": "array", "items": TEXT})
    for one in folded(judged(old, holding(thing(lid=TEXT), thing(seal=TEXT)))):
        assert len({each.schema for each in one.single}) == 1, one.message


@pytest.mark.parametrize("role", ["request-body", "response-body"])
def test_an_object_that_loses_all_its_fields_is_one_edit(role: str) -> None:
    fields: dict[str, Any] = {"size": {"type": "integer"}, "owner": {"type": "string"}, "lid": {"type": "boolean"}}
    empty = {"type": "object"}

    def body(*inner: dict[str, Any]) -> dict[str, Any]:
        return used(role, Thing=thing(**{f"part{number}": one for number, one in enumerate(inner)}))

    whole = {**empty, "properties": fields}
    assert [count for _, _, count in told(body(whole), body(empty))] == [3]
    assert [count for _, _, count in told(body(whole, whole), body(empty, empty))] == [6]
    other = {**empty, "properties": {"size": {"type": "string"}, "owner": {"type": "string"}}}
    assert sorted(count for _, _, count in told(body(whole, other), body(empty, empty))) == [2, 3]
    one = {**empty, "properties": {"size": {"type": "integer"}}}
    assert [count for _, _, count in told(body(whole), body(one))] == [2]


def test_what_stands_beside_references_and_counts_by_now_is_one_edit() -> None:
    def dialect(version: str, **beside: Any) -> dict[str, Any]:
        parts = {name: {"$ref": "#/components/schemas/Part", **beside} for name in ("lid", "base", "side")}
        part = {"type": "object", "properties": {"size": {"type": "string"}}}
        return {**used("response-body", Thing=thing(**parts), Part=part), "openapi": version}

    null = {"nullable": True}
    assert told(dialect("3.0.3", **null), dialect("3.1.0", **null)) == [
        ("response-property-became-nullable", "warning", 3)
    ]
    assert told(dialect("3.0.3", maxLength=3), dialect("3.0.3")) == []


def test_schemas_that_became_one_are_one_edit_of_all_that_refers_to_them() -> None:
    shop, home, place = (
        thing(*required, street=street, **more)
        for required, street, more in (
            ((), TEXT, {"zip": TEXT}),
            ((), TEXT, {"zip": TEXT, "floor": TEXT}),
            (("town",), {"type": "integer"}, {"town": TEXT}),
        )
    )
    refers = {name: {"$ref": f"#/components/schemas/{name.title()}"} for name in ("shop", "home", "place")}
    all_place = dict.fromkeys(refers, refers["place"])
    old = used("request-body", Thing=thing(**refers), Shop=shop, Home=home, Place=place)
    new = used("request-body", Thing=thing(**all_place), Place=place)
    (found,) = folded(judged(old, new))
    assert Counter(one.id for one in found.members) == {
        "new-required-request-property": 2,
        "request-property-type-changed": 2,
        "request-property-removed": 3,
        "api-schema-removed": 2,
    }
    assert found.message.startswith(
        "Request field `home.town` of schema `Thing` is new and required. "
        "`Place` stands there in place of `Home`, and elsewhere of `Shop`. The same holds for field `shop.town`. "
    )


def test_names_that_one_schema_had_before_are_one_edit() -> None:
    boxes = {name: thing(size=TEXT) for name in ("Crate", "Parcel")}
    refers = {name.lower(): {"$ref": f"#/components/schemas/{name}"} for name in boxes}
    old = used("response-body", Thing=thing(**refers), **boxes)
    box = {"$ref": "#/components/schemas/Box"}
    new = used("response-body", Thing=thing(crate=box, parcel=box), Box=thing(size=TEXT))
    assert [one.message for one in folded(judged(old, new))] == ["Schema names: `Crate`, `Parcel` became `Box`."]


@pytest.mark.parametrize(
    ("methods", "said"),
    [
        (
            "get put",
            (
                "`GET /boxes` is no longer documented, and its path with it. "
                "The same holds for the method `PUT` of its path."
            ),
        ),
        (
            "delete get head patch put",
            (
                "`DELETE /boxes` is no longer documented, and its path with it. "
                "The same holds for the methods `GET`, `HEAD`, `PATCH`, `PUT` of its path."
            ),
        ),
    ],
)
def test_a_path_that_is_gone_is_one_edit_with_all_of_its_methods(methods: str, said: str) -> None:
    answer = {"responses": {"204": {"description": "-"}}}
    old, new = (document(put("response-body", TEXT)) for _ in range(2))
    old["paths"]["/boxes"] = dict.fromkeys(methods.split(), answer)
    old["paths"]["/lids"] = {"get": answer, "post": {**answer, "deprecated": True}}
    found = folded(judged(old, new))
    assert sorted((one.id, len(one.single)) for one in found) == [
        ("api-path-removed-with-deprecation", 1),
        ("api-path-removed-without-deprecation", 1),
        ("api-path-removed-without-deprecation", len(methods.split())),
    ]
    assert said in {one.message for one in found}


def _with_paths(*paths: str) -> dict[str, Any]:
    answer = {"get": {"responses": {"204": {"description": "-"}}}}
    return {**document({}), "paths": {"/kept": answer, **dict.fromkeys(paths, answer)}}


def test_what_is_below_a_path_that_is_gone_went_with_it() -> None:
    paths = ("/boxes", "/boxes/{id}", "/boxes/{id}/lids/{lid}", "/boxes-of-wood", "/nails/{id}")
    [boxes, *others] = folded(judged(_with_paths(*paths), _with_paths()))
    assert (boxes.level, len(boxes.single), [len(one.single) for one in others]) == ("breaking", 3, [1, 1])
    assert boxes.message == (
        "`GET /boxes` is no longer documented, and its path with it. "
        "The same holds for `GET /boxes/{}`, `GET /boxes/{}/lids/{}`."
    )


def test_what_is_below_a_path_of_which_more_stays_or_that_none_documented_goes_alone() -> None:
    paths = ("/boxes", "/boxes/{id}", "/boxes/{id}/lids")
    assert [len(one.single) for one in folded(judged(_with_paths(*paths), _with_paths("/boxes/{id}")))] == [1, 1]
    assert [len(one.single) for one in folded(judged(_with_paths("/a/b", "/a/c"), _with_paths()))] == [1, 1]
    deep = "/x" * 40
    assert [len(one.single) for one in folded(judged(_with_paths(deep, f"{deep}/y"), _with_paths()))] == [1, 1]


def test_advice_on_a_new_value_names_it_and_what_is_asked_for_of_several_does_not() -> None:
    def listing(**values: str) -> dict[str, Any]:
        fields = {name: {"type": "string", "enum": one.split()} for name, one in values.items()}
        return used("both", Thing=thing(**fields))

    old = listing(hue="red blue", size="small")
    (sent, read) = sorted(judged(old, listing(hue="red blue green", size="small")), key=lambda one: one.area)
    assert sent.advice == "Nothing has to be done; send `green` where it helps."
    assert read.advice == "Decide what a reader does on `green`, and let a value that it does not know fail loudly."
    several = folded(judged(old, listing(hue="red blue green", size="small large")))
    report = build_report(several, **SIDES)
    (chapter,) = (one for one in chapters_of(report) if one.level == "warning")
    assert (len(chapter.tellings), chapter.advice) == (2, CONTROLLED)
    both = folded(
        judged(listing(hue="red blue", tint="red blue"), listing(hue="red blue green", tint="red blue green"))
    )
    (warned,) = (one for one in both if one.level == "warning")
    assert (len(warned.single), warned.advice, warned.usual_advice) == (4, read.advice, CONTROLLED)
    alone = [one for one in several if one.level == "warning"][:1]
    assert chapters_of(build_report(alone, **SIDES))[0].advice == alone[0].advice


@pytest.mark.parametrize(("count", "told_as"), [(20, [("info", 20)]), (19, [("info", 9), ("info", 10)])])
def test_that_many_fields_may_be_null_by_now_is_one_edit_of_all(count: int, told_as: list[tuple[Level, int]]) -> None:
    def boxes(item: dict[str, Any]) -> dict[str, Any]:
        halves = [range(count // 2), range(count // 2, count)]
        refers = {name: {"$ref": f"#/components/schemas/{name}"} for name in ("Crate", "Parcel")}
        held = {name: thing(**{f"f{n}": item for n in half}) for name, half in zip(refers, halves, strict=True)}
        return used("request-body", Thing=thing(**refers), **held)

    old, new = boxes(TEXT), boxes({"type": ["string", "null"]})
    assert [(level, members) for _, level, members in told(old, new)] == told_as
    assert [members for _, _, members in told(new, old)] == [members for _, members in told_as]


def test_the_fields_that_parts_of_an_object_rule_out_are_one_edit_of_it() -> None:
    depth, closed = {"type": "integer"}, {"additionalProperties": False}
    whole = {**thing(hue=TEXT, size=TEXT, depth=depth), **closed}
    parts = [{"$ref": "#/components/schemas/Box"}, {**thing(hue=TEXT), **closed}]
    box = {**thing(size=TEXT, depth=depth), **closed}
    new = used("request-body", Thing={"allOf": parts}, Box=box)
    found = [one for one in folded(judged(used("request-body", Thing=whole), new)) if "became-false" in one.id]
    assert [len(one.single) for one in found] == [3]
    assert found[0].message.endswith("The same holds for fields `hue`, `size`.")


@pytest.mark.parametrize("counts", [(1, 4), (5, 12), (3, 3, 4), (1, 1, 1, 1, 1)])
def test_other_operations_are_counted_from_the_one_at_which_the_finding_stands(counts: tuple[int, ...]) -> None:
    names = iter(f"GET /{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    members = [
        Finding(
            id="some-rule",
            level="warning",
            area="response",
            operations=tuple(next(names) for _ in range(count)),
            message="It is gone.",
            advice="Look.",
            fingerprint=f"{number:012x}",
            cause="one edit",
        )
        for number, count in enumerate(counts)
    ]
    (told,) = folded(members)
    assert len(told.operations) == sum(counts)
    assert told.message == f"It is gone. The same holds for {sum(counts) - 1} other operations."


def test_what_is_said_of_the_root_of_a_schema_is_said_of_its_items_as_well() -> None:
    def rows(least: int) -> dict[str, Any]:
        return {"type": "array", "minItems": least, "items": {"type": "array", "minItems": least, "items": TEXT}}

    (one,) = folded(judged(*(used("request-body", Thing=rows(least)) for least in (1, 2))))
    assert "of the request body of schema `Thing`" in one.message
    assert "of each item of schema `Thing`" in one.message


def test_what_has_to_be_done_is_said_once_where_one_of_two_asks_for_more() -> None:
    asked = ("Look.", "Look. Then wait.", "Look.", "Run.")
    members = [
        Finding(
            id=f"rule-{number}", level="warning", area="response", operations=(), message=f"Gone {number}.",
            advice=advice, fingerprint=f"{number:012x}", cause="one edit",
        )
        for number, advice in enumerate(asked)
    ]  # fmt: skip
    (told,) = folded(members)
    assert told.advice == "Look. Then wait. Run."


@pytest.mark.parametrize("comes", [False, True])
def test_a_resource_comes_and_goes_with_all_its_paths_though_itself_is_none(*, comes: bool) -> None:
    paths = ("/hulls/{id}", "/hulls/dry", "/hulls/wet/sold")
    for all_of, counts in ((paths, [3]), ((*paths, "/tin/{id}"), [3, 1])):
        sides = _with_paths(*all_of), _with_paths()
        assert [len(one.single) for one in folded(judged(*(sides[::-1] if comes else sides)))] == counts
    stays = folded(judged(_with_paths(*paths, "/hulls/old"), _with_paths("/hulls/old")))
    assert [len(one.single) for one in stays] == [1, 1, 1]
    whole = {path: one for path, one in _with_paths(*paths)["paths"].items() if path != "/kept"}
    assert len(folded(judged({**_with_paths(), "paths": whole}, _with_paths()))) == 4


@pytest.mark.parametrize(("before", "after"), [("get", "get put delete"), ("get put delete", "get")])
def test_methods_that_come_to_a_path_or_leave_it_together_are_one_edit(before: str, after: str) -> None:
    answer = {"responses": {"204": {"description": "-"}}}
    old, new = ({"/lids": dict.fromkeys(methods.split(), answer)} for methods in (before, after))
    [one] = folded(judged({**document({}), "paths": old}, {**document({}), "paths": new}))
    assert len(one.single) == 2
    assert one.message.endswith("The same holds for the method `PUT` of its path.")

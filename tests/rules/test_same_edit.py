"""What one edit did at several places is told once, though each place has a name of its own."""

from typing import Any

from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put
from tests.rules.test_wrappers import TEXT, api, ref, thing, told


def test_an_object_none_of_whose_fields_is_left_is_another_one_and_told_once() -> None:
    old = document(put("response-body", thing(mast=TEXT, sail=TEXT, crew={"type": "integer"})))
    new = document(put("response-body", thing(engine=TEXT, fuel={"type": "integer"})))
    assert told(old, new) == [("response-optional-property-removed", 3)]
    kept = document(put("response-body", thing(engine=TEXT, sail=TEXT)))
    assert told(old, kept) == [("response-optional-property-removed", 2)]


def test_the_items_of_several_parameters_that_are_of_another_type_by_now_are_one_edit() -> None:
    def asking(items: dict[str, Any]) -> dict[str, Any]:
        lists = ({"name": name, "in": "query", "schema": {"type": "array", "items": items}} for name in ("a", "b"))
        return document({"parameters": [*lists]})

    assert told(asking({}), asking({"type": "integer"})) == [("request-parameter-property-type-specialized", 2)]


def test_a_schema_that_is_one_of_two_by_now_is_one_edit_wherever_it_stands() -> None:
    either = {"anyOf": [ref("Boat"), ref("Port")]}

    def side(boat: dict[str, Any]) -> dict[str, Any]:
        return api({"one": boat, "many": thing(all={"type": "array", "items": boat})})

    assert [count for _, count in told(side(ref("Boat")), side(either))] == [2]


def test_references_into_another_version_of_a_document_that_was_not_read_are_one_edit() -> None:
    def side(version: str) -> dict[str, Any]:
        at = f"https://specs.example.com/{version}#/components/schemas"
        return api({name: {"$ref": f"{at}/{name}"} for name in ("Boat", "Crew", "Port")})

    [found] = folded(judge(changes(side("1.0"), side("1.1"))))
    assert (found.id, len(found.single)) == ("reference-unresolved", 3)
    assert len(folded(judge(changes(api({}), side("1.0"))))) == 3


def test_schemes_of_one_server_that_have_another_flow_are_one_edit() -> None:
    def side(flow: str) -> dict[str, Any]:
        url = "https://example.com/token"
        stated = {"type": "oauth2", "flows": {flow: {"tokenUrl": url, "scopes": {}}}}
        document = api({"boat": ref("Boat")})
        document["components"]["securitySchemes"] = {"crew": stated, "guest": stated}
        return document

    found, _ = folded(judge(changes(side("clientCredentials"), side("password"))))
    assert (found.id, len(found.single)) == ("api-security-component-oauth-flow-removed", 2)
    assert found.message.endswith("The same holds for security scheme `guest`.")


def test_the_parts_of_one_condition_are_one_edit() -> None:
    plain = thing(mast=TEXT, sail=TEXT)
    bound = {**plain, "if": {"properties": {"mast": {"const": "tall"}}}, "then": {"required": ["sail"]}}
    old, new = (document(put("request-body", body)) for body in (plain, bound))
    assert told(old, new) == [("request-body-if-added", 2)]


def test_the_scopes_that_a_call_needs_by_now_are_one_edit_of_their_list() -> None:
    def side(*scopes: str) -> dict[str, Any]:
        document = api({"boat": ref("Boat"), "crew": ref("Crew")})
        for item in document["paths"].values():
            item["post"]["security"] = [{"login": [*scopes]}]
        flow = {"tokenUrl": "https://example.com/token", "scopes": dict.fromkeys(("a", "b", "c"), "-")}
        document["components"]["securitySchemes"] = {"login": {"type": "oauth2", "flows": {"password": flow}}}
        return document

    assert told(side("a"), side("a", "b", "c")) == [("api-security-scope-added", 4)]


def _scoped(**scopes: list[str]) -> dict[str, Any]:
    calls = {
        f"/{name}": {"get": {**put("response-body", TEXT), "security": [{"login": needs}]}}
        for name, needs in scopes.items()
    }
    flow = {"tokenUrl": "https://example.com/token", "scopes": dict.fromkeys(("a", "b", "c"), "-")}
    login = {"type": "oauth2", "flows": {"password": flow}}
    return {**document({}), "paths": calls, "components": {"securitySchemes": {"login": login}}}


def test_scopes_that_many_calls_list_for_the_first_time_are_one_edit_whichever_each_needs() -> None:
    bare, listed = _scoped(x=[], y=[], z=[]), _scoped(x=["a"], y=["b"], z=["b", "c"])
    [found] = folded(judge(changes(bare, listed)))
    assert (found.id, found.level, len(found.single)) == ("api-security-scope-added", "breaking", 4)
    assert found.message == (
        "`GET /x` now needs the scope `a` of `login`. "
        "The same kind of change holds for `GET /y`, `GET /z` and for scopes `b`, `c`."
    )
    [back] = folded(judge(changes(listed, bare)))
    assert (back.id, back.level, len(back.single)) == ("api-security-scope-removed", "info", 4)
    [alike] = folded(judge(changes(bare, _scoped(x=["a", "b"], y=["a", "b"], z=["a", "b"]))))
    assert alike.message.endswith("The same holds for `GET /y`, `GET /z` and for scope `b`.")


def test_scopes_of_few_calls_or_beside_other_ones_are_edits_of_their_calls() -> None:
    assert _counted(_scoped(x=[], y=[]), _scoped(x=["a"], y=["b"])) == [("api-security-scope-added", 1)] * 2
    more = _scoped(x=["c"], y=["c"], z=["c"]), _scoped(x=["c", "a"], y=["c", "b"], z=["c", "b"])
    assert _counted(*more) == [("api-security-scope-added", 1), ("api-security-scope-added", 2)]


def test_alternatives_that_only_ask_for_a_field_are_named_by_it() -> None:
    plain = thing(mast=TEXT, sail=TEXT)
    either = [thing(name, **{name: TEXT}) for name in ("mast", "sail")]
    bound = {**plain, "anyOf": [{key: one[key] for key in ("required", "properties")} for one in either]}
    [found] = folded(judge(changes(document(put("request-body", plain)), document(put("request-body", bound)))))
    assert found.message == "The request body must now also be one of `with mast`, `with sail`."


def _counted(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted((one.id, len(one.single)) for one in folded(judge(changes(old, new))))


def _tagged(*tags: str) -> dict[str, Any]:
    call = put("response-body", TEXT)
    return {
        **document({}),
        "paths": {f"/calls/{number}": {"get": {**call, "tags": [tag]}} for number, tag in enumerate(tags)},
    }


def test_tags_that_are_all_spelled_otherwise_in_one_way_are_one_edit() -> None:
    old, new = _tagged("boat", "port", "crew"), _tagged("Boat", "Port", "Pilots")
    assert _counted(old, new) == [("api-tag-removed", 1), ("api-tag-removed", 2)]
    [found] = [one for one in folded(judge(changes(old, new))) if one.members]
    assert "it is `Boat` now. The same change holds for `GET /calls/1`." in found.message


def test_schemas_of_which_the_same_word_of_the_name_is_another_one_are_one_edit() -> None:
    def side(*names: str) -> dict[str, Any]:
        fields = ({"size": TEXT}, {"mast": TEXT}, {"crew": TEXT})
        named = {name: thing(**each) for name, each in zip(names, fields, strict=True)}
        return document(put("response-body", thing(**{f"a{n}": ref(name) for n, name in enumerate(names)})), **named)

    old, new = side("PageOfBoats", "PageOfPorts", "Crew"), side("ListOfBoats", "ListOfPorts", "Pilot")
    assert _counted(old, new) == [("api-schema-renamed", 1), ("api-schema-renamed", 2)]

"""The same calls under other paths: another word for what they are about, a form at their end, a last slash."""

from typing import Any

import pytest

from driftwatch.model.finding import Finding
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXT = {"type": "string"}


def spec(*paths: str, fields: tuple[str, ...] = ("colour", "height", "weight"), **names: str) -> dict[str, Any]:
    """One call for each path, which answers with what its last word says; with an id for those that are given one."""
    calls = {}
    for path in paths:
        parameters = [
            {"name": step[1:-1], "in": "path", "required": True, "schema": TEXT}
            for step in path.split("/")
            if step.startswith("{")
        ]
        word = path.rpartition("/")[2].partition(".")[0].strip("{}")
        answer = {"type": "object", "properties": dict.fromkeys((word, *fields), TEXT)}
        ids = {"operationId": names[word]} if word in names else {}
        calls[path] = {"get": {**put("response-body", answer, whole=True), **ids, "parameters": parameters}}
    return {**document({}), "paths": calls}


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(one.id, one.level, len(one.single)) for one in folds(old, new)]


def folds(old: dict[str, Any], new: dict[str, Any]) -> tuple[Finding, ...]:
    return folded(judge(changes(old, new)))


IDS = {"lids": "listLids", "seals": "listSeals", "marks": "listMarks"}


def test_what_several_paths_call_otherwise_the_others_do_as_well():
    old = spec("/boxes", "/boxes/{box}/lids", "/boxes/{box}/seals", "/boxes/{box}/marks", **IDS)
    new = spec("/crates", "/crates/{crate}/lids", "/crates/{crate}/seals", "/crates/{crate}/marks", **IDS)
    for one, other in ((old, new), (new, old)):
        found = told(one, other)
        assert ("endpoint-moved", "breaking", 4) in found
        assert not {"endpoint-added", "api-path-removed-without-deprecation"} & {each[0] for each in found}


def test_a_first_step_that_several_paths_lost_the_others_lost_as_well():
    old = spec("/api/1.0/boxes", "/api/1.0/lids", "/api/1.0/seals", "/api/1.0/marks", **IDS)
    new = spec("/api/boxes", "/api/lids", "/api/seals", "/api/marks", **IDS)
    new["paths"]["/api/boxes"]["get"] |= put("response-body", {"type": "array", "items": TEXT}, whole=True)
    assert ("endpoint-moved", "breaking", 4) in told(old, new)
    assert ("endpoint-moved", "breaking", 4) in told(new, old)


def test_two_paths_that_call_something_otherwise_prove_nothing_of_a_third():
    ids = {name: IDS[name] for name in ("lids", "seals")}
    old = spec("/boxes", "/boxes/{box}/lids", "/boxes/{box}/seals", **ids)
    new = spec("/crates", "/crates/{crate}/lids", "/crates/{crate}/seals", **ids)
    assert ("api-path-removed-without-deprecation", "breaking", 1) in told(old, new)


def test_a_word_that_not_all_of_them_call_otherwise_is_not_taken_for_another():
    old = spec(
        "/boxes", "/boxes/{box}/lids", "/boxes/{box}/seals", "/boxes/{box}/marks", "/boxes/tops", **IDS, tops="a"
    )
    moved = ("/crates", "/crates/{crate}/lids", "/crates/{crate}/seals", "/crates/{crate}/marks", "/cases/tops")
    assert ("endpoint-added", "info", 1) in told(old, spec(*moved, **IDS, tops="a"))


def test_the_form_at_the_end_of_several_paths_comes_and_goes_as_one():
    old, new = spec("/boxes.json", "/lids/all.json"), spec("/boxes", "/lids/all", fields=("colour", "more"))
    assert ("endpoint-moved", "breaking", 2) in told(old, new)
    assert ("endpoint-moved", "breaking", 2) in told(new, old)


def test_forms_and_other_ends_of_paths_are_told_apart():
    old = spec("/boxes.json", "/lids.xml", "/seals", **IDS)
    new = spec("/boxes", "/lids", "/seals.x", **IDS)
    assert [count for kind, _, count in told(old, new) if kind == "endpoint-moved"] == [1, 1, 1]


def test_one_step_in_place_of_another_below_two_beginnings_is_one_move():
    old = spec("/a/boxes/{id}/open", "/b/a/boxes/{id}/open")
    new = spec("/a/boxes/{id}/unlock", "/b/a/boxes/{id}/unlock")
    for side in (old, new):
        for number, item in enumerate(side["paths"].values()):
            item["get"] |= put("response-body", TEXT, whole=True) | {"operationId": f"open{number}"}
    assert [("endpoint-moved", "breaking", 2)] == told(old, new) == told(new, old)


@pytest.mark.parametrize("more", [(), ("/lids",)])
def test_a_last_slash_is_another_url_and_one_finding_for_all(more: tuple[str, ...]):
    paths = ("/boxes", "/boxes/{id}", *more)
    old, new = spec(*paths), spec(*paths)
    new["paths"] = {f"{path}/": item for path, item in new["paths"].items()}
    assert [("path-trailing-slash-added", "warning", len(paths))] == told(old, new)
    assert [("path-trailing-slash-removed", "warning", len(paths))] == told(new, old)
    (found,) = folds(old, new)
    assert "now ends with a slash" in found.message


def test_the_parameters_of_a_path_that_has_one_more_are_known_by_the_steps_around_them():
    old = spec("/stores/{cluster}/{name}", name="getStore")
    new = spec("/{version}/stores/{region}/{name}", name="getStore")
    (parameters,) = (item["get"]["parameters"] for item in new["paths"].values())
    parameters[0]["schema"] = {"type": "string", "enum": ["v1", "v2"]}
    kinds = [(change.kind, change.before, change.after) for change in changes(old, new)]
    assert ("parameter.renamed", "cluster", "region") in kinds
    assert {kind for kind, *_ in kinds} == {"parameter.renamed", "operation.moved"}


def served(path: str, *urls: str) -> dict[str, Any]:
    whole = spec(path, fields=("colour", "height", "weight"), seals="listSeals")
    whole["paths"][path]["get"]["servers"] = [{"url": url} for url in urls]
    return whole


def test_an_own_base_url_that_is_cut_elsewhere_moves_nothing():
    old = served("/seals", "https://api.example.com/shop")
    new = served("/shop/seals", "https://api.example.com/")
    for one, other in ((old, new), (new, old)):
        assert [("endpoint-cut-elsewhere", "info", 1)] == told(one, other)


def test_an_own_base_url_that_the_api_states_now_for_all_moves_nothing():
    old = served("/seals", "https://api.example.com/shop")
    new = served("/shop/seals") | {"servers": [{"url": "https://api.example.com"}]}
    del new["paths"]["/shop/seals"]["get"]["servers"]
    assert ("endpoint-cut-elsewhere", "info", 1) in told(old, new)
    assert not {"endpoint-moved", "operation-server-changed"} & {each[0] for each in told(old, new)}


def test_one_of_several_base_urls_that_is_left_behind_is_told():
    old = served("/seals", "https://api.example.com/shop", "https://eu.example.com/shop")
    new = served("/shop/seals", "https://api.example.com")
    assert {"endpoint-moved", "operation-server-changed"} <= {each[0] for each in told(old, new)}


def below(path: str, **schema: Any) -> dict[str, Any]:
    """A path of which the first step may be a parameter with a schema."""
    whole = spec(path)
    for parameter in whole["paths"][path]["get"]["parameters"]:
        parameter["schema"] = {"type": "string", **schema}
    return whole


@pytest.mark.parametrize("schema", [{"default": "shop"}, {"enum": ["barn", "shop"]}, {"const": "shop"}])
def test_a_step_that_a_parameter_stands_for_by_its_documented_value_moves_nothing(schema: dict[str, Any]):
    assert [("endpoint-parametrized", "info", 1)] == told(below("/shop/seals"), below("/{place}/seals", **schema))


@pytest.mark.parametrize("schema", [{}, {"default": "barn"}, {"enum": ["barn"]}])
def test_a_step_that_a_parameter_is_not_documented_to_stand_for_is_another_path(schema: dict[str, Any]):
    found = {each[0] for each in told(below("/shop/seals"), below("/{place}/seals", **schema))}
    assert found & {"endpoint-moved", "api-path-removed-without-deprecation"}
    assert "endpoint-parametrized" not in found


@pytest.mark.parametrize(("listed", "is_same"), [(["1", "2"], True), (["2"], False)])
def test_a_parameter_may_stand_for_a_part_of_a_step(listed: list[str], *, is_same: bool):
    new = below("/{version}/seals", enum=listed)
    new["paths"] = {"/v{version}/seals": new["paths"]["/{version}/seals"]}
    assert ([("endpoint-parametrized", "info", 1)] == told(below("/v1/seals"), new)) is is_same


def test_a_parameter_that_is_written_as_programs_do_is_one():
    old, new = spec("/${thing}/seals"), spec("/{place}/seals")
    found = [each for each in told(old, new) if each[1] == "breaking"]
    assert found == [("endpoint-moved", "breaking", 1)]


def test_a_step_that_is_a_parameter_no_more_is_told():
    found = {each[0] for each in told(below("/{place}/seals", default="shop"), below("/shop/seals"))}
    assert found & {"endpoint-moved", "api-path-removed-without-deprecation"}


def test_what_several_parameters_stand_for_is_said_of_none_of_two():
    old = below("/shop/seals")
    new = below("/{place}/seals", default="shop")
    new["paths"] |= below("/shop/{thing}", default="seals")["paths"]
    assert "endpoint-parametrized" not in {each[0] for each in told(old, new)}


def test_parameters_of_two_paths_stand_each_for_its_own_step():
    old, new = below("/shop/seals"), below("/{place}/seals", default="shop")
    old["paths"] |= below("/barn/seals")["paths"]
    new["paths"] |= below("/{shed}/seals", default="barn")["paths"]
    assert [("endpoint-parametrized", "info", 1)] * 2 == told(old, new)


def test_a_call_stays_what_it_is_beside_a_new_one_with_a_last_slash():
    old, new = spec("/boxes/{box}"), spec("/boxes/{box}")
    added = spec("/boxes/{box}/")["paths"]["/boxes/{box}/"]
    listing = {"name": "list", "in": "query", "schema": {"type": "string"}}
    old["paths"]["/boxes/{box}"]["get"]["parameters"].append(listing)
    added["get"]["parameters"].append({**listing, "required": True})
    new["paths"]["/boxes/{box}/"] = added
    assert [each for each in told(old, new) if each[1] == "breaking"] == []
    assert "request-parameter-removed" in {each[0] for each in told(old, new)}


def test_a_variable_of_the_base_url_that_is_a_parameter_of_all_paths_now_moves_nothing():
    whole = {"url": "https://api.example.com/v1/shops/{shop}", "variables": {"shop": {"default": "0"}}}
    old = spec("/seals", "/marks") | {"servers": [whole]}
    new = spec("/v1/shops/{shop}/seals", "/v1/shops/{shop}/marks") | {"servers": [{"url": "https://api.example.com"}]}
    assert [("server-path-prefix-moved", "info", 1)] == told(old, new)


def in_path(path: str, *names: str) -> dict[str, Any]:
    parameters = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in names]
    return {**document({}), "paths": {path: {"get": {"parameters": parameters, "responses": {}}}}}


@pytest.mark.parametrize(
    ("colon", "braces"),
    [
        ("/boxes/:box", "/boxes/{box}"),
        ("/boxes/:box/lids", "/boxes/{box}/lids"),
        ("/boxes/BOX_ID/lids", "/boxes/{BOX_ID}/lids"),
        ("/boxes/$BOX", "/boxes/{BOX}"),
        ("/:shop/boxes/:box_id", "/{shop}/boxes/{box}"),
    ],
)
def test_a_parameter_of_a_path_after_a_colon_is_the_same_in_braces(colon: str, braces: str) -> None:
    names = [step.strip("{}") for step in braces.split("/") if step.startswith("{")]
    one, other = in_path(colon, *names), in_path(braces, *names)
    assert told(one, other) == told(other, one) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("/boxes/:box", "/boxes/lids"), ("/boxes/a:sort", "/boxes/{box}"), ("/boxes/LATEST", "/boxes/{latest}")],
)
def test_a_colon_that_is_no_parameter_of_the_other_path_is_another_path(old: str, new: str) -> None:
    assert "breaking" in {level for _, level, _ in told(in_path(old), in_path(new))}


def test_a_call_that_is_a_reference_out_of_the_document_is_unknown_and_not_gone() -> None:
    old = spec("/boxes", "/lids")
    new = spec("/boxes", "/lids")
    new["paths"]["/boxes"]["get"] = {"$ref": "calls/boxes.yaml"}
    assert told(old, new) == [("reference-unresolved", "warning", 1)]
    assert told(new, old) == [("reference-resolved", "info", 1)]


def test_a_call_that_is_a_reference_inside_of_the_document_is_what_stands_there() -> None:
    old, new = spec("/boxes"), spec("/boxes")
    new["x-calls"] = {"boxes": new["paths"]["/boxes"]["get"]}
    new["paths"]["/boxes"]["get"] = {"$ref": "#/x-calls/boxes"}
    assert told(old, new) == told(new, old) == []


@pytest.mark.parametrize(("old", "new"), [("2025-09", "2026-03"), ("2025-09-01", "2026-03-01"), ("v1", "2026-03")])
def test_a_path_that_names_another_date_for_its_version_is_the_same_call(old, new):
    def dated(version, **more):
        done = {"responses": {"200": {"description": "-"}}}
        sent = {"parameters": [{"name": "colour", "in": "query", "schema": {"type": "string"}}], **more}
        calls = {f"/boxes/{version}/{name}": {"get": {**done, **sent}} for name in ("all", "full", "empty")}
        return {**document({}), "paths": calls}

    found = changes(dated(old, summary="Now."), dated(new, security=[{}]))
    assert {change.kind for change in found if change.kind.startswith("operation.")} == {"operation.moved"}


@pytest.mark.parametrize(("old", "new"), [("/snapBox", "/snapbox"), ("/all_boxes/{box}/lid", "/all-boxes/{box}/lid")])
def test_a_path_that_is_spelled_otherwise_is_the_same_call(old: str, new: str) -> None:
    found = {change.kind for change in changes(spec(old), spec(new, fields=("colour", "depth")))}
    assert {"operation.moved"} == {kind for kind in found if kind.startswith("operation.")}
    assert {"operation.moved"} == {
        change.kind for change in changes(spec(new), spec(old)) if change.kind.startswith("operation.")
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("boxes/{box}", "/boxes/{box}"),
        ("/boxes/{box}?kind={kind}", "/boxes/{box}"),
        ("/boxes/{box}?kind={kind}&lid={lid}", "/boxes/{box}"),
    ],
)
def test_a_path_that_is_only_written_otherwise_is_the_same_call(old: str, new: str) -> None:
    """Whatever else was edited: the first slash is missing, or parameters of the query are written out."""

    def api(path: str, **fields: Any) -> dict[str, Any]:
        stated = [{"name": "box", "in": "path", "required": True, "schema": TEXT}]
        stated += [{"name": name, "in": "query", "required": True, "schema": TEXT} for name in ("kind", "lid")]
        answer = put("response-body", {"type": "object", "properties": fields}, whole=True)
        whole = {**spec("/lids"), "servers": [{"url": "https://boxes.example/v1"}]}
        return {**whole, "paths": {**whole["paths"], path: {"get": {**answer, "parameters": stated}}}}

    for one, other in ((old, new), (new, old)):
        assert changes(api(one, colour=TEXT), api(other, colour=TEXT)) == ()
        found = changes(api(one, colour=TEXT, depth=TEXT), api(other, height=TEXT, weight=TEXT))
        assert {change.kind for change in found} == {"field.added", "field.removed"}


def test_a_path_with_a_value_in_its_query_is_another_call() -> None:
    found = {change.kind for change in changes(spec("/boxes?deep=1"), spec("/boxes", fields=()))}
    assert {"operation.added", "operation.removed"} == found


def test_first_slashes_alone_are_silent_where_a_path_stands_with_a_query_as_well() -> None:
    def api(slash: str) -> dict[str, Any]:
        whole = spec("/lids")
        (call,) = whole["paths"].values()
        return {**whole, "paths": {slash + path: call for path in ("things", "things?kind={kind}", "lids")}}

    assert changes(api(""), api("/")) == changes(api("/"), api("")) == ()


@pytest.mark.parametrize("new", ["/boxes?lid={lid}", "/boxes"])
def test_a_path_with_a_query_that_the_other_does_not_state_is_another_call(new: str) -> None:
    for one, other in (("/boxes?kind={kind}", new), (new, "/boxes?kind={kind}")):
        found = {change.kind for change in changes(spec(one), spec(other, fields=()))}
        assert {"operation.added", "operation.removed"} == found


def test_paths_of_which_two_are_spelled_alike_are_not_taken_for_each_other() -> None:
    found = {change.kind for change in changes(spec("/snapBox", "/snap-box"), spec("/snapbox", fields=()))}
    assert {"operation.added", "operation.removed"} == {kind for kind in found if kind.startswith("operation.")}


@pytest.mark.parametrize(("schema", "level"), [(TEXT, "warning"), ({**TEXT, "enum": ["lids"]}, "breaking")])
def test_a_step_that_may_be_a_value_of_a_parameter_by_now_may_be_the_same_call(schema, level) -> None:
    def call(path: str, *parameters: Any) -> dict[str, Any]:
        answer = put("response-body", {"type": "object", "properties": {"seal": TEXT, "size": TEXT}})
        stated = {**answer, "operationId": "seal", "parameters": [*parameters]}
        return {**document({}), "paths": {path: {"get": stated}}}

    place = {"name": "kind", "in": "path", "required": True, "schema": schema}
    [found] = folds(call("/boxes/seals/list"), call("/boxes/{kind}/list", place))
    assert found.level == level
    assert "breaking" in {one.level for one in folds(call("/boxes/{kind}/list", place), call("/boxes/seals/list"))}


def _acting(method, path):
    answers = {"200": {"description": "Done.", "content": {"application/json": {"schema": {"type": "object"}}}}}
    parameters = [{"name": "box", "in": "path", "required": True, "schema": {"type": "string"}}]
    paths = {path: {method: {"parameters": parameters, "responses": answers}}}
    return {"openapi": "3.0.0", "info": {"title": "Boxes", "version": "1"}, "paths": paths}


@pytest.mark.parametrize(
    ("method", "path", "is_moved"),
    [
        ("post", "/boxes/{box}", True),
        ("post", "/boxes/{box}/delete", True),
        ("get", "/boxes/{box}/remove", True),
        ("delete", "/crates/{box}", True),
        ("post", "/boxes/{box}/start-anew", False),
        ("put", "/crates/{box}", False),
    ],
)
def test_calls_of_equal_content_with_another_method_are_one_where_the_path_says_no_other_deed(method, path, is_moved):
    ids = {one.id for one in judge(changes(_acting("delete", "/boxes/{box}"), _acting(method, path)))}
    assert ids == ({"endpoint-moved"} if is_moved else {"api-path-removed-without-deprecation", "endpoint-added"})

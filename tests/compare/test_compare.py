"""What two snapshots differ in: each difference once, none invented."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.model.facts import Contradiction, ErrorRule, Field, Notice, Operation, Statement, Values
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from tests.rules.examples import entry, findings_between, readable, snapshot, variant

TEXT = {"type": "string"}
ANSWER = {"responses": {"200": {"description": "fine"}}}


def described(**changes):
    base = {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            "/boxes": {
                "get": {
                    "operationId": "listBoxes",
                    "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 9}}],
                    "responses": {
                        "200": {"description": "-", "content": json_of({"$ref": "#/components/schemas/Box"})}
                    },
                },
                "post": {
                    "operationId": "makeBox",
                    "requestBody": {"content": json_of({"$ref": "#/components/schemas/Box"})},
                    "responses": {"201": {"description": "-"}},
                },
            },
            "/boxes/{id}": {"get": {**ANSWER, "operationId": "oneBox", "parameters": [by_path("id")]}},
        },
        "components": {
            "schemas": {"Box": {"type": "object", "required": ["size"], "properties": {"size": TEXT, "colour": TEXT}}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        },
        "security": [{"key": []}],
    }
    return {**copy.deepcopy(base), **changes}


def json_of(schema):
    return {"application/json": {"schema": schema}}


def by_path(name):
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


def ids(old, new):
    return sorted(finding.id for finding in findings_between(snapshot(old), snapshot(new)))


def test_the_same_document_is_no_change():
    assert () == compare(snapshot(described()), snapshot(described()))


def test_a_shared_schema_is_told_once_for_each_direction_with_what_it_reaches():
    new = described()
    new["components"]["schemas"]["Box"]["properties"]["size"] = {"type": "integer"}
    found = findings_between(snapshot(described()), snapshot(new))
    assert [
        ("request-property-type-changed", ("POST /boxes",)),
        ("response-property-type-changed", ("GET /boxes",)),
    ] == sorted((finding.id, finding.operations) for finding in found)
    assert {"Box"} == {finding.schema for finding in found}


def test_a_renamed_path_parameter_is_one_note():
    new = described()
    new["paths"]["/boxes/{box_id}"] = new["paths"].pop("/boxes/{id}")
    new["paths"]["/boxes/{box_id}"]["get"]["parameters"] = [by_path("box_id")]
    assert ["request-path-parameter-renamed"] == ids(described(), new)


def test_an_operation_under_another_version_is_moved_not_removed_and_added():
    new = described()
    new["paths"]["/v2/boxes"] = new["paths"].pop("/boxes")
    assert ["endpoint-moved", "endpoint-moved"] == ids(described(), new)


def test_what_differs_in_a_moved_operation_is_told_as_well():
    new = described()
    new["paths"]["/v2/boxes"] = new["paths"].pop("/boxes")
    new["paths"]["/v2/boxes"]["get"]["parameters"][0]["schema"]["maximum"] = 5
    assert "request-parameter-max-decreased" in ids(described(), new)


def test_operations_that_have_nothing_in_common_are_removed_and_added():
    new = described()
    new["paths"]["/crates"] = {"delete": {**ANSWER, "parameters": [by_path("crate")]}}
    del new["paths"]["/boxes/{id}"]
    assert ["api-path-removed-without-deprecation", "endpoint-added"] == ids(described(), new)


def test_a_renamed_component_is_one_note():
    new = json.loads(json.dumps(described()).replace("schemas/Box", "schemas/Crate").replace('"Box"', '"Crate"'))
    assert ["api-schema-renamed"] == ids(described(), new)


def test_a_renamed_security_scheme_is_one_note():
    text = json.dumps(described()).replace('"key": {', '"secret": {').replace('{"key": []}', '{"secret": []}')
    assert ["api-security-component-renamed"] == ids(described(), json.loads(text))


def test_security_that_every_operation_inherits_is_told_once():
    assert ["api-global-security-removed"] == ids(described(), described(security=[]))


def test_stating_what_was_inherited_is_no_change():
    new = described()
    for path in new["paths"].values():
        for operation in path.values():
            operation["security"] = [{"key": []}]
    assert [] == ids(described(), new)


def test_an_operation_that_became_public_is_found():
    new = described()
    new["paths"]["/boxes"]["get"]["security"] = []
    assert ["api-security-removed"] == ids(described(), new)


def test_a_base_url_that_gives_way_to_another_is_changed():
    assert ["server-changed"] == ids(described(), described(servers=[{"url": "https://api.example.org/v2"}]))


def test_a_trailing_slash_is_no_change_of_a_base_url():
    assert [] == ids(described(), described(servers=[{"url": "https://api.example.com/"}]))


def test_a_changed_api_key_header_is_breaking():
    new = described()
    new["components"]["securitySchemes"]["key"]["name"] = "X-Token"
    assert ["api-security-component-name-changed"] == ids(described(), new)


def test_a_parameter_that_goes_elsewhere_is_one_move():
    new = described()
    new["paths"]["/boxes"]["get"]["parameters"][0]["in"] = "header"
    assert ["request-parameter-moved"] == ids(described(), new)


def test_a_renamed_parameter_is_one_renaming():
    old, new = described(), described()
    old["paths"]["/boxes"]["get"]["parameters"][0]["name"] = "pageSize"
    new["paths"]["/boxes"]["get"]["parameters"][0]["name"] = "page_size"
    assert ["request-parameter-renamed"] == ids(old, new)


def test_the_api_of_a_snapshot_made_before_openapi_31_is_the_same_afterwards():
    assert [] == ids(described(openapi="3.0.3"), described())


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_order_means_nothing(random):
    new = described()
    new["components"]["schemas"]["Box"]["properties"]["size"] = {"type": "integer"}
    new["paths"]["/boxes"]["get"]["parameters"] = []
    shuffled = reordered(new, random)
    assert findings_between(snapshot(described()), snapshot(new)) == findings_between(
        snapshot(reordered(described(), random)), snapshot(shuffled)
    )


def reordered(value, random):
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: reordered(value[key], random) for key in keys}
    if isinstance(value, list):
        items = [reordered(item, random) for item in value]
        random.shuffle(items)
        return items
    return value


@pytest.mark.slow
@given(st.sets(st.sampled_from(["size", "colour", "limit", "id", "name"]), max_size=4), st.booleans())
def test_what_is_found_one_way_is_found_the_other_way(names, needed):
    new = described()
    new["components"]["schemas"]["Box"]["properties"] = dict.fromkeys(sorted(names), TEXT)
    new["components"]["schemas"]["Box"]["required"] = sorted(names) if needed else []
    there, back = (compare(snapshot(a), snapshot(b)) for a, b in ((described(), new), (new, described())))
    assert bool(there) == bool(back)
    assert {change.operations for change in there} == {change.operations for change in back}


def operation_at(place, *, key="GET /boxes", variant_name=""):
    method, _, path = key.partition(" ")
    facts = (Operation(at="operation", method=method, path=path),)
    return entry(Owner("operation", key, variant_name), facts, document=place)


def test_what_could_only_not_be_read_is_not_removed():
    old = Snapshot([operation_at("boxes")], [readable("boxes")])
    unseen = Document(path="boxes", url="https://docs.example.com/boxes", state="unseen", reason="unreachable")
    assert () == compare(old, Snapshot([], [unseen]))


def test_a_fact_of_a_document_that_could_not_be_read_is_not_removed():
    rule = ErrorRule(at="error-rule · 429", signal="429", document="errors")
    old = Snapshot([entry(Owner("page", "guide"), (rule,))], [readable("guide"), readable("errors")])
    unseen = Document(path="errors", url="https://docs.example.com/errors", state="unseen", reason="unreachable")
    assert () == compare(old, Snapshot([entry(Owner("page", "guide"), ())], [readable("guide"), unseen]))


def test_what_is_read_for_the_first_time_is_not_new():
    unseen = Document(path="boxes", url="https://docs.example.com/boxes", state="unseen", reason="blocked")
    limit = Notice(at="notice · rate-limit · calls", topic="rate-limit", text="60 a minute", document="boxes")
    old = Snapshot([entry(Owner("page", "guide"), ())], [readable("guide"), unseen])
    new = Snapshot(
        [operation_at("boxes"), entry(Owner("page", "guide"), (limit,)), entry(Owner("page", "boxes"), (limit,))],
        [readable("guide"), readable("boxes")],
    )
    assert ["document-first-read"] == [finding.id for finding in findings_between(old, new)]


def test_what_was_never_read_and_says_what_another_document_says_is_not_removed():
    unseen = Document(path="boxes", url="https://docs.example.com/boxes", state="unseen", reason="truncated")
    whole = structs.replace(readable("guide"), copies=("boxes",))
    assert not compare(Snapshot([], [readable("guide"), unseen]), Snapshot([], [whole]))
    assert compare(Snapshot([], [readable("guide"), readable("boxes")]), Snapshot([], [whole]))


def test_what_another_document_says_is_new_while_one_is_read_for_the_first_time():
    unseen = Document(path="boxes", url="https://docs.example.com/boxes", state="unseen", reason="blocked")
    old = Snapshot([], [readable("guide"), unseen])
    new = Snapshot([operation_at("guide")], [readable("guide"), readable("boxes")])
    assert ["document-first-read", "endpoint-added"] == sorted(found.id for found in findings_between(old, new))


def test_a_document_that_was_read_once_says_something_new_when_it_is_read_again():
    was = Document(path="boxes", url="https://docs.example.com/boxes", state="unseen", reason="blocked", digest="a")
    old = Snapshot([], [was])
    new = Snapshot([operation_at("boxes")], [readable("boxes")])
    assert ["endpoint-added"] == [finding.id for finding in findings_between(old, new)]


def test_a_document_that_is_gone_takes_its_operations_with_it():
    old = Snapshot([operation_at("boxes")], [readable("boxes")])
    gone = Document(path="boxes", url="https://docs.example.com/boxes", state="gone", reason="404")
    assert ["api-path-removed-without-deprecation"] == [f.id for f in findings_between(old, Snapshot([], [gone]))]


def test_a_moved_page_is_one_note():
    old = Snapshot([operation_at("sora/official/create")], [readable("sora/official/create")])
    new = Snapshot([operation_at("sora/create")], [readable("sora/create")])
    assert ["document-moved"] == [finding.id for finding in findings_between(old, new)]


def test_a_variant_is_known_again_when_its_page_moves():
    old = Snapshot([variant("POST /v", "a/cubes", "cube"), variant("POST /v", "a/balls", "ball")])
    new = Snapshot([variant("POST /v", "b/balls", "ball"), variant("POST /v", "b/cubes", "cube")])
    assert () == compare(old, new)


def test_a_further_variant_is_no_addition_of_the_operation():
    old = Snapshot([variant("POST /v", "", "cube")])
    new = Snapshot([variant("POST /v", "cubes", "cube"), variant("POST /v", "balls", "ball")])
    assert ["variant.added"] == [change.kind for change in compare(old, new)]


def page_of(*facts):
    return Snapshot([entry(Owner("page", "guide"), facts)], [readable("guide")])


def notice(text, *amounts, topic="billing", key="a"):
    return Notice(at=f"notice · {topic} · {key}", topic=topic, text=text, amounts=amounts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (notice("The minimum top-up is $10.", "USD 10"), notice("You top up $10 at least.", "USD 10", key="b")),
        (notice("Send the key as a bearer token."), notice("Send your key as bearer token", key="b")),
    ],
)
def test_other_words_for_the_same_notice_are_silent(old, new):
    assert () == compare(page_of(old), page_of(new))


def test_another_amount_in_a_notice_is_told_once():
    old, new = notice("The minimum top-up is $10.", "USD 10"), notice("The minimum top-up is $20.", "USD 20", key="b")
    assert ["billing-changed"] == [finding.id for finding in findings_between(page_of(old), page_of(new))]


def test_white_space_case_and_punctuation_of_an_error_rule_mean_nothing():
    old = ErrorRule(at="error-rule · 500", signal="500", meaning="Platform or timeout-class failure.", action="Retry")
    new = ErrorRule(at="error-rule · 500", signal="500", meaning="platform or  timeout class failure", action="retry!")
    assert () == compare(page_of(old), page_of(new))


def test_a_model_in_a_table_is_compared_letter_by_letter():
    old = Values(at="values · model", name="model", values=("Claude Mythos  Preview",))
    new = Values(at="values · model", name="model", values=("Claude Mythos Preview",))
    assert ["values-value-added", "values-value-removed"] == sorted(
        finding.id for finding in findings_between(page_of(old), page_of(new))
    )


def test_the_shape_of_error_bodies_that_a_page_shows_is_compared():
    def envelope(*names):
        root = Field(at="error-envelope · $", type=("object",), stated_by="example")
        fields = (Field(at=f"error-envelope · error.{name}", type=("string",), stated_by="example") for name in names)
        return page_of(root, Field(at="error-envelope · error", type=("object",), stated_by="example"), *fields)

    found = findings_between(envelope("code", "message"), envelope("code", "message", "param"))
    assert [("response-optional-property-added", "info", "errors")] == [(f.id, f.level, f.area) for f in found]


def test_a_contradiction_that_stays_is_told_only_once():
    statements = (Statement(says="integer", stated_by="schema"), Statement(says="string", stated_by="prose"))
    clash = Contradiction(at="contradiction · type · a", aspect="type", subject="request · a", statements=statements)
    assert ["prose-contradicts-schema"] == [f.id for f in findings_between(page_of(), page_of(clash))]
    assert () == compare(page_of(clash), page_of(clash))


def clashing(*statements):
    told = tuple(Statement(says=says, stated_by=stated_by) for stated_by, says in statements)
    return page_of(Contradiction(at="contradiction · type · a", aspect="type", subject="request · a", statements=told))


@pytest.mark.parametrize("kind", ["schema", "table", "example"])
def test_a_contradiction_of_two_of_a_kind_changes_when_either_side_does(kind):
    old = clashing((kind, "integer"), (kind, "string"))
    for new in (clashing((kind, "number"), (kind, "string")), clashing((kind, "integer"), (kind, "array"))):
        (change,) = compare(old, new)
        assert change.before == {kind: "integer", f"{kind} 2": "string"}
        assert change.before != change.after
    assert () == compare(old, clashing((kind, "string"), (kind, "integer")))
    assert () == compare(old, clashing((kind, "integer"), (kind, "string"), (kind, "string")))


def test_both_sides_of_two_schemas_that_do_not_agree_are_told():
    (found,) = findings_between(page_of(), clashing(("schema", "integer"), ("schema", "string")))
    assert "schema `integer`" in found.message
    assert "schema 2 `string`" in found.message


def test_schemas_of_two_documents_that_do_not_agree_are_told_with_where_each_stands():
    said = (("", "integer"), ("guide", "string"))
    told = tuple(Statement(says=says, stated_by="schema", document=document) for document, says in said)
    fact = Contradiction(
        at="contradiction · type · a", document="guide", aspect="type", subject="request · a", statements=told
    )
    documents = [readable("spec"), readable("guide")]
    old, new = (
        Snapshot([entry_of(Owner("page", "a"), ("spec", "guide"), facts)], documents) for facts in ((), (fact,))
    )
    (found,) = findings_between(old, new)
    assert found.message.endswith("schema 2 `string` (in `/guide`); schema `integer` (in `/spec`).")
    assert [source.url.rpartition("/")[2] for source in found.sources] == ["guide", "spec"]


def test_callbacks_are_compared_and_what_they_send_is_what_we_receive():
    def called(kind):
        body = {"content": json_of({"type": "object", "properties": {"id": {"type": kind}}})}
        new = described()
        new["paths"]["/boxes"]["post"]["callbacks"] = {"done": {"{$url}": {"post": {**ANSWER, "requestBody": body}}}}
        return new

    assert ["response-property-type-changed"] == ids(called("integer"), called("number"))


@pytest.mark.slow
def test_ten_thousand_operations_of_which_one_changed_read_only_that_one():
    read = []

    def big(changed):
        entries = []
        for index in range(10_000):
            summary = "other" if index == changed else ""
            tags = ("new",) if index == changed else ()
            facts = (Operation(at="operation", method="GET", path=f"/things/{index}", tags=tags, summary=summary),)
            made = entry(Owner("operation", f"GET /things/{index}"), facts)
            made._load = noting(facts, index)
            entries.append(made)
        return Snapshot(entries)

    def noting(facts, index):
        def load():
            read.append(index)
            return facts

        return load

    assert ["operation.tag.added"] == [change.kind for change in compare(big(None), big(7))]
    assert {7} == set(read)


def test_the_schemas_of_a_removed_operation_go_with_it() -> None:
    owner = Owner("operation", "POST /v1/videos", "sora")
    kept = entry_of(
        Owner("operation", "GET /v1/videos"), ("b",), [Operation(at="operation", method="GET", path="/v1/videos")]
    )
    operation = entry_of(
        owner, ("a",), [Operation(at="operation", method="POST", path="/v1/videos", schemas=owner.label)]
    )
    schema = entry_of(Owner("schema", "Error", scope=owner.label), ("a",), [Field(at="schema · $", type=("object",))])
    changes = compare(Snapshot([operation, schema, kept]), Snapshot([kept]))
    assert [change.kind for change in changes] == ["operation.removed"]


@pytest.mark.parametrize("back", [False, True])
def test_a_prefix_that_moved_between_base_url_and_paths_is_one_note(back):
    old = described(servers=[{"url": "https://api.example.com/v1"}, {"url": "https://eu.example.com/v1"}])
    new = described(
        servers=[{"url": "https://eu.example.com"}, {"url": "https://api.example.com/"}],
        paths={f"/v1{path}": item for path, item in described()["paths"].items()},
    )
    assert ["server-path-prefix-moved"] == ids(*((new, old) if back else (old, new)))


def test_a_change_beside_a_moved_prefix_is_told():
    old = described(servers=[{"url": "https://api.example.com/v1"}])
    new = described(paths={f"/v1{path}": item for path, item in described()["paths"].items()})
    new["paths"]["/v1/boxes"]["get"]["parameters"][0]["schema"]["maximum"] = 8
    del new["components"]["schemas"]["Box"]["properties"]["colour"]
    assert [
        "request-parameter-max-decreased",
        "request-property-removed",
        "response-optional-property-removed",
        "server-path-prefix-moved",
    ] == ids(old, new)


def test_a_base_url_that_lost_its_prefix_without_the_paths_is_another_one():
    old = described(servers=[{"url": "https://api.example.com/v1"}])
    assert ["server-changed"] == ids(old, described())


def test_renamed_components_that_nothing_uses_are_renamed_not_removed():
    def schemas(prefix):
        def ref(name):
            return {"$ref": f"#/components/schemas/{prefix}{name}"}

        return {
            f"{prefix}Tree": {"type": "object", "properties": {"leaf": ref("Leaf"), "next": ref("Tree")}},
            f"{prefix}Leaf": {"type": "object", "properties": {"size": TEXT, "tree": ref("Tree")}},
        }

    old, new = described(), described()
    old["components"]["schemas"] |= schemas("")
    new["components"]["schemas"] |= schemas("My")
    assert ["api-schema-renamed", "api-schema-renamed"] == ids(old, new)


@pytest.mark.parametrize(("prefix", "expected"), [("My", "api-schema-renamed"), (None, "api-schema-removed")])
def test_many_other_names_at_once_are_one_note(prefix, expected):
    named = {f"Thing{number}": {"type": "object", "properties": {f"p{number}": TEXT}} for number in range(30)}
    old, new = described(), described()
    old["components"]["schemas"] |= named
    new["components"]["schemas"] |= {f"{prefix}{name}": schema for name, schema in named.items()} if prefix else {}
    (finding,) = findings_between(snapshot(old), snapshot(new))
    assert (expected, sorted(named)) == (finding.id, finding.before)

import pytest
from msgspec import structs

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import findings_between
from driftwatch.manifests.impact.index import ManifestIndex, impact_of
from driftwatch.model.finding import Finding, Impact
from driftwatch.model.source import Source
from tests.manifests.documentation import PAGE, TODAY, manifest, snapshot

READS = manifest(
    {
        "request": {"fields": {"name": "string", "labels.*.key": "string"}},
        "response": {"fields": {"id": "string", "items.*.message.text": "string", "usage": "object"}},
        "headers": {"X-Mode": "fast"},
        "errors": {
            "fields": {"error.code": "string"},
            "cases": {
                "rate-limited": {"status": 429, "retry": "backoff", "evidence": "documented"},
                "x-invalid": {
                    "status": 500,
                    "body": {"error.code": "invalid_request"},
                    "retry": "never",
                    "evidence": "documented",
                },
                "upstream-5xx": {"status": ["5xx"], "retry": "backoff", "evidence": "documented"},
            },
        },
        "limits": {"rate": {"says": "60 requests per minute", "evidence": "documented"}},
        "identifiers": [{"field": "model", "value": "m-1", "source": PAGE, "evidence": "documented"}],
    }
)


def finding(area, *, operations=("POST /things",), level="breaking", rule="some-rule", **more):
    return Finding(
        id=rule, level=level, area=area, operations=operations, message="", advice="", fingerprint="0" * 12, **more
    )


def claims(one):
    return [use.claim for use in impact_of(one, ManifestIndex((READS,))).uses]


@pytest.mark.parametrize(
    ("field", "location", "expected"),
    [
        ("id", "response.body", ["response field id"]),
        ("items[].message.text", "response.body", ["response field items.*.message.text"]),
        ("items", "response.body", ["response field items.*.message.text"]),
        ("items[].message<oneOf:A>.text", "response.body", ["response field items.*.message.text"]),
        ("usage.total", "response.body", ["response field usage"]),
        ("items[].message.role", "response.body", []),
        ("other", "response.body", []),
    ],
)
def test_a_response_field_hurts_the_line_that_reads_it(field, location, expected):
    assert expected == claims(finding("response", field=field, location=location, status="200"))


def test_a_success_field_is_not_a_field_of_the_error():
    assert [] == claims(finding("response", field="error.code", location="response.body", status="200"))
    assert ["errors field error.code"] == claims(
        finding("response", field="error.code", location="response.body", status="4XX")
    )


def test_a_request_field_hurts_the_line_that_sends_it():
    assert ["request field name"] == claims(finding("request", field="name", location="request.body"))
    assert ["request field labels.*.key"] == claims(finding("request", field="labels[].key", location="request.body"))
    assert [] == claims(finding("request", field="size", location="request.body"))


def test_a_field_that_became_required_hurts_whoever_calls():
    became = finding("request", field="size", location="request.body", rule="request-property-became-required")
    assert ["request"] == claims(became)


def test_a_header_hurts_the_line_that_sends_it():
    assert ["header X-Mode"] == claims(finding("request", field="x-mode", location="request.header"))
    assert ["auth"] == claims(finding("request", field="Authorization", location="request.header"))


def test_the_operation_itself_hurts_the_contract_line_whatever_its_parameters_are_called():
    one = manifest({"contract": "GET /things/{id}"})
    gone = finding("operation", operations=("GET /things/{thing_id}",), before="GET /things/{thing_id}")
    (use,) = impact_of(gone, ManifestIndex((one,))).uses
    assert ("contract", 2, "contracts/things.yaml", "things-team") == (use.claim, use.line, use.file, use.owner)


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        ("429", ["case rate-limited"]),
        ("503", ["case upstream-5xx"]),
        ("500 with error.code: invalid_request", ["case x-invalid"]),
        ("500", ["case upstream-5xx"]),
        ("error-envelope.error.code", ["errors field error.code"]),
        ("404", []),
    ],
)
def test_what_a_page_says_of_a_failure_hurts_the_closest_case(signal, expected):
    assert expected == claims(finding("errors", operations=(), field=signal, location="errors"))


def test_a_failure_that_names_a_call_hurts_those_as_well_who_handle_it_at_another_one():
    of_other = finding("errors", operations=("POST /others",), field="429", location="errors", status="429")
    assert claims(of_other) == ["case rate-limited"]


SENDS = manifest(
    {
        "request": {
            "fields": {
                "name": "string",
                "mode": {"one_of": ["fast", "slow"]},
                "size": {"type": "string", "required": "optional"},
                "tags.*": "string",
            }
        }
    }
)


def hurt_by(one):
    return [use.claim for use in impact_of(one, ManifestIndex((SENDS,))).uses]


@pytest.mark.parametrize("what", ["added", "changed", "removed"])
@pytest.mark.parametrize(
    ("field", "hurt"),
    [("name", []), ("size", ["request field size"]), ("seed", ["request without seed"]), ("tags[]", [])],
)
def test_a_default_hurts_who_does_not_send_the_field(what, field, hurt):
    told = finding("request", rule=f"request-property-default-value-{what}", field=field, location="request.body")
    assert hurt_by(told) == hurt


@pytest.mark.parametrize(
    ("field", "gone", "hurt"),
    [
        ("mode", "fast", ["request field mode"]),
        ("mode", "idle", []),
        ("name", "idle", ["request field name"]),
        ("tags[]", "idle", ["request field tags.*"]),
        ("name.first", "idle", []),
        ("seed", "idle", []),
    ],
)
def test_a_value_that_went_hurts_who_names_it(field, gone, hurt):
    rule = "request-property-enum-value-removed"
    told = finding("request", rule=rule, field=field, location="request.body", before=[gone])
    assert hurt_by(told) == hurt


@pytest.mark.parametrize(
    ("page", "hurt"),
    [
        ("docs/rate-limits", ["limit rate"]),
        ("guides/billing.md", ["limit rate"]),
        ("guides/a-tool-of-others", []),
        ("blog/welcome-bonus", []),
    ],
)
def test_a_limit_on_a_page_about_something_else_hurts_nobody(page, hurt):
    (documented,) = (snapshot({"paths": {}}),)
    source = Source(url=f"https://docs.example.com/{page}")
    told = finding("notices", operations=(), rule="rate-limit-changed", field="calls", sources=(source,))
    assert [use.claim for use in impact_of(told, ManifestIndex((READS,), (documented,))).uses] == hurt


def test_a_limit_hurts_the_line_about_it():
    assert ["limit rate"] == claims(finding("notices", operations=(), rule="rate-limit-changed", field="calls"))
    elsewhere = finding("notices", operations=(), rule="availability-changed", field="calls")
    assert [] == claims(elsewhere)


def test_a_model_that_is_no_longer_listed_hurts_the_line_that_holds_its_id():
    assert ["identifier m-1"] == claims(finding("values", operations=(), field="Model", before="m-1"))
    assert [] == claims(finding("values", operations=(), field="Model", before="m-2"))


def test_a_page_that_moved_hurts_the_line_that_names_it():
    moved = finding("documents", operations=(), before=f"{PAGE}.md", after="https://docs.example.com/new/things.md")
    assert ["docs"] == claims(moved)


def test_a_page_that_is_not_understood_hurts_the_line_that_cites_it():
    found = (Source(url="https://docs.example.com/other.md"), Source(url=f"{PAGE}.md"))
    unread = finding("documents", operations=(), rule="pages-not-understood", after=["other", "things"], sources=found)
    assert ["docs"] == claims(unread)


def test_a_contradiction_about_a_field_hurts_whoever_uses_the_field():
    sources = (Source(url=PAGE),)
    assert ["response field id"] == claims(finding("contradiction", field="id", sources=sources))


def test_without_manifests_nothing_is_known():
    assert Impact() == impact_of(finding("response", field="id"), ManifestIndex(()))


def test_a_retired_manifest_relies_on_nothing():
    assert "unknown" == impact_of(finding("operation"), ManifestIndex((manifest({"status": "retired"}),))).kind


def test_another_operation_is_unused():
    assert Impact(kind="unused") == impact_of(finding("operation", operations=("GET /x",)), ManifestIndex((READS,)))


def shared(**more):
    message = {"type": "object", "properties": {"text": {"type": "string"}, "id": {"type": "string"}, **more}}
    body = {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/M"}},
        },
        "required": ["id"],
    }
    answer = {"200": {"description": "ok", "content": {"application/json": {"schema": body}}}}
    return snapshot({"responses": answer}, components={"schemas": {"M": message}})


def test_a_shared_schema_hurts_only_claims_whose_path_leads_through_it():
    old, new = shared(), shared(id={"type": "integer"}, text={"type": "integer"})
    reads_top = manifest({"response": ["id"], "owner": "top"}, file="a.yaml")
    reads_text = manifest({"response": ["items.*.text"], "owner": "text"}, file="b.yaml")
    index = ManifestIndex((reads_top, reads_text), (old, new))
    found = findings_between(old, new, today=TODAY)
    by_field = {one.field: impact_of(one, index).manifests for one in found}
    assert {"id": (), "text": ("text/POST /things",)} == by_field


def test_a_schema_that_no_operation_uses_hurts_only_who_cites_its_page():
    of_nobody = finding("response", operations=(), location="response.body", schema="Event", field="id")
    elsewhere, cited = Source(url="https://docs.example.test/events"), Source(url=PAGE)
    assert [] == claims(of_nobody)
    assert [] == claims(structs.replace(of_nobody, field=None, sources=(elsewhere,)))
    assert ["response field id"] == claims(structs.replace(of_nobody, sources=(elsewhere, cited)))


def test_a_variant_that_is_not_used_is_not_hurt():
    variants = {
        "first": {"docs": PAGE, "used": False},
        "other": {"docs": "https://docs.example.com/other"},
    }
    one = manifest({"docs": "https://docs.example.com/limits", "variants": variants})
    both = (snapshot(variant={"size": {"type": "string"}}),) * 2
    index = ManifestIndex((one,), both)
    assert "unused" == impact_of(finding("operation", variant="first"), index).kind
    assert "affects" == impact_of(finding("operation", variant="other"), index).kind


def test_a_list_that_loses_a_hard_coded_id_names_its_line() -> None:
    lost = finding(
        "request", location="request.body", rule="request-property-enum-value-removed", field="model", before="m-1"
    )
    assert "identifier m-1" in claims(lost)
    other = finding(
        "request", location="request.body", rule="request-property-enum-value-removed", field="model", before="m-2"
    )
    assert "identifier m-1" not in claims(other)


def sends(**properties):
    schema = {"type": "object", "required": list(properties)[:1], "properties": properties}
    return snapshot({"requestBody": {"content": {"application/json": {"schema": schema}}}})


def hurt(old, new, mine=READS):
    """The claims that each finding between two snapshots touches, by its id."""
    found = findings_between(old, new, today=TODAY)
    index = ManifestIndex((mine,), (old, new), found)
    assert found
    return {each.id: [use.claim for use in impact_of(each, index).uses] for each in found}


def test_a_renamed_field_hurts_the_line_that_has_its_former_name():
    name = {"type": "string", "description": "What the thing is called.", "maxLength": 80, "pattern": "^[a-z]+$"}
    told = hurt(sends(name=name, size={"type": "integer"}), sends(name_text=name, size={"type": "integer"}))
    assert told["request-property-renamed"] == ["request field name"]


def test_a_renamed_field_of_a_shared_schema_hurts_the_line_that_has_its_former_name():
    def answers(name):
        text = {"type": "string", "maxLength": 80, "pattern": "^[a-z]+$"}
        message = {"type": "object", "properties": {name: text, "role": {"type": "string"}}}
        item = {"type": "object", "properties": {"message": {"$ref": "#/components/schemas/M"}}}
        whole = {"type": "object", "properties": {"items": {"type": "array", "items": item}}}
        answer = {"200": {"description": "ok", "content": {"application/json": {"schema": whole}}}}
        return snapshot({"responses": answer}, components={"schemas": {"M": message}})

    told = hurt(answers("text"), answers("text_body"))
    assert told["response-property-renamed"] == ["response field items.*.message.text"]


def test_a_renamed_header_hurts_the_line_that_sends_the_former_one():
    renamed = finding("request", field="X-Way", before="X-Mode", after="X-Way", location="request.header",
                      rule="request-parameter-renamed")  # fmt: skip
    assert claims(renamed) == ["header X-Mode"]


KEYS = {"key": {"type": "http", "scheme": "bearer"}, "other": {"type": "http", "scheme": "basic"}}


@pytest.mark.parametrize(
    ("scheme", "now", "hurts"),
    [
        ("key", {"type": "apiKey", "in": "header", "name": "X-Key"}, True),
        ("key", {"type": "http", "scheme": "digest"}, True),
        ("key", None, True),
        ("other", {"type": "apiKey", "in": "header", "name": "X-Key"}, False),
        ("other", None, False),
    ],
)
def test_a_changed_scheme_hurts_who_calls_an_operation_that_needs_it(scheme, now, hurts):
    after = {name: facets for name, facets in (KEYS | {scheme: now}).items() if facets}
    old, new = (snapshot(components={"securitySchemes": schemes}) for schemes in (KEYS, after))
    told = hurt(old, new)
    assert all(("auth" in claimed) is hurts for claimed in told.values()), told


def test_a_scheme_hurts_nobody_whose_operation_needs_none():
    after = KEYS | {"key": {"type": "http", "scheme": "digest"}}
    old, new = (snapshot({"security": []}, components={"securitySchemes": schemes}) for schemes in (KEYS, after))
    assert all(claimed == [] for claimed in hurt(old, new).values())


TEXT = {"type": "string", "maxLength": 80}
NUMBER = {"type": "integer"}


def an_object(**properties):
    return {"type": "object", "properties": properties}


def parameter(name, schema, within="query"):
    return snapshot({"parameters": [{"name": name, "in": within, "schema": schema}]})


def sent(schema, media_type="application/json", **more):
    operation = {"requestBody": {"content": {media_type: {"schema": schema}}}}
    return snapshot({"operationId": "makeThing", **operation}, **more)


def answered(name, properties):
    """An answer whose `item` is a named schema."""
    whole = an_object(item={"$ref": f"#/components/schemas/{name}"})
    answer = {"200": {"description": "ok", "content": {"application/json": {"schema": whole}}}}
    return snapshot({"responses": answer}, components={"schemas": {name: an_object(**properties)}})


def test_what_changed_below_a_renamed_parent_hurts_the_line_with_the_former_path():
    renamed = finding("request", field="filters", before="filter", after="filters", location="request.body",
                      rule="request-property-renamed")  # fmt: skip
    inner = finding("request", field="filters.max_sizes", before="max_size", after="max_sizes",
                    location="request.body", rule="request-property-renamed")  # fmt: skip
    below = finding("request", field="filters.max_sizes.unit", location="request.body", rule="request-property-removed")
    index = ManifestIndex(
        (manifest({"request": {"fields": {"filter.max_size.unit": "string"}}}),), (), (renamed, inner, below)
    )
    told = [[use.claim for use in impact_of(each, index).uses] for each in (renamed, inner, below)]
    assert told == [["request field filter.max_size.unit"]] * 3


def test_a_manifest_that_was_mended_in_part_is_hurt_all_the_same():
    renamed = finding("request", field="filters", before="filter", after="filters", location="request.body",
                      rule="request-property-renamed")  # fmt: skip
    below = finding("request", field="filters.size", location="request.body", rule="request-property-removed")
    mended = manifest({"request": {"fields": {"filters.size": "string"}}})
    assert impact_of(below, ManifestIndex((mended,), (), (renamed, below))).kind == "affects"


def test_what_changed_of_a_renamed_parameter_hurts_the_line_with_its_former_name():
    mine = manifest({"request": {"fields": {"limit": "integer"}}})
    told = hurt(parameter("limit", NUMBER), parameter("limits", {**NUMBER, "maximum": 5}), mine)
    assert set(told) == {"request-parameter-max-set", "request-parameter-renamed"}
    assert all(claimed == ["request field limit"] for claimed in told.values())


def test_what_changed_of_a_renamed_header_hurts_the_line_with_its_former_name():
    mine = manifest({"headers": {"X-Mode": "fast"}})
    told = hurt(parameter("X-Mode", TEXT, "header"), parameter("X-Modes", {**TEXT, "maxLength": 3}, "header"), mine)
    assert set(told) == {"request-parameter-max-length-decreased", "request-parameter-renamed"}
    assert all(claimed == ["header X-Mode"] for claimed in told.values())


def test_a_parameter_that_became_a_header_hurts_the_line_that_sends_it_in_the_query():
    mine = manifest({"request": {"fields": {"limit": "integer"}}})
    told = hurt(parameter("limit", NUMBER), parameter("limit", NUMBER, "header"), mine)
    assert told == {"request-parameter-moved": ["request field limit"]}


@pytest.mark.parametrize("after", ["header", "query"])
def test_what_was_a_field_of_the_body_hurts_the_line_that_sends_it_there(after):
    mine = manifest({"request": {"fields": {"limit": "integer", "after": "string"}}})
    moved = [
        finding("request", rule="request-parameter-moved", field=name, location=f"request.{after}", before="body",
                after=after)
        for name in ("after", "limit")
    ]  # fmt: skip
    together = structs.replace(moved[0], field=None, members=tuple(moved))
    for told in (moved, [together]):
        index = ManifestIndex((mine,), (), told)
        uses = [use.claim for one in moved for use in impact_of(one, index).uses]
        assert uses == ["request field after", "request field limit"]


def test_what_changed_in_a_body_of_another_media_type_hurts_who_sends_the_former_one():
    mine = manifest({"request": {"content_type": "application/json", "fields": {"name": "string"}}})
    told = hurt(sent(an_object(name=TEXT)), sent(an_object(name=NUMBER), "application/vnd.things+json"), mine)
    assert told["request-body-media-type-name-specialized"] == ["request"]
    assert told["request-property-type-changed"] == ["request field name"]


def test_what_changed_in_an_operation_that_moved_hurts_who_calls_it_by_its_former_path():
    mine = manifest({"request": {"fields": {"name": "string"}}})
    body = an_object(name=TEXT, size=NUMBER, colour=TEXT)
    told = hurt(
        sent(body), sent({**body, "properties": body["properties"] | {"name": NUMBER}}, path="/v2/things"), mine
    )
    assert told["endpoint-moved"] == ["contract"]
    assert told["request-property-type-changed"] == ["request field name"]


@pytest.mark.parametrize(
    ("now", "rule"),
    [
        ({"b": TEXT, "c": TEXT}, "response-optional-property-removed"),
        ({"text": NUMBER, "b": TEXT, "c": TEXT}, "response-property-type-changed"),
        ({"texts": TEXT, "b": TEXT, "c": TEXT}, "response-property-renamed"),
    ],
)
def test_what_changed_in_a_schema_with_another_name_hurts_the_line_whose_path_leads_through_it(now, rule):
    before = {"text": TEXT, "b": TEXT, "c": TEXT}
    told = hurt(answered("Box", before), answered("Case", now), manifest({"response": ["item.text"]}))
    assert told[rule] == ["response field item.text"]
    told = hurt(answered("Box", before), answered("Case", now), manifest({"response": ["item.b"]}))
    assert told[rule] == []


def test_what_a_page_that_moved_says_otherwise_hurts_who_read_it_at_its_former_address():
    page = "https://docs.example.com/new/things.md"
    moved = finding("documents", operations=(), before=f"{PAGE}.md", after=page, rule="document-moved")
    said = finding("notices", operations=(), rule="availability-changed", field="calls", sources=(Source(url=page),))
    (use,) = impact_of(said, ManifestIndex((READS,), (), (moved, said))).uses
    assert use.claim == "contract"


BASIC = {"type": "http", "scheme": "basic"}


@pytest.mark.parametrize(
    ("stated", "hurts"),
    [({}, True), ({"security": [{"other": []}]}, False), ({"security": [{"key": []}]}, False)],
)
def test_what_every_operation_needs_hurts_those_that_do_not_say_for_themselves(stated, hurts):
    index = ManifestIndex((READS,), (snapshot(stated, components={"securitySchemes": KEYS}),) * 2)
    asked = finding("security", operations=(), rule="api-global-security-added", field="other", after={"other": []})
    assert (impact_of(asked, index).kind == "affects") is hurts


def test_where_nothing_says_which_scheme_is_needed_a_change_of_any_hurts():
    silent = manifest({"contract": "POST /silent"})
    described = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/silent": {"post": {"responses": {"200": {"description": "ok"}}}}},
    }
    old, new = (
        snapshot_of_openapi({**described, "components": {"securitySchemes": schemes}}, place="a", label="a", url=PAGE)
        for schemes in ({"key": BASIC}, {"key": KEYS["key"], "more": BASIC})
    )
    told = hurt(old, new, silent)
    assert told == {"api-security-component-scheme-changed": ["auth"], "api-security-component-added": []}


@pytest.mark.parametrize(("old", "is_hurt"), [(["4XX", "404"], False), (["4XX"], True)])
def test_a_status_that_is_documented_itself_is_not_hurt_by_its_range(old, is_hurt):
    def described(*statuses):
        answers = {status: {"description": "Done."} for status in statuses}
        paths = {"/things": {"post": {"responses": answers}}}
        document = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths}
        return snapshot_of_openapi(document, place="s", label="s")

    sides = described("200", *old), described("200", "404")
    missing = {"x-not-found": {"status": 404, "retry": "never", "evidence": "documented"}}
    index = ManifestIndex((manifest({"errors": {"cases": missing}}),), sides)
    one = finding("response", status="4XX", location="response", rule="response-non-success-status-removed")
    assert [use.claim for use in impact_of(one, index).uses] == ["case x-not-found"] * is_hurt

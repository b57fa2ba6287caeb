"""Facts as they take effect: where a statement stands, and how an address is spelt, changes nothing."""

from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from driftwatch.assemble.last_known import with_last_known
from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.urls import base_meaning, meaning, same_url
from tests.rules.examples import findings_between

ANSWER = {"responses": {"200": {"description": "Fine."}}}
HERE, THERE = [{"url": "https://api.example.com/v1"}], [{"url": "https://eu.example.com/v1"}]
KEY, TOKEN = [{"key": []}], [{"token": []}]
SCHEMES = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}, "token": {"type": "http", "scheme": "bearer"}}


def api(*, top=None, item=None, operation=None, **others):
    """An API of two operations at one path; each of the three levels states what it is given."""
    calls = {method: ANSWER | (operation or {}) for method in ("get", "post")}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Store", "version": "1"},
        "paths": {"/boxes": {**(item or {}), **calls}},
        "components": {"securitySchemes": SCHEMES},
        **(top or {}),
        **others,
    }


def found(old, new):
    sides = (snapshot_of_openapi(side, place="spec", label="") for side in (old, new))
    return [(one.id, one.level, one.operations) for one in findings_between(*sides)]


LEVELS = ("top", "item", "operation")


@pytest.mark.parametrize(("one", "other"), list(permutations(LEVELS, 2)))
def test_servers_that_are_stated_elsewhere_are_the_same(one, other):
    assert [] == found(api(**{one: {"servers": HERE}}), api(**{other: {"servers": HERE}}))


@pytest.mark.parametrize(("one", "other"), list(permutations(("top", "operation"), 2)))
def test_security_that_is_stated_elsewhere_is_the_same(one, other):
    assert [] == found(api(**{one: {"security": KEY}}), api(**{other: {"security": KEY}}))


@pytest.mark.parametrize(("one", "other"), list(permutations(LEVELS, 2)))
def test_servers_that_change_while_they_move_are_told(one, other):
    told = found(api(**{one: {"servers": HERE}}), api(**{other: {"servers": THERE}}))
    assert {"operation-server-changed"} == {rule for rule, _, _ in told}


def test_a_statement_of_the_api_that_holds_of_no_operation_is_silent():
    stated = {"servers": HERE, "security": KEY}
    old = api(operation=stated, top={"servers": HERE, "security": KEY})
    assert [] == found(old, api(operation=stated, top={"servers": THERE, "security": TOKEN}))


def test_what_holds_of_one_operation_at_least_is_told_once_for_the_api():
    old, new = (api(top={"servers": side}) for side in (HERE, THERE))
    assert [("server-changed", "breaking", ())] == found(old, new)


def test_a_server_that_is_stated_for_the_first_time_moves_nothing():
    told = found(api(), api(operation={"servers": HERE}))
    assert {("operation-server-added", "info")} == {(rule, level) for rule, level, _ in told}


def both(*schemes):
    return {"security": [{name: [] for name in schemes}]}


def test_one_of_two_credentials_that_were_needed_together_is_enough():
    told = found(api(top=both("key", "token")), api(top=both("key")))
    assert [("api-global-security-weakened", "info", ())] == told
    told = found(api(top=both("key")), api(top=both("key", "token")))
    assert [("api-global-security-strengthened", "breaking", ())] == told


def test_fewer_credentials_with_a_further_scope_are_not_enough():
    old = {"security": [{"key": [], "token": ["read"]}]}
    told = found(api(top=old), api(top={"security": [{"token": ["read", "write"]}]}))
    assert {("api-global-security-removed", "breaking")} == {(rule, level) for rule, level, _ in told}


SAME = (
    "https://api.example.com/v1",
    "HTTPS://api.example.com/v1",
    "https://API.Example.COM/v1",
    "https://api.example.com:443/v1",
    "https://api.example.com/%761",
    "https://api.example.com/a/../v1",
    "https://api.example.com/./v1",
    "https://api.example.com/v1/",
)


@pytest.mark.parametrize("url", SAME[1:])
def test_another_spelling_of_a_base_url_is_silent(url):
    for level in LEVELS:
        old, new = (api(**{level: {"servers": [{"url": each}]}}) for each in (SAME[0], url))
        assert [] == found(old, new)


def login(url):
    flow = {"tokenUrl": url, "scopes": {}}
    return api(components={"securitySchemes": {"in": {"type": "oauth2", "flows": {"clientCredentials": flow}}}})


@pytest.mark.parametrize("url", SAME[1:-1])
def test_another_spelling_of_a_token_url_is_silent(url):
    assert [] == found(login(SAME[0]), login(url))


@pytest.mark.parametrize("word", ["TOKEN_URL", "OAUTH-TOKEN-URL", "${TOKEN_URL}", "__TOKEN_URL__"])
def test_a_token_url_that_is_filled_in_elsewhere_may_lead_where_it_did(word):
    told = [*found(login(SAME[0]), login(word)), *found(login(word), login(SAME[0]))]
    assert {level for _, level, _ in told} == {"warning"}


def test_a_slash_at_the_end_of_a_token_url_is_another_address():
    told = found(login("https://a.example.com/t"), login("https://a.example.com/t/"))
    assert [("api-security-component-oauth-token-url-changed", "breaking", ())] == told
    assert [] == found(login("https://a.example.com"), login("https://a.example.com/"))


@pytest.mark.parametrize(
    ("servers", "url"),
    [
        (["https://a.example.com/v1", "https://b.example.com"], "/login/token"),
        (["https://a.example.com/"], "login/token"),
        (["https://b.example.com", "https://a.example.com/login"], "token"),
    ],
)
def test_a_token_url_that_is_relative_to_a_base_url_is_where_that_leads(servers, url):
    at = {"servers": [{"url": each} for each in servers]}
    absolute, relative = ({**login(each), **at} for each in ("https://a.example.com/login/token", url))
    assert [] == found(absolute, relative)
    assert [] == found(relative, absolute)


def test_a_token_url_that_is_relative_to_another_base_url_is_another_address():
    there = {"servers": [{"url": "https://b.example.com"}]}
    told = found({**login("https://a.example.com/token"), **there}, {**login("/token"), **there})
    assert [("api-security-component-oauth-token-url-changed", "breaking", ())] == told


@given(st.text(alphabet="aA%/.:@?#[]{}146 ", max_size=30))
@example("%4%31")
@example("a?/#/")
@example("////")
@example("/.//a")
@example("//a::")
def test_the_meaning_of_a_url_is_its_own_meaning(text):
    assert meaning(meaning(text)) == meaning(text)
    assert base_meaning(base_meaning(text)) == base_meaning(text)
    assert same_url(text, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://api.example.com", "http://api.example.com"),
        ("https://api.example.com/v1", "https://api.example.com/V1"),
        ("https://api.example.com:8443", "https://api.example.com"),
        ("https://api.example.com/%2F", "https://api.example.com//"),
        ("https://{region}.example.com", "https://{zone}.example.com"),
    ],
)
def test_other_addresses_are_told_apart(one, other):
    assert not same_url(one, other)


def upload(properties, encoding, *, named=False):
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in properties}}
    shown = {"$ref": "#/components/schemas/Upload"} if named else schema
    content = {"multipart/form-data": {"schema": shown, "encoding": encoding}}
    operation = {"requestBody": {"content": content}}
    return api(operation=operation, components={"schemas": {"Upload": schema} if named else {}})


@pytest.mark.parametrize("named", [False, True])
def test_the_encoding_of_a_new_part_is_told_with_the_part(named):
    image = {"contentType": "image/png"}
    old = upload(["a"], {}, named=named)
    assert {"new-optional-request-property"} == {
        one[0] for one in found(old, upload(["a", "b"], {"b": image}, named=named))
    }
    assert {"request-body-encoding-changed"} == {one[0] for one in found(old, upload(["a"], {"a": image}, named=named))}


def test_values_of_a_server_variable_that_can_be_chosen_are_told():
    def region(*values):
        return api(
            top={
                "servers": [
                    {"url": "https://{r}.example.com", "variables": {"r": {"default": "eu", "enum": list(values)}}}
                ]
            }
        )

    assert [("server-variables-changed", "warning", ())] == found(region("eu", "us"), region("eu"))
    assert [] == found(region("eu", "us"), region("us", "eu"))


def test_the_whole_query_string_is_a_parameter():
    def filtered(kind):
        content = {
            "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"n": {"type": kind}}}}
        }
        return api(operation={"parameters": [{"name": "filter", "in": "querystring", "content": content}]})

    gained = found(api(), filtered("integer"))
    assert {("new-optional-request-parameter", "info")} == {(rule, level) for rule, level, _ in gained}
    (changed,) = {(rule, level) for rule, level, _ in found(filtered("integer"), filtered("boolean"))}
    assert ("request-parameter-property-type-specialized", "breaking") == changed


GONE = {"$ref": "#/components/parameters/Gone"}
PARTS = {
    "a parameter": (
        {"parameters": [{"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}]},
        {"parameters": [GONE]},
    ),
    "the body": ({"requestBody": {"content": {"application/json": {}}}}, {"requestBody": GONE}),
    "a response": (
        {"responses": {"200": {"description": "-", "content": {"application/json": {}}}}},
        {"responses": {"200": GONE}},
    ),
    "a header": (
        {"responses": {"200": {"description": "-", "headers": {"X-A": {"required": True}}}}},
        {"responses": {"200": {"description": "-", "headers": {"X-A": {"$ref": "./headers.yaml#/A"}}}}},
    ),
}


@pytest.mark.parametrize(("known", "lost"), PARTS.values(), ids=PARTS.keys())
def test_a_part_that_nobody_can_read_is_unknown_and_not_gone(known, lost):
    old, new = api(operation=known), api(operation=lost)
    calls = ["GET /boxes", "POST /boxes"]
    assert [("reference-unresolved", "warning", (call,)) for call in calls] == sorted(
        found(old, new), key=lambda one: one[2]
    )
    assert [("reference-resolved", "info", (call,)) for call in calls] == sorted(
        found(new, old), key=lambda one: one[2]
    )
    assert [] == found(new, new)


def test_a_path_that_nobody_can_read_is_unknown_and_not_gone():
    lost = api()
    lost["paths"] = {"/boxes": {"$ref": "./boxes.yaml"}}
    assert [("reference-unresolved", "warning", ())] == found(api(), lost)
    assert [("reference-resolved", "info", ())] == found(lost, api())


def with_scheme(scheme, **others):
    return api(top={"security": KEY, "components": {"securitySchemes": {"key": scheme, **others}}})


def test_a_security_scheme_that_nobody_can_read_is_unknown_and_no_other_one():
    old, lost = with_scheme(SCHEMES["key"]), with_scheme({"$ref": "../common/schemes.yaml#/key"})
    assert [("reference-unresolved", "warning", ())] == found(old, lost)
    assert [("reference-resolved", "info", ())] == found(lost, old)
    assert [] == found(lost, lost)


def test_what_is_kept_of_a_security_scheme_that_nobody_can_read_is_held_against_the_next():
    old, lost = (
        snapshot_of_openapi(with_scheme(scheme), place="spec", label="")
        for scheme in (SCHEMES["key"], {"$ref": "../common/schemes.yaml#/key"})
    )
    kept = Snapshot(with_last_known(lost.entries, old).values(), lost.documents.values(), label="kept", digest="kept")
    cookie = snapshot_of_openapi(with_scheme({**SCHEMES["key"], "in": "cookie"}), place="spec", label="")
    assert ["reference-unresolved"] == [one.id for one in findings_between(old, kept)]
    assert not findings_between(kept, old)
    assert ["api-security-component-in-changed"] == [one.id for one in findings_between(kept, cookie)]


def test_a_security_scheme_that_refers_to_another_one_is_as_that_one():
    refers = {"$ref": "#/components/securitySchemes/other"}
    assert [] == found(with_scheme(SCHEMES["key"], other=SCHEMES["key"]), with_scheme(refers, other=SCHEMES["key"]))


def test_definitions_alone_are_a_document():
    def definitions(kind):
        return {"swagger": "2.0", "info": {"title": "Store", "version": "1"}, "definitions": {"Box": {"type": kind}}}

    assert [("response-body-type-changed", "info", ())] == found(definitions("string"), definitions("integer"))


def test_the_items_of_a_stream_are_read_beside_its_schema():
    def stream(kind):
        items = {"type": "object", "properties": {"n": {"type": kind}}}
        content = {"application/jsonl": {"schema": {"type": "array"}, "itemSchema": items}}
        return api(operation={"responses": {"200": {"description": "-", "content": content}}})

    told = {(rule, level) for rule, level, _ in found(stream("string"), stream("integer"))}
    assert {("response-property-type-changed", "breaking")} == told


def test_events_are_judged_like_json():
    def stream(kind):
        content = {"text/event-stream": {"schema": {"type": "object", "properties": {"n": {"type": kind}}}}}
        return api(operation={"responses": {"200": {"description": "-", "content": content}}})

    told = {(rule, level) for rule, level, _ in found(stream("string"), stream("integer"))}
    assert {("response-property-type-changed", "breaking")} == told


JSON, PDF = "application/json", "application/pdf"


def answer(status, *forms, **schema):
    return {"responses": {status: {"description": "Fine.", "content": {form: {"schema": schema} for form in forms}}}}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (answer("201", JSON), answer("200", JSON), "response-success-status-removed"),
        (answer("200", JSON), answer("200", PDF), "response-media-type-removed"),
        ({**ANSWER, "security": KEY}, {**ANSWER, "security": TOKEN}, "api-security-removed"),
    ],
    ids=["success", "media type", "security"],
)
def test_what_takes_the_place_of_something_is_told_with_it(old, new, rule):
    ids = {one[0] for one in found(api(operation=old), api(operation=new))}
    assert ids == {rule}


def test_a_scheme_that_takes_the_place_of_another_one_is_told_with_it():
    old, new = (api(components={"securitySchemes": {name: SCHEMES[name]}}) for name in ("key", "token"))
    assert [one[0] for one in found(old, new)] == ["api-security-component-removed"]


def test_two_that_come_for_one_are_told_on_their_own():
    old, new = answer("201"), {"responses": {**answer("200")["responses"], **answer("202")["responses"]}}
    assert {one[0] for one in found(api(operation=old), api(operation=new))} == {
        "response-success-status-removed",
        "response-success-status-added",
    }


def test_an_answer_under_another_status_is_held_against_what_it_was():
    old, new = (answer(status, JSON, type=type_) for status, type_ in (("201", "string"), ("200", "integer")))
    assert {one[0] for one in found(api(operation=old), api(operation=new))} == {
        "response-success-status-removed",
        "response-body-type-changed",
    }


def test_another_error_is_another_answer():
    old, new = (answer(status, JSON, type=type_) for status, type_ in (("404", "string"), ("410", "integer")))
    assert {one[0] for one in found(api(operation=old), api(operation=new))} == {
        "response-non-success-status-added",
        "response-non-success-status-removed",
    }


@pytest.mark.parametrize("name", ["application/octet-stream", "image/png", "text/plain"])
@pytest.mark.parametrize("said", [{"type": "string", "format": "binary"}, {"type": "string"}])
@pytest.mark.parametrize("place", ["requestBody", "200"])
def test_that_a_body_is_bytes_needs_no_schema(name, said, place):
    def side(media):
        body = {"description": "", "content": {name: media}}
        return api(operation={"requestBody": body} if place == "requestBody" else {"responses": {"200": body}})

    assert [] == found(side({}), side({"schema": said})) == found(side({"schema": said}), side({}))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("application/json", {"type": "string"}),
        ("application/pdf", {"type": "string", "maxLength": 9}),
        ("multipart/form-data", {"type": "string"}),
    ],
)
def test_a_schema_that_says_more_than_bytes_is_told(name, said):
    def side(media):
        return api(operation={"requestBody": {"content": {name: media}}})

    assert {"request-body-media-type-schema-added"} == {rule for rule, *_ in found(side({}), side({"schema": said}))}


def test_a_media_type_that_nobody_can_read_is_unknown_and_not_without_a_schema():
    def side(media):
        return api(operation={"requestBody": {"content": {"application/json": media}}})

    known = side({"schema": {"type": "object", "properties": {"a": {"type": "string"}}}})
    lost = side({"$ref": "#/components/mediaTypes/Gone"})
    assert {("reference-unresolved", "warning")} == {one[:2] for one in found(known, lost)}
    assert ("reference-resolved", "info") in {one[:2] for one in found(lost, known)}


REGIONS = {"region": {"default": "eu", "enum": ["eu", "us"]}}
BY_REGION = [{"url": "https://{region}.example.com/v1", "variables": REGIONS}]


@pytest.mark.parametrize(("one", "other"), list(permutations(LEVELS, 2)))
def test_variables_of_servers_that_are_stated_elsewhere_are_the_same(one, other):
    sides = (api(**{level: {"servers": BY_REGION}}) for level in (one, other))
    old, new = (snapshot_of_openapi(side, place="spec", label="") for side in sides)
    assert () == compare(old, new, audit=True)


def regions(default="eu", *more):
    return [{"url": BY_REGION[0]["url"], "variables": {"region": {"default": default, "enum": [default, *more]}}}]


@pytest.mark.parametrize(("level", "rule"), [("top", "server-variables"), ("operation", "operation-server-variables")])
def test_fewer_values_of_a_variable_are_a_warning_and_more_are_none(level, rule):
    old, new = (api(**{level: {"servers": servers}}) for servers in (regions(), regions("eu", "us")))
    assert {("server-variables-widened", "info")} == {one[:2] for one in found(old, new)}
    assert {(f"{rule}-changed", "warning")} == {one[:2] for one in found(new, old)}


def test_variables_that_change_while_their_server_moves_are_told():
    told = found(api(top={"servers": regions("eu", "us")}), api(operation={"servers": regions()}))
    assert {("operation-server-variables-changed", "warning")} == {one[:2] for one in told}


def test_a_base_url_that_takes_variables_stays_reachable_by_default():
    plain, variable = api(top={"servers": [{"url": "https://eu.example.com/v1"}]}), api(top={"servers": BY_REGION})
    assert [("server-parametrized", "info", ())] == found(plain, variable)
    assert [("server-changed", "breaking", ())] == found(variable, plain)


def test_a_base_url_that_one_value_of_new_variables_makes_stays_reachable():
    plain = api(top={"servers": [{"url": "http://localhost:8080"}]})
    port = {"url": "http://localhost:{port}", "variables": {"port": {"default": "9090", "enum": ["9090", "8080"]}}}
    offered = api(top={"servers": [port]})
    assert [("server-parametrized", "info", ())] == found(plain, offered)
    assert [("server-changed", "breaking", ())] == found(offered, plain)
    port["variables"]["port"]["enum"].remove("8080")
    assert [("server-changed", "breaking", ())] == found(plain, api(top={"servers": [port]}))


def test_an_address_on_the_own_machine_beside_others_is_missed_by_few():
    own, open_ = {"url": "http://localhost:8080"}, {"url": "https://api.example.com"}
    assert [("server-removed", "warning", ())] == found(
        api(top={"servers": [own, open_]}), api(top={"servers": [open_]})
    )
    assert [("server-removed", "breaking", ())] == found(
        api(top={"servers": [own, open_]}), api(top={"servers": [own]})
    )
    assert [("server-removed", "breaking", ())] == found(api(top={"servers": [own]}), api())


def parameter(**stated):
    return api(operation={"parameters": [{"name": "q", **stated}]})


def test_how_a_list_is_written_goes_with_the_place_that_it_moved_to():
    old, new = (parameter(**{"in": place}, schema={"type": "array"}) for place in ("query", "header"))
    assert {"request-parameter-moved"} == {rule for rule, *_ in found(old, new)}


def test_how_a_list_is_written_goes_with_a_type_that_was_none():
    sides = ({"type": "string"}, {"type": "array", "items": {"type": "string"}, "collectionFormat": "csv"})
    old, new = (
        {"swagger": "2.0", "info": {"title": "Store", "version": "1"}, "paths": {"/boxes": {"get": call}}}
        for call in (ANSWER | {"parameters": [{"name": "q", "in": "query", **schema}]} for schema in sides)
    )
    assert ["request-parameter-type-changed"] == [rule for rule, *_ in found(old, new)]


@pytest.mark.parametrize(
    ("url", "level"),
    [
        ("http://localhost:8080/v1", "warning"),
        ("http://api:8080/v1", "warning"),
        ("https://dev.example.com/v1", "warning"),
        ("https://shelves-dev.example.com/v1", "warning"),
        ("https://shelves.local", "warning"),
        ("https://shelves.dev", "breaking"),
        ("https://sandbox.example.com/v1", "breaking"),
        ("https://devices.example.com/v1", "breaking"),
        ("https://{tenant}/v1", "breaking"),
        ("/dev/v1", "breaking"),
    ],
)
def test_a_base_url_where_the_api_is_built_is_missed_by_few(url, level):
    old, new = (api(top={"servers": side}) for side in ([*HERE, {"url": url}], HERE))
    assert [("server-removed", level, ())] == found(old, new)
    old, new = (api(top={"servers": side}) for side in ([{"url": url}], []))
    assert {"breaking"} == {one[1] for one in found(old, new)}

"""Sentences name what they are about: the schema that several things share, and what a branch offers or requires."""

import pytest

from driftwatch.alignment import told_apart
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Owner
from driftwatch.rules.judge import judge
from driftwatch.rules.wording import sentence
from tests.compare.schema_documents import changes, document, put

KIND = {"$ref": "#/components/schemas/Kind"}
KINDS = {"type": "string", "enum": ["a", "b"]}
SHAPES = {name: {"type": "object", "title": name, "required": [name], "properties": {name: {}}} for name in "AB"}


def messages(old, new):
    return [one.message for one in judge(changes(old, new))]


@pytest.mark.parametrize(
    ("place", "subject"),
    [
        ("request-body", "The request body of schema `Kind`"),
        ("request-property", "Schema `Kind` in requests"),
        ("response-property", "Schema `Kind` in responses"),
        ("request-parameter", "Schema `Kind` in query parameters"),
        ("response-header", "Schema `Kind` in response headers"),
    ],
)
def test_a_shared_schema_is_named_with_where_it_is_used(place, subject):
    old, new = (document(put(place, KIND), Kind=one) for one in (KINDS, {**KINDS, "enum": ["b"]}))
    assert messages(old, new) == [f"{subject} no longer documents `a`."]


def listed(name, type_):
    """Tell a list of objects with one property."""
    return {"type": "array", "items": {"type": "object", "properties": {name: {"type": type_}}}}


@pytest.mark.parametrize(
    ("place", "subject"),
    [
        ("request-body", "request field `a` of each item of the request body"),
        ("response-body", "response field `a` of each item of response `200`"),
        ("request-parameter", "field `a` of each item of query parameter `thing`"),
        ("response-header", "field `a` of each item of response header `x-thing`"),
    ],
)
def test_what_a_list_at_the_top_holds_is_named_by_the_list(place, subject):
    old, new = (document(put(place, listed("a", one))) for one in ("integer", "boolean"))
    assert messages(old, new) == [f"The type of {subject} is now `boolean`, before `integer`."]


def test_what_a_list_in_a_webhook_holds_is_named_by_what_is_sent():
    def hook(type_):
        body = put("request-body", listed("a", type_))
        return document({}) | {"webhooks": {"sold": {"post": body | {"responses": {"200": {"description": "-"}}}}}}

    (message,) = messages(hook("integer"), hook("boolean"))
    assert message.startswith("The type of webhook request field `a` of each item of the webhook request body is now")


def test_what_a_named_list_holds_is_named_by_its_schema():
    old, new = (document(put("request-property", KIND), Kind=listed("a", one)) for one in ("integer", "boolean"))
    (message,) = messages(old, new)
    assert message == (
        "The type of request field `a` of each item of schema `Kind` is now `boolean`, before `integer`."
    )
    loose = [document({}, Kind=listed("a", one)) for one in ("integer", "boolean")]
    (message,) = messages(*loose)
    assert "field `a` of each item of schema `Kind`" in message


def test_numbers_of_a_list_are_named_one_by_one():
    old, new = (document(put("request-property", {"enum": each})) for each in ([1, 2, 3], [3]))
    assert messages(old, new) == ["Request field `f` no longer documents `1`, `2`."]


def added(branch):
    old, new = ([{"type": "string"}, {"type": "integer"}, *more] for more in ((), (branch,)))
    sides = [document(put("request-body", {"oneOf": one}), **SHAPES) for one in (old, new)]
    (message,) = messages(*sides)
    return message.removeprefix("The request body may now also be ")


def test_a_branch_without_a_name_is_called_by_what_it_offers_joins_or_requires():
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in SHAPES]
    assert added({"oneOf": refs}) == "`A`, `B`."
    assert added({"allOf": refs}) == "`A and B`."
    assert added({"required": ["owner", "repo"]}) == "`with owner, repo`."


def test_a_form_of_an_answer_says_of_which_status_it_is():
    forms = {"application/json": {"schema": {"type": "object"}}}
    bare, full = ({"responses": {"413": {"description": "-", **more}}} for more in ({}, {"content": forms}))
    said = "`application/json` is now a documented form of the body of `POST /things` with status `413`."
    assert messages(document(bare), document(full)) == [said]
    sent = ({"requestBody": {"content": {name: {} for name in names}}} for names in (("a/b",), ("a/b", "a/c")))
    [message] = messages(*map(document, sent))
    assert message == "`a/c` is now a documented form of the body of `POST /things`."


def test_what_is_gone_with_its_path_says_so_of_each_method():
    old = document({})
    old["paths"]["/gone"] = {method: {"responses": {"200": {"description": "-"}}} for method in ("get", "put")}
    assert messages(old, document({})) == [
        f"`{method} /gone` is no longer documented, and its path with it." for method in ("GET", "PUT")
    ]


def answering(*statuses):
    return document({"responses": {status: {"description": "-"} for status in statuses}})


def test_a_success_status_that_gives_way_to_another_says_which():
    gone = "Success status `201` is no longer documented for `POST /things`"
    assert f"{gone}: it is `200` now." in messages(answering("201", "400"), answering("200", "404"))
    for new in (("202", "200"), ("400",)):
        assert f"{gone}." in messages(answering("201"), answering(*new))
    for old in (("201", "204"),):
        assert f"{gone}." in messages(answering(*old), answering("200"))


def chosen_by(mapping):
    union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in SHAPES]}
    return document(
        put("request-body", union | {"discriminator": {"propertyName": "kind", "mapping": mapping}}), **SHAPES
    )


def test_a_value_that_names_an_alternative_is_told_with_the_name_of_that():
    a, b = (f"#/components/schemas/{name}" for name in SHAPES)
    some, more, other = chosen_by({"x": a}), chosen_by({"x": a, "y": b, "z": "B"}), chosen_by({"x": b})
    of = "an alternative of the request body"
    assert messages(some, more) == [f"A value that names {of} is new: `y` for `B`, `z` for `B`."]
    assert messages(more, some) == [f"A value that named {of} is gone: `y` for `B`, `z` for `B`."]
    assert messages(some, other) == [
        "A value names another alternative of the request body: `x` for `B`, before `x` for `A`."
    ]


def served_at(**variables):
    url = "https://" + ".".join(f"{{{name}}}" for name in variables) + ".example.com"
    return document({}) | {"servers": [{"url": url, "variables": variables}]}


TOWNS = (("us", "`ap`, `us`"), ("eu", "`eu`, `us`"))


def test_the_variables_of_a_base_url_are_told_in_words():
    old = served_at(place={"default": "eu", "enum": ["eu", "us"]}, team={"default": "a"})
    new = served_at(place={"default": "us", "enum": ["ap", "us"]}, team={"default": "a"})
    now, before = (f"`place`: `{one}`, one of {values}; `team`: `a`" for one, values in TOWNS)
    assert messages(old, new) == [f"The variables of a base URL are now {now} (were {before})."]


def test_of_many_values_that_name_alternatives_some_are_told():
    many = chosen_by({f"v{number}": "#/components/schemas/B" for number in range(8)})
    (message,) = messages(chosen_by({}), many)
    assert message.endswith("`v4` for `B`, `v5` for `B` and 2 more.")


def test_a_value_that_only_lost_a_blank_is_told_from_what_it_is_now():
    old, new = (document(put("request-property", {"type": "string", "enum": ["a", value]})) for value in ("b ", "b"))
    said = " ".join(messages(old, new))
    assert '`"b "`' in said
    assert "`b`" in said


def pattern(text):
    return document(put("request-property", {"type": "string", "pattern": text}))


def test_long_texts_are_told_from_where_they_differ():
    start = "|".join(["first", "second", "third", "fourth"] * 6)
    (message,) = messages(pattern(f"^({start}|tenth)$"), pattern(f"^({start}|twelfth)$"))
    assert "|tenth)$`" in message
    assert "|twelfth)$`" in message
    (near,) = messages(pattern(f"^(x|{start})$"), pattern(f"^(y|{start})$"))
    assert "`^(x|first" in near


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a b", "a c", ("a b", "a c")),
        ("a " * 20 + "b", "a " * 20 + "c", ("…" + "a " * 4 + "b", "…" + "a " * 4 + "c")),
        ("x" * 40 + "b", "x" * 40 + "c", ("…" + "x" * 10 + "b", "…" + "x" * 10 + "c")),
        ("a " * 20, "b " * 20, ("a " * 20, "b " * 20)),
        ("a " * 20 + "b", "a " * 20, ("…" + "a " * 4 + "b", "…" + "a " * 4)),
    ],
)
def test_the_common_beginning_of_long_texts_is_cut_at_a_word(before, after, told):
    assert told_apart(before, after, limit=30) == told


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            {"schema": {"maximum": 12}, "table": {"maximum": 15, "minimum": 2}},
            "schema maximum `12`; table maximum `15`, minimum `2`",
        ),
        ({"schema 2": {"max_length": 9}, "schema": {}}, "schema 2 max length `9`; schema `{}`"),
        ({"prose": "string", "schema": "integer"}, "prose `string`; schema `integer`"),
        ({"schema": {"a": {"b": 1}}, "table": 2}, 'schema `{"a":{"b":1}}`; table `2`'),
    ],
)
def test_bounds_that_do_not_agree_are_written_in_words(after, said):
    change = Change(
        kind="contradiction.added",
        role="page",
        owner=Owner("operation", "POST /a"),
        location="page",
        field="request · application/json · a",
        name="bounds",
        before={},
        after=after,
    )
    assert sentence("They say {after}", change, ()) == f"They say {said}."


@pytest.mark.parametrize("leads_to", ["#/components/schemas/A", "A"])
def test_the_alternative_where_none_is_named_is_told_by_its_name(leads_to):
    union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in "AB"]}
    old, new = (
        document(put("request-body", {**union, "discriminator": {"propertyName": "k", **more}}), **SHAPES)
        for more in ({}, {"defaultMapping": leads_to})
    )
    (said,) = messages(old, new)
    assert said == "The alternative of the request body where none is named is now `A`, before nothing."
    assert messages(new, old) == [said.replace("`A`, before nothing", "nothing, before `A`")]


def test_a_security_scheme_of_one_facet_is_written_in_words():
    def secured(**scheme):
        whole = document({})
        whole["components"]["securitySchemes"] = {"login": scheme}
        return whole

    key = {"type": "apiKey", "in": "query", "name": "k"}
    assert messages(secured(**key), secured(type="mutualTLS")) == [
        "Security scheme `login` is now type `mutualTLS` (was type `apiKey`; in `query`; name `k`)."
    ]
    jwt = {"type": "http", "scheme": "bearer"}
    assert messages(secured(**jwt, bearerFormat="JWT"), secured(**jwt)) == [
        "The format of the token of security scheme `login` is now documented as nothing, before as `JWT`."
    ]


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (
            {"type": "oauth2", "flows": {
                "password": {"tokenUrl": "https://b.test", "refreshUrl": "https://a.test", "scopes": {
                    "w": "-", "r": "-"
                }},
                "implicit": {"scopes": {"r": "-"}},
            }},
            "type `oauth2`; flow `implicit`; flow `password` at `https://a.test`, `https://b.test`; scopes `r`, `w`",
        ),
        ({"type": "oauth2", "flows": {"password": {"scopes": {}}}}, "type `oauth2`; flow `password`"),
        ({"type": "openIdConnect", "openIdConnectUrl": "https://a.test"},
         "type `openIdConnect`; discovered at `https://a.test`"),
    ],
)  # fmt: skip
def test_a_security_scheme_of_another_type_is_written_in_words(scheme, words):
    key = {"type": "apiKey", "in": "query", "name": "k"}
    old, new = (document({}) for _ in range(2))
    old["components"]["securitySchemes"], new["components"]["securitySchemes"] = {"login": key}, {"login": scheme}
    was = "type `apiKey`; in `query`; name `k`"
    assert messages(old, new) == [f"Security scheme `login` is now {words} (was {was})."]
    assert messages(new, old) == [f"Security scheme `login` is now {was} (was {words})."]

"""How a call is written: media types that cover each other, and parameters that come, go and are called otherwise."""

import pytest

from tests.compare.schema_documents import changes, document, put

TEXT = {"type": "string"}


def answers(media: str):
    return document(put("response-body", TEXT, media=media))


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("*/*", "application/json", "specialized"),
        ("text/html", "text/*", "generalized"),
        ("application/json", "application/problem+json", "specialized"),
        ("text/html;version=1", "text/html;version=2", "parameter-changed"),
    ],
)
def test_a_media_type_that_covers_another_is_it_by_another_name(old: str, new: str, relation: str):
    (found,) = changes(answers(old), answers(new))
    assert (found.kind, found.traits) == ("media-type.renamed", {relation})


def test_a_media_type_that_has_nothing_in_common_with_the_one_in_its_place_is_told_with_it():
    (found,) = changes(answers("text/html"), answers("image/png"))
    assert (found.kind, found.before, found.after) == ("media-type.removed", "text/html", "image/png")


def called(*parameters, path="/things"):
    written = document({"parameters": list(parameters)})
    return {**written, "paths": {path: written["paths"]["/things"]}}


def test_a_parameter_with_a_default_goes_with_it():
    size = {"name": "size", "in": "query", "schema": {"type": "integer", "default": 3}}
    (found,) = changes(called(size), called())
    assert (found.kind, found.traits) == ("parameter.removed", {"has-default", "optional", "query"})


def test_the_name_of_a_path_parameter_is_sent_by_nobody():
    sides = [
        called({"name": name, "in": "path", "required": True, "schema": TEXT}, path=f"/things/{{{name}}}")
        for name in ("id", "thing")
    ]
    (found,) = changes(*sides)
    assert (found.kind, found.traits, found.before, found.after) == ("parameter.renamed", {"path"}, "id", "thing")


def test_of_very_many_parameters_only_those_are_renamed_that_have_the_same_words():
    def many(prefix, last):
        named = [*(f"{prefix}{number}" for number in range(60)), last]
        return called(*({"name": name, "in": "query", "schema": TEXT} for name in named))

    found = changes(many("old_", "page_size"), many("new_", "pageSize"))
    assert [(one.before, one.after) for one in found if one.kind == "parameter.renamed"] == [("page_size", "pageSize")]


ID = {"name": "shelf", "in": "path", "required": True, "schema": {"type": "string"}}


@pytest.mark.parametrize(("old", "new"), [((), (ID,)), ((ID,), ())])
def test_what_the_path_had_before_is_no_new_demand(old, new):
    (found,) = changes(called(*old, path="/shelves/{shelf}"), called(*new, path="/shelves/{shelf}"))
    assert "in-template" in found.traits


@pytest.mark.parametrize(("old", "new"), [((), (ID,)), ((ID,), ())])
def test_what_a_variable_of_the_base_url_is_filled_with_is_no_new_demand(old, new):
    variables = {"shelf": {"default": "main"}}
    servers = {"servers": [{"url": "https://example.com/{shelf}", "variables": variables}]}
    sides = [called(*each, path="/books") for each in (old, new)]
    (found,) = changes(*({**side, **servers} for side in sides))
    assert "in-template" in found.traits
    told = changes({**sides[0], **servers}, sides[1]) if old else changes(sides[0], {**sides[1], **servers})
    assert not any("in-template" in one.traits for one in told)
    assert any(one.kind.startswith("parameter.") for one in told)


def test_a_parameter_that_comes_with_its_place_in_the_path_is_told_with_the_path():
    old, new = called(path="/books/all"), called(ID, path="/shelves/{shelf}/books/all")
    for side in (old, new):
        for item in side["paths"].values():
            item["post"] |= {"operationId": "listBooks", **put("response-body", TEXT)}
    assert ["operation.moved"] == [change.kind for change in changes(old, new)]
    assert ["operation.moved"] == [change.kind for change in changes(new, old)]


def test_calls_of_one_document_whose_paths_differ_by_names_alone_are_compared_each_with_itself():
    def spec(limit):
        sort = {"name": "sort", "in": "query", "schema": {"type": "string"}}
        more = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": limit}}
        calls = {"/books/{id}": called(sort, more), "/books/{name}": called(more)}
        paths = {path: one["paths"]["/things"] for path, one in calls.items()}
        return {**called(), "paths": paths}

    found = changes(spec(9), spec(8))
    assert [("field.maximum.lowered", "/books/{id}"), ("field.maximum.lowered", "/books/{name}")] == [
        (change.kind, change.owner.variant) for change in found
    ]


def test_of_headers_that_differ_in_case_alone_one_counts_in_any_order():
    once, again = ({"name": name, "in": "header", "schema": TEXT} for name in ("X-Once", "x-once"))
    old, new = called({**once, "required": True}, again), called(again, {**once, "required": True})
    assert () == changes(old, new)


@pytest.mark.parametrize("name", ["listBooks", None])
def test_a_path_that_only_lacked_its_first_slash_is_no_other_one(name):
    def side(path):
        call = {**put("response-body", TEXT), **({"operationId": name} if name else {})}
        return {**document({}), "paths": {path: {"get": call}}}

    assert not changes(side("books/all"), side("/books/all"))
    assert not changes(side("/books/all"), side("books/all"))

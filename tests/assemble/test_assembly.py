"""Assembly: who is believed, what becomes a variant, what is shared, what contradicts."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.assemble.assembly import assemble
from driftwatch.assemble.merging import Told, merge
from driftwatch.model.facts import Contradiction, Field, Parameter
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Claim
from tests.platforms.pages_of_ours import (
    changed,
    contradictions,
    facts,
    fenced,
    operation,
    owners,
    page,
    spec,
)

VIDEO = operation(
    {"prompt": {"type": "string"}, "seconds": {"type": "integer", "minimum": 2, "default": 5}}, required=["prompt"]
)
SPEC = "/api/openapi/video/seedance/post-seedance-create.openapi.json"
OTHER = operation({"prompt": {"type": "string"}, "image": {"type": "string", "format": "binary"}}, required=["image"])


def assembled(*pages):
    return assemble([statements_of(item) for item in pages])


def test_a_file_and_the_page_cut_from_it_are_one_documentation():
    found = assembled(spec(SPEC, VIDEO), fenced("/api/video/seedance/create", VIDEO, spec_path=SPEC.strip("/")))
    assert owners(found, "operation") == [("", "POST /v1/videos")]
    (entry,) = [entry for entry in found.entries if entry.owner.kind == "operation"]
    assert entry.documents == (SPEC.strip("/"), "api/video/seedance/create")
    assert contradictions(found) == []


def test_the_file_is_believed_and_the_page_contradicts_it():
    behind = changed(VIDEO, seconds={"type": "string", "default": "5"})
    found = assembled(spec(SPEC, VIDEO), fenced("/api/video/seedance/create", behind, spec_path=SPEC.strip("/")))
    field = facts(found, "POST /v1/videos")["Field", "request · multipart/form-data · seconds"]
    assert field.type == ("integer",)
    assert ("type", "request · multipart/form-data · seconds") in contradictions(found)


def test_a_file_named_without_its_folder_is_found():
    found = assembled(
        spec("/docs/openapi.json", VIDEO),
        fenced("/docs/create", changed(VIDEO, size={"type": "string"}), spec_path="openapi.json"),
    )
    assert owners(found, "operation") == [("", "POST /v1/videos")]


def test_several_documentations_are_variants_named_by_place():
    found = assembled(
        spec(SPEC, VIDEO),
        fenced("/api/video/seedance/create", VIDEO, spec_path=SPEC.strip("/")),
        fenced("/api/video/sora/create-video", OTHER, spec_path="api/openapi/video/sora/post-create.openapi.json"),
        fenced("/api/video/veo3", changed(OTHER, seed={"type": "integer"}), spec_path="api/openapi/video/veo3/x.json"),
    )
    assert owners(found, "operation") == [
        ("video/seedance", "POST /v1/videos"),
        ("video/sora", "POST /v1/videos"),
        ("video/veo3", "POST /v1/videos"),
    ]


def test_names_of_path_parameters_are_no_variants_of_their_own():
    one = operation(method="get", path="/v1/videos/{id}")
    two = operation(method="get", path="/v1/videos/{video_id}")
    found = assembled(spec("/openapi/sora/get.json", one), spec("/openapi/veo/get.json", two))
    assert owners(found, "operation") == [("sora", "GET /v1/videos/{}"), ("veo", "GET /v1/videos/{}")]


def test_the_same_contract_twice_is_one():
    found = assembled(fenced("/v1/create", VIDEO, title="One"), fenced("/beta/create", VIDEO, title="Two"))
    assert owners(found, "operation") == [("", "POST /v1/videos")]
    (entry,) = [entry for entry in found.entries if entry.owner.kind == "operation"]
    assert entry.documents == ("beta/create", "v1/create")


def test_variants_whose_short_names_clash_stay_apart():
    found = assembled(fenced("/video/create", VIDEO), fenced("/video/query", OTHER, spec_path="other.json"))
    assert owners(found, "operation") == [("video/create", "POST /v1/videos"), ("video/query", "POST /v1/videos")]


def test_schemas_of_a_one_operation_document_stay_with_it():
    found = assembled(spec("/a/post.json", VIDEO), spec("/b/post.json", OTHER))
    assert owners(found, "schema") == [("POST /v1/videos (a)", "Task"), ("POST /v1/videos (b)", "Task")]
    assert facts(found, "POST /v1/videos", "a")["Operation", "operation"].schemas == "POST /v1/videos (a)"


def whole():
    document = operation({"a": {"type": "string"}}, path="/v1/a")
    document["paths"] |= operation({"b": {"type": "string"}}, path="/v1/b")["paths"]
    return document


def test_the_only_large_document_has_the_empty_scope():
    found = assembled(spec("/openapi.json", whole()))
    assert owners(found, "schema") == [("", "Task")]
    assert owners(found, "operation") == [("", "POST /v1/a"), ("", "POST /v1/b")]


def test_pages_cut_from_one_file_share_its_schemas_even_when_the_file_was_not_read():
    found = assembled(
        fenced("/a", operation({"a": {"type": "string"}}, path="/v1/a"), spec_path="openapi.json"),
        fenced("/b", operation({"b": {"type": "string"}}, path="/v1/b"), spec_path="openapi.json"),
    )
    assert owners(found, "schema") == [("", "Task")]


def test_a_page_that_lags_keeps_its_own_schemas():
    late = operation({"c": {"type": "string"}}, path="/v1/c")
    late["components"]["schemas"]["Task"]["properties"]["extra"] = {"type": "string"}
    found = assembled(
        fenced("/a", operation({"a": {"type": "string"}}, path="/v1/a"), spec_path="openapi.json"),
        fenced("/b", operation({"b": {"type": "string"}}, path="/v1/b"), spec_path="openapi.json"),
        fenced("/c", late, spec_path="openapi.json"),
    )
    assert owners(found, "schema") == [("", "Task"), ("POST /v1/c", "Task")]


def test_documents_with_the_same_servers_share_one_api():
    public = operation(path="/api/models", method="get", security=[])
    quota = operation(path="/user/quota", method="get", servers=[{"url": "https://query.example.com"}])
    found = assembled(
        spec("/a.json", VIDEO),
        spec("/b.json", operation({}, path="/v1/b")),
        spec("/c.json", public),
        spec("/d.json", quota),
    )
    assert owners(found, "api") == [("", ""), ("", "query.example.com")]
    assert facts(found, "GET /api/models")["Operation", "operation"].security == ()
    assert facts(found, "POST /v1/videos")["Operation", "operation"].security is msgspec.UNSET
    assert facts(found, "GET /user/quota")["Operation", "operation"].api == "query.example.com"


def test_a_page_is_reached_where_it_says_itself_and_not_where_most_of_its_api_are():
    both = [{"url": "https://api.example.com"}, {"url": "https://eu.example.com"}]
    guide = (
        "# Create a thing\n\n`POST https://eu.example.com/v1/things`\n\n## Request body\n\n"
        "| Name | Type | Required | Description |\n|---|---|---|---|\n| prompt | string | yes | What to say |\n"
    )
    found = assembled(spec("/a.json", operation({}, servers=both)), page("/guides/thing.md", guide))
    assert owners(found, "api") == [("", "")]
    assert facts(found, "POST /v1/things")["Operation", "operation"].servers == ("https://eu.example.com",)
    assert facts(found, "POST /v1/videos")["Operation", "operation"].servers == ()


def test_prose_is_held_against_the_schema():
    prose = "If you omit it, five is taken. Send `seconds` as a\nstring when you need a specific duration."
    found = assembled(fenced("/api/video/seedance/create", VIDEO, prose=prose))
    assert contradictions(found) == [("type", "request · multipart/form-data · seconds")]


@pytest.mark.parametrize(
    "prose",
    [
        "Send `seconds` as an integer.",
        "`seconds` is a number.",
        "`prompt` is required.",
        "`seconds` is required when you send an image.",
        "Send `unknown` as a string.",
        "For example, send `seconds` as a string if you must.",
        "```json\nSend `seconds` as a string.\n```",
    ],
)
def test_prose_that_agrees_or_depends_is_silent(prose):
    assert contradictions(assembled(fenced("/create", VIDEO, prose=prose))) == []


COMPONENTS = """\
<ParamField body="prompt" type="string" required>
  What to show.
</ParamField>

<ParamField body="seconds" type="string">
  How long.
</ParamField>

<ParamField body="callback_url" type="string">
  Where to call back.
</ParamField>
"""


def test_components_add_and_contradict_but_do_not_win():
    found = assembled(fenced("/create", VIDEO, prose=COMPONENTS))
    known = facts(found, "POST /v1/videos")
    assert known["Field", "request · multipart/form-data · seconds"].type == ("integer",)
    assert known["Field", "request · multipart/form-data · callback_url"].stated_by == "component"
    assert contradictions(found) == [("type", "request · multipart/form-data · seconds")]


TABLE = """
## {}

| Field | Type | Required | Description |
| ----- | ---- | -------- | ----------- |
| `prompt` | string | No | What to show |
| `seconds` | string | No | How long |
| `callback` | string | No | Where to call |
"""


def test_a_table_is_held_against_the_schema():
    found = assembled(fenced("/create", VIDEO, prose=TABLE.format("Notes on the fields")))
    assert contradictions(found) == [
        ("required", "request · multipart/form-data · prompt"),
        ("type", "request · multipart/form-data · seconds"),
    ]
    assert ("Field", "request · multipart/form-data · callback") not in facts(found, "POST /v1/videos")


def test_a_table_under_a_telling_heading_adds_what_the_schema_lacks():
    found = assembled(fenced("/create", VIDEO, prose=TABLE.format("Request body")))
    added = facts(found, "POST /v1/videos")["Field", "request · multipart/form-data · callback"]
    assert (added.stated_by, added.type) == ("table", ("string",))


def test_fields_of_named_schemas_are_found_through_references():
    document = operation({}, path="/v1/videos")
    (media,) = document["paths"]["/v1/videos"]["post"]["requestBody"]["content"].values()
    media["schema"] = {"$ref": "#/components/schemas/Request"}
    document["components"]["schemas"]["Request"] = {
        "allOf": [
            {"$ref": "#/components/schemas/Base"},
            {"type": "object", "properties": {"seconds": {"type": "integer"}}},
        ]
    }
    document["components"]["schemas"]["Base"] = {"type": "object", "properties": {"prompt": {"type": "string"}}}
    found = assembled(fenced("/create", document, prose=COMPONENTS))
    known = facts(found, "POST /v1/videos")
    assert ("Field", "request · multipart/form-data · prompt") not in known
    assert ("Field", "request · multipart/form-data · callback_url") in known
    assert ("type", "request · multipart/form-data · seconds") in contradictions(found)


def test_a_quick_mention_of_an_endpoint_is_no_documentation():
    start = page("/quickstart.md", "# Start\n\nCall `POST /v1/videos` and wait.\n")
    found = assembled(spec(SPEC, VIDEO), spec("/b/post.json", OTHER), start)
    assert owners(found, "operation") == [("b", "POST /v1/videos"), ("video/seedance", "POST /v1/videos")]


LISTED = (
    "| Method | Endpoint | About |\n| - | - | - |\n| `POST` | `/v1/videos` | Makes one |\n| GET | /v1/faces | All |\n"
)


def test_a_page_that_only_lists_endpoints_adds_nothing_to_full_descriptions():
    listed = page("/list.md", "# Endpoints\n\n" + LISTED)
    guide = page("/guide.md", "# Guide\n\n## POST /v1/videos\n\nSend it.\n")
    found = assembled(spec(SPEC, VIDEO), spec("/b/post.json", OTHER), listed, guide)
    assert owners(found, "operation") == [("b", "POST /v1/videos"), ("video/seedance", "POST /v1/videos")]


def test_an_overview_counts_where_nothing_is_described_in_full():
    found = assembled(page("/list.md", "# Endpoints\n\n" + LISTED))
    assert owners(found, "operation") == [("", "GET /v1/faces"), ("", "POST /v1/videos")]
    assert facts(found, "GET /v1/faces")["Operation", "operation"].locator == "Endpoints > /v1/faces"


def test_pages_have_entries_of_their_own():
    errors = page(
        "/errors.md",
        "# Handle error codes\n\n| Status | What it means | Retry? | First action |\n| --- | --- | --- | --- |\n"
        "| 401 | The key is wrong | No | Check the key |\n| 500, 503 | A failure | Yes | Wait |\n",
    )
    found = assembled(errors)
    assert owners(found, "page") == [("", "errors")]
    (entry,) = found.entries
    assert {fact.at for fact in entry.facts} >= {"error-rule · 401", "error-rule · 500", "error-rule · 503"}


def test_pages_that_advise_otherwise_on_retrying_contradict():
    table = "# Errors\n\n| Status | What it means | Retry? | Action |\n| - | - | - | - |\n| 409 | Busy | {} | Wait |\n"
    found = assembled(page("/a.md", table.format("Yes")), page("/b.md", table.format("No")))
    assert contradictions(found) == [("retry", "error-rule · 409")]


def test_a_page_that_cannot_be_read_is_one_problem_and_the_others_go_on():
    broken = page("/x.md", "# X\n\n## OpenAPI\n\n````yaml post /v1/x\nopenapi: 3.1.0\npaths: {a: [}\n````\n")
    found = assembled(broken, spec(SPEC, VIDEO))
    (problem,) = found.problems
    assert (problem.path, problem.line) == ("x", 7)
    assert owners(found, "operation") == [("", "POST /v1/videos")]


def test_no_secret_is_kept():
    document = changed(VIDEO, key={"type": "string", "default": "sk-abcdefghij0123456789klmnop"})
    document["servers"] = [{"url": "https://api.example.com/q?key=8f3a9c1d77aa0011"}]
    found = assembled(spec(SPEC, document))
    text = b"".join(files_of(Snapshot(found.entries, found.documents)).values())
    assert b"8f3a9c1d77aa0011" not in text
    assert b"sk-abcdefghij" not in text


SITE = (
    spec(SPEC, VIDEO),
    fenced("/api/video/seedance/create", changed(VIDEO, seconds={"type": "string"}), spec_path=SPEC.strip("/")),
    fenced("/api/video/sora/create-video", OTHER, spec_path="api/openapi/video/sora/post-create.openapi.json"),
    fenced("/api/video/veo3", changed(OTHER, seed={"type": "integer"}), prose=COMPONENTS),
    spec("/openapi.json", whole()),
    page("/quickstart.md", "# Start\n\nCall `POST /v1/videos`.\n"),
    page("/junk.md", "# X\n\n## OpenAPI\n\n````yaml post /v1/x\n]\n````\n"),
)


def stored(assembly):
    return files_of(Snapshot(assembly.entries, assembly.documents))


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_any_order_of_arrival_gives_the_same_bytes(shuffler: random.Random):
    statements = [statements_of(item) for item in SITE]
    expected = stored(assemble(statements))
    shuffler.shuffle(statements)
    assert stored(assemble(statements)) == expected


def test_assembling_again_with_the_snapshot_before_changes_nothing():
    statements = [statements_of(item) for item in SITE]
    first = assemble(statements)
    again = assemble(statements, Snapshot(first.entries, first.documents))
    assert stored(again) == stored(first)


@pytest.mark.slow
@given(st.text(alphabet="#`<>{}[]|-: \nabPOST/v1=\"'%", max_size=400))
@settings(max_examples=200)
def test_junk_never_raises(text):
    assert assembled(page("/junk.md", text), page("/junk2", "<html>" + text)).entries is not None


def test_a_sentence_is_held_against_a_parameter_that_is_named_header():
    stated = (
        Parameter(at="parameter · query · header", name="header", within="query"),
        Field(at="parameter · query · header · $", type=("integer",)),
    )
    told = Told(document="spec", facts=stated, schemas={}, is_whole=True)
    found = merge((told,), (("page", Claim(name="header", aspect="type", says="string")),))
    assert [fact.subject for fact in found if isinstance(fact, Contradiction)] == ["parameter · query · header · $"]


def test_a_page_is_joined_with_schemas_that_offer_each_other_without_end():
    names = [f"S{number}" for number in range(12)]
    every = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}
    document = operation({}, components={"schemas": dict.fromkeys(names, every)})
    (item,) = document["paths"]["/v1/videos"].values()
    item["requestBody"] = {"content": {"application/json": {"schema": every}}}
    behind = operation({"a": {"type": "object", "properties": {"b": {"type": "string"}}}}, media="application/json")
    found = assembled(spec(SPEC, document), fenced("/api/video/seedance/create", behind, spec_path=SPEC.strip("/")))
    known = facts(found, "POST /v1/videos")
    assert ("Field", "request · application/json · a") not in known


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        ("Retry 409 with backoff.", [("retry", "error-rule · 409")]),
        ("Retry in another mode if you see 409 in the answer.", []),
        ("## 409\n\nBusy. Please retry.", [("retry", "error-rule · 409")]),
        ("## 409\n\nBusy. Please retry once the job is done.", []),
    ],
)
def test_only_advice_that_is_given_outright_contradicts_that_of_another_page(prose, told):
    table = "# Errors\n\n| Status | What it means | Retry? | Action |\n| - | - | - | - |\n| 409 | Busy | No | Wait |\n"
    assert contradictions(assembled(page("/a.md", table), page("/b.md", f"# Guide\n\n{prose}\n"))) == told


def test_a_page_that_contradicts_itself_is_told_once_with_what_others_say():
    table = "# Errors\n\n| Status | What it means | Retry? | Action |\n| - | - | - | - |\n| 409 | Busy | No | Wait |\n"
    found = assembled(page("/a.md", table), page("/b.md", f"{table}\nRetry 409 with backoff.\n"))
    assert contradictions(found) == [("retry", "error-rule · 409")]
    (clash,) = [fact for entry in found.entries for fact in entry.facts if type(fact).__name__ == "Contradiction"]
    assert [(each.says, each.document) for each in clash.statements] == [("no", ""), ("no", "b"), ("yes", "b")]

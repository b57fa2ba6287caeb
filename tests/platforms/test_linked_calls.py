"""Calls that only a table at the top of a page names, which links to the section of each."""

import pytest

from driftwatch.model.facts import AnyFact, Field, Parameter
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of

LIDS = """# LidsApi

All addresses are relative to *https://api.example.com*

| Method | HTTP request | Description |
|---|---|---|
| [**addLid**](LidsApi.md#addLid) | **POST** /lids | Adds one |
| [**readLid**](LidsApi.md#readLid) | **GET** /lids/{lidId} | Reads one |

<a name="addLid"></a>
# **addLid**
> Lid addLid(lid)

### Parameters

|Name | Type | Description  | Notes |
|---|---|---|---|
| **lid** | [**Lid**](Lid.md)| The new one | |

### Return type

[**Lid**](Lid.md)

### HTTP response details

| Status code | Description | Response headers |
|---|---|---|
| **201** | Made | - |
| **409** | There is one | - |

<a name="readLid"></a>
# **readLid**
> Lid readLid(lidId, depth)

### Parameters

|Name | Type | Description  | Notes |
|---|---|---|---|
| **lidId** | **String**| Which one | [default to null] |
| **depth** | **Integer**| How much of it | [optional] [default to 2] |

### Return type

[**Lid**](Lid.md)
"""


def read(text: str) -> dict[str, dict[str, AnyFact]]:
    found = statements_of(Page(url="https://docs.example.com/docs/LidsApi.md", path="docs/LidsApi", text=text))
    entries = (entry for each in found.documentations for entry in each.entries)
    return {entry.owner.name: {fact.at: fact for fact in entry.facts} for entry in entries}


def test_a_section_is_of_the_call_in_the_row_that_links_to_it() -> None:
    found = read(LIDS)
    assert found.keys() == {"POST /lids", "GET /lids/{}"}
    asked = found["GET /lids/{}"]
    assert isinstance(which := asked["parameter · path · lidId"], Parameter)
    assert which.required
    assert isinstance(depth := asked["parameter · query · depth"], Parameter)
    assert not depth.required


def test_what_is_called_as_its_type_is_all_of_the_body() -> None:
    sent = read(LIDS)["POST /lids"]
    assert isinstance(whole := sent["request · application/json · $"], Field)
    assert whole.ref == "docs/Lid#Lid"
    assert "request · application/json · lid" not in sent
    assert {"response · 201", "response · 409"} <= sent.keys()


def test_one_row_is_enough() -> None:
    only = LIDS.replace("| [**readLid**](LidsApi.md#readLid) | **GET** /lids/{lidId} | Reads one |\n", "")
    assert "request · application/json · $" in read(only)["POST /lids"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LidsApi.md#readLid", "LidsApi.md#addLid"),  # two rows lead to one section
        ("[**readLid**](LidsApi.md#readLid)", "readLid"),  # it leads nowhere
        ("LidsApi.md#readLid", "https://other.example.com/lids#readLid"),
        ("[**readLid**](LidsApi.md#readLid)", "See [readLid](#readLid)"),  # a mention
        ("**GET** /lids/{lidId}", "**GET** /lids/{lidId}, **HEAD** /lids"),
    ],
)
def test_a_section_that_no_row_leads_to_alone_is_of_none(old: str, new: str) -> None:
    read_now = read(LIDS.replace(old, new)).get("GET /lids/{}", {})
    assert "parameter · query · depth" not in read_now


def test_what_shows_a_program_is_about_a_function_of_a_client() -> None:
    shown = LIDS.replace("### Parameters", "### Example\n\n```python\nclient.read_lid(lid_id)\n```\n\n### Parameters")
    found = read(shown)
    assert not any(at.startswith(("parameter", "request")) for facts in found.values() for at in facts)


@pytest.mark.parametrize(
    "row",
    [
        "| **owner** | [**Lid**](Lid.md)| Whose it is | |",
        "| **lid** | **String**| The new one | |",
        "| **lid** | an id of a [Lid](Lid.md)| The new one | |",
        "| **lids** | [**Lid**](Lid.md)| The new ones | |",
    ],
)
def test_what_is_called_otherwise_is_a_field(row: str) -> None:
    sent = read(LIDS.replace("| **lid** | [**Lid**](Lid.md)| The new one | |", row))["POST /lids"]
    assert not isinstance(whole := sent.get("request · application/json · $"), Field) or not whole.ref


MADE = """
### HTTP request headers

- **Content-Type**: application/json
- **Accept**: application/json
"""
TAKEN = """|Name | Type | Description  | Notes |
|---|---|---|---|
| **lid** | [**Lid**](Lid.md)| The new one | |
"""
FORCED = f"{TAKEN}| **force** | **Boolean**| At once | [optional] [default to false] |\n"


def sent_of(text: str) -> dict[str, AnyFact]:
    return {at: fact for at, fact in read(text)["POST /lids"].items() if at.startswith(("parameter", "request"))}


def test_what_else_a_function_takes_may_travel_anywhere() -> None:
    sent = sent_of(LIDS.replace(TAKEN, FORCED))
    assert isinstance(whole := sent["request · application/json · $"], Field)
    assert whole.ref == "docs/Lid#Lid"
    assert "parameter · unstated · force" in sent
    assert not any(at.endswith("· force") and at.startswith("request") for at in sent)


def test_the_media_type_of_the_body_is_the_one_that_the_section_says() -> None:
    said = MADE.replace(": application/json", ": application/xml, application/json", 1)
    assert "request · application/xml · $" in sent_of(LIDS.replace(TAKEN, f"{TAKEN}{said}"))


@pytest.mark.parametrize("sends", ["Not defined", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_sends_no_body_or_a_form_has_no_argument_for_all_of_it(sends: str) -> None:
    said = MADE.replace(": application/json", f": {sends}", 1)
    sent = sent_of(LIDS.replace(TAKEN, f"{FORCED}{said}"))
    assert "parameter · unstated · force" in sent
    assert not any(at.startswith("request") for at in sent)


def test_of_two_arguments_that_link_to_their_types_none_is_all_of_the_body() -> None:
    sent = sent_of(LIDS.replace(TAKEN, f"{TAKEN}| **order** | [**Order**](Order.md)| Which first | [optional] |\n"))
    assert not any(at.startswith("request") for at in sent)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("> Lid readLid(lidId, depth)", "> readLid(_api::LidsApi, lidId::String) -> Lid"),
        ("|Name | Type | Description  | Notes |\n|---|", "|Name | Type | Description | Required | Notes |\n|---|---|"),
    ],
)
def test_a_page_that_is_about_a_client_is_read_as_far_as_it_names_calls(old: str, new: str) -> None:
    found = read(LIDS.replace(old, new))
    assert not any(at.startswith(("parameter", "request")) for facts in found.values() for at in facts)


@pytest.mark.parametrize(
    "table",
    [
        "| Endpoint | Returns |\n|---|---|\n| `POST /lids` | [The lid](#the-lid) |",
        "| Call | What it does | Guide |\n|---|---|---|\n| `POST /lids` | Adds one | [The lid](#the-lid) |",
        "| Removed | Use instead |\n|---|---|\n| [The lid](#the-lid) | `POST /lids` |",
        "| HTTP request | Errors |\n|---|---|\n| `POST /lids` | [The lid](#the-lid) |",
    ],
)
def test_a_row_that_links_to_something_else_than_its_call_binds_nothing(table: str) -> None:
    fields = "| Field | Type | Required |\n|---|---|---|\n| `size` | string | yes |"
    found = read(f"# Lids\n\n{table}\n\n## The lid\n\n{fields}\n")
    assert not any(at.endswith("size") for at in found.get("POST /lids", {}))


def test_a_call_that_another_section_names_is_of_that_section() -> None:
    table = "| Method | HTTP request |\n|---|---|\n| [add](#adding) | POST /lids |\n| [read](#reading) | GET /lids |"
    fields = "### Parameters\n\n| Name | Type |\n|---|---|\n"
    linked = f"## Adding\n\n{fields}| `depth` | string |\n\n## Reading\n\n{fields}| `order` | string |\n"
    page = f"# Lids\n\n{table}\n\n{linked}\n## New\n\n`POST /lids`\n\n{fields}| `size` | string |\n"
    found = read(page)
    assert "parameter · query · order" in found["GET /lids"]
    assert "request · application/json · size" in found["POST /lids"]
    assert not any(at.endswith("depth") for at in found["POST /lids"])


@pytest.mark.parametrize("title", ["Request body", "Body parameters", "Parameters"])
@pytest.mark.parametrize("rows", ["| `size` | string | |\n", ""])
def test_a_field_of_an_ordinary_table_may_be_called_as_the_type_that_it_links_to(title: str, rows: str) -> None:
    table = f"| Name | Type | Description |\n|---|---|---|\n{rows}| `address` | [Address](#address) | |\n"
    address = "## Address\n\n| Field | Type |\n|---|---|\n| `city` | string |\n"
    found = read(f"# Add a lid\n\n`POST /lids`\n\n## {title}\n\n{table}\n{address}")["POST /lids"]
    assert "request · application/json · address" in found

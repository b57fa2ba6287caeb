"""Tables that list calls: which of their columns hold the methods and the paths."""

import pytest

from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field, RequestBody
from driftwatch.platforms.pages.plain_page import operations_of_page

BINDINGS = (
    "| Method Name | Method | Pattern | Body |\n|-|-|-|-|\n"
    "| `ListBoxes` | `GET` | {0} | |\n| `Make` | POST | /v3/lids | * |\n"
)


def calls_of(markdown: str) -> list[str]:
    found = operations_of_page(sections_of_markdown(f"# Store\n\n{markdown}"), "store")
    return [f"{each.method} {each.path}" for each in found]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/v3/boxes", "/v3/boxes"),
        ("`/v3/boxes/{lid.box_id}`", "/v3/boxes/{lid.box_id}"),
        ("/v3/{name=rooms/*/boxes/*}/lids", "/v3/{name}/lids"),
        ("/v3/{box.at=**}:close", "/v3/{box.at}:close"),
        ("/.well-known/boxes", "/.well-known/boxes"),
    ],
)
def test_a_column_of_paths_beside_one_of_methods_may_be_called_anything(written: str, read: str) -> None:
    assert calls_of(BINDINGS.format(written)) == [f"GET {read}", "POST /v3/lids"]


def test_a_column_of_other_things_beside_one_of_methods_is_none() -> None:
    assert calls_of("| Method | Speed | Size |\n|-|-|-|\n| GET | /s | small |\n| POST | fast | large |\n") == []
    assert calls_of("| Method | From | To |\n|-|-|-|\n| GET | /boxes | /lids |\n| POST | /a | /b |\n") == []


def test_of_two_columns_that_may_hold_methods_the_one_that_does_is_read() -> None:
    rows = "| List | Asked | GET | /boxes |\n| A | B | POST | /boxes |\n"
    assert calls_of(f"| Name | Request Type | HTTP Verb | Endpoint |\n|-|-|-|-|\n{rows}") == [
        "GET /boxes",
        "POST /boxes",
    ]


def test_the_head_of_a_table_may_be_written_as_cells() -> None:
    row = "<tr><td>{0}</td><td>{1}</td><td>{2}</td></tr>"
    rows = row.format("List", "GET", "/boxes") + row.format("Make", "POST", "/boxes")
    head = row.format("Name", "Method", "Pattern")
    page = f"<h1>Store</h1><h4>Methods with bindings</h4><table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    found = operations_of_page(sections_of_html(page), "store")
    assert [f"{each.method} {each.path}" for each in found] == ["GET /boxes", "POST /boxes"]


def test_which_part_of_a_message_is_sent_names_no_field() -> None:
    page = BINDINGS.format("/boxes") + "| `Change` | PUT | /v3/lids/{lid_id} | lid |\n"
    found = operations_of_page(sections_of_markdown(f"# Store\n\n{page}"), "store")
    assert [fact for each in found for fact in each.facts if isinstance(fact, Field | RequestBody)] == []


@pytest.mark.parametrize(
    ("column", "has_body"),
    [("Request type", {"POST": True, "GET": False}), ("Request body", {"POST": True, "GET": True})],
)
def test_a_message_that_a_call_without_a_body_takes_is_no_body(column: str, has_body: dict[str, bool]) -> None:
    head = f"| Name | {column} | Verb | Endpoint |\n|-|-|-|-|\n"
    rows = "| List | [Asked](#asked) | GET | /boxes |\n| Make | [Asked](#asked) | POST | /boxes |\n"
    about = "## Asked\n\n| Field | Type |\n|-|-|\n| `size` | string |\n"
    found = operations_of_page(sections_of_markdown(f"# Store\n\n{about}\n## Calls\n\n{head}{rows}"), "store")
    assert {each.method: any(isinstance(fact, RequestBody) for fact in each.facts) for each in found} == has_body


@pytest.mark.parametrize(
    ("head", "first"),
    [("Example log line", "/index.html"), ("Log line", "/boxes"), ("Sample", "/boxes"), ("Target", "/boxes/lid.png")],
)
def test_a_column_of_examples_or_files_is_none_of_paths(head: str, first: str) -> None:
    assert calls_of(f"| Verb | {head} |\n|-|-|\n| GET | {first} |\n| POST | /lids |\n") == []

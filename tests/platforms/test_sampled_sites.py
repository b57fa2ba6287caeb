"""Calls that a page shows by commands of curl alone."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Operation
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_binding import names

FIELDS = "| Field | Type | Required |\n|-|-|-|\n| name | string | yes |\n\n"
ANSWER = '```json\n{"name": "red"}\n```\n\n'


def section(title: str, command: str, rest: str = "") -> str:
    return f"## {title}\n\n```sh\n$ curl {command}\n```\n\n{rest}"


LIST = section("All boxes", "http://localhost:80/api/boxes?size=3", f"Response:\n\n{ANSWER}")
MAKE = section("New box", '-X POST http://localhost:80/api/boxes -d \'{"name": "red"}\'', FIELDS)
DROP = section("No box", "-X DELETE http://localhost:80/api/boxes/BOX_ID")


def test_sections_document_their_calls_by_fields_or_by_an_answer() -> None:
    assert names(f"# P\n\n{LIST}{MAKE}") == {"GET /api/boxes": set(), "POST /api/boxes": {"body name"}}


def test_beside_them_a_section_may_show_its_call_alone() -> None:
    assert "DELETE /api/boxes/{BOX_ID}" in names(f"# P\n\n{LIST}{MAKE}{DROP}")


def test_all_of_them_are_told_by_examples() -> None:
    found = operations_of_page(sections_of_markdown(f"# P\n\n{LIST}{MAKE}{DROP}"), "p")
    assert {fact.stated_by for each in found for fact in each.facts if isinstance(fact, Operation)} == {"example"}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("localhost:80/boxes/BOX_ID", "/boxes/{BOX_ID}"),
        ("-H 'Accept: a.b/c' 10.0.0.1/boxes", "/boxes"),
        ("api.example.com/boxes/[id]", "/boxes/{id}"),
        ("http://<host>:<port>/boxes/:id", "/boxes/{id}"),
        ("https://$HOST/boxes", "/boxes"),
        ('"{{ base }}/boxes/{{ id }}"', "/boxes/{id}"),
    ],
)
def test_their_address_may_stand_without_scheme_or_on_any_host(address: str, path: str) -> None:
    shown = section("One box", address, ANSWER) + section("New box", f"-X PUT {address}", FIELDS)
    assert names(f"# P\n\n{shown}") == {f"GET {path}": set(), f"PUT {path}": {"body name"}}


@pytest.mark.parametrize(
    "page",
    [
        LIST,  # one alone
        DROP + section("Box", "http://localhost:80/api/boxes"),  # nothing is said of them
        LIST + MAKE.replace("localhost:80", "other.example"),
        LIST + section("One box", "http://localhost:80/api/boxes/3", ANSWER),  # a value may be anything
        LIST + section("One box", "http://localhost:80/api/boxes/boxId", ANSWER),
        LIST + section("Install", "http://localhost:80/api/get.sh", FIELDS),
        LIST + section("Two", "http://localhost:80/a\ncurl http://localhost:80/b", ANSWER),
    ],
)
def test_guides_state_none(page: str) -> None:
    assert names(f"# P\n\n{page}") == {}


def test_the_answer_may_stand_below_a_heading_of_its_own() -> None:
    shown = "### Example\n\n```sh\ncurl http://localhost:80/api/lids\n```\n\n### Response\n\n" + ANSWER
    assert names(f"# P\n\n{MAKE}## Lids\n\n{shown}").keys() == {"POST /api/boxes", "GET /api/lids"}

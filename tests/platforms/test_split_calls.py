"""Calls of which a line names the method and a later one the address."""

import pytest

from driftwatch.platforms.calls.call_lines import method_alone
from tests.platforms.test_binding import names

TABLE = "\nQuery parameters:\n\n| Name | Type |\n|-|-|\n| size | integer |\n"


@pytest.mark.parametrize("method", ["GET", "HTTP GET", "`GET`", "GET request", "HTTP GET request"])
def test_a_line_may_name_the_method_alone_above_its_address(method: str) -> None:
    page = f"# P\n\n## Widgets\n\n{method}\n\n`/widgets`\n{TABLE}\n## Boxes\n\n{method}\n\n/boxes\n{TABLE}"
    assert names(page) == {"GET /widgets": {"query size"}, "GET /boxes": {"query size"}}


def test_a_heading_may_as_well_at_any_depth() -> None:
    page = f"# P\n\n## Widgets\n\nHTTP GET\n\n`/widgets`\n{TABLE}\n### HTTP PUT\n\n`/widgets/{{id}}`\n\nChanges it.\n"
    assert names(page) == {"GET /widgets": {"query size"}, "PUT /widgets/{id}": set()}


def test_a_line_may_name_several_methods() -> None:
    page = f"# P\n\n## Copy\n\nHTTP POST/GET\n\n`/copy`\n\n## Widgets\n\n`GET /widgets`\n{TABLE}"
    assert names(page).keys() == {"POST /copy", "GET /copy", "GET /widgets"}


def test_a_section_may_name_one_such_call_after_another() -> None:
    page = (
        "# P\n\n## Secrets\n\nHTTP GET\n\n`/secrets`\n\n```json\n[]\n```\n\nHTTP POST\n\n`/secrets`\n\nMakes one.\n\n"
        "HTTP DELETE\n\n`/secrets/{name}`\n"
    )
    assert names(page).keys() == {"GET /secrets", "POST /secrets", "DELETE /secrets/{name}"}


def test_what_the_call_is_for_may_stand_between() -> None:
    page = f"# P\n\n## Shell\n\nHTTP GET\n\nOpens a shell.\n\nFor one box alone.\n\n`/boxes/{{id}}/shell`\n{TABLE}"
    assert names(page) == {"GET /boxes/{id}/shell": {"query size"}}


@pytest.mark.parametrize(
    "between",
    ["Opens it.\n\nA word.\n\nAnother.\n\nOne more.\n\n", "```json\n{}\n```\n\n", "HTTP GET\n\nOpens it.\n\n"],
)
def test_an_address_far_from_a_method_is_not_its_own(between: str) -> None:
    assert "POST /boxes" not in names(f"# P\n\n## Shell\n\nHTTP POST\n\n{between}`/boxes`\n{TABLE}")


@pytest.mark.parametrize("said", ["Get boxes", "HTTP", "POST it", "HTTP boxes", "GET, then more", ""])
def test_other_lines_name_no_method(said: str) -> None:
    assert method_alone(said) == ""

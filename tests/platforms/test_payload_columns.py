"""Tables of calls that name by links which objects each sends and returns."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page

SIZE = "## Size object\n\n| Field | Type |\n|-|-|\n| unit | string |\n"


def refs(page: str) -> dict[str, set[str]]:
    return {
        f"{each.method} {each.path}": {
            f"{fact.at} {fact.ref}" for fact in each.facts if isinstance(fact, Field) and fact.ref
        }
        for each in operations_of_page(sections_of_markdown(page), "w")
    }


@pytest.mark.parametrize(
    "heads", [("Request", "Response"), ("Body", "Returns"), ("Request payload", "Response payload")]
)
def test_columns_of_payloads_name_what_a_call_sends_and_returns(heads: tuple[str, str]) -> None:
    head = f"| API | Verb | Path | {heads[0]} | {heads[1]} |\n|-|-|-|-|-|\n"
    rows = (
        "| Make | POST | v2/sizes | [$size](#size-object) | [[Size](#size-object)] |\n"
        "| Find | GET | v2/sizes/{id} | | [Size](#size-object) |\n"
        "| Drop | DELETE | v2/sizes/{id} | | nothing, see [sizes](#size-object) |\n"
    )
    sent, returned = "request · application/json · ", "response · 200 · application/json · "
    assert refs(f"# W\n\n{head}{rows}\n{SIZE}") == {
        "POST /v2/sizes": {f"{sent}$ w#size-object", f"{returned}[] w#size-object"},
        "GET /v2/sizes/{id}": {f"{returned}$ w#size-object"},
        "DELETE /v2/sizes/{id}": set(),
    }


def test_the_section_of_a_call_says_more_than_a_table_of_all_calls() -> None:
    head = "| Call | Response |\n|-|-|\n"
    rows = "| `GET /sizes` | [Size](#size-object) |\n| `GET /boxes` | [Size](#size-object) |\n"
    told = "## Boxes\n\n`GET /boxes`\n\n### Response\n\n| Field | Type |\n|-|-|\n| lid | string |\n\n"
    found = refs(f"# W\n\n{head}{rows}\n{told}{SIZE}")
    assert found["GET /boxes"] == set()

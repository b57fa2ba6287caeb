"""Types that items of a list state without what usually sets them apart."""

import pytest

from driftwatch.extract.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages import operations_of_page
from tests.platforms.test_binding import names


def kinds(markdown: str) -> dict[str, tuple[str, ...]]:
    facts = operations_of_page(sections_of_markdown(markdown), "p")[0].facts
    found = (fact for fact in facts if isinstance(fact, Field))
    return {fact.at.removesuffix(" · $").rpartition(" · ")[2]: fact.type for fact in found if fact.type}


@pytest.mark.parametrize(
    "item",
    ["`size` *integer*", "`size` integer - How wide", "`size` (type _integer_): How wide", "**size** *integer*"],
)
def test_a_type_needs_no_brackets_of_its_own(item: str) -> None:
    page = f"# P\n\n## POST /boxes\n\n### Body\n\n- {item}\n- `note` (string): What is said\n"
    assert kinds(page)["size"] == ("integer",)


def test_what_is_needed_may_stand_behind_it() -> None:
    page = "# P\n\n## GET /boxes\n\n### Query parameters\n\n- `size` integer, required - How wide\n"
    facts = operations_of_page(sections_of_markdown(page), "p")[0].facts
    assert [fact.required for fact in facts if isinstance(fact, Parameter)] == [True]


def test_names_in_bold_below_what_says_that_names_stand_here_need_no_sign_behind_them() -> None:
    items = "- **page** The page to show.\n- **All** of them may be left out.\n"
    page = f"# P\n\n## GET /boxes\n\n**Query parameters**\n\n{items}"
    assert names(page) == {"GET /boxes": {"query page"}}


def test_a_list_of_remarks_states_no_types() -> None:
    page = "# P\n\n## GET /boxes\n\n### Notes\n\n- `size` integer overflow is told\n- **array** object\n"
    assert names(page) == {"GET /boxes": set()}


def test_a_type_may_stand_before_the_name() -> None:
    items = (
        "- integer `size` (required): How wide\n- string|array `note` (optional): What is said\n- bool `lid`: Or not\n"
    )
    page = f"# P\n\n## POST /boxes\n\n#### Input\n{items}"
    found = kinds(page)
    assert (found["size"], found["note"], found["lid"]) == (("integer",), ("array", "string"), ("boolean",))

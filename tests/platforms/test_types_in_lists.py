"""Types that items of a list state without what usually sets them apart."""

import pytest
from msgspec import UNSET

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages.plain_page import operations_of_page
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


def told(items: str) -> dict[str, tuple[tuple[str, ...], bool, object]]:
    page = f"# P\n\n## POST /boxes\n\n### Body\n\n{items}"
    facts = operations_of_page(sections_of_markdown(page), "p")[0].facts
    found = (fact for fact in facts if isinstance(fact, Field) and not fact.at.endswith("$"))
    return {fact.at.rpartition(" \u00b7 ")[2]: (fact.type, fact.required, fact.enum) for fact in found}


def test_a_term_states_need_and_type_in_front_of_what_it_is() -> None:
    items = (
        "lid\n: *Required* **string**\n: The lid.\n\n"
        "ids\n: _Optional_ **array of integers** - Which ones.\n\n"
        "kind\n: *Optional* **string**\n: Accepted values are:\n\n    * oak\n    * ash (**default**)\n"
    )
    found = told(items)
    assert found["lid"] == (("string",), True, UNSET)
    assert found["ids"] == (("array",), False, UNSET)
    assert found["kind"] == (("string",), False, ("ash", "oak"))


def test_bold_words_of_a_term_that_are_no_type_stay_words() -> None:
    assert told("lid\n: The **wooden** lid\n")["lid"] == ((), False, UNSET)


@pytest.mark.parametrize(
    ("said", "needed"),
    [
        (" : the time of opening (ISO), required", True),
        (": *string, regex(HEX), required*", True),
        (": string, optional", False),
        (": if it is shut, required", False),
    ],
)
def test_the_need_may_be_the_last_word_behind_a_comma(said: str, needed: bool) -> None:  # noqa: FBT001
    assert told(f"- `lid`{said}\n- `size` (string): How large\n")["lid"][1] is needed


def test_a_label_inside_an_item_introduces_its_values() -> None:
    items = (
        "- **sort** \u2014 How to sort.\n\n    ###### Recognized values:\n"
        "    - 'size' \u2014 by size\n    - 'age' \u2014 by age\n\n- **page** \u2014 Which page.\n"
    )
    page = f"# P\n\n## GET /boxes\n\n### Parameters\n\n{items}"
    facts = operations_of_page(sections_of_markdown(page), "p")[0].facts
    assert [fact.enum for fact in facts if isinstance(fact, Field) and fact.enum is not UNSET] == [("age", "size")]
    assert names(page) == {"GET /boxes": {"query sort", "query page"}}


def test_an_example_among_names_in_plain_words_is_none_of_them() -> None:
    items = '- lid: _bool_, whether it has one\n- size: _int_, how wide\n- Example:\n\n```json\n{"lid": true}\n```\n'
    assert {name: kind for name, (kind, _, _) in told(items).items()} == {"lid": ("boolean",), "size": ("integer",)}

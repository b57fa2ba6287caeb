"""Lists of calls on a page that documents another one: in sections beside its own they are calls as they are."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.platforms.pages.plain_page import operations_of_page


def calls(markdown: str) -> set[str]:
    return {f"{each.method} {each.path}" for each in operations_of_page(sections_of_markdown(markdown), "boxes")}


SIZES = "### Sizes\n\n```\nGET /api/sizes?unit=cm\n```\n\nAll sizes.\n\n"
LISTS = "- `GET /api/boxes[/:id]` \u2014 Get all or one\n- `POST /api/boxes` \u2014 Make one\n"


def test_sections_beside_that_of_a_call_list_more_of_them() -> None:
    lids = "### Lids\n\n- `DELETE /api/lids/:id` \u2014 Throw it away\n\n"
    page = f"# API\n\n## Resources\n\n{SIZES}### Boxes\n\n{LISTS}\n{lids}"
    assert calls(page) == {
        "GET /api/sizes",
        "GET /api/boxes",
        "GET /api/boxes/{id}",
        "POST /api/boxes",
        "DELETE /api/lids/{id}",
    }


def test_a_block_beside_lists_them_as_well() -> None:
    block = "```\nGET   /api/boxes      All of them\nPOST  /api/boxes/7    One more\nPOST  /api/boxes      One\n```\n"
    page = f"# API\n\n## Resources\n\n{SIZES}### Boxes\n\n{block}"
    assert calls(page) == {"GET /api/sizes", "GET /api/boxes", "POST /api/boxes"}


def test_a_page_that_shows_its_calls_by_samples_documents_those_that_it_lists() -> None:
    shown = "## Paging\n\n```bash\ncurl https://a.example/api/boxes?page=2\n```\n\nReturns `next`.\n\n"
    lists = f"**Endpoints:**\n\n{LISTS}\n**Example:**\n\n```json\n{{}}\n```\n"
    page = f"# API\n\n## Resources\n\n### Boxes\n\n{lists}\n{shown}"
    assert calls(page) == {"GET /api/boxes", "GET /api/boxes/{id}", "POST /api/boxes"}


@pytest.mark.parametrize(
    "told",
    [
        f"## Notes\n\n### Boxes\n\n{LISTS}",  # beside none
        f"{LISTS}",  # in its own section
        f"#### Boxes\n\n{LISTS}",
        f"### Deprecated boxes\n\n{LISTS}",
        f"### 1.2.0\n\n{LISTS}",
        "### Boxes\n\n- `GET /api/boxes/3` \u2014 Get one\n- `PUT /api/boxes/3` \u2014 Change it\n",
        "### Boxes\n\n- `GET /api/boxes` \u2014 Get one\n- And others\n",
    ],
)
def test_other_lists_are_of_calls_as_they_were_or_serve_as_examples(told: str) -> None:
    assert calls(f"# API\n\n## Resources\n\n{SIZES}{told}") == {"GET /api/sizes"}


INDEX = "- `GET /api/sizes` \u2014 All sizes\n- `GET /api/boxes` \u2014 All\n- `PUT /api/lids/:id` \u2014 Change it\n"


def test_a_list_of_which_a_call_is_documented_is_one_of_what_there_is() -> None:
    listed = {"GET /api/sizes", "GET /api/boxes", "PUT /api/lids/{id}"}
    assert calls(f"# API\n\n## Overview\n\n{INDEX}\n## Resources\n\n{SIZES}") == listed
    assert calls(f"# API\n\n## Resources\n\n{INDEX}\n{SIZES}") == listed
    assert calls(f"# API\n\n## Deprecated\n\n{INDEX}\n## Resources\n\n{SIZES}") == {"GET /api/sizes"}
    others = INDEX.replace("/sizes", "/weights")
    assert calls(f"# API\n\n## Overview\n\n{others}\n## Resources\n\n{SIZES}") == {"GET /api/sizes"}


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("`GET|POST /lids`, `GET /lids/open`", {"GET /lids", "POST /lids", "GET /lids/open"}),
        ("`PUT /lids/:id` and `DELETE /lids/:id` \u2014 of one", {"PUT /lids/{id}", "DELETE /lids/{id}"}),
        ("`GET /lids` answers as `GET /boxes`", set()),
        ("`GET /lids`, `size` and others", set()),
        ("`GET /lids`, `POST /lids/{open,close}`", set()),
        ("`GET /lids`, `POST /lids` are of old", set()),
    ],
)
def test_an_item_may_name_several_calls(item: str, found: set[str]) -> None:
    page = f"# API\n\n## Calls\n\n- `GET /boxes` - All\n- `POST /boxes` - One more\n- {item}\n"
    assert calls(page) == {"GET /boxes", "POST /boxes", *found}

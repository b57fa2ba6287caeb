"""Fields, calls and parameters that pages write in plain words, or as a language fills them in."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Parameter
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_fields_of_unknown_pages import fields, operations, parameters


@pytest.mark.parametrize(
    "lead", ["You can update the following box fields:", "Send any of the following attributes:", "## Parameters\n"]
)
def test_names_in_plain_words_that_all_state_a_type_are_fields(lead: str) -> None:
    page = (
        f"# Boxes\n\n## Change\n\n`PUT /boxes/{{id}}`\n\n{lead}\n* label: string\n"
        "* size: integer, in the range of 0-6\n* lids: how many it has (integer)\n"
    )
    (changed,) = operations(page).values()
    assert fields(changed) == {"label", "lids", "size"}


def test_a_type_in_brackets_is_enough_behind_a_name_in_plain_words() -> None:
    page = "# Boxes\n\n## Make\n\n`POST /boxes`\n\n**Body**\n\n- size (integer, required)\n- {note} (string) {what}\n"
    (made,) = operations(page.format(note="note", what="What stands on it")).values()
    assert fields(made) == {"size", "note"}
    (none,) = operations(page.replace("(string)", "(see below)").format(note="note", what="What stands on it")).values()
    assert fields(none) == set()


@pytest.mark.parametrize(
    "written",
    [
        "#{box_id}",
        "{box_id}",
        "{{box_id}}",
        "%{box_id}",
        "${box_id}",
        "{{ $box_id }}",
        ":box_id",
        "<box_id>",
        "[box id]",
    ],
)
@pytest.mark.parametrize("call", ["`DELETE {0}`", "DELETE `{0}`", "DELETE {0}", "    DELETE {0}"])
def test_a_parameter_of_a_path_is_one_however_it_is_filled_in(written: str, call: str) -> None:
    page = f"# Boxes\n\n## Remove\n\n{call.format(f'/boxes/{written}/lid')}\n\nTakes it off.\n"
    assert list(operations(page)) == ["DELETE /boxes/{box_id}/lid"]


def test_words_before_a_colon_are_no_fields_where_one_of_them_states_no_type() -> None:
    page = "# Boxes\n\n## Change\n\n`PUT /boxes/{id}`\n\n* label: string\n* remember: boxes are heavy\n"
    (changed,) = operations(page).values()
    assert (fields(changed), parameters(changed)) == (set(), {})


def test_what_nobody_says_is_returned_is_not_put_into_what_wraps_the_answer() -> None:
    page = (
        "# Boxes\n\n## Change\n\n`PUT /boxes/{id}`\n\nFor a new lid these are there:\n\n- `old_lid` (string)\n"
        '- `new_lid` (string)\n\nDone:\n\n```json\n{"data": {"id": 1, "size": 3}}\n```\n'
    )
    (changed,) = operations(page).values()
    assert parameters(changed) == {"old_lid": "unstated", "new_lid": "unstated"}


def test_a_heading_of_what_is_needed_below_one_of_arguments_names_some_of_them() -> None:
    page = (
        "# Widgets\n\n## POST /widgets Make one\n\n### URL arguments\n\n#### Mandatory\n\n- size : How large it is\n\n"
        "#### Optional\n\n- colour : Which colour\n- lid: Whether it has one\n"
    )
    (operation,) = operations_of_page(sections_of_markdown(page), "w")
    stated = {fact.name: (fact.within, fact.required) for fact in operation.facts if isinstance(fact, Parameter)}
    assert (operation.method, operation.path) == ("POST", "/widgets")
    assert stated == {"size": ("query", True), "colour": ("query", False), "lid": ("query", False)}


@pytest.mark.parametrize("heading", ["POST /widgets fails", "POST /widgets -> /boxes"])
def test_a_heading_that_says_something_of_a_call_is_not_its_title(heading: str) -> None:
    page = f"# Widgets\n\n## {heading}\n\n### Query parameters\n\n- size: How large\n- colour: Which\n"
    assert not operations_of_page(sections_of_markdown(page), "w")

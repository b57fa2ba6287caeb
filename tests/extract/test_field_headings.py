"""Headings that are the name of a field, with labelled lines below them."""

from itertools import permutations

import pytest

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_headings import heading_field
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown


def field(markdown: str) -> DocumentedField | None:
    return heading_field(sections_of_markdown(markdown).children[0])


@pytest.mark.parametrize(
    "lines",
    [
        "**Description:** How big it is.\\\n**Type:** Integer\\\n**Since:** 2.0\n",
        "**Type**: Integer<br />\n**Description**: How big it is.\n",
        "**Type:** Integer  \n**Description:** How big it is.\n",
        "Type: Integer\n\nDescription: How big it is.\n",
        "- Type: Integer\n- Description: How big it is.\n",
    ],
)
@pytest.mark.parametrize("title", ["`size`", "size"])
def test_lines_with_labels_say_what_a_field_is(title: str, lines: str) -> None:
    found = field(f"### {title}\n\n{lines}")
    assert found is not None
    assert (found.name, found.type, found.required) == ("size", "Integer", None)


def test_lines_say_the_same_in_html() -> None:
    page = sections_of_html("<h3><code>size</code></h3><p><strong>Type:</strong> Integer<br/><b>Required:</b> yes</p>")
    found = heading_field(page.children[0])
    assert found == DocumentedField(name="size", type="Integer", required=True, locator="size")


@pytest.mark.parametrize(("first", "second"), [*permutations(("Type", "类型", "Тип", "Tipo"), 2)])
def test_of_two_labels_of_one_meaning_the_first_counts(first: str, second: str) -> None:
    found = field(f"### `size`\n\n- {first}: Integer\n- {second}: String\n")
    assert found is not None
    assert found.type == "Integer"


@pytest.mark.parametrize(("first", "second"), [*permutations(("Required", "必填", "Обязательный"), 2)])
def test_of_two_labels_of_need_the_first_counts(first: str, second: str) -> None:
    found = field(f"### `size`\n\n- Type: Integer\n- {first}: yes\n- {second}: no\n")
    assert found is not None
    assert found.required is True


def test_the_first_line_of_a_label_counts() -> None:
    found = field("### `size`\n\n**Type:** Integer\n\nAn older form:\n\n**Type:** String\n")
    assert found is not None
    assert found.type == "Integer"


@pytest.mark.parametrize(
    ("type_", "written"),
    [
        ("{{<nullable>}} String", "?String"),
        ("String {{%deprecated%}}", "String"),
        ("String (a URL) or null", None),
        ("{{<nullable>}} String (a time) if it is new. Otherwise null.", "?String (a time)"),
        ("Whatever if it is new", None),
    ],
)
def test_badges_are_no_part_of_a_type(type_: str, written: str | None) -> None:
    found = field(f"### `size`\n\n**Type:** {type_}\n")
    assert found is not None
    assert found.type == (written or type_)


def test_lines_below_a_type_that_is_one_of_several_are_its_values() -> None:
    lines = "**Type:** String (Enumerable, oneOf)\\\n`draft` = Nobody sees it\\\n`public` = All do\\\n**Since:** 2.0\n"
    found = field(f"### `state`\n\n{lines}")
    assert found is not None
    assert found.enum == ("draft", "public")
    plain = field(f"### `state`\n\n{lines.replace(' (Enumerable, oneOf)', '')}")
    assert plain is not None
    assert plain.enum == ()


def test_the_link_in_a_type_leads_to_what_it_is() -> None:
    found = field("### `owner`\n\n**Type:** Array of [User](/entities/user)\n")
    assert found is not None
    assert found.target == "/entities/user"


def test_a_title_of_several_words_is_no_field() -> None:
    assert field("### How big\n\n**Type:** Integer\n") is None


def test_a_heading_above_fields_of_which_one_is_called_type_is_none_of_them() -> None:
    text = "# API\n\n## 一覧\n\n```http\nGET /logs?type=a\n```\n\n**クエリ**\n- `type`: 種類 (a/b)\n- `size`: 件数\n"
    section = sections_of_markdown(text).children[0]
    assert heading_field(section) is None


@pytest.mark.parametrize("title", ["Body", "Request body", "Response"])
def test_a_title_that_says_a_role_is_no_field(title: str) -> None:
    assert field(f"# Boxes\n\n## {title}\n\n**Type**: object\n") is None


@pytest.mark.parametrize(("title", "name"), [("body", "body"), ("`Body`", "Body"), ("query", "query")])
def test_a_field_may_be_called_as_a_role_in_small_letters_or_in_code(title: str, name: str) -> None:
    found = field(f"# Boxes\n\n## {title}\n\n**Type**: string\n")
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("kind", ["application/json", "text/csv"])
def test_a_media_type_is_no_type_of_a_field(kind: str) -> None:
    assert field(f"# Boxes\n\n## content\n\n**Type**: {kind}\n") is None
    assert field("# Boxes\n\n## content\n\n**Type**: string/integer\n") is not None

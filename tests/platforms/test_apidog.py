"""Apidog: the OpenAPI block of its Markdown export, and the text of its app."""

from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.platforms.apidog import is_apidog, operations_of_page

LINES = [
    "GET START", "About widgets", "Edit a picture", "POST",
    "Edit a picture", "Developing", "POST", "https://api.example.test/v1/images/edits", "Maintainer: Not configured",
    "Request", "Header Params", "Content-Type", "string", "optional", "Default:", "multipart/form-data",
    "Body Params multipart/form-data", "image", "file", "required", "The picture.",
    "n", "string", "optional", "Default:", "1",
    "quality", "enum<string>", "optional", "Allowed values:", "highmediumlow",
    "Responses", "🟢200", "Success", "🟠404", "Modified at 2025-05-16 06:30:05",
]  # fmt: skip
DUMP = "<body>" + "".join(f"<div>{line.replace('<', '&lt;')}</div>" for line in LINES) + "</body>"


def fields() -> dict[str, Field]:
    (operation,) = operations_of_page(sections_of_html(DUMP), "p")
    return {fact.at: fact for fact in operation.facts if isinstance(fact, Field)}


def test_the_app_is_known_by_its_badges_and_footer() -> None:
    assert is_apidog(sections_of_html(DUMP))
    assert not is_apidog(sections_of_markdown("# Make a widget\n\nPOST\n\n/v1/widgets\n"))


def test_the_call_of_a_dump_is_read() -> None:
    (operation,) = operations_of_page(sections_of_html(DUMP), "p")
    assert (operation.method, operation.path, operation.server) == (
        "POST",
        "/v1/images/edits",
        "https://api.example.test",
    )


def test_names_types_and_badges_stand_on_lines_of_their_own() -> None:
    found = fields()
    image, number = found["request · multipart/form-data · image"], found["request · multipart/form-data · n"]
    assert (image.type, image.format, image.required) == (("string",), "binary", True)
    assert (number.type, number.required, number.default) == (("string",), False, "1")


def test_values_that_are_glued_together_stay_unset() -> None:
    assert fields()["request · multipart/form-data · quality"] == Field(
        at="request · multipart/form-data · quality",
        type=("string",),
        locator="Body Params > quality",
        stated_by="table",
    )


def test_headers_and_statuses_of_a_dump_are_read() -> None:
    (operation,) = operations_of_page(sections_of_html(DUMP), "p")
    assert [fact.name for fact in operation.facts if isinstance(fact, Parameter)] == ["Content-Type"]
    assert [fact.status for fact in operation.facts if isinstance(fact, Response)] == ["200", "404"]


def test_a_page_without_the_badges_is_no_dump() -> None:
    assert operations_of_page(sections_of_markdown("POST\n\n/v1/widgets\n"), "p") == ()

"""Paragraphs that begin with a call in code and say behind a sign what it does, or something else of it."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.platforms.pages.plain_page import operations_of_page


@pytest.mark.parametrize("sign", [":", " -", " \u2014", "\uff1a"])
def test_a_paragraph_may_begin_with_a_call_and_say_behind_a_sign_what_it_does(sign: str) -> None:
    sample = "```\n$ curl http://localhost/settings\n```\n"
    page = (
        f"# P\n\n## Settings\n\n`GET /settings`{sign} Shows them.\n\n{sample}\n`PATCH /settings`{sign} Changes them.\n"
    )
    found = operations_of_page(sections_of_markdown(page), "p")
    assert [f"{each.method} {each.path}" for each in found] == ["GET /settings", "PATCH /settings"]


def test_a_paragraph_that_begins_with_another_name_in_code_names_no_call() -> None:
    page = "# P\n\n## Settings\n\n`/etc/settings`: Where they are.\n\n`get /settings of it`: Shows them.\n"
    assert operations_of_page(sections_of_markdown(page), "p") == ()


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Rate limits", "`GET /widgets`: 10 per minute."),
        ("Rate limits", "`GET /widgets`: 10 per minute.\n\n| Plan | Limit |\n|-|-|\n| Free | 5 |"),
        ("Endpoint changes", "`POST /v1/old` \u2013 removed in v2."),
        ("v2.1", '`GET /widgets`: now returns `size`.\n\n```\n{"size": 3}\n```'),
        ("Boxes", "`GET /v1/boxes` - use `GET /v2/boxes` instead.\n\n```\ncurl http://localhost/v2/boxes\n```"),
        ("Deprecated", "`GET /widgets`: gone soon."),
        ("Deprecated calls", "What changes:\n\n`GET /widgets`: gone soon.\n\n`GET /lids`: gone, too."),
    ],
)
def test_a_call_of_which_only_a_remark_tells_is_none_of_the_page(title: str, said: str) -> None:
    page = f"# P\n\n## {title}\n\n{said}\n"
    assert operations_of_page(sections_of_markdown(page), "p") == ()


def test_a_remark_on_a_call_heads_the_fields_below_it() -> None:
    table = "**Query parameters**\n\n| Name | Type |\n|-|-|\n| size | integer |\n"
    page = f"# P\n\n## Boxes\n\n`GET /boxes`: All.\n\n{table}\n`GET /lids`: See there.\n"
    found = operations_of_page(sections_of_markdown(page), "p")
    assert [f"{each.method} {each.path}" for each in found] == ["GET /boxes"]

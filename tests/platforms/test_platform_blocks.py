"""Pages with blocks in a notation of their platform's own: GitBook's older calls, ReadMe's JSON."""

from driftwatch.extract.text.platform_blocks import in_markdown
from driftwatch.model.facts import Field
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements

LAMPS = """# Lamps

{% api-method method="put" host="https://api.example.com" path="/v1/lamps/{id}" %}
{% api-method-summary %}
Change a lamp
{% endapi-method-summary %}

{% api-method-spec %}
{% api-method-request %}
{% api-method-path-parameters %}
{% api-method-parameter name="id" type="string" required=true %}
Which lamp.
{% endapi-method-parameter %}
{% endapi-method-path-parameters %}
{% api-method-form-data-parameters %}
{% api-method-parameter name="watt" type="number" required=false %}
What it takes.
{% endapi-method-parameter %}
{% endapi-method-form-data-parameters %}
{% endapi-method-request %}

{% api-method-response %}
{% api-method-response-example httpCode=404 %}
{% api-method-response-example-description %}
There is no such lamp.
{% endapi-method-response-example-description %}

```javascript
{}
```
{% endapi-method-response-example %}
{% endapi-method-response %}
{% endapi-method-spec %}
{% endapi-method %}
"""

SHELVES = """---
title: Shelves
---
[block:api-header]
{
  "title": "Add a shelf"
}
[/block]
`POST /v1/shelves`
[block:parameters]
{
  "data": {
    "h-0": "Parameter", "h-1": "Type", "h-2": "Required", "h-3": "Description",
    "0-0": "width", "0-1": "integer", "0-2": "yes", "0-3": "In metres,\\nor less.",
    "1-0": "`colour`", "1-1": "string", "1-2": "no", "1-3": "One of a | b."
  },
  "cols": 4,
  "rows": 2
}
[/block]
[block:callout]
{"type": "warning", "title": "Mind", "body": "Shelves are heavy."}
[/block]
[block:code]
{"codes": [{"code": "curl https://api.example.com/v1/shelves -d '{}'", "language": "curl", "name": "By hand"}]}
[/block]
"""


def read(text: str) -> Statements:
    return statements_of(Page(url="https://docs.example.com/page.md", path="page.md", text=text))


def documented(text: str) -> dict[str, dict[str, object]]:
    entries = (entry for each in read(text).documentations for entry in each.entries)
    return {entry.owner.name: {fact.at: fact for fact in entry.facts} for entry in entries}


def words_of(text: str) -> str:
    found = read(text).text
    return " ".join(line.words for line in found.lines) if found else ""


def test_the_older_blocks_of_gitbook_are_read_as_the_later_ones() -> None:
    found = documented(LAMPS)["PUT /v1/lamps/{}"]
    assert {"parameter · path · id", "request · application/json · watt", "response · 404"} <= found.keys()
    watt = found["request · application/json · watt"]
    assert isinstance(watt, Field)
    assert watt.type == ("number",)
    assert not watt.required


def test_their_words_are_watched_without_the_notation() -> None:
    said = words_of(LAMPS)
    assert "Change a lamp" in said
    assert "There is no such lamp" in said
    assert "api-method" not in said


def test_a_table_in_json_is_one_of_fields() -> None:
    found = documented(SHELVES)["POST /v1/shelves"]
    width = found["request · application/json · width"]
    assert isinstance(width, Field)
    assert width.required
    assert "request · application/json · colour" in found


def test_words_of_all_blocks_in_json_are_watched_without_it() -> None:
    said = words_of(SHELVES)
    for each in ("Add a shelf", "In metres", "One of a | b", "Mind", "Shelves are heavy", "By hand"):
        assert each in said
    assert "[block" not in said
    assert "h-0" not in said


def test_a_block_that_is_no_json_or_never_ends_stays_as_it_is() -> None:
    for text in ("[block:code]\nnot json\n[/block]\n", "[block:code]\n{}\n", "Say [block:x] and [/block].\n"):
        assert in_markdown(text) == text


def test_many_blocks_that_never_end_are_looked_through_once() -> None:
    text = "[block:code]\n{}\n[/block]\n" + "[block:code]\n" * 50_000
    assert in_markdown(text).count("[block:code]") == 50_000


def test_what_code_shows_of_the_notation_stays_as_it_is() -> None:
    method = '{% api-method method="get" path="/v1/lamps" %}\n{% endapi-method %}\n'
    block = '[block:api-header]\n{"title": "Lamps"}\n[/block]\n'
    for fence in ("```", "~~~~", "```md"):
        shown = f"{fence}\n{method}{block}{fence.removesuffix('md')}\n"
        assert in_markdown(shown) == shown
        assert in_markdown(f"{shown}{block}{shown}") == f"{shown}\n## Lamps\n\n{shown}"
    assert in_markdown(f"```\n{block}") == f"```\n{block}"


def test_a_fence_that_a_sample_shows_ends_no_sample() -> None:
    block = '[block:code]\n{"codes": [{"language": "md", "code": "````\\n# Lamps\\n````"}]}\n[/block]\n'
    assert in_markdown(block) == "\n`````md\n````\n# Lamps\n````\n`````\n\n\n"


def test_code_within_items_and_quotes_hides_nothing_behind_it() -> None:
    block = '[block:api-header]\n{"title": "Lamps"}\n[/block]\n'
    for code in ("- ```sh\n  lamp --on\n  ```\n", "> ```\n> lamp --on\n> ```\n"):
        assert in_markdown(f"{code}\n{block}") == f"{code}\n\n## Lamps\n\n"

"""Items of lists that document a call: terms with a definition, bullets with fields of their own, headings in items."""

import pytest

from driftwatch.model.facts import Field, Operation, Parameter, Response
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of

TERMS = """Boxes
=====

Reading
-------

``GET /v1/boxes``
   Lists boxes.

   **Query Parameters:**

   - ``limit`` (integer): How many.

``GET /v1/boxes/{id}``
   One box.

``POST /v1/boxes``
   Makes one.

   **Request Body:**

   .. list-table::
      :header-rows: 1

      * - Field
        - Type
      * - ``name``
        - string

   **Responses:**

   - **201:** It is there.

Others
------

``DELETE /v1/boxes/{id}``
   Throws it away.
"""
BULLETS = """# Boxes

- `GET /v1/boxes` - Lists boxes.

  **Query Parameters:**

  - `limit` (integer): How many.
- `POST /v1/boxes`
- Nothing else is there.

## Lids

- GET /v1/lids: All of them
"""
HEADINGS = """<html><body><main><h1>Boxes</h1><ul>
<li><h3>List boxes</h3><p><code>GET /v1/boxes</code></p><h4>Query Parameters</h4>
<table><tr><th>Name</th><th>Type</th></tr><tr><td>limit</td><td>integer</td></tr></table></li>
<li><h3>POST /v1/boxes</h3><h4>Request body</h4>
<table><tr><th>Name</th><th>Type</th></tr><tr><td>name</td><td>string</td></tr></table></li>
<li><h3>On limits</h3><p>There are none.</p></li>
</ul></main></body></html>"""
LISTED = "# Boxes\n\n- `GET /v1/boxes` - Lists boxes.\n- `POST /v1/boxes`\n\n## Tips\n\n- Take one.\n\n  Or two.\n"


def facts_of(text: str, suffix: str) -> dict[str, dict[str, object]]:
    """Return of each operation its facts by address."""
    path = f"boxes{suffix}"
    page = Page(url=f"https://docs.example.com/{path}", path=path, text=text)
    found = (entry for documentation in statements_of(page).documentations for entry in documentation.entries)
    kinds = (Operation, Parameter, Response, Field)
    return {entry.owner.name: {fact.at: fact for fact in entry.facts if isinstance(fact, kinds)} for entry in found}


def test_terms_that_are_calls_hold_what_is_said_of_them() -> None:
    found = facts_of(TERMS, ".rst")
    assert set(found) == {"GET /v1/boxes", "GET /v1/boxes/{}", "POST /v1/boxes", "DELETE /v1/boxes/{}"}
    assert "parameter · query · limit" in found["GET /v1/boxes"]
    assert "request · application/json · name" in found["POST /v1/boxes"]
    assert "response · 201" in found["POST /v1/boxes"]
    assert not any("limit" in at or "name" in at for at in found["GET /v1/boxes/{}"])


def test_bullets_that_begin_with_calls_hold_what_is_said_of_them() -> None:
    found = facts_of(BULLETS, ".md")
    assert set(found) == {"GET /v1/boxes", "POST /v1/boxes", "GET /v1/lids"}
    assert "parameter · query · limit" in found["GET /v1/boxes"]
    assert not any("limit" in at for at in found["POST /v1/boxes"])


def test_items_with_headings_are_sections() -> None:
    found = facts_of(HEADINGS, ".html")
    assert set(found) == {"GET /v1/boxes", "POST /v1/boxes"}
    assert "parameter · query · limit" in found["GET /v1/boxes"]
    assert "request · application/json · name" in found["POST /v1/boxes"]


def test_lists_of_calls_alone_are_read_as_before() -> None:
    assert set(facts_of(LISTED, ".md")) == {"GET /v1/boxes", "POST /v1/boxes"}


@pytest.mark.parametrize("text", ["- `GET /v1/boxes` is called.\n\n  - limit\n", "- `limit`\n\n  How many.\n"])
def test_items_that_only_speak_of_calls_are_none(text: str) -> None:
    assert not facts_of(f"# Boxes\n\n{text}", ".md")

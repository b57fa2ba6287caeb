"""Pages written after templates that many repositories copy: labels in bold, in lines of their own or in items."""

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Response
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_binding import names

IN_ITEMS = """**Show a box**
----
  Returns one box.

* **URL**

  /boxes/:id

* **Method:**

  `GET`

* **URL Params**

  **Required:**

  `id=[integer]`

  **Optional:**

  `with_lid=[boolean]`

* **Data Params**

  None

* **Success Response:**

  * **Code:** 200 <br />
    **Content:** `{ id : 12 }`

* **Error Response:**

  * **Code:** 404 NOT FOUND <br />
    **Content:** `{ error : "There is no such box" }`

  OR

  * **Code:** 401 UNAUTHORIZED <br />
    **Content:** `{ error : "Sign in" }`
"""
IN_LINES = """# Make a box

Makes a box of any size.

**URL** : `/api/boxes/`

**Method** : `POST`

**Data constraints**

```json
{"size": "[a number]"}
```

## Success Response

**Code** : `201 CREATED`

**Content example**

```json
{"id": 3}
```

## Error Responses

**Condition** : There is one already.

**Code** : `303 SEE OTHER`

### Or

**Condition** : No size is given.

**Code** : `400 BAD REQUEST`
"""


def statuses(markdown: str) -> set[str]:
    (found,) = operations_of_page(sections_of_markdown(markdown), "p")
    return {fact.status for fact in found.facts if isinstance(fact, Response)}


def test_labels_in_items_say_what_stands_in_them() -> None:
    assert names(IN_ITEMS) == {"GET /boxes/{id}": {"path id", "query with_lid"}}
    assert statuses(IN_ITEMS) == {"200", "401", "404"}


def test_labels_in_lines_of_their_own_name_the_call_and_its_answers() -> None:
    assert set(names(IN_LINES)) == {"POST /api/boxes/"}
    assert statuses(IN_LINES) == {"201", "303", "400"}

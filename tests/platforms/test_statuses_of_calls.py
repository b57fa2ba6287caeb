"""Which statuses each call answers with, in the forms in which references state it below the call."""

import pytest

from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field, Response
from driftwatch.platforms.pages.plain_page import operations_of_page


def statuses(markdown: str) -> dict[str, set[str]]:
    found = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {
        f"{item.method} {item.path}": {fact.status for fact in item.facts if isinstance(fact, Response)}
        for item in found
    }


OPEN = "#### Open a box\n\n`POST /boxes/{id}/open`\n\n"
SHUT = "#### Shut a box\n\n`POST /boxes/{id}/shut`\n\n"


@pytest.mark.parametrize(
    "told",
    [
        "**Status codes**:\n\n- **200** \u2013 it is open\n- **404** \u2013 there is no such box\n",
        "**Response codes**\n\n- `200`: it is open\n- `404`: there is no such box\n",
        "**Errors:**\n\n- 200 - it is open\n- 404 - there is no such box\n",
        "##### Status codes\n\n| Response code | Description |\n|-|-|\n| 200 | It is open. |\n| 404 | No such box. |\n",
        "| HTTPS Response Code | Description\n|-|-|\n| 200 | It is open.\n| 404 | No such box.\n",
        "##### Responses\n\n- [200: OK](#200open)\n- [404: Not Found](#404open)\n",
        "##### Errors\n\n| Status | Meaning |\n|-|-|\n| 200 - OK | It is open. |\n| 404 - Not found | No such box. |\n",
        "##### Response\n\n###### 200: OK\n\nIt is open.\n\n###### 404: Not found\n\nNo such box.\n",
        "##### Response\n\nResponds with HTTP 200.\n\n##### Errors\n\nResponds with [HTTP 404](/e) if not there.\n",
        "##### Error Codes\n\n{{<hint info>}}**`200`** - Open{{</hint>}}\n\n{{<hint info>}}`404` - None{{</hint>}}\n",
        "##### Responses\n\n###### `200` **OK**\n\n- a: `String`.\n\n###### `404` **boxNotFound**\n\n- a: `String`.\n",
        "##### Errors\n\n{{<hint info>}}\n200 - Open\n{{</hint>}}\n{{<hint info>}}\n404 - No\n\n_Lost_\n{{</hint>}}\n",
        "It returns a **200** once it is open, and a `404` status if there is no such box.\n",
        "_**Response code**_\n\n* What works uses 200 OK (if it is not open)\n* Without one, 404 Not Found\n",
        "Response:\n\n    200 OK\n\n*Without a box*\n\n    404 Not Found\n",
        "```http\nHTTP/1.1 200 OK\nX-Lid: 1\n\n{}\n```\n\n```http\nHTTP/2 404\n```\n",
        "##### Response\n\n```\nContent-Type: text/plain\n200 OK\n```\n\n```\nStatus: 404 Not Found\nX-Lid: 1\n```\n",
        "```json\nContent-Type application/json\n200 OK\n\n{}\n```\n\n```\n404 Not Found\n\n{}\n```\n",
        "Sample response code: 200 (The box is open.)\n\n**Failure Response** (not there): 404 Not Found\n",
        '##### Success response\n\nA response with HTTP status "200 OK" is returned.\n\nError response: 404\n',
        "```http\nPOST /boxes/1/open HTTP/1.1\nHost: a.example\n\nHTTP/1.1 200 OK\n```\n\n    404 Not Found\n",
        "Returns a 200 OK once it is open, or a 404 Not Found without a box.\n",
        "Returns 404 Not Found if there is none, 200 OK if it is open.\n",
        "Responds with HTTP 200. Or HTTP 404 if there is no such box.\n",
        "If it is open, returns a status code of 200 and the box. Else returns an HTTP status of 404.\n",
        "Returns a 200 status code with 503 boxes, or a 404 response.\n",
        "Returns `200`.\n\n##### Errors\n\n| Code | Description |\n|-|-|\n| `no_box` | **HTTP 404**. None. |\n",
        "Response: `200 OK`.\n\nWithout a box the response will be `404 Not Found`.\n",
        "This call returns\n- 200 if it is open.\n- 404 when there is no such box.\n",
        "##### Response\n\n- 200 once it is open\n- 404 unless there is a box\n",
        "_HTTP status codes_: 200,\n404 (with a key)\n",
        "**Possible response codes:** `200`, `404`.\n",
        "Returns the box.\n\n- Status codes: 200 OK, 404 Not Found\n",
        "##### Response\n\n\U0001f7e2 200: OK\n\nOpen.\n\n\U0001f534 404: Not found\n\nNo box.\n",
        "##### \u2705 200 OK\n\nOpen.\n\n##### \u274c 404 Not Found\n\nNo box.\n",
        "Opens it. `404 no_box` if there is none. `200` once it is open.\n",
        "`200` when it is open, or `404` without one: if there is no box.\n`404` if there is none.\n",
        "Errors: `404 no_box` \u00b7 `404 NO_LID`.\n\n**Status**: 200 if open, 404 if not there.\n",
        "**Errors:** 404 if it is not there, 404 if its lid is not.\n\nReturns `200`.\n",
        "Responds with HTTP 200. These are errors:\n\n- **`404 no_box`** \u2014 none\n- **`404 no_lid`** \u2014 open\n",
        "##### Sample 200 response\n\n```json\n{}\n```\n\n##### Example 404 response\n\n```json\n{}\n```\n",
        "**\u2705 200 OK**\n\n```json\n{}\n```\n\n**\u26a0\ufe0f 404 Not Found**\n\n```json\n{}\n```\n",
    ],
)
def test_statuses_below_a_call_are_its_own(told: str) -> None:
    others = "**Status codes**:\n\n- **204** \u2013 done\n- **409** \u2013 it is shut\n"
    page = f"# Boxes\n\n## Lids\n\n{OPEN}{told}\n{SHUT}{others}"
    assert statuses(page) == {"POST /boxes/{id}/open": {"200", "404"}, "POST /boxes/{id}/shut": {"204", "409"}}


def test_a_table_that_a_caption_names_is_read_as_below_a_heading() -> None:
    row = "<tr><td><p>{0}</p></td><td><p>{1}</p></td></tr>"
    table = (
        "<table><caption>Open a box - Response codes</caption>"
        "<thead><tr><th>Response code</th><th>Description</th></tr>"
        f"</thead><tbody>{row.format(200, 'It is open.')}{row.format(404, 'No such box.')}</tbody></table>"
    )
    assert statuses(f"# Boxes\n\n## Lids\n\n{OPEN}{table}\n\n{SHUT}") == {
        "POST /boxes/{id}/open": {"200", "404"},
        "POST /boxes/{id}/shut": set(),
    }
    page = f"<h1>Boxes</h1><h2>Open</h2><p><code>POST /boxes/open</code></p>{table}"
    (found,) = operations_of_page(sections_of_html(page), "boxes")
    assert {fact.status for fact in found.facts if isinstance(fact, Response)} == {"200", "404"}


LONG = "The box is of somebody else, who has not said that it may be opened by others, or you are signed out."


def test_a_paragraph_of_an_answer_may_begin_with_its_status_however_long_it_is() -> None:
    told = f"##### Response\n\n`200 OK` \u2013 It is open.\n\n```json\n{{}}\n```\n\n`403 Forbidden` \u2013 {LONG}\n"
    assert statuses(f"# Boxes\n\n## Lids\n\n{OPEN}{told}\n{SHUT}")["POST /boxes/{id}/open"] == {"200", "403"}


@pytest.mark.parametrize(
    "said",
    [
        f"`403 Forbidden` is never answered. {LONG}",
        f"`403 boxes` \u2013 {LONG}",
        f"`403` \u2013 is the highest number of boxes. {LONG}",
        f"403 Forbidden boxes \u2013 {LONG}",
        f"See `403 Forbidden` \u2013 {LONG}",
    ],
)
def test_other_paragraphs_of_an_answer_begin_with_none(said: str) -> None:
    told = f"##### Response\n\n{said}\n"
    assert statuses(f"# Boxes\n\n## Lids\n\n{OPEN}{told}\n{SHUT}")["POST /boxes/{id}/open"] == set()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "## Errors\n\n| Status | Meaning |\n|-|-|\n| 401 | No key. |\n| 500 | Broken. |\n",
        "## Errors\n\n- **401** \u2013 no key\n- **500** \u2013 broken\n",
    ],
)
def test_what_is_said_of_all_calls_of_a_page_is_said_of_none_of_them(elsewhere: str) -> None:
    calls = "## Open\n\n`POST /boxes/open`\n\nOpens it.\n\n## Shut\n\n`POST /boxes/shut`\n\nShuts it.\n\n"
    page = f"# Boxes\n\n{calls}{elsewhere}"
    assert statuses(page) == {"POST /boxes/open": set(), "POST /boxes/shut": set()}


@pytest.mark.parametrize(
    "told",
    [
        "It takes 404 ms, returns at most 500 boxes and answers within 429 seconds.\n",
        "Other calls have a status of 404 when there is none.\n",
        "Do not return 404 boxes.\n",
        "Does not respond with HTTP 404.\n",
        "Poll it until `GET /lids` responds with HTTP 404.\n",
        "| Size | Price |\n|-|-|\n| 200 | 1 |\n| 404 | 2 |\n",
        "##### Sizes\n\n- **200** \u2013 small\n- **404** \u2013 large\n",
        "- 200 boxes\n- 404 lids\n",
        "```\n200 boxes\n404 Lids Found\n```\n",
        "```\nopen 200 OK\n404 Not Found\nshut\n```\n",
        "_**Response code**_\n\n* It opens 200 boxes\n* 404 Lids\n",
        "_**Response code**_\n\n* It never uses 404 Not Found\n",
        "It is 200 OK, and 404 Not Found is a song.\n",
        "The response has 404 boxes.\n",
        "It does not return 404 Not Found any longer.\n",
        "Returns 404 not so new boxes.\n",
        "Retry on `429`. Treat `404` as gone. Batch of `500` if there are many.\n",
        "`404` is never returned.\n\n`404` if there is none was never returned.\n\n`404` boxes, if any.\n",
        "- `limit`: `200` if omitted\n- `size`: `500` when it is big\n",
        "Errors: 400 boxes were lost\n\nErrors: 3 of 400, 500\n\nErrors: 404 was never sent, 500 neither\n",
        "- **200** boxes\n- **404 of them** lids\n",
        "`799` if there is none.\n\nErrors: 477 if none, 404 if none\n",
    ],
)
def test_other_numbers_are_no_statuses(told: str) -> None:
    assert statuses(f"# Boxes\n\n## Lids\n\n{OPEN}{told}\n{SHUT}") == {
        "POST /boxes/{id}/open": set(),
        "POST /boxes/{id}/shut": set(),
    }


def test_a_table_about_a_call_says_with_what_it_answers() -> None:
    codes = "<ul><li>**Done**: {} (OK)</li><li>**Missing**: 404 (Not Found)</li></ul>"
    page = "# Boxes\n\n" + "".join(
        f"## {title}\n\nText.\n\n### Specification\n\n{call} | \n---|---\ndescription | Does it, up to 300 times.\n"
        f"response codes | {codes.format(status)}\n\n"
        for title, call, status in (("All", "/boxes (GET)", 200), ("Open", "/boxes/:box/open (POST)", 202))
    )
    assert statuses(page) == {"GET /boxes": {"200", "404"}, "POST /boxes/{box}/open": {"202", "404"}}


def test_statuses_of_all_calls_are_not_those_of_one_that_is_shown_elsewhere() -> None:
    shown = "## Pages\n\n### One after the other\n\n`GET /boxes`\n\nAsk again.\n\n"
    of_all = "## Responses\n\n### Statuses\n\n| Status code | Description |\n|-|-|\n| 200 | Done. |\n| 404 | None. |\n"
    assert statuses(f"# Boxes\n\n{shown}{of_all}") == {"GET /boxes": set()}


@pytest.mark.parametrize("heading", ["## List boxes\n\n### Endpoint\n\n", "## Endpoint\n\n", "## List boxes\n\n"])
def test_statuses_beside_the_only_call_of_a_page_are_its_own(heading: str) -> None:
    own = "## Responses\n\n### Statuses\n\n| Status code | Description |\n|-|-|\n| 200 | Done. |\n| 404 | None. |\n"
    assert statuses(f"# Boxes\n\n{heading}`GET /boxes`\n\n{own}") == {"GET /boxes": {"200", "404"}}


def test_a_call_that_only_explains_how_names_are_written_is_none_of_the_documented_for_a_status_beside_it() -> None:
    shown = "Other signs give a 400 Bad Request response. Write them so:\n\n```\nGET /boxes/a%25b\n```\n\n"
    size = "| Parameter | Type | Description |\n|-|-|-|\n| size | integer | In litres |\n"
    call = f"## Calls\n\n#### Find boxes\n\n`GET /boxes`\n\n##### Query parameters\n\n{size}"
    assert list(statuses(f"# Boxes\n\n## Guide\n\n### Text\n\n#### Names\n\n{shown}{call}")) == ["GET /boxes"]


def test_what_can_be_wrong_with_what_is_sent_is_no_field_of_the_answer() -> None:
    rows = "| `lid` | `is_wrong` | No such lid |\n| `size` | `is_large` | Large |\n"
    table = f"| Field | Code | Description |\n|-|-|-|\n{rows}"
    body = "| Field | Type | Description |\n|-|-|-|\n| `code` | string | Which |\n| `text` | string | What |\n"
    page = "# Boxes\n\n## Open\n\n`POST /boxes/open`\n\n### Response\n\n#### 422\n\n{}\n"
    fields = {}
    for name, told in (("errors", table), ("body", body)):
        (found,) = operations_of_page(sections_of_markdown(page.format(told)), "boxes")
        fields[name] = [fact.at.rpartition(" ")[2] for fact in found.facts if isinstance(fact, Field)]
    assert fields["errors"] == []
    assert {"code", "text"} <= {each.rpartition(".")[2] for each in fields["body"]}


@pytest.mark.parametrize("title", ["Responses", "Response", "Status codes", "Errors"])
def test_all_items_of_a_list_of_answers_begin_with_a_status(title: str) -> None:
    page = f"# P\n\n## GET /x\n\n### {title}\n\n- 204 OK, it is gone\n\n- 404 no such thing\n\n- default undefined\n"
    assert statuses(page) == {"GET /x": {"204", "404", "default"}}


@pytest.mark.parametrize("told", ["### Responses\n\n- 200 widgets\n- 12 boxes\n", "### Limits\n\n- 200 boxes\n"])
def test_a_list_of_amounts_holds_no_statuses(told: str) -> None:
    assert statuses(f"# P\n\n## GET /x\n\n{told}") == {"GET /x": set()}


def test_a_label_before_a_number_of_things_names_no_status() -> None:
    assert statuses(f"# Boxes\n\n{OPEN}Sample response: 200 boxes\n\nFailure response (shut): 404 of them\n") == {
        "POST /boxes/{id}/open": set()
    }


@pytest.mark.parametrize(
    "told",
    [
        "Response: 201 Success",
        "HTTP Response: 201 Created",
        "* **Response HTTP Status Code**: 201, once it is open\n",
        "##### Response\n\n```\nstatus 201 Created\n```\n",
        "##### Successful responses\n\n| Code | Type | Description |\n|-|-|-|\n| 201 | [Box](#box) | The box |\n",
    ],
)
def test_a_success_is_known_in_the_words_of_each_page(told: str) -> None:
    assert statuses(f"# Boxes\n\n{OPEN}{told}\n") == {"POST /boxes/{id}/open": {"201"}}


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ("Zwraca `404`, jeżeli pudełka nie ma.", {"404"}),
        ("Devuelve `409` si ya existe.", {"409"}),
        ("Возвращает `204`. Никогда не возвращает `500`.", {"204"}),
        ("如果没有箱子\uff0c返回 `404`\u3002", {"404"}),
        ("Wenn es keine Kiste gibt, antwortet der Dienst mit `404`.", {"404"}),
        ("Não retorna `404`.", set()),
        ("`404` steht auf der Kiste.", set()),
        ("**Codici di stato:** `201` Creata, `404` Assente", {"201", "404"}),
    ],
)
def test_statuses_are_read_in_sentences_of_other_languages(told: str, answered: set[str]) -> None:
    assert statuses(f"# Boxes\n\n{OPEN}{told}\n\n{SHUT}Text.\n") == {
        "POST /boxes/{id}/open": answered,
        "POST /boxes/{id}/shut": set(),
    }


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ("Success example (`201`):\n\n```json\n{}\n```\n", {"201"}),
        ("**Successful opening (202)**\n\n```json\n{}\n```\n", {"202"}),
        ("Success example (of 201)\n", set()),
        ("Success rates (500):\n", set()),
        ("It was a success for us (200).\n", set()),
        ("**Successful opening (202 Accepted)**\n\n```json\n{}\n```\n", {"202"}),
        ("**Success story (200 users)**\n\nThey like it.\n", set()),
        ("**Error response (408 Request Timeout)**\n\n```json\n{}\n```\n", {"408"}),
        ("**Success story (200 happy users)**\n\n```json\n{}\n```\n", set()),
    ],
)
def test_what_is_called_a_success_has_its_status_in_brackets(told: str, answered: set[str]) -> None:
    assert statuses(f"# Boxes\n\n{OPEN}{told}\n") == {"POST /boxes/{id}/open": answered}


def test_a_call_that_a_section_about_a_status_names_answers_with_that_one() -> None:
    """The sections beside it say what any call answers."""
    page = "# Failures\n\n## Status codes\n\n### 401 — Unauthorized\n\nNo key was sent.\n\n### 409 — Shut\n\n{told}\n"
    assert statuses(page.format(told="`POST /boxes` mirrors what the store says.")) == {"POST /boxes": {"409"}}


@pytest.mark.parametrize("link", ["[200: OK](#200open)", "[200 OK](#200open)", "[`200`: OK](#200open)"])
def test_a_link_that_says_what_a_status_is_called_leads_to_no_body(link: str) -> None:
    found = operations_of_page(sections_of_markdown(f"{OPEN}##### Responses\n\n- {link}\n"), "boxes")
    assert not [fact for item in found for fact in item.facts if isinstance(fact, Field)]


@pytest.mark.parametrize("link", ["[404: Not found](#error)", "[404: Error](#error)", "[404: Error](errors.md#404)"])
def test_a_link_of_a_status_that_leads_to_an_object_is_of_its_body(link: str) -> None:
    found = operations_of_page(sections_of_markdown(f"{OPEN}##### Responses\n\n- {link}\n"), "boxes")
    refs = {fact.ref for item in found for fact in item.facts if isinstance(fact, Field)}
    assert refs == (set() if "#404" in link else {"boxes#error"})


def test_what_stands_behind_a_status_is_its_body() -> None:
    page = f"{OPEN}##### Responses\n\n- `200 OK`: [Box](#box)\n"
    found = operations_of_page(sections_of_markdown(page), "boxes")
    assert [fact.ref for item in found for fact in item.facts if isinstance(fact, Field)] == ["boxes#box"]

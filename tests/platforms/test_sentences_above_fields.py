"""Sentences right above a table or list that say in words of their own which message its fields are of."""

import pytest

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.platforms.messages.page_labels import role_said
from tests.platforms.test_binding import names

ROWS = "| Name | Description |\n|---|---|\n| lid | The lid |\n| size | The size |\n"
BULLETS = "- `lid` - The lid\n- `size` - The size\n"


def told(said: str, *, call: str = "POST /boxes", below: str = ROWS) -> set[str]:
    return names(f"# Store\n\n## Do it\n\n`{call}`\n\nIt is done.\n\n{said}\n\n{below}").get(call, set())


@pytest.mark.parametrize("below", [ROWS, BULLETS])
@pytest.mark.parametrize(
    "said",
    [
        "The following fields are returned:",
        "If the box is known, the following fields are returned as well:",
        "The following keys are also included in the response:",
        "This call returns an object that has two important fields:",
        "The response looks like this:",
        "Response fields include:",
        "Boxes are grouped. The response contains:",
        "On success, it returns:",
        "The response body will consist of the box:",
        "The response is a JSON object:",
    ],
)
def test_what_is_said_to_be_returned_is_of_the_response(said: str, below: str) -> None:
    assert told(said, below=below) == told(said, call="GET /boxes", below=below)
    assert told(said, below=below) == {"response lid", "response size"}


@pytest.mark.parametrize(
    "said",
    [
        "The response includes these headers:",
        "The error response contains:",
        "The response status is one of:",
        "Each item of the response has:",
        "The response has one of these formats:",
        "The response is an array of:",
        "Until then the webhook response contains:",
    ],
)
def test_what_is_no_part_of_one_answer_is_none_of_the_response(said: str) -> None:
    assert not any(each.startswith("response") for each in told(said, below=BULLETS))


@pytest.mark.parametrize("below", [ROWS, BULLETS])
@pytest.mark.parametrize(
    "said",
    [
        "The following fields may be set through this request:",
        "Of a box the following attributes can be changed:",
        "The following fields are recognised by the store:",
        "The following properties may be specified:",
        "This endpoint accepts the following fields:",
        "The request takes these arguments.",
    ],
)
def test_what_is_said_to_be_sent_travels_as_the_method_sends(said: str, below: str) -> None:
    assert told(said, below=below) == {"body lid", "body size"}
    assert told(said, call="GET /boxes", below=below) == {"query lid", "query size"}


@pytest.mark.parametrize(
    ("said", "within"),
    [
        ("This endpoint accepts the following GET parameters.", "query"),
        ("This endpoint accepts the following form fields:", "body"),
        ("The request body is an object that describes the box. The available fields are as follows:", "body"),
    ],
)
def test_a_sentence_may_say_where_they_travel(said: str, within: str) -> None:
    assert told(said) == {f"{within} lid", f"{within} size"}


SUPPOSED = ["Available fields:", "The supported attributes are:", "The following fields are supported:"]
SHOWN = '```json\n{"lid": "a", "size": "b"}\n```\n\n'


@pytest.mark.parametrize("said", SUPPOSED)
def test_what_is_available_is_sent_where_a_call_has_a_body_of_which_nothing_else_is_told(said: str) -> None:
    assert told(said) == {"body lid", "body size"}
    assert not told(said, call="GET /boxes") & {"query lid", "body lid", "response lid"}
    assert "body lid" not in told(f"{SHOWN}{said}")  # an answer may show them
    assert "body lid" not in told(f"Body parameters:\n\n{ROWS.replace('lid', 'top')}\n{said}")


@pytest.mark.parametrize(
    "said",
    [
        "If the call fails, the following fields are returned:",
        "The following fields are returned by the webhook:",
        "The following fields are known to the store:",
        "In `box` the following fields can be set:",
        "The following fields can be set in a template:",
        "These following fields are returned by some shops, and others by none:",
    ],
)
def test_of_anything_else_a_sentence_says_nothing(said: str) -> None:
    assert not told(said) & {"body lid", "query lid", "response lid"}


def test_a_sentence_about_a_call_speaks_of_that_one() -> None:
    page = "# Store\n\n## Find\n\n`GET /boxes`\n\n## Add\n\n`POST /boxes`\n\n## Choosing\n\n{}\n\n" + ROWS
    said = "The `GET /boxes` endpoint supports the following query parameters for choosing:"
    assert names(page.format(said)) == {"GET /boxes": {"query lid", "query size"}, "POST /boxes": set()}
    said = "In addition to those of `GET /boxes` the following query parameters are supported:"
    assert names(page.format(said))["GET /boxes"] == set()


@pytest.mark.parametrize(
    ("heading", "said", "within"),
    [
        ("Parameters", "This request accepts the following parameters:", "body"),
        ("Query parameters", "This endpoint takes the following parameters:", "query"),
        ("Request body", "This request accepts the following body:", "body"),
        ("Response", "A JSON object with the following keys and values:", "response"),
        ("Return format", "An array with the following keys and values:", "response"),
        ("Return format", "An object containing the following fields:", "response"),
    ],
)
def test_a_label_that_says_no_more_than_its_heading_does_not_stand_between(
    heading: str, said: str, within: str
) -> None:
    below = f"### {heading}\n\n{said}\n\n{ROWS}"
    assert names(f"# Store\n\n## Do it\n\n`POST /boxes`\n\n{below}") == {
        "POST /boxes": {f"{within} lid", f"{within} size"}
    }


def test_a_label_of_another_message_than_its_heading_is_not_overheard() -> None:
    below = f"### Parameters\n\nThe response contains:\n\n{ROWS}"
    assert names(f"# Store\n\n## Do it\n\n`POST /boxes`\n\n{below}").get("POST /boxes", set()) == set()


def test_a_line_that_goes_on_with_an_answer_is_about_what_is_returned() -> None:
    shown = "```\nHTTP/1.1 201 Created\n\n{}\n```\n\nWith the following parameters:\n"
    assert told(shown) == {"response lid", "response size"}


@pytest.mark.parametrize(
    ("said", "kind", "found"),
    [
        ("Lid details have the following fields:", "LidDetails", {"body lid", "body lid.name", "body lid.size"}),
        ("Hinges have the following fields:", "string", {"body lid"}),
    ],
)
def test_what_a_sentence_says_a_thing_has_is_part_of_what_holds_it(said: str, kind: str, found: set[str]) -> None:
    body = f"### Body\n\n| Name | Type | Description |\n|-|-|-|\n| lid | `{kind}` | The lid |\n"
    parts = "| Name | Type | Description |\n|-|-|-|\n| name | string | Its name |\n| size | string | Its size |\n"
    assert names(f"# Store\n\n## Do it\n\n`POST /boxes`\n\n{body}\n{said}\n\n{parts}")["POST /boxes"] == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("`next`: where the last page ended", {"query next"}),
        ("`box_id`: the box to open", {"path box_id"}),
        ("`number`: the number of the box", {"path number"}),
    ],
)
def test_one_name_below_url_parameters_is_in_the_path_where_it_speaks_of_it(item: str, found: set[str]) -> None:
    page = f"# Store\n\n## GET `/boxes/{{id}}`\n\n> URL parameters:\n\n* {item}\n"
    assert names(page)["GET /boxes/{id}"] == found


@pytest.mark.parametrize(
    ("said", "within"),
    [
        ("The following keys are accepted in the request body (you need at least one of them):", "body"),
        ("These are sent. The following fields can be provided as JSON in the body of the request:", "body"),
        ("It also takes the following keys in the URL query, which may be left out:", "query"),
        (
            "The following values are passed via headers, with the following attributes in the request headers:",
            "header",
        ),
        ("The request body must be one whole box or lid object of the store with the following keys:", "body"),
        ("Send it, with the following JSON body:", "body"),
        ("The result is a JSON object containing the following:", "response"),
        ("给盒子装货。请求体里支持的参数有\uff1a", "body"),
        ("成功后返回一个对象\uff0c包括以下信息\uff1a", "response"),
    ],
)
def test_a_sentence_may_say_in_what_they_are_sent(said: str, within: str) -> None:
    assert told(said) == {f"{within} lid", f"{within} size"}


@pytest.mark.parametrize(
    "said",
    [
        "The following keys must not be sent with others in the body:",
        "The following keys are ignored in a payload:",
        "所有接口不得返回以下字段\uff1a",
        "如果失败\uff0c返回以下信息\uff1a",
        "如果要返回列表\uff0c请传入以下参数\uff1a",
        "查询订单返回结果时\uff0c请求参数支持以下字段\uff1a",
        "该接口无返回\uff0c需传以下参数\uff1a",
        "返回列表可通过下列参数\uff1a",
        "可以指定返回哪些列\uff0c支持以下字段\uff1a",
        "请求体为空\uff0c查询参数如下\uff1a",
        "请求体为 JSON\uff0cURL 参数\uff1a",
        "请求体外的查询参数\uff1a",
        "请求体与请求头参数\uff1a",
        "The request body must be empty, and the call is controlled with the following parameters:",
        "Instead of a request body this call takes all that you want to say by the following parameters:",
        "If the request body is empty or cannot be read by us at all then the answer has the following fields:",
        "If the request body is an object that nobody knows of then the answer is one with the following fields:",
    ],
)
def test_a_sentence_may_say_that_something_is_not_sent(said: str) -> None:
    assert told(said) == set()


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("**Purpose**: all of them (in pages)  \n**Query parameters**:", "query"),
        ("**\u7528\u9014**: \u5217\u8868\uff08\u5206\u9875\uff09  \n**\u67e5\u8be2\u53c2\u6570**:", "query"),
        ("Makes as many as are told in the **request body**:", "body"),
    ],
)
def test_a_role_in_bold_at_the_end_of_a_paragraph_is_the_label_of_what_follows(label: str, place: str) -> None:
    page = f"# P\n\n### POST /boxes\n\n{label}\n\n- `lid`: which lid\n- `size`: how large\n"
    assert names(page) == {"POST /boxes": {f"{place} lid", f"{place} size"}}


@pytest.mark.parametrize("label", ["It has **no limits**:", "**Query** it as often as **you like**:"])
def test_other_words_in_bold_are_no_labels_of_fields(label: str) -> None:
    assert names(f"# P\n\n### POST /boxes\n\nMakes one. {label}\n\n- `lid`: which lid\n") == {"POST /boxes": set()}


def test_a_sentence_below_the_heading_of_a_response_speaks_of_it_and_one_on_failures_of_none() -> None:
    page = "# Store\n\n## POST /boxes\n\n### Response\n\n{}\n\n" + BULLETS
    said = "The response is an object with the following fields:"
    assert names(page.format(said)) == {"POST /boxes": {"response lid", "response size"}}
    assert names(page.format("On error the response has the following fields:")) == {"POST /boxes": set()}
    assert told("If it fails, the response has the following fields:", below=BULLETS) == set()


def test_a_sentence_may_speak_of_a_body_that_holds_something_else() -> None:
    said = "There is no request body in this call, use the headers and send the following parameters:"
    assert role_said(Text((Run(said),))) == ("parameters",)

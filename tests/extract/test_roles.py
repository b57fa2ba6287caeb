"""What headings say of the fields below them."""

import pytest

from driftwatch.extract.words.roles import Aim, aim_of, role_of_title


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("Query Parameters", "query"),
        ("Тело", "body"),
        ("본문", "body"),
        ("Ответ", "response"),
        ("Request body (application/json)", "body"),
        ("Notes", ""),
        ("Query parameters for 'Search boxes'", "query"),
        ("JSON body parameters for making a box", "body"),
        ("Parameters for webhooks", ""),
        ("Attributes that you get in a 'Make a box' response", "response"),
        ("Fields in the error response", ""),
        ("Answers for everybody", ""),
        ("Response body on success", "response"),
        ("Response body on error", ""),
        ("Request body when lids change", "body"),
        ("Return data", "response"),
        ("Returned values:", "response"),
        ("Change lid request body", "body"),
        ("changeLid Request Payload", "body"),
        ("PUT payload", "body"),
        ("GET payload", ""),
        ("Event request body", ""),
        ("Return types", ""),
        ("RequestBody", "body"),
        ("ResponseBody:", "response"),
        ("requestBody", ""),
        ("RequestBody of an order", ""),
        ("How to read an answer's response body", ""),
        ("\U0001f4e5 Request", "request"),
        ("\u2705 Success response", "response"),
        ("2\ufe0f\u20e3 Query parameters", "query"),
        ("Response \U0001f4e6", "response"),
        ("\u2705", ""),
    ],
)
def test_headings_say_where_fields_travel(title: str, within: str) -> None:
    assert role_of_title(title) == within


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Input", "input"),
        ("Parameters:", "input"),
        ("Required parameters", "input"),
        ("2.1 请求参数", "request"),
        ("The request", "request"),
        ("JSON Params", "body"),
        ("Multipart fields", "body"),
        ("Multipart form-data fields:", "body"),
        ("multipart/form-data", "body"),
        ("Multipart uploads", ""),
        ("PUT/PATCH body", "body"),
        ("Output", "response"),
        ("Response 200", "response"),
        ("Example 200 Response", "response"),
        ("Example 404 response:", "response"),
        ("404 Not Found", "response"),
        ("返回", "response"),
        ("Ответ (200)", "response"),
        ("Response headers", "response-header"),
        ("Webhook payload", "webhook"),
        ("default", "response"),
        ("Default: an error", "response"),
        ("Default response", "response"),
        ("Default widget object", ""),
        ("Widget object", ""),
        ("Query the index", ""),
        ("JSON body parameters for 'Make a widget'", "body"),
        ("Query parameters for \u2018Find widgets\u2019", "query"),
        ("Path parameters of the first call", "path"),
        ("Attributes you will get in a 'Find widgets' response", "response"),
        ("Fields of the request body", "request"),
        ("Example response for 'Find widgets'", "response"),
        ("Parameters for the engine", ""),
        ("Query for widgets", ""),
        ("Response body for errors", ""),
        ("Body parameters of the callback", ""),
        ("Attributes you will get in an error response", ""),
        ("Attributes that make a good response", ""),
        ("Important response fields", "response"),
        ("Response data details", "response"),
        ("RESPONSE PARAMETER", "response"),
        ("Body response", "response"),
        ("2. API request", "request"),
        ("The request shape", "request"),
        ("Request body details", "body"),
        ("HTTP request", ""),
        ("Webhook response", ""),
        ("Request and response", ""),
        ("Response codes", ""),
        ("Error response fields", ""),
        ("Request data export", ""),
    ],
)
def test_a_title_says_what_is_below_it(title: str, role: str) -> None:
    assert role_of_title(title) == role


@pytest.mark.parametrize(
    ("titles", "aim"),
    [
        (["Make a widget", "Request", "Headers"], Aim("request", "header")),
        (["Response", "Headers"], Aim("response", "header")),
        (["Response", "Body"], Aim("response", "body")),
        (["Response", "Parameters"], Aim("response")),
        (["Request", "Response"], Aim("response")),
        (["Query parameters", "Optional parameters"], Aim("request", "query")),
        (["Webhook", "Body"], Aim("webhook", "body")),
        (["Response", "Make a lid", "Request Body"], Aim("request", "body")),
        (["Webhook", "Request Body"], Aim("webhook", "body")),
        (["Widgets", "Colours"], Aim()),
    ],
)
def test_what_is_around_a_title_counts_as_well(titles: list[str], aim: Aim) -> None:
    assert aim_of(titles) == aim


def test_what_is_no_field_of_a_body_says_so() -> None:
    assert [aim.is_elsewhere for aim in (Aim("webhook"), Aim("response", "header"), Aim("response", "body"))] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("title", ["Reply format", "Reply body", "Reply fields"])
def test_the_form_of_a_reply_is_that_of_what_is_returned(title: str) -> None:
    assert role_of_title(title) == "response"


@pytest.mark.parametrize(
    "title", ["Reply", "Replies", "Reply to a note", "Reply address", "Auto-reply format of notes"]
)
def test_a_reply_may_be_a_thing_of_the_service_as_well(title: str) -> None:
    assert role_of_title(title) != "response"


@pytest.mark.parametrize("title", ["HTTP status code 201", "Status 404", "Status code: 409"])
def test_what_is_in_an_answer_that_is_called_a_status_is_returned(title: str) -> None:
    assert aim_of((title, "Headers")) == Aim("response", "header")
    assert aim_of((title, "Body")) == Aim("response", "body")


@pytest.mark.parametrize("title", ["Status codes", "Status 3 of 5", "Status code 40", "Status of box 404", "State 404"])
def test_other_words_of_statuses_are_no_answer(title: str) -> None:
    assert aim_of((title, "Headers")) == Aim("request", "header")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Example of a box response for one lid", "response"),
        ("Example of a response on success", "response"),
        ("Sample of a response if the request is malformed", ""),
        ("Example of the response on rejected payments", ""),
        ("Example of a response when the lid is gone", ""),
        ("Example of a response for a missing lid", ""),
    ],
)
def test_an_example_of_another_case_is_none_of_the_success(title: str, role: str) -> None:
    assert role_of_title(title) == role

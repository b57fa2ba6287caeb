"""Code that stands in no block of code is no sentence, and a sentence that shows a header or a call is one."""

import pytest

from tests.extract.test_notices import found


@pytest.mark.parametrize(
    "prose",
    [
        "const box = await fetch(url, { method: 'GET', headers: { 'Authorization': 'Bearer ' + token } });",
        "box = new Client({ header: 'Authorization', value: 'Bearer ' + token });",
        "try { let box = await client.boxes.open('Authorization', 'Bearer ' + token); }",
        "box = open(headers={'Authorization': 'Bearer ' + token})",
    ],
)
def test_what_a_call_in_code_sends_is_no_notice(prose: str):
    assert not found(prose)


@pytest.mark.parametrize(
    "prose",
    [
        "Send the key in the `Authorization` header, as in `Authorization: Bearer KEY`.",
        "All calls require the header Authorization: Bearer {token}.",
        "Send `Authorization: Bearer KEY`, and await the answer (at most 60 requests per minute).",
        "All calls require the Authorization header: Bearer key=KEY (a new one each day).",
        "With mode = new (the default) send the Bearer token in the Authorization header.",
    ],
)
def test_a_sentence_that_shows_a_header_is_a_notice(prose: str):
    assert found(prose)

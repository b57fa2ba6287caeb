"""A base URL in place of another one: where the API is built hardly a call goes, and some are the same by default."""

import pytest

from tests.compare.test_effective_facts import api, found


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("http://localhost:8080/v1", "/v1", "warning"),
        ("http://localhost:8080/v1", "https://api.example.com/v1", "warning"),
        ("http://localhost:8080/v1", "http://localhost:9090/v1", "breaking"),
        ("https://api.example.com/v1", "http://localhost:8080/v1", "breaking"),
    ],
)
def test_an_address_where_the_api_is_built_gives_way_and_hardly_a_call_went_there(old, new, level):
    sides = (api(top={"servers": [{"url": url}]}) for url in (old, new))
    assert [("server-changed", level, ())] == found(*sides)


@pytest.mark.parametrize(("default", "level"), [("", "warning"), ("v1", "breaking")])
def test_a_base_url_that_is_put_together_otherwise_may_be_the_same_by_default(default, level):
    variables = {"path": {"default": default}}
    urls = ("https://a.example/{path}", "https://a.example{path}")
    sides = (api(top={"servers": [{"url": url, "variables": variables}]}) for url in urls)
    assert [("server-changed", level, ())] == found(*sides)

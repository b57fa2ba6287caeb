"""A base URL in place of another one: where the API is built hardly a call goes, and some are the same by default."""

import pytest

from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes
from tests.compare.test_effective_facts import api, found


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("http://localhost:8080/v1", "/v1", "warning"),
        ("http://localhost:8080/v1", "https://api.example.com/v1", "warning"),
        ("http://0.0.0.0:8080/v1", "https://api.example.com/v1", "warning"),
        ("http://localhost:8080/v1", "http://localhost:9090/v1", "breaking"),
        ("http://localhost:8080/v1", "https://api-dev.example.com/v1", "warning"),
        ("https://api-dev.example.com/v1", "http://localhost:8080/v1", "breaking"),
        ("https://api.example.com/v1", "http://localhost:8080/v1", "breaking"),
        ("https://example.com/v1", "https://api.box.example/v1", "warning"),
        ("https://api.example.org/v1", "https://api.box.example/v1", "warning"),
        ("https://api.example.com/v1", "https://api.example.org/v1", "breaking"),
        ("https://api.box.example/v1", "https://api.example.com/v1", "breaking"),
        ("https://notexample.com/v1", "https://api.box.example/v1", "breaking"),
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


@pytest.mark.parametrize(
    ("path", "level"),
    [("/v1", "warning"), ("", "warning"), ("/", "warning"), ("/v2", "breaking"), ("//x/v1", "breaking")],
)
def test_a_path_alone_may_be_one_of_the_same_host(path, level):
    sides = [api(top={"servers": [{"url": url}]}) for url in ("https://api.example.com/v1", path)]
    for old, new in (sides, sides[::-1]):
        assert [("server-changed", level, ())] == found(old, new)


def test_a_path_alone_may_be_one_of_several_hosts_and_is_first_that_of_callers():
    path, own = {"url": "/api/v1"}, {"url": "http://localhost/api/v1"}
    parts = {"url": "https://api.box.example/{path}", "variables": {"path": {"default": "api/v1"}}}
    several = [own, parts, {"url": "https://api.box.example/v2"}]
    sides = [api(top={"servers": servers}) for servers in ([path], several)]
    told = [(one.id, one.level, one.before, one.after) for one in judge(changes(*sides))]
    assert [each[2:] for each in told if each[:2] == ("server-changed", "warning")] == [(path["url"], parts["url"])]
    assert [each for each in told if each[1] == "breaking"] == []
    back = [(one.id, one.level) for one in judge(changes(*sides[::-1]))]
    assert sorted(back) == [
        ("server-changed", "warning"),
        ("server-removed", "breaking"),
        ("server-removed", "warning"),
    ]
    for other in ("/v2/api", "//x/api/v1"):
        sides = [api(top={"servers": servers}) for servers in ([{"url": other}], [own, parts])]
        assert ("server-removed", "breaking", ()) in found(*sides)


def test_where_a_service_only_plays_an_api_hardly_a_call_went():
    own = {"url": "https://api.example.com"}
    mock = {"url": "https://virtserver.swaggerhub.com/some/api/1.0"}
    assert found(api(top={"servers": [own, mock]}), api(top={"servers": [own]})) == [("server-removed", "warning", ())]


def test_base_urls_that_are_all_others_are_one_edit_of_their_list():
    def at(*hosts):
        return api(top={"servers": [{"url": f"https://{host}"} for host in hosts]})

    gone, come = folded(judge(changes(at("a.example.com", "b.example.com"), at("c.example.org", "d.example.org"))))
    assert gone.message == (
        "The base URL `https://a.example.com` is no longer documented. "
        "The same holds for base URL `https://b.example.com`."
    )
    assert [len(gone.single), len(come.single)] == [2, 2]


def test_the_base_url_that_holds_where_none_is_stated_may_be_stated_or_left_out():
    stated, unstated = api(top={"servers": [{"url": "/"}]}), api(top={})
    assert [] == found(stated, unstated) == found(unstated, stated)


def test_an_operation_that_was_reached_where_the_api_is_built_is_no_loss():
    def at(url):
        return api(operation={"servers": [{"url": url}]})

    assert found(at("https://localhost"), at("https://api.example.com"))[0][1] == "warning"
    assert found(at("https://a.example.com"), at("https://localhost"))[0][1] == "breaking"
    assert found(at("http://localhost"), at("http://localhost:90"))[0][1] == "breaking"


@pytest.mark.parametrize(
    "variable", [{"default": "v1"}, {"default": "v1", "enum": ["v1", "v2"]}, {"default": "v2"}], ids=str
)
def test_a_base_url_that_loses_a_variable_breaks_whoever_sends_another_value_listed_or_not(variable):
    """Whose values are not listed, each customer writes another one of; one that lists a single value is none."""

    def moved(variable):
        free = {"url": "https://api.example.com/{version}", "variables": {"version": variable}}
        return found(*(api(top={"servers": [server]}) for server in (free, {"url": "https://api.example.com/v1"})))

    assert moved(variable) == [("server-changed", "breaking", ())]
    assert moved({"default": "v1", "enum": ["v1"]}) == []


def test_of_a_base_url_that_loses_variables_all_values_count_however_many_another_one_lists():
    many = {"default": "0", "enum": [str(number) for number in range(500)]}
    variables = {"region": {"default": "eu", "enum": ["eu", "us"]}, "unused": many}
    free = {"url": "https://{region}.example.com", "variables": variables}
    old, new = (api(top={"servers": [server]}) for server in (free, {"url": "https://eu.example.com"}))
    assert [("server-changed", "breaking", ())] == found(old, new)

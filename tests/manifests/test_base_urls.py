"""A page may name a base URL that ends with what the paths of its calls begin with: both are one address."""

import pytest

from driftwatch.manifests.check.check import check
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site
from tests.manifests.documentation import TODAY, manifest, snapshot

CALL = "# Parcels\n\nThe base URL is `{}`.\n\n`POST /v2/parcels`\n\n### Body parameters\n\n| Name | Type |\n|---|---|\n"


def differing(ours, taken):
    mine = manifest({"contract": "POST /v2/parcels", "base_url": ours, "response": []})
    found = judge(breach.change for breach in check((mine,), taken, today=TODAY))
    return [str(one.message) for one in found if one.id == "manifest-base-url-differs"]


def named(base):
    return site(parcels=CALL.format(base) + "| weight | integer |\n")


@pytest.mark.parametrize("base", ["https://api.p.io/v2", "https://api.p.io", "https://api.p.io/v2/"])
def test_a_base_url_that_a_page_names_with_the_beginning_of_the_path_is_the_same_address(base):
    assert differing("https://api.p.io", named(base)) == []


@pytest.mark.parametrize("ours", ["https://api.q.io", "https://api.p.io/v3", "https://eu.api.p.io"])
def test_another_host_or_version_differs(ours):
    [message] = differing(ours, named("https://api.p.io/v2"))
    assert "documented is `https://api.p.io`" in message


def test_the_base_url_of_a_specification_is_taken_as_it_stands():
    taken = snapshot({"servers": [{"url": "https://api.p.io/v2"}]}, path="/v2/parcels")
    assert len(differing("https://api.p.io", taken)) == 1


def test_a_server_of_each_readers_own_in_a_specification_differs_from_none():
    stated = {"servers": [{"url": "https://your-shop.com/api"}, {"url": "https://demo.p.io/api"}]}
    assert differing("https://shop.q.io/api", snapshot(stated, path="/v2/parcels")) == []
    assert differing("https://shop.q.io/api", snapshot({"servers": stated["servers"][1:]}, path="/v2/parcels"))

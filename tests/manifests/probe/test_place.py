"""Where calls go, and what has to be typed out before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import UsageError
from driftwatch.manifests.probe.place import check_production, is_loopback, place_of
from driftwatch.model.manifest import Manifest
from tests.manifests.probe.contracts import manifest_of

TARGETS = "targets: {staging: {base_url: 'https://s.example.com/api/', environment: sandbox, env: STAGING}}"
PROBE = f"{{base_url_env: CHAT_URL, {TARGETS}}}"


def known(**more: str) -> Manifest:
    return manifest_of(probe=PROBE, **more)


def test_the_target_comes_first_then_the_variable_then_the_manifest() -> None:
    variables = {"CHAT_URL": "https://api.example.com/v2/ "}
    assert place_of(known(), "http://127.0.0.1:8", variables).base_url == "http://127.0.0.1:8"
    assert place_of(known(), None, variables).base_url == "https://api.example.com/v2"
    assert place_of(known(), None, {"CHAT_URL": ""}).base_url == "https://api.example.com"
    assert place_of(manifest_of(), None, variables).base_url == "https://api.example.com"
    named = place_of(known(), "staging", variables)
    assert (named.base_url, named.environment, named.env) == ("https://s.example.com/api", "sandbox", "STAGING")


def test_only_this_machine_and_what_the_manifest_calls_otherwise_is_no_production() -> None:
    assert place_of(known(), None, {}).is_production
    assert not place_of(known(environment="sandbox"), None, {}).is_production
    assert not place_of(known(), "staging", {}).is_production
    assert not place_of(known(), "http://[::1]:8", {}).is_production
    # The manifest says what base_url leads to, and of no other host.
    other = place_of(known(environment="sandbox"), "https://s.example.com", {})
    assert (other.environment, other.is_production) == ("unknown", True)
    assert place_of(known(environment="account-specific"), None, {}).is_production


def test_the_host_is_typed_out_as_it_is() -> None:
    place = place_of(manifest_of(base_url="https://api.example.com:8443"), None, {})
    for typed in (("API.example.com",), ("other.example.com", "api.example.com:8443")):
        check_production(place, typed)
    for typed in ((), ("example.com",), ("api.example.com:443",), ("",)):
        with pytest.raises(UsageError, match="the target is production"):
            check_production(place, typed)
    check_production(place_of(known(), "staging", {}), ())


def test_a_private_network_is_reached_only_where_the_manifest_names_the_host() -> None:
    assert not place_of(known(), None, {}).may_be_private
    assert place_of(known(), "http://127.0.0.1:8", {}).may_be_private
    assert place_of(manifest_of(probe="{allow_hosts: [api.example.com]}"), None, {}).may_be_private


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.8.7", "::1", "localhost", "::1%lo"])
def test_this_machine_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "127.0.0.1.example.org", "2130706433", "127.1", "10.0.0.1.", "10.0.0.1", "localhost.example.org"]
)
def test_what_only_looks_like_it_is_not(host: str) -> None:
    assert not is_loopback(host)


def test_a_host_that_is_listed_may_be_called_with_its_port_as_well() -> None:
    manifest = manifest_of(probe="{allow_hosts: ['api.example.com:8443', '127.0.0.1']}")
    assert place_of(manifest, "https://api.example.com:8443", {}).base_url
    assert place_of(manifest, "http://127.0.0.1:9", {}).is_loopback
    for url in ("https://api.example.com", "http://127.0.0.2:9", "https://evil.example.org"):
        with pytest.raises(UsageError, match="none of the hosts"):
            place_of(manifest, url, {})


@given(st.text(max_size=40))
def test_whatever_the_target_is_it_is_refused_or_a_place_that_is_allowed(text: str) -> None:
    try:
        place = place_of(known(), f"https://{text}", {})
    except UsageError:
        return
    assert place.base_url.removeprefix("https://").partition("/")[0].partition(":")[0].lower() in {
        "api.example.com", "s.example.com", "127.0.0.1", "localhost",
    }  # fmt: skip

"""Only allowed hosts, only public addresses, at every hop. Names are resolved by the tests, never by the network."""

import ipaddress
from collections.abc import Iterator
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.adapters.http.errors import RefusedError
from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.adapters.http.safety import check_addresses, check_url, is_public
from driftwatch.model.reading import FetchPolicy, Reading, host_of
from tests.adapters.badserver import BadServer, answer, redirect
from tests.adapters.still import StillTime

TEXT = b"# Chat\n\nSend a list of messages.\n"
ALLOWED = ("docs.example", "xn--dcs-hna.example", "[::1]:8123", "api.example:8443", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


class Names:
    """A resolver of made-up names; each look-up takes the next answer, the last one stays."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> tuple[str, ...]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def read(url: str, names: Names, **limits: object) -> Reading:
    policy = FetchPolicy(attempts=1, respect_robots=False, **limits)
    with HttpFetcher(policy, resolver=names, timing=StillTime().timing) as fetcher:
        (reading,) = fetcher.read([url])
    return reading


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.example/a.md",
        "http://docs.example:80/a.md",
        "https://docs.example:443/a.md",
        "https://DOCS.example/a%20b.md?x=1#part",
        "https://api.example:8443/spec.json",
        "http://127.0.0.1:45678/a.md",
        "http://[::1]:8123/a.md",
        "https://xn--dcs-hna.example/a.md",
        "https://docs.example/caf\u00e9.md",
    ],
)
def test_urls_of_the_allowed_hosts_may_be_read(url: str) -> None:
    assert not check_url(url, ALLOWED).fragment


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.google.internal/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.0.0.1.nip.example/",
        "http://127\u30020\u30020\u30021/",
        "https://docs\u3002example/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[fe80::1%25eth0]/",
        "http://0.0.0.0/",
        "http://100.64.0.1/",
        "http://localhost/",
        "http://localhost./",
        "https://docs.example./",
        "https://sub.docs.example/",
        "https://docs.example.evil.example/",
        "https://docs.example@169.254.169.254/",
        "https://user:pass@docs.example/",
        "https://@docs.example/",
        "https://evil.example\\@docs.example/",
        "https://docs.example\\.evil.example/",
        "https://evil.example#@docs.example/",
        "https://evil.example?@docs.example/",
        "file:///etc/passwd",
        "ftp://docs.example/x",
        "gopher://docs.example/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://docs.example:22/",
        "https://docs.example:99999/",
        "https://docs.example:x/",
        "https://api.example/",
        "https://docs.example/%0d%0aX: y",
        "https://docs.example/a\r\nX: y",
        "https://docs.example/a b",
        "https://docs.example/\x00",
        "//docs.example/a.md",
        "/a.md",
        "https:/docs.example/a.md",
        "https:docs.example",
        "https://",
        "",
        "http://[",
        "https://docs.ex\u00e4mple/",
        "https://docs.example/" + "a" * 5_000,
    ],
)
def test_every_other_url_is_refused_before_anything_is_looked_up(url: str) -> None:
    names = Names(("127.0.0.1",))
    reading = read(url, names, allowed_hosts=ALLOWED)
    assert reading.state == "refused"
    assert reading.url == url
    assert names.asked == []


@given(st.text(alphabet="htps:/@\\.#?%[]0a1d docs.example\u3002\u00e9\t", max_size=60))
def test_whatever_is_let_through_is_a_plain_url_of_an_allowed_host(text: str) -> None:
    try:
        url = check_url(text, ("docs.example",))
    except RefusedError:
        return
    assert url.scheme in {"http", "https"}
    assert url.host == "docs.example"
    assert not url.userinfo


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  # refused, not bound
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "168.63.129.16",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:1::1",
        "2001:db8::1",
        "100::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "not an address",
        "",
    ],
)
def test_a_name_that_leads_to_no_public_address_is_refused(address: str) -> None:
    for found in ((address,), ("93.184.215.14", address), (address, "2606:2800:21f::1")):
        with pytest.raises(RefusedError):
            check_addresses("docs.example", found, allow_private=False)
    assert read("https://docs.example/", Names((address,)), allowed_hosts=ALLOWED).state == "refused"


def test_a_name_with_public_addresses_may_be_contacted() -> None:
    found = ("93.184.215.14", "2606:2800:21f::1")
    assert check_addresses("docs.example", found, allow_private=False) == found


def test_a_name_without_addresses_is_refused() -> None:
    with pytest.raises(RefusedError):
        check_addresses("docs.example", (), allow_private=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_by_its_own_name_is_this_machine_only(host: str) -> None:
    assert check_addresses(host, ("127.0.0.1",), allow_private=False)
    with pytest.raises(RefusedError):
        check_addresses(host, ("93.184.215.14",), allow_private=False)


@pytest.mark.parametrize("address", ["10.1.2.3", "192.168.1.1", "100.64.0.1", "fc00::1", "127.0.0.1"])
def test_a_private_network_is_reached_only_when_allowed(address: str) -> None:
    assert check_addresses("docs.intra", (address,), allow_private=True) == (address,)
    with pytest.raises(RefusedError):
        check_addresses("docs.intra", (address,), allow_private=False)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fe80::1", "224.0.0.1", "::"]
)
def test_cloud_metadata_stays_out_of_reach_even_in_a_private_network(address: str) -> None:
    with pytest.raises(RefusedError):
        check_addresses("docs.intra", (address,), allow_private=True)


@given(st.ip_addresses())
def test_no_public_address_is_special_by_any_account(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    special = (
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_multicast,
        address.is_reserved,
        address.is_unspecified,
    )
    assert not (is_public(address) and any(special))


def test_a_name_is_looked_up_once_and_the_checked_address_is_contacted(server: BadServer) -> None:
    server.routes = {"/a.md": answer(TEXT), "/b.md": answer(TEXT)}
    names = Names(("127.0.0.1",), ("127.0.0.2",))
    policy = FetchPolicy(allowed_hosts=(f"docs.example:{server.port}",), allow_private=True, concurrency=1)
    with HttpFetcher(policy, resolver=names, timing=StillTime().timing) as fetcher:
        readings = fetcher.read([server.url(path, "docs.example") for path in ("/a.md", "/b.md")])
    assert [reading.state for reading in readings] == ["read", "read"]
    assert names.asked == ["docs.example"]
    assert {request.headers["host"] for request in server.requests} == {f"docs.example:{server.port}"}


class Elsewhere(httpcore.AnyIOBackend):
    """A network on which every connection ends at one port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[tuple[str, int]] = []

    async def connect_tcp(self, host: str, port: int, *more: Any) -> httpcore.AsyncNetworkStream:
        self.asked.append((host, port))
        return await super().connect_tcp("127.0.0.1", self.port, *more)


@pytest.mark.parametrize(("private", "state", "asked"), [(True, "read", 1), (False, "refused", 0)])
def test_a_network_of_ones_own_is_asked_for_addresses_that_were_checked_and_no_others(
    server: BadServer, *, private: bool, state: str, asked: int
) -> None:
    server.routes["/a.md"] = answer(TEXT)
    network = Elsewhere(server.port)
    policy = FetchPolicy(allowed_hosts=("docs.example",), allow_private=private, respect_robots=False)
    with HttpFetcher(policy, resolver=Names(("10.0.0.1",)), timing=StillTime().timing, network=network) as fetcher:
        (reading,) = fetcher.read(["http://docs.example/a.md"])
    assert reading.state == state
    assert network.asked == [("10.0.0.1", 80)] * asked
    assert reading.url == "http://docs.example/a.md"


def test_an_address_that_does_not_answer_is_passed_over(server: BadServer) -> None:
    server.routes["/a.md"] = answer(TEXT)
    names = Names(("127.0.0.2", "127.0.0.1"))
    allowed = (f"docs.example:{server.port}",)
    reading = read(server.url("/a.md", "docs.example"), names, allowed_hosts=allowed, allow_private=True)
    assert reading.state == "read"


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data/",
        "//evil.example/a.md",
        "http://user@127.0.0.1/",
        "file:///etc/passwd",
        "http://[",
        "http://127.0.0.1:99999/",
        "/a%0d%0aX:%20y",
    ],
)
def test_a_redirect_is_checked_like_a_first_url(server: BadServer, target: str) -> None:
    server.routes["/a.md"] = redirect(target)
    reading = read(server.url("/a.md"), Names(("127.0.0.1",)), allowed_hosts=("127.0.0.1",))
    assert (reading.state, reading.status) == ("refused", 302)
    assert server.paths() == ["/a.md"]


def test_redirects_in_a_circle_are_refused(server: BadServer) -> None:
    server.routes = {"/a.md": redirect("/b.md"), "/b.md": redirect("/a.md")}
    reading = read(server.url("/a.md"), Names(("127.0.0.1",)), allowed_hosts=("127.0.0.1",))
    assert (reading.state, reading.detail) == ("refused", "redirects in a circle")
    assert server.paths() == ["/a.md", "/b.md"]


def test_endless_redirects_are_refused(server: BadServer) -> None:
    for number in range(20):
        server.routes[f"/{number}.md"] = redirect(f"/{number + 1}.md")
    reading = read(server.url("/0.md"), Names(("127.0.0.1",)), allowed_hosts=("127.0.0.1",))
    assert (reading.state, reading.detail) == ("refused", "more than 5 redirects")
    assert len(server.paths()) == 6


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Docs.Example/a", "docs.example"),
        ("https://docs.example:443/a", "docs.example"),
        ("http://docs.example:443/a", "docs.example:443"),
        ("http://127.0.0.1:8123/llms.txt", "127.0.0.1:8123"),
        ("http://[::1]:8123/", "[::1]:8123"),
    ],
)
def test_a_source_url_names_the_host_to_allow(url: str, expected: str) -> None:
    assert host_of(url) == expected


def test_a_url_without_a_host_names_none() -> None:
    with pytest.raises(ValueError, match="no host"):
        host_of("llms.txt")

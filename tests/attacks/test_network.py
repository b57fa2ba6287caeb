"""Hostile addresses, servers and name services: only what was named is contacted, and nothing is read without end."""

import gzip
import resource
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.config.keys import SourceConfig
from driftwatch.errors import ObservationError
from driftwatch.model.reading import FetchPolicy, Reading
from driftwatch.workflows import listing
from driftwatch.workflows.capture import Captured, capture
from tests.adapters.badserver import BadServer, Behaviour, Line, Request, answer, in_turn, raw, redirect
from tests.adapters.still import StillTime
from tests.attacks.payloads import Attack, exercises, texts
from tests.workflows.desk import Silent

TEXT = b"# Chat\n\nSend a list of messages.\n"
HOST = "docs.example"
OTHER = "apidoc.cometapi.com"
"""Allowed as well: the attacks pretend to be it."""
MEGABYTE = bytes(1_000_000)


class Names:
    """A resolver of made-up names: all of them lead to this machine, or to what is given, answer by answer."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers or [("127.0.0.1",)])
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> tuple[str, ...]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Reader:
    """Reads documents of one server, as a run does, and remembers whom it looked up."""

    def __init__(self, server: BadServer) -> None:
        self.server = server
        self.names = Names()
        self.states: dict[str, str] = {}

    def read(self, url: str, **limits: Any) -> Reading:
        with self._fetcher(limits) as fetcher:
            (reading,) = fetcher.read([url])
        return reading

    def one(self, behaviour: Behaviour, **limits: Any) -> Reading:
        self.server.routes["/chat.md"] = behaviour
        return self.read(self.url("/chat.md"), **limits)

    def capture(self, index: str, **settings: Any) -> Captured:
        hosts = (f"{HOST}:{self.server.port}", OTHER)
        source = SourceConfig(index=self.url(index), hosts=hosts, min_read_share=0.0, **settings)
        with self._fetcher({"max_documents": source.max_documents + 50}) as fetcher:
            kept = _Keeping(fetcher, self.states)
            return capture(source, previous=None, fetcher=kept, talk=Silent(), label="now", today="2026-10-01")

    def url(self, path: str) -> str:
        return self.server.url(path, HOST)

    def _fetcher(self, limits: dict[str, Any]) -> HttpFetcher:
        allowed = (f"{HOST}:{self.server.port}", OTHER)
        settings = {"allow_private": True, "respect_robots": False, "attempts": 1, "deadline": 20.0} | limits
        policy = FetchPolicy(allowed_hosts=allowed, **settings)
        return HttpFetcher(policy, resolver=self.names, timing=StillTime().timing)


class _Keeping:
    """The fetcher as a capture takes it: it keeps nothing, and notes how documents fared."""

    def __init__(self, fetcher: HttpFetcher, states: dict[str, str]) -> None:
        self._fetcher = fetcher
        self._states = states

    def read(self, urls: Sequence[str], tell: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        found = tuple(self._fetcher.read(urls, tell) if tell else self._fetcher.read(urls))
        self._states.update({reading.url: reading.state for reading in found})
        return found

    def read_anew(self, urls: Sequence[str]) -> tuple[Reading, ...]:
        return self.read(urls)

    def stored(self) -> None:
        """Know nothing without asking."""

    def keep(self, reading: Reading) -> None: ...

    def forget_others(self) -> None: ...


@pytest.fixture
def reader() -> Iterator[Reader]:
    with BadServer() as server:
        yield Reader(server)


@exercises(*texts("network"))
def test_an_address_that_a_page_names_is_refused_before_anything_is_looked_up(reader: Reader, attack: Attack) -> None:
    reading = reader.read(attack.text)
    assert (reading.state, reading.body) == ("refused", b"")
    assert reading.detail
    assert (reader.names.asked, reader.server.requests) == ([], [])


@exercises(*texts("network"))
@pytest.mark.parametrize("index", ["/llms.txt", "/sitemap.xml", "/index.html"])
def test_a_site_that_lists_it_makes_nobody_contact_it(reader: Reader, attack: Attack, index: str) -> None:
    good = reader.url("/chat.md")
    shown = attack.text.replace(" ", "%20")
    listed = {
        "/llms.txt": f"# Docs\n\n- [Chat]({good})\n- [Other]({shown})\n",
        "/sitemap.xml": f"<urlset><url><loc>{good}</loc></url><url><loc>{shown}</loc></url></urlset>",
        "/index.html": f'<html><body><h1>Docs</h1><a href="{good}">Chat</a><a href="{shown}">Other</a></body></html>',
    }[index]
    kind = {"/llms.txt": "text/plain", "/sitemap.xml": "application/xml", "/index.html": "text/html"}[index]
    page = TEXT + f"\nSee [the file]({shown}) and <openapi src={shown} />.\n".encode()
    reader.server.routes = {index: answer(listed.encode(), headers={"Content-Type": kind}), "/chat.md": answer(page)}
    captured = reader.capture(index)
    assert captured.counts.read >= 1
    assert set(reader.names.asked) == {HOST}
    assert set(reader.server.paths()) <= {index, "/chat.md"}
    assert {state for url, state in reader.states.items() if url not in {good, reader.url(index)}} <= {"refused"}


@exercises("net-redirect-private")
def test_a_redirect_is_checked_like_a_first_address(reader: Reader, attack: Attack) -> None:
    target = str(attack.payload).partition("Location: ")[2]
    reading = reader.one(redirect(target))
    assert (reading.state, reading.status) == ("refused", 302)
    assert (reader.names.asked, reader.server.paths()) == ([HOST], ["/chat.md"])


@exercises("net-redirect-loop")
def test_a_redirect_to_itself_ends_at_once(reader: Reader, attack: Attack) -> None:
    assert reader.one(redirect("/chat.md")).state == "refused"
    assert len(reader.server.paths()) <= 5
    for number in range(30):
        reader.server.routes[f"/{number}.md"] = redirect(f"/{number + 1}.md")
    assert reader.read(reader.url("/0.md")).state == "refused"
    assert len(reader.server.paths()) <= 1 + 6


@exercises("net-rebinding")
def test_the_address_that_was_checked_is_the_one_that_is_contacted(reader: Reader, attack: Attack) -> None:
    reader.names = Names(("127.0.0.1",), ("127.0.0.2",))
    reader.server.routes = {"/a.md": answer(TEXT), "/b.md": answer(TEXT)}
    with reader._fetcher({}) as fetcher:
        readings = fetcher.read([reader.url("/a.md"), reader.url("/b.md")])
    assert [reading.state for reading in readings] == ["read", "read"]
    assert reader.names.asked == [HOST]
    assert {request.headers["host"] for request in reader.server.requests} == {f"{HOST}:{reader.server.port}"}


@exercises("net-dns-many")
def test_one_address_that_is_not_public_refuses_them_all(reader: Reader, attack: Attack) -> None:
    for answers in (("93.184.215.14", "127.0.0.1"), ("127.0.0.1", "93.184.215.14"), ("93.184.215.14", "10.0.0.1")):
        reader.names = Names(answers)
        assert reader.one(answer(TEXT), allow_private=False).state == "refused"
    assert reader.server.requests == []


@exercises("net-gzip-bomb")
def test_a_gigabyte_in_a_small_body_is_never_unpacked(reader: Reader, attack: Attack) -> None:
    engine = zlib.compressobj(9, wbits=31)
    head = engine.compress(MEGABYTE) + engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(MEGABYTE) + engine.flush(zlib.Z_FULL_FLUSH)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    body = head + block * 999 + engine.flush()
    assert len(body) < 1_500_000
    reading = reader.one(answer(body, headers={"Content-Encoding": "gzip"}), max_bytes=8_000_000)
    assert (reading.state, reading.body) == ("too-large", b"")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@exercises("net-double-gzip")
def test_what_is_packed_more_than_once_is_not_read(reader: Reader, attack: Attack) -> None:
    for times in (2, 20):
        body = TEXT
        for _ in range(times):
            body = gzip.compress(body)
        reading = reader.one(answer(body, headers={"Content-Encoding": ", ".join(["gzip"] * times)}))
        assert (reading.state, reading.body) == ("wrong-type", b"")


@exercises("net-slowloris")
def test_a_body_that_drips_ends_at_the_deadline(reader: Reader, attack: Attack) -> None:
    def behave(request: Request, line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/markdown\r\nContent-Length: 5000\r\n\r\n")
        line.drip(b"a", every=0.01)

    reading = reader.one(behave, deadline=0.2)
    assert (reading.state, "0.2 s" in reading.detail) == ("unreachable", True)


@exercises("net-slow-headers")
def test_headers_that_drip_end_at_the_deadline(reader: Reader, attack: Attack) -> None:
    def behave(request: Request, line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\nX: ")
        line.drip(b"a", every=0.01)

    reading = reader.one(behave, deadline=0.2)
    assert (reading.state, "0.2 s" in reading.detail) == ("unreachable", True)


@exercises("net-huge-header")
def test_a_header_of_a_megabyte_is_no_answer(reader: Reader, attack: Attack) -> None:
    reading = reader.one(raw(b"HTTP/1.1 200 OK\r\nSet-Cookie: " + b"a" * 1_000_000 + b"\r\n\r\n" + TEXT))
    assert (reading.state, reading.body) == ("unreachable", b"")


@exercises("net-content-length-lie")
def test_a_body_shorter_than_said_is_not_read(reader: Reader, attack: Attack) -> None:
    reading = reader.one(
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/markdown\r\nContent-Length: 1000\r\n\r\n# Ten more")
    )
    assert (reading.state, reading.body) == ("truncated", b"")


@exercises("net-wrong-type")
def test_a_specification_that_is_called_an_image_is_not_read(reader: Reader, attack: Attack) -> None:
    reader.server.routes["/spec.json"] = answer(b'{"openapi": "3.1.0"}', headers={"Content-Type": "image/png"})
    assert reader.read(reader.url("/spec.json")).state == "wrong-type"


@exercises("net-sitemap-huge")
def test_an_index_of_hundred_thousands_is_read_up_to_a_limit(
    reader: Reader, attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_LISTED", 1500)
    maps = "".join(f"<sitemap><loc>{reader.url(f'/{number}.xml')}</loc></sitemap>" for number in range(50))
    xml = {"Content-Type": "application/xml"}
    reader.server.routes["/sitemap.xml"] = answer(f"<sitemapindex>{maps}</sitemapindex>".encode(), headers=xml)
    for number in range(50):
        paths = [f"/{number}/{page}.md" for page in range(1000)]
        pages = "".join(f"<url><loc>{reader.url(path)}</loc></url>" for path in paths)
        reader.server.routes[f"/{number}.xml"] = answer(f"<urlset>{pages}</urlset>".encode(), headers=xml)
        reader.server.routes |= {path: answer(TEXT + path.encode()) for path in paths[:20]}
    captured = reader.capture("/sitemap.xml", max_documents=20)
    asked = {path for path in reader.server.paths() if path.endswith(".md")}
    assert 0 < len(asked) <= 20
    assert captured.counts.left_out <= 1500


@exercises("net-llms-huge")
def test_an_index_of_a_million_lines_is_too_large(reader: Reader, attack: Attack) -> None:
    lines = b"".join(b"- [Page](%s)\n" % reader.url(f"/{number:06}.md").encode() for number in range(1000)) * 1000
    reader.server.routes["/llms.txt"] = answer(b"# Docs\n\n" + lines)
    with pytest.raises(ObservationError, match="allowed"):
        reader.capture("/llms.txt")
    assert reader.server.paths() == ["/llms.txt"]


@exercises("net-crawler-trap")
def test_pages_that_link_ever_deeper_are_not_followed(reader: Reader, attack: Attack) -> None:
    class Trap(dict[str, Behaviour]):
        def get(self, path: str, _default: Any = None) -> Behaviour:
            deeper = reader.url(f"{path}/a")
            return answer(f"# A\n\n[n](/{deeper}.md) [f]({deeper}/openapi.json)\n\n<a href='{deeper}'>x</a>\n".encode())

    reader.server.routes = Trap()
    reader.capture("/a")
    assert len(reader.server.paths()) <= 12


@exercises("net-proxy-env")
def test_a_proxy_of_the_environment_is_not_used(
    reader: Reader, attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BadServer() as evil:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, evil.url(""))
            monkeypatch.setenv(name.lower(), evil.url(""))
        assert reader.one(in_turn(answer(TEXT))).state == "read"
        assert evil.requests == []

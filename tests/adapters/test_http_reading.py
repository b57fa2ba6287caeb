"""Each way a server can fail has its own state, and none of them passes for a read document."""

import gzip
import zlib
from collections.abc import Iterator
from http.cookiejar import CookieJar

import pytest
from msgspec import structs

from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.model.reading import FetchPolicy, Reading
from tests.adapters.badserver import BadServer, Behaviour, Line, Request, answer, in_turn, raw, redirect
from tests.adapters.recorded import both
from tests.adapters.still import StillTime

TEXT = b"# Chat\n\nSend a list of messages; the answer has a list of choices.\n" * 40
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/markdown\r\nConnection: close\r\n"
CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Wait</body></html>"
LOGIN = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><input type=password></body></html>"
SHELL = b"<!DOCTYPE html><html><head><title>Docs</title></head><body><div id=app></div></body></html>"


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


def policy(**limits: object) -> FetchPolicy:
    return FetchPolicy(allowed_hosts=("127.0.0.1",), **limits)


def read_one(server: BadServer, behaviour: Behaviour, path: str = "/chat.md", **limits: object) -> Reading:
    server.routes[path] = behaviour
    with HttpFetcher(policy(**limits), timing=StillTime().timing) as fetcher:
        (reading,) = fetcher.read([server.url(path)])
    return reading


def read_and_replay(server: BadServer, behaviour: Behaviour, path: str = "/chat.md", **limits: object) -> Reading:
    """Read a document, and once more with a recorder between: what that wrote reads the same offline."""
    reading = read_one(server, behaviour, path, **limits)
    for again in both(server.url(path), policy(**limits)):
        assert structs.replace(again, detail="", last_modified="") == structs.replace(
            reading, detail="", last_modified=""
        )
        assert bool(again.detail) == bool(reading.detail)
    return reading


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> Behaviour:
    parts = [f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces]
    return raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *parts, end)


def packed(body: bytes, encoding: str = "gzip", **options: bool) -> Behaviour:
    return answer(body, headers={"Content-Type": "text/markdown", "Content-Encoding": encoding}, **options)


def bare_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(body) + engine.flush()


@pytest.mark.parametrize(
    "behaviour",
    [
        answer(TEXT),
        chunked(TEXT[:100], TEXT[100:]),
        packed(gzip.compress(TEXT)),
        packed(gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:])),
        packed(gzip.compress(TEXT) + b"\x00" * 12),
        packed(gzip.compress(TEXT), length=False),
        packed(zlib.compress(TEXT), "deflate"),
        packed(bare_deflate(TEXT), "deflate"),
        packed(TEXT, "identity"),
        answer(TEXT, length=False),
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/markdown\r\n\r\n" + TEXT),
    ],
)
def test_a_whole_document_is_read_however_it_is_sent(server: BadServer, behaviour: Behaviour) -> None:
    reading = read_and_replay(server, behaviour)
    assert (reading.state, reading.body, reading.status) == ("read", TEXT, 200)
    assert reading.content_type.startswith("text/markdown")
    assert not reading.from_cache


@pytest.mark.parametrize(
    "behaviour",
    [
        raw(HEAD + b"Content-Length: 5000\r\n\r\n" + TEXT[:1000]),
        raw(HEAD + b"\r\n" + TEXT[:1001]),
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/markdown\r\n\r\n" + TEXT[:1001]),
        chunked(TEXT[:100], end=b""),
        chunked(TEXT[:100], end=b"50\r\nhalf"),
        chunked(TEXT[:100], end=b"not a number\r\n"),
        packed(gzip.compress(TEXT)[:-20]),
        packed(gzip.compress(TEXT)[:-8]),
        packed(gzip.compress(TEXT)[:-4]),
        packed(gzip.compress(TEXT)[:60], length=False),
        packed(gzip.compress(TEXT) + gzip.compress(TEXT)[:30]),
        packed(gzip.compress(TEXT)[:40] + b"\x00\x00\x00" + gzip.compress(TEXT)[43:]),
        packed(zlib.compress(TEXT)[:-6], "deflate"),
        packed(TEXT, "gzip"),
        answer(b"# Chat\n\n````yaml post /v1/chat\nopenapi: 3.1.0\n"),
    ],
)
def test_a_part_of_a_document_is_truncated(server: BadServer, behaviour: Behaviour) -> None:
    reading = read_and_replay(server, behaviour)
    assert (reading.state, reading.body) == ("truncated", b"")
    assert reading.detail


def test_a_reset_in_the_middle_of_the_body_is_truncated(server: BadServer) -> None:
    def behave(request: Request, line: Line) -> None:
        line.send(HEAD + b"Content-Length: 5000\r\n\r\n" + TEXT[:1000])
        line.stopped.wait(0.05)
        line.reset()

    assert read_and_replay(server, behave).state == "truncated"


@pytest.mark.parametrize(
    ("path", "behaviour", "expected"),
    [
        ("/chat.md", answer(b"", status=404), "gone"),
        ("/chat.md", answer(b"", status=410), "gone"),
        ("/chat.md", answer(b"", status=401), "blocked"),
        ("/chat.md", answer(b"", status=403), "blocked"),
        ("/chat.md", answer(b"", status=500), "unreachable"),
        ("/chat.md", answer(b"", status=503), "unreachable"),
        ("/chat.md", answer(b"", status=429), "unreachable"),
        ("/chat.md", answer(b"", status=304), "unreachable"),
        ("/chat.md", answer(b"", status=302), "unreachable"),
        ("/chat.md", answer(b" \n"), "empty"),
        ("/chat.md", answer(CHALLENGE), "blocked"),
        ("/chat.md", answer(CHALLENGE, status=503), "blocked"),
        ("/chat.md", answer(TEXT, headers={"cf-mitigated": "challenge"}), "blocked"),
        ("/chat.md", answer(LOGIN), "login"),
        ("/chat.md", redirect("/login?next=%2Fchat.md"), "login"),
        ("/chat.md", redirect("https://auth.example/sign-in"), "login"),
        ("/chat.md", answer(SHELL), "soft-404"),
        ("/spec.json", answer(SHELL), "soft-404"),
        ("/spec.json", answer(b'{"openapi": "3.1.0", "paths": {'), "truncated"),
        ("/guides/chat", redirect("/"), "soft-404"),
        ("/chat.md", answer(TEXT, headers={"Content-Type": "image/png"}), "wrong-type"),
        ("/chat.md", packed(TEXT, "br"), "wrong-type"),
        ("/chat.md", packed(gzip.compress(gzip.compress(TEXT)), "gzip, gzip"), "wrong-type"),
        ("/chat.md", answer(b"caf\xe9 au lait " * 9), "wrong-type"),
        ("/chat.md", raw(b"SSH-2.0-OpenSSH_9.9\r\n"), "unreachable"),
        ("/chat.md", raw(b""), "unreachable"),
        ("/chat.md", raw(b"HTTP/1.1 200 OK\r\nSet-Cookie: " + b"a" * 1_000_000 + b"\r\n\r\n"), "unreachable"),
        ("/chat.md", raw(b"HTTP/1.1 200 OK\r\nContent-Le"), "unreachable"),
        ("/chat.md", lambda _request, line: line.reset(), "unreachable"),
    ],
)
def test_each_failure_has_its_own_state(server: BadServer, path: str, behaviour: Behaviour, expected: str) -> None:
    reading = read_and_replay(server, behaviour, path)
    assert (reading.state, reading.body) == (expected, b"")
    assert " " in reading.detail  # words, and no name of an exception


def test_a_server_that_does_not_listen_is_unreachable(server: BadServer) -> None:
    port = server.port
    server.__exit__(None, None, None)
    with HttpFetcher(policy(), timing=StillTime().timing) as fetcher:
        (reading,) = fetcher.read([f"http://127.0.0.1:{port}/chat.md"])
    assert (reading.state, reading.status) == ("unreachable", None)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compression_bomb_is_too_large_and_never_unpacked(server: BadServer, encoding: str) -> None:
    engine = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(engine.compress(bytes(1_000_000)) for _ in range(60)) + engine.flush()
    reading = read_and_replay(server, packed(bomb, encoding), max_bytes=1_000_000)
    assert (reading.state, reading.body) == ("too-large", b"")


@pytest.mark.parametrize("behaviour", [answer(TEXT), chunked(TEXT), answer(TEXT, length=False)])
def test_a_document_over_the_size_limit_is_too_large(server: BadServer, behaviour: Behaviour) -> None:
    assert read_and_replay(server, behaviour, max_bytes=len(TEXT) - 1).state == "too-large"
    assert read_and_replay(server, behaviour, max_bytes=len(TEXT)).state == "read"


@pytest.mark.parametrize(
    "start",
    [HEAD + b"Content-Length: 5000\r\n\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "],
)
def test_a_drip_of_bytes_ends_at_the_deadline(server: BadServer, start: bytes) -> None:
    def behave(request: Request, line: Line) -> None:
        line.send(start)
        line.drip(b"1\r\na\r\n" if b"chunked" in start else b"a", every=0.01)

    reading = read_one(server, behave, deadline=0.2)
    assert reading.state == "unreachable"
    assert "0.2 s" in reading.detail
    assert len(server.paths()) <= 1, "it is not asked again; a machine under load may not come to ask at all"


def test_the_deadline_counts_all_attempts_together(server: BadServer) -> None:
    def behave(request: Request, line: Line) -> None:
        line.stopped.wait(0.15)
        answer(b"", status=500)(request, line)

    assert read_one(server, behave, deadline=0.2).state == "unreachable"
    assert len(server.paths()) <= 2


def test_one_reading_for_each_url_in_order_whatever_fails(server: BadServer) -> None:
    paths = [f"/{number}.md" for number in range(20)]
    for number, path in enumerate(paths):
        server.routes[path] = answer(TEXT, status=500 if number % 2 else 200)
    urls = [server.url(path) for path in paths]
    with HttpFetcher(policy(), timing=StillTime().timing) as fetcher:
        readings = fetcher.read([*urls, *urls])
    assert [reading.url for reading in readings] == urls
    assert [reading.state for reading in readings] == ["read", "unreachable"] * 10


def test_progress_is_told_once_for_each_document(server: BadServer) -> None:
    server.routes = {"/a.md": answer(TEXT), "/b.md": answer(b"", status=404)}
    told: list[Reading] = []
    with HttpFetcher(policy(), timing=StillTime().timing) as fetcher:
        readings = fetcher.read([server.url("/a.md"), server.url("/b.md")], told.append)
    assert sorted(told, key=lambda one: one.url) == list(readings)


def test_what_the_listener_raises_ends_the_call_and_leaves_the_fetcher_usable(server: BadServer) -> None:
    server.routes = {"/a.md": answer(TEXT)}

    def interrupt(reading: Reading) -> None:
        raise KeyboardInterrupt

    with HttpFetcher(policy(), timing=StillTime().timing) as fetcher:
        with pytest.raises(KeyboardInterrupt):
            fetcher.read([server.url("/a.md")], interrupt)
        assert [reading.state for reading in fetcher.read([server.url("/a.md")])] == ["read"]


def test_a_moved_document_tells_its_way(server: BadServer) -> None:
    server.routes = {"/old.md": redirect("/new.md?sig=a9f&v=1#part", 308), "/new.md": answer(TEXT)}
    with HttpFetcher(policy(), timing=StillTime().timing) as fetcher:
        (reading,) = fetcher.read([server.url("/old.md")])
    assert (reading.state, reading.body) == ("read", TEXT)
    assert reading.final_url == server.url("/new.md?sig=&v=1")
    assert reading.redirects == (server.url("/old.md"),)
    assert server.paths() == ["/old.md", "/new.md?sig=a9f&v=1"]


def test_the_run_has_a_limit_of_bytes_and_one_of_documents(server: BadServer) -> None:
    paths = [f"/{number}.md" for number in range(4)]
    server.routes = dict.fromkeys(paths, answer(TEXT))
    urls = [server.url(path) for path in paths]
    with HttpFetcher(policy(max_documents=2), timing=StillTime().timing) as fetcher:
        assert [one.state for one in fetcher.read(urls)] == ["read", "read", "refused", "refused"]
    with HttpFetcher(policy(max_total_bytes=2 * len(TEXT), concurrency=1), timing=StillTime().timing) as fetcher:
        assert [one.state for one in fetcher.read(urls)] == ["read", "read", "too-large", "too-large"]


def test_requests_are_honest_and_carry_nothing_of_the_machine(
    server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    server.routes["/first.md"] = answer(TEXT, headers={"Set-Cookie": "session=1; Path=/"})
    server.routes["/second.md"] = answer(TEXT)
    with HttpFetcher(policy(), timing=StillTime().timing) as fetcher:
        fetcher.read([server.url("/first.md")])
        fetcher.read([server.url("/second.md")])
    sent = server.requests[-1].headers
    assert sent["user-agent"].startswith("driftwatch/")
    assert sent["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "authorization", "referer"} & sent.keys()


def test_no_exchange_is_shown_to_a_jar_of_cookies(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr(CookieJar, "extract_cookies", lambda *exchange: shown.append(exchange))
    server.routes["/first.md"] = answer(TEXT, headers={"Set-Cookie": "session=1; Path=/"})
    with HttpFetcher(policy(), timing=StillTime().timing) as fetcher:
        assert [one.state for one in fetcher.read([server.url("/first.md")])] == ["read"]
    assert shown == []


def test_no_more_requests_at_once_than_allowed(server: BadServer) -> None:
    busy: list[str] = []
    most: list[int] = []

    def behave(request: Request, line: Line) -> None:
        busy.append(request.path)
        most.append(len(busy))
        line.stopped.wait(0.02)
        # Before the answer: who has it may send the next request while this thread still winds up.
        busy.remove(request.path)
        answer(TEXT)(request, line)

    urls = [server.url(f"/{number}.md") for number in range(12)]
    server.routes = {f"/{number}.md": behave for number in range(12)}
    with HttpFetcher(policy(concurrency=3), timing=StillTime().timing) as fetcher:
        assert {one.state for one in fetcher.read(urls)} == {"read"}
    assert 2 <= max(most) <= 3


def test_a_page_that_recovers_is_read(server: BadServer) -> None:
    reading = read_one(
        server, in_turn(answer(b"", status=502), raw(b""), raw(HEAD + b"Content-Length: 9\r\n\r\n"), answer(TEXT))
    )
    assert reading.state == "read"
    assert len(server.paths()) == 4


def test_a_lasting_answer_is_not_asked_for_again(server: BadServer) -> None:
    for status in (400, 401, 403, 404, 410):
        read_one(server, answer(b"", status=status), f"/{status}.md")
    assert len(server.paths()) == 5

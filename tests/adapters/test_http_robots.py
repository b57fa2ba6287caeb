"""robots.txt is asked for once for each host, and kept."""

from collections.abc import Iterator

import pytest

from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.model.reading import FetchPolicy, Reading
from tests.adapters.badserver import BadServer, Behaviour, Line, Request, answer, raw, redirect
from tests.adapters.still import StillTime

TEXT = b"# Chat\n\nSend a list of messages.\n"
PLAIN = {"Content-Type": "text/plain"}


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer({"/public/a.md": answer(TEXT), "/private/b.md": answer(TEXT)}) as running:
        yield running


def read(server: BadServer, still: StillTime | None = None, **limits: object) -> tuple[Reading, ...]:
    policy = FetchPolicy(allowed_hosts=("127.0.0.1",), **limits)
    with HttpFetcher(policy, timing=(still or StillTime()).timing) as fetcher:
        return fetcher.read([server.url("/public/a.md"), server.url("/private/b.md")])


def states(server: BadServer, **limits: object) -> list[str]:
    return [reading.state for reading in read(server, **limits)]


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: *\nDisallow: /private/\n",
        b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /private/\r\n",
        b"User-agent: *\nAllow: /\n\nUser-agent: driftwatch\nDisallow: /private/\n",
        b"User-agent: *\nDisallow: /\nAllow: /*/a.md$\n",
    ],
)
def test_what_robots_txt_forbids_is_not_read(server: BadServer, rules: bytes) -> None:
    server.routes["/robots.txt"] = answer(rules, headers=PLAIN)
    assert states(server) == ["read", "forbidden-by-robots"]
    assert server.paths() == ["/public/a.md"]
    assert len(server.requests) == 2


def test_robots_txt_may_be_left_out_of_account(server: BadServer) -> None:
    server.routes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /\n", headers=PLAIN)
    assert states(server, respect_robots=False) == ["read", "read"]
    assert "/robots.txt" not in [request.path for request in server.requests]


@pytest.mark.parametrize(
    "behaviour",
    [
        answer(b"User-agent: *\nDisallow: /\n", status=404),
        answer(b"User-agent: *\nDisallow: /\n", status=403),
        answer(b"", status=500),
        raw(b""),
        answer(b"<!DOCTYPE html><html><body>Not here</body></html>"),
        answer(b"\x00\xff" * 1_000),
        answer(b"User-agent: *\nAllow: /\n" + b"# more\n" * 200_000),
        redirect("http://127.0.0.2/robots.txt"),
    ],
)
def test_a_robots_txt_that_is_not_there_forbids_nothing(server: BadServer, behaviour: Behaviour) -> None:
    server.routes["/robots.txt"] = behaviour
    assert states(server) == ["read", "read"]


def test_a_redirect_to_what_is_forbidden_is_not_followed(server: BadServer) -> None:
    server.routes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private/\n", headers=PLAIN)
    server.routes["/public/a.md"] = redirect("/private/b.md")
    assert states(server) == ["forbidden-by-robots", "forbidden-by-robots"]
    assert server.paths() == ["/public/a.md"]


@pytest.mark.parametrize(("asked", "expected"), [("2", 2.0), ("3600", 5.0), ("nonsense", 0.0), ("-4", 0.0)])
def test_a_crawl_delay_is_kept_up_to_five_seconds(server: BadServer, asked: str, expected: float) -> None:
    server.routes["/robots.txt"] = answer(f"User-agent: *\nCrawl-delay: {asked}\n".encode(), headers=PLAIN)
    still = StillTime()
    assert [reading.state for reading in read(server, still)] == ["read", "read"]
    assert sum(still.pauses) == expected


def test_robots_txt_that_never_ends_does_not_hold_up_the_run(server: BadServer) -> None:
    def behave(request: Request, line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\n\r\n")
        line.drip(b"#", every=0.01)

    server.routes["/robots.txt"] = behave
    assert states(server, deadline=1.0) == ["read", "read"]


def test_a_host_that_answers_at_nothing_is_told_by_its_documents_alone(caplog: pytest.LogCaptureFixture) -> None:
    with BadServer({}) as gone:
        url = gone.url("/public/a.md")
    with HttpFetcher(FetchPolicy(allowed_hosts=("127.0.0.1",)), timing=StillTime().timing) as fetcher:
        assert [reading.state for reading in fetcher.read([url])] == ["unreachable"]
    assert not [record for record in caplog.records if "robots.txt" in record.getMessage()]


@pytest.mark.parametrize("behaviour", [raw(b""), answer(b"", status=503)])
def test_a_host_that_answers_at_all_but_robots_txt_is_told_once(
    server: BadServer, behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    server.routes["/robots.txt"] = behaviour
    assert states(server) == ["read", "read"]
    said = [record.getMessage() for record in caplog.records if "robots.txt" in record.getMessage()]
    assert said == [f"{server.url('/robots.txt')} could not be read: nothing is taken as forbidden"]

"""Ask again when it may help, as late as the server wants, and never for ever. No test here waits."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.adapters.http.pace import HostPace, RetryBudget, pause_before, retry_after
from driftwatch.model.reading import FetchPolicy
from tests.adapters.badserver import BadServer, Behaviour, answer, in_turn, raw
from tests.adapters.still import START, StillTime

TEXT = b"# Chat\n\nSend a list of messages.\n"


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


@pytest.fixture
def still() -> StillTime:
    return StillTime()


def policy(**limits: object) -> FetchPolicy:
    return FetchPolicy(allowed_hosts=("127.0.0.1",), **limits)


def throttled(value: str, status: int = 429) -> Behaviour:
    return answer(b"", status=status, headers={"Retry-After": value})


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_passing_fault_is_asked_again_four_times_in_all(server: BadServer, still: StillTime, status: int) -> None:
    server.routes["/a.md"] = answer(b"", status=status)
    with HttpFetcher(policy(), timing=still.timing) as fetcher:
        (reading,) = fetcher.read([server.url("/a.md")])
    assert (reading.state, reading.status) == ("unreachable", status)
    assert len(server.paths()) == 4
    assert still.pauses == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(
    "value", ["7", format_datetime(START + timedelta(seconds=7), usegmt=True), "Tue, 24 Nov 2026 12:00:07 GMT"]
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_asked_for_is_kept(server: BadServer, still: StillTime, value: str, status: int) -> None:
    server.routes["/a.md"] = in_turn(throttled(value, status), answer(TEXT))
    with HttpFetcher(policy(), timing=still.timing) as fetcher:
        (reading,) = fetcher.read([server.url("/a.md")])
    assert reading.state == "read"
    assert still.pauses == [7.0]


def test_a_host_that_asks_for_a_long_pause_is_left_alone(server: BadServer, still: StillTime) -> None:
    server.routes = {"/a.md": throttled("3600"), "/b.md": answer(TEXT), "/c.md": answer(TEXT)}
    with HttpFetcher(policy(concurrency=1), timing=still.timing) as fetcher:
        readings = fetcher.read([server.url(path) for path in ("/a.md", "/b.md", "/c.md")])
    assert [reading.state for reading in readings] == ["unreachable"] * 3
    assert "3600 s" in readings[2].detail
    assert server.paths() == ["/a.md"]
    assert still.pauses == []


def test_the_pauses_of_a_run_have_a_budget(server: BadServer, still: StillTime) -> None:
    server.routes = {f"/{number}.md": answer(b"", status=500) for number in range(10)}
    with HttpFetcher(policy(retry_budget=7.0, concurrency=1), timing=still.timing) as fetcher:
        readings = fetcher.read([server.url(f"/{number}.md") for number in range(10)])
    assert [reading.state for reading in readings] == ["unreachable"] * 10
    assert sum(still.pauses) <= 7.0
    assert len(server.paths()) == 16


def test_pauses_asked_for_count_in_the_budget(server: BadServer, still: StillTime) -> None:
    server.routes["/a.md"] = throttled("30")
    with HttpFetcher(policy(retry_budget=50.0), timing=still.timing) as fetcher:
        (reading,) = fetcher.read([server.url("/a.md")])
    assert reading.state == "unreachable"
    assert still.pauses == [30.0]
    assert len(server.paths()) == 2


def test_a_body_that_is_empty_or_cut_twice_is_believed(server: BadServer, still: StillTime) -> None:
    server.routes = {"/a.md": answer(b""), "/b.json": answer(b'{"openapi": ')}
    with HttpFetcher(policy(), timing=still.timing) as fetcher:
        readings = fetcher.read([server.url("/a.md"), server.url("/b.json")])
    assert [reading.state for reading in readings] == ["empty", "truncated"]
    assert sorted(server.paths()) == ["/a.md", "/a.md", "/b.json", "/b.json"]


def test_a_host_without_connections_is_given_up(still: StillTime) -> None:
    asked: list[str] = []

    async def nobody(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        raise OSError("no such host")

    urls = [f"https://docs.example/{number}.md" for number in range(40)]
    limits = FetchPolicy(allowed_hosts=("docs.example",), respect_robots=False, concurrency=1, attempts=1)
    with HttpFetcher(limits, timing=still.timing, resolver=nobody) as fetcher:
        readings = fetcher.read(urls)
    assert {reading.state for reading in readings} == {"unreachable"}
    assert len(asked) == 8
    assert "no such host" in readings[0].detail
    assert "8 documents in a row" in readings[-1].detail


def test_failing_pages_do_not_make_a_host_look_down(server: BadServer, still: StillTime) -> None:
    server.routes = {f"/{number}.md": raw(b"") for number in range(20)} | {"/last.md": answer(TEXT)}
    urls = [server.url(f"/{number}.md") for number in range(20)] + [server.url("/last.md")]
    with HttpFetcher(policy(concurrency=1, attempts=1), timing=still.timing) as fetcher:
        assert fetcher.read(urls)[-1].state == "read"


def pace_in(still: StillTime, *, interval: float = 0.0) -> HostPace:
    return HostPace(policy(), still.timing, interval=interval)


def test_requests_to_one_host_start_evenly_spaced(still: StillTime) -> None:
    pace = pace_in(still, interval=0.5)
    starts: list[float] = []

    async def ask() -> None:
        for _ in range(4):
            await pace.turn()
            starts.append(still.seconds)

    asyncio.run(ask())
    assert starts == [0.0, 0.5, 1.0, 1.5]


def test_one_throttled_request_holds_back_the_others(still: StillTime) -> None:
    pace = pace_in(still)
    assert pace.back_off(10) == 10
    assert pace.back_off(4) == 0
    asyncio.run(pace.turn())
    assert still.seconds == 10


def test_a_pause_that_grows_while_waiting_is_kept_whole(still: StillTime) -> None:
    pace = pace_in(still)

    async def wait() -> None:
        pace.back_off(5)
        waiting = asyncio.create_task(pace.turn())
        await asyncio.sleep(0)
        pace.back_off(9)
        await waiting

    asyncio.run(wait())
    assert still.seconds >= 9


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("Tue, 24 Nov 2026 12:01:00 GMT", 60.0),
        ("Tue, 24 Nov 2026 12:01:00 -0000", 60.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("\u0661\u0662", None),
        ("9" * 400, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_or_nothing(value: str, expected: float | None) -> None:
    assert retry_after(value, START) == expected


def test_pauses_double_up_to_half_a_minute_and_are_spread() -> None:
    assert [pause_before(attempt, 1.0) for attempt in (2, 3, 4, 5)] == [0.5, 1.0, 2.0, 4.0]
    assert pause_before(2, 0.0) == 0.25
    assert pause_before(60, 1.0) == 30.0


def test_a_budget_pays_only_what_it_has() -> None:
    budget = RetryBudget(3.0)
    assert [budget.take(seconds) for seconds in (2.0, 2.0, 1.0, 0.5)] == [True, False, True, False]

"""An unchanged document costs a 304, and no 304 ever hides a change."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from driftwatch.adapters.http.cache import BodyCache, drop_unlisted
from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.adapters.kept_statements import KeptStatements
from driftwatch.model.reading import FetchPolicy, Reading
from tests.adapters.badserver import BadServer, Behaviour, Line, Request, answer, redirect
from tests.adapters.still import StillTime

OLD = b"# Chat\n\nSend a list of messages.\n"
NEW = b"# Chat\n\nSend a list of messages and a model.\n"
LONG_AGO = {"Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT", "Date": "Tue, 24 Nov 2026 12:00:00 GMT"}


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


@pytest.fixture
def cache(tmp_path: Path) -> BodyCache:
    return BodyCache(tmp_path / "cache")


def page(body: bytes, **headers: str) -> Behaviour:
    """Answers 304 to the right validator, like any web server."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}

    def behave(request: Request, line: Line) -> None:
        etag = request.headers.get("if-none-match")
        date = request.headers.get("if-modified-since")
        same = etag == given.get("ETag") if etag else date is not None and date == given.get("Last-Modified")
        answer(b"" if same else body, status=304 if same else 200, headers=given, length=not same)(request, line)

    return behave


def read(server: BadServer, cache: BodyCache, path: str = "/chat.md", *, keep: bool = True) -> Reading:
    policy = FetchPolicy(allowed_hosts=("127.0.0.1",))
    with HttpFetcher(policy, cache=cache, timing=StillTime().timing) as fetcher:
        (reading,) = fetcher.read([server.url(path)])
    if keep:
        cache.keep(reading)
    return reading


def conditions(server: BadServer) -> set[str]:
    return {"if-none-match", "if-modified-since"} & server.requests[-1].headers.keys()


@pytest.mark.parametrize("headers", [{"ETag": '"one"'}, {"ETag": 'W/"one"', **LONG_AGO}, LONG_AGO])
def test_an_unchanged_document_costs_a_304(server: BadServer, cache: BodyCache, headers: dict[str, str]) -> None:
    server.routes["/chat.md"] = page(OLD, **headers)
    first, second = read(server, cache), read(server, cache)
    assert (first.status, first.from_cache) == (200, False)
    assert (second.state, second.status, second.from_cache) == ("read", 304, True)
    assert (second.body, second.content_type) == (first.body, first.content_type)
    assert len(conditions(server)) == 1


def test_a_changed_etag_brings_the_new_body(server: BadServer, cache: BodyCache) -> None:
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    read(server, cache)
    server.routes["/chat.md"] = page(NEW, ETag='"two"')
    reading = read(server, cache)
    assert (reading.body, reading.from_cache) == (NEW, False)
    assert read(server, cache).body == NEW


def test_a_body_that_was_never_confirmed_is_read_in_full_again(server: BadServer, cache: BodyCache) -> None:
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    read(server, cache, keep=False)
    assert not read(server, cache, keep=False).from_cache


def test_only_whole_documents_are_kept(server: BadServer, cache: BodyCache) -> None:
    server.routes["/chat.md"] = answer(b"<!doctype html>", headers={"ETag": '"one"'})
    assert read(server, cache).state == "soft-404"
    assert cache.find(server.url("/chat.md")) is None


def test_a_document_that_lost_its_validators_is_forgotten(server: BadServer, cache: BodyCache) -> None:
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    read(server, cache)
    server.routes["/chat.md"] = answer(NEW)
    read(server, cache)
    assert cache.find(server.url("/chat.md")) is None


def damaged(content: bytes) -> Iterator[bytes]:
    yield content[:-1]
    yield content + b"\n"
    yield content[:20]
    yield b""
    yield b"{}\n"
    yield b"\x00" * 50
    yield content.replace(b"messages", b"messagez")
    yield content.replace(b'"format":1', b'"format":2')
    yield b"[" * 100_000


@pytest.mark.parametrize("kind", range(9))
def test_a_damaged_entry_is_as_good_as_none(server: BadServer, cache: BodyCache, tmp_path: Path, kind: int) -> None:
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    read(server, cache)
    (path,) = (tmp_path / "cache").iterdir()
    path.write_bytes(list(damaged(path.read_bytes()))[kind])
    reading = read(server, cache)
    assert (reading.body, reading.from_cache) == (OLD, False)
    assert conditions(server) == set()
    assert read(server, cache).from_cache


def test_an_entry_under_the_name_of_another_url_is_not_used(
    server: BadServer, cache: BodyCache, tmp_path: Path
) -> None:
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    read(server, cache)
    (path,) = (tmp_path / "cache").iterdir()
    other = hashlib.sha256(server.url("/other.md").encode()).hexdigest()
    path.rename(path.with_name(f"{other}.body"))
    assert cache.find(server.url("/other.md")) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Last-Modified": "Tue, 24 Nov 2026 11:59:30 GMT", "Date": "Tue, 24 Nov 2026 12:00:00 GMT"},
        {"Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT", "Date": "nonsense"},
        {"Last-Modified": "nonsense", "Date": "Tue, 24 Nov 2026 12:00:00 GMT"},
        {**LONG_AGO, "Server": "SimpleHTTP/0.6 Python/3.11.7"},
    ],
)
def test_a_date_that_proves_nothing_is_not_asked_with(
    server: BadServer, cache: BodyCache, headers: dict[str, str]
) -> None:
    server.routes["/chat.md"] = page(OLD, **headers)
    read(server, cache)
    read(server, cache)
    assert conditions(server) == set()


def test_validators_belong_to_the_end_of_the_redirects(server: BadServer, cache: BodyCache) -> None:
    server.routes = {"/chat.md": redirect("/v1/chat.md"), "/v1/chat.md": page(OLD, ETag='"one"')}
    read(server, cache)
    second = read(server, cache)
    assert second.from_cache
    assert second.redirects == (server.url("/chat.md"),)
    assert "if-none-match" not in server.requests[-2].headers
    server.routes |= {"/chat.md": redirect("/v2/chat.md"), "/v2/chat.md": page(NEW, ETag='"one"')}
    assert read(server, cache).body == NEW


def test_a_304_nobody_asked_for_is_no_document(server: BadServer, cache: BodyCache) -> None:
    server.routes["/chat.md"] = answer(b"", status=304, length=False)
    assert read(server, cache).state == "unreachable"


def test_a_failure_leaves_the_kept_body_alone(server: BadServer, cache: BodyCache) -> None:
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    read(server, cache)
    server.routes["/chat.md"] = answer(b"", status=500)
    assert read(server, cache).state == "unreachable"
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    assert read(server, cache).from_cache


def test_no_query_stands_in_the_cache_in_clear(server: BadServer, cache: BodyCache, tmp_path: Path) -> None:
    server.routes["/quota.json"] = page(b'{"quota": 1}', ETag='"one"')
    path = "/quota.json?key=s3cr3t-9f8e7d&page=hidden"
    read(server, cache, path)
    assert read(server, cache, path).from_cache
    (entry,) = (tmp_path / "cache").iterdir()
    stored = entry.name.encode() + entry.read_bytes()
    assert b"s3cr3t" not in stored
    assert b"hidden" not in stored


def test_a_cache_that_cannot_be_written_only_costs_speed(
    server: BadServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = BodyCache(tmp_path / "file" / "cache")
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    assert read(server, cache).state == "read"
    assert read(server, cache).state == "read"
    assert "cache cannot be written" in caplog.text


def test_nothing_half_written_stays_behind(
    server: BadServer, cache: BodyCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes["/chat.md"] = page(OLD, ETag='"one"')
    kept = read(server, cache, keep=False)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep(kept)
    assert list((tmp_path / "cache").iterdir()) == []


def test_entries_of_documents_that_are_no_longer_listed_are_dropped(server: BadServer, cache: BodyCache) -> None:
    for path in ("/a.md", "/b.md", "/c.md"):
        server.routes[path] = page(OLD, ETag='"one"')
        read(server, cache, path)
    assert cache.prune([server.url("/b.md"), server.url("/new.md")]) == 2
    assert cache.find(server.url("/a.md")) is None
    assert cache.find(server.url("/b.md")) is not None


def test_what_a_killed_run_left_is_dropped_after_a_day(cache: BodyCache, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    for name in ("new-old", "new-young"):
        (folder / name).write_bytes(b"half")
    os.utime(folder / "new-old", (0, 0))
    assert cache.prune([]) == 1
    assert [path.name for path in folder.iterdir()] == ["new-young"]


def test_a_folder_that_is_not_there_is_pruned_of_nothing(tmp_path: Path) -> None:
    assert BodyCache(tmp_path / "none").prune([]) == 0
    assert drop_unlisted(tmp_path / "none", []) == 0


def test_a_link_in_the_cache_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "source").symlink_to(precious)
    assert drop_unlisted(tmp_path / "cache", []) == 0
    assert (precious / "thesis.txt").exists()


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def as_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def as_huge(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(1 << 40)


@pytest.mark.parametrize("damage", [as_pipe, as_device, as_huge])
def test_what_is_no_plain_file_is_neither_waited_for_nor_read_to_its_end_and_told_once(
    server: BadServer,
    cache: BodyCache,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], None],
) -> None:
    for path in ("/chat.md", "/more.md"):
        server.routes[path] = page(OLD, ETag='"one"')
        read(server, cache, path)
    for kept in (tmp_path / "cache").iterdir():
        damage(kept)
    again = BodyCache(tmp_path / "cache")
    for url in ("/chat.md", "/more.md"):
        reading = read(server, again, url, keep=False)
        assert (reading.body, reading.from_cache) == (OLD, False)
    assert caplog.text.count("the cache is damaged") == 1


def test_a_cache_that_is_a_link_loses_nothing_where_it_leads(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    (precious / "contracts").mkdir(parents=True)
    for name in ("contracts/team.yaml", "contracts/0.body", "0.body"):
        (precious / name).write_text("years of work")
    (tmp_path / "cache").symlink_to(precious)
    assert drop_unlisted(tmp_path / "cache", []) == 0
    assert BodyCache(tmp_path / "cache").prune([]) == 0
    KeptStatements(tmp_path / "cache", reader="r").discard()
    assert (precious / "contracts" / "team.yaml").exists()
    assert (precious / "0.body").exists()


def test_of_a_source_that_is_no_longer_watched_only_what_was_kept_goes(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "gone"
    folder.mkdir(parents=True)
    for name in ("0.body", "0.stated", "new-0", "notes.txt"):
        (folder / name).write_text("x")
    assert drop_unlisted(tmp_path / "cache", []) == 3
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]

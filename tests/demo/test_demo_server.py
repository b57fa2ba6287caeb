"""The server of the bundled site behaves as a documentation host."""

from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from driftwatch.demo.server import DemoSite

QUOTA_1, QUOTA_2, QUOTA_3 = (
    "/cometapi-account-balance-query-api-usage-instructions-1018094m0",
    "/pricing/balance-query",
    "/tools/balance-api",
)


def ask(site: DemoSite, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(site.origin).netloc, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/api/text/chat.md", "text/markdown; charset=utf-8"),
        ("/api/text/chat", "text/html; charset=utf-8"),
        ("/api/openapi/text/post-embeddings.openapi.json", "application/json; charset=utf-8"),
    ],
)
def test_a_document_is_served_with_its_type(path: str, kind: str) -> None:
    with DemoSite("2026-03-15") as site:
        answer, _ = ask(site, path)
        assert (200, kind) == (answer.status, answer.headers["Content-Type"])


def test_absolute_links_name_the_served_origin() -> None:
    with DemoSite("2026-03-15") as site:
        _, body = ask(site, "/llms.txt")
        assert f"]({site.origin}/api/".encode() in body
        assert b"{{origin}}" not in body


def test_absolute_links_name_another_origin_where_the_site_is_to_be_called_so() -> None:
    with DemoSite("2026-03-15", origin="http://docs.example") as site:
        assert site.index_url == "http://docs.example/llms.txt"
        connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
        connection.request("GET", "/llms.txt")
        assert b"](http://docs.example/" in connection.getresponse().read()
        connection.close()


def test_an_unchanged_document_costs_a_304_and_no_body() -> None:
    with DemoSite("2026-03-15") as site:
        first, _ = ask(site, "/api/text/chat.md")
        answer, body = ask(site, "/api/text/chat.md", If_None_Match=first.headers["ETag"])
        assert (304, b"") == (answer.status, body)


def test_a_changed_document_is_served_whole_to_an_old_validator() -> None:
    with DemoSite("2026-03-15") as site:
        first, _ = ask(site, "/api/text/chat.md")
        site.switch("2026-05-28")
        answer, body = ask(site, "/api/text/chat.md", If_None_Match=first.headers["ETag"])
        assert answer.status == 200
        assert b"`developer`" in body


@pytest.mark.parametrize(
    ("version", "old", "new"),
    [
        ("2026-05-28", QUOTA_1, QUOTA_2),
        ("2026-10-01", QUOTA_1, QUOTA_3),
        ("2026-10-01", QUOTA_2, QUOTA_3),
        ("2026-10-01", "/api/video/sora-2/official/create-video", "/api/video/sora-2/create"),
    ],
)
def test_a_moved_page_and_its_twin_answer_with_their_new_address(version: str, old: str, new: str) -> None:
    with DemoSite(version) as site:
        for suffix in ("", ".md"):
            answer, _ = ask(site, old + suffix)
            assert (301, new + suffix) == (answer.status, answer.headers["Location"])


def test_what_the_site_does_not_have_is_a_404_page() -> None:
    with DemoSite("2026-03-15") as site:
        answer, body = ask(site, "/tools/balance-api.md")
        assert answer.status == 404
        assert body.startswith(b"<!DOCTYPE html>")


def test_head_says_the_length_without_the_body() -> None:
    with DemoSite("2026-03-15") as site:
        answer, body = ask(site, "/robots.txt", "HEAD")
        assert body == b""
        assert int(answer.headers["Content-Length"]) > 0


def test_requests_are_logged_in_order() -> None:
    with DemoSite("2026-03-15") as site:
        ask(site, "/llms.txt")
        ask(site, "/nowhere")
        assert [("GET", "/llms.txt", 200), ("GET", "/nowhere", 404)] == site.requests


def test_a_path_can_be_made_to_fail_until_the_next_version() -> None:
    with DemoSite("2026-03-15") as site:
        site.answer("/llms.txt", 503, b"busy", Retry_After="1")
        answer, body = ask(site, "/llms.txt")
        assert (503, b"busy", "1") == (answer.status, body, answer.headers["Retry-After"])
        site.switch("2026-05-28")
        answer, _ = ask(site, "/llms.txt")
        assert answer.status == 200

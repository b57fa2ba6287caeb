"""Only a whole document counts as read; each way of not being one has its own name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.presence.impostors import is_login_redirect
from driftwatch.presence.integrity import judge, text_of

PAGE = "https://docs.example/api/chat"
MARKDOWN = "https://docs.example/api/chat.md"
SPEC = "https://docs.example/api/chat.openapi.json"
INDEX = "https://docs.example/llms.txt"
SITEMAP = "https://docs.example/sitemap.xml"

PROSE = "<p>" + "The model answers with a list of choices, each with a message. " * 60 + "</p>"


def page(title: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def state(url: str, body: bytes, *, status: int = 200, content_type: str = "text/html; charset=utf-8") -> str:
    return judge(url, status, content_type, body)[0]


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (PAGE, page("Chat", PROSE)),
        (PAGE, b"<!doctype html><title>Without optional tags</title><p>All is here."),
        (MARKDOWN, b"# Chat\n\nSend a list of messages.\n"),
        (MARKDOWN, b"# Web pages\n\n```html\n<!DOCTYPE html>\n<html>\n```\n"),
        (MARKDOWN, b"# Chat\n\n````yaml post /v1/chat\nopenapi: 3.1.0\n````"),
        (MARKDOWN, b"# Chat\n\n```bash\ncurl the rest\nforgotten by its author\n"),
        (SPEC, b'{"openapi": "3.1.0", "paths": {}}'),
        (SPEC, b'\xef\xbb\xbf{"openapi": "3.1.0"}'),
        (INDEX, b"# Docs\n\n- [Chat](https://docs.example/api/chat.md): talk\n"),
        (
            SITEMAP,
            b'<?xml version="1.0"?>\n<urlset><url><loc>https://docs.example/</loc></url></urlset>\n<!-- built -->\n',
        ),
        (SITEMAP, b"<urlset/>"),
        (SITEMAP, b'<?xml version="1.0"?>\n<!DOCTYPE api [<!ELEMENT op (#PCDATA)>]>\n<api><op>x</op></api>\n'),
        (PAGE, page("Chat", PROSE + '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>')),
        (PAGE, page("Just a moment: streaming explained", PROSE)),
        (PAGE, page("How to log in", PROSE + '<input type="password">')),
        (PAGE, page("404 Not Found", "<h1>404 Not Found</h1><table><tr><td>model_not_found</td></tr></table>")),
        (PAGE, page("404 not found", "<h1>404 not found</h1>" + "<p>A <code>/404.html</code> is looked for.</p>" * 3)),
        (MARKDOWN, b"# Not found\n\n| Status | Meaning |\n|---|---|\n| 404 | no such model |\n"),
        (SPEC, b'{"openapi": "3.1.0", "title": "Not found"}'),
    ],
)
def test_a_whole_document_is_read(url: str, body: bytes) -> None:
    assert judge(url, 200, "text/plain", body) == ("read", "")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "gone"),
        (410, "gone"),
        (401, "blocked"),
        (403, "blocked"),
        (451, "blocked"),
        (429, "unreachable"),
        (500, "unreachable"),
        (503, "unreachable"),
        (400, "unreachable"),
        (206, "truncated"),
        (204, "empty"),
        (202, "unreachable"),
    ],
)
def test_only_404_and_410_say_that_a_document_is_gone(status: int, expected: str) -> None:
    assert expected == state(MARKDOWN, b"# Some text\n", status=status)


@pytest.mark.parametrize("body", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_white_space_is_an_empty_document(body: bytes) -> None:
    assert state(INDEX, body) == "empty"


@pytest.mark.parametrize("url", [MARKDOWN, SPEC, INDEX, SITEMAP, "https://docs.example/spec.yaml?v=2#x"])
@pytest.mark.parametrize("start", ["<!DOCTYPE html>", "\ufeff\n <!-- app --><!doctype  HTML>", "<html lang='en'>"])
def test_an_html_shell_under_a_text_url_is_a_soft_404(url: str, start: str) -> None:
    body = f"{start}<head><title>Docs</title></head><body><div id=root></div></body></html>".encode()
    assert state(url, body, content_type="application/json") == "soft-404"


@pytest.mark.parametrize(
    "body",
    [
        page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>"),
        page("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
        page("docs.example", "<script>window._cf_chl_opt = {};</script>"),
        page("Access denied", "<p>Reference 18.2f</p>"),
        page("Vercel Security Checkpoint", "<p>We are verifying your browser</p>"),
        page("Making sure you&#39;re not a bot!", "<p>Loading</p>"),
    ],
)
@pytest.mark.parametrize("url", [PAGE, MARKDOWN, SPEC])
@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_challenge_page_is_blocked_whatever_its_status_and_url(url: str, body: bytes, status: int) -> None:
    assert state(url, body, status=status) == "blocked"


@pytest.mark.parametrize(
    "body",
    [
        page("Sign in to Docs", '<form><input name=user><input class="x" type="password"></form>'),
        page("Docs", "<form><input type=password></form>"),
        page("Log in | Docs", "<div id=root></div>"),
        page("Password required", "<p>Enter the password</p>"),
    ],
)
@pytest.mark.parametrize("url", [PAGE, MARKDOWN])
def test_a_login_page_with_status_200_is_a_login(url: str, body: bytes) -> None:
    assert state(url, body) == "login"


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (PAGE, page("Page not found", PROSE)),
        (PAGE, page("404: This page could not be found", "")),
        (PAGE, page("404 \u2013 Not found | Docs", "")),
        (PAGE, page("Docs", "<h1 class=big><span>Page Not Found</span></h1><p>Try the search.</p>")),
        (PAGE, page("404 Not found", "<h1>404 Not found</h1><p>There is no <code>/a.html</code> here.</p>")),
        (PAGE, page("Docs", "<h1>This page doesn\u2019t exist</h1>")),
        (MARKDOWN, b"# Page not found\n\nTry the index.\n"),
        (MARKDOWN, b"404: NOT_FOUND"),
        (MARKDOWN, b'{"error": "Not Found"}'),
        (SPEC, b'{"detail": "Not Found"}'),
        (INDEX, b"Not found."),
    ],
)
def test_a_200_that_says_not_found_is_a_soft_404(url: str, body: bytes) -> None:
    assert state(url, body) == "soft-404"


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (PAGE, page("Chat", PROSE)[:-20]),
        (SPEC, b'{"openapi": "3.1.0", "paths": {"/v1/chat": {"po'),
        (SPEC, b'[{"a": 1},'),
        (MARKDOWN, b"# Chat\n\n````yaml post /v1/chat\nopenapi: 3.1.0\npaths:\n"),
        (MARKDOWN, b'# Chat\n\n```json\n{"id": 7, "tags": ["a'),
        (MARKDOWN, b"# Chat\n\n````yaml post /v1/chat\n```\n"),
        (SITEMAP, b'<?xml version="1.0"?><urlset><url><loc>https://docs.example/</loc></url>'),
        (SITEMAP, b'<?xml version="1.0"?><urlset><url><lo'),
        (MARKDOWN, "# Vidéo".encode()[:-2]),
    ],
)
def test_a_document_without_its_end_is_truncated(url: str, body: bytes) -> None:
    assert state(url, body) == "truncated"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("image/png", b"text"),
        ("application/pdf", b"text"),
        ("text/markdown", b"%PDF-1.7 ..."),
        ("application/json", b"\x1f\x8b\x08\x00rest"),
        ("text/plain", b"a\x00b\x00c"),
        ("text/plain", b"words. " * 800 + b"\x00" * 9 + b"words."),
        ("text/plain", b"caf\xe9 au lait"),
        ("text/plain; charset=utf-7", b"caf\xe9 +ADw-"),
    ],
)
def test_what_is_no_text_is_of_the_wrong_type(content_type: str, body: bytes) -> None:
    assert state(MARKDOWN, body, content_type=content_type) == "wrong-type"


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/plain", b"\xef\xbb\xbfcaf\xc3\xa9", "caf\u00e9"),
        ("text/plain; charset=iso-8859-1", b"caf\xe9", "caf\u00e9"),
        ("text/plain; charset=iso-8859-1", b"caf\xc3\xa9", "caf\u00e9"),
        ("text/plain", "caf\u00e9".encode("utf-16"), "caf\u00e9"),
        ("text/plain; charset=utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
        ("text/plain; charset=nonsense", b"plain", "plain"),
        ("text/html", b'<meta charset="windows-1252">caf\xe9', '<meta charset="windows-1252">caf\u00e9'),
        ("text/html; charset=GBK", "\u53c2\u6570".encode("gbk"), "\u53c2\u6570"),
    ],
)
def test_text_is_decoded_by_mark_then_utf_8_then_charset(content_type: str, body: bytes, expected: str) -> None:
    assert expected == text_of(content_type, body)


@pytest.mark.parametrize(
    ("origin", "target"),
    [
        (PAGE, "https://docs.example/login"),
        (PAGE, "https://docs.example/account/sign-in?returnTo=%2Fapi%2Fchat"),
        (PAGE, "https://auth.example/oauth2/authorize?client_id=1"),
        (PAGE, "https://sso.example/a/b/c/saml"),
    ],
)
def test_a_redirect_to_a_login_page_is_known_by_its_target(origin: str, target: str) -> None:
    assert is_login_redirect(origin, target)


@pytest.mark.parametrize(
    ("origin", "target"),
    [
        (PAGE, "https://docs.example/api/chat/completions"),
        ("https://docs.example/api/auth/login", "https://docs.example/reference/auth/login"),
        ("https://docs.example/api/auth/session", "https://docs.example/reference/v2/auth/login"),
        (PAGE, "https://docs.example/api/login-methods"),
    ],
)
def test_a_page_about_logging_in_is_no_login_page(origin: str, target: str) -> None:
    assert not is_login_redirect(origin, target)


@given(st.binary(max_size=300), st.sampled_from([PAGE, MARKDOWN, SPEC, INDEX, SITEMAP, "http://[", ""]))
def test_any_bytes_under_any_url_are_judged(body: bytes, url: str) -> None:
    verdict, reason = judge(url, 200, "text/html", body)
    assert (verdict == "read") == (reason == "")


@pytest.mark.parametrize("cut", range(1, 200, 7))
def test_no_cut_of_a_json_document_passes_for_the_whole(cut: int) -> None:
    whole = (
        b'{"openapi": "3.1.0", "paths": {"/v1/chat": {"post": {"parameters": [{"name": "model", "in": "query"}]}}}, '
    )
    whole += b'"info": {"title": "Chat", "version": "1"}, "servers": [{"url": "https://api.example"}]}'
    assert state(SPEC, whole) == "read"
    assert state(SPEC, whole[:-cut]) != "read"


@pytest.mark.slow
@pytest.mark.parametrize(
    "junk",
    ["<", "<title ", "<h1 ", "<h1><b", "```\n", "~~~", "[", "{", '"', "404 ", "<input type", "<!--", "<script", "&"],
)
def test_a_megabyte_of_junk_is_judged_at_once(junk: str) -> None:
    body = (junk * (1_000_000 // len(junk))).encode()
    for prefix in (b"", b"<!doctype html>", b"# Title\n\n"):
        assert judge(MARKDOWN, 200, "", prefix + body)[0] != "gone"
        assert judge(PAGE, 200, "", prefix + body)[0] != "gone"


WHOLE = '<!DOCTYPE html>\n<html lang="en"><head><title>Crates</title></head>\n<body><p>All of it.</p>\n</body></html>\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (WHOLE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), "wrong-type"),
        ("\n" + WHOLE.replace("<", "&lt;"), "wrong-type"),
        (json.dumps(WHOLE), "wrong-type"),
    ],
)
@pytest.mark.parametrize("url", [PAGE, f"{PAGE}.html"])
def test_a_page_that_came_escaped_is_none(url: str, body: str, expected: str) -> None:
    assert state(url, body.encode()) == expected


@pytest.mark.parametrize(
    "body",
    [
        WHOLE,
        "<body><p>Written without what may be left out.</p></body>",
        "# Tags\n\nA page begins with `&lt;!doctype html&gt;`.\n",
        "# Tags\n\nThe last tag of a page is `</html>`\n",
        "```html\n<html>\n<p>One</p>\n</html>\n```\n",
        '"Quoted" is what the first word of this page is.\n',
        "<!-- " + "long " * 200 + "-->" + WHOLE,
        "&lt;crate&gt; is an element of the answer.\n",
    ],
)
def test_a_page_that_speaks_of_tags_is_one(body: str) -> None:
    assert state(PAGE, body.encode(), content_type="text/markdown") == "read"

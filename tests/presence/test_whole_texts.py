"""Whether a text shows that it is whole, and where redirects of lost pages lead."""

import pytest

from driftwatch.model.page import Link
from driftwatch.presence.impostors import is_home_redirect, title_of, visible_text
from driftwatch.presence.integrity import ends_visibly, ends_what_never_began, judge
from driftwatch.presence.links import Scope, select
from tests.presence.island import Answer, Island, Watch

SITE = "https://docs.example.com"


@pytest.mark.parametrize(
    ("content_type", "body", "whole"),
    [
        ("text/html", b"<!doctype html><html><p>All.</p></html>\n", True),
        ("text/html", b"<!doctype html><html><p>All.</p>\n", False),
        ("text/html", b"<!doctype html><html><body><p>All.</p></body>\n<script src=/bar.js></script>\n", True),
        ("text/html", b"<!doctype html><html><body><pre></body></pre>" + b"<p>All.</p>" * 99, False),
        ("text/markdown", b"# Chat\n", True),
        ("text/markdown", b"```yaml\nopenapi: 3.1.0\n```", True),
        ("text/markdown", b"# Chat\n\nSend a mess", False),
        ("application/json", b'\xef\xbb\xbf{"openapi": "3.1.0"}', True),
        ("application/json", b'{"openapi": "3.', False),
        ("application/xml", b" <?xml version='1.0'?><urlset></urlset>", True),
        ("text/plain", b"\xff\xfe\xff", False),
    ],
)
def test_a_text_shows_that_it_is_whole_by_how_it_ends(content_type: str, body: bytes, whole: bool) -> None:  # noqa: FBT001
    assert ends_visibly(content_type, body) is whole


@pytest.mark.parametrize("text", ['{"name": "Chat"}', '{"message": "It went well."}', '["Not found"]'])
def test_a_small_json_that_does_not_say_not_found_is_read(text: str) -> None:
    assert judge(f"{SITE}/api/chat.json", 200, "application/json", text.encode()) == ("read", "")


def test_a_small_json_that_says_not_found_is_none_of_the_documentation() -> None:
    state, why = judge(f"{SITE}/api/chat.json", 200, "application/json", b'{"error": 404, "message": "Page not found"}')
    assert (state, why) == ("soft-404", "JSON says 'Page not found'")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("````yaml post /v1\nopenapi: 3.1.0\n```\n", "truncated"),
        ("````yaml post /v1\nopenapi: 3.1.0\n~~~~\n", "truncated"),
        ("````yaml post /v1\nopenapi: 3.1.0\n```` yaml\n", "truncated"),
        ("````yaml post /v1\nopenapi: 3.1.0\n`````\n", "read"),
        ("```yaml post /v1\n", "truncated"),
        ('```json\n{"openapi": "3.1.0"}\n', "truncated"),
        ('```json\n{\n  "id": 7,\n  "tags": [\n', "truncated"),
        ('```json\n{\n  "id": 7\n}\n', "read"),
        ('```json\n{\n  "id": 7\n}\n\n## Errors\n\nNone.\n', "read"),
        ('```json\n{\n  "id": 7\n}', "read"),
        ("```yaml\nid: 7\n", "read"),
        ("```bash\ncurl https://api.example.com/v1/clips", "read"),
        ("```yaml post /v1\nopenapi: 3.1", "truncated"),
        ('```json\n{\n  "id": 7,', "truncated"),
        ("```a sample``` of inline code that begins a line and ends the text", "read"),
    ],
)
def test_a_fence_is_closed_by_its_own_kind_alone(text: str, state: str) -> None:
    assert judge(f"{SITE}/chat.md", 200, "text/markdown", f"# Chat\n\n{text}".encode())[0] == state


@pytest.mark.parametrize(
    ("origin", "target", "home"),
    [
        (f"{SITE}/api/chat", f"{SITE}/", True),
        (f"{SITE}/api/chat?v=2", f"{SITE}?from=chat", True),
        (f"{SITE}/api/chat", f"{SITE}/api", False),
        (f"{SITE}/", f"{SITE}/", False),
        (f"{SITE}/api/chat", "https://other.example/", False),
    ],
)
def test_a_redirect_from_deep_inside_to_the_start_page_leads_home(origin: str, target: str, home: bool) -> None:  # noqa: FBT001
    assert is_home_redirect(origin, target) is home


def test_a_reader_sees_no_comment_script_or_tag() -> None:
    html = "<title>Chat</title><p>Send<!-- <b>not</b> this --> a <b>list</b></p><script>if (1 < 2) {}</script> now <br"
    assert visible_text(html) == "send a list now"


def test_a_page_without_a_title_has_none() -> None:
    assert (title_of("<p>Chat</p>"), title_of("<title>Chat &amp;\n more</title>")) == ("", "Chat & more")


@pytest.mark.parametrize("url", ["https://docs.example.com:99999/x", "https:///api/chat"])
def test_a_link_to_no_host_at_all_is_left_out(url: str) -> None:
    scope = Scope(base=f"{SITE}/llms.txt", hosts=("docs.example.com",))
    assert select([Link(url)], scope).chosen == ()


@pytest.mark.parametrize("text", ['"# Chat\\n\\nSend it."', '\ufeff"# Chat\\n"\n', '""'])
def test_a_page_in_one_string_of_json_is_in_an_envelope(text: str) -> None:
    assert judge(f"{SITE}/chat.md", 200, "text/markdown", text.encode())[0] == "wrong-type"


@pytest.mark.parametrize(
    "text",
    [
        '"Chat" is what we call "talk"',
        '"Chat"\n\nSend "it"',
        '"Chat" is "it".',
        '"',
        'A "page".',
        '"\\q"',
        "'Chat'",
        '""" Chat """',
    ],
)
def test_a_page_may_begin_and_end_with_quotes(text: str) -> None:
    assert judge(f"{SITE}/chat.md", 200, "text/markdown", text.encode()) == ("read", "")


FRONT = "---\ntitle: Clips\nauthor: Ada\n---\n\n# Clips\n"


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        (FRONT, False),
        (FRONT.replace("Ada\n---", "Ada"), True),
        (FRONT[8:], True),
        (FRONT.replace("---", "..."), False),
        (FRONT.removeprefix("---\n"), True),
        ("---\n\n# Clips\n\nA line above a title.\n", False),
        ("Note: they are short\n---\n\nAnd loud.\n", False),
        ("title: Clips\nauthor: Ada\n\nSome words.\n\n---\n\nAnd more.\n", False),
        ("Two lines\nof a title\n---\n\nAnd more.\n", False),
        ("# Clips\n\n---\n\nGive a prompt: a word.\n---\n\n", False),
        ("---\ntitle: Clips\n---", False),
        ("---\nNote: they are new.\n\n# Clips\n", False),
        ("---\nNote: they are new,\nand loud.\n\n# Clips\n", False),
        ("A title of\nNote: two lines\n---\n\nAnd more.\n", False),
        ("---\nTitle: Clips\nAuthor: Ada\n---\n\n# Clips\n", False),
        ("---\nTitle: Clips\nAuthor: Ada\n\n# Clips\n", False),
        ("---\nTitle: Clips\nAuthor: Ada\nDate: today\n# Clips\n", True),
        ("ips\nAuthor: Ada\nDate: today\n---\n\n# Clips\n", True),
        ("ips\nAuthor: Ada\n---\n\n# Clips\n", False),
    ],
)
def test_front_matter_has_two_lines_of_dashes(text: str, torn: bool) -> None:  # noqa: FBT001
    assert ends_what_never_began(text) is torn


HEADED = (
    "# Parcels\nHost: https://api.example.com\nVersion: 2\n---\n\nA parcel waits for a courier. It waits for a day.\n"
)


def test_what_looks_like_the_rear_of_front_matter_may_have_been_there_before() -> None:
    site = Island()
    site.answers["/guides/billing.md"] = Answer(HEADED)
    watch = Watch(site)
    watch.next_day()
    site.answers["/guides/billing.md"] = Answer(HEADED.replace("api.example", "boxes.example"))
    assert [each.id for each in watch.next_day()] == ["page-text-changed"]

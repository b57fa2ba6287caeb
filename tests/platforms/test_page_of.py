"""The encoding a server states is used only when it is one of text and the bytes are not UTF-8 anyway."""

import pytest

from driftwatch.model.reading import Reading
from driftwatch.platforms.detection import page_of

BASE = "https://docs.example/"


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/markdown; charset=utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
        ("text/markdown; charset=unicode_escape", b"\\x3cb\\x3e", "\\x3cb\\x3e"),
        ("text/markdown; charset=rot13", b"plain", "plain"),
        ("text/html; charset=iso-8859-1", b"caf\xe9", "caf\u00e9"),
        ("text/html; charset=iso-8859-1", "caf\u00e9".encode(), "caf\u00e9"),
        ("text/html", b"caf\xe9", "caf\ufffd"),
    ],
)
def test_a_page_is_decoded_as_its_bytes_say(content_type: str, body: bytes, expected: str) -> None:
    url = f"{BASE}chat.md"
    reading = Reading(url=url, final_url=url, state="read", status=200, content_type=content_type, body=body)
    assert page_of(reading, BASE).text == expected

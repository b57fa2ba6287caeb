"""Every payload of tests/attacks.jsonl as a name, a value and a summary of the documentation: shown, and inert."""

import copy
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from driftwatch.history.captures import History
from driftwatch.history.timeline import Judged, past_of
from driftwatch.reports.site.files import files_of_site
from driftwatch.rules.policy import Policy
from tests.history.stories import body_of, captured, document

ATTACKS = [json.loads(line) for line in (Path(__file__).parents[1] / "attacks.jsonl").read_text("utf-8").splitlines()]
PAYLOADS = [attack["payload"] for attack in ATTACKS if isinstance(attack.get("payload"), str)]
LEFT_ALONE = re.compile(r"https?://|[\w./?=#%,-]*$")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(key, value or "") for key, value in attrs]


def written(folder: Path, payloads: list[str]) -> dict[str, str]:
    """Return the site of an API whose second capture is full of payloads."""
    first = document()
    second = copy.deepcopy(first)
    properties = body_of(second)["properties"]
    for payload in payloads:
        properties[payload] = {"type": "string", "enum": [payload], "default": payload, "pattern": payload}
        second["components"]["schemas"][re.sub(r"[/~#%]", "", payload) or "x"] = {"type": "string", "title": payload}
    post = second["paths"]["/v1/clips"]["post"]
    post["summary"] = post["operationId"] = " ".join(payloads)
    post["tags"] = payloads
    history = History(captured(folder, [first, second]), "snapshots/clips")
    past = past_of(history, Judged(Policy(today="2026-12-01")), source="clips")
    return {path: content.decode() for path, content in files_of_site(past).items()}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return written(tmp_path_factory.mktemp("attacked"), PAYLOADS)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    files = written(tmp_path_factory.mktemp("harmless"), ["title", "words " * 3])
    return set().union(*(Tags(text).names for path, text in files.items() if path.endswith(".html")))


def test_no_payload_adds_a_tag_a_handler_or_an_address(attacked: dict[str, str], harmless: set[str]) -> None:
    assert len(PAYLOADS) > 100
    for path, text in attacked.items():
        if path.endswith(".html"):
            tags = Tags(text)
            assert set() == tags.names - harmless - {"del", "ins"}, path
            assert not [key for key, _ in tags.attributes if key.startswith("on") or key == "style"], path
            links = [value for key, value in tags.attributes if key in {"href", "src"}]
            assert not [link for link in links if not LEFT_ALONE.match(link)], path
            assert 1 == text.count("<script"), path


def test_no_payload_brings_characters_that_cannot_be_seen(attacked: dict[str, str]) -> None:
    assert [] == [path for path, text in attacked.items() if UNSEEN.search(text)]


def test_feed_and_badge_stay_well_formed(attacked: dict[str, str]) -> None:
    for name in ("feed.xml", "badge.svg"):
        assert etree.fromstring(attacked[name].encode()) is not None


def test_no_payload_adds_a_tag_to_the_feed(attacked: dict[str, str]) -> None:
    feed = etree.fromstring(attacked["feed.xml"].encode())
    shown = {etree.QName(one).localname for one in feed.iter("{http://www.w3.org/1999/xhtml}*")}
    assert {"div", "ul", "li", "code"} == shown
    assert not [one.attrib for one in feed.iter("{http://www.w3.org/1999/xhtml}*") if one.attrib]


def test_no_payload_names_a_file(attacked: dict[str, str]) -> None:
    assert [] == [path for path in attacked if not re.fullmatch(r"[a-z0-9]+(/[a-z0-9-]+)?\.[a-z]+", path)]

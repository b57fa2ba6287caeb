"""A message fits what chats take, and nothing in it is live that came from outside."""

import json
from typing import Any

import pytest
from msgspec import structs

from driftwatch.reports.notification import Told, body_of, text_of
from tests.reports.sample import HOSTILE_TEXT, REPORT, REQUIRED

HOSTILE = (
    "<!channel>", "<!here|here>", "<@U024BE7LH>", "<#C024BE7LR>", "<https://evil.dev|docs>", "@everyone", "@here",
    "[docs](https://evil.dev/x)", "`[Sign in](evil.dev/login)`", "`||", "`~~gone", "```\u200b",
    "<:tada:1>", "##[error]x", "\u202edesrever", "a\u0301\u0301\u0301",
)  # fmt: skip


def told(*messages: str, **more: Any) -> Told:
    fresh = tuple(
        structs.replace(REQUIRED, message=f"Field `{each}` is now required.", fingerprint=f"{number:012x}")
        for number, each in enumerate(messages)
    )
    usual: dict[str, Any] = {"settled": (), "open_now": fresh, "capture": "2026-12-01"}
    return Told(receiver="chat", source="docs", fresh=fresh, **usual | more)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_is_live_that_came_from_outside(words: str) -> None:
    text = text_of(told(words))
    assert words not in text
    live = ("<!", "<@", "<#", "<h", "<:", "](", "@e", "@h", "://", "\u202e", "||", "~~", "```")
    assert not any(mark in text for mark in live)


def test_chats_fetch_nothing_for_a_message() -> None:
    body = json.loads(body_of(told("evil.dev"), "text"))
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    assert body["flags"] == 4


@pytest.mark.parametrize("count", [1, 30, 2000])
def test_a_text_is_never_longer_than_discord_takes(count: int) -> None:
    settled = tuple(structs.replace(REQUIRED, fingerprint=f"{number:012x}") for number in range(count))
    text = text_of(told(*["x" * 900] * count, settled=settled, address="https://github.com/" + "a" * 150))
    assert len(text) <= 2000
    assert f"{count} new finding" in text
    assert ("more" in text) == (count > 1)


def test_of_many_findings_fifty_are_sent_and_the_others_counted() -> None:
    body = json.loads(body_of(told(*["x" * 3000] * 400), "text"))
    assert (len(body["findings"]), body["more"], body["open"]["breaking"]) == (50, 350, 400)
    assert len(json.dumps(body)) < 400_000


def test_every_text_of_the_documentation_is_below_an_untrusted_path() -> None:
    fresh = tuple(structs.replace(each, message=HOSTILE_TEXT, operations=(HOSTILE_TEXT,)) for each in REPORT.findings)
    for shape in ("text", "teams"):
        one = Told(receiver="chat", source="docs", fresh=fresh, settled=(), open_now=fresh, capture="2026-12-01")
        body = json.loads(body_of(one, shape))  # type: ignore[arg-type]
        for path in body["untrusted"]:
            _remove(body, path.removeprefix("$.").replace("[*]", ".*").split("."))
        assert HOSTILE_TEXT[:20] not in json.dumps(body, ensure_ascii=False)


def test_the_same_news_have_the_same_id_and_others_another() -> None:
    assert told("a").id == told("a").id
    assert len({told("a").id, told("a", "b").id, told("a", settled=("0" * 12,)).id, told("a", capture="x").id}) == 4


def _remove(value: Any, steps: list[str]) -> None:
    if isinstance(value, list) and steps[0] == "*":
        for each in value:
            _remove(each, steps[1:])
    elif isinstance(value, dict) and len(steps) == 1:
        value.pop(steps[0], None)
    elif isinstance(value, dict) and steps[0] in value:
        _remove(value[steps[0]], steps[1:])

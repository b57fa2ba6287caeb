"""Receivers hear of drift once, and of nothing less when one of them fails."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from driftwatch.adapters import webhook
from driftwatch.adapters.sink import SINK
from driftwatch.demo.build import VERSIONS
from driftwatch.model.told import told_of
from tests.adapters.receiver import ReceiverStandIn, is_signed, listening, status
from tests.e2e.workshop import Workshop

KEY = "wk-7Hc3Pd5Sf1Jg9Ku0Ya2Te"
CHAT = '[[notify]]\nname = "chat"\nurl_env = "CHAT_URL"\nkey_env = "CHAT_KEY"\nlevel = "warning"\n'
STATE = "reports/told/chat/cometapi.json"


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReceiverStandIn]:
    with listening() as stand_in:
        monkeypatch.setenv("CHAT_URL", stand_in.url)
        monkeypatch.setenv("CHAT_KEY", KEY)
        monkeypatch.setattr(webhook, "_PATIENCE", 0.0)
        yield stand_in
    SINK.forget()


@pytest.fixture
def team(drifted: Workshop) -> Workshop:
    drifted.configure(CHAT)
    return drifted


def bodies(receiver: ReceiverStandIn) -> list[dict[str, Any]]:
    return [json.loads(got.body) for got in receiver.got]


def test_a_drift_is_told_once_and_kept_in_git(team: Workshop, receiver: ReceiverStandIn) -> None:
    assert team.driftwatch("notify") == (0, "")
    (got,) = receiver.got
    assert is_signed(got, KEY)
    (body,) = bodies(receiver)
    assert body["schema"] == "driftwatch.notify/1"
    assert body["text"] == body["content"]
    assert body["findings"]
    assert {one["level"] for one in body["findings"]} <= {"breaking", "warning"}
    kept = told_of(team.git("show", f"HEAD:{STATE}").encode(), STATE)
    assert {one["fingerprint"] for one in body["findings"]} - set(
        kept.told
    ) <= set()  # a finding has members, or itself
    assert kept.day == "2026-12-01"
    assert team.git("log", "-1", "--format=%s").startswith("notify chat: cometapi, ")
    assert team.driftwatch("notify") == (0, "")
    assert len(receiver.got) == 1
    assert receiver.url not in team.git("log", "-p", "-1") + team.err


def test_what_a_receiver_did_not_take_it_is_told_later(team: Workshop, receiver: ReceiverStandIn) -> None:
    before = team.git("rev-parse", "HEAD")
    receiver.answers = [status(500)]
    code, _ = team.driftwatch("notify")
    assert code == 3
    assert "the receiver chat did not take the message: it answers 500" in team.err
    assert "127.0.0.1" not in team.err
    assert team.git("rev-parse", "HEAD") == before
    assert team.driftwatch("notify")[0] == 0
    first, second = bodies(receiver)
    assert first == second
    assert receiver.got[0].headers["driftwatch-delivery"] == receiver.got[1].headers["driftwatch-delivery"]


def test_a_receiver_that_fails_keeps_no_other_from_being_told(team: Workshop, receiver: ReceiverStandIn) -> None:
    team.configure(CHAT + CHAT.replace('"chat"', '"other"'))
    receiver.answers = [status(403)]
    assert team.driftwatch("notify")[0] == 3
    assert [body["receiver"] for body in bodies(receiver)] == ["chat", "other"]
    assert team.driftwatch("notify")[0] == 0
    assert [body["receiver"] for body in bodies(receiver)] == ["chat", "other", "chat"]


def test_a_site_that_takes_it_back_settles_it(team: Workshop, receiver: ReceiverStandIn) -> None:
    team.driftwatch("notify")
    team.site.switch(VERSIONS[0])
    team.on("2026-12-02")
    assert team.driftwatch("run", "--fail-on", "never")[0] == 0
    assert team.driftwatch("notify")[0] == 0
    told = bodies(receiver)[-1]
    assert (told["findings"], told["open"]) == ([], {"breaking": 0, "warning": 0, "info": 0})
    assert told["settled"]
    assert "- settled: " in told["text"]
    assert json.loads(team.git("show", f"HEAD:{STATE}"))["told"] == []
    team.site.switch(VERSIONS[1])
    for date in ("2026-12-03", "2026-12-04"):  # what was said some days ago may come from a cache: it waits for a date
        team.on(date)
        team.driftwatch("run", "--fail-on", "never")
    team.driftwatch("notify")
    assert bodies(receiver)[-1]["findings"] == bodies(receiver)[0]["findings"]


def test_a_dry_run_prints_needs_no_address_and_changes_nothing(team: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHAT_URL", raising=False)
    before = team.state()
    code, out = team.driftwatch("notify", "--dry-run")
    assert code == 0
    assert re.match(r"chat: cometapi, \d+ new \(address in CHAT_URL\)\n  \| driftwatch: \d+ new findings", out)
    assert team.state() == before
    assert team.driftwatch("notify")[0] == 2
    assert "CHAT_URL is not set" in team.err


def test_a_digest_waits_for_its_day(team: Workshop, receiver: ReceiverStandIn) -> None:
    team.configure(CHAT + 'when = "daily"\n')
    team.driftwatch("notify")
    team.site.switch(VERSIONS[2])
    assert team.driftwatch("run", "--fail-on", "never")[0] == 0
    team.driftwatch("notify")
    assert len(receiver.got) == 1
    team.on("2026-12-02")
    team.driftwatch("notify")
    assert len(receiver.got) == 2
    first, second = bodies(receiver)
    assert second["findings"]
    known = {one["fingerprint"] for one in first["findings"]}
    assert {one["fingerprint"] for one in second["findings"]} - known


def test_level_and_owner_choose_what_is_told(team: Workshop, receiver: ReceiverStandIn) -> None:
    team.configure(CHAT.replace('"warning"', '"info"'))
    _, everything = team.driftwatch("notify", "--dry-run")
    team.configure(CHAT)
    _, warnings = team.driftwatch("notify", "--dry-run")
    assert "- info: " in everything
    assert "- info: " not in warnings
    team.configure(CHAT + 'owners = ["nobody"]\n')
    assert team.driftwatch("notify", "--dry-run") == (0, "")
    assert receiver.got == []


def test_teams_gets_a_card_without_markdown(team: Workshop, receiver: ReceiverStandIn) -> None:
    team.configure(CHAT + 'shape = "teams"\n')
    assert team.driftwatch("notify")[0] == 0
    (body,) = bodies(receiver)
    assert body["type"] == "message"
    assert "content" not in body
    (card,) = body["attachments"]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert {block["type"] for block in card["content"]["body"]} == {"RichTextBlock"}


def test_state_that_is_damaged_is_not_taken_for_nothing(team: Workshop, receiver: ReceiverStandIn) -> None:
    team.driftwatch("notify")
    (team.root / STATE).write_text("{}")
    team.git("commit", "--quiet", "--all", "--message", "damage")
    assert team.driftwatch("notify")[0] == 2
    assert f"{STATE} is damaged" in team.err
    assert len(receiver.got) == 1


def test_without_a_receiver_the_command_says_so(drifted: Workshop) -> None:
    assert drifted.driftwatch("notify")[0] == 2
    assert "has no receiver" in drifted.err


@pytest.mark.parametrize(
    ("written_as", "says"),
    [
        ('[[notify]]\nname = "Chat Room"\n', "is no plain name"),
        ('[[notify]]\nname = "a"\n[[notify]]\nname = "a"\n', "is there twice"),
        ('[[notify]]\nname = "a"\nurl_env = "https://hook/q8Zk2Lm9Qw4R"\n', "it is no name of an environment variable"),
        ('[[notify]]\nname = "a"\nsources = ["other"]\n', "there is no source"),
        ('[[notify]]\nname = "a"\nurl = "https://hook/q8Zk2Lm9Qw4R"\n', "url"),
    ],
)
def test_a_receiver_that_cannot_be_is_refused_without_its_address(
    drifted: Workshop, written_as: str, says: str
) -> None:
    drifted.configure(written_as)
    assert drifted.driftwatch("notify", "--dry-run")[0] == 2
    assert says in drifted.err
    assert "q8Zk2Lm9Qw4R" not in drifted.err

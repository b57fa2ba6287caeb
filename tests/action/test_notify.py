"""The input `notify` of the action: receivers are told with what one step alone sees, and that they were is pushed."""

import json
from collections.abc import Iterator

import pytest

from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.action.harness import Job, Server, git
from tests.adapters.receiver import ReceiverStandIn, is_signed, listening, status

KEY = "wk-7Hc3Pd5Sf1Jg9Ku0Ya2Te"
STATE = "reports/told/chat/cometapi.json"


@pytest.fixture
def receiver() -> Iterator[ReceiverStandIn]:
    with listening() as stand_in:
        yield stand_in


@pytest.fixture
def told(server: Server, receiver: ReceiverStandIn) -> Server:
    configuration = server.file("driftwatch.toml")
    server.push(
        "driftwatch.toml", f'{configuration}\n[[notify]]\nname = "chat"\nurl_env = "CHAT_URL"\nkey_env = "CHAT_KEY"\n'
    )
    return server


def run(server: Server, receiver: ReceiverStandIn, day: str, **inputs: str) -> Job:
    job = server.run(day, notify=f"CHAT_URL={receiver.url}\nCHAT_KEY={KEY}\n", **inputs)
    # The one place where they stand are the commands by which the runner is told to mask them.
    for secret in (KEY, receiver.url):
        assert [line for line in job.log.splitlines() if secret in line] in ([f"::add-mask::{secret}"], [])
    assert KEY not in job.summary
    return job


def test_what_is_new_is_told_and_pushed(told: Server, receiver: ReceiverStandIn) -> None:
    job = run(told, receiver, "2026-12-01")
    assert job.failed == "", job.log
    (got,) = receiver.got
    assert is_signed(got, KEY)
    assert json.loads(told.file(STATE))["day"] == "2026-12-01"
    assert told.tip() == git(job.work, "rev-parse", "HEAD")
    assert run(told, receiver, "2026-12-02").failed == ""
    assert len(receiver.got) == 1


def test_a_receiver_that_fails_fails_the_job_after_the_captures_were_pushed(
    told: Server, receiver: ReceiverStandIn, site: DemoSite
) -> None:
    site.switch(VERSIONS[2])
    receiver.answers = [status(410)]
    job = run(told, receiver, "2026-12-01")
    assert (job.failed, job.code) == ("Tell the receivers", 3)
    assert "the receiver chat did not take the message: it answers 410" in job.log
    assert told.tip() == git(job.work, "rev-parse", "HEAD")


@pytest.mark.parametrize("mode", ["pull-request", "none", "list", "doctor"])
def test_it_needs_a_mode_that_pushes(told: Server, receiver: ReceiverStandIn, mode: str) -> None:
    job = run(told, receiver, "2026-12-01", mode=mode)
    assert (job.failed, job.code) == ("Check the inputs", 2)
    assert "notify does not work with mode" in job.log


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "issue_comment"])
def test_nobody_is_told_on_what_anybody_can_set_off(told: Server, receiver: ReceiverStandIn, event: str) -> None:
    job = run(told, receiver, "2026-12-01", event=event)
    assert (job.failed, job.code) == ("Check the inputs", 2)
    assert receiver.got == []

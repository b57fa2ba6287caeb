"""A message gets to its receiver, signed and bounded; what fails tells nothing of the address."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from driftwatch.adapters.sink import SINK
from driftwatch.adapters.webhook import Webhook, signature
from driftwatch.config.keys import NotifyConfig
from driftwatch.errors import LeakError, PublishError, UsageError
from driftwatch.secret import Secret
from tests.adapters.receiver import ReceiverStandIn, breaks_off, hangs, huge, is_signed, listening, status

KEY = "wk-7Hc3Pd5Sf1Jg9Ku0Ya2Te"
BODY = b'{"text":"one finding"}'


@pytest.fixture
def receiver() -> Iterator[ReceiverStandIn]:
    with listening() as stand_in:
        yield stand_in
    SINK.forget()


def hook(url: str, waited: list[float], *, now: float = 1_700_000_000.0, **settings: bool) -> Webhook:
    one = NotifyConfig(name="chat", url_env="CHAT_URL", key_env="CHAT_KEY", **settings)
    return Webhook(one, {"CHAT_URL": url, "CHAT_KEY": KEY}, sleep=waited.append, now=lambda: now, seconds=1.0)


def test_a_message_is_sent_once_and_signed(receiver: ReceiverStandIn) -> None:
    hook(receiver.url, []).send(BODY, delivery="d1")
    (got,) = receiver.got
    assert (got.body, got.headers["content-type"], got.headers["driftwatch-delivery"]) == (
        BODY,
        "application/json",
        "d1",
    )
    assert got.path == "/services/T7Q2XZ81K/q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw"
    assert is_signed(got, KEY)
    assert not is_signed(got, KEY + "x")
    got.body += b" "
    assert not is_signed(got, KEY)


def test_a_signature_is_of_its_moment() -> None:
    secret = Secret("CHAT_KEY", KEY)
    assert signature(secret, BODY, at=1) != signature(secret, BODY, at=2).replace("t=2", "t=1")


def test_a_receiver_without_a_key_gets_no_signature(receiver: ReceiverStandIn) -> None:
    Webhook(NotifyConfig(name="chat", url_env="CHAT_URL"), {"CHAT_URL": receiver.url}).send(BODY, delivery="d1")
    assert "driftwatch-signature" not in receiver.got[0].headers


def test_what_may_pass_is_tried_again_with_the_same_delivery(receiver: ReceiverStandIn) -> None:
    waited: list[float] = []
    receiver.answers = [status(500), status(503), breaks_off]
    hook(receiver.url, waited).send(BODY, delivery="d1")
    assert waited == [1.0, 2.0, 4.0]
    assert [got.headers["driftwatch-delivery"] for got in receiver.got] == ["d1"] * 4


def test_it_gives_up_after_four_tries(receiver: ReceiverStandIn) -> None:
    receiver.answers = [status(500)] * 9
    with pytest.raises(PublishError, match="answers 500") as caught:
        hook(receiver.url, []).send(BODY, delivery="d1")
    assert len(receiver.got) == 4
    assert "127.0.0.1" not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("7", 7.0), ("0.5", 0.5), (format_datetime(datetime.fromtimestamp(1_700_000_009, UTC)), 9.0), ("soon", 1.0)],
)
def test_it_waits_as_long_as_it_is_asked_to(receiver: ReceiverStandIn, asked: str, expected: float) -> None:
    waited: list[float] = []
    receiver.answers = [status(429, Retry_After=asked)]
    hook(receiver.url, waited).send(BODY, delivery="d1")
    assert waited == [expected]


def test_it_does_not_wait_for_longer_than_two_minutes(receiver: ReceiverStandIn) -> None:
    waited: list[float] = []
    receiver.answers = [status(429, Retry_After="60"), status(429, Retry_After="61")]
    with pytest.raises(PublishError, match="answers 429"):
        hook(receiver.url, waited).send(BODY, delivery="d1")
    assert waited == [60.0]


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 413])
def test_a_refusal_is_not_tried_again(receiver: ReceiverStandIn, code: int) -> None:
    receiver.answers = [status(code)]
    with pytest.raises(PublishError, match=f"answers {code}"):
        hook(receiver.url, []).send(BODY, delivery="d1")
    assert len(receiver.got) == 1


def test_a_redirect_is_not_followed(receiver: ReceiverStandIn) -> None:
    with listening() as other:
        receiver.answers = [status(307, Location=other.url)]
        with pytest.raises(PublishError, match="a redirect is not followed"):
            hook(receiver.url, []).send(BODY, delivery="d1")
        assert (len(receiver.got), other.got) == (1, [])


def test_a_receiver_that_does_not_answer_in_time_is_given_up(receiver: ReceiverStandIn) -> None:
    stop = threading.Event()
    receiver.answers = [hangs(stop)] * 4
    with pytest.raises(PublishError, match="no answer \\(timeout\\)"):
        hook(receiver.url, []).send(BODY, delivery="d1")
    stop.set()


def test_a_huge_answer_is_an_answer(receiver: ReceiverStandIn) -> None:
    receiver.answers = [huge]
    hook(receiver.url, []).send(BODY, delivery="d1")
    assert len(receiver.got) == 1


def test_a_closed_port_is_no_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/hook"
    with pytest.raises(PublishError, match="no answer \\(unreachable\\)"):
        hook(url, []).send(BODY, delivery="d1")
    SINK.forget()


@pytest.mark.parametrize(
    "url",
    [
        "http://chat.acme.dev/hook/q8Zk2Lm9Qw4R",
        "ftp://chat.acme.dev/hook/q8Zk2Lm9Qw4R",
        "https://me:q8Zk2Lm9Qw4R@chat.acme.dev/hook",
        "chat.acme.dev/hook/q8Zk2Lm9Qw4R",
        "http://127.0.0.1.acme.dev/q8Zk2Lm9Qw4R",
    ],
)
def test_an_address_that_may_not_be_told_is_refused_without_a_character_of_it(url: str) -> None:
    with pytest.raises(UsageError, match="CHAT_URL") as caught:
        hook(url, [])
    assert "q8Zk2Lm9Qw4R" not in caught.value.message
    assert "acme" not in caught.value.message


@pytest.mark.parametrize("address", ["10.0.0.7", "169.254.169.254", "127.0.0.1", "100.64.0.1"])
def test_a_name_that_leads_into_a_private_network_is_not_told(address: str) -> None:
    async def found(_host: str, _port: int) -> tuple[str, ...]:
        return (address,)

    one = NotifyConfig(name="chat", url_env="CHAT_URL")
    sent = Webhook(one, {"CHAT_URL": "https://chat.acme.dev/hook/q8Zk2Lm9Qw4R"}, resolver=found, seconds=1.0)
    with pytest.raises(PublishError, match="is not told"):
        sent.send(BODY, delivery="d1")
    SINK.forget()


def test_a_missing_address_is_told_by_the_name_of_its_variable() -> None:
    with pytest.raises(UsageError, match="CHAT_URL is not set"):
        Webhook(NotifyConfig(name="chat", url_env="CHAT_URL"), {})


@pytest.mark.parametrize("value", ["not-a-url", "'https://chat.acme.dev/hook'", "chat.acme.dev/hook/q8Zk2Lm9Qw4R"])
def test_what_is_no_address_is_told_to_be_none_and_not_repeated(value: str) -> None:
    with pytest.raises(UsageError, match="CHAT_URL holds no address") as raised:
        Webhook(NotifyConfig(name="chat", url_env="CHAT_URL"), {"CHAT_URL": value})
    assert "the address of the webhook" in raised.value.hint
    assert value not in f"{raised.value.message} {raised.value.hint}"


def test_a_refusal_that_lasts_says_what_to_mend(receiver: ReceiverStandIn) -> None:
    receiver.answers = [status(404)]
    with pytest.raises(PublishError) as raised:
        hook(receiver.url, []).send(BODY, delivery="d1")
    assert "take the address anew" in raised.value.hint


@pytest.mark.parametrize("leak", [KEY.encode(), b"see q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw"])
def test_a_message_that_repeats_key_or_address_is_not_sent(receiver: ReceiverStandIn, leak: bytes) -> None:
    with pytest.raises(LeakError):
        hook(receiver.url, []).send(BODY + leak, delivery="d1")
    assert receiver.got == []


def test_words_of_an_address_are_no_secret(receiver: ReceiverStandIn) -> None:
    hook(receiver.url, []).send(b'{"text":"see /services/ and triggers"}', delivery="d1")
    assert len(receiver.got) == 1
    assert SINK.masked("at q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw") == "at [redacted:CHAT_URL]"

"""Receivers in driftwatch.toml: what is wrong with one is told at its place, and no address is repeated."""

import pytest

from driftwatch.config.reading import parse_config
from driftwatch.errors import ConfigError

SOURCE = '[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n'
CHAT = '[[notify]]\nname = "chat"\nurl_env = "CHAT_WEBHOOK"\n'


def complaint(text: str) -> str:
    with pytest.raises(ConfigError) as error:
        parse_config(SOURCE + text)
    return error.value.message


def test_a_receiver_is_read_with_what_it_leaves_out() -> None:
    (receiver,) = parse_config(SOURCE + CHAT).notify
    assert (receiver.name, receiver.url_env, receiver.key_env, receiver.sources) == ("chat", "CHAT_WEBHOOK", "", ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CHAT.replace("chat", "Chat room"), "is no plain name"),
        (CHAT + CHAT, "is there twice"),
        (CHAT + 'sources = ["docs", "dogs"]\n', "there is no source"),
        (CHAT + 'key_env = "https://hooks.example.com/T0/B0/abc"\n', "is no name of an environment variable"),
    ],
)
def test_what_is_wrong_with_a_receiver_is_told(text: str, said: str) -> None:
    assert said in complaint(text)


def test_an_address_in_place_of_a_variable_is_not_repeated() -> None:
    told = complaint(CHAT.replace("CHAT_WEBHOOK", "https://hooks.example.com/T0/B0/abc"))
    assert "is no name of an environment variable" in told
    assert "hooks.example.com" not in told

"""A credential in use: what printing makes of it, and that no part and no coding of it passes."""

import base64
import copy
import html
import json
import pickle
import string
import time
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import UsageError
from driftwatch.secret import WINDOW, Secret, Secrets, canary, random_part, secret_of

KEY = "sk-proj-9fQ2_xT7+vLz/Rk4=mW8bYc6nH1"
TAIL = "9fQ2_xT7+vLz/Rk4=mW8bYc6nH1"
ALPHABET = string.ascii_letters + string.digits + "-_+/=.~!"

keys = st.text(ALPHABET, min_size=24, max_size=80).filter(
    lambda text: any(sign.isdigit() for sign in text) and len(set(text)) > 12
)
noise = st.text("\n \u00e9\u4e2d\U0001f600<>|\u0130", max_size=20)
"""What no coding makes of a key: around one it would lengthen what is masked, or shift it."""


def secret(value: str = KEY) -> Secret:
    return Secret("THINGS_KEY", value)


@pytest.mark.parametrize(
    "shown",
    [
        repr,
        str,
        "{}".format,
        "{:>30}".format,
        lambda one: f"{one!r} {one!s} {one}",
        lambda one: pickle.dumps(one).decode("latin-1"),
        lambda one: str(pickle.loads(pickle.dumps(one))),  # noqa: S301 - our own bytes
        lambda one: repr(copy.copy(one)),
        lambda one: repr(copy.deepcopy({"a": [one]})),
        lambda one: json.dumps({"a": one}, default=str),
        lambda one: msgspec.json.encode({"a": one}, enc_hook=str).decode(),
        lambda one: repr([one, {one: one}]),
        lambda one: str(UsageError(f"no {one}", hint=f"{one}")),
    ],
)
def test_whatever_prints_or_stores_a_secret_has_its_label(shown):
    told = shown(secret())
    assert "THINGS_KEY" in told
    assert not secret().found_in(told)


def test_no_encoder_takes_a_secret_as_it_is():
    for encode in (json.dumps, msgspec.json.encode, msgspec.yaml.encode):
        with pytest.raises(TypeError) as raised:
            encode({"key": secret()})
        assert not secret().found_in(str(raised.value))


def test_a_secret_has_no_attribute_that_lists_it():
    assert not hasattr(secret(), "__dict__")


@pytest.mark.parametrize(("key", "random"), [
    (KEY, TAIL),
    ("sk-ant-api03-Ab3dEf6hIj9k", "Ab3dEf6hIj9k"),
    ("AIzaSyA1b2C3d4E5f6", "AIzaSyA1b2C3d4E5f6"),
    ("sk-local-aimock-0000", "aimock-0000"),
    ("0f8e1c2d-7b6a-4958-8c1d-2e3f4a5b6c7d", "0f8e1c2d-7b6a-4958-8c1d-2e3f4a5b6c7d"),
])  # fmt: skip
def test_how_keys_begin_is_no_secret(key, random):
    assert random_part(key) == random
    assert not secret(key).found_in("keys begin with sk-proj- or sk-ant-api03-, say the pages")


CODINGS = {
    "plain": str,
    "JSON": lambda text: json.dumps({"key": text}),
    "JSON with escaped slashes": lambda text: json.dumps(text).replace("/", "\\/"),
    "JSON with escaped signs": lambda text: "".join(s if s.isalnum() else f"\\u{ord(s):04X}" for s in text),
    "HTML": html.escape,
    "HTML by number": lambda text: "".join(s if s.isalnum() else f"&#{ord(s)};" for s in text),
    "HTML by hexadecimal number": lambda text: "".join(s if s.isalnum() else f"&#x{ord(s):X};" for s in text),
    "percent": lambda text: quote(text, safe=""),
    "lower percent": lambda text: quote(text, safe="").lower(),
    "percent of every byte": lambda text: "".join(f"%{ord(s):02X}" for s in text),
    "hexadecimal": lambda text: text.encode().hex(),
    "upper hexadecimal": lambda text: text.encode().hex().upper(),
    "upper case": str.upper,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "URL-safe base64": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base64 of user:key": lambda text: base64.b64encode(f"user:{text}".encode()).decode(),
    "base64 of a header": lambda text: base64.b64encode(f"Authorization: Bearer {text}\r\nA: b".encode()).decode(),
    "base64 before other bytes": lambda text: base64.b64encode(f"{text}~~".encode()).decode(),
    "base64 within other bytes": lambda text: base64.b64encode(f"~{text}~~".encode()).decode(),
    "base64 after other bytes": lambda text: base64.b64encode(f"~~{text}~~".encode()).decode(),
    "base64 of JSON": lambda text: base64.urlsafe_b64encode(f'{{"a":"{text}"}}'.encode()).decode(),
}


def windows_of(key: str) -> list[str]:
    random = random_part(key)
    pieces = (random[at : at + WINDOW] for at in range(len(random) - WINDOW + 1))
    return [piece for piece in pieces if len(set(piece)) > 2]


@pytest.mark.thorough
@pytest.mark.parametrize("coding", CODINGS)
@given(key=keys)
def test_every_window_of_a_key_is_found_in_every_coding(coding, key):
    one = secret(key)
    for window in windows_of(key):
        assert one.found_in(f"<{CODINGS[coding](window)}>")


@pytest.mark.thorough
@pytest.mark.parametrize("coding", CODINGS)
@given(key=keys, before=noise, after=noise, at=st.integers(0, 1000))
def test_a_window_is_found_and_masked_wherever_it_stands(coding, key, before, after, at):
    one, windows = secret(key), windows_of(key)
    text = before + CODINGS[coding](windows[at % len(windows)]) + after
    assert one.found_in(text)
    assert one.found_in(text.encode())
    told = one.masked(text)
    assert not one.found_in(told)
    assert told.startswith(before)
    assert told.endswith(after)


@given(key=keys, other=keys)
def test_a_text_that_shares_no_window_with_a_key_stays_as_it_is(key, other):
    one = secret(key)
    plain, told = other.lower(), key.lower()
    shared = any(plain[at : at + 8] in told for at in range(len(plain) - 7))
    if not shared:
        assert not one.found_in(other)
        assert one.masked(other) == other


@given(key=keys, before=noise, after=noise)
def test_a_key_is_masked_once_and_the_rest_of_the_text_stays(key, before, after):
    assert secret(key).masked(f"{before}{key}{after}") == f"{before}[redacted:THINGS_KEY]{after}"


def test_bytes_are_searched_whatever_their_encoding():
    one = secret()
    assert one.found_in(b"\xff\xfe\xc3(" + TAIL.encode() + b"\xf0")
    assert one.found_in(TAIL.encode("utf-16"))
    assert one.found_in(TAIL.encode("utf-32-be"))
    assert not one.found_in(b"\xff\xfe\xc3(\x00\x00")


def test_an_elided_key_is_found_by_either_end():
    one = secret("sk-live-a1b2c3d4e5f6g7h8i9j0")
    assert one.found_in("Incorrect API key provided: sk-live-a1b2c3d4****")
    assert one.found_in("Incorrect API key provided: sk-****g7h8i9j0")
    assert not one.found_in("Incorrect API key provided: sk-live-****i9j0")


def test_a_key_of_plain_words_leaves_texts_with_those_words_alone():
    one = secret("sk-local-driftwatch-key")
    assert not one.found_in("driftwatch probe sends it: driftwatch-")
    assert one.found_in("the key driftwatch-key is known")


def test_several_credentials_are_masked_by_their_own_labels():
    known = Secrets((Secret("A", "a1b2c3d4e5f6g7"), Secret("B", "h8i9j0k1l2m3n4")))
    assert known.masked("x h8i9j0k1l2m3n4 y a1b2c3d4e5f6g7 z") == "x [redacted:B] y [redacted:A] z"
    assert known.masked("a1b2c3d4e5f6g7h8i9j0k1l2m3n4") == "[redacted:A][redacted:B]"
    assert known.found_in("k1l2m3n4") == ("B",)
    assert not Secrets()
    assert Secrets().masked("x") == "x"


def test_what_a_terminal_does_not_show_hides_no_credential():
    known = Secrets((secret(),))
    told = f"a {TAIL} b".encode("utf-16-le").decode("latin-1")
    assert known.masked(told) == "a [redacted:THINGS_KEY] b"
    assert known.masked("a\0b") == "a\0b"
    coloured = f"a \x1b[1;36m{TAIL[:4]}\x1b[0m{TAIL[4:7]}\x1b[31m{TAIL[7:]}\x1b[0m b"
    assert known.masked(coloured) == "a [redacted:THINGS_KEY] b"
    assert known.masked("a \x1b[31mred\x1b[0m b") == "a \x1b[31mred\x1b[0m b"


def test_a_credential_that_is_read_twice_is_one():
    assert secret() == secret()
    assert len({secret(), secret(), Secret("OTHER", KEY), secret(KEY.upper())}) == 3
    assert secret() != KEY


def test_searching_is_linear_in_the_text():
    one = secret()

    def seconds(length: int) -> float:
        text = (TAIL[:7] + "x") * (length // 8)
        began = time.process_time()
        assert not one.found_in(text)
        return time.process_time() - began

    seconds(80_000)
    short, long = min(seconds(80_000) for _ in range(3)), min(seconds(640_000) for _ in range(3))
    assert long < 24 * short


@pytest.mark.parametrize(("value", "defect"), [
    ("", "empty"),
    (f"{KEY}\n", "ends with a line break"),
    (f"{KEY[:9]}\r\n{KEY[9:]}", "has a line break"),
    (f" {KEY}", "white space"),
    (f"{KEY}\u00a0", "white space"),
    (f'"{KEY}"', "quotes"),
    (f"\u201c{KEY}\u201d", "quotes"),
    (f"Bearer {KEY}", "name of a scheme"),
    (f"basic {KEY}", "name of a scheme"),
    (f"{KEY}\u2026", "not printable ASCII"),
    (f"{KEY}\x07", "not printable ASCII"),
    (f"{KEY}\u043a", "not printable ASCII"),
    ("$THINGS_API_KEY", "placeholder"),
    ("<YOUR_API_KEY_1>", "placeholder"),
    ("sk-xxxxxxxxxxxxxxxx", "placeholder"),
    ("9fQ2xT7vLzR", "at least 12"),
    ("9fQ2xT7v" * 3000, "at most"),
])  # fmt: skip
def test_what_can_be_no_credential_is_refused_by_name_length_and_defect(value, defect):
    with pytest.raises(UsageError, match="THINGS_KEY") as raised:
        secret_of(value, "THINGS_KEY")
    told = f"{raised.value.message} {raised.value.hint} {raised.value!r}"
    assert defect in told
    assert f" {len(value)} characters" in told
    assert raised.value.exit_code == 2
    assert not any(value[at : at + 5] in told for at in range(len(value) - 4) if value[at : at + 5] in KEY)


@pytest.mark.parametrize(
    "value", [KEY, "sk-9fQxXX2xT7vLzR4", "AIzaSyA1b2C3d4E5f6", "user:pa+ss/word=123", "0123456789ab"]
)
def test_a_good_credential_is_taken_as_it_is(value):
    assert secret_of(value, "THINGS_KEY").reveal() == value


def test_the_canary_is_random_and_known_by_its_tail():
    one, other = canary(bytes(range(24))), canary(bytes(range(24, 48)))
    assert one.reveal() != other.reveal()
    assert secret_of(one.reveal(), "canary").found_in(one.reveal()[-8:])
    assert not one.found_in("sk-canary- is how it begins")


def test_a_runner_is_told_to_mask_the_key_in_every_coding():
    told = secret().mask_commands()
    assert all(line.startswith("::add-mask::") and "\n" not in line for line in told)
    masked = {line.removeprefix("::add-mask::").replace("%25", "%") for line in told}
    coded = base64.b64encode(f"user:{KEY}".encode()).decode()
    for form in (KEY, quote(KEY, safe=""), KEY.encode().hex(), json.dumps(KEY)[1:-1]):
        assert form in masked
    assert any(one in coded for one in masked)
    assert min(map(len, masked)) >= len(KEY)

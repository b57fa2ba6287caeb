"""What is a secret is masked everywhere; what is a placeholder or plain documentation stays readable."""

import base64
import json
import logging
import re
import sys
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch import redaction
from driftwatch.redaction import MASK, RedactingFilter, looks_secret, redact, redact_url, scrub_query

# Made up on the spot for these tests; no service ever issued them. In two parts, so that scanners stay calm.
CREDENTIALS = (
    "sk-" + "proj-9fK2mQ7xT4bLz8Wc1RvN",
    "sk-" + "ant-api03-Zk91bTqL0pXc55vMr2",
    "gh" + "p_Q2w3E4r5T6y7U8i9O0p1A2s3D4f5G6h7J8k9",
    "github" + "_pat_11ABCDE0A0zQ8wXyT7uV_6sR5qP4oN3mL2kJ1",
    "glpat" + "-Xy7Zk2Lm9Qw4Rt6Vb8Np",
    "xox" + "b-12345678901-AbCdEfGhIjKl",
    "AK" + "IAQ3EGRZ7TL2MNW4XP",
    "AI" + "zaSyD4k8Lm2Qx9Vb7Nt5Rw3Zc1Yh6Jf0Gp",
    "hf" + "_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9v",
    "npm" + "_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "ey" + "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg",
    "rk" + "_live_5aB7cD9eF1gH3iJ5kL",
)
KINDS = (
    *(f"shp{kind}_" + "3f9a0c71be52d84866ab17e0f4d2c95b" for kind in ("at", "ca", "pa", "ss")),
    "S" + "K3f9a0c71be52d84866ab17e0f4d2c95b",
    "7214" + "905:AAq8Zk2Lm9Qw4Rt6Vb_Xy7Nt5Rw3Zc1Yh6J",
    "bot7214" + "905833:AHdq-Zk2Lm9Qw4Rt6VbTXy7Nt5Rw3Zc1Yh6",
    "MTk4NjIyNDgzNDcxOTI1" + "MjQ4.Q2xGMQ.aZnCjm1XVW7vRze4b7Cq4se7kKW",
    "NzIxNDkwNTgzMzEyOTA0NTY3" + "OA.G1q_Zk.aZnCjm1XVW7vRze4b7Cq-4se7kKWs0Pl2Mn",
    "dp.pt" + ".q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0GpLs4Ad8We",
    "dp.st.prd_eu" + ".q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0GpLs4A",
    "lin" + "_api_q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0GpLs4A",
    "lin" + "_oauth_3f9a0c71be52d84866ab17e0f4d2c95b3f9a0c71be52d84866ab17e0f4d2c95b",
    "fw" + "_q8Zk2Lm9Qw4Rt6VbXy7Nt5",
    "tgp" + "_v1_q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0G-pLs4A_d",
    "sbp" + "_3f9a0c71be52d84866ab17e0f4d2c95b3f9a0c71",
    "sb" + "_secret_q8Zk2Lm9Qw4Rt6VbXy7Nt5_Rw3Zc1Yh",
    *(f"vc{kind}_" + "q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0Gp" for kind in "paikr"),
    "vercel" + "_blob_rw_q8Zk2Lm9Qw4Rt6V_bXy7Nt5Rw3Zc1Yh6Jf0GpLs4A",
    "ATATT" + "3xFfGF0" + "q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0GpLs4A" * 4 + "=3F9A0C71",
    "ATBB" + "q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3F9A0C71",
    "figd" + "_q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0G-pLs_",
    "ntn" + "_21490583312q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0G",
    "secret" + "_q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0GpLs4Ad8W",
    "AK" + "IAQWERTZUIOPLKJHGF",
    "AS" + "IAQWERTZUIOPLKJHGF",
    "https://hooks.slack" + ".com/services/T7Q2XZ81K/B4N9WL3PD/q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw",
    "https://discord" + ".com/api/webhooks/721490583312904567/" + "q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw3Zc1Yh6Jf0Gp" * 2,
)
"""Of each kind the format that its issuer publishes; `driftwatch/redaction.py` says where."""
NO_SECRETS = (
    "the id is 3f9a0c71-be52-4d84-866a-b17e0f4d2c95",
    "sha1 3f9a0c71be52d84866ab17e0f4d2c95b3f9a0c71, md5 3f9a0c71be52d84866ab17e0f4d2c95b",
    "account_sid: AC3f9a0c71be52d84866ab17e0f4d2c95b",
    "sb_publishable_q8Zk2Lm9Qw4Rt6VbXy7Nt5_Rw3Zc1Yh",
    "shpat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "SKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "https://api.chat.example/bot<token>/getMe and 123456:YOUR_TOKEN",
    "at 2026-11-24T10:15:30Z, 10:15:30.123456 and 127.0.0.1:8080",
    "Call NotificationManagerFactory.create.withSomeVeryLongNameOfAMethod()",
    "dp.st.your-config.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "lin_api_your_key_goes_here_and_nowhere_else",
    "fw_getDeviceConfigurationOfTheBoard and fw_version_string",
    "vcp_port_of_the_gateway, vercel_blob_rw_token",
    "figd_<your token>, secret_<43 characters>, client_secret_of_the_application_that_is_registered",
    "AKIAIOSFODNN7EXAMPLE and AKIAXXXXXXXXXXXXXXXX",
    "ASIAPACIFICREGIONALHEADQUARTERS",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "https://discord.com/api/webhooks/721490583312904567/<token>",
)
PLACEHOLDERS = (
    "$COMETAPI_KEY",
    "${COMETAPI_KEY}",
    "<API_KEY>",
    "<your-token>",
    "YOUR_API_KEY",
    "your-api-key-here",
    "{{token}}",
    "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
    "sk-****",
    "sk-...",
    "sk-your-api-key-goes-here-1",
)


@pytest.mark.parametrize("credential", CREDENTIALS + KINDS)
@pytest.mark.parametrize(
    "sentence",
    [
        "{}",
        "key is {}.",
        "Authorization: Bearer {}",
        '{{"api_key": "{}"}}',
        "https://a.example/x?page=2&key={}",
        "`{}`",
    ],
)
def test_a_credential_never_survives_in_any_sentence(credential: str, sentence: str) -> None:
    text = sentence.format(credential)
    assert credential not in redact(text)
    assert MASK in redact(text)
    assert looks_secret(text)


@pytest.mark.parametrize("credential", KINDS)
def test_all_of_a_key_is_masked(credential: str) -> None:
    assert redact(f"see {credential}, or so") in {f"see {MASK}, or so", f"see https://{MASK}, or so"}


@pytest.mark.parametrize("text", NO_SECRETS)
def test_what_only_looks_like_a_kind_of_key_stays(text: str) -> None:
    assert text == redact(text)


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
@pytest.mark.parametrize(
    "sentence", ["{}", "Authorization: Bearer {}", 'api_key = "{}"', "https://a.example/x?page=2&key={}", "curl -u {}"]
)
def test_a_placeholder_is_no_secret(placeholder: str, sentence: str) -> None:
    text = sentence.format(placeholder)
    assert text == redact(text)
    assert not looks_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "`max_tokens` is no longer documented",
        "POST /v1/tokens/{token_id}: token: string, required",
        "?page_token=abc123def456ghi789&limit=20",
        "task-runner-configuration-2026-11-24 and risk-assessment-report-v2024",
        'security: [{"bearerAuth": []}] with Bearer authentication',
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "git clone ssh://git@code.example/team/project.git",
        "prompt_tokens=12 key=name token_type=bearer",
        "class sk-cube-grid-container-of-the-loader",
        "# Basic Integration",
        "Authorization: Shop-Auth-Key {signature}, or Authorization: Shop-Auth-Key [key]",
    ],
)
def test_plain_documentation_stays_as_it_is(text: str) -> None:
    assert text == redact(text)


@pytest.mark.parametrize(
    "text",
    [
        'setHeader("Authorization", "Bearer {}")',
        "'Authorization', 'Basic {}'",
        'Authorization => "Bearer {}"',
        "| Authorization | Bearer {} |",
        "<td>Bearer {}</td>",
        "Authorization: **Bearer {}**",
        "Authorization: f'Bearer {}'",
        "Authorization: (Bearer {})",
        "Authorization:\u00a0Bearer {}",
        "Authorization: &quot;Bearer {}",
        "Authorization:            Bearer {}",
        "Send Bearer {} with each request.",
    ],
)
@pytest.mark.parametrize("value", ["CorrectHorse", "SuperSecretPassword", "YKOLEHimoUZWXLHt", "QNKCMHRJHFDw"])
def test_a_credential_of_words_is_masked_wherever_it_stands(text: str, value: str) -> None:
    """Nothing tells a passphrase from a name such as `JsonPath`, so neither is shown."""
    assert redact(text.format(value)) == text.format(MASK)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://q.example/user/quota?key=s3cr3tvalue", f"https://q.example/user/quota?key={MASK}"),
        ("https://q.example/a?API-Key=abc9&x=1#top", f"https://q.example/a?API-Key={MASK}&x=1#top"),
        ("https://q.example/a?%6bey=abc9", f"https://q.example/a?%6bey={MASK}"),
        ("https://q.example/a?x=1;sig=abc9", f"https://q.example/a?x=1;sig={MASK}"),
        ("https://q.example/cb#access_token=abc9", f"https://q.example/cb#access_token={MASK}"),
        ("https://me:pa55@q.example/a", f"https://{MASK}@q.example/a"),
        (
            "https://q.example/a?X-Amz-Signature=0aF9&X-Amz-Date=2",
            f"https://q.example/a?X-Amz-Signature={MASK}&X-Amz-Date={MASK}",
        ),
        ("see https://q.example/a?b=1&amp;token=zz9", f"see https://q.example/a?b=1&amp;token={MASK}"),
    ],
)
def test_the_secret_parts_of_a_url_are_masked(url: str, expected: str) -> None:
    assert expected == redact_url(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://q.example/user/quota?key=s3cr3tvalue", "https://q.example/user/quota?key="),
        ("https://q.example/user/quota?key=$COMETAPI_KEY", "https://q.example/user/quota?key=$COMETAPI_KEY"),
        ("https://q.example/a?b=1&token=zz9&c=2#d", "https://q.example/a?b=1&token=&c=2#d"),
        ("https://me:pa55@q.example/a?b=1", "https://q.example/a?b=1"),
        ("https://q.example/a?v=" + CREDENTIALS[0], "https://q.example/a?v="),
        ("https://q.example/a.md", "https://q.example/a.md"),
        (
            "https://q.example/spec.json?X-Goog-Signature=0af&alt=media",
            "https://q.example/spec.json?X-Goog-Signature=&alt=media",
        ),
        ("https://q.example/cb#token=zz9", "https://q.example/cb#token="),
    ],
)
def test_a_url_is_stored_without_the_values_of_its_secrets(url: str, expected: str) -> None:
    assert expected == scrub_query(url)


def test_a_renewed_signature_leaves_the_stored_url_the_same() -> None:
    first, second = (f"https://s.example/o.json?X-Amz-Date={n}&X-Amz-Signature=a{n}f" for n in (1, 2))
    assert scrub_query(first) == scrub_query(second)


def percented(text: str) -> str:
    return quote(text, safe="")


CODINGS: tuple[Callable[[str], str], ...] = (
    percented,
    lambda text: percented(percented(text)),
    lambda text: re.sub(r"[^A-Za-z0-9]", lambda sign: f"\\u{ord(sign[0]):04x}", text),
    lambda text: text.replace("/", "\\/"),
    lambda text: re.sub(r"[^A-Za-z0-9]", lambda sign: f"&#{ord(sign[0])};", text),
    lambda text: re.sub(r"[^A-Za-z0-9]", lambda sign: f"&#x{ord(sign[0]):X};", text),
    lambda text: json.dumps(f"Example:\n{text}\n"),
    lambda text: json.dumps(json.dumps({"example": text})),
)
"""How URLs, JSON and HTML write what holds a credential."""


@pytest.mark.parametrize("coded", CODINGS)
@pytest.mark.parametrize(
    "around", ["{}", "https://b.example/cb?{}", "https://b.example/cb?page=2&key={}", "//b.example/{}/files"]
)
def test_a_credential_is_found_in_whatever_is_encoded_around_it(coded: Callable[[str], str], around: str) -> None:
    for credential in CREDENTIALS + KINDS:
        text = f"to {coded(around.format(credential))} and on"
        assert coded(credential).strip('"') not in redact(text), credential
        assert credential not in redact(text), credential
        assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/login?next=https%3A%2F%2Fme%3Apa55wrd%40b.example%2F", f"/login?next=https%3A%2F%2F{MASK}%40b.example%2F"),
        ("/login?next=%2Fcb%3Fsig%3DKq7Zp2Lw%26a%3D1", f"/login?next=%2Fcb%3Fsig%3D{MASK}%26a%3D1"),
        ("/a?to=%252Fcb%253Fsig%253DKq7Zp2Lw%2526a%253D1", f"/a?to=%252Fcb%253Fsig%253D{MASK}%2526a%253D1"),
        (r'{"u":"https:\/\/me:pa55wrd@b.example\/x"}', rf'{{"u":"https:\/\/{MASK}@b.example\/x"}}'),
        (r'{"u":"https://b.example/?a=1\u0026sig=Kq7Zp2Lw"}', rf'{{"u":"https://b.example/?a=1\u0026sig={MASK}"}}'),
        ("<a href='/x?sig&#x3D;Kq7Zp2Lw&amp;a&#61;1'>", f"<a href='/x?sig&#x3D;{MASK}&amp;a&#61;1'>"),
        (r"{\"token\": \"Kq7Zp2Lw9Xv4\", \"a\": 1}", rf"{{\"token\": \"{MASK}\", \"a\": 1}}"),
        (r'"Example:\nkey=Kq7Zp2Lw9Xv4\nand so on"', rf'"Example:\nkey={MASK}\nand so on"'),
        ("/x?a=%2Fcb%3Fkey%3DRq7Zp2LwD%26sig%3DKq7Zp2Lw%26b", f"/x?a=%2Fcb%3Fkey%3D{MASK}%26b"),
        ("data:text/plain;base64,a2V5IHNrLXByb2otOWZLMm1RN3hUNGJMejhXYzFSdk4K", f"data:text/plain;base64,{MASK}"),
    ],
)
def test_what_is_encoded_around_a_secret_stays_as_it_is(text: str, expected: str) -> None:
    assert redact(text) in {expected, expected.replace(MASK, "R" + MASK)}


@pytest.mark.parametrize("credential", CREDENTIALS + KINDS)
@pytest.mark.parametrize("around", ["{}", "user:{}", "{}:", '{{"key":"{}"}}'])
def test_a_credential_in_base64_is_masked(credential: str, around: str) -> None:
    for code in (base64.b64encode, base64.urlsafe_b64encode):
        coded = code(around.format(credential).encode()).decode()
        assert coded.rstrip("=") not in redact(f'{{"auth": "{coded}"}}')


@pytest.mark.parametrize(
    "text",
    [
        "/login?next=https%3A%2F%2Fb.example%2Fcb%3Fpage%3D2%26key%3D%24API_KEY",
        r'"C:\new\token\files and a line\nkey=<key>\n\u00e9\ud83d"',
        "&#8217;s token&#x2F;key, 100% of all, %E2%82%AC, AT&amp;T",
        "SGVsbG8sIHdvcmxkISBIb3cgYXJlIHlvdSB0b2RheT8=",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    ],
)
def test_what_is_encoded_and_no_secret_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.slow
@given(st.text(alphabet=st.sampled_from("abE9 sk-:/?&=#@._\"'$<>yJghp_Bearer\n"), max_size=200))
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = redact(text)
    assert once == redact(once)


@given(st.text(max_size=40), st.sampled_from(CREDENTIALS + KINDS), st.text(max_size=40))
def test_no_surroundings_save_a_credential(before: str, credential: str, after: str) -> None:
    assert credential not in redact(f"{before} {credential} {after}")


@given(st.text(max_size=100))
def test_any_text_at_all_can_be_redacted_and_scrubbed(text: str) -> None:
    assert isinstance(redact(text), str)
    assert scrub_query(scrub_query(text)) == scrub_query(text)


NAMES = ("api_key", "X-Api-Key", "to\u212aen", "pa\u017fsword", "jwt", "my-key", "keys", "page_token")
SIGNS = ("=", ":", " : ", '": "', "=   ", "=    ", "\t=\t'", ": Bearer ", "=token  ", ":\n", "\n=", " ")
VALUES = (
    "q8Zk2Lm9Qw4Rt6Vb",
    "Xy7Zk2Lm9Qw4",
    "a1B2c3D4e5F",
    "//a1B2c3D4e5F6",
    "example-Q8Zk2Lm9",
    "=a1B2c3D4e5F6",
    "\u017f" * 12,
)
AFTER = ("", " ", "\n", "\r", "\u2028", ' {token}"', "é", '"')


@given(st.lists(st.tuples(*map(st.sampled_from, (NAMES, SIGNS, VALUES, AFTER))).map("".join), max_size=4))
def test_what_is_assigned_is_looked_for_wherever_it_can_stand(parts: list[str]) -> None:
    text = "".join(parts)
    searched = redaction._ASSIGNMENT.sub(redaction._masked_assignment, text)
    assert searched == redaction._without_assignments(text)


def test_names_are_looked_for_only_in_lines_in_which_something_is_assigned(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    pattern = redaction._ASSIGNMENT

    class Counted:
        def sub(self, masked: Callable[[re.Match[str]], str], line: str) -> str:
            looked_at.append(line)
            return pattern.sub(masked, line)

    monkeypatch.setattr(redaction, "_ASSIGNMENT", Counted())
    text = "Use a key\nkey: abc\ntoken = q8Zk2Lm9Qw4Rt6Vb\nkey\n=\nq8Zk2Lm9Qw4Rt6Vb\n" * 3
    assert redact(text).count(MASK) == 3
    assert looked_at == ["token = q8Zk2Lm9Qw4Rt6Vb"] * 3
    looked_at.clear()
    redact("A page on tokens and keys: how to get them.\n" * 100)
    assert looked_at == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "junk",
    [
        "a",
        ":",
        "key: ",
        "= bearer ",
        "\n",
        "=aaaaaaaaaaaa\n",
        "&",
        "&a",
        "://",
        "eyJ",
        "eyJaaaaaaaa.",
        "sk-",
        "key=",
        "api_",
        "a-",
        "-----BEGIN PRIVATE KEY-----",
        "bearer ",
        "?key=%",
        "bot12345:A",
        "1",
        "MTk4",
        "MTk4NjIyNDgzNDcxOTI1MjQ4.Q2xGMQ.",
        "dp.st.a.",
        "fw_a",
        "vercel_blob_rw_aaaaaaaaaaa",
        "AKIA",
        "ATATT3",
        "discord.com/api/webhooks/",
        "hooks.slack.com/services/T7Q2XZ81K/",
        "%25",
        "%2525252525253D",
        "?key%3D",
        "\\n",
        "\\u0026key=a",
        "&#61;",
        "c2st",
        "=c2stYWJj",
    ],
)
def test_a_megabyte_of_junk_is_redacted_at_once(junk: str) -> None:
    # A backtracking pattern would not come back from this within the life of a test run.
    text = junk * (1_000_000 // len(junk))
    assert redact(text) == redact(redact(text))


def test_a_log_record_is_masked_with_its_arguments_and_traceback() -> None:
    try:
        int(CREDENTIALS[0])
    except ValueError:
        caught = sys.exc_info()
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "read %s", ("https://a.example/?key=zz9",), caught)
    RedactingFilter().filter(record)
    shown = logging.Formatter().format(record)
    assert f"read https://a.example/?key={MASK}" in shown
    assert CREDENTIALS[0] not in shown
    assert "ValueError" in shown


def redacted_in_full(text: str) -> str:
    """Do what `redact` does, looking for everything everywhere."""
    text = redaction._PEM.sub(MASK, text)
    text = redaction._USERINFO.sub(redaction._masked_userinfo, text)
    text = redaction._PARAMETER.sub(redaction._masked_parameter, text)
    text = redaction._JWT.sub(MASK, text)
    text = redaction._SHAPES.sub(redaction._masked_shape, text)
    text = redaction._BASE64.sub(redaction._masked_base64, text)
    text = redaction._SCHEME.sub(redaction._masked_scheme, text)
    text = redaction._ASSIGNMENT.sub(redaction._masked_assignment, text)
    return redaction._without_coded(text, redaction._CODED_DEPTH)


PIECES = (
    *CREDENTIALS, *KINDS, "Bearer", "basic", "ba\u017fic", "%20", "+", " ", " ", "\n", "\t", ":", "=", ": ", '"', "'",
    "api_key", "KEY", "to\u212aen", "to\u212aen = ", "\u212aey: ",
    "x-token", "pa\u017fsword", "signature", "jwt", "https://", "u:p9@", "?key=", "&a=",
    "q8Zk2Lm9Qw4Rt6Vb", "Zk91bTqL0pXc", "abc", "é", "$KEY", "<token>", "-----BEGIN PRIVATE KEY-----",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_nothing_is_missed_where_nobody_looks(text: str) -> None:
    assert redact(text) == redacted_in_full(text)


def test_every_shape_is_as_long_as_what_is_looked_into() -> None:
    shortest, _ = re._parser.parse(redaction._SHAPES.pattern).getwidth()  # type: ignore[attr-defined]
    assert redaction._LONG.pattern == rf"\S{{{shortest},}}"
    assert not re.search(r"\\s|\\W|\[\^", redaction._SHAPES.pattern)


@given(st.from_regex(re.compile(redaction._SHAPES.pattern, re.ASCII), fullmatch=True))
def test_every_shape_has_one_of_the_signs_that_are_looked_for_first(secret: str) -> None:
    assert redaction.holds_any(secret, redaction._SIGNS) or redaction._SEPARATED.search(secret)

"""What is a secret is masked everywhere; what is a placeholder or plain documentation stays readable."""

import logging
import re
import sys
from collections.abc import Callable

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


@pytest.mark.parametrize("credential", CREDENTIALS)
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


@pytest.mark.slow
@given(st.text(alphabet=st.sampled_from("abE9 sk-:/?&=#@._\"'$<>yJghp_Bearer\n"), max_size=200))
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = redact(text)
    assert once == redact(once)


@given(st.text(max_size=40), st.sampled_from(CREDENTIALS), st.text(max_size=40))
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

"""driftwatch accept over real captures: what is open is accepted, and told no more until its day."""

import json
import os
from typing import Any

import pytest

from tests.e2e.workshop import Workshop


@pytest.fixture
def drifted(twice: Workshop) -> Workshop:
    twice.git("config", "user.name", "Ann Example")
    twice.git("config", "user.email", "ann@example.org")
    return twice


def opened(workshop: Workshop) -> dict[str, dict[str, Any]]:
    _, out = workshop.driftwatch("diff", "--open", "--format", "json", "--fail-on", "never")
    return {each["fingerprint"]: each for each in workshop.findings(out)}


def test_what_is_accepted_is_open_no_more_until_its_day_is_over(drifted: Workshop) -> None:
    one, *others = opened(drifted)
    before = drifted.file("driftwatch.toml")
    code, out = drifted.driftwatch("accept", one, "--because", "not read by us")
    assert (code, out.startswith(f"accepted until 2026-06-27: {one} breaking: ")) == (0, True)
    after = drifted.file("driftwatch.toml")
    assert after.startswith(before)
    assert f'fingerprint = "{one}"\nreason = "not read by us"\nowner = "Ann Example"\nexpires = "2026-06-27"\n' in after
    assert set(opened(drifted)) == set(others)
    drifted.on("2026-06-28")
    assert set(opened(drifted)) == {one, *others}


def test_to_accept_twice_extends(drifted: Workshop) -> None:
    one = next(iter(opened(drifted)))
    drifted.driftwatch("accept", one, "--because", "known", "--until", "10w", "--owner", "media-team")
    first = drifted.file("driftwatch.toml")
    code, out = drifted.driftwatch("accept", one, "--because", "known", "--owner", "media-team")
    assert (code, out) == (0, f"accepted until 2026-08-06: {one} (was accepted before)\n")
    assert drifted.file("driftwatch.toml") == first
    drifted.driftwatch("accept", one, "--because", "still known", "--owner", "media-team", "--until", "2026-12-31")
    said = drifted.file("driftwatch.toml")
    assert said == first.replace("2026-08-06", "2026-12-31").replace('"known"', '"still known"')


def test_several_are_accepted_at_once_and_none_when_one_is_unknown(drifted: Workshop) -> None:
    one, two, *_ = opened(drifted)
    before = drifted.file("driftwatch.toml")
    mistyped = one[:-1] + ("0" if one[-1] != "0" else "1")
    code, out = drifted.driftwatch("accept", two, mistyped, "--because", "known")
    assert (code, out, drifted.file("driftwatch.toml")) == (2, "", before)
    assert f"no open drift has the fingerprint '{mistyped}'; did you mean '{one}'?" in drifted.err
    assert "hint: open is:" in drifted.err
    assert f"{one} breaking: " in drifted.err
    code, _ = drifted.driftwatch("accept", two, one, "--because", "known")
    assert (code, drifted.file("driftwatch.toml").count("[[accept]]")) == (0, 2)


def test_an_answer_that_says_too_little_changes_nothing(drifted: Workshop) -> None:
    one = next(iter(opened(drifted)))
    before = drifted.file("driftwatch.toml")
    for arguments, says in (
        (("--because", "known", "--until", "2026-05-27"), "2026-05-27 is in the past: today is 2026-05-28, UTC"),
        (("--because", "known", "--until", "soon"), "'soon' is no day"),
        (("--because", "  "), "the reason is empty"),
        (("--because", "x" * 501), "the reason has more than 500 characters"),
        (("--because", "known", "--source", "cometapy"), "did you mean 'cometapi'"),
        ((), "Missing option '--because'"),
    ):
        code, out = drifted.driftwatch("accept", one, *arguments)
        assert (code, out, drifted.file("driftwatch.toml")) == (2, "", before)
        assert says in drifted.err


def test_without_an_identity_of_git_somebody_has_to_be_named(
    drifted: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = next(iter(opened(drifted)))
    for key in ("user.name", "user.email"):
        drifted.git("config", "--unset", key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    code, _ = drifted.driftwatch("accept", one, "--because", "known")
    assert code == 2
    assert "hint: say who with --owner NAME" in drifted.err
    assert drifted.driftwatch("accept", one, "--because", "known", "--owner", "media-team")[0] == 0


MANIFEST = """\
driftwatch: 1
contract: POST /v1/images/edits
base_url: https://api.cometapi.com
environment: production
docs: https://apidoc.cometapi.com/api/image/openai/image-editing
accessed: 2026-05-28
auth: Bearer $COMETAPI_KEY
request: [image, prompt, never_there]
response: [created]
owner: photo-team
"""
SECRET = "sk-" + "abcdefghijklmnopqrstuvwxyz012345"  # put together here: it looks like a real one
HOSTILE = '"\n[[accept]]\nrule = "*" # \x1b[31m\u202e\udcff @octocat <b> ::error:: ' + SECRET


def test_a_hostile_reason_stays_one_string_on_every_surface(drifted: Workshop) -> None:
    one = next(iter(opened(drifted)))
    code, out = drifted.driftwatch("accept", one, "--because", HOSTILE)
    assert code == 0
    text = drifted.file("driftwatch.toml")
    assert text.count("\n[[accept]]") == 1
    assert not {"\x1b", "\u202e"} & set(text)
    assert SECRET not in text + out
    assert len(opened(drifted)) > 0
    code, out = drifted.driftwatch("explain", one)
    assert code == 0
    assert not {"\x1b", "\u202e"} & set(out)


def test_a_breach_of_a_manifest_is_accepted_by_its_fingerprint(drifted: Workshop) -> None:
    folder = drifted.root / "contracts"
    folder.mkdir()
    (folder / "edits.yaml").write_text(MANIFEST)
    _, out = drifted.driftwatch("check", "--format", "json", "--fail-on", "never")
    breach = next(each["fingerprint"] for each in json.loads(out)["findings"] if each["field"] == "never_there")
    assert drifted.driftwatch("accept", breach, "--because", "asked the vendor")[0] == 0
    _, out = drifted.driftwatch("check", "--format", "json", "--fail-on", "never")
    assert breach not in {each["fingerprint"] for each in json.loads(out)["findings"]}

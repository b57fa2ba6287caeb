"""driftwatch manifest update over real captures: a patch that git applies, and what is left to people."""

import subprocess

import pytest

from tests.e2e.workshop import Workshop

MANIFEST = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.cometapi.com
environment: production
docs:
  - https://apidoc.cometapi.com/overview/quick-start   # read by Ann
accessed: 2026-03-15
auth: Bearer $COMETAPI_KEY
request: [messages]
response:
  fields:
    choices.*.finish_reason: {type: string, one_of: [stop, length, function_call]}   # ours
owner: llm-platform
"""
PATCHED = MANIFEST.replace("length, function_call]}", "length, tool_calls]}   ").replace("2026-03-15", "2026-10-01")
IDENTIFIER = """\
---
driftwatch: 1
contract: POST /v1/images/edits
base_url: https://api.cometapi.com
environment: production
docs: https://apidoc.cometapi.com/api/image/openai/image-editing
accessed: 2026-03-15
auth: Bearer $COMETAPI_KEY
request: [image, prompt, model]
response: [created]
identifiers:
  - {field: model, value: dall-e-2, source: https://apidoc.cometapi.com/x, evidence: documented}
owner: photo-team
"""


@pytest.fixture
def drifted(captured: Workshop) -> Workshop:
    (captured.root / "contracts").mkdir()
    (captured.root / "contracts" / "chat.yaml").write_text(MANIFEST)
    captured.capture("2026-05-28", "--fail-on", "never")
    captured.capture("2026-10-01", "--fail-on", "never")
    return captured


def test_the_patch_is_one_that_git_applies(drifted: Workshop) -> None:
    code, patch = drifted.driftwatch("manifest", "update")
    assert code == 0, drifted.err
    assert drifted.file("contracts/chat.yaml") == MANIFEST
    for says in ("without `function_call`", "with `tool_calls`, which the code has to know"):
        assert f"contracts/chat.yaml:12: response field choices.*.finish_reason: {says}\n" in drifted.err
    subprocess.run(("git", "apply"), cwd=drifted.root, input=patch, text=True, check=True)
    assert drifted.file("contracts/chat.yaml") == PATCHED
    assert drifted.driftwatch("manifest", "update", "contracts/chat.yaml") == (0, "")


def test_what_takes_a_person_is_told_and_keeps_the_access_date(drifted: Workshop) -> None:
    (drifted.root / "contracts" / "chat.yaml").write_text(MANIFEST + IDENTIFIER)
    code, out = drifted.driftwatch("manifest", "update", "--apply")
    assert (code, out) == (1, "wrote contracts/chat.yaml\n")
    assert "TODO contracts/chat.yaml:25: identifier dall-e-2: Request field `model` no longer documents" in drifted.err
    assert drifted.file("contracts/chat.yaml") == PATCHED + IDENTIFIER
    assert drifted.driftwatch("manifest", "update", "--apply") == (1, "")
    assert drifted.file("contracts/chat.yaml") == PATCHED + IDENTIFIER


def test_a_manifest_that_cannot_be_used_is_told_and_the_others_are_updated(drifted: Workshop) -> None:
    (drifted.root / "contracts" / "broken.yaml").write_text("driftwatch: 1\n")
    code, _ = drifted.driftwatch("manifest", "update", "--apply")
    assert (code, drifted.file("contracts/chat.yaml")) == (2, PATCHED)
    assert "contracts/broken.yaml:1:1: (top): missing key" in drifted.err

"""A gateway that gives the credential back in every way: none of it is printed or written, and each run ends."""

from pathlib import Path

import pytest

from driftwatch.cli.program import run
from driftwatch.secret import Secret
from driftwatch.testing.hostile import BEHAVIOURS
from tests.fakegate import KEY, FakeGate

OWN = Secret("FAKE_KEY", KEY)
CHAT = "POST /v1/chat/completions"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", sorted(BEHAVIOURS))
def test_nothing_of_the_credential_is_left(
    name: str, gate: FakeGate, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--max-requests", "9", "--max-seconds", "3", "--output", "report.xml", "--format", "junit"]
    code = run(["probe", CHAT, "--send", "--target", f"{gate.origin}/{name}", *options])
    captured = capsys.readouterr()
    # 1: it differs, as nothing here is right; 3: no whole answer came.
    assert code in {1, 3}, captured.err
    assert "internal error" not in captured.err
    left = [path for path in Path().rglob("*") if path.is_file()]
    sent_back = [str(path) for path in left if OWN.found_in(path.read_bytes()) or OWN.found_in(str(path))]
    assert sent_back == []
    assert not OWN.found_in(captured.out + captured.err)
    canaries = [call.header("authorization") for call in gate.calls if "canary" in call.header("authorization")]
    for canary in canaries:
        tail = Secret("canary", canary.removeprefix("Bearer "))
        assert not any(tail.found_in(path.read_bytes()) for path in left)
        assert not tail.found_in(captured.out + captured.err)
    assert not Path("observations").exists() or run(["observe", "lint"]) == 0

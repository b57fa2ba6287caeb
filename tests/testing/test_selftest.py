"""The self-test of redaction: it passes, it is evidence for the gate, and it fails where something leaks."""

import json
import re
import sys
from pathlib import Path

import pytest

from driftwatch import __version__
from driftwatch.adapters import files
from driftwatch.adapters.probe import client
from driftwatch.adapters.sink import SINK, Sink
from driftwatch.cli.program import failed, ran, run
from driftwatch.manifests.gate.redaction import selftest_of
from driftwatch.model.selftest import SELFTEST_FILE
from driftwatch.secret import Secret, Secrets
from driftwatch.testing import selftest
from driftwatch.testing.hostile import BEHAVIOURS
from driftwatch.testing.selftest import RedactionTest, Shell, codings

pytestmark = pytest.mark.slow

SHELL = Shell(run=ran, fail=failed)
FEW = ("echo-body", "echo-hex", "hung-body")


def tried(*behaviours: str, shell: Shell = SHELL):
    names: list[str] = []
    found = RedactionTest(shell, behaviours=behaviours or FEW).result(at="2026-11-20T05:17:00Z", told=names.append)
    assert tuple(names) == (behaviours or FEW)
    return found


def test_nothing_leaks_and_everything_was_tried():
    found = tried(*(name for name in BEHAVIOURS if name not in {"hung", "drip", "drip-head"}))
    assert found.leaks == ()
    assert found.verdict == "pass"
    assert found.tool == f"driftwatch {__version__}"
    assert found.commands > 90 * found.attacks
    assert 0 < found.refused < found.commands
    assert found.bytes > 10_000 * found.attacks


def test_answers_get_as_far_as_files_and_reports(monkeypatch):
    """A search of nothing would pass as well: observations and reports are there when it searches."""
    places: set[str] = set()
    search = RedactionTest._search

    def watched(self, how, written):
        places.update(place for place, content in written.items() if content)
        search(self, how, written)

    monkeypatch.setattr(RedactionTest, "_search", watched)
    tried("echo-elided")
    assert {"stdout", "stderr", "out/import.json", "out/show.json", "out/triage.json", "out/gate.xml"} <= places
    assert any(re.fullmatch(r"observations/post-v1-chat-completions/.*/latest\.yaml", place) for place in places)


def disabled(*_: object, **__: object) -> None:
    """Do nothing."""


def plain(_: object, text: str, start: int = 0) -> str:
    return text[start:]


BROKEN = {
    "the mask of streams": (Secrets, "masked", plain),
    "the refusal of files": (Sink, "check", disabled),
    "the sink as a whole": (Sink, "know", disabled),
}


@pytest.mark.parametrize("what", BROKEN)
def test_it_fails_where_a_guard_is_broken(monkeypatch, what):
    monkeypatch.setattr(*BROKEN[what])
    found = tried()
    assert found.verdict == "fail"
    assert {leak.partition(":")[0] for leak in found.leaks} >= {"echo-body", "echo-hex"}
    assert all(re.fullmatch(r"[a-z-]+: [\w./ -]+ repeats selftest(-odd)?", leak) for leak in found.leaks)


def test_it_fails_where_the_client_lets_an_exception_out(monkeypatch):
    def send(self, request):
        raise ValueError(f"Illegal header value {self._own[0].secret.reveal()!r}")

    monkeypatch.setattr(client.ProbeClient, "send", send)
    monkeypatch.setattr(Secrets, "masked", plain)
    assert tried("echo-hex").verdict == "fail"


def test_it_fails_where_a_writer_goes_past_the_sink(monkeypatch, tmp_path):
    def write(path: Path, content: bytes) -> None:
        path.write_bytes(content)

    monkeypatch.setattr(selftest, "write_atomic", write)
    assert any("out/atomic.txt" in leak for leak in tried("echo-body").leaks)
    assert files.write_atomic is not write


@pytest.mark.parametrize("lost", [0, 3, 7])
def test_it_fails_where_the_search_is_blind(monkeypatch, lost):
    """The search is the guard's own: what it does not know would be neither masked nor found."""
    name = list(codings("0123456789"))[lost]
    found_in = Secret.found_in
    blind = codings

    def half_blind(self, text):
        value = re.search(rb"before (.*) after", text, re.DOTALL) if isinstance(text, bytes) else None
        return not (value and value[1] in lost_forms) and found_in(self, text)

    lost_forms: set[bytes] = set()

    def noted(text):
        forms = blind(text)
        lost_forms.add(forms[name])
        return forms

    monkeypatch.setattr(selftest, "codings", noted)
    monkeypatch.setattr(Secret, "found_in", half_blind)
    found = tried("closed")
    assert found.verdict == "fail"
    assert any(name in leak for leak in found.leaks)


def test_streams_and_credentials_of_the_process_are_as_before():
    before = sys.stdout, sys.stderr
    tried("garbage")
    assert (sys.stdout, sys.stderr) == before
    assert not SINK._secrets


def test_the_command_writes_what_the_gate_reads(tmp_path, monkeypatch, capsys):
    few = {name: BEHAVIOURS[name] for name in FEW}
    monkeypatch.setattr("driftwatch.testing.hostile.BEHAVIOURS", few)
    monkeypatch.setattr(
        RedactionTest.__init__, "__kwdefaults__", {**RedactionTest.__init__.__kwdefaults__, "behaviours": FEW}
    )
    monkeypatch.setenv("DRIFTWATCH_NOW", "2026-11-20T05:17:00Z")
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "observations" / SELFTEST_FILE
    assert run(["selftest", "redaction", "--output", f"observations/{SELFTEST_FILE}"]) == 0
    assert run(["observe", "lint"]) == 0
    found = selftest_of(file.read_bytes())
    assert found is not None
    assert (found.verdict, found.at) == ("pass", "2026-11-20T05:17:00Z")
    assert json.loads(file.read_bytes())["driftwatch_selftest"] == 1
    monkeypatch.setattr(Secrets, "masked", plain)
    assert run(["selftest", "redaction", "--output", str(file)]) == 1
    assert "echo-body: stdout repeats selftest" in capsys.readouterr().err
    broken = selftest_of(file.read_bytes())
    assert broken is not None
    assert broken.verdict == "fail"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"driftwatch_selftest": 2}', b'{"verdict": "pass"}']
)
def test_what_is_no_result_is_none(content):
    assert selftest_of(content) is None

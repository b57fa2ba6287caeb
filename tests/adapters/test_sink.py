"""What leaves the process while it holds a credential: refused where it stays, masked where it is shown."""

import base64
import io
import json
import logging
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import click
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.adapters.files import write_atomic, write_files
from driftwatch.adapters.git.repository import GitRepository
from driftwatch.adapters.github.api import GitHubApi
from driftwatch.adapters.sink import SINK, Sink, masked_stream
from driftwatch.cli import program
from driftwatch.cli.output import complain, put, tell
from driftwatch.cli.talk import BarTalk, PlainTalk
from driftwatch.errors import LeakError, UsageError
from driftwatch.secret import Secret
from driftwatch.wiring import log_to_stderr

ROOT = Path(__file__).parents[2]
KEY = "sk-live-7hQ2/Rt8Lm+Vb0Nz3Xc9Wy5"
SECRET = Secret("A_KEY", KEY)
FORMS = {
    "plain": KEY,
    "a window": KEY[-8:],
    "JSON": json.dumps(KEY).replace("/", "\\/"),
    "percent": quote(KEY, safe=""),
    "base64": base64.b64encode(f"user:{KEY}".encode()).decode(),
    "hexadecimal": KEY.encode().hex(),
}


@pytest.fixture
def sink() -> Iterator[Sink]:
    SINK.know(SECRET)
    yield SINK
    SINK.forget()


def everything_in(folder: Path) -> bytes:
    return b"".join(path.name.encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("form", FORMS)
def test_no_file_is_written_that_repeats_the_credential(sink, tmp_path, form):
    for write in (
        lambda: write_atomic(tmp_path / "a.txt", f"a {FORMS[form]} b".encode()),
        lambda: write_files(tmp_path, {"good.yaml": b"a: 1", "b/c.yaml": b"\xff" + FORMS[form].encode()}),
        lambda: put(f"<testsuite name='{FORMS[form]}'/>", str(tmp_path / "junit.xml")),
    ):
        with pytest.raises(LeakError) as raised:
            write()
        told = f"{raised.value.message} {raised.value.hint}"
        assert raised.value.exit_code == 2
        assert "A_KEY" in told
        assert not SECRET.found_in(told)
    assert everything_in(tmp_path) == b""


def test_no_name_of_a_file_repeats_it(sink, tmp_path):
    with pytest.raises(LeakError) as raised:
        write_files(tmp_path, {f"{KEY[-10:]}.yaml": b"a: 1"})
    assert not SECRET.found_in(str(raised.value))
    assert list(tmp_path.iterdir()) == []


def test_what_holds_no_credential_is_written_as_ever(sink, tmp_path):
    write_files(tmp_path, {"a.yaml": b"key: sk-live-...\n", "gone": None})
    put("fine\n", str(tmp_path / "b.txt"))
    assert (tmp_path / "b.txt").read_text() == "fine\n"
    assert (tmp_path / "a.yaml").read_bytes() == b"key: sk-live-...\n"


def test_no_commit_repeats_it(sink, tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    repository = GitRepository.discover(tmp_path)
    when = datetime(2026, 11, 20, tzinfo=UTC)
    for files, message in (({"a.md": KEY.encode()}, "Capture"), ({"a.md": b"fine"}, f"Capture {KEY[-8:]}")):
        with pytest.raises(LeakError, match="commit"):
            repository.commit_files(files, message, when=when)
    assert repository.head() is None


def test_github_is_told_nothing_that_repeats_it(sink):
    asked: list[httpx.Request] = []
    api = GitHubApi("a/b", token="t" * 20, api="http://127.0.0.1:9", hints={}, sleep=lambda _: None)
    api._client = httpx.Client(
        transport=httpx.MockTransport(lambda request: asked.append(request) or httpx.Response(200))
    )
    with pytest.raises(LeakError):
        api.read("POST", "/repos/a/b/issues", dict, content={"title": "a", "body": f"it says {KEY}"})
    assert asked == []


@pytest.mark.parametrize("form", FORMS)
def test_whatever_is_printed_has_the_label_instead(capfd, form):
    text = FORMS[form]
    log_to_stderr(verbose=True)
    SINK.know(SECRET)
    try:
        put(f"report {text}\n", None)
        print("print", text)  # noqa: T201
        print("partly", text, end="", flush=True)  # noqa: T201
        sys.stdout.buffer.write(b"\xff bytes " + text.encode() + b"\n")
        click.echo(f"echo {text}", err=True)
        tell(f"told {text}", err=True)
        complain(f"complained {text}", hint=text)
        PlainTalk().say(f"said {text}")
        with BarTalk() as bar:
            bar.started("stage", 2)
            bar.step(f"bar {text}")
        logging.getLogger("driftwatch.any").warning("logged %s", text)
        try:
            int(f"raised {text}")
        except ValueError:
            logging.getLogger("driftwatch.any").exception("traceback")
            sys.excepthook(*sys.exc_info())
    finally:
        SINK.forget()
    out = capfd.readouterr()
    assert not SECRET.found_in(out.out)
    assert not SECRET.found_in(out.err)
    assert out.out.count("[redacted:A_KEY]") == 4
    assert out.err.count("redacted") + out.err.count("REDACTED") >= 7


def test_everything_else_that_is_printed_stays_as_it_is():
    below = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    stream = masked_stream(below, SINK.masked)
    stream.write("caf\u00e9 \u4e2d\r\n\x1b[1m")
    stream.flush()
    stream.buffer.write(b"\xff\x00")
    stream.flush()
    assert below.buffer.getvalue() == "caf\u00e9 \u4e2d\r\n\x1b[1m".encode() + b"\xff\x00"


def test_a_stream_without_bytes_below_is_masked_as_well():
    below = io.StringIO()
    stream = masked_stream(below, lambda text, start: text[start:].replace("secret", "label"))
    stream.write("a secret caf\u00e9")
    stream.flush()
    assert below.getvalue() == "a label caf\u00e9"


@pytest.mark.slow
@given(cuts=st.lists(st.integers(0, len(KEY)), max_size=8), flushed=st.lists(st.booleans(), min_size=10, max_size=10))
def test_a_credential_in_pieces_is_masked_but_for_what_is_shorter_than_a_window(cuts, flushed):
    known = Sink()
    known._secrets = type(known._secrets)((SECRET,))
    below = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    stream = masked_stream(below, known.masked)
    edges = [0, *sorted(cuts), len(KEY)]
    for at, (start, end) in enumerate(pairwise(edges)):
        stream.write(KEY[start:end])
        if flushed[at]:
            stream.flush()
    stream.write("\n")
    stream.flush()
    assert not SECRET.found_in(below.buffer.getvalue())


def test_streams_are_given_back_as_they_were(capsys):
    before = sys.stdout, sys.stderr
    SINK.know(SECRET)
    SINK.know(SECRET, Secret("B_KEY", "0a9b8c7d6e5f4g"))
    assert sys.stdout is not before[0]
    SINK.forget()
    assert (sys.stdout, sys.stderr) == before
    print(KEY)  # noqa: T201
    assert KEY in capsys.readouterr().out


@pytest.mark.parametrize("failure", [
    UsageError(f"bad {KEY}", hint=KEY), ValueError(f"Illegal header value b'Bearer {KEY}'"), KeyboardInterrupt(KEY),
    click.ClickException(KEY), OSError(28, "full", f"/{KEY}"), SystemError(FORMS["base64"]),
])  # fmt: skip
def test_a_command_that_fails_in_any_way_tells_it_without_the_credential(capfd, monkeypatch, failure):
    def main(**_: object) -> None:
        SINK.know(SECRET)
        raise failure

    monkeypatch.setattr(program.driftwatch, "main", main)
    assert program.run([]) in {2, 3, 4, 130}
    out = capfd.readouterr()
    assert out.err
    assert not SECRET.found_in(out.out + out.err)
    assert not SINK._secrets


MASKING = """
    import os, sys
    sys.path.insert(0, {root!r})
    from driftwatch.adapters.sink import SINK
    from driftwatch.secret import Secret
    SINK.know(Secret("A_KEY", {key!r}))
    print("out")
    SINK.forget()
"""


def run_in_actions(**streams: object) -> subprocess.CompletedProcess[str]:
    program_text = textwrap.dedent(MASKING).format(root=str(ROOT), key=KEY)
    environment = {**os.environ, "GITHUB_ACTIONS": "true"}
    command = [sys.executable, "-c", program_text]
    return subprocess.run(command, env=environment, text=True, check=True, cwd=ROOT, **streams)


def test_a_runner_is_told_first_and_on_stderr_alone():
    done = run_in_actions(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout == "out\n"
    lines = done.stderr.splitlines()
    assert f"::add-mask::{KEY}" in lines
    assert all(line.startswith("::add-mask::") for line in lines)


def test_a_runner_is_told_nothing_where_a_file_or_another_program_would_keep_it(tmp_path):
    with (tmp_path / "log").open("w") as log:
        run_in_actions(stdout=subprocess.PIPE, stderr=log)
    joined = run_in_actions(stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert (tmp_path / "log").read_bytes() == b""
    assert joined.stdout == "out\n"


def test_outside_of_a_runner_no_command_is_printed(capfd):
    SINK.know(SECRET)
    SINK.forget()
    assert capfd.readouterr().err == ""

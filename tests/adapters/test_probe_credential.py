"""Where a credential comes from, and that what is wrong with it is told without it."""

import ast
import base64
import os
from pathlib import Path

import pytest

import driftwatch
from driftwatch.adapters.probe.credential import new_canary, of_descriptor, of_file, of_variable
from driftwatch.errors import UsageError
from driftwatch.secret import Secret

KEY = "sk-live-4Rt8Lm2Qx6Vb0Nz3"


def test_a_variable_holds_it():
    assert of_variable("A_KEY", {"A_KEY": KEY}).reveal() == KEY
    with pytest.raises(UsageError, match="A_KEY is not set"):
        of_variable("A_KEY", {})


@pytest.mark.parametrize("value", [f"{KEY}\n", f" {KEY}", f"'{KEY}'", f"Bearer {KEY}", KEY[:11], "${A_KEY_PLACE}"])
def test_what_is_wrong_with_it_is_told_by_name(value):
    with pytest.raises(UsageError, match="A_KEY") as raised:
        of_variable("A_KEY", {"A_KEY": value})
    told = f"{raised.value!r} {raised.value.message} {raised.value.hint}"
    assert not any(KEY[at : at + 5] in told for at in range(len(KEY) - 4))


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_file_holds_it_with_or_without_a_line_break_at_its_end(tmp_path, ending):
    file = tmp_path / "key"
    file.write_bytes(KEY.encode() + ending.encode())
    assert of_file(str(file), label="A_KEY").reveal() == KEY
    assert of_descriptor(os.open(file, os.O_RDONLY), label="A_KEY").reveal() == KEY


@pytest.mark.parametrize("content", [KEY.encode() + b"\n\n", b"\xff" + KEY.encode(), b"", KEY.encode() * 2000])
def test_a_file_with_anything_else_is_refused(tmp_path, content):
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(UsageError, match="A_KEY") as raised:
        of_file(str(tmp_path / "key"), label="A_KEY")
    assert not Secret("A", KEY).found_in(f"{raised.value!r} {raised.value.hint}")


def test_a_key_in_the_place_of_its_file_is_not_repeated(tmp_path):
    for name in (KEY, f"{KEY}\0", str(tmp_path)):
        with pytest.raises(UsageError) as raised:
            of_file(name, label="A_KEY")
        assert KEY not in f"{raised.value!r} {raised.value.message} {raised.value.hint}"
        assert raised.value.__context__ is None


def test_a_descriptor_that_is_closed_is_told():
    read, write = os.pipe()
    os.close(write)
    os.close(read)
    with pytest.raises(UsageError, match="descriptor"):
        of_descriptor(read, label="A_KEY")


def test_where_a_stranger_s_change_may_run_no_credential_is_read(tmp_path, monkeypatch):
    (tmp_path / "key").write_text(KEY)
    event = {"GITHUB_EVENT_NAME": "pull_request_target"}
    monkeypatch.setenv(*next(iter(event.items())))
    for read in (
        lambda: of_variable("A_KEY", {"A_KEY": KEY, **event}),
        lambda: of_file(str(tmp_path / "key"), label="A"),
    ):
        with pytest.raises(UsageError, match="pull_request_target"):
            read()


def test_a_pipe_holds_it_as_well(tmp_path):
    read, write = os.pipe()
    os.write(write, f"{KEY}\n".encode())
    os.close(write)
    assert of_file(f"/dev/fd/{read}", label="A_KEY").reveal() == KEY
    os.close(read)


def test_basic_is_known_in_clear_when_the_variable_holds_its_base64():
    coded = base64.b64encode(f"user:{KEY}".encode()).decode()
    secret = of_variable("A_KEY", {"A_KEY": coded}, scheme="Basic")
    assert secret.reveal() == f"user:{KEY}"
    assert secret.found_in(f"no user with {KEY}")
    assert secret.found_in(coded)
    assert of_variable("A_KEY", {"A_KEY": coded}, scheme="Bearer").reveal() == coded


def test_each_canary_is_another():
    assert new_canary().reveal() != new_canary().reveal()


def test_a_credential_is_revealed_where_it_is_sent():
    """That of an API in one place; of a receiver of messages its address, and the key that signs them.

    Every other use of the value goes through what `Secret` offers.
    """
    root = Path(driftwatch.__file__).parent
    calls = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.py"))
        if "reveal" in path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "reveal"
    ]
    assert calls == ["adapters/probe/presenting.py"] * 2 + ["adapters/webhook.py"] * 2

"""What driftwatch says on standard error when something hostile is wrong: one visible line, and no command."""

import io
import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from driftwatch.cli.program import run
from driftwatch.cli.talk import BarTalk, PlainTalk
from driftwatch.wiring import log_to_stderr
from tests.attacks.inert import commands, unseen
from tests.attacks.payloads import Attack, exercises, texts

LINES = (
    *texts("terminal", "log", "actions", "parser", "filename"),
    "md-inline-newline", "md-table-newline", "md-title-newline", "md-tag-chars", "md-variation-selectors", "md-bidi",
)  # fmt: skip
"""What could forge a line, or hide in one; Markdown means nothing on a terminal."""
RICH = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
"""How the bar moves and colours what is its own."""
Said = Callable[..., str]
CONFIG = '[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n'
MANIFEST = {
    "driftwatch": 1, "contract": "POST /v1/x", "base_url": "https://api.example.com", "environment": "production",
    "docs": "https://docs.example.com/x", "accessed": "2026-03-15", "auth": "Bearer $KEY", "request": ["a"],
    "response": ["b"], "owner": "team",
}  # fmt: skip


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Call driftwatch wrongly and return all that it prints."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> str:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        assert code <= 3, (arguments, code, err)
        return out + err

    return call


def inert(text: str) -> bool:
    return [] == unseen(text) + commands(text) and text != ""


@exercises(*LINES)
def test_a_document_that_cannot_be_read_is_told_in_visible_lines(attack: Attack, said: Said) -> None:
    name = json.dumps(attack.text)
    for text in (
        f"{{{name}: 1, {name}: 2}}",
        f"{{{name}: {{'$ref': }}",
        f"a: !!{attack.text} b",
        f"- {attack.text}: [\n",
    ):
        Path("broken.yaml").write_text(text, "utf-8")
        assert inert(said("diff", "broken.yaml", "broken.yaml"))


@exercises(*LINES)
def test_a_configuration_that_is_wrong_is_told_in_visible_lines(attack: Attack, said: Said) -> None:
    value = json.dumps(attack.text, ensure_ascii=False).replace("\x7f", "\\u007f")
    wrong = (
        f"{value} = 1\n",
        f"[sources.{value}]\nindex = 'https://x'\n",
        f"[sources.docs]\nindex = {value}\n[[accept]]\n",
    )
    for text in (*wrong, CONFIG + f"[issues]\nlabel = {value}\nmax_new = 0\n", CONFIG + f"fail_on = {value}\n"):
        Path("driftwatch.toml").write_text(text, "utf-8")
        assert inert(said("sources"))


@exercises(*LINES)
def test_a_manifest_that_is_wrong_is_told_in_visible_lines(attack: Attack, said: Said) -> None:
    for wrong in (
        {attack.text: 1},
        {"environment": attack.text},
        {"request": {attack.text: 1}},
        {"contract": attack.text},
    ):
        Path("x.yaml").write_text(
            json.dumps({**MANIFEST, **wrong}, ensure_ascii=False).replace("\x7f", "\\x7f"), "utf-8"
        )
        assert inert(said("manifest", "lint", "x.yaml", "--strict"))


@exercises(*LINES)
def test_a_wrong_call_is_told_in_visible_lines(attack: Attack, said: Said) -> None:
    if "\0" in attack.text or attack.text.startswith("-"):
        return  # no argument can hold a null byte; what begins with a dash is an option
    Path("driftwatch.toml").write_text(CONFIG, "utf-8")
    assert inert(said("rules", attack.text))
    assert inert(said("diff", attack.text, attack.text))
    assert inert(said("blame", attack.text))
    assert inert(said("run", "--source", attack.text))
    assert inert(said("check", attack.text))
    assert inert(said("manifest", "lint", attack.text))
    assert inert(said("manifest", "init", attack.text, "--against", attack.text))
    assert inert(said(f"x{attack.text}"))


@exercises(*LINES)
def test_progress_and_log_are_visible_lines(
    attack: Attack, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    PlainTalk().say(attack.text)
    PlainTalk().step(attack.text)
    PlainTalk().started(attack.text, 3)
    log_to_stderr(verbose=True)
    log = logging.getLogger("driftwatch.adapters.http.fetcher")
    log.info("%s %s: %s", "refused", attack.text, attack.text)
    log.error("failed", exc_info=ValueError(attack.text))
    text = capsys.readouterr().err
    assert [] == unseen(text) + commands(text)
    assert 6 <= len(text.splitlines())


@exercises(*texts("terminal", "actions"))
def test_a_bar_on_a_terminal_shows_no_markup_of_theirs(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "1000")
    with BarTalk() as talk:
        talk.started(f"[bold]{attack.text}", 2)
        talk.step(f"[link=https://evil.example]{attack.text}")
        talk.finished()
    shown = RICH.sub("", screen.getvalue())
    assert "[link=https://evil.example]" in shown
    assert "[bold]" in shown
    assert [] == unseen(shown) + commands(shown)

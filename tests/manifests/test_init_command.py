"""`driftwatch manifest init`: what cannot be used as it was written is said, and a base URL is asked for."""

import click
import pytest
import yaml

from driftwatch.cli import manifest as command
from driftwatch.cli.program import run
from tests.manifests.documentation import snapshot
from tests.manifests.test_commands import project, store

__all__ = ("project",)


@pytest.fixture
def baseless(project):
    """A project whose documentation names no base URL."""
    taken = snapshot()
    entries = [entry for owner, entry in taken.entries.items() if owner.kind != "api"]
    store(project, type(taken)(entries, taken.documents.values(), label="docs"))
    for stale in (project / "snapshots" / "docs").glob("api*.jsonl"):
        stale.unlink()
    return project


def written(project):
    return yaml.safe_load((project / "contracts" / "post-things.yaml").read_text())


def test_a_draft_that_can_be_used_exits_with_0(project, capsys):
    assert 0 == run(["manifest", "init", "POST /things"])
    assert "it cannot be used yet" not in capsys.readouterr().err
    assert 0 == run(["check"])


def test_a_draft_without_a_base_url_is_said_to_be_unusable(baseless, capsys):
    assert 2 == run(["manifest", "init", "POST /things"])
    told = capsys.readouterr()
    assert "wrote " in told.out
    assert "it cannot be used yet:" in told.err
    assert "contracts/post-things.yaml:7:1: base_url: the URL is a placeholder" in told.err


def test_a_base_url_can_be_named(baseless):
    assert 0 == run(["manifest", "init", "POST /things", "--base-url", "https://api.things.io"])
    assert "https://api.things.io" == written(baseless)["base_url"]


@pytest.mark.parametrize("url", ["api.things.io", "https://user:secret-word@api.things.io", "https://$HOST", "ftp://a"])
def test_what_is_no_base_url_is_refused_without_repeating_it(baseless, capsys, url):
    assert 2 == run(["manifest", "init", "POST /things", "--base-url", url])
    assert "secret-word" not in capsys.readouterr().err
    assert not (baseless / "contracts" / "post-things.yaml").exists()


@pytest.mark.parametrize(("answer", "code"), [("https://api.things.io", 0), ("", 2)])
def test_a_person_is_asked_for_it(baseless, monkeypatch, answer, code):
    monkeypatch.setattr(command.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: answer)
    assert code == run(["manifest", "init", "POST /things"])
    assert (answer or "https://TODO.invalid") == written(baseless)["base_url"]


def test_nobody_is_asked_for_what_is_documented(project, monkeypatch):
    monkeypatch.setattr(command.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: pytest.fail("asked"))
    assert 0 == run(["manifest", "init", "POST /things"])


def test_a_printed_draft_says_the_same(baseless, capsys):
    assert 2 == run(["manifest", "init", "POST /things", "--stdout"])
    assert "base_url: https://TODO.invalid" in capsys.readouterr().out

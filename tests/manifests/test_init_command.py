"""`driftwatch manifest init`: what cannot be used as it was written is said, and a base URL is asked for."""

import click
import pytest
import yaml

from driftwatch.cli import manifest as command
from driftwatch.cli.program import run
from tests.manifests.documentation import snapshot
from tests.manifests.test_commands import CAPTURE, project, store

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


SERVERS = [{"url": "https://sandbox.things.io"}, {"url": "https://api.things.io", "description": "Production"}]


@pytest.mark.parametrize(
    "servers",
    [SERVERS, SERVERS[::-1], [*SERVERS, {"url": "https://{region}.things.io"}]],
    ids=["one way", "the other", "with a variable"],
)
def test_which_of_several_declared_servers_is_meant_is_asked(project, monkeypatch, capsys, servers):
    store(project, snapshot({"servers": servers}))

    monkeypatch.setattr(command.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "")
    assert 2 == run(["manifest", "init", "POST /things"])
    assert "https://TODO.invalid" == written(project)["base_url"]
    draft = (project / "contracts" / "post-things.yaml").read_text()
    assert "# also documented: https://api.things.io" in draft
    assert "# TODO which one is yours?" in draft
    assert (
        "POST /things has several base URLs (https://api.things.io, https://sandbox.things.io)"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "servers",
    [
        SERVERS[1:],
        [*SERVERS[1:], {"url": "https://api.things.io/"}],
        [*SERVERS[1:], {"url": "https://{region}.things.io"}],
    ],
    ids=["one", "said twice", "beside one that cannot be called"],
)
def test_the_only_server_that_can_be_called_is_taken(project, servers):
    store(project, snapshot({"servers": servers}))
    assert 0 == run(["manifest", "init", "POST /things"])
    assert "https://api.things.io" == written(project)["base_url"]


def test_pages_were_read_when_they_were_captured_and_not_when_the_draft_is_written(project, monkeypatch):
    monkeypatch.setenv("DRIFTWATCH_NOW", "2031-02-03T09:00:00Z")
    assert 0 == run(["manifest", "init", "POST /things"])
    captured = CAPTURE.partition('"at":"')[2][:10]
    assert captured == str(written(project)["accessed"])
    draft = (project / "contracts" / "post-things.yaml").read_text()
    assert f"read on {captured}." in draft
    assert "2031" not in draft

"""What a run was answered is kept in a file, and runs again offline: the same findings, and nothing that is secret."""

import base64
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.workshop import Workshop

KEY = "sk-" + "4kQz9Lm2Xw7Rb5Tn8Vc1" * 2
PAGE = (
    f"# Create thing\n\n`POST /v1/things`\n\nSend `Authorization: Bearer {KEY}`.\n\n"
    "| Field | Type |\n|---|---|\n| `name` | string |\n"
)


def replayed(workshop: Workshop, file: Path | str, *options: str) -> tuple[int, Any]:
    """Run a recording again; returns exit code and report."""
    code, out = workshop.driftwatch("run", "--replay", str(file), "--format", "json", *options)
    return code, json.loads(out) if out else None


def test_a_first_run_runs_again_in_an_empty_folder(workshop: Workshop, tmp_path: Path) -> None:
    code, report = workshop.capture("2026-03-15", "--record", "run.har")
    assert "wrote run.har" in workshop.err
    har = workshop.root / "run.har"
    workshop.site.close()
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    workshop.monkeypatch.chdir(empty)
    workshop.on("2030-01-01")
    assert replayed(workshop, har) == (code, report)
    assert "31 operations as of 2026-03-15; nothing was written" in workshop.err
    assert list(empty.iterdir()) == []


def test_a_drift_is_told_again_against_the_capture_before_it(workshop: Workshop) -> None:
    workshop.capture("2026-03-15")
    before = workshop.head()
    code, report = workshop.capture("2026-05-28", "--record", "run.har")
    assert code == 1
    workshop.git("reset", "--quiet", "--hard", before)
    state = workshop.git("status", "--porcelain"), workshop.head()
    assert replayed(workshop, "run.har") == (code, report)
    assert (workshop.git("status", "--porcelain"), workshop.head()) == state


def test_a_run_that_was_refused_leaves_its_recording(workshop: Workshop) -> None:
    workshop.site.answer("/llms.txt", 403, b"<title>Just a moment...</title>", Content_Type="text/html")
    workshop.on("2026-03-15")
    assert workshop.driftwatch("run", "--record", "run.har")[0] == 3
    told = workshop.err.splitlines()[-2:]
    assert told[0].startswith("error: ")
    assert replayed(workshop, "run.har")[0] == 3
    assert workshop.err.splitlines()[-2:] == told


def test_nothing_secret_is_in_a_recording(workshop: Workshop) -> None:
    origin = workshop.site.origin
    workshop.site.answer("/llms.txt", 200, f"# Docs\n- [Thing]({origin}/thing.md?token={KEY})\n".encode())
    workshop.site.answer("/thing.md", 200, PAGE.encode(), Content_Type="text/markdown", Set_Cookie=f"id={KEY}")
    (workshop.root / "driftwatch.toml").write_text(f'[sources.docs]\nindex = "{origin}/llms.txt?key={KEY}"\n')
    workshop.on("2026-03-15")
    code, out = workshop.driftwatch("run", "--format", "json", "--record", "run.har", "--accept-loss")
    recorded = (workshop.root / "run.har").read_text()
    assert KEY not in recorded
    assert "cookie" not in {name["name"].lower() for name in _headers(json.loads(recorded))}
    assert replayed(workshop, "run.har")[1]["new"]["digest"] == json.loads(out)["new"]["digest"]
    assert code == 0


def test_nothing_secret_is_in_a_recording_however_it_is_encoded(workshop: Workshop) -> None:
    site, sign = workshop.site, "Kq7Zp2Lw9Xv4"
    page = PAGE.replace(
        "Send", f"See [there](/x?next=%2Fcb%3Fsig%3D{sign}%26a%3D1), <https:\\/\\/me:{sign}@b.example>. Send"
    )
    spec = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1", "description": f"Example:\n{KEY}\n"},
        "paths": {},
    }
    target = f"/new.md?next=https%3A%2F%2Fme%3A{sign}%40b.example%2F%3Fkey%3D{KEY}&token={sign}"
    site.answer("/llms.txt", 200, f"- [Thing]({site.origin}/thing.md)\n- [A]({site.origin}/a.json)\n".encode())
    site.answer("/thing.md", 302, b"", Location=target, Set_Cookie=f"id={sign}", ETag=f'"{KEY}"')
    site.answer("/new.md", 200, page.encode(), Content_Type=f"text/markdown; token={sign}")
    site.answer("/a.json", 200, json.dumps(spec).encode(), Content_Type="application/json")
    workshop.on("2026-03-15")
    _, out = workshop.driftwatch("--verbose", "run", "--format", "json", "--record", "run.har", "--accept-loss")
    recorded = (workshop.root / "run.har").read_text()
    assert "/new.md" in recorded
    assert "Example:" in recorded
    coded = [base64.b64encode(secret.encode()).decode() for secret in (KEY, sign)]
    assert [secret for secret in (KEY, sign, *coded) if secret in recorded + out + workshop.err] == []
    assert replayed(workshop, "run.har")[1]["new"]["digest"] == json.loads(out)["new"]["digest"]


def _headers(har: Any) -> list[Any]:
    entries = har["log"]["entries"]
    return [header for entry in entries for side in ("request", "response") for header in entry[side]["headers"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "is no recording"),
        ({"settings": '[sources.cometapi]\nrepository = "/"\n'}, "is a repository"),
        ({"settings": '[sources.cometapi]\nindex = "file:///etc/passwd"\n'}, "index"),
        ({"settings": "[sources.other]\n"}, "other"),
        ({"started": "yesterday"}, "is no recording"),
        ({"started": "2026-03-15T00:00:00"}, "no time zone"),
        ({"source": "../../x"}, "../../x"),
    ],
)
def test_a_file_that_is_no_recording_is_refused(workshop: Workshop, change: dict[str, str], said: str) -> None:
    workshop.capture("2026-03-15", "--record", "run.har")
    har = json.loads((workshop.root / "run.har").read_text())
    har["log"]["_driftwatch"].update(change)
    (workshop.root / "run.har").write_text(json.dumps(har if change else har["log"]))
    head = workshop.head()
    assert replayed(workshop, "run.har")[0] == 2
    assert said in workshop.err
    assert workshop.err.count("error: ") == 1
    assert workshop.head() == head


def test_options_that_contradict_each_other_are_refused(workshop: Workshop) -> None:
    workshop.capture("2026-03-15", "--record", "run.har")
    assert workshop.driftwatch("run", "--replay", "run.har", "--publish")[0] == 2
    assert "--replay stands alone" in workshop.err
    (workshop.root / "driftwatch.toml").write_text(
        f'[sources.one]\nindex = "{workshop.site.index_url}"\n[sources.two]\nrepository = "."\n'
    )
    assert workshop.driftwatch("run", "--record", "two.har")[0] == 2
    assert "say which one with --source" in workshop.err
    assert workshop.driftwatch("run", "--source", "two", "--record", "two.har")[0] == 2
    assert "is a repository" in workshop.err
    assert not (workshop.root / "two.har").exists()


def each_answer(**change: object) -> Callable[[dict[str, Any]], None]:
    def changed(log: dict[str, Any]) -> None:
        for entry in log["entries"]:
            entry["response"] |= change

    return changed


def packed(size: int) -> str:
    return base64.b64encode(gzip.compress(b"a" * size)).decode()


GZIP = [{"name": "content-encoding", "value": "gzip"}]
HOSTILE: tuple[tuple[str, Callable[[dict[str, Any]], None], int], ...] = (
    ("is no text of base64", each_answer(content={"size": 1, "mimeType": "x", "text": "é!", "encoding": "base64"}), 2),
    ("has no answer", lambda log: log["entries"][0].pop("response"), 2),
    ("has no content", lambda log: log["entries"][0]["response"].pop("content"), 2),
    ("has no exchange", lambda log: log.update(entries=[]), 3),
    ("has a status of thirty digits", each_answer(status=10**30), 3),
    ("has a status below nothing", each_answer(status=-1), 3),
    ("says that a text is packed", each_answer(headers=GZIP), 3),
    (
        "grows without end",
        each_answer(
            headers=GZIP, content={"size": 1, "mimeType": "x", "text": packed(300_000_000), "encoding": "base64"}
        ),
        3,
    ),
    ("leads to the machine's credentials", each_answer(
        status=302, headers=[{"name": "location", "value": "http://169.254.169.254/"}]), 3),
    ("has a header of two lines", each_answer(headers=[{"name": "x\r\ny", "value": "a\r\nb"}]), 0),
    ("is of the last day", lambda log: log["_driftwatch"].update(started="9999-12-31T23:59:59-14:00"), 0),
    ("has settings without end", lambda log: log["_driftwatch"].update(settings="a=" + "[" * 100_000), 2),
)  # fmt: skip


def test_a_hostile_recording_ends_with_a_message_and_changes_nothing(workshop: Workshop) -> None:
    workshop.capture("2026-03-15", "--record", "run.har")
    recorded = (workshop.root / "run.har").read_text()
    head = workshop.head()
    for name, damage, code in HOSTILE:
        har = json.loads(recorded)
        damage(har["log"])
        (workshop.root / "run.har").write_text(json.dumps(har))
        assert replayed(workshop, "run.har")[0] == code, name
        assert workshop.err.count("error: ") == (code != 0), name
        assert "Traceback" not in workshop.err, name
    assert workshop.head() == head

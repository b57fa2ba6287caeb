"""A repository that an older driftwatch wrote: read for ever, rewritten by the first run; none of that is drift."""

import json
import shutil
from pathlib import Path
from urllib.request import urlopen

from driftwatch.extract.index.places import former_digest_of
from tests.e2e.workshop import Workshop

FOLDER = "snapshots/cometapi"


def as_format_one_wrote_it(workshop: Workshop) -> None:
    """Rewrite the present snapshot as format 1 has it: no words, digests of another kind, no number in any file."""
    folder = workshop.root / FOLDER
    shutil.rmtree(folder / "text")
    for path in folder.rglob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [of_format_one(json.loads(line), path) for line in lines if set(json.loads(line)) != {"format"}]
        written = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in kept)
        path.write_text("".join(written), encoding="utf-8")
    workshop.git("add", "--all")
    workshop.git("commit", "--quiet", "--amend", "--no-edit")


def of_format_one(line: dict, path: Path) -> dict:
    if line.get("format") == 2:
        del line["format"]
    if path.name == "documents.jsonl":
        with urlopen(line["url"]) as answer:  # noqa: S310 - the site of the test, on this machine
            line["digest"] = former_digest_of(line["format"], answer.read().decode())
    return line


def test_the_first_run_after_the_upgrade_rewrites_the_source_and_tells_nothing(workshop: Workshop) -> None:
    workshop.capture("2026-03-15")
    as_format_one_wrote_it(workshop)
    workshop.on("2026-03-16")
    code, out = workshop.driftwatch("run", "--format", "json")
    assert (code, json.loads(out)["findings"]) == (0, [])
    first = {path: path.read_text(encoding="utf-8").splitlines()[0] for path in (workshop.root / FOLDER).rglob("*.*l*")}
    assert all('"format":2' in line for path, line in first.items() if path.name != "captures.jsonl")
    assert (workshop.root / FOLDER / "text").is_dir()
    assert workshop.captures()[-1]["format"] == 2
    assert workshop.driftwatch("history", "--all")[0] == 0


def test_what_really_drifted_meanwhile_is_told_of_contracts_and_of_no_words(workshop: Workshop) -> None:
    workshop.capture("2026-03-15")
    as_format_one_wrote_it(workshop)
    code, report = workshop.capture("2026-05-28", "--fail-on", "never")
    ids = {finding["id"] for finding in report["findings"]}
    assert code == 0
    assert "api-removed-without-deprecation" in ids
    assert not {each for each in ids if each.startswith(("page-", "sample-"))}

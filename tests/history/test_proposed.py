"""What captures propose that a branch does not have yet."""

import copy
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from msgspec import structs

from driftwatch.history.proposed import accepted_since, drift_since, proposed_by, waits_since
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.policy import Policy
from tests.history.commits import FOLDER, TODAY, Commits, capture, captured, days_later, read_spec
from tests.history.stories import document

ROOT = Path("/project")
OTHER = FOLDER.replace("clips", "reels")


def project_of(commits: Commits, *sources: str) -> Any:
    """A project in the root of a repository, with sources of these names."""
    workspace = SimpleNamespace(
        snapshots=lambda source: ROOT / "snapshots" / source,
        reports=ROOT / "reports",
        config=SimpleNamespace(sources=dict.fromkeys(sources or ("clips",))),
    )
    in_repository: Callable[[Path], str] = lambda path: path.relative_to(ROOT).as_posix()  # noqa: E731
    policies = SimpleNamespace(of=lambda _: Policy(today=TODAY))
    return SimpleNamespace(repository=commits, workspace=workspace, in_repository=in_repository, policies=policies)


def shorter() -> dict[str, Any]:
    spec = copy.deepcopy(document())
    del spec["paths"]["/v1/clips/{clip}"]["delete"]
    return spec


def proposed(commits: Commits, since: int, *sources: str) -> Any:
    """What is proposed from the commit of this number on."""
    return proposed_by(
        project_of(commits, *sources),
        since=commits.made[since].id,
        until=commits.made[-1].id,
        address=lambda commit, path: f"{commit[:6]}:{path}",
    )


def test_captures_with_drift_are_news_and_those_without_are_none() -> None:
    commits, _ = captured(document(), document(), shorter(), shorter())
    ids = [each.id for each in commits.made]
    project = project_of(commits)
    ((source, line),) = drift_since(project, ["clips"], since=ids[0], until=ids[-1])
    assert (source, line.at[:10], line.breaking) == ("clips", "2026-03-17", 1)
    assert drift_since(project, ["clips"], since=ids[2], until=ids[3]) == ()


def missed_on(*days: str) -> Snapshot:
    """What is documented, in a document that lacked a part on these days."""
    whole = read_spec(document())
    dates = {"missing_since": days[0], "missing_again": days[1:], "answered": "less", "lacks": ("A limit.",)}
    missed = [structs.replace(each, **dates) for each in whole.documents.values()]
    return Snapshot(whole.entries.values(), missed)


def test_dates_on_which_documents_were_missed_are_kept_and_that_they_are_back() -> None:
    first = missed_on("2026-03-16")
    commits, _ = captured(document(), first, missed_on("2026-03-16", "2026-03-17"), document(), document())
    ids = [each.id for each in commits.made]
    found = [waits_since(project_of(commits), ["clips"], since=since, until=until) for since, until in pairwise(ids)]
    assert found == [(("clips", 1),)] * 3 + [()]
    assert waits_since(project_of(commits), ["reels"], since=ids[0], until=ids[1]) == (), "not captured before"


def test_the_first_capture_of_a_source_is_news_although_nothing_drifted() -> None:
    commits = Commits()
    commits.add({"README.md": b"# Clips\n"}, when=days_later(0))
    capture(commits, document(), day=1)
    capture(commits, document(), day=2)
    (found,) = proposed(commits, 0)
    assert (found.is_first, [line.at[:10] for line in found.captures]) == (True, ["2026-03-16"])
    assert found.report.findings == ()
    assert found.report.old.label == "nothing"
    assert found.reports == ("",)


def test_what_is_proposed_is_all_that_differs_with_the_report_of_each_capture() -> None:
    first, third = document(), document()
    first["paths"]["/v1/clips"]["post"]["summary"] = "Make a clip soon"
    third["paths"]["/v1/clips"]["post"]["summary"] = "Make a clip later"
    commits, _ = captured(first, shorter(), third)
    (found,) = proposed(commits, 0)
    assert not found.is_first
    assert found.source == "clips"
    assert "api-removed-without-deprecation" not in {each.id for each in found.report.findings}
    last = commits.made[-1].id[:6]
    assert found.reports == (
        f"{last}:reports/2026-03-16/clips/summary.md",
        f"{last}:reports/2026-03-17/clips/summary.md",
    )


def test_the_second_report_of_a_day_belongs_to_its_second_capture() -> None:
    commits, _ = captured(document())
    for spec, day in ((shorter(), 1), (document(), 2)):
        capture(commits, spec, day=day)
    trail = f"{FOLDER}/captures.jsonl"
    files = {
        path.replace("reports/2026-03-17/", "reports/2026-03-16.2/"): text for path, text in commits.newest.items()
    }
    files[trail] = files[trail].replace(b"2026-03-17", b"2026-03-16")
    commits.add(files, when=days_later(3))
    (found,) = proposed(commits, 0)
    folders = [address.partition(":")[2].rpartition("/clips/")[0] for address in found.reports]
    assert folders == ["reports/2026-03-16", "reports/2026-03-16.2"]


def test_sources_are_proposed_by_name_and_those_without_news_left_out() -> None:
    commits, _ = captured(document())
    capture(commits, shorter(), day=1)
    capture(commits, document(), day=2, folder=OTHER)
    assert [each.source for each in proposed(commits, 0, "reels", "clips", "tunes")] == ["clips", "reels"]
    assert [each.source for each in proposed(commits, 1, "reels", "clips")] == ["reels"]


ACCEPT = '[[accept]]\nfingerprint = "{}"\nreason = "known"\nowner = "ann"\nexpires = "2030-01-31"\n'
SOURCE = '[sources.clips]\nindex = "https://docs.example.com/llms.txt"\n'


def test_what_the_configuration_accepts_newly_is_proposed() -> None:
    commits = Commits()
    one, two = ("0" * 12, "1" * 12)
    for day, accepted in enumerate(((), (one,), (one, two))):
        text = SOURCE + "".join(ACCEPT.format(each) for each in accepted)
        commits.add({"driftwatch.toml": text.encode()} if day else {}, when=days_later(day))
    project = project_of(commits)
    project.workspace.file, project.workspace.root = None, ROOT
    ids = [each.id for each in commits.made]
    asked = ((ids[0], ids[2]), (ids[1], ids[2]), (ids[2], ids[2]))
    found = [accepted_since(project, since=since, until=until) for since, until in asked]
    assert [[each.fingerprint for each in accepted] for accepted in found] == [[one, two], [two], []]

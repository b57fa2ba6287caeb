"""What captures of the days on which manifests were written say, against the documentation of today."""

import json
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from driftwatch.cli.program import run
from driftwatch.errors import UsageError
from driftwatch.history.access_dates import marked_then, quiet_pages
from driftwatch.history.captures import Captured
from driftwatch.history.review import review
from driftwatch.model.finding import Side
from driftwatch.model.manifest import DocsPage
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import CAPTURES, files_of
from driftwatch.rules.policy import Policy
from driftwatch.workflows.manifests import report_of
from driftwatch.workflows.resolve import Sided
from tests.compare.page_snapshots import BASE, site
from tests.history.test_moved_pages import capture_line
from tests.history.test_open_drift import Remembered
from tests.manifests.documentation import manifest, text_of
from tests.manifests.test_levels_agree import call, reads

READ = "2026-11-01"
LIMITS = """# Things

```http
POST /things
```

| Name | Type | Description |
| --- | --- | --- |
| name | string | What it is called |

## {title}

Send up to {count} requests per minute.
"""
OTHER = "# Other\n\nWords of no weight.\n"


def captured(title: str = "Rate limits", count: int = 60, other: str = OTHER) -> Snapshot:
    return site(limits=LIMITS.format(title=title, count=count), other=other)


def page_of(snapshot: Snapshot, place: str = "limits", *, accessed: str = READ) -> DocsPage:
    return DocsPage(url=f"{BASE}/{place}", accessed=accessed, snapshot=snapshot.documents[place].digest)


class Dated(Remembered):
    """A history in which the date of a capture names it, and no other date anything."""

    def resolve(self, revision: str) -> Captured:
        wanted = [one for one in self.captures() if one.date == revision]
        if not wanted:
            raise UsageError(f"no capture of {revision}")
        return wanted[0]


def quiet(then: Snapshot, now: Snapshot, *pages: DocsPage) -> set[str]:
    return {url.removeprefix(f"{BASE}/") for url in quiet_pages(Dated(then, now), now, pages)}


def test_a_page_that_has_another_heading_is_quiet_and_one_with_another_limit_is_not() -> None:
    read = captured()
    assert quiet(read, captured(title="Limits of rate"), page_of(read)) == {"limits"}
    assert quiet(read, captured(count=30), page_of(read)) == set()
    assert quiet(read, captured(count=30, other=OTHER + "\nMore."), page_of(read), page_of(read, "other")) == {"other"}


def test_of_a_page_that_no_capture_has_as_it_was_read_nobody_knows() -> None:
    read, now = captured(), captured(title="Limits of rate")
    page = page_of(read)
    assert quiet(read, now, structs.replace(page, snapshot="0" * 64)) == set()
    assert quiet(read, now, structs.replace(page, accessed="")) == set()
    assert quiet(read, now, structs.replace(page, accessed="2020-01-01")) == set()
    assert quiet(read, now, structs.replace(page, snapshot="")) == set()
    assert quiet(read, now, structs.replace(page, url=f"{BASE}/gone")) == set()


def test_check_tells_a_page_with_another_heading_as_drift_does() -> None:
    read = captured()
    page = page_of(read)
    mine = manifest({"docs": {"url": page.url, "snapshot": page.snapshot}, "accessed": READ})

    def level(now: Snapshot) -> set[str]:
        told = partial(quiet_pages, Dated(read, now), now)
        sided = Sided(snapshot=now, side=Side(label="now"), quiet=told)
        found = report_of((mine,), sided, policy=Policy(today="2026-11-20"), label="docs").findings
        return {finding.level for finding in found if finding.id == "manifest-page-changed"}

    assert level(captured(title="Limits of rate")) == {"info"}
    assert level(captured(count=30)) == {"warning"}


@pytest.mark.parametrize(("now", "level"), [({"title": "Limits of rate"}, "info"), ({"count": 30}, "warning")])
def test_check_looks_the_page_up_in_the_captures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], now: dict[str, Any], level: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRIFTWATCH_NOW", "2026-11-24T09:00:00Z")
    (tmp_path / "driftwatch.toml").write_text(f'[sources.docs]\nindex = "{BASE}/llms.txt"\n')
    read = captured()
    page = page_of(read)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q", "."], check=True)
    lines = ""
    for number, snapshot in enumerate((read, captured(**now))):
        when = f"2026-11-{number + 1:02}T05:00:00Z"
        monkeypatch.setenv("GIT_AUTHOR_DATE", when)
        lines += capture_line(when, str(number))
        for name, content in {**files_of(snapshot), CAPTURES: lines.encode()}.items():
            path = tmp_path / "snapshots" / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-q", "-m", f"capture {number}"], check=True)
    (tmp_path / "contracts").mkdir()
    pinned = {"url": page.url, "snapshot": page.snapshot, "accessed": READ}
    (tmp_path / "contracts" / "things.yaml").write_bytes(text_of({"docs": [pinned]}))
    run(["check", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["findings"]
    assert [each["level"] for each in told if each["id"] == "manifest-page-changed"] == [level]


MARKED, UNMARKED = call(promises=("id",)), call(promises=())


def told_of_presence(then: Snapshot, now: Snapshot, **parts: Any) -> set[tuple[str, str]]:
    mine = manifest({**reads(type="string", required=True), "accessed": READ, **parts})
    sided = Sided(snapshot=now, side=Side(label="now"), marked=partial(marked_then, Dated(then, now)))
    found = report_of((mine,), sided, policy=Policy(today="2026-11-20"), label="docs").findings
    return {(finding.level, finding.field or "") for finding in found if "required" in finding.id}


def test_that_no_field_is_marked_as_required_any_more_is_told_with_the_level_of_drift() -> None:
    policy = Policy(today="2026-11-20", manifests=(manifest(reads(type="string", required=True)),))
    sides = (Side(label="then"), Side(label="now"))
    drifted = review(MARKED, UNMARKED, source="docs", policy=policy, sides=sides).findings
    assert {(each.level, each.field or "") for each in drifted} == {("breaking", "id")}
    assert told_of_presence(MARKED, UNMARKED) == {("breaking", "id")}


def test_where_no_field_was_marked_when_it_was_read_that_says_nothing() -> None:
    assert told_of_presence(UNMARKED, UNMARKED) == set()
    assert told_of_presence(UNMARKED, MARKED) == set()
    assert told_of_presence(MARKED, MARKED) == set()


@pytest.mark.parametrize("parts", [{"accessed": "2020-01-01"}, {"status": "retired"}, {"response": ["id"]}])
def test_nothing_is_asked_of_captures_that_are_not_there_or_that_nobody_relies_on(parts: dict[str, Any]) -> None:
    expected = {("breaking", "id")} if parts == {"response": ["id"]} else set()
    assert told_of_presence(MARKED, UNMARKED, **parts) == expected


def test_a_manifest_that_says_no_date_is_asked_about_no_capture() -> None:
    mine = manifest(reads(type="string", required=True))
    undated = structs.replace(mine, accessed="", claims=structs.replace(mine.claims, docs=()))
    assert marked_then(Dated(MARKED, UNMARKED), [(undated, "200")]) == frozenset()
    assert marked_then(Dated(MARKED, UNMARKED), [(structs.replace(undated, accessed=READ), "200")]) == {
        (mine.key, "200")
    }

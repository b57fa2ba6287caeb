"""driftwatch explain over real captures: one finding, whatever became of it."""

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from driftwatch.reports.json_shapes import ExplainedFinding
from tests.e2e.workshop import Workshop, unattended

MANIFEST = """\
driftwatch: 1
contract: POST /v1/images/edits
base_url: https://api.cometapi.com
environment: production
docs: https://apidoc.cometapi.com/api/image/openai/image-editing
accessed: 2026-03-15
auth: Bearer $COMETAPI_KEY
request: [image, prompt, model]
response: [created]
owner: photo-team
"""


@pytest.fixture(scope="module")
def _drifted(_baseline: Path, _shared_site: DemoSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose manifest was there when both later versions were captured; to be copied."""
    root = shutil.copytree(_baseline, tmp_path_factory.mktemp("explained") / "team")
    (root / "contracts").mkdir()
    (root / "contracts" / "edits.yaml").write_text(MANIFEST)
    with unattended(root, _shared_site) as made:
        for version in VERSIONS[1:3]:
            made.capture(version, "--fail-on", "never")
    return root


@pytest.fixture
def drifted(_drifted: Path, copied: Callable[[Path], Workshop]) -> Workshop:
    return copied(_drifted)


def opened(workshop: Workshop) -> list[dict[str, Any]]:
    return workshop.findings(workshop.driftwatch("diff", "--open", "--format", "json", "--fail-on", "never")[1])


def explained(workshop: Workshop, fingerprint: str) -> ExplainedFinding:
    code, out = workshop.driftwatch("explain", fingerprint, "--format", "json")
    assert code == 0, workshop.err
    return msgspec.json.decode(out, type=ExplainedFinding)


def test_open_drift_is_explained_as_diff_tells_it_with_how_to_answer(drifted: Workshop) -> None:
    told = next(each for each in opened(drifted) if each["impact"]["kind"] == "affects" and each["level"] == "breaking")
    mine = explained(drifted, told["fingerprint"])
    assert msgspec.to_builtins(mine.finding) == told
    assert (mine.state, mine.source, mine.acceptance) == ("open", "cometapi", None)
    assert mine.levels[-1].level == told["level"]
    assert {use.file for use in mine.uses} == {"contracts/edits.yaml"}
    assert "photo-team" in {use.owner for use in mine.uses}
    assert mine.commit in drifted.git("rev-list", "HEAD")
    assert mine.new.label.endswith(f"({mine.commit[:10]})")
    command = next(each.command for each in mine.remedies if each.command.startswith("driftwatch accept "))
    assert drifted.driftwatch(*shlex.split(command)[1:])[0] == 0
    after = explained(drifted, told["fingerprint"])
    assert (after.state, after.acceptance and after.acceptance.reason) == ("accepted", "...")
    assert after.finding == mine.finding
    assert not any("accept" in each.command for each in after.remedies)
    drifted.on("2027-02-01")
    lapsed = explained(drifted, told["fingerprint"])
    assert (lapsed.state, lapsed.acceptance) == ("open", after.acceptance)


def test_where_there_are_several_sources_each_command_names_its_own(drifted: Workshop) -> None:
    config = drifted.root / "driftwatch.toml"
    config.write_text(f'{config.read_text()}\n[sources.other]\nindex = "https://docs.other.example/llms.txt"\n')
    code, out = drifted.driftwatch("diff", "--open", "--source", "cometapi", "--format", "json", "--fail-on", "never")
    assert code == 0
    one_of_each = {each["id"]: each["fingerprint"] for each in drifted.findings(out) if each["operations"]}
    asked = set()
    for fingerprint in one_of_each.values():
        for command in (each.command for each in explained(drifted, fingerprint).remedies):
            if command.startswith(("driftwatch blame", "driftwatch history")):
                asked.add(command.split()[1])
                assert drifted.driftwatch(*shlex.split(command)[1:])[0] == 0, command
    assert asked == {"blame", "history"}


def test_the_history_is_advised_of_what_is_gone_alone(drifted: Workshop) -> None:
    """What lost a default, an id or a value stands, and so does what has come back: that it is gone says no id."""
    _, out = drifted.driftwatch("history", "--format", "json")
    findings = [each for step in json.loads(out) for each in step["findings"]]
    told = [each for each in findings if each["operations"] and "removed" in each["id"]]
    one_of_each = {(each["id"], each["field"] is None): each for each in told}
    advised: dict[str, set[str]] = {"blame": set(), "history": set()}
    for each in one_of_each.values():
        remedies = explained(drifted, each["fingerprint"]).remedies
        (command,) = (one.command for one in remedies if one.command.split()[1] in advised)
        advised[command.split()[1]].add(each["id"])
        where = [each["operations"][0], *([each["field"]] if each["field"] else [])]
        is_there = drifted.driftwatch("blame", *where)[0] == 0
        assert command.split()[1] == ("blame" if is_there else "history"), each
    assert any("removed" in each for each in advised["blame"])


def test_the_formats_say_the_same(drifted: Workshop) -> None:
    told = next(each for each in opened(drifted) if each["before"] is not None and each["operations"])
    _, text = drifted.driftwatch("explain", told["fingerprint"])
    _, page = drifted.driftwatch("explain", told["fingerprint"], "--format", "markdown")
    source = told["sources"][0]
    for said in (told["id"], told["fingerprint"], source["url"], source["place"], told["operations"][0]):
        assert said in text
        assert said in page
    assert text.startswith(f"{told['level']} {told['id']} {told['fingerprint']}\n")
    assert "\nbefore:\n  " in text
    assert f"driftwatch accept {told['fingerprint']} --until 30d --because " in text


def test_the_level_says_who_made_it_so(drifted: Workshop) -> None:
    told = next(each for each in opened(drifted) if each["level"] == "info")
    drifted.configure(f'[rules]\n"{told["id"]}" = "warning"\n')
    levels = explained(drifted, told["fingerprint"]).levels
    assert [(each.level, each.because) for each in levels] == [
        ("info", f"so the rule `{told['id']}` has it here"),
        ("warning", "the team sets it in `driftwatch.toml:4`"),
    ]


def test_what_is_over_or_switched_off_is_explained_and_what_never_was_is_refused(drifted: Workshop) -> None:
    _, out = drifted.driftwatch("history", "--format", "json")
    told = {each["fingerprint"]: each for step in json.loads(out) for each in step["findings"]}
    open_ones = {each["fingerprint"]: each for each in opened(drifted)}
    gone = next(each for each in told if each not in open_ones)
    assert explained(drifted, gone).state == "over"
    quiet = next(each for each in open_ones.values() if each["level"] == "info")
    drifted.configure(f'[rules]\n"{quiet["id"]}" = "off"\n')
    switched = explained(drifted, quiet["fingerprint"])
    assert "switches the rule off in `driftwatch.toml:4`" in switched.levels[-1].because
    code, out = drifted.driftwatch("explain", "000000000000")
    assert (code, out) == (2, "")
    assert "no capture told of '000000000000'" in drifted.err
    assert "hint: `driftwatch diff --open`" in drifted.err

"""The text of issues: one for each family and owner, short enough, and inert whatever the documentation says."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec import structs

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.finding import Finding, Impact, ManifestUse, Side
from driftwatch.model.issue import Wanted
from driftwatch.reports.issue_body import BODY_LIMIT, marker_for, marker_of, new_body, unknown_to
from driftwatch.reports.issues import OpenFinding, issues_for
from driftwatch.rules.folding import folded
from tests.reports.sample import REQUIRED, RETRY

SIDES = {"old": Side(label="2026-09-30", date="2026-09-30"), "new": Side(label="2026-10-01", date="2026-10-01")}
ATTACKS = [
    attack
    for attack in map(json.loads, (Path(__file__).parents[1] / "attacks.jsonl").read_text("utf-8").splitlines())
    if attack["surface"] == "markdown" and attack["kind"] == "text"
]
GFM = MarkdownIt("gfm-like", {"linkify": False})
ALONE = structs.replace(REQUIRED, impact=Impact(kind="unused"))


def issues(*findings: Finding, **settings: object) -> tuple[Wanted, ...]:
    found = [OpenFinding(finding=each, commit="1" * 40, **SIDES) for each in findings]
    config = IssuesConfig(**settings)  # type: ignore[arg-type]
    return issues_for("docs", found, config, address=lambda commit: f"https://github.com/a/b/commit/{commit}")


def about(operation: str, number: int, *owners: str) -> Finding:
    uses = tuple(ManifestUse(manifest=f"{owner}/x", file="x.yaml", line=1, owner=owner) for owner in owners)
    impact = Impact(kind="affects", uses=uses) if uses else Impact(kind="unused")
    return structs.replace(ALONE, operations=(operation,), impact=impact, fingerprint=f"{number:012x}")


def test_operations_of_one_family_share_an_issue() -> None:
    both = (about("POST /v1/videos", 1), about("GET /v1/videos/{id}", 2))
    assert [len(issue.fingerprints) for issue in issues(*both)] == [2]
    assert len(issues(*both, group="operation")) == 2
    assert len(issues(*both, RETRY)) == 2
    assert len(issues(*both, RETRY, group="source")) == 1


def test_each_owner_has_an_issue_and_what_is_nobodys_is_told_to_all() -> None:
    found = (about("POST /v1/videos", 1, "media"), about("POST /v1/videos", 2, "billing"), about("POST /v1/videos", 3))
    split = issues(*found)
    assert [len(issue.fingerprints) for issue in split] == [2, 2]
    assert len({issue.key for issue in split}) == 2
    assert [len(issue.fingerprints) for issue in issues(*found, by_owner=False)] == [3]


def test_owners_are_assigned_and_teams_are_mentioned() -> None:
    (issue,) = issues(about("POST /v1/videos", 1, "media"), owners={"media": ("ada", "acme/media")})
    assert issue.assignees == ("ada",)
    assert issue.text.startswith("@acme/media\n")


def test_the_name_of_a_path_parameter_is_no_identity() -> None:
    one, other = (issues(about(f"GET /v1/videos/{{{name}}}", 1), group="operation")[0] for name in ("id", "video_id"))
    assert one.key == other.key


def test_dates_and_commits_are_no_drift() -> None:
    (one,) = issues(ALONE)
    later = OpenFinding(finding=ALONE, old=SIDES["old"], new=Side(label="later", date="2027-01-01"), commit="2" * 40)
    (other,) = issues_for("docs", [later], IssuesConfig(), address=str)
    assert one.drift == other.drift


def test_information_alone_opens_no_issue() -> None:
    quiet = structs.replace(ALONE, level="info")
    assert issues(quiet) == ()
    assert len(issues(quiet, level="info")) == 1


def of_one_cause(count: int) -> tuple[Finding, ...]:
    told = (about(f"GET /v1/{number}", number) for number in range(count))
    return tuple(structs.replace(one, cause="c" * 12, fingerprint=str(n) * 12) for n, one in enumerate(told))


def test_an_issue_knows_the_members_of_what_is_told_together() -> None:
    apart = issues(*of_one_cause(3), group="source")[0]
    together = issues(*folded(of_one_cause(3)), group="source")[0]
    assert (together.key, together.drift, together.fingerprints) == (apart.key, apart.drift, apart.fingerprints)
    assert together.text.count("| Fingerprint |") == 1
    knows = marker_for(apart, rev=1)
    assert unknown_to(knows, together) == ()
    (grown,) = issues(*folded(of_one_cause(5)), group="source")
    assert unknown_to(knows, grown) == ("c" * 12,)


def test_an_owner_is_told_nothing_new_when_another_one_is_hurt_as_well() -> None:
    mine, theirs = (
        structs.replace(about("POST /v1/videos", n, owner), cause="c" * 12, fingerprint=str(n) * 12)
        for n, owner in enumerate(("media", "billing"), start=1)
    )
    (alone,) = issues(mine)
    together = {issue.key: issue for issue in issues(*folded((mine, theirs)))}
    assert len(together) == 2
    assert (together[alone.key].fingerprints, together[alone.key].drift) == (alone.fingerprints, alone.drift)


def test_what_is_over_and_what_stands_of_one_cause_keep_apart() -> None:
    first, second, *others = of_one_cause(4)
    over, stands = folded((first, second)), folded(others)
    assert [one.fingerprint for one in over] == [one.fingerprint for one in stands]
    found, beside = ([OpenFinding(finding=each, commit="1" * 40, **SIDES) for each in side] for side in (stands, over))
    (issue,) = issues_for("docs", found, IssuesConfig(group="source"), address=str, beside=beside)
    assert issue.fingerprints == tuple(one.fingerprint for one in others)


def test_a_long_body_is_shortened_between_findings() -> None:
    many = [about("POST /v1/videos", number) for number in range(1500)]
    (issue,) = issues(*many)
    body = new_body(marker_for(issue, rev=1), issue.text)
    assert len(body) <= BODY_LIMIT
    left_out = re.search(r"\n(\d+) more findings are in the full report", body)
    assert left_out
    assert body.count("| Fingerprint |") == 1500 - int(left_out[1])
    assert "https://github.com/a/b/commit/1111" in body


def outside_code(text: str) -> str:
    waiting = list(GFM.parse(text))
    found = []
    while waiting:
        token = waiting.pop()
        waiting.extend(token.children or [])
        if token.type in ("text", "html_inline", "html_block", "image", "link_open"):
            found.append(token.content + str(token.attrs or ""))
    return "".join(found)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["id"])
def test_hostile_documentation_stays_text(attack: dict[str, str]) -> None:
    payload = attack["payload"]
    hostile = structs.replace(
        ALONE, operations=(f"POST /{payload}",), field=payload, before=payload, after=[payload], variant=payload
    )
    calm = structs.replace(ALONE, operations=("POST /x",), field="x", before="x", after=["x"], variant="x")
    (issue,), (other,) = issues(hostile), issues(calm)
    body = new_body(marker_for(issue, rev=1), issue.text)
    marker = marker_of(body)
    assert marker is not None
    assert marker.key == issue.key
    assert re.fullmatch(r"[A-Za-z0-9/_{}.:, ()-]{1,240}", issue.title)
    words = set(re.findall(r"\S*[@#]\S*|https?://\S+", outside_code(issue.text)))
    assert words <= set(re.findall(r"\S*[@#]\S*|https?://\S+", outside_code(other.text)))
    assert not [line for line in body.splitlines() if line.startswith("/")]

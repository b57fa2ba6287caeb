"""The text of issues: one for each family and owner, short enough, and inert whatever the documentation says."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec import structs

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.change import WORDS
from driftwatch.model.finding import Finding, Impact, ManifestUse, Side
from driftwatch.model.issue import Wanted
from driftwatch.model.open_finding import OpenFinding
from driftwatch.reports.issue_body import BODY_LIMIT, marker_for, marker_of, new_body, unknown_to
from driftwatch.reports.issue_text import Beside
from driftwatch.reports.issues import families_of, issues_for
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


def issues(*findings: Finding, has_manifests: bool = False, **settings: object) -> tuple[Wanted, ...]:
    found = [OpenFinding(finding=each, commit="1" * 40, **SIDES) for each in findings]
    config = IssuesConfig(**settings)  # type: ignore[arg-type]
    return issues_for(
        "docs",
        found,
        config,
        beside=Beside(address=lambda commit: f"https://github.com/a/b/commit/{commit}"),
        has_manifests=has_manifests,
    )


def about(operation: str, number: int, *owners: str) -> Finding:
    uses = tuple(ManifestUse(manifest=f"{owner}/x", file="x.yaml", line=1, owner=owner) for owner in owners)
    impact = Impact(kind="affects", uses=uses) if uses else Impact(kind="unused")
    return structs.replace(ALONE, operations=(operation,), impact=impact, fingerprint=f"{number:012x}")


def test_operations_of_one_family_share_an_issue() -> None:
    both = (about("POST /v1/videos", 1), about("GET /v1/videos/{id}", 2))
    assert [len(issue.fingerprints) for issue in issues(*both, group="family")] == [2]
    assert len(issues(*both, group="operation")) == 2
    assert len(issues(*both, RETRY, group="family")) == 2
    assert len(issues(*both, RETRY, group="source")) == 1


def captured(day: str, number: int) -> OpenFinding:
    new = structs.replace(SIDES["new"], label=day, date=day)
    return OpenFinding(finding=about("POST /v1/videos", number), old=SIDES["old"], new=new, commit="1" * 40)


def weeks(*found: OpenFinding, **settings: object) -> list[tuple[str, list[int]]]:
    families = families_of("docs", found, IssuesConfig(**settings), has_manifests=False)  # type: ignore[arg-type]
    return [(each.subject, [int(one.finding.fingerprint, 16) for one in each.found]) for each in families]


def test_without_manifests_what_a_week_brought_shares_an_issue() -> None:
    days = ("2026-10-05", "2026-10-11", "2026-10-12", "2026-10-04")  # Monday, Sunday, Monday, Sunday
    found = [captured(day, number) for number, day in enumerate(days)]
    assert weeks(*found) == [("Week of 2026-10-12", [2]), ("Week of 2026-10-05", [0, 1]), ("Week of 2026-09-28", [3])]
    assert weeks(*found, group="family") == [("/v1/videos", [0, 1, 2, 3])]


def test_a_breach_stays_in_its_issue_from_week_to_week() -> None:
    breach = structs.replace(about("POST /v1/videos", 1), area="manifest")
    first, second = (structs.replace(captured(day, 1), finding=breach) for day in ("2026-10-05", "2026-10-12"))
    assert weeks(first, group="week") == weeks(second, group="week") == [("/v1/videos", [1])]


def told(*findings: Finding, **settings: object) -> list[tuple[str, list[int]]]:
    """The label of each issue's level, and the numbers of its findings."""
    wanted = issues(*findings, has_manifests=True, **settings)
    return [(issue.labels[1], [int(each, 16) for each in issue.fingerprints]) for issue in wanted]


THREE = (
    about("POST /v1/videos", 1, "media"),
    about("DELETE /v1/videos", 2, "billing"),
    about("GET /v1/videos/{id}", 3),
)


def test_each_owner_has_an_issue_of_what_they_rely_on_and_what_is_nobodys_is_in_one_of_its_own() -> None:
    for only in ("affecting", "all"):
        found = issues(*THREE, has_manifests=True, only=only)
        assert sorted([int(each, 16) for each in issue.fingerprints] for issue in found) == [[1], [2], [3]]
        assert len({issue.key for issue in found}) == 3
    assert told(*THREE, by_owner=False) == [("driftwatch:breaking", [1, 2]), ("driftwatch:breaking", [3])]
    assert told(*THREE, by_owner=False, only="all") == [("driftwatch:breaking", [1, 2, 3])]


def relied_on(finding: Finding, *uses: str) -> Finding:
    """A finding that affects manifests, each by `owner/contract`."""
    lines = (ManifestUse(manifest=use, file="x.yaml", line=1, owner=use.partition("/")[0]) for use in uses)
    return structs.replace(finding, impact=Impact(kind="affects", uses=tuple(lines)))


def test_what_calls_share_is_told_in_the_issue_of_the_call_that_an_owner_relies_on() -> None:
    reaches = ("GET /v1/clips", "GET /v1/models", "GET /v1/videos", "POST /v1/videos")
    shared = tuple(
        structs.replace(about("", number), operations=reaches, schema=schema)
        for number, schema in enumerate(("Limit", "Money", "Status"), start=1)
    )
    mine = relied_on(about("POST /v1/videos", 4), "media/POST /v1/videos")
    found = (
        relied_on(shared[0], "media/GET /v1/videos", "billing/GET /v1/models"),
        relied_on(shared[1], "media/POST /v1/videos", "media/GET /v1/videos"),
        relied_on(shared[2], "media/by-name"),
        mine,
        relied_on(structs.replace(about("", 5), operations=(), area="errors"), "media/POST /v1/videos"),
    )
    assert sorted(numbers for _, numbers in told(*found)) == [[1], [1, 2, 4], [3], [5]]
    assert sorted(numbers for _, numbers in told(*found, by_owner=False)) == [[1], [2, 4], [3], [5]]


def test_what_nobody_relies_on_is_one_issue_of_the_source_whatever_it_is_about() -> None:
    others = [about(f"GET /v1/{name}", number) for number, name in enumerate("abcdefgh", start=10)]
    quiet = structs.replace(about("GET /v1/z", 20), level="info")
    first, rest = issues(THREE[0], *others, quiet, has_manifests=True)
    assert (first.fingerprints, first.is_nobodys) == ((THREE[0].fingerprint,), False)
    assert (len(rest.fingerprints), rest.is_nobodys) == (9, True)
    assert rest.title == "Not relied on: Request field seconds is now required: GET /v1/a (+8)"
    assert rest.text.startswith("No manifest relies on what this issue tells.\n")
    assert quiet.fingerprint not in rest.lines
    assert set(rest.lines) == {one.fingerprint for one in others}
    (later,) = issues(about("POST /v1/other", 30), has_manifests=True)
    assert later.key == rest.key
    assert issues(quiet, has_manifests=True) == ()


def test_without_manifests_every_change_of_the_contract_counts_and_the_issue_asks_for_one() -> None:
    two = (about("POST /v1/videos", 1), about("GET /v1/models", 2))
    assert [len(issue.fingerprints) for issue in issues(*two, group="family")] == [1, 1]
    assert [len(issue.fingerprints) for issue in issues(*two)] == [2]
    assert all("makes this quieter: `driftwatch manifest init`" in issue.text for issue in issues(*two))
    assert all("manifest init" not in issue.text for issue in issues(*two, has_manifests=True))


def test_words_of_a_page_that_no_manifest_cites_are_no_reason_for_an_issue() -> None:
    words = structs.replace(
        ALONE, id="page-text-changed", level="warning", location=WORDS, before=["a"], after=["b"], operations=()
    )
    assert issues(words) == issues(words, has_manifests=True) == ()
    assert len(issues(words, only="all")) == 1
    assert len(issues(structs.replace(words, impact=THREE[0].impact), has_manifests=True)) == 1
    (beside,) = issues(words, about("POST /v1/videos", 1), group="source")
    assert words.fingerprint in beside.fingerprints
    assert words.fingerprint not in beside.lines


REMOVED = "Request field `model` no longer accepts `{}`."


LONG = f"Response field `{'k' * 40}` of schema `{'S' * 40}`, which was always there, is no longer documented."


@pytest.mark.parametrize(
    ("message", "operation", "title"),
    [
        (REMOVED.format("dall-e-2"), "POST /v1/images/edits",
         "Request field model no longer accepts dall-e-2: POST /v1/images/edits (+1)"),
        ("`GET /v1/a` is no longer documented.", "GET /v1/a", "GET /v1/a is no longer documented (+1)"),
        (REMOVED.format("@octocat fixes #1"), "POST /v1/a", "Request field model no longer accepts …: POST /v1/a (+1)"),
        (REMOVED.format("www.evil.example"), "POST /v1/a", "Request field model no longer accepts …: POST /v1/a (+1)"),
        (REMOVED.format("messages[].role"), "POST /v1/a",
         "Request field model no longer accepts messages[].role: POST /v1/a (+1)"),
        (REMOVED.format("a sentence of two words"), "POST /v1/a",
         "Request field model no longer accepts a sentence of two words: POST /v1/a (+1)"),
        (REMOVED.format("x-3-5-20241022"), "POST /v1/a",
         "Request field model no longer accepts x-3-5-20241022: POST /v1/a (+1)"),
        ("Under `Plans` a row says `Free · Calls: 12`, before `Free · Calls: 20`.", "POST /v1/a",
         "Under Plans a row says Free · Calls: 12, before Free · Calls: 20: POST /v1/a (+1)"),
        ("`<b>` is gone.", "POST /v1/a", "Documentation of docs drifted: /v1/a"),
        ("It is gone.", "POST /$x$", "Documentation of docs drifted: {key}"),
        ("A word " * 40, "POST /v1/a", "A word " * 22 + "A…: POST /v1/a (+1)"),
        (REMOVED.format('"null"'), "POST /v1/a", 'Request field model no longer accepts "null": POST /v1/a (+1)'),
        ("`GET /v1/a` is now documented at `https://api.example.com/v2` (was `http://www.example.com`).", "GET /v1/a",
         "GET /v1/a is now documented at api.example.com/v2 (was example.com) (+1)"),
        ("Document `https://docs.example.com/a.md` is gone.", "", "Document docs.example.com/a.md is gone (+1)"),
        (REMOVED.format("https://a.example/https://b.example"), "POST /v1/a",
         "Request field model no longer accepts …: POST /v1/a (+1)"),
        ("`PATCH /v1/a/@original` is gone.", "PATCH /v1/a/@original", "PATCH /v1/a/… is gone (+1)"),
        ("It is gone.", "PATCH /v1/a/@original", "It is gone: PATCH /v1/a/… (+1)"),
        (f"A notice says `{'A word ' * 20}`.", "", f"A notice says {'A word ' * 11}A… (+1)"),
        (f"A notice says `<b> {'A word ' * 20}`.", "", "A notice says … (+1)"),
        ("A row says `Keys of old accounts: <b> 2`, before `Keys of old accounts: <b> 1`.", "",
         "A row says …, before … (+1)"),
        ("A notice says `Calls of <b> keys are refused`.", "", "A notice says … (+1)"),
        ("A notice says `Calls of such keys are <b> refused`.", "", "A notice says Calls of such keys are… (+1)"),
        ("A notice says `Keys — of “old” accounts — do not work`.", "",
         "A notice says Keys — of “old” accounts — do not work (+1)"),
        ('Failure `1` is now documented: `{"meaning":"<b>"}`.', "", "Failure 1 is now documented (+1)"),
        (LONG, "POST /v1/" + "k" * 30, f"{LONG.replace('`', '').rstrip('.')}: POST /v1/{'k' * 30} (+1)"),
        ("It is gone.", "POST /v1" + "/twenty-one-characters" * 5,
         "It is gone: POST …/twenty-one-characters/twenty-one-characters (+1)"),
    ],
)  # fmt: skip
def test_a_title_says_the_worst_change_and_how_many_more(message: str, operation: str, title: str) -> None:
    operations = (operation,) if operation else ()
    worst = structs.replace(ALONE, message=message, operations=operations)
    less = structs.replace(ALONE, operations=operations, level="warning", message="Less.", fingerprint="f" * 12)
    (issue,) = issues(less, worst, group="family")
    assert issue.title == title.format(key=issue.key)
    assert "`" not in issue.title


def test_a_title_counts_the_operations_that_it_does_not_name() -> None:
    two = structs.replace(ALONE, operations=("GET /v1/a", "GET /v1/b"), message="`GET /v1/a` is now deprecated.")
    (issue,) = issues(two)
    assert issue.title == "GET /v1/a is now deprecated, and 1 more operation"


def test_a_title_with_little_room_counts_the_operations_and_says_what_became_of_a_field() -> None:
    many = structs.replace(ALONE, operations=tuple(f"GET /v1/{number}" for number in range(27)), message=LONG)
    (issue,) = issues(many)
    assert issue.title == f"{LONG.replace('`', '').rstrip('.')}: 27 operations"


def test_a_comment_tells_the_worst_first() -> None:
    less = structs.replace(ALONE, level="warning", message="Less.", fingerprint="f" * 12)
    (issue,) = issues(less, ALONE)
    assert [line.rpartition(" ")[2] for line in issue.lines.values()] == ["(breaking)", "(warning)"]


def test_a_title_names_the_owner_whom_it_affects() -> None:
    (issue,) = issues(about("POST /v1/videos", 1, "media"), has_manifests=True)
    assert issue.title == "Request field seconds is now required: POST /v1/videos (media)"
    (issue,) = issues(about("POST /v1/videos", 1, "@octocat"), has_manifests=True)
    assert issue.title == "Request field seconds is now required: POST /v1/videos"


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
    (other,) = issues_for("docs", [later], IssuesConfig(), beside=Beside(), has_manifests=False)
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
    assert together.text.count("####") == 1
    knows = marker_for(apart, rev=1)
    assert unknown_to(knows, together) == ()
    (grown,) = issues(*folded(of_one_cause(5)), group="source")
    assert unknown_to(knows, grown) == ("c" * 12,)


def test_one_edit_over_many_operations_is_one_issue_and_says_where() -> None:
    (issue,) = issues(*folded(of_one_cause(300)))
    (rest,) = issues(*folded(of_one_cause(300)), has_manifests=True)
    assert len(issue.fingerprints) == len(rest.fingerprints) == 300
    assert len(issue.lines) == len(rest.lines) == 1
    assert "for 299 other operations" in issue.text
    assert issue.title == "Request field seconds is now required: GET /v1/0 and 299 more operations"


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
    found = [OpenFinding(finding=each, commit="1" * 40, **SIDES) for each in (*stands, *over)]
    for apart in (True, False):
        (family,) = families_of("docs", found, IssuesConfig(group="source"), has_manifests=apart)
        assert {id(each.finding) for each in family.found} == {id(each.finding) for each in found}


def test_a_long_body_is_shortened_between_findings() -> None:
    many = [about("POST /v1/videos", number) for number in range(1500)]
    (issue,) = issues(*many)
    body = new_body(marker_for(issue, rev=1), issue.text)
    assert len(body) <= BODY_LIMIT
    left_out = re.search(r"\n(\d+) more findings are in the full report", body)
    assert left_out
    assert body.count("\n#### ") == body.count("; name in answers: ") == 1500 - int(left_out[1])
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
    assert re.fullmatch(r"[A-Za-z0-9/_{}.:, ()+…-]{1,240}", issue.title)
    words = set(re.findall(r"\S*[@#]\S*|https?://\S+", outside_code(issue.text)))
    assert words <= set(re.findall(r"\S*[@#]\S*|https?://\S+", outside_code(other.text)))
    assert not [line for line in body.splitlines() if line.startswith("/")]


def test_an_issue_without_an_owner_is_nobodys_unless_a_manifest_relies_on_what_it_tells() -> None:
    call = about("POST /v1/videos", 1)
    breach = structs.replace(call, area="manifest")
    for found, expected in ((call, True), (relied_on(call, "media/POST /v1/videos"), False), (breach, False)):
        (issue,) = issues(found, group="operation", by_owner=False, only="all")
        assert issue.is_nobodys is expected

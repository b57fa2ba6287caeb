"""Why a finding has its level: the rule, then the manifests, then the team."""

import pytest
from msgspec import structs

from driftwatch.config.reading import read_config
from driftwatch.model.change import WORDS
from driftwatch.model.finding import Finding, Impact, Level, ManifestUse
from driftwatch.rules.policy import Policy
from driftwatch.workflows.levels import possible_levels, reasons_of

AFFECTS = Impact(kind="affects", uses=(ManifestUse(manifest="team/videos", file="videos.yaml", line=3),))
CONFIG = read_config(b'\n[rules]\n"request-property-removed" = "info"\n')


def finding(rule: str, level: Level, impact: Impact = AFFECTS, location: str = "request.body") -> Finding:
    return Finding(
        id=rule, level=level, area="request", operations=(), location=location, message="", advice="", impact=impact,
        fingerprint="0123456789ab",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "own", "says"),
    [
        (finding("request-property-removed", "warning", Impact(kind="unused")), "warning", ["warning"]),
        (finding("request-property-removed", "breaking"), "warning", ["warning", "breaking: a manifest relies on it"]),
        (finding("request-property-became-required", "breaking"), "breaking", ["breaking"]),
        (
            finding("page-text-changed", "warning", location=WORDS),
            "info",
            ["info", "warning: a manifest names the page: what a page says in words is a warning then, and never more"],
        ),
        (
            finding("page-row-changed", "warning", location=WORDS),
            "warning",
            ["warning", "warning: a manifest names the page, and that makes it no more than a warning"],
        ),
    ],
)
def test_a_level_is_told_step_by_step(told: Finding, own: Level, says: list[str]) -> None:
    assert own in possible_levels(told, Policy())
    first, *others = reasons_of(told, own, Policy(), CONFIG)
    assert [first.level, *(f"{each.level}: {each.because}" for each in others)] == says
    assert first.because == f"so the rule `{told.id}` has it here"


def test_what_the_team_sets_comes_last_and_says_where() -> None:
    told = finding("request-property-removed", "info")
    *_, last = reasons_of(told, "warning", Policy(levels={told.id: "info"}), CONFIG)
    assert (last.level, last.because) == ("info", "the team sets it in `driftwatch.toml:3`")
    *_, off = reasons_of(told, "warning", Policy(levels={told.id: "off"}), read_config(b'oasdiff_levels = "levels"'))
    assert off.because == "but the team switches the rule off in `levels`"


def test_a_level_of_which_the_rule_is_not_known_any_more_is_told_as_it_is() -> None:
    told = structs.replace(finding("request-property-removed", "breaking"), id="rule-of-an-older-version")
    (only,) = reasons_of(told, None, Policy(), CONFIG)
    assert only.level == "breaking"

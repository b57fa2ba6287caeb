"""Why a finding has its level: the rule's own, what manifests make of it, and what the team sets."""

from collections.abc import Iterator

from msgspec import structs

from driftwatch.config.keys import CONFIG_NAME
from driftwatch.config.reading import ConfigFile
from driftwatch.model.finding import LEVELS, Finding, Level
from driftwatch.reports.explained import LevelReason
from driftwatch.rules.catalogue import explained
from driftwatch.rules.policy import Policy, raised


def possible_levels(finding: Finding, policy: Policy) -> tuple[Level, ...]:
    """Return the levels of its rule that make a finding what it is."""
    rule = explained().get(finding.id)
    levels = rule.levels if rule else LEVELS
    if finding.id in policy.levels:
        return levels
    return tuple(level for level in levels if _judged(finding, level) == finding.level)


def reasons_of(finding: Finding, own: Level | None, policy: Policy, file: ConfigFile) -> tuple[LevelReason, ...]:
    """Say why a finding has its level, step by step.

    Args:
        finding: as it is told.
        own: the level that the rule gives it; None when that is not known.
        policy: how the team judges.
        file: the configuration, which may set the level.
    """
    return tuple(_reasons(finding, own, policy, file))


def _reasons(finding: Finding, own: Level | None, policy: Policy, file: ConfigFile) -> Iterator[LevelReason]:
    if own is not None:
        yield LevelReason(level=own, because=f"so the rule `{finding.id}` has it here")
        judged = _judged(finding, own)
        if judged != own:
            yield LevelReason(level=judged, because=_why_raised(judged))
        elif own == "warning" and finding.impact.kind == "affects" and finding.area != "manifest":
            yield LevelReason(level=own, because="a manifest names the page, and that makes it no more than a warning")
    setting = policy.levels.get(finding.id)
    if setting is not None and setting != "off":
        yield LevelReason(level=setting, because=f"the team sets it in {_where(finding.id, file)}")
    elif setting == "off":
        yield LevelReason(
            level=finding.level, because=f"but the team switches the rule off in {_where(finding.id, file)}"
        )
    elif own is None:
        yield LevelReason(level=finding.level, because=f"so the rule `{finding.id}` and the manifests have it")


def _judged(finding: Finding, own: Level) -> Level:
    return own if finding.area == "manifest" else raised(structs.replace(finding, level=own), finding.impact)


def _why_raised(level: Level) -> str:
    if level == "breaking":
        return "a manifest relies on it"
    return "a manifest names the page: what a page says in words is a warning then, and never more"


def _where(rule: str, file: ConfigFile) -> str:
    rules = file.document.get("rules")
    at = rules.get(rule) if rules else None
    return f"`{CONFIG_NAME}:{at.line}`" if at else f"`{file.config.oasdiff_levels}`"

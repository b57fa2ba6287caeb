"""Levels and accepted findings as users write them for oasdiff, read as they are."""

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.errors import ConfigError
from driftwatch.model.address import ROOT
from driftwatch.model.finding import Finding, Level
from driftwatch.model.paths import name_in
from driftwatch.rules.catalogue import explained
from driftwatch.rules.oasdiff import OASDIFF_IDS
from driftwatch.spelling import closest

Setting: TypeAlias = Level | Literal["off"]
"""What a user sets a rule to."""

_OASDIFF_LEVELS: Final[Mapping[str, Setting]] = {
    "err": "breaking",
    "error": "breaking",
    "warn": "warning",
    "warning": "warning",
    "info": "info",
    "none": "off",
}
_OURS: Final[Mapping[str, Setting]] = {"breaking": "breaking", "warning": "warning", "info": "info", "off": "off"}
_FIELDS: Final = 2
_WORD: Final = re.compile(r"[a-z0-9]+")
_FILLERS: Final = frozenset({"api", "to", "existing", "path", "the", "of", "component", "mediatype"})
"""Words of ids that oasdiff's sentences leave out."""


def read_severity_levels(text: str, *, source: str) -> dict[str, Setting]:
    """Read a severity-levels file of oasdiff: `id<white space>level` a line, level err, warn, info or none.

    Blank lines and lines that begin with `#` say nothing.

    Raises:
        ConfigError: a line is of another form, or names an id or level that does not exist.
    """
    found: dict[str, Setting] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        where = f"{source}:{number}"
        if len(words) != _FIELDS:
            raise ConfigError(f"{where}: not of the form `id level`", hint="Write one id and one level on each line.")
        found[known_rule(words[0], where=where)] = _level(words[1], where=where)
    return found


def read_levels(levels: Mapping[str, str], *, source: str) -> dict[str, Setting]:
    """Check levels by rule id as driftwatch.toml states them: breaking, warning, info or off.

    Raises:
        ConfigError: an id or a level does not exist.
    """
    return {known_rule(rule, where=source): _level(level, where=f"{source}: {rule}") for rule, level in levels.items()}


def known_rule(rule: str, *, where: str) -> str:
    """Return a rule's id when there is such a rule, here or in oasdiff.

    Raises:
        ConfigError: there is none.
    """
    if rule in explained() or rule in OASDIFF_IDS:
        return rule
    near = closest(rule, explained())
    hint = f"Did you mean {near[0]}? " if near else ""
    raise ConfigError(f"{where}: there is no rule {rule!r}", hint=f"{hint}`driftwatch rules` lists them all.")


def _level(level: str, *, where: str) -> Setting:
    setting = _OASDIFF_LEVELS.get(level.lower()) or _OURS.get(level.lower())
    if setting is None:
        raise ConfigError(
            f"{where}: there is no level {level!r}",
            hint="Levels are breaking, warning, info and off; err and none too.",
        )
    return setting


class IgnoredLine(Struct, frozen=True, kw_only=True):
    """One line of an oasdiff ignore file."""

    text: str
    where: str
    """File and line."""
    level: Level | None = None
    """The level that the file is about; None for files about any."""


def read_ignored(text: str, *, source: str, level: Level | None = None) -> tuple[IgnoredLine, ...]:
    """Read an ignore file of oasdiff (`--err-ignore`: breaking, `--warn-ignore`: warning): any text, line by line."""
    return tuple(
        IgnoredLine(level=level, text=" ".join(line.split()), where=f"{source}:{number}")
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    )


def describes(line: IgnoredLine, finding: Finding) -> bool:
    """Tell whether a line of an ignore file is about a finding.

    oasdiff looks for method and path (or the word `components`) and for its own sentence, in any order and case. Our
    sentences differ, so that the words of the id and what the finding names are looked for in place of the sentence.
    """
    if line.level is not None and line.level != finding.level:
        return False
    words = line.text.lower().replace("`", " ").replace("'", " ").split()
    if not _is_where(finding, words):
        return False
    stems = set(_WORD.findall(line.text.lower()))
    if not all(word in stems for word in _WORD.findall(finding.id) if word not in _FILLERS):
        return False
    return all(name.lower() in line.text.lower() for name in _named(finding))


def _is_where(finding: Finding, words: list[str]) -> bool:
    if not finding.operations:
        return "components" in words or "security" in words
    return any(_together(operation.lower().split(" ", 1), words) for operation in finding.operations)


def _together(operation: list[str], words: list[str]) -> bool:
    stripped = [word.strip(",.:;()") for word in words]
    return all(part in stripped for part in operation)


def _named(finding: Finding) -> tuple[str, ...]:
    leaf = name_in(finding.field or ROOT)
    values = [value for value in (finding.before, finding.after) if isinstance(value, str)]
    added = values[:1] if finding.id.endswith(("value-added", "value-removed")) else []
    return tuple(name for name in (leaf, finding.status or "", *added) if name)

"""Levels and accepted findings as users write them for oasdiff, read as they are."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.errors import ConfigError
from driftwatch.located.problem import Problem, as_error, problem, shown
from driftwatch.located.value import Located
from driftwatch.model.address import ROOT
from driftwatch.model.finding import Finding, Level
from driftwatch.model.paths import name_in
from driftwatch.patterns import lazy_regex
from driftwatch.rules.oasdiff import OASDIFF_IDS
from driftwatch.rules.oasdiff_later import ALIASES, LATER_IDS
from driftwatch.spelling import did_you_mean

Setting: TypeAlias = Level | Literal["off"]
"""What a user sets a rule to."""

_SETTINGS: Final[Mapping[str, Setting]] = {
    "breaking": "breaking",
    "warning": "warning",
    "info": "info",
    "off": "off",
    "err": "breaking",
    "error": "breaking",
    "warn": "warning",
    "none": "off",
}
"""Our words and those of oasdiff."""
_WRITTEN: Final = lazy_regex(r"\S+")
_WORD: Final = lazy_regex(r"[a-z0-9]+")
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
        words = list(_WRITTEN.finditer(line))
        if not words or words[0][0].startswith("#"):
            continue
        rule, *level = (Located(word[0], number, word.start() + 1) for word in words)
        if len(level) != 1:
            where = f"{source}:{number}:{rule.column}"
            raise ConfigError(f"{where}: not of the form `id level`", hint="Write one id and one level on each line.")
        for at, says, hint in (_unknown_rule(rule), _unknown_level(level[0])):
            if says:
                raise ConfigError(f"{source}:{at.line}:{at.column}: {says}", hint=hint)
        found[rule.value] = _SETTINGS[level[0].value.lower()]
    return _by_our_ids(found)


def read_levels(rules: Located, *, file: str) -> dict[str, Setting]:
    """Return the levels that driftwatch.toml sets, by rule id.

    Args:
        rules: its table `[rules]`, of levels that there are.
        file: the configuration, for messages.

    Raises:
        ConfigError: there are no such rules; the message has a line for each.
    """
    wrong: list[Problem] = []
    for rule, level in rules.entries().items():
        at, says, hint = _unknown_rule(Located(rule, level.line, level.column))
        if says:
            wrong.append(problem(file, at, ("rules", rule), says, hint=hint))
    if wrong:
        raise as_error(wrong, hint="see docs/configuration.md")
    return _by_our_ids({rule: _SETTINGS[level.value] for rule, level in rules.entries().items()})


def _by_our_ids(settings: Mapping[str, Setting]) -> dict[str, Setting]:
    """Write settings under the ids of today; what is set under its own id goes before what is set under another."""
    aliased = {ALIASES[rule]: setting for rule, setting in settings.items() if rule in ALIASES}
    return aliased | {rule: setting for rule, setting in settings.items() if rule not in ALIASES}


def _unknown_rule(at: Located) -> tuple[Located, str, str]:
    """Return where a rule id stands that is neither ours nor oasdiff's, what to say and to do; "" when it is one."""
    from driftwatch.rules.catalogue import explained  # noqa: PLC0415 - all rules, for what few configurations state

    if at.value in explained() or at.value in OASDIFF_IDS or at.value in LATER_IDS or at.value in ALIASES:
        return at, "", ""
    says = f"there is no rule {shown(at.value, ())}{did_you_mean(at.value, explained())}"
    return at, says, "`driftwatch rules` lists them all."


def _unknown_level(at: Located) -> tuple[Located, str, str]:
    if at.value.lower() in _SETTINGS:
        return at, "", ""
    says = f"there is no level {shown(at.value, ())}{did_you_mean(at.value, _SETTINGS)}"
    return at, says, "Levels are breaking, warning, info and off; err and none too."


class IgnoredLine(Struct, frozen=True, kw_only=True):
    """One line of an oasdiff ignore file."""

    text: str
    where: str
    """File and line."""


def read_ignored(text: str, *, source: str) -> tuple[IgnoredLine, ...]:
    """Read an ignore file of oasdiff (`--err-ignore`, `--warn-ignore`): any text, line by line, whatever the level."""
    return tuple(
        IgnoredLine(text=" ".join(line.split()), where=f"{source}:{number}")
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    )


def describes(line: IgnoredLine, finding: Finding) -> bool:
    """Tell whether a line of an ignore file is about a finding.

    oasdiff looks for method and path (or the word `components`) and for its own sentence, in any order and case. Our
    sentences differ, so that the words of the id and what the finding names are looked for in place of the sentence.
    """
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

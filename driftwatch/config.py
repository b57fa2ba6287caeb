"""driftwatch.toml: what is watched and how it is judged.

A fault in the file is one error that names file, line and key, says what is wrong and what was probably meant.
The text below each key is its row in docs/configuration.md: a key without one fails `make docs`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from posixpath import isabs, normpath
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from driftwatch.errors import ConfigError
from driftwatch.model.finding import Level
from driftwatch.model.reading import host_of
from driftwatch.spelling import did_you_mean

CONFIG_NAME: Final = "driftwatch.toml"
_RESERVED: Final = frozenset({".git", ".github"})
"""Files of these folders are obeyed: hooks, workflows, the owners of code. No text of a third party goes there."""

FailOn: TypeAlias = Literal["breaking", "warning", "info", "never"]


class SourceConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One documentation site: `[sources.NAME]`."""

    index: str = ""
    """URL of llms.txt, a sitemap or an OpenAPI file. It is the complete list: what a whole index no longer lists is
    gone."""
    documents: tuple[str, ...] = ()
    """URLs that are read besides the index, or instead of one."""
    hosts: tuple[str, ...] = ()
    """Hosts that may be contacted, with the port unless it is the scheme's own; no other host ever is. Left out: those
    of `index` and `documents`."""
    locale: str = "en"
    """The one locale that is watched; copies in other languages are left out."""
    include: tuple[str, ...] = ()
    """Patterns of URL paths; when given, a document must match one."""
    exclude: tuple[str, ...] = ()
    """Patterns of URL paths that are left out."""
    concurrency: int = 6
    """Requests under way at once to one host."""
    timeout_s: float = 30.0
    """Seconds of network time for one document."""
    max_documents: int = 2000
    """Documents that are read at the most."""
    max_megabytes: float = 20.0
    """Size of one document, unpacked."""
    respect_robots: bool = True
    """Whether robots.txt is honoured."""
    min_read_share: float = 0.9
    """Below this share of documents read nothing is captured, and the exit code is 3."""
    user_agent: str = ""
    """What the site is told. Left out: `driftwatch/VERSION (API documentation watcher)`."""
    scheduled: bool = True
    """Whether it is captured when no source is named; what is not scheduled opens no issues and never grows old."""


class AcceptConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One accepted finding: `[[accept]]`, matched by fingerprint or by patterns."""

    reason: str
    """Why it is accepted; not empty."""
    owner: str
    """Who accepted it; not empty."""
    expires: str
    """A date (`2026-12-31`), UTC; on the day after it the finding is back, with a note that says so."""
    fingerprint: str = ""
    """The finding itself, as reports name it."""
    rule: str = ""
    """Pattern of the rule id."""
    operation: str = ""
    """Pattern of the operation: `POST /v1/videos`."""
    field: str = ""
    """Pattern of the field's path."""


class IssuesConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How drift becomes issues: `[issues]`."""

    group: Literal["family", "operation", "source"] = "family"
    """One issue for each family of operations (a path up to its first parameter), for each operation, or for all that
    a source has."""
    by_owner: bool = True
    """Whether each owner of the manifests that are affected has an issue of their own, too."""
    level: Level = "warning"
    """An issue needs a finding of this level or above."""
    breaches: bool = True
    """Whether what `driftwatch check` finds opens issues, too, as long as no drift tells of it."""
    label: str = "driftwatch"
    """The label by which issues are found again; levels are labelled `LABEL:LEVEL`."""
    author: str = ""
    """Login that writes the issues. Left out: the token's, which for GITHUB_TOKEN is `github-actions[bot]`."""
    max_new: int = 25
    """Issues that one run opens at the most, worst first."""
    captures: int = 100
    """Captures with drift that are looked back on; what is older counts as accepted."""
    owners: dict[str, tuple[str, ...]] = {}
    """Owner of manifests = GitHub logins, which are assigned, and teams (`org/team`), which are mentioned."""


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of driftwatch.toml; paths are relative to its folder."""

    snapshots: str = "snapshots"
    """Folder of the snapshots; one folder a source below it. Never the top of the repository, a folder of git's or
    GitHub's own, or one that holds another of these."""
    reports: str = "reports"
    """Folder of the reports, by date."""
    manifests: str = "contracts"
    """Folder of the manifests."""
    fail_on: FailOn = "breaking"
    """Exit with 1 from this level on; `--fail-on` goes before it."""
    sources: dict[str, SourceConfig] = {}
    """What is watched, by name: `[sources.NAME]`."""
    rules: dict[str, Level | Literal["off"]] = {}
    """Levels of your own, by rule id: `[rules]`."""
    accept: tuple[AcceptConfig, ...] = ()
    """Findings that you accept: `[[accept]]`."""
    issues: IssuesConfig = IssuesConfig()
    """How drift becomes issues: `[issues]`."""
    oasdiff_levels: str = ""
    """A severity-levels file of oasdiff, read as it is: a rule id and `err`, `warn`, `info` or `none` a line."""
    oasdiff_ignore: tuple[str, ...] = ()
    """Ignore files of oasdiff, read as they are."""

    @property
    def scheduled(self) -> tuple[str, ...]:
        """Names of the sources that are watched on a schedule, sorted."""
        return tuple(sorted(name for name, source in self.sources.items() if source.scheduled))


LIMITS: Final[Mapping[type[Struct], Mapping[str, tuple[float, float]]]] = {
    SourceConfig: {
        "concurrency": (1, 32),
        "max_documents": (1, 50_000),
        "min_read_share": (0.0, 1.0),
        "timeout_s": (0.05, 600.0),
        "max_megabytes": (0.001, 500.0),
    },
    IssuesConfig: {"max_new": (1, 1000), "captures": (1, 1000)},
}
"""The lowest and the highest value of the keys that are numbers."""


def parse_config(text: str, *, file: str = CONFIG_NAME) -> Config:
    """Read driftwatch.toml.

    Raises:
        ConfigError: the file cannot be used; the message names file, line and key.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: {error}", hint="see https://toml.io for the format") from None
    _known_keys(raw, Config, (), text, file)
    sources = _table(raw.get("sources", {}), ("sources",), text, file)
    for name, source in sources.items():
        _check_name(name, f"{file}:{_line_of(text, ('sources', name))}: sources.{name}")
        _known_keys(_table(source, ("sources", name), text, file), SourceConfig, ("sources", name), text, file)
    accepted = raw.get("accept", [])
    for item in accepted if isinstance(accepted, list) else ():
        _known_keys(_table(item, ("accept",), text, file), AcceptConfig, ("accept",), text, file)
    _known_keys(_table(raw.get("issues", {}), ("issues",), text, file), IssuesConfig, ("issues",), text, file)
    config = _converted(raw, text, file)
    _check_folders(config, text, file)
    _check_issues(config.issues, text, file)
    for name, source_config in config.sources.items():
        _check_source(name, source_config, text, file)
    for suppression in config.accept:
        _check_accept(suppression, text, file)
    return config


def source_named(config: Config, name: str | None) -> tuple[str, SourceConfig]:
    """Pick a source by name, or the only one.

    Raises:
        ConfigError: there is no such source, or several and no name.
    """
    if not config.sources:
        raise ConfigError(f"{CONFIG_NAME} names no source", hint="add a [sources.NAME] table, or run `driftwatch init`")
    if name is None:
        if len(config.sources) > 1:
            names = ", ".join(sorted(config.sources))
            raise ConfigError(f"{CONFIG_NAME} names several sources: {names}", hint="say which one with --source NAME")
        name = next(iter(config.sources))
    if name not in config.sources:
        known = ", ".join(sorted(config.sources))
        raise ConfigError(
            f"{CONFIG_NAME} has no source {name!r}{did_you_mean(name, config.sources)}", hint=f"known: {known}"
        )
    return name, config.sources[name]


def wanted_sources(config: Config, name: str | None) -> tuple[str, ...]:
    """Pick the source that is named, or all that are scheduled, sorted; never none.

    Raises:
        ConfigError: there is no such source, or none is scheduled.
    """
    if name or not config.sources:
        return (source_named(config, name)[0],)
    if not config.scheduled:
        names = ", ".join(sorted(config.sources))
        raise ConfigError(
            f"{CONFIG_NAME} schedules no source: {names} {'has' if len(config.sources) == 1 else 'have'} "
            "`scheduled = false`",
            hint="say which one with --source NAME",
        )
    return config.scheduled


def allowed_hosts(source: SourceConfig) -> tuple[str, ...]:
    """Name the hosts that may be contacted for a source, as `FetchPolicy.allowed_hosts` writes them."""
    if source.hosts:
        return tuple(sorted({host.lower() for host in source.hosts}))
    return tuple(sorted({host_of(url) for url in (source.index, *source.documents) if url}))


def _converted(raw: Mapping[str, Any], text: str, file: str) -> Config:
    try:
        return msgspec.convert(raw, Config)
    except msgspec.ValidationError as error:
        where = _path_in(str(error), raw)
        says = str(error).partition(" - at")[0]
        raise ConfigError(
            f"{file}:{_line_of(text, where)}: {'.'.join(where) or 'the file'}: {_plainly(says)}",
            hint="see docs/configuration.md",
        ) from None


def _check_folders(config: Config, text: str, file: str) -> None:
    """Refuse folders in which a run, that writes and removes files there, could meet files that are not its own."""
    folders = {key: normpath(getattr(config, key)) for key in ("snapshots", "reports", "manifests")}
    for key in ("snapshots", "reports"):
        where = f"{file}:{_line_of(text, (key,))}: {key}: {getattr(config, key)!r}"
        parts = folders[key].split("/")
        if isabs(folders[key]) or not folders[key].isprintable() or "\\" in folders[key] or ":" in folders[key]:
            raise ConfigError(f"{where} is no relative path", hint=f'name a folder, as in {key} = "{key}"')
        if not set(parts) - {".", ".."}:
            raise ConfigError(f"{where} is no folder of its own", hint=f'name one, as in {key} = "{key}"')
        if reserved := is_reserved(parts):
            raise ConfigError(f"{where} lies in {reserved}", hint=f'name another folder, as in {key} = "{key}"')
        for other in folders.keys() - {key}:
            if _holds(folders[key], folders[other]):
                raise ConfigError(f"{where} holds the folder of {other}", hint="give each a folder of its own")


def is_reserved(parts: Sequence[str]) -> str:
    """Return the first part of a path that git or GitHub keep for themselves, "" when there is none."""
    return next((part for part in parts if part.rstrip(". ").casefold() in _RESERVED), "")


def _holds(folder: str, other: str) -> bool:
    return f"{other}/".casefold().startswith(f"{folder}/".casefold())


def _check_source(name: str, source: SourceConfig, text: str, file: str) -> None:
    where = f"{file}:{_line_of(text, ('sources', name))}: sources.{name}"
    if not source.index and not source.documents:
        raise ConfigError(f"{where}: it has neither `index` nor `documents`", hint='add index = "https://.../llms.txt"')
    for url in filter(None, (source.index, *source.documents)):
        _check_url(url, where)
    for key, (low, high) in LIMITS[SourceConfig].items():
        value = getattr(source, key)
        if not low <= value <= high:
            line = _line_of(text, ("sources", name, key))
            raise ConfigError(f"{file}:{line}: sources.{name}.{key}: {value} is not between {low} and {high}")


def _check_url(url: str, where: str) -> None:
    if "@" in re.split(r"[/?#]", url.partition("//")[2], maxsplit=1)[0]:
        raise ConfigError(f"{where}: a URL carries credentials", hint="public documentation needs none; remove them")
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole or not url.isprintable():
        raise ConfigError(f"{where}: {url!r} is not an http or https URL", hint="write the whole URL")


def _check_accept(suppression: AcceptConfig, text: str, file: str) -> None:
    where = f"{file}:{_line_of(text, ('accept',))}: accept"
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", suppression.expires):
        raise ConfigError(f"{where}: expires {suppression.expires!r} is not a date like 2026-12-31")
    if not suppression.reason.strip() or not suppression.owner.strip():
        raise ConfigError(f"{where}: an accepted finding needs a reason and an owner")
    if not any((suppression.fingerprint, suppression.rule, suppression.operation, suppression.field)):
        raise ConfigError(
            f"{where}: it matches nothing", hint="give a fingerprint, or a rule, operation or field pattern"
        )


def _check_issues(issues: IssuesConfig, text: str, file: str) -> None:
    for key, (low, high) in LIMITS[IssuesConfig].items():
        if not low <= getattr(issues, key) <= high:
            line = _line_of(text, ("issues", key))
            raise ConfigError(f"{file}:{line}: issues.{key} is not between {low} and {high}")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._:-]{0,40}", issues.label):
        raise ConfigError(
            f"{file}:{_line_of(text, ('issues', 'label'))}: issues.label: {issues.label!r} is no plain label",
            hint="use letters, digits, spaces and ._:-, 41 at the most",
        )
    for owner, people in issues.owners.items():
        for login in people:
            if not re.fullmatch(
                r"[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(_[A-Za-z0-9]{1,38})?(/[A-Za-z0-9][A-Za-z0-9_-]{0,99})?", login
            ):
                where = f"{file}:{_line_of(text, ('issues', 'owners', owner))}: issues.owners.{owner}"
                raise ConfigError(f"{where}: {login!r} is neither a login nor `org/team`", hint="leave out the @")


def check_source_options(name: str, index: str) -> None:
    """Hold the name and the index of a source that is to be written against what a configuration may hold.

    Raises:
        ConfigError: one of them may not be written; the message names the option.
    """
    _check_name(name, f"--name {name!r}")
    _check_url(index, "--index")


def _check_name(name: str, where: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", name):
        raise ConfigError(
            f"{where}: a source's name is also a folder's",
            hint="use lower-case letters, digits and `-`, 63 at the most",
        )


def _known_keys(raw: Mapping[str, Any], kind: type[Struct], path: tuple[str, ...], text: str, file: str) -> None:
    known = {field.name for field in msgspec.structs.fields(kind)}
    for key in raw:
        if key not in known:
            where = (*path, key)
            raise ConfigError(
                f"{file}:{_line_of(text, where)}: unknown key {'.'.join(where)!r}{did_you_mean(key, known)}",
                hint="known here: " + ", ".join(sorted(known)),
            )


def _table(value: Any, path: tuple[str, ...], text: str, file: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{file}:{_line_of(text, path)}: {'.'.join(path)} must be a table")
    return value


def _plainly(says: str) -> str:
    return says.replace("Expected `", "expected ").replace("`, got `", ", got ").replace("`", "")


def _path_in(message: str, raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Turn msgspec's `$.sources[...].index` into a path of keys; where it elides a key, find the one that fails."""
    _, _, path = message.partition(" - at `$")
    keys = re.findall(r"\.([A-Za-z_][\w-]*)|\[(\d+|\.\.\.)\]", path)
    found: list[str] = []
    for name, index in keys:
        if name:
            found.append(name)
        elif index == "...":
            found.extend(_failing(found, raw))
    return tuple(found)


def _failing(path: list[str], raw: Mapping[str, Any]) -> Iterator[str]:
    kinds: Mapping[tuple[str, ...], Any] = {("sources",): SourceConfig, ("issues", "owners"): tuple[str, ...]}
    table: Any = raw
    for part in path:
        table = table[part]
    kind = kinds.get(tuple(path), Level | Literal["off"])
    for key, value in table.items() if path else ():
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            yield key
            return


def _line_of(text: str, path: tuple[str, ...]) -> int:
    """Line of a key: in its table when the table has a header, else of the table, else 1."""
    table: tuple[str, ...] = ()
    best = 1
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            if table and path[: len(table)] == table:
                best = number
            if table == path:
                return number
            continue
        key = re.match(r"\s*([\w.\"'-]+)\s*=", line)
        if key and (*table, *(part.strip("\"'") for part in key[1].split("."))) == path:
            return number
    return best

"""driftwatch.toml is read: a fault in it is one error that names file, line and key, and what was probably meant."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from posixpath import isabs, normpath
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from driftwatch.config.keys import CONFIG_NAME, LIMITS, AcceptConfig, Config, IssuesConfig, SourceConfig
from driftwatch.errors import ConfigError
from driftwatch.model.finding import Level
from driftwatch.spelling import did_you_mean

_RESERVED: Final = frozenset({".git", ".github"})
"""Files of these folders are obeyed: hooks, workflows, the owners of code. No text of a third party goes there."""


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

"""What no type can tell: folders, names, URLs, dates and people that a configuration may not hold."""

import re
from collections.abc import Collection, Iterator, Sequence
from posixpath import isabs, normpath
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from driftwatch.config.keys import Config, IssuesConfig
from driftwatch.config.repositories import is_branch, wrong_address, wrong_folder
from driftwatch.errors import ConfigError
from driftwatch.located.problem import shown
from driftwatch.located.value import Key, Located
from driftwatch.patterns import lazy_regex

_RESERVED: Final = frozenset({".git", ".github"})
"""Files of these folders are obeyed: hooks, workflows, the owners of code. No text of a third party goes there."""
_DATE: Final = lazy_regex(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LABEL: Final = lazy_regex(r"[A-Za-z0-9][A-Za-z0-9 ._:-]{0,40}")
_LOGIN: Final = lazy_regex(r"[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(_[A-Za-z0-9]{1,38})?(/[A-Za-z0-9][A-Za-z0-9_-]{0,99})?")
"""A person, also one of an enterprise (`mona_acme`), or a team (`org/team`), as GitHub names them."""
_RECEIVER: Final = lazy_regex(r"[a-z0-9][a-z0-9-]{0,62}")
_VARIABLE: Final = lazy_regex(r"[A-Z][A-Z0-9_]{0,99}")
_HOST: Final = lazy_regex(r"(?:[\w.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_LOCALE: Final = lazy_regex(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
"""A language by its code (BCP 47), as addresses of copies name it."""
_PATTERNS: Final = ("fingerprint", "rule", "operation", "field")
_NOTHING: Final = Located({})


class Fault(Struct, frozen=True):
    """One value that cannot be used, its path of keys, what is wrong and what to do."""

    at: Located
    path: tuple[Key, ...]
    says: str
    hint: str


def faults(document: Located, misfits: Collection[tuple[Key, ...]]) -> Iterator[Fault]:
    """Yield what is wrong with values that have the right type; others are passed over.

    Args:
        document: the whole of driftwatch.toml.
        misfits: paths of what does not have the shape of a configuration; a table with an unknown key lacks none.
    """
    yield from _folders(document)
    for name, source in _table(document, "sources").entries().items():
        yield from _source(name, source, whole=("sources", name) not in misfits)
    for index, item in enumerate(_table(document, "accept").items()):
        yield from _accept(index, item, whole=("accept", index) not in misfits)
    yield from _issues(_table(document, "issues"))
    yield from _notify(_table(document, "notify").items(), frozenset(_table(document, "sources").entries()))


def check_source_name(name: str) -> None:
    """Hold the name of a source that is to be written against what a configuration may hold; raises as below."""
    _refuse(f"--name {name!r}", _wrong_name(name))


def check_url(url: str, *, option: str) -> None:
    """Hold an address that is to be written against what a configuration may hold.

    Raises:
        ConfigError: it may not be written; the message names the option.
    """
    _refuse(option, wrong_url(url))


def _refuse(option: str, wrong: tuple[str, str] | None) -> None:
    if wrong:
        raise ConfigError(f"{option}: {wrong[0]}", hint=wrong[1])


def is_reserved(parts: Sequence[str]) -> str:
    """Return the first part of a path that git or GitHub keep for themselves, "" when there is none."""
    return next((part for part in parts if part.rstrip(". ").casefold() in _RESERVED), "")


def _table(document: Located, key: str) -> Located:
    return document.get(key) or _NOTHING


_WRITTEN: Final = ("snapshots", "reports", "observations")
"""Keys of folders in which files are written and replaced."""


def _folders(document: Located) -> Iterator[Fault]:
    """Refuse folders in which a run, that writes and removes files there, could meet files that are not its own."""
    defaults = Config()
    written = {key: document.text(key, getattr(defaults, key)) for key in (*_WRITTEN, "manifests")}
    folders = {key: normpath(folder) for key, folder in written.items()}
    for key in _WRITTEN:
        at = document.get(key) or document
        if wrong := _wrong_folder(folders[key]):
            yield Fault(at, (key,), f"{shown(written[key], ())} {wrong}", f'name a folder, as in {key} = "{key}"')
            continue
        for other, folder in folders.items():
            if other != key and f"{folder}/".casefold().startswith(f"{folders[key]}/".casefold()):
                where = document.get(key) or document.get(other) or document
                says = f"{shown(written[key], ())} holds the folder of {other}"
                yield Fault(where, (key,), says, "give each a folder of its own")


def _wrong_folder(folder: str) -> str:
    parts = folder.split("/")
    if isabs(folder) or not folder.isprintable() or "\\" in folder or ":" in folder:
        return "is no relative path"
    if not set(parts) - {".", ".."}:
        return "is no folder of its own"
    reserved = is_reserved(parts)
    return f"lies in {reserved}" if reserved else ""


def _source(name: str, source: Located, *, whole: bool) -> Iterator[Fault]:
    path = ("sources", name)
    if wrong := _wrong_name(name):
        yield Fault(source, path, *wrong)
    index, documents = source.get("index"), source.get("documents")
    repository = source.text("repository")
    listed = bool((index and index.value) or (documents and documents.value))
    if source.is_mapping and whole and not listed and not repository:
        says = "it has none of `index`, `documents` and `repository`"
        yield Fault(source, path, says, 'add index = "https://.../llms.txt"')
    if repository and listed:
        says = "a source is a `repository`, or has `index` and `documents`"
        yield Fault(source, path, says, "make two sources of them")
    yield from _repository(path, source)
    for url, where in ((index, ("index",)), *((one, ("documents", n)) for n, one in enumerate(_items(documents)))):
        if url and isinstance(url.value, str) and url.value and (wrong := wrong_url(url.value)):
            yield Fault(url, (*path, *where), *wrong)
    yield from _names(path, source)


def _names(path: tuple[Key, ...], source: Located) -> Iterator[Fault]:
    """Refuse names that nothing has: each would leave out documents, and the run would tell of those."""
    for number, host in enumerate(_items(source.get("hosts"))):
        if isinstance(host.value, str) and not _HOST.fullmatch(host.value):
            says = f"{shown(host.value, ())} is no name of a host"
            yield Fault(host, (*path, "hosts", number), says, 'write it as in hosts = ["docs.example.com"]')
    locale = source.text("locale")
    if locale and not _LOCALE.fullmatch(locale):
        says = f"{shown(locale, ())} is no code of a language"
        yield Fault(source.get("locale") or source, (*path, "locale"), says, 'write it as in locale = "en"')


def _repository(path: tuple[Key, ...], source: Located) -> Iterator[Fault]:
    address = source.text("repository")
    if address and (wrong := wrong_address(address)):
        yield Fault(source.get("repository") or source, (*path, "repository"), *wrong)
    branch = source.text("branch")
    if branch and not is_branch(branch):
        says = f"{shown(branch, ())} is no name of a branch or tag"
        yield Fault(source.get("branch") or source, (*path, "branch"), says, 'write it as in branch = "main"')
    yield from _published(path, source)
    for key in ("branch", "paths", "published"):
        if source.get(key) and not address:
            yield Fault(
                source.get(key) or source, (*path, key), "it belongs to a `repository`", "add one, or remove it"
            )


def _published(path: tuple[Key, ...], source: Located) -> Iterator[Fault]:
    url, folder = source.text("published"), source.text("published_from")
    where = source.get("published") or source
    if url and (wrong := wrong_place(url)):
        yield Fault(where, (*path, "published"), *wrong)
    where = source.get("published_from") or source
    if folder and wrong_folder(folder):
        says = f"{shown(folder, ())} is no folder of a repository"
        yield Fault(where, (*path, "published_from"), says, 'write it as in published_from = "docs/guides"')
    if source.get("published_from") and not url:
        says = "it says which folder lies at `published`"
        yield Fault(where, (*path, "published_from"), says, "add `published`, or remove it")


def _items(at: Located | None) -> tuple[Located, ...]:
    return at.items() if at else ()


def _wrong_name(name: str) -> tuple[str, str] | None:
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", name):
        return None
    return "a source's name is also a folder's", "use lower-case letters, digits and `-`, 63 at the most"


def wrong_url(url: str) -> tuple[str, str] | None:
    """Say what is wrong with a URL and what to do; a user name or password in it is never repeated."""
    if "@" in re.split(r"[/?#]", url.partition("//")[2], maxsplit=1)[0]:
        return "a URL carries credentials", "public documentation needs none; remove them"
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if fits and url.isprintable() and " " not in parts.netloc:
        return None
    return f"{shown(url, ())} is not an http or https URL", "write the whole URL"


def wrong_place(url: str) -> tuple[str, str] | None:
    """Say what is wrong with a URL that pages lie below."""
    if wrong := wrong_url(url):
        return wrong
    if not {"?", "#"} & set(url):
        return None
    return "an address that pages lie below has no query and no fragment", "write it up to its `?` or `#`"


def _accept(index: int, item: Located, *, whole: bool) -> Iterator[Fault]:
    path = ("accept", index)
    expires = item.get("expires")
    if expires and isinstance(expires.value, str) and not _DATE.fullmatch(expires.value):
        says = f"{shown(expires.value, ())} is not a date like 2026-12-31"
        yield Fault(expires, (*path, "expires"), says, "write the last day on which it is accepted")
    for key in ("reason", "owner"):
        at = item.get(key)
        if at and isinstance(at.value, str) and not at.value.strip():
            says = "an accepted finding needs a reason and an owner"
            yield Fault(at, (*path, key), f"is empty; {says}", "say why, and who accepted it")
    if item.is_mapping and whole and not any(item.text(key) for key in _PATTERNS):
        yield Fault(item, path, "it matches nothing", "give a fingerprint, or a rule, operation or field pattern")


def _issues(issues: Located) -> Iterator[Fault]:
    label = issues.text("label", IssuesConfig().label)
    if not _LABEL.fullmatch(label):
        says = f"{shown(label, ())} is no plain label"
        at = issues.get("label") or issues
        yield Fault(at, ("issues", "label"), says, "use letters, digits, spaces and ._:-, 41 at the most")
    for owner, people in _table(issues, "owners").entries().items():
        for index, login in enumerate(people.items()):
            if isinstance(login.value, str) and not _LOGIN.fullmatch(login.value):
                says = f"{shown(login.value, ())} is neither a login nor `org/team`"
                yield Fault(login, ("issues", "owners", owner, index), says, "leave out the @")


def _notify(receivers: Sequence[Located], known: Collection[str]) -> Iterator[Fault]:
    names: set[str] = set()
    for index, receiver in enumerate(receivers):
        path = ("notify", index)
        name = receiver.text("name")
        at = receiver.get("name") or receiver
        if name and not _RECEIVER.fullmatch(name):
            says = f"{shown(name, ())} is no plain name"
            yield Fault(at, (*path, "name"), says, "use lower-case letters, digits and `-`, 63 at the most")
        elif name in names:
            yield Fault(
                at, (*path, "name"), f"{shown(name, ())} is there twice", "give each receiver a name of its own"
            )
        names.add(name)
        for key in ("url_env", "key_env"):
            variable = receiver.text(key)
            if variable and not _VARIABLE.fullmatch(variable):
                # It may be the address or the key itself, written here by mistake: it is not repeated.
                says = "it is no name of an environment variable"
                hint = 'name the variable that holds it, as in url_env = "CHAT_WEBHOOK"'
                yield Fault(receiver.get(key) or receiver, (*path, key), says, hint)
        for number, source in enumerate(_items(receiver.get("sources"))):
            if isinstance(source.value, str) and source.value not in known:
                says = f"there is no source {shown(source.value, ())}"
                yield Fault(source, (*path, "sources", number), says, f"known here: {', '.join(sorted(known))}")

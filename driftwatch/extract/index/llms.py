"""llms.txt: the index of a documentation site, written for machines (https://llmstxt.org)."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from msgspec import Struct

from driftwatch.patterns import lazy_regex

LONGEST_INDEX: Final = 100_000
"""Characters. Mintlify cuts llms.txt here: first descriptions get shorter, then entries are left out."""

_ALMOST: Final = 500
_NOTE: Final = lazy_regex(r"truncat|omitted|left out|not (?:all )?(?:shown|listed)|too (?:long|large)", re.IGNORECASE)
_LONGEST_ENTRY: Final = 2_000
_CUT_ENTRY: Final = lazy_regex(r"(?:^|\n)[-*+] \[[^\]\n]{0,300}(?:\]?|\]\([^)\s]{0,1000})\Z")
"""A list entry at the end of the text whose link is not closed: the file was cut there."""
_ENTRY: Final = lazy_regex(r"^[-*+] \[[^\]\n]{0,300}\]\([^)\s]{0,1000}\)(.*)", re.MULTILINE)
_FEWEST: Final = 3
"""Entries with words that make one without any look cut."""
_DEFINITION: Final = lazy_regex(r"^ {0,3}\[([^\]\n]{1,300})\]: {0,4}<?([^\s>]{1,2000})>?", re.MULTILINE)
_AUTOLINK: Final = lazy_regex(r"<((?:https?://|/|\./|\.\./)[^\s<>]{1,2000})>")
_BARE: Final = lazy_regex(r"https?://[^\s<>\[\]\"'`]{1,2000}")
_FILE: Final = lazy_regex(r"\.(?:mdx?|markdown|html?|txt|json|ya?ml)(?:[?#]\S*)?$", re.IGNORECASE)
"""How an address ends that names a file; a title in quotes does not."""
_ESCAPE: Final = lazy_regex(r"\\([!-/:-@\[-`{-~])")


class IndexEntry(Struct, frozen=True, order=True):
    """One document that an index lists; `url` is absolute, without fragment."""

    url: str
    title: str = ""


class Index(Struct, frozen=True):
    """What an index lists, in its order, each document once; `truncated` when it does not list everything."""

    entries: tuple[IndexEntry, ...] = ()
    truncated: bool = False


def read_llms(text: str, base: str) -> Index:
    """Read an llms.txt found at `base`: Markdown links of every form, relative or absolute.

    Any text gives an index; one without links gives an empty one.
    """
    found: dict[str, IndexEntry] = {}
    for target, title in links_in(text):
        url = _absolute(target, base)
        if url:
            found.setdefault(url, IndexEntry(url, title))
    return Index(tuple(found.values()), truncated=_is_truncated(text))


def links_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield target and title of each link of a Markdown text, as written; those of definitions come last."""
    body = _without_code(text.removeprefix("\ufeff"))
    references = {label.lower(): target for label, target in _DEFINITION.findall(body)}
    for line in body.splitlines():
        if not _DEFINITION.match(line):
            yield from _links(line, references)
    for target in references.values():
        yield target, ""


def _is_truncated(text: str) -> bool:
    if len(text) >= LONGEST_INDEX - _ALMOST or _CUT_ENTRY.search(text[-_LONGEST_ENTRY:]) or _lost_its_words(text):
        return True
    last = text.rstrip().rpartition("\n")[2]
    return len(text) >= LONGEST_INDEX // 2 and _NOTE.search(last[-_ALMOST:]) is not None


def _lost_its_words(text: str) -> bool:
    """Tell whether the last line has no end and is an entry without words, where all others have some."""
    if text.endswith("\n") or not _ENTRY.match(text[text.rfind("\n") + 1 :]):
        return False
    *others, last = (match[1].strip() for match in _ENTRY.finditer(text))
    return not last and len(others) >= _FEWEST and all(others)


def _without_code(text: str) -> str:
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            inside = not inside
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def _links(line: str, references: dict[str, str]) -> list[tuple[str, str]]:
    """Return (target, title) of each link of a line; bare addresses count only where nothing else is a link."""
    links = _inline_links(line, references)
    links += [(match[1], "") for match in _AUTOLINK.finditer(line)]
    if not links:
        links = [(match[0].rstrip(".,;:!?)*_"), "") for match in _BARE.finditer(line)]
    return links


def _inline_links(line: str, references: dict[str, str]) -> list[tuple[str, str]]:
    links: list[tuple[str, str]] = []
    openings: list[int] = []
    at = 0
    while at < len(line):
        mark = line[at]
        at += 1
        if mark == "\\":
            at += 1
        elif mark == "[":
            openings.append(at)
        elif mark == "]" and openings:
            opening = openings.pop()
            is_image = line[opening - 2 : opening - 1] == "!"
            title = _ESCAPE.sub(r"\1", line[opening : at - 1]).strip("`* ")
            target, after = ("", at) if is_image else _target(line, at, title, references)
            if target:
                links.append((target, title))
                at = after
    return links


def _target(line: str, at: int, title: str, references: dict[str, str]) -> tuple[str, int]:
    following = line[at : at + 1]
    if following == "(":
        end = _closing(line, at)
        inside = line[at + 1 : end].strip()
        target = inside[1:].partition(">")[0] if inside.startswith("<") else _bare_target(inside)
        return _ESCAPE.sub(r"\1", target), end + 1
    if following == "[":
        end = line.find("]", at)
        label = line[at + 1 : end].strip() or title
        return (references.get(label.lower(), ""), end + 1) if end >= 0 else ("", at)
    return references.get(title.lower(), ""), at


def _bare_target(inside: str) -> str:
    """Return an address without brackets: a title may follow, and blanks may stand in the names of files."""
    first, *others = inside.split() or [""]
    if others and _FILE.search(inside) and not _FILE.search(first):
        return "%20".join((first, *others))
    return first


def _closing(line: str, at: int) -> int:
    depth = 0
    for position in range(at, min(len(line), at + 4000)):
        depth += {"(": 1, ")": -1}.get(line[position], 0)
        if depth == 0:
            return position
    return len(line)


def _absolute(target: str, base: str) -> str:
    try:
        url = urldefrag(urljoin(base, target)).url
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""

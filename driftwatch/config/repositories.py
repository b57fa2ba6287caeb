"""Repositories of documentation: their addresses, what their files are called, and which of them are documents.

A file is called by the URL under which a forge shows it (`https://HOST/OWNER/NAME/blob/HEAD/docs/a.md`), which does not
change from commit to commit. Of a repository on this machine only the name of its folder is told.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from driftwatch.located.problem import shown
from driftwatch.patterns import lazy_regex

_SCP: Final = lazy_regex(
    r"(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,63}@)([A-Za-z0-9][A-Za-z0-9.-]{0,250}):(?!/)([^\s:]{1,1000})"
)
"""`git@host:owner/name.git`, which git takes for ssh."""
_HOST: Final = lazy_regex(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_SCHEME: Final = lazy_regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BRANCH: Final = lazy_regex(r"[A-Za-z0-9_][\w./+@-]{0,200}")
_NOT_IN_A_HOST: Final = lazy_regex(r"[^a-z0-9.-]+")
_PROTOCOLS: Final = ("https", "ssh", "file")
_NO_ADDRESS: Final = "it is no address of a repository"
_HINT: Final = 'write repository = "https://HOST/OWNER/NAME.git", an ssh address, or a path'
_STEP: Final = lazy_regex(r"\*\*/|\*\*|\*|\?")
_WRITTEN: Final = lazy_regex(r"[\w./~-]{1,200}")
"""A path that is written out: `:title` and `{{ slug }}` are for generators to fill in."""
_PAGE: Final = lazy_regex(r"(?i)\.(?:md|mdx|rst|html)$")
"""Names of files that a site shows as pages."""
_FRONT: Final = lazy_regex(r"(?i)(?:^|/)(?:index|readme)$")
"""What a site shows as the page of the folder itself."""
_DATA: Final = (".json", ".yaml", ".yml")
_IN_PATTERNS: Final = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def wrong_address(address: str) -> tuple[str, str] | None:
    """Say what is wrong with the address of a repository and what to do; a password that it may hold is not told."""
    if _SCP.fullmatch(address):
        return None
    scheme = _SCHEME.match(address)
    if scheme is not None and (scheme[1] not in _PROTOCOLS or not address[scheme.end() :].startswith("//")):
        return f"{shown(scheme[1], ())} is no protocol that is read", f"these are: {', '.join(_PROTOCOLS)}; {_HINT}"
    fits = address.isprintable() and bool(address.strip()) and not address.startswith("-")
    if scheme is None or not fits:
        return None if fits else (_NO_ADDRESS, _HINT)
    return _wrong_url(address)


def _wrong_url(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        fits = parts.port != 0 and bool(parts.path.strip("/")) and not parts.query and not parts.fragment
    except ValueError:
        return _NO_ADDRESS, _HINT
    if parts.password is not None or (parts.username is not None and parts.scheme != "ssh"):
        return "a URL carries credentials", "public documentation needs none; remove them"
    if parts.scheme == "file" and parts.netloc:
        return "a file address names a host", 'write a path: repository = "../docs"'
    fits = fits and (parts.scheme == "file" or bool(_HOST.fullmatch(parts.hostname or "")))
    return None if fits else (_NO_ADDRESS, _HINT)


def is_branch(name: str) -> bool:
    """Tell whether a name is one of a branch or tag, and neither an option nor an expression of git."""
    return bool(_BRANCH.fullmatch(name)) and ".." not in name and "//" not in name and not name.endswith(("/", ".lock"))


def remote_host(address: str) -> str:
    """Return the host of a repository, as `FetchPolicy.allowed_hosts` writes it; "" for one of this machine."""
    if scp := _SCP.fullmatch(address):
        return scp[1].lower()
    parts = urlsplit(address) if _SCHEME.match(address) else None
    if parts is None or parts.scheme == "file":
        return ""
    host = (parts.hostname or "").lower()
    # The port of ssh is nobody's port of pages.
    return f"{host}:{parts.port}" if parts.scheme == "https" and parts.port not in (None, 443) else host


def local_path(address: str) -> str:
    """Return the path of a repository on this machine, as it was written."""
    return unquote(urlsplit(address).path) if address.startswith("file:") else address


def base_of_repository(address: str, branch: str = "") -> str:
    """Return the URL of the top folder of a repository, under which its files are called.

    >>> base_of_repository("git@github.com:acme/docs.git")
    'https://github.com/acme/docs/blob/HEAD/'
    >>> base_of_repository("../vendor docs/", "main")
    'file://vendor-docs/'
    """
    host = remote_host(address)
    if not host:
        name = local_path(address).rstrip("/").rpartition("/")[2].removesuffix(".git")
        return f"file://{_NOT_IN_A_HOST.sub('-', name.lower()).strip('-.') or 'repository'}/"
    scp = _SCP.fullmatch(address)
    path = (scp[2] if scp else urlsplit(address).path).strip("/").removesuffix(".git")
    return f"https://{host}/{quote(unquote(path), safe='/~')}/blob/{quote(branch, safe='') or 'HEAD'}/"


def wrong_folder(folder: str) -> bool:
    """Tell whether a name is none of a folder inside of a repository, written as in `docs/guides`."""
    steps = folder.strip("/").split("/")
    return folder.startswith("/") or not folder.isprintable() or not {"", ".", ".."}.isdisjoint(steps) or "*" in folder


def folder_of_pages(patterns: Sequence[str]) -> str:
    """Return the folder that all patterns of pages begin with, "" for the top.

    >>> folder_of_pages(["docs/api/**/*.mdx", "docs/*.md", "openapi.json"])
    'docs'
    """
    pages = [pattern for pattern in patterns if not pattern.lower().endswith(_DATA)]
    folders = [_STEP.split(pattern)[0].rpartition("/")[0].split("/") for pattern in pages]
    common = []
    for steps in zip(*folders, strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return "/".join(common)


def published_page(path: str, *, folder: str, at: str, said: str = "") -> str:
    """Return the public URL of a page by the path of its file, "" for what is no page or lies elsewhere.

    Args:
        path: of the file in the repository.
        folder: the one whose pages are public.
        at: the URL below which they are.
        said: what the page itself says: `KEY: VALUE`, as in `Document.address`.

    >>> published_page("docs/api/index.mdx", folder="docs", at="https://docs.example.com/v1")
    'https://docs.example.com/v1/api'
    >>> published_page("docs/api/one.mdx", folder="docs", at="https://docs.example.com/v1", said="slug: first")
    'https://docs.example.com/v1/api/first'
    """
    above = f"{folder.strip('/')}/" if folder.strip("/") else ""
    if not path.startswith(above) or not _PAGE.search(path):
        return ""
    inside = path[len(above) :]
    if own := _own_address(said, at=at, beside=inside.rpartition("/")[0]):
        return own
    inside = _FRONT.sub("", _PAGE.sub("", inside))
    return f"{at.rstrip('/')}/{quote(inside, safe='/~')}" if inside else at


def _own_address(said: str, *, at: str, beside: str) -> str:
    """Return the URL that a page gives itself, "" without one that can be followed.

    A path from the root is one below `at` unless it begins with the path of `at`: generators differ, and a site that
    lies at the root of its host means the same either way. A `slug` of one name stands for the name of the file, any
    other one for the whole path. Source: https://docusaurus.io/docs/create-doc#doc-urls,
    https://jekyllrb.com/docs/permalinks/, https://gohugo.io/content-management/urls/,
    https://buildwithfern.com/learn/docs/configuration/page-level-settings.
    """
    key, _, value = said.partition(": ")
    parts = urlsplit(at)
    if value.startswith(f"{parts.scheme}://{parts.netloc}/"):
        value = value.removeprefix(f"{parts.scheme}://{parts.netloc}")
    steps = value.strip("/").split("/")
    if not value or not _WRITTEN.fullmatch(value) or {".", ".."} & set(steps) or "//" in value:
        return ""
    if key == "slug" and "/" not in value and beside:
        steps = [*beside.split("/"), *steps]
    inside = "/".join(filter(None, steps))
    below = parts.path.strip("/")
    inside = inside[len(below) :].strip("/") if below and f"{inside}/".startswith(f"{below}/") else inside
    ending = "/" if value.endswith("/") and inside else ""
    return f"{at.rstrip('/')}/{quote(inside, safe='/~')}{ending}" if inside else at


def is_among(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether the path of a file matches one of some patterns.

    >>> is_among("docs/api/chat.mdx", ["docs/**/*.mdx"]), is_among("docs/api/chat.mdx", ["docs/*.mdx"])
    (True, False)
    """
    return any(_pattern(pattern).fullmatch(path) for pattern in patterns)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    pieces = _STEP.split(pattern)
    wildcards = [_IN_PATTERNS[wildcard] for wildcard in _STEP.findall(pattern)]
    return re.compile(
        "".join(re.escape(piece) + wild for piece, wild in zip(pieces, [*wildcards, ""], strict=True)), re.DOTALL
    )

"""Places: what a document is called inside a site, and what of its text counts when it is called the same."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from driftwatch.patterns import lazy_regex
from driftwatch.redaction import redact, scrub_query

LONGEST_PLACE: Final = 180
"""Characters; what is longer is cut and told apart by a hash."""

ASCIIDOC: Final = (".adoc", ".asciidoc")
RESTRUCTURED: Final = ".rst"
"""How the places of pages end that are in AsciiDoc or reStructuredText."""
_NOT_IN_PLACES: Final = (".md", ".mdx", ".html", ".htm")
PAGE_SUFFIXES: Final = (*_NOT_IN_PLACES, ".markdown", RESTRUCTURED, *ASCIIDOC)
"""How the names of files end that are pages."""
_TOP_FOLDER: Final = lazy_regex(r"/blob/[^/]+/\Z")
"""How the URL ends under which a forge shows what a repository holds."""
_UNSAFE: Final = lazy_regex(r"[^\w\-.~+@!,=(){}:;$'&]")
_BANNER: Final = lazy_regex(r"> *(?:## +)?(?:Documentation Index|Agent Instructions)", re.IGNORECASE)
_DATED: Final = lazy_regex(r"(?:last )?(?:modified|updated) (?:on|at)\b[ :]{0,3}[\w ,:.-]{4,40}$", re.IGNORECASE)
_THEME: Final = lazy_regex(r" theme=\{[^}\n]{0,80}\}")
_SIGNED: Final = lazy_regex(r"https?://[^\s\"'<>()\\]{1,2000}?\?[^\s\"'<>()\\]{1,4000}")
_IMAGE: Final = lazy_regex(r"\.(?:png|jpe?g|gif|webp|svg|avif|mp4)\Z", re.IGNORECASE)
_BUILD: Final = lazy_regex(r"([-./_])[0-9a-f]{8,64}(?=\.(?:js|css|png|svg|woff2?)\b)")
_TYPOGRAPHY: Final = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u200b": "",
        "\ufeff": "",
        "\u2011": "-",
    }
)


@lru_cache(maxsize=16_384)
def place_of(url: str, base: str) -> str:
    """Return the path of `url` in the site of `base`: without scheme, query and fragment, safe as an identity.

    A page and its Markdown twin have one place; files of other kinds keep their extension. The host comes first when
    it is not the base's own. Files of a repository are called by their paths in it.

    >>> place_of("/api/text/chat.md", "https://docs.example.com/llms.txt")
    'api/text/chat'
    """
    joined = _joined(url, base)
    parts = urlsplit(joined)
    segments = _segments(unquote(path_inside(parts.path, base), errors="replace"))
    place = "/".join(segments) or "index"
    if parts.netloc and _host(url, base) != _host(base, base):
        place = f"{_clean(_host(url, base))}/{place}"
    if len(place) > LONGEST_PLACE:
        place = f"{place[: LONGEST_PLACE - 9]}~{_short_hash(place)}"
    return place


def path_inside(path: str, base: str) -> str:
    """Return the path of a URL without what stands for the repository, where the base is the top folder of one."""
    return path.removeprefix(urlsplit(base).path.removesuffix("/")) if _TOP_FOLDER.search(base) else path


def is_page(place: str) -> bool:
    """Tell whether a place names a page, and not a file that kept its extension."""
    return not re.search(r"\.(?:json|ya?ml|txt|xml)\Z", place)


def digest_of(text: str) -> str:
    """Return the identity of a text as it stands: 32 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def former_digest_of(document_format: str, text: str) -> str:
    """Return what snapshots of format 1 tell a text by: the sha256 of the normalised text, in hexadecimal."""
    return hashlib.sha256(normalised_text(document_format, text).encode("utf-8", "replace")).hexdigest()


def normalised_text(document_format: str, text: str) -> str:
    """Return what counts of a document's text: no banner, no dates of editing, no build hashes, no signed queries.

    `document_format` is that of `Document.format`. White space is folded, typographic quotes are made plain.
    """
    if document_format == "html":
        text = visible_text(text)
    elif document_format == "markdown":
        text = without_banners(_THEME.sub("", text))
    lines = (" ".join(line.translate(_TYPOGRAPHY).split()) for line in unicodedata.normalize("NFC", text).splitlines())
    kept = "\n".join(line for line in lines if line and not _DATED.match(line.strip("*_# ")))
    return redact(_BUILD.sub(r"\1", _SIGNED.sub(_unsigned, kept)))


def without_banners(text: str) -> str:
    """Drop the blocks that a generator injects at the top of every Markdown page, and in front of concatenated ones.

    A banner is a block quote that opens with "Documentation Index" or "Agent Instructions".
    """
    kept: list[str] = []
    inside = False
    for line in text.splitlines(keepends=True):
        inside = line.startswith(">") and (inside or _BANNER.match(line) is not None)
        if not inside:
            kept.append(line)
    return "".join(kept)


def visible_text(html: str) -> str:
    """Return the text between tags, without scripts, styles and comments; linear in the length of `html`."""
    kept: list[str] = []
    lower = html.lower()
    at = 0
    while (start := html.find("<", at)) >= 0:
        kept.append(html[at:start])
        at = _after_tag(lower, start)
        kept.append("\n")
    kept.append(html[at:])
    return "".join(kept)


def _joined(url: str, base: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""


def _host(url: str, base: str) -> str:
    try:
        return urlsplit(urljoin(base, url.strip())).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _segments(path: str) -> list[str]:
    segments = [_clean(segment) for segment in path.split("/") if segment.strip() not in {"", ".", ".."}]
    if segments:
        for suffix in _NOT_IN_PLACES:
            if segments[-1].lower().endswith(suffix):
                segments[-1] = segments[-1][: -len(suffix)]
                break
        if segments[-1].lower() in {"", "index"}:
            segments.pop()
    return segments


def _clean(segment: str) -> str:
    clean = _UNSAFE.sub("-", unicodedata.normalize("NFC", segment))
    return clean if clean == segment else f"{clean}~{_short_hash(segment)}"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _unsigned(match: re.Match[str]) -> str:
    url = match[0]
    bare = url.partition("?")[0]
    return bare if _IMAGE.search(bare) or scrub_query(url) != url else url


def _after_tag(lower: str, start: int) -> int:
    for opening, closing in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        if lower.startswith(opening, start):
            end = lower.find(closing, start)
            return len(lower) if end < 0 else end + len(closing)
    end = lower.find(">", start)
    return len(lower) if end < 0 else end + 1

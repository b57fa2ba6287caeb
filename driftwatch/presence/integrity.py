"""Judge by its bytes whether what came under a URL is the whole document that was asked for.

Everything here errs on the side of "could not be read": that keeps yesterday's facts, whereas a half page that
passes for a whole one would look like removed contract.
"""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias
from urllib.parse import unquote, urlsplit

import msgspec

from driftwatch.extract.index.places import ASCIIDOC, RESTRUCTURED
from driftwatch.model.reading import ReadingState
from driftwatch.patterns import lazy_regex
from driftwatch.presence import impostors

Judgement: TypeAlias = tuple[ReadingState, str]
"""The state, and why; the reason is empty for ``read``."""

_READ: Final[Judgement] = ("read", "")
_OK: Final = frozenset({200, 203})
_GONE: Final = frozenset({404, 410})
_BLOCKED: Final = frozenset({401, 403, 407, 451})
_TEXT_SUFFIXES: Final = (".md", ".mdx", ".markdown", ".json", ".yaml", ".yml", ".txt", ".xml", ".js")
_JSON_SUFFIXES: Final = (".json",)
_MARKDOWN_SUFFIXES: Final = (".md", ".mdx", ".markdown")
_WRITTEN_TYPES: Final = frozenset({"text/plain", "text/markdown"})
_BINARY_TYPES: Final = ("image/", "audio/", "video/", "font/", "model/")
_BINARY_APPLICATIONS: Final = ("pdf", "zip", "gzip", "x-tar", "x-7z", "wasm", "msword", "vnd.ms-", "vnd.openxml")
_MAGIC: Final = (
    b"%PDF-",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"wOF",
    b"RIFF",
)
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET: Final = lazy_regex(r"(?i)charset\s{0,5}=\s{0,5}[\"']?([a-z0-9_.:-]{1,40})")
_CHARSETS: Final = frozenset(
    """
    iso-8859-1 iso-8859-2 iso-8859-15 latin-1 latin1 windows-1250 windows-1251 windows-1252 cp1252 koi8-r utf-16
    gbk gb2312 gb18030 big5 shift_jis euc-jp euc-kr
    """.split()  # noqa: SIM905  # a list in one column would fill the screen
)
_HTML_START: Final = lazy_regex(r"(?i)<(?:!doctype\s{1,20}html|html[\s>])")
_XML_START: Final = lazy_regex(r"<(?:\?xml|(?:[a-z]{1,10}:)?(?:urlset|sitemapindex))\b")
_XML_END: Final = lazy_regex(r"</[\w:.-]{1,100}\s{0,20}>(?:\s{0,20}<!--[^>]{0,150}-->)?$")
_SITEMAP_ROOT: Final = lazy_regex(r"<((?:[a-z]{1,10}:)?(?:urlset|sitemapindex))\b")
_FENCE: Final = lazy_regex(r"^[ \t>]{0,40}(`{3,200}|~{3,200})([^\n]{0,400})$", re.MULTILINE)
_DATA_FENCE: Final = lazy_regex(r"(?i)^\s{0,5}(yaml|yml|json)\b(.{0,400})$")
_CALL_IN_INFO: Final = lazy_regex(r"(?i)\b(?:get|post|put|patch|delete|head|options|trace|webhook)\s")
_SPEC_START: Final = lazy_regex(
    r"\s{0,99}(?:---\s{1,9})?(?:\{\s{0,99})?[\"']?(?:openapi|swagger|paths|components|info)\b"
)
_KEY: Final = r"[a-z][\w-]{0,59}:[^\n]{0,2000}\n"
_CAPITAL_KEYS: Final = r"(?:[A-Z][\w-]{0,59}:[^\n]{0,2000}\n){2}"
"""`Note:` is a word of a sentence, and no two lines of a paragraph begin so."""
_FRONT: Final = lazy_regex(rf"\ufeff?---[ \t]*\r?\n(?:{_KEY}|{_CAPITAL_KEYS})(?![ \t]*\r?\n)")
"""Where front matter begins: a line of dashes, keys, and no end of a paragraph: a rule stands above one."""
_FRONT_END: Final = lazy_regex(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_REAR_OF_FRONT: Final = lazy_regex(
    rf"(?!---)(?:\S[^\n]{{0,2000}}\n){{1,40}}?(?:{_KEY}|{_CAPITAL_KEYS})---[ \t]*\r?\n[ \t]*\r?\n"
)
"""What is left of it where it lost its beginning: a line or half a one, a key, and the dashes."""
_HOLE: Final = b"\x00" * 8
"""What stands in a file in place of what was never written; at its end it fills a block of a disk."""
_IMPOSTOR_BYTES: Final = 65_536
_PARTIAL: Final = 206
_HTML_END: Final = 400
"""Characters at the end of a page in which its body has to end, where nothing else does: a script may follow."""
_HTML_HEAD: Final = 512
_ESCAPED_HTML: Final = ("&lt;!doctype html", "&lt;html")
_JSON_ERROR: Final = 2_000


def judge(url: str, status: int, content_type: str, body: bytes) -> Judgement:
    """Say how a document fared that answered `status` with the decompressed `body` under the requested `url`.

    Args:
        url: the URL that was asked for; its suffix says what was expected, wherever redirects led.
        status: the last HTTP status, after redirects.
        content_type: the Content-Type header, "" without one.
        body: the bytes, decompressed.

    Returns:
        The state and a short reason; ``read`` only when nothing speaks against it.
    """
    if status not in _OK:
        return _judge_status(status, body)
    if not body.strip(b"\xef\xbb\xbf \t\r\n\f\x00"):
        return "empty", "nothing but white space"
    return _judge_type(content_type, body) or _judge_text(url, content_type, body)


def text_of(content_type: str, body: bytes) -> str:
    """The text of `body`: by its byte order mark, as UTF-8, or in the older encoding it names; never UTF-7.

    Raises:
        UnicodeDecodeError: the bytes are not valid in that encoding.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        charset = _declared_charset(content_type, body)
        if charset is None:
            raise
    return body.decode(charset)


def _declared_charset(content_type: str, body: bytes) -> str | None:
    """The older encoding that the header or the first kilobyte (an HTML <meta>) names, if it is a known one."""
    for text in (content_type, body[:1024].decode("latin-1")):
        match = _CHARSET.search(text)
        if match and match[1].lower() in _CHARSETS:
            return match[1].lower()
    return None


def is_html(text: str) -> bool:
    """Whether `text` is an HTML document: it says so within its first 512 characters, outside any code sample."""
    head = text[:_HTML_HEAD]
    match = _HTML_START.search(head)
    return match is not None and not any(mark in head[: match.start()] for mark in ("`", "~~~"))


def ends_visibly(content_type: str, body: bytes) -> bool:
    """Whether the text itself shows that it is whole, for bodies whose length no server vouched for.

    HTML and XML end with a closing tag, JSON parses, any other text ends with a line break or a closing fence.
    """
    try:
        text = text_of(content_type, body)
    except UnicodeDecodeError:
        return False
    if is_html(text):
        return _is_closed(text.lower())
    if text.endswith(("\n", "```")):
        return True
    try:
        msgspec.json.decode(text.lstrip("\ufeff"))
    except (msgspec.DecodeError, RecursionError, ValueError):
        return _XML_START.match(text.lstrip("\ufeff \t\r\n")[:200]) is not None
    return True


def _judge_status(status: int, body: bytes) -> Judgement:
    answered = f"answered {status}"
    if status in _GONE:
        return "gone", answered
    reason = impostors.challenge_in(body[:_IMPOSTOR_BYTES].decode("utf-8", "replace"))
    if reason:
        return "blocked", f"{answered} with a {reason}"
    if status in _BLOCKED:
        return "blocked", answered
    if status in {204, 205}:
        return "empty", answered
    if status == _PARTIAL:
        return "truncated", f"{answered} (partial content)"
    return "unreachable", answered


def _judge_type(content_type: str, body: bytes) -> Judgement | None:
    kind = content_type.partition(";")[0].strip().lower()
    _, _, application = kind.partition("application/")
    if kind.startswith(_BINARY_TYPES) or application.startswith(_BINARY_APPLICATIONS):
        return "wrong-type", f"content type is {kind[:60]}"
    if body.startswith(_MAGIC):
        return "wrong-type", "the bytes are those of a binary file"
    if (b"\x00" in body[:4096] or _HOLE in body.rstrip(b"\x00")) and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "wrong-type", "the bytes are not text"
    return None


def _judge_text(url: str, content_type: str, body: bytes) -> Judgement:
    try:
        text = text_of(content_type, body)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" or error.end >= len(body):
            return "truncated", "the last character is cut"
        return "wrong-type", f"not valid {error.encoding} at byte {error.start}"
    suffix = _suffix(url)
    if wrapped := _wrapped_in(text, is_written=_is_written(url, content_type)):
        return "wrong-type", f"the text came as {wrapped}"
    return _judge_html(text, suffix) if is_html(text) else _judge_plain(text, suffix)


def _judge_plain(text: str, suffix: str) -> Judgement:
    if suffix in _JSON_SUFFIXES or text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        return _judge_json(text)
    if _XML_START.match(text.lstrip("\ufeff \t\r\n")[:200]):
        return _judge_xml(text)
    if reason := impostors.not_found_in_text(text):
        return "soft-404", reason
    return _judge_fences(text) if suffix in _MARKDOWN_SUFFIXES else _READ


def _judge_html(text: str, suffix: str) -> Judgement:
    if reason := impostors.challenge_in(text):
        return "blocked", reason
    if reason := impostors.login_in(text):
        return "login", reason
    if suffix in _TEXT_SUFFIXES:
        return "soft-404", f"an HTML page under a {suffix} URL"
    if reason := impostors.not_found_in(text):
        return "soft-404", reason
    low = text.lower()
    if "<html" in low and not _is_closed(low):
        return "truncated", "the closing </html> is missing"
    return _READ


def _is_closed(low: str) -> bool:
    """Tell whether a page of HTML has its end; nothing has to follow that of its body (HTML, section 13.1.2.4)."""
    return "</html" in low or "</body" in low[-_HTML_END:]


def _judge_json(text: str) -> Judgement:
    try:
        value = msgspec.json.decode(text.lstrip("\ufeff"))
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        # Anything else that is wrong with it is for the parser to name, with its place.
        cut = "truncated" in str(error)
        return ("truncated", "the JSON ends in the middle") if cut else _READ
    if isinstance(value, dict) and len(text) <= _JSON_ERROR and not value.keys() & {"openapi", "swagger", "paths"}:
        said = [value.get(key) for key in ("error", "message", "detail", "title", "code")]
        found = next((one for one in said if isinstance(one, str) and impostors.not_found_in_text(one)), None)
        if found is not None:
            return "soft-404", f"JSON says {found[:100]!r}"
    return _READ


def _wrapped_in(text: str, *, is_written: bool) -> str:
    """Tell what a page was made a value of, its signs escaped: of a string of JSON, or of text in HTML; "" of none.

    A page in a language for writing may begin with a tag that it speaks of.
    """
    low = text.lower()
    is_escaped = low[:_HTML_HEAD].lstrip("\ufeff \t\r\n").startswith(_ESCAPED_HTML) and "&lt;/html" in low[-_HTML_END:]
    if is_escaped and not is_written:
        return "escaped HTML"
    return "a string of JSON" if _is_quoted(text) else ""


def _is_written(url: str, content_type: str) -> bool:
    """Tell whether a page is in a language that people write, which shows no tags: by its name, or by its server."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in _WRITTEN_TYPES or _path(url).endswith((*_MARKDOWN_SUFFIXES, *ASCIIDOC, RESTRUCTURED))


def ends_what_never_began(text: str) -> bool:
    """Tell whether a text may be the rear part of a page: of HTML it ends one, and begins none.

    Or its front matter, which stands between two lines of dashes, has one of them alone.
    """
    low = text.lower()
    return (low[-_HTML_END:].rstrip().endswith("</html>") and "<html" not in low) or _has_torn_front(text)


def _has_torn_front(text: str) -> bool:
    if begun := _FRONT.match(text):
        return not _FRONT_END.search(text, begun.end())
    return bool(_REAR_OF_FRONT.match(text))


def _is_quoted(text: str) -> bool:
    """Tell whether a text is one string of JSON (RFC 8259, section 7): a server wrote a page into its own envelope."""
    said = text.strip("\ufeff \t\r\n")
    if not (said.startswith('"') and said.endswith('"') and len(said) > 1) or "\n" in said:
        return False
    try:
        return isinstance(msgspec.json.decode(said), str)
    except (msgspec.DecodeError, ValueError):
        return False


def _judge_xml(text: str) -> Judgement:
    end = text.rstrip()[-200:]
    closed = end.endswith("/>") or _XML_END.search(end)
    root = _SITEMAP_ROOT.search(text[:4096])
    if not closed or (root and not end.endswith("/>") and f"</{root[1]}" not in end):
        return "truncated", "the closing tag of the XML is missing"
    return _READ


def _judge_fences(text: str) -> Judgement:
    """Look for a code fence that never closes.

    Authors forget closing fences of samples, and editors the line break at the end of a file, so an open one counts
    only when it holds a specification, which is generated, or when the JSON in it stops in the middle. A page that was
    known is held against what it said: see ``silence``.
    """
    text = text.replace("\r\n", "\n")
    found = open_fence(text)
    if found is not None and _must_close(found[2], text[found.end() :]):
        return "truncated", "the closing code fence is missing"
    return _READ


def open_fence(text: str) -> re.Match[str] | None:
    """Return the line that opens a code block which nothing closes, with its marks and what follows them."""
    return next((opened for opened, closed in fences(text) if closed is None), None)


def fences(text: str) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Yield the lines that open and close each code block; None of the last one where nothing closes it."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        run, rest = match.groups()
        if opened is None:
            if not (run[0] == "`" and "`" in rest):
                opened = match
        elif run[0] == opened[1][0] and len(run) >= len(opened[1]) and not rest.strip():
            yield opened, match
            opened = None
    if opened is not None:
        yield opened, None


def _must_close(info: str, content: str) -> bool:
    data = _DATA_FENCE.match(info)
    if data is None:
        return False
    if _CALL_IN_INFO.search(data[2]) or _SPEC_START.match(content):
        return True
    return data[1].lower() == "json" and _judge_json(content)[0] == "truncated"


def _suffix(url: str) -> str:
    path = _path(url)
    return next((suffix for suffix in _TEXT_SUFFIXES if path.endswith(suffix)), "")


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path).lower()
    except ValueError:
        return ""

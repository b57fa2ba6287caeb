"""The words of AsciiDoc within a line, written as Markdown: links, code, bold, attributes of the page.

Source of the syntax: https://docs.asciidoctor.org/asciidoc/latest/syntax-quick-reference/.
"""

import re
from collections.abc import Mapping
from typing import Final

from driftwatch.patterns import lazy_regex

_CODE: Final = lazy_regex(r"(?<![\"'`\\])`(?:\+([^`\n]{1,2000}?)\+|([^`\n]{1,2000}))`(?![`\w])")
"""Set as code; between signs of plus nothing is filled in."""
_ATTRIBUTE: Final = lazy_regex(r"(\\?)\{([a-zA-Z0-9_][\w-]{0,80})\}")
_ESCAPED_BRACE: Final = lazy_regex(r"\\(?=\{)")
_REFERENCE: Final = lazy_regex(r"<<#?([^<>,\n]{1,300})(?:,\s?([^<>\n]{1,500}))?>>")
_LINK: Final = lazy_regex(
    r"(?:\b(?:link|xref|mailto):(?:\+\+)?([^\s\[\]]{1,1000}?)(?:\+\+)?|(?<![\w\"'(=])(https?://[^\s\[\]<>]{1,1000}))"
    r"\[([^\]\n]{0,500})\]"
)
_MODULE: Final = lazy_regex(r"^(?:[\w.-]{1,60}@)?(?:[\w.-]{0,60}:){1,2}(?=\S)|^[\w.-]{1,60}@")
"""What Antora's references may begin with: https://docs.antora.org/antora/latest/page/resource-id-coordinates/."""
_IMAGE: Final = lazy_regex(r"\bimage::?([^\s\[\]]{1,1000})\[([^\]\n]{0,500})\]")
_FOOTNOTE: Final = lazy_regex(r"\bfootnote:[\w-]{0,60}\[([^\]\n]{0,400})\]")
_PASSED: Final = lazy_regex(r"\bpass:[\w,]{0,20}\[([^\]\n]{0,400})\]|\+\+\+?([^+\n]{1,400})\+\+\+?")
_SPOKEN: Final = lazy_regex(r"\b(?:kbd|btn|stem|latexmath|asciimath|icon|label):[\w-]{0,60}\[([^\]\n]{0,500})\]")
_MARKED: Final = lazy_regex(r"(?<![\w&])(?:\[[.\w -]{1,80}\])?#(?=\S)([^#\n]{1,500}?)(?<=\S)#(?!\w)")
_BOLD: Final = lazy_regex(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![\w*])")
_ANCHOR: Final = lazy_regex(r"\[\[[^\[\]\n]{1,200}\]\]|\banchor:[\w-]{1,200}\[[^\]\n]{0,200}\]")
_GLUED: Final = lazy_regex(
    r"(?<=[^\W\x00-\x7f])(?=(?:link|xref|mailto|image|footnote|pass|kbd|btn|icon|stem|anchor):[^\s\[\]]{0,1000}\[)"
)
"""Where a macro begins right behind a letter of a script that parts no words by blanks."""
_SEAM: Final = "\x01"
_TAG: Final = lazy_regex(r"<(?=[A-Za-z/!?])")
_QUOTED: Final = lazy_regex(r"([\"'])`([^`\n]{1,500})`\1")
_ROLE: Final = lazy_regex(r"\s?,\s?(?:role|window|opts|target|rel|title)\s?=.{0,200}$")
_BREAK: Final = lazy_regex(r"[ \t]\+[ \t]*$")
_MEANINGS: Final[Mapping[str, str]] = {
    "nbsp": " ", "empty": "", "sp": " ", "blank": "", "zwsp": "", "lt": "<", "gt": ">", "amp": "&", "startsb": "[",
    "endsb": "]", "vbar": "|", "plus": "+", "asterisk": "*", "caret": "^", "backtick": "`", "tilde": "~", "quot": '"',
    "apos": "'", "two-colons": "::", "two-semicolons": ";;", "backslash": "\\",
}  # fmt: skip
"""Source: https://docs.asciidoctor.org/asciidoc/latest/attributes/character-replacement-ref/."""


def filled(text: str, attributes: Mapping[str, str]) -> str:
    r"""Fill in the attributes that the page itself sets; others stay: `{id}` is as likely a step of a path.

    >>> filled(r"{base}/items/\{id}", {"base": "/v1"})
    '/v1/items/{id}'
    """
    if "{" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        known = attributes.get(match[2].lower(), _MEANINGS.get(match[2].lower()))
        return match[0] if match[1] or known is None else known

    return _ESCAPED_BRACE.sub("", _ATTRIBUTE.sub(value, text))


def markdown_words(text: str, attributes: Mapping[str, str], *, is_former: bool = False) -> str:
    """Write a line of AsciiDoc as one of Markdown.

    >>> markdown_words("Send *all* of link:/a[the `a`] to <host>, see <<b,B>>.", {})
    'Send **all** of [the `a`](/a) to &lt;host>, see [B](#b).'
    >>> markdown_words("請看link:/a[甲]。", {}), markdown_words("請看link:/a[甲]。", {}, is_former=True)
    ('請看[甲](/a)。', '請看link:/a[甲]。')
    """
    if is_former or not is_glued(text):
        return _written(text, attributes)
    return _written(_GLUED.sub(_SEAM, text), attributes).replace(_SEAM, "")


def is_glued(text: str) -> bool:
    """Tell whether a macro begins right behind a letter of a script that parts no words by blanks."""
    return not text.isascii() and "[" in text and _GLUED.search(text) is not None


def _written(text: str, attributes: Mapping[str, str]) -> str:
    ends = _BREAK.search(text) is not None
    text = _QUOTED.sub(r"\1\2\1", _BREAK.sub("", text))
    text = text if "`+" in text else filled(text, attributes)
    text = _LINK.sub(_as_link, _REFERENCE.sub(_as_reference, text)) if "[" in text or "<<" in text else text
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts.append(_prose(text[end : code.start()]))
        parts.append(f"`{code[1] or code[2]}`")
        end = code.end()
    parts.append(_prose(text[end:]))
    return "".join(parts) + ("<br>" if ends else "")


def _prose(text: str) -> str:
    if text.isalnum() or not text:
        return text
    if "[" in text or "+" in text:
        text = _IMAGE.sub(lambda match: f"![{match[2].partition(',')[0]}]({match[1]})", text)
        text = _FOOTNOTE.sub(r" (\1)", text)
        text = _SPOKEN.sub(r"\1", _PASSED.sub(lambda match: match[1] or match[2] or "", _ANCHOR.sub("", text)))
    text = _TAG.sub("&lt;", _MARKED.sub(r"\1", text))
    return _BOLD.sub(r"**\1**", text)


def _as_link(match: re.Match[str]) -> str:
    target = match[1] or match[2]
    words = _ROLE.sub("", match[3]).strip().removesuffix("^").strip("\"'")
    if not match[1] or not match[0].startswith("xref:"):
        return f"[{words or target}]({target})"
    is_anchor = "." not in target and not target.startswith(("#", "/", "http"))
    return f"[{words or ('#' if is_anchor else '') + target}]({_led_to(target)})"


def _as_reference(match: re.Match[str]) -> str:
    target = match[1].strip()
    is_of_file = "#" in target or target.endswith((".adoc", ".asciidoc", ".asc"))  # an anchor may have a dot as well
    return f"[{(match[2] or target).strip()}]({_led_to(target) if is_of_file else f'#{target}'})"


def _led_to(target: str) -> str:
    """Return the link of a reference: to an anchor of the page, or of another file, be it of a module of Antora.

    >>> _led_to("box"), _led_to("box.adoc#lid"), _led_to("box#lid"), _led_to("2.0@shop:rest:box.adoc#lid")
    ('#box', 'box.adoc#lid', 'box.adoc#lid', 'box.adoc#lid')
    """
    if target.startswith(("#", "/", "http")):
        return target
    path, sign, anchor = target.partition("#") if "<" not in target else (target, "", "")
    file = _MODULE.sub("", path)
    if not sign and "." not in file:
        return f"#{target}"
    return f"{file}{'' if '.' in file.rpartition('/')[2] else '.adoc'}{sign}{anchor}"

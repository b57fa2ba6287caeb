"""What descriptions state in clear forms: allowed values, a default, that something is deprecated.

"One of `a`, `b`", "Allowed values: `a`, `b`", "Default: `x`" are clear; "such as `a`", "for example `a`" are not.
"""

import re
from collections.abc import Sequence
from typing import Final

from driftwatch.extract.blocks import Block, List, Paragraph, Run, Text
from driftwatch.extract.vocabulary import DEFAULT_WORDS
from driftwatch.extract.wording import straight, tidy

_LONGEST: Final = 4_000
_SPAN: Final = r"(?:\x02[^\x02\x03]{1,200}\x03|\"[^\"\x02\x03\n]{1,60}\")"
_JOIN: Final = (
    r"(?:\s?(?:,|，|、|\||/|;|·)\s?(?:or\s|and\s|或\s?)?|\s(?:or|and|oder|ou|или|lub|o|y|и|i|et|und)\s|\s?[或和]\s?"
    r"|\s?\n\s?[-*•]\s|\s)"
)
_LIST: Final = rf"({_SPAN}(?:{_JOIN}{_SPAN}){{0,400}})"
_INTRODUCED: Final = re.compile(
    r"(?:(?:allowed|possible|accepted|valid|supported|available|permitted|optional|enum)\s(?:values?"
    r"|options?)(?:\s(?:are|is|include))?"
    r"|available options|one of(?:\sthe following)?|(?<![a-z])either|(?:can|may|must|should)\sbe"
    r"|(?:values|enum|options)(?=\s?[:：])"
    r"|可选值(?:为|有)?|枚举值"
    r"|取值(?:为|范围)?|"
    r"(?:допустимые|возможные|поддерживаемые|доступные) значения|одно из|"
    r"dozwolone wartości|możliwe wartości|jedna z|valeurs possibles|"
    r"zulässige werte|mögliche werte|valores permitidos|valores posibles|許容値|使用可能な値|허용 값)"
    r"\s?[:：]?\s?(?:\n\s?)?(?:[-*•]\s)?" + _LIST,
    re.IGNORECASE,
)
_PLAIN_VALUE: Final = r"[\w][\w.+/-]{0,39}(?<![.+/-])"
_PLAIN_LIST: Final = re.compile(
    r"(?:(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values?|options?)(?:\sare)?|options?|values?"
    r"|enum|can\sbe\sset\sto|one\sof|可选值(?:为|有)?|枚举值|取值(?:为)?|可选(?=[:：])|(?:допустимые|возможные)\sзначения)\s?[:：]\s?"
    rf"({_PLAIN_VALUE}(?:(?:,\s?|，|、|\s?\|\s?)(?:(?:or|and)\s)?{_PLAIN_VALUE}){{1,60}}(?:\s(?:or|and)\s{_PLAIN_VALUE})?)\s?(?=$|[.;)。；\n]|\s\()",
    re.IGNORECASE,
)
"""Values without quotes, behind words and a colon that say that they are values; each is one word."""
_SEPARATOR: Final = re.compile(r"(?:,\s?|，|、|\s?\|\s?)(?:(?:or|and)\s)?|\s(?:or|and)\s", re.IGNORECASE)
_EXPLICIT: Final = re.compile(r"(?:allowed|possible|accepted|valid|available)\s(?:values?|options?)\s?:", re.IGNORECASE)
_INTRODUCTION: Final = re.compile(
    r"(?:(?:allowed|possible|accepted|valid|supported|available|permitted|optional)\s(?:values?|options?)(?:\sare)?"
    r"|one of(?:\sthe following)?|"
    r"enum|可选值|枚举值|取值|(?:допустимые|возможные|поддерживаемые|доступные) значения|"
    r"dozwolone wartości|valeurs possibles)\s?[:：]?$",
    re.IGNORECASE,
)
_OPEN_END: Final = re.compile(r"\s?(?:,\s?)?(?:etc|\.\.\.|and more|and others|等|и др|usw|among others)", re.IGNORECASE)
_REQUIRED_ONE: Final = re.compile(
    r"\s?(?:is|are|must\sbe|has\sto\sbe|have\sto\sbe|should\sbe|needs?\sto\sbe)\s"
    r"(?:required|mandatory|provided|present|set|given|sent|specified|supplied|passed)\b",
    re.IGNORECASE,
)
"""What makes "either `a` or `b`" a condition on other fields."""
_CONDITION: Final = re.compile(
    r"\s?[,(—–-]?\s?(?:only\s)?(?:if|when|whenever|unless|for|otherwise|depending|wenn|falls|если|при|для|jeśli|gdy|dla)\b"
    r"|\s?[,，(（]?\s?(?:如果|当|若)",
    re.IGNORECASE,
)
_UNLESS_LEFT_OUT: Final = re.compile(
    r"(?:^|[.!?;\n。])\s{0,3}(?:if|when|unless|for)\b(?![^.!?\n]*\b(?:not|omitted|unset|unspecified|absent|missing|empty|"
    r"left|null|none|no)\b)[^.!?\n]*$",
    re.IGNORECASE,
)
"""The head of a sentence that opens a condition, other than that nothing is given."""
_FLAGS: Final = frozenset(("true", "false"))
_NOTHING: Final = frozenset(("", "-", "—", "n/a", "none", "无", "нет", "brak", "/"))
_SPACE: Final = re.compile(r"^|(?<!\s)(?=[\s,(（])")
_CODE: Final = re.compile(r"\x02([^\x02\x03]{1,200})\x03|\"([^\"\x02\x03\n]{1,60})\"")
_SPACED: Final = "|".join(re.escape(said) for said in DEFAULT_WORDS if said < "\u2e80")
_UNSPACED: Final = "|".join(re.escape(said) for said in DEFAULT_WORDS if said >= "\u2e80")
_DEFAULT_HEAD: Final = rf"(?:(?<![\w-])(?:{_SPACED})(?![\w-])|(?:{_UNSPACED}))"
_DEFAULT_CODE: Final = re.compile(
    _DEFAULT_HEAD + r"\s?(?:(?:value\s)?(?:is|are|to|of)\s?)?[:：=]?\s?(?:is\s)?\x02([^\x02\x03]{1,200})\x03",
    re.IGNORECASE,
)
_DEFAULT_PLAIN: Final = re.compile(
    _DEFAULT_HEAD + r"\s?(?:(?:value\s)?(?:is|to)\s|[:：=]\s?|(?<=[为值])|\s?(?=[-\d\"]))"
    r"(-?\d{1,15}(?:\.\d{1,10})?(?![\w%.-]*[\w%])|true\b|false\b|null\b|\"[^\"\n]{0,100}\""
    r"|(?<=[:：=] )[\w.-]{1,60}(?=\s?(?:$|[;)\n])))",
    re.IGNORECASE,
)
_DEPRECATED: Final = re.compile(
    r"(?:^|[\n(\[*])\s{0,3}(?:deprecated|已弃用|已废弃|устарело|przestarzałe|veraltet)\b", re.IGNORECASE
)


def marked(text: Text) -> str:
    r"""Write a text with its code spans as they are between \x02 and \x03, and straight typography around them."""
    return "".join(
        f"\x02{run.text}\x03" if run.code else "\n".join(map(straight, run.text.split("\n"))) for run in text.runs
    )[:_LONGEST]


def enum_in(text: Text) -> tuple[str, ...]:
    """Return the closed list that a text states, as written and without quotes; () for none."""
    said = marked(text)
    for match in _INTRODUCED.finditer(said):
        values = _values(match[1])
        if _FLAGS.issuperset(values):
            return ()
        closed = not (_OPEN_END.match(said, match.end()) or _REQUIRED_ONE.match(said, match.end()))
        if closed and (len(values) > 1 or _EXPLICIT.match(match.group())):
            return values
    plain = _PLAIN_LIST.search(said)
    return tuple(sorted(set(_SEPARATOR.split(plain[1])))) if plain and not _CONDITION.match(said, plain.end()) else ()


def default_in(text: Text) -> str | None:
    """Return the default that a text states, as written; None for none, or where it depends on something."""
    said = marked(text)
    match = _DEFAULT_CODE.search(said)
    if match is None:
        said = said.replace("\x02", "").replace("\x03", "")
        match = _DEFAULT_PLAIN.search(said)
    if match is None or is_conditional_at(said, match.end()) or _UNLESS_LEFT_OUT.search(said[: match.start()][-200:]):
        return None
    return match[1].strip()


def is_conditional_at(text: str, at: int) -> bool:
    """Tell whether what a text says before a place is said under a condition that follows: "10 for images"."""
    return _CONDITION.match(text, at) is not None


def default_of_cell(cell: Text) -> str | None:
    """Return what a cell of defaults holds; a dash or nothing is no default, nor is one that depends on something."""
    said = cell.codes[0] if cell.codes else tidy(cell.plain)
    around = cell.prose if cell.codes else said
    if said.lower() in _NOTHING or any(_CONDITION.match(around, at.start()) for at in _SPACE.finditer(around)):
        return None
    return said


def is_deprecated_in(text: Text) -> bool:
    """Tell whether a description begins by calling its subject deprecated."""
    return bool(_DEPRECATED.search(text.plain[:_LONGEST]))


def enum_of_blocks(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the closed list that a description states, in a sentence or in bullets below "Allowed values:"."""
    introduced: Text | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            text = Text((*introduced.runs, Run(" "), *block.text.runs)) if introduced else block.text
            if values := enum_in(text):
                return values
            introduced = block.text if _INTRODUCTION.search(block.text.plain[-60:]) else None
        elif isinstance(block, List) and introduced:
            codes = [
                item.text.runs[0].text.strip().strip("\"'") for item in block.items if _begins_with_code(item.text)
            ]
            if codes and len(codes) == len(block.items):
                return tuple(sorted(set(codes)))
    return ()


def default_of_blocks(blocks: Sequence[Block]) -> str | None:
    """Return the default that the paragraphs of a description state."""
    found = (default_in(block.text) for block in blocks if isinstance(block, Paragraph))
    return next((text for text in found if text is not None), None)


def _begins_with_code(text: Text) -> bool:
    return bool(text.runs) and text.runs[0].code


def _values(listed: str) -> tuple[str, ...]:
    return tuple(
        sorted({value.strip().strip("\"'") for found in _CODE.findall(listed) for value in filter(None, found)})
    )

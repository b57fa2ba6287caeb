"""What descriptions state in clear forms: allowed values, a need, that something is deprecated.

"One of `a`, `b`", "Allowed values: `a`, `b`" are clear; "such as `a`", "for example `a`" are not.
"""

import re
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.descriptions import behind_need
from driftwatch.extract.fields.glossed_values import glossed_values, has_gloss
from driftwatch.extract.fields.kinds_of_values import (
    KINDS,
    NO_LIST,
    PLAIN_VALUE,
    TO_DEFAULT,
    values_apart,
    values_between_strokes,
    values_of_kind,
)
from driftwatch.extract.fields.numbered_values import numbered_values
from driftwatch.extract.fields.values_together import BRACKETED, values_of_span
from driftwatch.extract.text.blocks import Text, asked_once
from driftwatch.extract.words.enum_words import in_english
from driftwatch.extract.words.open_lists import AND_MORE, GOES_ON, SOME_VALUES
from driftwatch.extract.words.vocabulary import TYPES
from driftwatch.extract.words.wording import straight, tidy, word
from driftwatch.patterns import holds_any, lazy_regex

_LONGEST: Final = 4_000
_BACKTICKS: Final = lazy_regex(r"`([^`\n]{1,200})`")
"""Code as generators write it with entities, which a page shows as it stands: "&#x60;open&#x60;"."""
_ITEM_TAG: Final = lazy_regex(r"\s?(?:<ul>\s?)?<li>")
_FEW: Final = 400
"""Letters of a text that is a list and nothing else."""
_SPAN: Final = r"(?:\x02[^\x02\x03]{1,200}\x03|\"[^\"\x02\x03\n]{1,60}\"|(?<!\w)'[\w./+-]{1,40}'(?!\w))"
_JOIN: Final = (
    r"(?:\s?(?:,|，|、|\||/|;|·)\s?(?:or\s|and\s|或\s?)?|\s(?:or|and|oder|ou|или|lub|o|y|и|i|et|und)\s|\s?[或和]\s?"
    r"|\s?\n\s?[-*•]\s|\s)"
)
_ASIDE: Final = r"(?:\s?[(（][^()（）\x02\x03\n]{1,80}[)）])?"
"""What is said of one value: "`a` (since 1.2), `b`"."""
_LIST: Final = rf"({_SPAN}(?:{_ASIDE}{_JOIN}{_SPAN}){{0,400}}){_ASIDE}"
_INTRODUCED: Final = lazy_regex(
    r"(?:(?:allowed|possible|accepted|valid|supported|available|permitted|optional|enum)\s(?:\x02[^\x02\x03]{1,60}\x03\s)?(?:values?"
    r"|options?|choices?)(?:\s(?:are|is|include))?"
    r"|(?:allowed|possible|accepted|valid|supported|available|permitted)\s"
    r"(?!(?:fields|parameters|keys|headers|errors|formats)\b)[a-z]{2,20}s\s"
    r"(?:are|include)|(?:allowed|accepted|supported)(?=\s?[:：])|(?<![a-z])accepts"
    r"|available options|one\s?of(?:\sthe\sfollowing|\sthese)?(?:\s(?:values|options|choices))?|(?<![a-z])either"
    r"|(?:can|may|must|should|will)\s(?:either\s)?be"
    r"|(?:values|enum|options|choices)(?=\s?[:：])|(?<![a-z])enums\sare|(?:^|(?<=[.;]\s)|(?<=\n))(?:the\s)?options\sare|(?:(?<=[.;]\s)|(?<=\n))values\sare|(?:the|following)\senums"
    r"|可[选選][值项項](?:为|有)?|[枚列][举舉]值"
    r"|取值(?:为|范围)?|"
    r"(?:допустимые|возможные|поддерживаемые|доступные) значения|許容値|使用可能な値|허용 값)"
    r"\s?[:：]?\s?(?:\n\s?)?(?:[-*•]\s)?\[?" + _LIST,
    re.IGNORECASE,
)
_BEFORE_LINES: Final = lazy_regex(
    r"(?:(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values?|options?)(?:\s(?:are|is|include))?"
    r"|one of the following(?:\svalues)?|(?:допустимые|возможные)\sзначения"
    r"|(?:可[选選][值项項]|[枚列][举舉]值|取值)(?:为|有)?)"
    r"\s?[:：]?\s?",
    re.IGNORECASE,
)
_OPTIONS_ARE: Final = lazy_regex(
    r"(?:^|(?<=[.;]\s)|(?<=\n))(?:the\s)?options\sare(?=\s?[:\uff1a]?\s\x02)", re.IGNORECASE
)
"""What says of a text or a number that values follow, and of anything else as well that its members do."""
_LINE: Final = lazy_regex(rf"\s?(?:[-*•]\s?({_SPAN})|({_SPAN})\s?(?:$|[-–—:：=(（]))")
"""A value in a line of its own, whatever is said of it behind."""
_BULLET: Final = lazy_regex(rf"\s?[-*\u2022]\s?{_SPAN}\s?[:=(\uff1a\uff08\u2013\u2014-]")
"""An item that begins with a value and says what it means."""
_NUMBERS: Final = lazy_regex(
    r"(?<![a-z])either\s(-?\d{1,9})(?:\s\([^()]{1,60}\))?\sor\s(-?\d{1,9})(?:\s\([^()]{1,60}\))?\s?(?:[.;。\n]|$)",
    re.IGNORECASE,
)
_PLAIN_LIST: Final = lazy_regex(
    r"(?:(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values?|options?|choices?)(?:\sare)?|options?|values?|choices"
    r"|enum|can\sbe\sset\sto|one\sof"
    r"|(?:^|(?<=[.;\n]\s))(?:(?:(?:it|this|the\svalue)\s)?(?:can|may|must|should|will)\sbe\s)?one\sof\s(?:the\sfollowing|these)(?:\s(?:values|options|choices))?"
    rf"|(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:statuses|policies|categories|{KINDS}s)|可[选選][值项項](?:为|有)?|[枚列][举舉]值|取值(?:为)?|可[选選](?=[:：])|(?:допустимые|возможные)\sзначения)\s?[:：]\s?"
    rf"({PLAIN_VALUE}(?:(?:,\s?|，|、|\s?\|\s?)(?:(?:or|and)\s)?{PLAIN_VALUE}){{1,60}}(?:\s(?:or|and)\s{PLAIN_VALUE})?)\s?(?=$|[.;)。；\n]|\s\()",
    re.IGNORECASE,
)
"""Values without quotes, behind words and a colon that say that they are values; each is one word."""
_OF_KIND: Final = lazy_regex(
    rf"(?:^|[.;\n]\s?)[:\s\u2013\u2014-]{{0,4}}(?P<head>(?:[\w'/-]{{1,30}}\s){{0,6}}{KINDS}(?:\s(?:[\w'/-]{{1,30}}\s?){{1,5}})?)"
    rf"\s?(?:[:：]\s?{_LIST}(?=\s?(?:[.;\n]|$))|[(（\[]{_LIST}(?:[,;]\s?default[^()（）]{{0,60}})?[)）\]])",
    re.IGNORECASE,
)
"""What names a kind of thing and then all that it may be: "Status of the job: `new`, `done`.", "Type (`a` or `b`)"."""
_NO_KIND: Final = lazy_regex(rf"\b(?:{NO_LIST}|returns?)\b", re.IGNORECASE)
_SAID_PLAINLY: Final = lazy_regex(
    r"\b(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values|options)\sare\s"
    rf"({PLAIN_VALUE}(?:,\s{PLAIN_VALUE}){{1,60}}(?:,?\s(?:or|and)\s|,\s){PLAIN_VALUE})\s?(?=$|[.;)\n]|\s\()",
    re.IGNORECASE,
)
"""Three values or more without quotes and without a colon before them."""
_OF_TEXTS: Final = frozenset(
    (
        "alphanumeric", "characters", "dashes", "digits", "hyphens", "integers", "letters", "numbers", "spaces",
        "strings", "symbols", "underscores",
    )
)  # fmt: skip
"""What texts and numbers are made of: a list of these is none of values."""
_AS_THEY_ARE: Final = frozenset(
    (
        "empty", "finite", "long", "lowercase", "negative", "numeric", "positive", "short", "trimmed", "unique",
        "uppercase", "whole",
    )
)  # fmt: skip
"""What a sentence says of values that it does not name."""
_MANY: Final = lazy_regex(r"[a-z]{1,40}(?<!s)s")
"""A word for several of a kind: "names, ids and dates" are kinds of values."""
_SEPARATOR: Final = lazy_regex(r"(?:,\s?|，|、|\s?\|\s?)(?:(?:or|and)\s)?|\s(?:or|and)\s", re.IGNORECASE)
_EXPLICIT: Final = lazy_regex(r"(?:allowed|possible|accepted|valid|available)\s(?:values?|options?)\s?:", re.IGNORECASE)
_INTRODUCING: Final = lazy_regex(
    r"(?:\b(?:allowed|possible|accepted|valid|supported|available|permitted|recogni[sz]ed)\s(?:[a-z]{2,20}\s){0,2}"
    r"(?!(?:fields?|parameters?|params|propert(?:y|ies)|attributes?|keys?|members?|arguments?)\b)[a-z]{2,20}"
    r"(?:\s(?:are|is|include|includes))?|\bone of(?:\sthe following)?(?:\svalues)?"
    r"|\b(?:values|enum)(?:\s(?:are|include))?"
    r"|\b(?:can|must|may|should)\sbe(?:\seither)?"
    r"|可[选選][值项項](?:为|有)?|[枚列][举舉]值|取值(?:为)?|(?:допустимые|возможные|поддерживаемые)\sзначения)\s?[:：]$",
    re.IGNORECASE,
)
_LAST: Final = 80
"""Letters of a text in which it says what stands below it."""
_ALSO: Final = lazy_regex(
    r"\b(?:(?<!must\s)(?<!should\s)also|additionally|in\saddition|further|as\swell)\b[^.\n]{0,60}\x02", re.IGNORECASE
)
"""What a later sentence says of further values; "you must also send `b`" says none."""
_REQUIRED_ONE: Final = lazy_regex(
    r"\s?(?:is|are|must\sbe|has\sto\sbe|have\sto\sbe|should\sbe|needs?\sto\sbe)\s"
    r"(?:required|mandatory|provided|present|set|given|sent|specified|supplied|passed)\b|,?\s(?:but\s)?(?:not|never)\sboth\b",
    re.IGNORECASE,
)
"""What makes "either `a` or `b`" a condition on other fields."""
_WHOLE: Final = lazy_regex(
    rf"\s?{_SPAN}(?:(?:,|、)\s?{_SPAN})*(?:,?\s(?:or|или|oder|ou|lub|o)\s|\s?或\s?){_SPAN}\s?[.。]?$"
)
"""A text that is nothing but a choice."""
_CHOICE: Final = lazy_regex(
    rf"\s?\(?({_SPAN}(?:(?:,|、|\s?\||\s?/)\s?{_SPAN}){{0,60}}(?:,?\s(?:or|или|oder|ou|lub|o)\s|\s?或\s?){_SPAN})\)?"
    r"\s?(?:$|[.,;(。；]\s?[(]?(?=$|(?:the\s)?default|by\sdefault|默认))",
    re.IGNORECASE,
)
"""A choice with which a text begins, and at most a default behind it."""
_BARE: Final = lazy_regex(rf"\s?\(?({_SPAN}(?:\s?(?:,|、|\||/|;)\s?{_SPAN}){{1,60}})\)?\s?[.。]?$")
"""A text that is nothing but a list."""
_STROKES: Final = lazy_regex(
    rf"(?:[\w '/-]{{1,60}}[:：]\s?|(?!\s?\x02[A-Z][a-z]))(?P<list>{_SPAN}(?:\s?[|/]\s?{_SPAN}){{1,60}})\s?[.。]?"
    rf"(?:\s(?i:(?:the\s)?default(?:s|\svalue)?\s?(?:is|to|=|:)?)\s?(?P<default>{_SPAN})\s?[.。]?)?$"
)
"""Nothing but values between strokes, what they are of and the default; names of types are written as `Plain` is."""
_SEVERAL: Final = lazy_regex(r"[\x03\"'][^\x02\"']{0,200}[\x02\"']")
_LEAD: Final = lazy_regex(r"[^\x02\x03.\n]{1,80}(?:\.\s|:\s|\uff1a)(?=\x02)")
"""What values are of, in a sentence or before a colon: "Kind of the box. `a`, `b`", "Filter by: `a`, `b`"."""
_OF_SOME: Final = lazy_regex(
    r"\b(?:fields?|columns?|propert(?:y|ies)|attributes?|keys?|members?|parameters?|headers?|common|popular|typical|usual|"
    r"recommended|suggested|also|combin\w{1,6}|sample|reg(?:ular\s)?exp?(?:ression)?|patterns?|expressions?)\b|例|常见|推荐",
    re.IGNORECASE,
)
"""What makes it a list of other things than all the values."""
_FEW_LED: Final = 3
_PIECE_END: Final = lazy_regex(r"[;,\uff1b\uff0c]\s?(?=\x02)")
_MEANT: Final = lazy_regex(rf"({_SPAN})\s?[:=\uff1a]\s?[^\x02\x03]{{1,80}}$")
"""A value and what it means: "`0`: shut"."""
_SENTENCE_LIST: Final = lazy_regex(
    rf"(?:^|[.;。；\n]\s?)({_SPAN}(?:(?:,|、|\s?\||\s?/)\s?{_SPAN}){{0,60}}(?:,?\s(?:or|или|oder|ou|lub|o)\s|\s?或\s?){_SPAN})"
    r"\s?(?=[.;。；\n]|$)",
    re.IGNORECASE,
)
"""A sentence that is nothing but a choice."""
_AFTER_COLON: Final = lazy_regex(
    rf"(?P<head>[^:：\x02\x03\"]{{3,200}})(?<!')[:：,]\s?(?P<list>{_SPAN}(?:{_ASIDE}\s?(?:,|、)\s?{_SPAN}){{0,60}}{_ASIDE},?\s(?:or|или|oder|ou|lub|o)\s{_SPAN}){_ASIDE}\s?"
    r"(?:[.。]?$|[.,;(]\s?(?:the\s)?default\b)",
)
"""A choice with which a text ends, but for a default: "How much is told: "none", "some", or "all"."."""
_OF_OTHERS: Final = lazy_regex(
    rf"^\W{{0,3}}(?:if|when|unless|with|without|by\sdefault|otherwise)\b|\b(?:{NO_LIST}|cannot|never|parameters?|params|fields?|headers?|propert(?:y|ies)|attributes?|keys?|arguments?|endpoints?|calls?|columns?)\b",
    re.IGNORECASE,
)
"""What makes such a choice one of examples, or one between fields and not between values of one."""
_CAPITAL_LIST: Final = lazy_regex(
    r"\b(?i:(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values|options)\s(?:are|include))\s?:?\s?"
    r"([A-Z][A-Z0-9_]{1,40}(?:,\s?[A-Z][A-Z0-9_]{1,40}){0,40},?\s(?:or|and)\s[A-Z][A-Z0-9_]{1,40})\s?(?=$|[.;)\n]|\s\()"
)
"""Values in capitals, which need no colon before them."""
_NAMED_VALUES: Final = ("values", "options", "choices")
"""What such a list has one of."""
_BOLD_CHOICE: Final = lazy_regex(
    r"\b(?:(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values|options)(?:\s(?:are|include))?"
    r"|one\sof(?:\sthe\sfollowing)?|either)\s?:?\s?"
    rf"({_SPAN}(?:(?:,|\s?\||\s?/)\s?{_SPAN}){{0,60}},?\s(?:or|and)\s{_SPAN})\s?(?=$|[.;,(\n])",
    re.IGNORECASE,
)
"""A choice behind words that say that it is one; words in bold that follow other words are only stressed."""
_ONE_WORD: Final = lazy_regex(r"[\w.:/+-]{1,60}$")
_BEFORE_EACH: Final = lazy_regex(r"[^:：.;\n]{0,80}[:：]\s?")
_EACH: Final = lazy_regex(rf"({_SPAN}|-?\d{{1,6}}|[A-Z][A-Z0-9_]{{1,40}})\sfor\s[\w\s'-]{{1,60}}$")
"""A value with what it stands for: "1 for a widget"."""
_NEXT: Final = lazy_regex(r"[,;]\s?(?:(?:or|and)\s)?|\s(?:or|and)\s(?=\x02|\d|[A-Z])")
_CAPITALS: Final = lazy_regex(r"[A-Z][A-Z0-9_]{1,40}$")
_PART: Final = lazy_regex(r"\w=|<\w[\w -]{0,40}>")
"""What is a piece of a value, or a pattern of values: `state=`, `<name>`."""
_BOUND: Final = lazy_regex(r"\s?(?:[<>]=?|[\u2264\u2265])\s?-?\d")
"""What says of a value how large or long it may be: `<= 64 characters`."""
_OF_PART: Final = lazy_regex(r"\bwhere\s\x02[^\x02\x03]{1,60}\x03\s(?:\w{1,10}\s){0,2}$")
"""What stands before the values of a part of the value alone: "`x-<n>` where `<n>` is one of ..."."""
_OF_NONE: Final = lazy_regex(
    r"\b(?:(?:not|cannot|can't|never)(?:\sbe)?|(?:if|when|whenever|where|unless)\s[^.,;:\n]{1,60}\s(?:is|are))\s$",
    re.IGNORECASE,
)
"""What stands before values that are refused, or those of another field in a condition."""
_WITH_MEANING: Final = lazy_regex(r"([\w.+-]{1,40}):\s+\S")
"""A value and what it means in one span: `0: open`."""
_TOLD: Final = lazy_regex(rf"(?:^|[:：.。\n]\s?|\s[-\u2013\u2014]\s){_LIST}\s?(?=$|[;。；\n]|\.(?!\.))", re.IGNORECASE)
"""A list that a sentence ends in: what it is of a field that is said to be an enumeration."""
_OF_LETTERS: Final = lazy_regex(r"\s?(?:characters?|letters?|digits?|chars)\b", re.IGNORECASE)
"""What makes a list one of what a text may consist of."""
_CONDITION: Final = lazy_regex(
    r"\s?[,(—–-]?\s?(?:only\s)?(?:if|when|whenever|unless|for|otherwise|depending|wenn|falls|если|при|для|jeśli|gdy|dla)\b"
    r"|\s?[,，(（]?\s?(?:如果|当|若)",
    re.IGNORECASE,
)
_MARKS: Final = ("\x02", '"', "'")
_FLAGS: Final = frozenset(("true", "false"))
NEED_OF_CELL: Final = {"required": True, "mandatory": True, "必填": True, "optional": False, "可选": False}
"""What a cell of defaults says of a field that has none."""
_CODE: Final = lazy_regex(r"\x02([^\x02\x03]{1,200})\x03|\"([^\"\x02\x03\n]{1,60})\"|(?<!\w)'([\w./+-]{1,40})'(?!\w)")
_DEPRECATED: Final = lazy_regex(
    r"(?:^|[\n(\[*])\s{0,3}(?:deprecated|已弃用|已废弃|устарело|przestarzałe|veraltet)\b", re.IGNORECASE
)

_DEPENDING: Final = lazy_regex(
    r"\b(?:required|mandatory|needed|optional)\s(?:only\s)?(?:if|when|whenever|unless)\b"
    r"|\beither\s[^.]{1,80}\sor\s[^.]{1,80}\b(?:must|has\sto|needs\sto|should)\sbe\s"
    r"(?:given|included|passed|present|provided|sent|set|specified|supplied)\b",
    re.IGNORECASE,
)
_SIGNED: Final = lazy_regex(
    r"\b(?:prepend(?:ed)?|prefix(?:ed)?|preced(?:ed?|ing))\b[^.\n]{0,60}?\b(?:with|by)\s(?:an?\s|the\s)?"
    r"(?:\x02-\x03|[\"']-[\"']|minus\b|hyphen\b|dash\b)",
    re.IGNORECASE,
)
"""What says of values that each of them may have a sign before it: "prepend with `-` to sort descending"."""


@asked_once
def marked(text: Text) -> str:
    r"""Write a text with its code spans as they are between \x02 and \x03, and straight typography around them."""
    return "".join([f"\x02{run.text}\x03" if run.code else _straight(run.text) for run in text.runs])[:_LONGEST]


def _straight(said: str) -> str:
    """Bring prose to one typography; an item of a list whose tag nobody closed is a line with a bullet."""
    said = _ITEM_TAG.sub("\n- ", said) if "<li>" in said else said
    if "`" not in said and "\n" not in said:
        return straight(said)
    pieces = _BACKTICKS.split(said)  # every other one is code
    return "".join(
        f"\x02{piece}\x03" if at % 2 else "\n".join(map(straight, piece.split("\n"))) for at, piece in enumerate(pieces)
    )


def enum_in(
    text: Text, *, is_enumeration: bool = False, is_scalar: bool = False, slashes: bool = True, kind: str = ""
) -> tuple[str, ...]:
    """Return the closed list that a text states, as written and without quotes; () for none.

    Of what is known to be an enumeration it needs no words that say that these are its values, nor of a text or number
    whose description is nothing else than a list. Of what has members `slashes` is false: there they part no values.
    Its type as written is `kind`: what is none of a text or number has no numbers for its values.
    """
    said = SOME_VALUES.sub("e.g. ", behind_need(in_english(marked(values_apart(text)))))
    values = _listed_values(said, text, is_enumeration=is_enumeration, is_scalar=is_scalar, slashes=slashes)
    values = values or numbered_values(said, kind)
    return tuple(sorted({*values, *(f"-{value}" for value in values)})) if values and _SIGNED.search(said) else values


def _listed_values(said: str, text: Text, *, is_enumeration: bool, is_scalar: bool, slashes: bool) -> tuple[str, ...]:
    is_marked = any(mark in said for mark in _MARKS)
    if not is_marked:
        of_kind = values_of_kind(said, slashes=slashes, is_scalar=is_scalar or is_enumeration)
        return _plain_values(said) or _bold_values(text) or of_kind
    said = TO_DEFAULT.sub("", said)
    if not is_scalar:
        said = _OPTIONS_ARE.sub("", said)
    return _marked_values(said, is_enumeration=is_enumeration) or (
        _bare_values(said) if is_scalar and _SEVERAL.search(said) else ()
    )


def depends_in(said: str) -> bool:
    """Tell whether a description says that its subject is needed under a condition, or in place of another field.

    >>> depends_in("The box; required only when it is large"), depends_in("Either `a` or `b` must be sent.")
    (True, True)
    """
    return _DEPENDING.search(said[:_LONGEST]) is not None


def is_pattern(value: str) -> bool:
    """Tell whether what stands where values do is a piece of one, or a pattern of many: `state=`, `id:<name>`."""
    return _PART.search(value) is not None


def introduces_values(text: Text) -> bool:
    """Tell whether a text ends in words that say of what stands below it that these are the values."""
    return _INTRODUCING.search(in_english(tidy(text.plain[-_LAST:]))) is not None


def _bare_values(said: str) -> tuple[str, ...]:
    """Return the values of a text that is nothing but a list of them, in one line or in a line each.

    What the values are of may stand before the list, in words that are no example: "Kind of the box. `a`, `b`, `c`".
    """
    lines = [line for line in said.split("\n") if line.strip()]
    found = [_LINE.match(line) for line in lines]
    if len(found) > 2 and not _NO_KIND.search(lines[0]):  # noqa: PLR2004 - what the values are of, then each in a line
        is_bulleted = all(map(_BULLET.match, lines[1:])) and not _OF_SOME.search(lines[0])
        found = found[1:] if is_bulleted or lines[0].rstrip().endswith((":", "\uff1a")) else found
    if len(found) > 1 and all(found):
        return _closed("".join(match[1] or match[2] for match in found if match))
    head = _LEAD.match(said)
    is_led = head is not None and not (_NO_KIND.search(said, 0, head.end()) or _OF_SOME.search(said, 0, head.end()))
    listed = said[head.end() :] if head is not None and is_led else said
    match = _BARE.match(listed)
    if match and not (is_led and len(_values(match[1])) < _FEW_LED):
        return _closed(match[1])
    pieces = [_MEANT.match(piece) for piece in _PIECE_END.split(listed.strip(" .\u3002"))]
    return _closed("".join(piece[1] for piece in pieces if piece)) if len(pieces) > 1 and all(pieces) else ()


def _bold_values(text: Text) -> tuple[str, ...]:
    """Return the values of a choice in bold with which a text or a sentence begins: "**open** or **shut**"."""
    if sum(run.strong for run in text.runs) < 2:  # noqa: PLR2004 - a choice is between two
        return ()
    bold = (replace(run, code=run.strong and _ONE_WORD.match(run.text) is not None) for run in text.runs)
    said = behind_need(marked(Text(tuple(bold))))
    match = _CHOICE.match(said) or _BOLD_CHOICE.search(said) or _sentence(said)
    values = _closed(match[match.lastindex or 0] if match else "") or _bare_values(said)
    return () if any(word(value) in NEED_OF_CELL for value in values) else values


def _closed(listed: str) -> tuple[str, ...]:
    values = _values(listed)
    return values if len(values) > 1 and not _FLAGS.issuperset(values) else ()


def _plain_values(said: str) -> tuple[str, ...]:
    plain = _PLAIN_LIST.search(said) if ":" in said or "\uff1a" in said else None
    plain = plain or (_CAPITAL_LIST.search(said) if holds_any(said.lower(), _NAMED_VALUES) else None)
    plain = plain or (_SAID_PLAINLY.search(said) if holds_any(said.lower(), _NAMED_VALUES) else None)
    plain = plain or (BRACKETED.search(said) if "[" in said or "{" in said else None)
    if plain:
        is_part = _CONDITION.match(said, plain.end()) or GOES_ON.match(said, plain.end())
        values = {value.strip() for value in _SEPARATOR.split(plain[1])}
        is_other = not AND_MORE.isdisjoint(values) or not _OF_TEXTS.isdisjoint(map(str.lower, values))
        if plain.re.pattern == _SAID_PLAINLY.pattern:
            is_other |= not _AS_THEY_ARE.isdisjoint(map(str.lower, values)) or all(map(_MANY.fullmatch, values))
        return () if is_part or is_other else tuple(sorted(values))
    numbers = _NUMBERS.search(said) if "ither" in said else None
    if numbers:
        return tuple(sorted(numbers.groups()))
    bare = said.strip(" .")
    values = {*(piped := values_between_strokes(said))}
    values = values or ({*_SEPARATOR.split(bare)} if bare[:1].isupper() and not bare[1:2].islower() else set())
    is_list = len(values) > 1 and (piped or (all(map(_CAPITALS.match, values)) and not TYPES.keys() & values))
    return tuple(sorted(values)) if is_list and not _FLAGS.issuperset(values) else _each_value(said)


def _each_value(said: str) -> tuple[str, ...]:
    """Return the values of a text that says of each what it stands for: "1 for a widget or 2 for a box"."""
    if len(said) > _FEW or " for " not in said:
        return ()
    head = _BEFORE_EACH.match(said)
    found = [_EACH.match(piece.strip()) for piece in _NEXT.split(said[head.end() if head else 0 :].strip(" ."))]
    values = {match[1].strip("\x02\x03\"'") for match in found if match}
    return tuple(sorted(values)) if len(values) == len(found) > 1 else ()


def _marked_values(said: str, *, is_enumeration: bool) -> tuple[str, ...]:
    """Return the values that stand in code or in quotes, else those that words alone say are values."""
    if lines := _in_lines(said):
        return lines
    is_open = False
    for match in _INTRODUCED.finditer(said):
        if _OF_NONE.search(said, max(match.start() - _LAST, 0), match.start()):
            continue
        values = _values(_first_line(match[1]))
        values = values_of_span(match.group(), values[0]) if len(values) == 1 else values
        if len(values) == 1 and has_gloss(said, match.end(1)):
            if found := glossed_values(said, match.start(1)):
                return found
            is_open = True
            continue
        is_other = _FLAGS.issuperset(values) or any(map(is_pattern, values))
        is_other |= _OF_PART.search(said[: match.start()][-80:]) is not None
        if is_other or (_EXPLICIT.match(match.group()) and any(map(_BOUND.match, values))):
            return ()
        after = (GOES_ON, _REQUIRED_ONE, _OF_LETTERS)
        closed = not any(pattern.match(said, match.end()) for pattern in after) and not _ALSO.search(said, match.end())
        if closed and (len(values) > 1 or _EXPLICIT.match(match.group())):
            return values
    return () if is_open else _values_told(said, is_enumeration=is_enumeration)


def _values_told(said: str, *, is_enumeration: bool) -> tuple[str, ...]:
    """Return the values of a text in which no word says that they are values."""
    kind = _OF_KIND.search(said)
    if kind and not _NO_KIND.search(kind["head"]) and len(values := _values(kind[2] or kind[3])) > 1:
        return () if _FLAGS.issuperset(values) else values
    whole = _TOLD.search(said) if is_enumeration else _WHOLE.match(said) or _CHOICE.match(said)
    told = whole or _sentence(said) or _between_strokes(said)
    groups = {_CHOICE.pattern: 1, _SENTENCE_LIST.pattern: 1, _AFTER_COLON.pattern: 2, _STROKES.pattern: 1}
    values = _values(_first_line(told[groups.get(told.re.pattern, 0)])) if told else ()
    is_list = len(values) > 1 and not _FLAGS.issuperset(values)
    return _plain_values(said) or (values if is_list else _each_value(said))


def _between_strokes(said: str) -> re.Match[str] | None:
    """Find values between strokes that are the whole text but for one's being the default, no fields, no pattern."""
    match = _STROKES.match(said)
    if match is not None and match["default"] and match["default"] not in match["list"]:
        return None
    end = said.find("\x02") if match is not None else 0
    return None if _NO_KIND.search(said, 0, end) or _OF_SOME.search(said, 0, end) else match


def _sentence(said: str) -> re.Match[str] | None:
    """Find a sentence that is nothing but a choice of words, and no example."""
    match = _SENTENCE_LIST.search(said)
    if match is None or _NO_KIND.search(said, max(match.start() - _LAST, 0), match.start()):
        return _behind_colon(said)
    return match if all(map(_ONE_WORD.match, _values(match[1]))) else None


def _behind_colon(said: str) -> re.Match[str] | None:
    match = _AFTER_COLON.match(said) if ":" in said or "：" in said or "," in said else None
    if match is None or _OF_OTHERS.search(match["head"]):
        return None
    values = _values(match["list"])
    types = (TYPES.keys() - {"none"}).intersection(values)
    return match if all(map(_ONE_WORD.match, values)) and not types else None


def _first_line(listed: str) -> str:
    """Return the first line of a list that goes on in it: the next one begins another sentence."""
    first, _, more = listed.partition("\n")
    is_whole = bool(more) and len(_CODE.findall(first)) > 1 and not first.rstrip().endswith((",", "、", "|", "/"))
    return first if is_whole else listed


def _in_lines(said: str) -> tuple[str, ...]:
    """Return the values that stand in a line each, with what they mean, below words that say so."""
    start = _BEFORE_LINES.search(said) if "\n" in said else None
    lines = said[start.end() :].lstrip("\n").split("\n") if start and len(said) < _LONGEST else []
    found = list(takewhile(bool, map(_LINE.match, lines)))
    return _values("".join(match[1] or match[2] for match in found if match)) if len(found) > 1 else ()


def is_conditional_at(text: str, at: int) -> bool:
    """Tell whether what a text says before a place is said under a condition that follows: "10 for images"."""
    return _CONDITION.match(text, at) is not None


def is_deprecated_in(text: Text) -> bool:
    """Tell whether a description begins by calling its subject deprecated."""
    return bool(_DEPRECATED.search(text.plain[:_LONGEST]))


def _values(listed: str) -> tuple[str, ...]:
    values = {value.strip().strip("\"'") for found in _CODE.findall(listed) for value in filter(None, found)}
    heads = {match[1] for value in values if (match := _WITH_MEANING.match(value))}
    return tuple(sorted(heads if 1 < len(heads) == len(values) else values))

"""Ranges that descriptions state: "between 1 and 10", "min: 0, max: 2", "1-100 characters", in several languages.

Only what holds for the field as such: a range that depends on something ("for the large model"), several ranges, and
one that leaves its ends out say nothing of the schema.
"""

import re
from typing import Final

from driftwatch.extract.fields.statements import is_conditional_at
from driftwatch.extract.words.type_words import Schema
from driftwatch.patterns import lazy_regex

_NUMBER: Final = r"(-?\d{1,12}(?:\.\d{1,6})?)"
_NO_MORE: Final = r"(?![\w%°$€]|[.,:/]\d|\s?[%x×])"
_FROM: Final = (
    r"(?:between|from|ranging\sfrom|ranges?\sfrom|(?:in|within)\sthe\srange(?:\sof)?|range(?:\sis)?\s?:?|must\sbe|values?\s?:"
    r"|от|в\sдиапазоне(?:\sот)?|диапазон\s?:?|介于|取值范围(?:为|是)?\s?[:：]?|范围(?:为|是)?\s?[:：]?|od|zakres\s?:?|entre|de|von"
    r"|zwischen)"
)
_TO: Final = r"\s?(?:and|to|through|-|~|\.\.\.?|до|и|至|到|和|do|et|à|y|a|bis|und|,)\s?"
_BETWEEN: Final = lazy_regex(
    rf"(?<![\w]){_FROM}\s?[\[(]?\s?{_NUMBER}{_TO}{_NUMBER}{_NO_MORE}|\(\s?{_NUMBER}\s?-\s?{_NUMBER}\s?[),;]",
    re.IGNORECASE,
)
_LEAST: Final = lazy_regex(
    rf"(?<![\w])(?:min(?:imum)?(?:\svalue)?|at\sleast|минимум|не\sменее|最小(?:值)?(?:为|是)?)\s?(?:is|of|[:=：])?\s?{_NUMBER}{_NO_MORE}",
    re.IGNORECASE,
)
_MOST: Final = lazy_regex(
    rf"(?<![\w])(?:max(?:imum)?(?:\svalue)?|at\smost|максимум|не\sболее|最大(?:值)?(?:为|是)?)\s?(?:is|of|[:=：])?\s?{_NUMBER}{_NO_MORE}",
    re.IGNORECASE,
)
_CHARACTERS: Final = r"\s(?:characters?|chars|символов|znaków|zeichen|caractères|caracteres)\b"
_LENGTH: Final = lazy_regex(
    rf"(?:(?<![\w.-]){_NUMBER}\s?(?:-|to|and)\s?|(?:max(?:imum)?(?:\sof)?|up\sto|at\smost|до)\s?){_NUMBER}{_CHARACTERS}",
    re.IGNORECASE,
)
_LENGTH_SAID: Final = r"(?:length|largo|longitud|tamanho|comprimento|longueur|länge|długość|длина)"
_LONGEST: Final = lazy_regex(
    r"(?:^|(?<=[.;,(\n])\s?|(?<=[\u3002\uff1b\uff0c\uff08]))"
    r"(?:(?:it\s)?(?:has|with)\san?\s)?"
    rf"(?:max(?:imum|imale?|\.)?\s(?:(?:text|field|string|name|character)\s)?{_LENGTH_SAID}"
    rf"|{_LENGTH_SAID}\s(?:max(?:imum)?|máxim[oa]|maximale?)|(?:максимальная|maksymalna)\s{_LENGTH_SAID}"
    r"|(?:(?:it|this|the\svalue)\s)?(?:must|can|may|should)\s?not\s(?:exceed|be\slonger\sthan)(?=[^.]{1,10}\s?char)"
    r"|最大长度|最大長度|最大文字数|长度不超过|長度不超過|長度上限|长度上限|(?:最长|最長|最多|不超过)(?=\s?\d{1,6}\s?个?(?:字符|汉字|文字)))"
    r"\s?(?:(?:is|of|de|é|es|est|ist|为|是|不超过)(?=[\s\d]))?\s?[:=\uff1a]?\s?(?P<most>[1-9]\d{0,5})"
    rf"(?:{_CHARACTERS}|\s?个?(?:字符|汉字|文字))?(?=\s?(?:$|\.(?!\d)|[;)\n\u3002\uff1b\uff09]))",
    re.IGNORECASE,
)
"""A clause that says how long the text is at most and no more: "Max length: 50", "Largo máximo: 26", "最大长度 9"."""
_ANY_NUMBER: Final = lazy_regex(r"(?<![A-Za-z_\d])\d+")
_OF_SOME: Final = lazy_regex(
    r"(?:^|[.;]\s)for\b|\b(?:if|when|where|while|unless|except|in\scase|depend\w{0,4}|only|each|every|per|any|either|sum|total|combined|first|last|part"
    r"|lines?|words?|tags?|items?|elements?|entries|lists?|arrays?|separated|si|se|wenn|quando|cuando)\b"
    r"|如果|若|当(?!前)|时(?![间长区])|每|各|总|单个|其中|仅|列表|数组|逗号|分隔|если|при|кажд",
    re.IGNORECASE,
)
"""What says, before it, that a length is that of something in the text, or holds for some texts."""
_BUT: Final = lazy_regex(
    r"\b(?:unless|except|only|otherwise|unlimited|longer|each|every|per)\b|每|各|否则|除非|超[过出]", re.IGNORECASE
)
"""The same behind it."""
_OF_TYPE: Final = lazy_regex(r"([A-Za-z][A-Za-z0-9 ]{1,30}?\s?)[(\[]\s?([^()\[\]]{1,40}?)\s?[)\]]")
"""A type with what holds of its values in brackets: `integer (1-100)`, `string(32)`."""
_SPAN: Final = lazy_regex(rf"{_NUMBER}\s?(?:-|\u2013|\u2014|~|\.\.\.?|to)\s?{_NUMBER}")
_SPAN_OF_LENGTHS: Final = lazy_regex(r"(\d{1,6})\s?[,~]\s?(\d{1,6})")
"""The same of a text: a dash may stand between what it consists of as well, dots between how many there are."""
_AT_MOST: Final = lazy_regex(
    r"(?:max(?:imum|\.)?(?:\s?length)?|up\sto|<=|\u2264)\s?[:=]?\s?(\d{1,6})(?:\s(?:chars?|characters?))?"
    r"|(\d{1,6})\s(?:chars?|characters?)(?:\smax)?",
    re.IGNORECASE,
)
_WHOLE: Final = lazy_regex(r"\d{1,6}")
_COLUMN: Final = lazy_regex(r"(?:var)?char\s?", re.IGNORECASE)
"""What a database calls a text, a number behind which is its length in any case."""
_ITEMS: Final = lazy_regex(
    r"(?<!\w)(?:max(?:imum)?(?:\sof)?|up\sto|at\smost|не\sболее|最多)\s?[:=：]?\s?(\d{1,9})(?![\w%°$€]|[.,:/]\d|\s?[%x×])"
    r"(?!\s(?:characters?|chars|letters|digits|words|tokens|[kmg]i?b|bytes?|kilobytes|megabytes|pixels|px|times|percent|"
    r"milliseconds|ms|seconds?|minutes?|hours?|days?|weeks?|months?|years?|символов|байт|секунд|минут|часов|дней)\b)",
    re.IGNORECASE,
)
"""How many, of anything that is no measure."""
_EXCLUSIVE: Final = lazy_regex(r"exclusive|\b(?:less|greater|more)\sthan\b|не\sвключая|不含", re.IGNORECASE)


def bounds_in(text: str, schema: Schema) -> Schema:
    """Return the JSON Schema bounds that a description states for a field of this type; {} for none.

    >>> bounds_in("Between 1 and 10.", {"type": "integer"}), bounds_in("(1-100 characters)", {"type": "string"})
    ({'minimum': 1, 'maximum': 10}, {'minLength': 1, 'maxLength': 100})
    """
    kind = schema.get("type")
    types = set(kind if isinstance(kind, list) else [kind]) - {"null"}
    if "enum" in schema or _EXCLUSIVE.search(text):
        return {}
    if types and types <= {"integer", "number"}:
        return _of_numbers(text)
    if types == {"array"}:
        return _of_items(text)
    return _of_length(text) if types == {"string"} and "format" not in schema else {}


def bounds_of_type(kind: str, schema: Schema) -> Schema:
    """Return the bounds that stand in brackets behind a type; {} for none.

    Of a number a pair is its range, unless it says how many digits there are; of a text a number is its longest,
    unless it stands apart: `string (2019)` may be an example.

    >>> bounds_of_type("Number (0-255)", {"type": "number"}), bounds_of_type("decimal(10,2)", {"type": "number"})
    ({'minimum': 0, 'maximum': 255}, {})
    >>> bounds_of_type("varchar(20)", {"type": "string"}), bounds_of_type("string[1,32]", {"type": "string"})
    ({'maxLength': 20}, {'minLength': 1, 'maxLength': 32})
    """
    match = _OF_TYPE.fullmatch(kind)
    if match is None or "enum" in schema or "format" in schema:
        return {}
    head, said = match.groups()
    if schema.get("type") in ("integer", "number"):
        span = _SPAN.fullmatch(said)
        low, high = (number_of(end) for end in span.groups()) if span else (0, 0)
        is_how_often = kind.endswith("]") and ".." in said
        return {"minimum": low, "maximum": high} if low < high and not is_how_often else {}
    if schema.get("type") != "string":
        return {}
    is_close = not head.endswith(" ") or _COLUMN.fullmatch(head) is not None
    if is_close and (span := _SPAN_OF_LENGTHS.fullmatch(said)):
        least, most = map(int, span.groups())
        return {"minLength": least, "maxLength": most} if least < most else {}
    longest = _AT_MOST.fullmatch(said)
    most = int(longest[1] or longest[2]) if longest else int(said) if is_close and _WHOLE.fullmatch(said) else 0
    return {"maxLength": most} if most else {}


def _of_items(text: str) -> Schema:
    stated = list(_ITEMS.finditer(text))
    if len(stated) != 1 or is_conditional_at(text, stated[0].end()):
        return {}
    return {"maxItems": int(stated[0][1])}


def _of_numbers(text: str) -> Schema:
    between = list(_BETWEEN.finditer(text))
    if between:
        low, high = (number_of(end) for end in filter(None, between[0].groups()))
        is_one = len(between) == 1 and low < high and not is_conditional_at(text, between[0].end())
        return {"minimum": low, "maximum": high} if is_one else {}
    found: Schema = {}
    for keyword, pattern in (("minimum", _LEAST), ("maximum", _MOST)):
        stated = list(pattern.finditer(text))
        if len(stated) == 1 and not is_conditional_at(text, stated[0].end()):
            found[keyword] = number_of(stated[0][1])
    return found


def _of_length(text: str) -> Schema:
    stated = list(_LENGTH.finditer(text))
    if not stated:
        longest = _LONGEST.search(text)
        if longest is None or len(_ANY_NUMBER.findall(text)) > 1:
            return {}
        is_of_some = _OF_SOME.search(text, 0, longest.end()) or _BUT.search(text, longest.end())
        return {} if is_of_some else {"maxLength": int(longest["most"])}
    if len(stated) != 1 or is_conditional_at(text, stated[0].end()):
        return {}
    low, high = stated[0].groups()
    if not high.isdigit() or (low and not low.isdigit()):
        return {}
    return {**({"minLength": int(low)} if low else {}), "maxLength": int(high)}


def number_of(said: str) -> int | float:
    """Return the number that digits spell."""
    return float(said) if "." in said else int(said)

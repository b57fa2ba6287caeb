"""Values in plain words behind what names a kind of thing: "Filter by status: open, shut", "Order (asc or desc)"."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words.open_lists import AND_MORE, GOES_ON
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import DEFAULT_WORDS
from driftwatch.extract.words.wording import is_need_word
from driftwatch.patterns import holds_any, lazy_regex

PLAIN_VALUE: Final = r"[\w][\w.+/-]{0,39}(?<![.+/-])"
KINDS: Final = (
    r"(?:type|status|state|mode|format|action|kind|level|order|direction|method|role|strategy|scope|unit|operator|policy|"
    r"visibility|severity|priority|usage|result|outcome|frequency|encoding|protocol|side|interval|granularity|algorithm|category|stage|phase|condition|availability|"
    r"behaviou?r|reason|cause|gender|sex|scheme|variant|environment|period|[\u4e00-\u9fff]{0,12}(?:方向|类型|状态|模式|方式|级别))"
)
_NAME_OF_KIND: Final = lazy_regex(rf"(?:^|[\W_]|(?<=[a-z])(?=[A-Z]))(?i:{KINDS})s?(?:\[\])?$")
NO_LIST: Final = (
    r"e\.?g|examples?|like|such|only|defaults?|require[sd]?|see|if|when|unless|not|except|deprecated|instead"
)
_NO_HEAD: Final = lazy_regex(rf"\b(?:{NO_LIST}|returns?|multiple|several|comma|fields?|columns?)\b", re.IGNORECASE)
_VALUE: Final = r"[A-Za-z][\w+-]{0,39}(?<![+-])"
_BETWEEN: Final = r"(?:,\s?(?:(?:or|and)\s)?|\s?/\s?|\s?\|\s?|\s(?:or|and)\s)"
_CHOICE: Final = rf"{_VALUE}(?:,\s?{_VALUE}){{1,30}},?\s(?:or|and)\s{_VALUE}"
_LISTED: Final = lazy_regex(
    rf"(?:^|[.;\n]\s?)(?P<head>(?:[\w'/-]{{1,30}}\s){{0,6}}{KINDS})"
    rf"\s?(?:[:\uff1a]\s?(?P<told>{_VALUE}(?:{_BETWEEN}{_VALUE}){{1,30}})(?=\s?(?:[.;\n]|$|[(,]\s?default))"
    rf"|[(\uff08](?P<aside>{_VALUE}(?:{_BETWEEN}{_VALUE}){{1,30}})(?:[,;]\s?default[^()]{{0,60}})?[)\uff09])",
    re.IGNORECASE,
)
_CHOSEN: Final = lazy_regex(
    rf"(?:^|[.;\n]\s?)(?P<head>(?:[\w'/-]{{1,30}}\s){{0,6}}{KINDS}(?:\s[\w'/-]{{1,30}}){{1,6}})\s?"
    rf"(?:[:\uff1a]\s?(?P<told>{_CHOICE})(?=\s?(?:[.;\n]|$))|[(\uff08](?P<aside>{_CHOICE})[)\uff09])",
    re.IGNORECASE,
)
"""A choice of three or more behind a kind of which more is said: "Reason of the stop: busy, gone, or unknown"."""
_DEFAULTS: Final = "|".join(map(re.escape, DEFAULT_WORDS))
_TO_DEFAULT: Final = rf"[,;(\uff08]\s?(?:the\s)?(?:{_DEFAULTS})"
"""What may follow a list of values: "(open | shut, default open)"."""
_STROKES: Final = lazy_regex(
    rf"(?:^|[:\uff1a(\[]\s?){PLAIN_VALUE}(?:\s?\|\s?{PLAIN_VALUE}){{1,40}}(?=\s?(?:[)\]]|[.;]?$|{_TO_DEFAULT}))",
    re.IGNORECASE,
)
_ONE_OF: Final = lazy_regex(
    rf"(?:^|[.;:(,\n]\s?|\bbe\s)one of\s(?P<list>{_VALUE}(?:\s?[/|]\s?{_VALUE}){{2,30}}"
    rf"|{_VALUE}(?:(?:,\s?{_VALUE}){{2,30}}|(?:,\s?{_VALUE}){{1,30}},?\sor\s{_VALUE}))(?=\s?(?:[.;)(\n]|$))",
    re.IGNORECASE,
)
TO_DEFAULT: Final = lazy_regex(
    rf"\s?(?:[(\uff08]\s?(?:the\s)?(?:{_DEFAULTS})[^()\uff08\uff09\n]{{0,80}}[)\uff09]"
    rf"|[,;]\s?(?:the\s)?(?:{_DEFAULTS})[^()\uff08\uff09\n]{{0,80}})\s?[.\u3002]?$",
    re.IGNORECASE,
)
"""The default with which a text ends: "`open` | `shut` (default: `open`)"."""
_STEP: Final = r"[A-Za-z0-9_][\w-]{0,39}"
_SLASHES: Final = lazy_regex(
    rf"(?:^|[:\uff1a]\s?)(?P<list>{_STEP}(?:\s?/\s?{_STEP}){{1,20}})\s?(?=[.\u3002]?$|{_TO_DEFAULT})",
    re.IGNORECASE | re.ASCII,
)
"""Pieces with slashes between them that stand for the whole text or behind a colon."""
_ASIDE: Final = lazy_regex(
    rf"[(\uff08](?P<list>{_STEP}(?:\s?/\s?{_STEP}){{1,20}})(?=\s?[)\uff09]|{_TO_DEFAULT})", re.IGNORECASE | re.ASCII
)
"""Such pieces in brackets, in a text of another alphabet than theirs."""
_STEPS: Final = lazy_regex(rf"{_STEP}(?:\s?/\s?{_STEP}){{1,30}}", re.ASCII)
_OF_PATH: Final = lazy_regex(
    rf"(?<![A-Za-z])(?:{NO_LIST}|returns?|paths?|keys?|names?|namespaces?|refs?|references?|branch(?:es)?|(?:time)?zones?|ur[il]s?|"
    r"files?|folders?|director(?:y|ies)|topics?|resources?|endpoints?|events?|media|mime|content|packages?|modules?|dates?)"
    r"(?![A-Za-z])|例|路径|键|名称|名前|单位|格式|日期|时区|文件|目录|пример",
    re.IGNORECASE,
)
"""What is said before slashes that are part of one value: a path, a name, a zone of time, an example."""
_KIND_BEFORE: Final = lazy_regex(rf"(?<![A-Za-z]){KINDS}$", re.IGNORECASE)
_KIND_OF_ONE: Final = lazy_regex(
    r"(?:format|unit|scope|role|action|encoding|algorithm|interval|frequency|period)$", re.IGNORECASE
)
"""Kinds of which one value may have slashes in it: `kg/m/s`, `AES/CBC/NoPadding`."""
_VERSION: Final = lazy_regex(r"v?\d{1,9}")
"""A number or version among words, which makes them the steps of a path, or a rate: `apps/v1`, `100/minute`."""
_HEAD: Final = 80
"""Letters before values in which a text says what they are of."""
_GLOSSES: Final = lazy_regex(
    r"(?:^|[:\uff1a]\s?)(?P<list>[A-Za-z0-9_][A-Za-z0-9_-]{0,39}\s?[(\uff08][^()\uff08\uff09]{1,20}[)\uff09]"
    r"(?:\s?[,/;\u3001\uff0c\uff1b]\s?[A-Za-z0-9_][A-Za-z0-9_-]{0,39}\s?[(\uff08][^()\uff08\uff09]{1,20}[)\uff09]){1,20})"
    r"\s?[.\u3002]?$"
)
"""Values with what each means in brackets behind it."""
_GLOSS: Final = lazy_regex(r"\s?[(\uff08]([^()\uff08\uff09]{1,20})[)\uff09]\s?[,/;\u3001\uff0c\uff1b]?\s?")
_OF_MEMBERS: Final = lazy_regex(
    r"(?<![A-Za-z])(?:fields?|parameters?|propert(?:y|ies)|attributes?|members?|contains?)(?![A-Za-z])"
    r"|例|字段|参数|属性|信息|包含|包括|返回",
    re.IGNORECASE,
)
"""What is said before names that are those of members, or examples, with what each means in brackets."""
_UNITS: Final = frozenset(
    (
        "%", "bit", "bits", "byte", "bytes", "cm", "day", "days", "db", "deg", "dpi", "em", "ft", "g", "gb",
        "h", "hour", "hours", "hz", "in", "inch", "inches", "kb", "kg", "khz", "km", "kwh", "l", "lb", "m",
        "mb", "mg", "mhz", "min", "minutes", "ml", "mm", "month", "months", "ms", "oz", "pt", "px", "s",
        "sec", "seconds", "v", "w", "week", "weeks", "years", "像素", "厘米", "毫米", "米", "公斤", "千克", "克", "秒",
        "毫秒", "分钟", "小时", "天",
    )
)  # fmt: skip
"""What stands in brackets behind the name of an amount, and means no value."""
_SHORT_UNITS: Final = frozenset(unit for unit in _UNITS if len(unit) < len("hour") and unit not in ("day", "min"))
"""Units that make one of a whole: `kg/m/s`."""
_TO_DEFAULT_ONE: Final = lazy_regex(
    rf"(?:{_DEFAULTS})[^A-Za-z0-9_]{{0,6}}([A-Za-z0-9_-]{{1,40}})(?![A-Za-z0-9_-]|/\w)", re.IGNORECASE
)
"""What a text says behind a list of values of the one that is taken where none is sent."""
_NO_STEPS: Final = frozenset(
    (
        "and", "application", "audio", "dd", "font", "h", "hh", "http", "https", "image", "mm", "multipart", "n",
        "name", "or", "owner", "path", "ss", "text", "tcp", "video", "yy", "yyyy",
    )
)  # fmt: skip
"""Pieces of what is one value with slashes in it: a path, a date, a media type, an amount each hour."""
_JOINING: Final = frozenset(("and", "or"))
_OF_JOINING: Final = lazy_regex(r"\b(?:operator|op|combinator|conjunction)$", re.IGNORECASE)
"""Of what these words are values; elsewhere "and/or" is a word."""
_IN_CODE: Final = lazy_regex(
    r"\s?(?:[a-z0-9_][\w.+-]{0,39}(?:\s?\|\s?[a-z0-9_][\w.+-]{0,39}){1,40}|[A-Z0-9_]{1,40}(?:\s?\|\s?[A-Z0-9_]{1,40}){1,40})\s?"
)
_KINDS_OF_JSON: Final = frozenset(
    ("any", "array", "boolean", "integer", "null", "number", "object", "string", "undefined", "unknown")
)
_QUOTED: Final = lazy_regex(r"\s?\"[^\"]{1,80}\"(?:,\s?\"[^\"]{1,80}\"){1,200}\s?")
"""Texts in quotes in one piece of code: `"open", "shut"`."""
_IN_QUOTES: Final = lazy_regex(r"\"([^\"]*)\"")
_STROKES_IN_CODE: Final = lazy_regex(r"\s?\|\s?")
_FLAGS: Final = frozenset(("true", "false", "yes", "no"))
_OPPOSITES: Final = tuple(
    frozenset(pair.split())
    for pair in (
        "asc desc", "ascending descending", "active inactive", "enabled disabled", "enable disable", "open closed",
        "public private", "male female", "buy sell", "credit debit", "income expense", "json xml", "json csv", "on off",
    )
)  # fmt: skip
"""Pairs of which each is a value; of other pairs a slash makes one value: `owner/box`."""
_SIGNS: Final = (":", "(", "\uff1a", "\uff08")
_SAYING_MORE: Final = AND_MORE | frozenset(
    (
        "all", "any", "both", "case-insensitive", "case-sensitive", "comma-separated", "csv", "default", "exact",
        "exclusive", "fuzzy", "ignored", "inclusive", "insensitive", "multiple", "nullable", "other", "others",
        "partial", "repeatable", "sensitive", "substring", "unique",
    )
)  # fmt: skip
"""Words that say how a value is looked for or that others may stand there, and are seldom values."""

_OF_ALL: Final = frozenset(("all", "any", "both", "more", "other", "others"))


def names_kind(name: str) -> bool:
    """Tell whether a field is called after a kind of thing, of which there are several.

    >>> names_kind("lid_status"), names_kind("orderBy"), names_kind("lidTypes"), names_kind("stats")
    (True, False, True, False)
    """
    return _NAME_OF_KIND.search(name) is not None


def values_of_kind(said: str, *, slashes: bool = True, is_scalar: bool = False) -> tuple[str, ...]:
    """Return the values that a text in plain words lists behind what names a kind of thing; () for none.

    An object or a list has no values between slashes, which `slashes` says, and only of text or a number, which
    `is_scalar` says, words with their meanings in brackets are values: else they are members.

    >>> values_of_kind("Filter by status: open, shut"), values_of_kind("Sort order (asc or desc)")
    (('open', 'shut'), ('asc', 'desc'))
    >>> values_of_kind("asc/desc"), values_of_kind("Lid: open/shut (default: open)"), values_of_kind("src/main/java")
    (('asc', 'desc'), ('open', 'shut'), ())
    >>> values_of_kind("順番 (asc/desc)"), values_of_kind("Mode: a/b/c"), values_of_kind("速度 (km/h)")
    (('asc', 'desc'), ('a', 'b', 'c'), ())
    >>> values_of_kind("状态: open(开), shut(关)", is_scalar=True)
    ('open', 'shut')
    >>> values_of_kind("owner/box"), values_of_kind("yyyy/mm/dd"), values_of_kind("string/null")
    ((), (), ())
    >>> values_of_kind("Filter by category (exact, fuzzy)"), values_of_kind("Format, such as mode: a, b")
    ((), ())
    """
    if "one of " in said.lower() and (stated := _ONE_OF.search(said)):
        is_mixed = "/" in stated["list"] and "|" in stated["list"]
        return () if is_mixed else _kept(re.split(_BETWEEN, stated["list"]))
    match = (_LISTED.search(said) or _CHOSEN.search(said)) if holds_any(said, _SIGNS) else None
    if match is not None:
        is_open = GOES_ON.match(said[match.end() :].lstrip(" ;")) or _NO_HEAD.search(match["head"])
        found = () if is_open else _listed(match, slashes=slashes)
        if found or said.isascii():
            return found
    found = _values_between_slashes(said) if slashes and "/" in said else ()
    return found or (() if said.isascii() or not is_scalar else _values_with_glosses(said))


def values_apart(text: Text) -> Text:
    """Return a text with each value in code of its own where one piece of code holds several: "`asc | desc`".

    Types, and names that begin as those of types do, stay together. Texts in quotes are values with commas as well.
    """
    if not any(run.code and ("|" in run.text or '",' in run.text) for run in text.runs):
        return text
    runs: list[Run] = []
    for run in text.runs:
        between, values = _values_in(run.text) if run.code else ("", [])
        apart = [each for value in values for each in (Run(between), replace(run, text=value))]
        runs += apart[1:] or (run,)
    return Text(tuple(runs))


def _values_in(code: str) -> tuple[str, list[str]]:
    """Return the values that one piece of code holds where these are several, behind what stands between them."""
    if _QUOTED.fullmatch(code):
        return ", ", _IN_QUOTES.findall(code)
    values = _STROKES_IN_CODE.split(code.strip()) if _IN_CODE.fullmatch(code) else []
    is_choice = (
        len(values) > 1 and not _are_types(values) and (_FLAGS | _KINDS_OF_JSON).isdisjoint(map(str.lower, values))
    )
    return " | ", values if is_choice else []


def are_sure(values: Collection[str]) -> bool:
    """Tell whether words with strokes between them can be no names of types: opposites, or one begins with a digit.

    >>> are_sure(["asc", "desc"]), are_sure(["1m", "1h"]), are_sure(["i32", "u8"])
    (True, True, False)
    """
    return frozenset(map(str.lower, values)) in _OPPOSITES or any(value[:1].isdigit() for value in values)


def values_between_strokes(said: str) -> tuple[str, ...]:
    """Return the values between strokes that stand for the whole text, in brackets or behind a colon; () for none.

    >>> values_between_strokes("Order (asc|desc, default asc)"), values_between_strokes("all | week (default: all)")
    (('asc', 'desc'), ('all', 'week'))
    """
    found = _STROKES.search(said) if "|" in said else None
    values = {piece.strip(" :\uff1a([") for piece in found.group().split("|")} if found else set()
    return tuple(sorted(values)) if len(values) > 1 and "etc" not in values and not _are_types(values) else ()


def _listed(match: re.Match[str], *, slashes: bool) -> tuple[str, ...]:
    """Return the values behind a kind; those between slashes may be pieces of one."""
    group = "told" if match["told"] else "aside"
    if "/" not in match[group]:
        return _kept(re.split(_BETWEEN, match[group]))
    return _parted_at_slashes(match[group], match["head"], match.string[match.end(group) :]) if slashes else ()


def _values_between_slashes(said: str) -> tuple[str, ...]:
    """Return the values between slashes that stand for the whole text, behind a colon or in brackets; () for none."""
    match = _SLASHES.search(said) or (None if said.isascii() else _ASIDE.search(said))
    if match is None:
        return ()
    return _parted_at_slashes(match["list"], said[: match.start()], said[match.end() :])


def _parted_at_slashes(listed: str, head: str, behind: str) -> tuple[str, ...]:
    """Return the values between slashes, of which the words before them say what they are of.

    They are several where they are opposites, of a kind of which each is one word, or the text says which of them is
    the default: `owner/box` is one value.
    """
    pieces = [piece.strip() for piece in listed.split("/")]
    values = {piece.lower(): piece for piece in pieces}
    head = head[-_HEAD:].rstrip()
    is_path = len(values) < len(pieces) or _STEPS.fullmatch(listed) is None or _OF_PATH.search(head) is not None
    joins = _JOINING.issuperset(values) and _OF_JOINING.search(head) is not None
    if is_path or not (joins or (_NO_STEPS | _FLAGS).isdisjoint(values)) or all(map(str.isdigit, values)):
        return ()
    is_of_kind = _KIND_BEFORE.search(head) is not None and _KIND_OF_ONE.search(head) is None
    is_closed = is_of_kind and not any(map(_VERSION.fullmatch, values)) and not _SHORT_UNITS.issuperset(values)
    default = _TO_DEFAULT_ONE.search(behind)
    is_closed |= joins or frozenset(values) in _OPPOSITES or (default is not None and default[1].lower() in values)
    is_other = not (_SAYING_MORE - _OF_ALL).isdisjoint(values) or any(map(is_need_word, values))
    return () if not is_closed or is_other or _are_types(values) else tuple(sorted(values.values()))


def _values_with_glosses(said: str) -> tuple[str, ...]:
    """Return the values with what each means in brackets; () for members, and for amounts with their units."""
    match = _GLOSSES.search(said)
    if match is None or _OF_MEMBERS.search(said[: match.start("list")][-_HEAD:]):
        return ()
    *pairs, _ = _GLOSS.split(match["list"])
    values, glosses = pairs[::2], [gloss.strip().lower() for gloss in pairs[1::2]]
    is_of_amounts = len(set(glosses)) < len(glosses) or not _UNITS.isdisjoint(glosses) or any(map(names_type, glosses))
    return () if is_of_amounts or len(set(values)) == 1 else tuple(sorted(set(values)))


def _are_types(values: Collection[str]) -> bool:
    """Tell whether half of what stands between commas or strokes are types: "string or list"."""
    return 2 * sum(names_type(value) for value in values) >= len(values)


def _kept(listed: Iterable[str]) -> tuple[str, ...]:
    """Return values, sorted; () where they say of another thing: half of them types, or how a value is looked for."""
    values = sorted(set(listed))
    is_other = any(value.lower() in _SAYING_MORE or is_need_word(value) for value in values)
    return () if is_other or len(values) == 1 or _are_types(values) else tuple(values)

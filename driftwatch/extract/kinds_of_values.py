"""Values in plain words behind what names a kind of thing: "Filter by status: open, shut", "Order (asc or desc)"."""

import re
from typing import Final

from driftwatch.extract.type_words import schema_of_type
from driftwatch.extract.wording import is_need_word
from driftwatch.patterns import holds_any, lazy_regex

PLAIN_VALUE: Final = r"[\w][\w.+/-]{0,39}(?<![.+/-])"
KINDS: Final = (
    r"(?:type|status|state|mode|format|action|kind|level|order|direction|method|role|strategy|scope|unit|operator|policy|"
    r"visibility|severity|priority|usage|result|outcome|frequency|encoding|protocol|side|interval|granularity|algorithm|category|stage|phase|condition|availability|"
    r"behaviou?r|[\u4e00-\u9fff]{0,12}(?:方向|类型|状态|模式|方式|级别))"
)
NO_LIST: Final = (
    r"e\.?g|examples?|like|such|only|defaults?|require[sd]?|see|if|when|unless|not|except|deprecated|instead"
)
_NO_HEAD: Final = lazy_regex(rf"\b(?:{NO_LIST}|returns?|multiple|several|comma|fields?|columns?)\b", re.IGNORECASE)
_VALUE: Final = r"[A-Za-z][\w+-]{0,39}(?<![+-])"
_BETWEEN: Final = r"(?:,\s?(?:(?:or|and)\s)?|\s?/\s?|\s?\|\s?|\s(?:or|and)\s)"
_LISTED: Final = lazy_regex(
    rf"(?:^|[.;\n]\s?)(?P<head>(?:[\w'/-]{{1,30}}\s){{0,6}}{KINDS})"
    rf"\s?(?:[:\uff1a]\s?(?P<told>{_VALUE}(?:{_BETWEEN}{_VALUE}){{1,30}})(?=\s?(?:[.;\n]|$|[(,]\s?default))"
    rf"|[(\uff08](?P<aside>{_VALUE}(?:{_BETWEEN}{_VALUE}){{1,30}})(?:[,;]\s?default[^()]{{0,60}})?[)\uff09])",
    re.IGNORECASE,
)
_SIGNS: Final = (":", "(", "\uff1a", "\uff08")
_SAYING_MORE: Final = frozenset(
    (
        "all", "any", "both", "case-insensitive", "case-sensitive", "comma-separated", "csv", "default", "etc", "exact",
        "exclusive", "fuzzy", "ignored", "inclusive", "insensitive", "multiple", "nullable", "other", "others",
        "partial", "repeatable", "sensitive", "substring", "unique",
    )
)  # fmt: skip
"""Words that say how a value is looked for or that others may stand there, and are seldom values."""


def values_of_kind(said: str) -> tuple[str, ...]:
    """Return the values that a text in plain words lists behind what names a kind of thing; () for none.

    >>> values_of_kind("Filter by status: open, shut"), values_of_kind("Sort order (asc or desc)")
    (('open', 'shut'), ('asc', 'desc'))
    >>> values_of_kind("Filter by category (exact, fuzzy)"), values_of_kind("Format, such as mode: a, b")
    ((), ())
    """
    match = _LISTED.search(said) if holds_any(said, _SIGNS) else None
    if match is None or _NO_HEAD.search(match["head"]):
        return ()
    values = tuple(re.split(_BETWEEN, match["told"] or match["aside"]))
    is_open = said[match.end() :].lstrip(" .,;").startswith(("...", "etc"))
    return () if is_open or any(map(_is_no_value, values)) else tuple(sorted(set(values)))


def _is_no_value(value: str) -> bool:
    return value.lower() in _SAYING_MORE or is_need_word(value) or schema_of_type(value) is not None

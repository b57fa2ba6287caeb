"""Values that are numbers counted up, each with what it means: "0 = shut, 1 = open", "Kind of box (1: old; 2: new)"."""

import re
from itertools import pairwise
from typing import Final

from driftwatch.extract.words.open_lists import NAMES_SOME
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.patterns import holds_any, lazy_regex

_CJK: Final = r"[\u2e80-\u9fff]"
_SIGN: Final = rf"=>?|[:\uff1a]|[-\u2013\u2014](?=\s|{_CJK})"
_ONE: Final = rf"(?P<number>-?\d{{1,3}})\s?(?P<sign>{_SIGN})\s?(?P<meaning>[^\W\d_].{{0,80}})"
_PIECE: Final = lazy_regex(_ONE)
_NEXT: Final = lazy_regex(
    rf"(?:\s?[,;/|\uff0c\uff1b\u3001\n]|\s(?:and|or)(?=\s)|(?<={_CJK})(?=\s))\s?(?:(?:and|or)\s)?(?:[-*\u2022]\s)?"
    rf"(?=-?\d{{1,3}}\s?(?:{_SIGN}))"
)
"""What stands between two of them."""
_HEAD: Final = lazy_regex(
    r"(?:[^\d\n]{0,120}(?:[.:(\[\n\uff0c\uff1a\uff08\u3002\uff1b]|\s[-\u2013\u2014]))?\s?(?:[-*\u2022]\s)?"
    rf"(?=\d{{1,3}}\s?(?:{_SIGN}))"
)
"""What they are of, up to a sign that sets the list apart."""
_TAIL: Final = lazy_regex(r"[)\]\uff09]?[.\u3002\uff1b;]?\s?$")
_OTHER: Final = lazy_regex(
    r"\b(?:range|scale|between|from|bit\w{0,6}|flags?|sum\w{0,5}|combin\w{1,6}|comma|separated|multiple|several|steps?|notes?"
    r"|others?|any|custom|e\.?g|through|up\sto|also|above|over|below|less|lower|great\w{1,3}|higher|larger|beyond|further"
    r"|additional\w{0,2}|forth|so\son|onwards?|reserved|negative|one|once|twice|two|second|unlimited|infinit\w{1,3})\b|\.\.|\u2026"
    r"|其他|其它|等(?![级待于])|以上|以下|范围|自定义|逗号|多个|组合|叠加|预留|保留|及后|比如|例如|不限|大于|小于|更多|详见|参见|参考|参照|另见",
    re.IGNORECASE,
)
"""What makes them some of the values, ends of a range, parts of one value, or amounts."""
_DEFAULT: Final = lazy_regex(
    r"[(,;.]?\s?(?:the\s)?default(?:s|\svalue)?\s?(?:is|to|=|:)?\s?[\x02\"']?(-?\d{1,3})[\x03\"']?(?!\w)", re.IGNORECASE
)
_MORE: Final = lazy_regex(r"(?<![A-Za-z\d])\d|[,;\uff0c\uff1b]\s?[\x02\"']")
"""A number or a name behind the list or in what one of them means: the list goes on there, in another way."""
_AMOUNT: Final = lazy_regex(
    r"\b(?:numbers?|counts?|counter|amounts?|quantity|total|max\w{0,4}|min(?:imum|utes?)?|limits?|offsets?|timeouts?|delays?|seconds?"
    r"|hours?|days?|months?|years?|size|length|width|height|depth|distance|index|rates?|ratio|scores?|ratings?|probability|percent\w{0,5}"
    r"|opacity|volume|temperature|zoom|brightness|verbosity|retr(?:y|ies)|times|similarity|confidence|arrays?|lists?)\b"
    r"|数量|数目|次数|大小|长度|时间|时长|间隔|金额|价格|比例|百分|优先级|权重|序号|个数|天数|年龄|温度|音量|亮度|偏移",
    re.IGNORECASE,
)
"""What is counted or measured: its numbers go on behind those whose meaning is told."""
_KIND: Final = lazy_regex(
    r"(?:^|[.:(\n\u2014-]\s?)(?:filters?\sby\s)?(?:(?!(?:at|by|for|in|of|on|per|until|with)\b)[\w'/-]{1,30}\s){0,5}"
    r"(?:types?|status(?:es)?|states?|modes?|kinds?|format|actions?|direction|methods?|roles?|category|class|gender|sex|side|variant|"
    r"visibility|result|outcome|operation|sort(?:ing)?\sorder|whether)\b"
    r"|类型|状态|是否|性别|方式|模式|种类|类别|标志|标识|开关",
    re.IGNORECASE,
)
"""What has no more and no less of itself, so that two numbers with their meanings are no ends of a range."""
_SENTENCES: Final = lazy_regex(r"[.\u3002]\s+(?=[A-Z])")
_OPPOSITES: Final = frozenset(
    (
        ("no", "yes"),
        ("false", "true"),
        ("off", "on"),
        ("disabled", "enabled"),
        ("inactive", "active"),
        ("closed", "open"),
    )
)
_COUNTED: Final = frozenset(("integer", "string"))
_MEASURED: Final = frozenset(("number",))
_FIRST: Final = (0, 1)
_SIGNS: Final = ("=", ":", "\uff1a", "-")
_LONGEST: Final = 600
_FEW: Final = 2


def numbered_values(said: str, kind: str = "") -> tuple[str, ...]:
    """Return the numbers of a text that says of each what it means, and of nothing else; () for any other text.

    Counted up one by one they are all that there are; 0 and 100 are the ends of a range, 1, 2 and 4 may be added up.
    So may 0 and 1 be, but of what has no more and no less of itself. What is measured may lie between any two.

    >>> numbered_values("State of the box: 0 = shut, 1 = open."), numbered_values("1 - old, 2 - new, 3 - torn", "int")
    (('0', '1'), ('1', '2', '3'))
    >>> numbered_values("0 = worst, 100 = best"), numbered_values("0 = no limit"), numbered_values("1 = a, 2 = b, etc.")
    ((), (), ())
    >>> numbered_values("Loudness: 0 = mute, 1 = full"), numbered_values("State: 0 = shut, 1 = open", "boolean")
    ((), ())
    """
    if len(said) > _LONGEST or not holds_any(said, _SIGNS):
        return ()
    defaults = {int(number) for number in _DEFAULT.findall(said)}
    said = _DEFAULT.sub("", said)
    head = _HEAD.match(said)
    listed, *rest = _SENTENCES.split(said[head.end() :], maxsplit=1) if head is not None else ("",)
    pieces = [_PIECE.fullmatch(piece) for piece in _NEXT.split(_TAIL.sub("", listed))]
    found = [match for match in pieces if match is not None]
    numbers = [int(match["number"]) for match in found]
    steps = {after - before for before, after in pairwise(numbers)}
    is_counted = len(numbers) == len(pieces) and steps in ({1}, {-1})
    is_like = len({match["sign"] for match in found}) == 1
    if head is None or not (is_counted and is_like and min(numbers) in _FIRST):
        return ()
    meanings = [match["meaning"].lower().strip(" .") for match in found]
    is_open = (
        not defaults <= {*numbers}
        or any(map(_MORE.search, (*meanings, *rest)))
        or _OTHER.search(said)
        or NAMES_SOME.search(said)
    )
    is_sure = not is_open and _is_closed(head.group(), meanings, kind)
    return tuple(sorted(map(str, numbers))) if is_sure else ()


def _is_closed(head: str, meanings: list[str], kind: str) -> bool:
    """Tell whether what a head and a type tell of is one of so many, and neither an amount nor a flag."""
    stated = (schema_of_type(kind) or {}).get("type") or ()
    types = {*(stated if isinstance(stated, list) else (stated,) if isinstance(stated, str) else ())} - {"null"}
    if _AMOUNT.search(head) or not types <= _COUNTED | _MEASURED:
        return False
    is_told = bool(types) and types <= _COUNTED and len(meanings) > _FEW
    return is_told or _KIND.search(head) is not None or (types.isdisjoint(_MEASURED) and _are_opposite(meanings))


def _are_opposite(meanings: list[str]) -> bool:
    """Tell whether of two meanings one is the other one's contrary, between which there is nothing."""
    if len(meanings) != _FEW:
        return False
    one, other = meanings
    return not _OPPOSITES.isdisjoint(((one, other), (other, one))) or f"not {one}" == other or f"not {other}" == one

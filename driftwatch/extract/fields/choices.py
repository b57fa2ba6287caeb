"""The values of a field that stand where its type would, with strokes between them: "`size`: `small` | `large`"."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.fields.field_tables import REFERENCE
from driftwatch.extract.words.claim_words import TYPES
from driftwatch.extract.words.type_words import names_type
from driftwatch.patterns import lazy_regex

_VALUE: Final = r"[\w.$@+-]{1,60}"
_BEHIND: Final = lazy_regex(
    rf"[\s:\uff1a=\u2013\u2014-]{{0,4}}(?P<choice>{_VALUE}(?:\s?\|\s?{_VALUE}){{1,40}})(?=\s?(?:[(\uff08,\uff0c;.]|$|[\u2013\u2014-]\s))"
)
_ASIDE: Final = lazy_regex(rf"\s?(?P<choice>{_VALUE}(?:\s?\|\s?{_VALUE}){{1,40}})(?=\s?(?:[,\uff0c;]|$))")

_TYPE: Final = lazy_regex(r"[A-Z][a-z]")
"""How the name of a type begins."""


def choice_behind(rest: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the values in code with which what stands behind a name begins; () for none, or where they are types.

    >>> choice_behind(": ko | en (optional)", ("lang", "ko", "en"))
    ('en', 'ko')
    >>> choice_behind(": Box | null", ("Box | null",)), choice_behind(": int | mixed", ("int | mixed",))
    ((), ())
    """
    match = _BEHIND.match(rest) if "|" in rest else None
    values = _values(match["choice"]) if match else ()
    is_code = match is not None and (match["choice"] in codes or all(value in codes for value in values))
    return values if is_code else ()


def choice_aside(aside: str) -> tuple[str, ...]:
    """Return the values with which a remark in brackets begins: "(red | blue, optional)".

    >>> choice_aside("red | blue, optional"), choice_aside("string, red | blue")
    (('blue', 'red'), ())
    """
    match = _ASIDE.match(aside) if "|" in aside else None
    return _values(match["choice"]) if match else ()


def _values(choice: str) -> tuple[str, ...]:
    values = sorted({value.strip() for value in choice.split("|")})
    # of `int | false`, `string` beside a name that nobody knows and the like one word is enough
    is_of_types = names_type(choice) or any(value.lower() in TYPES for value in values) or all(map(_TYPE.match, values))
    return () if is_of_types or not all(map(REFERENCE.match, values)) else tuple(values)

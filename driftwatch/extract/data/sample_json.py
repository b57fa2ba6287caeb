"""JSON as samples show it: with remarks, commas too many, dots for what is left out, names without quotes."""

import json
import re
from typing import Final

from driftwatch.extract.data.lone_surrogates import spelled_halves
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_LONGEST: Final = 50_000
_TEXT: Final = r"(\"(?:[^\"\\]|\\.)*(?:\"|$))"
"""A text of JSON, kept as it is; one that never closes reaches to the end."""
_REMARK: Final = lazy_regex(_TEXT + r"|//[^\n]*|\.{3},?", re.DOTALL)
_TOKEN: Final = lazy_regex(r"\"(?:[^\"\\\n]|\\.)*\"?|'[^'\n]*'?|[{}\[\]:]|[^\s{}\[\]:,\"']+")
"""A text, which ends with its line if nothing else ends it, a bracket, a colon, or a word."""
_FIRST_REMARKS: Final = lazy_regex(r"(?:\s*//[^\n]*\n)+\s*")
_LAST_COMMA: Final = lazy_regex(_TEXT + r"|,(?=\s*[}\]])", re.DOTALL)
_LEVELS: Final = 64
"""Brackets inside each other of what is no whole JSON; what has more is something else."""


def json_of_sample(text: str) -> Json:
    r"""Return the JSON that a code block holds; None when it holds none.

    People overlook a comma too many, and put remarks and dots for what they leave out between the members.

    >>> json_of_sample('{"size": 3, // litres\n ...}'), json_of_sample("{ id : 12, kind : 'lid' }")
    ({'size': 3}, {'id': 12, 'kind': 'lid'})
    """
    text = text.strip()
    if text.startswith("//") and (remarks := _FIRST_REMARKS.match(text)):
        text = text[remarks.end() :]
    if len(text) > _LONGEST or text[:1] not in ("{", "["):
        return None
    found = _json(text)
    if found is not None:
        return found
    plain = _REMARK.sub(_kept, text)
    found = _json(_LAST_COMMA.sub(_kept, plain))
    return _loose(plain) if found is None else found


def _loose(text: str) -> Json:
    """Read what is meant as JSON: names without quotes, commas and brackets left out; None where no object is seen.

    What people shorten is no longer JSON, and shows all the same which members stand in what.
    """
    top: list[Json] = []
    open_ones: list[dict[str, Json] | list[Json]] = [top]
    name, said = "", ""
    for token in _TOKEN.finditer(text):
        sign = token[0]
        around = open_ones[-1]
        if sign in ("{", "["):
            inner: dict[str, Json] | list[Json] = {} if sign == "{" else []
            if len(open_ones) > _LEVELS or (isinstance(around, dict) and not name):
                return None
            _put(around, name, inner)
            open_ones.append(inner)
            name, said = "", ""
        elif sign in ("}", "]"):
            while len(open_ones) > 1 and isinstance(open_ones.pop(), list) is (sign == "}"):
                pass
            name, said = "", ""
        elif sign == ":":
            name = said
        elif name:
            _put(around, name, _literal(sign))
            name, said = "", ""
        else:
            said = sign.strip("\"'")
    return top[0] if top and top[0] else None


def _literal(sign: str) -> Json:
    """Return a number, a truth value or null for what it is, anything else as a text."""
    try:
        value: Json = json.loads(sign, parse_constant=str)
    except ValueError:
        return sign.strip("\"'")
    return value


def _put(around: dict[str, Json] | list[Json], name: str, value: Json) -> None:
    if isinstance(around, dict):
        around[name] = value
    elif isinstance(value, dict | list):
        around.append(value)


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""


def _json(text: str) -> Json:
    try:
        found: Json = json.loads(spelled_halves(text))
    except (ValueError, RecursionError):
        return None
    return found

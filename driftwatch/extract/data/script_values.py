"""Values as scripts write them: literals of JavaScript, which are JSON with further ways to write it.

A tool that makes JavaScript smaller writes `!0` for true, `void 0` for undefined, names without quotes as keys, and a
text with line breaks between backquotes. Source: ECMAScript, "Literals" and "Object Initializer".
"""

import re
from typing import Final

from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

MAX_DEPTH: Final = 100
"""Levels of nesting of one value."""
_MOST_DIGITS: Final = 300

_TOKEN: Final = lazy_regex(
    r"\s*+(?:(?P<mark>[{}\[\],:])"
    r"|\"(?P<double>[^\"\\\n]*+(?:\\[\s\S][^\"\\\n]*+)*+)\""
    r"|'(?P<single>[^'\\\n]*+(?:\\[\s\S][^'\\\n]*+)*+)'"
    r"|`(?P<long>[^`\\]*+(?:\\[\s\S][^`\\]*+)*+)`"
    r"|(?P<number>-?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d{1,3})?)"
    r"|(?P<word>void 0|![01]|[A-Za-z_$][\w$]*+))"
)
_ESCAPE: Final = lazy_regex(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|([\s\S]))")
_FILLED_IN: Final = lazy_regex(r"(?<!\\)(?:\\\\)*+\$\{")
_SIGNS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS: Final[dict[str, Json]] = {
    "true": True,
    "!0": True,
    "false": False,
    "!1": False,
    "null": None,
    "undefined": None,
    "void 0": None,
}
_LARGEST: Final = 0x10FFFF


class NoLiteralError(ValueError):
    """No literal stands there; `at` is how far it was read."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(f"{why} at {at}")
        self.at = at


class _Reader:
    """Goes through a text once."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at

    def token(self) -> re.Match[str]:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise NoLiteralError("no value", self.at)
        self.at = found.end()
        return found

    def value(self, token: re.Match[str], depth: int = 0) -> Json:
        if depth > MAX_DEPTH:
            raise NoLiteralError("nested too deeply", self.at)
        if token["mark"] == "[":
            return self._list(depth)
        if token["mark"] == "{":
            return self._object(depth)
        if token["number"]:
            return _number(token)
        if token["word"] and token["word"] in _WORDS:
            return _WORDS[token["word"]]
        if (said := _text(token)) is not None:
            return said
        raise NoLiteralError("no value", token.start())

    def _list(self, depth: int) -> Json:
        found: list[Json] = []
        token = self.token()
        while token["mark"] != "]":
            found.append(self.value(token, depth + 1))
            token = self._next("]")
        return found

    def _object(self, depth: int) -> Json:
        found: dict[str, Json] = {}
        token = self.token()
        while token["mark"] != "}":
            said = _text(token)
            name = said if said is not None else token["word"] or token["number"]
            if not name and said is None:
                raise NoLiteralError("no name", token.start())
            if self.token()["mark"] != ":":
                raise NoLiteralError("no colon", self.at)
            found[name] = self.value(self.token(), depth + 1)
            token = self._next("}")
        return found

    def _next(self, end: str) -> re.Match[str]:
        """Return what follows a member: the end, or what stands behind the comma."""
        token = self.token()
        if token["mark"] == ",":
            return self.token()
        if token["mark"] != end:
            raise NoLiteralError(f"neither a comma nor {end}", token.start())
        return token


def value_at(text: str, at: int) -> tuple[Json, int]:
    """Read the literal that begins at a place of a script, and return where it ends.

    Raises:
        NoLiteralError: what stands there is no literal, or is nested too deeply.
    """
    reader = _Reader(text, at)
    value = reader.value(reader.token())
    return value, reader.at


def _text(token: re.Match[str]) -> str | None:
    """Return what a literal of a text says; None for any other, and for one in which something is filled in."""
    said = next((token[name] for name in ("double", "single", "long") if token[name] is not None), None)
    if said is None or (token["long"] is not None and _FILLED_IN.search(said)):
        return None
    plain = _ESCAPE.sub(_unescaped, said) if "\\" in said else said
    return plain if plain.isascii() else plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(min(int(code, 16), _LARGEST))
    return _SIGNS.get(match[4], match[4]) if match[4] else ""


def _number(token: re.Match[str]) -> Json:
    said = token["number"]
    value = float(said) if len(said) <= _MOST_DIGITS else float("inf")
    if value in (float("inf"), float("-inf")):
        raise NoLiteralError("a number that is too large", token.start())
    return int(said) if said.lstrip("-").isdigit() else value

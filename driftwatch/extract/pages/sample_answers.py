"""The answers that a sample shows behind what introduces them: `201 Created`, `Response:`, the headers of HTTP.

Writers put a whole exchange into one block of code: a command or the head of a message, and the JSON below it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from driftwatch.extract.words.phrases import said
from driftwatch.patterns import lazy_regex

_SIGNS: Final = r"(?:[<>#*;=-]{1,8}|/{2,8}|<!--)?[ \t]{0,8}"
"""What a line of a dialogue begins with: the signs of curl for what it sends and gets, or those of a remark."""
_STATUS: Final = lazy_regex(
    rf"{_SIGNS}(?:HTTP/\d(?:\.\d)?[ \t]{{1,8}}|[^\W\d_][\w .()]{{0,30}}?[:\uff1a=]?[ \t]{{0,8}})?"
    r"\(?[1-5]\d\d\b[^\"{}\[\];=<>]{0,60}(?:-->)?"
)
"""A line that names the status of an answer: `HTTP/1.1 200 OK`, `Code: 201`, `# 404`."""
_HEADER: Final = lazy_regex(r"(?:[<>][ \t]?)?[A-Za-z][\w-]{0,60}(?::[ \t]?\S|[ \t](?:application|text)/)|[<>*]$")
"""A header, also without its colon, `Content-Type application/json`; or the line with which curl ends the headers."""
_OF_JSON: Final = lazy_regex(r"\bapplication/(?:[\w.-]{1,40}\+)?json\b", re.IGNORECASE)
_REMARK: Final = ("#", "//", "-- ", "<!--", ";")
"""How a line begins that is a remark."""
_LABEL: Final = lazy_regex(r"[^\W\d_][^{}\[\]()<>;=\"'|$@\\]{0,80}[:\uff1a]")
_TITLE: Final = lazy_regex(r"[^\W\d_][\w -]{0,60}")
_WORD: Final = lazy_regex(r"[^\W\d_]+")
_MESSAGES: Final = frozenset(
    ("request", "body", "payload", "response", "responses", "answer", "output", "result", "returns", "reply")
)
"""The words for messages in English."""
_QUOTES: Final = ('"', "'")
_LONGEST: Final = 400
"""Letters of a line that introduces something."""
_TOKEN: Final = lazy_regex(r"\"(?:[^\"\\\n]|\\.)*+\"?|[{}\[\]]")
"""A text of JSON, which ends with its line if nothing else ends it, or a bracket."""
_HEREDOC: Final = lazy_regex(r"<<-?[ \t]{0,4}[\"'\\]?(\w{1,40})")
"""With it a command of the shell takes its input from the lines below, up to one that holds this word alone."""


def answers_of(text: str, *, is_command: bool = False) -> Iterator[str]:
    r"""Yield the JSON of each answer in a block of code: behind a line that introduces it, or behind other JSON.

    Args:
        text: of the block.
        is_command: it calls curl: what the command prints stands right below it, without a word.

    >>> list(answers_of('Code: 201\n{"id": 4}')), list(answers_of('x = y\n{"id": 4}'))
    (['{"id": 4}'], [])
    """
    at, seen = 0, _Seen(is_led=text.startswith(("{", "[")), is_command=is_command)
    while at < len(text):
        end = _end_of(text, at) if text[at] in "{[" else at
        if end > at:
            if seen.leads():
                yield text[at:end]
            seen.json(text[at:end])
        below = text.find("\n", end) + 1 or len(text) + 1
        if end == at:
            seen.line(text[at:below].strip())
        at = below


class _Seen:
    """What was seen of a block up to a line."""

    def __init__(self, *, is_led: bool, is_command: bool) -> None:
        self.is_led = is_led
        self.is_command = is_command
        self.is_headed = True
        """Nothing but what introduces an answer stands above, since the block or the last answer."""
        self.is_open = True
        """A command goes on in the next line, or has not begun."""
        self.quotes = Counter[str]()
        self.input_ends = ""
        """The line up to which a command reads what stands below it."""

    def leads(self) -> bool:
        """Tell whether JSON in the next line is an answer."""
        is_quoted = any(count % 2 for count in self.quotes.values())
        return self.is_led or (self.is_command and not (self.is_open or self.input_ends or is_quoted))

    def json(self, text: str) -> None:
        """Go past JSON; what follows an answer right behind it is another one."""
        self.is_headed = self.is_led = self.leads()
        self._quote(text)

    def line(self, line: str) -> None:
        """Go past a line that begins with no bracket."""
        if self.input_ends or not line:
            self.input_ends = "" if line == self.input_ends else self.input_ends
        elif len(line) > _LONGEST:
            self._other(line)
        elif _STATUS.fullmatch(line):
            self.is_led = True
        elif _TITLE.fullmatch(line):
            self.is_led = self.is_headed = _names_a_message(line)
        elif line.startswith(_REMARK) or _LABEL.fullmatch(line):
            self.is_led = self.is_led or self.is_headed or _names_a_message(line)
        elif _HEADER.match(line):
            self.is_led = self.is_led or (self.is_headed and _OF_JSON.search(line) is not None)
        else:
            self._other(line)

    def _other(self, line: str) -> None:
        self.is_led = self.is_headed = False
        if self.is_command:
            heredoc = _HEREDOC.search(line) if "<<" in line else None
            self.input_ends = heredoc[1] if heredoc else ""
            self.is_open = line.endswith("\\")
            self._quote(line)

    def _quote(self, text: str) -> None:
        self.quotes.update({sign: text.count(sign) for sign in _QUOTES})


def _names_a_message(line: str) -> bool:
    words = frozenset(_WORD.findall(line.lower()))
    return not words.isdisjoint(_MESSAGES) or not words.isdisjoint(said("request", "response"))


def _end_of(text: str, at: int) -> int:
    """Return where the bracket at `at` closes; the end of the text where it never does."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        sign = token[0]
        depth += (sign in "{[") - (sign in "}]")
        if depth == 0:
            return token.end()
    return len(text)

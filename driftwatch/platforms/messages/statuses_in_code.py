"""The statuses of the answers that blocks of code show, as HTTP sends them or without the name of the protocol."""

import re
from typing import Final

from driftwatch.extract.text.blocks import Code
from driftwatch.extract.words.error_words import PHRASES, called
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.titles_of_blocks import title_in

_LINE: Final = lazy_regex(r"^[ \t]{0,8}(?:<[ \t])?HTTP/\d(?:\.\d)?[ \t]+(?P<status>[1-5]\d\d)\b", re.MULTILINE)
"""The first line of an answer as HTTP sends it, or as curl shows it."""
_HEAD_LINE: Final = lazy_regex(
    r"(?:(?:HTTP[ -])?Status(?:[ -]Code)?(?:[ \t]?:[ \t]{0,4}|[ \t]{1,4}))?"
    r"(?P<status>[1-5]\d\d)[ \t](?P<phrase>[A-Za-z][A-Za-z' -]{1,40})"
    r"|[A-Za-z][A-Za-z0-9-]{1,40}(?:[ \t]?:[ \t]?|[ \t])\S.{0,300}",
    re.IGNORECASE,
)
"""A line of the head of an answer without its protocol: "201 Created", "Status: 201 Created", "status 201 Created"."""
_BEFORE_BODY: Final = lazy_regex(r"\s{0,4}([1-5]\d\d)\s{1,4}(?=\{\s{0,80}(?:\"|\n))")
"""A status and its body on the same line: `200 { "id": 7 }`."""
_HEAD_LINES: Final = 20
_CALLED: Final = lazy_regex(
    r"(?:(?:success(?:ful)?|ok|error|fail(?:ure|ed)|response|status|http) )?"
    r"(\()?(?P<status>[2-5]\d\d)(?:[ \t:\u2013-]{1,3}(?P<said>\D{1,40}?))?(?(1)\))\s{0,2}",
    re.IGNORECASE,
)
"""How a block of data is called by its status: "200", "404 Not Found", "Success (201 Created)"."""
_ANSWER: Final = lazy_regex(
    r"(?:[A-Za-z-]{2,20} )?(?:success(?:ful)?|error|failure|response)"
    r"|(?![A-Za-z])\w{0,8}(?:成功|失败|失敗|错误|錯誤|响应|回應|응답|오류|실패)\w{0,4}",
    re.IGNORECASE,
)
"""What says of such a status, where it is not its phrase, that it is one of an answer: "200 Success"."""
_SHOWN_SO: Final = lazy_regex(r"[ \t](?:[A-Za-z]{1,20}=|\{|(?:expandable|wrap|copy)\b)")
"""What stands behind a title and says how the block is shown."""
_DATA: Final = frozenset(("", "json", "jsonc", "json5", "xml", "http"))


def statuses_shown(block: Code) -> tuple[str, ...]:
    """Return the statuses of the answers that a code block shows, by their first lines, or when it is but one of them.

    >>> statuses_shown(Code("http", "", "HTTP/1.1 201 Created")), statuses_shown(Code("", "", "204 No Content"))
    (('201',), ('204',))
    """
    if "HTTP/" not in block.text:
        return _statuses_of_head(block.text)
    return tuple(dict.fromkeys(match["status"] for match in _LINE.finditer(block.text)))


def status_called(block: Code) -> tuple[str, ...]:
    """Return the status by which the first line of a block of data calls the answer that it shows.

    >>> status_called(Code("json", "200", "{}")), status_called(Code("json", 'title="Error (404)"', "{}"))
    (('200',), ('404',))
    >>> status_called(Code("python", "200", "{}")), status_called(Code("json", "500 lines", "{}"))
    ((), ())
    """
    match = _CALLED.fullmatch(_SHOWN_SO.split(title_in(block), maxsplit=1)[0]) if block.lang.lower() in _DATA else None
    if match is None or match["status"] not in PHRASES:
        return ()
    said = match["said"] or ""
    is_answer = not said or said.lower() in called(match["status"]) or _ANSWER.fullmatch(said)
    return (match["status"],) if is_answer else ()


def _statuses_of_head(text: str) -> tuple[str, ...]:
    r"""Return the status that stands among the headers with which an answer begins, up to an empty line.

    >>> _statuses_of_head("Content-Type: text/plain\n201 Created"), _statuses_of_head("Status: 200 OK\n\n{}")
    (('201',), ('200',))
    >>> _statuses_of_head('201 Created\n{ "id": 7 }')
    ('201',)
    >>> _statuses_of_head("404 pages were read\n404 Not Found")
    ()
    """
    if (begun_with := _BEFORE_BODY.match(text)) is not None:
        return (begun_with[1],)
    lines = [line.strip() for line in text.lstrip().partition("\n\n")[0].split("\n", _HEAD_LINES)]
    begun = next((number for number, line in enumerate(lines) if line.startswith(("{", "["))), len(lines))
    lines = lines[:begun]  # its body may stand right below
    found = [_HEAD_LINE.fullmatch(line) for line in lines if line] if len(lines) <= _HEAD_LINES else []
    said = [match for match in found if match and match["status"]]
    if len(said) != 1 or not all(found):
        return ()
    status, phrase = said[0]["status"], said[0]["phrase"].strip().lower()
    return (status,) if PHRASES.get(status) == phrase else ()

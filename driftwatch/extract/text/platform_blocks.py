"""Blocks that platforms keep in a notation of their own, written as what the reader of Markdown knows.

GitBook kept a call in `{% api-method %}` before it was `{% swagger %}`; ReadMe keeps tables, headings, notes and
samples as JSON between `[block:…]` and `[/block]`. Words stay; the notation goes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.text.fences import ends_fence, fence_of
from driftwatch.extract.text.mdx import attributes_of
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_METHOD: Final = "{% api-method"
_BLOCK: Final = "[block:"
_TAG: Final = lazy_regex(r"\{%-?[ \t]{0,4}(end)?api-method(-[a-z-]{1,60})?([^%]{0,2000})%\}")
_PLACES: Final = {
    "-path-parameters": "path", "-query-parameters": "query", "-headers": "header", "-body-parameters": "body",
    "-form-data-parameters": "body",
}  # fmt: skip
"""What stands around parameters, and where these travel."""
_BARE: Final = lazy_regex(r"(\w{1,40})=([^\s\"'=]{1,200})")
"""An attribute without quotes: `required=true`."""
_STATUS: Final = lazy_regex(r"httpCode=[\"']?(\d{3})")
_OPENED: Final = lazy_regex(r"^\[block:([a-z-]{1,40})\][ \t]*$", re.MULTILINE)
_CLOSED: Final = "[/block]"
_CELL: Final = lazy_regex(r"(h|\d{1,4})-(\d{1,2})$")
_TICKS: Final = lazy_regex(r"`{3,}")
_MOST_COLUMNS: Final = 40
_HEADED: Final = 2
"""The level of a heading below that of the page."""


def in_markdown(text: str) -> str:
    """Return a page with such blocks in Markdown; all else is as it was."""
    if _METHOD not in text and (_BLOCK not in text or _CLOSED not in text):
        return text
    place = [""]
    return "".join(piece if is_code else _rewritten(piece, place) for is_code, piece in parted(text))


def parted(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the code blocks of a page, which show a notation to people, and what stands between: (is code, text)."""
    marks = ""
    piece: list[str] = []
    for line in text.splitlines(keepends=True):
        opened = "" if marks else fence_of(line.rstrip())
        if opened:
            yield False, "".join(piece)
            marks, piece = opened, []
        piece.append(line)
        if not opened and marks and ends_fence(line.lstrip("> "), marks):
            yield True, "".join(piece)
            marks, piece = "", []
    yield bool(marks), "".join(piece)


def _rewritten(text: str, place: list[str]) -> str:
    said = _TAG.sub(lambda tag: _of_method(tag, place), text)
    return "".join(_without_json(said))


def _without_json(text: str) -> Iterator[str]:
    at = 0
    while (opened := _OPENED.search(text, at)) is not None:
        end = text.find(_CLOSED, opened.end())
        if end < 0:
            break
        yield text[at : opened.start()]
        yield _of_json(opened[1], text[opened.end() : end]) or text[opened.start() : end + len(_CLOSED)]
        at = end + len(_CLOSED)
    yield text[at:]


def _of_method(tag: re.Match[str], place: list[str]) -> str:
    """Write one tag of a call as those of the later notation; what only groups others says nothing itself."""
    ends, name, inner = tag[1], tag[2] or "", tag[3].strip()
    if name in _PLACES:
        place[0] = "" if ends else _PLACES[name]
        return ""
    known = {"": "swagger", "-parameter": "swagger-parameter", "-response-example": "swagger-response"}.get(name)
    if known is None:
        return ""
    if ends:
        return f"{{% end{known} %}}"
    if status := _STATUS.search(inner):
        inner = f'status="{status[1]}"'
    if known == "swagger":
        stated = {key: value or "" for key, value in attributes_of(inner).items()}
        inner = f'method="{stated.get("method", "")}" path="{stated.get("host", "")}{stated.get("path", "")}"'
    said = _BARE.sub(r'\1="\2"', inner)
    where = f' in="{place[0]}"' if place[0] and name == "-parameter" else ""
    return f"{{% {known}{where} {said} %}}"


def _of_json(kind: str, text: str) -> str:
    """Write a block of JSON as Markdown; "" for what is none."""
    try:
        said = loose.mapping(read_json(text))
    except DocumentError:
        return ""
    lines = _READERS[kind](said) if kind in _READERS else (loose.text(said.get("title")),)
    return "\n" + "\n".join(lines) + "\n"


def _heading(said: Mapping[str, Json]) -> Iterator[str]:
    level = said.get("level")
    depth = level if isinstance(level, int) and 0 < level < 6 else _HEADED  # noqa: PLR2004 - of HTML's six
    yield f"{'#' * depth} {_line(said.get('title'))}"


def _table(said: Mapping[str, Json]) -> Iterator[str]:
    """Write the cells, each under the numbers of its row and column, as a table."""
    cells: dict[tuple[int, int], str] = {}
    for key, value in loose.mapping(said.get("data")).items():
        if match := _CELL.match(key):
            row = -1 if match[1] == "h" else int(match[1])
            cells[row, int(match[2])] = _line(value).replace("|", "\\|")
    columns = range(min(max((column for _, column in cells), default=-1) + 1, _MOST_COLUMNS))
    for row in sorted({-1, *(row for row, _ in cells)}) if columns else ():
        yield f"| {' | '.join(cells.get((row, column), '') for column in columns)} |"
        if row < 0:
            yield f"|{' --- |' * len(columns)}"


def _note(said: Mapping[str, Json]) -> Iterator[str]:
    yield f'{{% hint style="{_line(said.get("type"))}" %}}'
    if title := _line(said.get("title")):
        yield f"**{title}**\n"
    yield loose.text(said.get("body"))
    yield "{% endhint %}"


def _samples(said: Mapping[str, Json]) -> Iterator[str]:
    for each in map(loose.mapping, loose.items(said.get("codes"))):
        name = _line(each.get("name"))
        title = f' title="{name}"' if name else ""
        code = loose.text(each.get("code"))
        marks = max(("```", *_TICKS.findall(code)), key=len) + "`"  # more than any fence that the sample shows
        yield f"{marks}{_line(each.get('language'))}{title}\n{code}\n{marks}\n"


def _captions(said: Mapping[str, Json]) -> Iterator[str]:
    yield from (_line(loose.mapping(each).get("caption")) for each in loose.items(said.get("images")))


def _html(said: Mapping[str, Json]) -> Iterator[str]:
    yield loose.text(said.get("html"))


def _line(value: Json) -> str:
    """Write a text in one line."""
    return "<br>".join(loose.text(value).strip().splitlines())


_READERS: Final = {
    "api-header": _heading,
    "parameters": _table,
    "callout": _note,
    "code": _samples,
    "image": _captions,
    "html": _html,
}

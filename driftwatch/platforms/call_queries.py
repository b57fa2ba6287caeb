"""The query with which a page writes a call: `GET /widgets?size={size}`, `/widgets{?page,size}`."""

from collections.abc import Iterator
from typing import Final

from driftwatch.extract.blocks import Code, Section
from driftwatch.extract.queries import parameters_of_query
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.call_lines import METHOD, call_of_line, with_names
from driftwatch.platforms.endpoint_headings import LONGEST_TARGET, MOST_BLOCKS, lines_of

_CALLS: Final = 8
"""Lines of a code block that are calls of one section."""
_WITH_QUERY: Final = lazy_regex(r"(?P<path>/[^\s`\"'?\[\]]{0,300}?)[\[{]?\?(?P<query>[^\s`\"'\]]{1,300})")
_OPEN_QUERY: Final = lazy_regex(
    rf"{METHOD}\s{{1,8}}((?:https?://)?[^\s?]{{1,300}}"
    r"(?:\?[\w.\[\]-]{1,60}=(?:\{|<|\$|:[a-z])\S{1,200}|(?<=\{)\?[\w.*,-]{1,300}\}))$"
)
"""A line of code that is a call written with the parameters of its query: `GET /widgets?size={size}`."""


def query_names(section: Section, number: int, path: str) -> tuple[str, ...]:
    """Return the names of the query that a call is written with: in a block of a section, or in its head for -1."""
    blocks = section.blocks[:MOST_BLOCKS] if number < 0 else section.blocks[number : number + 1]
    codes = (with_names(block.text) for block in blocks if isinstance(block, Code) and "?" in block.text)
    open_ones = (line for text in codes for line in _calls_with_open_query(text))
    said = [
        section.heading.plain if number < 0 else "",
        *(text for block in blocks for text in lines_of(block)),
        *open_ones,
    ]
    found = (match for text in said for match in _WITH_QUERY.finditer(text[:LONGEST_TARGET]))
    named = [match["query"] for match in found if (call := call_of_line(f"GET {match['path']}")) and call.path == path]
    return tuple(dict.fromkeys(name for query in named for name in parameters_of_query(query)))


def names_in_query(target: str) -> tuple[str, ...]:
    """Return the names of the query behind a path, with which a text ends: `/widgets?size=&page=`."""
    match = _WITH_QUERY.search(target[-LONGEST_TARGET:]) if "?" in target else None
    return parameters_of_query(match["query"]) if match else ()


def _calls_with_open_query(text: str) -> Iterator[str]:
    """Yield the lines of a block of calls whose query holds parameters, and no values by way of an example."""
    for line in text.strip().split("\n", _CALLS)[:_CALLS]:
        match = _OPEN_QUERY.match(line.strip()) if len(line) <= LONGEST_TARGET else None
        if match:
            yield f"{match[1]} /{match[2].removeprefix('/')}"

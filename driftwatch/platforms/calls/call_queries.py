"""The query with which a page writes a call: `GET /widgets?size={size}`, `/widgets{?page,size}`."""

from collections.abc import Iterator
from typing import Final

from driftwatch.extract.fields.queries import parameters_of_query
from driftwatch.extract.text.blocks import Code, Section, Table
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import LONGEST_TARGET, METHOD, call_of_line, with_names
from driftwatch.platforms.calls.endpoint_headings import MOST_BLOCKS
from driftwatch.platforms.calls.lines_of_blocks import lines_of
from driftwatch.platforms.calls.named_call import ANY, NamedCall

_CALLS: Final = 8
"""Lines of a code block that are calls of one section."""
_WITH_QUERY: Final = lazy_regex(r"(?P<path>/[^\s`\"'?\[\]]{0,300}?)[\[{]?\?(?P<query>[^\s`\"'\]]{1,300})")
_OPEN_QUERY: Final = lazy_regex(
    rf"{METHOD}\s{{1,8}}((?:https?://)?[^\s?]{{1,300}}"
    r"(?:\?[\w.\[\]-]{1,60}=(?:\{|<|\$|:[a-z])\S{1,200}|(?<=\{)\?[\w.*,-]{1,300}\}))$"
)
"""A line of code that is a call written with the parameters of its query: `GET /widgets?size={size}`."""
_SHOWN_QUERY: Final = lazy_regex(rf"{METHOD}\s{{1,8}}((?:https?://)?[^\s?]{{1,300}}\?[\w.\[\]-]{{1,60}}=\S{{0,300}})$")
"""The same with whatever values: `GET /widgets?size=3`."""
_NEXT_PART: Final = lazy_regex(r"\n[ \t]{0,40}(?=[?&][\w.\[\]-]{1,60}=)")
"""Where a query goes on, or begins, on a line of its own."""
_HEADER: Final = lazy_regex(r"[A-Za-z][A-Za-z-]{0,60}: \S")
_METHOD: Final = lazy_regex(rf"\s{{0,8}}{METHOD}\s{{1,8}}(?=/|https?:)")
_CALL: Final = lazy_regex(rf"(?:{METHOD})\s{{1,8}}\S{{1,300}}$")


def query_names(section: Section, number: int, call: NamedCall) -> tuple[str, ...]:
    """Return the names of the query that a call is written with: in a block of a section, or in its head for -1.

    What a line writes behind another method is of another call: "GET /widgets?size=3" above "POST /widgets".
    """
    blocks = section.blocks[:MOST_BLOCKS] if number < 0 else section.blocks[number : number + 1]
    codes = [block for block in blocks if isinstance(block, Code) and "?" in block.text]
    open_ones = (line for block in codes for line in _calls_with_query(block))
    said = [
        section.heading.plain if number < 0 else "",
        *(text for block in blocks for text in lines_of(block)),
        *open_ones,
    ]
    own = (text for text in said if not _is_of_other(text, call.method))
    found = (match for text in own for match in _WITH_QUERY.finditer(text[:LONGEST_TARGET]))
    written = ((match["query"], call_of_line(f"GET {match['path']}")) for match in found)
    named = [query for query, other in written if other is not None and other.path == call.path]
    return tuple(dict.fromkeys(name for query in named for name in parameters_of_query(query)))


def _is_of_other(text: str, method: str) -> bool:
    """Tell whether a text begins with another method than this one."""
    match = _METHOD.match(text)
    return match is not None and ANY != method != match[1]


def names_in_query(target: str) -> tuple[str, ...]:
    """Return the names of the query behind a path, with which a text ends: `/widgets?size=&page=`."""
    match = _WITH_QUERY.search(target[-LONGEST_TARGET:]) if "?" in target else None
    return parameters_of_query(match["query"]) if match else ()


def queries_of_rows(table: Table) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the names of the queries with which cells write whole calls: "`GET /widgets?size=3` | All of a size"."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in table.rows:
        for said in (tidy(cell.template) for cell in row if "?" in cell.plain):
            call = call_of_line(said) if len(said) <= LONGEST_TARGET else None
            if call is not None:
                found.setdefault((call.method, call.path), {}).update(dict.fromkeys(names_in_query(said)))
    return {key: tuple(names) for key, names in found.items()}


def _calls_with_query(block: Code) -> Iterator[str]:
    """Yield the lines of a block of calls that are written with parameters in their queries.

    With values, too, where the block is nothing but such calls: other samples may show a query of another one.
    """
    text = _NEXT_PART.sub("", with_names(block.text).strip())
    lines = [line.strip() for line in text.split("\n", _CALLS)[:_CALLS] if line.strip()]
    lines = [line for number, line in enumerate(lines) if not (number and _HEADER.match(line))]
    lines = [line for line in lines if len(line) <= LONGEST_TARGET]
    is_of_calls = all(map(_CALL.match, lines))  # which no language writes so, be it that its fence names one
    for line in lines:
        match = _OPEN_QUERY.match(line) or (_SHOWN_QUERY.match(line) if is_of_calls else None)
        if match:
            yield f"{match[1]} /{match[2].removeprefix('/')}"

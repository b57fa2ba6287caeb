"""Tables of AsciiDoc, written as tables of Markdown.

Source of the syntax: https://docs.asciidoctor.org/asciidoc/latest/tables/build-a-basic-table/.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.patterns import lazy_regex

_COLUMNS: Final = lazy_regex(r"\bcols\s{0,3}=\s{0,3}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|([^,\]\s]{0,100}))")
_TIMES: Final = lazy_regex(r"\s{0,9}(\d{1,2})\*")
_HEADED: Final = lazy_regex(r"%header\b|\b(?:options|opts)\s{0,3}=\s{0,3}[\"']?[\w%,]{0,60}\bheader\b")
_HEADLESS: Final = lazy_regex(r"%noheader\b|\bnoheader\b")
_SEPARATOR: Final = lazy_regex(r"\bseparator\s{0,3}=\s{0,3}[\"']?([^\s\"',\]])")
_CSV: Final = lazy_regex(r"\bformat\s{0,3}=\s{0,3}[\"']?(csv|dsv|tsv)\b")
_SPECIFIER: Final = lazy_regex(r"(?:\A|(?<=\s))(?:(\d{1,2})?(?:\.(\d{1,2}))?([+*]))?[<^>]?(?:\.[<^>])?([aehlmsdv])?\Z")
"""What stands before a cell: how many columns and rows it spans, or how often it is repeated, and its style."""
_LONGEST_SPECIFIER: Final = 12
_MOST_COLUMNS: Final = 60
_DELIMITERS: Final = ("----", "....", "```", "====", "****", "--")
_OF_CODE: Final = ("----", "....", "```")
_LISTED: Final = lazy_regex(r"\s{0,40}(?:[*.-]{1,5}|\d{1,3}\.)\s+(?=\S)")
_IS_NESTED: Final = lazy_regex(r"\s{0,9}!={3,}\s{0,9}$")
_STYLED: Final = lazy_regex(r"\[[^\[\]]{0,200}\]\s{0,9}$")
_TEXT_OF_DATA: Final = {",": ",", ":": ":"}
_NESTED: Final = "!"
"""What begins a cell of a table that stands in a cell."""

Words = Callable[[str], str]


class _Cell(Struct, frozen=True):
    text: str
    columns: int = 1
    rows: int = 1
    style: str = ""


def markdown_table(lines: Sequence[str], attributes: str, mark: str, words: Words) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        lines: what stands between the marks of its begin and end.
        attributes: the block attributes above it, as they are written.
        mark: the first sign of those marks: `|`, or `,` and `:` for data.
        words: writes a text of AsciiDoc as Markdown.
    """
    columns, styles = _columns(attributes)
    cells = _data(lines, mark, attributes) if mark in _TEXT_OF_DATA or _CSV.search(attributes) else None
    if cells is None:
        separator = _SEPARATOR.search(attributes)
        cells = _cells("\n".join(lines), separator[1] if separator else mark)
    columns = columns or _first_row(lines, mark)
    rows = _rows(cells, min(columns, _MOST_COLUMNS))
    if not rows:
        return
    is_headed = _is_headed(lines, attributes) and (len(rows) > 1 or _HEADED.search(attributes) is not None)
    header = [_cell(cell, "", words) for cell in rows[0]] if is_headed else [""] * len(rows[0])
    styles += [""] * (len(rows[0]) - len(styles))
    written = [[_cell(*each, words) for each in zip(row, styles, strict=False)] for row in rows[is_headed:]]
    yield ""
    for row in (header, ["---"] * len(header), *written):
        yield f"| {' | '.join(row)} |"
    yield ""


def _columns(attributes: str) -> tuple[int, list[str]]:
    """Return how many columns are told, and the style of each."""
    told = _COLUMNS.search(attributes)
    if told is None:
        return 0, []
    styles: list[str] = []
    written = told[1] or told[2] or told[3] or ""
    if written.strip().isdecimal():
        return int(written[:3]), []
    for part in written.replace(";", ",").split(","):
        times = _TIMES.match(part)
        style = part.strip()[-1:]
        styles.extend([style if style.isalpha() else ""] * (int(times[1]) if times else 1))
    return len(styles), styles


def _is_headed(lines: Sequence[str], attributes: str) -> bool:
    """Tell whether the first row is a head: it is said, or stands alone above an empty line."""
    if _HEADED.search(attributes) or _HEADLESS.search(attributes):
        return _HEADLESS.search(attributes) is None
    return len(lines) > 1 and bool(lines[0].strip()) and not lines[1].strip()


def _cells(text: str, mark: str) -> list[_Cell]:
    """Part a text into cells at each mark that has no backslash before it."""
    found: list[_Cell] = []
    open_cell: _Cell | None = None
    begin = at = 0
    while True:
        at = text.find(mark, at)
        if at > 0 and text[at - 1] == "\\":
            at += 1
            continue
        until = len(text) if at < 0 else at
        head = text[max(0, until - _LONGEST_SPECIFIER) : until]
        told = _SPECIFIER.search(head) if at >= 0 else None
        if open_cell is not None:
            end = until - (len(head) - told.start()) if told else until
            found.extend(_repeated(open_cell, text[begin:end].replace("\\" + mark, mark)))
        if at < 0:
            return found
        spans = (int(told[1] or 1), int(told[2] or 1)) if told and told[3] else (1, 1)
        repeated = -spans[0] if told and told[3] == "*" else spans[0]
        open_cell = _Cell("", repeated, spans[1], (told[4] or "") if told else "")
        at += 1
        begin = at


def _repeated(cell: _Cell, text: str) -> list[_Cell]:
    """Return a cell with its text, as often as it is to be repeated (held as a negative number of columns)."""
    if cell.columns < 0:
        return [_Cell(text, 1, 1, cell.style)] * min(-cell.columns, _MOST_COLUMNS)
    return [_Cell(text, cell.columns, cell.rows, cell.style)]


def _data(lines: Sequence[str], mark: str, attributes: str) -> list[_Cell]:
    told = _CSV.search(attributes)
    comma = {"csv": ",", "dsv": ":", "tsv": "\t"}[told[1]] if told else _TEXT_OF_DATA[mark]
    try:
        rows = list(csv.reader((line for line in lines if line.strip()), delimiter=comma, skipinitialspace=True))
    except csv.Error:
        return []
    width = max(map(len, rows), default=0)
    return [_Cell(text) for row in rows for text in (*row, *[""] * (width - len(row)))]


def _first_row(lines: Sequence[str], mark: str) -> int:
    """Return how many cells stand in the first line, which tells how many columns there are."""
    first = next((line for line in lines if line.strip()), "")
    if mark in _TEXT_OF_DATA:
        return max(1, len(next(csv.reader([first], delimiter=_TEXT_OF_DATA[mark]), [])))
    return max(1, sum(cell.columns if cell.columns > 0 else -cell.columns for cell in _cells(first, mark)))


def _rows(cells: Sequence[_Cell], width: int) -> list[list[_Cell]]:
    """Lay cells into rows; one that spans several rows says the same in each."""
    rows: list[list[_Cell]] = []
    row: list[_Cell] = []
    below: dict[int, tuple[int, _Cell]] = {}

    def fill() -> None:
        while len(row) < width and below.get(len(row), (0,))[0] > 0:
            left, cell = below[len(row)]
            below[len(row)] = (left - 1, cell)
            row.append(cell)

    for cell in cells:
        fill()
        if cell.rows > 1:
            below.update((len(row) + at, (cell.rows - 1, cell)) for at in range(min(cell.columns, width)))
        row.extend([cell, *[_Cell("")] * (min(cell.columns, width) - 1)])
        fill()
        if len(row) >= width:
            rows.append(row[:width])
            row = []
    return rows


def _cell(cell: _Cell, style: str, words: Words) -> str:
    """Write what a cell holds in one line; its code as code, its paragraphs and items apart."""
    text = " ".join(_pieces(cell.text.strip().split("\n"), words)).strip()
    text = text.removeprefix("<br>").removesuffix("<br>").strip()
    if (cell.style or style) in ("m", "l") and text and "`" not in text and "<" not in text:
        text = f"`{text}`"
    return text.replace("|", "\\|")


def _pieces(lines: Sequence[str], words: Words) -> Iterator[str]:
    code: list[str] | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if code is None and _IS_NESTED.match(line):
            end = next((to for to in range(at, len(lines)) if _IS_NESTED.match(lines[to])), len(lines))
            yield from _rows_of_nested(lines[at:end], lines[at - 2] if at > 1 else "", words)
            at = end + 1
            continue
        bare = line.strip()
        if bare.startswith("```") or (bare.startswith(_DELIMITERS) and not bare.strip("-.=*")):
            if bare.startswith(_OF_CODE):
                yield f"`{' '.join(' '.join(code).split())}`" if code else ""
                code = [] if code is None else None
        elif code is not None:
            code.append(line.replace("`", "'"))
        elif not bare or bare == "+":
            yield "<br>"
        elif not _STYLED.match(bare):
            item = _LISTED.match(line)
            yield f"<br>{words(line[item.end() :])}" if item else words(bare)


def _rows_of_nested(lines: Sequence[str], above: str, words: Words) -> Iterator[str]:
    """Yield each row of a table in a cell as a line: "404: There is none"."""
    columns, _ = _columns(above)
    columns = columns or _first_row(lines, _NESTED)
    for row in _rows(_cells("\n".join(lines), _NESTED), min(columns, _MOST_COLUMNS)):
        said = [" ".join(words(line.strip()) for line in cell.text.split("\n")).strip() for cell in row]
        yield f"<br>{': '.join(filter(None, said))}"

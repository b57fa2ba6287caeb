"""Single edits of a page: visible ones, each with a word that the diff has to show, and ones that change looks alone.

All are made in the raw text, at the spots that `tests.extract.raw_words` finds there, and are chosen by a seed.
"""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag

from tests.extract.raw_words import Spot, shown, spots_of, words_in

NEW = "zephyrine"
"""A word that no fixture has."""
_PLAIN_WORD = re.compile(r"(?<![\w`<{$&/.\[(:@#-])[^\W\d_]{4,}(?![\w`>}/\])@(-])(?![.:]\w)(?!: ?[>|][+-]?$)")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^>]*>")
_CODE = re.compile(r"(^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\2[ \t]*$)", re.DOTALL | re.MULTILINE)


class Edit(NamedTuple):
    """A page after an edit, and the words that tell of it: the new one, or those that are gone."""

    what: str
    text: str
    words: tuple[str, ...]


def visible_edits(text: str, random: Random) -> Iterator[Edit]:
    """Yield one edit of each kind that a Markdown page has a spot for."""
    spots = [spot for spot in spots_of(text) if spot.kind not in ("mark", "merged")]
    for kind in ("prose", "item", "cell", "heading", "attribute", "title", "label"):
        usable = [spot for spot in spots if spot.kind == kind and _words(text, spot)]
        if usable:
            yield from _of_words(text, random.choice(usable), random)
    for kind, make in _LINES.items():
        usable = [spot for spot in spots if spot.kind == kind]
        if usable:
            yield from make(text, random.choice(usable))


def visible_edits_of_html(text: str, random: Random) -> Iterator[Edit]:
    """Yield edits of an HTML page: a word of one of each kind of element, or the element itself."""
    for selector in ("p", "li", "td", "th", "h2, h3", ".font-semibold"):
        soup = BeautifulSoup(text.replace("</body>", "").replace("</html>", ""), "lxml")
        body = soup.select_one("#content-area") or soup.select_one("main") or soup.body
        assert body is not None
        usable = [each for each in body.select(selector) if _html_words(each) and not each.find_parent("pre")]
        what = random.choice(("changed", "removed", "gone with its element"))
        if usable:
            yield _of_html(soup, random.choice(usable), what, f"{what} in {selector}", random)


def cosmetic_edits(text: str) -> Iterator[tuple[str, str]]:
    """Yield pages that say the same in another look, each with what was done."""
    for what, edit in _LOOKS.items():
        yield what, edit(text)


def _words(text: str, spot: Spot) -> list[tuple[int, int]]:
    return [
        (spot.start + match.start(), spot.start + match.end())
        for match in _PLAIN_WORD.finditer(_PICTURE.sub(lambda found: "_" * len(found[0]), text[spot.start : spot.end]))
    ]


def _of_words(text: str, spot: Spot, random: Random) -> Iterator[Edit]:
    start, end = random.choice(_words(text, spot))
    yield Edit(f"{spot.kind}: a word changed", f"{text[:start]}{NEW}{text[end:]}", (NEW,))
    yield Edit(f"{spot.kind}: a word added", f"{text[:end]} {NEW}{text[end:]}", (NEW,))
    if len(shown(text[spot.start : spot.end]).split()) > 1:
        yield Edit(
            f"{spot.kind}: a word removed", f"{text[:start]}{text[end:].lstrip(' ')}", (text[start:end].lower(),)
        )


def _line_of(text: str, spot: Spot) -> tuple[int, int]:
    end = text.find("\n", spot.end)
    return text.rfind("\n", 0, spot.start) + 1, len(text) if end < 0 else end + 1


def _of_prose(text: str, spot: Spot) -> Iterator[Edit]:
    stop = "" if text[spot.end - 1] in ".!?:" else "."
    yield Edit("a sentence added", f"{text[: spot.end]}{stop} The {NEW} rule holds.{text[spot.end :]}", (NEW,))
    yield from _removed(text, spot, "a line of prose removed")


def _of_item(text: str, spot: Spot) -> Iterator[Edit]:
    start, end = _line_of(text, spot)
    yield Edit("an item added", f"{text[:end]}{text[start : spot.start]}The {NEW} item.\n{text[end:]}", (NEW,))
    yield from _removed(text, spot, "an item removed")


def _of_cell(text: str, spot: Spot) -> Iterator[Edit]:
    start, end = _line_of(text, spot)
    columns = len(re.findall(r"(?<!\\)\|", text[start:end])) - 1
    row = f"| {NEW} {'| more ' * (columns - 1)}|\n"
    table = re.compile(r"(?:[ \t]*\|[^\n]*\n)+").match(text, start)
    last = table.end() if table else end
    yield Edit("a row added", f"{text[:last]}{row}{text[last:]}", (NEW,))
    if not re.match(r"[ \t]*\|[ \t]*:?-{2,}", text[end:]):
        yield from _removed(text, spot, "a row removed")


def _of_heading(text: str, spot: Spot) -> Iterator[Edit]:
    yield Edit("a section added", f"{text.rstrip()}\n\n## The {NEW} part\n\nIt says something.\n", (NEW,))
    if _line_of(text, spot)[0] > text.find("\n# "):
        yield from _removed(text, spot, "a heading removed")


def _removed(text: str, spot: Spot, what: str) -> Iterator[Edit]:
    start, end = _line_of(text, spot)
    line = text[start:end]
    words = tuple(words_in(shown(line)))
    if words and "```" not in line and not line.lstrip().startswith("<"):
        yield Edit(what, text[:start] + text[end:], words)


_LINES: dict[str, Callable[[str, Spot], Iterator[Edit]]] = {
    "prose": _of_prose, "item": _of_item, "cell": _of_cell, "heading": _of_heading,
}  # fmt: skip


def _html_words(element: Tag) -> list[NavigableString]:
    return [
        string
        for string in element.find_all(string=_PLAIN_WORD)
        if isinstance(string, NavigableString) and not string.find_parent(["button", "code", "pre"])
    ]


def _of_html(soup: BeautifulSoup, element: Tag, what: str, name: str, random: Random) -> Edit:
    string = random.choice(_html_words(element))
    match = next(_PLAIN_WORD.finditer(string))
    if what == "gone with its element":
        words = tuple(words_in(element.get_text(" ")))
        element.decompose()
        return Edit(name, str(soup), words)
    word = NEW if what == "changed" else ""
    string.replace_with(string[: match.start()] + word + string[match.end() :])
    return Edit(name, str(soup), (word or match[0].lower(),))


def _outside_code(edit: Callable[[str], str]) -> Callable[[str], str]:
    """Make an edit of what is in no code block and no banner."""

    def edited(text: str) -> str:
        pieces = _CODE.split(text)
        return "".join(
            edit(piece) if number % 3 == 0 else piece for number, piece in enumerate(pieces) if number % 3 < 2
        )

    return edited


def _reflowed(text: str) -> str:
    """Break lines of prose after a word in their middle."""

    def broken(match: re.Match[str]) -> str:
        words = match[0].split(" ")
        middle = len(words) // 2
        return (
            match[0]
            if len(words) < 6 or re.match(r"[\d#>+*-]|\d+[.)]", words[middle])
            else (f"{' '.join(words[:middle])}\n{' '.join(words[middle:])}")
        )

    return re.sub(r"^(?![\s|>#<{`*+\d-])[^|\n]+$", broken, text, flags=re.MULTILINE)


def _rows_turned(text: str) -> str:
    def turned(match: re.Match[str]) -> str:
        rows = match[2].splitlines(keepends=True)
        if any(re.match(r"[ \t]*\|[ \t]*\|", row) for row in rows):
            return match[0]  # a row whose first cell is empty goes on from the row above
        return match[1] + "".join(reversed(rows))

    return re.sub(r"((?:[ \t]*\|[^\n]*\n)[ \t]*\|[-:| \t]+\n)((?:[ \t]*\|[^\n]*\n)+)", turned, text)


def _columns_turned(text: str) -> str:
    """Swap the last two columns of each table of three columns and more."""

    def turned(match: re.Match[str]) -> str:
        rows = [re.split(r"(?<!\\)\|", row.strip())[1:-1] for row in match[0].splitlines()]
        if len(rows[0]) < 3 or len({len(row) for row in rows}) > 1:
            return match[0]
        return "".join(f"|{'|'.join((*row[:-2], row[-1], row[-2]))}|\n" for row in rows)

    return re.sub(r"^(?:\|[^\n]*\n)+", turned, text, flags=re.MULTILINE)


_LOOKS: dict[str, Callable[[str], str]] = {
    "reflow": _outside_code(_reflowed),
    "other bullets": _outside_code(lambda text: re.sub(r"^([ \t]*)[-*] (?=\S)", r"\1+ ", text, flags=re.MULTILINE)),
    "bold words": _outside_code(
        lambda text: re.sub(r"^([A-Z][a-z]+)(?= [a-z]+ [^|\n]+\.$)", r"**\1**", text, flags=re.MULTILINE)
    ),
    "italics": _outside_code(
        lambda text: re.sub(r"^([A-Z][a-z]+)(?= [a-z]+ [^|\n]+\.$)", r"*\1*", text, flags=re.MULTILINE)
    ),
    "setext headings": _outside_code(
        lambda text: re.sub(r"^## ([^\n#]+)$", lambda found: f"{found[1]}\n{'-' * 8}", text, flags=re.MULTILINE)
        if "> ## " not in text
        else text
    ),
    "closing hashes": _outside_code(
        lambda text: re.sub(r"^(#{1,6}) ([^\n#]+)$", r"\1 \2 \1", text, flags=re.MULTILINE)
    ),
    "typographic quotes": _outside_code(
        lambda text: re.sub(r"(?<=[a-z])'(?=[a-z])", "\N{RIGHT SINGLE QUOTATION MARK}", text)
    ),
    "padded tables": _outside_code(lambda text: re.sub(r"(?<!\\)\|(?=[^\n|-])", "|   ", text)),
    "rows in another order": _outside_code(_rows_turned),
    "columns in another order": _outside_code(_columns_turned),
    "blanks at line ends": _outside_code(lambda text: re.sub(r"(?<=\S)$(?=\n\n)", " ", text, flags=re.MULTILINE)),
    "more blank lines": _outside_code(lambda text: text.replace("\n\n", "\n\n\n")),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "queries of links": _outside_code(lambda text: re.sub(r"\]\((/[\w/-]+|https://[\w./-]+)\)", r"](\1?utm=1)", text)),
    "hashes of pictures": _outside_code(lambda text: re.sub(r"(!\[[^\]]*\]\([^)]*)\)", r"\1&v=abc123)", text)),
    "language of code": lambda text: re.sub(r"^([ \t]*```)(?:bash|sh)\b", r"\1shell", text, flags=re.MULTILINE),
}  # fmt: skip

r"""What a page says in words, line by line: what reviewers read in `git log -p`, and what is compared below contracts.

On disk it is Markdown that shows nothing but text, whatever the words are:

    # Title                              a heading; as many signs as it is deep
    | Plan | Free | Pro |                the head of a table, its delimiter below it, then its rows, sorted
    - **429** \- Too many calls          a keyed item: what it is about, and what is said of it
    A sentence.                          prose, a sentence a line
    > POST https://api.example.com/v1    what a sample calls and sends: names and types, never values

The first line is a comment that holds `TextHead` as JSON.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from driftwatch.errors import SnapshotError
from driftwatch.patterns import lazy_regex

FORM: Final = 7
"""Version of the normal form; texts of different versions are not compared."""
TRANSLATED: Final = FORM + 300
"""That of pages which are written as Markdown before they are read; 100 more for each version of the translation, so
that another one makes their words anew and leaves those of all other pages."""

LineKind: TypeAlias = Literal["heading", "head", "row", "item", "sentence", "sample"]
Kept: TypeAlias = Literal["full", "digest"]

_HASH: Final = 12
"""Hexadecimal digits that stand for a line where only digests are kept: one clash in a million pages."""
_MARKED: Final = lazy_regex(
    r"[\\`*<\[\]|~$&/._](?:(?<![/._])|(?<=:/)/|(?<=[wW]{3}\.)|(?<![^\W_]_)(?<=_)|(?<=_)(?![^\W_]))"
)
"""Begins with the signs themselves, which a search goes through ten times as fast as a choice of places."""
_NUMBERED: Final = lazy_regex(r"(\d{1,9})([.)])")
_MENTION: Final = "`@`"
_ESCAPED: Final = lazy_regex(r"`@`|\\([!-/:-@\[-`{-~])")
_STARTS: Final = ("#", ">", "+", "=", ":", "-")
"""How a line begins that Markdown reads as a heading, a list, a quotation or a rule; besides a number and a point."""
_BETWEEN: Final = " | "
"""Between two cells; a pipe inside one has a backslash before it."""
_WORD: Final = lazy_regex(r"\w+")
_MARKUP: Final = lazy_regex(r"\{\s*[:.#][^{}]*\}|\{[^{}=]*=[^{}]*\}|</?[A-Za-z][^<>]*>")
"""What one normal form takes for words, and another one for attributes or tags."""
_LONGEST: Final = 100
"""Letters of words that an older normal form ran together, such as the labels of tabs."""
_HEADING: Final = lazy_regex(r"(#+) (.*)")
_ITEM: Final = lazy_regex(r"- \*\*((?:\\.|[^\\*])*)\*\* ?(.*)")
FRONT_KEYS: Final = frozenset(("title", "description", "subtitle", "summary", "excerpt", "category"))
"""Keys of front matter that say what a page is about, to lists of pages and to search engines."""


class Line(Struct, frozen=True, order=True, array_like=True, gc=False):
    """One line of a page: a heading has one cell, a row as many as its table, an item its key and the rest."""

    kind: LineKind
    cells: tuple[str, ...]
    level: int = 0
    """How deep a heading is, from 1."""

    @property
    def words(self) -> str:
        """All that it says."""
        return " ".join(cell for cell in self.cells if cell)

    @property
    def key(self) -> str:
        """What a row or an item is about; "" for other lines."""
        return self.cells[0] if self.kind in ("row", "item") and self.cells else ""


class TextHead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of a text: the document that says it, how much of it is kept, and which normal form it has."""

    document: str
    kept: Kept = "full"
    form: int = FORM
    format: int


class PageText:
    """The words of one page, held as bytes: a run holds those of every page, and reads few of them line by line.

    Args:
        lines: of the page, or what reads them once somebody asks: most texts that are stored are never looked at.
        kept: how much of the words.
        form: version of the normal form.
    """

    __slots__ = ("_held", "form", "kept")

    def __init__(
        self, *, lines: Iterable[Line] | Callable[[], Iterable[Line]], kept: Kept = "full", form: int = FORM
    ) -> None:
        self._held: bytes | Callable[[], Iterable[Line]] = lines if callable(lines) else _pack(tuple(lines))
        self.kept = kept
        self.form = form

    @property
    def _packed(self) -> bytes:
        held = self._held
        if not isinstance(held, bytes):
            held = self._held = _pack(tuple(held()))
        return held

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines in their order, made anew each time."""
        return _unpack(self._packed)

    @property
    def packed(self) -> "PackedText":
        """The same as a value that can be written with others."""
        return PackedText(self._packed, self.kept, self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageText) and self.packed == other.packed

    def __hash__(self) -> int:
        return hash(self._packed)

    def __reduce__(self) -> tuple[Callable[["PackedText"], "PageText"], tuple["PackedText"]]:
        """Pickle it packed."""
        return unpacked, (self.packed,)

    def __repr__(self) -> str:
        return f"PageText(lines={self.lines!r}, kept={self.kept!r}, form={self.form!r})"

    def in_form(self, form: int) -> "PageText":
        """Return the same lines as those of another version of the normal form."""
        return PageText(lines=lambda: self.lines, kept=self.kept, form=form)

    def digested(self) -> "PageText":
        """Return it with a hash in place of the words of each cell, which tells that they differ and not how."""
        if self.kept == "digest":
            return self
        lines = tuple(Line(line.kind, tuple(map(hashed, line.cells)), line.level) for line in self.lines)
        return PageText(lines=lines, kept="digest", form=self.form)


class PackedText(Struct, frozen=True, array_like=True, gc=False):
    """A text as it is held and kept, for the driftwatch that wrote it."""

    lines: bytes
    kept: Kept
    form: int


_pack: Final = msgspec.msgpack.Encoder().encode
_unpack: Final = msgspec.msgpack.Decoder(tuple[Line, ...]).decode


def unpacked(packed: PackedText) -> PageText:
    """Return the text that was packed.

    Raises:
        ValueError: these are no lines.
    """
    try:
        return PageText(lines=_unpack(packed.lines), kept=packed.kept, form=packed.form)
    except msgspec.MsgspecError as error:
        raise ValueError(f"these are no lines: {error}") from None


def headed(lines: Iterable[Line]) -> Iterator[tuple[tuple[str, ...], Line]]:
    """Yield the lines of a page, each with the headings above it, outermost first; a heading stands below itself."""
    path: list[tuple[int, str]] = []
    for line in lines:
        if line.kind == "heading":
            while path and path[-1][0] >= line.level:
                path.pop()
            path.append((line.level, line.cells[0]))
        yield tuple(title for _, title in path), line


def says_the_same(one: PageText, other: PageText) -> bool:
    """Tell whether two texts of different normal forms have the same words, however their lines part them.

    The newer form may show words that the older one did not. Of texts of one form the digest tells it; of texts of
    which digests are kept nobody knows.
    """
    older, newer = (one, other) if one.form < other.form else (other, one)
    kept = one.kept == other.kept == "full"
    # Of a page on which nothing was seen, what the newer form shows may be new, unless that is nothing as well.
    was_seen = bool(older.lines) or not newer.lines
    return kept and one.form != other.form and was_seen and all_said(older.lines, newer.lines)


def is_translation_of(before: PageText, now: PageText, source: str) -> bool:
    """Tell whether `now` is the translation of a page whose markup `before` took for words.

    Args:
        before: the words as they were kept before pages of its kind were translated.
        now: those of today.
        source: the page as it is written today.

    What the older text says stands in the source to the word, or the page has changed.
    """
    is_first = before.form < TRANSLATED <= now.form and before.kept == "full"
    return is_first and bool(before.lines) and all_said(before.lines, [Line("sentence", (source,))])


def all_said(older: Iterable[Line], newer: Iterable[Line]) -> bool:
    """Tell whether lines of a newer normal form have all words of an older one.

    What the older one took for words, and is markup, may be left out; what it ran together may stand apart.
    """
    older, newer = list(older), list(newer)
    before, after = Counter(_words(older)), list(_words(newer))
    missing = before - Counter(after)
    if missing:
        missing -= Counter(word for line in older for part in _MARKUP.findall(line.words) for word in _words_of(part))
    return not missing or not missing - _run_together(after, missing, Counter(after) - before)


def _run_together(words: Sequence[str], wanted: Counter[str], apart: Container[str]) -> Counter[str]:
    """Count the words of `wanted` that successive words say once they are run together, each of them in `apart`."""
    longest = min(max(map(len, wanted)), _LONGEST)
    found: Counter[str] = Counter()
    for start in range(len(words)):
        run = ""
        for word in words[start : start + longest]:
            run += word
            if word not in apart or len(run) > longest:
                break
            found[run] += run in wanted
    return found


def _words(lines: Iterable[Line]) -> Iterator[str]:
    return (word for line in lines if line.kind != "sample" for word in _words_of(line.words))


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def digest_of_text(lines: Iterable[Line], samples: Iterable[str]) -> str:
    """Return the identity of what a page says: 32 hex digits over its lines and the texts of its samples."""
    whole = hashlib.sha256(f"{FORM}\n".encode())
    for line in lines:
        whole.update("\x1f".join((line.kind, str(line.level), *line.cells, "\n")).encode("utf-8", "replace"))
    for sample in samples:
        whole.update(sample.encode("utf-8", "replace"))
    return whole.hexdigest()[:32]


def written(document: str, text: PageText, *, version: int) -> bytes:
    """Write a text as Markdown; `version` is that of the snapshot."""
    head = TextHead(document=document, kept=text.kept, form=text.form, format=version)
    shown = [f"<!-- {msgspec.json.encode(head).decode()} -->"]
    before: LineKind = "sentence"
    lines = text.lines
    cells = _inert([cell for line in lines for cell in line.cells])
    end = 0
    for line in lines:
        if line.kind in ("heading", "head") or (line.kind == "sentence") != (before == "sentence"):
            shown.append("")
        begin, end = end, end + len(line.cells)
        shown.append(_shown(line, cells[begin:end]))
        before = line.kind
    return ("\n".join(shown) + "\n").encode()


def head_of(content: bytes, name: str) -> TextHead:
    """Read the first line of a text.

    Raises:
        SnapshotError: it is none; the message calls the file `name`.
    """
    first = content.partition(b"\n")[0].decode("utf-8", "replace")
    try:
        return msgspec.json.decode(first.removeprefix("<!--").removesuffix("-->"), type=TextHead)
    except msgspec.MsgspecError as error:
        raise SnapshotError.damaged(name, str(error), name, content) from None


def text_of(content: bytes, head: TextHead) -> PageText:
    """Read a text back, which is UTF-8; its lines once they are asked for."""
    return PageText(lines=partial(_lines_in, content), kept=head.kept, form=head.form)


def hashed(cell: str) -> str:
    """Return what stands for the words of a cell where only digests are kept."""
    return hashlib.sha256(cell.encode("utf-8", "replace")).hexdigest()[:_HASH] if cell else ""


def _shown(line: Line, cells: Sequence[str]) -> str:
    """Return what stands for a line on disk, which shows these cells."""
    if line.kind == "heading":
        return f"{'#' * max(line.level, 1)} {cells[0]}".rstrip()
    if line.kind in ("head", "row"):
        cells = [f"\\{cell}" if cell.startswith("-") else cell for cell in cells]
        row = f"| {' | '.join(cells)} |"
        return f"{row}\n|{' --- |' * len(cells)}" if line.kind == "head" else row
    if line.kind == "item":
        return f"- **{cells[0]}** {' '.join(cells[1:])}".rstrip()
    if line.kind == "sample":
        return f"> {cells[0]}"
    return f"\\{cells[0]}" if cells[0].startswith(_STARTS) else _unlisted(cells[0])


def _unlisted(words: str) -> str:
    """Keep a sentence that begins with a number and a point from being a list."""
    number = _NUMBERED.match(words)
    return words if number is None else f"{number[1]}\\{words[number.end(1) :]}"


def _inert(cells: Sequence[str]) -> Sequence[str]:
    """Escape what Markdown, or GitHub's reading of it, would show as anything but these words.

    The cells of a page are gone through at once: most have nothing of the kind. The end of a line is no part of a
    word, so that it parts them like their own ends do.
    """
    inert = _escaped("\n".join(cells)).split("\n")
    return inert if len(inert) == len(cells) else [_escaped(cell) for cell in cells]


def _escaped(words: str) -> str:
    return _MARKED.sub(lambda match: "\\" + match[0], words).replace("@", _MENTION)


def _plain(shown: str) -> str:
    return _ESCAPED.sub(lambda match: match[1] or "@", shown)


def _lines_in(content: bytes) -> Iterator[Line]:
    return _lines(content.decode().split("\n")[1:])


def _lines(shown: Sequence[str]) -> Iterator[Line]:
    for number, text in enumerate(shown):
        heading = _HEADING.fullmatch(text)
        item = _ITEM.fullmatch(text)
        if not text or _is_delimiter(text):
            continue
        if heading:
            yield Line("heading", (_plain(heading[2]),), len(heading[1]))
        elif text.startswith("|"):
            below = shown[number + 1] if number + 1 < len(shown) else ""
            cells = tuple(_plain(cell.strip()) for cell in text[1:-1].split(_BETWEEN))
            yield Line("head" if _is_delimiter(below) else "row", cells)
        elif item:
            yield Line("item", (_plain(item[1]), _plain(item[2])))
        elif text.startswith("> "):
            yield Line("sample", (_plain(text[2:]),))
        else:
            yield Line("sentence", (_plain(text),))


def _is_delimiter(text: str) -> bool:
    return text.startswith("| ---")


def is_of_front_matter(line: str) -> bool:
    """Tell whether a line may say what its page is about, as `description: How calls are sent` does.

    A sentence of the body, or the description of a field, may be written alike: whoever asks knows where it stands.
    """
    key, colon, _ = line.partition(": ")
    return bool(colon) and key in FRONT_KEYS

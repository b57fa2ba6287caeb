"""Bodies that pages write as types: `interface Box { id: number; lid?: Lid }`, `{ "id": "number" }`, `{ id: Number }`.

TypeScript has the grammar; pages write much like it. A sample counts as well where remarks behind its members say what
these are: `"id": 3, // required`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.statements import enum_in
from driftwatch.extract.text.blocks import Code, Run, Text
from driftwatch.extract.words.open_lists import NAMES_SOME
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.wording import is_need_word, required_word
from driftwatch.patterns import holds_any, lazy_regex

_LANGUAGES: Final = frozenset(("", "ts", "typescript", "tsx", "js", "javascript", "json", "jsonc", "json5"))
_LONGEST: Final = 20_000
_MOST: Final = 400
"""Members of one block; what has more of them is code."""
_DEEPEST: Final = 12
_TOKEN: Final = lazy_regex(
    r"(?P<remark>//[^\n]{0,2000}|/\*(?:[^*]|\*(?!/)){0,2000}\*/)|(?P<text>\"[^\"\n]{0,300}\"|'[^'\n]{0,300}')"
    r"|(?P<word>[A-Za-z_$][\w$.-]{0,80})|(?P<line>\n)|(?P<blank>[ \t\r]{1,400})|(?P<number>-?\d[\d._]{0,30})"
    r"|(?P<sign>.)"
)
_WORD: Final = lazy_regex(r"\w+")
_OPENING: Final = frozenset("{[(<")
_CLOSING: Final = frozenset("}])>")
_ENDS: Final = frozenset(";,")
_BASIC: Final = frozenset(
    ("string", "number", "boolean", "any", "unknown", "object", "integer", "int", "float", "bool")
)
_MAY_TELL: Final = lazy_regex(rf"\b(?:{'|'.join(sorted(_BASIC))})\b|(?<!:)//|/\*", re.IGNORECASE)
"""A word for a type, or a remark: samples have neither, and are read by others."""
_KINDS: Final = frozenset(("type", "kind", "datatype", "format"))
"""How the last word of a name reads of which the value is the name of a type, and not its own."""
_PIECE: Final = lazy_regex(r"\s{0,3}[,;.(\u2013\u2014]\s{0,3}|\s-{1,2}\s")
_LONGEST_REMARK: Final = 200
_SHORT: Final = 4
"""Letters of "yes", "no" and "true", which a remark may say of anything."""
_PIECES: Final = 3
"""Pieces of a remark in which it says whether a member is needed, and of which type it is."""
_OF_VALUES: Final = ("|", "enum", "one of", "values", "options")
"""What a remark has one of that lists values."""
_BEFORE_VALUES: Final = lazy_regex(r"^(?:enum|options|values)\s?[:=]\s?", re.IGNORECASE)
_LITERAL: Final = frozenset(("true", "false", "null", "undefined"))
_PLACES: Final = frozenset(("path", "query", "header", "cookie"))
_FORMLESS: Final = frozenset(("Date",))
"""Types of a program, of which JSON has none: how they are sent the page does not say."""


class Shape(Struct, frozen=True, kw_only=True):
    """One type: its name, "" for braces alone, and its members."""

    name: str = ""
    members: tuple[DocumentedField, ...] = ()
    is_array: bool = False
    remark: str = ""
    """Right above it in the same block: "// Query parameters"."""


class _Token(Struct, frozen=True):
    kind: str
    text: str


class _RefusedError(Exception):
    """The text is no type of TypeScript, or more of one than is read here."""


def shapes_of(block: Code, *, place: str, stars: bool = False) -> tuple[Shape, ...]:
    """Return the types that a block of code consists of and that no other of them holds; () where it holds code.

    Braces alone have to name the types of most members, else they are a sample, of which remarks tell. A star before a
    name says that it is needed where `stars` do on the page.
    """
    text = block.text
    if block.lang.lower() not in _LANGUAGES or len(text) > _LONGEST or "{" not in text or not _MAY_TELL.search(text):
        return ()
    try:
        reader = _Reader(tuple(_tokens(text)), place, stars=stars)
        found = tuple(reader.declarations())
    except _RefusedError:
        return ()
    if not reader.basic:
        return ()
    if not all(each.name for each in found) and reader.values >= reader.basic:
        if reader.basic > reader.remarked:
            return ()  # of some members the value is the type: others read all of these
        found = tuple(replace(each, members=_told(each.members)) for each in found)
        return found if len(found) == 1 and found[0].members else ()
    marked = reader.has_marks
    known = {each.name: _needed(each.members, marked=marked) for each in found}
    held = {name for each in found for name in _types_in(each.members) if name != each.name}
    roots = [each for each in found if each.name not in held or not each.name]
    inliner = _Inliner(known, reader.aliases)
    return tuple(replace(each, members=inliner.inlined(known[each.name], (each.name,))) for each in roots)


def fields_of_shape(shapes: Sequence[Shape], side: str) -> tuple[DocumentedField, ...]:
    """Return the fields of the one type among these that is sent or returned, as `side` says: by its name, if several.

    >>> box = Shape(name="BoxRequest", members=(DocumentedField(name="id"),))
    >>> [field.name for field in fields_of_shape((box, Shape(name="BoxResponse")), "request")]
    ['id']
    """
    named = [each for each in shapes if side and each.name.lower().endswith(side)]
    fitting = shapes if len(shapes) == 1 else named
    if len(fitting) != 1:
        return ()
    (shape,) = fitting
    role = role_of_title(shape.remark.strip(" :"))
    if role in _PLACES:
        return tuple(replace(each, within=role) for each in shape.members)
    if role in ("response", "webhook") and role != side:
        return ()
    return tuple(replace(each, name=f"[].{each.name}") for each in shape.members) if shape.is_array else shape.members


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "blank":
            yield _Token(kind, match.group())


def _needed(members: Sequence[DocumentedField], *, marked: bool) -> tuple[DocumentedField, ...]:
    """Say of members without a question mark that they are needed, where others of the block have one."""
    return tuple(
        replace(
            each,
            required=marked or None if each.required is None else each.required,
            children=_needed(each.children, marked=marked),
        )
        for each in members
    )


def _told(members: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Return the members of a sample of which remarks say whether they are needed, or which values they may have."""
    inner = (replace(each, children=_told(each.children)) for each in members)
    return tuple(each for each in inner if each.required is not None or each.enum or each.children)


def _types_in(members: Sequence[DocumentedField]) -> Iterator[str]:
    """Yield the words of which the types of members consist: `Record<string, Lid>`."""
    for each in members:
        yield from _WORD.findall(each.type)
        yield from _types_in(each.children)


class _Inliner:
    """Puts what other types of the block hold into the members that are of them, up to so many members in all."""

    def __init__(self, known: Mapping[str, tuple[DocumentedField, ...]], aliases: Mapping[str, str]) -> None:
        self.known = known
        self.aliases = aliases
        self.left = _MOST

    def inlined(self, members: Sequence[DocumentedField], above: tuple[str, ...]) -> tuple[DocumentedField, ...]:
        """Return members with what is in them; `above` are the types that they stand in, which hold no further one."""
        return tuple(self._with_members(each, above) for each in members)

    def _with_members(self, member: DocumentedField, above: tuple[str, ...]) -> DocumentedField:
        name = member.type.removesuffix("[]")
        inner = self.known.get(name, ()) if name and name not in above and len(above) <= _DEEPEST else ()
        if inner and len(inner) <= self.left:
            self.left -= len(inner)
            kind = f"object{member.type[len(name) :]}"
            return replace(member, type=kind, children=self.inlined(inner, (*above, name)))
        if member.children:
            return replace(member, children=self.inlined(member.children, above))
        return replace(member, type=self.aliases[name]) if member.type in self.aliases else member


def _said(remark: str) -> tuple[bool | None, str]:
    """Return what a remark says of whether a member is needed, and its type: "required, string"."""
    need: bool | None = None
    kind = ""
    pieces = _PIECE.split(remark[:_LONGEST_REMARK])[:_PIECES] if remark else []
    for piece in (each.strip(" ()") for each in pieces):
        if need is None and len(piece) > _SHORT and piece.lower() not in _LITERAL and is_need_word(piece):
            need = required_word(piece)
        elif not kind and piece.lower() in _BASIC:
            kind = piece.lower()
    return need, kind


def _values_said(remark: str) -> tuple[str, ...]:
    """Return the values that a remark behind a value lists: "one of: red, blue", "red | blue".

    >>> _values_said("Enum: red, blue, green"), _values_said('"red" | "blue"'), _values_said("red or blue")
    (('blue', 'green', 'red'), ('blue', 'red'), ())
    """
    if len(remark) > _LONGEST_REMARK or not holds_any(remark.lower(), _OF_VALUES) or NAMES_SOME.search(remark):
        return ()
    values = enum_in(Text((Run(_BEFORE_VALUES.sub("One of: ", remark)),)), slashes=False)
    return values if _LITERAL.isdisjoint(values) else ()


class _Reader:
    """Reads the tokens of one block from its first to its last."""

    def __init__(self, tokens: Sequence[_Token], place: str, *, stars: bool) -> None:
        self.tokens = tokens
        self.stars = stars
        self.place = place
        self.at = 0
        self.basic = 0
        """Members whose type is a word of the language."""
        self.values = 0
        """Members that have a value in place of a type."""
        self.remarked = 0
        """Members with a value of which a remark says something."""
        self.has_marks = False
        self.aliases: dict[str, str] = {}
        """What other names stand for."""
        self.size = 0
        self.remark = ""

    def declarations(self) -> Iterator[Shape]:
        """Yield every type of the block; refuse what is none."""
        self._skip_lines()
        while self._peek().kind != "end":
            remark, self.remark = self.remark, ""
            if (shape := self._declaration()) is not None:
                yield replace(shape, remark=remark)
            self._skip_lines(also=_ENDS)

    def _declaration(self) -> Shape | None:
        """Read a type with members; None for another name of one without: `type Kind = "red" | "blue"`."""
        token = self._next()
        if token.text == "export":
            token = self._next()
        if token.text in ("interface", "type"):
            is_alias = token.text == "type"
            name = self._next().text
            if is_alias and self._takes("=") and self._peek().text != "{":
                self.aliases[name] = self._rest()[0]
                return None
            while self._peek().text != "{":
                if self._peek().kind not in ("word", "line") and self._peek().text not in ("=", ","):
                    raise _RefusedError
                self._next()
            self._next()
            members = tuple(self._members(1))
            return Shape(name=name, members=members, is_array=self._takes("[", "]"))
        if token.text == "[":
            self._skip_lines()
            self._expect("{")
            members = tuple(self._members(1))
            self._skip_lines(also=_ENDS)
            self._expect("]")
            return Shape(members=members, is_array=True)
        if token.text != "{":
            raise _RefusedError
        members = tuple(self._members(1))
        return Shape(members=members, is_array=self._takes("[", "]"))

    def _members(self, depth: int) -> Iterator[DocumentedField]:
        """Yield the members up to the brace that closes them."""
        if depth > _DEEPEST:
            raise _RefusedError
        while True:
            self._skip_lines(also=_ENDS)
            token = self._next()
            if token.text == "}":
                return
            self.size += 1
            if self.size > _MOST:
                raise _RefusedError
            is_starred = token.text == "*"
            if (is_starred or token.text == "readonly") and self._peek().kind in ("word", "text"):
                token = self._next()
            if token.kind not in ("word", "text"):
                self._leave_out(token)
            elif (member := self._member(token.text.strip("\"'"), depth)) is not None:
                yield replace(member, required=True) if is_starred and self.stars else member

    def _leave_out(self, token: _Token) -> None:
        """Skip a member whose name the page does not say: `[key: string]: number`, `...`."""
        if token.text != "[" and not (token.text == "." and self._takes(".", ".")):
            raise _RefusedError
        self._rest(inside=int(token.text == "["))

    def _member(self, name: str, depth: int) -> DocumentedField | None:
        """Read a member behind its name; None for one of which only a value is shown."""
        is_optional = self._takes("?")
        self.has_marks |= is_optional
        self._expect(":")
        self._skip_lines()
        children: tuple[DocumentedField, ...] = ()
        is_value = False
        closing = self._opening_of_list()
        if self._takes("{"):
            opened = self._remark_behind()
            children = tuple(self._members(depth + 1))
            self._skip_lines(also=_ENDS if closing else frozenset())
            is_list = self._takes(closing) if closing else self._takes("[", "]")
            rest, says = self._rest()
            kind = ("object[]" if is_list else "object") + (" | null" if "null" in rest.split() else "")
            says = says or opened
        else:
            rest, says = self._rest(inside=1 if closing else 0)
            typed = self._kind(name, {">": "Array<", "]": "["}.get(closing, "") + rest)
            says = says or (rest.strip("\"'") if typed and rest[:1] in "\"'" else "")
            kind, is_value = typed or "", typed is None
        need, told = _said(says)
        values = _values_said(says) if is_value else ()
        if is_value and need is None and not (told or values):
            self.values += 1
            return None
        self.basic += is_value
        self.remarked += is_value
        return DocumentedField(
            name=name,
            type=kind or told,
            required=False if is_optional else need,
            enum=values,
            says=says,
            children=children,
            locator=f"{self.place} > {name}" if self.place else name,
        )

    def _opening_of_list(self) -> str:
        """Take what opens a list in front of a member's type, and return what closes it: `Array<`, `[`."""
        closing = ">" if self._takes("Array", "<") else "]" if self._takes("[") else ""
        if closing:
            self._skip_lines()
        return closing

    def _remark_behind(self) -> str:
        return self._next().text.strip("/* ") if self._peek().kind == "remark" else ""

    def _kind(self, name: str, said: str) -> str | None:
        """Return a type as written, "" for one that the page does not say how it is sent; None for a value."""
        inner = said.removeprefix("Array<").removesuffix(">").removeprefix("[").removesuffix("]").replace("[]", "")
        words = [each.strip() for each in inner.split("|")]
        if len(words) == 1 and words[0][:1] in "\"'" and words[0][1:2]:
            text = words[0].strip("\"'")
            is_of_value = name.lower().endswith(tuple(_KINDS)) or text.lower() == name.lower()
            plain = _PIECE.split(text)[0].strip().lower()
            if not is_of_value and plain.removesuffix("[]") in _BASIC:
                self.basic += 1
                return f"{plain}[]" if said[:1] == "[" else plain
        if len(words) == 1 and (words[0][:1] in "\"'-0123456789" or words[0] in _LITERAL or not words[0]):
            return None
        self.basic += any(each.lower().strip("?") in _BASIC for each in words)
        return "" if _FORMLESS & set(words) else said.strip("?")

    def _rest(self, inside: int = 0) -> tuple[str, str]:
        """Return what stands up to the end of a member, its type, and the remark behind it.

        So many brackets are open as `inside` says.
        """
        pieces: list[str] = []
        open_ones = inside
        noted = ""
        while True:
            token = self._peek()
            if token.kind == "end":
                raise _RefusedError
            if open_ones == 0 and (token.text in _ENDS or token.text == "}" or self._ends_line(pieces)):
                break
            self._next()
            if token.kind in ("line", "remark"):
                continue
            if token.text == "(" and pieces and not (open_ones or noted):
                noted = self._noted()
                continue
            open_ones += (token.text in _OPENING) - (token.text in _CLOSING)
            if noted or token.text in ("{", "(", "=") or open_ones < 0:
                raise _RefusedError
            pieces.append(f" {token.text} " if token.text in "|&" else token.text)
        if self._peek().text in _ENDS:
            self._next()
        says = ", ".join(filter(None, (noted, self._remark_behind())))
        return "".join(pieces).strip(" |"), says

    def _noted(self) -> str:
        """Return what stands in brackets behind a type, on one line: "string (required, 3 to 20 letters)"."""
        pieces: list[str] = []
        open_ones = 1
        while open_ones:
            token = self._next()
            if token.kind == "line" or len(pieces) > _LONGEST_REMARK:
                raise _RefusedError
            open_ones += (token.text == "(") - (token.text == ")")
            pieces.append(token.text)
        return " ".join(pieces[:-1])

    def _ends_line(self, pieces: Sequence[str]) -> bool:
        """Tell whether a member ends with its line, though no sign says so: the next one does not go on with `|`."""
        if self._peek().kind not in ("line", "remark") or (pieces and pieces[-1].strip() in ("|", "&")):
            return False
        following = (each for each in self.tokens[self.at : self.at + 6] if each.kind not in ("line", "remark"))
        return next(following, _Token("end", "")).text not in ("|", "&")

    def _peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _Token("end", "")

    def _next(self) -> _Token:
        token = self._peek()
        if token.kind == "end":
            raise _RefusedError
        self.at += 1
        return token

    def _takes(self, *texts: str) -> bool:
        found = tuple(each.text for each in self.tokens[self.at : self.at + len(texts)]) == texts
        self.at += len(texts) if found else 0
        return found

    def _expect(self, text: str) -> None:
        if not self._takes(text):
            raise _RefusedError

    def _skip_lines(self, also: frozenset[str] = frozenset()) -> None:
        while (token := self._peek()).kind in ("line", "remark") or token.text in also:
            self.remark = token.text.strip("/* ") if token.kind == "remark" else self.remark
            self.at += 1

"""Lists of fields: bullets such as "`name` (string, required): ...", definitions, the nested bullets of Stainless."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.extract.fields.choices import choice_aside, choice_behind
from driftwatch.extract.fields.defaults import default_in
from driftwatch.extract.fields.descriptions import words_behind
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import LONGEST_DESCRIPTION, REFERENCE, below
from driftwatch.extract.fields.heads_of_items import IN_BRACKETS, PIECES, name_first, rounded
from driftwatch.extract.fields.inner_lists import are_fields
from driftwatch.extract.fields.joined_names import apart, in_plain
from driftwatch.extract.fields.needs_in_words import need_said
from driftwatch.extract.fields.noted_types import Noted, noted_in, says_type
from driftwatch.extract.fields.object_links import link_of_type
from driftwatch.extract.fields.stacked_items import unstacked
from driftwatch.extract.fields.statements import enum_in, introduces_values, is_deprecated_in, is_pattern, marked
from driftwatch.extract.fields.types_in_words import type_in_words, type_of_choice
from driftwatch.extract.text.blocks import Item, List, Paragraph, Run, Text
from driftwatch.extract.words.open_lists import SOME_VALUES
from driftwatch.extract.words.role_words import SAMPLES
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.type_words import is_scalar, names_type, schema_of_type
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import BADGE, required_word, tidy, word
from driftwatch.patterns import lazy_regex

_STAINLESS: Final = lazy_regex(
    r"(?!(?:[A-Z][A-Za-z]{0,40}(?:-[A-Z][A-Za-z]{0,40}){1,6}|Authorization|Accept|Cookie|Host): )"
    r"([\w.$-]{1,80}): (optional )?(.{1,600})$",
    re.DOTALL,
)
"""A name with its type; `Content-Type: application/json` is a header with its value."""
_STAINLESS_ROOT: Final = lazy_regex(r"([\w.$-]{1,80}) = (optional )?(.{1,600})$", re.DOTALL)
"""The body itself: `Widget = object { id, 2 more }`."""
_MARKS: Final = " \t\n:*\uff1a"
"""What may stand between a name and its type."""
_LITERAL: Final = lazy_regex(r"(?:true|false|null|none|-?\d[\d._]{0,20})$", re.IGNORECASE)
"""What stands behind the name of a field as a value of it: `fold: true`."""
_LITERAL_BULLET: Final = lazy_regex(r"\"([^\"]*)\"$")
ASSIGNED: Final = lazy_regex(
    r"([\w.$\[\]-]{1,80})=(?:[<\[]([^<>\[\]]{1,80})[>\]]|(\w[\w.-]{0,40}(?:\|\w[\w.-]{0,40}){1,20}))$"
)
"""As a query string is written: `limit=<number>`, `state=on|off`."""
_ELIDED: Final = lazy_regex(r"(?: or|,)? \d+ more\b")
_DEFINED: Final = lazy_regex(r":?([A-Za-z_$@][\w$@.\-\[\]:]{0,200}): (.+)$", re.DOTALL)
_BEFORE_TYPE: Final = lazy_regex(
    r"(?P<name>:?[A-Za-z_$@][\w$@.\-\[\]:]{0,200}):\s(?:(?P<need>optional|required|mandatory)[.,:]?\s)?$", re.IGNORECASE
)
"""A term and its need, in front of a type in bold."""
_VALUE: Final = lazy_regex(
    r"(?P<quote>[\"'])(?P<quoted>[^\"']{1,60})(?P=quote)(?:$|\s?[:\u2013\u2014(-])|(?P<alone>[\w.+-]{1,60})(?:\s\([^()]{1,40}\))?$"
)
"""A value in quotes, whatever is said of it, or in one word alone."""
_PLAIN_NAME: Final = lazy_regex(
    r"(?:[\u201c\u2018]|(?P<quote>[\"']?))(?P<name>(?!e\.g)[a-z_$][\w$.\[\]-]{0,80})"
    r"(?(quote)(?P=quote)|[\u201d\u2019])(?=(?:\s[(（][^()（）]{1,60}[)）])?(?:\s?:|\s[-\u2013\u2014\u2212])(?:\s|$))"
)
"""A name in plain words or in quotes at the head of an item, with its type in brackets or not, before what separates it
from what it is.
"""
_TYPED_NAME: Final = lazy_regex(r"(?P<name>[a-z_$][\w$.\[\]-]{0,80})(?=\s[(（](?P<aside>[^()（）]{1,60})[)）](?:\s|$))")
"""One with its type or need in brackets, which nothing need separate from what it is."""
_REMARK: Final = "note"
"""A name that mostly begins a remark; once among several others it is one of them."""
_SENTENCE: Final = lazy_regex(r"[.;。；](?:\s|$)|\s[–—-]\s")
NAMED: Final = lazy_regex(r"(?!(?:true|false|null|none)$)[A-Za-z_$@][\w$@.\[\]-]*$", re.IGNORECASE)
"""A name, and no value: `404`, `true`."""
_DESCRIBED: Final = lazy_regex(
    r"(?:[(（][^()（）]{1,200}[)）]\s?)?[:：–—−-]\s?\S|\.\s[A-Z]|(?:of|to|as|for|in|containing|with)\s(?:the|an?|this|its|any)\b"
    r"|[(（](?:default|optional|required|mandatory)\b[^()（）]{0,120}[)）]\.?$"
)
"""What follows the name of a field in a list: a colon, dash or full stop with what it is, or "of the widget"."""
_JOINED: Final = lazy_regex(r"(?:and|or|vs|plus)\b|[^\w\s(]")
"""What follows a name in code that is one of several, or the begin of a formula: "`a` and `b` exclude each other"."""
_BARE_NOTE: Final = lazy_regex(
    r"(?P<type>string|integer|int|number|float|double|boolean|bool|array|object|timestamp|datetime|date|uuid)"
    r"(?:[\s,]{1,2}(?P<need>required|optional))?\s?(?:$|[:：–—-]\s)",
    re.IGNORECASE,
)
"""A type that nothing sets apart, and what is needed: "`size` integer", "`size` integer, required - How wide"."""
_ONE_OF: Final = lazy_regex(
    r"\bone\sof(?:\s(?:the|these|following|several|possible)){0,3}(?:\s(?:kinds?|types?|forms?|variants?|shapes?|objects?|schemas?"
    r"|structures?|formats?|options?))?\s?[:\uff1a]$",
    re.IGNORECASE,
)
"""How what is said of an object ends above the kinds of it: "One of these kinds:"."""
_OWN_TYPE: Final = lazy_regex(r"[A-Z][A-Za-z]{1,60}(?:\[\])?$")
_BETWEEN_VALUES: Final = frozenset((",", "or", ", or", "/", "|"))
_ANSWERS: Final = frozenset(("return", "returns"))
"""What a call does, in bold at the head of an item of a list that nobody says is one of fields."""
_BADGE_RUNS: Final = 6
_HEAD: Final = lazy_regex(r"[\"'\u201c]?([\w.+-]{1,60})(?![\w.+-])")
_BADGES: Final = 80
"""Characters of a definition in which badges stand."""
_DEPTH: Final = 12
_FEW: Final = 2
"""Terms with a type that make the others of their list fields as well."""
_OF_PART: Final = lazy_regex(
    r"[\x02\"']([^\x02\x03\"']{1,40})[\x03\"']\s(?:is|are|(?:may|can|must)\sbe)\s(?:either\s)?(?:one|any)\sof\b[^.]{0,40}[:：]$"
)
"""What stands above the values of a part of the value alone: "`XY`, where `Y` is one of:"."""


def plain_names(block: List) -> tuple[str, ...]:
    """Return the names in plain words with which all items of a list begin: "size: How large."; () for any other."""
    return tuple(item.text.codes[0] for item in _in_words(block))


def list_fields(
    block: List, *, place: str = "", depth: int = 0, untyped: bool = False, named: bool = False
) -> tuple[DocumentedField, ...]:
    """Return the fields of bullets such as "`name` (string, required): ..." or "`name: optional string`".

    Where `untyped` is true, a heading says that the list is one of fields: those that state no type count as well.
    Where `named` is, it says so by name ("Query parameters"), so that any word in bold may be one, as in code.
    """
    if depth > _DEPTH:
        return ()
    if block.is_definitions:
        return _of_terms(block, place, depth, untyped=untyped, named=named)
    in_words = _in_words(block := unstacked(block))
    own = tuple(map(in_plain, block.items)) if untyped or named else block.items
    is_typed = len(in_words) > 1 and (all(_states_type(item.text) for item in in_words) or _are_typed(in_words))
    items = apart(in_words if in_words and (named or is_typed) else own, told=untyped or named)
    untyped = untyped or is_typed
    has_typed = any(type_in_code(item.text) for item in items) or all(map(_holds_typed, items))
    return tuple(
        field
        for item in items
        for field in item_fields(item, place, depth, untyped=untyped or (has_typed and _holds_typed(item)), named=named)
    )


def _holds_typed(item: Item) -> bool:
    """Tell whether an item is a name alone above a list of fields: "**parts**:", beside others that state a type."""
    nested = [inner for block in item.blocks if isinstance(block, List) for inner in block.items]
    is_alone = bool(nested) and not _behind(item.text).strip(_MARKS) and not role_of_title(item.text.plain)
    return is_alone and any(type_in_code(inner.text) or _holds_typed(inner) for inner in nested)


def type_in_code(text: Text) -> str:
    """Return the type that stands in code right behind a name: "**size** `integer`"; "" for none."""
    if not text.runs or not (text.runs[0].code or text.runs[0].strong):
        return ""
    following = [run for run in text.runs[1:5] if run.code or run.text.strip(_MARKS)]
    said = following[0].text if following and following[0].code else ""
    return said if said and names_type(said) and not _is_value(following) else ""


def _is_value(following: Sequence[Run]) -> bool:
    """Tell whether the first of these runs is one of several values, of which others are no types: `file` or `dir`."""
    if len(following) < 3 or not following[2].code or following[1].text.strip() not in _BETWEEN_VALUES:  # noqa: PLR2004
        return False
    return not names_type(following[2].text)


def _need_in_code(text: Text) -> bool | None:
    """Tell what stands in code behind the type of a field: "`size` (`int`) `Required`"."""
    said = (word(run.text) for run in text.runs[1:_BADGE_RUNS] if run.code)
    return next((required_word(each) for each in said if each in OUTRIGHT_NEED), None)


def _states_type(text: Text) -> bool:
    """Tell whether a type stands right behind the name, or in brackets behind what it is: "size: integer, in cm"."""
    rest = _behind(text)
    match = IN_BRACKETS.match(rest)
    return bool(match and says_type(match[1])) or bool(type_in_words(rest))


def _are_typed(items: Sequence[Item]) -> bool:
    """Tell whether a type in code stands behind each name, where some are of the page's own: "state: `BoxState`"."""
    following = [next((run for run in item.text.runs[1:] if run.text.strip(_MARKS)), Run("")) for item in items]
    known = sum(bool(type_in_code(item.text)) for item in items)
    return known >= _FEW and all(run.code and (names_type(run.text) or _OWN_TYPE.match(run.text)) for run in following)


def _name_in_words(text: str) -> re.Match[str] | None:
    if (plain := _PLAIN_NAME.match(text)) is not None:
        return plain
    match = _TYPED_NAME.match(text)
    return match if match and (says_type(match["aside"]) or word(match["aside"]) in OUTRIGHT_NEED) else None


def _in_words(block: List) -> tuple[Item, ...]:
    """Return the items of a list as if the names stood in code with which all of them begin: "size: How large.".

    () for any other list.
    """
    found: list[Item] = []
    for item in block.items:
        first, *rest = item.text.runs or (Run(""),)
        match = None if first.code or first.strong or first.href else _name_in_words(first.text)
        if match is None and found and word(item.text.plain.rstrip(":\uff1a ")) in SAMPLES:
            continue  # what stands in it shows them
        if match is None:
            return ()
        runs = (Run(match["name"], code=True), Run(first.text[match.end() :]), *rest)
        found.append(Item(Text(runs), item.blocks))
    remarks = sum(each.text.codes[0] == _REMARK and _behind(each.text)[:1] == ":" for each in found)
    return tuple(found) if not remarks or (remarks == 1 and len(found) > _FEW + remarks) else ()


def _with_words_of_values(item: Item) -> Item:
    """Return an item that ends in the label below it, where that says that its values follow: "Possible values:"."""
    label, *rest = item.blocks or (None,)
    is_label = isinstance(label, Paragraph) and bool(rest) and isinstance(rest[0], List)
    if not is_label or not isinstance(label, Paragraph) or not introduces_values(label.text):
        return item
    return Item(Text((*item.text.runs, Run("\n"), *label.text.runs)), item.blocks[1:])


def item_fields(item: Item, place: str, depth: int, *, untyped: bool, named: bool) -> tuple[DocumentedField, ...]:
    """Return the field of an item, with those below it; () for an item that is none."""
    item = _with_words_of_values(item)
    text = rounded(name_first(item.text))
    if not text.codes or not text.runs[0].code:
        bold = _in_bold(item if text is item.text else replace(item, text=text), named=named)
        nested = [block for block in item.blocks if isinstance(block, List)] if bold else []
        is_named = named and all(_in_bold(inner, named=True) for block in nested for inner in block.items)
        said = named and bold is not None and not bold.codes[0][:1].isupper()
        found = _plain_bullet(bold, nested, place, depth, untyped=untyped, named=is_named, said=said) if bold else None
        return (found,) if found is not None else ()
    nested = [block for block in item.blocks if isinstance(block, List)]
    return _of_code(text, nested, place, depth, untyped=untyped, named=named)


def _of_code(
    text: Text, nested: list[List], place: str, depth: int, *, untyped: bool, named: bool
) -> tuple[DocumentedField, ...]:
    """Return the field that the code says with which an item begins.

    What stands there as an example has it, `fold: true`, says neither a type nor a need where words say what it does.
    """
    code = text.codes[0]
    if match := ASSIGNED.match(code):
        field = _plain_bullet(_named(match[1], text), nested, place, depth, untyped=True)
        values = tuple(sorted(set((match[3] or "").split("|")))) if match[3] else ()
        return (replace(field, type=match[2] or "", enum=values or field.enum, is_assigned=True),) if field else ()
    match = _STAINLESS.match(code)
    if match and _LITERAL.match(match[3]) and _behind(text).strip(_MARKS):
        # A need in brackets, or fields below it, say that it is a field, whatever the words behind it begin with.
        noted = IN_BRACKETS.match(_behind(text))
        said = bool(nested) or (noted is not None and noted_in(noted[1]).required is not None)
        field = _plain_bullet(_named(match[1], text), nested, place, depth, untyped=True, said=said)
        return (field,) if field is not None else ()
    if match:
        return (_stainless(match, nested, below(place, match[1]), depth),)
    if match := _STAINLESS_ROOT.match(code):
        root = _stainless(match, nested, place, depth)
        return (replace(root, name="", required=None),) if root.children else ()
    field = _plain_bullet(text, nested, place, depth, untyped=untyped, said=named) if REFERENCE.match(code) else None
    return (field,) if field is not None else ()


def _named(name: str, text: Text) -> Text:
    """Return an item as if it began with the name alone, in code."""
    return Text((Run(name, code=True), *text.runs[1:]))


def _in_bold(item: Item, *, named: bool) -> Text | None:
    """Return the text of an item that begins with a name in bold as if it stood in code; None for another.

    A word such as **Note** is none, unless what is `named` are parameters or fields; **Body** says where these are.
    """
    first, *rest = item.text.runs or (Run(""),)
    name = first.text.strip().removesuffix(":")
    behind = _behind(item.text)
    noted = IN_BRACKETS.match(behind)
    is_typed = (
        bool(type_in_code(item.text)) or _BARE_NOTE.match(behind) is not None or bool(noted and says_type(noted[1]))
    )
    is_name = first.strong and not first.code and NAMED.match(name) and (named or is_typed or not name[:1].isupper())
    is_name = is_name and not ((name[:1].isupper() or (name in _ANSWERS and not named)) and role_of_title(name))
    after = [Run(":"), *rest] if first.text.rstrip().endswith(":") else rest
    return Text((Run(name, code=True), *after)) if is_name else None


def _plain_bullet(
    text: Text, nested: list[List], place: str, depth: int, *, untyped: bool, named: bool = False, said: bool = False
) -> DocumentedField | None:
    """Read an item that begins with a name; one whose heading has `said` that names stand here needs no colon."""
    code = text.codes[0]
    rest = _behind(text)
    match = IN_BRACKETS.match(rest)
    bare = _BARE_NOTE.match(rest)
    coded = type_in_code(text) or (bare["type"] if bare else "")
    typed = bool(coded) or (match is not None and says_type(match[1]))
    is_alone = not rest.strip(_MARKS)
    is_described = is_alone or _DESCRIBED.match(rest) or (said and not _JOINED.match(rest))
    if not typed and not (untyped and NAMED.match(code) and is_described):
        return None
    noted = noted_in(match[1]) if match else Noted(required=required_word(bare["need"] or "") if bare else None)
    kind = coded or (noted.type if typed else "")
    stated = kind or type_in_words(rest)
    is_choice = (schema_of_type(stated) or {}).get("type") == "object" and _lists_kinds(text, nested)
    nested = [] if is_choice else nested
    here, described, values = below(place, code), Text(text.runs[1:]), values_below(text, nested)
    holds_fields = are_fields(code, nested, (type_in_code, _states_type), kind=stated, alone=is_alone and untyped)
    head = match.group() if match and (typed or noted.required is not None) else bare.group() if bare else coded
    told = (
        _all_of(values, text)
        or enum_in(words_behind(text, head), is_scalar=is_scalar(kind), kind=kind)
        or enum_in(described, kind=kind)
    )
    told = told or (choice_aside(match[1]) if match and not typed else ()) or choice_behind(rest, text.codes)
    parts = () if values or _lists_patterns(text, nested) or _explains(told, nested) else nested
    default = noted.default if noted.default is not UNSET else default_in(described)
    return DocumentedField(
        name=code,
        type=stated or type_of_choice(rest),
        required=next(
            (need for need in (noted.required, _need_in_code(text)) if need is not None), need_said(described)
        ),
        default=UNSET if default is None else default,
        enum=told,
        deprecated=is_deprecated_in(described),
        says=tidy(described.plain)[:LONGEST_DESCRIPTION],
        target=link_of_type(Text(_up_to_bracket(text.runs[1:]))) if typed else "",
        children=_fields_below(parts, here, depth, named=named, alone=holds_fields),
        locator=here,
    )


def _fields_below(
    nested: Iterable[List], place: str, depth: int, *, named: bool = False, alone: bool = False
) -> tuple[DocumentedField, ...]:
    """Return the fields of the lists in an item; where it has `named` some, or its name `alone`, they need no types."""
    found = (list_fields(block, place=place, depth=depth + 1, untyped=named or alone, named=named) for block in nested)
    return tuple(chain.from_iterable(found))


def _behind(text: Text) -> str:
    """Return what stands behind the name of a field."""
    return "".join(run.text for run in text.runs[1:]).strip()


def values_below(text: Text, nested: Sequence[List]) -> tuple[str, ...]:
    """Return the values that stand in a list below words that say so: "Valid kinds include:" above `box`, `cart`."""
    if len(nested) != 1 or not introduces_values(text):
        return ()
    items = [item.text for item in nested[0].items]
    if any((noted := IN_BRACKETS.match(_behind(text))) and says_type(noted[1]) for text in items):
        return ()
    listed = [text.codes[0] if text.codes and text.runs[0].code else _value_in_words(text) for text in items]
    are_values = all(listed) and len(listed) > 1 and not _lists_patterns(text, nested)
    return tuple(sorted(set(listed))) if are_values else ()


def _all_of(values: tuple[str, ...], text: Text) -> tuple[str, ...]:
    """Return the values below words that do not say that they are some of them: "Common values:"."""
    return () if values and SOME_VALUES.search(text.plain) else values


def _lists_kinds(text: Text, nested: Sequence[List]) -> bool:
    """Tell whether what stands below an object are kinds of it, called as types are, and no members with types."""
    if _ONE_OF.search(text.plain) is None or not text.codes[0][:1].islower():
        return False
    items = [item.text for block in nested for item in block.items]
    return bool(items) and all(map(_is_kind, items))


def _is_kind(text: Text) -> bool:
    first = next(iter(text.runs), Run(""))
    is_called = (first.code or first.href) and _OWN_TYPE.match(first.text) is not None
    is_typed = _states_type(text) or type_in_code(text) or _BARE_NOTE.match(_behind(text))
    return bool(is_called) and not is_typed


def _lists_patterns(text: Text, nested: Sequence[List]) -> bool:
    """Tell whether patterns stand below words of values, "Available filters:" above `size=<number>`, or parts of one.

    These are no values of the field that is described, and no fields in it.
    """
    part = _OF_PART.search(marked(text)[-_BADGES:])
    if part is not None and text.codes and part[1] != text.codes[0]:
        return True
    codes = (item.text.codes[0] for block in nested for item in block.items if item.text.codes)
    return introduces_values(text) and any(map(is_pattern, codes))


def _value_in_words(text: Text) -> str:
    """Return the value that an item consists of without code: in quotes, or one word."""
    match = _VALUE.match(tidy(text.plain)) if not text.codes else None
    return (match["quoted"] or match["alone"]) if match else ""


def _explains(values: Sequence[str], nested: Sequence[List]) -> bool:
    """Tell whether the items below a field say of each of its values what it means: "`red`: it is shut"."""
    heads = [_HEAD.match(item.text.plain) for block in nested for item in block.items]
    return bool(values) and all(head is not None and head[1] in values for head in heads)


def _up_to_bracket(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs up to the bracket that closes the type."""
    end = next((at for at, run in enumerate(runs, start=1) if ")" in run.text or "）" in run.text), len(runs))
    return runs[:end]


def _of_terms(block: List, place: str, depth: int, *, untyped: bool, named: bool) -> tuple[DocumentedField, ...]:
    """Return the fields of terms; where all are in code, those that state a type say of the others what they are."""
    found = [_of_term(item, place, depth, untyped=untyped, named=named) for item in block.items]
    typed = sum(1 for fields in found if any(field.type for field in fields))
    is_open = not untyped and _FEW <= typed < len(found)
    if is_open and all(item.text.runs and item.text.runs[0].code for item in block.items):
        found = [_of_term(item, place, depth, untyped=True, named=named) for item in block.items]
    return tuple(field for fields in found for field in fields)


def _of_term(item: Item, place: str, depth: int, *, untyped: bool, named: bool) -> tuple[DocumentedField, ...]:
    """Return the field of a term; one in code with brackets behind it is written as a bullet: "`size` (integer)"."""
    field = _defined(item, place, untyped=untyped)
    is_bracketed = field is None and item.text.runs[:1] and item.text.runs[0].code
    if is_bracketed and IN_BRACKETS.match(_behind(item.text).lstrip()):
        return item_fields(item, place, depth, untyped=untyped, named=named)
    return (field,) if field is not None else ()


def _defined(item: Item, place: str, *, untyped: bool) -> DocumentedField | None:
    """Read `term: String, required. What it is.`; Hugo's `{{<required>}}` stands for a badge."""
    text = _type_set_apart(item.text)
    match = _DEFINED.match(text.plain)
    if match is None:
        return None
    badges = [required_word(badge) for badge in BADGE.findall(match[2][:_BADGES])]
    head, *rest = _SENTENCE.split(BADGE.sub("", match[2]).strip(), maxsplit=1)
    kind, *pieces = PIECES.split(head)
    aside = IN_BRACKETS.match(match[2])
    if aside is not None and says_type(aside[1]):  # "(Required, string) What it is."
        kind, *pieces = sorted(PIECES.split(aside[1]), key=lambda piece: not names_type(piece))
        rest = [match[2][aside.end() :].strip()]
    schema = schema_of_type(kind)
    if schema is None and True not in badges and not untyped:
        return None
    said = [needed for needed in (*badges, *map(required_word, pieces)) if needed is not None]
    said += [needed for needed in (need_said(Text((Run(" ".join(rest)),))),) if needed is not None]
    default = default_in(text)
    is_array = schema is not None and schema.get("type") == "array"
    return DocumentedField(
        name=match[1].removesuffix("[]") if is_array else match[1],  # forms write the array itself so
        type="" if schema is None else kind,
        required=said[0] if said else None,
        default=UNSET if default is None else default,
        enum=values_below(text, [block for block in item.blocks if isinstance(block, List)])
        or enum_in(text, kind=kind),
        deprecated=any(is_deprecated_in(Text((Run(piece),))) for piece in (head, *rest)),
        says=tidy(" ".join(rest))[:LONGEST_DESCRIPTION],
        locator=below(place, match[1]),
    )


def _type_set_apart(text: Text) -> Text:
    """Write "term: Required **string** What it is." with the need and the type in brackets, as others have them."""
    first, *rest = text.runs or (Run(""),)
    match = _BEFORE_TYPE.match(first.text) if rest and rest[0].strong else None
    if match is None or not names_type(rest[0].text):
        return text
    said = ", ".join(each for each in (match["need"], rest[0].text.strip()) if each)
    return Text((Run(f"{match['name']}: ({said})"), *rest[1:]))


def _stainless(match: re.Match[str], nested: list[List], here: str, depth: int) -> DocumentedField:
    """Read `name: optional "a" or "b" or 2 more`: what is elided stands in the bullets below."""
    kind = _ELIDED.sub("", match[3]).partition(" { ")[0].strip()
    values = [
        found[1]
        for block in nested
        for item in block.items
        for code in item.text.codes
        if (found := _LITERAL_BULLET.match(code))
    ]
    children = _fields_below(nested, here, depth)
    if values and "enum" in (schema_of_type(kind) or {}):
        kind = " or ".join(f'"{value}"' for value in sorted(set(values)))
    return DocumentedField(
        name=match[1],
        type=kind,
        required=match[2] is None,
        enum=tuple(sorted(values)),
        children=children,
        locator=here,
    )

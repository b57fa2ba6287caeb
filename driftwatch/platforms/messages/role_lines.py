"""Lines and rows that begin with what the names behind it are for: "- Header: `X-Key`", "Query | `?page=1&size=20`"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_lists import item_fields
from driftwatch.extract.fields.field_tables import below
from driftwatch.extract.fields.line_objects import members_of
from driftwatch.extract.fields.named_rows import named_row
from driftwatch.extract.fields.queries import is_query, parameters_of_query
from driftwatch.extract.text.blocks import Item, List, Run, Table, Text
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import LONGEST_TARGET, METHODS, VERBS, call_of_line
from driftwatch.platforms.messages.page_labels import row_of, taken_at

_ROLES: Final = frozenset(("path", "query", "header", "cookie", "body"))
"""Words for these say where what is named behind them travels."""
_IN_LINES: Final = _ROLES | {"input"}
_WHOLE: Final = frozenset(("request", "response"))
"""Words for these say the same of what stands in braces."""
_SENT: Final = _ROLES | {"input", "request"}
"""The same of a column that says that a caller sends what it names."""
_TYPED: Final = lazy_regex(r"([A-Za-z_][\w.\[\]-]{0,60})\s?[:\uff1a]\s?([^:\uff1a]{1,60})")
_PARTED: Final = lazy_regex(r"\s?[\n,;\u3001\uff0c]\s?")
_VERBS: Final = lazy_regex(METHODS, re.IGNORECASE)
_ENDS_IN_LABEL: Final = lazy_regex(r"(?:^|[.;\u3002]\s?)([^.:;\uff1a\u3002]{2,40}?)\s?[:\uff1a]\s?$")
_BEHIND_COMMA: Final = lazy_regex(r"[,\uff0c]\s?([^.,:;\uff0c\uff1a\u3002]{2,40}?)\s?[:\uff1a]\s?$")
"""The same behind a comma: "Makes one, body: "."""
_LABEL: Final = lazy_regex(r"\s?([^:\uff1a`]{2,40}?)\s?[:\uff1a]\s?")
_ANSWER: Final = lazy_regex(r"([1-5]\d\d)(?:\s[A-Z][A-Za-z' -]{1,40}?)?:?\s?(\{.{1,900}\})")
_BEFORE_OBJECT: Final = lazy_regex(
    r"(?P<start>^|[.;(\u2013\u2014]\s?|[,:]\s|\b(?:and|success|then|with)\s)(?:(?:it|this)\s)?(?:(?P<body>(?:(?:request|json)\s){0,2}(?:body|payload)(?:\s(?:is|of))?"
    r"|takes|accepts|expects)|(?P<response>returns|responds\swith|answers\swith|(?:the\s)?response\s(?:body\s)?is))(?:\s(?:an?\s)?(?:object|json))?\s\Z",
    re.IGNORECASE,
)
"""What stands before an object without a colon: "Makes one; body `{ name, size? }`", "Returns `{ id, name }`"."""
_BESIDE: Final = lazy_regex(
    r"\s?(?:if|when|unless|on\s(?:error|failure)|otherwise|for|to|from|by|hook|function)\b", re.IGNORECASE
)
"""What makes such an object one of some cases only, or of something else than the call."""
_FAILURES: Final = frozenset(("error", "errors"))
"""Members with which an answer begins that is one of a failure."""
_COLON: Final = lazy_regex(r"\s?[:\uff1a]?\s?")
_OPENED: Final = lazy_regex(r"\s?[(\uff08][^()\uff08\uff09]{0,80}$")
"""What stands behind a name, up to a value in code: "(optional, `a | b`)"."""
_CLOSED: Final = lazy_regex(r"[^()\uff08\uff09]{0,80}[)\uff09]")
_CHOICE: Final = lazy_regex(r"\w[\w.-]{0,40}(?:\s?\|\s?\w[\w.-]{0,40}){1,20}")
_BETWEEN: Final = lazy_regex(r"\s?\|\s?")
_SIDES: Final = lazy_regex(r"\s?[/|,&]\s?|\sor\s", re.IGNORECASE)
"""What stands between the places of one column: "Query/Body"."""
_QUERY: Final = "query"
_WRITTEN: Final = {"?": _QUERY, "{": "body"}
_MOST: Final = 40
_PAIR: Final = 2
_LONGEST_HEAD: Final = 40

_OF_STATUS: Final = lazy_regex(r"\s{0,4}(?:HTTP\s)?[1-5]\d\d(?![\w.])")

Said = tuple[str, tuple[DocumentedField, ...]]
"""A word for a role as a label would say it, and the fields behind it."""


def fields_of_items(block: List, *, place: str = "") -> Iterator[Said]:
    """Yield what the items of a list that is about one call say of fields, each behind a word for where they travel."""
    for item in block.items[:_MOST]:
        if item.text.codes and not item.blocks:
            label, runs = _labelled(item.text)
            if fields := _fields(runs, place) if label else ():
                yield label, fields


def names_in_items(block: List, known: Iterable[Said]) -> Iterator[Said]:
    """Yield what items list behind another label than is known: "- **Query params:** page, size"."""
    labels = {label for label, _ in known}
    for item in block.items[:_MOST]:
        if not item.blocks:
            yield from (said for said in names_in_line(item.text) if said[0] not in labels)


def names_in_line(text: Text) -> Iterator[Said]:
    """Yield the label with which a line begins, or as which it serves, with the names that the line lists.

    So does one with which a later sentence begins: "Makes a lid. Body: `size`, `colour`".
    """
    label, runs, is_told = row_of(text)
    if label:
        fields = named_row(runs, place=label, told=is_told)
        yield from ((label, fields),) if fields else ()
    elif text.codes and (":" in text.plain or any(code.startswith("{") for code in text.codes)):
        # "409 - It is shut. Body: `{...}`" says what is answered
        yield from () if _OF_STATUS.match(text.plain) else _within(text, "", roles=_IN_LINES)
    yield from _answered(text)


def _answered(text: Text) -> Iterator[Said]:
    """Yield the members of objects that stand behind a status in code: "`200 { id, name }` when it is there"."""
    for code in text.codes[:_MOST]:
        match = _ANSWER.fullmatch(tidy(code)) if code.endswith("}") and code[:1].isdigit() else None
        if match and (fields := members_of(match[2])):
            yield f"Response {match[1]}", fields


def fields_of_rows(table: Table, *, place: str = "") -> Iterator[Said]:
    """Yield the same of the rows of a table that is about one call: "Query | `page`, `size`".

    A cell may hold a field in each line: "**page** (integer, optional): Which page."
    """
    for row in table.rows[:_MOST]:
        label = tidy(row[0].plain) if len(row) == _PAIR else ""
        if label and role_of_title(label) in _ROLES:
            named = _fields(row[1].runs, place) if row[1].codes else ()
            if fields := named or _of_lines(row[1], place):
                yield label, fields


def _of_lines(cell: Text, place: str) -> tuple[DocumentedField, ...]:
    """Return the fields of a cell of which each line begins with one and its type in brackets; () for any other.

    "**Note**: It is sent once." is a remark, and "**JSON** - object" a format.
    """
    found = [_of_line(line, place) for line in _lines(cell)]
    return tuple(field for fields in found for field in fields) if all(found) else ()


def _of_line(line: Text, place: str) -> tuple[DocumentedField, ...]:
    fields = item_fields(Item(line), place, 0, untyped=True, named=True)
    is_typed = bool(fields and fields[0].type) and line.plain.partition("(")[0].strip() == fields[0].name
    return tuple(fields) if is_typed else ()


def _lines(cell: Text) -> Iterator[Text]:
    runs: list[Run] = []
    for run in cell.runs:
        first, *others = (run.text,) if run.code else run.text.split("\n")
        runs.append(replace(run, text=first))
        for each in others:
            yield from (Text(tuple(runs)),) if "".join(one.text for one in runs).strip() else ()
            runs = [replace(run, text=each.lstrip())] if each.strip() else []
    runs = [run for run in runs if run.text]
    yield from (Text(tuple(runs)),) if runs else ()


def fields_behind(text: Text, *, place: str = "") -> tuple[Said, ...]:
    """Return what an item of a list of calls says of fields behind its call: " - Makes one. Body: `name`, `size`"."""
    return tuple(_within(text, place)) if text.codes else ()


def fields_of_cells(table: Table, *, place: str = "") -> dict[tuple[str, str], tuple[Said, ...]]:
    """Return what the rows of a list of calls say of fields, by method and path as the row writes them.

    A column is called so ("Parameters"), and its cell holds names and nothing else; or another cell says it before the
    names: "Lists them. Query: `page`, `size`". What is written as a query, `?page=`, is one whatever the column is for.
    """
    labels = [tidy(head.plain) for head in table.header]
    roles = [role_of_title(label) for label in labels]
    roles = ["" if role in _SENT and _maps(table, number) else role for number, role in enumerate(roles)]
    found: dict[tuple[str, str], tuple[Said, ...]] = {}
    for row in table.rows:
        for key in calls_of_row(row) if (said := tuple(_of_cells(row, labels, roles, place))) else ():
            found[key] = () if key in found else said
    return found


def _maps(table: Table, number: int) -> bool:
    """Tell whether a column says which part of a message is sent as the body, "*" for all of it, as gRPC does."""
    return any(row[number].plain.strip() == "*" for row in table.rows)


def calls_of_row(row: Sequence[Text]) -> Iterator[tuple[str, str]]:
    """Yield the methods of a row with each line of its cells, and each whole call."""
    lines = [tidy(line) for cell in row for line in cell.template.split("\n") if len(line) <= LONGEST_TARGET]
    verbs = {verb for line in lines if _VERBS.fullmatch(line.strip("`* ")) for verb in VERBS.findall(line.upper())}
    for line in lines:
        if "/" in line:
            yield from ((verb, line) for verb in verbs)
            call = call_of_line(line)
            if call is not None:
                yield call.method, call.path


def _of_cells(row: Sequence[Text], labels: Sequence[str], roles: Sequence[str], place: str) -> Iterator[Said]:
    for cell, label, role in zip(row, labels, roles, strict=True):
        if role in _SENT:
            if fields := _alone(cell, place) or _in_words(cell, label, place):
                yield _QUERY if cell.plain.lstrip().startswith("?") else label, fields
        elif role == "response":
            if fields := _returned(cell, place):
                yield label, fields
        elif not role and cell.codes:
            yield from _of_open_cell(row, cell, label, place)


def _of_open_cell(row: Sequence[Text], cell: Text, label: str, place: str) -> Iterator[Said]:
    """Yield what a cell says of fields below a head that names no place of theirs, or several."""
    own = _as_written(cell, label, row)
    if own and (fields := _alone(cell, place) or _in_words(cell, own, place)):
        yield own, fields
        return
    yield from _within(cell, place)
    if (at := taken_at(cell)) and (fields := named_row(cell.runs[at:], place=place)):
        yield "parameters", fields


def _as_written(cell: Text, label: str, row: Sequence[Text]) -> str:
    """Return where what a cell names travels, whose column is of several such places, as the cell writes it.

    Below "Query/Body" `?size=` is a query and `{ size }` a body; a GET has no body.
    """
    pieces = [role_of_title(piece) for piece in _SIDES.split(label)] if _SIDES.search(label) else []
    if len(pieces) < _PAIR or not _SENT.issuperset(pieces):
        return ""
    asks = all(method == "GET" for method, _ in calls_of_row(row))
    return _WRITTEN.get(tidy(cell.plain)[:1], "query" if asks else "")


def _returned(cell: Text, place: str) -> tuple[DocumentedField, ...]:
    """Return the members of the object of a cell about answers, be it behind its name: "`Box`: `{ id, size }`"."""
    at = next((number for number, run in enumerate(cell.runs) if run.code and run.text.lstrip().startswith("{")), -1)
    before = "".join(run.text for run in cell.runs[: max(at, 0)])
    return members_of(tidy(cell.runs[at].text), place=place) if at >= 0 and len(before) <= _LONGEST_HEAD else ()


def _alone(cell: Text, place: str) -> tuple[DocumentedField, ...]:
    """Return the fields of a cell that names them and nothing else: "`page`, `size` (optional)", "page:int"."""
    runs = [run for run in cell.runs if run.text.strip()]
    if runs and runs[0].code:
        fields = _fields(tuple(runs), place)
        is_one_query = len(runs) == 1 and is_query(tidy(runs[0].text))
        return fields if is_one_query or len(fields) == sum(run.code for run in runs) else ()
    pieces = [_TYPED.fullmatch(piece.strip()) for piece in _PARTED.split(cell.plain.strip()) if piece.strip()]
    typed = [match for match in pieces if match is not None and names_type(match[2])]
    return (
        tuple(DocumentedField(name=match[1], type=match[2], locator=below(place, match[1])) for match in typed)
        if len(typed) == len(pieces)
        else ()
    )


def _in_words(cell: Text, label: str, place: str) -> tuple[DocumentedField, ...]:
    """Return the fields of a cell in plain words, or of an object: "page, size", "{ name, size? }".

    A column called "Authorization" says who may call.
    """
    is_who = role_of_title(label) == "header" and "header" not in label.lower()
    is_of_names = bool(cell.codes) and not cell.codes[0].startswith("{")
    return () if is_of_names or is_who else named_row(cell.runs, place=place, told=True)


def _within(cell: Text, place: str, *, roles: AbstractSet[str] = _ROLES) -> Iterator[Said]:
    for at, run in enumerate(cell.runs[:_MOST]):
        named = cell.runs[at + 1] if not run.code and cell.runs[at + 1 : at + 2] else Run("")
        if not named.code:
            continue
        # the word for a role may stand in bold before the colon
        label = f"{cell.runs[at - 1].text}{run.text}" if at and _COLON.fullmatch(run.text) else run.text
        match = _ENDS_IN_LABEL.search(label)
        match = match if match is None or role_of_title(match[1]) else _BEHIND_COMMA.search(label)
        role = role_of_title(match[1]) if match is not None else ""
        is_told = role in roles or (role in _WHOLE and named.text.lstrip().startswith("{"))
        fields = _fields(cell.runs[at + 1 :], place) if is_told else ()
        if match is not None and fields:
            yield match[1], fields
        elif match is None and named.text.startswith("{"):
            is_row = roles is _ROLES
            is_of_other = not is_row and any("/" in each.text for each in cell.runs[:at] if each.code)
            said = () if is_of_other else _object(label, cell.runs[at + 1 :], place, is_row=is_row, is_first=not at)
            yield from said


def _object(before: str, runs: Sequence[Run], place: str, *, is_row: bool, is_first: bool) -> Iterator[Said]:
    """Yield the members of an object behind a word that says which it is, which in prose begins its sentence."""
    match = _BEFORE_OBJECT.search(before[-_LONGEST_HEAD:])
    said = tidy(runs[0].text)
    if match is None or not any(sign in said for sign in " ,:"):
        return
    is_whole = is_first and len(before) <= _LONGEST_HEAD and not match.start()
    if not (is_row or is_whole or match["start"].startswith((".", ";", "(", "\u2013", "\u2014"))):
        return
    fields = () if len(runs) > 1 and _BESIDE.match(runs[1].text) else members_of(said, place=place)
    if fields and fields[0].name not in _FAILURES:
        yield "body" if match["body"] else "response", fields


def _labelled(text: Text) -> tuple[str, tuple[Run, ...]]:
    """Return the word for a role before the first name in code, and what stands from there on."""
    at = next(number for number, run in enumerate(text.runs) if run.code)
    match = _LABEL.fullmatch("".join(run.text for run in text.runs[:at]))
    label = match[1].strip(" *") if match else ""
    return (label, text.runs[at:]) if label and role_of_title(label) in _ROLES else ("", ())


def _fields(runs: tuple[Run, ...], place: str) -> tuple[DocumentedField, ...]:
    first = runs[0].text.strip()
    if is_query(first):
        return tuple(DocumentedField(name=name, locator=place) for name in parameters_of_query(first))
    if first.startswith("{") and runs[0].code:
        return members_of(tidy(first), place=place)
    joined, choices = _joined(runs)
    found = named_row(joined, place=place, told=True)
    return tuple(replace(field, enum=choices.get(field.name, field.enum)) for field in found)


def _joined(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], dict[str, tuple[str, ...]]]:
    """Return runs with what stands in brackets in one, be it that a value in it is in code; and the choices there."""
    joined: list[Run] = []
    choices: dict[str, tuple[str, ...]] = {}
    at = 0
    while at < len(runs):
        own, *others = runs[at : at + 3]
        is_aside = not own.code and len(others) == _PAIR and others[0].code and _OPENED.fullmatch(own.text)
        if is_aside and _CLOSED.match(others[1].text):
            joined.append(Run("".join(run.text for run in (own, *others))))
            if joined[:-1] and _CHOICE.fullmatch(others[0].text):
                choices[joined[-2].text] = tuple(sorted(set(_BETWEEN.split(others[0].text))))
            at += 3
        else:
            joined.append(own)
            at += 1
    return tuple(joined), choices

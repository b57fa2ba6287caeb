"""What a sample says that can break a caller: the call it makes, its headers, and the names and types of its JSON.

Values and formatting are left out: they are examples. What is neither a call nor JSON says nothing here.
"""

import re
import shlex
from collections.abc import Iterator
from itertools import islice
from typing import Final

from driftwatch.extract.data.sample_json import json_of_sample
from driftwatch.extract.openapi.examples import type_of
from driftwatch.extract.pages.sample_answers import answers_of
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import tidy
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex
from driftwatch.redaction import scrub_query

_LONGEST: Final = 20_000
_MOST: Final = 200
"""Fields of one sample; further ones are counted."""
_DEEPEST: Final = 12
CURL: Final = lazy_regex(r"(?:^|[\s$&;|])curl\s")
_REQUEST: Final = lazy_regex(rf"({ANY_METHOD}) (/\S{{0,500}}|https?://\S{{1,500}})(?: HTTP/[\d.]+)?")
_HEADER: Final = lazy_regex(r"([A-Za-z][\w-]{0,60}):\s?\S")
_VALUE: Final = lazy_regex(
    r"\d{4}-\d{2}(?:-\d{2}(?:[T ][\d:.+Z-]{1,30})?)?|\d{4,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}",
    re.IGNORECASE,
)
"""A key that is a value: of what is kept by day or by id, the key is an example like any other."""
_DATA: Final = frozenset(("-d", "--data", "--data-raw", "--data-binary", "--json", "--data-ascii"))
_ASIDE: Final = frozenset(
    """
    -u --user -o --output -b --cookie -c --cookie-jar -A --user-agent -e --referer -m --max-time -w --write-out
    -x --proxy -E --cert --cacert --key --connect-timeout --retry
    """.split()  # noqa: SIM905 - a list in one column would fill the screen
)
"""Options whose value is no address, as much as it may look like one."""
_ADDRESS: Final = lazy_regex(
    r"https?://|(?:"
    r"(?:\$\{?\w{1,60}\}?|\{\{?[\w .-]{1,60}\}?\}|<[\w .-]{1,60}>|[A-Z][A-Z0-9]{0,30}_[A-Z0-9_]{1,40})(?:/\S{0,500})?"
    r"|(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})(?::\d{1,5})?/\S{0,500})$"
)
"""An address: whole, without its scheme (`localhost/boxes`), or with a host to put in (`$SHOP_URL/boxes`)."""
_FORM: Final = frozenset(("-F", "--form", "--form-string"))


def sample_lines(text: str) -> Iterator[str]:
    """Yield what a code block calls and sends, a call a line; nothing for one that holds neither a call nor JSON."""
    bare = text.strip()
    if not bare or len(bare) > _LONGEST:
        return
    is_command = CURL.search(bare) is not None
    told = ""
    if is_command:
        yield from _curl(bare)
    elif request := _REQUEST.match(bare):
        yield from _raw_request(request, bare)
    elif bare[0] in "{[/" and (told := _names(json_of_sample(bare))):
        yield f"JSON {told}"
    if "\n{" in bare or "\n[" in bare:
        answers = islice(answers_of(bare, is_command=is_command), 1 if told else 0, None)
        named = dict.fromkeys(_names(json_of_sample(answer)) for answer in answers)
        yield from (f"JSON {names}" for names in named if names not in ("", told))


def _curl(text: str) -> Iterator[str]:
    for command in CURL.split(text)[1:]:
        try:
            words = shlex.split(command.replace("\\\n", " ").partition("\n\n")[0], comments=True)
        except ValueError:  # an apostrophe in a comment, a quote that never closes
            words = command.replace("\\\n", " ").split()
        said = _call(words)
        if said:
            yield said


def _call(words: list[str]) -> str:
    method, urls, headers, body = "", list[str](), list[str](), ""
    waiting = iter(words)
    for word in waiting:
        name, _, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name in ("-X", "--request"):
            method = value or next(waiting, "")
        elif name in ("-H", "--header"):
            headers.append((value or next(waiting, "")).partition(":")[0].strip())
        elif name in _DATA:
            body = _names(json_of_sample(value or next(waiting, ""))) or body or "data"
        elif name in _FORM:
            part = (value or next(waiting, "")).partition("=")[0]
            body = f"{body}, {part}" if body else part
        elif name in _ASIDE:
            next(waiting, "")
        elif _ADDRESS.match(word):
            urls.append(word)
    url = next((one for one in urls if one.startswith("http")), "".join(urls[:1]))
    return _written(method or ("POST" if body else "GET"), url, headers, body) if url else ""


def _raw_request(match: re.Match[str], text: str) -> Iterator[str]:
    head, _, body = text.partition("\n\n")
    headers = [found[1] for line in head.splitlines()[1:] if (found := _HEADER.match(line))]
    yield _written(match[1], match[2], headers, _names(json_of_sample(body)))


def _written(method: str, url: str, headers: list[str], body: str) -> str:
    parts = [f"{method.upper()} {scrub_query(url).partition('?')[0]}"]
    if headers:
        parts.append("headers " + ", ".join(sorted(dict.fromkeys(name.lower() for name in headers if name))))
    if body:
        parts.append(f"body {body}")
    return tidy(" · ".join(parts))


def _names(value: Json) -> str:
    """Write the names and types of a value's fields, sorted: `id: string, items[].name: string`."""
    found = sorted(dict.fromkeys(f"{path}: {kind}" for path, kind in _fields(value, "", 0)))
    more = [f"and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return tidy(", ".join((*found[:_MOST], *more)))


def _fields(value: Json, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            shown = "*" if _VALUE.fullmatch(str(name)) else str(name)
            below = f"{path}.{shown}" if path else shown
            yield below, type_of(inner)
            yield from _fields(inner, below, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, f"{path}[]", depth + 1)

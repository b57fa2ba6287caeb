"""The data of apiDoc: what its tags in the comments of code say, as its pages load it.

One list of calls stands in `api_data.json` and, in a `define(...)`, in `api_data.js`; since version 0.50 it is a part
of the script of the page, `main.bundle.js`, as an optimiser writes it. What is said of the project stands in
`api_project.js`, or behind the list. Source: https://apidocjs.com and the templates of its versions 0.5 to 1.2.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.data.script_values import NoLiteralError, value_at
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

Entry: TypeAlias = Mapping[str, Json]
"""What one block of tags says: `type` is the method, `url` the path, the fields stand in groups by their titles."""

_MEMBERS: Final = (
    r"(?:type|url|title|name|group|version|description|parameter|query|body|header|success|error|examples|permission"
    r"|filename|groupTitle|groupDescription|deprecated|private|sampleRequest)"
)
_PROJECT_MEMBERS: Final = r"(?:name|title|version|description|url|author|header|footer|order|template|sampleUrl)"
_LIST: Final = lazy_regex(rf"\[\s{{0,99}}\{{\s{{0,99}}\"{_MEMBERS}\"\s{{0,9}}:")
_DEFINED: Final = lazy_regex(
    rf"define\(\s{{0,99}}\{{\s{{0,99}}\"?(?:api\"?\s{{0,9}}:\s{{0,9}}\[|{_PROJECT_MEMBERS}\"?\s{{0,9}}:)"
)
_IN_SCRIPT: Final = lazy_regex(rf"[=(,]\[\{{(?={_MEMBERS}:)")
_PROJECT: Final = lazy_regex(r"\s{0,9}[;,]?\s{0,9}(?:(?:const|let|var)\s)?\s{0,9}[\w$]{1,40}\s{0,9}=\s{0,9}(?=\{)")
_OF_LIST: Final = ('"filename"', '"group"', '"url"')
_OF_SCRIPT: Final = ("template-article", "groupTitle:", "filename:")
_SCRIPT_HEAD: Final = ("(", "!", "/*", "var ", '"use strict"', "'use strict'")
_MOST_LISTS: Final = 200
"""Lists of a script that are looked into for that of the calls."""
_FIGURES: Final = lazy_regex(r"\d{1,9}")


class ApiDoc(Struct, frozen=True, kw_only=True):
    """What one file of the data holds."""

    entries: tuple[Entry, ...] = ()
    project: Mapping[str, Json] = {}


def is_apidoc(text: str) -> bool:
    """Tell by its head, and by a few words that each such file has, whether a text is data of apiDoc."""
    head = text[:300].lstrip("\ufeff \t\r\n")
    if head.startswith("["):
        return _LIST.match(head) is not None and all(name in text for name in _OF_LIST)
    if head.startswith("define("):
        return _DEFINED.match(head) is not None
    return head.startswith(_SCRIPT_HEAD) and all(name in text for name in _OF_SCRIPT)


def read_apidoc(text: str) -> ApiDoc:
    """Read a file of the data.

    Raises:
        DocumentError: it is cut, or no such file.
    """
    said = text.strip("\ufeff \t\r\n")
    if said.startswith("["):
        return ApiDoc(entries=_entries(read_json(said)))
    if said.startswith("define("):
        inside = loose.mapping(_literal(said, len("define(")))
        return ApiDoc(entries=_entries(inside["api"])) if "api" in inside else ApiDoc(project=inside)
    return _in_script(said)


def current(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the calls as their pages show them at first: of each the newest version that is documented.

    Their order in the file, which is that of the files of the code, means nothing.
    """
    newest: dict[tuple[str, ...], Entry] = {}
    for number, entry in enumerate(entries):
        name = loose.text(entry.get("name"))
        key = (loose.text(entry.get("group")), name) if name else (str(number),)
        if key not in newest or _is_newer(entry, newest[key]):
            newest[key] = entry
    return tuple(sorted(newest.values(), key=_said))


def _is_newer(one: Entry, other: Entry) -> bool:
    ours, theirs = _version(one), _version(other)
    return ours > theirs or (ours == theirs and _said(one) > _said(other))


def _said(entry: Entry) -> tuple[str, ...]:
    """Return what an entry says, to be sorted by."""
    called = tuple(loose.text(entry.get(name)) for name in ("url", "type", "title", "name"))
    return (*called, msgspec.json.encode(entry, order="sorted").decode())


def _version(entry: Entry) -> tuple[int, ...]:
    return tuple(int(figures) for figures in _FIGURES.findall(loose.text(entry.get("version")))[:3])


def _entries(value: Json) -> tuple[Entry, ...]:
    """Return the blocks that document a call: others only define what is said of several."""
    found = (loose.mapping(item) for item in loose.items(value))
    return tuple(entry for entry in found if loose.text(entry.get("type")) and loose.text(entry.get("url")))


def _in_script(text: str) -> ApiDoc:
    """Find the list in the script of a page; what could not be read of one is not looked through for another."""
    at = 0
    for match in islice(_IN_SCRIPT.finditer(text), _MOST_LISTS):
        if match.start() < at:
            continue
        try:
            value, at = value_at(text, match.start() + 1)
        except NoLiteralError as error:
            at = error.at
            continue
        if entries := _entries(value):
            project = _PROJECT.match(text, at)
            return ApiDoc(entries=entries, project=loose.mapping(_literal(text, project.end())) if project else {})
    raise DocumentError("the script holds no list of calls that can be read")


def _literal(text: str, at: int) -> Json:
    try:
        return value_at(text, at)[0]
    except NoLiteralError as error:
        raise DocumentError(f"the script cannot be read: {error}") from None

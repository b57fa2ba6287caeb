"""What the HTTP domain of Sphinx says of a call in fields: `:query int size: How many.`, written as lists.

Source: https://sphinxcontrib-httpdomain.readthedocs.io/en/stable/#resource-fields.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from driftwatch.patterns import lazy_regex

KINDS: Final = {
    "Parameters": "param parameter arg argument key keyword optparam",
    "Query Parameters": "query queryparam queryparameter qparam",
    "Form Parameters": "form formparam formparameter fparam",
    "JSON Parameters": "json jsonparam jsonparameter",
    "Request JSON Object": "reqjson reqjsonobj requestjson requestjsonobject <json <jsonobj",
    "Request JSON Array of Objects": "reqjsonarr requestjsonarray requestjsonarrayofobjects <jsonarr",
    "Response JSON Object": "resjson resjsonobj responsejson responsejsonobject >json >jsonobj",
    "Response JSON Array of Objects": "resjsonarr responsejsonarray responsejsonarrayofobjects >jsonarr",
    "Request Headers": "reqheader requestheader <header",
    "Response Headers": "resheader responseheader >header",
    "Status Codes": "status statuscode code",
}
"""What the built page calls each kind of field, and what the source does."""
_CALLED: Final = {name: label for label, names in KINDS.items() for name in names.split()}
_FIELD: Final = lazy_regex(r":([<>\w]{1,40})[ \t]+([^:\n]{1,300}):(?:[ \t]+(.*))?$")
_STEP: Final = lazy_regex(r"\((?:([\w.-]{1,40}):)?([A-Za-z_][\w.-]{0,80})\)")
_METHOD: Final = lazy_regex(r"http:(get|post|put|patch|delete|head|options|trace|any|method)$")
_NEED: Final = {"optparam": "optional"}

STATUS_CODES: Final = "Status Codes"
_OF_PATH: Final = "Path Parameters"

Words = Callable[[str], str]


class Named(Struct, frozen=True):
    """One field: which kind, the name and type."""

    kind: str
    name: str
    type: str = ""


class Told(Named, frozen=True, kw_only=True):
    """What is said of it: the line that begins with it, and what stands below that, in Markdown."""

    line: str
    below: list[str] = []


_Any = TypeVar("_Any", bound=Named)


def call_of(directive: str, argument: str) -> str:
    """Return the call that a directive is about, "" for another directive.

    >>> call_of("http:get", "/users/(int:user_id)/posts")
    'GET /users/{user_id}/posts'
    """
    method = _METHOD.match(directive)
    if method is None or not argument:
        return ""
    path = with_steps(argument)
    return path if method[1] == "method" else f"{method[1].upper()} {path}"


def with_steps(path: str) -> str:
    """Write the parameters in a path as other documentation does.

    >>> with_steps("/users/(int:user_id)")
    '/users/{user_id}'
    """
    return _STEP.sub(r"{\2}", path) if "(" in path else path


def typed_steps(argument: str) -> dict[str, str]:
    """Return the parameters in a path that say their type.

    >>> typed_steps("/users/(int:user_id)/posts/(tag)")
    {'user_id': 'int'}
    """
    return {match[2]: match[1] for match in _STEP.finditer(argument) if match[1]} if "(" in argument else {}


def told_in(line: str) -> Told | None:
    """Read the first line of a field, None where it is none of a call."""
    match = _FIELD.match(line) if line.startswith(":") else None
    label = _CALLED.get(match[1].lower()) if match else None
    if match is None or (label is None and match[1] != "type"):
        return None
    *kind, name = match[2].split()
    kind += [_NEED[match[1]]] if match[1] in _NEED else []
    return Told(label or "type", name, " ".join(kind), line=match[3] or "")


def grouped(
    fields: Sequence[_Any], path: str, steps: Mapping[str, str], make: Callable[[str, str], _Any]
) -> dict[str, list[_Any]]:
    """Sort fields by what they are called, in the order in which kinds appear.

    Those `steps` of the path that say their type are fields, whether anything else is said of them or not.
    """
    known = {field.name for field in fields if field.kind == "Parameters"}
    groups: dict[str, list[_Any]] = {}
    for field in (*(make("Parameters", name) for name in steps if name not in known), *fields):
        in_path = field.kind == "Parameters" and f"{{{field.name}}}" in path
        if field.kind != "type":
            groups.setdefault(_OF_PATH if in_path else field.kind, []).append(field)
    return groups


def lists_of(fields: Sequence[Told], path: str, steps: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield a label and a list for each kind of field."""
    told = {field.name: field.line for field in fields if field.kind == "type"}
    types = {**steps, **told}
    for label, group in grouped(fields, path, steps, lambda kind, name: Told(kind, name, line="")).items():
        yield from ("", f"**{label}**", "")
        for field in group:
            kind = field.type or types.get(field.name, "")
            aside = f" ({kind})" if kind and label != STATUS_CODES else ""
            said = words(field.line)
            yield f"- `{field.name}`{aside}: {said}" if said else f"- `{field.name}`{aside}"
            yield from (f"    {line}" if line else "" for line in field.below)
        yield ""

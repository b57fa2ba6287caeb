r"""Addresses: where inside an operation, schema or page a fact stands, and the identity of an operation.

An address is a line of steps joined by `SEPARATOR`:

    operation
    parameter · query · limit                       parameter · query · limit · $
    parameter · unstated · prompt                   (nobody says whether query, body or response carries it)
    request                                         request · application/json
    request · application/json · $                  request · application/json · messages[].role
    response · 200 · application/json · id          response · 200 · header · X-Request-Id · $
    schema · $                                      schema · address.city      (in a named schema)
    security-scheme · bearerAuth                    server · https://api.example.com
    error-rule · 429                                notice · rate-limit · <key>
    values · model                                  contradiction · type · <address of the field>
    request · prompt     request · query · limit    response · task_id      (of a page that names no call)

`$` is the root of a schema. Below it a field path names properties joined by `.`; `[]` is an array's items, `.*` the
values of a map (additionalProperties); other keywords stand in angle brackets: `input<oneOf:TextPart>.text`,
`pair<prefixItems:0>`, `x<not>`, `tags<patternProperties:^x->`. In a name `.`, `[`, `<`, `*`, `·` and the backslash
are escaped by a backslash; the name `$` is `\$`, and an empty one `""`.
driftwatch.model.paths reads what is written here.
"""

import re
from collections.abc import Callable
from typing import Final

from driftwatch.patterns import lazy_regex

SEPARATOR: Final = " · "
ROOT: Final = "$"
EMPTY: Final = '""'
"""The step of an empty name: without one, what is below it would stand at its parent's address."""
_SHORTEST_DATE: Final = len("2025-09")

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

TEMPLATE = lazy_regex(r"\{[^{}/]*\}")
"""A variable of a path or a base URL, in its braces."""
IN_CAPITALS: Final = lazy_regex(
    r"(?<=/)(?:\$([A-Z][A-Z0-9_]{1,40})"
    r"|((?:YOUR_[A-Z0-9_]{1,40}|(?:[A-Z0-9]{1,30}_){1,4}(?:ID|UUID|GUID|NAME|KEY|SLUG|CODE|NUMBER|HASH|TOKEN))|UUID|GUID|ID))"
    r"(?=[/?.]|$)"
)
"""A parameter in capitals, as those of a shell are: `/widgets/WIDGET_ID`, `/widgets/$WIDGET`; not OData's `$count`."""
_SPECIAL = lazy_regex(r"([\\.\[<*·])")
_RESERVED: Final = {"": EMPTY, ROOT: "\\$", EMPTY: '\\"\\"'}
"""Names that would read as something else."""


def join(*steps: str) -> str:
    """Join steps to an address, leaving out empty ones."""
    return SEPARATOR.join(filter(None, steps))


def step(text: str) -> str:
    """Make text from outside one step of an address: the separator's dot escaped, white space folded."""
    return " ".join(text.split()).replace("·", "\\·")


def name_step(text: str) -> str:
    """Make a name from outside one step of an address, also an empty one."""
    return step(text) or EMPTY


def escape(name: str) -> str:
    """Escape a property name so that it is one step of a field path."""
    if name.isidentifier() and name.isascii():
        return name  # most names: a tenth of the time of looking for each special character
    if name in _RESERVED:
        return _RESERVED[name]
    return _SPECIAL.sub(r"\\\1", name).replace("\n", "\\n")


def bracketed(label: str, *, longest: int | None = None) -> str:
    r"""Make a label fit between angle brackets: `<`, `>`, `\\` and the separator's dot escaped, white space folded.

    What is longer than `longest` characters is cut, never inside an escape: that would take the bracket along.
    """
    written = re.sub(r"([\\<>·])", r"\\\1", " ".join(label.split()))[:longest]
    backslashes = len(written) - len(written.rstrip("\\"))
    return written[:-1] if backslashes % 2 else written


def told_apart(labels: list[str], content: Callable[[int], str]) -> list[str]:
    """Number labels of branches that stand several times: `a` and `a~2`.

    Args:
        labels: those of the branches of one keyword.
        content: what the branch at an index is told by, so that their order in the document means nothing.

    >>> told_apart(["a", "b", "a"], lambda index: "zyx"[index])
    ['a~2', 'b', 'a']
    """
    taken = set(labels)
    if len(taken) == len(labels):
        return labels
    labels = list(labels)
    seen: dict[str, int] = {}
    for index in sorted(range(len(labels)), key=lambda index: (labels[index], content(index))):
        label = labels[index]
        seen[label] = seen.get(label, 0) + 1
        if seen[label] > 1:
            while f"{label}~{seen[label]}" in taken:
                seen[label] += 1
            labels[index] = f"{label}~{seen[label]}"
            taken.add(labels[index])
    return labels


def child(path: str, step: str) -> str:
    """Extend a field path: `step` is an escaped name, `[]`, `.*` or `<keyword:label>`.

    >>> child("$", "messages"), child("messages", "[]"), child("messages[]", "role"), child("$", "[]")
    ('messages', 'messages[]', 'messages[].role', '[]')
    """
    if path == ROOT:
        return "*" if step == ".*" else step
    if step.startswith(("[", "<", ".")):
        return path + step
    return f"{path}.{step}"


def below(path: str, inner: str) -> str:
    """Extend a field path by another one, which begins at what the first leads to.

    >>> below("messages", "[].role"), below("$", "a.b"), below("a", "$"), below("a", "*.b")
    ('messages[].role', 'a.b', 'a', 'a.*.b')
    """
    if inner == ROOT:
        return path
    if path == ROOT or inner.startswith(("[", "<")):
        return inner if path == ROOT else path + inner
    return f"{path}.{inner}"


def operation_key(method: str, path: str) -> str:
    """Return the identity of an operation: its method and its path template with parameter names blanked.

    >>> operation_key("get", "/v1/videos/{video_id}/")
    'GET /v1/videos/{}'
    """
    blank = TEMPLATE.sub("{}", path.strip())
    if len(blank) > 1:
        blank = blank.rstrip("/") or "/"
    return f"{method.upper()} {blank}"


def from_root(key: str) -> str:
    """Return the identity of an operation with the first slash that its path is called with, however it is written.

    >>> from_root("GET boxes/{}"), from_root("GET /boxes/{}")
    ('GET /boxes/{}', 'GET /boxes/{}')
    """
    method, _, path = key.partition(" ")
    return f"{method} /{path.lstrip('/')}"


def is_version(step: str) -> bool:
    """Tell whether a step of a path names a version: `v2`, or the month or day of one, `2025-09`."""
    dated = step[:4].isdecimal() and step[4:5] == "-" and step[5:7].isdecimal() and len(step) >= _SHORTEST_DATE
    return dated or (step[:1] == "v" and step[1:2].isdecimal())


def path_parameters(path: str) -> tuple[str, ...]:
    """Name the parameters of a path template in the order of the path."""
    return tuple(match.group()[1:-1] for match in TEMPLATE.finditer(path))

"""Names from outside in a sentence of ours, and paths in words where an address has brackets, labels and escapes."""

import re
from functools import lru_cache
from itertools import dropwhile
from typing import Final

from msgspec import Struct

from driftwatch.model.paths import ITEMS, MAP, PROPERTY, Step, steps
from driftwatch.patterns import lazy_regex

LONGEST: Final = 120
PARAMETERS: Final = frozenset(f"request.{place}" for place in ("query", "header", "path", "cookie"))
"""Locations of parameters."""
_BRANCHES: Final = frozenset({"oneOf", "anyOf", "allOf"})
_CONDITIONAL: Final = frozenset({"if", "then", "else", "dependentSchemas"})
_NUMBERED: Final = lazy_regex(r"(.*)~(\d+)", re.DOTALL)
_EACH: Final = {
    ITEMS: "each item of ",
    MAP: "each further value of ",
    "contains": "an item of ",
    "unevaluatedItems": "each further item of ",
    "unevaluatedProperties": "each further value of ",
    "propertyNames": "each name of a property of ",
    "contentSchema": "what is in ",
    "not": "what is ruled out of ",
    "if": "the condition of ",
    "then": "what follows from the condition of ",
    "else": "what follows without the condition of ",
}
"""How what hangs on a schema by a keyword is called, in front of what it hangs on."""


def quoted(text: str, *, limit: int | None = LONGEST) -> str:
    """Put text from outside in backticks, on one line, not longer than 120 characters."""
    plain = " ".join(text.replace("`", "'").split())
    if limit is not None and len(plain) > limit:
        plain = plain[: limit - 1] + "…"
    return f"`{plain}`"


class Spoken(Struct, frozen=True):
    """A path in words: "each item of `tags` (as `Text`)" is made of these; `name` is "" for the root."""

    each: str
    name: str
    shape: str
    """The alternatives on the way, which are no part of the name."""
    within: str = ""
    """What the name stands in, in front of the whole: "each item of ", where that is a list."""


@lru_cache(maxsize=10_000)
def spoken(path: str, alternatives: tuple[tuple[str, str], ...] = ()) -> Spoken:
    r"""Write a path for people; `alternatives` are steps of it that have words of their own.

    >>> spoken("messages[].tags[]")
    Spoken(each='each item of ', name='messages[].tags', shape='', within='')
    >>> spoken("[].id").name, spoken("[].id").within
    ('id', 'each item of ')
    >>> spoken("input<then>.size").name, spoken("input<then>.size").within
    ('input.size', 'what follows from the condition of `input` of ')
    >>> spoken("input<oneOf:Text~2>.a\\.b").name, spoken("input<oneOf:Text~2>.a\\.b").shape
    ('input.a.b', 'Text (no. 2)')
    >>> spoken("input<oneOf:object~2>", (("<oneOf:object~2>", "object with size"),)).shape
    'object with size'
    """
    known = steps(path)
    end = max((number for number, one in enumerate(known, 1) if one.keyword == PROPERTY), default=0)
    named = list(dropwhile(_is_unnamed, known[:end]))
    name = ""
    each, within = ("".join(_each(one) for one in reversed(some)) for some in (known[end:], known[: end - len(named)]))
    for one in named:
        if one.keyword in _CONDITIONAL:
            # What is said under a condition alone has the name of what is there without it.
            within = f"{_each(one)}{quoted(name)} of {within}"
        name += _inside(one, first=not name)
    words = dict(alternatives)
    branches = [one for one in known if one.keyword in _BRANCHES and one.keyword != "allOf"]
    shapes = [words.get(one.text) or alternative(one.name) for one in branches]
    return Spoken(each, name, ", ".join(dict.fromkeys(shapes)), within)


def alternative(label: str) -> str:
    """Write the label of an alternative for people: those of one label are numbered.

    >>> alternative("object~2"), alternative("Text"), alternative("any")
    ('object (no. 2)', 'Text', 'anything')
    """
    match = _NUMBERED.fullmatch(label)
    name, number = (match[1], f" (no. {match[2]})") if match else (label, "")
    return f"{'anything' if name == 'any' else name}{number}"


def _is_unnamed(step: Step) -> bool:
    """Tell whether a step has no name of its own: the items of a list, and alternatives."""
    return step.keyword != PROPERTY and _inside(step, first=True)[:1] in {"", "["}


def _inside(step: Step, *, first: bool) -> str:
    """Write a step that is followed by a name."""
    if step.keyword == PROPERTY:
        name = step.name or '""'
        return name if first else f".{name}"
    if step.keyword in (ITEMS, "contains", "unevaluatedItems"):
        return "[]"
    if step.keyword == "prefixItems":
        return f"[{step.name}]"
    if step.keyword in (MAP, "unevaluatedProperties", "patternProperties"):
        return "*" if first else ".*"
    return ""


def _each(step: Step) -> str:
    """Write a step that no name follows."""
    if step.keyword == "prefixItems":
        return f"item {step.name} of "
    if step.keyword == "patternProperties":
        return "each property with a name by pattern of "
    if step.keyword == "dependentSchemas":
        return f"what is demanded beside {quoted(step.name)} of "
    return _EACH.get(step.keyword, "")

"""Where in a specification a finding is documented: by a JSON pointer, as its facts are kept without one, or a line."""

from typing import Final

from driftwatch.model.finding import Finding
from driftwatch.model.json_values import pointer_part
from driftwatch.model.source import Source
from driftwatch.patterns import lazy_regex

_LINE: Final = lazy_regex(r"line ([0-9]{1,9})")
_METHODS: Final = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


def pointer_of(finding: Finding) -> str:
    """Return the pointer to the operation, or the response of it; "" for several of them and for shared schemas.

    What lies deeper is written in several ways: a body by version of the format, a field by reference or in place.
    """
    if len(finding.operations) != 1 or finding.schema:
        return ""
    method, _, path = finding.operations[0].partition(" ")
    if method.lower() not in _METHODS or not path.startswith("/"):
        return ""
    steps = ["paths", path, method.lower()]
    if finding.location.startswith("response") and finding.status:
        steps += ["responses", finding.status]
    return "#/" + "/".join(map(pointer_part, steps))


def line_in(source: Source) -> int:
    """Return the line of a file of this machine that a source names, 0 where it names none."""
    said = _LINE.fullmatch(source.locator) if source.locator and "://" not in source.url else None
    return int(said[1]) if said else 0

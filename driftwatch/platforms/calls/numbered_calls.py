"""Calls with numbers in their paths, which are examples of those with parameters: `/widgets/3` of `/widgets/{id}`."""

from collections.abc import Mapping, Sequence
from typing import Final

from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.named_call import NamedCall

_NUMBER: Final = lazy_regex(r"(?<!/api)(?<!/rest)(?<=\w)/\d{1,20}(?=/|$)")
"""A value in a path, which is not the version of the API."""
_VALUE: Final = lazy_regex(rf"{_NUMBER.pattern}|(?<!/api)(?<!/rest)(?<=[\w}}])/\{{[^{{}}/]*\}}(?=/|$)")


def has_number(call: NamedCall) -> bool:
    """Tell whether a value stands in the path of a call."""
    return _NUMBER.search(call.path) is not None


def templates_of(calls: Sequence[NamedCall]) -> dict[NamedCall, NamedCall]:
    """Return the calls with parameters in their paths, by how they are written with numbers in their stead."""
    found: dict[NamedCall, NamedCall] = {}
    for call in calls:
        if "{" in call.path:
            found.setdefault(_numbered(call), call)
    return found


def template_of(call: NamedCall, templates: Mapping[NamedCall, NamedCall]) -> NamedCall:
    """Return the call of which one with numbers in its path is an example: `/widgets/{id}` of `/widgets/3`."""
    return templates.get(_numbered(call), call) if has_number(call) else call


def _numbered(call: NamedCall) -> NamedCall:
    return NamedCall(call.method, _VALUE.sub("/0", call.path.rstrip("/")))

"""Calls below a heading that says with what their paths begin: "## Widgets (`/v2/widgets`)" above "### `GET /{id}`"."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Section, Table, Text
from driftwatch.model.address import operation_key
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.calls.overview_tables import calls_of_overview

_PREFIX: Final = lazy_regex(r"(?:/[\w{}<>:.~-]{1,60}){1,8}/?$")
_PARAMETER: Final = lazy_regex(r"/\{")
_OPENED: Final = lazy_regex(r"[(\uff08]\s?(?:(?:base|prefix|path|url|under|at)\b\s?[:\uff1a]?\s?)*$", re.IGNORECASE)
"""A bracket before a path, which says nothing else than that it is one: other words may say that it was one."""
_CLOSED: Final = lazy_regex(r"[^()\uff08\uff09]{0,60}[)\uff09]\s?(?:$|[,:\uff1a(\uff08\[\u2013\u2014-])")
"""What closes it, and no words go on behind that may be of the path: "(`/boxes`) are gone"."""


def prefix_of(above: Sequence[Section]) -> str:
    """Return the path that the innermost heading names which names one alone; "" for none."""
    for section in reversed(above):
        codes = section.heading.codes
        if codes and codes[0].startswith("/"):
            return codes[0].rstrip("/") if len(codes) == 1 and _PREFIX.match(codes[0]) else ""
    return ""


def prefix_of_list(section: Section, calls: Sequence[NamedCall]) -> str:
    """Return with what the paths of the calls begin that a section lists, where its heading says it in brackets.

    Behind them it may say more: "Boxes (`/v2/boxes`) - with a key". A path that begins with a step of it says that they
    begin elsewhere, and so does an address with its host.
    """
    prefix = prefix_of((section,))
    prefix = prefix if prefix and _in_brackets(section.heading) else ""
    steps = frozenset(prefix.strip("/").split("/"))
    is_whole = bool(prefix) and any(call.server or call.path.strip("/").partition("/")[0] in steps for call in calls)
    return "" if is_whole else prefix


def _in_brackets(heading: Text) -> bool:
    """Tell whether the code of a heading stands in its brackets: "(base: `/boxes`)"."""
    at = next(number for number, run in enumerate(heading.runs) if run.code)
    before, behind = ("".join(run.text for run in runs) for runs in (heading.runs[:at], heading.runs[at + 1 :]))
    return _OPENED.search(before) is not None and _CLOSED.match(behind) is not None


def is_behind(prefix: str, call: NamedCall) -> bool:
    """Tell whether a call says itself with what its path begins, or where it is served."""
    return bool(call.server) or f"{call.path}/".startswith(f"{prefix}/")


def behind(prefix: str, call: NamedCall) -> NamedCall:
    """Return a call behind what its path begins with."""
    return replace(call, path=prefix if call.path == "/" else f"{prefix}{call.path}")


def listed_keys(page: Section) -> frozenset[str]:
    """Return the keys of the calls that the tables of a page list."""
    tables = (block for _, section in page.walk() for block in section.blocks if isinstance(block, Table))
    return frozenset(operation_key(call.method, call.path) for table in tables for call, _ in calls_of_overview(table))


def whole_call(call: NamedCall, prefix: str, listed: AbstractSet[str], *, has_root: bool) -> NamedCall:
    """Return a call behind what its path begins with, where the page lists it so, or it cannot stand without.

    So is the root, and beside it (`has_root`) what begins with a parameter.
    """
    if is_behind(prefix, call) or operation_key(call.method, call.path) in listed:
        return call
    whole = behind(prefix, call)
    is_rest = call.path == "/" or (has_root and _PARAMETER.match(call.path) is not None)
    return whole if is_rest or operation_key(whole.method, whole.path) in listed else call

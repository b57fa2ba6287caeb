"""Words for findings: what changed and where, in one sentence, with names from outside in backticks."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

from msgspec import UnsetType

from driftwatch.model.address import ROOT
from driftwatch.model.change import NOTICES, WORDS, Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.rules.excerpts import excerpt
from driftwatch.rules.notice_sides import notice_sides

_LONGEST: Final = 120
_MOST: Final = 6
_BODY: Final = "the error body"
_WORD: Final = re.compile(r"[a-z_]{1,30}(?: \d)?")
"""A key that can stand in a sentence as it is; with a number where several statements are of one kind (`schema 2`)."""


def sentence(template: str, change: Change, operations: tuple[str, ...]) -> str:
    """Fill the placeholders of a message (driftwatch.rules.rule.Rule.message), as a whole sentence."""
    text = template.format(
        excerpt=excerpt(change, partial(quoted, limit=None)) if change.location == WORDS else "",
        notice=notice_sides(change, partial(quoted, limit=None)) if change.location == NOTICES else "",
        subject=subject(change),
        owner=_owner(change, operations),
        name=quoted(change.name or change.field or ""),
        field=quoted(change.field or ROOT),
        before=shown(change.before),
        after=shown(change.after),
        status=quoted(change.status or ""),
        media=quoted(change.media_type or ""),
        sunset=quoted(change.sunset),
        counts=_counts(change.after),
    )
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


def _counts(value: Json | UnsetType) -> str:
    """Write numbers of things, which are named in the plural: `1 document, 12 fields`."""
    if not isinstance(value, Mapping):
        return ""
    return ", ".join(
        f"{number:,} {name.removesuffix('s') if number == 1 else name}"
        for name, number in value.items()
        if isinstance(number, int)
    )


def quoted(text: str, *, limit: int | None = _LONGEST) -> str:
    """Put text from outside in backticks, on one line, not longer than 120 characters."""
    plain = " ".join(text.replace("`", "'").split())
    if limit is not None and len(plain) > limit:
        plain = plain[: limit - 1] + "…"
    return f"`{plain}`"


def shown(value: Json | UnsetType) -> str:
    """Write a value for a sentence."""
    if isinstance(value, UnsetType) or value is None:
        return "nothing"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list | tuple) and value and all(isinstance(item, str) for item in value):
        more = f" and {len(value) - _MOST} more" if len(value) > _MOST else ""
        return ", ".join(quoted(item) for item in value[:_MOST]) + more
    if isinstance(value, Mapping) and _is_plain(value):
        return "; ".join(f"{key} {shown(item)}" for key, item in value.items())
    return quoted(canonical(value))


def _is_plain(value: Mapping[str, Json]) -> bool:
    """Tell whether an object can be written as words: a few members of one word each, none nested."""
    nested = any(isinstance(item, Mapping) for item in value.values())
    return 1 < len(value) <= _MOST and not nested and all(_WORD.fullmatch(key) for key in value)


def subject(change: Change) -> str:
    """Say in words where a change stands: field `a` of query parameter `filter`."""
    field = change.field if change.field != ROOT else None
    if change.location == "schemas" and change.field is not None:
        schema = f"schema {quoted(change.owner.name)}"
        return schema if field is None else f"field {quoted(field)} of {schema}"
    whole = _whole(change)
    if field is None:
        return whole
    if change.location == "errors":
        return f"field {quoted(field)} of {_BODY}"
    if change.role.startswith("request-p") and "parameter" not in change.role:
        return f"{_side(change)} field {quoted(field)}{_of_schema(change)}"
    if change.role.startswith("response-p"):
        status = f" of response {quoted(change.status)}" if change.status else ""
        return f"{_side(change)} field {quoted(field)}{status}{_of_schema(change)}"
    return f"field {quoted(field)} of {whole}{_of_schema(change)}"


def _whole(change: Change) -> str:
    """Name the parameter, header or body in which a change stands."""
    kind = change.role.partition("-")[2]
    within = change.location.rpartition(".")[2]
    if kind.startswith("parameter") or (kind.startswith("header") and change.location.endswith(_WITHIN)):
        return f"{within} parameter {quoted(change.name)}" if change.name else f"{within} parameters"
    if kind.startswith("header"):
        return f"response header {quoted(change.name)}" if change.name else "response headers"
    if change.location == "errors":
        return _BODY
    if change.status:
        return f"the body of response {quoted(change.status)}"
    if change.role in {"request-body", "request-property", "response-body", "response-property"}:
        return f"the {_side(change)} body{_of_schema(change)}"
    return quoted(change.name or change.owner.name or "the API")


_WITHIN: Final = ("request.query", "request.querystring", "request.header", "request.path", "request.cookie")


def _side(change: Change) -> str:
    """Name the message: request or response, as documented, and by whom it is sent."""
    documented = "request" if "request" in change.location else "response" if "response" in change.location else ""
    if not documented or documented == change.direction:
        return documented or change.direction or ""
    sender = "callback" if "callback" in change.location else "webhook"
    return f"{sender} {documented}"


def _of_schema(change: Change) -> str:
    return f" of schema {quoted(change.owner.name)}" if change.owner.kind == "schema" else ""


def _owner(change: Change, operations: tuple[str, ...]) -> str:
    if change.owner.kind == "operation":
        named = quoted(operations[0] if operations else change.owner.name)
        return f"{named} ({quoted(change.owner.variant)})" if change.owner.variant else named
    return quoted(change.owner.name) if change.owner.name else "the API"

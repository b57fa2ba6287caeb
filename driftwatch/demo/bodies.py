"""Read the body of a request to the demo's API, and hold it against the schema that is documented."""

import json
from collections.abc import Mapping
from email.message import Message
from email.parser import BytesParser
from typing import Any

from driftwatch.demo.samples import resolved

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def body_of(headers: Message, body: bytes, *, documented: str) -> dict[str, Any]:
    """Decode JSON or a form, whichever is documented.

    Raises:
        ValueError: it is another, or cannot be read.
    """
    if headers.get_content_type() != documented:
        raise ValueError(f"The body must be {documented}")
    if documented == "multipart/form-data":
        return _form(headers, body)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("The body is no JSON") from None
    if not isinstance(value, dict):
        raise ValueError("The body is no JSON object")  # noqa: TRY004 - it is the caller's mistake, not ours
    return value


def fault_in(value: Any, schema: Mapping[str, Any], spec: Mapping[str, Any], path: str = "") -> str:
    """Give the path of the first field that is missing or wrong, "" when all is as documented."""
    schema = resolved(schema, spec)
    if "oneOf" in schema:
        return path if all(fault_in(value, branch, spec, path or "body") for branch in schema["oneOf"]) else ""
    if not _fits(value, schema):
        return path or "body"
    if isinstance(value, list):
        faults = (fault_in(item, schema.get("items", {}), spec, f"{path}[{at}]") for at, item in enumerate(value))
        return next(filter(None, faults), "")
    if not isinstance(value, dict):
        return ""
    inside = f"{path}." if path else ""
    lacking = [f"{inside}{name}" for name in schema.get("required", ()) if name not in value]
    known = schema.get("properties", {})
    faults = (fault_in(item, known[name], spec, f"{inside}{name}") for name, item in value.items() if name in known)
    return next(filter(None, [*lacking, *faults]), "")


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    if "enum" in schema and value not in schema["enum"]:
        return False
    kinds = schema.get("type", [])
    types = tuple(one for kind in ([kinds] if isinstance(kinds, str) else kinds) for one in _TYPES[kind])
    return not types or (isinstance(value, types) and (bool in types or not isinstance(value, bool)))


def _form(headers: Message, body: bytes) -> dict[str, Any]:
    head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
    parts = BytesParser().parsebytes(head + body)
    if not parts.is_multipart():
        raise ValueError("The body is no form")
    fields = {}
    for part in parts.get_payload():
        name = part.get_param("name", header="Content-Disposition") if isinstance(part, Message) else None
        if isinstance(name, str) and isinstance(part, Message):
            fields[name] = part.get_payload(decode=True).decode("utf-8", "replace")  # type: ignore[union-attr]
    return fields

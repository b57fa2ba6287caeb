"""The published JSON Schema of a manifest, shipped beside this module."""

import pkgutil
from functools import cache
from typing import Final

import msgspec

from driftwatch.model.json_values import Json

FILE: Final = "manifest.schema.json"


@cache
def schema_text() -> str:
    """Return the schema as published (draft 2020-12): for editors, and for `driftwatch manifest schema`."""
    content = pkgutil.get_data(__package__ or "driftwatch.manifests", FILE)
    return (content or b"{}").decode()


@cache
def manifest_schema() -> Json:
    """Return the schema as a JSON value."""
    return msgspec.json.decode(schema_text())

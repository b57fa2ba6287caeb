"""docs/json.md: what commands print as JSON, out of the shapes that they print, and an example that is printed."""

import inspect
import json
import tempfile
from pathlib import Path

from msgspec import Struct

from driftwatch.model import contract
from driftwatch.reports import history_shapes, json_shapes, observed_shapes
from pages.program import printed
from pages.regions import filled, named, table
from pages.structs import UndocumentedError, documented_members, structs_below, words

BEFORE = {
    "openapi": "3.1.0", "info": {"title": "Videos", "version": "1"},
    "paths": {
        "/v1/videos": {
            "post": {
                "requestBody": {
                    "content": {"application/json": {"schema": {"properties": {"prompt": {"type": "string"}}}}}
                },
                "responses": {"204": {"description": "made"}},
            }
        }
    },
}  # fmt: skip
"""The example: the smallest document of which one property turns required."""

SHAPES = (json_shapes, history_shapes, observed_shapes, contract)


def json_formats(page: str) -> str:
    """Return the page with its shapes and its example written anew.

    Raises:
        UndocumentedError: a member has no docstring, or a shape is not on the page.
    """
    ours = {name: kind for module in SHAPES for name, kind in vars(module).items() if is_ours(kind)}
    shown = {kind.__name__ for root in named(page, "shapes") for kind in structs_below(ours[root])}
    if missing := sorted(ours.keys() - shown):
        raise UndocumentedError(f"docs/json.md tells nothing of {', '.join(missing)}")
    done: set[str] = set()
    return filled(page, {"shapes": lambda root: shapes(ours[root], done), "example": lambda _: example()})


def is_ours(kind: object) -> bool:
    return inspect.isclass(kind) and issubclass(kind, Struct) and kind.__module__ in {each.__name__ for each in SHAPES}


def shapes(root: type[Struct], done: set[str]) -> str:
    """Return a heading and a table for each shape below one that has none yet."""
    parts = []
    for kind in structs_below(root):
        if kind.__name__ not in done:
            done.add(kind.__name__)
            rows = [(f"`{each.name}`", words(each), each.meaning) for each in documented_members(kind)]
            parts += [f"### {kind.__name__}\n", f"{inspect.getdoc(kind)}\n", table(("member", "type", "meaning"), rows)]
    return "\n".join(parts)


def example() -> str:
    """Return what `driftwatch diff` prints about a property that turns required."""
    after = json.loads(json.dumps(BEFORE))
    body = after["paths"]["/v1/videos"]["post"]["requestBody"]
    body["content"]["application/json"]["schema"]["required"] = ["prompt"]
    with tempfile.TemporaryDirectory() as folder:
        for name, value in (("old.json", BEFORE), ("new.json", after)):
            Path(folder, name).write_text(json.dumps(value), encoding="utf-8")
        text = printed("diff", "old.json", "new.json", "--format", "json", "--fail-on", "never", folder=Path(folder))
    return f"`driftwatch diff old.json new.json --format json`, when `prompt` turned required:\n\n```json\n{text}```\n"

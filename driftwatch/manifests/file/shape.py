"""The shape of a manifest: what its JSON Schema finds wrong, with the words that only manifests have."""

import re
from functools import cache
from typing import Final

from driftwatch.located.problem import Problem, problem, shown
from driftwatch.located.shape import Path, Schema, Shape
from driftwatch.located.value import Located
from driftwatch.manifests.file.schema import manifest_schema

_NEEDS: Final = {
    "confirmed by support": "by, at and ref",
    "account contract": "by, at and ref",
    "observed only": "at and ref",
    "assumption": "by and expires",
}


def shape_problems(document: Located, *, file: str) -> tuple[Problem, ...]:
    """Return what the schema finds wrong with a document, in the order of the file."""
    wrong = _shape().misfits(document)
    return tuple(sorted({problem(file, one.at, one.path, one.says()) for one in wrong}))


def is_release(name: str) -> bool:
    """Tell whether a release can be called so in a manifest."""
    pattern = _shape().part("#/properties/releases/propertyNames")["pattern"]
    return bool(re.search(pattern, name)) and name.isascii() and name.isprintable()


@cache
def _shape() -> "_ManifestShape":
    return _ManifestShape(manifest_schema())


class _ManifestShape(Shape):
    """Knows labels of evidence that say more than a word can, and how a path of a field is written."""

    def not_listed(self, at: Located, path: Path, names: list[str]) -> str:
        needs = _NEEDS.get(at.value, "") if isinstance(at.value, str) and "assumption" not in names else ""
        if needs and names == ["documented", "unknown"]:
            return f"{shown(at.value, path)} needs {needs}: write {{label: {at.value}, ...}}"
        return super().not_listed(at, path, names)

    def not_fitting(self, at: Located, schema: Schema, path: Path) -> str:
        is_path = schema["pattern"] == self.part("#/$defs/path")["pattern"]
        return super().not_fitting(at, schema, path) + (_as_path(at.value) if is_path else "")


def _as_path(text: str) -> str:
    """Guess the field path that was meant by `choices[0].id` or `$.choices[].id`."""
    guess = re.sub(r"\[[^\[\]]{0,40}\]", ".*", text[:200]).removeprefix("$").strip(".")
    return f"; did you mean {guess!r}?" if guess != text and guess else ""

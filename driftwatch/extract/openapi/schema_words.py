"""What schemas say in words: the descriptions that a page shows beside the fields that it draws of them."""

from collections import deque
from collections.abc import Iterator
from typing import Final

from driftwatch.extract.data import loose
from driftwatch.model.json_values import Json

_BRANCHES: Final = ("allOf", "anyOf", "oneOf")
_MOST: Final = 20_000
"""Nodes of one schema that are looked at."""


def descriptions_in(schema: Json) -> Iterator[tuple[str, str]]:
    """Yield the fields of a schema that are described, by their paths, each with what is said; "" is the schema itself.

    >>> list(descriptions_in({"description": "A box.", "properties": {"lid": {"items": {"description": "A hinge."}}}}))
    [('', 'A box.'), ('lid[]', 'A hinge.')]
    """
    waiting = deque([("", schema)])
    looked_at = 0
    while waiting and looked_at < _MOST:
        path, node = waiting.popleft()
        looked_at += 1
        stated = loose.mapping(node)
        if said := loose.text(stated.get("description")).strip():
            yield path, said
        for name, inner in loose.mapping(stated.get("properties")).items():
            waiting.append((f"{path}.{name}" if path else name, inner))
        for key, mark in (("items", "[]"), ("additionalProperties", ".*")):
            if isinstance(stated.get(key), dict):
                waiting.append((path + mark, stated[key]))
        waiting.extend((path, inner) for key in _BRANCHES for inner in loose.items(stated.get(key)))

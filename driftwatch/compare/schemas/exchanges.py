"""Which schema gave way to which: where another name is referred to, or another object is written out."""

from typing import Final

from driftwatch.compare.match.digests import name_of, property_names
from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.schemas.level import Task
from driftwatch.compare.schemas.views import opened
from driftwatch.compare.trees import Node
from driftwatch.model.change import Exchange
from driftwatch.model.json_values import canonical

_SAME_OBJECT: Final = 0.5
"""Share of common properties from which an object is the same one written elsewhere."""


def exchanging(task: Task) -> Task:
    """Note the names of the schemas that both sides refer to, where these are two, or one and another object."""
    if len(task.old) != 1 or len(task.new) != 1:
        return task
    ones = task.old[0], task.new[0]
    old, new = (node.field.ref or name_of(node) for node in ones)
    is_exchanged = old != new if old and new else bool(old or new) and _are_two_objects(*ones)
    if not is_exchanged:
        return task
    written = "" if old and new else _fields(ones[1] if old else ones[0])
    return task._replace(exchange=Exchange(old, new, scope=ones[0].tree.side.scope, written=written))


def _fields(node: Node) -> str:
    """Tell an object that is written out from others, by what its fields are called."""
    return canonical(sorted(property_names(opened((node,)))))


def _are_two_objects(old: Node, new: Node) -> bool:
    """Tell whether most properties of two objects are not the same: one was not only written out or given a name."""
    olds, news = (property_names(opened((node,))) for node in (old, new))
    return bool(olds and news) and overlap(olds, news) < _SAME_OBJECT

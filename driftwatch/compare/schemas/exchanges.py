"""Which schema gave way to which: where another name is referred to, or another object is written out."""

from typing import Final

from driftwatch.compare.match.digests import name_of, property_names
from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.schemas.level import Task
from driftwatch.compare.schemas.views import opened
from driftwatch.compare.trees import Node

_SAME_OBJECT: Final = 0.5
"""Share of common properties from which an object is the same one written elsewhere."""


def exchanging(task: Task) -> Task:
    """Note the names of the schemas that both sides refer to, where these are two, or one and another object."""
    if len(task.old) != 1 or len(task.new) != 1:
        return task
    old, new = (node.field.ref or name_of(node) for node in (task.old[0], task.new[0]))
    is_exchanged = old != new if old and new else bool(old or new) and _are_two_objects(*task.old, *task.new)
    return task._replace(exchange=(old, new)) if is_exchanged else task


def _are_two_objects(old: Node, new: Node) -> bool:
    """Tell whether most properties of two objects are not the same: one was not only written out or given a name."""
    olds, news = (property_names(opened((node,))) for node in (old, new))
    return bool(olds and news) and overlap(olds, news) < _SAME_OBJECT

"""Which references are looked into so that both sides of a comparison refer to the same schemas in the end."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from driftwatch.compare.match.digests import state_the_same, stated_keywords
from driftwatch.compare.schemas.views import JOINING, Parts
from driftwatch.compare.trees import Node, Tree
from driftwatch.model.address import ROOT, step
from driftwatch.model.facts import Unresolved
from driftwatch.model.paths import cut, parent

Names = tuple[AbstractSet[str], AbstractSet[str]]


def file_part(reference: str) -> str:
    """Return which part of which file a reference names, whatever folder that lies in.

    Of a file that nobody read this says all: a document and the files beside it are moved together.

    >>> file_part("file:///old/parts.yaml#/Page"), file_part("Page")
    ('parts.yaml#/Page', 'Page')
    """
    file, _, part = reference.partition("#")
    return f"{file.rpartition('/')[2]}#{part}" if part else file.rpartition("/")[2]


def by_file(mine: Mapping[str, Unresolved], theirs: Mapping[str, Unresolved]) -> dict[str, Unresolved]:
    """Key what leads nowhere on one side as on the other one: by its address, or else by the file that it refers to.

    Of several that refer to one part of files called alike each has a key of its own: the other side may have fewer.
    """
    keyed = {at: fact for at, fact in mine.items() if at in theirs}
    many = Counter(keyed)
    for at in sorted(mine.keys() - theirs.keys()):
        key = _by_file(at, mine[at].reference)
        many[key] += 1
        keyed[f"{key}\n{many[key]}" if many[key] > 1 else key] = mine[at]
    return keyed


def _by_file(at: str, reference: str) -> str:
    """Return the address of what leads nowhere; one that ends in its reference, with no more of that than the file."""
    return at.removesuffix(step(reference)) + file_part(reference) if at.endswith(step(reference)) else at


def next_opened(sides: tuple[Parts, Parts], unmatched: Names) -> Names:
    """Return which of the references that one side alone has to look into next, on each side.

    First what is only another name of a schema, then what is made of a schema that the other side refers to: what
    changed in that one is told of it, and what the other one had beside it is left.
    """
    aliases = _aliases(sides[0], unmatched[0]), _aliases(sides[1], unmatched[1])
    if any(aliases):
        return aliases
    made = _made_of(sides[0], *unmatched), _made_of(sides[1], *reversed(unmatched))
    return made if any(made) else unmatched


def is_alias(node: Node) -> bool:
    """Tell whether a schema is nothing but a reference to another one."""
    return is_bare(node) and stated_keywords(node).keys() <= {"ref"}


def is_bare(node: Node) -> bool:
    """Tell whether a schema refers to another one and holds none itself."""
    return bool(node.field.ref) and not node.tree.children(node.path)


def referred_beside(node: Node, other: Tree) -> Iterator[str]:
    """Yield what parts of allOf only refer to on the other side, where a part does here that says nothing else."""
    if not is_bare(node) or node.path == ROOT or cut(node.path)[1].keyword != "allOf":
        return
    above = parent(node.path)
    others = Node(other, above).below("allOf") if above in other.fields else ()
    yield from (each.field.ref for _, each in others if is_bare(each) and state_the_same(node, each))


def is_joined(node: Node) -> bool:
    """Tell whether a schema may be made of several: by reference, as parts, or as alternatives."""
    return bool(node.field.ref) or not JOINING.isdisjoint(node.keywords)


def identity(node: Node) -> tuple[int, str]:
    """Return what is the same for all nodes that only refer to one schema."""
    return node.tree.side.schemas_id(node.field.ref) if is_bare(node) else node.key


def _aliases(parts: Parts, names: AbstractSet[str]) -> frozenset[str]:
    """Return the names of schemas that are nothing but a reference to another one: that may be known by its own."""
    targets = {name: parts.references[name].target() for name in names}
    return frozenset(name for name, node in targets.items() if node is not None and is_alias(node))


def _made_of(parts: Parts, names: AbstractSet[str], others: AbstractSet[str]) -> frozenset[str]:
    """Return the names of schemas one part of which is a schema that only the other side refers to."""
    targets = {name: parts.references[name].target() for name in names} if others else {}
    return frozenset(
        name
        for name, node in targets.items()
        if node is not None and any(part.field.ref in others for _, part in node.below("allOf"))
    )

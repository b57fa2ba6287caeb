"""Named schemas that comparing holds against each other: each pair once, wherever it is met."""

from collections import defaultdict
from collections.abc import Iterable

from driftwatch.compare.covering import without_branches
from driftwatch.compare.schemas.level import Task
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.compare.values.parts import joined
from driftwatch.compare.values.verdict import Verdicts
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Owner, Snapshot


class NamedPairs:
    """The pairs of named schemas, old and new, that comparing met: each is to be compared once."""

    __slots__ = (
        "again",
        "before",
        "beside_references",
        "compared",
        "exchanged",
        "instead",
        "joined",
        "pairs",
        "renamed",
        "unaffecting",
        "verdicts",
    )

    def __init__(self, *, beside_references: bool = False) -> None:
        self.beside_references = beside_references
        """Whether what stands beside a reference counts by now, and did not before."""
        self.verdicts = Verdicts()
        """What is known of how the schemas of both sides relate."""
        self.pairs: dict[tuple[Owner, Owner], None] = {}
        self.renamed: dict[tuple[str, str], bool] = {}
        """Whether a schema of another name is taken for the one that was there, by both names."""
        self.exchanged: set[tuple[Owner, str]] = set()
        """Owners that referred to a schema, by its name, where they refer to another one by now."""
        self.instead: defaultdict[Owner, set[Owner]] = defaultdict(set)
        """Schemas that stand by now where one was referred to."""
        self.before: defaultdict[Owner, set[Owner]] = defaultdict(set)
        """Schemas that were referred to where one stands by now."""
        self.compared: set[tuple[Owner, Owner]] = set()
        """Those of which something is told: an operation reaches them on both sides, or none does."""
        self.unaffecting: list[Change] = []
        """Changes of named schemas that concern no operation, since each states the same beside the schema."""
        self.again = 0
        """Times that schemas were held against others which all were looked at before."""
        self.joined = 0
        """Schemas that were joined to others, beyond the first few of each."""

    def add(self, old: Owner, new: Owner) -> None:
        """Note that a reference to `old` is now a reference to `new`."""
        self.pairs[old, new] = None

    def note_exchange(self, owner: Owner, task: Task, sides: tuple[SchemaSide, SchemaSide]) -> None:
        """Note which named schema gave way to another one where an owner refers to it."""
        names = task.exchange.names if task.exchange else ("", "")
        if all(names):
            self.exchanged.add((owner, names[0]))
            old, new = (side.owner_named(name) for side, name in zip(sides, names, strict=True))
            self.instead[old].add(new)
            self.before[new].add(old)

    def may_have_become(self, old: Owner, new: Owner) -> bool:
        """Tell whether a schema may have another name now: it may not where others alone stand in place of either."""
        if (old, new) in self.pairs or new in self.instead.get(old, ()):
            return True
        return old not in self.instead and new not in self.before

    def beside_today(self, task: Task, old: Snapshot, new: SchemaSide) -> tuple[Iterable[Node], Iterable[Node]] | None:
        """Return both sides of a task with what stands there for its context as that is now; None if nobody knows.

        How that changed is told of it: what one part demands otherwise, and the other one as well by now, is no news.
        """
        lent = {node.key: node for node in task.new if node.tree.side.snapshot is old}
        now = [self._now(node, task, new) for node in lent.values()]
        known = [node for node in now if node is not None]
        if len(known) < len(now):
            return None
        ones, others = ([node for node in side if node.key not in lent] for side in (task.old, task.new))
        if lent and any(self.verdicts.are_disjoint(joined(side), joined(known)) for side in (ones, others)):
            return None  # no value meets both, by mistake: each is read by itself
        return (*ones, *known), (*others, *known)

    def _now(self, node: Node, task: Task, new: SchemaSide) -> Node | None:
        """Return what a node is by now that a named schema joins there itself."""
        owner = node.tree.side.entry.owner
        root = new.named(owner.name)
        if root is None:
            root = next((new.named(now.name) for was, now in self.pairs if was == owner != now), None)
        if root is None or node.path not in root.tree.fields:
            return None
        return Node(root.tree, node.path) if without_branches(node.path) == without_branches(task.path) else None

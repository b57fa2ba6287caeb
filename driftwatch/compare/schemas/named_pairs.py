"""Named schemas that comparing holds against each other: each pair once, wherever it is met."""

from driftwatch.compare.schemas.level import Task
from driftwatch.compare.values.verdict import Verdicts
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Owner


class NamedPairs:
    """The pairs of named schemas, old and new, that comparing met: each is to be compared once."""

    __slots__ = (
        "again",
        "beside_references",
        "compared",
        "exchanged",
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

    def note_exchange(self, owner: Owner, task: Task) -> None:
        """Note which named schema gave way to another one where an owner refers to it."""
        if len(task.exchange) == 2 and all(task.exchange):  # noqa: PLR2004 - the names of two schemas
            self.exchanged.add((owner, task.exchange[0]))

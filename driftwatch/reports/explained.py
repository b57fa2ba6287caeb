"""All that is known of one finding, for whoever has to answer it."""

from msgspec import Struct

from driftwatch.model.finding import Finding, Level, Side, State, Suppression


class LevelReason(Struct, frozen=True, kw_only=True):
    """A level, and what speaks for it."""

    level: Level
    because: str
    """In words of ours; names from outside are in backticks."""


class Remedy(Struct, frozen=True, kw_only=True):
    """One way to answer: a command, and what it does."""

    command: str
    does: str


class Explanation(Struct, frozen=True, kw_only=True):
    """One finding, what became of it, and what can be done about it."""

    source: str
    finding: Finding
    state: State
    old: Side
    """The last capture without it; of a breach, the manifests."""
    new: Side
    """The capture that brought it, as it is told."""
    commit: str
    """The commit of that capture."""
    levels: tuple[LevelReason, ...]
    """As the rule has it, then each thing that makes it another; the last one holds."""
    suppression: Suppression | None = None
    """What accepts it, or did until its day."""
    remedies: tuple[Remedy, ...] = ()
    differs: tuple[str, ...] = ()
    """Why oasdiff may say otherwise of the same."""

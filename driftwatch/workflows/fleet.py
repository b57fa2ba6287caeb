"""Many sources side by side: others capture them, and one process judges and commits what they bring.

A source is held from the moment it is handed over until its capture is committed, so that nothing comes between; what
a worker brings passes the same proofs as a parcel from elsewhere. Sources that share a host follow each other, and all
are committed in their order, since reports name commits: the same input gives the same commits, whoever is first.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

from driftwatch.config.keys import SourceConfig
from driftwatch.config.shards import Chain, chains
from driftwatch.errors import DriftwatchError, InternalError
from driftwatch.model.stored import belongs
from driftwatch.ports import Crew, Project
from driftwatch.rules.policy import Policy
from driftwatch.workflows.errand import Brought, Errand
from driftwatch.workflows.parcel import unpacked
from driftwatch.workflows.run import Held, Ran, begun, concluded

_IN_HAND: Final = 2
"""Captures that are handed over for each worker, so that none waits for the one that commits."""
_MOST_WAITING: Final = 64
"""Captures that may wait for a slow one before them: they are committed in order, and kept in memory until then."""

Result: TypeAlias = Ran | DriftwatchError
"""What became of a source."""


class Fleet:
    """Captures sources with a crew.

    Args:
        project: the outside world.
        crew: who captures.
        policy_of: how findings of a source are judged.
        accept_loss: accept that most documents or operations are gone.
        config_file: driftwatch.toml, where the crew works on this machine; else "".
    """

    def __init__(
        self,
        project: Project,
        crew: Crew[Errand, Brought],
        *,
        policy_of: Callable[[str], Policy],
        accept_loss: bool,
        config_file: str,
    ) -> None:
        self._project = project
        self._crew = crew
        self._policy_of = policy_of
        self._accept_loss = accept_loss
        self._config_file = config_file
        self._sources: Mapping[str, SourceConfig] = {}
        self._places: Mapping[str, int] = {}
        self._free: list[tuple[int, Chain]] = []
        """Chains of which no source is away, by the place of the first one that is left."""
        self._away: dict[str, Chain] = {}
        self._held: dict[str, tuple[ExitStack, Held]] = {}
        self._brought: dict[str, Brought | DriftwatchError] = {}
        self._read = 0

    def run(self, names: Sequence[str]) -> Generator[tuple[str, Result], None, None]:
        """Yield what became of each source, in their order; a failure of one keeps no other from being captured."""
        self._sources = dict(map(self._project.workspace.source, names))
        self._places = {name: place for place, name in enumerate(names)}
        self._free = [(self._places[chain[0]], chain) for chain in chains(self._sources)]
        heapify(self._free)
        try:
            for place, name in enumerate(names):
                self._hand_over(place)
                while name not in self._brought:
                    self._take_back(len(names))
                    self._hand_over(place)
                yield name, self._concluded(name, self._brought.pop(name))
        finally:
            for opened, _ in self._held.values():
                opened.close()

    def _hand_over(self, done: int) -> None:
        """Give the crew enough to do: the first sources whose hosts nobody calls on, not too far ahead."""
        ahead = done + _MOST_WAITING + self._crew.size
        while self._free and self._free[0][0] < ahead and len(self._away) < self._crew.size * _IN_HAND:
            _, chain = heappop(self._free)
            name = chain[0]
            opened = ExitStack()
            try:
                held = opened.enter_context(begun(self._project, name))
                self._crew.start(name, self._errand(held, self._sources[name]))
            except DriftwatchError as error:
                opened.close()
                self._brought[name] = error
                self._go_on(chain)
            else:
                self._held[name] = opened, held
                self._away[name] = chain

    def _take_back(self, total: int) -> None:
        """Wait until a capture comes back, if one is away."""
        if self._away:
            name, self._brought[name] = self._crew.finished()
            self._go_on(self._away.pop(name))
            self._read += 1
            self._project.talk.say(f"{name}: read, {self._read} of {total}")

    def _go_on(self, chain: Chain) -> None:
        """Let the next source of the same hosts be read."""
        if rest := chain[1:]:
            heappush(self._free, (self._places[rest[0]], rest))

    def _concluded(self, name: str, brought: Brought | DriftwatchError) -> Result:
        """Judge and commit what came back, and let go of the source."""
        if name not in self._held:
            return brought if isinstance(brought, DriftwatchError) else InternalError(f"{name} was not held")
        opened, held = self._held.pop(name)
        with opened:
            return self._taken_in(held, self._sources[name], brought)

    def _errand(self, held: Held, source: SourceConfig) -> Errand:
        return Errand(
            name=held.name,
            source=source,
            now=held.now,
            stored={path: content for path, content in held.base.items() if belongs(path)},
            folder=held.place.snapshots,
            accept_loss=self._accept_loss,
            config_file=self._config_file,
        )

    def _taken_in(self, held: Held, source: SourceConfig, brought: Brought | DriftwatchError) -> Result:
        """Judge and commit what came back."""
        if isinstance(brought, DriftwatchError):
            return brought
        for line in brought.said:
            self._project.talk.say(f"{held.name}: {line}")
        if brought.error is not None:
            return brought.error
        try:
            captured = unpacked(
                brought.parcel,
                where=f"the capture of {held.name}",
                source=source,
                previous=held.previous,
                base=held.base,
                now=held.now,
                accept_loss=self._accept_loss,
            )
            return concluded(self._project, held, captured, policy=self._policy_of(held.name))
        except DriftwatchError as error:
            return error

"""Many sources side by side: others capture them, and one process judges and commits what they bring.

A source is held from the moment it is handed over until its capture is committed, so that nothing comes between; what
a worker brings passes the same proofs as a parcel from elsewhere. Sources that share a host follow each other.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Final, TypeAlias

from driftwatch.config.keys import SourceConfig
from driftwatch.config.shards import Chain, chains
from driftwatch.errors import DriftwatchError
from driftwatch.model.stored import belongs
from driftwatch.ports import Crew, Project
from driftwatch.rules.policy import Policy
from driftwatch.workflows.errand import Brought, Errand
from driftwatch.workflows.parcel import unpacked
from driftwatch.workflows.run import Held, Ran, begun, concluded

_AHEAD: Final = 2
"""Captures under way for each worker, so that none waits for the one that commits."""

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
        self._held: dict[str, tuple[ExitStack, Held, SourceConfig, Chain]] = {}

    def run(self, names: Sequence[str]) -> Generator[tuple[str, Result], None, None]:
        """Yield what became of each source, as it is done; a failure of one keeps no other from being captured."""
        sources = dict(map(self._project.workspace.source, names))
        done = 0
        waiting = deque(sorted(chains(sources), key=lambda chain: (-len(chain), chain)))
        try:
            while waiting or self._held:
                while waiting and len(self._held) < self._crew.size * _AHEAD:
                    yield from self._sent(waiting.popleft(), sources)
                if self._held:
                    name, brought = self._crew.finished()
                    opened, held, source, rest = self._held.pop(name)
                    with opened:
                        outcome = self._taken_in(held, source, brought)
                    if rest:
                        waiting.appendleft(rest)
                    done += 1
                    self._project.talk.say(f"{name}: read, {done} of {len(names)}")
                    yield name, outcome
        finally:
            for opened, *_ in self._held.values():
                opened.close()

    def _sent(self, chain: Chain, sources: Mapping[str, SourceConfig]) -> Iterator[tuple[str, Result]]:
        """Hand over the first source of a chain that can be held; the rest follows when that is done."""
        for number, name in enumerate(chain):
            opened = ExitStack()
            try:
                held = opened.enter_context(begun(self._project, name))
                self._crew.start(name, self._errand(held, sources[name]))
            except DriftwatchError as error:
                opened.close()
                yield name, error
            else:
                self._held[name] = opened, held, sources[name], chain[number + 1 :]
                return

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

"""A crew on a Dask cluster: captures are its tasks, and come back as files. The one door to dask and distributed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from uuid import uuid4

from driftwatch.adapters.processes import count
from driftwatch.errors import DriftwatchError, ObservationError, UsageError

if TYPE_CHECKING:
    from distributed import Client

_A = TypeVar("_A")
_B = TypeVar("_B")

_RETRIES: Final = 2
"""How often a task is tried again that raised; a worker that dies is counted by the scheduler (`allowed-failures`)."""
_CONNECTING_S: Final = 30
_LOOPBACK: Final = "127.0.0.1"


class ClusterCrew(Generic[_A, _B]):
    """Workers of a cluster. A task whose worker dies is done again by another one.

    Args:
        work: a function of a module that the workers can import, that is called with each piece.
        client: is connected to the scheduler.
    """

    def __init__(self, work: Callable[[_A], _B], client: "Client") -> None:
        from distributed import as_completed

        self._work = work
        self._client = client
        self._run = uuid4().hex
        self._names: dict[str, str] = {}
        self._done: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]

    @property
    def size(self) -> int:
        """How many tasks the workers do at once, now: workers come and go."""
        threads: Mapping[str, int] = self._client.nthreads()  # type: ignore[no-untyped-call]
        return max(1, sum(threads.values()))

    def start(self, name: str, piece: _A) -> None:
        """Hand over a piece of work."""
        key = f"driftwatch-{self._run}-{name}"
        self._names[key] = name
        self._done.add(self._client.submit(self._work, piece, key=key, retries=_RETRIES, pure=False))

    def finished(self) -> "tuple[str, _B | DriftwatchError]":
        """Wait until any piece is done, and return its name with what it came to."""
        future = next(self._done)
        name = self._names.pop(future.key)
        error = future.exception()
        found = future.result() if error is None else None
        future.release()
        if found is not None:
            return name, found
        return name, ObservationError(
            f"{name} could not be captured: {type(error).__name__}: {error}",
            hint=f"`driftwatch run --source {name}` tries it here",
        )


@contextmanager
def cluster_crew(work: Callable[[_A], _B], *, size: int | None, scheduler: str | None) -> Iterator[ClusterCrew[_A, _B]]:
    """Open a crew on a cluster; without a scheduler it is one of this machine, which ends with the block.

    Raises:
        UsageError: the extra `dask` is not installed, or the scheduler does not answer.
    """
    try:
        import distributed
    except ImportError:
        raise UsageError(
            "--executor dask needs dask, which is not installed", hint="install driftwatch with its extra `dask`"
        ) from None
    with ExitStack() as opened:
        if scheduler is None:
            # One thread a worker: what reads documents out holds the interpreter all the time.
            cluster = distributed.LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=size or count(),
                threads_per_worker=1,
                host=_LOOPBACK,
                dashboard_address=None,
                silence_logs=50,
            )
            opened.enter_context(cluster)
            address: Any = cluster
        else:
            address = scheduler
        try:
            client = distributed.Client(address, timeout=_CONNECTING_S, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise UsageError(
                f"the Dask scheduler {scheduler} does not answer: {error}", hint="check --scheduler and the network"
            ) from None
        opened.callback(_closed, client)
        yield ClusterCrew(work, client)


def _closed(client: "Client") -> None:
    with suppress(OSError, TimeoutError):
        client.close()  # type: ignore[no-untyped-call]

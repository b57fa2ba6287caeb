"""The commits that a command made: whatever ends it afterwards may not say that nothing was changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from driftwatch.errors import DriftwatchError, UnfinishedError


class Commits:
    """What was committed so far, told with every error that follows."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def add(self, source: str, commit: str) -> None:
        """Remember the commit of a source."""
        self._made[source] = f"{source} is committed as {commit[:10]}"

    @contextmanager
    def told(self, source: str | None = None) -> Iterator[None]:
        """Name the commits in what ends the block: an error, an interrupt, or a bug, to which they are added as a note.

        Args:
            source: the block is about this source alone, so that its errors name no commit of another one.

        Raises:
            UnfinishedError: the system refused to write something, and there is a commit.
        """
        try:
            yield
        except KeyboardInterrupt as interrupt:
            done = list(dict.fromkeys((*self._made.values(), str(interrupt))))
            raise KeyboardInterrupt("; ".join(filter(None, done))) from None
        except BrokenPipeError:
            raise  # whoever reads the output has seen enough
        except Exception as error:
            made = "; ".join(said for name, said in self._made.items() if source in {None, name})
            if not made:
                raise
            if isinstance(error, OSError):
                raise _unfinished(made, error) from error
            if isinstance(error, DriftwatchError):
                error.message = f"{made}, but {error.message}"
            else:
                error.add_note(made)
            raise


def _unfinished(made: str, error: OSError) -> UnfinishedError:
    return UnfinishedError(
        f"{made}, but what follows could not be done: {error.strerror or error}",
        hint="`driftwatch diff` tells the last capture again",
    )

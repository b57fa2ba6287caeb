"""Why a document could not be read, as an exception between the parts of the fetch."""

from driftwatch.model.reading import ReadingState


class UnusableError(Exception):
    """What came, or would have come, cannot be used; `state` says how, the text says why."""

    def __init__(self, state: ReadingState, reason: str) -> None:
        super().__init__(reason)
        self.state: ReadingState = state


class RefusedError(UnusableError):
    """A request that must not be made."""

    def __init__(self, reason: str) -> None:
        super().__init__("refused", reason)

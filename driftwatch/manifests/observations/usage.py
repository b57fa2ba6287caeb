"""What recorded calls of one operation send and get: the draft of a manifest is made of it. No value is kept."""

from collections import Counter

from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.matching import is_call_of, is_success, path_of
from driftwatch.manifests.observations.shape import Shape


class Usage:
    """Takes in calls, and keeps what those of one operation show.

    Args:
        key: the operation's identity, path parameters blanked.
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self.sent = Shape()
        """Of the calls that succeeded."""
        self.got = Shape()
        self.failures: Counter[int] = Counter()
        """By status."""
        self.calls = 0

    def add(self, call: Call) -> None:
        """Take in a call; one of another operation is left out."""
        if not is_call_of(self._key, call.method, path_of(call.url)):
            return
        self.calls += call.count
        if not is_success(call.status, call.response):
            self.failures[call.status] += call.count
            return
        for shape, body in ((self.sent, call.request), (self.got, call.response)):
            if body is not None:
                shape.add(body)

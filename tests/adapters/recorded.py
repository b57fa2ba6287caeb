"""A document read with a recorder between, and out of what that wrote."""

from driftwatch.adapters.http.archive import read_recording
from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.adapters.http.recording import Recorder, Replay, timing_of
from driftwatch.adapters.http.safety import Resolver, resolve
from driftwatch.adapters.http.transport import GuardedTransport
from driftwatch.model.reading import FetchPolicy, Reading
from tests.adapters.still import START, StillTime


def recording_of(url: str, policy: FetchPolicy, *, resolver: Resolver = resolve) -> tuple[Reading, bytes]:
    """Read a document; returns the reading and the recording."""
    still = StillTime()
    recorder = Recorder(GuardedTransport(policy, resolver), limit=policy.max_bytes, now=still.now)
    with HttpFetcher(policy, transport=recorder, timing=still.timing) as fetcher:
        (reading,) = fetcher.read([url])
    return reading, recorder.written(source="docs", settings="", started=START)


def replayed(url: str, policy: FetchPolicy, written: bytes) -> Reading:
    """Read a document out of a recording."""
    recording = read_recording(written, file="run.har")
    with HttpFetcher(policy, transport=Replay(recording), timing=timing_of(recording)) as fetcher:
        (reading,) = fetcher.read([url])
    return reading


def both(url: str, policy: FetchPolicy) -> tuple[Reading, Reading]:
    """Read a document, and out of what was recorded of that."""
    reading, written = recording_of(url, policy)
    return reading, replayed(url, policy, written)

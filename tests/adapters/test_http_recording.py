"""What is kept of an exchange whose reader leaves early."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from driftwatch.adapters.http.archive import read_recording
from driftwatch.adapters.http.recording import Recorder
from tests.adapters.still import START, StillTime


class _Parts(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"first "
        yield b"second"


def _answer(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/markdown"}, stream=_Parts())


# An event loop closes what a reader left behind by the one up to Python 3.12, and by the other from 3.13 on.
@pytest.mark.parametrize("closing", [GeneratorExit, asyncio.CancelledError])
def test_a_reader_that_had_enough_is_no_failure(closing: type[BaseException]) -> None:
    recorder = Recorder(httpx.MockTransport(_answer), limit=100, now=StillTime().now)

    async def read_one_part() -> None:
        answer = await recorder.handle_async_request(httpx.Request("GET", "http://127.0.0.1/chat.md"))
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        parts = aiter(answer.stream)
        assert await anext(parts) == b"first "
        with pytest.raises(closing):
            await parts.athrow(closing())  # type: ignore[attr-defined]

    asyncio.run(read_one_part())

    recording = read_recording(recorder.written(source="docs", settings="", started=START), file="run.har")
    (entry,) = recording.entries["http://127.0.0.1/chat.md"]
    assert not entry.failure
    assert entry.response.content.body == b"first "

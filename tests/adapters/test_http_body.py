"""The body reader on its own: what the layers below it usually catch first is caught here as well."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.adapters.http.body import read_body
from driftwatch.adapters.http.errors import UnusableError

TEXT = b"# Chat\n\nSend a list of messages.\n" * 20


def read(*pieces: bytes, encoding: str = "", length: str = "", limit: int = 10_000, lenient: bool = False) -> bytes:
    async def arriving() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    return asyncio.run(read_body(arriving(), encoding=encoding, length=length, limit=limit, lenient=lenient))


def state_of(*pieces: bytes, encoding: str = "", length: str = "", limit: int = 10_000) -> str:
    with pytest.raises(UnusableError) as caught:
        read(*pieces, encoding=encoding, length=length, limit=limit)
    return caught.value.state


@pytest.mark.parametrize("length", ["9", "9999"])
def test_a_length_that_does_not_fit_is_truncated(length: str) -> None:
    assert state_of(TEXT, length=length) == "truncated"


def test_a_length_over_the_limit_is_too_large_before_a_byte_is_read() -> None:
    assert state_of(length="10001") == "too-large"


@pytest.mark.parametrize("length", ["", "nonsense", "-1", "\u0669", "1" * 5_000])
def test_a_length_that_is_none_is_ignored(length: str) -> None:
    assert read(TEXT, length=length) == TEXT


def test_an_error_page_is_cut_instead_of_refused() -> None:
    assert read(TEXT, length=str(len(TEXT)), limit=10, lenient=True) == TEXT[:10]


@given(st.binary(max_size=2_000), st.integers(1, 400), st.sampled_from(["", "gzip"]))
def test_pieces_of_any_size_make_the_same_body(body: bytes, size: int, encoding: str) -> None:
    sent = gzip.compress(body) if encoding else body
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert read(*pieces, encoding=encoding, length=str(len(sent))) == body


@given(st.integers(1, len(gzip.compress(TEXT)) - 1))
def test_no_cut_of_a_gzip_passes(cut: int) -> None:
    assert state_of(gzip.compress(TEXT)[:-cut], encoding="gzip") == "truncated"

"""How sources fared in a run, handed on from one step of a job to the next."""

import json

import pytest

from driftwatch.errors import LossError, ObservationError, UsageError
from driftwatch.model.outcome import Outcome, outcomes_of, refused, written

TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one


def test_outcomes_are_read_back_as_they_were_written() -> None:
    outcomes = (
        Outcome(source="a"),
        refused("b", ObservationError("down", hint="try again")),
        refused("c", LossError(f"half is gone {TOKEN}")),
    )
    assert outcomes_of(written(outcomes), "f") == outcomes
    assert [each.needs_acceptance for each in outcomes] == [False, False, True]
    assert TOKEN not in written(outcomes).decode()
    assert json.loads(written(outcomes[:1])) == {"source": "a"}


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"\xff", b'{"source": "a", "more": 1}'])
def test_what_is_no_list_of_outcomes_is_a_mistake_of_whoever_calls(content: bytes) -> None:
    with pytest.raises(UsageError, match="f holds no outcomes of a run"):
        outcomes_of(content, "f")

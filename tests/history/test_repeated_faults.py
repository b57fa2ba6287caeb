"""A fault of ours in thousands of schemas is no log of thousands of tracebacks."""

import io
import logging
from collections.abc import Iterator

import pytest

from driftwatch.history.failure_log import RepeatedFaults, failed_for
from driftwatch.model.snapshot import Owner


def fail(kind: type[Exception]) -> Exception:
    with pytest.raises(kind) as caught:
        raise kind("of ours")
    return caught.value


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RepeatedFaults())
    logger = logging.getLogger("driftwatch.history.failure_log")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_one_fault_in_many_schemas_is_told_a_few_times_and_then_counted(log: io.StringIO) -> None:
    for number in range(2_500):
        failed_for(Owner("schema", f"Box{number}"), "comparison", fail(KeyError))
    said = log.getvalue()
    assert said.count("Traceback") == 3
    assert [line for line in said.splitlines() if "as above" in line] == [
        f"comparison failed for schema Box{count - 1}: KeyError as above, {count:,} times by now"
        for count in (10, 100, 1_000)
    ]


def test_each_other_fault_has_its_traceback(log: io.StringIO) -> None:
    for kind in (KeyError, ValueError) * 5:
        failed_for(Owner("schema", "Box"), "comparison", fail(kind))
    failed_for(Owner("schema", "Box"), "comparison", KeyError("never raised"))
    assert log.getvalue().count("Traceback") == 6
    assert log.getvalue().endswith("KeyError: 'never raised'\n")
    logging.getLogger("driftwatch.history.failure_log").error("plain")
    assert log.getvalue().endswith("plain\n")


def test_a_helper_that_fails_for_another_caller_is_another_fault(log: io.StringIO) -> None:
    def looked_up() -> None:
        {}["lid"]

    def first() -> None:
        looked_up()

    def second() -> None:
        looked_up()

    for caller in (first,) * 5 + (second,) * 5:
        with pytest.raises(KeyError) as caught:
            caller()
        failed_for(Owner("schema", "Box"), "comparison", caught.value)
    assert log.getvalue().count("Traceback") == 6

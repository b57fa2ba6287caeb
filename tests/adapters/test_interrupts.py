import os
import signal

import pytest

from driftwatch.adapters.interrupts import interrupts_held_back


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_came_is_told_after_the_block(number: signal.Signals) -> None:
    usual = signal.getsignal(number)
    with interrupts_held_back() as came:
        assert not came()
        os.kill(os.getpid(), number)
        assert came()
    assert signal.getsignal(number) is usual


def test_what_was_begun_in_the_background_hears_no_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interrupts_held_back() as came:
            os.kill(os.getpid(), signal.SIGINT)
            assert not came()
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, usual)

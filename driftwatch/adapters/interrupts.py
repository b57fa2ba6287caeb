"""Hold Ctrl-C back while something must not be cut in two."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_held_back() -> Iterator[Callable[[], bool]]:
    """Keep SIGINT and SIGTERM from ending the block; yields what tells whether one came.

    A signal that is ignored stays ignored: a shell starts what runs in its background so (`&` in a script, nohup), and
    a Ctrl-C is then not meant for it. Outside of the main thread, where signals are never delivered, it does nothing.
    """
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    heard = [number for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, note) for number in heard}
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

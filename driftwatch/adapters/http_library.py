"""httpx and httpcore, without what a run rarely needs: all that speaks HTTP takes them from here.

httpx's command line would bring rich and pygments into every run, a tenth of what it imports. HTTP/2 is a tenth more:
httpcore imports it by itself when a server speaks it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Final

_LEFT_OUT: Final = ("httpx._main", "h2")
_DETECTOR: Final = "sniffio"
"""It tells asyncio from trio. httpcore imports it anew for each lock of each request."""


@contextmanager
def _left_out() -> Iterator[None]:
    """Make imports of some modules fail meanwhile, which httpx and httpcore take for their not being installed."""
    hidden = [name for name in _LEFT_OUT if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _left_out():
    import httpcore
    import httpx

if find_spec(_DETECTOR) is None:
    # Where it is not installed Python would search the disk for it each time, sixteen times for a page.
    sys.modules[_DETECTOR] = None  # type: ignore[assignment]

__all__ = ["httpcore", "httpx"]

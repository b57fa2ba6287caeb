"""httpx without its command line, which would bring rich and pygments into every run: a tenth of what it imports.

All that speaks HTTP takes it from here.
"""

import sys
from importlib.util import find_spec
from typing import Final

_COMMAND_LINE: Final = "httpx._main"
_DETECTOR: Final = "sniffio"
"""It tells asyncio from trio. httpcore imports it anew for each lock of each request."""

_is_new = "httpx" not in sys.modules
if _is_new:
    # None there makes an import of the module fail, which httpx takes for its command line not being installed.
    sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment]
try:
    import httpx
finally:
    if _is_new:
        del sys.modules[_COMMAND_LINE]

if find_spec(_DETECTOR) is None:
    # Where it is not installed Python would search the disk for it each time, sixteen times for a page.
    sys.modules[_DETECTOR] = None  # type: ignore[assignment]

__all__ = ["httpx"]

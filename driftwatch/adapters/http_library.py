"""httpx without its command line, which would bring rich and pygments into every run: a tenth of what it imports.

All that speaks HTTP takes it from here.
"""

import sys

_COMMAND_LINE = "httpx._main"

_is_new = "httpx" not in sys.modules
if _is_new:
    # None there makes an import of the module fail, which httpx takes for its command line not being installed.
    sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment]
try:
    import httpx
finally:
    if _is_new:
        del sys.modules[_COMMAND_LINE]

__all__ = ["httpx"]

r"""Half characters in JSON: an escape such as `\ud800` alone is JSON (RFC 8259, section 8.2), and no text.

Nothing that holds one can be written as UTF-8. They are spelled out in the JSON itself, before it is read, so that two
keys which differ only by how it is written are seen to be one.
"""

import re
from typing import Final

from driftwatch.patterns import lazy_regex

_MAYBE: Final = lazy_regex(r"\\u[dD][89a-fA-F]")
_ESCAPE: Final = lazy_regex(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u([dD][89a-fA-F][0-9a-fA-F]{2})|\\.", re.DOTALL
)


def spelled_halves(text: str) -> str:
    r"""Write each half character of a JSON text as `{U+D800}`; pairs, other escapes and all other texts stay."""
    return _ESCAPE.sub(_spelled, text) if _MAYBE.search(text) else text


def _spelled(match: re.Match[str]) -> str:
    return f"{{U+{match[1].upper()}}}" if match[1] else match[0]

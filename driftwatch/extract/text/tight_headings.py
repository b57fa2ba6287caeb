"""Headings without a blank behind their signs, `##Lids`: Python-Markdown and older readers of Markdown take them."""

from typing import Final

from driftwatch.extract.text.platform_blocks import parted
from driftwatch.patterns import lazy_regex

_TIGHT: Final = lazy_regex(r"(\A(?:[ \t]{0,99}\n)?|\n[ \t]{0,99}\n)(#{2,6})(?=[^\W_][^\n]{0,99}(?:\n|\Z))")
"""Behind a gap and no longer than a heading is. One sign alone may be a tag, or the comment of a script."""


def with_blanks(text: str) -> str:
    r"""Return a page with a blank behind the signs of each heading.

    >>> with_blanks("##Lids\nOf a box.\n\n#box\n\n##[error] No lid.\n")
    '## Lids\nOf a box.\n\n#box\n\n##[error] No lid.\n'
    """
    if "##" not in text or not _TIGHT.search(text):
        return text
    return "".join(piece if is_code else _TIGHT.sub(r"\1\2 ", piece) for is_code, piece in parted(text))

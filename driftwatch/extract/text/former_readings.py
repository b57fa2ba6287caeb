"""How pages were read once: what they say is known by the digest of that, so that an upgrade tells no drift of it."""

import re
from typing import Final

from driftwatch.extract.text.platform_blocks import parted
from driftwatch.patterns import lazy_regex

_KIND: Final = lazy_regex(r"^([ \t]*(?::::+|!!!|\?\?\?\+?))[ \t]*[^\W\d_a-zA-Z].*$", re.MULTILINE)
"""The line of an admonition whose kind is written in another script."""


def as_formerly(text: str) -> str:
    r"""Write a page so that it is read as it was once: a kind of admonition in other letters than A to Z said nothing.

    >>> as_formerly("!!! note\n    A lid.\n!!! примечание\n    A rim.\n```\n!!! примечание\n```\n")
    '!!! note\n    A lid.\n!!!\n    A rim.\n```\n!!! примечание\n```\n'
    """
    if text.isascii() or not _KIND.search(text):
        return text
    return "".join(piece if is_code else _KIND.sub(r"\1", piece) for is_code, piece in parted(text))

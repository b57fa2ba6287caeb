"""Headings and labels that name the methods of the calls whose fields stand below: "Request body (POST)", "PUT body".

A section may show several calls of one address, and say of each list below them which call it is of.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from driftwatch.extract.text.blocks import List, Paragraph, Section
from driftwatch.extract.words.roles import role_of_title
from driftwatch.patterns import lazy_regex

_METHOD: Final = lazy_regex(r"(?<![\w{-])(GET|POST|PUT|PATCH|DELETE)(?![\w-])")
_TARGET: Final = lazy_regex(r"/[\w{:<]|\bhttp")
"""What makes a title name a whole call."""
_BESIDE_METHODS: Final = lazy_regex(r"(?:GET|POST|PUT|PATCH|DELETE)\s?/\s?(?=[A-Z])")
_LONGEST: Final = 80


def methods_of(titles: Sequence[str]) -> frozenset[str]:
    """Return the methods that the innermost of these titles names which says what fields are for; none for others.

    >>> sorted(methods_of(("Boxes", "Request body (POST/PUT)"))), sorted(methods_of(("POST body", "Attributes")))
    (['POST', 'PUT'], ['POST'])
    """
    return next((_methods_in(title) for title in reversed(titles) if role_of_title(title)), frozenset())


@lru_cache(maxsize=512)  # asked again for every block below a title
def _methods_in(title: str) -> frozenset[str]:
    found = frozenset(_METHOD.findall(title)) if len(title) <= _LONGEST else frozenset()
    return found if found and not _TARGET.search(_BESIDE_METHODS.sub("", title)) else frozenset()


def labels_methods(section: Section) -> bool:
    """Tell whether labels in a section say of which of its calls the fields below them are."""
    return any(_methods_in(label) and role_of_title(label) for label in _labels(section))


def _labels(section: Section) -> Iterator[str]:
    """Yield what stands alone on a line, or alone at the head of an item, with a colon or in bold."""
    for block in section.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else []
        texts += [item.text for item in block.items if item.blocks] if isinstance(block, List) else []
        yield from (text.plain.rstrip(":： ") for text in texts if text.is_label or text.plain.endswith((":", "：")))

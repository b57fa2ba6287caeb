"""Headings of releases, below which stands what has changed: nothing there says how the interface is."""

import re
from typing import Final

from driftwatch.extract.words.dates import dates
from driftwatch.extract.words.wording import unadorned, word
from driftwatch.patterns import lazy_regex

_RELEASE: Final = lazy_regex(
    r"\W{0,2}(?:(?:version|release|v)\W{0,2})?\d[\d.\W]{0,30}|(?:unreleased|change\s?log|release\snotes)", re.IGNORECASE
)
"""Headings below which a call that begins a sentence is one of a list of changes."""
_CHANGES: Final = frozenset(
    (
        "additions", "added", "breaking changes", "changed", "changes", "deletions", "deprecated", "deprecations",
        "fixed", "fixes", "migration", "modifications", "modified", "new", "new features", "removals", "removed",
        "roadmap", "todo", "what's new", "what\u2019s new",
    )
)  # fmt: skip
"""Headings of the parts of such a list."""
_LONGEST: Final = 80


def is_of_release(title: str) -> bool:
    """Tell whether a heading is that of a release, below which calls are listed that it has changed."""
    is_part = word(unadorned(title[:_LONGEST])) in _CHANGES
    return is_part or _RELEASE.fullmatch(title) is not None or bool(dates(title))

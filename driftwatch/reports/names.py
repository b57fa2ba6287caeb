"""Names on the site: files, places on a page, entries of the feed; all of harmless characters."""

import hashlib
import re
import uuid
from functools import lru_cache
from typing import Final

from driftwatch.model.finding import Finding
from driftwatch.patterns import lazy_regex

_RESERVED: Final = lazy_regex(r"(con|prn|aux|nul|com\d|lpt\d)")
"""Names that Windows keeps for devices."""
_LETTERS: Final = 70


@lru_cache(maxsize=100_000)
def slug(text: str, letters: int = _LETTERS) -> str:
    """Make a file name of lower-case letters, digits and hyphens; not unique."""
    made = re.sub(r"[^a-z0-9]+", "-", text[:400].lower()).strip("-")[:letters].strip("-") or "root"
    return f"{made}-0" if _RESERVED.fullmatch(made) else made


def anchor(text: str) -> str:
    """Make a name for a place on a page: short, the same for the same text."""
    return f"{slug(text, 40)}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}"


def feed_id(*parts: str) -> str:
    """Return an Atom id that stays the same for the same parts."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(('driftwatch', *parts)))}"


def owners_of(finding: Finding) -> tuple[str, ...]:
    """Return the owners of the manifests that a finding affects, sorted, each once."""
    return tuple(sorted({use.owner for use in finding.impact.uses if use.owner}))

"""The one comment on a pull request: a marker on its first line, and what is open about what the change touches."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from driftwatch.model.open_finding import OpenFinding
from driftwatch.patterns import lazy_regex
from driftwatch.reports.issue_body import BODY_LIMIT, unix
from driftwatch.reports.issue_text import Beside, text_of
from driftwatch.reports.safe import span

_MARKER: Final = lazy_regex(r"<!-- driftwatch:v1 pull-request text=[0-9a-f]{16} -->")
_HEAD: Final = (
    "## Drift that this change touches\n\n"
    "The documentation of an API says something else by now than it did, about what this pull request's manifests and "
    "code name. Nothing of it need come from this change."
)
_OVER: Final = "Nothing is open any longer in the documentation about what this change touches."
_ELSEWHERE: Final = "What is open about what this change touches stands in the first comment of this kind."


def is_ours(body: str) -> bool:
    """Tell whether a comment begins with our marker; who wrote it is checked by who reads it."""
    return _MARKER.fullmatch(unix(body[:200]).partition("\n")[0].rstrip()) is not None


def comment_for(touched: Mapping[str, tuple[Sequence[OpenFinding], Beside]]) -> str:
    """Write the comment, by source; with nothing it says that all is settled."""
    parts = [_HEAD] if touched else [_OVER]
    room = BODY_LIMIT - len(_HEAD)
    for number, (source, (found, beside)) in enumerate(touched.items()):
        written = text_of(
            found, owner="", beside=beside, mentions=(), is_nobodys=False, answers=False, asks=False
        ).strip()
        part = f"### {span(source)}\n\n{written}"
        room -= len(part)
        if room < 0:
            parts.append(f"And {len(touched) - number} more sources: `driftwatch diff --open` tells all.")
            break
        parts.append(part)
    return _marked("\n\n".join(parts))


def repeated() -> str:
    """Write what a further comment of ours on one pull request says."""
    return _marked(_ELSEWHERE)


def _marked(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return f"<!-- driftwatch:v1 pull-request text={digest} -->\n{text}\n"


def same(one: str, other: str) -> bool:
    """Tell whether two comments say the same: what stands in a marker is made of the text."""
    return unix(one).partition("\n")[0].rstrip() == other.partition("\n")[0]

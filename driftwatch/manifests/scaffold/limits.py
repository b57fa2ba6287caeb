"""The limits of a written manifest, in the words of the pages that state them."""

from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.file.yaml_text import flow
from driftwatch.manifests.limits import topic_of
from driftwatch.manifests.scaffold.quoting import Quotations
from driftwatch.model.facts import Notice, Topic
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import LimitTopic
from driftwatch.model.snapshot import Entry

_TOPICS: Final[tuple[Topic, ...]] = ("rate-limit", "billing")
_NEEDED: Final[tuple[LimitTopic, ...]] = ("rate", "billing")
"""What has to be known before a load test."""
_LONGEST: Final = 300
"""Characters of what a manifest repeats, but for the first of it: half of a sentence may state another limit."""


def notices_of(view: OperationView, documented: Documented, quotations: Quotations) -> tuple[tuple[Notice, Entry], ...]:
    """Return what is said of an operation, or of all of them: not of another one."""
    both = (*view.notices, *documented.notices)
    return tuple((notice, entry) for notice, entry in both if quotations.speaks_of(entry, notice))


def limit_lines(view: OperationView, documented: Documented, quotations: Quotations) -> Iterator[str]:
    """Write what pages say of limits and prices, each sentence once; anything else is unknown."""
    notices = [one for one in notices_of(view, documented, quotations) if one[0].topic in _TOPICS]
    yield "limits:"
    for topic in ("rate", "billing", "concurrency", "quota"):
        stated = [one for one in notices if topic_of(one[0]) == topic]
        told = [one for one in stated if one[0].amounts] or (stated if topic == "billing" else [])
        if told:
            yield from dict.fromkeys(f"  {quotations.of(entry, notice).comment}" for notice, entry in told)
            said = _together(dict.fromkeys(" ".join(notice.text.split()) for notice, _ in told))
            yield f"  {topic}: {flow({'says': said, 'evidence': 'documented'})}"
        elif topic in _NEEDED:
            blocks: dict[str, Json] = {"evidence": "unknown", "blocks": ["load-test"]}
            yield f"  {topic}: {flow(blocks)}  # TODO not documented"
        else:
            yield f"  {topic}: unknown"


def _together(said: Iterable[str]) -> str:
    """Join whole statements, as many as fit."""
    found = ""
    for each in said:
        if found and len(found) + len(each) >= _LONGEST:
            break
        found = f"{found} {each}".strip()
    return found

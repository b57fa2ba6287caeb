"""Links in the words of a type: "array of [widget](#widget-object) objects" leads to what describes a widget."""

import re
from typing import Final

from driftwatch.extract.blocks import Text

PARTIAL: Final = re.compile(r"\b(?:partial|part\sof|subset|without|whether)\b", re.IGNORECASE)
"""Words by which something is not the whole object; which part, they do not say."""
_SEVERAL: Final = re.compile(r"\b(?:one\sof|any\sof|either|or\s(?!null\b)|ids?)\b", re.IGNORECASE)
"""What is one of several things is described by none of them alone; an id of something is not the thing."""


def link_of_type(text: Text) -> str:
    """Return where the one link in the words of a type leads; "" where they lead nowhere or to several places."""
    links = {run.href for run in text.runs if run.href and run.text.strip()}
    if len(links) != 1 or PARTIAL.search(text.plain) or _SEVERAL.search(text.plain):
        return ""
    return links.pop()

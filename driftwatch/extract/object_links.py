"""Links of fields: "array of [widget](#widget-object) objects", "the [kind of widget](#kinds-of-widgets)"."""

import re
from typing import Final

from driftwatch.extract.blocks import Text
from driftwatch.extract.wording import slug

PARTIAL: Final = re.compile(r"\b(?:partial|part\sof|subset|without|whether)\b", re.IGNORECASE)
"""Words by which something is not the whole object; which part, they do not say."""
_SEVERAL: Final = re.compile(
    r"\b(?:one\sof|any\sof|either|or\s(?!null\b)|ids?\b(?!\sto\b)|keys?\s(?:in|of|from))\b", re.IGNORECASE
)
"""What is one of several things is described by none of them alone; an id of something is not the thing."""
_HEAD: Final = re.compile(r"(?:(?!(?:if|when|for|in|with|only|id|ids|see|of)\b)[\w'-]{1,30}\s?){0,3}", re.IGNORECASE)
_ONE_OF: Final = re.compile(r"\bone\sof\b|\benum\b|枚举|одно\sиз", re.IGNORECASE)
_SHORT: Final = 3
_VALUES: Final = re.compile(
    r"\b(?:possible|supported|valid|allowed|available|accepted)\s(?:\w+\s)?(?:values?|options?)\b|\bone\sof\sthe\b"
    r"|取值|可选值|枚举|допустимые\sзначения|возможные\sзначения",
    re.IGNORECASE,
)


def link_of_type(text: Text) -> str:
    """Return where the one link in the words of a type leads; "" where they lead nowhere or to several places."""
    return "" if PARTIAL.search(text.plain) or _SEVERAL.search(text.plain) else _only_link(text)


def link_of_values(description: Text, kind: Text, name: str) -> str:
    """Return where the one link of a description leads that stands for what the field is: "the [kind](#kinds)".

    Where it leads, a table may list the values. A link later in a sentence speaks of something else, unless the
    sentence says that it leads to values, as "one of [kind](#kinds)" does in the words of a type.
    """
    if (link := _only_link(kind)) and _ONE_OF.search(kind.plain):
        return link
    if not (link := _only_link(description)):
        return ""
    runs = description.runs
    before = "".join(run.text for run in runs[: next(at for at, run in enumerate(runs) if run.href)])
    said = f"{name} {next(run.text for run in runs if run.href)}"
    return (
        link if _VALUES.search(description.plain) or (_HEAD.fullmatch(before.strip()) and _is_about(link, said)) else ""
    )


def _is_about(link: str, said: str) -> bool:
    """Tell whether a link to a section says by its last word that it is about something: `#kinds` about a kind.

    >>> _is_about("page#widget-kinds", "widget_kind"), _is_about("#image-formats", "cover image")
    (True, False)
    """
    last = _stem(slug(link.rpartition("#")[2]).rpartition("-")[2])
    return last in map(_stem, slug(said).split("-"))


def _stem(said: str) -> str:
    return said.removesuffix("s") if len(said) > _SHORT else said


def _only_link(text: Text) -> str:
    links = {run.href for run in text.runs if run.href and run.text.strip()}
    return links.pop() if len(links) == 1 else ""

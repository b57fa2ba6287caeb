"""Links of fields: "array of [widget](#widget-object) objects", "the [kind of widget](#kinds-of-widgets)"."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from driftwatch.extract.text.blocks import Text
from driftwatch.extract.words.plurals import stem
from driftwatch.extract.words.role_words import OBJECTS
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.vocabulary import VALUE_ENDINGS
from driftwatch.extract.words.wording import slug
from driftwatch.patterns import lazy_regex

PARTIAL: Final = lazy_regex(r"\b(?:partial|part\sof|subset|without|whether)\b", re.IGNORECASE)
"""Words by which something is not the whole object; which part, they do not say."""
_SEVERAL: Final = lazy_regex(
    r"\b(?:one\sof|any\sof|either|or\s(?!null\b)|ids?\b(?!\sto\b)|keys?\s(?:in|of|from))\b", re.IGNORECASE
)
"""What is one of several things is described by none of them alone; an id of something is not the thing."""
_HEAD: Final = lazy_regex(
    r"(?:(?!(?:if|when|for|in|with|by|from|only|id|ids|see|of)\b)[\w'-]{1,30}\s?){0,3}", re.IGNORECASE
)
_CONDITION: Final = lazy_regex(r"\b(?:if|when|unless|only)\b", re.IGNORECASE)
_LIST_OF: Final = lazy_regex(r"(?:an?\s)?(?:list|array|set|collection)\sof\s(?:the\s)?", re.IGNORECASE)
_END: Final = r"(?:\s?\Z|\s?[.,;:(\n]|\s(?:by|for|of|in|on|with|that|which|to|from|\w{2,15}ing|described)\b)"
"""No word of a part of it, as in "list of [Lid](#lid) names"."""
_ENDING: Final = lazy_regex(r"\.(?:html?|mdx?|rst)$")
"""How the file of a page is called, which the site of it may leave out."""
_OF_ITEMS: Final = lazy_regex(rf"(?:\s(?:objects?|items?|entries|resources?|structures?))?{_END}", re.IGNORECASE)
_OBJECT: Final = lazy_regex(rf"\s(?:objects?|list|array){_END}", re.IGNORECASE)
_POINTS: Final = lazy_regex(
    r"(?:\A|[.;,:(\u2013\u2014-]\s?|\b(?:shape|structure|schema|format|fields|properties)\s)(?:please\s|(?:is|are|as)\s)?"
    r"(?:see|refer\sto|(?:described|defined|documented|explained)\s(?:in|at|by|under)|details\s(?:in|at|under))"
    r"(?:\salso)?(?:\sthe)?(?:\ssection)?:?\s[\"'(]?\Z",
    re.IGNORECASE,
)
"""What says right before a link, at the start of a sentence or behind a comma, that it leads to a description."""
_POINTED: Final = lazy_regex(
    r"[\"')]?(?:\s(?:section|objects?|below|above|for\s(?:more|further|all|full|its|the)?\s?"
    r"(?:details?|info|information|more|fields|properties|attributes|members|structure|format|definition))){0,2}"
    r"\s?(?:\Z|[.,;:)\n])",
    re.IGNORECASE,
)
"""What may stand behind it: no word of what else is said there, such as how to ask for it."""
_OTHER: Final = lazy_regex(
    r"\b(?:unlike|like|instead|replace[sd]?|formerly|previously|before|earlier|differs?|different|not|other|deprecated)\b",
    re.IGNORECASE,
)
"""Words by which a link may speak of another object."""
_MAP: Final = lazy_regex(r"\b(?:map|hash|hashmap|dict|dictionary)\b|<[^<>]{1,60},", re.IGNORECASE)
"""Types of what may hold several of one kind by any name."""
_BY_KEY: Final = lazy_regex(
    r"\b(?:keys?|keyed|values?|maps?|mapping|dictionar(?:y|ies)|arrays?|lists?|indexed|each|every)\b", re.IGNORECASE
)
"""Words of an object that holds several of one kind by any name."""
_ONE_OF: Final = lazy_regex(r"\bone\sof\b|\benum\b|枚举|одно\sиз", re.IGNORECASE)
_ENDINGS: Final = VALUE_ENDINGS | set(OBJECTS)
_ARRAYS: Final = frozenset(("array", "arrays", "list", "lists", "数组", "массив"))
_SHORT: Final = 3
_VALUES: Final = lazy_regex(
    r"\b(?:possible|supported|valid|allowed|available|accepted)\s(?:\w+\s)?(?:values?|options?)\b|\bone\sof\sthe\b"
    r"|取值|可[选選]值|枚举|допустимые\sзначения|возможные\sзначения",
    re.IGNORECASE,
)


def link_of_type(text: Text) -> str:
    """Return where the one link in the words of a type leads; "" where they lead nowhere or to several places."""
    return "" if PARTIAL.search(text.plain) or _SEVERAL.search(text.plain) else _only_link(_without_arrays(text))


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
    held_in = (schema_of_type(kind.plain) or {}).get("type")
    if held_in == "object" and _BY_KEY.search(before):
        return ""  # what it leads to is of the names of its members
    if held_in == "array":
        before = _LIST_OF.sub("", before, count=1)
    if _VALUES.search(description.plain) or (_is_named(link, name) and not _CONDITION.search(before)):
        return link
    said = f"{name} {next(run.text for run in runs if run.href)}"
    return link if _HEAD.fullmatch(before.strip()) and _is_about(link, said) else ""


def link_of_object(description: Text, kind: Text, name: str) -> str:
    """Return where the one link of a description leads that describes what is in a field of an open type.

    The field is an object or an array, of which the type says no more. Either its description begins with what is in
    it, "Array of [lids](#lid)", or a section of the page is called as the field is: "What it costs, see
    [Rates](#rates)".
    """
    is_open = _is_open(kind.plain) and not _MAP.search(kind.plain) and not any(run.href for run in kind.runs)
    if not is_open or not (link := _only_link(description)):
        return ""
    ats = [at for at, run in enumerate(description.runs) if run.href]
    sides = description.runs[: ats[0]], description.runs[ats[-1] + 1 :]
    before, after = ("".join(run.text for run in runs) for runs in sides)
    is_other = any(words.search(before) for words in (PARTIAL, _SEVERAL, _OTHER))
    if is_other or _CONDITION.search(before.rpartition(". ")[2]) or not link.partition("#")[2]:
        return ""
    is_list = _LIST_OF.fullmatch(before) and _OF_ITEMS.match(after)
    is_type = is_list or (not before.strip() and _OBJECT.match(after))
    called = name.rpartition(".")[2]
    is_array = (schema_of_type(kind.plain) or {}).get("type") == "array"
    if not is_array and (_BY_KEY.search(before) or _LIST_OF.match(before) or _is_for_each(link, called)):
        return ""
    is_pointed = link.startswith("#") and _POINTS.search(before) and _POINTED.match(after)
    return link if is_type or (is_pointed and _is_about(link, called)) else ""


def _is_for_each(link: str, name: str) -> bool:
    """Tell whether a field is called by the word for many of what a link leads to: `lids` hold each `#lid`."""
    words = slug(link.rpartition("#")[2]).split("-")
    return any(word not in words and _stem(word) in words for word in slug(name).split("-"))


def _is_open(kind: str) -> bool:
    """Tell whether a type says that there are members, or items, and not which."""
    schema = schema_of_type(kind) or {}
    items = schema.get("items") or {"type": "object"}
    held = schema if schema.get("type") != "array" else items if isinstance(items, dict) else {}
    return held.get("type") == "object"


def _is_named(link: str, name: str) -> bool:
    """Tell whether a link leads to values of what a field is called, by the last words of its section or page.

    >>> _is_named("p#widget-state-values", "state"), _is_named("#state", "state")
    (True, False)
    >>> _is_named("/currencies", "main_currency")
    True
    """
    path, _, anchor = link.partition("#")
    subject = _without(slug(anchor), VALUE_ENDINGS)
    called = _stem(slug(name).rpartition("-")[2])
    page = slug(_ENDING.sub("", path.rstrip("/").rpartition("/")[2]))
    if not anchor:
        return bool(page) and called == _stem(page)
    ends = (f"-{subject}", f"-{_stem(slug(anchor))}")
    return subject != slug(anchor) and any(end.endswith(f"-{slug(name)}") for end in ends)


def _is_about(link: str, said: str) -> bool:
    """Tell whether a link to a section says by its last word that it is about something: `#kinds` about a kind.

    >>> _is_about("page#widget-kinds", "widget_kind"), _is_about("#image-formats", "cover image")
    (True, False)
    """
    anchor = slug(link.rpartition("#")[2])
    lasts = {_stem(words.rpartition("-")[2]) for words in (anchor, _without(anchor, _ENDINGS))}
    return not lasts.isdisjoint(map(_stem, slug(said).split("-")))


def _without(anchor: str, endings: AbstractSet[str]) -> str:
    """Return of what an anchor says that it is described there: `widget-state` of `widget-state-enum`."""
    words = anchor.split("-")
    while len(words) > 1 and words[-1] in endings:
        words.pop()
    return "-".join(words)


def _stem(said: str) -> str:
    return said if len(said) <= _SHORT else stem(said)


def _without_arrays(text: Text) -> Text:
    """Leave out links of the words for any array: they lead to how arrays are written."""
    return Text(tuple(run for run in text.runs if not (run.href and run.text.strip().lower() in _ARRAYS)))


def _only_link(text: Text) -> str:
    links = {run.href for run in text.runs if run.href and run.text.strip()}
    return links.pop() if len(links) == 1 else ""

"""What is all of a body, in the words of a page: "Returns a [widget](#widget)", "The body is a widget object"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import OR_ELSE
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.fields.object_links import PARTIAL
from driftwatch.extract.index.places import place_of
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words.plurals import stem, words_for_one
from driftwatch.extract.words.role_words import OBJECTS
from driftwatch.extract.words.roles import says_role
from driftwatch.extract.words.wording import word
from driftwatch.model import address
from driftwatch.model.facts import AnyFact, Field, MediaType, RequestBody, Response
from driftwatch.patterns import lazy_regex

RETURNS: Final = lazy_regex(
    r"\b(?:returns?|responds?\swith|responses?(?:\sbody)?\s(?:is|are|contains?|includes?))\b|возвращает|в\sответе|返回|响应为|zwraca|renvoie"
    r"|devuelve|retorna",
    re.IGNORECASE,
)
SENDS: Final = lazy_regex(
    r"\A\W{0,4}(?:(?:the|this|its|json|http|raw|post|put|patch|request)\s){0,5}(?:body|payload)"
    r"(?:\s(?:of|for)\s(?:the|this|your)\s(?:request|call|endpoint))?"
    r"(?:\s?[:\uff1a]|\s(?:(?:must|should|has\sto|needs\sto)\s)?(?:is|be|contains?|holds?|takes?|consists?\sof)\b)(?!\snot\b)"
    r"|\A\W{0,4}(?:(?:the|this)\s(?:request|call|endpoint|operation|method|command|route)(?:\sbody)?\s)?(?:takes|accepts|expects)\b"
    r"|\bin\s(?:the|its|your)\s(?:request\s)?(?:body|payload)(?:\sof\s(?:the|this|your)\s(?:request|call))?,?\s"
    r"(?:supply|provide|send|pass|include|specify|submit|post)\b"
    r"|\b(?P<given>send|post|submit|pass|provide|supply|include)\b",
    re.IGNORECASE,
)
"""What a sentence says before it names what is sent; what is `given` is the body if the words behind it say so."""
_AS_BODY: Final = lazy_regex(
    r"\b(?:in|as)\s(?:(?:the|its|your|json|http|raw|post|put|patch|request)\s){0,4}(?:body|payload)\b", re.IGNORECASE
)
ENDS: Final = lazy_regex(r"[.!?。！？\n](?:(?<=[。！？\n])|(?=\s|$))")
MANY: Final = lazy_regex(r"\b(?:array|list|collection)s?\sof\b|массив|список|数组|列表|lista|liste", re.IGNORECASE)
_OR: Final = lazy_regex(r"\s?(?:objects?\s)?(?:,\s?)?(?:or|или|或|oder|ou|lub)\s?(?:an?\s|the\s)?$", re.IGNORECASE)
_HOLDER: Final = lazy_regex(
    r"\b(?:object|response|body|payload)\s(?:(?:that|which)\s)?(?:contain(?:s|ing)|with|hold(?:s|ing)|whose|includ(?:es|ing))\b",
    re.IGNORECASE,
)
"""What comes back is an object, and what the link leads to stands in it."""
_CLAUSE: Final = lazy_regex(r"\b(?:which|that(?=\s\S)|when|where|using|used|see|if)\b", re.IGNORECASE)
_WITHIN: Final = lazy_regex(r"\b(?:under|in|as)\s(?:the\s|an?\s|its\s)?(?:key\s|field\s|property\s)?$", re.IGNORECASE)
SUCCESS: Final = lazy_regex(r"(?<!\d)2\d\d(?!\d)")
_FAILED: Final = lazy_regex(r"\b(?:an?|http|status|code|with)\s`?[45]\d\d(?![\d.,]\d|\d)", re.IGNORECASE)
"""A status that is none of a success, and no amount: "up to 500 [lids](#lid)"."""
_OR_ELSE: Final = lazy_regex(r"[,;]|\b(?:or|if|unless|when|otherwise|else)\b", re.IGNORECASE)
"""Where a clause begins that is of another answer: "a lid object, or a 404"."""
_FEW: Final = 2
"""Words behind a link, or pieces of text, among which a failure is named: "[`lid_lost`](#lid-lost) API error"."""
_ESCAPED: Final = lazy_regex(r"\\([!-/:-@\[-`{-~])")
"""What Markdown lets stand for the sign behind it, in where links lead as well."""
_OF_STATUS: Final = lazy_regex(r"[1-5]\d\d(?:\s[A-Za-z ]{2,30})?$")
"""What a link to the meaning of a status says: `200 OK`."""
_IS: Final = lazy_regex(r"\b(?:is|are|be|been)\s\Z", re.IGNORECASE)
_HOW: Final = lazy_regex(r"\s?[a-z]{2,20}(?:ed|ing|able)\s?")
"""What is said of a body and names none, right behind that: "The response is [paginated](#paging)"."""
_TO_STATUS: Final = lazy_regex(r"(?:HTTP\s)?([1-5]\d\d)(?:\s?[:\u2013\u2014-]?\s[A-Za-z'/ -]{2,40})?$")
"""What one says that leads to what is said of the status: "404: Not found", to an anchor that holds it."""
_SITE: Final = "https://site.invalid/"
DETERMINERS: Final = lazy_regex(
    r"(?:\s(?:and|an?|the|all|this|its|your|one|single|new|newly|created|updated|modified|requested|specified|existing|given"
    r"|list|array|collection|of|`?2\d\d`?|code|status|response|with))*\s",
    re.IGNORECASE,
)
ALONE: Final = lazy_regex(
    r"(?:(?:an?|the|all|this|its|new|newly|single|list|array|collection|of|requested|created|fetched|updated|modified|"
    r"deleted|activated|deactivated|enrolled|assigned|matching|found|success|object|json|valid|complete|full|type)\s){0,6}",
    re.IGNORECASE,
)
_SAME: Final = lazy_regex(r"\bsame\s(?:\w{1,20}\s)?as\b", re.IGNORECASE)
"""What says that the link leads to another call, which answers alike."""
_SEE: Final = lazy_regex(
    r"(.{0,60}?)\s?[(（](?:see|cf\.?|siehe|voir|véase|см\.)\s(?:also\s)?(?:the\s)?(?:section\s)?", re.IGNORECASE
)
"""What stands before a link to where something is described: "all widgets (see section "."""
DONE: Final = lazy_regex(
    r"s?(?:\s(?:objects?|models?|resources?|entity|entities|records?|relationships?|list|array))?\s?\.?", re.IGNORECASE
)
TAIL: Final = lazy_regex(
    r"\s(?:if|when|where|once|with|for|that|which|attached|belonging|linked|including|matching|representing)\s"
    r"|\sin\s(?:the|its)\s(?:response\s)?body\b|,\s\w{2,20}ing\s",
    re.IGNORECASE,
)
"""What begins a condition or a clause, behind which no other thing is named that is returned."""
_WITH_ITS: Final = lazy_regex(r"\s?(?:object\s)?with\s(?:its|their)\s(?:\w{1,20}\s)?", re.IGNORECASE)
"""What stands between the link to a body and the one to a part of it: "[Lid](#lid) with its [state](#state)"."""
_IN_PART: Final = lazy_regex(rf"{PARTIAL.pattern}|\bonly\b", re.IGNORECASE)
_RESOURCES: Final = ("resource", "resources", "representation")
"""The same as the words for objects, and before them: "a widget resource object"."""
_HELD: Final = lazy_regex(r"(?:array|list|set)\s?[\[<(]\s?", re.IGNORECASE)
_ARRAYS: Final = ("array", "list")
"""Where links lead that only say what an array is."""
_CLOSED: Final = lazy_regex(r"\s?[\])>]")
"""What stands around the link to what an array holds: `array[`, `]`."""
REQUEST: Final = ""
_LONGEST: Final = 300
"""Characters of a sentence before its link."""
FAILURES: Final = frozenset(("error", "errors", "exception", "failure", "fault"))
"""What objects of failure are called: a call that "returns an error" does not return it with a success."""


class Whole(Struct, frozen=True):
    """The object that is all of a body: one of them, or an array; `target` is `resources/widget#widget-object`."""

    target: str
    is_array: bool = False
    status: str = "200"
    """Of the response; `REQUEST` for the body that is sent."""
    within: str = ""
    """The field of the body that holds it; "" for the body itself."""


def returned_by(text: Text, place: str, objects: Mapping[str, str] | None = None) -> Whole | None:
    """Return what a sentence says that a call returns, where it links to a section of a page; `place` is its own.

    Without a link it may name one of the `objects` that the page itself describes: "Returns the new widget."
    """
    return _linked(text, place) or (_named(text.plain, place, objects, RETURNS) if objects else None)


def sent_by(text: Text, place: str, objects: Mapping[str, str]) -> Whole | None:
    """Return what a sentence says that the body sent is: "The body is a [widget](#widget)", "Takes all widgets"."""
    sentence, is_named = "", False
    for number, run in enumerate(text.runs if text.has_links else ()):
        verb = SENDS.search(sentence) if run.href and not is_named else None
        if verb:
            after = ENDS.split("".join(each.text for each in text.runs[number + 1 :]), maxsplit=1)[0]
            is_alone = ALONE.fullmatch(sentence[verb.end() :].lstrip()) is not None and not says_role(run.text)
            is_body = _AS_BODY.search(after) if verb["given"] else DONE.fullmatch(TAIL.split(after, maxsplit=1)[0])
            if not is_alone or not is_body or _is_one_of_several(text.runs[number + 1 :]):
                return None
            is_array = MANY.search(sentence, verb.end()) is not None
            return Whole(target_of(run.href, place), is_array, REQUEST)
        before = sentence
        sentence = ENDS.split(sentence + run.text)[-1][-_LONGEST:]
        is_named = run.code or (is_named and sentence.startswith(before))
    found = _named(text.plain, place, objects, SENDS) if objects else None
    return replace(found, status=REQUEST) if found else None


def whole_below(text: Text, place: str, objects: Mapping[str, str], status: str) -> Whole | None:
    """Return what a few words name below a heading such as "Response": "The new [widget](#widget)", "A widget"."""
    linked = [number for number, run in enumerate(text.runs) if run.href]
    if not linked:
        return _in_words(text, place, objects, status)
    if (seen := _described_there(text, linked[0])) is not None:
        return Whole(target_of(text.runs[linked[0]].href, place), MANY.search(seen) is not None, status)
    is_other = len(linked) > 1 and not _is_with_part(text.runs, *linked[:2])
    if is_other or (status == REQUEST and says_role(text.runs[linked[0]].text)):
        return None
    before = "".join(run.text for run in text.runs[: linked[0]])
    after = "".join(run.text for run in text.runs[linked[0] + 1 :])
    if held := _held(before, text.runs[linked[0]], after):
        return Whole(target_of(held, place), is_array=True, status=status)
    is_whole = DONE.fullmatch(TAIL.split(after, maxsplit=1)[0]) and not _IN_PART.search(before + after)
    if not ALONE.fullmatch(before) or not is_whole:
        return None
    return Whole(target_of(text.runs[linked[0]].href, place), MANY.search(before) is not None, status)


def _is_with_part(runs: Sequence[Run], whole: int, part: int) -> bool:
    """Tell whether the second link, with which the words end, leads to a part of what the first one leads to."""
    between = "".join(run.text for run in runs[whole + 1 : part])
    after = "".join(run.text for run in runs[part + 1 :])
    is_last = not any(run.href for run in runs[part + 1 :])
    return is_last and _WITH_ITS.fullmatch(between) is not None and DONE.fullmatch(after) is not None


def _in_words(text: Text, place: str, objects: Mapping[str, str], status: str) -> Whole | None:
    head = ALONE.match(text.plain)
    is_array = head is not None and MANY.search(head.group()) is not None
    anchor = _anchor(text.plain[head.end() : _LONGEST], objects, is_array=is_array) if head else ""
    return Whole(f"{place}#{anchor}", is_array, status) if anchor else None


def _held(before: str, run: Run, after: str) -> str:
    """Return the link of what an array holds: `array[` before and `]` after it, or all in one; "" for no array."""
    if _HELD.fullmatch(before) and _CLOSED.fullmatch(after):
        return run.href
    name, step = named_type(run.text) if not (before + after).strip() else ("", "")
    is_of_arrays = run.href.lower().strip("#") in _ARRAYS
    return "" if step != "[]" else f"#{name}" if is_of_arrays else run.href


def _described_there(text: Text, linked: int) -> str | None:
    """Return the words that name what a link beside them describes: "all widgets (see [Widget](#widget))"."""
    seen = _SEE.fullmatch("".join(run.text for run in text.runs[:linked])[-_LONGEST:])
    if seen is None or not "".join(run.text for run in text.runs[linked + 1 :]).startswith((")", "）")):
        return None
    *before, noun = seen[1].lower().split() or ("",)
    is_named = stem(noun) in map(stem, text.runs[linked].text.lower().split())
    return seen[1] if noun and is_named and ALONE.fullmatch(" ".join((*before, ""))) else None


def subject_of(said: str) -> str:
    """Return what is left of a name without the words that only say that it is one of an object.

    >>> subject_of("widget resource object"), subject_of("widget item object"), subject_of("widget")
    ('widget', 'widget item', 'widget')
    """
    for endings in (OBJECTS, _RESOURCES):
        said = next((said.removesuffix(each).rstrip() for each in endings if said.endswith(f" {each}")), said)
    return said


def _named(text: str, place: str, objects: Mapping[str, str], verbs: re.Pattern[str]) -> Whole | None:
    for sentence in ENDS.split(text):
        verb = verbs.search(sentence[:_LONGEST])
        verb = verb if verb and not _fails_around(sentence[:_LONGEST], verb) else None
        said = DETERMINERS.match(sentence, verb.end()) if verb and not verb.groupdict().get("given") else None
        if verb and said:
            is_array = MANY.search(sentence, verb.end()) is not None
            anchor = _anchor(sentence[said.end() : _LONGEST], objects, is_array=is_array)
            if anchor:
                status = SUCCESS.search(sentence[: said.end()])
                return Whole(f"{place}#{anchor}", is_array, status[0] if status else "200")
    return None


def _anchor(text: str, objects: Mapping[str, str], *, is_array: bool) -> str:
    """Return the anchor of the object that these words name, up to a clause about it, and nothing else; "" for none."""
    if _IN_PART.search(text) or "[]" in text:
        return ""
    said = word(TAIL.split(text, maxsplit=1)[0]).rstrip(".")
    plain = subject_of(said)
    return next((objects[one] for one in (words_for_one(plain) if is_array else (plain,)) if one in objects), "")


def _linked(text: Text, place: str) -> Whole | None:
    sentence = ""
    for number, run in enumerate(text.runs if text.has_links else ()):
        is_link = run.href not in ("", "#top") and "<" not in run.href  # what a template fills in leads nowhere
        is_of_body = is_link and not _is_of_status(run) and not (_IS.search(sentence) and _HOW.fullmatch(run.text))
        verb = RETURNS.search(sentence) if is_of_body else None
        if verb and _is_one_of_several(text.runs[number + 1 :]):
            return None
        is_other = verb is not None and (PARTIAL.search(sentence, verb.end()) or _SAME.search(sentence, verb.end()))
        if verb and (is_other or _is_failure(sentence, run, text.runs[number + 1 :])):
            return None
        if verb:
            *others, last = RETURNS.finditer(sentence)
            status = SUCCESS.search(sentence, last.end() if others else 0)
            is_array = MANY.search(sentence, verb.end()) is not None
            holder = _HOLDER.search(sentence, verb.end())
            within = _field_of(text.runs[number + 1 :]) if holder else ""
            if (holder and not within) or (not holder and _CLAUSE.search(sentence, last.end())):
                return None
            return Whole(target_of(run.href, place), is_array, status[0] if status else "200", within)
        sentence = ENDS.split(sentence + run.text)[-1][-_LONGEST:]
    return None


def _is_failure(before: str, run: Run, after: Sequence[Run]) -> bool:
    """Tell whether what is returned is one: "returns a [`lid_lost`](#lid-lost) error", "a 404 with a [Lid](#lid)"."""
    said = ENDS.split("".join(each.text for each in after[:_FEW]), maxsplit=1)[0]
    behind = TAIL.split(said, maxsplit=1)[0].split()[:_FEW]
    named = {word(each) for each in (*word(run.text).split(), *behind)}
    clause = _OR_ELSE.split(before[_clause_of_link(before) :])[-1]
    return not FAILURES.isdisjoint(named) or _FAILED.search(clause) is not None


def _clause_of_link(before: str) -> int:
    """Return where the clause begins that ends in a link: what an earlier one returns is another answer."""
    *others, last = RETURNS.finditer(before)
    return last.start() if others else 0


def _fails_around(sentence: str, verb: re.Match[str]) -> bool:
    """Tell whether a status of failure stands in front of a verb, or behind what is returned, in its own clause."""
    is_before = _FAILED.search(_OR_ELSE.split(sentence[: verb.start()])[-1])
    return bool(is_before or _FAILED.search(_OR_ELSE.split(sentence[verb.end() :], maxsplit=1)[0]))


def _is_of_status(run: Run) -> bool:
    """Tell whether a link leads to what a status means, and to no body of it."""
    said = run.text.strip()
    to_status = _TO_STATUS.match(said)
    return _OF_STATUS.match(said) is not None or bool(to_status and to_status[1] in run.href.partition("#")[2])


def _field_of(after: Sequence[Run]) -> str:
    """Return the field that the rest of a sentence names: "under the `items` key"."""
    before = ""
    for run in after:
        if run.code and _WITHIN.search(before) and run.text.strip().isidentifier():
            return run.text.strip()
        before += "`" if run.code else run.text
        if ENDS.search(before):
            return ""
        before = before[-_LONGEST:]
    return ""


def _is_one_of_several(after: Sequence[Run]) -> bool:
    """Tell whether what follows a link offers another object in its place: "or a [gadget](#gadget)"."""
    return len(after) > 1 and bool(_OR.match(after[0].text)) and bool(after[1].href)


def target_of(href: str, place: str) -> str:
    r"""Return the place and the anchor to which a link on the page at `place` leads.

    A link to a page as a whole leads to the object that all of the page describes. One upward without the ending of a
    file may be written for a page that is served as a folder: a browser takes `../user` of `/objects/me/` for
    `/objects/user`, which of the file `objects/me.md` is `/user`.

    >>> target_of("../user.md", "objects/me"), target_of("../user", "objects/me")
    ('user#user', 'user#user or else objects/user#user')
    >>> target_of(r"#box\_lid", "boxes")
    'boxes#box_lid'
    """
    path, _, anchor = (_ESCAPED.sub(r"\1", href) if "\\" in href else href).partition("#")
    places = [place_of(path, f"{_SITE}{place}") if path else place]
    if path.startswith("../") and "." not in path.rstrip("/").rpartition("/")[2]:
        places.append(place_of(path, f"{_SITE}{place}/"))
    return OR_ELSE.join(f"{found}#{anchor or stem_of(found)}" for found in places)


def stem_of(place: str) -> str:
    """Return the name by which a link to a page as a whole names what it describes: the last step of its path."""
    return place.rpartition("/")[2]


def whole_facts(whole: Whole, media_type: str) -> Iterator[AnyFact]:
    """Yield the facts of a body that is an object, or an array of such; its target stands as the reference."""
    if whole.status == REQUEST:
        at = "request"
        yield RequestBody(at=at, stated_by="prose")
    else:
        at = address.join("response", whole.status)
        yield Response(at=at, status=whole.status, stated_by="prose")
    body = address.join(at, media_type)
    yield MediaType(at=body, name=media_type, has_schema=True, stated_by="prose")
    path = address.ROOT
    if whole.within:
        yield Field(at=address.join(body, path), type=("object",), stated_by="prose")
        path = address.child(path, address.escape(whole.within))
    if whole.is_array:
        yield Field(at=address.join(body, path), type=("array",), stated_by="prose")
        path = address.child(path, "[]")
    yield Field(at=address.join(body, path), ref=whole.target, stated_by="prose")

"""What a description says in its words of being needed, in English and in the languages of the vocabulary."""

import re
from typing import Final

from driftwatch.extract.text.blocks import Text
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import is_conditional, required_word, tidy, word
from driftwatch.patterns import holds_any, lazy_regex

_LONGEST: Final = 4_000
_NEED: Final = lazy_regex(
    r"^[\s(\[:：–—-]{0,4}(?:this\s(?:parameter|field|property|argument|value)\sis\s)?"
    r"(?:(?P<optional>optional)\b|(?P<required>required|mandatory)(?=\s?(?:[.,;:)\]\u2013\u2014]|\s-\s|$)"
    r"|\s(?:and\s(?:must|has\sto|cannot)|(?:string|integer|int|number|float|boolean|bool|array|object)(?!\sof))\b))"
    r"|(?:[.;]\s|[(\[]|(?P<dash>\s[\u2013\u2014-])\s|(?P<after>,)\s)(?P<end>optional|required|mandatory)[.)\]]{0,2}$",
    re.IGNORECASE,
)
_SUBJECT: Final = r"(?:parameter|field|property|argument|value|header|attribute)"
_NEED_SAID: Final = lazy_regex(
    rf"(?:^|[.;\n]\s?)(?:this(?:\s{_SUBJECT})?\sis\s(?:an?\s)?(?P<need>required|mandatory|optional)(?:\s{_SUBJECT})?"
    rf"|(?P<head>required|mandatory|optional)\s{_SUBJECT}|(?P<no>not)\s(?:required|mandatory))\s?(?=[.;]|$)",
    re.IGNORECASE,
)
"""A sentence that says a need and nothing else: "This field is required.", "Not required."."""
_NEED_WORDS: Final = ("optional", "required", "mandatory")
_NEED_IF: Final = lazy_regex(r"(?:only\s)?(?:if|when|whenever|unless|for|in)\b", re.IGNORECASE)
_CASE_BEFORE: Final = lazy_regex(r"\b(?:if|when|whenever|unless|once|or)\b", re.IGNORECASE)
_STATED: Final = lazy_regex(
    r"\b(?:if|when|whenever|unless|once|or|where|whether|while|either|one\sof|true|false)\b|[:\uff1a]", re.IGNORECASE
)
"""What is said before a dash behind which "required" is a case, or what a value means: "true - required"."""
_CASE_SAID: Final = lazy_regex(r"\b(?:if|when|whenever|unless|once|where|while|whether)\b", re.IGNORECASE)
"""What begins a condition in the sentences around one that says a need."""
_BEHIND: Final = 40
_APART: Final = lazy_regex(r"\s?[\n.。;；()（）\[\]【】]+\s?")
_AFTER_FIRST: Final = lazy_regex(r"\s?(?:[\n.。;；()（）\[\]【】]+|[,，、:：]|\s[-\u2013\u2014]\s)\s?")
"""What sets the first word of a description apart; a comma before the last one may go on with a list."""
_BEFORE: Final = " :\uff1a\u2013\u2014-"
"""What may stand between a name and its description."""
_ENDS: Final = " \n.。)）】]*_"
_NEAR: Final = 60
_CASE: Final = lazy_regex(r"如果|如|若|当|當|时|時|場合|とき|경우|때|시\b|其一|之一|のいずれか|중 하나")
"""A condition, or a choice, in languages without blanks; `wording.is_conditional` knows those of the others."""
_OUTRIGHT: Final = OUTRIGHT_NEED - {"required", "mandatory", "optional", "not required"}
"""Words in other languages than English, of which sentences say more than that: "Required if ..."."""
_ENDINGS: Final = frozenset(
    each for said in _OUTRIGHT if said.isascii() for each in (said.split()[0], said.split()[-1])
)
_EDGES: Final = " \n.,:;()[]*_-"


def need_said(description: Text) -> bool | None:
    """Tell whether a description says that its subject is required: "Optional. Pages", "Bild (Pflicht)"."""
    said = _need_in(description)
    return _need_alone(description.plain) if said is None else said


def _need_alone(said: str) -> bool | None:
    """Tell what a word for required or optional says that begins or ends a description and stands alone there."""
    said = said.lstrip(_BEFORE)
    if said.isascii() and not _may_say(said):
        return None
    first, *rest = _AFTER_FIRST.split(said[:_NEAR], maxsplit=1)
    if word(first) in _OUTRIGHT:
        is_open = bool(rest) and (is_conditional(rest[0]) or _CASE.search(rest[0]) is not None)
        return None if is_open else required_word(first)
    last = _APART.split(said[-_NEAR:].rstrip(_ENDS))[-1]
    return required_word(last) if word(last) in _OUTRIGHT else None


def _may_say(said: str) -> bool:
    """Tell whether the first or the last word may be one of those: of most descriptions neither is."""
    words = (*said[:_NEAR].split(None, 1)[:1], *said[-_NEAR:].rsplit(None, 1)[-1:])
    return any(each.strip(_EDGES).lower() in _ENDINGS for each in words)


def _need_in(text: Text) -> bool | None:
    """Tell whether a description says that its subject is required: "Optional. Pages …", "Pages … (required)".

    What is required under a condition ("Required if `a` is set") is neither.
    """
    said = tidy(text.plain[:_LONGEST])
    if text.runs and text.runs[0].strong and text.runs[0].text.strip().lower() in _NEED_WORDS:
        said = said[: len(text.runs[0].text.strip())] + ". " + said[len(text.runs[0].text.strip()) :].lstrip()
    match = _NEED.search(said) if any(word in said.lower() for word in _NEED_WORDS) else None
    if match is None:
        return _need_of_sentence(said)
    if match["end"]:
        case = _STATED if match["dash"] else _CASE_BEFORE if match["after"] else None
        return None if case is not None and case.search(said) else match["end"].lower() != "optional"
    rest = said[match.end() :][:_BEHIND].lstrip(" (" if match["optional"] else " (,:.")
    return None if _NEED_IF.match(rest) else not match["optional"]


def _need_of_sentence(said: str) -> bool | None:
    """Tell what a sentence says that is about a need alone, unless one beside it states a case: "When shut. ..."."""
    match = _NEED_SAID.search(said) if holds_any(said.lower(), _NEED_WORDS) else None
    if match is None or _CASE_SAID.search(said):
        return None
    return not match["no"] and (match["need"] or match["head"]).lower() != "optional"

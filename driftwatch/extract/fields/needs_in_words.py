"""What a description says in its words of being needed, in English and in the languages of the vocabulary."""

from typing import Final

from driftwatch.extract.fields.statements import need_in
from driftwatch.extract.text.blocks import Text
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import is_conditional, required_word, word
from driftwatch.patterns import lazy_regex

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
    said = need_in(description)
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

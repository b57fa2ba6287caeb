"""Titles that languages with blanks put together: which message, what of it, and how it is told of.

"Parametri del corpo della richiesta" is `parameters · body · request`, with joints between them. What `languages` holds
of each language is enough to read them all, in any order and with any ending; a word that it does not know (a failure,
an event, a thing of the vendor's) makes a title say nothing.
"""

from collections.abc import Set as AbstractSet
from typing import Final

from driftwatch.extract.words.cjk_titles import need_at_head
from driftwatch.extract.words.languages import Concept
from driftwatch.extract.words.phrases import meant

_READ: Final[tuple[Concept, ...]] = (
    "joint", "data", "told", "optional", "required", "success", "example", "input", "output", "query", "header", "path",
    "body", "field", "parameter", "response", "request",
)  # fmt: skip
"""What titles are made of; what stands later here is meant where one word says two of them."""
_ENGLISH: Final[tuple[tuple[str, Concept], ...]] = (
    *((said, "path") for said in ("url", "uri", "path")),
    *((said, "query") for said in ("query",)),
    *((said, "header") for said in ("header", "headers")),
    *((said, "body") for said in ("body", "payload", "form", "form-data")),
    *((said, "told") for said in ("string", "json", "http", "api", "get", "post")),
    ("request", "request"),
    ("response", "response"),
    ("params", "parameter"),
)
"""English words that stand in such titles: "Parámetros del body"."""
_OF_ENGLISH_TOO: Final = frozenset(
    (
        *dict(_ENGLISH), "parameter", "parameters", "argument", "arguments", "attribute", "variable", "variables",
        "input", "output", "description", "structure", "format", "details", "detail", "schema", "data", "in", "a", "i",
        "as", "do", "die", "con", "par", "des",
    )
)  # fmt: skip
"""Words that English has as well: a title of these alone is English, and others know what it says."""
_AMBIGUOUS: Final = frozenset(("yêu cầu", "yeu cau", "demande"))
"""Words for a request that, alone, head something else as well: requirements, demand."""
_PLACES: Final[tuple[Concept, ...]] = ("path", "query", "header", "body")
_MEMBERS: Final[frozenset[Concept]] = frozenset(("parameter", "field"))
_NEEDS: Final[frozenset[Concept]] = frozenset(("required", "optional"))
_FILLING: Final[frozenset[Concept]] = _NEEDS | {"joint", "told", "data"}


def role_in_words(said: str) -> str:
    """Return the role of a title put together of such words, as `role_words` names it; "" for any other title.

    >>> role_in_words("parametri del corpo della richiesta"), role_in_words("query parametreleri")
    ('body', 'query')
    >>> role_in_words("campos obrigatórios"), role_in_words("campos"), role_in_words("cabeceras")
    ('input', '', 'header')
    >>> role_in_words("cấu trúc phản hồi"), role_in_words("respuesta de error"), role_in_words("parameter sets")
    ('response', '', '')
    """
    found = meant(said, _READ, _ENGLISH) if said not in _AMBIGUOUS else ()
    said_of = {concept for _, concept in found}
    is_english = all(phrase in _OF_ENGLISH_TOO for phrase, _ in found)
    if not found or (is_english and not _is_by_order([phrase for phrase, _ in found])):
        return ""
    return _of_answer(said_of) if said_of & {"response", "output"} else _of_call(said_of)


def need_in_words(said: str) -> bool | None:
    """Tell whether a title put together of such words says that what stands below it must be sent; None if neither.

    >>> need_in_words("champs requis"), need_in_words("trường không bắt buộc"), need_in_words("champs")
    (True, False, None)
    """
    needs = {concept for _, concept in meant(said, _READ, _ENGLISH)} & _NEEDS
    return needs == {"required"} if len(needs) == 1 else need_at_head(said)


def _is_by_order(phrases: list[str]) -> bool:
    """Tell whether words of English stand as in another language: "Parameter path" is Indonesian."""
    return len(phrases) == len(("parameter", "place")) and phrases[0] == "parameter" and phrases[1] in dict(_ENGLISH)


def _of_answer(said: AbstractSet[Concept]) -> str:
    places = [place for place in _PLACES if place in said]
    if said & {"request", "input"} or places not in ([], ["body"], ["header"]):
        return ""
    if "response" not in said and not said & (_MEMBERS | {"data"}):
        return ""  # "output" alone is what a program writes, too
    return "response-header" if places == ["header"] else "response"


def _of_call(said: AbstractSet[Concept]) -> str:
    places = [place for place in _PLACES if place in said]
    if said & {"example", "success"} or len(places) > 1:
        return ""
    if places:
        is_told = said & _MEMBERS or (places[0] in ("body", "header") and "request" in said) or said == {"header"}
        return places[0] if is_told else ""
    if "request" in said:
        return "request" if said & (_MEMBERS | {"told", "data"}) or said == {"request"} else ""
    if "input" in said:
        return "input" if said & (_MEMBERS | {"data"}) else ""
    is_sent = "parameter" in said or ("field" in said and said & _NEEDS)
    return "input" if is_sent and said <= _MEMBERS | _FILLING else ""

"""How other languages than English introduce the values of a field, brought to the words that are read for it."""

import re
from typing import Final

from driftwatch.extract.words.phrases import said
from driftwatch.patterns import holds_any, lazy_regex

_ALLOWED: Final = "|".join(sorted(map(re.escape, said("allowed")), key=len, reverse=True))
_VALUE: Final = "|".join(sorted(map(re.escape, said("value")), key=len, reverse=True))
_SEVERAL: Final = (
    "valores|valeurs|valori|werte|wartości|wartosci|значения|değerler|degerler|opciones|opções|opcoes|opzioni|optionen"
    "|opcje|варианты|варіанти|seçenekler|secenekler"
)
"""Words for values or choices that mean several wherever they stand."""
_ARE: Final = r"(?:\s(?:son|são|sao|sont|sono|sind|są|sa|include|incluyen|incluem))?(?P<colon>\s?[:：])?\s?"
_INTRODUCED: Final = lazy_regex(
    rf"(?<!\w)(?:(?:{_ALLOWED})\s(?:{_VALUE}|{_SEVERAL})|(?:{_VALUE}|{_SEVERAL})\s(?:{_ALLOWED})"
    rf"|(?:{_SEVERAL})(?=\s?[:：]))"
    rf"(?!\w){_ARE}",
    re.IGNORECASE,
)
_ONE_OF: Final = lazy_regex(
    r"(?<!\w)(?:un[oa]? de(?:\sl[oa]s)?|um[a]? d[eoa]s?|l'une? des?|une? des|uno dei|una delle"
    r"|ein(?:e|er|es|en)? (?:von|der)"
    r"|jed(?:en|na|no) z|од(?:ин|но|на|не) (?:из|з|із)|một trong(?:\scác)?|salah satu(?:\sdari)?)"
    rf"(?:\s(?:siguientes|seguintes|suivante?s|seguenti|folgenden|następujących|следующих|наступних))?"
    rf"(?:\s(?:{_VALUE}|значений|значень))?"
    r"\s?[:：]?\s?(?=[\x02\"'])",
    re.IGNORECASE,
)
_STEMS: Final = (
    "valor", "valeur", "werte", "warto", "значен", "değer", "deger", "giá tr", "nilai", "opci", "opç", "opco", "opzion",
    "optionen", "opcje", "вариант", "варіант", "seçenek", "secenek",
)  # fmt: skip
_OF_ONE: Final = (
    "uno de", "una de", "un de", "um d", "uma d", "l'un", "une des", "un des", "eine", "ein von", "jed", "один", "одно",
    "одна", "одне", "một trong", "salah satu",
)  # fmt: skip
"""A piece of each of them in small letters: most descriptions hold none."""


def in_english(description: str) -> str:
    """Return a description with what introduces values said as in English.

    >>> in_english('Estado (valores: "a", "b")')
    'Estado (allowed values: "a", "b")'
    """
    small = description.lower()
    if holds_any(small, _STEMS):
        description = _INTRODUCED.sub(_allowed_values, description)
    return _ONE_OF.sub("one of ", description) if holds_any(small, _OF_ONE) else description


def _allowed_values(match: re.Match[str]) -> str:
    return f"allowed values{':' if match['colon'] else ''}{' ' if match.end() < len(match.string) else ''}"

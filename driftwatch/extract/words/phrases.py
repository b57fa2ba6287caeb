"""What a few words mean together, in any of the languages that `languages` holds: "kiểu dữ liệu", "nome do campo"."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import filterfalse
from typing import Final

from driftwatch.extract.words.languages import LANGUAGES, Concept

_LETTERS: Final = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae"})
"""Letters that are no letter with a mark; those of `unicodedata` are."""
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_CYRILLIC: Final = frozenset(map(chr, range(0x0400, 0x0530)))
"""Letters among which й and ё are letters of their own."""
_SHORTEST: Final = 3
"""Letters of a word that is known without its marks as well: fewer are too often another word (`có`, `né`)."""
_OTHERWISE: Final = frozenset(
    ("role", "ad", "tip", "not", "note", "notes", "art", "pole", "case", "den", "data", "die", "do", "in")
)
"""Words of one of the languages that English has with another meaning: "Tip" is a type in Turkish."""
_ELISIONS: Final = ("l'", "d'", "dell'", "nell'", "all'")
"""Articles that French and Italian write together with what follows."""
_COMPOUNDS: Final = (
    "parameter", "parametern", "parameters", "feld", "felder", "felds", "feldes", "attribute", "attributs", "header",
    "body", "daten", "objekt", "struktur", "format", "beschreibung", "inhalt",
)  # fmt: skip
"""How words end that German writes as one: "Antwortfelder"."""
_LONGEST_PHRASE: Final = 3
"""Words of a phrase that means one thing: `veri tipi`, `không bắt buộc`."""
_MOST_WORDS: Final = 8


def unmarked(said: str) -> str:
    """Return a word as who has no such keys writes it.

    >>> unmarked("descripción"), unmarked("й")
    ('descripcion', 'й')
    """
    if said.isascii() or not _CYRILLIC.isdisjoint(said):
        return said
    taken = unicodedata.normalize("NFD", said.translate(_LETTERS))
    return "".join(filterfalse(unicodedata.combining, taken))


def forms(said: str) -> tuple[str, ...]:
    """Return the ways in which a word is written: with its marks, without them, and as in German without umlauts."""
    if said.isascii():
        return (said,)
    plain = {unmarked(said), said.translate(_GERMAN)} - {said}
    return (said, *(each for each in sorted(plain) if len(each) >= _SHORTEST and each not in _OTHERWISE))


def _written(words: str) -> Iterator[str]:
    for one in words.split("|"):
        yield from forms(" ".join(one.split()))


@lru_cache(maxsize=64)
def said(*concepts: Concept) -> frozenset[str]:
    """Return how all these languages say any of some things, but for what says something else in English."""
    found = (form for words in LANGUAGES.values() for concept in concepts for form in _written(words[concept]))
    return frozenset(found) - _OTHERWISE


@lru_cache(maxsize=4)
def _lexicon(read: tuple[Concept, ...], english: tuple[tuple[str, Concept], ...]) -> dict[str, Concept]:
    """Return what each phrase means; where languages or one language mean several things by it, the last of `read`."""
    found: dict[str, Concept] = {}
    for concept in read:
        for words in LANGUAGES.values():
            found.update(dict.fromkeys(_written(words[concept]), concept))
    return found | dict(english)


@lru_cache(maxsize=4)
def _ends(read: tuple[Concept, ...], english: tuple[tuple[str, Concept], ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words with which known phrases begin, and those with which they end."""
    known = [phrase.split() for phrase in _lexicon(read, english)]
    return frozenset(words[0] for words in known), frozenset(words[-1] for words in known)


def _may_be_known(words: list[str], first: frozenset[str], last: frozenset[str]) -> bool:
    """Tell whether the words at both ends can be known: of most titles and heads they are not."""
    return (words[0] in first or _may_part(words[0])) and (words[-1] in last or _may_part(words[-1]))


def _may_part(word: str) -> bool:
    return "-" in word or word.endswith(_COMPOUNDS) or word.startswith(_ELISIONS)


def meant(
    said: str, read: tuple[Concept, ...], english: tuple[tuple[str, Concept], ...] = ()
) -> tuple[tuple[str, Concept], ...]:
    """Return the phrases of a few words, each with what it means of `read`; nothing where one of them is not known.

    >>> meant("nome do campo", ("joint", "name", "field"))
    (('nome', 'name'), ('do', 'joint'), ('campo', 'field'))
    >>> meant("nome do cliente", ("joint", "name", "field"))
    ()
    """
    words = said.split()
    if not words or len(words) > _MOST_WORDS or not _may_be_known(words, *_ends(read, english)):
        return ()
    lexicon = _lexicon(read, english)
    words = list(_parted(words, lexicon))
    found: list[tuple[str, Concept]] = []
    at = 0
    while at < len(words):
        phrases = (" ".join(words[at : at + length]) for length in range(_LONGEST_PHRASE, 0, -1))
        phrase = next((each for each in phrases if each in lexicon), "")
        if not phrase:
            return ()
        found.append((phrase, lexicon[phrase]))
        at += phrase.count(" ") + 1
    return tuple(found)


def _parted(words: Iterable[str], lexicon: dict[str, Concept]) -> Iterator[str]:
    """Yield words, those that are written as one apart."""
    for written in words:
        one = written.removeprefix(next((each for each in _ELISIONS if written.startswith(each)), ""))
        ending = next((each for each in _COMPOUNDS if one.endswith(each)), "") if one not in lexicon else ""
        if one in lexicon:
            yield one
        elif "-" in one:
            yield from filter(None, one.split("-"))
        elif one.removesuffix(ending) in lexicon and ending in lexicon:
            yield from (one.removesuffix(ending), ending)
        else:
            yield one

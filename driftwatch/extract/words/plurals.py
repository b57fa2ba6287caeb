"""English words for many, as the word for one: pages call an object `widget`, and what returns several `widgets`."""

from typing import Final

_LONGER: Final = ("xes", "ches", "shes", "sses")
"""How words for many end that have a letter more than the word for one and an s."""


def stem(said: str) -> str:
    """Return what a word for one and the word for many have in common: to be held against other stems, not to be read.

    >>> [stem(said) for said in ("box", "boxes", "category", "categories", "address", "addresses")]
    ['box', 'box', 'category', 'category', 'addres', 'addres']
    """
    if said.endswith("ies"):
        return f"{said[:-3]}y"
    return (said[:-2] if said.endswith(_LONGER) else said).removesuffix("s")


def words_for_one(said: str) -> tuple[str, ...]:
    """Return what may be the word for one, itself first: which of them it is tells who knows the words.

    >>> words_for_one("statuses"), words_for_one("widget")
    (('statuses', 'statuse', 'status'), ('widget',))
    """
    found = (said, said.removesuffix("s"), said.removesuffix("es"), f"{said[:-3]}y" if said.endswith("ies") else said)
    return tuple(dict.fromkeys(found))

"""How names are spelled: what joins their words, and where they have capital letters."""

from typing import Final

_JOINS: Final = ("_", "-", ".", " ")


def plain(name: str) -> str:
    """Return the letters of a name, however its words are joined; the name itself where none are left.

    >>> plain("vlan-tag") == plain("vlanTag") == plain("VLAN_tag"), plain("-1")
    (True, '-1')
    """
    bare = name
    for join in _JOINS:
        bare = bare.replace(join, "")
    return bare.casefold() if bare and bare[0].isalpha() else name


def respelling(old: str, new: str) -> list[str] | None:
    """Return the styles of two spellings of one name; None where they are two names, or one.

    >>> respelling("made_at", "madeAt"), respelling("made_at", "made_by")
    (['_', 'aA'], None)
    """
    if old == new or plain(old) != plain(new):
        return None
    return [_style(old), _style(new)]


def _style(name: str) -> str:
    """Return the signs that join the words, and which capital letters there are: `_`, `-`, `aA`, `AA`, `a`."""
    joins = "".join(join for join in _JOINS if join in name)
    inner = "A" if any(letter.isupper() for letter in name[1:]) else ""
    first = "A" if name[:1].isupper() else "a"
    if joins and not inner and first == "a":
        return joins
    return joins + first + inner
